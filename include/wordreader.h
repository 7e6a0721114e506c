/*
 * A text cut into its words, for phrases.h alone: what is a letter, what may
 * stand between two words of a phrase, and what parts them. Words come out
 * folded: small letters, without accents. Pure; linear in the text.
 */
#ifndef WORDREADER_H
#define WORDREADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORDREADER_FOLDED 64 /* a folded word of so many bytes is too long */

/* What stands between two words. */
enum wordreader_join {
	WORDREADER_NONE,  /* nothing: scripts that put no blanks */
	WORDREADER_BLANK, /* also a line end, a comma, quotation marks */
	WORDREADER_APOSTROPHE,
	WORDREADER_HYPHEN,
	WORDREADER_POINT, /* and perhaps a blank */
	WORDREADER_BREAK, /* the end of a sentence, an empty line, a quoted
			     one, a {placeholder}, any other sign */
};

struct wordreader_glyph;

struct wordreader {
	enum wordreader_join join; /* before the word */
	size_t from, to;           /* the word, in bytes of the text */
	uint32_t hash;             /* of it, folded */
	size_t folded_len;
	bool plain;    /* of ASCII alone: it has no accents to compare */
	bool number;   /* digits alone; or the `#` of a phrase */
	bool capitals; /* capital letters alone */

	/* Called for each exclamation mark, in between; NULL. */
	void (*marked)(void *context, size_t at, size_t len);
	void *context;

	const unsigned char *kinds; /* private from here */
	const char *text;
	size_t len, at;
	bool in_phrase;
	struct wordreader_glyph *glyphs;
	char folded[WORDREADER_FOLDED]; /* unless plain */
};

/*
 * Begin at a text, which is borrowed until wordreader_end. In a phrase `#` is
 * a word.
 */
void wordreader_begin(struct wordreader *reader, const char *text, size_t len,
		      bool in_phrase);

/* The next word; false at the end of the text. */
bool wordreader_next(struct wordreader *reader);

/* Whether the word is, folded, these len bytes, less than WORDREADER_FOLDED. */
bool wordreader_is(const struct wordreader *reader, const char *folded,
		   size_t len);

/* Write the folded word, which is shorter than WORDREADER_FOLDED, and a NUL. */
void wordreader_fold(const struct wordreader *reader, char *to);

/*
 * Whether the text's words from `from` (the beginning of one) to `to` (the end
 * of one) stand by themselves: not tied to a neighbour by a hyphen, _ or the
 * point of an address, not turned round by 't, and not part of a link.
 */
bool wordreader_is_whole(struct wordreader *reader, size_t from, size_t to);

/*
 * A word in small letters, with its accents, taken apart (the marks behind
 * their letters). NULL where it is not UTF-8. Caller frees.
 */
char *wordreader_full(const char *at, size_t len);

/* Release what the reader holds; not the text. */
void wordreader_end(struct wordreader *reader);

#endif
