/*
 * Plans that are sound: what they come to mean, what holds where they say
 * nothing, the look-ups, and where a plan is looked for. What is refused is in
 * policyread.c.
 */
#include "policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "yamltree.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

#define SHOP          \
	"policy: 1\n" \
	"shop: {name: A, timezone: Europe/Madrid, currency: EUR}\n"

static struct policy *
parsed(const char *plan)
{
	struct policy *policy;
	struct faults faults = {0};

	if (!policy_parse(plan, strlen(plan), "policies.yaml", &policy,
			  &faults))
		fail_msg("%zu:%zu: %s", faults.at[0].line, faults.at[0].column,
			 faults.at[0].text);
	assert_int_equal(faults.count, 0);
	return policy;
}

static struct policy *
loaded(const char *path)
{
	struct policy *policy;
	struct faults faults = {0};
	struct fail why;

	if (!policy_load(path, &policy, &faults, &why))
		fail_msg("%s", why.text);
	assert_int_equal(faults.count, 0);
	return policy;
}

static void
assert_list(const struct policy_list *list, const char *want)
{
	struct buffer got = {0};

	for (size_t i = 0; i < list->count; i++)
		buffer_format(&got, "%s%s", i == 0 ? "" : " ", list->at[i]);
	assert_string_equal(buffer_string(&got), want);
	buffer_release(&got);
}

static void
assert_span(struct duration span, enum duration_unit unit, int count)
{
	assert_int_equal(span.unit, unit);
	assert_int_equal(span.count, count);
}

static void
assert_same_list(const struct policy_list *a, const struct policy_list *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++)
		assert_string_equal(a->at[i], b->at[i]);
}

static void
two_keys_are_a_plan(void **state)
{
	struct policy *policy = parsed(SHOP);

	(void)state;
	assert_string_equal(policy->file, "policies.yaml");
	assert_string_equal(policy->version, "");
	assert_true(policy->reviewed == INT64_MIN);
	assert_string_equal(policy->shop.currency, "EUR");
	assert_int_equal(policy->shop.digits, 2);
	assert_int_equal(policy->shop.decimal_mark, '.');
	assert_null(policy->shop.sign_off);
	assert_int_equal(policy->gates.usual, POLICY_ASK);
	assert_int_equal(policy->gates.line, 0);
	assert_int_equal(policy->role_count, 1);
	assert_string_equal(policy->roles[0].id, "counter");
	assert_int_equal(policy->roles[0].may, (1U << MAY_COUNT) - 1);
	assert_int_equal(policy->staff_count, 0);
	assert_int_equal(policy->rung_count, 1);
	assert_string_equal(policy->rungs[0].id, "counter");
	assert_int_equal(policy->rungs[0].role, 0);
	assert_int_equal(policy->category_count, 1);
	assert_string_equal(policy->categories[0].id, "other");
	assert_int_equal(policy->categories[0].fix_count, 1);
	assert_string_equal(policy->remedies[policy->categories[0].fixes[0]].id,
			    "ask-and-agree");
	assert_true(policy->remedies[0].cost == REMEDY_COST_AGREED);
	assert_int_equal(policy->remedies[0].max_percent, 100);
	assert_true(policy->remedies[0].max_amount == MONEY_UNLIMITED);
	assert_int_equal(policy->authority.line, 0);
	assert_true(policy->authority.roles[0].fix == MONEY_UNLIMITED);
	assert_list(&policy->intake.channels,
		    "counter phone email letter web social review");
	assert_list(&policy->closing.need, "fix-done-or-reason customer-told");
	assert_true(policy->intake.believe_up_to == MONEY_NONE);
	assert_int_equal(policy->promises.broken_up, 1);
	assert_int_equal(policy->promises.broken_rung, POLICY_NONE);
	assert_int_equal(policy->promises.broken_line, 0);
	assert_string_equal(policy->prevention.again_owner, "counter");
	assert_string_equal(policy_suggest(policy, "empathise"),
			    "Anybody in your place would feel the same.");
	policy_free(policy);
}

static void
a_shop_that_says_no_hours_is_open_on_weekdays(void **state)
{
	struct policy *policy = parsed(SHOP);
	struct opening open[HOURS_RANGES_MAX];
	int64_t monday = civil_to_days(2026, 11, 23);

	(void)state;
	for (int64_t day = monday; day < monday + 7; day++)
		assert_int_equal(hours_on(policy->hours, day, open,
					  HOURS_RANGES_MAX, NULL),
				 day < monday + 5 ? 1 : 0);
	policy_free(policy);
}

