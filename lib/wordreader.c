#include "wordreader.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "mem.h"
#include "text.h"
#include "wordsign.h"

#define GLYPHS 512
#define LINK_MAX 1000

/* The character at text[at], beyond ASCII, and its bytes; NULL for what is not
 * UTF-8. Good until the next call. */
static const struct wordsign *
glyph_at(struct wordreader *reader, size_t at, size_t *step)
{
	struct wordsign *glyph;
	uint32_t code;

	*step = text_character(reader->text + at, reader->len - at, &code);
	if (*step == 0) {
		*step = 1;
		return NULL;
	}
	if (!reader->glyphs)
		reader->glyphs = mem_zero(GLYPHS, sizeof(*reader->glyphs));
	glyph = &reader->glyphs[code % GLYPHS];
	if (glyph->code != code)
		wordsign_fill(glyph, code);
	return glyph;
}

/* The small letter of a capital one of ASCII. */
static char
small(char c)
{
	return (char)(c | (wordsign_kinds[(unsigned char)c] == WORDSIGN_CAPITAL
				   ? 0x20
				   : 0));
}

/* A word's hash, character by character: two steps each, for a multiplication
 * would be most of the time that a word takes. */
static uint32_t
hash_on(uint32_t hash, char c)
{
	return (hash << 5 | hash >> 27) ^ (unsigned char)c;
}

/* And at its end: the upper bits are those that tell words apart. */
static uint32_t
hash_end(uint32_t hash)
{
	return hash * 0x9E3779B1;
}

static unsigned char
byte_kind(const struct wordreader *reader, size_t at)
{
	return wordsign_kinds[(unsigned char)reader->text[at]];
}

/* What stands at text[at], and in *step its bytes. */
static unsigned char
kind_at(struct wordreader *reader, size_t at, size_t *step)
{
	unsigned char kind = byte_kind(reader, at);
	const struct wordsign *glyph;

	*step = 1;
	if (kind != WORDSIGN_HIGH)
		return kind;
	glyph = glyph_at(reader, at, step);
	return glyph ? glyph->kind : WORDSIGN_BREAK;
}

/* Whether a word goes on at text[at]. */
static bool
is_word_at(struct wordreader *reader, size_t at)
{
	size_t step;

	return at < reader->len && wordsign_is_word(kind_at(reader, at, &step));
}

/* The beginning of the character that ends before text[at]; at is not 0. */
static size_t
before(const struct wordreader *reader, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)reader->text[at] & 0xC0) == 0x80);
	return at;
}

/* The bytes of a {placeholder} at text[at]; 0. */
static size_t
placeholder_at(const struct wordreader *reader, size_t at)
{
	size_t end = at + 1;

	while (end < reader->len && end - at < WORDREADER_FOLDED &&
	       (byte_kind(reader, end) < WORDSIGN_ALONE ||
		reader->text[end] == '-'))
		end++;
	return end < reader->len && reader->text[end] == '}' && end > at + 1
		       ? end + 1 - at
		       : 0;
}

/* Behind the lines that quote the customer, if there are any where a line
 * begins at text[at]. */
static size_t
pass_quoted(const struct wordreader *reader, size_t at)
{
	for (;;) {
		size_t first = at;
		const char *end;

		while (first < reader->len && (reader->text[first] == ' ' ||
					       reader->text[first] == '\t'))
			first++;
		if (first == reader->len || reader->text[first] != '>')
			return at;
		end = memchr(reader->text + first, '\n', reader->len - first);
		if (!end)
			return reader->len;
		at = (size_t)(end - reader->text) + 1;
	}
}

/* What two signs between words come to, one behind the other. */
static enum wordreader_join
join_on(enum wordreader_join join, unsigned char kind)
{
	switch (kind) {
	case WORDSIGN_BLANK:
		if (join == WORDREADER_HYPHEN)
			return WORDREADER_BREAK;
		return join <= WORDREADER_APOSTROPHE ? WORDREADER_BLANK : join;
	case WORDSIGN_APOSTROPHE:
		if (join == WORDREADER_NONE)
			return WORDREADER_APOSTROPHE;
		return join <= WORDREADER_APOSTROPHE ? WORDREADER_BLANK : join;
	case WORDSIGN_LOOSE:
		return join <= WORDREADER_APOSTROPHE ? WORDREADER_BLANK : join;
	case WORDSIGN_HYPHEN:
		return join == WORDREADER_NONE ? WORDREADER_HYPHEN
					       : WORDREADER_BREAK;
	case WORDSIGN_POINT:
		return join == WORDREADER_NONE ? WORDREADER_POINT
					       : WORDREADER_BREAK;
	case WORDSIGN_NOTHING:
		return join;
	default:
		return WORDREADER_BREAK;
	}
}

