/*
 * The shop's hours: the dates to hold, each under several TZ and locales; the
 * rules one by one; and random calendars around changes of clocks against a
 * slow count, minute by minute. AMENDS_TEST_SEED and AMENDS_TEST_CALENDARS
 * choose other random ones, and more.
 */
#include "hours.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* mon to sun as bits */
#define WEEKDAYS 0x1f
#define EVERY_DAY 0x7f
#define TUE 0x02
#define SAT 0x20
#define THU_TO_SAT 0x38

struct line {
	unsigned days;
	const char *range;
};

static const struct calendar {
	char id;
	const char *zone;
	struct line week[2];
} calendars[] = {
	{'A',
	 "Europe/London",
	 {{WEEKDAYS, "09:00-17:30"}, {SAT, "10:00-16:00"}}},
	{'B',
	 "Europe/Paris",
	 {{WEEKDAYS, "09:00-13:00"}, {WEEKDAYS, "14:00-18:00"}}},
	{'C', "America/New_York", {{THU_TO_SAT, "18:00-26:00"}}},
	{'D', "Europe/Berlin", {{EVERY_DAY, "00:00-24:00"}}},
	{'E', "Africa/Cairo", {{EVERY_DAY, "00:00-04:00"}}},
	{'F', "Europe/London", {{EVERY_DAY, "00:30-08:30"}}},
	{'G', "Europe/London", {{WEEKDAYS, "08:00-18:00"}}},
	{'H', "Australia/Lord_Howe", {{EVERY_DAY, "01:00-05:00"}}},
	{'N', "Europe/London", {{WEEKDAYS, "09:00-17:00"}}},
	{'T', "Europe/London", {{TUE, "08:00-17:00"}}},
};

/* open is minutes of open time, or in_days open days, or a span. */
static const struct vector {
	const char *id;
	char calendar;
	const char *start;
	int open, in_days;
	enum hours_after_close after_close;
	const char *span;
	const char *due;
	int64_t due_seconds;
	const char *note;
} vectors[] = {
	{"bh01", 'N', "2026-06-05T16:30:00+01:00", 60, 0, 0, NULL,
	 "2026-06-08T09:30:00+01:00", 1780907400, "chatwoot#13392"},
	{"bh03", 'G', "2026-06-01T17:00:00+01:00", 240, 0, 0, NULL,
	 "2026-06-02T11:00:00+01:00", 1780394400, "glpi#22678"},
	{"bh05", 'D', "2026-06-01T12:00:00+02:00", 1440, 0, 0, NULL,
	 "2026-06-02T12:00:00+02:00", 1780394400,
	 "zammad#3180: no lost minute at midnight"},
	{"bh07", 'T', "2026-06-03T12:00:00+01:00", 541, 0, 0, NULL,
	 "2026-06-16T08:01:00+01:00", 1781593260,
	 "osTicket#6739: one minute more rolls a week"},
	{"bh09", 'B', "2026-06-01T13:20:00+02:00", 30, 0, 0, NULL,
	 "2026-06-01T14:30:00+02:00", 1780317000, "created in the lunch hour"},
	{"bh11", 'C', "2026-06-06T23:00:00-04:00", 240, 0, 0, NULL,
	 "2026-06-11T19:00:00-04:00", 1781218800,
	 "open past midnight: chatwoot#5254"},
	{"dst01", 'A', "2026-03-28T15:00:00+00:00", 120, 0, 0, NULL,
	 "2026-03-30T10:00:00+01:00", 1774861200,
	 "closed night over spring change"},
	{"dst03", 'D', "2026-03-28T12:00:00+01:00", 1440, 0, 0, NULL,
	 "2026-03-29T13:00:00+02:00", 1774782000,
	 "24h of open time over a 23h day"},
	{"dst05", 'F', "2026-03-28T23:00:00+00:00", 120, 0, 0, NULL,
	 "2026-03-29T03:30:00+01:00", 1774751400,
	 "opening hours contain the gap"},
	{"dst07", 'C', "2026-10-31T23:00:00-04:00", 300, 0, 0, NULL,
	 "2026-11-05T19:00:00-05:00", 1793923200, "Saturday night is 9h long"},
	{"dst08", 'C', "2026-03-07T23:00:00-05:00", 150, 0, 0, NULL,
	 "2026-03-08T01:30:00-05:00", 1772951400,
	 "closing time 02:00 does not exist"},
	{"dst10", 'H', "2026-04-05T00:30:00+11:00", 120, 0, 0, NULL,
	 "2026-04-05T02:30:00+10:30", 1775318400, "30-minute fold"},
	{"hol01", 'A', "2026-12-24T12:00:00+00:00", 120, 0, 0, NULL,
	 "2026-12-29T10:00:00+00:00", 1798538400,
	 "early close, Christmas, substitute day"},
	{"bd01", 'A', "2026-12-22T11:00:00+00:00", 0, 3, HOURS_SAME_DAY, NULL,
	 "2026-12-29T17:30:00+00:00", 1798565400, ""},
	{"bd03", 'A', "2026-12-22T18:15:00+00:00", 0, 3, HOURS_NEXT_OPEN_DAY,
	 NULL, "2026-12-30T17:30:00+00:00", 1798651800, ""},
	{"bd05", 'A', "2026-12-26T11:00:00+00:00", 0, 3, HOURS_NEXT_OPEN_DAY,
	 NULL, "2027-01-02T16:00:00+00:00", 1798905600, ""},
	{"bd07", 'A', "2026-06-05T17:30:00+01:00", 0, 1, HOURS_SAME_DAY, NULL,
	 "2026-06-06T16:00:00+01:00", 1780758000, ""},
	{"bd09", 'A', "2026-06-07T11:00:00+01:00", 0, 1, HOURS_SAME_DAY, NULL,
	 "2026-06-08T17:30:00+01:00", 1780936200, ""},
	{"cv01", 'A', "2026-03-23T16:00:00+00:00", 0, 0, 0, "7d",
	 "2026-03-30T16:00:00+01:00", 1774882800, "same local time"},
	{"cv03", 'A', "2026-03-02T10:00:00+00:00", 0, 0, 0, "56d",
	 "2026-04-27T10:00:00+01:00", 1777280400, "same local time"},
	{"cv05", 'A', "2026-03-28T01:30:00+00:00", 0, 0, 0, "1d",
	 "2026-03-29T02:30:00+01:00", 1774747800, "nonexistent"},
	{"cv06", 'A', "2026-10-24T01:30:00+01:00", 0, 0, 0, "1d",
	 "2026-10-25T01:30:00+01:00", 1792888200, "ambiguous"},
	{"pr01", 'A', "2026-06-05T16:00:00+01:00", 0, 0, 0, "48h",
	 "2026-06-07T16:00:00+01:00", 1780844400, "never moved later"},
	{"pr03", 'A', "2026-10-24T12:00:00+01:00", 0, 0, 0, "24h",
	 "2026-10-25T11:00:00+00:00", 1792926000, "never moved later"},
	{"pr05", 'A', "2026-06-06T16:30:00+01:00", 0, 0, 0, "24h",
	 "2026-06-07T16:30:00+01:00", 1780846200, "never moved later"},
};

