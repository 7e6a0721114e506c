#include "saying.h"

#include "support.h"

#define PLACE "next-step-outside: the arbitration board"
#define SHOP                                                         \
	"policy: 1\n"                                                \
	"version: \"2026-11-01\"\n"                                  \
	"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: " \
	"EUR, " PLACE "}\n" PLAN_STAFF PLAN_REMEDIES
#define OPEN "open arrived-damaged customer=Ana value=18.00 channel=email;"

struct said {
	const char *name;
	const char *told;
	const char *want; /* NULL: the case cannot fill it in */
};

static void
check(const struct said *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};
		struct saying saying;
		struct shop shop;

		shop_open(&shop, SHOP);
		shop_happened(&shop, rows[i].told);
		saying_init(&saying, shop.policy, shop_case(&shop), "sam",
			    shop.when.now);
		if (saying_add(&out, rows[i].name, &saying) !=
		    (rows[i].want != NULL))
			fail_msg("%s of %s", rows[i].name, rows[i].told);
		assert_string_equal(buffer_string(&out),
				    rows[i].want ? rows[i].want : "");
		buffer_release(&out);
		shop_close(&shop);
	}
}

#define DUE "d=2026-11-26T18:00:00.000+01:00"
#define PROMISED OPEN "promise p1 Ring. " DUE " how=phone;"