/* The rest of a week that is given in part is closed. */
static void
a_week_is_taken_whole(void **state)
{
	struct policy *policy =
		parsed(SHOP "hours: {week: {tue: ['09:00-13:00'], wed: }}\n");
	struct opening open[HOURS_RANGES_MAX];
	int64_t monday = civil_to_days(2026, 11, 23);

	(void)state;
	for (int64_t day = monday; day < monday + 7; day++)
		assert_int_equal(hours_on(policy->hours, day, open,
					  HOURS_RANGES_MAX, NULL),
				 day == monday + 1 ? 1 : 0);
	policy_free(policy);
}

static void
a_section_given_in_part_is_filled_up(void **state)
{
	struct policy *policy =
		parsed(SHOP "promises:\n"
			    "  broken: {to-rung: counter}\n"
			    "words: {suggest: {own: 'Mine.'}}\n");

	(void)state;
	assert_list(&policy->promises.must_say, "what by how");
	assert_span(policy->promises.apologise_within, DURATION_OPEN_HOURS, 2);
	assert_int_equal(policy->promises.broken_up, 0);
	assert_int_equal(policy->promises.broken_rung, 0);
	assert_int_equal(policy->promises.broken_line, 4);
	assert_string_equal(policy_suggest(policy, "own"), "Mine.");
	assert_non_null(policy_suggest(policy, "restate"));
	assert_null(policy_suggest(policy, "flatter"));
	policy_free(policy);
}

static void
a_key_left_empty_is_not_given(void **state)
{
	struct policy *policy = parsed(SHOP "staff:\n"
					    "roles:\n"
					    "hours:\n"
					    "closing:\n"
					    "  need:\n"
					    "version:\n");

	(void)state;
	assert_int_equal(policy->staff_count, 0);
	assert_int_equal(policy->role_count, 1);
	assert_true(hours_ever_open(policy->hours, 0));
	assert_list(&policy->closing.need, "fix-done-or-reason customer-told");
	assert_int_equal(policy->closing.need_line, 0);
	policy_free(policy);
}

/* A default may name what this plan has not got. */
static void
defaults_fit_the_plan_they_stand_in(void **state)
{
	struct policy *policy =
		parsed(SHOP "intake: {channels: [Counter, email]}\n"
			    "severity: {levels: [mild, grave]}\n"
			    "remedies: {fix: [{id: swap, label: Swap it, cost: "
			    "price}]}\n");

	(void)state;
	assert_list(&policy->intake.channels, "counter email");
	assert_list(&policy->intake.written, "email");
	assert_list(&policy->severity.urgent_if, "");
	assert_int_equal(policy->severity.usual, 0);
	assert_list(&policy->closing.best_done_stops, "");
	assert_string_equal(policy->remedies[policy->categories[0].fixes[0]].id,
			    "swap");
	assert_span(policy->deadlines[1][CLOCK_UPDATE].span, DURATION_OPEN_DAYS,
		    2);
	policy_free(policy);
}

static void
a_severity_has_the_usual_clocks_but_its_own(void **state)
{
	struct policy *policy = parsed(
		SHOP "deadlines:\n"
		     "  Urgent: {answer: close, final-word: none}\n"
		     "  default: {acknowledge: 30m, tell-after-fix: none}\n");
	const struct policy_deadline *normal = policy->deadlines[1];
	const struct policy_deadline *urgent = policy->deadlines[3];

	(void)state;
	assert_span(normal[CLOCK_ACKNOWLEDGE].span, DURATION_MINUTES, 30);
	assert_int_equal(normal[CLOCK_ACKNOWLEDGE].line, 5);
	assert_span(normal[CLOCK_ANSWER].span, DURATION_OPEN_DAYS, 3);
	assert_int_equal(normal[CLOCK_ANSWER].line, 0);
	assert_span(normal[CLOCK_TELL_AFTER_FIX].span, DURATION_NONE, 0);
	assert_span(normal[CLOCK_FINAL_WORD].span, DURATION_WEEKS, 8);
	assert_span(urgent[CLOCK_ACKNOWLEDGE].span, DURATION_MINUTES, 30);
	assert_span(urgent[CLOCK_ANSWER].span, DURATION_CLOSE, 0);
	assert_int_equal(urgent[CLOCK_ANSWER].line, 4);
	assert_span(urgent[CLOCK_FINAL_WORD].span, DURATION_NONE, 0);
	policy_free(policy);
}

