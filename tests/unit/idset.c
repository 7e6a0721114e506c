/*
 * A set of case ids has what was added to it, once each: ids of a day that
 * differ in one character, the same characters of different days, and what is
 * no date.
 */
#include "idset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define DAYS 40
#define OF_EACH 3000 /* more than its slots had room for at first */

static void
make(char id[CASEID_SIZE], uint32_t number)
{
	caseid_make(id, 26, 1 + (int)(number % DAYS / 28),
		    1 + (int)(number % DAYS % 28), number / DAYS * 7919);
}

static void
an_id_is_new_once_and_no_other_is_taken_for_it(void **unused)
{
	struct idset set;
	char id[CASEID_SIZE];

	(void)unused;
	idset_init(&set);
	for (uint32_t i = 0; i < DAYS * OF_EACH; i++) {
		make(id, i);
		assert_true(idset_add(&set, id));
	}
	for (uint32_t i = 0; i < DAYS * OF_EACH; i++) {
		make(id, i);
		assert_false(idset_add(&set, id));
	}
	assert_int_equal(set.count, DAYS * OF_EACH);
	idset_release(&set);
}

static void
what_is_no_date_is_told_apart_as_well(void **unused)
{
	static const char *const ids[] = {
		"999999-7QK4XMQ", "26112A-7QK4XMQ", "26112B-7QK4XMQ",
		"261122-7QK4XMQ", "261123-7QK4XMQ", "261122-7QK4XMP",
	};
	struct idset set;

	(void)unused;
	idset_init(&set);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
			assert_int_equal(idset_add(&set, ids[i]), round == 0);
	}
	idset_release(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			an_id_is_new_once_and_no_other_is_taken_for_it),
		cmocka_unit_test(what_is_no_date_is_told_apart_as_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