static const struct {
	const char *id, *act_by; /* NULL: cannot be kept in open hours */
	int64_t act_by_seconds;
	const char *next_open; /* asked where it cannot */
} promises[] = {
	{"pr01", "2026-06-06T16:00:00+01:00", 1780758000, NULL},
	{"pr03", "2026-10-24T16:00:00+01:00", 1792854000, NULL},
	{"pr05", NULL, 0, "2026-06-08T09:00:00+01:00"},
};

static const struct {
	const char *id, *zone;
	struct civil civil;
	enum zone_wall wall;
	const char *due;
	int64_t seconds;
} walls[] = {
	{"wl01",
	 "Europe/London",
	 {2026, 3, 29, 1, 30, 0, 0},
	 ZONE_WALL_SKIPPED,
	 "2026-03-29T02:30:00+01:00",
	 1774747800},
	{"wl02",
	 "Europe/London",
	 {2026, 10, 25, 1, 30, 0, 0},
	 ZONE_WALL_TWICE,
	 "2026-10-25T01:30:00+01:00",
	 1792888200},
	{"wl05",
	 "Africa/Cairo",
	 {2026, 4, 24, 0, 15, 0, 0},
	 ZONE_WALL_SKIPPED,
	 "2026-04-24T01:15:00+03:00",
	 1776982500},
};

static const struct {
	const char *id;
	char calendar;
	int year, month, day, minutes;
} lengths[] = {
	{"ol01", 'F', 2026, 3, 29, 420}, {"ol03", 'D', 2026, 3, 29, 1380},
	{"ol05", 'H', 2026, 10, 4, 210}, {"ol07", 'E', 2026, 4, 24, 180},
	{"ol09", 'C', 2026, 3, 7, 480},
};

static struct zone *
load_zone(const char *name)
{
	struct fail why;
	struct zone *zone = zone_load(name, &why);

	if (zone == NULL)
		fail_msg("%s", why.text);
	return zone;
}

static void
open_week(struct hours *hours, unsigned days, const char *range)
{
	struct fail why;
	int from;
	int to;

	assert_true(hours_parse_range(range, &from, &to, &why));
	for (int day = 0; day < 7; day++)
		if (days >> day & 1 &&
		    !hours_add_week(hours, day, from, to, &why))
			fail_msg("%s", why.text);
}

static void
open_special(struct hours *hours, int64_t day, const char *range,
	     const char *reason)
{
	struct fail why;
	int from;
	int to;

	assert_true(hours_parse_range(range, &from, &to, &why));
	if (!hours_add_special(hours, day, from, to, reason, &why))
		fail_msg("%s", why.text);
}

static void
close_day(struct hours *hours, int year, int month, int day, const char *reason)
{
	int64_t date = civil_to_days(year, month, day);

	hours_add_closed(hours, date, date, reason);
}

/* A calendar of the vectors; the zone is freed with close_shop. */
static struct hours *
open_shop(char id)
{
	size_t i = 0;
	struct hours *hours;

	while (calendars[i].id != id)
		i++;
	hours = hours_new(load_zone(calendars[i].zone));
	for (size_t n = 0; n < COUNT(calendars[i].week); n++)
		if (calendars[i].week[n].range != NULL)
			open_week(hours, calendars[i].week[n].days,
				  calendars[i].week[n].range);
	if (id == 'A') {
		hours_add_closed_yearly(hours, 1225, 1226, "Christmas");
		hours_add_closed_yearly(hours, 101, 101, "New Year's Day");
		close_day(hours, 2026, 12, 28, "substitute day");
		close_day(hours, 2026, 4, 3, "Good Friday");
		close_day(hours, 2026, 4, 6, "Easter Monday");
		open_special(hours, civil_to_days(2026, 12, 24), "09:00-13:00",
			     "early close");
	}
	return hours;
}

static void
close_shop(struct hours *hours)
{
	struct zone *zone = (struct zone *)hours_zone(hours);

	hours_free(hours);
	zone_free(zone);
}

static int64_t
instant(const char *due)
{
	int64_t at = INSTANT_NONE;
	int offset;

	if (!zone_parse_due(due, &at, &offset))
		fail_msg("'%s' is not a time", due);
	return at;
}

static struct duration
span(const char *text)
{
	struct duration duration = {0};
	struct fail why;

	if (!duration_parse(text, &duration, &why))
		fail_msg("%s", why.text);
	return duration;
}

static void
assert_due(const char *id, const struct hours *hours, int64_t at,
	   const char *want)
{
	struct buffer out = {0};

	if (at == INSTANT_NONE)
		fail_msg("%s: no instant, not %s", id, want);
	zone_format_due(&out, at, zone_offset(hours_zone(hours), at));
	if (strcmp(buffer_string(&out), want) != 0)
		fail_msg("%s: %s, not %s", id, buffer_string(&out), want);
	buffer_release(&out);
}

static void
check_vector(const struct vector *vector)
{
	struct hours *hours = open_shop(vector->calendar);
	struct duration duration = {0};
	int64_t start = instant(vector->start);
	int64_t due;

	if (vector->open > 0)
		duration =
			(struct duration){DURATION_OPEN_MINUTES, vector->open};
	else if (vector->in_days > 0)
		duration =
			(struct duration){DURATION_OPEN_DAYS, vector->in_days};
	else
		duration = span(vector->span);
	hours_set_after_close(hours, vector->after_close);
	due = hours_add(hours, start, &duration);
	assert_due(vector->id, hours, due, vector->due);
	assert_true(due == vector->due_seconds * ZONE_SECOND);
	for (size_t i = 0; i < COUNT(promises); i++) {
		int64_t act_by = INSTANT_NONE;
		struct opening next;

		if (strcmp(promises[i].id, vector->id) != 0)
			continue;
		if (promises[i].act_by == NULL) {
			assert_false(hours_act_by(hours, start, due, &act_by));
			assert_true(hours_next(hours, start, &next));
			assert_due(vector->id, hours, next.from,
				   promises[i].next_open);
			continue;
		}
		assert_true(hours_act_by(hours, start, due, &act_by));
		assert_due(vector->id, hours, act_by, promises[i].act_by);
		assert_true(act_by == promises[i].act_by_seconds * ZONE_SECOND);
	}
	close_shop(hours);
}

