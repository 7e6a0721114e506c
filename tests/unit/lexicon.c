/*
 * Words that are numbered: the same word always gets the same number, and of
 * any length and any number of them.
 */
#include "lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void
words_are_numbered_as_they_come_and_each_once(void **state)
{
	static const struct {
		const char *at;
		size_t len;
		uint32_t number;
	} rows[] = {
		{"ruth", 4, 1},   {"jo", 2, 2},          {"ruth", 4, 1},
		{"ruthie", 4, 1}, {"ruthie", 6, 3},      {"", 0, 4},
		{"Ruth", 4, 5},   {"Jos\xC3\xA9", 5, 6}, {"", 0, 4},
	};
	struct lexicon lexicon = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(
			lexicon_number(&lexicon, rows[i].at, rows[i].len),
			rows[i].number);
		assert_int_equal(strncmp(lexicon_word(&lexicon, rows[i].number),
					 rows[i].at, rows[i].len),
				 0);
	}
	assert_string_equal(lexicon_word(&lexicon, 1), "ruth");
	assert_null(lexicon_word(&lexicon, 0));
	lexicon_release(&lexicon);
}

static void
thousands_of_words_are_each_found_again(void **state)
{
	struct lexicon lexicon = {0};
	char word[64];

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (uint32_t i = 1; i <= 20000; i++) {
			size_t len =
				(size_t)snprintf(word, sizeof(word), "%0*u",
						 (int)(i % 40) + 1, i);

			assert_int_equal(lexicon_number(&lexicon, word, len),
					 i);
			assert_string_equal(lexicon_word(&lexicon, i), word);
		}
	}
	lexicon_release(&lexicon);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_numbered_as_they_come_and_each_once),
		cmocka_unit_test(thousands_of_words_are_each_found_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
