#include "caseid.h"

#include <string.h>

#include "bytes.h"

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

/*
 * The sum over i of a^i * d_i, in GF(32) with a^5 = a^2 + 1: of each of the
 * twelve characters its share, by its value. What a value adds is what its bits
 * do, which are a^i to a^(i+4).
 */
#define PAIR(sum, a) (sum), (sum) ^ (a)
#define FOUR(sum, a, b) PAIR(sum, a), PAIR((sum) ^ (b), a)
#define EIGHT(sum, a, b, c) FOUR(sum, a, b), FOUR((sum) ^ (c), a, b)
#define SHARES(a, b, c, d, e)                                            \
	{                                                                \
		EIGHT(0, a, b, c), EIGHT(d, a, b, c), EIGHT(e, a, b, c), \
			EIGHT((d) ^ (e), a, b, c),                       \
	}

static const unsigned char shares[CASEID_LEN - 2][32] = {
	SHARES(2, 4, 8, 16, 5),    SHARES(4, 8, 16, 5, 10),
	SHARES(8, 16, 5, 10, 20),  SHARES(16, 5, 10, 20, 13),
	SHARES(5, 10, 20, 13, 26), SHARES(10, 20, 13, 26, 17),
	SHARES(20, 13, 26, 17, 7), SHARES(13, 26, 17, 7, 14),
	SHARES(26, 17, 7, 14, 28), SHARES(17, 7, 14, 28, 29),
	SHARES(7, 14, 28, 29, 31), SHARES(14, 28, 29, 31, 27),
};

/* What six characters add, by their values, a byte each, the first the
 * lowest. */
static inline unsigned
add_up(const unsigned char rows[][32], uint64_t each)
{
	return (unsigned)rows[0][each & 31] ^ rows[1][each >> 8 & 31] ^
	       rows[2][each >> 16 & 31] ^ rows[3][each >> 24 & 31] ^
	       rows[4][each >> 32 & 31] ^ rows[5][each >> 40 & 31];
}

static inline uint64_t
value_at(const char *id, int i)
{
	return (uint64_t)(values[(unsigned char)id[RANDOM_AT + i]]) << 8 * i;
}

/*
 * That sum. Less than 0 if a character is none of those that may stand there:
 * then a nought or a mark that should not be there shows in the highest bit of
 * its byte, as in stamps_of_day (stamps.h).
 */
static int
weigh(const char *id)
{
	const uint64_t tops = UINT64_C(0x808080808080);
	uint64_t day = (bytes_low_first(id) & UINT64_C(0xFFFFFFFFFFFF)) -
		       UINT64_C(0x303030303030);
	uint64_t random = (value_at(id, 0) | value_at(id, 1) | value_at(id, 2) |
			   value_at(id, 3) | value_at(id, 4) | value_at(id, 5) |
			   UINT64_C(1) << 48) -
			  UINT64_C(0x010101010101);

	if ((day | (day + UINT64_C(0x767676767676)) | random) & tops)
		return -1;
	return (int)(add_up(shares, day) ^ add_up(shares + DASH_AT, random));
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
