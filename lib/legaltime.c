#include "legaltime.h"

#include <stdlib.h>
#include <string.h>

#include "hours.h"

#define ABSENT CASEFILE_NONE

/* The day that bought= names; false for what is no date, as 2026-11-24 is. */
static bool
bought_on(const struct casefile *file, int64_t *day)
{
	const char *bought = casefile_detail(file, "bought");

	return bought && civil_parse_date(&bought, day) && *bought == '\0';
}

/* When what was agreed on was done, or taken back; `end` where neither was
 * before that. */
static int64_t
agreed_until(const struct casefile *file, size_t accept, int64_t end)
{
	static const enum verb ends[] = {VERB_GIVE, VERB_DECLINE};
	const char *what = file->events[accept].record->what;

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t at = casefile_first(file, ends[i], what, accept + 1);

		if (at != ABSENT && file->events[at].record->at < end)
			end = file->events[at].record->at;
	}
	return end;
}

/* Adds the time before `end` in which a fix of a case was agreed on and not
 * done yet. *until is the end of what was counted so far: two at once count
 * once. */
static int64_t
agreed_time(const struct policy *policy, const struct casefile *file,
	    int64_t end, int64_t *until)
{
	int64_t sum = 0;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		int at = record->what ? policy_remedy(policy, record->what)
				      : POLICY_NONE;
		int64_t from = record->at, to;

		if (file->events[i].verb != VERB_ACCEPT || at == POLICY_NONE ||
		    policy->remedies[at].kind == REMEDY_GESTURE)
			continue;
		to = agreed_until(file, i, end);
		if (from < *until)
			from = *until;
		if (from >= to)
			continue;
		sum += to - from;
		*until = to;
	}
	return sum;
}

/* How long the time that the law sets stood still before this case: while a
 * fix was agreed on, in other cases, for what the customer bought that day. */
static int64_t
stood_still(const struct rules_view *view)
{
	const char *bought = casefile_detail(view->file, "bought");
	struct casefile **others;
	int64_t sum = 0, until = INT64_MIN;
	size_t count;

	if (!view->book)
		return 0;
	others = casebook_others(view->book, view->policy, view->file, &count);
	for (size_t i = 0; i < count; i++) {
		const char *theirs = casefile_detail(others[i], "bought");

		if (theirs && strcmp(theirs, bought) == 0)
			sum += agreed_time(view->policy, others[i],
					   view->file->opened, &until);
	}
	free(others);
	return sum;
}

bool
legaltime_is_up(const struct rules_view *view,
		const struct policy_remedy *remedy)
{
	int64_t day, end, at = view->file->opened;

	if (remedy->within.unit == DURATION_NONE ||
	    !bought_on(view->file, &day))
		return false;
	end = hours_add(view->policy->hours,
			zone_day_start(view->policy->shop.zone, day + 1),
			&remedy->within);
	if (end == INSTANT_NONE || at < end)
		return false;
	return !remedy->clock_stops_while || at - stood_still(view) >= end;
}
