/*
 * Which causes have to be read about, told without the lines of their cases
 * (P24): every cause of which somebody may owe something, and few others.
 */
#include "caused.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "zone.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
#define MOST 4
#define CARRIER_WORD 1
#define STOCK_WORD 2
/* A case of such a cause, at an instant. */
#define OF(cause, instant) .word = (cause), .at = (instant)
#define CARRIER(instant) OF(CARRIER_WORD, instant)
#define STOCK(instant) OF(STOCK_WORD, instant)

/* Three from 100 until 200 are again and again; from 50 on they count. */
static const struct caused_span span = {
	.since = 50, .from = 100, .until = 200, .count = 3};

struct row {
	const char *why;
	struct case_of {
		uint8_t word;
		int64_t at, prevent; /* 0: nothing is to be done */
		bool prevented, unsure, odd;
	} cases[MOST];
	bool needed; /* those of CARRIER */
};

static void
causes_that_may_have_come_again_are_read_about_P24(void **state)
{
	static const struct row rows[] = {
		{"two are not three", {{CARRIER(110)}, {CARRIER(120)}}, false},
		{"three are",
		 {{CARRIER(110)}, {CARRIER(120)}, {CARRIER(130)}},
		 true},
		{"three of which one came before",
		 {{CARRIER(99)}, {CARRIER(120)}, {CARRIER(130)}},
		 false},
		{"three, the first at the very beginning",
		 {{CARRIER(100)}, {CARRIER(120)}, {CARRIER(130)}},
		 true},
		{"three of which one is still to come",
		 {{CARRIER(110)}, {CARRIER(120)}, {CARRIER(201)}},
		 false},
		{"three, one of another cause",
		 {{CARRIER(110)}, {STOCK(120)}, {CARRIER(130)}},
		 false},
		{"three, answered after the last",
		 {{CARRIER(110)},
		  {CARRIER(120), .prevent = 131},
		  {CARRIER(130)}},
		 false},
		{"three, answered before the last",
		 {{CARRIER(110), .prevent = 129},
		  {CARRIER(120)},
		  {CARRIER(130)}},
		 true},
		{"three, answered on one that came before them",
		 {{CARRIER(99), .prevent = 150},
		  {CARRIER(110)},
		  {CARRIER(120)},
		  {CARRIER(130)}},
		 true},
		{"three, answered on a case that may have taken it back",
		 {{CARRIER(110), .prevent = 150, .odd = true},
		  {CARRIER(120)},
		  {CARRIER(130)}},
		 true},
		{"three, one of whose last cause is not known",
		 {{CARRIER(110)}, {CARRIER(120)}, {CARRIER(201), .odd = true}},
		 true},
		{"one, after something was done against it",
		 {{CARRIER(60), .prevent = 70, .prevented = true},
		  {CARRIER(80)}},
		 true},
		{"one, after something was done, and then more is to be done",
		 {{CARRIER(60), .prevent = 70, .prevented = true},
		  {CARRIER(80), .prevent = 90}},
		 false},
		{"something was done on a case before its cause counted",
		 {{CARRIER(110), .unsure = true}},
		 true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct caused_list list = {0};
		struct caused_tally tally;
		struct caused_words words;

		caused_tally_init(&tally);
		for (size_t j = 0; j < MOST && rows[i].cases[j].word; j++) {
			const struct case_of *of = &rows[i].cases[j];
			struct caused *caused = NULL;
			uint32_t at = caused_add(&list, 0);

			assert_int_equal(at, j + 1);
			caused = &list.at[at];
			caused_note(caused, of->at, of->word);
			if (of->prevent)
				caused->prevent = of->prevent;
			caused->prevented = of->prevented;
			caused->unsure = of->unsure;
			caused->sure = !of->odd;
			caused_count(&tally, &span, caused, j);
		}
		caused_decide(&words, &tally, &span);
		if (words.needed[CARRIER_WORD] != rows[i].needed)
			fail_msg("%s", rows[i].why);
		caused_release(&list);
	}
}

static void
a_case_of_two_causes_is_of_the_last_unless_that_is_not_known(void **state)
{
	static const struct {
		bool sure, carrier, stock;
	} rows[] = {{true, false, true}, {false, true, true}};
	static const struct caused_span one = {
		.since = 50, .from = 100, .until = 200, .count = 1};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct caused caused = {.at = INSTANT_NONE,
					.prevent = INSTANT_NONE,
					.sure = rows[i].sure};
		struct caused_tally tally;
		struct caused_words words;

		caused_note(&caused, 110, CARRIER_WORD);
		caused_note(&caused, 120, STOCK_WORD);
		caused_tally_init(&tally);
		caused_count(&tally, &one, &caused, 0);
		caused_decide(&words, &tally, &one);
		assert_int_equal(words.needed[CARRIER_WORD], rows[i].carrier);
		assert_int_equal(words.needed[STOCK_WORD], rows[i].stock);
		assert_true(caused_is_needed(&words, &caused));
	}
}

static void
what_no_plan_names_and_what_is_not_sure_is_always_read(void **state)
{
	struct caused unknown = {.at = 110},
		      unsure = {.at = 110, .word = STOCK_WORD, .unsure = true};
	struct caused_tally tally;
	struct caused_words words;

	(void)state;
	caused_tally_init(&tally);
	caused_decide(&words, &tally, &span);
	assert_true(caused_is_needed(&words, &unknown));
	assert_true(caused_is_needed(&words, &unsure));
	unsure.unsure = false;
	assert_false(caused_is_needed(&words, &unsure));
	unknown.at = span.since - 1;
	assert_false(caused_is_needed(&words, &unknown));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			causes_that_may_have_come_again_are_read_about_P24),
		cmocka_unit_test(
			a_case_of_two_causes_is_of_the_last_unless_that_is_not_known),
		cmocka_unit_test(
			what_no_plan_names_and_what_is_not_sure_is_always_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
