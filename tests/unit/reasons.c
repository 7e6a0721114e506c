/*
 * What is owed under the name of a duty for another reason than that duty's
 * first (tests/unit/duty.c): a row a reason, told apart by what it says.
 */
#include "life.h"

#include "conditions.h"

#define FURTHER                                             \
	"  again-after-task: {within: 90d}\n"               \
	"  tell-customer-what-changed: \"yes\"\n"           \
	"heat: {levels: [calm, upset, abusive], "           \
	"abusive: {to-rung: senior}}\n"                     \
	"intake: {repeat: {window: 180d, "                  \
	"second-case: {to-rung: senior}}}\n"                \
	"unreasonable: {who: senior, review-after: 90d}\n"  \
	"authority: {counter: {fix: 5.00, gesture: 5.00}, " \
	"senior: {fix: 50.00, gesture: 5.00}, "             \
	"owner: {fix: unlimited, gesture: unlimited}, "     \
	"answer-asked-within: 2bh}\n"

/* A plan that has all of them; a customer who is silent is reminded once. */
#define WITH(ESCALATION, PREVENTION)                       \
	STORY_PLAN_OF("", STOPPING, "\"10m\"", ESCALATION) \
	PREVENTION FURTHER

static const char usual[] = WITH("", "");
static const char missed[] = WITH("  up-one-when: [deadline-missed]\n", "");
static const char faulty[] = WITH("  up-one-when: [faulty]\n", "");
static const char flagged[] = WITH("  up-one-when: [manager]\n", "");
static const char monthly[] =
	WITH("", "  monthly-review: {day: 1, who: owner}\n");

#define CAUSED(CASE, TIME, CUSTOMER)                                     \
	CASE " " TIME ":00 kim open late history=yes customer=" CUSTOMER \
	     "\n" CASE " " TIME ":01 kim cause carrier\n"

