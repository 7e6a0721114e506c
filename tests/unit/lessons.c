/* What follows a remedy, an asking, and what the causes of a month teach. */
#include "story.h"

#include "lessons.h"

/* STORY_PLAN with what is under test put in place of its own lines. */
static char *
plan_with(const char *old, const char *new)
{
	static const char plan[] = STORY_PLAN("", "");
	struct buffer out = {0};
	const char *at = strstr(plan, old);

	assert_non_null(at);
	buffer_add(&out, plan, (size_t)(at - plan));
	buffer_add_string(&out, new);
	buffer_add_string(&out, at + strlen(old));
	return out.at;
}

static void
check(const char *old, const char *new, const struct story *stories,
      size_t count)
{
	char *plan = plan_with(old, new);

	assert_int_equal(story_wrong(plan, stories, count, false), 0);
	free(plan);
}

#define DONE                                         \
	"a 16 10:00 kim open late channel=counter\n" \
	"a 16 10:05 kim restate - : So it is.\n"     \
	"a 16 10:10 kim offer replace\n"             \
	"a 16 10:20 kim finding upheld\n"
#define OPEN_STILL "later update - 18T18:00 kim\n"

static void
what_follows_a_remedy_is_the_plans_to_say(void **state)
{
	static const char replace[] = "label: Replace it, cost: price, ";
	static const char voucher[] = "label: Five off, cost: 5.00";
	static const struct story usual[] = {
		{"a fix is told of, a gesture is not",
		 DONE "a 16 11:00 kim give replace\n"
		      "a 16 11:01 kim give voucher-5\n",
		 "16T11:10",
		 "today tell-after-fix - 16T15:00 kim\n" OPEN_STILL},
		{"a gesture alone is not",
		 DONE "a 16 11:01 kim cannot all : x\n"
		      "a 16 11:02 kim give voucher-5\n",
		 "16T11:10", OPEN_STILL},
	};
	static const struct story nothing[] = {
		{"what hands itself over needs no word",
		 DONE "a 16 11:00 kim give replace\n", "16T11:10", OPEN_STILL},
	};
	static const struct story told[] = {
		{"a gesture that is told of",
		 DONE "a 16 11:01 kim cannot all : x\n"
		      "a 16 11:02 kim give voucher-5\n",
		 "16T11:10",
		 "today tell-after-fix - 16T15:02 kim\n" OPEN_STILL},
		{"until they are told",
		 DONE "a 16 11:01 kim cannot all : x\n"
		      "a 16 11:02 kim give voucher-5\n"
		      "a 16 11:03 kim out phone\n"
		      "a 16 11:04 kim tell done\n",
		 "16T11:10", "soon follow-up all-well 18T18:00 kim\n"},
	};

	(void)state;
	check(replace, replace, usual, 2);
	check(replace, "label: Replace it, cost: price, then: nothing, ",
	      nothing, 1);
	check(voucher, "label: Five off, cost: 5.00, then: tell-customer", told,
	      1);
}

static void
an_approval_that_is_asked_for_is_answered_in_time(void **state)
{
	static const char staff[] = "name: Eva, role: owner}";
	static const char deputy[] =
		"name: Eva, role: owner, deputy: jo}\n"
		"authority:\n"
		"  counter: {fix: 50.00}\n"
		"  answer-asked-within: 2bh\n"
		"  no-answer: {use: deputy, then: grant-up-to-half}";
	static const struct story stories[] = {
		{"of whoever was asked",
		 DONE "a 16 11:00 kim escalate owner remedy=replace\n",
		 "16T11:10",
		 "today reply replace 16T13:00 eva\n" OPEN_STILL
		 "later fix-done - 23T10:00 kim\n"},
		{"then of their deputy",
		 DONE "a 16 11:00 kim escalate owner remedy=replace\n",
		 "16T13:10",
		 "today reply replace 16T15:00 jo\n" OPEN_STILL
		 "later fix-done - 23T10:00 kim\n"},
		{"approving it answers",
		 DONE "a 16 11:00 kim escalate owner remedy=replace\n"
		      "a 16 11:05 eva approve replace\n",
		 "16T11:10", OPEN_STILL "later fix-done - 23T10:00 kim\n"},
		{"so does a note of the rung, saying no",
		 DONE "a 16 11:00 kim escalate owner remedy=replace\n"
		      "a 16 11:05 eva note - : Not this one.\n",
		 "16T11:10", OPEN_STILL "later fix-done - 23T10:00 kim\n"},
		{"one from below does not",
		 DONE "a 16 11:00 kim escalate owner remedy=replace\n"
		      "a 16 11:05 kim note - : Waiting for it.\n",
		 "16T11:10",
		 "today reply replace 16T13:00 eva\n" OPEN_STILL
		 "later fix-done - 23T10:00 kim\n"},
		{"closing ends it",
		 DONE "a 16 11:00 kim escalate owner remedy=replace\n"
		      "a 16 11:05 kim close best-done\n",
		 "16T11:10", "later follow-up feedback 21T14:00 kim\n"},
	};

	(void)state;
	check(staff, deputy, stories, sizeof(stories) / sizeof(*stories));
}

