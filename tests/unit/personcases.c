/*
 * Which of a customer's other cases are read to know how often they came (P51):
 * every one that may count, and few others.
 */
#include "personcases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
#define RULES 2
#define MOST 4
/* A case that was read, and what counts for it; one that was not, and its last
 * line: by a phone number and an e-mail address. */
#define READ(phone, email, since)           \
	{                                   \
		{phone, email}, true, since \
	}
#define LEFT(phone, email, last)            \
	{                                   \
		{phone, email}, false, last \
	}
#define NOBODY_ASKS INT64_MAX

struct row {
	const char *why;
	struct one_case {
		uint32_t hashes[RULES];
		bool read;
		int64_t instant;
	} cases[MOST];
	bool bears; /* the last of them */
};

static void
a_case_is_read_where_it_may_count_for_its_customers_other_one_P51(void **state)
{
	static const struct row rows[] = {
		{"it went on since then",
		 {READ(1, 0, 100), LEFT(1, 0, 100)},
		 true},
		{"it was done with before",
		 {READ(1, 0, 100), LEFT(1, 0, 99)},
		 false},
		{"it is somebody else's",
		 {READ(1, 0, 100), LEFT(2, 0, 150)},
		 false},
		{"nothing is known of either's phone or e-mail",
		 {READ(0, 0, 100), LEFT(0, 0, 150)},
		 false},
		{"nobody asks how often they came",
		 {READ(1, 0, NOBODY_ASKS), LEFT(1, 0, 150)},
		 false},
		{"another one, joined on by an old one, went on",
		 {READ(1, 0, 100), LEFT(0, 2, 150), LEFT(1, 2, 50)},
		 true},
		{"it went on, and is joined on by an old one",
		 {READ(1, 0, 100), LEFT(1, 2, 50), LEFT(0, 2, 150)},
		 true},
		{"all that are joined on are old",
		 {READ(1, 0, 100), LEFT(1, 2, 50), LEFT(0, 2, 60)},
		 false},
		{"two that were read are one person's by an old one",
		 {READ(1, 0, 100), READ(0, 2, 120), LEFT(1, 2, 50)},
		 true},
		{"and nobody asks it of either",
		 {READ(1, 0, NOBODY_ASKS), READ(0, 2, NOBODY_ASKS),
		  LEFT(1, 2, 50)},
		 false},
		{"what counts for the older of two",
		 {READ(1, 2, 100), READ(1, 0, 40), LEFT(0, 2, 50)},
		 true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct personcases cases;
		size_t last = 0;

		personcases_init(&cases, RULES);
		for (size_t k = 0; k < MOST && rows[i].cases[k].instant; k++) {
			const struct one_case *one = &rows[i].cases[k];

			if (one->read)
				personcases_add_read(&cases, one->hashes,
						     one->instant);
			else
				last = personcases_add(&cases, one->hashes,
						       one->instant);
		}
		if (personcases_bears(&cases, last) != rows[i].bears)
			fail_msg("%s", rows[i].why);
		personcases_release(&cases);
	}
}

static void
cases_that_were_joined_are_one_persons_whatever_they_say(void **state)
{
	const uint32_t asked[RULES] = {1, 0}, same[RULES] = {1, 0},
		       other[RULES] = {0, 0};
	struct personcases cases;
	size_t a, b;

	(void)state;
	personcases_init(&cases, RULES);
	personcases_add_read(&cases, asked, 100);
	a = personcases_add(&cases, same, 50);
	b = personcases_add(&cases, other, 150);
	assert_false(personcases_bears(&cases, a));
	assert_false(personcases_bears(&cases, b));
	personcases_join(&cases, a, b);
	assert_true(personcases_bears(&cases, a));
	assert_true(personcases_bears(&cases, b));
	personcases_release(&cases);
}

static void
of_thousands_of_cases_each_finds_its_own_person(void **state)
{
	struct personcases cases;
	const uint32_t many = 5000;

	(void)state;
	personcases_init(&cases, RULES);
	for (uint32_t i = 0; i < many; i++)
		personcases_add_read(&cases, (uint32_t[RULES]){i + 1, 0}, 100);
	for (uint32_t i = 0; i < many; i++)
		personcases_add(&cases, (uint32_t[RULES]){i + 1, 0},
				i % 3 ? 99 : 100);
	for (uint32_t i = 0; i < many; i++)
		assert_int_equal(personcases_bears(&cases, many + i),
				 i % 3 == 0);
	personcases_release(&cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_case_is_read_where_it_may_count_for_its_customers_other_one_P51),
		cmocka_unit_test(
			cases_that_were_joined_are_one_persons_whatever_they_say),
		cmocka_unit_test(
			of_thousands_of_cases_each_finds_its_own_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
