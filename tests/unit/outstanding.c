/*
 * What is outstanding of each case, and which of it a line settles: of many
 * cases at once, whatever was settled before.
 */
#include "outstanding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "record.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
#define NONE INSTANT_NONE

/* The list of a case: promises that were made at 1 to 4, and a task at 5. */
static const struct outstanding_one made[] = {
	{.at = 1, .due = 10, .ref = 1},
	{.at = 2, .due = NONE, .ref = 2},
	{.at = 3, .due = 30, .ref = 1},
	{.at = 4, .due = 40},
	{.at = 5, .due = 50, .ref = 1, .task = true},
};

static const struct {
	const char *name;
	bool task;
	uint32_t ref;
	int64_t of;
	int64_t settled; /* when that was made; NONE: nothing is */
} rows[] = {
	{"by its number", false, 2, NONE, 2},
	{"the last made of one number", false, 1, NONE, 3},
	{"of one number by its instant", false, 1, 1, 1},
	{"a task is no promise", true, 1, NONE, 5},
	{"a promise is no task", true, 2, NONE, NONE},
	{"of a number that nobody gave out", false, 3, NONE, NONE},
	{"of an instant at which none was made", false, 1, 2, NONE},
	{"what has no number is never meant", false, 0, NONE, NONE},
	{"nor by its instant", false, 0, 4, NONE},
};

static void
a_line_settles_the_one_that_it_means_and_no_other(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct outstanding all = {0};
		struct outstanding_one settled = {.at = NONE};
		uint32_t list = 0;
		size_t left = 0;
		bool found;

		for (size_t k = 0; k < COUNT(made); k++)
			outstanding_add(&all, &list, made[k]);
		found = outstanding_settle(&all, &list, rows[i].task,
					   rows[i].ref, rows[i].of, &settled);
		if (settled.at != rows[i].settled ||
		    found != (rows[i].settled != NONE))
			fail_msg("%s: %lld", rows[i].name,
				 (long long)settled.at);
		/* And all others are still there, the last made first. */
		for (size_t k = COUNT(made); k-- > 0;) {
			if (made[k].at == rows[i].settled || made[k].ref == 0)
				continue;
			left += outstanding_settle(&all, &list, made[k].task,
						   made[k].ref, NONE, &settled);
			assert_int_equal(settled.at, made[k].at);
			assert_int_equal(settled.due, made[k].due);
		}
		assert_int_equal(left, COUNT(made) - 1 - found);
		outstanding_release(&all);
	}
}

static void
cases_that_settle_theirs_leave_the_room_to_others(void **state)
{
	enum { CASES = 50, ROUNDS = 40 };
	struct outstanding all = {0};
	uint32_t lists[CASES] = {0};
	size_t room;

	(void)state;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		for (uint32_t i = 0; i < CASES; i++) {
			const struct outstanding_one one = {
				.at = round, .due = i, .ref = 1 + i};

			outstanding_add(&all, &lists[i], one);
		}
		room = all.count;
		for (uint32_t i = CASES; i-- > 0;) {
			struct outstanding_one settled;

			assert_true(outstanding_settle(&all, &lists[i], false,
						       1 + i, NONE, &settled));
			assert_int_equal(settled.at, round);
			assert_int_equal(settled.due, i);
			assert_int_equal(lists[i], 0);
		}
		assert_true(all.count == room && room <= CASES + 1);
	}
	outstanding_release(&all);
	outstanding_release(&all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_line_settles_the_one_that_it_means_and_no_other),
		cmocka_unit_test(
			cases_that_settle_theirs_leave_the_room_to_others),
	};

	return cmocka_run_group_tests_name("outstanding", tests, NULL, NULL);
}
