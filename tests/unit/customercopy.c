#include "customercopy.h"

#include "support.h"

#define OPEN "open arrived-damaged customer=Ana channel=phone value=18.00;"

/* Caller frees. */
static char *
copy_of(const char *plan, const char *told)
{
	struct buffer out = {0};
	struct shop shop;

	shop_open(&shop, plan);
	shop_happened(&shop, told);
	customercopy_write(&out, shop_case(&shop), shop.policy, shop.when.now);
	shop_close(&shop);
	return out.at;
}

/* P63: whatever is written down where the vocabulary keeps it inside, or as how
 * it was said, how grave it is, whom it is about and how they left; nor anybody
 * else's case. */
static void
nothing_that_stays_inside_is_in_the_copy(void **state)
{
	static const char *const kept[] = {
		"open - heat=secret severity=secret about=secret wish=look "
		"said-category=secret",
		OPEN "close secret secret",
		OPEN "prevent none secret",
		OPEN "B:open late customer=secret phone=secret",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(kept) + VERB_COUNT; i++) {
		struct buffer told = {0};
		char *copy;

		if (i < COUNT(kept))
			buffer_add_string(&told, kept[i]);
		else if (event_kind((enum verb)(i - COUNT(kept)))->inside &&
			 i - COUNT(kept) != VERB_ASSIGN) /* who does it */
			buffer_format(
				&told, OPEN "%s secret secret x=secret",
				event_kind((enum verb)(i - COUNT(kept)))->name);
		else
			continue;
		copy = copy_of(PLAN, told.at);
		if (strstr(copy, "secret"))
			fail_msg("%s:\n%s", told.at, copy);
		free(copy);
		buffer_release(&told);
	}
}

