#include "casepage.h"

#include "support.h"

#define FIRM                                                             \
	PLAN "escalation: {rungs: [{id: first, who: counter}, "          \
	     "{id: top, who: owner}], handover-must-say: [restated, "    \
	     "points-open, promises-open, offered-so-far, heat, wants, " \
	     "steps]}\n"                                                 \
	     "closing: {need: [all-points-answered, feedback-asked, "    \
	     "cause]}\n"                                                 \
	     "follow-up:\n"                                              \
	     "  - {id: all-well, after: 2bd, ask: Is it right?}\n"       \
	     "  - {id: feedback, after: 5bd, ask: How was it?}\n"        \
	     "  - {id: thank-you, after: 10d, with: voucher-5}\n"        \
	     "reviews: {reply-within: 1bd}\n"                            \
	     "heat: {abusive: {to-rung: top}}\n"
#define OPEN "open arrived-damaged customer=Ana channel=phone value=18.00;"
#define AGREED OPEN "heard; restate - x; confirm;"

/* One row of the page: the lines from a label to the next one; of the first
 * line "". */
struct row {
	const char *told;
	const char *label;
	const char *want;
};

static void
check(const struct row *rows, size_t count,
      void (*write)(struct buffer *, const struct rules_view *,
		    const struct zone *))
{
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0}, found = {0};
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, FIRM);
		shop_happened(&shop, rows[i].told);
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, "kim", shop.when.now};
		write(&out, &view, shop.when.zone);
		support_row(&found, out.at, rows[i].label);
		assert_string_equal(buffer_string(&found), rows[i].want);
		buffer_release(&out);
		buffer_release(&found);
		shop_close(&shop);
	}
}

static void
what_to_type_next_says_when(void **state)
{
	static const struct row rows[] = {
		{OPEN, "Next",
		 "Next        case-log 7qk heard + restate + confirm\n"
		 "                                              when they have "
		 "said it all\n"},
		{OPEN "heard", "Next",
		 "Next        case-log 7qk restate + confirm    as you say it "
		 "back\n"},
		{OPEN "heard; point pt1 x", "Next",
		 "Next        case-log 7qk heard + restate + confirm\n"
		 "                                              when they have "
		 "said it all\n"},
		{OPEN "restate - x", "Next",
		 "Next        case-log 7qk confirm              once they "
		 "agree\n"},
		{OPEN "point pt1 x; heard; restate - x; confirm", "Next",
		 "Next        case-log 7qk heart pt1            or whichever "
		 "it is\n"},
		{AGREED "note - x", "Next",
		 "Next        case-log 7qk offer                as you put it "
		 "to them\n"},
		{AGREED "offer refund; offer replace", "Next",
		 "Next        case-log 7qk accept               and what they "
		 "chose\n"},
		{AGREED "offer refund; accept refund; give refund", "Next",
		 "Next        case-log 7qk tell done            as you tell "
		 "them\n"},
		{AGREED "offer refund; accept refund; give refund; tell done; "
			"feedback 5; cause carrier",
		 "Next",
		 "Next        case-log 7qk close satisfied      once they are "
		 "content\n"},
		{OPEN "wait - receipt", "Next",
		 "Next        case-log 7qk resume               once they have "
		 "answered\n"},
		{OPEN "heard; heat abusive; out phone", "Next",
		 "Next        case-log 7qk restate + confirm    as you say it "
		 "back\n"
		 "            case-log 7qk escalate top         to take it "
		 "up\n"},
		{AGREED "tell done; close satisfied", "Next",
		 "Next        case-log 7qk follow-up all-well   as you ask "
		 "them\n"
		 "            case-log 7qk reopen               if it is not "
		 "right after all\n"},
		{AGREED "tell done; close satisfied; follow-up all-well",
		 "Next",
		 "Next        case-log 7qk feedback 1-5         with what they "
		 "say\n"
		 "            case-log 7qk reopen               if it is not "
		 "right after all\n"},
		{AGREED
		 "tell done; close satisfied; follow-up all-well; feedback 5",
		 "Next",
		 "Next        case-log 7qk thank voucher-5      once it is on "
		 "its way\n"
		 "            case-log 7qk reopen               if it is not "
		 "right after all\n"},
		{AGREED "promise p1 Ring d=2026-11-24T10:10:00.000+01:00; kept "
			"p1; close satisfied; review google x; +90",
		 "Next",
		 "Next        case-log 7qk out review           once you have "
		 "answered\n"
		 "            case-log 7qk reopen               if it is not "
		 "right after all\n"},
		{AGREED "promise p1 Ring d=2026-11-24T11:00:00.000+01:00; "
			"broken p1; close unhappy",
		 "Next",
		 "Next        case-log 7qk apology              as you say it\n"
		 "            case-log 7qk reopen               if it is not "
		 "right after all\n"},
		{AGREED "promise p1 Ring d=2026-11-24T10:07:00.000+01:00; +20; "
			"close satisfied",
		 "Next",
		 "Next        case-log 7qk kept p1              once that is "
		 "done\n"
		 "            case-log 7qk reopen               if it is not "
		 "right after all\n"},
	};

	(void)state;
	check(rows, COUNT(rows), casepage_write);
}