static void
the_rung_above_is_another_person(void **state)
{
	static const char reply[] =
		"    - {id: owner, who: owner, reply-within: 1bd}\n";
	static const char same[] =
		"    - {id: owner, who: owner, reply-within: 1bd}\n"
		"  never-same-person: \"no\"\n";
	static const struct story other[] = {
		{"who had it does not answer to themselves",
		 DONE "a 16 10:30 kim assign jo\n"
		      "a 16 11:00 jo escalate senior\n"
		      "a 16 11:10 jo out phone\n"
		      "a 16 11:20 jo assign jo\n",
		 "16T11:30",
		 "today reply senior 16T15:00 eva\n"
		 "later update - 18T18:00 jo\n"
		 "later fix-done - 23T10:00 jo\n"},
	};
	static const struct story themselves[] = {
		{"unless the plan lets them",
		 DONE "a 16 10:30 kim assign jo\n"
		      "a 16 11:00 jo escalate senior\n",
		 "16T11:30",
		 "today reply senior 16T15:00 jo\n"
		 "later update - 18T18:00 jo\n"
		 "later fix-done - 23T10:00 jo\n"},
		{"and a word of theirs answers then",
		 DONE "a 16 10:30 kim assign jo\n"
		      "a 16 11:00 jo escalate senior\n"
		      "a 16 11:10 jo out phone\n",
		 "16T11:30",
		 "later update - 18T18:00 jo\n"
		 "later fix-done - 23T10:00 jo\n"},
	};

	(void)state;
	check(reply, reply, other, 1);
	check(reply, same, themselves, 2);
}

#define CLOSED(ID, DAY, CAUSE)                                              \
	ID " " DAY " 10:00 kim open other customer=" ID " history=yes\n" ID \
	   " " DAY " 10:10 kim cause " CAUSE "\n"

static void
a_cause_that_comes_again_after_the_task_is_the_owners_P24(void **state)
{
	static const char again[] =
		"  again: {count: 3, window: 60d, owner: owner, due: 3bd}\n";
	static const char after[] =
		"  again: {count: 3, window: 60d, owner: senior, due: 3bd}\n"
		"  again-after-task: {within: 10d, does: to-owner}\n"
		"  tell-customer-what-changed: \"no\"\n";
#define TASK                                            \
	CLOSED("a", "02", "carrier")                    \
	"a 02 11:00 kim prevent t1 : Another carrier\n" \
	"a 05 11:00 kim prevented t1\n"
	static const struct story stories[] = {
		{"nothing, as long as it does not", TASK, "10T10:00", ""},
		{"once it does", TASK CLOSED("b", "10", "carrier"), "10T11:00",
		 "later prevention carrier 13T18:00 eva\n"},
		{"not of another cause", TASK CLOSED("b", "10", "stock"),
		 "10T11:00", ""},
		{"not so long after", TASK CLOSED("b", "18", "carrier"),
		 "18T11:00", ""},
		{"until something else is to be done",
		 TASK CLOSED("b", "10",
			     "carrier") "b 11 10:00 eva prevent none "
					": We pack it twice.\n",
		 "11T11:00", ""},
		{"and in place of the usual duty",
		 TASK CLOSED("b", "10", "carrier") CLOSED("c", "11", "carrier"),
		 "11T11:00", "later prevention carrier 13T18:00 eva\n"},
	};

	(void)state;
	check(again, after, stories, sizeof(stories) / sizeof(*stories));
}

