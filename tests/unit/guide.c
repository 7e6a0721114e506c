#include "guide.h"

#include "support.h"

#define OPEN "open arrived-damaged customer=Ana value=18.00;"
#define AGREED OPEN "heard; restate - x; confirm;"
#define SAY                                                                    \
	"say   \"I hear that you are upset because the mug came in pieces. I " \
	"can\n"                                                                \
	"      understand that. Have I got it right?\"\n"
#define MORE                                                                 \
	"say   \"I hear that you are upset because the mug came in pieces, " \
	"and x. I can\n      understand that. Have I got it right?\"\n"
#define ASK                                         \
	"ask   What would put it right for them?\n" \
	"      Is there anything else?\n"
#define ALSO                                                             \
	"also  point heart heat out in note promise step evidence wait " \
	"assign escalate\n"

struct guided {
	const char *told;
	const char *want;
};

static void
check(const char *plan, const struct guided *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct duty_list none = {0};
		struct buffer out = {0};
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, plan);
		shop_happened(&shop, rows[i].told);
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, "kim", shop.when.now};
		guide_case(&out, &view, &none, "7qk");
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

static void
a_case_says_where_it_stands_and_what_comes_next(void **state)
{
	static const struct guided rows[] = {
		{"open -",
		 "7QK a customer: opened 1 hour ago, not yet said "
		 "back.\n" ASK SAY
		 "then  case-log 7qk heard + restate + confirm\n" ALSO},
		{OPEN "+116; heard",
		 "7QK Ana, arrived-damaged: heard 2 minutes ago, not yet said "
		 "back.\n" SAY "then  case-log 7qk restate + confirm\n" ALSO},
		{OPEN "heard; restate - x",
		 "7QK Ana, arrived-damaged: said back, but they have not "
		 "agreed yet.\n" SAY "then  case-log 7qk confirm\n" ALSO},
		/* In writing what they choose says that they agree. */
		{"open - channel=email; restate - x",
		 "7QK a customer: agreed on what happened; nothing is offered "
		 "yet.\nsay   \"This is ours to put right, and I am looking "
		 "after "
		 "it myself.\"\nwrite reply-draft 7qk own\n"
		 "then  case-log 7qk offer\n" ALSO},
		{OPEN "point pt1 x; restate - x; confirm",
		 "7QK Ana, arrived-damaged: which point is the heart of it is "
		 "not known.\nthen  case-log 7qk heart pt1\n" ALSO},
		{AGREED,
		 "7QK Ana, arrived-damaged: agreed on what happened; nothing "
		 "is offered yet.\n"
		 "say   \"I can replace it by Thursday 26 November, 18:00. Or "
		 "I "
		 "can give the\n      money back by Friday 27 November, 18:00. "
		 "Which would you like?\"\n"
		 "then  case-log 7qk offer\n" ALSO},
		{AGREED "offer replace; offer refund",
		 "7QK Ana, arrived-damaged: offered replace, refund; they "
		 "have not chosen.\n"
		 "say   \"I can replace it. Or I can give the money back. "
		 "Which "
		 "would you like?\"\n"
		 "then  case-log 7qk accept\n" ALSO},
		{AGREED "offer replace; decline replace",
		 "7QK Ana, arrived-damaged: they declined replace.\n"
		 "say   \"I can give the money back by Friday 27 November, "
		 "18:00. Or I can half\n      back. Which would you like?\"\n"
		 "then  case-log 7qk offer\n" ALSO},
		/* What they say later is said back, too. */
		{AGREED "offer look; accept look; +20; point pt1 x",
		 "7QK Ana, arrived-damaged: they said more 1 hour ago, not "
		 "yet said back.\n" MORE
		 "then  case-log 7qk heard + restate + confirm\n" ALSO},
		{AGREED "offer look; accept look; +20; point pt1 x; heard",
		 "7QK Ana, arrived-damaged: heard 1 hour ago, not yet said "
		 "back.\n" MORE "then  case-log 7qk restate + confirm\n" ALSO},
		{AGREED "accept look; point pt1 x; restate - x; confirm",
		 "7QK Ana, arrived-damaged: they chose look.\n"
		 "then  case-log 7qk give + tell done\n" ALSO},
		{AGREED "accept look; point pt1 x; answer pt1 x",
		 "7QK Ana, arrived-damaged: they chose look.\n"
		 "then  case-log 7qk give + tell done\n" ALSO},
		{AGREED "accept look; give look; point pt1 x; tell done",
		 "7QK Ana, arrived-damaged: done and told; nothing is missing "
		 "to close it.\nthen  case-log 7qk close satisfied\n" ALSO},
		/* Of a gesture, too: nothing is left to choose. */
		{AGREED "cannot all x; offer voucher-5",
		 "7QK Ana, arrived-damaged: offered voucher-5; they have not "
		 "chosen.\nthen  case-log 7qk accept\n" ALSO},
		{AGREED "cannot all x; offer voucher-5; decline voucher-5",
		 "7QK Ana, arrived-damaged: still open for: customer-told.\n"
		 "then  case-log 7qk tell done + close satisfied\n" ALSO},
		{AGREED "offer voucher-5; decline voucher-5",
		 "7QK Ana, arrived-damaged: they declined voucher-5.\n"
		 "say   \"This is ours to put right, and I am looking after it "
		 "myself.\"\n"
		 "then  case-log 7qk offer\n" ALSO},
		{AGREED "offer replace; accept replace",
		 "7QK Ana, arrived-damaged: they chose replace.\n"
		 "then  case-log 7qk give + tell done\n" ALSO},
		{AGREED "accept replace; accept look",
		 "7QK Ana, arrived-damaged: they chose replace, look.\n"
		 "then  case-log 7qk give replace + tell done\n" ALSO},
		{AGREED "accept replace; accept look; give replace",
		 "7QK Ana, arrived-damaged: they chose replace, look.\n"
		 "then  case-log 7qk give + tell done\n" ALSO},
		/* What they chose cannot be had after all. */
		{AGREED "offer look; offer replace; accept replace; "
			"cannot replace x",
		 "7QK Ana, arrived-damaged: offered look, replace; they have "
		 "not chosen.\nthen  case-log 7qk accept\n" ALSO},
		{AGREED "accept replace; cannot replace x",
		 "7QK Ana, arrived-damaged: replace cannot be done.\n"
		 "say   \"I can give the money back by Friday 27 November, "
		 "18:00. Or I can half\n      back. Which would you like?\"\n"
		 "then  case-log 7qk offer\n" ALSO},
		{AGREED "accept replace; cannot all x",
		 "7QK Ana, arrived-damaged: still open for: customer-told.\n"
		 "then  case-log 7qk tell done + close satisfied\n" ALSO},
		{AGREED "accept replace; accept look; cannot replace x",
		 "7QK Ana, arrived-damaged: they chose replace, look.\n"
		 "then  case-log 7qk give + tell done\n" ALSO},
		{AGREED "give replace",
		 "7QK Ana, arrived-damaged: done, but they have not been "
		 "told.\nthen  case-log 7qk tell done\n" ALSO},
		{AGREED "give replace; tell done",
		 "7QK Ana, arrived-damaged: done and told; nothing is missing "
		 "to close it.\nthen  case-log 7qk close satisfied\n" ALSO},
		{AGREED "give replace; tell done; feedback 2",
		 "7QK Ana, arrived-damaged: they answered 2; done and told; "
		 "nothing is missing to close it.\n"
		 "then  case-log 7qk close unhappy\n" ALSO},
		{AGREED "cannot all x",
		 "7QK Ana, arrived-damaged: still open for: customer-told.\n"
		 "then  case-log 7qk tell done + close satisfied\n" ALSO},
		{AGREED "offer replace; decline replace; offer refund; "
			"flag no-more-on-this-matter",
		 "7QK Ana, arrived-damaged: no more is said to them on this "
		 "matter.\nlimit no-more-on-this-matter, Kim, Tue 24 Nov\n"
		 "then  case-log 7qk tell outside + note WORDS -b eva + close "
		 "best-done -b eva\n" ALSO},
		{AGREED "accept replace; flag no-more-on-this-matter",
		 "7QK Ana, arrived-damaged: they chose replace.\n"
		 "limit no-more-on-this-matter, Kim, Tue 24 Nov\n"
		 "then  case-log 7qk give + tell done\n" ALSO},
		{"open - near-miss=yes history=yes",
		 "7QK a customer: a near miss; nothing is owed to anybody.\n"
		 "then  case-log 7qk cause CAUSE + prevent WORDS\n"},
		{OPEN "wait - x",
		 "7QK Ana, arrived-damaged: waiting for \"x\" since today "
		 "10:02.\nthen  case-log 7qk resume\n" ALSO},
		{OPEN "wait",
		 "7QK Ana, arrived-damaged: waiting for them since today "
		 "10:02.\nthen  case-log 7qk resume\n" ALSO},
		{OPEN "+118; close satisfied",
		 "7QK Ana, arrived-damaged: closed, satisfied, just now.\n"
		 "then  case-log 7qk reopen\n"},
		{OPEN "close", "7QK Ana, arrived-damaged: closed, 1 hour ago.\n"
			       "then  case-log 7qk reopen\n"},
		{"open - history=yes",
		 "7QK a customer: closed.\nthen  case-log 7qk reopen\n"},
		{OPEN "erase", "7QK a customer, arrived-damaged: erased.\n"},
		{AGREED "offer look; accept look; give look; tell done; "
			"close x; reopen",
		 "7QK Ana, arrived-damaged: reopened 1 hour ago, not yet said "
		 "back.\n" ASK SAY
		 "then  case-log 7qk heard + restate + confirm\n" ALSO},
	};
	static const struct guided faulty[] = {
		{AGREED "offer look",
		 "7QK Ana, arrived-damaged: choosing. The plan is faulty; "
		 "case-check says what is wrong.\n"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
	check(NULL, faulty, COUNT(faulty));
}

static void
a_plan_has_its_own_word_for_content(void **state)
{
	static const struct guided rows[] = {
		{AGREED "give look; tell done",
		 "7QK Ana, arrived-damaged: done and told; nothing is missing "
		 "to close it.\nthen  case-log 7qk close glad\n" ALSO},
		{AGREED "give look; tell done; feedback 1",
		 "7QK Ana, arrived-damaged: they answered 1; done and told; "
		 "nothing is missing to close it.\n"
		 "then  case-log 7qk close OUTCOME\n" ALSO},
	};

	(void)state;
	check(PLAN "closing: {outcomes: [glad, sad]}\n", rows, COUNT(rows));
}

#define HANDED                                                           \
	"escalation:\n"                                                  \
	"  up-one-when: [manager]\n"                                     \
	"  straight-to: {top: [solicitor]}\n"                            \
	"  rungs: [{id: first, who: counter}, {id: mid, who: senior},\n" \
	"    {id: top, who: owner},\n"                                   \
	"    {id: out, who: external, say: own}]\n"                      \
	"  handover-must-say: [restated, points-open, promises-open, "   \
	"offered-so-far, heat]\n"
#define FIRM                                                                  \
	"intake:\n"                                                           \
	"  ask: [{field: effect, say: What did it cost you}, {field: point, " \
	"say: Anything else}]\n"                                              \
	"  believe-up-to: 25.00\n"                                            \
	"heat: {abusive: {to-rung: top, say-once: steer-back}}\n" HANDED

/* One row of what is printed: the lines under a label. */
struct row {
	const char *told;
	const char *label;
	const char *want; /* "": no such row */
};

static void
check_rows(const char *plan, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct duty duties[] = {
			{.kind = DUTY_ACKNOWLEDGE,
			 .text = "say that we have it",
			 .due = INSTANT_NONE},
			{.kind = DUTY_FOLLOW_UP,
			 .ref = "thank-you",
			 .text = "thank them",
			 .due = INSTANT_NONE},
			{.kind = DUTY_ANSWER,
			 .text = "say what we can do",
			 .act_by = instant("2026-11-26T18:00:00.000+01:00"),
			 .due = INSTANT_NONE},
		};
		struct duty_list list = {.at = duties, .count = COUNT(duties)};
		struct buffer out = {0}, found = {0};
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, plan);
		shop_happened(&shop, rows[i].told);
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, "kim", shop.when.now};
		guide_case(&out, &view, &list, "7qk");
		support_row(&found, out.at, rows[i].label);
		assert_string_equal(buffer_string(&found), rows[i].want);
		buffer_release(&out);
		buffer_release(&found);
		shop_close(&shop);
	}
}

