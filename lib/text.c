#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "bytes.h"

#define WORD_MAX 63
#define FAR_APART 1000

size_t
text_character(const char *at, size_t len, uint32_t *code)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t got;

	if (len == 0)
		return 0;
	if ((unsigned char)*at < 0x80) {
		*code = (unsigned char)*at;
		return 1;
	}
	got = utf8proc_iterate((const utf8proc_uint8_t *)at,
			       len > 4 ? 4 : (utf8proc_ssize_t)len, &point);
	if (got <= 0)
		return 0;
	*code = (uint32_t)point;
	return (size_t)got;
}

bool
text_is_utf8(const char *at, size_t len, size_t *bad)
{
	uint32_t code;

	for (size_t i = 0;;) {
		size_t step;

		/* Most of most texts is ASCII. */
		i = (size_t)(bytes_after_ascii(at + i, at + len) - at);
		if (i == len)
			return true;
		step = text_character(at + i, len - i, &code);
		if (step == 0) {
			*bad = i;
			return false;
		}
		i += step;
	}
}

bool
text_is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code <= 0x9F) ||
	       (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069) || code == 0x2028 ||
	       code == 0x2029;
}

/* The letter behind the backslash for the bytes that have one; else 0. */
static char
short_escape(uint32_t code)
{
	switch (code) {
	case '\\':
		return '\\';
	case '\t':
		return 't';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	default:
		return 0;
	}
}

void
text_escape(struct buffer *out, const char *at, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	size_t plain = 0; /* begin of the run not yet copied */

	for (size_t i = 0; i < len;) {
		uint32_t code = 0;
		size_t step;
		char letter;

		i = (size_t)(bytes_after_ascii(at + i, at + len) - at);
		if (i == len)
			break;
		step = text_character(at + i, len - i, &code);
		letter = step ? short_escape(code) : 0;
		if (step && !letter && !text_is_control(code)) {
			i += step;
			continue;
		}
		buffer_add(out, at + plain, i - plain);
		if (letter)
			buffer_add(out, (const char[]){'\\', letter}, 2);
		for (size_t k = 0; !letter && k < (step ? step : 1); k++) {
			unsigned char byte = (unsigned char)at[i + k];

			buffer_add(out,
				   (const char[]){'\\', 'x', hex[byte >> 4],
						  hex[byte & 15]},
				   4);
		}
		i += step ? step : 1;
		plain = i;
	}
	buffer_add(out, at + plain, len - plain);
}

