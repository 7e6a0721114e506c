#include "remedy.h"

#include "support.h"

#define OPEN "open arrived-damaged customer=Ana value=18.00;"

static void
add_option(struct buffer *out, const struct policy *policy,
	   const struct remedy_option *option)
{
	buffer_format(out, "%s%s%s", out->len ? "; " : "",
		      option->picked ? "" : "-",
		      policy->remedies[option->remedy].id);
	if (option->cost != MONEY_NONE) {
		buffer_add_char(out, ' ');
		money_format(out, option->cost, policy->shop.digits);
	}
	if (option->ask != POLICY_NONE)
		buffer_format(out, " @%s", policy->staff[option->ask].id);
	if (!option->picked || option->wish)
		buffer_format(out, " (%s)", option->why);
}

/* The list that kim gets, as "replace 18.00 (their wish); -voucher-5 (…)". */
static void
pick(struct buffer *out, const struct shop *shop, const char *who)
{
	struct rules_view view = {shop->policy, shop_case(shop), &shop->book,
				  who, shop->when.now};
	struct remedy_choice choice;
	struct arena arena = {0};
	size_t picked = 0;

	remedy_choose(&choice, &view, &arena);
	for (size_t i = 0; i < choice.count; i++) {
		add_option(out, shop->policy, &choice.options[i]);
		picked += choice.options[i].picked;
	}
	assert_int_equal(picked, choice.picked);
	arena_release(&arena);
}

struct picked {
	const char *who, *told, *want;
};