static void
check_walls(void)
{
	for (size_t i = 0; i < COUNT(walls); i++) {
		struct zone *zone = load_zone(walls[i].zone);
		struct hours *hours = hours_new(zone);
		int64_t first;
		int64_t second;

		assert_int_equal(
			zone_instants(zone, &walls[i].civil, &first, &second),
			walls[i].wall);
		assert_due(walls[i].id, hours, first, walls[i].due);
		assert_true(first == walls[i].seconds * ZONE_SECOND);
		close_shop(hours);
	}
}

static void
check_lengths(void)
{
	for (size_t i = 0; i < COUNT(lengths); i++) {
		struct hours *hours = open_shop(lengths[i].calendar);
		struct opening at[HOURS_RANGES_MAX];
		int64_t open = 0;
		size_t count = hours_on(hours,
					civil_to_days(lengths[i].year,
						      lengths[i].month,
						      lengths[i].day),
					at, COUNT(at), NULL);

		for (size_t n = 0; n < count; n++)
			open += at[n].to - at[n].from;
		if (open != lengths[i].minutes * ZONE_MINUTE)
			fail_msg("%s: %lld ms", lengths[i].id, (long long)open);
		close_shop(hours);
	}
}

static void
every_vector_holds_in_every_zone_and_locale_of_the_process(void **state)
{
	static const char *const zones[] = {"UTC", "Pacific/Auckland",
					    "America/Los_Angeles", NULL,
					    "No/Such_Place"};
	static const char *const locales[] = {"C", "C.UTF-8", "en_US.UTF-8",
					      "de_DE.UTF-8"};

	(void)state;
	for (size_t z = 0; z < COUNT(zones); z++) {
		if (zones[z] == NULL)
			unsetenv("TZ");
		else
			setenv("TZ", zones[z], 1);
		tzset();
		for (size_t l = 0; l < COUNT(locales); l++) {
			setenv("LC_ALL", locales[l], 1);
			/* One that is not installed leaves the last. */
			(void)setlocale(LC_ALL, "");
			for (size_t i = 0; i < COUNT(vectors); i++)
				check_vector(&vectors[i]);
			check_walls();
			check_lengths();
		}
	}
	unsetenv("TZ");
	setenv("LC_ALL", "C", 1);
	(void)setlocale(LC_ALL, "C");
}

static void
a_close_is_still_time_to_act_and_no_longer_open(void **state)
{
	struct hours *hours = open_shop('A');
	int64_t close = instant("2026-06-05T17:30:00+01:00");
	int64_t act_by;

	(void)state;
	assert_true(hours_is_open(hours, close - 1));
	assert_false(hours_is_open(hours, close));
	assert_true(hours_act_by(hours, close - ZONE_HOUR, close, &act_by));
	assert_true(act_by == close);
	assert_true(hours_move_later(hours, close) == close);
	assert_due("moved", hours, hours_move_later(hours, close + 1),
		   "2026-06-06T10:00:00+01:00");
	/* At the close itself nothing open is left before the morning. */
	assert_false(hours_act_by(hours, close, close + ZONE_HOUR, &act_by));
	assert_false(hours_act_by(hours, close, close, &act_by));
	close_shop(hours);
}

static void
a_start_at_the_close_itself_counts_as_after_it(void **state)
{
	struct hours *hours = open_shop('A');
	struct duration day = {DURATION_OPEN_DAYS, 1};
	int64_t close = instant("2026-06-05T17:30:00+01:00");

	(void)state;
	assert_due("before", hours, hours_add(hours, close - 1, &day),
		   "2026-06-06T16:00:00+01:00");
	assert_due("at", hours, hours_add(hours, close, &day),
		   "2026-06-08T17:30:00+01:00");
	hours_set_after_close(hours, HOURS_SAME_DAY);
	assert_due("same day", hours, hours_add(hours, close, &day),
		   "2026-06-06T16:00:00+01:00");
	close_shop(hours);
}

static void
before_opening_and_at_lunch_it_is_that_open_day(void **state)
{
	static const char *const starts[] = {
		"2026-06-01T00:00:00+02:00", "2026-06-01T08:59:59+02:00",
		"2026-06-01T13:30:00+02:00", "2026-06-01T17:59:59+02:00"};
	struct hours *hours = open_shop('B');
	struct duration day = {DURATION_OPEN_DAYS, 1};

	(void)state;
	for (size_t i = 0; i < COUNT(starts); i++) {
		int64_t start = instant(starts[i]);

		assert_due(starts[i], hours, hours_add(hours, start, &day),
			   "2026-06-02T18:00:00+02:00");
		assert_due(starts[i], hours, hours_close(hours, start),
			   "2026-06-01T18:00:00+02:00");
		assert_due(starts[i], hours,
			   hours_close_of_next_open_day(hours, start),
			   "2026-06-02T18:00:00+02:00");
	}
	close_shop(hours);
}

static void
after_midnight_it_is_still_the_day_that_opened(void **state)
{
	struct hours *hours = open_shop('C');
	struct duration day = {DURATION_OPEN_DAYS, 1};
	/* A Friday; Thursday's opening runs to 02:00. */
	int64_t late = instant("2026-06-05T01:00:00-04:00");
	int64_t later = instant("2026-06-05T02:00:00-04:00");

	(void)state;
	assert_true(hours_day(hours, late) == civil_to_days(2026, 6, 4));
	assert_true(hours_day(hours, later) == civil_to_days(2026, 6, 5));
	assert_due("close", hours, hours_close(hours, late),
		   "2026-06-05T02:00:00-04:00");
	assert_due("1bd", hours, hours_add(hours, late, &day),
		   "2026-06-06T02:00:00-04:00");
	assert_due("1bd at the close", hours, hours_add(hours, later, &day),
		   "2026-06-07T02:00:00-04:00");
	close_shop(hours);
}

