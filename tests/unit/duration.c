/* The grammar of spans, and each refusal with its sentence. */
#include "duration.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define FORMS "30m, 4h, 90bm, 2bh, 3bd, 7d, 8w, 6mo, 1y or close"

static const struct {
	const char *text;
	enum duration_unit unit;
	int count;
	const char *said;
} spans[] = {
	{"30m", DURATION_MINUTES, 30, "30 minutes"},
	{"1m", DURATION_MINUTES, 1, "1 minute"},
	{"4h", DURATION_HOURS, 4, "4 hours"},
	{"48h", DURATION_HOURS, 48, "48 hours"},
	{"90bm", DURATION_OPEN_MINUTES, 90, "90 open minutes"},
	{"2bh", DURATION_OPEN_HOURS, 2, "2 open hours"},
	{"1bh", DURATION_OPEN_HOURS, 1, "1 open hour"},
	{"3bd", DURATION_OPEN_DAYS, 3, "3 open days"},
	{"1bd", DURATION_OPEN_DAYS, 1, "1 open day"},
	{"7d", DURATION_DAYS, 7, "7 days"},
	{"8w", DURATION_WEEKS, 8, "8 weeks"},
	{"6mo", DURATION_MONTHS, 6, "6 months"},
	{"1y", DURATION_YEARS, 1, "1 year"},
	{"99999d", DURATION_DAYS, 99999, "99999 days"},
	{"close", DURATION_CLOSE, 0, "closing time"},
};

static const struct {
	const char *text, *sentence;
} refusals[] = {
	{"", "a span of time is missing; write " FORMS},
	{"soon", "'soon' is not a span of time; write " FORMS},
	{"m", "'m' is not a span of time; write " FORMS},
	{"3x", "'3x' is not a span of time; write " FORMS},
	{"3d ", "'3d ' is not a span of time; write " FORMS},
	{"3d2h", "'3d2h' is not a span of time; write " FORMS},
	{" 3d", "' 3d' is not a span of time; write " FORMS},
	{"-", "'-' is not a span of time; write " FORMS},
	{"1e3", "'1e3' is not a span of time; write " FORMS},
	{"0d", "'0d' is no time at all; write 1 or more"},
	{"0", "'0' is no time at all; write 1 or more"},
	{"-3d", "'-3d' is negative; a span runs forward"},
	{"+3d", "'+3d' is written '3d', without the plus"},
	{"1.5h", "'1.5h' is a fraction; write a whole number, 90m for an hour "
		 "and a half"},
	{"0.5h", "'0.5h' is a fraction; write a whole number, 90m for an hour "
		 "and a half"},
	{"1,5h", "'1,5h' is a fraction; write a whole number, 90m for an hour "
		 "and a half"},
	{".5h", "'.5h' is a fraction; write a whole number, 90m for an hour "
		"and a half"},
	{"010d", "'010d' begins with a zero; write '10d'"},
	{"100000d", "'100000d' is more than 99999 of a unit"},
	{"99999999999999999999d",
	 "'99999999999999999999d' is more than 99999 of a unit"},
	{"3", "'3' has no unit; did you mean '3h' (hours), '3bd' (open days) "
	      "or '3d' (days)?"},
	{"5M", "'5M' is not clear; did you mean '5m' (minutes) or '5mo' "
	       "(months)?"},
	{"2BH", "'2BH' is written '2bh'"},
	{"3D", "'3D' is written '3d'"},
	{"3 days", "'3 days' is written '3d'"},
	{"3days", "'3days' is written '3d'"},
	{"20min", "'20min' is written '20m'"},
	{"3 business days", "'3 business days' is written '3bd'"},
	{"2 weeks", "'2 weeks' is written '2w'"},
	{"CLOSE", "'CLOSE' is written 'close'"},
};

static void
every_span_is_read_said_and_written_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(spans); i++) {
		struct duration duration = {0};
		struct buffer out = {0};
		struct fail why = {0};

		assert_true(duration_parse(spans[i].text, &duration, &why));
		assert_int_equal(duration.unit, spans[i].unit);
		assert_int_equal(duration.count, spans[i].count);
		duration_say(&out, &duration);
		assert_string_equal(buffer_string(&out), spans[i].said);
		buffer_clear(&out);
		duration_format(&out, &duration);
		assert_string_equal(buffer_string(&out), spans[i].text);
		buffer_release(&out);
	}
}

static void
every_refusal_says_what_was_expected(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct duration duration = {DURATION_DAYS, 7};
		struct fail why = {0};

		assert_false(duration_parse(refusals[i].text, &duration, &why));
		assert_string_equal(why.text, refusals[i].sentence);
		assert_int_equal(why.kind, FAIL_USAGE);
		assert_int_equal(duration.count, 7);
	}
}

static void
words_are_read_where_people_type_them(void **state)
{
	static const struct {
		const char *text;
		enum duration_unit unit;
		int count;
	} rows[] = {
		{"3bd", DURATION_OPEN_DAYS, 3},
		{"3 days", DURATION_DAYS, 3},
		{"1 Day", DURATION_DAYS, 1},
		{"3days", DURATION_DAYS, 3},
		{"2 hours", DURATION_HOURS, 2},
		{"2 open hours", DURATION_OPEN_HOURS, 2},
		{"3 business days", DURATION_OPEN_DAYS, 3},
		{"3 working days", DURATION_OPEN_DAYS, 3},
		{"1 open day", DURATION_OPEN_DAYS, 1},
		{"20 min", DURATION_MINUTES, 20},
		{"6 Months", DURATION_MONTHS, 6},
		{"2 yrs", DURATION_YEARS, 2},
		{"Close", DURATION_CLOSE, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct duration duration = {0};
		struct fail why = {0};

		assert_true(
			duration_parse_words(rows[i].text, &duration, &why));
		assert_int_equal(duration.unit, rows[i].unit);
		assert_int_equal(duration.count, rows[i].count);
	}
}

static void
what_counts_open_time_needs_the_hours(void **state)
{
	(void)state;
	for (int unit = DURATION_NONE; unit <= DURATION_CLOSE; unit++) {
		struct duration duration = {(enum duration_unit)unit, 1};

		assert_int_equal(duration_needs_hours(&duration),
				 unit == DURATION_OPEN_MINUTES ||
					 unit == DURATION_OPEN_HOURS ||
					 unit == DURATION_OPEN_DAYS ||
					 unit == DURATION_CLOSE);
	}
}

static void
one_that_is_not_given_says_nothing(void **state)
{
	struct duration duration = {0};
	struct buffer out = {0};

	(void)state;
	duration_say(&out, &duration);
	duration_format(&out, &duration);
	assert_string_equal(buffer_string(&out), "");
	buffer_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_span_is_read_said_and_written_again),
		cmocka_unit_test(every_refusal_says_what_was_expected),
		cmocka_unit_test(words_are_read_where_people_type_them),
		cmocka_unit_test(what_counts_open_time_needs_the_hours),
		cmocka_unit_test(one_that_is_not_given_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
