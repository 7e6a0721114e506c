#include "bytes.h"

#include <stdint.h>
#include <string.h>

/* What the kinds of bytes are put together from. */
#define L (BYTES_NAME | BYTES_WHAT | BYTES_LETTER | BYTES_ALNUM | BYTES_PLAIN)
#define C (BYTES_WHAT | BYTES_ALNUM | BYTES_PLAIN)
#define D (BYTES_NAME | BYTES_WHAT | BYTES_ALNUM | BYTES_PLAIN)
#define H (BYTES_NAME | BYTES_WHAT | BYTES_PLAIN) /* the hyphen */
#define S (BYTES_WHAT | BYTES_PLAIN)
#define P BYTES_PLAIN

/* clang-format off */
const unsigned char bytes_kinds[256] = {
	/* Control characters are of no kind. */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	/*  !"#$%&'()*+,-./ */
	P, P, P, P, P, P, P, P, P, P, P, S, P, H, S, P,
	/* 0123456789:;<=>? */
	D, D, D, D, D, D, D, D, D, D, S, P, P, P, P, P,
	/* @A to O, P to Z[\]^_ */
	P, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
	C, C, C, C, C, C, C, C, C, C, C, P, 0, P, P, S,
	/* `a to o, p to z{|}~ and DEL */
	P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, 0,
};
/* clang-format on */

const char *
bytes_after_run(const char *at, const char *end, int kind)
{
	while (at < end && bytes_is(*at, kind))
		at++;
	return at;
}

/*
 * Whether any of eight bytes is not plain. Below a space, above '~', a
 * backslash: each shows in the top bit of its byte, after a borrow or a carry.
 * Behind an odd byte another may be taken for one, too.
 */
static bool
any_odd(uint64_t word)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t slash = word ^ ones * '\\';

	return ((word - ones * ' ') | word | (word + ones) | (slash - ones)) &
	       ones << 7;
}

const char *
bytes_after_ascii(const char *at, const char *end)
{
	uint64_t word;

	while ((size_t)(end - at) >= sizeof(word)) {
		memcpy(&word, at, sizeof(word));
		if (any_odd(word))
			break;
		at += sizeof(word);
	}
	return bytes_after_run(at, end, BYTES_PLAIN);
}

/* The length of the character of several bytes at `at`; 0 for what is none,
 * and for those of a block in which some are escaped. */
static size_t
character(const char *at, const char *end)
{
	const unsigned char *byte = (const unsigned char *)at;
	size_t len = byte[0] >= 0xF0 ? 4 : byte[0] >= 0xE0 ? 3 : 2;

	if (byte[0] < 0xC2 || byte[0] > 0xF4 || (size_t)(end - at) < len)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((byte[i] & 0xC0) != 0x80)
			return 0;
	}
	switch (byte[0]) {
	case 0xC2: /* C1 */
	case 0xE0: /* overlong forms */
		return byte[1] >= 0xA0 ? len : 0;
	case 0xE2: /* separators, directions: U+2000 to U+207F */
		return byte[1] >= 0x82 ? len : 0;
	case 0xED: /* surrogates */
		return byte[1] <= 0x9F ? len : 0;
	case 0xEF: /* noncharacters: U+FFC0 to U+FFFF */
		return byte[1] <= 0xBE ? len : 0;
	case 0xF0: /* overlong forms */
		return byte[1] >= 0x90 ? len : 0;
	case 0xF4: /* above U+10FFFF */
		return byte[1] <= 0x8F ? len : 0;
	default:
		return len;
	}
}

/* What may stand behind the backslash of an escape of two characters. */
static bool
is_letter_escape(char c)
{
	return c == '\\' || c == 't' || c == 'n' || c == 'r';
}

const char *
bytes_after_plain(const char *at, const char *end, bool *escapes)
{
	const char *begin = at;

	while (at < end) {
		size_t step;

		at = bytes_after_ascii(at, end);
		if (at == end || *at == '\t')
			break;
		if (*at == '\\' && end - at >= 2 && is_letter_escape(at[1])) {
			*escapes = true;
			step = 2;
		} else {
			step = (unsigned char)*at >= 0x80 ? character(at, end)
							  : 0;
		}
		if (step == 0)
			return NULL;
		at += step;
	}
	return at > begin ? at : NULL;
}
