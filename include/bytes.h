/*
 * Bytes of a line by their kind, a table's look each; and the quick half of
 * judging text: what is found good here is good, and what is not found good is
 * for text.h to judge. Pure, and nothing is written to.
 */
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
	BYTES_NAME = 1,   /* of an event or a key: [a-z0-9-] */
	BYTES_WHAT = 2,   /* of field 4: [A-Za-z0-9._:+-] */
	BYTES_LETTER = 4, /* [a-z] */
	BYTES_ALNUM = 8,  /* [A-Za-z0-9] */
	BYTES_PLAIN = 16, /* stands in a field for itself: ASCII, but no control
			     character and no backslash */
};

extern const unsigned char bytes_kinds[256];

/* Whether a byte is of a kind, or of one of several put together with |. */
static inline bool
bytes_is(char byte, int kind)
{
	return bytes_kinds[(unsigned char)byte] & kind;
}

/* Whether len bytes, which may hold anything, are a word. */
static inline bool
bytes_are(const char *at, size_t len, const char *word)
{
	return len == strlen(word) && memcmp(at, word, len) == 0;
}

/* The eight bytes at a place as a number, the first of them the lowest. */
static inline uint64_t
bytes_low_first(const char *at)
{
	uint64_t bytes = 0;

#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	memcpy(&bytes, at, sizeof(bytes));
#else
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes |= (uint64_t)(unsigned char)at[i] << 8 * i;
#endif
	return bytes;
}

/* How many bytes stand before the first that is `byte`, at most `most`; 16 of
 * them can be read, whatever they hold. */
static inline size_t
bytes_before(const char *at, size_t most, char byte)
{
#ifdef __SSE2__
	const __m128i in = _mm_loadu_si128((const __m128i *)at);
	unsigned found = (unsigned)_mm_movemask_epi8(
		_mm_cmpeq_epi8(in, _mm_set1_epi8(byte)));

	if (found) {
		size_t len = (size_t)__builtin_ctz(found);

		return len < most ? len : most;
	}
#endif
	{
		const char *there = memchr(at, byte, most);

		return there ? (size_t)(there - at) : most;
	}
}

/* The first byte from at up to end that is not of the kind; end. */
const char *bytes_after_run(const char *at, const char *end, int kind);

/* The same of BYTES_PLAIN, eight at a time. */
const char *bytes_after_ascii(const char *at, const char *end);

/*
 * The tab or the end behind a field whose characters all stand for themselves
 * or are escapes of two bytes (\\ \t \n \r; *escapes is set where there is
 * one): a valid field in its one spelling. NULL for every other, and for a few
 * of that sort: those with other escapes, and with characters of the blocks in
 * which some are escaped.
 */
const char *bytes_after_plain(const char *at, const char *end, bool *escapes);

#endif
