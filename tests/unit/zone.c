/*
 * Civil dates, zones against the C library's own reading of them, gaps and
 * folds, and zone files that are none.
 */
#define _DEFAULT_SOURCE
#include "zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct zone *
load(const char *name)
{
	struct fail why;
	struct zone *zone = zone_load(name, &why);

	if (zone == NULL)
		fail_msg("%s", why.text);
	return zone;
}

static void
assert_time(const struct zone *zone, int64_t instant, const char *want)
{
	struct buffer out = {0};

	zone_format_due(&out, instant, zone_offset(zone, instant));
	assert_string_equal(buffer_string(&out), want);
	buffer_release(&out);
}

static void
dates_and_days_are_each_others_inverse_over_ten_thousand_years(void **state)
{
	int64_t days = civil_to_days(0, 1, 1);
	struct civil civil;

	(void)state;
	assert_true(civil_to_days(1970, 1, 1) == 0);
	assert_true(civil_to_days(2000, 2, 29) == 11016);
	for (int year = 0; year <= 9999; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; civil_is_date(year, month, day);
			     day++, days++) {
				assert_true(civil_to_days(year, month, day) ==
					    days);
				civil_from_days(days, &civil);
				assert_true(civil.year == year &&
					    civil.month == month &&
					    civil.day == day);
			}
	assert_true(days == civil_to_days(10000, 1, 1));
	assert_true(ZONE_EARLIEST == civil_to_days(0, 1, 2) * 24 * ZONE_HOUR);
	assert_true(ZONE_LATEST ==
		    civil_to_days(9999, 12, 31) * 24 * ZONE_HOUR);
}

