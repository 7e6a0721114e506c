#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_AT_FIRST 64 /* a power of two */

struct lexicon_word {
	const char *at; /* with a NUL behind it */
	uint32_t len, hash;
};

/* FNV-1a: words are short. */
static uint32_t
hash_of(const char *at, size_t len)
{
	uint32_t hash = UINT32_C(2166136261);

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)at[i]) * UINT32_C(16777619);
	return hash;
}

/* Where a word is, or would be put. */
static uint32_t *
slot_of(const struct lexicon *lexicon, const char *at, size_t len,
	uint32_t hash)
{
	size_t mask = lexicon->slot_count - 1, slot = hash & mask;

	for (; lexicon->slots[slot] > 0; slot = (slot + 1) & mask) {
		const struct lexicon_word *word =
			&lexicon->words[lexicon->slots[slot] - 1];

		if (word->hash == hash && word->len == len &&
		    memcmp(word->at, at, len) == 0)
			break;
	}
	return &lexicon->slots[slot];
}

static void
make_slots(struct lexicon *lexicon)
{
	lexicon->slot_count = lexicon->slot_count > 0 ? lexicon->slot_count * 2
						      : SLOTS_AT_FIRST;
	free(lexicon->slots);
	lexicon->slots = mem_zero(lexicon->slot_count, sizeof(*lexicon->slots));
	for (size_t i = 0; i < lexicon->count; i++) {
		const struct lexicon_word *word = &lexicon->words[i];

		*slot_of(lexicon, word->at, word->len, word->hash) =
			(uint32_t)i + 1;
	}
}

uint32_t
lexicon_number(struct lexicon *lexicon, const char *at, size_t len)
{
	uint32_t hash = hash_of(at, len), *slot;

	if (lexicon->count * 2 >= lexicon->slot_count)
		make_slots(lexicon);
	slot = slot_of(lexicon, at, len, hash);
	if (*slot > 0)
		return *slot;
	lexicon->words = mem_grow(lexicon->words, lexicon->count,
				  &lexicon->room, sizeof(*lexicon->words));
	lexicon->words[lexicon->count++] = (struct lexicon_word){
		arena_copy(&lexicon->arena, at, len), (uint32_t)len, hash};
	*slot = (uint32_t)lexicon->count;
	return *slot;
}

const char *
lexicon_word(const struct lexicon *lexicon, uint32_t number)
{
	return number > 0 ? lexicon->words[number - 1].at : NULL;
}

void
lexicon_release(struct lexicon *lexicon)
{
	free(lexicon->words);
	free(lexicon->slots);
	arena_release(&lexicon->arena);
	*lexicon = (struct lexicon){0};
}
