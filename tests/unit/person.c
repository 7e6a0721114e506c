/*
 * Which details are the same person's, however they are written; and what
 * nobody can be known by, which makes no two complaints one person's (P51).
 */
#include "person.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

static void
what_is_typed_where_nothing_is_known_is_nobodys(void **state)
{
	static const struct {
		const char *key, *value, *detail;
	} rows[] = {
		{"email", "Ana@Example.org", "ana@example.org"},
		{"email", "-", ""},
		{"email", "n/a", ""},
		{"email", "none", ""},
		{"email", "@", ""},
		{"email", "@ana", ""},
		{"email", "ana@", ""},
		{"phone", "+34 600 111 222", "600111222"},
		{"phone", "600-111", "600111"},
		{"phone", "60011", ""},
		{"phone", "0000", ""},
		{"phone", "000 000 000", ""},
		{"phone", "+44 999 999 999", ""},
		{"phone", "111112", "111112"},
		{"phone", "211111", "211111"},
		{"phone", "-", ""},
		{"phone", "", ""},
		{"customer", "Ana", "ana"},
		{"customer", "n/a", "n/a"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer detail = {0};

		person_detail(&detail, rows[i].key, rows[i].value,
			      strlen(rows[i].value));
		if (strcmp(buffer_string(&detail), rows[i].detail) != 0)
			fail_msg("%s=%s: '%s'", rows[i].key, rows[i].value,
				 buffer_string(&detail));
		buffer_release(&detail);
	}
}

/* Of one whose name, address and post code are known. */
static const char *
get(const void *context, const char *key)
{
	static const char *const known[][2] = {
		{"customer", "Ana"}, {"email", "n/a"}, {"postcode", "28001"}};

	(void)context;
	for (size_t i = 0; i < COUNT(known); i++) {
		if (strcmp(known[i][0], key) == 0)
			return known[i][1];
	}
	return NULL;
}

static void
a_rule_wants_all_of_its_details(void **state)
{
	struct buffer out = {0};

	(void)state;
	assert_false(person_details(&out, "phone", get, NULL));
	assert_false(person_details(&out, "email", get, NULL));
	assert_false(person_details(&out, "customer+email", get, NULL));
	assert_int_equal(out.len, 0);
	assert_true(person_details(&out, "customer+postcode", get, NULL));
	assert_string_equal(buffer_string(&out), "ana\t28001\t");
	buffer_release(&out);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			what_is_typed_where_nothing_is_known_is_nobodys),
		cmocka_unit_test(a_rule_wants_all_of_its_details),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
