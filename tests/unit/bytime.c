/*
 * A journal whose lines are in no order is outlined in that of time: no case is
 * left that only a fold could tell, and every line is where it was.
 */
#include "bytime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "chance.h"
#include "scan.h"
#include "scanneeds.h"
#include "together.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
#define CASES 500
#define EVENTS 4 /* of a case */
#define LINES (CASES * EVENTS)

#define DAY ((int64_t)24 * ZONE_HOUR)

/* A journal in a file, and what its scan came to. */
struct tried {
	char path[32];
	struct journal journal;
	struct outline_wanted wanted;
	struct rereading_taker taker;
	struct scans scans;
	struct arena arena;
	struct buffer told;  /* bad lines */
	size_t given[CASES]; /* records of each case */
};

static void
take_record(void *context, const struct record *record)
{
	struct tried *tried = context;

	tried->given[atoi(record->text)]++;
}

static void
take_bad(void *context, const char *file, size_t line, size_t column,
	 const char *sentence)
{
	struct tried *tried = context;

	(void)file;
	buffer_format(&tried->told, "%zu:%zu: %s\n", line, column, sentence);
}

/* Write lines to a file and scan it, in several parts at once. */
static void
scan(struct tried *tried, char *const *lines, size_t count)
{
	struct fail why;
	FILE *file;
	int fd;

	memset(tried, 0, sizeof(*tried));
	memcpy(tried->path, "/tmp/amends-bytime.XXXXXX", 26);
	fd = mkstemp(tried->path);
	assert_true(fd >= 0);
	file = fdopen(fd, "w");
	assert_non_null(file);
	fputs("#amends 1\n", file);
	for (size_t i = 0; i < count; i++)
		fprintf(file, "%s\n", lines[i]);
	assert_int_equal(fclose(file), 0);
	tried->wanted = outline_wanted_of(NULL);
	tried->taker = (struct rereading_taker){tried, take_record, take_bad};
	assert_true(journal_find(&tried->journal, tried->path, &why));
	tried->journal.parts_most = 3;
	tried->journal.part_least = 30000;
	tried->journal.judged_from = 40;
	tried->journal.window_most = 60;
	assert_true(scans_read(&tried->scans, &tried->journal, false, 2,
			       &tried->wanted, &tried->taker, &tried->arena,
			       &why));
}

static void
end(struct tried *tried)
{
	scans_release(&tried->scans);
	journal_release(&tried->journal);
	arena_release(&tried->arena);
	buffer_release(&tried->told);
	unlink(tried->path);
}

static void
free_lines(char **lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(lines[i]);
}

static void
shuffle(char **lines, size_t count)
{
	for (size_t i = count; i-- > 1;) {
		size_t other = chance_below(i + 1);
		char *kept = lines[i];

		lines[i] = lines[other];
		lines[other] = kept;
	}
}

/* A line of a case by its number, which is its text as well. */
static char *
line_of(size_t number, int64_t at, const char *event)
{
	struct buffer line = {0};
	char id[CASEID_SIZE];

	caseid_make(id, 2026, 1, 28, number * 7919);
	/* Now and then by a till that is far in the west, or in the east. */
	zone_format_time(&line, at,
			 chance_below(9) == 0   ? -23 * 3600
			 : chance_below(9) == 0 ? 23 * 3600
						: 3600);
	buffer_format(&line, "\t%s\t%s\t-\tkim\t-\t-\t%zu", id, event, number);
	return line.at;
}

/* All lines; the instant of the last. A third of the cases each: of a few
 * seconds, one a day, and some decades before and after those. */
static int64_t
tell_all(char *lines[LINES])
{
	static const char *const events[EVENTS] = {"open", "heard", "note",
						   "close"};
	static const int years[] = {-60, -40, 30, 120};
	const int64_t now = INT64_C(1795500000000);
	int64_t last = INT64_MIN;

	for (size_t i = 0; i < LINES; i++) {
		size_t number = i / EVENTS;
		int64_t at = now + (int64_t)i;

		if (number % 3 == 1)
			at = now + (int64_t)(number % 200) * DAY +
			     (int64_t)(i % EVENTS);
		if (number % 3 == 2)
			at = now + years[number % COUNT(years)] * 365 * DAY +
			     (int64_t)i;
		lines[i] = line_of(number, at, events[i % EVENTS]);
		if (at > last)
			last = at;
	}
	return last;
}

