#include "discreet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int
show_again(void **state)
{
	(void)state;
	discreet_set(false);
	return 0;
}

static void
words_are_shown_until_it_is_said_that_they_are_not(void **state)
{
	(void)state;
	assert_false(discreet_is());
	assert_string_equal(discreet_word("Ana"), "Ana");
	discreet_set(true);
	assert_true(discreet_is());
	assert_string_equal(discreet_word("Ana"), "...");
}

static void
what_is_nearly_a_word_of_the_plan_is_shown(void **state)
{
	(void)state;
	discreet_set(true);
	assert_string_equal(discreet_near("refnd", "refund"), "refnd");
	assert_string_equal(discreet_near("Ana", NULL), "...");
	discreet_set(false);
	assert_string_equal(discreet_near("Ana", NULL), "Ana");
}

static void
a_word_is_taken_out_of_the_sentence_that_quotes_it(void **state)
{
	static const struct {
		const char *text, *word, *left;
	} rows[] = {
		{"'lots' is not an amount, as 12.50 is", "lots",
		 "'...' is not an amount, as 12.50 is"},
		{"write 'x' for 'Ana'", "Ana", "write 'x' for '...'"},
		{"'Ana' or 'Ana'", "Ana", "'...' or '...'"},
		{"'O'Hara' is none", "O'Hara", "'...' is none"},
		{"nothing is quoted: Ana", "Ana", "nothing is quoted: Ana"},
		/* Cut in the midst of it. */
		{"no event 'Ana Ru", "Ana Ruiz", "no event '..."},
		{"'x'", "", "'x'"},
		{"", "Ana", ""},
	};

	(void)state;
	discreet_set(true);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct fail why;

		fail_set(&why, FAIL_USAGE, "%s", rows[i].text);
		discreet_fail(&why, rows[i].word);
		assert_string_equal(why.text, rows[i].left);
		assert_int_equal(why.kind, FAIL_USAGE);
	}
}

static void
and_left_where_words_are_shown(void **state)
{
	struct fail why;

	(void)state;
	fail_set(&why, FAIL_USAGE, "'Ana' is none");
	discreet_fail(&why, "Ana");
	assert_string_equal(why.text, "'Ana' is none");
}

static void
a_sentence_as_long_as_there_is_room_stays_within_it(void **state)
{
	char text[FAIL_TEXT_SIZE];
	struct fail why;

	(void)state;
	discreet_set(true);
	memset(text, 'y', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	for (size_t i = 0; i + 4 < sizeof(text); i += 4)
		memcpy(text + i, "'a'b", 4);
	fail_set(&why, FAIL_USAGE, "%s", text);
	discreet_fail(&why, "a");
	assert_true(strlen(why.text) < FAIL_TEXT_SIZE);
	assert_null(strstr(why.text, "'a'"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(
			words_are_shown_until_it_is_said_that_they_are_not,
			show_again),
		cmocka_unit_test_teardown(
			what_is_nearly_a_word_of_the_plan_is_shown, show_again),
		cmocka_unit_test_teardown(
			a_word_is_taken_out_of_the_sentence_that_quotes_it,
			show_again),
		cmocka_unit_test(and_left_where_words_are_shown),
		cmocka_unit_test_teardown(
			a_sentence_as_long_as_there_is_room_stays_within_it,
			show_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