/* What is given deep down takes nothing from what stands beside it. */
static void
a_default_is_left_out_key_by_key(void **state)
{
	struct policy *policy =
		parsed(SHOP "heat: {abusive: {log: shown}}\n"
			    "promises:\n"
			    "  broken:\n"
			    "    to-rung: +2\n"
			    "  too-vague:\n"
			    "deadlines:\n"
			    "  customer-silent: {then: nothing, remind: [1d]}\n"
			    "closing:\n"
			    "  best-done:\n"
			    "    need: [fix-offered]\n"
			    "words:\n"
			    "  suggest: {greeting: Hello.}\n"
			    "  loud: {caps-words: 9}\n");

	(void)state;
	assert_false(policy->heat.abusive_log_private);
	assert_string_equal(policy->heat.abusive_say_once, "steer-back");
	assert_list(&policy->heat.levels, "calm upset angry abusive");
	assert_int_equal(policy->promises.broken_up, 2);
	assert_span(policy->promises.apologise_within, DURATION_OPEN_HOURS, 2);
	assert_int_equal(policy->promises.too_vague.count, 8);
	assert_false(policy->clocks.silent_close);
	assert_int_equal(policy->clocks.silent_remind_count, 1);
	assert_true(policy->clocks.silent_reopen_any_time);
	assert_list(&policy->closing.best_done_need, "fix-offered");
	assert_list(&policy->closing.best_done_stops, "");
	assert_list(&policy->closing.need, "fix-done-or-reason customer-told");
	assert_string_equal(policy_suggest(policy, "greeting"), "Hello.");
	assert_string_equal(policy_suggest(policy, "plan"),
			    "This is what happens next, step by step.");
	policy_free(policy);
}

static void
the_default_plan_is_sound_and_short(void **state)
{
	struct policy *policy = loaded("policies.yaml");
	FILE *file = fopen("policies.yaml", "r");
	int lines = 0;

	(void)state;
	assert_non_null(file);
	for (int c = getc(file); c != EOF; c = getc(file))
		lines += c == '\n';
	fclose(file);
	assert_in_range(lines, 1, 120);
	assert_string_equal(policy->shop.name, "Casa Luz");
	assert_int_equal(policy->staff_count, 0);
	assert_int_equal(policy->gates.usual, POLICY_ASK);
	assert_int_equal(policy->category_count, 9);
	assert_true(
		policy_list_has(&policy->prevention.causes, "overpromised"));
	assert_true(
		policy_list_has(&policy->prevention.causes, "time-management"));
	assert_true(policy_list_has(&policy->prevention.causes, "misinformed"));
	policy_free(policy);
}

/* The day of DESIGN, section 7, and LOOK's examples are typed on it. */
static void
the_default_plan_has_what_the_day_needs(void **state)
{
	struct policy *policy = loaded("policies.yaml");
	int damaged = policy_category(policy, "arrived-damaged");
	const struct policy_category *category = &policy->categories[damaged];
	static const char *const fixes[] = {"replace", "refund", "part-refund"};
	const struct policy_remedy *remedy;

	(void)state;
	assert_int_equal(category->fix_count, COUNT(fixes));
	for (size_t i = 0; i < COUNT(fixes); i++) {
		remedy = &policy->remedies[category->fixes[i]];
		assert_string_equal(remedy->id, fixes[i]);
		assert_int_equal(remedy->line, 61 + i);
		assert_int_equal(remedy->kind, REMEDY_FIX);
	}
	remedy = &policy->remedies[policy_remedy(policy, "replace")];
	assert_true(remedy->has_promise);
	assert_span(remedy->promise_by, DURATION_OPEN_DAYS, 2);
	remedy = &policy->remedies[policy_remedy(policy, "part-refund")];
	assert_false(remedy->has_promise);
	assert_int_equal(remedy->max_percent, 50);
	remedy = &policy->remedies[policy_remedy(policy, "voucher-5")];
	assert_int_equal(remedy->kind, REMEDY_GESTURE);
	assert_int_equal(remedy->amount, 500);
	assert_true(policy_list_has(&policy->prevention.causes, "workmanship"));
	assert_true(policy_list_has(&policy->closing.outcomes, "satisfied"));
	policy_free(policy);
}

