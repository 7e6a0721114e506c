#include "wordreader.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "mem.h"
#include "text.h"

#define GLYPHS 512
#define LINK_MAX 1000

/* What a character is. The first four are bits; a word's characters come
 * first, so that one comparison tells them. */
enum {
	SMALL = 1,
	CAPITAL = 2, /* shifted left four times, the bit of its small letter */
	DIGIT = 4,
	OTHER = 8,  /* a letter that is neither, a mark */
	ALONE = 16, /* a word in itself, of scripts without blanks */
	NOTHING,    /* a soft hyphen, a joiner: as if it were not there */
	BLANK,
	LINE_END,
	APOSTROPHE,
	HYPHEN,
	LOOSE, /* may stand between the words of a phrase */
	POINT,
	BRACE,
	EXCLAIM,
	BREAK, /* may not */
	HIGH,  /* the beginning of more than one byte */
};

/* A character beyond ASCII: what it is, and what it is compared as. */
struct wordreader_glyph {
	uint32_t code; /* 0: not asked for yet */
	unsigned char kind;
	unsigned char len;
	char folded[32];
};

#define B BREAK
#define K BLANK
#define D DIGIT
#define C CAPITAL
#define S SMALL
#define H HIGH
#define EIGHT(x) x, x, x, x, x, x, x, x
#define MORE(x) EIGHT(x), EIGHT(x), EIGHT(x), EIGHT(x)
#define LETTERS(x) EIGHT(x), EIGHT(x), EIGHT(x), x, x

static const unsigned char kinds[256] = {
	/* clang-format off */
	EIGHT(B), B, K, LINE_END, K, K, K, B, B, EIGHT(B), EIGHT(B),
	/* " " and on: ! " # $ % & ' ( ) * + , - . / */
	K, EXCLAIM, LOOSE, LOOSE, B, B, B, APOSTROPHE,
	B, B, LOOSE, B, LOOSE, HYPHEN, POINT, B,
	EIGHT(D), D, D, B, B, B, B, B, B,
	/* @, and behind the letters [ \\ ] ^ _ */
	B, LETTERS(C), B, B, B, B, LOOSE,
	/* `, and behind the letters { | } ~ */
	APOSTROPHE, LETTERS(S), BRACE, B, B, B, B,
	MORE(H), MORE(H), MORE(H), MORE(H),
	/* clang-format on */
};

#undef B
#undef K
#undef D
#undef C
#undef S
#undef H

/* Scripts that put no blanks between words. */
static bool
stands_alone(uint32_t code)
{
	static const uint32_t ranges[][2] = {
		{0x0E00, 0x0EFF}, {0x1000, 0x109F},   {0x1780, 0x17FF},
		{0x3005, 0x3007}, {0x3040, 0x312F},   {0x31A0, 0x31FF},
		{0x3400, 0x4DBF}, {0x4E00, 0x9FFF},   {0xF900, 0xFAFF},
		{0xFF66, 0xFF9F}, {0x20000, 0x3FFFF},
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	return false;
}

/* Signs that are not what their category says; 0 for all others. */
static unsigned char
kind_of_sign(uint32_t code)
{
	switch (code) {
	case 0xB4: /* the acute that some type for an apostrophe */
	case 0x2BC:
	case 0x2018:
	case 0x2019:
	case 0x201B:
	case 0x2032:
	case 0xFF07:
		return APOSTROPHE;
	case 0x2010:
	case 0x2011:
		return HYPHEN;
	case 0x60C: /* commas */
	case 0x3001:
	case 0xFF0C:
		return LOOSE;
	case 0xFF01:
		return EXCLAIM;
	case 0x85:
		return BLANK;
	default:
		return 0;
	}
}

static unsigned char
kind_of(uint32_t code)
{
	unsigned char kind = kind_of_sign(code);

	if (kind)
		return kind;
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return CAPITAL;
	case UTF8PROC_CATEGORY_LL:
		return SMALL;
	case UTF8PROC_CATEGORY_ND:
		return DIGIT;
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return stands_alone(code) ? ALONE : OTHER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return OTHER;
	case UTF8PROC_CATEGORY_CF:
		return NOTHING;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return BLANK;
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
		return LOOSE;
	default:
		return BREAK;
	}
}

static bool
is_word(unsigned char kind)
{
	return kind <= ALONE;
}

static void
fill_glyph(struct wordreader_glyph *glyph, uint32_t code)
{
	utf8proc_int32_t codes[sizeof(glyph->folded) / 4];
	const size_t room = sizeof(codes) / sizeof(*codes);
	utf8proc_ssize_t count;
	int boundary = 0;

	*glyph = (struct wordreader_glyph){.code = code, .kind = kind_of(code)};
	if (!is_word(glyph->kind))
		return;
	count = utf8proc_decompose_char(
		(utf8proc_int32_t)code, codes, (utf8proc_ssize_t)room,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
			UTF8PROC_STRIPMARK,
		&boundary);
	for (utf8proc_ssize_t i = 0; i < count && (size_t)i < room; i++)
		glyph->len += (unsigned char)utf8proc_encode_char(
			codes[i],
			(utf8proc_uint8_t *)glyph->folded + glyph->len);
}

/* The character at text[at], beyond ASCII, and its bytes; NULL for what is not
 * UTF-8. Good until the next call. */
static const struct wordreader_glyph *
glyph_at(struct wordreader *reader, size_t at, size_t *step)
{
	struct wordreader_glyph *glyph;
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
		fill_glyph(glyph, code);
	return glyph;
}

/* The small letter of a capital one of ASCII. */
static char
small(char c)
{
	return (char)(c | (kinds[(unsigned char)c] == CAPITAL ? 0x20 : 0));
}