static void
counting_back_is_counting_on_in_a_mirror(void **state)
{
	static const struct {
		const char *span, *end, *want;
	} rows[] = {
		{"2bh", "2026-06-08T10:00:00+01:00",
		 "2026-06-06T15:00:00+01:00"},
		{"2bh", "2026-06-07T12:00:00+01:00",
		 "2026-06-06T14:00:00+01:00"},
		{"6bh", "2026-06-06T16:00:00+01:00",
		 "2026-06-06T10:00:00+01:00"},
		{"1bd", "2026-06-08T10:00:00+01:00",
		 "2026-06-06T10:00:00+01:00"},
		{"1bd", "2026-06-08T17:30:00+01:00",
		 "2026-06-06T10:00:00+01:00"},
		{"2bd", "2026-06-07T10:00:00+01:00",
		 "2026-06-05T09:00:00+01:00"},
		{"close", "2026-06-08T10:00:00+01:00",
		 "2026-06-08T09:00:00+01:00"},
		{"close", "2026-06-08T09:00:00+01:00",
		 "2026-06-06T10:00:00+01:00"},
		{"30m", "2026-06-08T09:00:00+01:00",
		 "2026-06-08T08:30:00+01:00"},
		{"7d", "2026-04-01T10:00:00+01:00",
		 "2026-03-25T10:00:00+00:00"},
		{"1mo", "2026-03-31T10:00:00+01:00",
		 "2026-02-28T10:00:00+00:00"},
		{"1y", "2024-02-29T10:00:00+00:00",
		 "2023-02-28T10:00:00+00:00"},
	};
	struct hours *hours = open_shop('A');

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct duration duration = span(rows[i].span);

		assert_due(
			rows[i].span, hours,
			hours_subtract(hours, instant(rows[i].end), &duration),
			rows[i].want);
	}
	close_shop(hours);
}

static void
civil_spans_keep_the_wall_clock_and_clamp_months(void **state)
{
	static const struct {
		const char *span, *start, *want;
	} rows[] = {
		{"1mo", "2026-01-31T16:00:00+00:00",
		 "2026-02-28T16:00:00+00:00"},
		{"1mo", "2024-01-31T16:00:00+00:00",
		 "2024-02-29T16:00:00+00:00"},
		{"13mo", "2026-01-31T16:00:00+00:00",
		 "2027-02-28T16:00:00+00:00"},
		{"6mo", "2026-03-28T09:00:00+00:00",
		 "2026-09-28T09:00:00+01:00"},
		{"1y", "2024-02-29T09:00:00+00:00",
		 "2025-02-28T09:00:00+00:00"},
		{"4y", "2024-02-29T09:00:00+00:00",
		 "2028-02-29T09:00:00+00:00"},
		{"8w", "2026-03-02T10:00:00+00:00",
		 "2026-04-27T10:00:00+01:00"},
		{"90m", "2026-03-29T00:30:00+00:00",
		 "2026-03-29T03:00:00+01:00"},
	};
	struct hours *hours = open_shop('A');

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct duration duration = span(rows[i].span);

		assert_due(rows[i].span, hours,
			   hours_add(hours, instant(rows[i].start), &duration),
			   rows[i].want);
	}
	close_shop(hours);
}

static void
special_hours_win_over_closures_and_closures_over_the_week(void **state)
{
	struct hours *hours = open_shop('A');
	int64_t day = civil_to_days(2026, 12, 25);
	const char *reason;
	struct opening at[HOURS_RANGES_MAX];

	(void)state;
	assert_int_equal(hours_on(hours, day, at, COUNT(at), &reason), 0);
	assert_string_equal(reason, "Christmas");
	open_special(hours, day, "12:00-14:00", "open for collecting");
	open_special(hours, day, "10:00-11:00", NULL);
	assert_int_equal(hours_on(hours, day, at, COUNT(at), &reason), 2);
	assert_string_equal(reason, "open for collecting");
	assert_due("first", hours, at[0].from, "2026-12-25T10:00:00+00:00");
	assert_due("last", hours, at[1].to, "2026-12-25T14:00:00+00:00");
	assert_int_equal(hours_on(hours, civil_to_days(2026, 12, 27), at,
				  COUNT(at), &reason),
			 0);
	assert_null(reason);
	close_shop(hours);
}

static void
yearly_days_run_over_the_new_year_and_hold_in_every_year(void **state)
{
	struct hours *hours = open_shop('N');
	const char *reason;

	(void)state;
	hours_add_closed_yearly(hours, 1229, 102, "winter break");
	hours_add_closed_yearly(hours, 229, 229, "leap day");
	for (int year = 2020; year <= 2040; year++) {
		assert_int_equal(hours_on(hours, civil_to_days(year, 12, 29),
					  NULL, 0, &reason),
				 0);
		assert_string_equal(reason, "winter break");
		assert_int_equal(hours_on(hours, civil_to_days(year, 1, 2),
					  NULL, 0, &reason),
				 0);
		assert_string_equal(reason, "winter break");
		hours_on(hours, civil_to_days(year, 1, 3), NULL, 0, &reason);
		assert_null(reason);
		hours_on(hours, civil_to_days(year, 12, 28), NULL, 0, &reason);
		assert_null(reason);
		hours_on(hours, civil_to_days(year, 3, 1), NULL, 0, &reason);
		assert_null(reason);
	}
	hours_on(hours, civil_to_days(2028, 2, 29), NULL, 0, &reason);
	assert_string_equal(reason, "leap day");
	close_shop(hours);
}

static void
a_long_closure_with_shorter_ones_inside_holds_throughout(void **state)
{
	struct hours *hours = open_shop('N');
	struct duration hour = {DURATION_OPEN_HOURS, 1};
	int64_t day = civil_to_days(2026, 8, 1);
	const char *reason;

	(void)state;
	hours_add_closed(hours, day + 9, day + 9, "stocktaking");
	hours_add_closed(hours, day, day + 29, "summer");
	hours_add_closed(hours, day + 3, day + 4, NULL);
	hours_on(hours, day + 20, NULL, 0, &reason);
	assert_string_equal(reason, "summer");
	hours_on(hours, day + 9, NULL, 0, &reason);
	assert_string_equal(reason, "stocktaking");
	hours_on(hours, day + 4, NULL, 0, &reason);
	assert_string_equal(reason, "closed");
	/* Friday 31 July 17:00 to Monday 31 August. */
	assert_due(
		"30 days", hours,
		hours_add(hours, instant("2026-07-31T17:00:00+01:00"), &hour),
		"2026-08-31T10:00:00+01:00");
	assert_true(hours_last_dated(hours) == day + 29);
	close_shop(hours);
}

