#include "numbered.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

#define SLOTS_AT_FIRST 1024

/* FNV-1a, 64 bits. */
static size_t
hash_of(const char *string)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *string; string++)
		hash = (hash ^ (unsigned char)*string) *
		       UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 29);
}

static size_t *
slot_of(const struct numbered *strings, const char *string)
{
	size_t at = hash_of(string) & (strings->slot_count - 1);

	while (strings->slots[at] &&
	       strcmp(strings->at[strings->slots[at] - 1], string) != 0)
		at = (at + 1) & (strings->slot_count - 1);
	return &strings->slots[at];
}

static void
make_slots(struct numbered *strings)
{
	free(strings->slots);
	strings->slot_count =
		strings->slot_count ? strings->slot_count * 2 : SLOTS_AT_FIRST;
	strings->slots = mem_zero(strings->slot_count, sizeof(*strings->slots));
	for (size_t i = 0; i < strings->count; i++)
		*slot_of(strings, strings->at[i]) = i + 1;
}

size_t
numbered_find(const struct numbered *strings, const char *string)
{
	return strings->slot_count ? *slot_of(strings, string) - 1
				   : NUMBERED_NONE;
}

size_t
numbered_add(struct numbered *strings, const char *string)
{
	if (strings->count * 2 >= strings->slot_count)
		make_slots(strings);
	strings->at = mem_grow(strings->at, strings->count, &strings->room,
			       sizeof(*strings->at));
	strings->at[strings->count] = string;
	*slot_of(strings, string) = ++strings->count;
	return strings->count - 1;
}

void
numbered_release(struct numbered *strings)
{
	free(strings->at);
	free(strings->slots);
	*strings = (struct numbered){0};
}
