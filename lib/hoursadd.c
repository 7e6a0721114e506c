/* Spans of time in a shop's hours: so much on from an instant, or back. */

#include "hourscalendar.h"

int64_t
hours_add_open(const struct hours *hours, int64_t start, int64_t open)
{
	struct opening opening;

	if (!hours_next(hours, start, &opening))
		return INSTANT_NONE;
	if (opening.from > start)
		start = opening.from;
	if (open <= 0)
		return start;
	while (open > opening.to - start) {
		open -= opening.to - start;
		if (!hours_next(hours, opening.to, &opening))
			return INSTANT_NONE;
		start = opening.from;
	}
	return start + open;
}

static int64_t
subtract_open(const struct hours *hours, int64_t end, int64_t open)
{
	struct opening opening;

	if (!hours_previous(hours, end, &opening))
		return INSTANT_NONE;
	if (opening.to < end)
		end = opening.to;
	while (open > end - opening.from) {
		open -= end - opening.from;
		if (!hours_previous(hours, opening.from, &opening))
			return INSTANT_NONE;
		end = opening.to;
	}
	return end - open;
}

/* The n-th open day from a day (not counted), step 1 on or -1 back; NULL
 * where a search of HOURS_SEARCH_DAYS finds none. */
static const struct known_day *
nth_open_day(const struct hours *hours, int64_t day, int n, int step)
{
	int searched = 0;

	while (searched++ < HOURS_SEARCH_DAYS) {
		const struct known_day *known;

		day += step;
		known = hours_known_day(hours, day);
		if (known->count == 0)
			continue;
		if (--n == 0)
			return known;
		searched = 0;
	}
	return NULL;
}

/* The last close of a day with openings. */
static int64_t
close_of(const struct known_day *day)
{
	return day->at[day->count - 1][1];
}

static int64_t
add_open_days(const struct hours *hours, int64_t start, int n)
{
	int64_t today = hours_day(hours, start);
	const struct known_day *day = hours_known_day(hours, today);

	if (hours->after_close == HOURS_NEXT_OPEN_DAY &&
	    (day->count == 0 || start >= close_of(day)))
		n++;
	day = nth_open_day(hours, today, n, 1);
	return day != NULL ? close_of(day) : INSTANT_NONE;
}

/* The day that an end belongs to: an opening's close is still its own. */
static int64_t
day_of_end(const struct hours *hours, int64_t end)
{
	return hours_day(hours, end - 1);
}

static int64_t
subtract_open_days(const struct hours *hours, int64_t end, int n)
{
	const struct known_day *day =
		nth_open_day(hours, day_of_end(hours, end), n, -1);

	return day != NULL ? day->at[0][0] : INSTANT_NONE;
}

static int64_t
opening_before(const struct hours *hours, int64_t end)
{
	int64_t today = day_of_end(hours, end);
	const struct known_day *day = hours_known_day(hours, today);

	if (day->count == 0 || day->at[0][0] >= end)
		day = nth_open_day(hours, today, 1, -1);
	return day != NULL ? day->at[0][0] : INSTANT_NONE;
}

/* The same wall clock so many days or months on; negative: back. */
static int64_t
add_civil(const struct hours *hours, int64_t start, int64_t days, int months)
{
	int64_t first;
	int64_t second;

	zone_add_civil(hours->zone, start, days, months, &first, &second);
	return first;
}

/* direction is 1 or -1; the unit is one that needs no opening hours. */
static int64_t
add_elapsed_or_civil(const struct hours *hours, int64_t start,
		     const struct duration *duration, int direction)
{
	int count = direction * duration->count;

	switch (duration->unit) {
	case DURATION_MINUTES:
		return start + count * ZONE_MINUTE;
	case DURATION_HOURS:
		return start + count * ZONE_HOUR;
	case DURATION_DAYS:
		return add_civil(hours, start, count, 0);
	case DURATION_WEEKS:
		return add_civil(hours, start, (int64_t)HOURS_WEEK * count, 0);
	case DURATION_MONTHS:
		return add_civil(hours, start, 0, count);
	case DURATION_YEARS:
		return add_civil(hours, start, 0, 12 * count);
	default:
		return INSTANT_NONE;
	}
}

static int64_t
or_none(int64_t instant)
{
	return hours_writable(instant) ? instant : INSTANT_NONE;
}

int64_t
hours_add(const struct hours *hours, int64_t start,
	  const struct duration *duration)
{
	int count = duration->count;

	if (!hours_writable(start))
		return INSTANT_NONE;
	switch (duration->unit) {
	case DURATION_OPEN_MINUTES:
		return or_none(
			hours_add_open(hours, start, count * ZONE_MINUTE));
	case DURATION_OPEN_HOURS:
		return or_none(hours_add_open(hours, start, count * ZONE_HOUR));
	case DURATION_OPEN_DAYS:
		return or_none(add_open_days(hours, start, count));
	case DURATION_CLOSE:
		return hours_close(hours, start);
	default:
		return or_none(add_elapsed_or_civil(hours, start, duration, 1));
	}
}

int64_t
hours_subtract(const struct hours *hours, int64_t end,
	       const struct duration *duration)
{
	int count = duration->count;

	if (!hours_writable(end))
		return INSTANT_NONE;
	switch (duration->unit) {
	case DURATION_OPEN_MINUTES:
		return or_none(subtract_open(hours, end, count * ZONE_MINUTE));
	case DURATION_OPEN_HOURS:
		return or_none(subtract_open(hours, end, count * ZONE_HOUR));
	case DURATION_OPEN_DAYS:
		return or_none(subtract_open_days(hours, end, count));
	case DURATION_CLOSE:
		return or_none(opening_before(hours, end));
	default:
		return or_none(add_elapsed_or_civil(hours, end, duration, -1));
	}
}

bool
hours_act_by(const struct hours *hours, int64_t now, int64_t due,
	     int64_t *act_by)
{
	struct opening opening;

	if (!hours_next(hours, now, &opening) || opening.from >= due ||
	    now >= due)
		return false;
	if (!hours_is_open(hours, due) &&
	    hours_previous(hours, due, &opening) && opening.to < due)
		*act_by = opening.to;
	else
		*act_by = due;
	return true;
}

int64_t
hours_move_later(const struct hours *hours, int64_t due)
{
	struct opening opening;

	if (hours_previous(hours, due, &opening) && due <= opening.to)
		return due;
	if (hours_next(hours, due, &opening) && opening.from > due)
		return opening.from;
	return due;
}

int64_t
hours_close_of_next_open_day(const struct hours *hours, int64_t now)
{
	const struct known_day *day;

	if (!hours_writable(now))
		return INSTANT_NONE;
	day = nth_open_day(hours, hours_day(hours, now), 1, 1);
	return day != NULL ? or_none(close_of(day)) : INSTANT_NONE;
}

int64_t
hours_close(const struct hours *hours, int64_t now)
{
	const struct known_day *day;

	if (!hours_writable(now))
		return INSTANT_NONE;
	day = hours_known_day(hours, hours_day(hours, now));
	if (day->count > 0 && close_of(day) > now)
		return or_none(close_of(day));
	return hours_close_of_next_open_day(hours, now);
}
