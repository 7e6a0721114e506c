#include "page.h"

#include "support.h"

#define TEN "0123456789"

static void
rows_are_wrapped_under_their_words(void **state)
{
	static const struct {
		const char *label, *words, *want;
	} rows[] = {
		{"They said", "It broke.", "They said   It broke.\n"},
		{"", "It broke.", "            It broke.\n"},
		{"They said",
		 "The mug came in pieces, it was a gift, and now the day is "
		 "spoilt for all of us.",
		 "They said   The mug came in pieces, it was a gift, and now "
		 "the day is spoilt\n"
		 "            for all of us.\n"},
		/* A line of theirs can never look like a row of ours. */
		{"They said", "One.\nWe owe      nothing",
		 "They said   One.\n            We owe nothing\n"},
		{"They said", "a\tb\rc", "They said   a b c\n"},
		{"They said", "", "They said   \n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		page_row(&out, rows[i].label, rows[i].words);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
}

static void
a_right_half_stands_beside_or_below(void **state)
{
	static const struct {
		const char *tag, *left, *want;
	} rows[] = {
		{"p1", "Replace it",
		 "We owe      p1  Replace it                    by today "
		 "18:00\n"},
		{NULL, "case-log 7qk give",
		 "We owe      case-log 7qk give                 by today "
		 "18:00\n"},
		/* 32 columns are the most, and wide characters count two. */
		{NULL, TEN TEN TEN "12",
		 "We owe      " TEN TEN TEN "12  by today 18:00\n"},
		{NULL, TEN TEN TEN "123",
		 "We owe      " TEN TEN TEN "123\n"
		 "                                              by today "
		 "18:00\n"},
		{"", "\xe6\x9d\xaf",
		 "We owe          \xe6\x9d\xaf"
		 "                            by today 18:00\n"},
		{"p1", "One\ntwo",
		 "We owe      p1  One\n"
		 "                two\n"
		 "                                              by today "
		 "18:00\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		page_halves(&out, "We owe", rows[i].tag, rows[i].left,
			    "by today 18:00");
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
}

static void
where_nothing_stands_on_the_right_there_is_no_line_for_it(void **state)
{
	struct buffer out = {0};

	(void)state;
	page_halves(&out, "Next", NULL, TEN TEN TEN TEN, "");
	assert_string_equal(out.at, "Next        " TEN TEN TEN TEN "\n");
	buffer_clear(&out);
	page_halves(&out, "A longer label", NULL, "One", "two");
	assert_string_equal(out.at, "A longer label One"
				    "                            two\n");
	buffer_release(&out);
}

static void
a_heading_ends_at_the_right_edge(void **state)
{
	struct buffer out = {0};

	(void)state;
	page_heading(&out, "261124-7QK4XME  Ana Ruiz", "Kim's, open 2 days");
	assert_int_equal(out.len, PAGE_COLUMNS + 1);
	assert_non_null(strstr(out.at, "Ruiz   "));
	buffer_clear(&out);
	page_heading(&out, TEN TEN TEN TEN TEN TEN TEN, "open 2 days");
	assert_string_equal(out.at, TEN TEN TEN TEN TEN TEN TEN
			    "\n                                               "
			    "                    open 2 days\n");
	buffer_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_wrapped_under_their_words),
		cmocka_unit_test(a_right_half_stands_beside_or_below),
		cmocka_unit_test(
			where_nothing_stands_on_the_right_there_is_no_line_for_it),
		cmocka_unit_test(a_heading_ends_at_the_right_edge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