static void
a_sentence_is_filled_in_from_the_case(void **state)
{
	static const struct said rows[] = {
		{"restate", OPEN,
		 "I hear that you are upset because the mug came in pieces. I "
		 "can understand that. Have I got it right?"},
		{"steer-back", OPEN,
		 "I am here to help you get this sorted. Can we go back to "
		 "the mug came in pieces?"},
		{"empathise", OPEN,
		 "Anybody in your place would feel the same."},
		{"promise", PROMISED,
		 "I will ring by Thursday 26 November, 18:00, and I will tell "
		 "you by phone."},
		{"acknowledge", PROMISED,
		 "Thank you for telling us. Ring, by Thursday 26 November, "
		 "18:00."},
		{"update", PROMISED "step - Packed",
		 "Since we last spoke: packed. You will have it by Thursday 26 "
		 "November, 18:00."},
		{"options",
		 OPEN "offer replace " DUE "; offer refund; offer replace " DUE,
		 "I can give the money back. Or I can replace it by Thursday "
		 "26 November, 18:00. Which would you like?"},
		{"done", OPEN "step; step - x; give replace",
		 "'Replace it' is done. These are the steps we took: x."},
		{"apology", OPEN "amend effect=Late; side - x",
		 "The mug came in pieces, because x. This was ours to get "
		 "right. I am sorry that 'Late'."},
		{"decline",
		 OPEN "amend wants=Double; wish declined x; offer replace; "
		      "offer refund",
		 "I cannot do 'Double', because x. What I can do is replace it "
		 "or give the money back."},
		{"changed", OPEN "prevent t1 Foam",
		 "Because of what you told us, we changed this: foam."},
		{"outside", OPEN,
		 "Somebody else can look at it: the arbitration board."},
		{"feedback", OPEN, "How did we put it right, 1 to 5?"},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
what_the_case_does_not_know_is_not_said(void **state)
{
	static const struct said rows[] = {
		{"promise", OPEN, NULL},
		{"acknowledge", OPEN, NULL},
		{"options", OPEN "offer replace", NULL},
		{"apology", OPEN "cause carrier; amend effect=x", NULL},
		{"changed", OPEN "prevent none x", NULL},
		{"update", PROMISED, NULL},
		{"nothing", OPEN, NULL},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
what_could_be_offered_is_given_by_the_caller(void **state)
{
	struct buffer out = {0};
	struct saying saying;
	struct shop shop;

	(void)state;
	shop_open(&shop, SHOP);
	shop_happened(&shop, OPEN);
	saying_init(&saying, shop.policy, shop_case(&shop), NULL,
		    shop.when.now);
	saying.options[0] = "Replace it";
	saying.option_by[0] = INSTANT_NONE;
	saying.options[1] = "Repair it";
	saying.option_by[1] = instant("2026-11-26T18:00:00.000+01:00");
	saying.option_count = 2;
	assert_true(saying_add(&out, "options", &saying));
	assert_string_equal(out.at, "I can replace it. Or I can repair it by "
				    "Thursday 26 November, 18:00. Which would "
				    "you like?");
	buffer_clear(&out);
	saying.next_step = "you hear from us";
	saying.by = saying.option_by[1];
	assert_true(saying_add(&out, "acknowledge", &saying));
	assert_string_equal(out.at, "Thank you for telling us. You hear from "
				    "us, by Thursday 26 November, 18:00.");
	buffer_release(&out);
	shop_close(&shop);
}

/* A placeholder that the case cannot fill in: what is missing, and what is
 * typed to write it down (NULL: nothing helps). */
struct hole {
	const char *name;
	const char *told;
	const char *missing;
	const char *type;
};

/* Fill "So {name}, {name}" in; want NULL: all that is missing is this. */
static void
check_hole(const struct hole *hole, const char *want, bool in_public)
{
	struct saying_gap gaps[SAYING_GAPS];
	struct buffer out = {0}, text = {0}, wanted = {0};
	bool nobody = !want && strcmp(hole->name, "name") == 0;
	struct saying saying;
	struct shop shop;
	size_t count;

	shop_open(&shop, SHOP);
	shop_happened(&shop, hole->told);
	saying_init(&saying, shop.policy, shop_case(&shop),
		    nobody ? NULL : "sam", shop.when.now);
	saying.in_public = in_public;
	buffer_format(&text, "So {%s}, {%s}", hole->name, hole->name);
	if (want)
		buffer_format(&wanted, "So %s, %s", want, want);
	count = saying_gaps(gaps, "x", text.at, &saying, 0, &shop.book.arena);
	assert_int_equal(saying_add_text(&out, "x", text.at, &saying),
			 want != NULL);
	assert_string_equal(buffer_string(&out), buffer_string(&wanted));
	assert_int_equal(count, want ? 0 : 1);
	if (!want) {
		assert_string_equal(gaps[0].placeholder, hole->name);
		assert_string_equal(gaps[0].missing, hole->missing);
		assert_string_equal(gaps[0].type ? gaps[0].type : "-",
				    hole->type ? hole->type : "-");
	}
	buffer_release(&out);
	buffer_release(&text);
	buffer_release(&wanted);
	shop_close(&shop);
}

static void
check_filled(const struct said *said, bool in_public)
{
	const struct hole hole = {said->name, said->told, NULL, NULL};

	check_hole(&hole, said->want, in_public);
}

#define PROMISE "promise WORDS -d TIME -k how=phone"
#define BARE "open - ;"
#define PAST "promise p1 Ring d=2026-11-24T11:00:00.000+01:00;"

static void
every_placeholder_is_filled_in_or_says_what_is_missing(void **state)
{
	static const struct said filled[] = {
		{"text", BARE, "the mug came in pieces"},
		{"happened", OPEN "amend happened=It_broke", "'It_broke'"},
		{"happened", "restate - ; note x", "words"},
		{"heart", OPEN "point pt1 Gift; heart pt1", "'Gift'"},
		{"heart", OPEN, "the mug came in pieces"},
		{"points", OPEN "point pt1 Gift; point pt2 Late",
		 "the mug came in pieces, and 'Gift', and 'Late'"},
		{"wish", OPEN "amend wish=replace", "'Replace it'"},
		{"wants", OPEN "amend wants=Two wish=replace", "two"},
		{"effect", OPEN "amend effect=Late", "'Late'"},
		{"customer", OPEN, "Ana"},
		{"channel", OPEN, "email"},
		{"category", OPEN, "damaged"},
		{"amount", OPEN, "18.00 EUR"},
		{"id", OPEN, CASE_A},
		{"what-went-wrong", OPEN "finding upheld Packed", "packed"},
		{"what-went-wrong",
		 OPEN "finding upheld Packed; finding partly Sent", "sent"},
		{"what-went-wrong", OPEN "finding not-upheld Fine",
		 "the mug came in pieces"},
		{"why", OPEN "side - x", "x"},
		{"restate", OPEN "restate - So", "so"},
		{"reason", OPEN "wish declined Dear; cannot replace Gone",
		 "gone"},
		{"by", PROMISED, "Thursday 26 November, 18:00"},
		{"by", OPEN PAST "promise p2 Send " DUE,
		 "Thursday 26 November, 18:00"},
		{"what", PROMISED, "ring"},
		{"promise", PROMISED, "ring"},
		{"promise", OPEN "promise p1 ready " DUE " remedy=replace",
		 "replace it"},
		{"next-step", PROMISED, "ring"},
		{"how", PROMISED, "phone"},
		{"how", OPEN, "email"},
		{"how", OPEN "promise p1 Ring " DUE " how=same-channel",
		 "email"},
		{"steps", OPEN "step - Packed; step - Sent", "packed, sent"},
		{"steps", OPEN "step - Packed; out phone; step - Sent", "sent"},
		{"what-we-did", OPEN "give replace", "replace it"},
		{"what-we-did", OPEN "step - Packed", "packed"},
		{"remedy", OPEN "accept refund", "give the money back"},
		{"option-1", OPEN "offer replace", "replace it"},
		{"option-1",
		 OPEN "offer replace; decline replace; offer "
		      "refund",
		 "give the money back"},
		{"option-2", OPEN "offer replace; offer refund " DUE,
		 "give the money back by Thursday 26 November, 18:00"},
		{"option-3", OPEN "offer look; offer replace; offer refund",
		 "give the money back"},
		{"options", OPEN "offer replace; offer refund",
		 "replace it; or give the money back"},
		{"prevention", OPEN "prevent t1 Foam", "foam"},
		{"prevention",
		 OPEN "prevent t1 Foam; prevent t2 Tape d=2026-12-01T09:00:00."
		      "000+01:00",
		 "foam"},
		{"prevention",
		 OPEN "prevent t2 Tape d=2026-12-01T09:00:00.000+01:00; "
		      "prevented t2",
		 "tape"},
		{"next-step-outside", OPEN, "the arbitration board"},
		{"name", OPEN, "Sam Roe"},
		{"next-person", OPEN "assign jo", "Jo"},
		{"today", OPEN, "Tuesday 24 November"},
		{"time", OPEN, "12:00"},
		{"item", OPEN "amend item=Mug", "Mug"},
	};
	static const struct hole missing[] = {
		{"text", "note x", "what they said", NULL},
		{"happened", "note x", "what happened",
		 "amend -k happened=WORDS"},
		{"heart", "note x", "the heart of it", "point WORDS"},
		{"points", "note x", "what they said", "point WORDS"},
		{"wish", OPEN, "what they want", "amend -k wants=WORDS"},
		{"effect", OPEN, "what it has cost them",
		 "amend -k effect=WORDS"},
		{"customer", BARE, "who they are", "amend -k customer=NAME"},
		{"channel", BARE, "how they reached us",
		 "amend -k channel=email"},
		{"category", BARE, "what kind it is", "amend -k category=KIND"},
		{"amount", BARE, "what they paid", "amend -k value=AMOUNT"},
		{"what-went-wrong", "note x", "what went wrong",
		 "finding upheld WORDS"},
		{"why", OPEN "cause carrier x",
		 "why it happened, as we tell it", "side WORDS"},
		{"restate", OPEN, "what was said back to them",
		 "restate WORDS"},
		{"reason", OPEN "wish granted Yes", "why it cannot be",
		 "wish declined WORDS"},
		{"by", OPEN, "a time that is promised", PROMISE},
		/* P57: a time that went by is not said again. */
		{"by", OPEN PAST, "a time that is still ahead",
		 "renew p1 -d TIME"},
		{"what", PROMISED "give replace; kept p1", "what is promised",
		 PROMISE},
		{"promise", OPEN, "what is promised", PROMISE},
		{"next-step", OPEN, "what comes next", PROMISE},
		{"how", BARE, "how they hear from us",
		 "amend -k channel=email"},
		{"steps", OPEN "step - Packed; tell plan",
		 "a step that they have not been told of", "step WORDS"},
		{"what-we-did", OPEN, "what was done", "give"},
		{"remedy", OPEN, "what they chose", "accept REMEDY"},
		{"option-1", OPEN, "an option to choose from", "offer"},
		{"option-2",
		 OPEN "offer replace; offer refund; cannot "
		      "refund x",
		 "a second option", "offer REMEDY"},
		{"option-3", OPEN, "a third option", "offer REMEDY"},
		{"options", OPEN, "an option to choose from", "offer"},
		{"prevention", OPEN "prevent none x",
		 "what we do now, so that it does not happen again",
		 "prevent WORDS"},
		{"name", OPEN, "who speaks", NULL},
		{"sign-off", OPEN, "shop.sign-off in the plan", NULL},
		{"item", OPEN, "what they said of it", "amend -k item=WORDS"},

	};

	(void)state;
	for (size_t i = 0; i < COUNT(filled); i++)
		check_filled(&filled[i], false);
	for (size_t i = 0; i < COUNT(missing); i++)
		check_hole(&missing[i], NULL, false);
}

static void
P67_the_heart_is_said_back_with_what_happened(void **state)
{
	static const struct said rows[] = {
		{"restate", OPEN "point pt1 Gift",
		 "I hear that you are upset because the mug came in pieces, "
		 "and 'Gift'. I can understand that. Have I got it right?"},
		{"restate", OPEN "point pt1 Late; point pt2 Gift; heart pt2",
		 "I hear that you are upset because the mug came in pieces, "
		 "and 'Gift'. I can understand that. Have I got it right?"},
		{"restate", OPEN "point pt1 Late; heart pt0",
		 "I hear that you are upset because the mug came in pieces, "
		 "and 'Late'. I can understand that. Have I got it right?"},
		/* What they came with, unless it is what happened. */
		{"restate", OPEN "amend happened=Kim_was_rude",
		 "I hear that you are upset because the mug came in pieces, "
		 "and 'Kim_was_rude'. I can understand that. Have I got it "
		 "right?"},
		{"restate", OPEN "amend happened=Both-pieces-broke",
		 "I hear that you are upset because 'Both-pieces-broke'. I "
		 "can understand that. Have I got it right?"},
		{"restate", OPEN "amend happened=Late; point pt1 Gift",
		 "I hear that you are upset because 'Late', and 'Gift'. I can "
		 "understand that. Have I got it right?"},
	};

	(void)state;
	check(rows, COUNT(rows));
}

static void
P13_nothing_of_theirs_is_said_in_public(void **state)
{
	static const struct said filled[] = {
		{"what-went-wrong", OPEN "finding upheld Packed", "packed"},
		{"next-step", OPEN "step - Asked", "asked"},
	};
	static const struct hole missing[] = {
		{"order", OPEN "amend order=4711",
		 "never shown in public (reviews.never-show)", NULL},
		{"amount", OPEN, "never shown in public (reviews.never-show)",
		 NULL},
		{"happened", OPEN, "their own words stay out of public", NULL},
		{"heart", OPEN, "their own words stay out of public", NULL},
		{"what-went-wrong", OPEN, "what went wrong",
		 "finding upheld WORDS"},
		{"next-step", PROMISED, "a step that we took", "step WORDS"},

	};

	(void)state;
	for (size_t i = 0; i < COUNT(filled); i++)
		check_filled(&filled[i], true);
	for (size_t i = 0; i < COUNT(missing); i++)
		check_hole(&missing[i], NULL, true);
}

static void
a_sentence_begins_large_and_says_no_word_twice(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"{why}. {why}? {why}", "We packed it. We packed it? We packed "
					"it"},
		{"\xc2\xbf{why}?", "\xc2\xbfWe packed it?"},
		{"Sorry we {why}", "Sorry we packed it"},
		{"Sorry WE {why}", "Sorry WE packed it"},
		{"Sorry we, {why}", "Sorry we, we packed it"},
		{"18.50 {why}", "18.50 we packed it"},
		{"{why", ""},
		{"{a-name-that-is-much-longer-than-any-other}", ""},
	};
	struct saying saying;
	struct shop shop;

	(void)state;
	shop_open(&shop, SHOP);
	shop_happened(&shop, OPEN);
	saying_init(&saying, shop.policy, shop_case(&shop), "sam",
		    shop.when.now);
	((struct casefile *)saying.file)->events[0].verb = VERB_SIDE;
	((struct record *)saying.file->events[0].record)->text =
		"We packed it.";
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		saying_add_text(&out, "x", rows[i].text, &saying);
		if (*rows[i].want)
			assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence_is_filled_in_from_the_case),
		cmocka_unit_test(what_the_case_does_not_know_is_not_said),
		cmocka_unit_test(what_could_be_offered_is_given_by_the_caller),
		cmocka_unit_test(
			every_placeholder_is_filled_in_or_says_what_is_missing),
		cmocka_unit_test(P67_the_heart_is_said_back_with_what_happened),
		cmocka_unit_test(P13_nothing_of_theirs_is_said_in_public),
		cmocka_unit_test(
			a_sentence_begins_large_and_says_no_word_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