/* What comes next is a line that whoever asks may type. */
static void
what_is_for_others_to_grant_is_asked_of_them_P38(void **state)
{
#define DEAR                                                              \
	"open faulty customer=Ana value=72.00 bought=2020-01-01; heard; " \
	"restate - x; confirm;"
	static const struct row rows[] = {
		{DEAR, "then ", "then  case-log 7qk approve replace -b jo\n"},
		{DEAR "approve replace @jo", "then ",
		 "then  case-log 7qk offer\n"},
		{DEAR "offer repair; decline repair", "then ",
		 "then  case-log 7qk approve replace -b jo\n"},
	};

	(void)state;
	check_rows(PLAN, rows, COUNT(rows));
}

/* Whatever a plan has for it: the line is let through as it stands. */
static void
an_offer_comes_after_all_that_the_plan_wants_first(void **state)
{
#define SORRY_FIRST                                                      \
	PLAN "  rules: {before-any-offer: [restated, confirmed, cause, " \
	     "apology-if-at-fault]}\n"
	static const struct row rows[] = {
		{AGREED, "then ",
		 "then  case-log 7qk apology + cause CAUSE + offer\n"},
		{AGREED "apology; cause stock", "then ",
		 "then  case-log 7qk offer\n"},
		{AGREED "offer look; decline look; cause stock", "then ",
		 "then  case-log 7qk apology + offer\n"},
		{DEAR "cause stock", "then ",
		 "then  case-log 7qk apology + approve replace -b jo\n"},
	};

	(void)state;
	check_rows(SORRY_FIRST, rows, COUNT(rows));
}