static void
once_a_month_somebody_looks_at_what_it_taught_P35(void **state)
{
	static const char again[] =
		"  again: {count: 3, window: 60d, owner: owner, due: 3bd}\n";
	static const char monthly[] = "  monthly-review: {day: 16, who: eva}\n"
				      "  unknown-at-most: 10pct\n";
	static const struct story stories[] = {
		{"the day before it is known", CLOSED("a", "02", "carrier"),
		 "14T09:00", "soon prevention monthly-review 16T18:00 eva\n"},
		{"until it is done",
		 CLOSED("a", "02", "carrier") "a 15 10:00 eva follow-up "
					      "monthly-review\n",
		 "16T09:00", ""},
		{"late when it is not", CLOSED("a", "02", "carrier"),
		 "18T09:00", "late prevention monthly-review 16T18:00 eva\n"},
		{"a month without a cause teaches nothing", "", "16T09:00", ""},
		{"one of the month after waits for its own day",
		 CLOSED("a", "17", "carrier"), "18T09:00", ""},
	};

	(void)state;
	check(again, monthly, stories, sizeof(stories) / sizeof(*stories));
}

#define LOOKED "10:00 eva follow-up monthly-review\n"

/* 14 November is a Saturday, 14 December a Monday: 44 November, as these
 * stories count. */
static void
a_month_that_nobody_looked_at_stays_P36(void **state)
{
	static const char again[] =
		"  again: {count: 3, window: 60d, owner: owner, due: 3bd}\n";
	static const char monthly[] = "  monthly-review: {day: 14, who: eva}\n";
	static const struct story stories[] = {
		{"late since its own day", CLOSED("a", "02", "carrier"),
		 "46T09:00", "late prevention monthly-review 14T14:00 eva\n"},
		{"with what came since",
		 CLOSED("a", "02", "carrier") CLOSED("b", "20", "stock"),
		 "46T09:00", "late prevention monthly-review 14T14:00 eva\n"},
		{"but not what was looked at",
		 CLOSED("a", "02", "carrier") "a 16 10:00 eva follow-up "
					      "monthly-review\n" CLOSED(
						      "b", "20", "stock"),
		 "46T09:00", "late prevention monthly-review 14T18:00 eva\n"},
		{"nor a month without a cause", CLOSED("b", "20", "stock"),
		 "46T09:00", "late prevention monthly-review 14T18:00 eva\n"},
		{"nor the month after, by what was done late",
		 CLOSED("a", "02", "carrier")
			 CLOSED("b", "20", "stock") "a 39 " LOOKED,
		 "46T09:00", "late prevention monthly-review 14T18:00 eva\n"},
		{"nor by what was done before it was known",
		 CLOSED("b", "20", "stock") "b 40 " LOOKED, "46T09:00",
		 "late prevention monthly-review 14T18:00 eva\n"},
		{"though late and with the month after once both are known",
		 CLOSED("a", "02", "carrier")
			 CLOSED("b", "20", "stock") "b 42 " LOOKED,
		 "46T09:00", ""},
		{"and all of it is settled at once",
		 CLOSED("a", "02", "carrier") CLOSED(
			 "b", "20",
			 "stock") "b 44 10:00 eva follow-up monthly-review\n",
		 "46T09:00", ""},
	};

	(void)state;
	check(again, monthly, stories, sizeof(stories) / sizeof(*stories));
}