void
text_show(struct buffer *out, const char *at, size_t len)
{
	for (size_t i = 0, step; i < len; i += step) {
		uint32_t code = 0;

		step = text_character(at + i, len - i, &code);
		if (step &&
		    (!text_is_control(code) || at[i] == '\n' || at[i] == '\t' ||
		     (at[i] == '\r' && i + 1 < len && at[i + 1] == '\n'))) {
			buffer_add(out, at + i, step);
			continue;
		}
		if (!step)
			step = 1;
		text_escape(out, at + i, step);
	}
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/*
 * One escape at at[0..len), which begins with a backslash: its length, and the
 * byte it stands for. 0 where it is none.
 */
static size_t
escape_length(const char *at, size_t len, char *byte)
{
	static const char letters[] = "\\tnr";
	static const char bytes[] = "\\\t\n\r";
	const char *letter;

	if (len < 2 || at[1] == '\0')
		return 0;
	letter = strchr(letters, at[1]);
	if (letter) {
		*byte = bytes[letter - letters];
		return 2;
	}
	if (at[1] == 'x' && len >= 4 && hex_digit(at[2]) >= 0 &&
	    hex_digit(at[3]) >= 0) {
		*byte = (char)(hex_digit(at[2]) * 16 + hex_digit(at[3]));
		return 4;
	}
	return 0;
}

/*
 * Whether escaping the decoded bytes gives back exactly the \x escapes that
 * stood there: hex[i] says that byte i was written as \xhh.
 */
static const char *
check_needed(const char *at, size_t len, const unsigned char *hex, size_t *bad)
{
	for (size_t i = 0; i < len;) {
		uint32_t code = 0;
		size_t step = text_character(at + i, len - i, &code);
		bool needs = step == 0 ||
			     (text_is_control(code) && !short_escape(code));

		for (size_t k = 0; k < (step ? step : 1); k++) {
			if (hex[i + k] && !needs) {
				*bad = i + k;
				return "needless escape";
			}
			if (!hex[i + k] && needs) {
				*bad = i + k;
				return step ? "control character"
					    : "bytes that are not UTF-8";
			}
		}
		i += step ? step : 1;
	}
	return NULL;
}

const char *
text_unescape(char *at, size_t *len, size_t *bad)
{
	unsigned char *hex = NULL;
	const char *sentence = NULL;
	size_t from = 0, to = 0, count = *len;
	size_t decoded_bad = 0;

	/* Most fields are plain: look before anything is allocated. */
	if (!memchr(at, '\\', count)) {
		for (size_t i = 0;;) {
			uint32_t code = 0;
			size_t step;

			i = (size_t)(bytes_after_ascii(at + i, at + count) -
				     at);
			if (i == count)
				return NULL;
			step = text_character(at + i, count - i, &code);
			*bad = i;
			if (step == 0)
				return "bytes that are not UTF-8";
			if (code == 0)
				return "a NUL byte";
			if (text_is_control(code))
				return "control character";
			i += step;
		}
	}
	hex = mem_zero(count, 1);
	while (from < count) {
		char byte;
		size_t step;

		*bad = from;
		if (at[from] == '\0' || at[from] == '\t' || at[from] == '\n' ||
		    at[from] == '\r') {
			sentence =
				at[from] ? "control character" : "a NUL byte";
			goto out;
		}
		if (at[from] != '\\') {
			at[to++] = at[from++];
			continue;
		}
		step = escape_length(at + from, count - from, &byte);
		if (step == 0) {
			sentence = "unknown escape";
			goto out;
		}
		if (byte == '\0') {
			sentence = "a NUL byte";
			goto out;
		}
		hex[to] = step == 4;
		at[to++] = byte;
		from += step;
	}
	sentence = check_needed(at, to, hex, &decoded_bad);
	if (sentence) {
		/* Each \xhh before it took three bytes more, each \t one. */
		size_t shift = 0;

		for (size_t i = 0; i < decoded_bad; i++) {
			if (hex[i])
				shift += 3;
			else if (at[i] == '\\' || at[i] == '\t' ||
				 at[i] == '\n' || at[i] == '\r')
				shift += 1;
		}
		*bad = decoded_bad + shift;
	}
	*len = to;
out:
	free(hex);
	return sentence;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Fold valid UTF-8. */
static void
fold_run(struct buffer *out, const char *at, size_t len)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t got;
	size_t plain = 0;

	while (plain < len && (unsigned char)at[plain] < 0x80)
		plain++;
	if (plain == len) {
		buffer_add(out, at, len);
		for (char *in = out->at + out->len - len;
		     in < out->at + out->len; in++)
			*in = lower(*in);
		return;
	}
	got = utf8proc_map((const utf8proc_uint8_t *)at, (utf8proc_ssize_t)len,
			   &folded,
			   UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
				   UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
	if (got == UTF8PROC_ERROR_NOMEM)
		mem_exhausted();
	if (got < 0)
		buffer_add(out, at, len);
	else
		buffer_add(out, (const char *)folded, (size_t)got);
	free(folded);
}

/*
 * What fold_run would add, of letters that most names are written with: ASCII,
 * and U+00C0 to U+00FF, two bytes that begin with 0xC3. Returns the bytes
 * before the first other one.
 */
static size_t
fold_quickly(struct buffer *out, const char *at, size_t len)
{
	/* Without their marks; '=' for those that have none, '+' for those that
	 * are capitals of these. */
	static const char letters[] = "aaaaaa+ceeeeiiii+nooooo=+uuuuy+s"
				      "aaaaaa=ceeeeiiii=nooooo==uuuuy=y";
	size_t i = 0;

	for (; i < len; i++) {
		unsigned char byte = (unsigned char)at[i], next;
		char letter;

		if (byte < 0x80) {
			buffer_add_char(out, lower(at[i]));
			continue;
		}
		next = i + 1 < len ? (unsigned char)at[i + 1] : 0;
		if (byte != 0xC3 || next < 0x80 || next > 0xBF)
			break;
		i++;
		letter = letters[next - 0x80];
		if (letter != '=' && letter != '+') {
			buffer_add_char(out, letter);
			if (letter == 's')
				buffer_add_char(out, letter);
			continue;
		}
		buffer_add_char(out, (char)byte);
		buffer_add_char(out,
				(char)(letter == '+' ? next + 0x20 : next));
	}
	return i;
}

bool
text_is_blank(const char *at)
{
	return at[strspn(at, " \t\r\n")] == '\0';
}

void
text_fold(struct buffer *out, const char *at, size_t len)
{
	size_t bad = 0, before = out->len;

	if (fold_quickly(out, at, len) == len)
		return;
	/* What comes may join what was before it. */
	buffer_cut(out, before);
	while (!text_is_utf8(at, len, &bad)) {
		fold_run(out, at, bad);
		buffer_add_char(out, at[bad]);
		at += bad + 1;
		len -= bad + 1;
	}
	fold_run(out, at, len);
}

bool
text_same(const char *a, const char *b)
{
	struct buffer left = {0}, right = {0};
	bool same;

	text_fold(&left, a, strlen(a));
	text_fold(&right, b, strlen(b));
	same = strcmp(buffer_string(&left), buffer_string(&right)) == 0;
	buffer_release(&left);
	buffer_release(&right);
	return same;
}

bool
text_yes_or_no(const char *answer, bool *yes)
{
	static const char *const words[] = {"n", "no", "y", "yes"};
	struct buffer trimmed = {0};
	size_t which = 0, count = sizeof(words) / sizeof(*words);

	answer += strspn(answer, " \t\r");
	buffer_add_string(&trimmed, answer);
	while (trimmed.len > 0 && strchr(" \t\r", trimmed.at[trimmed.len - 1]))
		trimmed.at[--trimmed.len] = '\0';
	while (which < count &&
	       !text_same(buffer_string(&trimmed), words[which]))
		which++;
	buffer_release(&trimmed);
	*yes = which >= 2;
	return which < count;
}

bool
text_is_letter(uint32_t code)
{
	utf8proc_category_t category =
		utf8proc_category((utf8proc_int32_t)code);

	return category >= UTF8PROC_CATEGORY_LU &&
	       category <= UTF8PROC_CATEGORY_LO;
}

bool
text_is_large(uint32_t code)
{
	return utf8proc_category((utf8proc_int32_t)code) ==
	       UTF8PROC_CATEGORY_LU;
}

static void
add_character(struct buffer *out, utf8proc_int32_t code)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t len = utf8proc_encode_char(code, bytes);

	buffer_add(out, (const char *)bytes, (size_t)len);
}

void
text_small(struct buffer *out, const char *at, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t code;
		size_t step = text_character(at + i, len - i, &code);

		if (step > 0)
			add_character(out,
				      utf8proc_tolower((utf8proc_int32_t)code));
		else
			buffer_add_char(out, at[i]);
		i += step > 0 ? step : 1;
	}
}

