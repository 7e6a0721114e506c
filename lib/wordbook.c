#include "wordbook.h"

uint8_t
wordbook_add(struct wordbook *book, const struct wordbook_word *word)
{
	size_t slot = wordbook_slot(word);

	if (book->count == WORDBOOK_MOST)
		return 0;
	while (book->slots[slot])
		slot = (slot + 1) % WORDBOOK_SLOTS;
	book->slots[slot] = ++book->count;
	book->words[book->count] = *word;
	return book->count;
}
