#include "keyset.h"

#include <stdlib.h>

#include "mem.h"

#define ROOM_AT_FIRST 64
#define BITS_WORDS ((size_t)1 << 10) /* of 64 bits: one for each 16 bits */

void
keyset_release(struct keyset *set)
{
	free(set->at);
	free(set->bits);
	*set = (struct keyset){0};
}

/* Where a number is in a set that has room, or would be. */
static size_t
slot_of(const struct keyset *set, uint32_t key)
{
	size_t mask = set->room - 1;
	size_t at = (key ^ key >> 15) * UINT32_C(0x9E3779B1) >> 7 & mask;

	while (set->at[at] && set->at[at] != key)
		at = (at + 1) & mask;
	return at;
}

static void
make_room(struct keyset *set)
{
	struct keyset old = *set;

	if (!set->bits)
		set->bits = mem_zero(BITS_WORDS, sizeof(*set->bits));
	set->room = old.room ? old.room * 2 : ROOM_AT_FIRST;
	set->at = mem_zero(set->room, sizeof(*set->at));
	for (size_t i = 0; i < old.room; i++) {
		if (old.at[i])
			set->at[slot_of(set, old.at[i])] = old.at[i];
	}
	free(old.at);
}

bool
keyset_add(struct keyset *set, uint32_t key)
{
	size_t at;

	if ((set->count + 1) * 2 > set->room)
		make_room(set);
	at = slot_of(set, key);
	if (set->at[at])
		return false;
	set->at[at] = key;
	set->bits[key >> 22] |= UINT64_C(1) << (key >> 16 & 63);
	set->count++;
	return true;
}

size_t
keyset_find(const struct keyset *set, uint32_t key)
{
	size_t at;

	if (set->count == 0)
		return KEYSET_NONE;
	at = slot_of(set, key);
	return set->at[at] ? at : KEYSET_NONE;
}

uint32_t
keyset_next(const struct keyset *set, size_t *next)
{
	while (*next < set->room && set->at[*next] == 0)
		++*next;
	return *next < set->room ? set->at[(*next)++] : 0;
}
