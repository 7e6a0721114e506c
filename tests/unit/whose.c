#include "whose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Kim is away from the 2nd to the 6th, Sam on the 4th, Eva from the 5th to the
 * 9th and Jo on the 6th. */
static const char plan[] =
	"policy: 1\n"
	"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}\n"
	"roles:\n"
	"  - {id: counter, may: [open]}\n"
	"  - {id: senior, may: [open]}\n"
	"  - {id: owner, may: [open]}\n"
	"staff:\n"
	"  - {id: kim, name: Kim, role: counter,\n"
	"     away: [\"2026-11-02..2026-11-06\"]}\n"
	"  - {id: sam, name: Sam, role: counter, away: [\"2026-11-04\"]}\n"
	"  - {id: jo, name: Jo, role: senior, away: [\"2026-11-06\"]}\n"
	"  - {id: eva, name: Eva, role: owner, deputy: jo,\n"
	"     away: [\"2026-11-05..2026-11-09\"]}\n"
	"escalation:\n"
	"  rungs:\n"
	"    - {id: first, who: counter}\n"
	"    - {id: top, who: owner}\n"
	"    - {id: outside, who: external}\n"
	"categories:\n"
	"  - {id: rude, label: Rude, fixes: [ask-and-agree], min-rung: "
	"first}\n";

/* The day of November on which `name`, of a role or of a person, is asked. */
struct row {
	int day;
	const char *name;
	const char *who;
};

static const struct row rows[] = {
	{1, "counter", "kim"}, /* the first */
	{2, "counter", "sam"}, /* the next who is there */
	{4, "counter", "kim"}, /* nobody is, and there is no deputy */
	{7, "counter", "kim"}, /* back again */
	{4, "owner", "eva"},   {5, "owner", "jo"}, /* her deputy */
	{6, "owner", "eva"}, /* away as well: it waits for her */
	{9, "owner", "jo"},    {10, "owner", "eva"},        {4, "eva", "eva"},
	{5, "Eva", "jo"}, /* a person has a deputy, too */
	{4, "kim", "kim"},     {4, "somebody", "somebody"}, {4, NULL, NULL},
};

static struct policy *
read_plan(void)
{
	struct policy *policy;
	struct faults faults = {0};

	policy_parse(plan, sizeof(plan) - 1, "policies.yaml", &policy, &faults);
	if (!policy)
		fail_msg("%zu: %s", faults.at[0].line, faults.at[0].text);
	faults_release(&faults);
	return policy;
}

static void
whoever_is_away_is_stood_in_for(void **state)
{
	struct policy *policy = read_plan();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *who =
			whose_called(policy, rows[i].name,
				     civil_to_days(2026, 11, rows[i].day));

		if (!rows[i].who)
			assert_null(who);
		else if (strcmp(who, rows[i].who) != 0)
			fail_msg("%s on the %d: %s, not %s", rows[i].name,
				 rows[i].day, who, rows[i].who);
	}
	policy_free(policy);
}

static void
a_rung_without_a_person_leaves_it_with_the_owner_of_the_case(void **state)
{
	struct policy *policy = read_plan();
	int64_t day = civil_to_days(2026, 11, 5);
	const struct casefile file = {0};

	(void)state;
	assert_string_equal(whose_rung(policy, &file, 0, "pat", day), "sam");
	assert_string_equal(whose_rung(policy, &file, 0, "sam", day), "kim");
	assert_string_equal(whose_rung(policy, &file, 0, "SAM", day), "kim");
	assert_string_equal(whose_rung(policy, &file, 1, "pat", day), "jo");
	assert_string_equal(whose_rung(policy, &file, 2, "pat", day), "pat");
	assert_string_equal(whose_rung(policy, &file, POLICY_NONE, "pat", day),
			    "pat");
	assert_null(whose_rung(policy, &file, 2, NULL, day));
	policy_free(policy);
}

/* Whom it is about, by id or name, the rung, who has it, and the day of
 * November. */