/* A gesture is given as a fix is, and once it is nothing more of it is owed. */
static void
what_comes_next_is_what_they_chose_and_do_not_have(void **state)
{
#define GIFT AGREED "cannot all x; offer voucher-5; accept voucher-5;"
#define FIXED AGREED "accept look; give look;"
	static const struct row rows[] = {
		{GIFT, "then ", "then  case-log 7qk give + tell done\n"},
		{GIFT "give voucher-5", "then ",
		 "then  case-log 7qk tell done\n"},
		{GIFT "give voucher-5; tell done", "then ",
		 "then  case-log 7qk close satisfied\n"},
		{AGREED "offer look; decline look; offer voucher-5; "
			"accept voucher-5; give voucher-5; "
			"flag no-more-on-this-matter",
		 "then ",
		 "then  case-log 7qk tell outside + note WORDS -b eva + close "
		 "best-done -b eva\n"},
		{AGREED "accept replace; accept voucher-5; give voucher-5",
		 "then ", "then  case-log 7qk give + tell done\n"},
		{FIXED "accept voucher-5", "then ",
		 "then  case-log 7qk give + tell done\n"},
		{FIXED "tell done; accept voucher-5", "then ",
		 "then  case-log 7qk give + tell done\n"},
		{FIXED "accept voucher-5; decline voucher-5", "then ",
		 "then  case-log 7qk tell done\n"},
	};

	(void)state;
	check_rows(PLAN, rows, COUNT(rows));
}