static const struct {
	const char *plan;
	const char *says;
	struct life life;
} reasons[] = {
	{usual,
	 "How was it?",
	 {DUTY_FOLLOW_UP,
	  OPENS "a 02 10:01 kim tell done\n",
	  {"feedback 5", "feedback declined", "follow-up feedback"},
	  {"follow-up all-well", "thank card", "out phone"},
	  false,
	  false,
	  false}},
	{usual,
	 "Five off",
	 {DUTY_FOLLOW_UP,
	  OPENS "a 02 10:01 kim tell done\n",
	  {"thank card", "follow-up thank-you"},
	  {"follow-up all-well", "feedback 5", "out phone"},
	  false,
	  false,
	  false}},
	{usual,
	 "the fix is done, so end it: Lend one",
	 {DUTY_FOLLOW_UP,
	  OPENS "a 02 10:01 kim give loan\na 02 10:02 kim give replace\n",
	  {"follow-up ends-loan"},
	  {"follow-up all-well", "tell done", "give refund"},
	  false,
	  false,
	  false}},
	{usual,
	 "tell them what changed because of what they said",
	 {DUTY_FOLLOW_UP,
	  OPENS "a 02 10:01 kim prevent t1 : Boxes\n"
		"a 02 10:02 kim prevented t1\n",
	  {"tell changed", "follow-up changed"},
	  {"tell done", "out email"},
	  false,
	  false,
	  false}},
	{usual,
	 "is one-channel still needed? flag it again, or no-limit",
	 {DUTY_FOLLOW_UP,
	  OPENS "a 02 10:01 jo flag one-channel\n",
	  {"flag no-limit", "flag one-channel"},
	  {"flag manager", "note", "tell done"},
	  false,
	  false,
	  false}},
	{usual,
	 "they are abusive: take it up, or say who does",
	 {DUTY_REPLY,
	  OPENS "a 02 10:01 kim heat abusive\n",
	  {"assign jo", "approve replace", "out email", "heat calm"},
	  {"in email", "note", "heat abusive"},
	  false,
	  true,
	  false}},
	{faulty,
	 "faulty: take it up, or say who does",
	 {DUTY_REPLY,
	  OPENS "a 02 10:01 kim note : Sparks\n",
	  {"assign jo", "approve replace", "out email"},
	  {"in email", "note", "flag manager"},
	  false,
	  true,
	  true}},
	{flagged,
	 "manager was flagged: take it up, or say who does",
	 {DUTY_REPLY,
	  OPENS "a 02 10:01 kim flag manager\n",
	  {"assign jo", "approve replace", "out email"},
	  {"in email", "note", "flag press", "flag manager"},
	  false,
	  true,
	  false}},
	{usual,
	 "they were here before: take it up, or say who does",
	 {DUTY_REPLY,
	  "b 01 10:00 kim open other customer=Ana phone=600111222\n"
	  "a 02 10:00 kim open faulty channel=email severity=normal "
	  "customer=Ana phone=600111222\n"
	  "a 02 10:01 kim assign kim\n",
	  {"assign jo", "approve replace", "out email"},
	  {"in email", "note", "step"},
	  false,
	  true,
	  false}},
	{usual,
	 "may they have refund?",
	 {DUTY_REPLY,
	  OPENS "a 02 10:01 kim escalate senior remedy=refund\n",
	  {"approve refund", "cannot refund", "assign jo", "out email", "note",
	   "wish declined", "offer refund", "give refund"},
	  {"in email", "step", "approve replace", "offer replace"},
	  false,
	  true,
	  false}},
	{usual,
	 "tried often enough: write to them, and wait",
	 {DUTY_UPDATE,
	  "a 00 10:00 kim open late channel=phone\n"
	  "a 00 10:01 kim out phone\n"
	  "a 00 12:30 kim out phone\n"
	  "a 02 10:00 kim out phone\n",
	  {"out email", "tell plan", "restate", "in phone"},
	  {"note", "step"},
	  true,
	  true,
	  false}},
	/* The word within two open hours was due at 11:00. */
	{missed,
	 "a deadline was missed: take it up, or say who does",
	 {DUTY_REPLY,
	  "a 02 09:00 kim open faulty channel=email severity=normal\n",
	  {"out email", "tell plan", "apology", "assign jo", "approve replace",
	   "escalate senior"},
	  {"in email", "note", "step", "offer replace"},
	  false,
	  true,
	  false}},
	{usual,
	 "no answer to any reminder: close it",
	 {DUTY_REMIND,
	  OPENS "a 02 10:01 kim wait : the receipt\n"
		"a 02 10:05 kim out phone\n",
	  {"in email", "resume", "close walked-away"},
	  {"note", "step", "out phone"},
	  false,
	  true,
	  false}},
	{usual,
	 "was the cause 3 times",
	 {DUTY_PREVENTION,
	  CAUSED("a", "02 09", "Ana") CAUSED("b", "02 10", "Ben")
		  CAUSED("c", "02 10", "Cleo"),
	  {"prevent t1 : Boxes", "prevent none : Shown again"},
	  {"note", "step", "tell done", "prevented t1"},
	  false,
	  false,
	  false}},
	{usual,
	 "came again",
	 {DUTY_PREVENTION,
	  CAUSED("a", "01 10", "Ana") "a 01 11:00 kim prevent t1 : Boxes\n"
				      "a 01 12:00 kim prevented t1\n" CAUSED(
					      "b", "02 10", "Ben"),
	  {"prevent t2 : Thicker boxes", "prevent none : Another carrier"},
	  {"note", "step", "tell done", "cause carrier"},
	  false,
	  false,
	  false}},
	/* Of October, on the first open day of November. */
	{monthly,
	 "the month's lessons",
	 {DUTY_PREVENTION,
	  CAUSED("a", "00 10", "Ana"),
	  {"follow-up monthly-review"},
	  {"note", "follow-up all-well", "prevent t1 : Boxes"},
	  false,
	  false,
	  false}},
};

#define REASONS (sizeof(reasons) / sizeof(*reasons))

static size_t
times_owed(size_t reason, const char *story, const char *line, const char *now)
{
	int64_t since;

	return life_times_due(reasons[reason].plan, story, "jo", line,
			      reasons[reason].life.kind, reasons[reason].says,
			      now, &since);
}

static void
each_reason_begins_and_can_be_settled(void **state)
{
	(void)state;
	for (size_t i = 0; i < REASONS; i++) {
		const struct life *life = &reasons[i].life;

		if (times_owed(i, life->begins, NULL, "02T12:30") != 1)
			fail_msg("\"%s\" does not begin", reasons[i].says);
		if (!life->settles[0])
			fail_msg("nothing settles \"%s\"", reasons[i].says);
		for (size_t k = 0; k < SETTLERS && life->settles[k]; k++) {
			if (times_owed(i, life->begins, life->settles[k],
				       "02T12:30") != 0)
				fail_msg("\"%s\" is not settled by %s",
					 reasons[i].says, life->settles[k]);
		}
	}
}

static void
and_by_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < REASONS; i++) {
		const struct life *life = &reasons[i].life;

		for (size_t k = 0; k < SETTLERS && life->spares[k]; k++) {
			if (times_owed(i, life->begins, life->spares[k],
				       "02T12:30") == 0)
				fail_msg("\"%s\" is settled by %s",
					 reasons[i].says, life->spares[k]);
		}
	}
}

