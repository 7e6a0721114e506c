#include "hourscalendar.h"

#include <stdlib.h>

#define DAY (24 * ZONE_HOUR)

/*
 * An opening that covers an instant may have begun on the wall's day, the day
 * before, or (00:00-48:00, with an hour more where the clocks go back at its
 * end) two days before; and a wall's day may begin before an instant that the
 * day before still shows.
 */
#define DAYS_BACK 2
#define DAYS_ON 1

/* How far two offsets can be apart: further than this from any change of the
 * clocks a civil time is one instant. */
#define CLEAR (52 * ZONE_HOUR)

struct hours *
hours_new(const struct zone *zone)
{
	struct hours *hours = mem_zero(1, sizeof(*hours));

	hours->zone = zone;
	hours->memory = mem_zero(1, sizeof(*hours->memory));
	return hours;
}

void
hours_free(struct hours *hours)
{
	if (hours == NULL)
		return;
	free(hours->closed);
	free(hours->special);
	hours_forget(hours);
	free(hours->memory);
	arena_release(&hours->reasons);
	free(hours);
}

const struct zone *
hours_zone(const struct hours *hours)
{
	return hours->zone;
}

/* Have the span of the zone around an instant at hand. */
static void
look_up_span(const struct hours *hours, int64_t instant)
{
	struct memory *memory = hours->memory;

	if (instant >= memory->from && instant < memory->to)
		return;
	memory->offset =
		zone_span(hours->zone, instant, &memory->from, &memory->to);
	/* So that what is near them can be reckoned with. */
	if (memory->from < ZONE_EARLIEST - DAY)
		memory->from = ZONE_EARLIEST - DAY;
	if (memory->to > ZONE_LATEST + DAY)
		memory->to = ZONE_LATEST + DAY;
}

static int64_t
wall_day(const struct hours *hours, int64_t instant)
{
	int64_t wall;

	look_up_span(hours, instant);
	wall = instant + hours->memory->offset * ZONE_SECOND;
	return wall / DAY - (wall % DAY < 0);
}

/* The instant of a range's beginning or end: the head of hours.h. */
static int64_t
range_instant(const struct hours *hours, int64_t day, int minute, bool closing)
{
	int64_t wall = day * DAY + minute * ZONE_MINUTE;
	int64_t instant = wall - hours->memory->offset * ZONE_SECOND;
	struct civil civil;
	int64_t first;
	int64_t second;

	look_up_span(hours, instant);
	instant = wall - hours->memory->offset * ZONE_SECOND;
	if (instant - CLEAR >= hours->memory->from &&
	    instant + CLEAR < hours->memory->to)
		return instant;
	civil_from_days(day, &civil);
	civil.hour = minute / 60;
	civil.minute = minute % 60;
	if (zone_instants(hours->zone, &civil, &first, &second) ==
	    ZONE_WALL_SKIPPED)
		return second;
	return closing ? second : first;
}

/* The end of the last range of a day before any is clipped. */
static int64_t
last_end(const struct hours *hours, int64_t day)
{
	const char *reason;
	const struct ranges *ranges = hours_ranges_on(hours, day, &reason);

	if (ranges->count == 0)
		return INT64_MIN;
	return range_instant(hours, day, ranges->at[ranges->count - 1].to,
			     true);
}

static struct known_day *
place_of(struct memory *memory, int64_t day)
{
	size_t place = (uint64_t)day % HOURS_KNOWN_DAYS;
	struct known_day **span = &memory->spans[place / HOURS_KNOWN_SPAN];

	if (*span == NULL) {
		*span = mem_zero(HOURS_KNOWN_SPAN, sizeof(**span));
		memory->used = true;
	}
	return &(*span)[place % HOURS_KNOWN_SPAN];
}

/*
 * The openings of a day, out of memory where they are in it. One that
 * begins before an earlier one has ended (a doubled hour at the end of a
 * range and at the beginning of the next; special hours on a morning that the
 * evening before reaches into) is clipped; one that the clocks skip is none.
 */