static void
what_the_plan_wants_now_has_a_row(void **state)
{
	static const struct row rows[] = {
		/* Questions, until they have said all there is. */
		{OPEN, "ask ",
		 "ask   What did it cost you\n      Anything else\n"},
		{OPEN "amend effect=Much", "ask ", "ask   Anything else\n"},
		{OPEN "heard", "ask ", ""},
		/* Evidence, above what is simply believed. */
		{OPEN, "see ", "see   nothing: their word is enough\n"},
		{"open arrived-damaged value=25.01", "see ",
		 "see   packaging\n"},
		{"open arrived-damaged value=25.01; evidence packaging", "see ",
		 ""},
		{"open arrived-damaged value=25.01; finding upheld", "see ",
		 ""},
		{"open arrived-damaged", "see ", ""},
		{"open faulty value=25.01", "see ", ""},
		/* Abuse: steer back once, and hand it up. */
		{OPEN "heat abusive", "say ",
		 "say   \"I am here to help you get this sorted. Can we go "
		 "back to the mug came\n      in pieces?\"\n"},
		{OPEN "heat abusive", "up ",
		 "up    case-log 7qk escalate top\n"},
		/* Steered back, it is not handed up yet. */
		{OPEN "heat abusive; out phone", "up ",
		 "up    case-log 7qk escalate top\n"},
		{OPEN "heat abusive; heat calm", "up ", ""},
		{OPEN "heat abusive; escalate top", "up ", ""},
		/* What the plan takes up, until somebody has (P39). */
		{OPEN "flag solicitor; out phone", "up ",
		 "up    solicitor, straight to top: case-log 7qk escalate "
		 "top\n"},
		{OPEN "flag manager", "up ",
		 "up    manager, one rung up: case-log 7qk escalate mid\n"},
		{OPEN "flag manager; flag solicitor", "up ",
		 "up    solicitor, straight to top: case-log 7qk escalate "
		 "top\n"},
		{OPEN "flag solicitor; escalate mid", "up ",
		 "up    solicitor, straight to top: case-log 7qk escalate "
		 "top\n"},
		{OPEN "flag solicitor; escalate top", "up ", ""},
		{OPEN "flag solicitor; assign eva", "up ", ""},
		{OPEN "flag manager; escalate", "up ", ""},
		{OPEN "flag solicitor; close satisfied", "up ", ""},
		{OPEN "heat abusive; out phone", "say ", SAY},
		{OPEN "heat abusive; heat calm", "say ", SAY},
		/* An approval that is asked for takes the case nowhere. */
		{OPEN "escalate top remedy=replace", "hand ", ""},
		/* What the rung says to them, until they were told. */
		{OPEN "escalate out", "say ",
		 "say   \"This is ours to put right, and I am looking after it "
		 "myself.\"\n"},
		{OPEN "escalate out; tell outside", "say ", SAY},
		/* How dealings with them are limited, in this case or another;
		 * what is about that matter alone only there. */
		{"open arrived-damaged customer=Ana phone=600111222; "
		 "B:open - phone=600111222; B:flag one-channel By @eva; "
		 "B:flag no-more-on-this-matter @eva",
		 "limit ", "limit one-channel, Eva, Tue 24 Nov: \"By\"\n"},
		{OPEN "flag one-channel; flag no-limit", "limit ", ""},
		/* What it follows on. */
		{"B:open late; B:close satisfied; " OPEN
		 "amend earlier=" CASE_B,
		 "was ",
		 "was   late, closed, satisfied, 1 hour ago [7qk4xmq]\n"},
		/* The card of a case that was handed up. */
		{OPEN "escalate top", "hand ",
		 "hand  not said back yet\n"
		 "      pt0: \"The mug came in pieces. It was a gift.\"\n"
		 "      no promise is open\n      nothing offered so far\n"
		 "      how it was said is not noted\n"},
		{OPEN "point pt1 Late; restate - x; offer replace; heat upset;"
		      "promise p1 Ring d=2026-11-26T18:00:00.000+01:00; "
		      "escalate top",
		 "hand ",
		 "hand  said back: \"x\"\n"
		 "      pt0: \"The mug came in pieces. It was a gift.\"; "
		 "pt1: \"Late\"\n"
		 "      promised p1: \"Ring\"\n"
		 "      offered so far: replace\n      said as upset\n"},
		{OPEN, "hand ", ""},
	};

	(void)state;
	check_rows(PLAN FIRM, rows, COUNT(rows));
}

