#include "rules.h"

#include "authority.h"
#include "catchup.h"
#include "dealings.h"
#include "refusal.h"
#include "support.h"

#define OPEN "open arrived-damaged customer=Ana value=18.00;"
#define AGREED OPEN "heard; restate - x; confirm;"

static const struct rules_step closing = {VERB_CLOSE, "satisfied", MONEY_NONE};

static struct rules_view
view_of(const struct shop *shop, const char *who)
{
	return (struct rules_view){shop->policy, shop_case(shop), &shop->book,
				   who, shop->when.now};
}

struct holds {
	enum rule rule;
	const char *told;
	bool want;
};

static void
check_before(const struct rules_step *step, const struct holds *rows,
	     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, PLAN);
		shop_happened(&shop, rows[i].told);
		view = view_of(&shop, "kim");
		if (rules_met(rows[i].rule, &view, step) != rows[i].want)
			fail_msg("%s %s: %s", conditions_name(rows[i].rule),
				 rows[i].want ? "wanted" : "unwanted",
				 rows[i].told);
		shop_close(&shop);
	}
}

static void
check(const struct holds *rows, size_t count)
{
	check_before(&closing, rows, count);
}

static void
they_are_heard_and_it_is_said_back_P04(void **state)
{
	static const struct holds rows[] = {
		{RULE_HEARD, OPEN, false},
		{RULE_HEARD, OPEN "heard", true},
		{RULE_HEARD, OPEN "heard; point pt1 x", false},
		{RULE_HEARD, OPEN "point pt1 x; heard", true},
		{RULE_HEARD, OPEN "heard; close satisfied; reopen", false},
		{RULE_RESTATED, OPEN "heard", false},
		{RULE_RESTATED, OPEN "restate - x", true},
		{RULE_RESTATED, OPEN "restate - x; point pt1 y", false},
		{RULE_RESTATED, OPEN "restate - x; close satisfied; reopen",
		 false},
		{RULE_RESTATED,
		 OPEN "restate - x; close satisfied; reopen; restate - y",
		 true},
		{RULE_RESTATED,
		 OPEN "B:open late; merge " CASE_B "; B:restate - x", true},
		{RULE_RESTATED,
		 OPEN "B:open late; B:restate - x; B:point pt1 y; "
		      "merge " CASE_B,
		 false},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
no_solution_before_they_agree_that_this_is_it_P49(void **state)
{
	static const struct holds rows[] = {
		{RULE_CONFIRMED, OPEN "confirm", false},
		{RULE_CONFIRMED, OPEN "confirm; restate - x", false},
		{RULE_CONFIRMED, AGREED, true},
		{RULE_CONFIRMED, AGREED "point pt1 y", false},
		{RULE_CONFIRMED, AGREED "restate - y", false},
		{RULE_CONFIRMED, AGREED "close satisfied; reopen", false},
		/* In writing their choice says so; on the phone it does not. */
		{RULE_CONFIRMED, "open - channel=email; restate - x", false},
		{RULE_CONFIRMED, "open - channel=email; accept refund", false},
		{RULE_CONFIRMED,
		 "open - channel=email; accept refund; restate - x", false},
		{RULE_CONFIRMED,
		 "open - channel=email; restate - x; accept refund", true},
		{RULE_CONFIRMED,
		 "open - channel=phone; restate - x; accept refund", false},
	};
	static const struct rules_step accept = {VERB_ACCEPT, "refund", -1};
	static const struct holds by_choosing[] = {
		{RULE_CONFIRMED, "open - channel=email; restate - x", true},
		{RULE_CONFIRMED, "open - channel=phone; restate - x", false},
	};

	(void)state;
	check(rows, COUNT(rows));
	check_before(&accept, by_choosing, COUNT(by_choosing));
}

static void
of_several_points_one_is_the_heart_P68(void **state)
{
	static const struct holds rows[] = {
		{RULE_HEART, OPEN, true},
		{RULE_HEART, OPEN "point pt1 x", false},
		{RULE_HEART, OPEN "point pt1 x; heart pt1", true},
		{RULE_HEART, OPEN "point pt1 x; heart pt0", true},
		{RULE_HEART, OPEN "point pt1 x; heart pt7", false},
		{RULE_HEART, OPEN "point pt1 x; heart pt1; point pt2 y", true},
		{RULE_HEART, OPEN "point pt1 x; heart pt1; close x; reopen",
		 true},
		{RULE_HEART,
		 OPEN "point pt1 x; heart pt1; close x; reopen; point pt2 y",
		 false},
		{RULE_HEART, OPEN "B:open -", true},
		{RULE_HEART, OPEN "B:open -; merge " CASE_B, false},
		{RULE_HEART, OPEN "B:open -; merge " CASE_B "; heart pt0",
		 true},
		{RULE_HEART, OPEN "B:open -; merge " CASE_B "; close x; reopen",
		 true},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
every_point_gets_its_answer(void **state)
{
	static const struct holds rows[] = {
		{RULE_ALL_POINTS_ANSWERED, OPEN, false},
		{RULE_ALL_POINTS_ANSWERED, OPEN "tell done", true},
		{RULE_ALL_POINTS_ANSWERED, OPEN "tell plan", false},
		{RULE_ALL_POINTS_ANSWERED, OPEN "tell done; point pt1 x",
		 false},
		{RULE_ALL_POINTS_ANSWERED, OPEN "point pt1 x; answer pt1 y",
		 false},
		{RULE_ALL_POINTS_ANSWERED,
		 OPEN "point pt1 x; answer pt1 y; answer pt0 z", true},
		{RULE_ALL_POINTS_ANSWERED,
		 OPEN "point pt1 x; tell done points=pt1", false},
		{RULE_ALL_POINTS_ANSWERED,
		 OPEN "point pt1 x; tell done points=pt0,pt1", true},
		{RULE_ALL_POINTS_ANSWERED,
		 OPEN "point pt1 x; tell done points=pt0,pt11", false},
		{RULE_ALL_POINTS_ANSWERED,
		 OPEN "point pt1 x; tell done points=pt1; answer pt0 z", true},
		{RULE_ALL_POINTS_ANSWERED, OPEN "tell done; close x; reopen",
		 false},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
a_fix_is_offered_agreed_and_done_P10(void **state)
{
	static const struct holds rows[] = {
		{RULE_FIX_OFFERED, OPEN, false},
		{RULE_FIX_OFFERED, OPEN "offer voucher-5", false},
		{RULE_FIX_OFFERED, OPEN "offer refund", true},
		{RULE_FIX_OFFERED, OPEN "offer of-an-older-plan", true},
		{RULE_FIX_OFFERED, OPEN "offer refund; reopen", false},
		{RULE_FIX_AGREED, OPEN "offer refund", false},
		{RULE_FIX_AGREED, OPEN "accept voucher-5", false},
		{RULE_FIX_AGREED, OPEN "accept refund", true},
		{RULE_FIX_AGREED, OPEN "accept refund; decline refund", false},
		{RULE_FIX_AGREED,
		 OPEN "accept refund; decline refund; accept refund", true},
		{RULE_FIX_DONE, OPEN, false},
		{RULE_FIX_DONE, OPEN "give voucher-5", false},
		{RULE_FIX_DONE, OPEN "give refund", true},
		{RULE_FIX_DONE, OPEN "accept refund", false},
		{RULE_FIX_DONE, OPEN "accept refund; give refund", true},
		{RULE_FIX_DONE, OPEN "accept refund; give replace", false},
		{RULE_FIX_DONE,
		 OPEN "accept refund; accept replace; give replace", false},
		{RULE_FIX_DONE,
		 OPEN "accept refund; accept replace; give replace; "
		      "give refund",
		 true},
		{RULE_FIX_DONE,
		 OPEN "accept refund; decline refund; accept replace; "
		      "give replace",
		 true},
		{RULE_FIX_DONE, OPEN "accept refund; give refund; reopen",
		 false},
		{RULE_FIX_DONE,
		 OPEN "give refund; reopen; accept refund; give refund", true},
		{RULE_FIX_DONE,
		 OPEN "B:open late; B:accept refund; merge " CASE_B, false},
		{RULE_FIX_DONE,
		 OPEN "B:open late; B:accept refund; merge " CASE_B
		      "; give refund",
		 true},
		{RULE_CUSTOMER_DECLINED_FIX, OPEN, false},
		{RULE_CUSTOMER_DECLINED_FIX, OPEN "offer refund", false},
		{RULE_CUSTOMER_DECLINED_FIX,
		 OPEN "offer refund; decline refund", true},
		{RULE_CUSTOMER_DECLINED_FIX,
		 OPEN "offer refund; offer replace; decline refund", false},
		{RULE_CUSTOMER_DECLINED_FIX,
		 OPEN "offer refund; decline refund; offer refund", false},
		{RULE_CUSTOMER_DECLINED_FIX,
		 OPEN "offer refund; offer voucher-5; decline refund", true},
		{RULE_CUSTOMER_DECLINED_FIX,
		 OPEN "offer refund; decline refund; accept replace", false},
		{RULE_FIX_IMPOSSIBLE, OPEN, false},
		{RULE_FIX_IMPOSSIBLE, OPEN "cannot all x", true},
		{RULE_FIX_IMPOSSIBLE, OPEN "cannot all x; reopen", false},
		{RULE_FIX_IMPOSSIBLE, OPEN "cannot refund x; accept replace",
		 false},
		{RULE_FIX_DONE_OR_REASON, OPEN "accept refund", false},
		{RULE_FIX_DONE_OR_REASON,
		 OPEN "cannot refund x; accept replace", false},
		{RULE_FIX_DONE_OR_REASON,
		 OPEN "cannot refund x; accept replace; give replace", true},
		{RULE_FIX_DONE_OR_REASON,
		 OPEN "accept refund; accept replace; cannot refund x", false},
		{RULE_FIX_DONE_OR_REASON, OPEN "accept refund; cannot refund x",
		 true},
		{RULE_FIX_DONE_OR_REASON, OPEN "accept refund; cannot all x",
		 true},
		{RULE_FIX_DONE_OR_REASON,
		 OPEN "finding not-upheld; accept refund", false},
		{RULE_FIX_DONE_OR_REASON,
		 OPEN "accept refund; finding not-upheld", true},
		{RULE_FIX_DONE_OR_REASON, OPEN "give refund", true},
		{RULE_FIX_DONE_OR_REASON, OPEN "cannot all x", true},
		{RULE_FIX_DONE_OR_REASON, OPEN "offer refund; decline refund",
		 true},
		{RULE_FIX_DONE_OR_REASON, OPEN "finding upheld", false},
		{RULE_FIX_DONE_OR_REASON, OPEN "finding not-upheld", true},
		{RULE_FIX_DONE_OR_REASON,
		 OPEN "finding not-upheld; finding partly", false},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
a_case_ends_with_them_told_and_asked_P60(void **state)
{
	static const struct holds rows[] = {
		{RULE_APOLOGY_IF_AT_FAULT, OPEN, false},
		{RULE_APOLOGY_IF_AT_FAULT, OPEN "apology", true},
		{RULE_APOLOGY_IF_AT_FAULT, OPEN "finding partly", false},
		{RULE_APOLOGY_IF_AT_FAULT, OPEN "finding goodwill", true},
		{RULE_APOLOGY_IF_AT_FAULT, OPEN "apology; reopen", false},
		{RULE_CUSTOMER_TOLD, OPEN, false},
		{RULE_CUSTOMER_TOLD, OPEN "tell plan", true},
		{RULE_CUSTOMER_TOLD, OPEN "tell plan; give refund", false},
		{RULE_CUSTOMER_TOLD, OPEN "give refund; tell done", true},
		{RULE_CUSTOMER_TOLD, OPEN "tell done; reopen", false},
		{RULE_PROMISES_SETTLED, OPEN, true},
		{RULE_PROMISES_SETTLED, OPEN "promise p1 x", false},
		{RULE_PROMISES_SETTLED, OPEN "promise p1 x; kept p1", true},
		{RULE_PROMISES_SETTLED, OPEN "promise p1 x; broken p1", true},
		{RULE_PROMISES_SETTLED, OPEN "promise p1 x; reopen", false},
		{RULE_CAUSE, OPEN, false},
		{RULE_CAUSE, OPEN "cause carrier", true},
		{RULE_CAUSE, OPEN "cause carrier; reopen", false},
		{RULE_PREVENTION, OPEN, false},
		{RULE_PREVENTION, OPEN "prevent none x", true},
		{RULE_OUTSIDE_TOLD, OPEN "tell done", false},
		{RULE_OUTSIDE_TOLD, OPEN "tell outside", true},
		{RULE_SECOND_OFFER, OPEN "offer refund", false},
		{RULE_SECOND_OFFER, OPEN "offer refund; decline refund", false},
		{RULE_SECOND_OFFER,
		 OPEN "offer refund; decline refund; offer replace", true},
		{RULE_SEEN_BY_OWNER, OPEN "note - x", false},
		{RULE_SEEN_BY_OWNER, OPEN "note - x @jo", false},
		{RULE_SEEN_BY_OWNER, OPEN "note - x @eva", true},
		{RULE_SEEN_BY_OWNER, OPEN "note - x @eva; reopen", false},
		/* The default after-care asks, but not after best-done. */
		{RULE_FEEDBACK_ASKED, OPEN, true},
		{RULE_FEEDBACK_ASKED, OPEN "follow-up all-well", false},
	};
	static const struct rules_step best = {VERB_CLOSE, "best-done", -1};
	static const struct holds best_done[] = {
		{RULE_FEEDBACK_ASKED, OPEN, false},
		{RULE_FEEDBACK_ASKED, OPEN "flag no-more-on-this-matter", true},
		{RULE_FEEDBACK_ASKED,
		 OPEN "flag no-more-on-this-matter; flag no-limit", false},
		{RULE_FEEDBACK_ASKED, OPEN "feedback 5", true},
		{RULE_FEEDBACK_ASKED, OPEN "feedback declined", true},
		{RULE_FEEDBACK_ASKED, OPEN "feedback unanswered", false},
		{RULE_FEEDBACK_ASKED,
		 OPEN "feedback unanswered; feedback unanswered", true},
	};

	(void)state;
	check(rows, COUNT(rows));
	check_before(&best, best_done, COUNT(best_done));
}

static void
after_care_is_for_whom_the_plan_says(void **state)
{
	static const char steps[] = PLAN
		"follow-up:\n"
		"  - {id: safe, after: 1bd, how: phone, ask: Safe?, "
		"only: [faulty, injury, urgent]}\n"
		"  - {id: back, after: 1bd, how: phone, ask: Back?, "
		"if-outcome: [unhappy], unless: [abusive]}\n"
		"  - {id: card, after: 1bd, how: card}\n"
		"closing: {best-done: {need: [outside-told], stops: [safe]}}\n";
	static const struct {
		const char *told, *outcome;
		bool asked;
	} rows[] = {
		{OPEN, "satisfied", false},
		{OPEN, "unhappy", true},
		{OPEN "heat abusive", "unhappy", false},
		{OPEN "follow-up back", "unhappy", false},
		{"open faulty", "satisfied", true},
		{"open faulty", "best-done", false},
		{"open faulty; follow-up safe", "satisfied", false},
		{OPEN "flag injury", "satisfied", true},
		{OPEN "flag safety", "satisfied", true},
		{"open late severity=urgent", "satisfied", true},
		{"open late severity=low", "satisfied", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rules_step step = {VERB_CLOSE, rows[i].outcome,
					  MONEY_NONE};
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, steps);
		shop_happened(&shop, rows[i].told);
		view = view_of(&shop, "kim");
		if (rules_met(RULE_FEEDBACK_ASKED, &view, &step) !=
		    rows[i].asked)
			fail_msg("%s, %s", rows[i].told, rows[i].outcome);
		shop_close(&shop);
	}
}

static void
every_rule_has_the_name_that_plans_call_it_by(void **state)
{
	size_t count = 0;

	(void)state;
	while (policy_rule_names[count])
		count++;
	for (size_t i = 0; i < count; i++)
		assert_int_not_equal(rules_of_name(policy_rule_names[i]),
				     RULE_COUNT);
	for (int i = 0; i < RULE_COUNT; i++)
		assert_int_equal(rules_of_name(conditions_name((enum rule)i)),
				 i);
	assert_int_equal(rules_of_name("hurry"), RULE_COUNT);
}

/* What is missing for a step, as "list:line rule rule". */
static void
describe_missing(struct buffer *out, const struct rules_view *view,
		 const struct rules_step *step)
{
	struct rules_missing missing;

	rules_missing(&missing, view, step);
	if (missing.count > 0)
		buffer_format(out, "%s", missing.list);
	for (size_t i = 0; i < missing.count; i++)
		buffer_format(out, " %s", conditions_name(missing.rule[i]));
}

struct held {
	const char *who, *told;
	struct rules_step step;
	const char *want;
};

static void
check_held(const char *plan, const struct held *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, plan);
		shop_happened(&shop, rows[i].told);
		view = view_of(&shop, rows[i].who);
		describe_missing(&out, &view, &rows[i].step);
		if (strcmp(buffer_string(&out), rows[i].want) != 0)
			fail_msg("%s, %s: got '%s', not '%s'", rows[i].told,
				 event_kind(rows[i].step.verb)->name,
				 buffer_string(&out), rows[i].want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

static void
a_step_waits_for_what_the_plan_wants_first(void **state)
{
	static const struct held rows[] = {
		{"kim",
		 OPEN,
		 {VERB_OFFER, "refund", -1},
		 "before-any-offer restated confirmed"},
		{"kim",
		 OPEN "point pt1 x",
		 {VERB_OFFER, "refund", -1},
		 "before-any-offer heart restated confirmed"},
		{"kim", AGREED, {VERB_OFFER, "refund", -1}, ""},
		{"kim",
		 "open - channel=email; restate - x",
		 {VERB_OFFER, "refund", -1},
		 ""},
		{"kim",
		 "open - channel=email",
		 {VERB_ACCEPT, "refund", -1},
		 "before-any-offer restated"},
		/* What was never offered and is accepted is an offer too. */
		{"kim",
		 OPEN,
		 {VERB_ACCEPT, "refund", -1},
		 "before-any-offer restated confirmed"},
		{"kim", OPEN "offer refund", {VERB_ACCEPT, "refund", -1}, ""},
		{"kim",
		 OPEN "offer refund; reopen",
		 {VERB_ACCEPT, "refund", -1},
		 "before-any-offer restated confirmed"},
		{"kim", OPEN, {VERB_GIVE, "refund", -1}, ""},
		{"kim",
		 OPEN,
		 {VERB_CLOSE, "satisfied", -1},
		 "closing fix-done-or-reason customer-told"},
		{"eva",
		 OPEN,
		 {VERB_CLOSE, "best-done", -1},
		 "best-done fix-offered second-offer outside-told"},
		{"kim",
		 OPEN,
		 {VERB_CLOSE, "best-done", -1},
		 "best-done fix-offered second-offer seen-by-owner "
		 "outside-told role"},
		{"kim", OPEN, {VERB_NOTE, NULL, -1}, ""},
	};

	(void)state;
	check_held(PLAN, rows, COUNT(rows));
}

static void
a_gesture_waits_for_a_fix_P28(void **state)
{
	static const struct held rows[] = {
		{"kim",
		 AGREED,
		 {VERB_OFFER, "voucher-5", 500},
		 "gesture-needs fix-done"},
		{"kim",
		 AGREED "offer voucher-5",
		 {VERB_ACCEPT, "voucher-5", 500},
		 "gesture-needs fix-done"},
		{"kim",
		 AGREED,
		 {VERB_GIVE, "voucher-5", 500},
		 "gesture-needs fix-done"},
		{"kim",
		 OPEN,
		 {VERB_OFFER, "voucher-5", 500},
		 "before-any-offer restated confirmed fix-done"},
		{"kim",
		 AGREED "accept refund",
		 {VERB_GIVE, "voucher-5", 500},
		 ""},
		{"kim",
		 AGREED "give refund",
		 {VERB_GIVE, "voucher-5", 500},
		 ""},
		{"kim",
		 AGREED "cannot all x",
		 {VERB_GIVE, "voucher-5", 500},
		 ""},
		{"kim",
		 AGREED "offer refund; decline refund",
		 {VERB_GIVE, "voucher-5", 500},
		 ""},
		{"kim",
		 AGREED "give refund; close x; reopen",
		 {VERB_GIVE, "voucher-5", 500},
		 "gesture-needs fix-done"},
		{"kim", AGREED, {VERB_DECLINE, "voucher-5", -1}, ""},
	};

	(void)state;
	check_held(PLAN, rows, COUNT(rows));
}

static void
nobody_decides_on_a_complaint_about_themselves_P26(void **state)
{
	static const char allowed[] = PLAN_SHOP
		"roles: [{id: counter, may: [open, log, promise, offer, "
		"approve, decline, close]}]\n"
		"staff: [{id: kim, name: Kim, role: counter}]\n"
		"authority: {own-case: \"yes\"}\n" PLAN_REMEDIES;
	static const struct held rows[] = {
		{"kim",
		 AGREED "amend about=kim",
		 {VERB_OFFER, "refund", 0},
		 "authority own-case"},
		{"sam",
		 AGREED "amend about=kim",
		 {VERB_OFFER, "refund", 0},
		 ""},
		{"kim",
		 AGREED "amend about=KIM",
		 {VERB_GIVE, "refund", 0},
		 "authority own-case"},
		{"sam",
		 "open - about=SAM",
		 {VERB_FINDING, "upheld", -1},
		 "authority own-case"},
		{"kim",
		 "open - about=kim",
		 {VERB_WISH, "granted", -1},
		 "authority own-case"},
		{"kim",
		 "open - about=kim; cannot all x; tell done",
		 {VERB_CLOSE, "satisfied", -1},
		 "authority own-case"},
		{"kim", "open - about=kim", {VERB_RESTATE, NULL, -1}, ""},
		{"kim", "open - about=kim", {VERB_APOLOGY, NULL, -1}, ""},
		{"eva",
		 "open - about=kim",
		 {VERB_ASSIGN, "kim", -1},
		 "authority own-case"},
		{"eva", "open - about=kim", {VERB_ASSIGN, "sam", -1}, ""},
		{"eva",
		 "open rude about=kim",
		 {VERB_ASSIGN, "kim", -1},
		 "authority own-case"},
		{"eva", "open rude about=kim", {VERB_ASSIGN, "sam", -1}, ""},
	};
	static const struct held unless[] = {
		{"kim",
		 AGREED "amend about=kim",
		 {VERB_OFFER, "refund", 0},
		 ""},
		{"kim", "open - about=kim", {VERB_ASSIGN, "kim", -1}, ""},
		{"kim",
		 "open rude about=kim; restate - x; confirm",
		 {VERB_OFFER, "refund", 0},
		 "authority own-case"},
	};

	(void)state;
	check_held(PLAN, rows, COUNT(rows));
	check_held(allowed, unless, COUNT(unless));
}

static void
the_lowest_role_may_write_promise_and_offer_P38(void **state)
{
	static const struct held rows[] = {
		{"kim", OPEN, {VERB_OPEN, NULL, -1}, ""},
		{"kim", OPEN, {VERB_PROMISE, NULL, -1}, ""},
		{"kim", OPEN, {VERB_RENEW, "p1", -1}, ""},
		{"kim", AGREED, {VERB_OFFER, "refund", 0}, ""},
		{"kim", OPEN, {VERB_DECLINE, "refund", -1}, ""},
		{"kim", OPEN, {VERB_WISH, "granted", -1}, ""},
		{"kim", OPEN, {VERB_WISH, "declined", -1}, "roles role"},
		{"kim", OPEN, {VERB_CANNOT, "all", -1}, "roles role"},
		{"kim", OPEN, {VERB_APPROVE, "refund", -1}, "roles role"},
		{"kim", OPEN, {VERB_MERGE, CASE_B, -1}, "roles role"},
		{"kim", OPEN, {VERB_OVERRIDE, "heard", -1}, "roles role"},
		{"kim", OPEN, {VERB_ERASE, NULL, -1}, "roles role"},
		{"jo", OPEN, {VERB_ERASE, NULL, -1}, "roles role"},
		{"eva", OPEN, {VERB_ERASE, NULL, -1}, ""},
		/* Who is not in staff has the lowest role. */
		{"bob", OPEN, {VERB_NOTE, NULL, -1}, ""},
		{"bob", OPEN, {VERB_CANNOT, "all", -1}, "roles role"},
	};
	static const struct held anybody[] = {
		{"bob", OPEN, {VERB_ERASE, NULL, -1}, ""},
		{"bob", AGREED, {VERB_OFFER, "refund", 99999}, ""},
	};

	(void)state;
	check_held(PLAN, rows, COUNT(rows));
	check_held(PLAN_SHOP PLAN_REMEDIES, anybody, COUNT(anybody));
}

static void
what_was_set_aside_is_not_asked_for_again_P45(void **state)
{
	static const struct held rows[] = {
		{"kim",
		 OPEN "override restated x @jo",
		 {VERB_OFFER, "refund", -1},
		 "before-any-offer confirmed"},
		{"kim",
		 OPEN "override restated x @jo; reopen",
		 {VERB_OFFER, "refund", -1},
		 "before-any-offer restated confirmed"},
		/* Kim may not set a rule aside, so hers has no effect. */
		{"kim",
		 OPEN "override restated x @kim",
		 {VERB_OFFER, "refund", -1},
		 "before-any-offer restated confirmed"},
		{"kim",
		 AGREED "override fix-agreed x @jo",
		 {VERB_GIVE, "voucher-5", 500},
		 ""},
		{"kim",
		 AGREED "override over-authority x @jo",
		 {VERB_GIVE, "refund", 6000},
		 ""},
		{"kim",
		 OPEN "override role x @eva",
		 {VERB_CANNOT, "all", -1},
		 "roles role"},
	};

	(void)state;
	check_held(PLAN, rows, COUNT(rows));
}

/* A limit as "TOTAL over LIMIT WHICH; ask NAME". */
static void
describe_limit(struct buffer *out, const struct rules_view *view,
	       const struct rules_step *step)
{
	const char *which = "";
	int64_t total, limit = authority_limit(view, step, &total, &which);
	int grantor = authority_grantor(view, step);

	if (limit == MONEY_UNLIMITED)
		return;
	money_format(out, total, 2);
	buffer_add_string(out, " over ");
	money_format(out, limit, 2);
	buffer_format(out, " %s; %s", which,
		      grantor == POLICY_NONE ? "nobody"
					     : view->policy->staff[grantor].id);
}

static void
authority_is_for_a_case_a_day_and_a_customer(void **state)
{
	static const struct {
		const char *who, *told, *what;
		int64_t amount;
		const char *want, *now;
	} rows[] = {
		{"kim", OPEN, "refund", 5000, "", NULL},
		{"kim", OPEN, "refund", 5001,
		 "50.01 over 50.00 on one case; jo", NULL},
		{"jo", OPEN, "refund", 5001, "", NULL},
		{"jo", OPEN, "refund", 10001,
		 "100.01 over 100.00 on one case; eva", NULL},
		{"eva", OPEN, "refund", 99999, "", NULL},
		{"bob", OPEN, "refund", 5001,
		 "50.01 over 50.00 on one case; jo", NULL},
		/* What was given counts, and what was chosen. */
		{"kim", OPEN "give replace a=30.00", "refund", 2001,
		 "50.01 over 50.00 on one case; jo", NULL},
		{"kim", OPEN "give replace a=30.00; reopen", "replace", 3000,
		 "60.00 over 50.00 on one case; jo", NULL},
		{"kim", OPEN "accept replace a=30.00", "refund", 2001,
		 "50.01 over 50.00 on one case; jo", NULL},
		{"kim", OPEN "accept refund a=30.00", "refund", 3000, "", NULL},
		{"kim", OPEN "accept replace a=30.00; decline replace",
		 "refund", 2001, "", NULL},
		{"kim", OPEN "give voucher-5 a=5.00", "refund", 5000, "", NULL},
		{"kim", OPEN "give law-refund a=90.00", "refund", 5000, "",
		 NULL},
		{"kim", OPEN, "law-refund", 90000, "", NULL},
		/* Nobody said how much: what was offered. */
		{"kim", OPEN "offer refund a=72.00", "refund", MONEY_NONE,
		 "72.00 over 50.00 on one case; jo", NULL},
		{"kim", OPEN, "refund", MONEY_NONE, "", NULL},
		/* Gestures: a case, the price, a day, a customer. */
		{"kim", "open - value=99.00", "voucher-10", 1001,
		 "10.01 over 10.00 on one case; jo", NULL},
		{"eva", "open - value=18.00", "voucher-10", 1000,
		 "10.00 over 9.00 as gestures for what they paid; nobody",
		 NULL},
		/* What nobody may give is said before what others may. */
		{"kim", "open - value=18.00", "voucher-10", 1100,
		 "11.00 over 9.00 as gestures for what they paid; nobody",
		 NULL},
		{"kim", "open - value=40.00", "voucher-10", 2500,
		 "25.00 over 20.00 as gestures for what they paid; nobody",
		 NULL},
		{"kim", "open - value=40.00", "voucher-10", 2000,
		 "20.00 over 10.00 on one case; jo", NULL},
		{"kim", OPEN "B:open -; B:give voucher-5 a=5.00", "voucher-5",
		 800, "13.00 over 12.00 as gestures in one day; jo", NULL},
		{"sam", OPEN "B:open -; B:give voucher-5 a=5.00", "voucher-5",
		 800, "", NULL},
		{"kim", OPEN "B:open -; B:give voucher-5 a=5.00", "voucher-5",
		 800, "", "2026-11-25T12:00:00.000+01:00"},
		{"sam",
		 "open - phone=600111222 value=99; "
		 "B:open - phone=+34600111222; B:give voucher-10 a=10.00",
		 "voucher-5", 600,
		 "16.00 over 15.00 as gestures to one customer; jo", NULL},
		{"sam",
		 "open - phone=600111222 value=99; "
		 "B:open - phone=600999999; B:give voucher-10 a=10.00",
		 "voucher-5", 600, "", NULL},
		{"sam",
		 "open - phone=600111222 value=99; "
		 "B:open - phone=600111222; B:give voucher-10 a=10.00",
		 "voucher-5", 600, "", "2027-11-25T12:00:00.000+01:00"},
		/* Approved by somebody within their own limit. */
		{"kim", OPEN "approve refund @jo", "refund", 7200, "", NULL},
		{"kim", OPEN "approve refund a=70.00 @jo", "refund", 7200,
		 "72.00 over 50.00 on one case; jo", NULL},
		{"kim", OPEN "approve refund @jo", "refund", 17200,
		 "172.00 over 50.00 on one case; eva", NULL},
		{"kim", OPEN "approve replace @jo", "refund", 7200,
		 "72.00 over 50.00 on one case; jo", NULL},
		{"kim", OPEN "approve refund @jo; reopen", "refund", 7200,
		 "72.00 over 50.00 on one case; jo", NULL},
		/* Who is away is passed over; then the deputy, or nobody. */
		{"kim", OPEN, "refund", 7200,
		 "72.00 over 50.00 on one case; eva",
		 "2026-12-02T12:00:00.000+01:00"},
		{"kim", OPEN, "refund", 17200,
		 "172.00 over 50.00 on one case; jo",
		 "2026-12-05T12:00:00.000+01:00"},
		{"jo", OPEN, "refund", 17200,
		 "172.00 over 100.00 on one case; eva",
		 "2026-12-05T12:00:00.000+01:00"},
		{"kim", OPEN, "refund", 17200,
		 "172.00 over 50.00 on one case; eva",
		 "2026-12-04T12:00:00.000+01:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rules_step step = {VERB_GIVE, rows[i].what,
					  rows[i].amount};
		struct buffer out = {0};
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, PLAN);
		shop_happened(&shop, rows[i].told);
		if (rows[i].now)
			shop.when.now = instant(rows[i].now);
		view = view_of(&shop, rows[i].who);
		describe_limit(&out, &view, &step);
		if (strcmp(buffer_string(&out), rows[i].want) != 0)
			fail_msg("%s %s %s: got '%s', not '%s'", rows[i].who,
				 rows[i].told, rows[i].what,
				 buffer_string(&out), rows[i].want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

static void
an_approval_is_within_the_approvers_own_limit(void **state)
{
	static const struct held rows[] = {
		{"jo", OPEN, {VERB_APPROVE, "refund", 10000}, ""},
		{"jo",
		 OPEN,
		 {VERB_APPROVE, "refund", 10001},
		 "authority over-authority"},
		{"eva", OPEN, {VERB_APPROVE, "refund", 99999}, ""},
	};

	(void)state;
	check_held(PLAN, rows, COUNT(rows));
}

struct refused {
	const char *who, *told;
	struct rules_step step;
	const char *typed, *want;
};

static void
a_refusal_names_all_that_is_missing_and_what_to_type(void **state)
{
	static const struct refused rows[] = {
		{"kim",
		 OPEN,
		 {VERB_OFFER, NULL, -1},
		 "offer",
		 "Ana has not yet heard it back and agreed\n"
		 "  plan  before-any-offer (the default): restated, confirmed\n"
		 "  say   \"I hear that you are upset because the mug came in "
		 "pieces. I can\n"
		 "        understand that. Have I got it right?\"\n"
		 "  then  case-log 7qk restate + confirm + offer\n"
		 "  or    add --already, if it was offered: it is recorded, "
		 "and listed for Eva\n"},
		{"kim",
		 AGREED "accept replace",
		 {VERB_CLOSE, "satisfied", -1},
		 "close satisfied",
		 "Ana is still owed 2 things\n"
		 "  plan  closing (the default): fix-done-or-reason, "
		 "customer-told\n"
		 "  fix   replace was chosen and is not given yet:   case-log "
		 "7qk give\n"
		 "  tell  they do not know that it is done:          case-log "
		 "7qk tell done\n"
		 "  then  case-log 7qk give + tell done + close satisfied\n"},
		{"kim",
		 AGREED "tell done",
		 {VERB_CLOSE, "satisfied", -1},
		 "close satisfied",
		 "Ana is still owed 1 thing\n"
		 "  plan  closing (the default): fix-done-or-reason\n"
		 "  fix   no fix is done, and nothing says why not:  case-log "
		 "7qk offer + accept replace + give\n"
		 "  then  case-log 7qk offer + accept replace + give + tell "
		 "done + close satisfied\n"},
		{"kim",
		 OPEN "offer refund; tell done",
		 {VERB_CLOSE, "best-done", -1},
		 "close best-done",
		 "Ana is still owed 3 things\n"
		 "  plan  best-done (the default): second-offer, "
		 "seen-by-owner, outside-told,\n"
		 "        role\n"
		 "  offer no second offer was made:                  case-log "
		 "7qk decline REMEDY + offer REMEDY\n"
		 "  owner the owner has not looked at it:            case-log "
		 "7qk note WORDS -b eva\n"
		 "  tell  they do not know who else can look at it:  case-log "
		 "7qk tell outside\n"
		 "  say   \"I hear that you are upset because the mug came in "
		 "pieces. I can\n"
		 "        understand that. Have I got it right?\"\n"
		 "  ask   Kim, as counter, may not close-best-done; Eva may: "
		 "-b eva\n"
		 "  then  case-log 7qk restate + confirm + decline REMEDY + "
		 "offer REMEDY + tell outside + note WORDS -b eva + close "
		 "best-done -b eva\n"},
		{"kim",
		 AGREED,
		 {VERB_GIVE, "refund", 7200},
		 "give refund",
		 "72.00 is more than Kim may give on one case, 50.00\n"
		 "  plan  p.yaml:13, authority\n"
		 "  ask   Jo, here today until 18:00\n"
		 "  then  case-log 7qk approve refund -b jo\n"
		 "  or    add --already, if it was given: it is recorded, and "
		 "listed for Eva\n"},
		{"eva",
		 "open - customer=Ana value=18.00; give refund",
		 {VERB_GIVE, "voucher-10", 1000},
		 "give voucher-10",
		 "10.00 is more than may be given as gestures for what they "
		 "paid, 9.00\n"
		 "  plan  gesture-cap (the default)\n"
		 "  or    add --already, if it was given: it is recorded, and "
		 "listed for Eva\n"},
		{"kim",
		 AGREED,
		 {VERB_GIVE, "voucher-5", 500},
		 "give voucher-5",
		 "a gesture comes after a fix, never instead of one\n"
		 "  plan  gesture-needs (the default), any one of: fix-done, "
		 "fix-agreed,\n"
		 "        fix-impossible, customer-declined-fix\n"
		 "  then  case-log 7qk offer + accept replace + give "
		 "voucher-5\n"
		 "  or    add --already, if it was given: it is recorded, and "
		 "listed for Eva\n"},
		/* The fix that is named is one that Kim may grant; else it says
		 * who may. */
		{"kim",
		 "open arrived-damaged customer=Ana value=72.00; heard; "
		 "restate - x; confirm;",
		 {VERB_GIVE, "voucher-5", 500},
		 "give voucher-5",
		 "a gesture comes after a fix, never instead of one\n"
		 "  plan  gesture-needs (the default), any one of: fix-done, "
		 "fix-agreed,\n"
		 "        fix-impossible, customer-declined-fix\n"
		 "  then  case-log 7qk offer + accept part-refund + give "
		 "voucher-5\n"
		 "  or    add --already, if it was given: it is recorded, and "
		 "listed for Eva\n"},
		{"kim",
		 "open faulty customer=Ana value=72.00 bought=2020-01-01; "
		 "heard; restate - x; confirm;",
		 {VERB_GIVE, "voucher-5", 500},
		 "give voucher-5",
		 "a gesture comes after a fix, never instead of one\n"
		 "  plan  gesture-needs (the default), any one of: fix-done, "
		 "fix-agreed,\n"
		 "        fix-impossible, customer-declined-fix\n"
		 "  ask   72.00 is more than Kim may give on one case, "
		 "50.00:\n        case-log 7qk approve replace -b jo\n"
		 "  then  case-log 7qk offer + accept replace + give "
		 "voucher-5\n"
		 "  or    add --already, if it was given: it is recorded, and "
		 "listed for Eva\n"},
		/* Before it is put to them, all at once: any fix they choose
		 * is enough. */
		{"kim",
		 OPEN,
		 {VERB_OFFER, "voucher-5", 500},
		 "offer voucher-5",
		 "Ana has not yet heard it back, agreed and chosen a fix\n"
		 "  plan  before-any-offer (the default): restated, "
		 "confirmed, fix-agreed\n"
		 "  say   \"I hear that you are upset because the mug came "
		 "in pieces. I can\n"
		 "        understand that. Have I got it right?\"\n"
		 "  then  case-log 7qk restate + confirm + offer + accept "
		 "replace + offer voucher-5\n"
		 "  or    add --already, if it was offered: it is recorded, "
		 "and listed for Eva\n"},
		{"kim",
		 OPEN,
		 {VERB_CANNOT, "all", -1},
		 "cannot all",
		 "Kim, as counter, may not decline\n"
		 "  plan  p.yaml:5, roles\n"
		 "  ask   Jo\n"
		 "  then  case-log 7qk cannot all -b jo\n"
		 "  or    add --already, if it was done: it is recorded, and "
		 "listed for Eva\n"},
		{"kim",
		 "open - about=kim",
		 {VERB_FINDING, "upheld", -1},
		 "finding upheld",
		 "the complaint is about Kim, who does not decide on it\n"
		 "  plan  p.yaml:13, authority: own-case\n"
		 "  ask   Jo\n"
		 "  then  case-log 7qk assign jo + finding upheld -b jo\n"
		 "  or    add --already, if it was done: it is recorded, and "
		 "listed for Eva\n"},
		/* It is somebody else's already. */
		{"kim",
		 "open - about=kim; assign eva",
		 {VERB_FINDING, "upheld", -1},
		 "finding upheld",
		 "the complaint is about Kim, who does not decide on it\n"
		 "  plan  p.yaml:13, authority: own-case\n"
		 "  ask   Eva\n"
		 "  then  case-log 7qk finding upheld -b eva\n"
		 "  or    add --already, if it was done: it is recorded, and "
		 "listed for Eva\n"},
		/* Nobody grants it who it is about. */
		{"kim",
		 OPEN "amend about=jo",
		 {VERB_GIVE, "refund", 7200},
		 "give refund -a 72",
		 "72.00 is more than Kim may give on one case, 50.00\n"
		 "  plan  p.yaml:13, authority\n"
		 "  ask   Eva, here today until 18:00\n"
		 "  then  case-log 7qk approve refund -b eva\n"
		 "  or    add --already, if it was given: it is recorded, and "
		 "listed for Eva\n"},
		/* Nor is asked to decide on it, whatever their role. */
		{"kim",
		 OPEN "amend about=jo",
		 {VERB_CANNOT, "all", -1},
		 "cannot all",
		 "Kim, as counter, may not decline\n"
		 "  plan  p.yaml:5, roles\n"
		 "  ask   Eva\n"
		 "  then  case-log 7qk cannot all -b eva\n"
		 "  or    add --already, if it was done: it is recorded, and "
		 "listed for Eva\n"},
		/* Who decides instead may not grant that much, and nobody else
		 * is left who may. */
		{"eva",
		 AGREED "amend about=eva; assign jo",
		 {VERB_OFFER, "refund", 15000},
		 "offer refund -a 150",
		 "150.00 is more than Jo may give on one case, 100.00\n"
		 "  plan  p.yaml:13, authority\n"
		 "  ask   the complaint is about Eva; Jo decides on it, as far "
		 "as they may\n"
		 "  or    add --already, if it was offered: it is recorded, "
		 "and listed for Eva\n"},
		{"eva",
		 AGREED "amend about=eva; assign jo; offer look; decline look; "
			"offer replace; tell outside",
		 {VERB_CLOSE, "best-done", -1},
		 "close best-done",
		 "Ana is still owed 1 thing\n"
		 "  plan  best-done (the default): seen-by-owner, role, "
		 "own-case\n"
		 "  owner the owner has not looked at it:            case-log "
		 "7qk note WORDS -b eva\n"
		 "  ask   Jo, as senior, may not close-best-done\n"
		 "  ask   the complaint is about Eva; Jo decides on it, as far "
		 "as they may\n"},
		/* Both lines are for who may grant it. */
		{"kim",
		 AGREED,
		 {VERB_APPROVE, "refund", 15000},
		 "approve refund",
		 "150.00 is more than Kim may give on one case, 50.00\n"
		 "  plan  p.yaml:13, authority\n"
		 "  ask   Eva, here today until 18:00\n"
		 "  then  case-log 7qk approve refund -b eva\n"
		 "  ask   Kim, as counter, may not approve; Eva may: -b eva\n"},
		{"kim",
		 OPEN "amend about=Kim",
		 {VERB_ACCEPT, "refund", 7200},
		 "accept refund",
		 "Ana has not yet heard it back and agreed\n"
		 "  plan  before-any-offer (the default): restated, "
		 "confirmed, own-case\n"
		 "  say   \"I hear that you are upset because the mug came in "
		 "pieces. I can\n"
		 "        understand that. Have I got it right?\"\n"
		 "  ask   the complaint is about Kim; Jo decides on it: "
		 "-b jo\n"
		 "  then  case-log 7qk assign jo + restate + confirm + accept "
		 "refund -b jo\n"
		 "  or    add --already, if it was chosen: it is recorded, "
		 "and listed for Eva\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		struct rules_missing missing;
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, PLAN);
		shop_happened(&shop, rows[i].told);
		view = view_of(&shop, rows[i].who);
		rules_missing(&missing, &view, &rows[i].step);
		assert_int_not_equal(missing.count, 0);
		refusal_write(
			&out, &missing, &view, &rows[i].step, "case-log 7qk",
			&(const struct refusal_typed){.step = rows[i].typed});
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

/* P24: what they were told before it is given, they are told again. */
static void
they_are_told_again_once_what_is_missing_is_given(void **state)
{
	static const struct {
		const char *needs, *told, *then;
	} rows[] = {
		{"fix-done-or-reason, customer-told",
		 OPEN "accept refund; tell done",
		 "give + tell done + close satisfied"},
		{"promises-settled, customer-told",
		 OPEN "accept refund; promise p1 Back remedy=refund; tell done",
		 "give + tell done + close satisfied"},
		{"promises-settled, customer-told",
		 OPEN "accept refund; give refund; promise p1 Ring; tell done",
		 "kept p1 + close satisfied"},
		{"fix-done-or-reason", OPEN "accept refund; tell done",
		 "give + close satisfied"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0}, plan = {0};
		struct rules_missing missing;
		struct rules_view view;
		struct shop shop;

		buffer_format(&plan, PLAN "closing: {need: [%s]}\n",
			      rows[i].needs);
		shop_open(&shop, plan.at);
		shop_happened(&shop, rows[i].told);
		view = view_of(&shop, "kim");
		rules_missing(&missing, &view, &closing);
		catchup_steps(&out, &missing, &view, &closing,
			      "close satisfied", NULL);
		assert_string_equal(out.at, rows[i].then);
		buffer_release(&out);
		buffer_release(&plan);
		shop_close(&shop);
	}
}

/* A fix is called apology-in-person: to be given, and no step by itself. */
static void
a_step_is_not_left_out_as_a_remedy_has_its_name_in_its_own(void **state)
{
	static const char plan[] = PLAN_SHOP
		"categories: [{id: rude, label: Rude, fixes: "
		"[apology-in-person]}]\n"
		"remedies:\n"
		"  fix: [{id: apology-in-person, label: Come in, cost: 0}]\n"
		"closing: {need: [fix-done-or-reason, apology-if-at-fault]}\n";
	struct buffer out = {0};
	struct rules_missing missing;
	struct rules_view view;
	struct shop shop;

	(void)state;
	shop_open(&shop, plan);
	shop_happened(&shop, "open rude; heard; restate - x; confirm");
	view = view_of(&shop, "kim");
	rules_missing(&missing, &view, &closing);
	catchup_steps(&out, &missing, &view, &closing, "close satisfied", NULL);
	assert_string_equal(out.at, "offer + accept apology-in-person + give + "
				    "apology + close satisfied");
	assert_true(catchup_has(out.at, "offer"));
	assert_true(catchup_has(out.at, "close satisfied"));
	assert_false(catchup_has(out.at, "accept"));
	assert_false(catchup_has(out.at, "close"));
	assert_false(catchup_has(out.at, "person"));
	buffer_release(&out);
	shop_close(&shop);
}

static void
what_is_still_owed_is_named_with_the_line_that_does_it(void **state)
{
	static const char plan[] =
		PLAN "closing: {need: [promises-settled, fix-done]}\n";
	static const struct {
		const char *told, *want;
	} rows[] = {
		{OPEN "give refund; promise p1 Ring",
		 "Ana is still owed 1 thing\n"
		 "  plan  p.yaml:34, closing: promises-settled\n"
		 "  keep  p1 is still open, \"Ring\":                  "
		 "case-log 7qk kept p1\n"
		 "  then  case-log 7qk kept p1 + close satisfied\n"},
		{OPEN "heard; restate - x; confirm",
		 "Ana is still owed 1 thing\n"
		 "  plan  p.yaml:34, closing: fix-done\n"
		 "  fix   no fix is done yet:                        "
		 "case-log 7qk offer + accept replace + give\n"
		 "  then  case-log 7qk offer + accept replace + give + close "
		 "satisfied\n"},
		{OPEN "accept refund; promise p1 Back remedy=refund",
		 "Ana is still owed 2 things\n"
		 "  plan  p.yaml:34, closing: promises-settled, fix-done\n"
		 "  keep  p1 is still open, \"Back\":                  "
		 "case-log 7qk give\n"
		 "  fix   refund was chosen and is not given yet:    "
		 "case-log 7qk give\n"
		 "  then  case-log 7qk give + close satisfied\n"},
		/* Of several each is named; a gesture is one of them, too. */
		{OPEN "accept look; accept refund; accept look",
		 "Ana is still owed 2 things\n"
		 "  plan  p.yaml:34, closing: fix-done\n"
		 "  fix   refund was chosen and is not given yet:    "
		 "case-log 7qk give refund\n"
		 "  fix   look was chosen and is not given yet:      "
		 "case-log 7qk give look\n"
		 "  then  case-log 7qk give refund + give look + close "
		 "satisfied\n"},
		{OPEN "accept voucher-5; accept refund; promise p1 Back "
		      "remedy=refund",
		 "Ana is still owed 2 things\n"
		 "  plan  p.yaml:34, closing: promises-settled, fix-done\n"
		 "  keep  p1 is still open, \"Back\":                  "
		 "case-log 7qk give refund\n"
		 "  fix   refund was chosen and is not given yet:    "
		 "case-log 7qk give refund\n"
		 "  then  case-log 7qk give refund + close satisfied\n"},
		{OPEN "accept look; accept refund; give look",
		 "Ana is still owed 1 thing\n"
		 "  plan  p.yaml:34, closing: fix-done\n"
		 "  fix   refund was chosen and is not given yet:    "
		 "case-log 7qk give\n"
		 "  then  case-log 7qk give + close satisfied\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		struct rules_missing missing;
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, plan);
		shop_happened(&shop, rows[i].told);
		view = view_of(&shop, "kim");
		rules_missing(&missing, &view, &closing);
		refusal_write(&out, &missing, &view, &closing, "case-log 7qk",
			      &(const struct refusal_typed){
				      .step = "close satisfied"});
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

static void
what_is_granted_on_a_grave_case_is_for_its_rung_P47(void **state)
{
	static const char ladder[] = PLAN_SHOP PLAN_STAFF
		"categories:\n"
		"  - {id: safety, label: Safety, min-rung: owner, fixes: "
		"[look]}\n"
		"  - {id: other, label: Other, fixes: [look]}\n"
		"remedies:\n"
		"  rules: {second-failure: {min-rung: senior}}\n"
		"  fix:\n"
		"    - {id: look, label: Look at it, cost: 0.00}\n"
		"escalation:\n"
		"  rungs: [{id: counter, who: counter}, {id: senior, who: "
		"senior}, {id: owner, who: owner}]\n";
	static const struct {
		const char *told, *who;
		bool want;
		const char *grantor;
	} rows[] = {
		{"open safety", "kim", false, "eva"},
		{"open safety", "jo", false, "eva"},
		{"open safety", "eva", true, NULL},
		{"open other", "kim", true, NULL},
		{"open safety; approve look @jo", "kim", false, "eva"},
		{"open safety; approve look @eva", "kim", true, NULL},
		{"open other; give look; reopen", "kim", false, "jo"},
		{"open other; give look; reopen", "jo", true, NULL},
		{"open other; reopen", "kim", true, NULL},
		{"open other; B:open safety; merge " CASE_B, "jo", false,
		 "eva"},
		{"open other; B:open safety; merge " CASE_B
		 "; amend - category=other",
		 "kim", true, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rules_step step = {VERB_GIVE, "look", MONEY_NONE};
		struct rules_view view;
		struct shop shop;
		int grantor;

		shop_open(&shop, ladder);
		shop_happened(&shop, rows[i].told);
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, rows[i].who,
					   shop.when.now};
		assert_int_equal(rules_met(RULE_OVER_AUTHORITY, &view, &step),
				 rows[i].want);
		grantor = authority_grantor(&view, &step);
		if (rows[i].grantor)
			assert_string_equal(shop.policy->staff[grantor].id,
					    rows[i].grantor);
		if (i == 0) {
			struct rules_missing missing;
			struct buffer out = {0};

			rules_missing(&missing, &view, &step);
			refusal_write(&out, &missing, &view, &step,
				      "case-log 7qk",
				      &(const struct refusal_typed){
					      .step = "give look"});
			assert_string_equal(
				out.at,
				"what is granted here is for Eva to decide, "
				"not for Kim\n"
				"  plan  p.yaml:18, min-rung\n"
				"  ask   Eva, here today until 18:00\n"
				"  then  case-log 7qk approve look -b eva\n"
				"  or    add --already, if it was given: it is "
				"recorded, and listed for Eva\n");
			buffer_release(&out);
		}
		shop_close(&shop);
	}
}

static void
a_case_stands_on_the_rung_it_was_raised_to_or_its_owners(void **state)
{
	static const char rungs[] =
		PLAN "escalation: {rungs: [{id: first, who: counter}, "
		     "{id: second, who: senior}, {id: top, who: owner}]}\n";
	static const struct {
		const char *told;
		int want;
	} rows[] = {
		{OPEN, 0},
		{OPEN "note - x", 0},
		{OPEN "assign jo", 1},
		{OPEN "assign eva", 2},
		{OPEN "escalate second", 1},
		{OPEN "escalate second; reopen", 0},
		{OPEN "escalate nowhere; assign jo", 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shop shop;

		shop_open(&shop, rungs);
		shop_happened(&shop, rows[i].told);
		assert_int_equal(
			authority_current_rung(shop.policy, shop_case(&shop)),
			rows[i].want);
		assert_int_equal(authority_rung_of_role(shop.policy, 7),
				 POLICY_NONE);
		shop_close(&shop);
	}
}

static void
things_are_listed_for_somebody_of_the_highest_role(void **state)
{
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	assert_string_equal(authority_owner_name(shop.policy), "Eva");
	shop_close(&shop);
	shop_open(&shop, PLAN_SHOP);
	assert_null(authority_owner_name(shop.policy));
	shop_close(&shop);
}

static void
who_may_is_rather_somebody_who_is_here(void **state)
{
	static const char measures[] = PLAN "unreasonable: {who: senior}\n";
	static const struct {
		const char *told;
		enum verb verb;
		const char *may, *limits, *now;
	} rows[] = {
		{OPEN, VERB_APPROVE, "jo", "jo",
		 "2026-11-24T12:00:00.000+01:00"},
		{OPEN, VERB_APPROVE, "eva", "eva",
		 "2026-12-02T12:00:00.000+01:00"},
		/* Nobody is. */
		{OPEN, VERB_APPROVE, "jo", "jo",
		 "2026-12-04T12:00:00.000+01:00"},
		{OPEN, VERB_MERGE, "eva", "jo",
		 "2026-12-05T12:00:00.000+01:00"},
		/* Nobody decides on what is about themselves; to join cases
		 * decides nothing. */
		{OPEN "amend about=jo", VERB_APPROVE, "eva", "jo",
		 "2026-11-24T12:00:00.000+01:00"},
		{OPEN "amend about=eva", VERB_CANNOT, "jo", "jo",
		 "2026-11-24T12:00:00.000+01:00"},
		{OPEN "amend about=eva", VERB_MERGE, "eva", "jo",
		 "2026-11-24T12:00:00.000+01:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct rules_step step = {rows[i].verb, NULL, MONEY_NONE};
		const struct policy_staff *one;
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, measures);
		shop_happened(&shop, rows[i].told);
		shop.when.now = instant(rows[i].now);
		view = view_of(&shop, "kim");
		one = authority_who_may(&view, &step);
		assert_string_equal(one ? one->id : "nobody", rows[i].may);
		assert_string_equal(dealings_who_may(&view)->id,
				    rows[i].limits);
		shop_close(&shop);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_are_heard_and_it_is_said_back_P04),
		cmocka_unit_test(
			no_solution_before_they_agree_that_this_is_it_P49),
		cmocka_unit_test(of_several_points_one_is_the_heart_P68),
		cmocka_unit_test(every_point_gets_its_answer),
		cmocka_unit_test(a_fix_is_offered_agreed_and_done_P10),
		cmocka_unit_test(a_case_ends_with_them_told_and_asked_P60),
		cmocka_unit_test(after_care_is_for_whom_the_plan_says),
		cmocka_unit_test(every_rule_has_the_name_that_plans_call_it_by),
		cmocka_unit_test(a_step_waits_for_what_the_plan_wants_first),
		cmocka_unit_test(a_gesture_waits_for_a_fix_P28),
		cmocka_unit_test(
			nobody_decides_on_a_complaint_about_themselves_P26),
		cmocka_unit_test(
			the_lowest_role_may_write_promise_and_offer_P38),
		cmocka_unit_test(what_was_set_aside_is_not_asked_for_again_P45),
		cmocka_unit_test(authority_is_for_a_case_a_day_and_a_customer),
		cmocka_unit_test(an_approval_is_within_the_approvers_own_limit),
		cmocka_unit_test(
			a_refusal_names_all_that_is_missing_and_what_to_type),
		cmocka_unit_test(
			they_are_told_again_once_what_is_missing_is_given),
		cmocka_unit_test(
			a_step_is_not_left_out_as_a_remedy_has_its_name_in_its_own),
		cmocka_unit_test(
			what_is_still_owed_is_named_with_the_line_that_does_it),
		cmocka_unit_test(
			what_is_granted_on_a_grave_case_is_for_its_rung_P47),
		cmocka_unit_test(
			a_case_stands_on_the_rung_it_was_raised_to_or_its_owners),
		cmocka_unit_test(
			things_are_listed_for_somebody_of_the_highest_role),
		cmocka_unit_test(who_may_is_rather_somebody_who_is_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
