#include "unquoted.h"

#include "support.h"

static void
a_time_of_several_words_wants_quotes(void **state)
{
	static const struct {
		const char *option;
		const char *words; /* the value first; `|` ends it */
		const char *want;  /* NULL: as it should be */
	} rows[] = {
		{"-d", "fri 12:00",
		 "-d fri 12:00 wants quotes: -d 'fri 12:00'"},
		{"-d", "25 nov The mug", "-d 25 nov wants quotes: -d '25 nov'"},
		{"-d", "in 3 business days",
		 "-d in 3 business days wants quotes: -d 'in 3 business "
		 "days'"},
		{"--at", "yesterday 17:30 She rang",
		 "--at yesterday 17:30 wants quotes: --at 'yesterday 17:30'"},
		{"-d", "fri", NULL},
		{"-d", "fri Ring them", NULL},
		{"-d", "3bd 12:00", NULL},
		{"-d", "fri | 12:00", NULL},
	};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct unquoted unquoted = {0};
		struct fail why = {0};
		char line[80], *rest;

		strcpy(line, rows[i].words);
		unquoted_option(&unquoted, rows[i].option,
				strtok_r(line, " ", &rest));
		for (char *word; (word = strtok_r(NULL, " ", &rest));) {
			if (*word == '|')
				unquoted_end(&unquoted);
			else
				unquoted_word(&unquoted, word);
		}
		assert_int_equal(unquoted_check(&unquoted, &shop.when, &why),
				 rows[i].want == NULL);
		if (rows[i].want)
			assert_string_equal(why.text, rows[i].want);
		unquoted_release(&unquoted);
	}
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_time_of_several_words_wants_quotes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
