#include "gathered.h"

#include <stdlib.h>
#include <string.h>

#include "caselines.h"
#include "event.h"
#include "redact.h"

#define SLOTS_AT_FIRST 1024

/* FNV-1a, of an id or what stands for one. */
static size_t
hash_of(const char *id)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 29);
}

static size_t *
slot_of(const struct gathered_cases *cases, const char *id)
{
	size_t at = hash_of(id) & (cases->slot_count - 1);

	while (cases->slots[at] &&
	       strcmp(cases->cases[cases->slots[at] - 1].id, id) != 0)
		at = (at + 1) & (cases->slot_count - 1);
	return &cases->slots[at];
}

static void
make_slots(struct gathered_cases *cases, size_t count)
{
	free(cases->slots);
	cases->slots = mem_zero(count, sizeof(*cases->slots));
	cases->slot_count = count;
	for (size_t i = 0; i < cases->count; i++)
		*slot_of(cases, cases->cases[i].id) = i + 1;
}

size_t
gathered_index(const struct gathered_cases *cases, const char *id)
{
	size_t found = cases->slot_count ? *slot_of(cases, id) : 0;

	return found ? found - 1 : CASEFILE_NONE;
}

static struct gathered *
gathered_for(struct gathered_cases *cases, const char *id)
{
	struct gathered *gathered;
	size_t *slot;

	if (cases->count * 2 >= cases->slot_count)
		make_slots(cases, cases->slot_count ? cases->slot_count * 2
						    : SLOTS_AT_FIRST);
	slot = slot_of(cases, id);
	if (*slot)
		return &cases->cases[*slot - 1];
	cases->cases = mem_grow(cases->cases, cases->count, &cases->room,
				sizeof(*cases->cases));
	gathered = &cases->cases[cases->count];
	*gathered = (struct gathered){.parent = cases->count,
				      .joined = CASEFILE_NONE,
				      .next = CASEFILE_NONE,
				      .folded = CASEFILE_NONE};
	memcpy(gathered->id, id, CASEID_LEN);
	*slot = ++cases->count;
	return gathered;
}

/* An array that a larger one replaced. */
struct gathered_spare {
	struct gathered_spare *next;
};

/* Records that there is room for in an array of a size. */
static size_t
room_of(uint8_t size)
{
	return (size_t)(size % 2 ? 4 : 3) << size / 2;
}

static struct record *
array_of(struct gathered_cases *cases, uint8_t size)
{
	struct gathered_spare *spare = cases->spare[size];

	if (!spare)
		return arena_get(&cases->arena,
				 room_of(size) * sizeof(struct record));
	cases->spare[size] = spare->next;
	return (struct record *)(void *)spare;
}

static void
grow(struct gathered_cases *cases, struct gathered *gathered)
{
	struct record *larger = array_of(cases, gathered->size + 1);
	struct gathered_spare *spare = (void *)gathered->records;

	memcpy(larger, gathered->records, gathered->count * sizeof(*larger));
	spare->next = cases->spare[gathered->size];
	cases->spare[gathered->size++] = spare;
	gathered->records = larger;
}

static void
add(struct gathered_cases *cases, struct gathered *gathered,
    const struct record *record)
{
	if (!gathered->records)
		gathered->records = array_of(cases, 0);
	else if (gathered->count == room_of(gathered->size))
		grow(cases, gathered);
	gathered->records[gathered->count++] = *record;
}

void
gathered_add(struct gathered_cases *cases, const struct record *record)
{
	add(cases, gathered_for(cases, record->id), record);
}

void
gathered_take(struct gathered_cases *cases, struct gathered_cases *others)
{
	for (size_t i = 0; i < others->count; i++) {
		struct gathered *other = &others->cases[i];
		struct gathered *gathered = gathered_for(cases, other->id);

		/* Most cases are in one part of a journal alone. */
		if (gathered->count == 0) {
			gathered->records = other->records;
			gathered->count = other->count;
			gathered->size = other->size;
			continue;
		}
		for (size_t k = 0; k < other->count; k++)
			add(cases, gathered, &other->records[k]);
	}
	arena_join(&cases->arena, &others->arena);
	gathered_release(others);
}

/* A merge that stands, and where. */
struct joining {
	const struct record *record;
	size_t into, from;
};

static int
by_time(const void *a, const void *b)
{
	const struct joining *left = a, *right = b;

	return record_order(left->record, right->record);
}

size_t
gathered_root(struct gathered_cases *cases, size_t at)
{
	/* Halving the path keeps long chains of merges cheap. */
	while (cases->cases[at].parent != at) {
		size_t parent = cases->cases[at].parent;

		cases->cases[at].parent = cases->cases[parent].parent;
		at = parent;
	}
	return at;
}

/* Lines of a case, sorted, and which of them do not stand. */
struct standing {
	struct record *lines;
	size_t count;
	bool *gone;
};

static bool
stands(const struct standing *standing, const struct record *record)
{
	size_t at = caselines_first_at(standing->lines, standing->count,
				       record->at);

	for (; at < standing->count && standing->lines[at].at == record->at;
	     at++) {
		if (record_order(&standing->lines[at], record) == 0)
			return !standing->gone[at];
	}
	return false;
}

