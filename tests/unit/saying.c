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
		 "right. I am sorry that Late."},
		{"decline",
		 OPEN "amend wants=Double; wish declined x; offer replace; "
		      "offer refund",
		 "I cannot do Double, because x. What I can do is replace it "
		 "or give the money back."},
		{"changed", OPEN "prevent t1 Foam",
		 "Because of what you told us, we now foam."},
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

static void
their_words_stand_inside_a_sentence(void **state)
{
	static const struct {
		const char *words, *want;
	} rows[] = {
		{"The mug broke. It was a gift.", "the mug broke"},
		{"I paid 18.50 for it!", "I paid 18.50 for it"},
		{"Ana's mug", "Ana's mug"},
		{"It hums\nand flickers", "it hums"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		saying_quote(&out, rows[i].words);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence_is_filled_in_from_the_case),
		cmocka_unit_test(what_the_case_does_not_know_is_not_said),
		cmocka_unit_test(what_could_be_offered_is_given_by_the_caller),
		cmocka_unit_test(their_words_stand_inside_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
