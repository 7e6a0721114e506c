/*
 * Words of any length and number, each kept once and numbered from 1 in the
 * order in which they came first: names of people, causes, outcomes. Where
 * there are few, and they are short, wordbook.h is quicker.
 */
#ifndef LEXICON_H
#define LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "mem.h"

/* Zero-initialise. */
struct lexicon {
	struct lexicon_word *words; /* private */
	uint32_t *slots;            /* private: numbers; 0: the slot is free */
	size_t count, room, slot_count;
	struct arena arena; /* of the words themselves */
};
void lexicon_release(struct lexicon *lexicon);

/* The number of a word of len bytes, none of them NUL. */
uint32_t lexicon_number(struct lexicon *lexicon, const char *at, size_t len);

/* The word of a number, the lexicon's; of 0 NULL. */
const char *lexicon_word(const struct lexicon *lexicon, uint32_t number);

#endif
