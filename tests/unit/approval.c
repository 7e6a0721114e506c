/* An approval that was asked for, and what comes of it: the deputy, and half of
 * it once nobody answered. */
#include "approval.h"

#include "authority.h"
#include "rules.h"
#include "support.h"

/* Asked at 10:02; an answer is due two open hours later, then the deputy's. */
#define ASKED "open arrived-damaged value=200.00;"
#define OF_JO ASKED "escalate senior a=72.00 remedy=refund;"
#define OF_EVA ASKED "escalate owner a=172.00 remedy=refund;"
#define GIVEN                                                  \
	ASKED "give replace a=30.00; escalate senior a=72.00 " \
	      "remedy=refund;"
#define MUCH                                                   \
	ASKED "give replace a=70.00; escalate senior a=72.00 " \
	      "remedy=refund;"
#define DAY "2026-11-24T"

static const char waits[] = PLAN_SHOP PLAN_STAFF
	"  answer-asked-within: 2bh\n"
	"  no-answer: {use: nobody, then: wait}\n" PLAN_REMEDIES;
static const char asks[] =
	PLAN_SHOP PLAN_STAFF "  answer-asked-within: 2bh\n"
			     "  no-answer: {use: deputy, then: "
			     "grant-up-to-half}\n" PLAN_REMEDIES;

