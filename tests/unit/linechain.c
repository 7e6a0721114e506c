/*
 * Which line of a case came before each: the same whether lines come one by
 * one, with some left out, far apart or in no order.
 */
#include "linechain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "chance.h"
#include "mem.h"

#define LINES 200000
#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

/* Lines of so many cases, by turns or as chance has it. */
struct journal {
	const char *name;
	uint32_t cases;
	bool by_turns;
	unsigned left_out; /* of a hundred lines */
	bool wide;         /* in the end */
};

static const struct journal journals[] = {
	{"a case at a time", 1, true, 0, false},
	{"a few cases", 40, false, 0, false},
	{"some lines are none of any case", 40, false, 30, false},
	{"a line before is just near enough", LINECHAIN_FAR - 1, true, 0,
	 false},
	{"a line before is just too far", LINECHAIN_FAR, true, 0, true},
	{"some are near, and some far", 100000, false, 10, false},
	{"each case has one line", LINES, true, 0, false},
};

/* What came before each line, as an array has it. */
static void
put_all(struct linechain *chain, uint32_t *before,
	const struct journal *journal)
{
	uint32_t *last = mem_zero(journal->cases, sizeof(*last));

	for (uint32_t line = 1; line <= LINES; line++) {
		uint32_t of = journal->by_turns
				      ? line % journal->cases
				      : (uint32_t)chance_below(journal->cases);

		before[line] = UINT32_MAX;
		if (chance_below(100) < journal->left_out)
			continue;
		before[line] = last[of];
		linechain_put(chain, line, last[of]);
		last[of] = line;
	}
	free(last);
}

static void
lines_that_rise_have_the_one_before_them(void **unused)
{
	uint32_t *before = mem_get((LINES + 1) * sizeof(*before));

	(void)unused;
	for (size_t i = 0; i < COUNT(journals); i++) {
		struct linechain chain;

		linechain_init(&chain);
		put_all(&chain, before, &journals[i]);
		if (chain.wide != journals[i].wide)
			fail_msg("%s", journals[i].name);
		for (uint32_t line = 1; line <= LINES; line++) {
			if (before[line] != UINT32_MAX &&
			    linechain_before(&chain, line) != before[line])
				fail_msg("%s: line %u", journals[i].name, line);
		}
		linechain_release(&chain);
	}
	free(before);
}

/* Some in order, and from then on in any. */
static void
lines_in_no_order_have_the_one_before_them(void **unused)
{
	uint32_t *lines = mem_get(LINES * sizeof(*lines));

	(void)unused;
	for (uint32_t in_order = 0; in_order <= LINES; in_order += LINES / 4) {
		struct linechain chain;

		for (uint32_t i = 0; i < LINES; i++)
			lines[i] = i + 1;
		for (uint32_t i = in_order; i < LINES; i++) {
			uint32_t with = i + (uint32_t)chance_below(LINES - i);
			uint32_t line = lines[i];

			lines[i] = lines[with];
			lines[with] = line;
		}
		linechain_init(&chain);
		for (uint32_t i = 0; i < LINES; i++)
			linechain_put(&chain, lines[i],
				      i < 3 ? 0 : lines[i - 3]);
		assert_int_equal(chain.wide, in_order < LINES);
		for (uint32_t i = 0; i < LINES; i++)
			assert_int_equal(linechain_before(&chain, lines[i]),
					 i < 3 ? 0 : lines[i - 3]);
		linechain_release(&chain);
	}
	free(lines);
}

static void
what_is_shared_has_room_for_all_lines_before_the_first(void **unused)
{
	enum { THREADS = 2 };
	uint32_t last[THREADS] = {0};
	struct linechain chain;

	(void)unused;
	linechain_init(&chain);
	linechain_share(&chain, LINES);
	assert_true(chain.wide);
	for (uint32_t thread = 0; thread < THREADS; thread++) {
		for (uint32_t line = LINES - thread; line > THREADS;
		     line -= THREADS) {
			size_t parts = chain.lines.count;

			linechain_expect(&chain, line);
			linechain_put(&chain, line, last[thread]);
			last[thread] = line;
			assert_int_equal(chain.lines.count, parts);
		}
	}
	for (uint32_t line = LINES; line > THREADS; line--)
		assert_int_equal(linechain_before(&chain, line),
				 line + THREADS > LINES ? 0 : line + THREADS);
	linechain_release(&chain);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_that_rise_have_the_one_before_them),
		cmocka_unit_test(lines_in_no_order_have_the_one_before_them),
		cmocka_unit_test(
			what_is_shared_has_room_for_all_lines_before_the_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
