#include "owed.h"

#include "story.h"

/* A wait stops answer and fix-done; update goes on. */
static const char plan[] =
	STORY_PLAN("", "  pause-while: [waiting-for-customer]\n"
		       "  pause-stops: [answer, fix-done]\n"
		       "  warn-before: {promise: 2bh, deadline: 1bd}\n");

#define OPEN "a 02 10:00 kim open late channel=counter\n"

static const struct story waits[] = {
	{"an hour of open time is given back", /* Thursday 05T18:00 */
	 OPEN "a 02 11:00 kim wait\na 02 12:00 ana in phone\n", "02T12:01",
	 "later update - 04T18:00 kim\n"
	 "later answer - 06T10:00 kim\n"
	 "later fix-done - 09T11:00 kim\n"},
	{"a night is not",
	 OPEN "a 02 17:30 kim wait\na 03 09:30 ana in phone\n", "03T09:31",
	 "soon update - 04T18:00 kim !\n"
	 "later answer - 06T10:00 kim\n"
	 "later fix-done - 09T11:00 kim\n"},
	{"several waits add up",
	 OPEN "a 02 11:00 kim wait\na 02 12:00 ana in phone\n"
	      "a 03 11:00 kim wait\na 03 13:00 kim resume\n"
	      "a 04 17:00 kim wait\na 05 10:00 ana in phone\n",
	 "05T10:01",
	 "late update - 04T18:00 kim\n"
	 "soon answer - 06T14:00 kim !\n"
	 "later fix-done - 09T15:00 kim\n"},
	{"a wait within a wait is one",
	 OPEN "a 02 11:00 kim wait\na 02 12:00 kim wait : the photo\n"
	      "a 02 13:00 ana in phone\na 02 14:00 ana in phone\n",
	 "02T14:01",
	 "later update - 04T18:00 kim\n"
	 "later answer - 06T11:00 kim\n"
	 "later fix-done - 09T12:00 kim\n"},
	{"what was late when the wait began stays late",
	 OPEN "a 06 10:00 kim wait\n", "06T12:00",
	 "late update - 04T18:00 kim\n"
	 "late answer - 05T18:00 kim\n"
	 "later remind - 10T18:00 kim\n"},
	{"and what is late gets nothing back",
	 OPEN "a 06 10:00 kim wait\na 06 15:00 kim resume\n", "06T16:00",
	 "late update - 04T18:00 kim\n"
	 "late answer - 05T18:00 kim\n"
	 "later fix-done - 09T15:00 kim\n"},
	{"a wait moves no promise",
	 OPEN "a 02 10:01 kim promise p1 due=03T17:00 : Ring\n"
	      "a 02 11:00 kim wait\na 03 16:00 ana in phone\n",
	 "03T16:01",
	 "today promise p1 03T17:00 kim !\n"
	 "soon update - 04T18:00 kim !\n"
	 "later answer - 09T10:00 kim\n"
	 "later fix-done - 10T15:00 kim\n"},
};

/* Reminders after 3 and 7 open days, counted from the latest wait. */
#define WAITS OPEN "a 02 11:00 kim wait : the receipt\n"
#define REMINDERS "a 02 10:01 kim finding upheld\na 02 10:02 kim cannot all\n"

