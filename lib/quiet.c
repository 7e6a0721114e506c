#include "quiet.h"

#include <stddef.h>

#include "hours.h"
#include "zone.h"

#define WHOLE_DAY (24 * ZONE_HOUR)
#define TRIES 8 /* at a moment that is open and not quiet */

/* One range of the plan on one day. */
static void
range_on(const struct policy *policy, size_t range, int64_t day, int64_t *from,
	 int64_t *to)
{
	int begin = policy->time.quiet[2 * range];
	int end = policy->time.quiet[2 * range + 1];
	struct civil civil;
	int64_t first, second;

	if (end < begin)
		end += 24 * 60;
	civil_from_days(day, &civil);
	civil.hour = begin / 60;
	civil.minute = begin % 60;
	*from = zone_instants(policy->shop.zone, &civil, &first, &second) ==
				ZONE_WALL_SKIPPED
			? second
			: first;
	civil.hour = end / 60;
	civil.minute = end % 60;
	zone_instants(policy->shop.zone, &civil, &first, to);
}

/* Widen [*from, *to) by the ranges that it touches. */
static bool
widen(const struct policy *policy, int64_t day, int64_t *from, int64_t *to)
{
	bool wider = false;

	for (size_t i = 0; i < policy->time.quiet_count; i++) {
		int64_t begin, end;

		range_on(policy, i, day, &begin, &end);
		if (begin > *to || end < *from ||
		    (begin >= *from && end <= *to))
			continue;
		*from = begin < *from ? begin : *from;
		*to = end > *to ? end : *to;
		wider = true;
	}
	return wider;
}

bool
quiet_around(const struct policy *policy, int64_t at, int64_t *from,
	     int64_t *to)
{
	int64_t day = zone_day(policy->shop.zone, at);
	int64_t begin = at, end = at;

	for (int64_t on = day - 1; on <= day && begin == end; on++) {
		for (size_t i = 0; i < policy->time.quiet_count; i++) {
			range_on(policy, i, on, &begin, &end);
			if (begin <= at && at < end)
				break;
			begin = end = at;
		}
	}
	if (begin == end)
		return false;
	while (end - begin < WHOLE_DAY) {
		bool wider = false;

		for (int64_t on = day - 2; on <= day + 1; on++)
			wider = widen(policy, on, &begin, &end) || wider;
		if (!wider) {
			*from = begin;
			*to = end;
			return true;
		}
	}
	return false;
}

/* The first open instant at or after one that is not quiet; INSTANT_NONE. */
static int64_t
first_call(const struct policy *policy, int64_t at)
{
	int64_t from, to;

	for (int i = 0; i < TRIES; i++) {
		struct opening next;

		if (!hours_next(policy->hours, at, &next))
			return INSTANT_NONE;
		if (next.from > at)
			at = next.from;
		if (!quiet_around(policy, at, &from, &to))
			return at;
		at = to;
	}
	return INSTANT_NONE;
}

int64_t
quiet_call_by(const struct policy *policy, int64_t since, int64_t by)
{
	int64_t from, to, at = by, later;

	if (policy->time.quiet_count == 0)
		return by;
	for (int i = 0; i < TRIES; i++) {
		if (!quiet_around(policy, at, &from, &to) || at == from)
			return at;
		if (from <= since ||
		    !hours_act_by(policy->hours, since, from, &at))
			break;
	}
	if (!quiet_around(policy, by, &from, &to))
		return by;
	later = first_call(policy, to);
	return later == INSTANT_NONE ? by : later;
}
