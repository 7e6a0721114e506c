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

struct wordsign;

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

	const char *text; /* private from here */
	size_t len, at;
	bool in_phrase;
	struct wordsign *glyphs;
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

/*
 * A set of words, by their hashes, for those that a phrase begins with: a word
 * that is not in it begins none. All bits 0 is the empty one.
 */
#define WORDREADER_BEGINS_BITS 13
#define WORDREADER_BEGINS (1 << (WORDREADER_BEGINS_BITS - 6)) /* of 64 bits */

/* Whether a word of that hash may begin one of the set; set by the next. */
static inline bool
wordreader_may_begin(const uint64_t *begins, uint32_t hash)
{
	uint32_t bit = hash >> (32 - WORDREADER_BEGINS_BITS);

	return (begins[bit / 64] >> bit % 64 & 1) != 0;
}

/* Add a hash to the set; begins has WORDREADER_BEGINS words. */
static inline void
wordreader_set_begins(uint64_t *begins, uint32_t hash)
{
	uint32_t bit = hash >> (32 - WORDREADER_BEGINS_BITS);

	begins[bit / 64] |= UINT64_C(1) << bit % 64;
}

/*
 * The next word that may be one of the set, is a number, or has two capital
 * letters or more and no small ones; false at the end of the text. Faster than
 * asking for each word.
 */
bool wordreader_seek(struct wordreader *reader, const uint64_t *begins);

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
