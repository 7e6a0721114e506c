#include "fail.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text.h"

static void
a_failure_is_one_line_at_its_place(void **state)
{
	struct fail why = {.column = 7};

	(void)state;
	assert_false(fail_set(&why, FAIL_USAGE, "'%s' is not a %s", "refnd",
			      "remedy"));
	assert_int_equal(why.kind, FAIL_USAGE);
	assert_int_equal(why.column, 0);
	assert_string_equal(why.text, "'refnd' is not a remedy");
	assert_false(fail_at(&why, FAIL_INPUT, 9, "unknown key"));
	assert_int_equal(why.column, 9);
	assert_false(fail_errno(&why, ENOSPC, "%s", "journal"));
	assert_int_equal(why.kind, FAIL_SYSTEM);
	assert_int_equal(why.column, 0);
	assert_string_equal(why.text, "journal: No space left on device");
}

static void
nobody_has_to_listen(void **state)
{
	(void)state;
	assert_false(fail_set(NULL, FAIL_USAGE, "x"));
	assert_false(fail_at(NULL, FAIL_USAGE, 1, "x"));
	assert_false(fail_errno(NULL, EIO, "x"));
}

static void
a_sentence_too_long_is_cut_between_characters(void **state)
{
	(void)state;
	for (size_t before = 0; before < 4; before++) {
		char words[2 * FAIL_TEXT_SIZE + 8];
		struct fail why;
		size_t bad, len = before;

		memset(words, 'x', before);
		while (len < 2 * FAIL_TEXT_SIZE) {
			memcpy(words + len, "\xe2\x82\xac", 3);
			len += 3;
		}
		words[len] = '\0';
		fail_set(&why, FAIL_INPUT, "%s", words);
		assert_true(strlen(why.text) >= FAIL_TEXT_SIZE - 5);
		assert_true(text_is_utf8(why.text, strlen(why.text), &bad));
		fail_errno(&why, EIO, "%s", words);
		assert_true(strlen(why.text) < FAIL_TEXT_SIZE);
	}
}

static void
each_kind_has_its_exit_status(void **state)
{
	(void)state;
	assert_int_equal(fail_exitcode(FAIL_NONE), 0);
	assert_int_equal(fail_exitcode(FAIL_REFUSED), 1);
	assert_int_equal(fail_exitcode(FAIL_USAGE), 2);
	assert_int_equal(fail_exitcode(FAIL_INPUT), 3);
	assert_int_equal(fail_exitcode(FAIL_SYSTEM), 4);
	assert_int_equal(exitcode_worse(EXITCODE_NO, EXITCODE_INPUT), 3);
	assert_int_equal(exitcode_worse(EXITCODE_INPUT, EXITCODE_NO), 3);
}

static void
faults_are_listed_by_line_and_column_else_as_they_came(void **state)
{
	static const struct {
		size_t line, column;
		const char *want;
	} sorted[] = {
		{1, 9, "e"}, {2, 1, "c"}, {2, 5, "a"}, {2, 5, "b"}, {9, 1, "d"},
	};
	struct faults faults = {0};

	(void)state;
	faults_add(&faults, 2, 5, "a");
	faults_add(&faults, 2, 5, "b");
	faults_add(&faults, 2, 1, "%s", "c");
	faults_add(&faults, 9, 1, "d");
	faults_add(&faults, 1, 9, "e");
	faults_sort(&faults);
	assert_int_equal(faults.count, 5);
	for (size_t i = 0; i < faults.count; i++) {
		assert_int_equal(faults.at[i].line, sorted[i].line);
		assert_int_equal(faults.at[i].column, sorted[i].column);
		assert_string_equal(faults.at[i].text, sorted[i].want);
	}
	faults_release(&faults);
	assert_int_equal(faults.count, 0);
	faults_sort(&faults);
	faults_add(&faults, 1, 1, "again");
	faults_release(&faults);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_failure_is_one_line_at_its_place),
		cmocka_unit_test(nobody_has_to_listen),
		cmocka_unit_test(a_sentence_too_long_is_cut_between_characters),
		cmocka_unit_test(each_kind_has_its_exit_status),
		cmocka_unit_test(
			faults_are_listed_by_line_and_column_else_as_they_came),
	};

	return cmocka_run_group_tests_name("fail", tests, NULL, NULL);
}