static void
the_next_steps_have_numbers_names_and_times(void **state)
{
	static const struct {
		const char *told, *want;
	} rows[] = {
		{OPEN "out; promise p1 Ring how=email "
		      "d=2026-11-25T17:00:00.000+01:00 @sam; assign sam",
		 "What happens next\n"
		 " 1  Ring (you hear of it by email)\n"
		 "    Sam Roe, by Wednesday 25 November, 17:00\n"
		 " 2  "},
		/* A promised fix is one step, not two. */
		{OPEN "out; accept replace; promise p1 Replace remedy=replace "
		      "d=2026-11-25T17:00:00.000+01:00",
		 "What happens next\n"
		 " 1  Replace\n"
		 "    Kim, by Wednesday 25 November, 17:00\n"},
		{OPEN "out; wait - receipt", "We wait for you: receipt\n"},
		/* After-care is a question, thanks, or what changed. */
		{OPEN "tell done; prevent t1 x; prevented t1; close satisfied",
		 "What happens next\n"
		 " 1  You hear what changed because of what you told us\n"
		 "    Kim, by Thursday 26 November, 18:00\n"
		 " 2  We ask you how it went\n"},
		{"open arrived-damaged customer=Ana channel=email effect=2h",
		 "It cost you 2h\n\n"
		 "What happens next\n"
		 " 1  You hear that we have it, and what happens next\n"
		 "    Casa Luz, by Tuesday 24 November, 14:01\n"
		 " 2  You hear where it stands\n"
		 "    Casa Luz, by Thursday 26 November, 18:00\n"
		 " 3  You hear what we can do\n"
		 "    Casa Luz, by Friday 27 November, 18:00\n"
		 " 4  It is put right\n"},
		{OPEN "out; accept look; give look",
		 " 1  You hear that it is done\n"
		 "    Kim, by Wednesday 25 November, 18:00\n"},
		{OPEN "promise p1 Ring d=2026-11-24T10:02:30.000+01:00; out",
		 " 2  We say sorry, and give a new time\n"
		 "    Jo, by Tuesday 24 November, 12:02\n"},
		/* What was said to be broken, or was kept late, gets none. */
		{OPEN
		 "promise p1 Ring d=2026-11-24T10:02:30.000+01:00; broken p1",
		 " 1  We say sorry\n"
		 "    Jo, by Tuesday 24 November, 12:02\n"},
		{OPEN "promise p1 Ring d=2026-11-24T10:02:30.000+01:00; +3; "
		      "kept p1",
		 " 1  We say sorry\n"
		 "    Jo, by Tuesday 24 November, 12:02\n"},
		{OPEN "tell done; follow-up all-well; close satisfied; "
		      "flag one-channel",
		 "\nWhat was said and done\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *copy = copy_of(PLAN, rows[i].told);

		if (!strstr(copy, rows[i].want))
			fail_msg("%s:\n%s", rows[i].told, copy);
		assert_true(!strstr(copy, "It is put right") ||
			    !strstr(copy, "Replace"));
		/* That dealings are limited is ours to look at again. */
		assert_true(!strstr(copy, "What happens next") ||
			    !strstr(rows[i].told, "one-channel"));
		free(copy);
	}
}

static void
each_promise_says_how_it_went(void **state)
{
	static const struct {
		const char *told, *want;
	} rows[] = {
		{"", ": still to come\n"},
		{"promise p2 Mend d=2026-11-24T11:00:00.000+01:00",
		 " -  Mend, by Tuesday 24 November, 11:00: late, and still "
		 "owed "
		 "to you\n"},
		{"erase", ": no more, as your case is erased\n"},
		{"kept p1", ": kept in time\n"},
		{"+300; kept p1", ": kept, but late\n"},
		{"broken p1", ": not kept\n"},
		{"decline Ring", ": still to come\n"},
		{"promise p2 Mend remedy=look "
		 "d=2026-11-24T13:00:00.000+01:00; decline look",
		 ": you did not want it after all\n"},
		{"renew p1 d=2026-11-26T17:00:00.000+01:00",
		 ": given a new time, in time\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer told = {0};
		char *copy;

		buffer_format(&told,
			      OPEN "promise p1 Ring "
				   "d=2026-11-24T13:00:00.000+01:00; %s",
			      rows[i].told);
		copy = copy_of(PLAN, told.at);
		if (!strstr(copy, rows[i].want))
			fail_msg("%s:\n%s", told.at, copy);
		free(copy);
		buffer_release(&told);
	}
}

/* Who they are is gone, and is said to be so once. */
static void
the_copy_of_an_erased_case_reads_as_a_person_would_say_it(void **state)
{
	char *copy =
		copy_of(PLAN, OPEN "restate - x; confirm; accept look; promise "
				   "p1 x remedy=look "
				   "d=2026-11-24T13:00:00.000+01:00; erase");

	(void)state;
	assert_string_equal(
		strchr(copy, '\n'),
		"\n" CASE_A ". As it stands on Tuesday 24 November, 12:00.\n"
		"\nWhat you told us, and who you are, was erased on Tuesday 24 "
		"November, 10:06.\n"
		"\nYou paid    18.00 EUR\n"
		"You chose   Look at it\n"
		"\nWhat we promised\n"
		" -  A promise, by Tuesday 24 November, 13:00: no more, as "
		"your "
		"case is erased\n"
		"\nWhat was said and done\n"
		"Tue 24 Nov  10:01  you told us\n"
		"            10:02  we said it back\n"
		"            10:03  you agreed\n"
		"            10:04  you chose \"Look at it\"\n"
		"            10:05  we promised, by Tuesday 24 November, "
		"13:00\n");
	free(copy);
}

static void
that_we_thank_them_is_a_step_P61(void **state)
{
	char *copy = copy_of(PLAN "follow-up: [{id: thank-you, after: 10d}]\n",
			     OPEN "tell done; close satisfied");

	(void)state;
	assert_non_null(strstr(copy, "What happens next\n"
				     " 1  We thank you\n"
				     "    Kim, by Friday 4 December, 10:02\n"));
	free(copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_that_stays_inside_is_in_the_copy),
		cmocka_unit_test(the_next_steps_have_numbers_names_and_times),
		cmocka_unit_test(that_we_thank_them_is_a_step_P61),
		cmocka_unit_test(each_promise_says_how_it_went),
		cmocka_unit_test(
			the_copy_of_an_erased_case_reads_as_a_person_would_say_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