static void
a_date_is_read_from_the_front_of_a_string(void **state)
{
	static const struct {
		const char *text, *behind; /* NULL: none is read */
	} rows[] = {
		{"2026-11-22", ""},
		{"2026-11-22..2026-12-01", "..2026-12-01"},
		{"2024-02-29 ", " "},
		{"2026-02-29", NULL},
		{"2026-13-01", NULL},
		{"2026-11-2", NULL},
		{"2026-1-122", NULL},
		{"+026-11-22", NULL},
		{"2026/11/22", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *at = rows[i].text;
		int64_t day = -1;
		bool is = civil_parse_date(&at, &day);

		assert_int_equal(is, rows[i].behind != NULL);
		assert_string_equal(at, is ? rows[i].behind : rows[i].text);
		assert_true(is ? day > 0 : day == -1);
	}
}

static void
only_dates_of_the_calendar_are_dates(void **state)
{
	(void)state;
	assert_true(civil_is_date(2024, 2, 29));
	assert_true(civil_is_date(2000, 2, 29));
	assert_false(civil_is_date(1900, 2, 29));
	assert_false(civil_is_date(2026, 2, 29));
	assert_false(civil_is_date(2026, 2, 30));
	assert_false(civil_is_date(2026, 4, 31));
	assert_false(civil_is_date(2026, 0, 1));
	assert_false(civil_is_date(2026, 13, 1));
	assert_false(civil_is_date(2026, 1, 0));
	assert_false(civil_is_date(2026, 1, 32));
	assert_false(civil_is_date(-1, 1, 1));
	assert_false(civil_is_date(10000, 1, 1));
}

static void
weekdays_count_from_monday(void **state)
{
	(void)state;
	assert_int_equal(civil_weekday(civil_to_days(2026, 11, 23)), 0);
	assert_int_equal(civil_weekday(civil_to_days(2026, 11, 22)), 6);
	assert_int_equal(civil_weekday(civil_to_days(1970, 1, 1)), 3);
	assert_int_equal(civil_weekday(civil_to_days(1969, 12, 31)), 2);
	assert_int_equal(civil_weekday(civil_to_days(1900, 1, 1)), 0);
}

static void
months_are_added_on_the_same_day_or_the_last(void **state)
{
	static const struct {
		int from[3], months, want[3];
	} rows[] = {
		{{2026, 1, 31}, 1, {2026, 2, 28}},
		{{2024, 1, 31}, 1, {2024, 2, 29}},
		{{2026, 11, 25}, 6, {2027, 5, 25}},
		{{2026, 12, 31}, 2, {2027, 2, 28}},
		{{2024, 2, 29}, 12, {2025, 2, 28}},
		{{2024, 2, 29}, 48, {2028, 2, 29}},
		{{2026, 3, 31}, -1, {2026, 2, 28}},
		{{2026, 1, 15}, -1, {2025, 12, 15}},
		{{2026, 1, 15}, -13, {2024, 12, 15}},
		{{2026, 5, 5}, 0, {2026, 5, 5}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_true(civil_add_months(civil_to_days(rows[i].from[0],
							   rows[i].from[1],
							   rows[i].from[2]),
					     rows[i].months) ==
			    civil_to_days(rows[i].want[0], rows[i].want[1],
					  rows[i].want[2]));
}

static void
times_are_written_and_read_back(void **state)
{
	static const struct {
		int64_t instant;
		int offset;
		const char *time, *due;
	} rows[] = {
		{INT64_C(1795352709123), 3600, "2026-11-22T14:05:09.123+01:00",
		 "2026-11-22T14:05:09+01:00"},
		{0, 0, "1970-01-01T00:00:00.000+00:00",
		 "1970-01-01T00:00:00+00:00"},
		{-1, 0, "1969-12-31T23:59:59.999+00:00",
		 "1969-12-31T23:59:59+00:00"},
		{0, -12600, "1969-12-31T20:30:00.000-03:30",
		 "1969-12-31T20:30:00-03:30"},
		{0, 50400, "1970-01-01T14:00:00.000+14:00",
		 "1970-01-01T14:00:00+14:00"},
		/* Seconds of an offset are cut, the instant stays. */
		{0, -75, "1969-12-31T23:59:00.000-00:01",
		 "1969-12-31T23:59:00-00:01"},
		{0, -45, "1970-01-01T00:00:00.000+00:00",
		 "1970-01-01T00:00:00+00:00"},
		{ZONE_EARLIEST, 0, "0000-01-02T00:00:00.000+00:00",
		 "0000-01-02T00:00:00+00:00"},
		{ZONE_LATEST, 0, "9999-12-31T00:00:00.000+00:00",
		 "9999-12-31T00:00:00+00:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		int64_t instant;
		int offset;

		zone_format_time(&out, rows[i].instant, rows[i].offset);
		assert_string_equal(buffer_string(&out), rows[i].time);
		assert_int_equal(out.len, ZONE_TIME_LEN);
		assert_true(zone_parse_time(buffer_string(&out), &instant,
					    &offset));
		assert_true(instant == rows[i].instant);
		assert_int_equal(offset, rows[i].offset / 60 * 60);
		buffer_clear(&out);
		zone_format_due(&out, rows[i].instant, rows[i].offset);
		assert_string_equal(buffer_string(&out), rows[i].due);
		assert_int_equal(out.len, ZONE_DUE_LEN);
		assert_true(
			zone_parse_due(buffer_string(&out), &instant, &offset));
		buffer_release(&out);
	}
}

static void
nothing_but_what_is_written_is_read(void **state)
{
	static const char *const times[] = {
		"",
		"2026-11-22T14:05:09+01:00",
		"2026-11-22T14:05:09.123+01:00 ",
		" 2026-11-22T14:05:09.123+01:00",
		"2026-11-22T14:05:09.12+01:00",
		"2026-11-22T14:05:09.1234+01:0",
		"2026-11-22T14:05:09,123+01:00",
		"2026-11-22 14:05:09.123+01:00",
		"2026-11-22t14:05:09.123+01:00",
		"2026-11-22T14:05:09.123Z",
		"2026-11-22T14:05:09.123+0100",
		"2026-11-22T14:05:09.123+01",
		"2026-11-22T14:05:09.123+01:0",
		"2026-11-22T14:05:09.123-00:00",
		"2026-11-22T14:05:09.123+24:00",
		"2026-11-22T14:05:09.123+01:60",
		"2026-11-22T24:00:00.000+01:00",
		"2026-11-22T14:60:09.123+01:00",
		"2026-11-22T14:05:60.123+01:00",
		"2026-02-30T14:05:09.123+01:00",
		"2026-00-22T14:05:09.123+01:00",
		"2026-13-22T14:05:09.123+01:00",
		"2026-11-00T14:05:09.123+01:00",
		"-026-11-22T14:05:09.123+01:00",
		"+026-11-22T14:05:09.123+01:00",
		"2026-1122T14:05:09.123+01:00",
		"0000-01-01T00:00:00.000+00:00",
		"9999-12-31T23:59:59.999+00:00",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(times); i++) {
		int64_t instant = 7;
		int offset = 7;

		assert_false(zone_parse_time(times[i], &instant, &offset));
		assert_true(instant == 7 && offset == 7);
		if (strlen(times[i]) != ZONE_DUE_LEN)
			assert_false(
				zone_parse_due(times[i], &instant, &offset));
	}
}

static void
a_skipped_or_doubled_civil_time_says_so(void **state)
{
	static const struct {
		const char *zone;
		struct civil civil;
		enum zone_wall wall;
		const char *first, *second;
	} rows[] = {
		{"Europe/London",
		 {2026, 6, 1, 9, 0, 0, 0},
		 ZONE_WALL_ONCE,
		 "2026-06-01T09:00:00+01:00",
		 "2026-06-01T09:00:00+01:00"},
		{"Europe/London",
		 {2026, 3, 29, 0, 59, 59, 999},
		 ZONE_WALL_ONCE,
		 "2026-03-29T00:59:59+00:00",
		 "2026-03-29T00:59:59+00:00"},
		{"Europe/London",
		 {2026, 3, 29, 1, 0, 0, 0},
		 ZONE_WALL_SKIPPED,
		 "2026-03-29T02:00:00+01:00",
		 "2026-03-29T02:00:00+01:00"},
		{"Europe/London",
		 {2026, 3, 29, 1, 30, 0, 0},
		 ZONE_WALL_SKIPPED,
		 "2026-03-29T02:30:00+01:00",
		 "2026-03-29T02:00:00+01:00"},
		{"Europe/London",
		 {2026, 3, 29, 2, 0, 0, 0},
		 ZONE_WALL_ONCE,
		 "2026-03-29T02:00:00+01:00",
		 "2026-03-29T02:00:00+01:00"},
		{"Europe/London",
		 {2026, 10, 25, 1, 0, 0, 0},
		 ZONE_WALL_TWICE,
		 "2026-10-25T01:00:00+01:00",
		 "2026-10-25T01:00:00+00:00"},
		{"Europe/London",
		 {2026, 10, 25, 1, 59, 59, 0},
		 ZONE_WALL_TWICE,
		 "2026-10-25T01:59:59+01:00",
		 "2026-10-25T01:59:59+00:00"},
		{"Europe/London",
		 {2026, 10, 25, 2, 0, 0, 0},
		 ZONE_WALL_ONCE,
		 "2026-10-25T02:00:00+00:00",
		 "2026-10-25T02:00:00+00:00"},
		/* After the table, by the rule at the file's end. */
		{"Europe/London",
		 {2126, 3, 31, 1, 30, 0, 0},
		 ZONE_WALL_SKIPPED,
		 "2126-03-31T02:30:00+01:00",
		 "2126-03-31T02:00:00+01:00"},
		{"America/New_York",
		 {2126, 11, 3, 1, 30, 0, 0},
		 ZONE_WALL_TWICE,
		 "2126-11-03T01:30:00-04:00",
		 "2126-11-03T01:30:00-05:00"},
		/* The hour before midnight, half an hour, a whole day. */
		{"America/Sao_Paulo",
		 {2019, 2, 16, 23, 30, 0, 0},
		 ZONE_WALL_TWICE,
		 "2019-02-16T23:30:00-02:00",
		 "2019-02-16T23:30:00-03:00"},
		{"America/Sao_Paulo",
		 {2018, 11, 4, 0, 0, 0, 0},
		 ZONE_WALL_SKIPPED,
		 "2018-11-04T01:00:00-02:00",
		 "2018-11-04T01:00:00-02:00"},
		{"Australia/Lord_Howe",
		 {2026, 4, 5, 1, 45, 0, 0},
		 ZONE_WALL_TWICE,
		 "2026-04-05T01:45:00+11:00",
		 "2026-04-05T01:45:00+10:30"},
		{"Pacific/Apia",
		 {2011, 12, 30, 12, 0, 0, 0},
		 ZONE_WALL_SKIPPED,
		 "2011-12-31T12:00:00+14:00",
		 "2011-12-31T00:00:00+14:00"},
		{"Africa/Casablanca",
		 {2026, 2, 15, 2, 30, 0, 0},
		 ZONE_WALL_TWICE,
		 "2026-02-15T02:30:00+01:00",
		 "2026-02-15T02:30:00+00:00"},
		/* 24:00 is the next day's 00:00. */
		{"Africa/Cairo",
		 {2026, 4, 23, 24, 0, 0, 0},
		 ZONE_WALL_SKIPPED,
		 "2026-04-24T01:00:00+03:00",
		 "2026-04-24T01:00:00+03:00"},
		{"UTC",
		 {2026, 3, 29, 1, 30, 0, 0},
		 ZONE_WALL_ONCE,
		 "2026-03-29T01:30:00+00:00",
		 "2026-03-29T01:30:00+00:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct zone *zone = load(rows[i].zone);
		int64_t first;
		int64_t second;

		assert_int_equal(
			zone_instants(zone, &rows[i].civil, &first, &second),
			rows[i].wall);
		assert_time(zone, first, rows[i].first);
		assert_time(zone, second, rows[i].second);
		assert_int_equal(first % 1000, rows[i].civil.millisecond);
		zone_free(zone);
	}
}

static void
a_day_begins_at_midnight_or_where_the_clocks_skip_it(void **state)
{
	static const struct {
		const char *zone;
		int year, month, day;
		const char *want;
	} rows[] = {
		{"Europe/Madrid", 2026, 11, 22, "2026-11-22T00:00:00+01:00"},
		{"America/Sao_Paulo", 2018, 11, 4, "2018-11-04T01:00:00-02:00"},
		{"Pacific/Apia", 2011, 12, 30, "2011-12-31T00:00:00+14:00"},
		{"America/St_Johns", 2010, 11, 7, "2010-11-07T00:00:00-02:30"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct zone *zone = load(rows[i].zone);
		int64_t day =
			civil_to_days(rows[i].year, rows[i].month, rows[i].day);

		assert_time(zone, zone_day_start(zone, day), rows[i].want);
		zone_free(zone);
	}
}

/* Names of the database's own list, or a few where it is not there. */
static size_t
list_zones(char names[][64], size_t most)
{
	static const char *const few[] = {
		"Europe/London",       "America/New_York", "Africa/Cairo",
		"Australia/Lord_Howe", "Pacific/Apia",     "America/Sao_Paulo",
		"Asia/Kathmandu",      "Asia/Tehran",      "Europe/Dublin",
		"Africa/Casablanca",   "America/Havana",   "Pacific/Chatham"};
	FILE *table = fopen("/usr/share/zoneinfo/zone1970.tab", "r");
	char line[512];
	size_t count = 0;

	while (table != NULL && count < most &&
	       fgets(line, sizeof(line), table) != NULL)
		if (line[0] != '#' &&
		    sscanf(line, "%*s %*s %63s", names[count]) == 1)
			count++;
	if (table != NULL)
		fclose(table);
	for (size_t i = 0; count == 0 && i < COUNT(few); i++)
		strcpy(names[i], few[i]);
	return count > 0 ? count : COUNT(few);
}

static void
every_zone_agrees_with_the_c_library(void **state)
{
	static char names[1000][64];
	size_t count = list_zones(names, COUNT(names));
	uint64_t random = 20261122;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct zone *zone = load(names[i]);

		setenv("TZ", names[i], 1);
		tzset();
		for (int n = 0; n < 150; n++) {
			/* 1900 to 2300, most of them 1970 to 2060. */
			int64_t years = n % 3 == 0 ? 400 : 90;
			int64_t first = n % 3 == 0 ? -70 : 0;
			time_t at;
			struct tm tm;
			struct civil civil;
			int64_t from;
			int64_t to;

			random = random * UINT64_C(6364136223846793005) +
				 UINT64_C(1442695040888963407);
			at = (time_t)(first * 31556952 +
				      (int64_t)(random >> 20) %
					      (years * 31556952));
			assert_non_null(localtime_r(&at, &tm));
			if (zone_civil(zone, at * ZONE_SECOND, &civil) !=
			    tm.tm_gmtoff)
				fail_msg("%s at %lld", names[i], (long long)at);
			assert_true(civil.year == tm.tm_year + 1900 &&
				    civil.month == tm.tm_mon + 1 &&
				    civil.day == tm.tm_mday &&
				    civil.hour == tm.tm_hour &&
				    civil.minute == tm.tm_min &&
				    civil.second == tm.tm_sec);
			/* And at both ends of the span around it. */
			assert_int_equal(
				zone_span(zone, at * ZONE_SECOND, &from, &to),
				tm.tm_gmtoff);
			if (to < ZONE_LATEST) {
				time_t change = (time_t)(to / ZONE_SECOND);

				localtime_r(&change, &tm);
				assert_int_equal(zone_offset(zone, to),
						 tm.tm_gmtoff);
				change--;
				localtime_r(&change, &tm);
				assert_int_equal(zone_offset(zone, to - 1),
						 tm.tm_gmtoff);
			}
		}
		zone_free(zone);
	}
	unsetenv("TZ");
	tzset();
}

static void
the_instants_of_a_civil_time_hold_the_one_it_came_from(void **state)
{
	static char names[1000][64];
	size_t count = list_zones(names, COUNT(names));
	uint64_t random = 7;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct zone *zone = load(names[i]);
		int64_t at = 0;

		/* Around every change of the clocks from 1970 to 2050. */
		while (at < INT64_C(2524608000) * ZONE_SECOND) {
			int64_t from;
			int64_t to;

			zone_span(zone, at, &from, &to);
			if (to == INT64_MAX)
				break;
			for (int n = 0; n < 6; n++) {
				struct civil civil;
				int64_t first;
				int64_t second;
				enum zone_wall wall;
				int64_t near;

				random =
					random * UINT64_C(6364136223846793005) +
					1;
				near = to - 3 * ZONE_HOUR +
				       (int64_t)(random >> 33) %
					       (6 * ZONE_HOUR);
				zone_civil(zone, near, &civil);
				wall = zone_instants(zone, &civil, &first,
						     &second);
				assert_int_not_equal(wall, ZONE_WALL_SKIPPED);
				assert_true(near == first || near == second);
				assert_int_equal(wall == ZONE_WALL_TWICE,
						 first < second);
			}
			at = to;
		}
		zone_free(zone);
	}
}

static void
names_that_are_no_place_are_refused_with_a_sentence(void **state)
{
	static const struct {
		const char *name, *sentence;
	} rows[] = {
		{"utc", "'utc' is written 'UTC' here"},
		{"Etc/UTC", "'Etc/UTC' is written 'UTC' here"},
		{"Zulu", "'Zulu' is written 'UTC' here"},
		{"BST", "'BST' is an abbreviation, which does not say when the "
			"clocks change; name a place; did you mean "
			"'Europe/London'?"},
		{"EST5EDT", "'EST5EDT' is an abbreviation, which does not say "
			    "when the clocks change; name a place; did you "
			    "mean 'America/New_York'?"},
		{"cet", "'cet' is an abbreviation, which does not say when the "
			"clocks change; name a place; did you mean "
			"'Europe/Paris'?"},
		{"GMT+1", "'GMT+1' is a fixed offset, which does not follow "
			  "the clocks when they change; name a place, such as "
			  "'Europe/London'"},
		{"Etc/GMT+1", "'Etc/GMT+1' is a fixed offset, which does not "
			      "follow the clocks when they change; name a "
			      "place, such as 'Europe/London'"},
		{"+01:00", "'+01:00' is a fixed offset, which does not follow "
			   "the clocks when they change; name a place, such "
			   "as 'Europe/London'"},
		{"<+03>-3", "'<+03>-3' is a fixed offset, which does not "
			    "follow the clocks when they change; name a place, "
			    "such as 'Europe/London'"},
		{"GMT0", "'GMT0' is a fixed offset, which does not follow the "
			 "clocks when they change; name a place, such as "
			 "'Europe/London'"},
		{"right/Europe/Paris", "'right/Europe/Paris' is not a zone's "
				       "name; did you mean 'Europe/Paris'?"},
		{"posixrules", "'posixrules' is not a zone's name; name a "
			       "place, such as 'Europe/London'"},
		{"../zoneinfo/Europe/Paris",
		 "'../zoneinfo/Europe/Paris' is not a zone's name; name a "
		 "place, such as 'Europe/London'"},
		{"/etc/localtime", "'/etc/localtime' is not a zone's name; "
				   "name a place, such as 'Europe/London'"},
		{"", "'' is not a zone's name; name a place, such as "
		     "'Europe/London'"},
		{"Europe//Paris", "'Europe//Paris' is not a zone's name; name "
				  "a place, such as 'Europe/London'"},
		{"Europe/", "'Europe/' is not a zone's name; name a place, "
			    "such as 'Europe/London'"},
		{"zone1970.tab", "'zone1970.tab' is not a zone's name; name a "
				 "place, such as 'Europe/London'"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fail why = {0};

		assert_null(zone_load(rows[i].name, &why));
		assert_string_equal(why.text, rows[i].sentence);
		assert_int_equal(why.kind, FAIL_INPUT);
	}
}

/* A folder of zone files of our own, as the database. */
static char folder[64];

static int
make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/amends-zone-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	setenv("TZDIR", folder, 1);
	return 0;
}

static int
remove_folder(void **state)
{
	static const char *const names[] = {"Test", "zone1970.tab"};
	char path[128];

	(void)state;
	unsetenv("TZDIR");
	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		unlink(path);
	}
	return rmdir(folder);
}

static void
write_file(const char *name, const void *bytes, size_t len)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static void
a_guess_is_made_from_the_databases_own_list(void **state)
{
	static const char table[] =
		"# code\tcoordinates\tTZ\n"
		"GB\t+513030-0000731\tEurope/London\n"
		"ES\t+4024-00341\tEurope/Madrid\tmainland\n";
	static const struct {
		const char *name, *sentence;
	} rows[] = {
		{"Europe/Lodnon", "'Europe/Lodnon' is not in the zone "
				  "database; did you mean 'Europe/London'?"},
		{"europe/madrid", "'europe/madrid' is not in the zone "
				  "database; did you mean 'Europe/Madrid'?"},
		{"Madrid", "'Madrid' is not in the zone database; did you "
			   "mean 'Europe/Madrid'?"},
		{"Asia/Nowhere", "'Asia/Nowhere' is not in the zone database; "
				 "write the nearest city that is, such as "
				 "'Europe/London'"},
	};

	(void)state;
	write_file("zone1970.tab", table, strlen(table));
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fail why = {0};

		assert_null(zone_load(rows[i].name, &why));
		assert_string_equal(why.text, rows[i].sentence);
	}
}

static void
without_a_database_utc_alone_is_there(void **state)
{
	struct fail why = {0};
	struct zone *zone;

	(void)state;
	setenv("TZDIR", "/nonexistent", 1);
	assert_null(zone_load("Europe/London", &why));
	assert_int_equal(why.kind, FAIL_SYSTEM);
	assert_string_equal(why.text,
			    "no zone database (Debian's tzdata) at "
			    "/nonexistent: No such file or directory");
	zone = load("UTC");
	assert_string_equal(zone_name(zone), "UTC");
	assert_int_equal(zone_offset(zone, INT64_C(1795352709123)), 0);
	zone_free(zone);
	zone_free(NULL);
	setenv("TZDIR", folder, 1);
}

/*
 * A version 2 file with one change, to +01:00 in 2000, no table for old
 * readers, and a footer.
 */
static size_t
zone_file(unsigned char *bytes, const char *footer)
{
	static const unsigned char header[44] = "TZif2";
	static const unsigned char changes[] = {
		0,   0,   0,    0,    0x38, 0x6d, 0x43, 0x80, /* 2000-01-01 */
		1,                                            /* to type 1 */
		0,   0,   0,    0,    0,    0,                /* UTC */
		0,   0,   0x0e, 0x10, 0,    4,                /* +01:00 */
		'U', 'T', 'C',  0,    'X',  'X',  'X',  0};
	size_t len = 0;

	memcpy(bytes, header, 44);
	memcpy(bytes + 44, header, 44);
	bytes[44 + 35] = 1; /* times */
	bytes[44 + 39] = 2; /* types */
	bytes[44 + 43] = 8; /* characters */
	len = 88;
	memcpy(bytes + len, changes, sizeof(changes));
	len += sizeof(changes);
	len += (size_t)sprintf((char *)bytes + len, "\n%s\n", footer);
	return len;
}

static void
rules_of_every_form_are_followed_after_the_table(void **state)
{
	static const struct {
		const char *footer;
		int64_t at; /* seconds */
		int offset;
	} rows[] = {
		{"", 1780000000, 3600},
		{"XXX-1", 1780000000, 3600},
		{"<+03>-3", 1780000000, 10800},
		{"<-0330>3:30", 1780000000, -12600},
		{"AAA3", 946000000, 0}, /* before the change */
		/* Summer 2026, Europe's rule. */
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1774745999, 3600},
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1774746000, 7200},
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1792889999, 7200},
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1792890000, 3600},
		/* South of the equator summer spans the new year. */
		{"AAA-10BBB,M10.1.0,M4.1.0/3", 1767225600, 39600},
		/* Negative summer time, as Ireland has it. */
		{"IST-1GMT0,M10.5.0,M3.5.0/1", 1780000000, 3600},
		{"IST-1GMT0,M10.5.0,M3.5.0/1", 1767225600, 0},
		/* By day of the year: J60 is 1 March in any year, 59 is
		 * 1 March 2026 and 29 February 2024. */
		{"AAA0BBB,J60/0,J300/0", 1772323199, 0},
		{"AAA0BBB,J60/0,J300/0", 1772323200, 3600},
		{"AAA0BBB,J60/0,J300/0", 1709164800, 0},
		{"AAA0BBB,59/0,299/0", 1709164800, 3600},
		/* All year is summer. */
		{"XXX3EDT4,0/0,J365/23", 1767229200, -14400},
		{"XXX3EDT4,0/0,J365/23", 1767239999, -14400},
		{"XXX3EDT4,0/0,J365/23", 1780000000, -14400},
		/* Hours before and after the day. */
		{"AAA2BBB,M3.5.0/-1,M10.5.0/-1", 1774745999, -7200},
		{"AAA2BBB,M3.5.0/-1,M10.5.0/-1", 1774746000, -3600},
		{"AAA0BBB,M3.4.4/50,M10.4.4/50", 1774663200, 3600},
	};
	unsigned char bytes[512];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct zone *zone;

		write_file("Test", bytes, zone_file(bytes, rows[i].footer));
		zone = load("Test");
		if (zone_offset(zone, rows[i].at * ZONE_SECOND) !=
		    rows[i].offset)
			fail_msg("%s at %lld: %d", rows[i].footer,
				 (long long)rows[i].at,
				 zone_offset(zone, rows[i].at * ZONE_SECOND));
		zone_free(zone);
	}
}