static void
a_wait_and_the_end_of_the_case_are_to_each_what_they_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < REASONS; i++) {
		const struct life *life = &reasons[i].life;
		struct buffer story = {0};

		buffer_format(&story, "%sa 02 11:10 kim wait : receipt\n",
			      life->begins);
		/* Another wait has reminders of its own. */
		if (life->kind != DUTY_REMIND &&
		    times_owed(i, story.at, NULL, "02T11:20") !=
			    (life->stops ? 0 : 1))
			fail_msg("a wait %s \"%s\"",
				 life->stops ? "does not stop" : "stops",
				 reasons[i].says);
		buffer_clear(&story);
		buffer_format(&story, "%sa 02 11:40 kim close satisfied\n",
			      life->begins);
		if ((times_owed(i, story.at, NULL, "02T12:30") == 0) !=
		    life->ends)
			fail_msg("closing %s \"%s\"",
				 life->ends ? "does not end" : "ends",
				 reasons[i].says);
		buffer_release(&story);
	}
}

/* A plan that leaves nothing to the defaults that something is owed by. */
static const char whole[] = WITH(
	"  up-one-when: [deadline-missed]\n",
	"  monthly-review: {day: 1, who: owner}\n") "gates: {usual: "
						    "remind}\nreviews: "
						    "{reply-within: 1bd}\n";

static void
each_duty_names_the_line_of_its_rule(void **state)
{
	static const char *const others[] = {
		PROMISES "a 02 10:02 kim review google\n",
		PROMISES "a 02 10:02 kim offer replace skipped=restated\n",
		PROMISES "a 02 10:02 kim give replace out-of-order=restated\n",
		PROMISES "a 02 10:02 kim prevent t1 due=09T18:00 : Boxes\n",
		PROMISES "a 02 10:02 kim wait : receipt\n",
		PROMISES "a 02 10:02 kim tell done\n",
	};
	bool seen[DUTY_KIND_COUNT] = {false};

	(void)state;
	for (size_t i = 0; i < REASONS + sizeof(others) / sizeof(*others);
	     i++) {
		struct duty_list list = {0};
		struct duty_view view;
		struct story_told told;

		story_tell(&told, whole,
			   i < REASONS ? reasons[i].life.begins
				       : others[i - REASONS]);
		repeat_mark(&told.book, told.policy);
		duty_view_init(&view, told.policy, told.policy->shop.zone,
			       story_instant("02T12:30"));
		owed_on_book(&list, &view, &told.book, &told.arena);
		for (size_t k = 0; k < list.count; k++) {
			seen[list.at[k].kind] = true;
			if (list.at[k].rule_line == 0)
				fail_msg("%s \"%s\" names no rule",
					 duty_kind_name(list.at[k].kind),
					 list.at[k].text);
		}
		duty_list_release(&list);
		story_end(&told);
	}
	for (int kind = 0; kind < DUTY_KIND_COUNT; kind++) {
		if (!seen[kind])
			fail_msg("%s is not looked at",
				 duty_kind_name((enum duty_kind)kind));
	}
}

/* What makes each rule good that a gate let somebody skip, all that do; where
 * it is not missing from the first, once this was told. */
