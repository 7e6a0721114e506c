#include "gathered.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_AT_FIRST 1024

size_t
gathered_hash(const char *id)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 29);
}

static size_t *
slot_of(const struct gathered_cases *lines, const char *id)
{
	size_t at = gathered_hash(id) & (lines->slot_count - 1);

	while (lines->slots[at] &&
	       strcmp(lines->cases[lines->slots[at] - 1].id, id) != 0)
		at = (at + 1) & (lines->slot_count - 1);
	return &lines->slots[at];
}

static void
make_slots(struct gathered_cases *lines, size_t count)
{
	free(lines->slots);
	lines->slots = mem_zero(count, sizeof(*lines->slots));
	lines->slot_count = count;
	for (size_t i = 0; i < lines->count; i++)
		*slot_of(lines, lines->cases[i].id) = i + 1;
}

size_t
gathered_index(const struct gathered_cases *lines, const char *id)
{
	size_t found = lines->slot_count ? *slot_of(lines, id) : 0;

	return found ? found - 1 : CASEFILE_NONE;
}

static struct gathered *
gathered_for(struct gathered_cases *lines, const char *id)
{
	struct gathered *gathered;
	size_t *slot;

	if (lines->count * 2 >= lines->slot_count)
		make_slots(lines, lines->slot_count ? lines->slot_count * 2
						    : SLOTS_AT_FIRST);
	slot = slot_of(lines, id);
	if (*slot)
		return &lines->cases[*slot - 1];
	lines->cases = mem_grow(lines->cases, lines->count, &lines->room,
				sizeof(*lines->cases));
	gathered = &lines->cases[lines->count];
	*gathered = (struct gathered){.parent = lines->count,
				      .joined = CASEFILE_NONE,
				      .next = CASEFILE_NONE,
				      .folded = CASEFILE_NONE};
	memcpy(gathered->id, id, CASEID_LEN);
	*slot = ++lines->count;
	return gathered;
}

