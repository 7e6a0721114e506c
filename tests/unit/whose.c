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
	"    - {id: outside, who: external}\n";

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

	(void)state;
	assert_string_equal(whose_rung(policy, 0, "pat", day), "sam");
	assert_string_equal(whose_rung(policy, 1, "pat", day), "jo");
	assert_string_equal(whose_rung(policy, 2, "pat", day), "pat");
	assert_string_equal(whose_rung(policy, POLICY_NONE, "pat", day), "pat");
	assert_null(whose_rung(policy, 2, NULL, day));
	policy_free(policy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_is_away_is_stood_in_for),
		cmocka_unit_test(
			a_rung_without_a_person_leaves_it_with_the_owner_of_the_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
