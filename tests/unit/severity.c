#include "severity.h"

#include "story.h"

static const char plan[] = STORY_PLAN("", "");

/* More was given than who gave it may: until somebody who may approves. */
static void
over_authority_holds_until_it_is_approved(void **state)
{
#define GAVE "a 23 10:00 kim open late\na 23 10:01 kim give refund "
	static const struct {
		const char *events;
		bool holds;
	} rows[] = {
		{GAVE "\n", false},
		{GAVE "out-of-order=over-authority\n", true},
		{GAVE "out-of-order=restated,over-authority\n", true},
		{GAVE "skipped=over-authority,role\n", true},
		{GAVE "out-of-order=restated\n", false},
		{GAVE "out-of-order=over-authority\n"
		      "a 23 10:02 jo approve refund\n",
		 false},
		{GAVE "out-of-order=over-authority\n"
		      "a 23 10:02 jo approve replace\n",
		 true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct story_told told;

		story_tell(&told, plan, rows[i].events);
		assert_int_equal(severity_trigger(told.policy,
						  &told.book.cases[0],
						  "over-authority"),
				 rows[i].holds);
		story_end(&told);
	}
}

static void
severity_is_the_gravest_of_what_is_known(void **state)
{
#define LATE_AND(OTHER) \
	"a 23 10:00 kim open late\nb 23 10:01 kim open " OTHER "\n"
#define MERGED "a 23 10:02 kim merge 261101-000032V\n"
	static const struct {
		const char *events;
		const char *level;
	} rows[] = {
		{"a 23 10:00 kim open late\n", "normal"},
		{"a 23 10:00 kim open faulty\n", "high"},
		{"a 23 10:00 kim open - \n", "normal"},
		{"a 23 10:00 kim open faulty severity=low\n", "low"},
		{"a 23 10:00 kim open faulty severity=LOW\n", "low"},
		{"a 23 10:00 kim open faulty severity=odd\n", "high"},
		{"a 23 10:00 kim open late value=200.00\n", "normal"},
		{"a 23 10:00 kim open late value=200.01\n", "high"},
		{"a 23 10:00 kim open late severity=low value=200.01\n",
		 "high"},
		{"a 23 10:00 kim open late\na 23 10:01 kim flag press\n",
		 "high"},
		{"a 23 10:00 kim open late severity=urgent\n"
		 "a 23 10:01 kim flag press\n",
		 "urgent"},
		{"a 23 10:00 kim open late\na 23 10:01 kim flag injury\n",
		 "urgent"},
		{"a 23 10:00 kim open late\n"
		 "a 23 10:01 kim promise p1 due=23T12:00\n"
		 "a 23 10:02 kim broken p1\n",
		 "high"},
		{LATE_AND("faulty") MERGED, "high"},
		{LATE_AND("injury") MERGED, "urgent"},
		{LATE_AND("injury"), "normal"},
		{LATE_AND("-") MERGED, "normal"},
		{LATE_AND("injury") MERGED
		 "a 23 10:03 kim amend category=late\n",
		 "normal"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct story_told told;
		int level;

		story_tell(&told, plan, rows[i].events);
		level = severity_of(told.policy, &told.book.cases[0]);
		assert_string_equal(told.policy->severity.levels.at[level],
				    rows[i].level);
		story_end(&told);
	}
}

/* What is joined is held against the case that it lives on in. */
static void
a_category_is_graver_by_its_level_a_trigger_or_its_rung(void **state)
{
	static const char grave[] =
		"policy: 1\n"
		"shop: {name: Luz, timezone: Europe/Madrid, currency: EUR}\n"
		"roles: [{id: counter, may: [log]}, {id: owner, may: [log]}]\n"
		"escalation: {rungs: [{id: counter, who: counter}, "
		"{id: owner, who: owner}]}\n"
		"severity: {urgent-if: [injury], high-if: [press]}\n"
		"remedies: {fix: [{id: look, label: Look, cost: 0.00}]}\n"
		"categories:\n"
		"  - {id: late, label: Late, fixes: [look]}\n"
		"  - {id: faulty, label: Faulty, fixes: [look], "
		"severity: high}\n"
		"  - {id: rude, label: Rude, fixes: [look], "
		"min-rung: owner}\n";
	static const struct {
		const char *category, *than;
		bool graver;
	} rows[] = {
		{"faulty", "late", true},    {"late", "faulty", false},
		{"late", "late", false},     {"faulty", NULL, true},
		{NULL, "late", false},       {"rude", "late", true},
		{"late", "rude", false},     {"injury", "faulty", true},
		{"faulty", "injury", false}, {"press", "late", true},
		{"press", "faulty", false},
	};
	struct story_told told;

	(void)state;
	story_tell(&told, grave, "");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(severity_is_graver(told.policy,
						    rows[i].category,
						    rows[i].than),
				 rows[i].graver);
	story_end(&told);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(over_authority_holds_until_it_is_approved),
		cmocka_unit_test(severity_is_the_gravest_of_what_is_known),
		cmocka_unit_test(
			a_category_is_graver_by_its_level_a_trigger_or_its_rung),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
