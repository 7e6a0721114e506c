/* The same person again, as only all cases together show it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "casebook.h"
#include "journal.h"
#include "policy.h"
#include "repeat.h"
#include "severity.h"

#define PLAN                                                            \
	"policy: 1\n"                                                   \
	"shop: {name: Casa, timezone: Europe/Madrid, currency: EUR}\n"  \
	"intake:\n"                                                     \
	"  repeat:\n"                                                   \
	"    window: 30d\n"                                             \
	"    second-case: {severity: +1}\n"                             \
	"    same-cause-again: {severity: +2, fix-only-is-not-enough: " \
	"\"yes\"}\n"

#define OPEN(day, id, category, phone)                                \
	"2026-11-" day "T10:00:00.000+01:00\t" id "\topen\t" category \
	"\tkim\t-\t-\tIt broke.\tphone=" phone "\n"

static const char journal_text[] = "#amends 1\n" OPEN("02", "261102-B4R9TCR",
						      "late", "600111222")
	OPEN("04", "261104-E0HM2WD", "faulty", "600111222")
		OPEN("06", "261106-QW7A5N5", "late", "600111222")
			OPEN("10", "261110-8SVX1JK", "late", "600999888");

static void
the_second_and_the_same_again_are_told_apart(void **state)
{
	static const struct {
		const char *id;
		unsigned repeats;
		bool same;
		int severity; /* low normal high urgent */
	} wants[] = {
		{"261102-B4R9TCR", 0, false, 1},
		{"261104-E0HM2WD", 1, false, 2},
		{"261106-QW7A5N5", 2, true, 3},
		{"261110-8SVX1JK", 0, false, 1},
	};
	char name[] = "/tmp/amends-repeat.XXXXXX";
	int fd = mkstemp(name);
	struct faults faults = {0};
	struct journal journal;
	struct casebook book;
	struct policy *policy;
	struct fail why;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, journal_text, sizeof(journal_text) - 1),
			 sizeof(journal_text) - 1);
	close(fd);
	assert_true(policy_parse(PLAN, strlen(PLAN), "p", &policy, &faults));
	assert_true(journal_find(&journal, name, &why));
	assert_true(casebook_load(&book, &journal, false, 2, NULL, NULL, &why));
	/* To be marked twice is to be marked. */
	repeat_mark(&book, policy);
	repeat_mark(&book, policy);
	for (size_t i = 0; i < sizeof(wants) / sizeof(*wants); i++) {
		const struct casefile *file = casebook_find(&book, wants[i].id);

		assert_non_null(file);
		assert_int_equal(file->repeats, wants[i].repeats);
		assert_int_equal(file->same_again, wants[i].same);
		assert_int_equal(severity_of(policy, file), wants[i].severity);
	}
	assert_true(repeat_raise(policy, casebook_find(&book, wants[2].id))
			    ->fix_only_is_not_enough);
	assert_null(repeat_raise(policy, casebook_find(&book, wants[3].id)));
	casebook_release(&book);
	journal_release(&journal);
	policy_free(policy);
	faults_release(&faults);
	unlink(name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_second_and_the_same_again_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
