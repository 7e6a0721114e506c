#include "hourscalendar.h"

#include <stdlib.h>
#include <string.h>

#define MINUTES_A_DAY (24 * 60)

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

void
hours_forget(struct hours *hours)
{
	struct memory *memory = hours->memory;

	if (!memory->used)
		return;
	for (size_t i = 0; i < HOURS_KNOWN_DAYS / HOURS_KNOWN_SPAN; i++)
		free(memory->spans[i]);
	*memory = (struct memory){0};
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

static const char *const weekdays[HOURS_WEEK] = {
	"Monday's ", "Tuesday's ",  "Wednesday's ", "Thursday's ",
	"Friday's ", "Saturday's ", "Sunday's "};

bool
hours_add_week(struct hours *hours, int weekday, int from, int to,
	       struct fail *why)
{
	struct range range = {from, to};

	/* A range of one day can reach into the next. */
	for (int later = -1; later <= 1; later++) {
		int day = (weekday + later + HOURS_WEEK) % HOURS_WEEK;
		const struct ranges *ranges = &hours->week[day];

		for (size_t i = 0; i < ranges->count; i++)
			if (range_overlaps(range, ranges->at[i],
					   later * MINUTES_A_DAY))
				return refuse_overlap(
					range, later == 0 ? "" : weekdays[day],
					ranges->at[i], why);
	}
	if (hours->week[weekday].count == HOURS_RANGES_MAX)
		return refuse_ninth(why);
	ranges_insert(&hours->week[weekday], range);
	hours_forget(hours);
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
	hours_forget(hours);
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
	hours_forget(hours);
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
	hours_forget(hours);
	return true;
}

static bool
is_special(const struct hours *hours, int64_t day)
{
	size_t i = specials_before(hours, day);

	return i < hours->special_count && hours->special[i].day == day;
}

/* "Thursday's ", or of a special day "2026-12-24's ". */
static void
say_whose(struct buffer *out, const struct hours *hours, int64_t day)
{
	struct civil civil;

	if (!is_special(hours, day)) {
		buffer_add_string(out, weekdays[civil_weekday(day)]);
		return;
	}
	civil_from_days(day, &civil);
	buffer_format(out, "%04d-%02d-%02d's ", civil.year, civil.month,
		      civil.day);
}

bool
hours_check_special(const struct hours *hours, int64_t day, int from, int to,
		    struct fail *why)
{
	struct range range = {from, to};
	struct buffer whose = {0};

	for (int later = -1; later <= 1; later += 2) {
		const char *reason;
		const struct ranges *ranges =
			hours_ranges_on(hours, day + later, &reason);

		/* The one before has been told so at its own place. */
		if (later < 0 && is_special(hours, day + later))
			continue;
		for (size_t i = 0; i < ranges->count; i++) {
			if (!range_overlaps(range, ranges->at[i],
					    later * MINUTES_A_DAY))
				continue;
			say_whose(&whose, hours, day + later);
			refuse_overlap(range, whose.at, ranges->at[i], why);
			buffer_release(&whose);
			return false;
		}
	}
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

const struct ranges *
hours_ranges_on(const struct hours *hours, int64_t day, const char **reason)
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