/* A plan without a key does the same as the one that is shipped. */
static void
the_default_plan_says_what_the_defaults_are(void **state)
{
	struct policy *shipped = loaded("policies.yaml");
	struct policy *bare = parsed(SHOP);

	(void)state;
	assert_same_list(&shipped->intake.channels, &bare->intake.channels);
	assert_same_list(&shipped->intake.written, &bare->intake.written);
	assert_same_list(&shipped->heat.levels, &bare->heat.levels);
	assert_same_list(&shipped->severity.levels, &bare->severity.levels);
	assert_same_list(&shipped->severity.urgent_if,
			 &bare->severity.urgent_if);
	assert_same_list(&shipped->rules.before_offer_spoken,
			 &bare->rules.before_offer_spoken);
	assert_same_list(&shipped->rules.before_offer_written,
			 &bare->rules.before_offer_written);
	assert_same_list(&shipped->rules.gesture_needs,
			 &bare->rules.gesture_needs);
	assert_int_equal(shipped->rules.options_shown,
			 bare->rules.options_shown);
	for (size_t i = 0; i < CLOCK_COUNT; i++) {
		struct duration span = bare->deadlines[1][i].span;
		assert_span(shipped->deadlines[1][i].span, span.unit,
			    span.count);
	}
	assert_int_equal(shipped->clocks.silent_remind_count,
			 bare->clocks.silent_remind_count);
	assert_int_equal(shipped->promises.broken_up, bare->promises.broken_up);
	assert_same_list(&shipped->up_one_when, &bare->up_one_when);
	assert_int_equal(shipped->step_count, bare->step_count);
	assert_string_equal(shipped->steps[0].id, bare->steps[0].id);
	assert_string_equal(shipped->steps[0].ask, bare->steps[0].ask);
	assert_same_list(&shipped->closing.need, &bare->closing.need);
	assert_same_list(&shipped->closing.best_done_need,
			 &bare->closing.best_done_need);
	assert_same_list(&shipped->closing.outcomes, &bare->closing.outcomes);
	assert_same_list(&shipped->closing.findings, &bare->closing.findings);
	assert_same_list(&shipped->prevention.causes, &bare->prevention.causes);
	assert_int_equal(shipped->prevention.again_count,
			 bare->prevention.again_count);
	for (size_t i = 0; i < shipped->words.suggest_count; i++)
		assert_string_equal(
			shipped->words.suggest[i].say,
			policy_suggest(bare, shipped->words.suggest[i].name));
	policy_free(shipped);
	policy_free(bare);
}