static void
a_calendar_that_never_opens_ends_every_search(void **state)
{
	static const char *const spans[] = {"1bm", "1bh", "1bd", "close"};
	struct hours *hours = hours_new(load_zone("Europe/London"));
	int64_t now = instant("2026-06-05T16:30:00+01:00");
	struct opening opening;
	int64_t act_by;

	(void)state;
	assert_false(hours_ever_open(hours, now));
	for (size_t i = 0; i < COUNT(spans); i++) {
		struct duration duration = span(spans[i]);

		assert_true(hours_add(hours, now, &duration) == INSTANT_NONE);
		assert_true(hours_subtract(hours, now, &duration) ==
			    INSTANT_NONE);
	}
	assert_false(hours_next(hours, now, &opening));
	assert_false(hours_previous(hours, now, &opening));
	assert_false(hours_act_by(hours, now, now + ZONE_HOUR, &act_by));
	assert_true(hours_move_later(hours, now) == now);
	assert_true(hours_close(hours, now) == INSTANT_NONE);
	assert_true(hours_between(hours, now, now + 1000 * ZONE_HOUR) == 0);
	assert_true(hours_last_dated(hours) == INT64_MIN);
	/* One day only, and then never again. */
	open_special(hours, civil_to_days(2026, 6, 6), "09:00-10:00", "once");
	assert_true(hours_ever_open(hours, now));
	assert_due("last hour", hours, hours_add_open(hours, now, ZONE_HOUR),
		   "2026-06-06T10:00:00+01:00");
	assert_true(hours_add_open(hours, now, ZONE_HOUR + 1) == INSTANT_NONE);
	close_shop(hours);
}

static void
instants_at_the_ends_of_time_are_in_no_opening(void **state)
{
	static const int64_t ends[] = {INSTANT_NONE,      INT64_MAX,
				       ZONE_EARLIEST - 1, ZONE_LATEST + 1,
				       ZONE_EARLIEST,     ZONE_LATEST};
	static const char *const spans[] = {
		"99999m", "99999h", "99999bm", "99999bh", "99999bd",
		"99999d", "99999w", "99999mo", "99999y",  "close"};
	struct hours *hours = open_shop('D');

	(void)state;
	for (size_t i = 0; i < COUNT(ends); i++) {
		struct opening opening;
		int64_t act_by;

		for (size_t s = 0; s < COUNT(spans); s++) {
			struct duration duration = span(spans[s]);
			int64_t to = hours_add(hours, ends[i], &duration);

			assert_true(to == INSTANT_NONE || to > ends[i]);
			to = hours_subtract(hours, ends[i], &duration);
			assert_true(to == INSTANT_NONE || to < ends[i]);
		}
		(void)hours_is_open(hours, ends[i]);
		(void)hours_next(hours, ends[i], &opening);
		(void)hours_previous(hours, ends[i], &opening);
		(void)hours_move_later(hours, ends[i]);
		(void)hours_act_by(hours, 0, ends[i], &act_by);
		assert_true(hours_between(hours, ends[i], ends[i]) == 0);
		assert_int_equal(hours_days_between(hours, ends[i], ends[i]),
				 0);
	}
	close_shop(hours);
}

static void
what_was_remembered_is_forgotten_when_the_calendar_changes(void **state)
{
	struct hours *hours = open_shop('N');
	int64_t now = instant("2026-06-07T12:00:00+01:00");
	int64_t day = civil_to_days(2026, 6, 7);

	(void)state;
	assert_false(hours_is_open(hours, now));
	open_special(hours, day, "11:00-13:00", NULL);
	assert_true(hours_is_open(hours, now));
	open_week(hours, EVERY_DAY, "06:00-07:00");
	assert_true(hours_is_open(hours, now + 18 * ZONE_HOUR));
	hours_add_closed(hours, day + 1, day + 1, NULL);
	assert_false(hours_is_open(hours, now + 18 * ZONE_HOUR));
	close_shop(hours);
}

/*
 * On 2010-11-07 St John's went back an hour at one minute past midnight: the
 * minute from 00:00 is Sunday's for its first passing, then it is Saturday
 * 23:01 again.
 */
static void
an_hour_doubled_over_midnight_belongs_to_the_day_that_opened_first(void **state)
{
	struct hours *hours = hours_new(load_zone("America/St_Johns"));
	int64_t friday = civil_to_days(2010, 11, 5);
	int64_t first = instant("2010-11-07T00:00:30-02:30");
	int64_t again = instant("2010-11-06T23:30:00-03:30");
	int64_t second = instant("2010-11-07T00:00:00-03:30");
	struct opening at[HOURS_RANGES_MAX];

	(void)state;
	open_special(hours, friday, "00:00-48:00", NULL);
	assert_true(hours_is_open(hours, first));
	assert_true(hours_is_open(hours, again));
	assert_true(hours_day(hours, first) == friday);
	assert_false(hours_is_open(hours, second));
	/* The next day's opening waits for its end. */
	open_special(hours, friday + 2, "00:00-02:00", NULL);
	assert_int_equal(hours_on(hours, friday + 2, at, COUNT(at), NULL), 1);
	assert_true(at[0].from == second);
	assert_int_equal(hours_between(hours, first, again), again - first);
	close_shop(hours);
	/* And with nothing the evening before it opens at the first passing. */
	hours = hours_new(load_zone("America/St_Johns"));
	open_special(hours, friday + 2, "00:00-02:00", NULL);
	assert_true(hours_is_open(hours, first));
	assert_true(hours_is_open(hours, again));
	assert_true(hours_previous(hours, again, &at[0]));
	assert_true(at[0].day == friday + 2);
	close_shop(hours);
}

