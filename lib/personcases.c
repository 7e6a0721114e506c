#include "personcases.h"

#include <stdlib.h>

#include "joined.h"
#include "mem.h"

#define SLOTS_AT_FIRST 64

void
personcases_init(struct personcases *cases, size_t rules)
{
	*cases = (struct personcases){
		.rules = rules,
		.slots = mem_zero(SLOTS_AT_FIRST, sizeof(*cases->slots)),
		.slot_room = SLOTS_AT_FIRST,
	};
}

void
personcases_release(struct personcases *cases)
{
	free(cases->persons);
	free(cases->joined);
	free(cases->slots);
	*cases = (struct personcases){0};
}

/* The slot of a hash, or where it would be. */
static struct personcases_slot *
slot_of(const struct personcases *cases, uint32_t hash)
{
	size_t mask = cases->slot_room - 1, at = hash & mask;

	while (cases->slots[at].hash && cases->slots[at].hash != hash)
		at = (at + 1) & mask;
	return &cases->slots[at];
}

static void
make_slots(struct personcases *cases)
{
	struct personcases_slot *old = cases->slots;
	size_t room = cases->slot_room;

	cases->slot_room *= 2;
	cases->slots = mem_zero(cases->slot_room, sizeof(*cases->slots));
	for (size_t i = 0; i < room; i++) {
		if (old[i].hash)
			*slot_of(cases, old[i].hash) = old[i];
	}
	free(old);
}

void
personcases_join(struct personcases *cases, size_t a, size_t b)
{
	size_t first = joined_of(cases->joined, a);
	size_t second = joined_of(cases->joined, b);
	struct personcases_person all = cases->persons[first];
	const struct personcases_person *other = &cases->persons[second];

	if (first == second)
		return;
	if (other->since < all.since)
		all.since = other->since;
	if (other->last > all.last)
		all.last = other->last;
	all.read += other->read;
	joined_join(cases->joined, first, second);
	cases->persons[joined_of(cases->joined, first)] = all;
}

static void
note_hash(struct personcases *cases, uint32_t hash, size_t at)
{
	struct personcases_slot *slot;

	if (hash == 0)
		return;
	if ((cases->slot_count + 1) * 2 > cases->slot_room)
		make_slots(cases);
	slot = slot_of(cases, hash);
	if (slot->hash) {
		personcases_join(cases, slot->at, at);
		return;
	}
	*slot = (struct personcases_slot){hash, (uint32_t)at};
	cases->slot_count++;
}

static size_t
add(struct personcases *cases, const uint32_t *hashes,
    struct personcases_person person)
{
	size_t at = cases->count++;

	cases->persons = mem_grow(cases->persons, at, &cases->person_room,
				  sizeof(*cases->persons));
	cases->joined = mem_grow(cases->joined, at, &cases->joined_room,
				 sizeof(*cases->joined));
	cases->persons[at] = person;
	cases->joined[at] = at;
	for (size_t i = 0; i < cases->rules; i++)
		note_hash(cases, hashes[i], at);
	return at;
}

void
personcases_add_read(struct personcases *cases, const uint32_t *hashes,
		     int64_t since)
{
	struct personcases_person person = {since, INT64_MIN, 1};

	add(cases, hashes, person);
}

size_t
personcases_add(struct personcases *cases, const uint32_t *hashes, int64_t last)
{
	struct personcases_person person = {INT64_MAX, last, 0};

	return add(cases, hashes, person);
}

bool
personcases_bears(const struct personcases *cases, size_t at)
{
	const struct personcases_person *person =
		&cases->persons[joined_of(cases->joined, at)];

	return person->since < INT64_MAX &&
	       (person->read > 1 || person->last >= person->since);
}