static void
every_case_is_outlined_by_its_lines_in_order_of_time(void **unused)
{
	char *lines[LINES];

	(void)unused;
	for (int round = 0; round < 5; round++) {
		struct scan_case at = {0, 0};
		struct tried tried;
		int64_t last = tell_all(lines);
		size_t cases = 0, early = 0;

		shuffle(lines, LINES);
		scan(&tried, lines, LINES);
		assert_true(atomic_load(&tried.scans.mixed));
		assert_true(tried.scans.count > 1);
		bytime_outline(&tried.scans);
		assert_int_equal(tried.scans.failed.kind, FAIL_NONE);
		assert_int_equal(tried.scans.count, together_most());
		for (size_t i = 0; i < tried.scans.count; i++)
			assert_in_range(tried.scans.at[i]->outlines.count, 1,
					CASES);
		assert_int_equal(tried.scans.at[0]->last, last);
		scans_join(&tried.scans);
		for (; scans_reach(&tried.scans, &at); at.index++) {
			const struct outline *outline =
				scans_outline(&tried.scans, at);

			/* Of what lies before 1970 no more is known. */
			assert_int_equal(
				outline->marks &
					(OUTLINE_ODD | OUTLINE_UNORDERED),
				outline_last(outline) == 0 ? OUTLINE_ODD : 0);
			early += outline_last(outline) == 0;
			assert_true(outline->marks & OUTLINE_CLOSED);
			scans_need(&tried.scans, at);
			cases++;
		}
		assert_int_equal(cases, CASES);
		assert_in_range(early, 1, CASES / 10);
		scans_give(&tried.scans);
		for (size_t i = 0; i < CASES; i++)
			assert_int_equal(tried.given[i], EVENTS);
		assert_int_equal(tried.told.len, 0);
		end(&tried);
		free_lines(lines, LINES);
	}
}

/* Each is told once, by its number: those that a glance takes for sound, too,
 * as it leaves ids to the outlines. */
static void
what_is_bad_is_told_once(void **unused)
{
	static const char *const bad[] = {
		"2026-11-24T10:00:00.000+01:00\t260128-7QK4XMA\tnote\t-\tkim\t"
		"-\t-\tA wrong check",
		"2026-11-24T10:00:00.000+01:00\tnote\t-\tkim\t-\t-\tNo case",
		"2026-11-24T10:00:00.000+01:00\t260128-7QK4XMA\tnote\t-\tkim\t"
		"-\t-\tA wrong check\tb=2\ta=1",
	};
	char *lines[LINES];
	struct buffer want = {0};
	struct tried tried;

	(void)unused;
	tell_all(lines);
	shuffle(lines, LINES);
	for (size_t i = 50; i < LINES; i += 150) {
		free(lines[i]);
		lines[i] = mem_copy(bad[i / 150 % COUNT(bad)]);
	}
	scan(&tried, lines, LINES);
	assert_true(atomic_load(&tried.scans.mixed));
	bytime_outline(&tried.scans);
	for (size_t i = 50; i < LINES; i += 150) {
		/* Its number is two more: they count from 1, and the first is
		 * the header. */
		static const char *const sentences[COUNT(bad)] = {
			"31: '260128-7QK4XMA' is not a case id",
			"53: 7 fields where a record has at least 8",
			"31: '260128-7QK4XMA' is not a case id",
		};

		buffer_format(&want, "%zu:%s\n", i + 2,
			      sentences[i / 150 % COUNT(bad)]);
	}
	assert_string_equal(tried.told.at, want.at);
	end(&tried);
	buffer_release(&want);
	free_lines(lines, LINES);
}

/* Somebody's sync cuts the file: part of an answer would look like one. */
static void
a_journal_that_is_cut_meanwhile_is_said_to_have_changed(void **unused)
{
	char *lines[LINES];
	struct tried tried;

	(void)unused;
	tell_all(lines);
	shuffle(lines, LINES);
	scan(&tried, lines, LINES);
	assert_int_equal(truncate(tried.path, 50000), 0);
	bytime_outline(&tried.scans);
	assert_int_equal(tried.scans.failed.kind, FAIL_SYSTEM);
	assert_non_null(
		strstr(tried.scans.failed.text, ": changed while it was read"));
	end(&tried);
	free_lines(lines, LINES);
}

/* What several tills wrote, in one file behind the other, is read as it stands;
 * and so is what has no case that is out of order. */
static void
lines_in_some_order_are_not_taken_for_mixed(void **unused)
{
	enum { IN_ORDER, LATER_HALF_FIRST, LAST_CASE_FIRST, OPENINGS, WAYS };
	const int64_t now = INT64_C(1795500000000);
	char *lines[LINES];

	(void)unused;
	for (int way = 0; way < WAYS; way++) {
		struct tried tried;

		for (size_t i = 0; i < LINES; i++) {
			int64_t at = now + (int64_t)i;
			/* Cases that go on beside each other; each for itself.
			 */
			size_t number = i % CASES, to = i;
			bool opens = i < CASES;

			if (way == LATER_HALF_FIRST)
				to = (i + LINES / 2) % LINES;
			if (way == LAST_CASE_FIRST) {
				number = i / EVENTS;
				opens = i % EVENTS == 0;
				to = LINES - EVENTS - i / EVENTS * EVENTS +
				     i % EVENTS;
			}
			if (way == OPENINGS) {
				number = i;
				opens = true;
				at = now + (int64_t)chance_below(LINES);
			}
			lines[to] =
				line_of(number, at, opens ? "open" : "note");
		}
		scan(&tried, lines, LINES);
		assert_false(atomic_load(&tried.scans.mixed));
		bytime_outline(&tried.scans);
		scans_join(&tried.scans);
		end(&tried);
		free_lines(lines, LINES);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_case_is_outlined_by_its_lines_in_order_of_time),
		cmocka_unit_test(what_is_bad_is_told_once),
		cmocka_unit_test(
			a_journal_that_is_cut_meanwhile_is_said_to_have_changed),
		cmocka_unit_test(lines_in_some_order_are_not_taken_for_mixed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
