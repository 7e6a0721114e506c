#include "hours.h"

#include <stdlib.h>
#include <string.h>

#define MINUTES_A_DAY (24 * 60)
#define DAY (24 * ZONE_HOUR)
#define SEARCH_DAYS (HOURS_YEARS * 366)
#define WEEK 7

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

/* Days remembered: a power of two; three years of them serve a journal. */
#define KNOWN_DAYS 1024

/* Minutes of the day, half-open. */
struct range {
	int from, to;
};

/* In order, not overlapping. */
struct ranges {
	struct range at[HOURS_RANGES_MAX];
	size_t count;
};

struct closure {
	int64_t first, last;
	int64_t last_of_all; /* of this one and all before it in the list */
	const char *reason;
};

struct special {
	int64_t day;
	struct ranges ranges;
	const char *reason;
};

struct known_day {
	bool known;
	int64_t day;
	size_t count;
	int64_t at[HOURS_RANGES_MAX][2];
};

/* Nothing in here is ever told, all is worked out. */
struct memory {
	bool used;
	int64_t from, to; /* the last span of the zone that was asked for */
	int offset;
	struct known_day days[KNOWN_DAYS];
};

struct hours {
	const struct zone *zone;
	enum hours_after_close after_close;
	struct ranges week[WEEK];
	struct closure *closed; /* in order of first */
	size_t closed_count, closed_room;
	const char *yearly[12 * 31]; /* why closed on that date; NULL not */
	struct special *special;     /* in order of day */
	size_t special_count, special_room;
	struct arena reasons;
	struct memory *memory;
};

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
	free(hours->memory);
	arena_release(&hours->reasons);
	free(hours);
}