static void
broken_zone_files_are_refused_at_every_byte(void **state)
{
	static const char *const footers[] = {"X",
					      "XXX",
					      "XXX-168",
					      "XXX1:60",
					      "<+03-3",
					      "XXX1YYY",
					      "XXX1YYY,M3.5.0",
					      "XXX1YYY,M13.1.0,J1",
					      "XXX1YYY,M3.6.0,J1",
					      "XXX1YYY,M3.1.7,J1",
					      "XXX1YYY,J0,J1",
					      "XXX1YYY,J366,J1",
					      "XXX1YYY,366,1",
					      "XXX1YYY,J1,J2,",
					      "XXX1 ",
					      "\xff"};
	const char *sentence = "'Test' in the zone database is not a zone file";
	unsigned char bytes[512];
	unsigned char broken[512];
	size_t len = zone_file(bytes, "CET-1CEST,M3.5.0,M10.5.0/3");
	struct fail why;

	(void)state;
	for (size_t cut = 0; cut < len; cut++) {
		write_file("Test", bytes, cut);
		assert_null(zone_load("Test", &why));
		assert_string_equal(why.text, sentence);
	}
	/* Any one byte changed: read or refused, never a crash. */
	for (size_t i = 0; i < len; i++)
		for (int value = 0; value < 256; value += 51) {
			struct zone *zone;
			int64_t from;
			int64_t to;

			memcpy(broken, bytes, len);
			broken[i] = (unsigned char)value;
			write_file("Test", broken, len);
			zone = zone_load("Test", &why);
			if (zone != NULL)
				zone_span(zone, 0, &from, &to);
			zone_free(zone);
		}
	for (size_t i = 0; i < COUNT(footers); i++) {
		write_file("Test", bytes, zone_file(bytes, footers[i]));
		if (zone_load("Test", &why) != NULL)
			fail_msg("%s", footers[i]);
		assert_string_equal(why.text, sentence);
	}
}