static void
the_page_says_how_it_stands_and_what_is_missing(void **state)
{
	static const struct row rows[] = {
		{OPEN "wait - receipt", "",
		 "261124-7QK4XME  Ana                      Kim's, opened "
		 "today, waiting for them\n"},
		{AGREED "point pt1 x; offer refund; accept refund", "Then",
		 "Then        tell them it is done, within 1 open day\n"
		 "            an answer to each point, apology, cause, "
		 "prevention: not written\n"
		 "            down yet\n"},
		{AGREED
		 "promise p1 Ring d=2026-11-25T17:00:00.000+01:00; "
		 "renew p1 d=2026-11-26T17:00:00.000+01:00; promise p2 "
		 "Post d=2026-11-24T10:02:00.000+01:00; kept p2; "
		 "promise p3 Write; broken p3; promise p4 Mend remedy=look; "
		 "decline look",
		 "Promises",
		 "Promises    p1  Ring                          a new time was "
		 "agreed, today\n"
		 "                                              10:06\n"
		 "            p2  Post                          kept, but "
		 "late, today 10:08\n"
		 "            p3  Write                         not kept, "
		 "today 10:10\n"
		 "            p4  Mend                          not wanted "
		 "after all, today\n"
		 "                                              10:12\n"},
	};

	(void)state;
	check(rows, COUNT(rows), casepage_write);
}

/* P39 */
static void
hand_over(struct buffer *out, const struct rules_view *view,
	  const struct zone *zone)
{
	(void)zone;
	casepage_hand_over(out, view);
}

static void
the_card_has_each_part_that_the_plan_names_P39(void **state)
{
	static const struct row rows[] = {
		{OPEN "", "Hand over",
		 "Hand over   not said back yet\n"
		 "            pt0: \"The mug came in pieces. It was a gift.\"\n"
		 "            no promise is open\n"
		 "            nothing offered so far\n"
		 "            how it was said is not noted\n"
		 "            no step taken yet\n"},
		{AGREED "step - Packed; step - Sent; heat angry; offer refund; "
			"offer refund; amend - wants=Money",
		 "Hand over",
		 "Hand over   said back: \"x\"\n"
		 "            pt0: \"The mug came in pieces. It was a gift.\"\n"
		 "            no promise is open\n"
		 "            offered so far: refund\n"
		 "            said as angry\n"
		 "            they want: \"Money\"\n"
		 "            done: \"Packed\"; done: \"Sent\"\n"},
	};

	(void)state;
	check(rows, COUNT(rows), hand_over);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_to_type_next_says_when),
		cmocka_unit_test(
			the_page_says_how_it_stands_and_what_is_missing),
		cmocka_unit_test(
			the_card_has_each_part_that_the_plan_names_P39),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
