/*
 * The outlines of a journal's cases: each is found by its id and knows it,
 * however many there are of a day, and whatever a day it names.
 */
#include "outlines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "caseid.h"
#include "mem.h"
#include "zone.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

struct scanning {
	struct outline_wanted wanted;
	struct outlines outlines;
	struct glancer glancer;
	struct arena arena;
	uint32_t line;
};

static void
begin(struct scanning *scanning)
{
	*scanning = (struct scanning){.wanted = outline_wanted_of(NULL)};
	outlines_init(&scanning->outlines, &scanning->wanted);
	glance_init(&scanning->glancer, 2);
}

static void
end(struct scanning *scanning)
{
	outlines_release(&scanning->outlines);
	arena_release(&scanning->arena);
}

/* A line of a case. */
static void
tell(struct scanning *scanning, const char *time, const char *id,
     const char *event)
{
	struct glance glance;
	char *line = arena_format(&scanning->arena,
				  "%s\t%s\t%s\t-\tkim\t-\t-\t-\n%*s", time, id,
				  event, GLANCE_BEHIND, "");

	assert_int_equal(glance_line(&glance, &scanning->glancer, line,
				     strcspn(line, "\n") + 1),
			 GLANCE_SOUND);
	scanning->line++;
	assert_int_equal(
		outlines_take(
			&scanning->outlines, OUTLINES_NEW, &glance, NULL,
			(struct places_line){(int64_t)scanning->line * 100,
					     scanning->line}),
		OUTLINES_TOOK);
}

#define NOON "2026-11-22T12:00:00.000+00:00"

/* Whether the outline of that id, and of no other, is at that index. */
static void
assert_found(const struct scanning *scanning, const char *id, size_t index)
{
	struct glance_id words = glance_id(id);

	assert_int_equal(outlines_find(&scanning->outlines, words), index);
	assert_true(glance_same_id(
		outline_id(outlines_at(&scanning->outlines, index)), words));
}

/* Of more cases of a day than of the day before, and of many days. */
static void
each_case_is_found_however_many_there_are_of_a_day(void **unused)
{
	static const uint32_t of_day[] = {1, 3, 40, 5000, 200, 7000, 1};
	struct scanning scanning;
	char id[CASEID_SIZE];
	size_t index = 0;

	(void)unused;
	begin(&scanning);
	for (uint32_t day = 0; day < COUNT(of_day); day++) {
		for (uint32_t i = 0; i < of_day[day]; i++) {
			caseid_make(id, 2026, 11, 1 + (int)day, i * 7919);
			tell(&scanning, NOON, id, "open");
		}
	}
	for (uint32_t day = 0; day < COUNT(of_day); day++) {
		for (uint32_t i = 0; i < of_day[day]; i++) {
			caseid_make(id, 2026, 11, 1 + (int)day, i * 7919);
			assert_found(&scanning, id, index++);
		}
		caseid_make(id, 2026, 11, 1 + (int)day, 3);
		assert_true(outlines_find(&scanning.outlines, glance_id(id)) ==
			    OUTLINES_NEW);
	}
	assert_int_equal(scanning.outlines.count, index);
	end(&scanning);
}

/* The first case from an index on of a day that others know, too. */
static void
cases_of_the_same_days_are_found_among_others(void **unused)
{
	static const int days[] = {1, 1, 2, 3, 2, 2, 4};
	static const int others[] = {2, 4, 5};
	static const size_t next[] = {2, 2, 2, 4, 4, 5, 6};
	struct scanning scanning, other;
	char id[CASEID_SIZE];

	(void)unused;
	begin(&scanning);
	begin(&other);
	for (size_t i = 0; i < COUNT(days); i++) {
		caseid_make(id, 2026, 11, days[i], (uint32_t)i);
		tell(&scanning, NOON, id, "open");
	}
	for (size_t i = 0; i < COUNT(days); i++)
		assert_int_equal(outlines_next_of_day(&scanning.outlines, i,
						      &other.outlines),
				 COUNT(days));
	for (size_t i = 0; i < COUNT(others); i++) {
		caseid_make(id, 2026, 11, others[i], 99);
		tell(&other, NOON, id, "open");
	}
	for (size_t i = 0; i < COUNT(days); i++)
		assert_int_equal(outlines_next_of_day(&scanning.outlines, i,
						      &other.outlines),
				 next[i]);
	assert_int_equal(outlines_next_of_day(&scanning.outlines, COUNT(days),
					      &other.outlines),
			 COUNT(days));
	end(&other);
	end(&scanning);
}