/*
 * The bytes of a line end at text[at], with the quoted lines behind it. What
 * stands before and behind it goes together, unless there are such, or an
 * empty line.
 */
static size_t
pass_line_end(struct wordreader *reader, size_t at, bool *again)
{
	size_t behind = pass_quoted(reader, at + 1);

	reader->join = *again || behind != at + 1
			       ? WORDREADER_BREAK
			       : join_on(reader->join, WORDSIGN_BLANK);
	*again = true;
	return behind - at;
}

/* Pass what is no word, and note what it was. False at the end. */
static bool
pass_gap(struct wordreader *reader)
{
	size_t at = reader->at, step;
	bool line_ended = false;

	reader->join = at == 0 ? WORDREADER_BREAK : WORDREADER_NONE;
	if (at == 0)
		at = pass_quoted(reader, at);
	for (; at < reader->len; at += step) {
		unsigned char kind = byte_kind(reader, at);

		step = 1;
		if (kind == WORDSIGN_HIGH)
			kind = kind_at(reader, at, &step);
		if (wordsign_is_word(kind) ||
		    (reader->in_phrase && reader->text[at] == '#'))
			break;
		if (kind == WORDSIGN_LINE_END) {
			step = pass_line_end(reader, at, &line_ended);
			continue;
		}
		if (kind == WORDSIGN_EXCLAIM && reader->marked)
			reader->marked(reader->context, at, step);
		if (kind == WORDSIGN_BRACE && placeholder_at(reader, at) > 0)
			step = placeholder_at(reader, at);
		reader->join = join_on(reader->join, kind);
	}
	reader->at = at;
	return at < reader->len;
}

/* What is known of the word while it is read. */
struct reading_word {
	size_t at;
	size_t end; /* before signs that are as if they were not there */
	uint32_t hash;
	unsigned kinds; /* of its letters, together */
	bool alone;     /* it is one character */
};

static void
keep(struct wordreader *reader, char c)
{
	if (reader->folded_len < WORDREADER_FOLDED)
		reader->folded[reader->folded_len++] = c;
}

/* Take one character beyond ASCII into the word; false where it ends before
 * it. A mark goes with the letter before, whatever its script. */
static bool
take_glyph(struct wordreader *reader, struct reading_word *word)
{
	bool first = word->at == reader->from;
	size_t step;
	const struct wordsign *glyph = glyph_at(reader, word->at, &step);

	if (!glyph || (!wordsign_is_word(glyph->kind) &&
		       (glyph->kind != WORDSIGN_NOTHING || first)))
		return false;
	if (!first && glyph->len > 0 &&
	    (word->alone || glyph->kind == WORDSIGN_ALONE))
		return false;
	for (size_t i = reader->from; reader->plain && i < word->at; i++)
		keep(reader, small(reader->text[i]));
	reader->plain = false;
	word->alone = word->alone || glyph->kind == WORDSIGN_ALONE;
	word->kinds |= glyph->kind == WORDSIGN_NOTHING ? 0 : glyph->kind;
	for (size_t i = 0; i < glyph->len; i++) {
		word->hash = hash_on(word->hash, glyph->folded[i]);
		keep(reader, glyph->folded[i]);
	}
	word->at += step;
	if (glyph->kind != WORDSIGN_NOTHING)
		word->end = word->at;
	return true;
}

/* Take the letters and digits of ASCII that come next. As most words have no
 * others, and are in no phrase, what they are folded is not kept. */
static inline void
take_plain(struct wordreader *reader, struct reading_word *word)
{
	const char *text = reader->text;
	size_t at = word->at;
	uint32_t hash = word->hash;
	unsigned seen = 0;
	unsigned char kind;

	while (at < reader->len &&
	       (kind = wordsign_kinds[(unsigned char)text[at]]) <
		       WORDSIGN_OTHER) {
		seen |= kind;
		hash = hash_on(hash, (char)(text[at] | (kind & WORDSIGN_CAPITAL)
							       << 4));
		at++;
	}
	for (size_t i = word->at; !reader->plain && i < at; i++)
		keep(reader, small(text[i]));
	if (at > word->at)
		word->end = at;
	word->at = at;
	word->hash = hash;
	word->kinds |= seen;
}

