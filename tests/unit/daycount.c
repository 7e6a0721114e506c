/*
 * The days on the way: what is open, what is counted and why not. That openings
 * are right is for tests/unit/hours.c; a year of several calendars stands in
 * tests/e2e/calendar.t.
 */
#include "daycount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct shop {
	struct zone *zone;
	struct hours *hours;
};

static struct shop
open_shop(const char *zone, const char *range)
{
	struct shop shop = {0};
	struct fail why;
	int from, to;

	shop.zone = zone_load(zone, &why);
	assert_non_null(shop.zone);
	shop.hours = hours_new(shop.zone);
	assert_true(hours_parse_range(range, &from, &to, &why));
	for (int day = 0; day < 6; day++)
		assert_true(hours_add_week(shop.hours, day, from, to, &why));
	return shop;
}

static void
close_shop(struct shop *shop)
{
	hours_free(shop->hours);
	zone_free(shop->zone);
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

static void
assert_days(const struct shop *shop, const char *from, const char *to,
	    int open_days, const char *want)
{
	struct buffer out = {0};
	struct daycount count;
	struct daycount_day day;

	daycount_init(&count, shop->hours, instant(from), instant(to),
		      open_days);
	while (daycount_next(&count, &day)) {
		struct civil civil;

		civil_from_days(day.day, &civil);
		buffer_format(&out, "%d %s ", civil.day,
			      daycount_kind_name(day.kind));
		daycount_say_hours(&out, shop->hours, &day);
		buffer_format(&out, " %d/%d %d ",
			      (int)(day.counted / ZONE_MINUTE),
			      (int)(day.open / ZONE_MINUTE), day.number);
		daycount_say(&out, shop->hours, &day);
		buffer_add_char(&out, '\n');
	}
	assert_string_equal(buffer_string(&out), want);
	buffer_release(&out);
}

static void
each_day_says_what_counts_and_why_not(void **state)
{
	struct shop shop = open_shop("Europe/London", "09:00-17:00");
	struct fail why;
	int64_t monday = civil_to_days(2026, 6, 8);

	(void)state;
	hours_add_closed(shop.hours, monday, monday, "stock-taking");
	hours_add_closed(shop.hours, monday + 1, monday + 1, NULL);
	assert_true(hours_add_special(shop.hours, monday + 2, 10 * 60, 12 * 60,
				      NULL, &why));
	assert_true(hours_add_special(shop.hours, monday + 2, 13 * 60, 24 * 60,
				      NULL, &why));
	assert_days(&shop, "2026-06-06T16:00:00+01:00",
		    "2026-06-10T14:00:00+01:00", 0,
		    "6 open 09:00-17:00 60/480 -1 open\n"
		    "7 closed  0/0 -1 closed on Sundays\n"
		    "8 holiday  0/0 -1 closed: stock-taking\n"
		    "9 holiday  0/0 -1 closed\n"
		    "10 special 10:00-12:00,13:00-24:00 180/780 -1 special "
		    "hours\n");
	close_shop(&shop);
}

static void
open_days_are_numbered_from_the_day_received(void **state)
{
	struct shop shop = open_shop("Europe/London", "09:00-17:00");

	(void)state;
	assert_days(&shop, "2026-06-05T12:00:00+01:00",
		    "2026-06-08T17:00:00+01:00", 2,
		    "5 open 09:00-17:00 300/480 0 open; the count begins "
		    "after this day\n"
		    "6 open 09:00-17:00 480/480 1 open\n"
		    "7 closed  0/0 -1 closed on Sundays\n"
		    "8 open 09:00-17:00 480/480 2 open\n");
	assert_days(&shop, "2026-06-06T17:00:00+01:00",
		    "2026-06-09T17:00:00+01:00", 1,
		    "6 open 09:00-17:00 0/480 -1 open; after closing time\n"
		    "7 closed  0/0 -1 closed on Sundays\n"
		    "8 open 09:00-17:00 480/480 0 open; counts as the day "
		    "received\n"
		    "9 open 09:00-17:00 480/480 1 open\n");
	hours_set_after_close(shop.hours, HOURS_SAME_DAY);
	assert_days(&shop, "2026-06-07T12:00:00+01:00",
		    "2026-06-08T17:00:00+01:00", 1,
		    "7 closed  0/0 0 closed on Sundays; the count begins after "
		    "this day\n"
		    "8 open 09:00-17:00 480/480 1 open\n");
	close_shop(&shop);
}

static void
changes_of_the_clocks_are_said_on_their_day(void **state)
{
	static const struct {
		const char *zone, *from, *to, *want;
	} rows[] = {
		{"Europe/London", "2026-03-28T12:00:00+00:00",
		 "2026-03-30T06:00:00+01:00",
		 "28 open 00:30-08:30 0/480 -1 open; after closing time\n"
		 "29 closed  0/0 -1 closed on Sundays; the clocks go forward "
		 "60 minutes at 01:00\n"
		 "30 open 00:30-08:30 330/480 -1 open\n"},
		{"America/Sao_Paulo", "2018-02-17T00:00:00-02:00",
		 "2018-02-17T23:59:00-03:00",
		 "17 open 00:30-08:30 480/480 -1 open; the clocks go back 60 "
		 "minutes at 24:00\n"},
		{"America/Sao_Paulo", "2018-11-03T12:00:00-03:00",
		 "2018-11-04T12:00:00-02:00",
		 "3 open 00:30-08:30 0/480 -1 open; after closing time\n"
		 "4 closed  0/0 -1 closed on Sundays; the clocks go forward "
		 "60 minutes at 00:00\n"},
		{"Australia/Lord_Howe", "2026-04-05T00:00:00+11:00",
		 "2026-04-05T12:00:00+10:30",
		 "5 closed  0/0 -1 closed on Sundays; the clocks go back 30 "
		 "minutes at 02:00\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shop shop = open_shop(rows[i].zone, "00:30-08:30");

		assert_days(&shop, rows[i].from, rows[i].to, 0, rows[i].want);
		close_shop(&shop);
	}
}

static void
a_day_belongs_to_the_evening_it_began_on(void **state)
{
	struct shop shop = open_shop("Europe/London", "18:00-26:00");

	(void)state;
	assert_days(&shop, "2026-06-06T01:00:00+01:00",
		    "2026-06-07T02:00:00+01:00", 0,
		    "5 open 18:00-02:00 60/480 -1 open\n"
		    "6 open 18:00-02:00 480/480 -1 open\n");
	close_shop(&shop);
}

static void
no_time_is_no_day(void **state)
{
	struct shop shop = open_shop("Europe/London", "09:00-17:00");

	(void)state;
	assert_days(&shop, "2026-06-05T12:00:00+01:00",
		    "2026-06-05T12:00:00+01:00", 0, "");
	assert_days(&shop, "2026-06-05T12:00:00+01:00",
		    "2026-06-04T12:00:00+01:00", 3, "");
	close_shop(&shop);
}

/* As many minutes as hours_between counts, and days as hours_days_between. */
static void
all_that_is_open_is_counted_once(void **state)
{
	static const struct {
		const char *zone, *range;
	} calendars[] = {
		{"Europe/London", "00:30-08:30"},
		{"America/New_York", "18:00-26:00"},
		{"Africa/Cairo", "00:00-04:00"},
		{"Pacific/Apia", "09:00-17:00"},
		{"Australia/Lord_Howe", "00:00-24:00"},
	};
	uint64_t random = 20261122;

	(void)state;
	for (int i = 0; i < 500; i++) {
		size_t which = (size_t)i % COUNT(calendars);
		struct shop shop = open_shop(calendars[which].zone,
					     calendars[which].range);
		int64_t from, to, counted = 0;
		struct daycount count;
		struct daycount_day day;
		int days = 0;

		random = random * UINT64_C(6364136223846793005) + 1;
		from = instant("2011-01-01T00:00:00+00:00") +
		       (int64_t)(random >> 33) % (365 * 24 * 60) * ZONE_MINUTE;
		random = random * UINT64_C(6364136223846793005) + 1;
		to = from +
		     (int64_t)(random >> 33) % (40 * 24 * 60) * ZONE_MINUTE + 1;
		daycount_init(&count, shop.hours, from, to, 0);
		while (daycount_next(&count, &day)) {
			counted += day.counted;
			days += day.opening_count > 0 &&
				day.day > hours_day(shop.hours, from);
		}
		assert_int_equal(counted, hours_between(shop.hours, from, to));
		assert_int_equal(days,
				 hours_days_between(shop.hours, from, to - 1));
		close_shop(&shop);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_day_says_what_counts_and_why_not),
		cmocka_unit_test(open_days_are_numbered_from_the_day_received),
		cmocka_unit_test(changes_of_the_clocks_are_said_on_their_day),
		cmocka_unit_test(a_day_belongs_to_the_evening_it_began_on),
		cmocka_unit_test(no_time_is_no_day),
		cmocka_unit_test(all_that_is_open_is_counted_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