/* An id's check letter is all that its day has to fit. */
static void
ids_of_days_that_are_none_are_told_apart(void **unused)
{
	struct scanning scanning;
	char ids[100 * 8][CASEID_SIZE];
	size_t count = 0, alike = 0;

	(void)unused;
	begin(&scanning);
	for (int month = 0; month < 100; month++) {
		for (uint32_t bits = 0; bits < 8; bits++) {
			caseid_make(ids[count], 2000 + month, month, 99 - month,
				    bits);
			tell(&scanning, NOON, ids[count++], "open");
		}
	}
	for (size_t i = 0; i < count; i++) {
		assert_found(&scanning, ids[i], i);
		for (size_t k = 0; k < i; k++)
			alike += strcmp(ids[i] + 6, ids[k] + 6) == 0;
	}
	/* Many differ in nothing but the day. */
	assert_in_range(alike, count, count * 100);
	assert_true(outlines_find(&scanning.outlines,
				  glance_id("26112x-7QK4XMQ")) == OUTLINES_NEW);
	assert_true(outlines_find(&scanning.outlines,
				  (struct glance_id){0, 0}) == OUTLINES_NEW);
	end(&scanning);
}

static void
an_outline_knows_its_last_instant_or_is_odd(void **unused)
{
	static const struct {
		const char *opened, *noted;
		bool odd;
	} rows[] = {
		{NOON, "2026-11-22T12:00:00.001+00:00", false},
		{NOON, NOON, true},
		{NOON, "2026-11-22T11:59:59.999+00:00", true},
		{"1970-01-01T00:00:00.000+00:00",
		 "2527-06-23T06:20:44.414+00:00", false},
		{NOON, "2527-06-23T06:20:44.415+00:00", true},
		{"1969-12-31T23:59:59.999+00:00",
		 "1970-01-01T00:00:00.000+00:00", true},
		{"1969-12-31T23:59:59.998+00:00",
		 "1969-12-31T23:59:59.999+00:00", true},
		{NOON, "2528-01-01T00:00:00.000+00:00", true},
		{"2528-01-01T00:00:00.000+00:00",
		 "9999-12-30T00:00:00.000+00:00", true},
		{"0001-01-01T00:00:00.000+00:00", NOON, true},
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct outline *outline;
		struct scanning scanning;
		int64_t opened, noted;
		char id[CASEID_SIZE];
		int offset;

		begin(&scanning);
		caseid_make(id, 2026, 11, 22, 1);
		tell(&scanning, rows[i].opened, id, "open");
		outline = outlines_at(&scanning.outlines, 0);
		assert_true(zone_parse_time(rows[i].opened, &opened, &offset));
		if (outline->marks == 0)
			assert_int_equal(outline_last(outline), opened);
		tell(&scanning, rows[i].noted, id, "note");
		assert_true(zone_parse_time(rows[i].noted, &noted, &offset));
		if ((outline->marks & OUTLINE_ODD) != rows[i].odd)
			fail_msg("row %zu", i);
		if (!rows[i].odd)
			assert_int_equal(outline_last(outline), noted);
		end(&scanning);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			each_case_is_found_however_many_there_are_of_a_day),
		cmocka_unit_test(cases_of_the_same_days_are_found_among_others),
		cmocka_unit_test(ids_of_days_that_are_none_are_told_apart),
		cmocka_unit_test(an_outline_knows_its_last_instant_or_is_odd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
