/*
 * Strings are numbered in the order in which they come first, and are found
 * again by their bytes.
 */
#include "numbered.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mem.h"

#define STRINGS 100000

static void
each_string_has_the_number_it_was_given(void **state)
{
	struct numbered strings = {0};
	struct arena arena = {0};

	(void)state;
	assert_true(numbered_find(&strings, "") == NUMBERED_NONE);
	for (size_t i = 0; i < STRINGS; i++) {
		const char *name = arena_format(&arena, "Ticket:%zu", i);

		assert_true(numbered_find(&strings, name) == NUMBERED_NONE);
		assert_int_equal(numbered_add(&strings, name), i);
	}
	assert_int_equal(numbered_add(&strings, ""), STRINGS);
	for (size_t i = 0; i < STRINGS; i++) {
		/* By its bytes, not by where they are. */
		const char *name = arena_format(&arena, "Ticket:%zu", i);

		assert_int_equal(numbered_find(&strings, name), i);
		assert_string_equal(strings.at[i], name);
	}
	assert_int_equal(numbered_find(&strings, ""), STRINGS);
	assert_true(numbered_find(&strings, "Ticket:") == NUMBERED_NONE);
	numbered_release(&strings);
	assert_true(numbered_find(&strings, "") == NUMBERED_NONE);
	arena_release(&arena);
}

/* Of 300,000 words some ten pairs share a hash of 32 bits. */
static void
strings_whose_hashes_are_the_same_are_told_apart(void **state)
{
	struct numbered strings = {0};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < 300000; i++)
		numbered_add(&strings, arena_format(&arena, "%zx", i * i + 7));
	for (size_t i = 0; i < 300000; i++)
		assert_int_equal(
			numbered_find(&strings,
				      arena_format(&arena, "%zx", i * i + 7)),
			i);
	numbered_release(&strings);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_string_has_the_number_it_was_given),
		cmocka_unit_test(
			strings_whose_hashes_are_the_same_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