const struct known_day *
hours_known_day(const struct hours *hours, int64_t day)
{
	struct known_day *known = place_of(hours->memory, day);
	const char *reason;
	const struct ranges *ranges;
	int64_t end = INT64_MIN;

	if (known->known && known->day == day)
		return known;
	known->known = true;
	known->day = day;
	known->count = 0;
	ranges = hours_ranges_on(hours, day, &reason);
	for (int back = 1; back <= DAYS_BACK && ranges->count > 0; back++) {
		int64_t earlier = last_end(hours, day - back);

		end = earlier > end ? earlier : end;
	}
	for (size_t i = 0; i < ranges->count; i++) {
		int64_t from =
			range_instant(hours, day, ranges->at[i].from, false);
		int64_t to = range_instant(hours, day, ranges->at[i].to, true);

		from = from < end ? end : from;
		if (from >= to)
			continue;
		known->at[known->count][0] = from;
		known->at[known->count][1] = to;
		known->count++;
		end = to;
	}
	return known;
}

size_t
hours_on(const struct hours *hours, int64_t day, struct opening *at,
	 size_t size, const char **reason)
{
	const struct known_day *known = hours_known_day(hours, day);

	for (size_t i = 0; i < known->count && i < size; i++)
		at[i] = (struct opening){known->at[i][0], known->at[i][1], day};
	if (reason != NULL)
		hours_ranges_on(hours, day, reason);
	return known->count;
}

bool
hours_writable(int64_t instant)
{
	return instant >= ZONE_EARLIEST && instant <= ZONE_LATEST;
}

bool
hours_next(const struct hours *hours, int64_t at, struct opening *next)
{
	int64_t today;

	if (!hours_writable(at))
		return false;
	today = wall_day(hours, at);
	for (int64_t day = today - DAYS_BACK; day <= today + HOURS_SEARCH_DAYS;
	     day++) {
		const struct known_day *known = hours_known_day(hours, day);

		for (size_t i = 0; i < known->count; i++)
			if (known->at[i][1] > at) {
				*next = (struct opening){known->at[i][0],
							 known->at[i][1], day};
				return true;
			}
	}
	return false;
}

bool
hours_previous(const struct hours *hours, int64_t at, struct opening *previous)
{
	int64_t today;

	if (!hours_writable(at))
		return false;
	today = wall_day(hours, at);
	for (int64_t day = today + DAYS_ON; day >= today - HOURS_SEARCH_DAYS;
	     day--) {
		const struct known_day *known = hours_known_day(hours, day);

		for (size_t i = known->count; i > 0; i--)
			if (known->at[i - 1][0] < at) {
				*previous = (struct opening){
					known->at[i - 1][0],
					known->at[i - 1][1], day};
				return true;
			}
	}
	return false;
}

bool
hours_ever_open(const struct hours *hours, int64_t from)
{
	struct opening next;

	return hours_next(hours, from, &next);
}

/* Whether at is in an opening, and that opening's day. */
static bool
open_day(const struct hours *hours, int64_t at, int64_t *day)
{
	int64_t today = wall_day(hours, at);

	for (*day = today - DAYS_BACK; *day <= today + DAYS_ON; (*day)++) {
		const struct known_day *known = hours_known_day(hours, *day);

		for (size_t i = 0; i < known->count; i++)
			if (known->at[i][0] <= at && at < known->at[i][1])
				return true;
	}
	*day = today;
	return false;
}

bool
hours_is_open(const struct hours *hours, int64_t at)
{
	int64_t day;

	return hours_writable(at) && open_day(hours, at, &day);
}

int64_t
hours_day(const struct hours *hours, int64_t at)
{
	int64_t day;

	(void)open_day(hours, at, &day);
	return day;
}

int64_t
hours_between(const struct hours *hours, int64_t from, int64_t to)
{
	int64_t open = 0;
	int64_t last;

	if (to <= from || !hours_writable(from) || !hours_writable(to))
		return 0;
	last = wall_day(hours, to) + DAYS_ON;
	for (int64_t day = wall_day(hours, from) - DAYS_BACK; day <= last;
	     day++) {
		const struct known_day *known = hours_known_day(hours, day);

		for (size_t i = 0; i < known->count; i++) {
			int64_t begin = known->at[i][0];
			int64_t end = known->at[i][1];

			begin = begin < from ? from : begin;
			end = end > to ? to : end;
			if (begin < end)
				open += end - begin;
		}
	}
	return open;
}

int
hours_days_between(const struct hours *hours, int64_t from, int64_t to)
{
	int64_t last;
	int days = 0;

	if (!hours_writable(from) || !hours_writable(to))
		return 0;
	last = hours_day(hours, to);
	for (int64_t day = hours_day(hours, from) + 1; day <= last; day++)
		days += hours_known_day(hours, day)->count > 0;
	return days;
}