static void
a_rung_is_nobody_whom_the_case_is_about_nor_as_a_deputy(void **state)
{
	static const struct {
		const char *about;
		int rung;
		const char *owner;
		int day;
		const char *who;
	} cases[] = {
		{"kim", 1, NULL, 5, "jo"},   /* for Eva, who is away */
		{"jo", 1, NULL, 5, "eva"},   /* it waits for her */
		{"Jo", 1, "sam", 5, "eva"},  /* nor is it Sam's */
		{"jo", 1, "eva", 5, "eva"},  /* whose it is already */
		{"kim", 0, NULL, 1, "sam"},  /* another one of the rung */
		{"sam", 0, "kim", 1, "eva"}, /* another one than Kim */
		{"kim", 0, NULL, 4, "eva"},  /* who is there, above */
		{"kim", 0, NULL, 5, "sam"},  /* Sam is, and Eva is away */
		{"eva", 1, NULL, 1, "kim"},  /* nobody is above her */
		{"eva", 1, NULL, 2, "sam"},
	};
	struct policy *policy = read_plan();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct record_pair about = {"about", cases[i].about};
		const struct casefile file = {.details = &about,
					      .detail_count = 1};
		const char *who =
			whose_rung(policy, &file, cases[i].rung, cases[i].owner,
				   civil_to_days(2026, 11, cases[i].day));

		if (!who || strcmp(who, cases[i].who) != 0)
			fail_msg("%zu: %s", i, who ? who : "nobody");
	}
	policy_free(policy);
}

static void
a_case_was_not_theirs_whom_it_is_about(void **state)
{
	const struct record opening = {.who = "kim"}, heard = {.who = "kim"},
			    note = {.who = "sam"};
	struct casefile_event events[] = {{&opening, VERB_OPEN, CASEFILE_NONE},
					  {&heard, VERB_HEARD, CASEFILE_NONE},
					  {&note, VERB_NOTE, CASEFILE_NONE}};
	struct record_pair about = {"about", "kim"};
	struct casefile file = {.events = events, .event_count = 3};

	(void)state;
	assert_string_equal(whose_was(&file, 3), "kim");
	file.details = &about;
	file.detail_count = 1;
	assert_null(whose_was(&file, 2));
	assert_string_equal(whose_was(&file, 3), "sam");
}

/* Whom it is about, by id or name, in a category with and without a rung; who
 * has it, and the day of November. */
static void
somebody_else_decides_on_a_complaint_about_a_person(void **state)
{
	static const struct {
		const char *about, *category, *owner;
		int day;
		const char *who;
	} cases[] = {
		{NULL, NULL, "kim", 1, NULL},
		{"the carrier", NULL, "kim", 1, NULL},
		{"kim", NULL, NULL, 1, "eva"},
		{"Kim", NULL, "kim", 1, "eva"},
		{"kim", NULL, "sam", 1, "sam"},
		{"kim", "rude", NULL, 1, "sam"},
		{"kim", "rude", NULL, 4, "eva"},
		{"eva", NULL, NULL, 1, "kim"},
		{"eva", NULL, NULL, 4, "kim"},
	};
	struct policy *policy = read_plan();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct record_pair about = {"about", cases[i].about};
		const struct casefile file = {
			.details = &about,
			.detail_count = cases[i].about ? 1 : 0,
			.category = cases[i].category,
			.owner = cases[i].owner,
		};
		const char *who = whose_instead(
			policy, &file, civil_to_days(2026, 11, cases[i].day));

		if (!cases[i].who)
			assert_null(who);
		else if (!who || strcmp(who, cases[i].who) != 0)
			fail_msg("%zu: %s", i, who ? who : "nobody");
	}
	policy_free(policy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_is_away_is_stood_in_for),
		cmocka_unit_test(
			a_rung_without_a_person_leaves_it_with_the_owner_of_the_case),
		cmocka_unit_test(
			a_rung_is_nobody_whom_the_case_is_about_nor_as_a_deputy),
		cmocka_unit_test(a_case_was_not_theirs_whom_it_is_about),
		cmocka_unit_test(
			somebody_else_decides_on_a_complaint_about_a_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
