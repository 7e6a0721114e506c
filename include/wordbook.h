/*
 * Short words that come again and again, numbered from 1 in the order in which
 * they came first: what is known of a word is then looked up by its number, and
 * judged once. For the keys and verbs' objects of a journal, of which there
 * are few. Nothing is allocated.
 */
#ifndef WORDBOOK_H
#define WORDBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes of the longest word that is kept. */
#define WORDBOOK_LONGEST 16
/* Words that are kept; further ones have no number. */
#define WORDBOOK_MOST 255
#define WORDBOOK_SLOTS 1024

/* A word's bytes, filled up with NULs, and how many there are: equal where
 * words are. Its length is as wide as a register, for what is put together in
 * memory of narrower parts the processor has to wait for. */
struct wordbook_word {
	uint64_t first, second, len;
};

/* Zero-initialise; or wordbook_init, which leaves alone what is not used yet.
 */
struct wordbook {
	uint8_t count;
	/* Private: numbers, 0 where the slot is free; and words by their
	 * numbers, side by side, so that those there are stay near. */
	uint8_t slots[WORDBOOK_SLOTS];
	struct wordbook_word words[1 + WORDBOOK_MOST];
};

/* Of no word. */
static inline void
wordbook_init(struct wordbook *book)
{
	book->count = 0;
	memset(book->slots, 0, sizeof(book->slots));
}

/* The eight bytes at a place, as they lie in memory. */
static inline uint64_t
wordbook_bytes(const char *at)
{
	uint64_t bytes;

	memcpy(&bytes, at, sizeof(bytes));
	return bytes;
}

/* A word of at most WORDBOOK_LONGEST bytes, as many of which must be readable
 * from `at` on, whatever they hold. */
static inline struct wordbook_word
wordbook_word(const char *at, size_t len)
{
	static const char kept[2 * WORDBOOK_LONGEST] = {
		-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
	};
	const char *mask = kept + WORDBOOK_LONGEST - len;

	return (struct wordbook_word){
		.first = wordbook_bytes(at) & wordbook_bytes(mask),
		.second = wordbook_bytes(at + 8) & wordbook_bytes(mask + 8),
		.len = len,
	};
}

/* Where the search for a word begins: below WORDBOOK_SLOTS. */
static inline size_t
wordbook_slot(const struct wordbook_word *word)
{
	uint64_t hash = word->first * UINT64_C(0x9E3779B97F4A7C15) ^
			word->second * UINT64_C(0xC2B2AE3D27D4EB4F);

	return (size_t)(hash >> 54);
}

/* The number of a word; 0 where it has none. */
static inline uint8_t
wordbook_find(const struct wordbook *book, const struct wordbook_word *word)
{
	size_t slot = wordbook_slot(word);
	uint8_t number;

	while ((number = book->slots[slot]) != 0) {
		const struct wordbook_word *there = &book->words[number];

		if (there->first == word->first &&
		    there->second == word->second && there->len == word->len)
			break;
		slot = (slot + 1) % WORDBOOK_SLOTS;
	}
	return number;
}

/* Number a word that has no number yet; 0 where there is no room. */
uint8_t wordbook_add(struct wordbook *book, const struct wordbook_word *word);

#endif