static void
whoever_is_asked_has_so_long_and_then_their_deputy(void **state)
{
	static const struct {
		const char *plan, *told, *asked, *deputy, *until;
		bool answered;
	} rows[] = {
		{asks, OF_JO, "jo", NULL, DAY "12:02", false},
		{asks, OF_EVA, "eva", "jo", DAY "14:02", false},
		{waits, OF_EVA, "eva", NULL, DAY "12:02", false},
		/* The deputy asked, and does not answer to themselves. */
		{asks, ASKED "escalate owner a=172.00 remedy=refund @jo", "eva",
		 NULL, DAY "12:02", false},
		/* Nor on a complaint about themselves. */
		{asks, OF_EVA "amend about=jo", "eva", NULL, DAY "12:02",
		 false},
		{asks, OF_JO "amend about=jo", "eva", NULL, DAY "12:02", false},
		/* Nobody of the plan's, or of the shop. */
		{asks, ASKED "escalate nowhere remedy=refund", NULL, NULL, NULL,
		 false},
		/* What answers it, and what does not. */
		{asks, OF_EVA "approve refund @eva", "eva", "jo", DAY "14:02",
		 true},
		{asks, OF_EVA "approve replace @eva", "eva", "jo", DAY "14:02",
		 false},
		{asks, OF_EVA "assign sam @eva", "eva", "jo", DAY "14:02",
		 true},
		{asks, OF_EVA "note - @eva", "eva", "jo", DAY "14:02", true},
		{asks, OF_EVA "note -", "eva", "jo", DAY "14:02", false},
		{asks, OF_EVA "cannot all words @eva", "eva", "jo", DAY "14:02",
		 true},
		{asks, OF_EVA "offer refund a=40.00", "eva", "jo", DAY "14:02",
		 false},
		{asks, OF_EVA "escalate senior remedy=refund", "eva", "jo",
		 DAY "14:02", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct approval asked;
		struct shop shop;
		char until[] = DAY "00:00:00.000+01:00";

		shop_open(&shop, rows[i].plan);
		shop_happened(&shop, rows[i].told);
		assert_false(approval_read(&asked, shop.policy,
					   shop_case(&shop), 0));
		assert_true(approval_read(&asked, shop.policy, shop_case(&shop),
					  1));
		if (asked.answered != rows[i].answered ||
		    strcmp(asked.asked ? asked.asked : "-",
			   rows[i].asked ? rows[i].asked : "-") != 0 ||
		    strcmp(asked.deputy ? asked.deputy : "-",
			   rows[i].deputy ? rows[i].deputy : "-") != 0)
			fail_msg("%s: %s, then %s, %d", rows[i].told,
				 asked.asked, asked.deputy, asked.answered);
		if (rows[i].until) {
			memcpy(until, rows[i].until, strlen(rows[i].until));
			assert_int_equal(asked.until, instant(until));
		} else {
			assert_int_equal(asked.until, INSTANT_NONE);
		}
		shop_close(&shop);
	}
}

/* An approval that is asked for leaves the case where it is. */
static void
asking_takes_no_case_up(void **state)
{
	struct shop shop;

	(void)state;
	shop_open(&shop, asks);
	shop_happened(&shop, OF_EVA);
	assert_int_equal(approval_gone_up(shop_case(&shop)), CASEFILE_NONE);
	assert_int_equal(authority_current_rung(shop.policy, shop_case(&shop)),
			 0);
	shop_happened(&shop, "escalate senior");
	assert_int_equal(approval_gone_up(shop_case(&shop)), 2);
	shop_close(&shop);
}

struct granted {
	const char *plan, *told, *who;
	enum verb verb;
	int64_t amount;
	const char *at; /* the hour */
	bool want;
};

static void
nobody_answering_lets_half_of_it_through(void **state)
{
	static const struct granted rows[] = {
		/* Two hours for Jo: then half of the 72.00. */
		{asks, OF_JO, "kim", VERB_GIVE, 5100, "12:01", false},
		{asks, OF_JO, "kim", VERB_GIVE, 3600, "12:01", true},
		{asks, GIVEN, "kim", VERB_GIVE, 3600, "12:01", false},
		{asks, GIVEN, "kim", VERB_GIVE, 3600, "12:04", true},
		{asks, GIVEN, "kim", VERB_GIVE, 3601, "12:04", false},
		/* Half of it, but no more in all than Jo herself may give. */
		{asks, MUCH, "kim", VERB_GIVE, 3600, "12:04", false},
		/* Eva's two hours, then two of her deputy. */
		{asks, OF_EVA, "kim", VERB_GIVE, 8600, "14:01", false},
		{asks, OF_EVA, "kim", VERB_GIVE, 8600, "14:03", true},
		{asks, OF_EVA, "kim", VERB_GIVE, 8601, "14:03", false},
		{asks, OF_EVA "note - @eva", "kim", VERB_GIVE, 8600, "14:03",
		 false},
		{asks, ASKED "escalate owner a=172.00 remedy=replace", "kim",
		 VERB_GIVE, 8600, "14:03", false},
		/* It grants; it does not approve. */
		{asks, OF_EVA, "kim", VERB_APPROVE, 8600, "14:03", false},
		{waits, OF_EVA, "kim", VERB_GIVE, 8600, "17:00", false},
		/* The deputy approves in her place once her time is up. */
		{asks, OF_EVA, "jo", VERB_APPROVE, 17200, "12:01", false},
		{asks, OF_EVA, "jo", VERB_APPROVE, 17200, "12:03", true},
		{waits, OF_EVA, "jo", VERB_APPROVE, 17200, "12:03", false},
		{asks, OF_EVA "+120; approve refund @jo", "kim", VERB_GIVE,
		 17200, "13:00", true},
		{asks, OF_EVA "+20; approve refund @jo", "kim", VERB_GIVE,
		 17200, "13:00", false},
		/* But to others, not to themselves. */
		{asks, OF_EVA, "jo", VERB_GIVE, 17200, "13:00", false},
		{asks, OF_EVA "+120; approve refund @jo", "jo", VERB_GIVE,
		 17200, "13:00", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rules_step step = {rows[i].verb, "refund",
					  rows[i].amount};
		char at[] = DAY "00:00:00.000+01:00";
		struct shop shop;
		struct rules_view view;

		shop_open(&shop, rows[i].plan);
		shop_happened(&shop, rows[i].told);
		memcpy(strchr(at, 'T') + 1, rows[i].at, 5);
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, rows[i].who,
					   instant(at)};
		if (rules_met(RULE_OVER_AUTHORITY, &view, &step) !=
		    rows[i].want)
			fail_msg("%s %s %d at %s", rows[i].told, rows[i].who,
				 (int)rows[i].amount, rows[i].at);
		shop_close(&shop);
	}
}

/* While Eva is away, Jo approves for her what others ask. */
static void
a_deputy_approves_for_who_is_away(void **state)
{
	struct rules_step step = {VERB_APPROVE, "refund", 17200};
	struct rules_view view;
	struct shop shop;

	(void)state;
	shop_open(&shop, waits);
	shop_happened(&shop, ASKED);
	view = (struct rules_view){shop.policy, shop_case(&shop), &shop.book,
				   "jo",
				   instant("2026-12-05T12:00:00.000+01:00")};
	assert_true(rules_met(RULE_OVER_AUTHORITY, &view, &step));
	view.now = instant("2026-12-07T12:00:00.000+01:00");
	assert_false(rules_met(RULE_OVER_AUTHORITY, &view, &step));
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			whoever_is_asked_has_so_long_and_then_their_deputy),
		cmocka_unit_test(asking_takes_no_case_up),
		cmocka_unit_test(nobody_answering_lets_half_of_it_through),
		cmocka_unit_test(a_deputy_approves_for_who_is_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
