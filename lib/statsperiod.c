#include "statsperiod.h"

#include <string.h>

#include "text.h"
#include "when.h"

static const char *const unit_names[] = {
	[STATSPERIOD_DAY] = "day",     [STATSPERIOD_WEEK] = "week",
	[STATSPERIOD_MONTH] = "month", [STATSPERIOD_QUARTER] = "quarter",
	[STATSPERIOD_YEAR] = "year",
};

#define FIRST_UNIT STATSPERIOD_DAY
#define UNITS (sizeof(unit_names) / sizeof(*unit_names))

bool
statsperiod_unit(const char *word, enum statsperiod_unit *unit,
		 struct fail *why)
{
	for (size_t i = FIRST_UNIT; i < UNITS; i++) {
		if (strcmp(word, unit_names[i]) != 0)
			continue;
		*unit = (enum statsperiod_unit)i;
		return true;
	}
	return fail_set(
		why, FAIL_USAGE,
		"--by: '%s' is none of day, week, month, quarter, "
		"year%s",
		word,
		text_did_you_mean(text_guess(word, unit_names + FIRST_UNIT,
					     UNITS - FIRST_UNIT)));
}

/* The first day of the unit that a day is in. */
static int64_t
first_day(enum statsperiod_unit unit, int64_t day)
{
	struct civil civil;

	civil_from_days(day, &civil);
	switch (unit) {
	case STATSPERIOD_WEEK:
		return day - civil_weekday(day);
	case STATSPERIOD_MONTH:
		return civil_to_days(civil.year, civil.month, 1);
	case STATSPERIOD_QUARTER:
		return civil_to_days(civil.year, (civil.month - 1) / 3 * 3 + 1,
				     1);
	case STATSPERIOD_YEAR:
		return civil_to_days(civil.year, 1, 1);
	default:
		return day;
	}
}

/* The first day of the next one. */
static int64_t
next_day(enum statsperiod_unit unit, int64_t first)
{
	switch (unit) {
	case STATSPERIOD_WEEK:
		return first + 7;
	case STATSPERIOD_MONTH:
		return civil_add_months(first, 1);
	case STATSPERIOD_QUARTER:
		return civil_add_months(first, 3);
	case STATSPERIOD_YEAR:
		return civil_add_months(first, 12);
	default:
		return first + 1;
	}
}

static const char *
label(enum statsperiod_unit unit, int64_t first, struct arena *arena)
{
	struct civil civil;

	civil_from_days(first, &civil);
	switch (unit) {
	case STATSPERIOD_DAY:
		return arena_format(arena, "%04d-%02d-%02d", civil.year,
				    civil.month, civil.day);
	case STATSPERIOD_WEEK:
		/* A week is of the year that its Thursday is in. */
		civil_from_days(first + 3, &civil);
		return arena_format(
			arena, "%04d-w%02d", civil.year,
			(int)((first + 3 - civil_to_days(civil.year, 1, 1)) /
			      7) +
				1);
	case STATSPERIOD_MONTH:
		return arena_format(arena, "%04d-%02d", civil.year,
				    civil.month);
	case STATSPERIOD_QUARTER:
		return arena_format(arena, "%04d-q%d", civil.year,
				    (civil.month - 1) / 3 + 1);
	case STATSPERIOD_YEAR:
		return arena_format(arena, "%04d", civil.year);
	default:
		return NULL;
	}
}

/* Of what nearly went wrong nobody complained. */
static bool
is_wanted(const struct casebook *book, size_t at, const bool *wanted)
{
	return !book->cases[at].merged_into && (!wanted || wanted[at]) &&
	       !casefile_detail(&book->cases[at], "near-miss");
}

/* Take the cases from *next on that were opened before its end. */
static void
take_cases(struct stats_period *period, const struct casebook *book,
	   const bool *wanted, size_t *next, struct arena *arena)
{
	size_t end = *next;

	while (end < book->count && book->cases[end].opened < period->to)
		end++;
	period->cases =
		arena_get(arena, (end - *next + 1) * sizeof(*period->cases));
	for (; *next < end; ++*next) {
		struct casefile *file = &book->cases[*next];

		if (file->opened < period->from ||
		    !is_wanted(book, *next, wanted))
			continue;
		period->cases[period->case_count++] = file;
		period->given += file->given;
	}
}