static void
ranges_are_read_and_refused_with_a_sentence(void **state)
{
	static const struct {
		const char *text;
		int from, to;
		const char *refused;
	} rows[] = {
		{"09:00-13:00", 540, 780, NULL},
		{"18:00-26:00", 1080, 1560, NULL},
		{"00:00-24:00", 0, 1440, NULL},
		{"00:00-48:00", 0, 2880, NULL},
		{"24:00-25:30", 1440, 1530, NULL},
		{"9:00-13:00", 0, 0,
		 "'9:00-13:00' is not a range of hours; write it as "
		 "09:00-17:30"},
		{"", 0, 0,
		 "'' is not a range of hours; write it as 09:00-17:30"},
		{"09:00-13:60", 0, 0,
		 "'09:00-13:60' is not a range of hours; write it as "
		 "09:00-17:30"},
		{"09:00-13:00 ", 0, 0,
		 "'09:00-13:00 ' is not a range of hours; write it as "
		 "09:00-17:30"},
		{"09:00/13:00", 0, 0,
		 "'09:00/13:00' is not a range of hours; write it as "
		 "09:00-17:30"},
		{"09:00-09:00", 0, 0,
		 "'09:00-09:00' is empty; a whole day is 00:00-24:00"},
		{"18:00-02:00", 0, 0,
		 "'18:00-02:00' ends before it begins; past midnight is "
		 "written 18:00-26:00"},
		{"24:01-25:00", 0, 0,
		 "'24:01-25:00' is too late: a range begins by 24:00 and ends "
		 "by 48:00"},
		{"10:00-48:01", 0, 0,
		 "'10:00-48:01' is too late: a range begins by 24:00 and ends "
		 "by 48:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fail why = {0};
		int from = 0;
		int to = 0;

		assert_int_equal(
			hours_parse_range(rows[i].text, &from, &to, &why),
			rows[i].refused == NULL);
		assert_int_equal(from, rows[i].from);
		assert_int_equal(to, rows[i].to);
		assert_string_equal(why.text,
				    rows[i].refused ? rows[i].refused : "");
	}
}

static void
overlaps_are_refused_with_both_ranges(void **state)
{
	struct hours *hours = hours_new(load_zone("Europe/London"));
	struct fail why;

	(void)state;
	assert_true(hours_add_week(hours, 0, 540, 780, &why));
	assert_true(hours_add_week(hours, 0, 780, 1080, &why));
	assert_false(hours_add_week(hours, 0, 720, 840, &why));
	assert_string_equal(why.text, "12:00-14:00 overlaps 09:00-13:00");
	assert_int_equal(why.kind, FAIL_INPUT);
	assert_true(hours_add_week(hours, 6, 1080, 1560, &why));
	assert_false(hours_add_week(hours, 0, 60, 120, &why));
	assert_string_equal(why.text,
			    "01:00-02:00 overlaps Sunday's 18:00-26:00");
	assert_false(hours_add_week(hours, 6, 1600, 2000, &why));
	assert_string_equal(why.text,
			    "26:40-33:20 overlaps Monday's 09:00-13:00");
	assert_true(hours_add_special(hours, 20000, 540, 600, "x", &why));
	assert_false(hours_add_special(hours, 20000, 550, 560, "x", &why));
	assert_string_equal(why.text, "09:10-09:20 overlaps 09:00-10:00");
	for (int i = 1; i < HOURS_RANGES_MAX; i++)
		assert_true(hours_add_special(hours, 20000, 540 + i * 60,
					      600 + i * 60, "x", &why));
	assert_false(hours_add_special(hours, 20000, 60, 120, "x", &why));
	assert_string_equal(why.text,
			    "a day can have 8 ranges of hours at most");
	close_shop(hours);
}

static void
special_hours_overlap_those_of_the_day_behind_unless_it_is_closed(void **state)
{
	struct hours *hours = hours_new(load_zone("UTC"));
	int64_t thursday = civil_to_days(2026, 12, 24);
	struct fail why;

	(void)state;
	assert_true(hours_add_week(hours, 4, 540, 1080, &why));
	assert_true(hours_add_special(hours, thursday, 1380, 2100, "x", &why));
	assert_true(hours_check_special(hours, thursday, 1380, 1980, &why));
	assert_false(hours_check_special(hours, thursday, 1380, 2100, &why));
	assert_string_equal(why.text, "23:00-35:00 overlaps Friday's "
				      "09:00-18:00");
	hours_add_closed_yearly(hours, 1225, 1225, NULL);
	assert_true(hours_check_special(hours, thursday, 1380, 2100, &why));
	assert_true(
		hours_add_special(hours, thursday + 1, 600, 660, "x", &why));
	assert_false(hours_check_special(hours, thursday, 1380, 2100, &why));
	assert_string_equal(why.text, "23:00-35:00 overlaps 2026-12-25's "
				      "10:00-11:00");
	assert_true(hours_check_special(hours, thursday + 1, 600, 660, &why));
	close_shop(hours);
}

/*
 * Random calendars against a slow count. The window is as long as every count
 * needs; each of its minutes knows what the wall shows and whose it is.
 */
#define WINDOW_DAYS 26
#define WINDOW (WINDOW_DAYS * 24 * 60)
#define NOBODYS INT64_MIN

struct slow_day {
	int count;
	int at[3][2];
};

struct slow {
	int64_t start;         /* the instant of minute 0 */
	int64_t wall[WINDOW];  /* minutes that the wall shows */
	int64_t owner[WINDOW]; /* the day whose opening it is in, or NOBODYS */
	int64_t first_day;     /* of days */
	struct slow_day days[WINDOW_DAYS + 8];
};

static const struct {
	const char *zone;
	int year, month, day;
} clock_changes[] = {
	{"Europe/London", 2026, 3, 29},
	{"Europe/London", 2026, 10, 25},
	{"America/New_York", 2026, 3, 8},
	{"America/New_York", 2026, 11, 1},
	{"Australia/Lord_Howe", 2026, 4, 5},
	{"Australia/Lord_Howe", 2026, 10, 4},
	{"Africa/Cairo", 2026, 4, 24},
	{"Africa/Cairo", 2026, 10, 30},
	{"Pacific/Apia", 2011, 12, 30},
	{"Pacific/Apia", 2012, 4, 1},
	{"America/Sao_Paulo", 2018, 11, 4},
	{"America/Sao_Paulo", 2019, 2, 17},
	{"America/St_Johns", 2011, 3, 13},
	{"America/St_Johns", 2010, 11, 7},
	{"Africa/Casablanca", 2026, 2, 15},
	{"Africa/Casablanca", 2026, 3, 22},
	{"America/Havana", 2026, 11, 1},
	{"Antarctica/Troll", 2026, 3, 29},
	{"Asia/Kathmandu", 1986, 1, 1},
	{"Europe/Dublin", 2030, 10, 27},
	{"Pacific/Kwajalein", 1993, 8, 21},
	{"Pacific/Chatham", 2050, 9, 25},
};

static uint64_t random_state;

/* splitmix64 */
static int
random_below(int n)
{
	uint64_t z = (random_state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (int)((z ^ (z >> 31)) % (uint64_t)n);
}

/* Up to three ranges, in order, within minutes from and to. */
static void
random_day(struct slow_day *day, int from, int to)
{
	static const int favourites[] = {0, 30, 60, 90, 120, 150, 180, 1440};

	day->count = 0;
	while (day->count < 3 && from < to - 2 && random_below(5) > 0) {
		int begin = from + random_below(to - from - 1);
		int end;

		if (random_below(2) == 0) {
			int favourite = favourites[random_below(8)];

			if (favourite >= from && favourite < to - 1)
				begin = favourite;
		}
		if (begin > 1440)
			break;
		end = begin + 1 + random_below(to - begin);
		if (random_below(3) == 0 && begin < 120 && to >= 120)
			end = 120;
		day->at[day->count][0] = begin;
		day->at[day->count][1] = end;
		day->count++;
		from = random_below(3) == 0 ? end : end + random_below(300);
	}
}

/* The minute at which a range of a day opens or closes, by looking for it. */
static int
slow_find(const struct slow *slow, int64_t wall, bool closing)
{
	int found = -1;

	for (int i = 1; i < WINDOW; i++) {
		bool is_it = slow->wall[i] == wall;
		bool gap = slow->wall[i - 1] < wall && slow->wall[i] > wall;

		if (!is_it && !gap)
			continue;
		found = i;
		if (!closing)
			break;
	}
	return found;
}

/* Make up a calendar, tell it to hours, and mark every minute of the window. */
static void
slow_fill(struct slow *slow, struct hours *hours, int64_t middle)
{
	const struct zone *zone = hours_zone(hours);
	struct slow_day week[7];
	struct civil civil;
	struct fail why;

	slow->start = (middle - WINDOW_DAYS / 2) * 24 * ZONE_HOUR;
	for (int i = 0; i < WINDOW; i++) {
		zone_civil(zone, slow->start + i * ZONE_MINUTE, &civil);
		slow->wall[i] =
			civil_to_days(civil.year, civil.month, civil.day) * 24 *
				60 +
			civil.hour * 60 + civil.minute;
		slow->owner[i] = NOBODYS;
	}
	for (int i = 0; i < 7; i++) {
		/* Leave the morning to what the evening before may take. */
		int late =
			random_below(3) == 0 ? 1440 + random_below(300) : 1440;

		random_day(&week[i], random_below(2) * 300, late);
		for (int n = 0; n < week[i].count; n++)
			if (!hours_add_week(hours, i, week[i].at[n][0],
					    week[i].at[n][1], &why)) {
				week[i].count = n;
				break;
			}
	}
	slow->first_day = middle - WINDOW_DAYS / 2 - 4;
	for (int i = 0; i < WINDOW_DAYS + 8; i++) {
		int64_t day = slow->first_day + i;
		struct slow_day *slow_day = &slow->days[i];

		*slow_day = week[civil_weekday(day)];
		civil_from_days(day, &civil);
		switch (random_below(12)) {
		case 0:
			slow_day->count = 0;
			if (random_below(2) == 0)
				hours_add_closed(hours, day, day, NULL);
			else
				hours_add_closed_yearly(
					hours, civil.month * 100 + civil.day,
					civil.month * 100 + civil.day, NULL);
			break;
		case 1:
			random_day(slow_day, 0, 1440 + random_below(1000));
			if (slow_day->count == 0)
				hours_add_closed(hours, day, day, NULL);
			for (int n = 0; n < slow_day->count; n++)
				assert_true(hours_add_special(
					hours, day, slow_day->at[n][0],
					slow_day->at[n][1], NULL, &why));
			break;
		default:
			break;
		}
	}
	/* Whoever opened first has the minute. */
	for (int i = 0; i < WINDOW_DAYS + 8; i++)
		for (int n = 0; n < slow->days[i].count; n++) {
			int64_t day = slow->first_day + i;
			int from = slow_find(
				slow, day * 24 * 60 + slow->days[i].at[n][0],
				false);
			int to = slow_find(
				slow, day * 24 * 60 + slow->days[i].at[n][1],
				true);

			for (int m = from; m >= 0 && m < to; m++)
				if (slow->owner[m] == NOBODYS)
					slow->owner[m] = day;
		}
}

static int64_t
slow_instant(const struct slow *slow, int minute)
{
	return slow->start + minute * ZONE_MINUTE;
}

static int64_t
slow_day_of(const struct slow *slow, int minute)
{
	if (slow->owner[minute] != NOBODYS)
		return slow->owner[minute];
	return slow->wall[minute] / (24 * 60);
}

/* So many open minutes after; -1 beyond the window. */
static int
slow_add(const struct slow *slow, int from, int minutes)
{
	for (int i = from; i < WINDOW; i++) {
		if (slow->owner[i] == NOBODYS)
			continue;
		if (minutes == 0)
			return i;
		if (--minutes == 0)
			return i + 1;
	}
	return -1;
}

static int
slow_subtract(const struct slow *slow, int to, int minutes)
{
	for (int i = to - 1; i >= 0; i--)
		if (slow->owner[i] != NOBODYS && --minutes == 0)
			return i;
	return -1;
}

static int
slow_between(const struct slow *slow, int from, int to)
{
	int open = 0;

	for (int i = from; i < to; i++)
		open += slow->owner[i] != NOBODYS;
	return open;
}

/* The end of a day's last minute; -1 if it has none. */
static int
slow_close(const struct slow *slow, int64_t day)
{
	for (int i = WINDOW; i > 0; i--)
		if (slow->owner[i - 1] == day)
			return i;
	return -1;
}

static int
slow_add_days(const struct slow *slow, int from, int n,
	      enum hours_after_close rule)
{
	int64_t day = slow_day_of(slow, from);
	int close = slow_close(slow, day);

	if (rule == HOURS_NEXT_OPEN_DAY && (close < 0 || from >= close))
		n++;
	while (n > 0) {
		if (++day > slow->first_day + WINDOW_DAYS + 2)
			return -1;
		close = slow_close(slow, day);
		n -= close >= 0;
	}
	return close;
}

static int
slow_act_by(const struct slow *slow, int now, int due)
{
	if (slow_between(slow, now, due) == 0)
		return -1;
	if (slow->owner[due] != NOBODYS)
		return due;
	while (slow->owner[due - 1] == NOBODYS)
		due--;
	return due;
}

/* One question of every kind, from a minute in the middle of the window. */
static int
compare(const struct hours *hours, const struct slow *slow)
{
	const int margin = 4 * 24 * 60;
	int from = margin + random_below(WINDOW - 2 * margin);
	int to = from + random_below(WINDOW - margin - from);
	int minutes = 1 + random_below(2000);
	int days = 1 + random_below(4);
	enum hours_after_close rule =
		random_below(2) ? HOURS_SAME_DAY : HOURS_NEXT_OPEN_DAY;
	struct duration duration = {DURATION_OPEN_DAYS, days};
	int64_t start = slow_instant(slow, from);
	int64_t end = slow_instant(slow, to);
	int64_t act_by;
	int want;
	int compared = 3;

	assert_int_equal(hours_is_open(hours, start),
			 slow->owner[from] != NOBODYS);
	assert_int_equal(hours_between(hours, start, end),
			 slow_between(slow, from, to) * ZONE_MINUTE);
	assert_int_equal(hours_day(hours, start), slow_day_of(slow, from));
	want = slow_add(slow, from, 0);
	if (want >= 0) {
		assert_int_equal(hours_add_open(hours, start, 0),
				 slow_instant(slow, want));
		compared++;
	}
	want = slow_add(slow, from, minutes);
	if (want >= 0) {
		assert_int_equal(
			hours_add_open(hours, start, minutes * ZONE_MINUTE),
			slow_instant(slow, want));
		compared++;
	}
	want = slow_subtract(slow, from, minutes);
	if (want >= margin) {
		struct duration back = {DURATION_OPEN_MINUTES, minutes};

		assert_int_equal(hours_subtract(hours, start, &back),
				 slow_instant(slow, want));
		compared++;
	}
	hours_set_after_close((struct hours *)hours, rule);
	want = slow_add_days(slow, from, days, rule);
	if (want >= 0 && want < WINDOW - margin) {
		assert_int_equal(hours_add(hours, start, &duration),
				 slow_instant(slow, want));
		compared++;
	}
	want = slow_act_by(slow, from, to);
	if (want < 0) {
		assert_false(hours_act_by(hours, start, end, &act_by));
	} else {
		assert_true(hours_act_by(hours, start, end, &act_by));
		assert_int_equal(act_by, slow_instant(slow, want));
	}
	return compared + 1;
}

/* What must hold for any milliseconds, with nothing to compare them with. */
static void
check_properties(const struct hours *hours, int64_t middle)
{
	int64_t s = middle + random_below(20 * 24 * 60) * ZONE_MINUTE -
		    10 * 24 * ZONE_HOUR + random_below(60000);
	int64_t later = s + random_below(3 * 24 * 60) * ZONE_MINUTE;
	int64_t a = 1 + random_below(40 * 3600 * 1000);
	int64_t b = 1 + random_below(40 * 3600 * 1000);
	int64_t to = hours_add_open(hours, s, a);
	struct opening opening;

	if (to == INSTANT_NONE)
		return;
	assert_true(to > s);
	assert_int_equal(hours_add_open(hours, to, b),
			 hours_add_open(hours, s, a + b));
	assert_int_equal(hours_between(hours, s, to), a);
	assert_true(hours_previous(hours, to, &opening));
	assert_true(opening.from < to && to <= opening.to);
	assert_true(hours_add_open(hours, later, a) >= to);
	assert_true(hours_add_open(hours, s, a + 1) > to);
	assert_true(hours_next(hours, s, &opening));
	assert_int_equal(hours_add_open(hours, s, 0),
			 opening.from > s ? opening.from : s);
}

static uint64_t
from_environment(const char *name, uint64_t otherwise)
{
	const char *value = getenv(name);

	return value != NULL ? strtoull(value, NULL, 10) : otherwise;
}

static void
random_calendars_agree_with_a_count_minute_by_minute(void **state)
{
	uint64_t seed = from_environment("AMENDS_TEST_SEED", 20261122);
	uint64_t wanted = from_environment("AMENDS_TEST_CALENDARS", 220);
	struct slow *slow = malloc(sizeof(*slow));
	int compared = 0;

	(void)state;
	for (uint64_t i = 0; i < wanted; i++) {
		size_t at = (size_t)(i % COUNT(clock_changes));
		int64_t middle = civil_to_days(clock_changes[at].year,
					       clock_changes[at].month,
					       clock_changes[at].day);
		struct hours *hours =
			hours_new(load_zone(clock_changes[at].zone));

		random_state = seed + i;
		slow_fill(slow, hours, middle);
		for (int n = 0; n < 20; n++) {
			compared += compare(hours, slow);
			check_properties(hours, middle * 24 * ZONE_HOUR);
		}
		close_shop(hours);
	}
	free(slow);
	if (wanted >= 220)
		assert_true(compared >= 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_vector_holds_in_every_zone_and_locale_of_the_process),
		cmocka_unit_test(
			a_close_is_still_time_to_act_and_no_longer_open),
		cmocka_unit_test(
			a_start_at_the_close_itself_counts_as_after_it),
		cmocka_unit_test(
			before_opening_and_at_lunch_it_is_that_open_day),
		cmocka_unit_test(
			after_midnight_it_is_still_the_day_that_opened),
		cmocka_unit_test(counting_back_is_counting_on_in_a_mirror),
		cmocka_unit_test(
			civil_spans_keep_the_wall_clock_and_clamp_months),
		cmocka_unit_test(
			special_hours_win_over_closures_and_closures_over_the_week),
		cmocka_unit_test(
			yearly_days_run_over_the_new_year_and_hold_in_every_year),
		cmocka_unit_test(
			a_long_closure_with_shorter_ones_inside_holds_throughout),
		cmocka_unit_test(a_calendar_that_never_opens_ends_every_search),
		cmocka_unit_test(
			instants_at_the_ends_of_time_are_in_no_opening),
		cmocka_unit_test(
			what_was_remembered_is_forgotten_when_the_calendar_changes),
		cmocka_unit_test(
			an_hour_doubled_over_midnight_belongs_to_the_day_that_opened_first),
		cmocka_unit_test(ranges_are_read_and_refused_with_a_sentence),
		cmocka_unit_test(overlaps_are_refused_with_both_ranges),
		cmocka_unit_test(
			special_hours_overlap_those_of_the_day_behind_unless_it_is_closed),
		cmocka_unit_test(
			random_calendars_agree_with_a_count_minute_by_minute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
