#include "numbered.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

#define SLOTS_AT_FIRST 1024
#define LAST_APART 8

/* No string but the one that is sought has to be looked at, most times, nor any
 * for making more slots: each would have to be fetched from memory. */
struct numbered_slot {
	uint32_t number; /* + 1; 0: the slot is free */
	uint32_t hash;   /* of the string */
};

/*
 * FNV-1a, 64 bits, of all but the last byte, and that one as it is: strings
 * that differ by it alone, as the numbers do that a program gives one after the
 * other, have their slots side by side, in memory that is fetched at once. With
 * a seed, so that nobody can make strings that are all in each other's way.
 */
static uint32_t
hash_of(const struct numbered *strings, const char *string)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ strings->seed;

	for (; string[0] && string[1]; string++)
		hash = (hash ^ (unsigned char)*string) *
		       UINT64_C(0x100000001b3);
	return (uint32_t)(hash ^ hash >> 29) * LAST_APART +
	       (unsigned char)*string;
}

/* Where a string is, or would be; NULL: any other. */
static struct numbered_slot *
slot_of(const struct numbered *strings, const char *string, uint32_t hash)
{
	size_t mask = strings->slot_count - 1, at = hash & mask;
	struct numbered_slot *slot = &strings->slots[at];

	while (slot->number &&
	       (!string || slot->hash != hash ||
		strcmp(strings->at[slot->number - 1], string) != 0)) {
		at = (at + 1) & mask;
		slot = &strings->slots[at];
	}
	return slot;
}

static void
make_slots(struct numbered *strings)
{
	struct numbered_slot *old = strings->slots;
	size_t count = strings->slot_count;

	strings->slot_count = count ? count * 2 : SLOTS_AT_FIRST;
	strings->slots = mem_zero(strings->slot_count, sizeof(*strings->slots));
	/* Where the system puts them, is another place in each run. */
	if (count == 0)
		strings->seed = (uintptr_t)strings->slots *
				UINT64_C(0x9E3779B97F4A7C15);
	for (size_t i = 0; i < count; i++) {
		if (old[i].number)
			*slot_of(strings, NULL, old[i].hash) = old[i];
	}
	free(old);
}

size_t
numbered_find(const struct numbered *strings, const char *string)
{
	return strings->slot_count ? (size_t)slot_of(strings, string,
						     hash_of(strings, string))
						     ->number -
					     1
				   : NUMBERED_NONE;
}

size_t
numbered_add(struct numbered *strings, const char *string)
{
	uint32_t hash;

	if (strings->count == UINT32_MAX)
		mem_exhausted();
	if (strings->count * 2 >= strings->slot_count)
		make_slots(strings);
	hash = hash_of(strings, string);
	strings->at = mem_grow(strings->at, strings->count, &strings->room,
			       sizeof(*strings->at));
	strings->at[strings->count++] = string;
	*slot_of(strings, string, hash) =
		(struct numbered_slot){(uint32_t)strings->count, hash};
	return strings->count - 1;
}

void
numbered_release(struct numbered *strings)
{
	free(strings->at);
	free(strings->slots);
	*strings = (struct numbered){0};
}