static struct standing
standing_of(const struct gathered *gathered, struct arena *arena)
{
	size_t size = gathered->count * sizeof(struct record);
	struct standing standing = {.lines = memcpy(arena_get(arena, size),
						    gathered->records, size)};

	standing.count = caselines_sort(standing.lines, gathered->count);
	standing.gone = caselines_gone(standing.lines, standing.count, arena);
	return standing;
}

/* Add the merges of a case that stand. */
static void
add_joinings(struct gathered_cases *cases, size_t at, struct joining **joinings,
	     size_t *count, size_t *room)
{
	const struct gathered *gathered = &cases->cases[at];
	struct standing standing = {NULL, 0, NULL};
	struct arena arena = {0};

	for (size_t i = 0; i < gathered->count; i++) {
		const struct record *record = &gathered->records[i];
		size_t other;

		if (!event_is(record->event, VERB_MERGE) || !record->what)
			continue;
		if (!standing.lines)
			standing = standing_of(gathered, &arena);
		other = gathered_index(cases, record->what);
		if (other == CASEFILE_NONE || !stands(&standing, record))
			continue;
		*joinings =
			mem_grow(*joinings, *count, room, sizeof(**joinings));
		(*joinings)[(*count)++] = (struct joining){record, at, other};
	}
	arena_release(&arena);
}

/*
 * The cases that were joined to one, however indirectly, itself first. Caller
 * frees.
 */
static size_t *
joined_to(const struct gathered_cases *cases, size_t at, size_t *count)
{
	size_t *all = mem_get(cases->count * sizeof(*all));

	all[0] = at;
	*count = 1;
	for (size_t done = 0; done < *count; done++) {
		for (size_t i = cases->cases[all[done]].joined;
		     i != CASEFILE_NONE; i = cases->cases[i].next)
			all[(*count)++] = i;
	}
	return all;
}

const struct record *
gathered_erase(const struct gathered *gathered)
{
	const struct record *last = gathered->erased;

	for (size_t i = 0; i < gathered->count; i++) {
		if (redact_counts(&gathered->records[i], last))
			last = &gathered->records[i];
	}
	return last;
}

/* Redact a case up to the last erase of what it was joined to, and hand that
 * and its own on to the cases that were joined to it. */
static void
erase_joined(struct gathered_cases *cases, size_t at, struct arena *arena)
{
	struct gathered *gathered = &cases->cases[at];
	const struct record *until = gathered_erase(gathered);
	struct record *kept = NULL;

	for (size_t i = 0; gathered->erased && i < gathered->count; i++) {
		struct record *record = &gathered->records[i];

		if (record->at <= gathered->erased->at)
			redact_record(record, redact_name(gathered->erased),
				      arena);
	}
	/* A copy: folding sorts the cases that it is one of. */
	if (until && gathered->joined != CASEFILE_NONE) {
		kept = arena_get(arena, sizeof(*kept));
		*kept = *until;
	}
	for (size_t i = gathered->joined; i != CASEFILE_NONE;
	     i = cases->cases[i].next)
		cases->cases[i].erased = kept;
}

/*
 * An erase of a case takes the personal data out of those that were joined to
 * it as well: parents come before what was joined to them.
 */
static void
spread_erasures(struct gathered_cases *cases, struct arena *arena)
{
	for (size_t root = 0; root < cases->count; root++) {
		size_t count;
		size_t *all;

		if (cases->cases[root].parent != root ||
		    cases->cases[root].joined == CASEFILE_NONE)
			continue;
		all = joined_to(cases, root, &count);
		for (size_t i = 0; i < count; i++)
			erase_joined(cases, all[i], arena);
		free(all);
	}
}

void
gathered_join(struct gathered_cases *cases, struct arena *arena)
{
	struct joining *joinings = NULL;
	size_t count = 0, room = 0;

	for (size_t i = 0; i < cases->count; i++) {
		cases->cases[i].parent = i;
		cases->cases[i].joined = CASEFILE_NONE;
		cases->cases[i].next = CASEFILE_NONE;
		cases->cases[i].erased = NULL;
	}
	for (size_t i = 0; i < cases->count; i++)
		add_joinings(cases, i, &joinings, &count, &room);
	if (count > 1)
		qsort(joinings, count, sizeof(*joinings), by_time);
	for (size_t i = 0; i < count; i++) {
		size_t into = gathered_root(cases, joinings[i].into);
		size_t from = gathered_root(cases, joinings[i].from);

		if (from == into)
			continue;
		cases->cases[from].parent = into;
		cases->cases[from].next = cases->cases[into].joined;
		cases->cases[into].joined = from;
	}
	if (count > 0)
		spread_erasures(cases, arena);
	free(joinings);
}

struct record *
gathered_with_joined(struct gathered_cases *cases, size_t at, size_t *count,
		     struct arena *arena)
{
	size_t case_count, room = 0;
	size_t *all = joined_to(cases, at, &case_count);
	struct record *records;

	for (size_t i = 0; i < case_count; i++)
		room += cases->cases[all[i]].count;
	records = arena_get(arena, (room + 1) * sizeof(*records));
	*count = 0;
	for (size_t i = 0; i < case_count; i++) {
		const struct gathered *one = &cases->cases[all[i]];

		if (one->count > 0)
			memcpy(records + *count, one->records,
			       one->count * sizeof(*records));
		*count += one->count;
	}
	free(all);
	return records;
}

void
gathered_release(struct gathered_cases *cases)
{
	arena_release(&cases->arena);
	free(cases->cases);
	free(cases->slots);
	*cases = (struct gathered_cases){0};
}
