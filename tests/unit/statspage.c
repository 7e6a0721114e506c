/* The page of case-stats, and the periods that it is cut into. */
#include "statspage.h"

#include "statsperiod.h"
#include "support.h"

#define PLAN_PAGE PLAN_SHOP

static struct stats_figure
cost(const char *cause, size_t count, int64_t fixes, int64_t gestures)
{
	return (struct stats_figure){
		.group = strcmp(cause, "not known yet") ? cause : "-",
		.said = cause,
		.count = count,
		.fixes = fixes,
		.gestures = gestures,
		.amount = fixes + gestures};
}

static struct stats_figure
figure(const char *said, size_t n, const char *then)
{
	return (struct stats_figure){
		.group = said, .said = said, .then = then, .count = n};
}

static void
expect_page(const struct buffer *out, const char *want)
{
	if (strcmp(buffer_string(out), want) != 0)
		fail_msg("got\n%s\nwant\n%s", buffer_string(out), want);
}

static void
the_page_is_as_drawn(void **state)
{
	struct stats_figure costs[] = {
		cost("carrier", 88, 120400, 21000),
		cost("workmanship", 41, 113000, 16000),
		cost("stock", 96, 38800, 25500),
		cost("supplier", 30, 20250, 4500),
		cost("conduct", 19, 20000, 3000),
		cost("product", 12, 10000, 2000),
		cost("pricing", 10, 6000, 500),
		cost("website", 5, 3000, 300),
		cost("misinformed", 3, 1000, 200),
		cost("not known yet", 8, 6400, 0),
	};
	struct stats_figure kept[] = {figure("204 made", 204, ": "),
				      figure("187 kept (92 %)", 187, ", "),
				      figure("9 moved in time", 9, ", "),
				      figure("5 late", 5, ", "),
				      figure("3 never", 3, ", ")};
	struct stats_figure left[] = {figure("60 delighted", 60, ", "),
				      figure("181 satisfied", 181, ", "),
				      figure("34 placated", 34, ", "),
				      figure("12 unhappy", 12, ", "),
				      figure("6 walked away", 6, "\n"),
				      figure("19 still open", 19, ", ")};
	struct stats_figure none[] = {figure("0 of 0 granted", 0, ", ")};
	struct stats_report reports[] = {
		{"cost-by-cause", "CAUSE", costs, COUNT(costs)},
		{"promises-kept", "PROMISES", kept, COUNT(kept)},
		{"wish-granted", "WISHES", none, COUNT(none)},
		{"outcome", "LEFT", left, COUNT(left)},
	};
	struct stats_period period = {.case_count = 312, .given = 411850};
	struct buffer out = {0};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN_PAGE);
	statspage_write(&out, &period, "2026", reports, COUNT(reports),
			shop.policy, 80);
	expect_page(
		&out,
		"Casa Luz, 2026: 312 complaints, 4,118.50 EUR\n"
		"\n"
		"CAUSE          CASES     FIXES  GESTURES     TOTAL\n"
		"carrier           88  1,204.00    210.00  1,414.00\n"
		"workmanship       41  1,130.00    160.00  1,290.00\n"
		"stock             96    388.00    255.00    643.00\n"
		"6 others          79    602.50    105.00    707.50\n"
		"not known yet      8     64.00      0.00     64.00\n"
		"\n"
		"PROMISES  204 made: 187 kept (92 %), 9 moved in time, 5 late, "
		"3 never\n"
		"LEFT      60 delighted, 181 satisfied, 34 placated, 12 "
		"unhappy, 6 walked away\n"
		"          19 still open\n");
	buffer_clear(&out);
	/* Alone, the table has every cause. */
	costs[1] = cost("not known yet", 1, 0, 0);
	reports[0].count = 2;
	statspage_write(&out, &period, NULL, reports, 1, shop.policy, 80);
	expect_page(&out,
		    "Casa Luz: 312 complaints, 4,118.50 EUR\n"
		    "\n"
		    "CAUSE          CASES     FIXES  GESTURES     TOTAL\n"
		    "carrier           88  1,204.00    210.00  1,414.00\n"
		    "not known yet      1      0.00      0.00      0.00\n");
	buffer_clear(&out);
	period.case_count = 0;
	statspage_write(&out, &period, "June 2026", reports, 4, shop.policy,
			80);
	expect_page(&out, "Casa Luz, June 2026: no complaints\n");
	buffer_release(&out);
	shop_close(&shop);
}

static void
periods_have_a_line_and_a_bar_each(void **state)
{
	struct stats_figure kept = {.count = 11, .total = 12};
	struct stats_figure met = {.count = 1, .total = 3};
	struct stats_period periods[] = {
		{.label = "2026-w52", .case_count = 1, .given = 950},
		{.label = "2026-w53"},
		{.label = "2027-w01", .case_count = 300, .given = 100000},
	};
	struct statspage_line lines[] = {
		{&periods[0], &kept, NULL},
		{&periods[1], NULL, NULL},
		{&periods[2], &kept, &met},
	};
	struct buffer out = {0};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN_PAGE);
	statspage_series(&out, lines, COUNT(lines), shop.policy, 60);
	expect_page(&out, "PERIOD    COMPLAINTS     GIVEN  KEPT  IN TIME\n"
			  "2026-w52           1      9.50  92 %        -  #\n"
			  "2026-w53           0      0.00     -        -\n"
			  "2027-w01         300  1,000.00  92 %     33 %  "
			  "#############\n");
	buffer_release(&out);
	shop_close(&shop);
}

struct cut {
	const char *by, *from, *to;
	const char *want; /* labels, and the period in words */
};

