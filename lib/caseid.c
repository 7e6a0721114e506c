#include "caseid.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define DASH_AT 6   /* the '-' behind the day */
#define RANDOM_AT 7 /* six characters, and the check */

/* Of each byte its value in the alphabet, one more; 0 for all others. */
static const unsigned char values[256] = {
	['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
	['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12,
	['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16, ['G'] = 17, ['H'] = 18,
	['J'] = 19, ['K'] = 20, ['M'] = 21, ['N'] = 22, ['P'] = 23, ['Q'] = 24,
	['R'] = 25, ['S'] = 26, ['T'] = 27, ['V'] = 28, ['W'] = 29, ['X'] = 30,
	['Y'] = 31, ['Z'] = 32,
};

/* The value of a character of the alphabet, -1 for any other. */
static int
value(char c)
{
	return values[(unsigned char)c] - 1;
}

/* Times x in GF(32) with x^5 + x^2 + 1. */
static const unsigned char times_x[32] = {
	0, 2, 4, 6, 8,  10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30,
	5, 7, 1, 3, 13, 15, 9,  11, 21, 23, 17, 19, 29, 31, 25, 27,
};

/*
 * The sum over i of a^i * d_i by Horner's rule from the last character on:
 * (((d12 a + d11) a + ...) a + d1) a. Less than 0 if a character is none of
 * those that may stand there.
 */
static int
weigh(const char *id)
{
	unsigned sum = 0;
	int bad = 0;

	for (int i = CASEID_LEN - 2; i > DASH_AT; i--) {
		bad |= value(id[i]);
		sum = times_x[(sum ^ (unsigned)value(id[i])) & 31];
	}
	for (int i = DASH_AT - 1; i >= 0; i--) {
		bad |= value(id[i]) | (9 - value(id[i]));
		sum = times_x[(sum ^ (unsigned)value(id[i])) & 31];
	}
	return bad < 0 ? -1 : (int)sum;
}

char
caseid_check(const char *id)
{
	return alphabet[weigh(id) & 31];
}

bool
caseid_is_valid(const char *at, size_t len)
{
	int sum;

	if (len != CASEID_LEN || at[DASH_AT] != '-')
		return false;
	sum = weigh(at);
	return sum >= 0 && sum == value(at[CASEID_LEN - 1]);
}

void
caseid_make(char id[CASEID_SIZE], int year, int month, int day, uint32_t bits)
{
	const unsigned parts[] = {(unsigned)year, (unsigned)month,
				  (unsigned)day};

	for (int i = 0; i < 3; i++) {
		id[2 * i] = (char)('0' + parts[i] / 10 % 10);
		id[2 * i + 1] = (char)('0' + parts[i] % 10);
	}
	id[DASH_AT] = '-';
	for (int i = 0; i < 6; i++)
		id[RANDOM_AT + i] = alphabet[bits >> (25 - 5 * i) & 31];
	id[CASEID_LEN - 1] = caseid_check(id);
	id[CASEID_LEN] = '\0';
}

static uint64_t
fnv1a(uint64_t hash, const char *string)
{
	/* With its NUL, so that ("ab", "c") is not ("a", "bc"). */
	do {
		hash ^= (unsigned char)*string;
		hash *= UINT64_C(0x100000001b3);
	} while (*string++);
	return hash;
}

uint32_t
caseid_hash(const char *source, const char *key)
{
	uint64_t hash = fnv1a(UINT64_C(0xcbf29ce484222325), source);

	/*
	 * Keys that follow one another (1041, 1042) differ in FNV's low bits
	 * only, and cases would all begin with the same letters: spread them,
	 * as MurmurHash3 ends.
	 */
	hash = fnv1a(hash, key);
	hash = (hash ^ hash >> 33) * UINT64_C(0xff51afd7ed558ccd);
	hash = (hash ^ hash >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	return (uint32_t)(hash >> 34);
}

bool
caseid_normalise(const char *typed, char *out, size_t size)
{
	size_t len = 0;

	for (; *typed; typed++) {
		char c = *typed;

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (c == 'O')
			c = '0';
		if (c == 'I' || c == 'L')
			c = '1';
		if ((c != '-' && value(c) < 0) || len + 1 >= size)
			return false;
		out[len++] = c;
	}
	out[len] = '\0';
	return len > 0;
}