void
text_begin(struct buffer *out, size_t at, bool large)
{
	uint32_t code;
	size_t step = at < out->len ? text_character(out->at + at,
						     out->len - at, &code)
				    : 0;
	char *rest;

	if (step == 0)
		return;
	rest = mem_copy(out->at + at + step);
	buffer_cut(out, at);
	add_character(out, large ? utf8proc_toupper((utf8proc_int32_t)code)
				 : utf8proc_tolower((utf8proc_int32_t)code));
	buffer_add_string(out, rest);
	free(rest);
}

void
text_lower(char *string)
{
	for (; *string; string++)
		*string = lower(*string);
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned
text_distance(const char *a, const char *b)
{
	size_t alen = strlen(a), blen = strlen(b);
	unsigned rows[3][WORD_MAX + 1];
	unsigned *before = rows[0], *last = rows[1], *now = rows[2];

	if (alen > WORD_MAX || blen > WORD_MAX)
		return FAR_APART;
	for (size_t j = 0; j <= blen; j++)
		last[j] = (unsigned)j;
	for (size_t i = 1; i <= alen; i++) {
		unsigned *spare = before;

		now[0] = (unsigned)i;
		for (size_t j = 1; j <= blen; j++) {
			bool same = lower(a[i - 1]) == lower(b[j - 1]);

			now[j] = least(least(last[j] + 1, now[j - 1] + 1),
				       last[j - 1] + (same ? 0 : 1));
			if (i > 1 && j > 1 &&
			    lower(a[i - 1]) == lower(b[j - 2]) &&
			    lower(a[i - 2]) == lower(b[j - 1]))
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[blen];
}

/* Whether one of two words denies the other, as happy and unhappy. */
static bool
is_opposite(const char *a, const char *b)
{
	const char *longer = strlen(a) > strlen(b) ? a : b;

	return strncasecmp(longer, "un", 2) == 0 &&
	       strcasecmp(longer + 2, longer == a ? b : a) == 0;
}

bool
text_is_among(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], word) == 0)
			return true;
	}
	return false;
}

