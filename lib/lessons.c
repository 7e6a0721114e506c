#include "lessons.h"

#include <stdlib.h>
#include <string.h>

#include "mem.h"

const char lessons_unknown_cause[] = "unknown";

/* So many more cases of a cause. */
static void
add(struct lessons *lessons, const char *cause, size_t count)
{
	size_t i = 0;

	lessons->total += count;
	if (strcmp(cause, lessons_unknown_cause) == 0)
		lessons->unknown += count;
	while (i < lessons->count && strcmp(lessons->at[i].cause, cause) != 0)
		i++;
	if (i < lessons->count) {
		lessons->at[i].count += count;
		return;
	}
	lessons->at = mem_grow(lessons->at, lessons->count, &lessons->room,
			       sizeof(*lessons->at));
	lessons->at[lessons->count++] = (struct lesson){cause, count};
}

static int
by_count(const void *a, const void *b)
{
	const struct lesson *left = a, *right = b;

	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return strcmp(left->cause, right->cause);
}

void
lessons_count(struct lessons *lessons, const struct casebook *book,
	      int64_t from, int64_t until)
{
	int64_t latest = INSTANT_NONE;

	*lessons = (struct lessons){.first = INT64_MAX};
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];
		int64_t at;

		if (!file->cause || file->merged_into || file->erased ||
		    file->last < from)
			continue;
		at = file->events[casefile_last(file, VERB_CAUSE, NULL, 0)]
			     .record->at;
		if (at < from || at >= until)
			continue;
		add(lessons, file->cause, 1);
		if (at < lessons->first)
			lessons->first = at;
		if (latest == INSTANT_NONE || at > latest ||
		    (at == latest && strcmp(file->id, lessons->last->id) > 0)) {
			latest = at;
			lessons->last = file;
		}
	}
	for (size_t i = 0; i < book->cause_count && book->month.from == from &&
			   book->month.until == until;
	     i++) {
		add(lessons, book->causes[i].cause, book->causes[i].count);
		if (book->causes[i].first < lessons->first)
			lessons->first = book->causes[i].first;
	}
	if (lessons->count > 1)
		qsort(lessons->at, lessons->count, sizeof(*lessons->at),
		      by_count);
}

void
lessons_release(struct lessons *lessons)
{
	free(lessons->at);
	*lessons = (struct lessons){0};
}

bool
lessons_are_unknown(size_t unknown, size_t total, const struct policy *policy)
{
	return unknown >= 2 &&
	       unknown * 100 > total * (size_t)policy->prevention
					       .unknown_at_most_percent;
}
