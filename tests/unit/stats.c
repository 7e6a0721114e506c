/* What is counted of the complaints of a period, report by report. */
#include "stats.h"

#include "repeat.h"
#include "statsperiod.h"
#include "support.h"

#define MORE                                                                 \
	"prevention: {causes: [carrier, stock, unknown], again-after-task: " \
	"{within: 30d, does: to-owner}}\n"                                   \
	"intake: {same-person-by: [customer], repeat: {window: 180d, "       \
	"second-case: {severity: +1}}}\n"                                    \
	"deadlines: {default: {acknowledge: 30m, answer: 2h}}\n"

#define ANA "open arrived-damaged customer=Ana value=18.00"
#define B_ANA "B:open arrived-damaged customer=Ana value=18.00"
#define B_TOM "B:open late customer=Tom"

struct counted {
	const char *name; /* of the test */
	const char *report;
	const char *told;
	const char *want; /* "said [amount]; …" */
};

static void
add_figure(struct buffer *out, const struct stats_figure *figure)
{
	buffer_format(out, "%s%s", out->len ? "; " : "", figure->said);
	if (figure->amount != MONEY_NONE) {
		buffer_add_string(out, " [");
		money_format(out, figure->amount, 2);
		buffer_add_char(out, ']');
	}
}

static void
count(struct buffer *out, struct shop *shop, const char *name)
{
	struct stats_period *periods;
	struct stats_report report;
	struct duty_view view;
	struct arena arena = {0};
	size_t period_count;

	casebook_find_persons(&shop->book, shop->policy);
	repeat_mark(&shop->book, shop->policy);
	duty_view_init(&view, shop->policy, shop->when.zone, shop->when.now);
	periods = statsperiod_cut(STATSPERIOD_ALL, INT64_MIN, INT64_MAX,
				  &shop->book, NULL, view.zone, view.now,
				  &arena, &period_count);
	assert_int_equal(period_count, 1);
	stats_count(&report, name, periods, &shop->book, &view, &arena);
	assert_non_null(report.title);
	for (size_t i = 0; i < report.count; i++)
		add_figure(out, &report.figures[i]);
	free(periods);
	arena_release(&arena);
}