static void
each_step_has_its_sentence(void **state)
{
	static const struct row rows[] = {
		{"open - channel=email", "say ",
		 "say   \"Thank you for telling us. You hear from us what we "
		 "can do, by Thursday\n      26 November, 18:00.\"\n"},
		/* In writing a draft of it. */
		{"open - channel=email", "write ",
		 "write reply-draft 7qk acknowledge\n"},
		{"open - channel=phone", "write ", ""},
		{OPEN "heat upset; restate - x", "say ",
		 "say   \"Anybody in your place would feel the same.\"\n"},
		{OPEN "heat upset; restate - x; empathy", "say ", SAY},
		{AGREED "offer replace; offer refund; amend wants=x; "
			"wish declined no",
		 "say ",
		 "say   \"I cannot do x, because no. What I can do is replace "
		 "it or give the\n      money back.\"\n"},
		{AGREED "accept replace; promise p1 Ring how=phone "
			"d=2026-11-26T18:00:00.000+01:00",
		 "say ",
		 "say   \"I will ring by Thursday 26 November, 18:00, and I "
		 "will tell you by\n      phone.\"\n"},
		{AGREED "accept replace; promise p1 Ring how=phone "
			"d=2026-11-26T18:00:00.000+01:00; step - Packed",
		 "say ",
		 "say   \"Since we last spoke: packed. You will have it by "
		 "Thursday 26 November,\n      18:00.\"\n"},
		{AGREED "step - Packed; give replace", "say ",
		 "say   \"'Replace it' is done. These are the steps we took: "
		 "packed.\"\n"},
		{AGREED "give replace; tell done; close satisfied", "say ",
		 "say   \"Thank you for telling us. It has made the shop "
		 "better.\"\n"},
	};
	static const struct row outside[] = {
		{AGREED "offer replace; decline replace; offer refund; "
			"decline refund",
		 "say ",
		 "say   \"Somebody else can look at it: the board.\"\n"},
		{AGREED "offer replace; decline replace; offer refund; "
			"decline refund",
		 "then ",
		 "then  case-log 7qk tell outside + note WORDS -b eva + close "
		 "best-done -b eva\n"},
	};
	static const struct row closing[] = {
		{AGREED "give replace; tell done", "say ",
		 "say   \"How did we put it right, 1 to 5?\"\n"},
		{AGREED "give replace; tell done; feedback 5; amend effect=x; "
			"side - y",
		 "say ",
		 "say   \"The mug came in pieces, because y. This was ours to "
		 "get right. I am\n      sorry that x.\"\n"},
	};

	(void)state;
	check_rows(PLAN, rows, COUNT(rows));
	check_rows(
		"policy: 1\n"
		"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: "
		"EUR, next-step-outside: the board}\n" PLAN_STAFF PLAN_REMEDIES,
		outside, COUNT(outside));
	check_rows(PLAN "follow-up: [{id: card, after: 9d, how: card}]\n"
			"closing: {need: [feedback-asked, "
			"apology-if-at-fault]}\n",
		   closing, COUNT(closing));
}

