#include "caselines.h"

#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "policy.h"
#include "redact.h"

/* Whether two values do not contradict each other: the same, or one of them
 * was taken away. */
static bool
agree(const char *a, const char *b)
{
	return !a || !b || strcmp(a, b) == 0 || strcmp(a, REDACT_WORD) == 0 ||
	       strcmp(b, REDACT_WORD) == 0;
}

/*
 * Whether two lines of an erased case are one event, of which plans or copies
 * left different rests.
 */
static bool
are_rests_of_one(const struct record *a, const struct record *b)
{
	if (a->at != b->at || strcmp(a->id, b->id) != 0 ||
	    strcmp(a->event, b->event) != 0 || !agree(a->who, b->who) ||
	    !agree(a->what, b->what) || !agree(a->text, b->text))
		return false;
	if ((a->due != INSTANT_NONE && b->due != INSTANT_NONE &&
	     a->due != b->due) ||
	    (a->amount != MONEY_NONE && b->amount != MONEY_NONE &&
	     a->amount != b->amount))
		return false;
	for (int32_t i = 0; i < a->pair_count; i++) {
		if (!agree(a->pairs[i].value, record_get(b, a->pairs[i].key)))
			return false;
	}
	return true;
}

size_t
caselines_drop_rests(struct record *records, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		bool there = false;

		for (size_t k = kept;
		     !there && k-- > 0 && records[k].at == records[i].at;)
			there = are_rests_of_one(&records[k], &records[i]);
		if (!there)
			records[kept++] = records[i];
	}
	return kept;
}

static int
by_order(const void *a, const void *b)
{
	return record_order(a, b);
}

size_t
caselines_sort(struct record *records, size_t count)
{
	size_t kept = 0;
	bool sorted = true;

	for (size_t i = 1; i < count && sorted; i++)
		sorted = record_order(&records[i - 1], &records[i]) < 0;
	if (sorted)
		return count;
	qsort(records, count, sizeof(*records), by_order);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 &&
		    record_order(&records[kept - 1], &records[i]) == 0)
			continue;
		records[kept++] = records[i];
	}
	return kept;
}

size_t
caselines_first_at(const struct record *lines, size_t count, int64_t at)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (lines[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether a record can speak of a line by its time: cases that were joined may
 * hold two lines of one instant, and a promise is kept, not a note. */
static bool
can_be_meant(const struct record *record, const struct record *line)
{
	enum verb verb = event_verb(line->event);

	switch (event_verb(record->event)) {
	case VERB_KEPT:
	case VERB_RENEW:
	case VERB_BROKEN:
		return verb == VERB_PROMISE || verb == VERB_RENEW;
	case VERB_HEART:
	case VERB_ANSWER:
		return verb == VERB_POINT || verb == VERB_OPEN;
	default:
		return true;
	}
}

/* How surely a record means a line of the instant that it names: cases that
 * were joined may both have made a promise then, one p1 and one p2. */
static int
how_surely(const struct record *record, const struct record *line)
{
	bool same_what = record->what && line->what &&
			 strcmp(record->what, line->what) == 0;

	return same_what * 2 + (strcmp(record->id, line->id) == 0);
}

/* Of sorted lines the one of an instant that a record means; NULL. */
static const struct record *
named_at(const struct record *lines, size_t count, const struct record *record,
	 int64_t at)
{
	const struct record *found = NULL;

	for (size_t i = caselines_first_at(lines, count, at);
	     i < count && lines[i].at == at; i++) {
		const struct record *line = &lines[i];

		if (line == record || !can_be_meant(record, line))
			continue;
		if (!found ||
		    how_surely(record, line) > how_surely(record, found))
			found = line;
	}
	return found;
}

const struct record *
caselines_named(const struct record *lines, size_t count,
		const struct record *record)
{
	const char *of = record_get(record, "of");
	int64_t at;
	int offset;

	return of && zone_parse_time(of, &at, &offset)
		       ? named_at(lines, count, record, at)
		       : NULL;
}

const struct record *
caselines_retracted_by(const struct record *lines, size_t count,
		       const struct record *line)
{
	struct record retract = {.event = "retract"};

	memcpy(retract.id, line->id, CASEID_SIZE);
	return named_at(lines, count, &retract, line->at);
}

bool
caselines_can_be_retracted(const struct record *line)
{
	enum verb verb = event_verb(line->event);

	return verb != VERB_OPEN && verb != VERB_RETRACT && verb != VERB_ERASE;
}

/*
 * Whether a line opens its case again: the same row of a list that two tills
 * took in. It says nothing new.
 */
static bool
is_opened_twice(const struct record *lines, size_t at)
{
	const struct record *line = &lines[at];
	const char *once = record_get(line, "once");

	if (!once || !event_is(line->event, VERB_OPEN))
		return false;
	for (size_t i = 0; i < at; i++) {
		const struct record *other = &lines[i];
		const char *their = record_get(other, "once");

		if (their && strcmp(their, once) == 0 &&
		    event_is(other->event, VERB_OPEN) &&
		    strcmp(other->id, line->id) == 0)
			return true;
	}
	return false;
}

/* Whether two records say the same but for when they were written down, and how
 * who did it was spelt where they were. */
static bool
say_the_same(const struct record *a, const struct record *b)
{
	struct record left = *a, right = *b;
	struct arena arena = {0};
	bool same;

	record_set(&left, "logged", NULL, &arena);
	record_set(&right, "logged", NULL, &arena);
	if (left.who && right.who && policy_same_staff(left.who, right.who))
		right.who = left.who;
	same = record_order(&left, &right) == 0;
	arena_release(&arena);
	return same;
}

/*
 * Whether a line is one that a machine wrote down again out of another's list
 * (case-list -e | case-log -): the same event, which counts once.
 */
static bool
is_said_again(const struct record *lines, size_t at)
{
	const struct record *line = &lines[at];

	for (size_t i = at; i-- > 0 && lines[i].at == line->at;) {
		if (strcmp(lines[i].id, line->id) == 0 &&
		    strcmp(lines[i].event, line->event) == 0 &&
		    (record_get(line, "logged") ||
		     record_get(&lines[i], "logged")) &&
		    say_the_same(&lines[i], line))
			return true;
	}
	return false;
}

bool *
caselines_gone(const struct record *lines, size_t count, struct arena *arena)
{
	bool *gone = arena_get(arena, count + 1);

	memset(gone, 0, count + 1);
	for (size_t i = 0; i < count; i++) {
		const struct record *target;

		if (!event_is(lines[i].event, VERB_RETRACT))
			continue;
		gone[i] = true;
		target = caselines_named(lines, count, &lines[i]);
		if (target && caselines_can_be_retracted(target) &&
		    strcmp(target->id, lines[i].id) == 0)
			gone[target - lines] = true;
	}
	for (size_t i = 0; i < count; i++)
		gone[i] = gone[i] || is_opened_twice(lines, i) ||
			  is_said_again(lines, i);
	return gone;
}