static const struct story reminders[] = {
	{"the first is after three open days", REMINDERS WAITS, "05T12:00",
	 "late update - 04T18:00 kim\n"
	 "today remind - 05T18:00 kim !\n"},
	{"of those gone by one line is owed, by the oldest date",
	 REMINDERS WAITS, "63T12:00",
	 "late update - 04T18:00 kim\n"
	 "late remind - 05T18:00 kim\n"},
	{"a word from us after two months settles all of them; then it is "
	 "closed",
	 REMINDERS WAITS "a 63 12:00 kim out email\n", "63T12:01",
	 "later update - 05T18:00 kim\n"
	 "later remind - 11T18:00 kim\n"},
	{"a late one does not stand for the next",
	 REMINDERS WAITS "a 06 10:00 kim out email\n", "06T10:01",
	 "later update - 09T18:00 kim\n"
	 "later remind - 10T18:00 kim\n"},
	{"a new wait counts anew",
	 REMINDERS WAITS "a 04 10:00 ana in email\na 04 11:00 kim out email\n"
			 "a 04 11:01 kim wait : the other one\n",
	 "04T12:00",
	 "later update - 06T18:00 kim\n"
	 "later remind - 07T14:00 kim\n"},
	{"their answer ends them",
	 REMINDERS WAITS "a 04 10:00 ana in email\na 04 11:00 kim out email\n",
	 "04T12:00", "later update - 06T18:00 kim\n"},
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void
open_time_waited_is_given_back(void **state)
{
	(void)state;
	assert_int_equal(story_wrong(plan, waits, COUNT(waits), true), 0);
}

static void
reminders_are_counted_from_the_latest_wait_and_never_flood(void **state)
{
	(void)state;
	assert_int_equal(story_wrong(plan, reminders, COUNT(reminders), true),
			 0);
}

/* deadlines.customer-silent.then: once the last reminder was sent. */
static void
no_answer_to_any_reminder_closes_it_P36(void **state)
{
	static const char then[] = "then: close-waiting";
	static const struct {
		const char *more, *want;
	} rows[] = {
		{"yes",
		 "no answer to any reminder: close it; they may come back at "
		 "any time"},
		{"no", "no answer to any reminder: close it"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *at = strstr(plan, then) + strlen(then);
		struct buffer text = {0};
		struct story_told told;
		struct duty_view view;
		struct duty_list list = {0};
		const char *said = NULL;

		buffer_add(&text, plan, (size_t)(at - plan));
		buffer_format(&text, ", reopen-any-time: \"%s\"%s",
			      rows[i].more, at);
		story_tell(&told, text.at,
			   REMINDERS WAITS "a 05 17:00 kim out email\n"
					   "a 16 17:00 kim out email\n");
		duty_view_init(&view, told.policy, told.policy->shop.zone,
			       story_instant("27T12:00"));
		owed_on_book(&list, &view, &told.book, &told.arena);
		for (size_t k = 0; k < list.count; k++) {
			if (list.at[k].kind == DUTY_REMIND)
				said = list.at[k].text;
		}
		assert_non_null(said);
		assert_string_equal(said, rows[i].want);
		duty_list_release(&list);
		story_end(&told);
		buffer_release(&text);
	}
}

/* The same promise under plans that differ in all that dates are made of. */
static void
a_date_that_was_told_never_moves(void **state)
{
	static const char *const plans[] = {
		STORY_PLAN("", ""),
		STORY_PLAN("  closed: [{date: \"2026-11-05\"}]\n", ""),
		STORY_PLAN("time: {promise-due-when-closed: unchanged}\n", ""),
		STORY_PLAN("time: {quiet-for-customers: "
			   "[\"12:00-24:00\", \"00:00-09:30\"]}\n",
			   "  pause-while: [waiting-for-customer]\n"
			   "  pause-stops: [update-every]\n"
			   "  warn-before: {promise: 2bd, deadline: 2bd}\n"),
	};
	static const char events[] =
		"a 02 10:01 kim promise p1 due=05T20:00 : Ring\n"
		"a 02 10:02 kim wait\n";

	(void)state;
	for (size_t i = 0; i < COUNT(plans); i++) {
		struct story_told told;
		struct duty_view view;
		struct duty_list list = {0};
		size_t seen = 0;

		story_tell(&told, plans[i], events);
		duty_view_init(&view, told.policy, told.policy->shop.zone,
			       story_instant("04T12:00"));
		owed_on_book(&list, &view, &told.book, &told.arena);
		for (size_t k = 0; k < list.count; k++) {
			if (list.at[k].kind != DUTY_PROMISE)
				continue;
			assert_true(list.at[k].due ==
				    story_instant("05T20:00"));
			assert_true(list.at[k].act_by <= list.at[k].due);
			seen++;
		}
		assert_int_equal(seen, 1);
		duty_list_release(&list);
		story_end(&told);
	}
}

/* Whatever was not done for two months is one line each, as old as it is. */
static void
two_months_without_a_look_are_no_flood(void **state)
{
	char *got =
		story_owed(plan,
			   "a 02 10:00 web open other channel=email\n"
			   "a 02 10:30 kim promise p1 due=03T12:00 : Ring\n"
			   "a 02 10:31 kim prevent t1 due=09T18:00 : A sign\n",
			   "63T12:00", true);

	(void)state;
	assert_string_equal(got, "late promise p1 03T12:00 kim\n"
				 "late apologise p1 03T14:00 jo\n"
				 "late update - 04T18:00 kim\n"
				 "late answer - 05T18:00 kim\n"
				 "late fix-done - 09T10:00 kim\n"
				 "late prevention t1 09T18:00 kim\n");
	free(got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(open_time_waited_is_given_back),
		cmocka_unit_test(
			reminders_are_counted_from_the_latest_wait_and_never_flood),
		cmocka_unit_test(no_answer_to_any_reminder_closes_it_P36),
		cmocka_unit_test(a_date_that_was_told_never_moves),
		cmocka_unit_test(two_months_without_a_look_are_no_flood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