void
gathered_add(struct gathered_cases *cases, const struct record *record)
{
	struct gathered *gathered = gathered_for(cases, record->id);

	gathered->records = mem_grow(gathered->records, gathered->count,
				     &gathered->room, sizeof(*record));
	gathered->records[gathered->count++] = *record;
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
gathered_root(struct gathered_cases *lines, size_t at)
{
	/* Halving the path keeps long chains of merges cheap. */
	while (lines->cases[at].parent != at) {
		size_t parent = lines->cases[at].parent;

		lines->cases[at].parent = lines->cases[parent].parent;
		at = parent;
	}
	return at;
}

static int
by_instant(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return *left < *right ? -1 : *left > *right;
}

/* The instants that retracts of a case name, sorted. Caller frees. */
static int64_t *
retracted_instants(const struct gathered *gathered, size_t *count)
{
	int64_t *instants = NULL;
	size_t room = 0;

	*count = 0;
	for (size_t i = 0; i < gathered->count; i++) {
		const char *of;
		int64_t at;
		int offset;

		if (strcmp(gathered->records[i].event, "retract") != 0)
			continue;
		of = record_get(&gathered->records[i], "of");
		if (!of || !zone_parse_time(of, &at, &offset))
			continue;
		instants = mem_grow(instants, *count, &room, sizeof(*instants));
		instants[(*count)++] = at;
	}
	if (*count > 1)
		qsort(instants, *count, sizeof(*instants), by_instant);
	return instants;
}

/* Add the merges of a case that stand. */
static void
add_joinings(struct gathered_cases *lines, size_t at, struct joining **joinings,
	     size_t *count, size_t *room)
{
	const struct gathered *gathered = &lines->cases[at];
	int64_t *retracted = NULL;
	size_t retracted_count = 0;

	for (size_t i = 0; i < gathered->count; i++) {
		const struct record *record = &gathered->records[i];
		size_t other;

		if (strcmp(record->event, "merge") != 0 || !record->what)
			continue;
		if (!retracted)
			retracted =
				retracted_instants(gathered, &retracted_count);
		other = gathered_index(lines, record->what);
		if (other == CASEFILE_NONE ||
		    (retracted_count > 0 &&
		     bsearch(&record->at, retracted, retracted_count,
			     sizeof(*retracted), by_instant)))
			continue;
		*joinings =
			mem_grow(*joinings, *count, room, sizeof(**joinings));
		(*joinings)[(*count)++] = (struct joining){record, at, other};
	}
	free(retracted);
}

/*
 * The cases that were joined to one, however indirectly, itself first. Caller
 * frees.
 */
static size_t *
joined_to(const struct gathered_cases *lines, size_t at, size_t *count)
{
	size_t *all = mem_get(lines->count * sizeof(*all));

	all[0] = at;
	*count = 1;
	for (size_t done = 0; done < *count; done++) {
		for (size_t i = lines->cases[all[done]].joined;
		     i != CASEFILE_NONE; i = lines->cases[i].next)
			all[(*count)++] = i;
	}
	return all;
}

const struct record *
gathered_erase(const struct gathered *gathered)
{
	const struct record *last = gathered->erased;

	for (size_t i = 0; i < gathered->count; i++) {
		if (casefile_erases(&gathered->records[i], last))
			last = &gathered->records[i];
	}
	return last;
}

/* Redact a case up to the last erase of what it was joined to, and hand that
 * and its own on to the cases that were joined to it. */
static void
erase_joined(struct gathered_cases *lines, size_t at, struct arena *arena)
{
	struct gathered *gathered = &lines->cases[at];
	const struct record *until = gathered_erase(gathered);
	struct record *kept = NULL;

	for (size_t i = 0; gathered->erased && i < gathered->count; i++) {
		struct record *record = &gathered->records[i];

		if (record->at <= gathered->erased->at)
			casefile_redact(record,
					casefile_erased_name(gathered->erased),
					arena);
	}
	/* A copy: folding sorts the lines that it is one of. */
	if (until && gathered->joined != CASEFILE_NONE) {
		kept = arena_get(arena, sizeof(*kept));
		*kept = *until;
	}
	for (size_t i = gathered->joined; i != CASEFILE_NONE;
	     i = lines->cases[i].next)
		lines->cases[i].erased = kept;
}

/*
 * An erase of a case takes the personal data out of those that were joined to
 * it as well: parents come before what was joined to them.
 */
static void
spread_erasures(struct gathered_cases *lines, struct arena *arena)
{
	for (size_t root = 0; root < lines->count; root++) {
		size_t count;
		size_t *all;

		if (lines->cases[root].parent != root ||
		    lines->cases[root].joined == CASEFILE_NONE)
			continue;
		all = joined_to(lines, root, &count);
		for (size_t i = 0; i < count; i++)
			erase_joined(lines, all[i], arena);
		free(all);
	}
}

void
gathered_join(struct gathered_cases *lines, struct arena *arena)
{
	struct joining *joinings = NULL;
	size_t count = 0, room = 0;

	for (size_t i = 0; i < lines->count; i++) {
		lines->cases[i].parent = i;
		lines->cases[i].joined = CASEFILE_NONE;
		lines->cases[i].next = CASEFILE_NONE;
		lines->cases[i].erased = NULL;
	}
	for (size_t i = 0; i < lines->count; i++)
		add_joinings(lines, i, &joinings, &count, &room);
	if (count > 1)
		qsort(joinings, count, sizeof(*joinings), by_time);
	for (size_t i = 0; i < count; i++) {
		size_t into = gathered_root(lines, joinings[i].into);
		size_t from = gathered_root(lines, joinings[i].from);

		if (from == into)
			continue;
		lines->cases[from].parent = into;
		lines->cases[from].next = lines->cases[into].joined;
		lines->cases[into].joined = from;
	}
	if (count > 0)
		spread_erasures(lines, arena);
	free(joinings);
}

struct record *
gathered_with_joined(struct gathered_cases *lines, size_t at, size_t *count,
		     struct arena *arena)
{
	size_t case_count, room = 0;
	size_t *all = joined_to(lines, at, &case_count);
	struct record *records;

	for (size_t i = 0; i < case_count; i++)
		room += lines->cases[all[i]].count;
	records = arena_get(arena, (room + 1) * sizeof(*records));
	*count = 0;
	for (size_t i = 0; i < case_count; i++) {
		const struct gathered *one = &lines->cases[all[i]];

		if (one->count > 0)
			memcpy(records + *count, one->records,
			       one->count * sizeof(*records));
		*count += one->count;
	}
	free(all);
	return records;
}

void
gathered_release(struct gathered_cases *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->cases[i].records);
	free(lines->cases);
	free(lines->slots);
	*lines = (struct gathered_cases){0};
}
