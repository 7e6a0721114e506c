#include "caseid.h"

#include <stdio.h>
#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define DASH_AT 6   /* the '-' behind the day */
#define RANDOM_AT 7 /* six characters, and the check */
#define WEIGHTED 12 /* characters that the check is worked out from */

/* The value of a character of the alphabet, -1 for any other. */
static int
value(char c)
{
	/* One more than the value; a journal is full of ids. */
	static const signed char values[256] = {
		['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,
		['5'] = 6,  ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10,
		['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15,
		['F'] = 16, ['G'] = 17, ['H'] = 18, ['J'] = 19, ['K'] = 20,
		['M'] = 21, ['N'] = 22, ['P'] = 23, ['Q'] = 24, ['R'] = 25,
		['S'] = 26, ['T'] = 27, ['V'] = 28, ['W'] = 29, ['X'] = 30,
		['Y'] = 31, ['Z'] = 32,
	};

	return values[(unsigned char)c] - 1;
}

/* Times x in GF(32) with x^5 + x^2 + 1. */
static unsigned
times_x(unsigned a)
{
	a <<= 1;
	return a & 32 ? a ^ 37 : a;
}

/*
 * The sum over i of a^i * d_i by Horner's rule from the last character on:
 * (((d12 a + d11) a + ...) a + d1) a.
 */
char
caseid_check(const char *id)
{
	unsigned sum = 0;

	for (int i = WEIGHTED; i-- > 0;)
		sum = times_x(sum ^
			      (unsigned)value(id[i < DASH_AT ? i : i + 1]));
	return alphabet[sum & 31];
}

bool
caseid_is_valid(const char *at, size_t len)
{
	if (len != CASEID_LEN || at[DASH_AT] != '-')
		return false;
	for (int i = 0; i < CASEID_LEN; i++) {
		if (i == DASH_AT)
			continue;
		if (i < DASH_AT ? at[i] < '0' || at[i] > '9' : value(at[i]) < 0)
			return false;
	}
	return caseid_check(at) == at[CASEID_LEN - 1];
}

void
caseid_make(char id[CASEID_SIZE], int year, int month, int day, uint32_t bits)
{
	snprintf(id, CASEID_SIZE, "%02u%02u%02u-", (unsigned)year % 100,
		 (unsigned)month % 100, (unsigned)day % 100);
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