static void
the_likely_cause_stands_by_once_it_is_put_right(void **state)
{
	static const char plan[] = PLAN_SHOP
		"categories: [{id: arrived-damaged, label: Damaged, "
		"likely-cause: carrier, fixes: [replace]}]\n"
		"remedies: {fix: [{id: replace, label: Replace it, cost: "
		"price}]}\n";
	static const struct row rows[] = {
		{AGREED, "why ", ""},
		{AGREED "give replace", "why ",
		 "why   the cause is mostly this: case-log 7qk cause "
		 "carrier\n"},
		{AGREED "give replace; cause stock", "why ", ""},
	};

	(void)state;
	check_rows(plan, rows, COUNT(rows));
}

static void
what_is_owed_is_named_with_its_time(void **state)
{
	struct duty duties[] = {
		{.kind = DUTY_PROMISE,
		 .ref = "p1",
		 .text = "Replace it",
		 .state = DUTY_LATE,
		 .due = instant("2026-11-24T10:00:00.000+01:00")},
		{.kind = DUTY_UPDATE,
		 .text = "say where it stands",
		 .state = DUTY_SOON,
		 .due = instant("2026-11-25T18:00:00.000+01:00")},
		{.kind = DUTY_SKIPPED,
		 .text = "make good: heard",
		 .due = INSTANT_NONE},
	};
	struct duty_list list = {.at = duties, .count = COUNT(duties)};
	struct buffer out = {0};
	struct rules_view view;
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	shop_happened(&shop, AGREED "accept replace");
	view = (struct rules_view){shop.policy, shop_case(&shop), &shop.book,
				   "kim", shop.when.now};
	guide_case(&out, &view, &list, "7qk");
	assert_string_equal(out.at,
			    "7QK Ana, arrived-damaged: they chose replace.\n"
			    "owed  p1 Replace it, late since today 10:00\n"
			    "      say where it stands, by tomorrow 18:00\n"
			    "      make good: heard\n"
			    "then  case-log 7qk give + tell done\n" ALSO);
	buffer_release(&out);
	shop_close(&shop);
}