static void
the_full_plan_is_read_as_it_stands(void **state)
{
	struct policy *p = loaded("tests/data/full-plan.yaml");
	int jo = policy_staff(p, "jo"), ruth = policy_staff(p, "ruth");
	const struct policy_category *late = &p->categories[0];
	const struct policy_remedy *remedy;

	(void)state;
	assert_string_equal(p->file, "full-plan.yaml");
	assert_string_equal(p->version, "2026-12-01");
	assert_int_equal(p->reviewed, civil_to_days(2026, 11, 20));
	assert_span(p->review_every, DURATION_MONTHS, 6);
	assert_int_equal(p->gates.usual, POLICY_REFUSE);
	assert_int_equal(policy_gate(p, "restated"), POLICY_ASK);
	assert_int_equal(policy_gate(p, "feedback-asked"), POLICY_REMIND);
	assert_int_equal(policy_gate(p, "cause"), POLICY_REFUSE);
	assert_string_equal(zone_name(p->shop.zone), "Europe/London");
	assert_string_equal(p->shop.currency, "GBP");

	assert_int_equal(p->role_count, 3);
	assert_int_equal(p->staff_count, 4);
	assert_int_equal(p->staff[ruth].deputy, jo);
	assert_int_equal(p->staff[ruth].role, 2);
	assert_int_equal(p->staff[jo].away_count, 1);
	assert_int_equal(p->staff[jo].away[0].first,
			 civil_to_days(2026, 12, 27));
	assert_int_equal(p->staff[jo].away[0].last, civil_to_days(2027, 1, 3));
	assert_int_equal(p->staff[jo].deputy, POLICY_NONE);

	assert_span(p->warn_when_closures_run_out, DURATION_DAYS, 60);
	assert_true(p->time.promise_earlier);
	assert_true(p->time.deadline_later);
	assert_int_equal(p->time.gap, ZONE_GAP_FORWARD);
	assert_int_equal(p->time.fold, ZONE_FOLD_FIRST);
	assert_int_equal(p->time.quiet_count, 1);
	assert_int_equal(p->time.quiet[0], 20 * 60);
	assert_int_equal(p->time.quiet[1], 9 * 60);

	assert_int_equal(p->intake.ask_count, 5);
	assert_string_equal(p->intake.ask[4].field, "point");
	assert_span(p->intake.repeat_window, DURATION_DAYS, 180);
	assert_int_equal(p->intake.second_case.severity, 1);
	assert_int_equal(p->intake.second_case.to_rung,
			 policy_rung(p, "senior"));
	assert_true(p->intake.same_cause_again.fix_only_is_not_enough);
	assert_int_equal(p->intake.believe_up_to, 2500);
	assert_string_equal(p->heat.abusive_say_once, "steer-back");
	assert_true(p->heat.abusive_log_private);
	assert_int_equal(p->severity.usual, 1);
	assert_list(&p->severity.high_if,
		    "repeat promise-broken press review value-over-200");

	assert_int_equal(p->category_count, 11);
	assert_list(&late->also, "not received delayed");
	assert_string_equal(late->likely_cause, "time-management");
	assert_int_equal(late->fix_count, 4);
	assert_int_equal(late->gesture_count, 3);
	assert_int_equal(late->min_rung, POLICY_NONE);
	assert_int_equal(late->line, 97);
	assert_true(p->categories[policy_category(p, "rude")]
			    .not_handled_by_person_named);
	assert_span(
		p->categories[policy_category(p, "repair-not-right")].recheck,
		DURATION_DAYS, 30);
	assert_int_equal(
		p->categories[policy_category(p, "faulty")].entitlement_count,
		2);

	assert_int_equal(p->remedy_count, 24 + 6 + 2);
	remedy = &p->remedies[policy_remedy(p, "finish-today")];
	assert_int_equal(remedy->cost, REMEDY_COST_FIXED);
	assert_int_equal(remedy->amount, 0);
	assert_string_equal(remedy->promise_what, "ready");
	assert_string_equal(remedy->promise_how, "phone");
	assert_span(remedy->promise_by, DURATION_CLOSE, 0);
	remedy = &p->remedies[policy_remedy(p, "loan-bike")];
	assert_true(remedy->lasts_until_fix_done);
	assert_false(remedy->has_promise);
	remedy = &p->remedies[policy_remedy(p, "outside-mechanic")];
	assert_int_equal(remedy->max_amount, 12000);
	assert_int_equal(remedy->max_percent, 0);
	remedy = &p->remedies[policy_remedy(p, "repair-free")];
	assert_int_equal(remedy->then, POLICY_THEN_TELL);
	remedy = &p->remedies[policy_remedy(p, "refund-delivery")];
	assert_int_equal(remedy->cost, REMEDY_COST_DELIVERY);
	remedy = &p->remedies[policy_remedy(p, "cra-30-day-refund")];
	assert_int_equal(remedy->kind, REMEDY_ENTITLEMENT);
	assert_int_equal(remedy->cost, REMEDY_COST_AGREED);
	assert_true(remedy->max_amount == MONEY_UNLIMITED);
	assert_string_equal(remedy->clock_stops_while,
			    "repair-or-replace-agreed");
	assert_list(&p->rules.before_offer_written, "heart restated");
	assert_int_equal(p->rules.gesture_cap_percent, 50);
	assert_int_equal(p->rules.spread_warning_percent, 200);
	assert_int_equal(p->rules.second_failure_gesture_step, 1);

	assert_int_equal(p->authority.roles[0].gesture_a_customer, 2000);
	assert_span(p->authority.roles[0].a_customer_window, DURATION_DAYS,
		    180);
	assert_true(p->authority.roles[2].fix == MONEY_UNLIMITED);
	assert_false(p->authority.own_case);
	assert_true(p->authority.no_answer_grant_half);

	assert_span(p->deadlines[3][CLOCK_ACKNOWLEDGE].span, DURATION_MINUTES,
		    30);
	assert_span(p->deadlines[0][CLOCK_ANSWER].span, DURATION_OPEN_DAYS, 5);
	assert_true(p->clocks.pause_while_waiting);
	assert_true(p->clocks.pause_stops[CLOCK_ANSWER]);
	assert_true(p->clocks.pause_stops[CLOCK_FIX_DONE]);
	assert_false(p->clocks.pause_stops[CLOCK_UPDATE]);
	assert_int_equal(p->clocks.silent_remind_count, 2);
	assert_true(p->clocks.silent_close);

	assert_int_equal(p->promises.tries, 3);
	assert_int_equal(p->promises.broken_up, 1);
	assert_int_equal(p->promises.broken_twice_rung,
			 policy_rung(p, "owner"));
	assert_int_equal(p->rung_count, 4);
	assert_true(p->rungs[3].external);
	assert_int_equal(p->rungs[3].role, POLICY_NONE);
	assert_string_equal(p->rungs[3].say, "next-step-outside");
	assert_int_equal(p->straight_count, 1);
	assert_int_equal(p->straight_to[0].rung, policy_rung(p, "owner"));

	assert_int_equal(p->step_count, 8); /* recheck and ends-loan-bike */
	assert_string_equal(p->steps[6].id, "recheck");
	assert_string_equal(p->steps[6].todo,
			    "look at it again: does it still hold?");
	assert_list(&p->steps[6].only, "repair-not-right");
	assert_string_equal(p->steps[7].id, "ends-loan-bike");
	assert_string_equal(p->steps[7].ends, "loan-bike");
	assert_string_equal(p->steps[3].with, "voucher-5");
	assert_list(&p->steps[5].if_outcome, "placated unhappy");
	assert_int_equal(p->feedback.low, 2);
	assert_int_equal(p->feedback.scale_high, 5);
	assert_list(&p->closing.best_done_stops, "thank-you win-back");
	assert_true(p->closing.reopen_same_case);
	assert_string_equal(p->prevention.again_owner, "owner");
	assert_span(p->prevention.again_due, DURATION_OPEN_DAYS, 10);
	assert_int_equal(p->prevention.review_day, 1);

	assert_int_equal(p->words.avoid_count, 14);
	assert_string_equal(p->words.avoid[13].instead, "");
	assert_int_equal(p->words.suggest_count, 19);
	assert_int_equal(p->words.days.count, 7);
	assert_int_equal(p->reviews.reply_by, 1);
	assert_span(p->privacy.keep_closed, DURATION_MONTHS, 36);
	assert_int_equal(p->reports.show.count, 12);
	policy_free(p);
}