/* The word is whole: it is the reader's. */
static void
end_word(struct wordreader *reader, const struct reading_word *word)
{
	if (reader->plain)
		reader->folded_len = word->end - reader->from;
	reader->hash = hash_end(word->hash);
	reader->number = word->kinds == WORDSIGN_DIGIT;
	reader->capitals = word->kinds == WORDSIGN_CAPITAL;
	reader->to = word->end;
	reader->at = word->at;
}

void
wordreader_begin(struct wordreader *reader, const char *text, size_t len,
		 bool in_phrase)
{
	/* The room for a word needs no clearing. */
	reader->text = text;
	reader->len = len;
	reader->at = 0;
	reader->in_phrase = in_phrase;
	reader->glyphs = NULL;
	reader->marked = NULL;
	reader->context = NULL;
}

bool
wordreader_next(struct wordreader *reader)
{
	const char *text = reader->text;
	struct reading_word word = {0};
	size_t at = reader->at, len = reader->len;

	/* Mostly it is one blank that stands between. */
	if (at > 0 && at + 1 < len && text[at] == ' ' &&
	    wordsign_kinds[(unsigned char)text[at + 1]] < WORDSIGN_OTHER) {
		reader->join = WORDREADER_BLANK;
		reader->at++;
	} else if (!pass_gap(reader)) {
		return false;
	}
	word.at = reader->from = reader->at;
	reader->folded_len = 0;
	reader->plain = true;
	if (text[word.at] == '#') { /* as only a phrase has it */
		word.kinds = WORDSIGN_DIGIT;
		word.end = ++word.at;
	} else {
		do {
			if (!word.alone)
				take_plain(reader, &word);
		} while (word.at < len &&
			 byte_kind(reader, word.at) == WORDSIGN_HIGH &&
			 take_glyph(reader, &word));
	}
	end_word(reader, &word);
	return true;
}

/* What mostly stands between two words of ASCII: a blank or a line end, and
 * perhaps a point or a comma before it. Its bytes; 0 for all else. */
static size_t
plain_gap(const struct wordreader *reader, size_t at)
{
	const char *text = reader->text;
	size_t gap = 1;

	if (at + 3 > reader->len)
		return 0;
	if (text[at] == '.' || text[at] == ',')
		gap = 2;
	at += gap - 1;
	return (text[at] == ' ' || text[at] == '\n') &&
			       wordsign_kinds[(unsigned char)text[at + 1]] <
				       WORDSIGN_OTHER
		       ? gap
		       : 0;
}

static bool
is_sought(const struct wordreader *reader, const uint64_t *begins)
{
	return wordreader_may_begin(begins, reader->hash) || reader->number ||
	       (reader->capitals && reader->to - reader->from > 1);
}

/* Pass words of ASCII that are not sought, which nearly all of a text is. It
 * stands behind a word, before and after. True: that one is sought. */
static bool
pass_plain(struct wordreader *reader, const uint64_t *begins)
{
	size_t gap;

	while ((gap = plain_gap(reader, reader->at)) > 0) {
		const size_t from = reader->at + gap;
		struct reading_word word = {.at = from};

		reader->plain = true;
		take_plain(reader, &word);
		if (word.at < reader->len &&
		    byte_kind(reader, word.at) == WORDSIGN_HIGH)
			return false;
		reader->join = reader->text[reader->at] == '.'
				       ? WORDREADER_POINT
				       : WORDREADER_BLANK;
		reader->from = from;
		end_word(reader, &word);
		if (is_sought(reader, begins))
			return true;
	}
	return false;
}

bool
wordreader_seek(struct wordreader *reader, const uint64_t *begins)
{
	do {
		if (reader->at > 0 && pass_plain(reader, begins))
			return true;
		if (!wordreader_next(reader))
			return false;
	} while (!is_sought(reader, begins));
	return true;
}