/* Of what outlives a case, the first that is one line to type. */
static void
of_a_closed_case_what_settles_the_first_duty_is_typed(void **state)
{
	static const struct casefile_promise ring = {.ref = "p1"};
	static const struct casefile_promise fix = {.ref = "p2",
						    .remedy = "replace"};
	static const struct {
		struct duty duty;
		const char *want;
	} rows[] = {
		{{.kind = DUTY_PROMISE, .promise = &ring, .ref = "p1"},
		 "kept p1"},
		{{.kind = DUTY_PROMISE, .promise = &fix, .ref = "p2"},
		 "give replace"},
		{{.kind = DUTY_APOLOGISE, .ref = "p1"}, "apology"},
		{{.kind = DUTY_FOLLOW_UP, .ref = "all-well"},
		 "follow-up all-well"},
		{{.kind = DUTY_FOLLOW_UP, .ref = "feedback"}, "feedback 1-5"},
		{{.kind = DUTY_FOLLOW_UP, .ref = "thank-you"}, "thank"},
		{{.kind = DUTY_FOLLOW_UP, .ref = "changed"}, "tell changed"},
		{{.kind = DUTY_PREVENTION, .ref = "t1"}, "prevented t1"},
		{{.kind = DUTY_PREVENTION,
		  .event = CASEFILE_NONE,
		  .ref = "carrier"},
		 "prevent"},
		{{.kind = DUTY_REVIEW, .ref = "google"}, "out review"},
		/* One of two, or nothing to do with closing. */
		{{.kind = DUTY_FOLLOW_UP, .ref = "limits"}, NULL},
		{{.kind = DUTY_SKIPPED, .ref = "heard"}, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct duty duties[] = {{.kind = DUTY_SKIPPED, .text = "x"},
					rows[i].duty};
		struct duty_list list = {.at = duties, .count = 2};
		struct buffer out = {0}, want = {0};
		struct rules_view view;
		struct shop shop;

		duties[0].due = duties[1].due = INSTANT_NONE;
		duties[1].text = "y";
		shop_open(&shop, PLAN);
		shop_happened(&shop, OPEN "+118; close satisfied");
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, "kim", shop.when.now};
		duties[0].file = duties[1].file = view.file;
		guide_case(&out, &view, &list, "7qk");
		buffer_add_string(&want, "then  case-log 7qk ");
		buffer_format(&want, rows[i].want ? "%s\nalso  " : "%s",
			      rows[i].want ? rows[i].want : "");
		buffer_add_string(&want, "reopen\n");
		if (!strstr(out.at, want.at))
			fail_msg("got %s\nwant %s", out.at, want.at);
		buffer_release(&want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

/* Of an open case, what is late and not what the step is about (P57). */
static void
what_is_late_comes_before_the_step(void **state)
{
#define STEP "then  case-log 7qk heard + restate + confirm\n"
	static const struct casefile_promise ring = {.ref = "p1"};
	static const struct casefile_promise rung = {.ref = "p1",
						     .state = PROMISE_LATE};
	static const struct casefile_promise fix = {.ref = "p2",
						    .remedy = "replace"};
	static const struct {
		const char *told;
		struct duty duty;
		const char *want;
	} rows[] = {
		{OPEN,
		 {.kind = DUTY_APOLOGISE,
		  .promise = &ring,
		  .ref = "p1",
		  .state = DUTY_SOON},
		 "then  case-log 7qk apology + renew p1\n"
		 "      case-log 7qk heard + restate + confirm\n"},
		{OPEN,
		 {.kind = DUTY_APOLOGISE, .promise = &rung, .ref = "p1"},
		 "then  case-log 7qk apology\n"
		 "      case-log 7qk heard + restate + confirm\n"},
		{OPEN,
		 {.kind = DUTY_PROMISE, .promise = &ring, .ref = "p1"},
		 "then  case-log 7qk kept p1\n"
		 "      case-log 7qk heard + restate + confirm\n"},
		{OPEN,
		 {.kind = DUTY_PROMISE,
		  .promise = &ring,
		  .ref = "p1",
		  .state = DUTY_TODAY},
		 STEP},
		{OPEN,
		 {.kind = DUTY_PROMISE, .promise = &fix, .ref = "p2"},
		 STEP},
		{OPEN "wait",
		 {.kind = DUTY_TELL_AFTER_FIX},
		 "then  case-log 7qk tell done\n      case-log 7qk resume\n"},
		{OPEN "wait",
		 {.kind = DUTY_TELL_AFTER_FIX, .state = DUTY_TODAY},
		 "then  case-log 7qk resume\n"},
		/* The step itself is that. */
		{AGREED "give replace",
		 {.kind = DUTY_TELL_AFTER_FIX},
		 "then  case-log 7qk tell done\n"},
		{"open - channel=email; wait",
		 {.kind = DUTY_REMIND, .contact = true},
		 "then  case-log 7qk out email\n      case-log 7qk resume\n"},
		{OPEN "wait",
		 {.kind = DUTY_REMIND, .contact = true},
		 "then  case-log 7qk out\n      case-log 7qk resume\n"},
		{OPEN "wait",
		 {.kind = DUTY_REMIND},
		 "then  case-log 7qk resume\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct duty duties[] = {
			{.kind = DUTY_UPDATE, .text = "x", .due = INSTANT_NONE},
			rows[i].duty};
		struct duty_list list = {.at = duties, .count = 2};
		struct buffer out = {0}, found = {0};
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, PLAN);
		shop_happened(&shop, rows[i].told);
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, "kim", shop.when.now};
		duties[1].text = "y";
		duties[1].due = INSTANT_NONE;
		duties[1].file = view.file;
		guide_case(&out, &view, &list, "7qk");
		support_row(&found, out.at, "then ");
		assert_string_equal(buffer_string(&found), rows[i].want);
		buffer_release(&out);
		buffer_release(&found);
		shop_close(&shop);
	}
#undef STEP
}

/* What is asked is what is then written down as asked. */
static void
of_a_closed_case_the_words_are_those_of_its_line(void **state)
{
#define ASKED                                                                \
	PLAN "follow-up: [{id: all-well, after: 3d, how: phone, ask: Is it " \
	     "right}, {id: feedback, after: 5d, how: phone, ask: How was "   \
	     "it}]\n"
	static const struct {
		const char *first, *then;
		const char *want;
	} rows[] = {
		{"all-well", "feedback", "say   \"Is it right\"\n"},
		{"feedback", "all-well",
		 "say   \"How did we put it right, 1 to 5?\"\n"},
		{"changed", "feedback",
		 "say   \"Because of what you told us, we changed this: "
		 "foam.\"\n"},
		{"gone", "feedback", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct duty duties[] = {{.kind = DUTY_FOLLOW_UP,
					 .ref = rows[i].first,
					 .text = "x",
					 .due = INSTANT_NONE},
					{.kind = DUTY_FOLLOW_UP,
					 .ref = rows[i].then,
					 .text = "y",
					 .due = INSTANT_NONE}};
		struct duty_list list = {.at = duties, .count = 2};
		struct buffer out = {0}, found = {0};
		struct rules_view view;
		struct shop shop;

		shop_open(&shop, ASKED);
		shop_happened(&shop, AGREED "give replace; tell done; "
					    "prevent t1 Foam; prevented t1; "
					    "close satisfied");
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, "kim", shop.when.now};
		guide_case(&out, &view, &list, "7qk");
		support_row(&found, out.at, "say ");
		assert_string_equal(buffer_string(&found), rows[i].want);
		buffer_release(&out);
		buffer_release(&found);
		shop_close(&shop);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_case_says_where_it_stands_and_what_comes_next),
		cmocka_unit_test(a_plan_has_its_own_word_for_content),
		cmocka_unit_test(
			what_is_for_others_to_grant_is_asked_of_them_P38),
		cmocka_unit_test(
			an_offer_comes_after_all_that_the_plan_wants_first),
		cmocka_unit_test(
			what_comes_next_is_what_they_chose_and_do_not_have),
		cmocka_unit_test(what_the_plan_wants_now_has_a_row),
		cmocka_unit_test(each_step_has_its_sentence),
		cmocka_unit_test(
			the_likely_cause_stands_by_once_it_is_put_right),
		cmocka_unit_test(what_is_owed_is_named_with_its_time),
		cmocka_unit_test(
			of_a_closed_case_what_settles_the_first_duty_is_typed),
		cmocka_unit_test(what_is_late_comes_before_the_step),
		cmocka_unit_test(
			of_a_closed_case_the_words_are_those_of_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