static void
words_are_held_against_the_list_as_people_hear_them(void **state)
{
	static const char *const fine[] = {
		"Not now, there is no charge", /* no: part of a word, excused */
		"We noticed it, no cost to you", /* excused */
		"{no} is fine",                  /* filled in from the case */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(fine); i++) {
		struct buffer plan = {0};
		buffer_format(&plan,
			      SHOP "words:\n"
				   "  avoid: [{say: 'no', unless: [no charge, "
				   "no cost]}]\n"
				   "intake: {ask: [{field: wants, say: '%s'}]}"
				   "\n",
			      fine[i]);
		policy_free(parsed(plan.at));
		buffer_release(&plan);
	}
}

static void
ids_are_found_in_any_case(void **state)
{
	struct policy *policy = loaded("tests/data/full-plan.yaml");

	(void)state;
	assert_int_equal(policy_category(policy, "LATE"), 0);
	assert_int_equal(policy_category(policy, "lat"), POLICY_NONE);
	assert_int_equal(policy_category(policy, NULL), POLICY_NONE);
	assert_int_equal(policy_remedy(policy, "Finish-Today"), 0);
	assert_int_equal(policy_role(policy, "OWNER"), 2);
	assert_int_equal(policy_staff(policy, "Dev"), 1);
	assert_int_equal(policy_rung(policy, "outside"), 3);
	assert_int_equal(policy_step(policy, "Feedback"), 2);
	assert_true(policy_list_has(&policy->heat.levels, "Angry"));
	assert_int_equal(policy_list_find(&policy->heat.levels, "abusive"), 3);
	policy_free(policy);
}

static void
an_import_may_call_a_category_by_other_names(void **state)
{
	struct policy *policy = loaded("tests/data/full-plan.yaml");

	(void)state;
	assert_int_equal(policy_category_called(policy, "late"), 0);
	assert_int_equal(policy_category_called(policy, "Not Received"), 0);
	assert_int_equal(policy_category_called(policy, "damaged on arrival"),
			 2);
	assert_int_equal(policy_category_called(policy, "Mortgage"),
			 POLICY_NONE);
	policy_free(policy);
}

static void
people_may_what_their_role_may(void **state)
{
	struct policy *policy = loaded("tests/data/full-plan.yaml");
	struct policy *bare = parsed(SHOP);

	(void)state;
	assert_int_equal(policy_role_of(policy, "ruth"), 2);
	assert_int_equal(policy_role_of(policy, "stranger"), 0);
	assert_true(policy_may(policy, "ruth", MAY_ERASE));
	assert_false(policy_may(policy, "amy", MAY_APPROVE));
	assert_false(policy_may(policy, "stranger", MAY_MERGE));
	assert_true(policy_may(bare, "stranger", MAY_ERASE));
	assert_string_equal(policy_staff_name(policy, "JO"), "Jo Marsh");
	assert_string_equal(policy_staff_name(policy, "stranger"), "stranger");
	policy_free(policy);
	policy_free(bare);
}

