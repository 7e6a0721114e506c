/*
 * The beginnings of lines, beside a look at the whole of each: of a line that
 * is passed over the same is known, and every other is as glance.h has it.
 */
#include "skim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "caseid.h"
#include "chance.h"
#include "mem.h"
#include "readable.h"
#include "record.h"
#include "zone.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
#define TIME "2026-11-22T10:04:31.093+01:00"
#define START TIME "\t261122-7QK4XMQ\t"
#define REST "\t-\teva\t-\t-\tHi"
#define AT INT64_C(1795338271093)

#define LINES 4000

static const uint64_t notes = UINT64_C(1) << VERB_NOTE;
static const uint64_t gives = UINT64_C(1) << VERB_GIVE;

static void
what_is_passed_over_is_told_by_its_beginning(void **state)
{
	static const struct {
		const char *line;
		enum glance_seen seen;
	} rows[] = {
		{START "note" REST, GLANCE_PASSED},
		{START "note" REST "\r", GLANCE_PASSED},
		/* Whatever stands behind its verb. */
		{START "note\t\\x\t", GLANCE_PASSED},
		{START "note\t", GLANCE_PASSED},
		{START "note", GLANCE_PASSED},
		/* And whatever its id is: for others to see. */
		{TIME "\t261122-7QK4XMM\tnote" REST, GLANCE_PASSED},
		/* What is not passed over is judged. */
		{START "tell" REST, GLANCE_SOUND},
		{START "tell\t\\x\teva\t-\t-\tHi", GLANCE_UNSURE},
		{START "give\tvoucher\teva\t-\t5.00\tHi", GLANCE_SOUND},
		/* What does not begin so, too. */
		{START "notes" REST, GLANCE_UNSURE},
		{START "no" REST, GLANCE_UNSURE},
		{START "\tnote" REST, GLANCE_UNSURE},
		{START "note x" REST, GLANCE_UNSURE},
		{START "a-verb-that-is-longer-than-words" REST, GLANCE_UNSURE},
		{TIME " 261122-7QK4XMQ\tnote" REST, GLANCE_UNSURE},
		{TIME "\t261122-7QK4XMQ note" REST, GLANCE_UNSURE},
		{"2026-11-22T10:04:61.093+01:00\t261122-7QK4XMQ\tnote" REST,
		 GLANCE_UNSURE},
		{"2026-13-22T10:04:31.093+01:00\t261122-7QK4XMQ\tnote" REST,
		 GLANCE_UNSURE},
		{START, GLANCE_UNSURE},
		{TIME, GLANCE_UNSURE},
		{"#amends 1", GLANCE_UNSURE},
		{"", GLANCE_UNSURE},
	};
	struct glancer glancer;
	struct skimmer skimmer;

	(void)state;
	glance_init(&glancer, 2);
	skim_init(&skimmer, &glancer);
	skimmer.passed = notes;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t len = strlen(rows[i].line);
		char *line = readable(rows[i].line, len);
		struct glance glance;
		enum glance_seen seen = skim_line(&glance, &skimmer, line, len);

		if (seen != rows[i].seen)
			fail_msg("'%s': %d, not %d", line, (int)seen,
				 (int)rows[i].seen);
		assert_int_equal(glance.taken, len + 1);
		if (seen == GLANCE_PASSED) {
			assert_ptr_equal(glance.at, line);
			assert_int_equal(glance.time, AT);
			assert_int_equal(glance.offset, 3600);
			assert_int_equal(glance.verb, VERB_NOTE);
			assert_true(glance_same_id(
				glance.id, glance_id(line + GLANCE_ID_AT)));
		}
		free(line);
	}
}

static void
some_verbs_are_passed_over_before_an_instant_only(void **state)
{
	static const char give[] = START "give\tvoucher\teva\t-\t5.00\tHi";
	char *line = readable(give, sizeof(give) - 1);
	struct glancer glancer;
	struct skimmer skimmer;
	struct glance glance;

	(void)state;
	glance_init(&glancer, 2);
	skim_init(&skimmer, &glancer);
	skimmer.passed = notes;
	skimmer.passed_before = gives;
	skimmer.before = AT + 1;
	assert_int_equal(skim_line(&glance, &skimmer, line, sizeof(give) - 1),
			 GLANCE_PASSED);
	skimmer.before = AT;
	assert_int_equal(skim_line(&glance, &skimmer, line, sizeof(give) - 1),
			 GLANCE_SOUND);
	free(line);
}

/* A line of any kind and length, long ones and empty ones among them. */
static void
add_line(struct buffer *run)
{
	static const char *const lines[] = {
		START "note" REST,
		START "tell" REST,
		START "give\tvoucher\teva\t-\t5.00\tHi",
		TIME "\t261122-0000000\tnote" REST,
		"2026-11-23T23:59:59.999-03:30\t261122-7QK4XMQ\tnote" REST,
		START "note",
		"",
		"#",
		"\t\t",
	};
	unsigned longer = (unsigned)chance_below(200);

	buffer_add_string(run, lines[chance_below(COUNT(lines))]);
	if (longer == 0)
		longer = 40000;
	for (longer = longer > 100 ? longer : 0; longer > 0; longer--)
		buffer_add_char(
			run, "x\t\\\r"[chance_below(40) ? 0 : chance_below(4)]);
	buffer_add_char(run, '\n');
}

/* One by one, by any means that this processor has, lines are what they are
 * alone, and each ends where its newline stands. */
static void
lines_of_a_run_are_as_each_alone(void **state)
{
	struct fieldends_finder finders[FIELDENDS_FINDERS];
	size_t count = fieldends_finders(finders);
	struct buffer run = {0};
	char *at;

	(void)state;
	chance_begin(20261201);
	for (int i = 0; i < LINES; i++)
		add_line(&run);
	at = readable(run.at, run.len);
	for (size_t i = 0; i < count; i++) {
		struct glancer glancer, alone;
		struct skimmer skimmer;
		struct glance glance, one;
		const char *line = at;

		glance_init(&glancer, 2);
		glance_init(&alone, 2);
		skim_init(&skimmer, &glancer);
		skimmer.passed = notes;
		skimmer.find = finders[i].lines;
		skim_begin(&skimmer, at, run.len);
		while (line < at + run.len) {
			const char *end = strchr(line, '\n');
			enum glance_seen seen = skim_next(&glance, &skimmer);
			enum glance_seen said = glance_line(
				&one, &alone, line, (size_t)(end - line));

			assert_int_equal(glance.taken, end + 1 - line);
			if (seen != GLANCE_PASSED)
				assert_int_equal(seen, end == line
							       ? GLANCE_UNSURE
							       : said);
			else
				assert_int_equal(glance.verb, VERB_NOTE);
			/* Where that looked at the beginning, too. */
			if (one.count > 0) {
				assert_ptr_equal(glance.at, one.at);
				assert_int_equal(glance.time, one.time);
				assert_int_equal(glance.offset, one.offset);
				assert_int_equal(glance.verb, one.verb);
				assert_true(glance_same_id(glance.id, one.id));
				assert_int_equal(seen == GLANCE_PASSED,
						 one.verb == VERB_NOTE);
			}
			line = end + 1;
		}
		assert_int_equal(skim_next(&glance, &skimmer), GLANCE_NONE);
	}
	free(at);
	buffer_release(&run);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_passed_over_is_told_by_its_beginning),
		cmocka_unit_test(
			some_verbs_are_passed_over_before_an_instant_only),
		cmocka_unit_test(lines_of_a_run_are_as_each_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
