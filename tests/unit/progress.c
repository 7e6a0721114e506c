/* How far long work is. */
#include "progress.h"
#include "support.h"

static void
how_many_and_how_much_of_it(void **state)
{
	static const struct {
		size_t count;
		int64_t done, total;
		const char *want;
	} rows[] = {
		{256, 0, 0, "256 rows"},
		{412000, 41, 100, "412,000 rows, 41 %"},
		{1000000, 999, 1000, "1,000,000 rows, 99 %"},
		{1000, 1000, 1000, "1,000 rows, 100 %"},
		/* It grew meanwhile. */
		{1000, 1200, 1000, "1,000 rows, 100 %"},
		{12, INT64_MAX / 2, INT64_MAX, "12 rows, 50 %"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		progress_say(&out, "rows", rows[i].count, rows[i].done,
			     rows[i].total);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
}

static void
nobody_is_told_where_nobody_looks(void **state)
{
	struct progress none = {0}, quiet;

	(void)state;
	progress_begin(&quiet, "rows", true);
	for (int i = 0; i < 100000; i++) {
		assert_false(progress_is_due(&none, 1));
		assert_false(progress_is_due(&quiet, 1));
	}
	/* Nothing was shown: nothing is wiped. */
	progress_last(&quiet, "writing");
	progress_end(&quiet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(how_many_and_how_much_of_it),
		cmocka_unit_test(nobody_is_told_where_nobody_looks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
