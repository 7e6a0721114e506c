#include "timeform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const spanish[] = {
	"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
	"julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre",
};

struct reading {
	const char *form; /* NULL: ISO 8601 */
	const char *text;
	const char *want; /* as say() has it, or the sentence of a refusal */
};

/* "2026-11-22 14:05:09.000 +3600"; a whole day as "2026-11-22 day". */
static void
say(char *out, size_t size, const struct timeform_time *time)
{
	const struct civil *civil = &time->civil;
	int len = snprintf(out, size, "%04d-%02d-%02d ", civil->year,
			   civil->month, civil->day);

	if (time->whole_day)
		snprintf(out + len, size - (size_t)len, "day");
	else
		len += snprintf(out + len, size - (size_t)len,
				"%02d:%02d:%02d.%03d", civil->hour,
				civil->minute, civil->second,
				civil->millisecond);
	if (time->has_offset)
		snprintf(out + len, size - (size_t)len, " %+d", time->offset);
}

static void
check_readings(const struct reading *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct timeform_time time;
		struct fail why = {0};
		char got[64];

		if (!timeform_parse(&time, table[i].text, table[i].form,
				    spanish, &why)) {
			assert_int_equal(why.kind, FAIL_INPUT);
			assert_string_equal(why.text, table[i].want);
			continue;
		}
		say(got, sizeof(got), &time);
		assert_string_equal(got, table[i].want);
	}
}

#define CHECK_READINGS(table) \
	check_readings(table, sizeof(table) / sizeof(*(table)))

static void
without_a_form_times_are_iso_8601(void **state)
{
	static const struct reading table[] = {
		{NULL, "2026-11-22", "2026-11-22 day"},
		{NULL, "2026-11-22 14:05", "2026-11-22 14:05:00.000"},
		{NULL, "2026-11-22T14:05:09", "2026-11-22 14:05:09.000"},
		{NULL, "2026-11-22  14:05:09.25", "2026-11-22 14:05:09.250"},
		{NULL, "2026-11-22T14:05:09.123456Z",
		 "2026-11-22 14:05:09.123 +0"},
		{NULL, "2026-11-22T14:05:09+01:00",
		 "2026-11-22 14:05:09.000 +3600"},
		{NULL, "2026-11-22 14:05 -0530",
		 "2026-11-22 14:05:00.000 -19800"},
		{NULL, "2026-02-30", "'2026-02-30' is not in the calendar"},
		{NULL, "2026-11-22 24:00",
		 "'2026-11-22 24:00' is not in the calendar"},
		{NULL, "0000-01-01", "'0000-01-01' is not in the calendar"},
		{NULL, "2026-11-22x",
		 "'2026-11-22x' is not a time as 2026-11-22 14:05 is; see "
		 "--time-form"},
		{NULL, "2026-11-22 14:05:09.",
		 "'2026-11-22 14:05:09.' is not a time as 2026-11-22 14:05 is; "
		 "see --time-form"},
		{NULL, "2026-11-22 14:05+1",
		 "'2026-11-22 14:05+1' is not a time as 2026-11-22 14:05 is; "
		 "see --time-form"},
		{NULL, "yesterday",
		 "'yesterday' is not a time as 2026-11-22 14:05 is; see "
		 "--time-form"},
		{NULL, "",
		 "'' is not a time as 2026-11-22 14:05 is; see --time-form"},
	};

	(void)state;
	CHECK_READINGS(table);
}

static void
slashes_are_refused_with_what_they_could_mean(void **state)
{
	static const struct reading table[] = {
		{NULL, "9/8/2019",
		 "'9/8/2019' is 9 August or 8 September 2019; --time-form "
		 "'%d/%m/%Y' or '%m/%d/%Y' says which"},
		{NULL, "09.08.19 14:05",
		 "'09.08.19 14:05' is 9 August or 8 September 2019; "
		 "--time-form '%d.%m.%y %H:%M' or '%m.%d.%y %H:%M' says which"},
		{NULL, "8/8/2019",
		 "'8/8/2019' is not written as 2026-11-22 is; --time-form "
		 "'%d/%m/%Y' or '%m/%d/%Y' reads it"},
		{NULL, "24/9/2019",
		 "'24/9/2019' is not written as 2026-11-22 is; --time-form "
		 "'%d/%m/%Y' reads it"},
		{NULL, "9/24/19 1:05:09 pm",
		 "'9/24/19 1:05:09 pm' is not written as 2026-11-22 is; "
		 "--time-form '%m/%d/%y %I:%M:%S %p' reads it"},
		{NULL, "24/24/2019",
		 "'24/24/2019' is not a time as 2026-11-22 14:05 is; see "
		 "--time-form"},
		{NULL, "9/8.2019",
		 "'9/8.2019' is not a time as 2026-11-22 14:05 is; see "
		 "--time-form"},
	};

	(void)state;
	CHECK_READINGS(table);
}