/* FNV-1a. */
static uint32_t
hash_on(uint32_t hash, char c)
{
	return (hash ^ (unsigned char)c) * 0x01000193;
}

static unsigned char
byte_kind(const struct wordreader *reader, size_t at)
{
	return kinds[(unsigned char)reader->text[at]];
}

/* What stands at text[at], and in *step its bytes. */
static unsigned char
kind_at(struct wordreader *reader, size_t at, size_t *step)
{
	unsigned char kind = byte_kind(reader, at);
	const struct wordreader_glyph *glyph;

	*step = 1;
	if (kind != HIGH)
		return kind;
	glyph = glyph_at(reader, at, step);
	return glyph ? glyph->kind : BREAK;
}

/* Whether a word goes on at text[at]. */
static bool
is_word_at(struct wordreader *reader, size_t at)
{
	size_t step;

	return at < reader->len && is_word(kind_at(reader, at, &step));
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
	       (byte_kind(reader, end) < ALONE || reader->text[end] == '-'))
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
	case BLANK:
		if (join == WORDREADER_HYPHEN)
			return WORDREADER_BREAK;
		return join <= WORDREADER_APOSTROPHE ? WORDREADER_BLANK : join;
	case APOSTROPHE:
		if (join == WORDREADER_NONE)
			return WORDREADER_APOSTROPHE;
		return join <= WORDREADER_APOSTROPHE ? WORDREADER_BLANK : join;
	case LOOSE:
		return join <= WORDREADER_APOSTROPHE ? WORDREADER_BLANK : join;
	case HYPHEN:
		return join == WORDREADER_NONE ? WORDREADER_HYPHEN
					       : WORDREADER_BREAK;
	case POINT:
		return join == WORDREADER_NONE ? WORDREADER_POINT
					       : WORDREADER_BREAK;
	case NOTHING:
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
			       : join_on(reader->join, BLANK);
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
		if (kind == HIGH)
			kind = kind_at(reader, at, &step);
		if (is_word(kind) ||
		    (reader->in_phrase && reader->text[at] == '#'))
			break;
		if (kind == LINE_END) {
			step = pass_line_end(reader, at, &line_ended);
			continue;
		}
		if (kind == EXCLAIM && reader->marked)
			reader->marked(reader->context, at, step);
		if (kind == BRACE && placeholder_at(reader, at) > 0)
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
	const struct wordreader_glyph *glyph =
		glyph_at(reader, word->at, &step);

	if (!glyph ||
	    (!is_word(glyph->kind) && (glyph->kind != NOTHING || first)))
		return false;
	if (!first && glyph->len > 0 && (word->alone || glyph->kind == ALONE))
		return false;
	for (size_t i = reader->from; reader->plain && i < word->at; i++)
		keep(reader, small(reader->text[i]));
	reader->plain = false;
	word->alone = word->alone || glyph->kind == ALONE;
	word->kinds |= glyph->kind == NOTHING ? 0 : glyph->kind;
	for (size_t i = 0; i < glyph->len; i++) {
		word->hash = hash_on(word->hash, glyph->folded[i]);
		keep(reader, glyph->folded[i]);
	}
	word->at += step;
	if (glyph->kind != NOTHING)
		word->end = word->at;
	return true;
}

/* Take the letters and digits of ASCII that come next. As most words have no
 * others, and are in no phrase, what they are folded is not kept. */
static void
take_plain(struct wordreader *reader, struct reading_word *word)
{
	const char *text = reader->text;
	size_t at = word->at;
	uint32_t hash = word->hash;
	unsigned seen = 0;
	unsigned char kind;

	while (at < reader->len &&
	       (kind = kinds[(unsigned char)text[at]]) < OTHER) {
		seen |= kind;
		hash = hash_on(hash, (char)(text[at] | (kind & CAPITAL) << 4));
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
	struct reading_word word = {.hash = 0x811C9DC5};
	size_t at = reader->at, len = reader->len;

	/* Mostly it is one blank that stands between. */
	if (at > 0 && at + 1 < len && text[at] == ' ' &&
	    kinds[(unsigned char)text[at + 1]] < OTHER) {
		reader->join = WORDREADER_BLANK;
		reader->at++;
	} else if (!pass_gap(reader)) {
		return false;
	}
	word.at = reader->from = reader->at;
	reader->folded_len = 0;
	reader->plain = true;
	if (text[word.at] == '#') { /* as only a phrase has it */
		word.kinds = DIGIT;
		word.end = ++word.at;
	} else {
		do {
			if (!word.alone)
				take_plain(reader, &word);
		} while (word.at < len && byte_kind(reader, word.at) == HIGH &&
			 take_glyph(reader, &word));
	}
	if (reader->plain)
		reader->folded_len = word.end - reader->from;
	reader->hash = word.hash;
	reader->number = word.kinds == DIGIT;
	reader->capitals = word.kinds == CAPITAL;
	reader->to = word.end;
	reader->at = word.at;
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
	if (at == 0 || !(kind == HYPHEN || reader->text[at] == '_' ||
			 (kind == POINT && byte_kind(reader, from) != CAPITAL)))
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
	if (kind == APOSTROPHE)
		return (reader->text[at] | 0x20) == 't' &&
		       !is_word_at(reader, at + 1);
	return (kind == HYPHEN || reader->text[to] == '_' ||
		(kind == POINT && byte_kind(reader, at) != CAPITAL)) &&
	       is_word_at(reader, at);
}

static bool
is_gap(const struct wordreader *reader, size_t at)
{
	unsigned char kind = byte_kind(reader, at);

	return kind == BLANK || kind == LINE_END;
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
			point = byte_kind(reader, at + 1) == SMALL;
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
