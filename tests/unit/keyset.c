/*
 * A set of numbers has what was added to it, and nothing else.
 */
#include "keyset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NUMBERS 20000

/* Numbers of all sizes, each another one. */
static uint32_t
number(uint32_t i)
{
	return i % 3 == 0 ? i + 1 : i * UINT32_C(0x9E3779B1);
}

static void
what_was_added_is_there_and_found_where_it_is(void **unused)
{
	struct keyset set = {0};
	size_t found = 0, next = 0;
	uint32_t key;

	(void)unused;
	assert_false(keyset_has(&set, 1));
	assert_true(keyset_find(&set, 1) == KEYSET_NONE);
	for (uint32_t i = 0; i < NUMBERS; i += 2)
		assert_true(keyset_add(&set, number(i)));
	for (uint32_t i = 0; i < NUMBERS; i += 2)
		assert_false(keyset_add(&set, number(i)));
	assert_int_equal(set.count, NUMBERS / 2);
	for (uint32_t i = 0; i < NUMBERS; i++)
		assert_int_equal(keyset_has(&set, number(i)), i % 2 == 0);
	while ((key = keyset_next(&set, &next)) != 0) {
		assert_int_equal(keyset_find(&set, key), next - 1);
		found++;
	}
	assert_int_equal(found, set.count);
	keyset_release(&set);
	assert_false(keyset_has(&set, number(0)));
}

static void
an_empty_set_has_no_next(void **unused)
{
	struct keyset set = {0};
	size_t next = 0;

	(void)unused;
	assert_int_equal(keyset_next(&set, &next), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_added_is_there_and_found_where_it_is),
		cmocka_unit_test(an_empty_set_has_no_next),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