static void
a_form_says_how_times_are_read(void **state)
{
	static const struct reading table[] = {
		{"%d/%m/%Y", "9/8/2019", "2019-08-09 day"},
		{"%m/%d/%Y", "9/8/2019", "2019-09-08 day"},
		{"%d.%m.%y %H:%M:%S", "09.08.19 14:05:09",
		 "2019-08-09 14:05:09.000"},
		{"%m/%d/%y", "9/24/68", "2068-09-24 day"},
		{"%m/%d/%y", "9/24/69", "1969-09-24 day"},
		{"%d %B %Y", "22 November 2026", "2026-11-22 day"},
		{"%d %b %Y", "22 nov 2026", "2026-11-22 day"},
		{"%d de %B de %Y", "22 de Noviembre de 2026", "2026-11-22 day"},
		{"%B %d, %Y", "mar 1, 2026", "2026-03-01 day"},
		{"%d %b %Y", "5 may 2026", "2026-05-05 day"},
		{"%Y-%m-%d %I:%M %p", "2026-11-22 12:05 AM",
		 "2026-11-22 00:05:00.000"},
		{"%Y-%m-%d %I:%M%p", "2026-11-22 12:05pm",
		 "2026-11-22 12:05:00.000"},
		{"%Y%m%d", "20261122", "2026-11-22 day"},
		{"%Y %% %m-%d", "2026%11-22", "2026-11-22 day"},
		{"%d/%m/%Y", "31/2/2026", "'31/2/2026' is not in the calendar"},
		{"%d/%m/%Y", "1/2/26",
		 "'1/2/26' does not fit --time-form '%d/%m/%Y'"},
		{"%d/%m/%Y", "1/2/2026 ",
		 "'1/2/2026 ' does not fit --time-form '%d/%m/%Y'"},
		{"%d/%m/%Y", "", "'' does not fit --time-form '%d/%m/%Y'"},
		{"%Y-%m-%d %I:%M %p", "2026-11-22 13:05 pm",
		 "'2026-11-22 13:05 pm' does not fit --time-form '%Y-%m-%d "
		 "%I:%M %p'"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		assert_true(timeform_check(table[i].form, NULL));
	CHECK_READINGS(table);
}

static void
a_form_that_reads_no_date_is_refused(void **state)
{
	static const struct {
		const char *form, *want;
	} table[] = {
		{"%d/%m", "--time-form '%d/%m': no year; a whole date is "
			  "needed, as %d/%m/%Y"},
		{"%Y-%m", "--time-form '%Y-%m': no day; a whole date is "
			  "needed, as %d/%m/%Y"},
		{"", "--time-form '': no year; a whole date is needed, as "
		     "%d/%m/%Y"},
		{"%D", "--time-form '%D': no conversion '%D'; there are %Y %y "
		       "%m %B %b %d %H %I %M %S %p"},
		{"%Y-%m-%", "--time-form '%Y-%m-%': no conversion '%'; there "
			    "are %Y %y %m %B %b %d %H %I %M %S %p"},
		{"%Y %y %m %d", "--time-form '%Y %y %m %d': the year twice"},
		{"%Y-%m-%d %M", "--time-form '%Y-%m-%d %M': no hours"},
		{"%Y-%m-%d %H:%S", "--time-form '%Y-%m-%d %H:%S': no minutes"},
		{"%Y-%m-%d %H %p",
		 "--time-form '%Y-%m-%d %H %p': %p goes with %I"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct fail why;

		assert_false(timeform_check(table[i].form, &why));
		assert_int_equal(why.kind, FAIL_USAGE);
		assert_string_equal(why.text, table[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_form_times_are_iso_8601),
		cmocka_unit_test(slashes_are_refused_with_what_they_could_mean),
		cmocka_unit_test(a_form_says_how_times_are_read),
		cmocka_unit_test(a_form_that_reads_no_date_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