const char *
text_guess(const char *word, const char *const *candidates, size_t count)
{
	const char *best = NULL;
	unsigned nearest = 3;

	for (size_t i = 0; i < count; i++) {
		unsigned apart = text_distance(word, candidates[i]);
		size_t len = strlen(word), other = strlen(candidates[i]);

		if (apart < nearest &&
		    apart * 3 <= (len > other ? len : other) &&
		    !is_opposite(word, candidates[i])) {
			nearest = apart;
			best = candidates[i];
		}
	}
	return best;
}

const char *
text_did_you_mean(const char *guess)
{
	static char phrase[128];

	if (!guess)
		return "";
	snprintf(phrase, sizeof(phrase), "; did you mean '%.90s'?", guess);
	return phrase;
}

/* The columns of the character at at[0..len), whose bytes are *step. */
static size_t
character_width(const char *at, size_t len, size_t *step)
{
	uint32_t code = 0;
	int width;

	*step = text_character(at, len, &code);
	if (*step == 0) {
		*step = 1;
		return 4;
	}
	if (text_is_control(code))
		return short_escape(code) ? 2 : 4 * *step;
	width = utf8proc_charwidth((utf8proc_int32_t)code);
	return width > 0 ? (size_t)width : 0;
}

size_t
text_width(const char *at, size_t len)
{
	size_t columns = 0, step;

	for (size_t i = 0; i < len; i += step)
		columns += character_width(at + i, len - i, &step);
	return columns;
}

size_t
text_fit(const char *at, size_t len, size_t columns)
{
	size_t used = 0, i = 0, step;

	while (i < len) {
		used += character_width(at + i, len - i, &step);
		if (used > columns)
			break;
		i += step;
	}
	return i;
}

void
text_wrap(struct buffer *out, const char *text, size_t columns,
	  const char *first, const char *indent)
{
	size_t used = text_width(first, strlen(first));
	bool begun = false; /* a word stands on this line already */

	buffer_add_string(out, first);
	while (*text) {
		size_t len = strcspn(text, " \n");
		size_t width = text_width(text, len);

		if (len && begun && used + 1 + width > columns) {
			buffer_add_char(out, '\n');
			buffer_add_string(out, indent);
			used = text_width(indent, strlen(indent));
			begun = false;
		}
		if (len) {
			if (begun)
				buffer_add_char(out, ' ');
			buffer_add(out, text, len);
			used += width + (begun ? 1 : 0);
			begun = true;
		}
		text += len;
		if (*text == '\n' && text[1]) {
			buffer_add_char(out, '\n');
			buffer_add_string(out, indent);
			used = text_width(indent, strlen(indent));
			begun = false;
		}
		if (*text)
			text++;
	}
	buffer_add_char(out, '\n');
}