static void
check(const char *plan, const struct picked *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};
		struct shop shop;

		shop_open(&shop, plan);
		shop_happened(&shop, rows[i].told);
		pick(&out, &shop, rows[i].who);
		if (strcmp(buffer_string(&out), rows[i].want) != 0)
			fail_msg("%s:\ngot  %s\nwant %s", rows[i].told,
				 buffer_string(&out), rows[i].want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

#define WAITING                                                             \
	"; -voucher-5 5.00 (after a fix); -voucher-10 10.00 (gestures may " \
	"come to 9.00, 50 % of the price)"

static void
their_wish_comes_first_then_what_is_soonest_P27(void **state)
{
	static const struct picked rows[] = {
		{"kim", OPEN,
		 "replace 18.00; refund 18.00; part-refund 9.00; look "
		 "0.00" WAITING},
		{"kim", OPEN "amend wish=part-refund",
		 "part-refund 9.00 (their wish); replace 18.00; refund 18.00; "
		 "look 0.00" WAITING},
		/* A wish that the category does not name. */
		{"kim", OPEN "amend wish=ask-and-agree",
		 "ask-and-agree 40.00 (their wish); replace 18.00; refund "
		 "18.00; part-refund 9.00; look 0.00" WAITING},
		{"kim", OPEN "amend wish=no-such",
		 "replace 18.00; refund 18.00; part-refund 9.00; look "
		 "0.00" WAITING},
		/* A gesture is a wish like another, after a fix. */
		{"kim", OPEN "amend wish=voucher-5",
		 "replace 18.00; refund 18.00; part-refund 9.00; look 0.00; "
		 "-voucher-5 5.00 (after a fix); -voucher-10 10.00 (gestures "
		 "may come to 9.00, 50 % of the price)"},
		/* What the law owes comes before what we would do. */
		{"kim", "open faulty value=18.00", "law-refund; replace 18.00"},
		/* No kind yet, or none that the plan knows. */
		{"kim", "open -", "ask-and-agree 40.00"},
		{"kim", "open mystery", "ask-and-agree 40.00"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
a_plan_may_put_their_wish_in_its_place(void **state)
{
	static const struct picked rows[] = {
		{"kim", "open late wish=refund value=18",
		 "replace 18.00; refund 18.00 (their wish)"},
		{"kim", "open other", ""},
	};

	(void)state;
	check(PLAN_SHOP
	      "categories: [{id: late, label: Late, fixes: [refund, "
	      "replace]}]\n"
	      "remedies:\n"
	      "  rules: {customer-wish: in-order}\n"
	      "  fix:\n"
	      "    - {id: replace, label: R, cost: price, promise: {by: 1bd}}\n"
	      "    - {id: refund, label: R, cost: price, promise: {by: 2bd}}\n",
	      rows, COUNT(rows));
}

static void
what_is_settled_is_left_out_with_its_reason(void **state)
{
	static const struct picked rows[] = {
		{"kim", "open faulty value=18; decline replace",
		 "law-refund; -replace 18.00 (they declined it)"},
		{"kim", "open faulty value=18; accept replace",
		 "law-refund; -replace 18.00 (they chose it already)"},
		{"kim", "open faulty value=18; accept replace; decline replace",
		 "law-refund; -replace 18.00 (they declined it)"},
		{"kim", "open faulty value=18; decline replace; accept replace",
		 "law-refund; -replace 18.00 (they chose it already)"},
		{"kim", "open faulty value=18; accept replace; give replace",
		 "law-refund; -replace 18.00 (given already)"},
		{"kim", "open faulty value=18; give replace; reopen",
		 "law-refund; replace 18.00"},
		{"kim", "open faulty value=18; cannot replace sold-out",
		 "law-refund; -replace 18.00 (it cannot be done: sold-out)"},
		{"kim", "open faulty value=18; cannot replace",
		 "law-refund; -replace 18.00 (it cannot be done: no reason "
		 "given)"},
		{"kim", "open faulty value=18; cannot all burnt",
		 "-law-refund (it cannot be done: burnt); -replace 18.00 (it "
		 "cannot be done: burnt)"},
		{"kim",
		 "open faulty value=18 wish=replace; wish declined too-late",
		 "law-refund; -replace 18.00 (we said no to it: too-late)"},
		{"kim",
		 "open faulty value=18 wish=replace; wish declined x; "
		 "wish granted",
		 "replace 18.00 (their wish); law-refund"},
		/* Thirty days, the day of buying not counted, the last whole.
		 */
		{"kim", "open faulty value=18 bought=2026-10-25",
		 "law-refund; replace 18.00"},
		{"kim", "open faulty value=18 bought=2026-10-24",
		 "replace 18.00; -law-refund (bought 2026-10-24, its time is "
		 "up)"},
		{"kim", "open faulty value=18 bought=2026-13-01",
		 "law-refund; replace 18.00"},
		{"kim", "open faulty value=18 bought=yesterday",
		 "law-refund; replace 18.00"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
a_gesture_waits_for_a_fix_P28(void **state)
{
	static const struct picked rows[] = {
		{"kim", OPEN "accept replace",
		 "refund 18.00; part-refund 9.00; look 0.00; voucher-5 5.00; "
		 "-replace 18.00 (they chose it already); -voucher-10 10.00 "
		 "(gestures may come to 9.00, 50 % of the price)"},
		{"kim", OPEN "cannot all x",
		 "voucher-5 5.00; -refund 18.00 (it cannot be done: x); "
		 "-replace 18.00 (it cannot be done: x); -part-refund 9.00 "
		 "(it cannot be done: x); -look 0.00 (it cannot be done: x); "
		 "-voucher-10 10.00 (gestures may come to 9.00, 50 % of the "
		 "price)"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
gestures_have_a_cap_of_the_price(void **state)
{
	static const char few[] =
		PLAN_SHOP "categories: [{id: c, label: C, fixes: [f], "
			  "gestures: [g, h, i]}]\n"
			  "remedies:\n"
			  "  rules: {gesture-cap: 50pct}\n"
			  "  fix: [{id: f, label: F, cost: 0.00}]\n"
			  "  gesture:\n"
			  "    - {id: g, label: G, cost: 5.00}\n"
			  "    - {id: h, label: H, cost: 4.00}\n"
			  "    - {id: i, label: I, cost: 0.00}\n";
	static const struct picked rows[] = {
		{"kim", "open c value=10; give f",
		 "g 5.00; h 4.00; i 0.00; -f 0.00 (given already)"},
		{"kim", "open c value=9.99; give f",
		 "g 5.00; h 4.00; i 0.00; -f 0.00 (given already)"},
		{"kim", "open c value=9.98; give f",
		 "h 4.00; i 0.00; -f 0.00 (given already); -g 5.00 (gestures "
		 "may come to 4.99, 50 % of the price)"},
		/* What was given counts, and what was promised. */
		{"kim", "open c value=10; give f; give g a=5.00",
		 "i 0.00; -f 0.00 (given already); -g 5.00 (given already); "
		 "-h 4.00 (gestures may come to 5.00, 50 % of the price)"},
		{"kim", "open c value=10; give f; accept g a=5.00",
		 "i 0.00; -f 0.00 (given already); -g 5.00 (they chose it "
		 "already); -h 4.00 (gestures may come to 5.00, 50 % of the "
		 "price)"},
		/* Nobody knows what they paid. */
		{"kim", "open c; give f; give g a=5.00",
		 "h 4.00; i 0.00; -f 0.00 (given already); -g 5.00 (given "
		 "already)"},
	};

	(void)state;
	check(few, rows, COUNT(rows));
}

static void
over_their_authority_somebody_is_to_be_asked(void **state)
{
	static const struct picked rows[] = {
		{"kim", "open faulty value=72",
		 "law-refund; replace 72.00 @jo"},
		{"jo", "open faulty value=72", "law-refund; replace 72.00"},
		{"kim", "open faulty value=172",
		 "law-refund; replace 172.00 @eva"},
		{"kim", "open faulty value=72; approve replace @jo",
		 "law-refund; replace 72.00"},
	};
	static const struct picked nobody[] = {
		{"kim", "open faulty value=72 wish=replace",
		 "law-refund; -replace 72.00 (their wish; Kim may give 50.00 "
		 "on one case)"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
	check(PLAN_SHOP
	      "roles: [{id: counter, may: [open, log, promise, offer]}]\n"
	      "staff: [{id: kim, name: Kim, role: counter}]\n"
	      "authority: {counter: {fix: 50.00, gesture: "
	      "5.00}}\n" PLAN_REMEDIES,
	      nobody, COUNT(nobody));
}

static void
on_a_grave_case_somebody_of_its_rung_decides(void **state)
{
	static const char ladder[] = PLAN_SHOP PLAN_STAFF
		"categories: [{id: other, label: Other, min-rung: owner, "
		"fixes: [look]}]\n"
		"remedies: {fix: [{id: look, label: Look at it, cost: 0.00}]}\n"
		"escalation: {rungs: [{id: counter, who: counter}, {id: owner, "
		"who: owner}]}\n";
	static const struct picked rows[] = {
		{"kim", "open other wish=look",
		 "look 0.00 @eva (their wish; for owner to decide)"},
		{"eva", "open other wish=look", "look 0.00 (their wish)"},
	};

	(void)state;
	check(ladder, rows, COUNT(rows));
}

static void
what_failed_before_is_followed_by_a_larger_gesture(void **state)
{
	static const char step[] =
		PLAN "  rules: {second-failure: {gesture-step: +1}}\n";
	static const char steps[] =
		PLAN "  rules: {second-failure: {gesture-step: +2}}\n";
#define AGAIN "open arrived-damaged value=40; give replace; reopen; give look"
	static const struct picked one[] = {
		{"kim", AGAIN,
		 "replace 40.00; refund 40.00; part-refund 20.00; voucher-10 "
		 "10.00; -look 0.00 (given already); -voucher-5 5.00 (it "
		 "failed before: 1 step up)"},
	};
	static const struct picked two[] = {
		{"kim", AGAIN,
		 "replace 40.00; refund 40.00; part-refund 20.00; voucher-10 "
		 "10.00; -look 0.00 (given already); -voucher-5 5.00 (it "
		 "failed before: 2 steps up)"},
	};

	(void)state;
	check(step, one, COUNT(one));
	check(steps, two, COUNT(two));
}

static void
what_a_remedy_costs_is_what_the_case_says(void **state)
{
	static const char plan[] = PLAN_SHOP
		"categories: [{id: c, label: C, fixes: [fixed, price, "
		"delivery, part, most, both]}]\n"
		"remedies:\n"
		"  fix:\n"
		"    - {id: fixed, label: F, cost: 7.50}\n"
		"    - {id: price, label: P, cost: price}\n"
		"    - {id: delivery, label: D, cost: delivery}\n"
		"    - {id: part, label: A, cost: agreed, cost-max: 50pct}\n"
		"    - {id: most, label: M, cost: agreed, "
		"cost-max-amount: 20.00}\n"
		"    - {id: both, label: B, cost: agreed, cost-max: 100pct, "
		"cost-max-amount: 20.00}\n";
	static const struct picked rows[] = {
		{"kim", "open c value=18 delivery=4.90",
		 "fixed 7.50; price 18.00; delivery 4.90; part 9.00; most "
		 "20.00; both 18.00"},
		{"kim", "open c value=99.99",
		 "fixed 7.50; price 99.99; delivery; part 50.00; most 20.00; "
		 "both 20.00"},
		{"kim", "open c",
		 "fixed 7.50; price; delivery; part; most 20.00; both 20.00"},
	};

	(void)state;
	check(plan, rows, COUNT(rows));
}

static void
a_promise_is_due_when_it_can_be_kept(void **state)
{
	struct shop shop;
	const struct policy_remedy *replace, *look;

	(void)state;
	shop_open(&shop, PLAN);
	replace = &shop.policy->remedies[policy_remedy(shop.policy, "replace")];
	look = &shop.policy->remedies[policy_remedy(shop.policy, "look")];
	assert_int_equal(remedy_due(shop.policy, replace, shop.when.now),
			 instant("2026-11-26T18:00:00.000+01:00"));
	assert_int_equal(remedy_due(shop.policy, look, shop.when.now),
			 INSTANT_NONE);
	assert_string_equal(remedy_kind_name(REMEDY_ENTITLEMENT),
			    "entitlement");
	shop_close(&shop);
}

/* A case, told at random. */
static void
tell_at_random(struct shop *shop, unsigned *seed)
{
	static const char *const events[] = {
		"accept replace", "give replace",     "decline refund",
		"offer refund",   "cannot look x",    "give voucher-5 a=5.00",
		"finding upheld", "amend wish=look",  "approve refund @jo",
		"reopen",         "accept voucher-5", "cannot all x",
	};
	char open[64];

	snprintf(open, sizeof(open), "open arrived-damaged value=%d.00",
		 rand_r(seed) % 150);
	shop_happened(shop, open);
	for (int i = rand_r(seed) % 5; i > 0; i--)
		shop_happened(shop, events[rand_r(seed) % COUNT(events)]);
}

static void
how_it_is_said_never_changes_what_is_given_P20(void **state)
{
	static const char *const heats[] = {"heat calm", "heat upset",
					    "heat angry", "heat abusive"};

	(void)state;
	for (unsigned round = 0; round < 100; round++) {
		struct buffer first = {0};

		for (size_t i = 0; i < COUNT(heats); i++) {
			struct buffer out = {0};
			unsigned seed = round;
			struct shop shop;

			shop_open(&shop, PLAN);
			tell_at_random(&shop, &seed);
			shop_happened(&shop, heats[i]);
			pick(i ? &out : &first, &shop, "kim");
			if (i)
				assert_string_equal(out.at, first.at);
			buffer_release(&out);
			shop_close(&shop);
		}
		buffer_release(&first);
	}
}

static size_t
count_picked(const struct shop *shop)
{
	struct rules_view view = {shop->policy, shop_case(shop), &shop->book,
				  "kim", shop->when.now};
	struct remedy_choice choice;
	struct arena arena = {0};

	remedy_choose(&choice, &view, &arena);
	arena_release(&arena);
	return choice.picked;
}

static void
a_lower_limit_never_adds_an_option(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 100; round++) {
		size_t before = SIZE_MAX;
		unsigned seed = round;
		struct shop shop;

		shop_open(&shop, PLAN);
		tell_at_random(&shop, &seed);
		for (int64_t limit = 20000; limit >= 0; limit -= 1000) {
			size_t now;

			for (size_t r = 0; r < shop.policy->role_count; r++) {
				struct policy_authority *role =
					&shop.policy->authority.roles[r];

				role->fix = limit;
				role->gesture = limit / 10;
			}
			shop.policy->rules.gesture_cap_percent =
				(int)(limit / 200) + 1;
			now = count_picked(&shop);
			assert_true(now <= before);
			before = now;
		}
		shop_close(&shop);
	}
}

static void
the_same_case_always_gets_the_same_list(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 50; round++) {
		struct buffer first = {0}, again = {0};
		unsigned seed = round;
		struct shop shop;

		shop_open(&shop, PLAN);
		tell_at_random(&shop, &seed);
		pick(&first, &shop, "kim");
		pick(&again, &shop, "kim");
		assert_string_equal(first.at, again.at);
		buffer_release(&first);
		buffer_release(&again);
		shop_close(&shop);
	}
}

static void
the_line_that_decided_is_named(void **state)
{
	struct shop shop;
	struct rules_view view;
	struct remedy_choice choice;
	struct arena arena = {0};

	(void)state;
	shop_open(&shop, PLAN);
	shop_happened(&shop, "open faulty value=72");
	view = (struct rules_view){shop.policy, shop_case(&shop), &shop.book,
				   "kim", shop.when.now};
	remedy_choose(&choice, &view, &arena);
	assert_string_equal(choice.category, "faulty");
	assert_int_equal(choice.options[0].line,
			 shop.policy->remedies[choice.options[0].remedy].line);
	assert_int_equal(choice.options[1].line, shop.policy->authority.line);
	assert_string_equal(choice.options[1].why,
			    "fix; Kim may give 50.00 on one case");
	arena_release(&arena);
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			their_wish_comes_first_then_what_is_soonest_P27),
		cmocka_unit_test(a_plan_may_put_their_wish_in_its_place),
		cmocka_unit_test(what_is_settled_is_left_out_with_its_reason),
		cmocka_unit_test(a_gesture_waits_for_a_fix_P28),
		cmocka_unit_test(gestures_have_a_cap_of_the_price),
		cmocka_unit_test(over_their_authority_somebody_is_to_be_asked),
		cmocka_unit_test(on_a_grave_case_somebody_of_its_rung_decides),
		cmocka_unit_test(
			what_failed_before_is_followed_by_a_larger_gesture),
		cmocka_unit_test(what_a_remedy_costs_is_what_the_case_says),
		cmocka_unit_test(a_promise_is_due_when_it_can_be_kept),
		cmocka_unit_test(
			how_it_is_said_never_changes_what_is_given_P20),
		cmocka_unit_test(a_lower_limit_never_adds_an_option),
		cmocka_unit_test(the_same_case_always_gets_the_same_list),
		cmocka_unit_test(the_line_that_decided_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