static void
an_offset_alone_is_a_zone_that_never_changes(void **state)
{
	struct civil civil = {.year = 2026, .month = 7, .day = 1, .hour = 9};
	struct zone *zone = zone_of_offset(-(3 * 3600 + 30 * 60));
	int64_t from, to, first, second;

	(void)state;
	assert_string_equal(zone_name(zone), "-03:30");
	assert_int_equal(zone_span(zone, 0, &from, &to), -12600);
	assert_true(from == INT64_MIN && to == INT64_MAX);
	assert_int_equal(zone_instants(zone, &civil, &first, &second),
			 ZONE_WALL_ONCE);
	assert_int_equal(zone_civil(zone, first, &civil), -12600);
	assert_int_equal(civil.hour, 9);
	assert_int_equal(first, second);
	zone_free(zone);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			dates_and_days_are_each_others_inverse_over_ten_thousand_years),
		cmocka_unit_test(a_date_is_read_from_the_front_of_a_string),
		cmocka_unit_test(only_dates_of_the_calendar_are_dates),
		cmocka_unit_test(weekdays_count_from_monday),
		cmocka_unit_test(months_are_added_on_the_same_day_or_the_last),
		cmocka_unit_test(an_offset_alone_is_a_zone_that_never_changes),
		cmocka_unit_test(times_are_written_and_read_back),
		cmocka_unit_test(nothing_but_what_is_written_is_read),
		cmocka_unit_test(a_skipped_or_doubled_civil_time_says_so),
		cmocka_unit_test(
			a_day_begins_at_midnight_or_where_the_clocks_skip_it),
		cmocka_unit_test(every_zone_agrees_with_the_c_library),
		cmocka_unit_test(
			the_instants_of_a_civil_time_hold_the_one_it_came_from),
		cmocka_unit_test(
			names_that_are_no_place_are_refused_with_a_sentence),
		cmocka_unit_test_setup_teardown(
			a_guess_is_made_from_the_databases_own_list,
			make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(
			without_a_database_utc_alone_is_there, make_folder,
			remove_folder),
		cmocka_unit_test_setup_teardown(
			rules_of_every_form_are_followed_after_the_table,
			make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(
			broken_zone_files_are_refused_at_every_byte,
			make_folder, remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