static void
ids_may_be_typed_in_any_case(void **state)
{
	struct policy *policy = parsed(
		SHOP "roles: [{id: Counter, may: [OPEN]}]\n"
		     "staff: [{id: KIM, name: Kim, role: COUNTER}]\n"
		     "categories: [{id: Late, label: Late, fixes: [Swap]}]\n"
		     "remedies: {fix: [{id: SWAP, label: Swap, cost: Price}]}\n"
		     "gates: {usual: Refuse, ask: [Heard]}\n"
		     "closing: {need: [CAUSE], outcomes: [Happy]}\n");

	(void)state;
	assert_string_equal(policy->staff[0].id, "kim");
	assert_int_equal(policy->staff[0].role, 0);
	assert_string_equal(policy->categories[0].id, "late");
	assert_string_equal(policy->remedies[0].id, "swap");
	assert_int_equal(policy->categories[0].fixes[0], 0);
	assert_list(&policy->gates.ask, "heard");
	assert_list(&policy->closing.need, "cause");
	assert_list(&policy->closing.outcomes, "happy");
	policy_free(policy);
}

static void
a_plan_says_how_somebody_leaves_who_is_content_or_not(void **state)
{
	struct policy *usual = parsed(SHOP);
	struct policy *own = parsed(SHOP "feedback: {low: 3}\n"
					 "closing: {outcomes: [glad, sad]}\n");

	(void)state;
	assert_string_equal(policy_content_outcome(NULL), "satisfied");
	assert_string_equal(policy_content_outcome(usual), "satisfied");
	assert_string_equal(policy_unhappy_outcome(usual), "unhappy");
	assert_true(policy_is_content(usual, "delighted"));
	assert_true(policy_is_content(usual, "satisfied"));
	assert_false(policy_is_content(usual, "placated"));
	assert_false(policy_is_content(usual, "best-done"));
	assert_string_equal(policy_content_outcome(own), "glad");
	assert_string_equal(policy_unhappy_outcome(own), "OUTCOME");
	assert_true(policy_is_content(own, "glad"));
	assert_false(policy_is_content(own, "sad"));
	assert_true(policy_is_low(usual, "2"));
	assert_false(policy_is_low(usual, "3"));
	assert_true(policy_is_low(own, "3"));
	assert_false(policy_is_low(own, "declined"));
	assert_false(policy_is_low(own, NULL));
	policy_free(usual);
	policy_free(own);
}

static void
money_has_the_digits_of_its_currency(void **state)
{
	struct policy *yen =
		parsed("intake: {believe-up-to: 2500}\n"
		       "shop: {currency: jpy, name: A, timezone: Asia/Tokyo}\n"
		       "policy: 1\n");

	(void)state;
	assert_string_equal(yen->shop.currency, "JPY");
	assert_int_equal(yen->shop.digits, 0);
	assert_int_equal(yen->intake.believe_up_to, 2500);
	policy_free(yen);
}

static void
a_sentence_may_run_over_several_lines(void **state)
{
	struct policy *policy = parsed(SHOP "words:\n"
					    "  suggest:\n"
					    "    own: |\n"
					    "      Dear {customer},\n"
					    "      it is mine.\n");

	(void)state;
	assert_string_equal(policy_suggest(policy, "own"),
			    "Dear {customer},\nit is mine.");
	policy_free(policy);
}

/* Faults of both readers, in the file's order, in one run. */
static void
every_fault_is_named_in_one_run(void **state)
{
	static const char plan[] = SHOP "version: &v 1\n"
					"gates: {usual: aks}\n"
					"closing: {need: [*v, casue]}\n"
					"closing: {}\n"
					"hours: {week: {mon: [9-18]}}\n"
					"xhop: 1\n";
	static const size_t lines[] = {3, 4, 5, 5, 6, 7, 8};
	struct policy *policy;
	struct faults faults = {0};

	(void)state;
	assert_false(
		policy_parse(plan, sizeof(plan) - 1, "x", &policy, &faults));
	assert_int_equal(faults.count, COUNT(lines));
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_int_equal(faults.at[i].line, lines[i]);
	faults_release(&faults);
}

static char folder[] = "/tmp/amends-policy-XXXXXX";

static char *
in_folder(const char *name)
{
	struct buffer path = {0};

	buffer_format(&path, "%s/%s", folder, name);
	return path.at;
}

static void
write_file(const char *path, const char *text, size_t times)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	for (size_t i = 0; i < times; i++)
		fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void
