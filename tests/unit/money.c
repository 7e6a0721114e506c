#include "money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

static void
a_currency_has_its_minor_digits(void **state)
{
	(void)state;
	assert_int_equal(money_digits("EUR"), 2);
	assert_int_equal(money_digits("JPY"), 0);
	assert_int_equal(money_digits("KWD"), 3);
	assert_int_equal(money_digits("XXX"), 2);
}

static void
a_currency_is_one_of_those_in_use(void **state)
{
	static const struct {
		const char *code;
		const char *guess; /* "": it is one */
	} rows[] = {
		{"EUR", ""},    {"USD", ""},    {"GBP", ""},    {"AED", ""},
		{"ZWG", ""},    {"JPY", ""},    {"KWD", ""},    {"XPF", ""},
		{"XXQ", NULL},  {"EUT", "EUR"}, {"GPB", "GBP"}, {"UDS", "USD"},
		{"eur", "EUR"}, {"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *guess = "";

		assert_int_equal(money_is_currency(rows[i].code, &guess),
				 rows[i].guess && !*rows[i].guess);
		if (rows[i].guess)
			assert_string_equal(guess, rows[i].guess);
		else
			assert_null(guess);
	}
}

static void
an_amount_is_read_as_people_type_it(void **state)
{
	static const struct {
		const char *text;
		int digits;
		int64_t want; /* MONEY_NONE: refused */
		const char *why;
	} rows[] = {
		{"18", 2, 1800, NULL},
		{"18.5", 2, 1850, NULL},
		{"18.50", 2, 1850, NULL},
		{"018", 2, 1800, NULL},
		{"0", 2, 0, NULL},
		{"0.05", 2, 5, NULL},
		{"1500", 0, 1500, NULL},
		{"1.234", 3, 1234, NULL},
		{"9999999999.99", 2, 999999999999, NULL},
		{"18,50", 2, MONEY_NONE,
		 "'18,50' is not an amount: write the decimals behind a "
		 "point, as in 12.50"},
		{"1,800.00", 2, MONEY_NONE,
		 "'1,800.00' is not an amount: write the decimals behind a "
		 "point, as in 12.50"},
		{"18.505", 2, MONEY_NONE, "'18.505' has more than 2 decimals"},
		{"18.5", 0, MONEY_NONE, "'18.5' has more than 0 decimals"},
		{"", 2, MONEY_NONE, "'' is not an amount, as 12.50 is"},
		{"-5", 2, MONEY_NONE, "'-5' is not an amount, as 12.50 is"},
		{"+5", 2, MONEY_NONE, "'+5' is not an amount, as 12.50 is"},
		{".5", 2, MONEY_NONE, "'.5' is not an amount, as 12.50 is"},
		{"5.", 2, MONEY_NONE, "'5.' is not an amount, as 12.50 is"},
		{"1.2.3", 2, MONEY_NONE,
		 "'1.2.3' is not an amount, as 12.50 is"},
		{"1e3", 2, MONEY_NONE, "'1e3' is not an amount, as 12.50 is"},
		{" 5", 2, MONEY_NONE, "' 5' is not an amount, as 12.50 is"},
		{"5 EUR", 2, MONEY_NONE,
		 "'5 EUR' is not an amount, as 12.50 is"},
		{"10000000000", 2, MONEY_NONE,
		 "'10000000000' is too large an amount"},
		{"99999999999999999999999", 2, MONEY_NONE,
		 "'99999999999999999999999' is too large an amount"},
		{"99999999999.99", 2, MONEY_NONE,
		 "'99999999999.99' is too large an amount"},
		{"99999999999999x", 2, MONEY_NONE,
		 "'99999999999999x' is not an amount, as 12.50 is"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fail why = {0};
		int64_t amount = MONEY_NONE;
		bool read = money_parse(rows[i].text, rows[i].digits, &amount,
					&why);

		assert_int_equal(read, rows[i].why == NULL);
		if (read) {
			assert_true(amount == rows[i].want);
		} else {
			assert_string_equal(why.text, rows[i].why);
			assert_int_equal(why.kind, FAIL_USAGE);
		}
	}
}

static void
a_comma_is_taken_where_the_shop_writes_one(void **state)
{
	static const struct {
		const char *text;
		char mark;
		int64_t want;
		const char *why;
	} rows[] = {
		{"18,50", ',', 1850, NULL},
		{"18.50", ',', 1850, NULL},
		{"18", ',', 1800, NULL},
		{"18.50", '.', 1850, NULL},
		{"18,50", '.', 0,
		 "'18,50' is not an amount: write the decimals behind a "
		 "point, as in 12.50"},
		{"1.850,00", ',', 0,
		 "'1.850,00' is not an amount: write one comma, before the "
		 "decimals, as in 1234,50"},
		{"1,2,3", ',', 0,
		 "'1,2,3' is not an amount: write one comma, before the "
		 "decimals, as in 1234,50"},
		{"lots", ',', 0, "'lots' is not an amount, as 12,50 is"},
		{"18,5x", ',', 0, "'18,5x' is not an amount, as 12,50 is"},
		{"18,505", ',', 0, "'18,505' has more than 2 decimals"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fail why;
		int64_t amount = 0;

		assert_int_equal(money_parse_marked(rows[i].text, 2,
						    rows[i].mark, &amount,
						    &why),
				 rows[i].why == NULL);
		if (rows[i].why)
			assert_string_equal(why.text, rows[i].why);
		else
			assert_true(amount == rows[i].want);
	}
}

static void
an_amount_in_a_record_has_one_spelling(void **state)
{
	static const struct {
		const char *text;
		int digits, found; /* found -1: refused */
		int64_t want;
	} rows[] = {
		{"12.50", 2, 2, 1250}, {"0.00", 2, 2, 0},
		{"0", 0, 0, 0},        {"12.50", -1, 2, 1250},
		{"12", -1, 0, 12},     {"1.234", -1, 3, 1234},
		{"12.5", 2, -1, 0},    {"12", 2, -1, 0},
		{"12.500", 2, -1, 0},  {"012.50", 2, -1, 0},
		{"00", 0, -1, 0},      {"-1.00", 2, -1, 0},
		{"1.2345", -1, -1, 0}, {"", 2, -1, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fail why;
		int64_t amount;
		int found = -1;
		bool read = money_parse_exact(rows[i].text, rows[i].digits,
					      &amount, &found, &why);

		assert_int_equal(read, rows[i].found >= 0);
		if (!read)
			continue;
		assert_int_equal(found, rows[i].found);
		assert_true(amount == rows[i].want);
	}
}

static void
what_is_written_is_read_back(void **state)
{
	static const int64_t amounts[] = {0,    1,     9,         10,
					  99,   100,   1001,      123456,
					  5000, 99999, MONEY_MAX, 1000000};

	(void)state;
	for (int digits = 0; digits <= 3; digits++) {
		for (size_t i = 0; i < COUNT(amounts); i++) {
			struct buffer out = {0};
			struct fail why;
			int64_t back;

			money_format(&out, amounts[i], digits);
			assert_true(money_parse_exact(out.at, digits, &back,
						      NULL, &why));
			assert_true(back == amounts[i]);
			buffer_release(&out);
		}
	}
}

static void
people_see_thousands_apart(void **state)
{
	static const struct {
		int64_t amount;
		int digits;
		char mark;
		const char *want;
	} rows[] = {
		{0, 2, '.', "0.00"},
		{99999, 2, '.', "999.99"},
		{100000, 2, '.', "1,000.00"},
		{411850, 2, ',', "4.118,50"},
		{1234567, 0, '.', "1,234,567"},
		{MONEY_MAX, 3, '.', "999,999,999.999"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		money_say(&out, rows[i].amount, rows[i].digits, rows[i].mark);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
}

static void
an_amount_is_shown_behind_the_shops_mark(void **state)
{
	static const struct {
		int64_t amount;
		int digits;
		char mark;
		const char *want;
	} rows[] = {
		{123450, 2, ',', "a. 1234,50"},
		{123450, 2, '.', "a. 1234.50"},
		{-5, 2, ',', "a. -0,05"},
		{1200, 0, ',', "a. 1200"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		buffer_add_string(&out, "a. ");
		money_show(&out, rows[i].amount, rows[i].digits, rows[i].mark);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
}

static void
a_percentage_is_rounded_half_up(void **state)
{
	(void)state;
	assert_true(money_percent(1800, 50) == 900);
	assert_true(money_percent(1, 50) == 1);
	assert_true(money_percent(149, 1) == 1);
	assert_true(money_percent(150, 1) == 2);
	assert_true(money_percent(1999, 0) == 0);
	assert_true(money_percent(MONEY_MAX, 1000) == MONEY_MAX * 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_currency_has_its_minor_digits),
		cmocka_unit_test(a_currency_is_one_of_those_in_use),
		cmocka_unit_test(an_amount_is_read_as_people_type_it),
		cmocka_unit_test(a_comma_is_taken_where_the_shop_writes_one),
		cmocka_unit_test(an_amount_in_a_record_has_one_spelling),
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(people_see_thousands_apart),
		cmocka_unit_test(an_amount_is_shown_behind_the_shops_mark),
		cmocka_unit_test(a_percentage_is_rounded_half_up),
	};

	return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
