/*
 * Suspects of a check are looked at in parts: each line of one is of one part,
 * and cases that were merged are of the same.
 */
#include "suspects.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "caseid.h"

#define CASES 400
#define LINE_LEN 100

/* A line of a case, as far as a part is told by it. */
static size_t
line_of(char line[LINE_LEN], const char *id)
{
	return (size_t)snprintf(line, LINE_LEN,
				"2026-11-24T10:00:00.000+01:00\t%s\tnote\t-",
				id);
}

/* The part that has a line of a case, one of so many; or that many, where none
 * has. */
static size_t
part_of(const struct suspects *suspects, size_t parts, const char *id)
{
	char line[LINE_LEN];
	size_t len = line_of(line, id), of = parts, count = 0;

	for (size_t part = 0; part < parts; part++) {
		if (!suspects_has(suspects, line, len, part))
			continue;
		of = part;
		count++;
	}
	assert_in_range(count, 0, 1);
	return of;
}

/* Cases that begin with a note, which is suspect, and of every eighth one that
 * it was joined to the one before; but each fourth is sound. */
static void
each_suspect_is_of_one_part_and_merged_ones_of_the_same(void **state)
{
	static char ids[CASES][CASEID_SIZE];
	struct suspects suspects = {0};
	size_t parts, others = 0;

	(void)state;
	for (size_t i = 0; i < CASES; i++) {
		struct suspects_event event = {.id = ids[i],
					       .at = 1000 + (int64_t)i,
					       .verb = i % 4 == 0 ? VERB_OPEN
								  : VERB_NOTE,
					       .len = LINE_LEN};

		caseid_make(ids[i], 2026, 1 + (int)i % 12, 1 + (int)i % 28,
			    i * 7919);
		suspects_line(&suspects, &event);
		if (i % 8 != 7)
			continue;
		event.verb = VERB_MERGE;
		event.what = ids[i - 1];
		event.what_len = CASEID_LEN;
		event.at++;
		suspects_line(&suspects, &event);
	}
	parts = suspects_divide(&suspects, 2 * LINE_LEN * CASES / 10);
	assert_in_range(parts, 3, 10);
	for (size_t i = 0; i < CASES; i++) {
		size_t part = part_of(&suspects, parts, ids[i]);

		assert_int_equal(part == parts, i % 4 == 0);
		if (i % 8 == 7)
			assert_int_equal(part,
					 part_of(&suspects, parts, ids[i - 1]));
		others += part > 0 && part < parts;
	}
	assert_in_range(others, CASES / 4, CASES);
	suspects_release(&suspects);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			each_suspect_is_of_one_part_and_merged_ones_of_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