a_plan_that_cannot_be_read_is_told_from_a_faulty_one(void **state)
{
	char *path = in_folder("policies.yaml");
	struct policy *policy;
	struct faults faults = {0};
	struct buffer want = {0};
	struct fail why;

	(void)state;
	assert_false(policy_load(path, &policy, &faults, &why));
	assert_null(policy);
	assert_int_equal(why.kind, FAIL_SYSTEM);
	assert_int_equal(faults.count, 0);
	assert_false(policy_load(folder, &policy, &faults, &why));
	assert_int_equal(why.kind, FAIL_SYSTEM);

	write_file(path, "policy: 1\n", 1);
	assert_false(policy_load(path, &policy, &faults, &why));
	assert_int_equal(why.kind, FAIL_INPUT);
	buffer_format(&want, "%s:1:1: a plan needs 'shop'", path);
	assert_string_equal(why.text, want.at);
	assert_int_equal(faults.count, 1);
	faults_release(&faults);

	write_file(path, "# 4567\n", YAMLTREE_SIZE / 7 + 1);
	assert_false(policy_load(path, &policy, &faults, NULL));
	assert_string_equal(faults.at[0].text, "larger than 256 KiB");
	faults_release(&faults);
	buffer_release(&want);
	unlink(path);
	free(path);
}

static void
assert_found(const char *named, const char *want, bool want_installed)
{
	bool installed = !want_installed;
	char *path = policy_find(named, &installed);

	if (want != NULL)
		assert_string_equal(path, want);
	assert_int_equal(installed, want_installed);
	free(path);
}

static void
the_plan_is_looked_for_where_the_design_says(void **state)
{
	char *own = in_folder("amends/policies.yaml");
	char *at_home = in_folder(".config/amends/policies.yaml");
	char *part[] = {in_folder("amends"), in_folder(".config"),
			in_folder(".config/amends")};

	(void)state;
	for (size_t i = 0; i < COUNT(part); i++)
		assert_int_equal(mkdir(part[i], 0700), 0);
	setenv("AMENDS_POLICY", "/set/plan.yaml", 1);
	setenv("XDG_CONFIG_HOME", folder, 1);
	setenv("HOME", folder, 1);
	assert_found("named.yaml", "named.yaml", false);
	assert_found(NULL, "/set/plan.yaml", false);
	setenv("AMENDS_POLICY", "", 1);
	assert_found(NULL, NULL, true);
	write_file(own, "", 1);
	assert_found(NULL, own, false);
	/* An empty or relative folder does not count. */
	setenv("XDG_CONFIG_HOME", "config", 1);
	assert_found(NULL, NULL, true);
	write_file(at_home, "", 1);
	assert_found(NULL, at_home, false);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("AMENDS_POLICY");
	assert_found(NULL, at_home, false);
	unsetenv("HOME");
	assert_found(NULL, NULL, true);
	unlink(own);
	unlink(at_home);
	for (size_t i = COUNT(part); i-- > 0;) {
		rmdir(part[i]);
		free(part[i]);
	}
	free(own);
	free(at_home);
}

static int
make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_keys_are_a_plan),
		cmocka_unit_test(a_shop_that_says_no_hours_is_open_on_weekdays),
		cmocka_unit_test(a_week_is_taken_whole),
		cmocka_unit_test(a_section_given_in_part_is_filled_up),
		cmocka_unit_test(a_key_left_empty_is_not_given),
		cmocka_unit_test(defaults_fit_the_plan_they_stand_in),
		cmocka_unit_test(a_severity_has_the_usual_clocks_but_its_own),
		cmocka_unit_test(a_default_is_left_out_key_by_key),
		cmocka_unit_test(the_default_plan_is_sound_and_short),
		cmocka_unit_test(the_default_plan_has_what_the_day_needs),
		cmocka_unit_test(the_default_plan_says_what_the_defaults_are),
		cmocka_unit_test(the_full_plan_is_read_as_it_stands),
		cmocka_unit_test(
			words_are_held_against_the_list_as_people_hear_them),
		cmocka_unit_test(ids_are_found_in_any_case),
		cmocka_unit_test(an_import_may_call_a_category_by_other_names),
		cmocka_unit_test(people_may_what_their_role_may),
		cmocka_unit_test(ids_may_be_typed_in_any_case),
		cmocka_unit_test(
			a_plan_says_how_somebody_leaves_who_is_content_or_not),
		cmocka_unit_test(money_has_the_digits_of_its_currency),
		cmocka_unit_test(a_sentence_may_run_over_several_lines),
		cmocka_unit_test(every_fault_is_named_in_one_run),
		cmocka_unit_test(
			a_plan_that_cannot_be_read_is_told_from_a_faulty_one),
		cmocka_unit_test(the_plan_is_looked_for_where_the_design_says),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
