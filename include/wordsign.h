/*
 * What a character is to a word: a part of it, a sign that may stand between
 * two words of a phrase, or one that parts them; and what it is compared as.
 * For wordreader.h alone. Pure.
 */
#ifndef WORDSIGN_H
#define WORDSIGN_H

#include <stdbool.h>
#include <stdint.h>

/* The first four are bits; a word's characters come first, so that one
 * comparison tells them. */
enum wordsign_kind {
	WORDSIGN_SMALL = 1,
	WORDSIGN_CAPITAL =
		2, /* shifted left four times, the bit of its small letter */
	WORDSIGN_DIGIT = 4,
	WORDSIGN_OTHER = 8,  /* a letter that is neither, a mark */
	WORDSIGN_ALONE = 16, /* a word in itself, of scripts without blanks */
	WORDSIGN_NOTHING, /* a soft hyphen, a joiner: as if it were not there */
	WORDSIGN_BLANK,
	WORDSIGN_LINE_END,
	WORDSIGN_APOSTROPHE,
	WORDSIGN_HYPHEN,
	WORDSIGN_LOOSE, /* may stand between the words of a phrase */
	WORDSIGN_POINT,
	WORDSIGN_BRACE,
	WORDSIGN_EXCLAIM,
	WORDSIGN_BREAK, /* may not */
	WORDSIGN_HIGH,  /* the beginning of more than one byte */
};

/* Of each byte: what it is by itself, in ASCII; else WORDSIGN_HIGH. */
extern const unsigned char wordsign_kinds[256];

static inline bool
wordsign_is_word(unsigned char kind)
{
	return kind <= WORDSIGN_ALONE;
}

/* A character beyond ASCII: what it is, and what it is compared as. */
struct wordsign {
	uint32_t code; /* 0: not asked for yet */
	unsigned char kind;
	unsigned char len;
	char folded[32]; /* small letters without accents; no NUL */
};

/* Look it up. */
void wordsign_fill(struct wordsign *sign, uint32_t code);

#endif