static void
each_report_counts_what_it_says(void **state)
{
	static const struct counted rows[] = {
		{"no cause yet comes last, the dearest first", "cost-by-cause",
		 ANA ";" B_TOM ";give refund a=18.00;give voucher-5 a=5.00",
		 "not known yet [23.00]"},
		{"each cause has its own", "cost-by-cause",
		 ANA ";" B_TOM ";give refund a=18.00;cause stock",
		 "stock [18.00]; not known yet [0.00]"},
		{"P57: kept, moved, late and never are four things",
		 "promises-kept",
		 ANA ";promise p1 d=2026-11-24T10:30:00.000+01:00"
		     ";promise p2 d=2026-11-24T11:00:00.000+01:00"
		     ";promise p3 d=2026-11-24T10:06:00.000+01:00"
		     ";promise p4 d=2026-11-24T11:30:00.000+01:00"
		     ";kept p1;+5;kept p3;broken p4"
		     ";renew p2 d=2026-11-24T11:20:00.000+01:00",
		 "5 made; 1 kept (20 %); 1 moved in time; 1 late; 1 never; 1 "
		 "still open; 1 of them overdue"},
		{"P57: one that is not due yet is neither kept nor missed",
		 "promises-kept",
		 ANA ";promise p1 d=2026-11-24T10:30:00.000+01:00"
		     ";promise p2 d=2026-12-24T11:00:00.000+01:00;kept p1",
		 "2 made; 1 kept (100 %); 0 moved in time; 0 late; 0 never; 1 "
		 "still open"},
		{"in time is by the clocks of the plan", "answered-in-time",
		 ANA ";" B_TOM ";+40;out email;offer refund;B:out email",
		 "0 of 2 acknowledged in time (0 %), half of them within 42 "
		 "min; 1 of 1 begun in time (100 %), half of them within 43 "
		 "min; 1 of 1 answered in time (100 %), half of them within "
		 "43 min"},
		{"who stands at the counter is told at once",
		 "answered-in-time", ANA " channel=counter",
		 "0 of 0 acknowledged in time; 0 of 0 begun in time; 0 of 0 "
		 "answered in time"},
		{"the same customer again is counted, and the same again",
		 "repeat-rate", ANA ";" B_ANA,
		 "1 of 2 were here before (50 %); 1 with the same"},
		{"another customer is none", "repeat-rate", ANA ";" B_TOM,
		 "0 of 2 were here before (0 %); 0 with the same"},
		{"P12: who walked away is counted", "outcome",
		 ANA ";" B_TOM ";close walked-away",
		 "0 delighted; 0 satisfied; 0 placated; 0 unhappy; 1 walked "
		 "away; 1 still open"},
		{"P32: placated is not satisfied", "outcome",
		 ANA ";" B_TOM ";close placated;B:close best-done",
		 "0 delighted; 0 satisfied; 1 placated; 0 unhappy; 0 walked "
		 "away; 1 best done; 0 still open"},
		{"open ones by their age", "open-by-age", ANA ";" B_TOM,
		 "2 up to a day; 0 up to 7 days; 0 up to 30 days; 0 older"},
		{"P28: fixes, gestures and what the law owes apart",
		 "fix-to-gesture",
		 ANA ";give refund a=18.00;give voucher-5 a=5.00"
		     ";give voucher-10 a=10.00;give law-refund a=7.00",
		 "1 fix for 18.00 [18.00]; 2 gestures for 15.00 [15.00]; 1 "
		 "entitlement for 7.00 [7.00]"},
		{"P30: a wish is granted by the very remedy", "wish-granted",
		 ANA " wish=refund;" B_TOM " wish=replace;accept refund",
		 "1 of 2 granted (50 %); 0 declined; 1 not answered"},
		{"our last answer to a wish counts", "wish-granted",
		 ANA ";wish declined;wish granted",
		 "1 of 1 granted (100 %); 0 declined; 0 not answered"},
		{"P60: silence is never counted as happy", "feedback",
		 ANA ";" B_TOM ";feedback 4;B:feedback unanswered",
		 "0 gave 5; 1 gave 4; 0 gave 3; 0 gave 2; 0 gave 1; 1 "
		 "unanswered; 4.0 on average"},
		{"the last feedback of a case counts", "feedback",
		 ANA ";feedback 2;feedback 5",
		 "1 gave 5; 0 gave 4; 0 gave 3; 0 gave 2; 0 gave 1; 5.0 on "
		 "average"},
		{"reopened of those that were closed", "reopen-rate",
		 ANA ";" B_TOM ";close satisfied;reopen customer",
		 "1 of 1 that were closed (100 %)"},
		{"P16: who left unhappy can be won back", "won-back",
		 ANA ";close unhappy;" B_ANA ";B:close delighted",
		 "1 of 1 who once left unhappy and came again (100 %)"},
		{"who left unhappy twice is not", "won-back",
		 ANA ";close unhappy;" B_ANA ";B:close placated",
		 "0 of 1 who once left unhappy and came again (0 %)"},
		{"P20: what was given by how loudly it was said",
		 "heat-against-remedy",
		 ANA ";" B_TOM
		     ";heat angry;B:heat calm;give refund a=9.00;B:give refund "
		     "a=9.50",
		 "1 calm at 9.50 on average [9.50]; 0 upset [0.00]; 1 angry "
		 "at 9.00 on average [9.00]; 0 abusive [0.00]"},
		{"P45: what was set aside is counted, not hidden", "limits-hit",
		 ANA ";approve refund @eva;override gesture-needs"
		     ";give voucher-5 out-of-order=restated,confirmed"
		     ";close satisfied skipped=feedback-asked",
		 "1 approved higher up; gesture-needs set aside 1 time; "
		 "restated passed over 1 time; confirmed passed over 1 time; "
		 "feedback-asked put off 1 time"},
		{"P35: what was changed, and that it came back", "lessons",
		 ANA ";cause carrier;prevent t1 Boxes;prevented t1;" B_TOM
		     ";B:cause carrier",
		 "carrier: \"Boxes\", done 24 Nov; it came back 1 time within "
		 "30 days"},
		{"a lesson not done yet", "lessons",
		 ANA ";cause carrier;prevent t1 Boxes",
		 "carrier: \"Boxes\", not done yet"},
		{"another cause does not make it come back", "lessons",
		 ANA ";cause carrier;prevent t1 Boxes;prevented t1;" B_TOM
		     ";B:cause stock",
		 "carrier: \"Boxes\", done 24 Nov; not back so far"},
		{"and in all of that time it did not", "lessons",
		 "+-50000;" ANA ";cause carrier;prevent t1 Boxes;prevented t1",
		 "carrier: \"Boxes\", done 20 Oct; it did not come back in 30 "
		 "days"},
		{"none possible is no lesson", "lessons",
		 ANA ";cause carrier;prevent none", ""},
		{"a merged case counts in the one it lives on in", "outcome",
		 ANA ";" B_ANA ";merge " CASE_B ";close satisfied",
		 "0 delighted; 1 satisfied; 0 placated; 0 unhappy; 0 walked "
		 "away; 0 still open"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		struct shop shop;

		shop_open(&shop, PLAN MORE);
		shop_happened(&shop, rows[i].told);
		count(&out, &shop, rows[i].report);
		if (strcmp(buffer_string(&out), rows[i].want) != 0)
			fail_msg("%s:\ngot  %s\nwant %s", rows[i].name,
				 buffer_string(&out), rows[i].want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

/* Whether stats.c knows it is what the title says. */
static void
each_report_that_a_plan_may_show_is_counted(void **state)
{
	struct shop shop;
	struct fail why;

	(void)state;
	shop_open(&shop, PLAN);
	for (size_t i = 0; policy_report_names[i]; i++) {
		struct buffer out = {0};

		assert_true(stats_is_report(policy_report_names[i], shop.policy,
					    &why));
		count(&out, &shop, policy_report_names[i]);
		buffer_release(&out);
	}
	assert_false(stats_is_report("outcomes", shop.policy, &why));
	assert_string_equal(why.text,
			    "'outcomes' is no report; did you mean 'outcome'?");
	assert_false(stats_is_report("time-per-call", shop.policy, &why));
	assert_string_equal(why.text,
			    "'time-per-call' is never shown, says the plan: do "
			    "not be in a rush");
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_report_counts_what_it_says),
		cmocka_unit_test(each_report_that_a_plan_may_show_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