static void
the_review_counts_the_causes(void **state)
{
	static const char again[] =
		"  again: {count: 3, window: 60d, owner: owner, due: 3bd}\n";
	char *plan = plan_with(again, "  monthly-review: {day: 16, who: eva}\n"
				      "  unknown-at-most: 10pct\n");
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};

	(void)state;
	story_tell(&told, plan,
		   CLOSED("a", "02", "unknown") CLOSED("b", "03", "carrier")
			   CLOSED("c", "04", "unknown")
				   CLOSED("d", "05", "carrier")
					   CLOSED("e", "06", "stock"));
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant("16T09:00"));
	owed_apart(&list, &view, &told.book, &told.arena);
	assert_int_equal(list.count, 1);
	assert_string_equal(list.at[0].text,
			    "the month's lessons, 5 cases: carrier 2, unknown "
			    "2, stock 1; more unknown than 10 %");
	duty_list_release(&list);
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant("46T09:00"));
	owed_apart(&list, &view, &told.book, &told.arena);
	assert_int_equal(list.count, 1);
	assert_string_equal(list.at[0].text,
			    "the lessons of 2 months, 5 cases: carrier 2, "
			    "unknown 2, stock 1; more unknown than 10 %");
	duty_list_release(&list);
	story_end(&told);
	free(plan);
}

static void
one_unknown_cause_alone_is_not_too_many(void **state)
{
	struct policy *policy;
	struct faults faults = {0};
	char *plan = plan_with("  causes: [", "  unknown-at-most: 10pct\n"
					      "  causes: [");

	(void)state;
	assert_true(policy_parse(plan, strlen(plan), "p", &policy, &faults));
	assert_false(lessons_are_unknown(1, 1, policy));
	assert_true(lessons_are_unknown(2, 19, policy));
	assert_false(lessons_are_unknown(2, 20, policy));
	policy_free(policy);
	free(plan);
}

static void
a_limit_is_looked_at_again_and_an_answer_asked_for_twice(void **state)
{
	static const char none[] = "prevention:\n";
	static const char plan[] =
		"unreasonable: {review-after: 7d, who: owner}\nprevention:\n";
	static const struct story stories[] = {
		{"it is reviewed, of a closed case, too",
		 "a 16 10:00 kim open late history=yes\n"
		 "a 16 10:30 kim reopen\n"
		 "a 16 11:00 eva flag one-channel\n"
		 "a 16 11:30 kim close best-done\n",
		 "16T12:00",
		 "later follow-up feedback 21T14:00 kim\n"
		 "later follow-up limits 23T11:00 eva\n"},
		{"until it is said again",
		 "a 16 10:00 kim open late\n"
		 "a 16 11:00 eva flag one-channel\n"
		 "a 16 11:30 kim close best-done\n"
		 "a 18 10:00 kim feedback declined\n"
		 "a 20 11:00 eva flag one-channel\n",
		 "20T12:00", "later follow-up limits 27T11:00 eva\n"},
		{"or lifted",
		 "a 16 10:00 kim open late\n"
		 "a 16 11:00 eva flag one-channel\n"
		 "a 16 11:30 kim close best-done\n"
		 "a 18 10:00 kim feedback declined\n"
		 "a 20 11:00 eva flag no-limit\n",
		 "20T12:00", ""},
		{"who did not answer is asked once more",
		 "a 16 10:00 kim open late\n"
		 "a 16 11:30 kim close best-done\n"
		 "a 20 10:00 kim feedback unanswered\n",
		 "20T12:00", "later follow-up feedback 26T18:00 kim\n"},
		{"and no more after that",
		 "a 16 10:00 kim open late\n"
		 "a 16 11:30 kim close best-done\n"
		 "a 20 10:00 kim feedback unanswered\n"
		 "a 21 10:00 kim feedback unanswered\n",
		 "21T12:00", ""},
	};

	(void)state;
	check(none, plan, stories, sizeof(stories) / sizeof(*stories));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_limit_is_looked_at_again_and_an_answer_asked_for_twice),
		cmocka_unit_test(what_follows_a_remedy_is_the_plans_to_say),
		cmocka_unit_test(
			an_approval_that_is_asked_for_is_answered_in_time),
		cmocka_unit_test(the_rung_above_is_another_person),
		cmocka_unit_test(
			a_cause_that_comes_again_after_the_task_is_the_owners_P24),
		cmocka_unit_test(
			once_a_month_somebody_looks_at_what_it_taught_P35),
		cmocka_unit_test(a_month_that_nobody_looked_at_stays_P36),
		cmocka_unit_test(the_review_counts_the_causes),
		cmocka_unit_test(one_unknown_cause_alone_is_not_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