static const struct {
	const char *told;
	const char *settles[SETTLERS];
	const char *spares[SETTLERS];
} skipped[RULE_COUNT] = {
	[RULE_HEARD] = {"", {"heard"}, {"restate"}},
	[RULE_RESTATED] = {"", {"restate"}, {"heard", "confirm"}},
	[RULE_CONFIRMED] = {"", {"confirm"}, {"restate", "accept replace"}},
	[RULE_HEART] = {"point pt1 : Late", {"heart pt0"}, {"point pt2 : x"}},
	[RULE_ALL_POINTS_ANSWERED] = {"point pt1 : Late",
				      {"tell done"},
				      {"tell plan", "out email",
				       "answer pt0 : So",
				       "tell done points=pt1"}},
	[RULE_FIX_OFFERED] = {"",
			      {"offer replace"},
			      {"approve replace", "offer voucher-5"}},
	[RULE_FIX_AGREED] = {"offer replace",
			     {"accept replace"},
			     {"offer refund", "accept voucher-5"}},
	[RULE_FIX_DONE] = {"accept replace",
			   {"give replace"},
			   {"tell done", "give voucher-5", "give refund"}},
	[RULE_CUSTOMER_DECLINED_FIX] = {"offer replace",
					{"decline replace"},
					{"cannot all", "decline refund"}},
	[RULE_FIX_IMPOSSIBLE] = {"", {"cannot all"}, {"decline replace"}},
	[RULE_FIX_DONE_OR_REASON] = {"offer replace",
				     {"give replace", "cannot all",
				      "decline replace", "finding not-upheld"},
				     {"finding upheld", "tell done",
				      "give voucher-5", "decline refund"}},
	[RULE_APOLOGY_IF_AT_FAULT] = {"",
				      {"apology", "finding not-upheld",
				       "finding goodwill"},
				      {"finding upheld", "empathy"}},
	[RULE_CUSTOMER_TOLD] = {"give replace", {"tell done"}, {"out email"}},
	[RULE_PROMISES_SETTLED] = {"promise p2 due=09T12:00 : Write",
				   {"renew p2 due=10T12:00"},
				   {"apology", "kept p1", "broken p2"}},
	[RULE_FEEDBACK_ASKED] = {"",
				 {"feedback 5", "feedback unanswered"},
				 {"out email"}},
	[RULE_SECOND_OFFER] = {"", {"offer refund"}, {"decline replace"}},
	[RULE_SEEN_BY_OWNER] = {"", {"approve replace"}, {"note"}},
	[RULE_OUTSIDE_TOLD] = {"", {"tell outside"}, {"tell done"}},
	[RULE_CAUSE] = {"", {"cause carrier"}, {"prevent none : x"}},
	[RULE_PREVENTION] = {"",
			     {"prevent t1 : x", "prevent none : x"},
			     {"cause carrier"}},
	[RULE_WARNED] = {"", {"flag unreasonable"}, {"flag manager"}},
	[RULE_LIMITS] = {"", {"flag no-limit"}, {"note"}},
	[RULE_OVER_AUTHORITY] = {"", {"approve replace"}, {"note"}},
	[RULE_OWN_CASE] = {"", {"approve replace", "assign kim"}, {"note"}},
	[RULE_ROLE] = {"", {"approve replace"}, {"note"}},
};

/* How often it is still to be made good, where it was skipped once and, with
 * `again`, a second time. */
static size_t
times_skipped(enum rule rule, bool again, const char *line)
{
	const char *told = skipped[rule].told;
	const char *name = policy_rule_names[rule];
	struct buffer story = {0};
	int64_t since;
	size_t count;

	buffer_format(&story, PROMISES "a 02 10:20 kim %s\n",
		      *told ? told : "note");
	buffer_format(&story, "a 02 10:30 kim note skipped=%s\n", name);
	if (again)
		buffer_format(&story, "a 02 10:40 kim note skipped=%s\n", name);
	count = life_times_due(usual, story.at, "jo", line, DUTY_SKIPPED, NULL,
			       "02T12:30", &since);
	buffer_release(&story);
	return count;
}

static void
what_a_gate_let_pass_is_made_good_by_the_step_itself(void **state)
{
	(void)state;
	for (int i = 0; i < RULE_COUNT; i++) {
		enum rule rule = (enum rule)i;
		const char *name = policy_rule_names[rule];
		const char *const *settles = skipped[rule].settles;
		const char *const *spares = skipped[rule].spares;

		if (times_skipped(rule, false, NULL) != 1)
			fail_msg("%s is not owed once", name);
		if (!settles[0])
			fail_msg("nothing makes %s good", name);
		for (size_t k = 0; k < SETTLERS && settles[k]; k++) {
			if (times_skipped(rule, false, settles[k]) != 0)
				fail_msg("%s is not made good by %s", name,
					 settles[k]);
		}
		for (size_t k = 0; k < SETTLERS && spares[k]; k++) {
			if (times_skipped(rule, false, spares[k]) == 0)
				fail_msg("%s is made good by %s", name,
					 spares[k]);
		}
	}
}

/* Each time that somebody acted on what was another's to decide. */
static bool
is_of_each_step(enum rule rule)
{
	return rule == RULE_OVER_AUTHORITY || rule == RULE_OWN_CASE ||
	       rule == RULE_LIMITS || rule == RULE_ROLE;
}

static void
what_was_skipped_twice_is_to_be_made_good_once(void **state)
{
	(void)state;
	for (int i = 0; i < RULE_COUNT; i++) {
		enum rule rule = (enum rule)i;

		if (times_skipped(rule, true, NULL) !=
		    (is_of_each_step(rule) ? 2U : 1U))
			fail_msg("%s", policy_rule_names[rule]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_reason_begins_and_can_be_settled),
		cmocka_unit_test(and_by_nothing_else),
		cmocka_unit_test(
			a_wait_and_the_end_of_the_case_are_to_each_what_they_should),
		cmocka_unit_test(each_duty_names_the_line_of_its_rule),
		cmocka_unit_test(
			what_a_gate_let_pass_is_made_good_by_the_step_itself),
		cmocka_unit_test(
			what_was_skipped_twice_is_to_be_made_good_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
