#include "wordsign.h"

#include <stddef.h>
#include <utf8proc.h>

#define B WORDSIGN_BREAK
#define K WORDSIGN_BLANK
#define E WORDSIGN_LINE_END
#define A WORDSIGN_APOSTROPHE
#define L WORDSIGN_LOOSE
#define D WORDSIGN_DIGIT
#define C WORDSIGN_CAPITAL
#define S WORDSIGN_SMALL
#define H WORDSIGN_HIGH
#define EIGHT(x) x, x, x, x, x, x, x, x
#define MORE(x) EIGHT(x), EIGHT(x), EIGHT(x), EIGHT(x)
#define LETTERS(x) EIGHT(x), EIGHT(x), EIGHT(x), x, x

const unsigned char wordsign_kinds[256] = {
	/* clang-format off */
	EIGHT(B), B, K, E, K, K, K, B, B, EIGHT(B), EIGHT(B),
	/* " " and on: ! " # $ % & ' ( ) * + , - . / */
	K, WORDSIGN_EXCLAIM, L, L, B, B, B, A,
	B, B, L, B, L, WORDSIGN_HYPHEN, WORDSIGN_POINT, B,
	EIGHT(D), D, D, B, B, B, B, B, B,
	/* @, and behind the letters [ \\ ] ^ _ */
	B, LETTERS(C), B, B, B, B, L,
	/* `, and behind the letters { | } ~ */
	A, LETTERS(S), WORDSIGN_BRACE, B, B, B, B,
	MORE(H), MORE(H), MORE(H), MORE(H),
	/* clang-format on */
};

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
		return WORDSIGN_APOSTROPHE;
	case 0x2010:
	case 0x2011:
		return WORDSIGN_HYPHEN;
	case 0x60C: /* commas */
	case 0x3001:
	case 0xFF0C:
		return WORDSIGN_LOOSE;
	case 0xFF01:
		return WORDSIGN_EXCLAIM;
	case 0x85:
		return WORDSIGN_BLANK;
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
		return WORDSIGN_CAPITAL;
	case UTF8PROC_CATEGORY_LL:
		return WORDSIGN_SMALL;
	case UTF8PROC_CATEGORY_ND:
		return WORDSIGN_DIGIT;
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return stands_alone(code) ? WORDSIGN_ALONE : WORDSIGN_OTHER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return WORDSIGN_OTHER;
	case UTF8PROC_CATEGORY_CF:
		return WORDSIGN_NOTHING;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return WORDSIGN_BLANK;
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
		return WORDSIGN_LOOSE;
	default:
		return WORDSIGN_BREAK;
	}
}

void
wordsign_fill(struct wordsign *sign, uint32_t code)
{
	utf8proc_int32_t codes[sizeof(sign->folded) / 4];
	const size_t room = sizeof(codes) / sizeof(*codes);
	utf8proc_ssize_t count;
	int boundary = 0;

	*sign = (struct wordsign){.code = code, .kind = kind_of(code)};
	if (!wordsign_is_word(sign->kind))
		return;
	count = utf8proc_decompose_char(
		(utf8proc_int32_t)code, codes, (utf8proc_ssize_t)room,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
			UTF8PROC_STRIPMARK,
		&boundary);
	for (utf8proc_ssize_t i = 0; i < count && (size_t)i < room; i++)
		sign->len += (unsigned char)utf8proc_encode_char(
			codes[i], (utf8proc_uint8_t *)sign->folded + sign->len);
}