static void
a_period_is_cut_by_the_calendar_of_the_shop(void **state)
{
	static const struct cut rows[] = {
		{"year", "2025-07-01T00:00:00.000+02:00",
		 "2027-01-01T00:00:00.000+01:00", "2025 2026"},
		{"quarter", "2026-01-01T00:00:00.000+01:00",
		 "2026-08-01T00:00:00.000+02:00", "2026-q1 2026-q2 2026-q3"},
		/* The clocks go back on 25 October: a day of 25 hours. */
		{"day", "2026-10-24T00:00:00.000+02:00",
		 "2026-10-27T00:00:00.000+01:00",
		 "2026-10-24 2026-10-25 2026-10-26"},
		{"month", "2026-01-31T23:59:59.999+01:00",
		 "2026-03-01T00:00:00.000+01:00", "2026-01 2026-02"},
		/* 2026 has 53 weeks, as its first day is a Thursday. */
		{"week", "2026-12-21T00:00:00.000+01:00",
		 "2027-01-11T00:00:00.000+01:00", "2026-w52 2026-w53 2027-w01"},
		{"week", "2026-01-01T00:00:00.000+01:00",
		 "2026-01-06T00:00:00.000+01:00", "2026-w01 2026-w02"},
	};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN_PAGE);
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum statsperiod_unit unit;
		struct stats_period *periods;
		struct arena arena = {0};
		struct buffer out = {0};
		size_t count;

		assert_true(statsperiod_unit(rows[i].by, &unit, NULL));
		periods = statsperiod_cut(unit, instant(rows[i].from),
					  instant(rows[i].to), &shop.book, NULL,
					  shop.when.zone, shop.when.now, &arena,
					  &count);
		for (size_t k = 0; k < count; k++) {
			buffer_format(&out, "%s%s", k ? " " : "",
				      periods[k].label);
			assert_true(periods[k].from < periods[k].to);
			assert_true(k == 0 ||
				    periods[k].from == periods[k - 1].to);
		}
		assert_string_equal(buffer_string(&out), rows[i].want);
		assert_true(periods[0].from == instant(rows[i].from));
		assert_true(periods[count - 1].to == instant(rows[i].to));
		free(periods);
		buffer_release(&out);
		arena_release(&arena);
	}
	shop_close(&shop);
}

static void
a_period_is_said_as_people_call_it(void **state)
{
	static const struct cut rows[] = {
		{NULL, "2026-01-01T00:00:00.000+01:00",
		 "2027-01-01T00:00:00.000+01:00", "2026"},
		{NULL, "2026-02-01T00:00:00.000+01:00",
		 "2026-03-01T00:00:00.000+01:00", "February 2026"},
		{NULL, "2026-11-22T00:00:00.000+01:00",
		 "2026-11-23T00:00:00.000+01:00", "Sun 22 Nov 2026"},
		{NULL, "2026-01-01T00:00:00.000+01:00",
		 "2026-04-01T00:00:00.000+02:00",
		 "Thu 1 Jan 2026 to Tue 31 Mar 2026"},
	};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN_PAGE);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		statsperiod_say(&out, instant(rows[i].from),
				instant(rows[i].to), shop.when.zone);
		assert_string_equal(buffer_string(&out), rows[i].want);
		buffer_release(&out);
	}
	shop_close(&shop);
}

static void
a_case_is_one_of_the_period_that_it_was_opened_in(void **state)
{
	struct stats_period *periods;
	struct arena arena = {0};
	struct shop shop;
	size_t count;

	(void)state;
	shop_open(&shop, PLAN_PAGE);
	shop_happened(&shop, "open;+1440;B:open;+1440;give refund a=5.00");
	periods = statsperiod_cut(STATSPERIOD_DAY, INT64_MIN, INT64_MAX,
				  &shop.book, NULL, shop.when.zone,
				  shop.when.now, &arena, &count);
	assert_int_equal(count, 2);
	assert_int_equal(periods[0].case_count, 1);
	assert_string_equal(periods[0].cases[0]->id, CASE_A);
	assert_int_equal(periods[0].given, 500);
	assert_int_equal(periods[1].case_count, 1);
	assert_string_equal(periods[1].cases[0]->id, CASE_B);
	free(periods);
	arena_release(&arena);
	shop_close(&shop);
}

static void
a_page_begins_with_the_first_complaint(void **state)
{
	static const struct {
		size_t cases[5], count;
		int64_t now; /* the period at n begins at 10 n */
		size_t first, shown;
	} rows[] = {
		{{0, 0, 2, 0, 1}, 5, 45, 2, 3}, {{0, 1, 0, 0, 0}, 5, 25, 1, 2},
		{{0, 1, 0, 0, 0}, 5, 99, 1, 4}, {{1, 0, 0, 0, 1}, 5, 5, 0, 5},
		{{0, 0, 0}, 3, 99, 2, 1},       {{0}, 1, 0, 0, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct stats_period periods[5] = {0};
		size_t first;

		for (size_t k = 0; k < rows[i].count; k++) {
			periods[k].from = 10 * (int64_t)k;
			periods[k].case_count = rows[i].cases[k];
		}
		assert_int_equal(statsperiod_trim(periods, rows[i].count,
						  rows[i].now, &first),
				 rows[i].shown);
		assert_int_equal(first, rows[i].first);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_is_as_drawn),
		cmocka_unit_test(periods_have_a_line_and_a_bar_each),
		cmocka_unit_test(a_period_is_cut_by_the_calendar_of_the_shop),
		cmocka_unit_test(a_period_is_said_as_people_call_it),
		cmocka_unit_test(
			a_case_is_one_of_the_period_that_it_was_opened_in),
		cmocka_unit_test(a_page_begins_with_the_first_complaint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