const struct zone *
hours_zone(const struct hours *hours)
{
	return hours->zone;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "hh:mm" as minutes; -1 for anything else. */
static int
parse_clock(const char *at)
{
	int minute;

	if (!is_digit(at[0]) || !is_digit(at[1]) || at[2] != ':' ||
	    !is_digit(at[3]) || !is_digit(at[4]))
		return -1;
	minute = (at[3] - '0') * 10 + at[4] - '0';
	if (minute > 59)
		return -1;
	return ((at[0] - '0') * 10 + at[1] - '0') * 60 + minute;
}

bool
hours_parse_range(const char *text, int *from, int *to, struct fail *why)
{
	int begin = -1;
	int end = -1;

	if (strlen(text) == strlen("09:00-17:30") && text[5] == '-') {
		begin = parse_clock(text);
		end = parse_clock(text + 6);
	}
	if (begin < 0 || end < 0)
		return fail_set(why, FAIL_INPUT,
				"'%s' is not a range of hours; write it as "
				"09:00-17:30",
				text);
	if (begin == end)
		return fail_set(why, FAIL_INPUT,
				"'%s' is empty; a whole day is 00:00-24:00",
				text);
	if (end < begin && end <= MINUTES_A_DAY)
		return fail_set(why, FAIL_INPUT,
				"'%s' ends before it begins; past midnight is "
				"written %.5s-%02d:%02d",
				text, text, end / 60 + 24, end % 60);
	if (begin > MINUTES_A_DAY || end > 2 * MINUTES_A_DAY || end < begin)
		return fail_set(why, FAIL_INPUT,
				"'%s' is too late: a range begins by 24:00 and "
				"ends by 48:00",
				text);
	*from = begin;
	*to = end;
	return true;
}

/* What was remembered no longer holds. */
static void
forget(struct hours *hours)
{
	if (hours->memory->used)
		*hours->memory = (struct memory){0};
}

static bool
range_overlaps(struct range a, struct range b, int b_later)
{
	return a.from < b.to + b_later && b.from + b_later < a.to;
}

/* Put a range at its place; there is room. */
static void
ranges_insert(struct ranges *ranges, struct range range)
{
	size_t i = ranges->count++;

	for (; i > 0 && ranges->at[i - 1].from > range.from; i--)
		ranges->at[i] = ranges->at[i - 1];
	ranges->at[i] = range;
}

static bool
refuse_overlap(struct range range, const char *day, struct range other,
	       struct fail *why)
{
	return fail_set(why, FAIL_INPUT,
			"%02d:%02d-%02d:%02d overlaps %s%02d:%02d-%02d:%02d",
			range.from / 60, range.from % 60, range.to / 60,
			range.to % 60, day, other.from / 60, other.from % 60,
			other.to / 60, other.to % 60);
}

static bool
refuse_ninth(struct fail *why)
{
	return fail_set(why, FAIL_INPUT,
			"a day can have %d ranges of hours at most",
			HOURS_RANGES_MAX);
}

bool
hours_add_week(struct hours *hours, int weekday, int from, int to,
	       struct fail *why)
{
	static const char *const names[WEEK] = {
		"Monday's ", "Tuesday's ",  "Wednesday's ", "Thursday's ",
		"Friday's ", "Saturday's ", "Sunday's "};
	struct range range = {from, to};

	/* A range of one day can reach into the next. */
	for (int later = -1; later <= 1; later++) {
		int day = (weekday + later + WEEK) % WEEK;
		const struct ranges *ranges = &hours->week[day];

		for (size_t i = 0; i < ranges->count; i++)
			if (range_overlaps(range, ranges->at[i],
					   later * MINUTES_A_DAY))
				return refuse_overlap(
					range, later == 0 ? "" : names[day],
					ranges->at[i], why);
	}
	if (hours->week[weekday].count == HOURS_RANGES_MAX)
		return refuse_ninth(why);
	ranges_insert(&hours->week[weekday], range);
	forget(hours);
	return true;
}

static const char *
keep_reason(struct hours *hours, const char *reason)
{
	if (reason == NULL)
		reason = "closed";
	return arena_copy(&hours->reasons, reason, strlen(reason));
}

/* The index of the first closure that begins after a day. */
static size_t
closures_until(const struct hours *hours, int64_t day)
{
	size_t low = 0;
	size_t high = hours->closed_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hours->closed[middle].first <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
hours_add_closed(struct hours *hours, int64_t first, int64_t last,
		 const char *reason)
{
	size_t i = closures_until(hours, first);

	hours->closed = mem_grow(hours->closed, hours->closed_count,
				 &hours->closed_room, sizeof(*hours->closed));
	memmove(hours->closed + i + 1, hours->closed + i,
		(hours->closed_count - i) * sizeof(*hours->closed));
	hours->closed_count++;
	hours->closed[i] = (struct closure){
		.first = first,
		.last = last,
		.reason = keep_reason(hours, reason),
	};
	for (; i < hours->closed_count; i++) {
		struct closure *closure = &hours->closed[i];

		closure->last_of_all = closure->last;
		if (i > 0 && closure[-1].last_of_all > closure->last)
			closure->last_of_all = closure[-1].last_of_all;
	}
	forget(hours);
}

static size_t
date_of_year(int month, int day)
{
	return (size_t)((month - 1) * 31 + day - 1);
}

void
hours_add_closed_yearly(struct hours *hours, int first, int last,
			const char *reason)
{
	const size_t dates = sizeof(hours->yearly) / sizeof(*hours->yearly);
	size_t date = date_of_year(first / 100, first % 100);
	size_t end = date_of_year(last / 100, last % 100);
	const char *kept = keep_reason(hours, reason);

	hours->yearly[date] = kept;
	while (date != end) {
		date = (date + 1) % dates;
		hours->yearly[date] = kept;
	}
	forget(hours);
}

/* The index of the first special day that is not before a day. */
static size_t
specials_before(const struct hours *hours, int64_t day)
{
	size_t low = 0;
	size_t high = hours->special_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hours->special[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
hours_add_special(struct hours *hours, int64_t day, int from, int to,
		  const char *reason, struct fail *why)
{
	size_t i = specials_before(hours, day);
	struct range range = {from, to};
	struct special *special;

	if (i == hours->special_count || hours->special[i].day != day) {
		hours->special =
			mem_grow(hours->special, hours->special_count,
				 &hours->special_room, sizeof(*hours->special));
		memmove(hours->special + i + 1, hours->special + i,
			(hours->special_count - i) * sizeof(*hours->special));
		hours->special_count++;
		hours->special[i] = (struct special){
			.day = day,
			.reason = keep_reason(hours, reason ? reason
							    : "special hours"),
		};
	}
	special = &hours->special[i];
	for (size_t other = 0; other < special->ranges.count; other++)
		if (range_overlaps(range, special->ranges.at[other], 0))
			return refuse_overlap(range, "",
					      special->ranges.at[other], why);
	if (special->ranges.count == HOURS_RANGES_MAX)
		return refuse_ninth(why);
	ranges_insert(&special->ranges, range);
	forget(hours);
	return true;
}

void
hours_set_after_close(struct hours *hours, enum hours_after_close rule)
{
	hours->after_close = rule;
}

int64_t
hours_last_dated(const struct hours *hours)
{
	int64_t last = INT64_MIN;

	if (hours->special_count > 0)
		last = hours->special[hours->special_count - 1].day;
	if (hours->closed_count > 0 &&
	    hours->closed[hours->closed_count - 1].last_of_all > last)
		last = hours->closed[hours->closed_count - 1].last_of_all;
	return last;
}

/* Why a day is closed; NULL if it is not. */
static const char *
closed_why(const struct hours *hours, int64_t day)
{
	struct civil civil;

	for (size_t i = closures_until(hours, day);
	     i > 0 && hours->closed[i - 1].last_of_all >= day; i--)
		if (hours->closed[i - 1].last >= day)
			return hours->closed[i - 1].reason;
	civil_from_days(day, &civil);
	return hours->yearly[date_of_year(civil.month, civil.day)];
}

/* What the calendar's text says of a day: special hours, else closed, else
 * the week's. */
static const struct ranges *
ranges_on(const struct hours *hours, int64_t day, const char **reason)
{
	static const struct ranges none = {0};
	size_t i = specials_before(hours, day);

	if (i < hours->special_count && hours->special[i].day == day) {
		*reason = hours->special[i].reason;
		return &hours->special[i].ranges;
	}
	*reason = closed_why(hours, day);
	return *reason != NULL ? &none : &hours->week[civil_weekday(day)];
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
	const struct ranges *ranges = ranges_on(hours, day, &reason);

	if (ranges->count == 0)
		return INT64_MIN;
	return range_instant(hours, day, ranges->at[ranges->count - 1].to,
			     true);
}

/*
 * The openings of a day, out of memory where they are in it. One that
 * begins before an earlier one has ended (a doubled hour at the end of a
 * range and at the beginning of the next; special hours on a morning that the
 * evening before reaches into) is clipped; one that the clocks skip is none.
 */
static const struct known_day *
look_up(const struct hours *hours, int64_t day)
{
	struct known_day *known =
		&hours->memory->days[(uint64_t)day % KNOWN_DAYS];
	const char *reason;
	const struct ranges *ranges;
	int64_t end = INT64_MIN;

	if (known->known && known->day == day)
		return known;
	hours->memory->used = true;
	known->known = true;
	known->day = day;
	known->count = 0;
	ranges = ranges_on(hours, day, &reason);
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
	const struct known_day *known = look_up(hours, day);

	for (size_t i = 0; i < known->count && i < size; i++)
		at[i] = (struct opening){known->at[i][0], known->at[i][1], day};
	if (reason != NULL)
		ranges_on(hours, day, reason);
	return known->count;
}

static bool
is_writable(int64_t instant)
{
	return instant >= ZONE_EARLIEST && instant <= ZONE_LATEST;
}

bool
hours_next(const struct hours *hours, int64_t at, struct opening *next)
{
	int64_t today;

	if (!is_writable(at))
		return false;
	today = wall_day(hours, at);
	for (int64_t day = today - DAYS_BACK; day <= today + SEARCH_DAYS;
	     day++) {
		const struct known_day *known = look_up(hours, day);

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

	if (!is_writable(at))
		return false;
	today = wall_day(hours, at);
	for (int64_t day = today + DAYS_ON; day >= today - SEARCH_DAYS; day--) {
		const struct known_day *known = look_up(hours, day);

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
		const struct known_day *known = look_up(hours, *day);

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

	return is_writable(at) && open_day(hours, at, &day);
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

	if (to <= from || !is_writable(from) || !is_writable(to))
		return 0;
	last = wall_day(hours, to) + DAYS_ON;
	for (int64_t day = wall_day(hours, from) - DAYS_BACK; day <= last;
	     day++) {
		const struct known_day *known = look_up(hours, day);

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

	if (!is_writable(from) || !is_writable(to))
		return 0;
	last = hours_day(hours, to);
	for (int64_t day = hours_day(hours, from) + 1; day <= last; day++)
		days += look_up(hours, day)->count > 0;
	return days;
}

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
 * where a search of SEARCH_DAYS finds none. */
static const struct known_day *
nth_open_day(const struct hours *hours, int64_t day, int n, int step)
{
	int searched = 0;

	while (searched++ < SEARCH_DAYS) {
		const struct known_day *known;

		day += step;
		known = look_up(hours, day);
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
	const struct known_day *day = look_up(hours, today);

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
	const struct known_day *day = look_up(hours, today);

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
		return add_civil(hours, start, (int64_t)WEEK * count, 0);
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
	return is_writable(instant) ? instant : INSTANT_NONE;
}

int64_t
hours_add(const struct hours *hours, int64_t start,
	  const struct duration *duration)
{
	int count = duration->count;

	if (!is_writable(start))
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

	if (!is_writable(end))
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

	if (!is_writable(now))
		return INSTANT_NONE;
	day = nth_open_day(hours, hours_day(hours, now), 1, 1);
	return day != NULL ? or_none(close_of(day)) : INSTANT_NONE;
}

int64_t
hours_close(const struct hours *hours, int64_t now)
{
	const struct known_day *day;

	if (!is_writable(now))
		return INSTANT_NONE;
	day = look_up(hours, hours_day(hours, now));
	if (day->count > 0 && close_of(day) > now)
		return or_none(close_of(day));
	return hours_close_of_next_open_day(hours, now);
}