/* Where there is no beginning or end, what the cases make it. */
static void
find_ends(int64_t *from, int64_t *to, const struct casebook *book,
	  const bool *wanted, int64_t now)
{
	int64_t first = INT64_MAX, last = now;

	for (size_t i = 0; i < book->count; i++) {
		int64_t opened = book->cases[i].opened;

		if (!is_wanted(book, i, wanted))
			continue;
		if (opened < first)
			first = opened;
		if (opened >= last)
			last = opened + 1;
	}
	if (*from == INT64_MIN) {
		*from = first < now ? first : now;
		if (*from > *to)
			*from = *to;
	}
	if (*to == INT64_MAX)
		*to = last > *from ? last : *from;
}

/* The beginning of the period of the first case from one on; INT64_MAX where
 * there is none. */
static int64_t
begins_next(enum statsperiod_unit unit, const struct casebook *book,
	    const bool *wanted, size_t from, const struct zone *zone)
{
	while (from < book->count && !is_wanted(book, from, wanted))
		from++;
	return from < book->count
		       ? zone_day_start(
				 zone,
				 first_day(unit,
					   zone_day(zone,
						    book->cases[from].opened)))
		       : INT64_MAX;
}

struct stats_period *
statsperiod_cut(enum statsperiod_unit unit, int64_t from, int64_t to,
		const struct casebook *book, const bool *wanted,
		const struct zone *zone, int64_t now, struct arena *arena,
		size_t *count)
{
	struct stats_period *periods = NULL;
	size_t room = 0, next = 0;
	bool open = to == INT64_MAX;

	find_ends(&from, &to, book, wanted, now);
	*count = 0;
	for (int64_t at = from; at < to || *count == 0;) {
		struct stats_period *period;
		int64_t first = first_day(unit, zone_day(zone, at));
		int64_t end = to;

		if (unit != STATSPERIOD_ALL)
			end = zone_day_start(zone, next_day(unit, first));
		periods = mem_grow(periods, *count, &room, sizeof(*periods));
		period = &periods[(*count)++];
		*period = (struct stats_period){
			.label = label(unit, first, arena),
			.from = at,
			.to = end < to ? end : to};
		take_cases(period, book, wanted, &next, arena);
		at = end;
		/* A clock that was wrong once may be centuries ahead. */
		if (open && at > now)
			at = begins_next(unit, book, wanted, next, zone);
	}
	return periods;
}

size_t
statsperiod_trim(const struct stats_period *periods, size_t count, int64_t now,
		 size_t *first)
{
	size_t begin = 0;

	while (count > 1 && periods[count - 1].from > now &&
	       periods[count - 1].case_count == 0)
		count--;
	while (begin + 1 < count && periods[begin].case_count == 0)
		begin++;
	*first = begin;
	return count - begin;
}

void
statsperiod_say(struct buffer *out, int64_t from, int64_t to,
		const struct zone *zone)
{
	int64_t first = zone_day(zone, from), end = zone_day(zone, to - 1) + 1;
	struct civil civil;

	if (from >= to) {
		buffer_add_string(out, "before ");
		when_say_date(out, zone_day(zone, to), true);
		return;
	}
	civil_from_days(first, &civil);
	if (first == first_day(STATSPERIOD_YEAR, first) &&
	    end == civil_add_months(first, 12)) {
		buffer_format(out, "%d", civil.year);
	} else if (civil.day == 1 && end == civil_add_months(first, 1)) {
		buffer_format(out, "%s %d", civil_month_name(civil.month),
			      civil.year);
	} else {
		when_say_date(out, first, true);
		if (end == first + 1)
			return;
		buffer_add_string(out, " to ");
		when_say_date(out, end - 1, true);
	}
}
