#include "counting.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"

/* Promises, answers, and how long the open ones are open. */

/* How a promise ended, for people; in the order of enum promise_state. */
static const struct {
	const char *group, *said;
} endings[] = {
	[PROMISE_OPEN] = {"open", "still open"},
	[PROMISE_KEPT] = {"kept", "kept"},
	[PROMISE_LATE] = {"late", "late"},
	[PROMISE_MOVED] = {"moved", "moved in time"},
	[PROMISE_BROKEN] = {"broken", "never"},
	[PROMISE_DECLINED] = {"declined", "not wanted after all"},
};

/* In the order in which they are said: the best first. */
static const enum promise_state promise_order[] = {
	PROMISE_KEPT,   PROMISE_MOVED,    PROMISE_LATE,
	PROMISE_BROKEN, PROMISE_DECLINED, PROMISE_OPEN};

#define ENDINGS (sizeof(endings) / sizeof(*endings))

void
counting_promises_kept(struct counting *counting)
{
	const struct stats_period *period = counting->period;
	size_t counts[ENDINGS] = {0}, made = 0, overdue = 0;
	struct stats_figure *figure;

	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];

		for (size_t k = 0; k < file->promise_count; k++) {
			const struct casefile_promise *promise =
				&file->promises[k];

			counts[promise->state]++;
			overdue += promise->state == PROMISE_OPEN &&
				   promise->due != INSTANT_NONE &&
				   promise->due < counting->view->now;
		}
		made += file->promise_count;
	}
	figure = counting_group(counting, "made");
	figure->count = made;
	figure->then = ": ";
	counting_say(counting, figure, "%zu made", made);
	for (size_t i = 0; i < ENDINGS; i++) {
		enum promise_state state = promise_order[i];
		size_t count = counts[state];
		bool apart = state == PROMISE_OPEN || state == PROMISE_DECLINED;
		/* One that is open when it was due was not kept. */
		size_t ended = made - counts[PROMISE_OPEN] -
			       counts[PROMISE_DECLINED] + overdue;
		const char *share = "";

		if (apart && count == 0)
			continue;
		figure = counting_group(counting, endings[state].group);
		figure->count = count;
		figure->total = apart ? made : ended;
		if (state == PROMISE_KEPT)
			share = counting_share(counting, count, ended);
		counting_say(counting, figure, "%zu %s%s", count,
			     endings[state].said, share);
	}
	if (overdue == 0)
		return;
	figure = counting_group(counting, "overdue");
	figure->count = overdue;
	figure->total = made;
	counting_say(counting, figure, "%zu of them overdue", overdue);
}

static int
by_span(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return *left < *right ? -1 : *left > *right;
}

/* What the clocks that run from the opening are called when they were met. */
static const struct {
	enum policy_clock clock;
	const char *group, *said;
} firsts[] = {
	{CLOCK_ACKNOWLEDGE, "acknowledge", "acknowledged"},
	{CLOCK_FIRST_ACTION, "first-action", "begun"},
	{CLOCK_ANSWER, "answer", "answered"},
};

/* One clock over all cases. spans has room for one of each. */
static void
count_clock(struct counting *counting, size_t which, int64_t *spans)
{
	const struct stats_period *period = counting->period;
	struct stats_figure *figure =
		counting_group(counting, firsts[which].group);
	struct buffer half = {0};
	size_t met_count = 0;

	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];
		int64_t due, met;

		if (!clock_first_met(counting->view, file, firsts[which].clock,
				     &due, &met))
			continue;
		if (met == INSTANT_NONE && due >= counting->view->now)
			continue; /* it may yet be met in time */
		figure->total++;
		if (met == INSTANT_NONE)
			continue;
		figure->count += met <= due;
		spans[met_count++] = met - file->opened;
	}
	if (met_count > 0) {
		qsort(spans, met_count, sizeof(*spans), by_span);
		figure->median = spans[(met_count - 1) / 2];
		buffer_add_string(&half, ", half of them within ");
		counting_say_span(&half, figure->median);
	}
	figure->then = "\n";
	counting_say(counting, figure, "%zu of %zu %s in time%s%s",
		     figure->count, figure->total, firsts[which].said,
		     counting_share(counting, figure->count, figure->total),
		     buffer_string(&half));
	buffer_release(&half);
}

void
counting_answered_in_time(struct counting *counting)
{
	int64_t *spans =
		mem_get((counting->period->case_count + 1) * sizeof(*spans));

	for (size_t i = 0; i < sizeof(firsts) / sizeof(*firsts); i++)
		count_clock(counting, i, spans);
	free(spans);
}

/* Up to so many days; the last has no end. */
static const struct {
	const char *group, *said;
	int64_t days;
} ages[] = {
	{"1d", "up to a day", 1},
	{"7d", "up to 7 days", 7},
	{"30d", "up to 30 days", 30},
	{"older", "older", INT64_MAX},
};

#define AGES (sizeof(ages) / sizeof(*ages))

void
counting_open_by_age(struct counting *counting)
{
	const struct stats_period *period = counting->period;
	size_t counts[AGES] = {0}, total = 0;

	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];
		int64_t age = counting->view->now - file->opened;
		size_t at = 0;

		if (!casefile_is_open(file))
			continue;
		while (at + 1 < AGES && age > ages[at].days * 24 * ZONE_HOUR)
			at++;
		counts[at]++;
		total++;
	}
	for (size_t i = 0; i < AGES; i++) {
		struct stats_figure *figure =
			counting_group(counting, ages[i].group);

		figure->count = counts[i];
		figure->total = total;
		counting_say(counting, figure, "%zu %s", counts[i],
			     ages[i].said);
	}
}