void
wordreader_fold(const struct wordreader *reader, char *to)
{
	for (size_t i = 0; i < reader->folded_len; i++)
		to[i] = reader->plain ? small(reader->text[reader->from + i])
				      : reader->folded[i];
	to[reader->folded_len] = '\0';
}

bool
wordreader_is(const struct wordreader *reader, const char *folded, size_t len)
{
	if (reader->folded_len != len)
		return false;
	if (!reader->plain)
		return len < WORDREADER_FOLDED &&
		       memcmp(reader->folded, folded, len) == 0;
	for (size_t i = 0; i < len; i++)
		if (small(reader->text[reader->from + i]) != folded[i])
			return false;
	return true;
}

/* Whether the word that begins at `from` is tied to one before it: by a
 * hyphen, or by a point, as in an address of the net. */
static bool
is_tied_before(struct wordreader *reader, size_t from)
{
	size_t at, step;
	unsigned char kind;

	if (from < 2)
		return false;
	at = before(reader, from);
	kind = kind_at(reader, at, &step);
	if (at == 0 || !(kind == WORDSIGN_HYPHEN || reader->text[at] == '_' ||
			 (kind == WORDSIGN_POINT &&
			  byte_kind(reader, from) != WORDSIGN_CAPITAL)))
		return false;
	return is_word_at(reader, before(reader, at));
}

/* Whether the word that ends at `to` is tied to the next one. */
static bool
is_tied_behind(struct wordreader *reader, size_t to)
{
	size_t at, step;
	unsigned char kind;

	if (to >= reader->len)
		return false;
	kind = kind_at(reader, to, &step);
	at = to + step;
	if (at >= reader->len)
		return false;
	if (kind == WORDSIGN_APOSTROPHE)
		return (reader->text[at] | 0x20) == 't' &&
		       !is_word_at(reader, at + 1);
	return (kind == WORDSIGN_HYPHEN || reader->text[to] == '_' ||
		(kind == WORDSIGN_POINT &&
		 byte_kind(reader, at) != WORDSIGN_CAPITAL)) &&
	       is_word_at(reader, at);
}

static bool
is_gap(const struct wordreader *reader, size_t at)
{
	unsigned char kind = byte_kind(reader, at);

	return kind == WORDSIGN_BLANK || kind == WORDSIGN_LINE_END;
}

/* Whether what stands between the blanks around `from` is a link. */
static bool
is_in_link(const struct wordreader *reader, size_t from)
{
	size_t at = from, end = from;
	bool point = false; /* of the name of a machine */

	while (at > 0 && from - at < LINK_MAX && !is_gap(reader, at - 1))
		at--;
	while (end < reader->len && end - from < LINK_MAX &&
	       !is_gap(reader, end))
		end++;
	for (; at < end; at++) {
		if (reader->text[at] == '.' && at + 1 < end)
			point = byte_kind(reader, at + 1) == WORDSIGN_SMALL;
		if (reader->text[at] == '@' ||
		    (reader->text[at] == '/' && point) ||
		    (end - at > 3 &&
		     (memcmp(reader->text + at, "://", 3) == 0 ||
		      memcmp(reader->text + at, "www.", 4) == 0)))
			return true;
	}
	return false;
}

bool
wordreader_is_whole(struct wordreader *reader, size_t from, size_t to)
{
	return !is_tied_before(reader, from) && !is_tied_behind(reader, to) &&
	       !is_in_link(reader, from);
}

/* ASCII, as nearly all of it is, needs no tables. */
static bool
is_ascii(const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)at[i] >= 0x80)
			return false;
	}
	return true;
}

char *
wordreader_full(const char *at, size_t len)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t got;
	char *copy;

	if (is_ascii(at, len)) {
		copy = mem_get(len + 1);
		memcpy(copy, at, len);
		copy[len] = '\0';
		text_lower(copy);
		return copy;
	}
	got = utf8proc_map((const utf8proc_uint8_t *)at, (utf8proc_ssize_t)len,
			   &folded,
			   UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
				   UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	if (got == UTF8PROC_ERROR_NOMEM)
		mem_exhausted();
	if (got < 0)
		return NULL;
	copy = mem_get((size_t)got + 1);
	memcpy(copy, folded, (size_t)got);
	copy[got] = '\0';
	free(folded);
	return copy;
}

void
wordreader_end(struct wordreader *reader)
{
	free(reader->glyphs);
	reader->glyphs = NULL;
}
