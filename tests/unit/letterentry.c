#include "letter.h"
#include "story.h"

static const char plan[] =
	STORY_PLAN("", "") "  monthly-review: {day: 1, who: owner}\n";
static const char ladder[] = STORY_PLAN_OF(
	"heat: {abusive: {to-rung: senior}}\n"
	"intake: {channels: [phone, the-stall-in-the-old-market]}\n",
	"", "3bd",
	"  up-one-when: [promise-broken, manager, deadline-missed]\n"
	"  straight-to: {owner: [press, the-stall-in-the-old-market]}\n");

/* A letter, from its first entry on. Caller frees. */
static char *
letter_of(const char *by, const char *events, const char *now)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list all = {0}, apart = {0};
	struct buffer out = {0};
	char *body;

	story_tell(&told, by, events);
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant(now));
	owed_on_book(&all, &view, &told.book, &told.arena);
	owed_apart(&apart, &view, &told.book, &told.arena);
	letter_write(&out, &(struct letter){&view, &told.book, &all, &apart});
	body = strstr(buffer_string(&out), "\n\n");
	body = mem_copy(body ? body + 2 : "");
	duty_list_release(&all);
	duty_list_release(&apart);
	buffer_release(&out);
	story_end(&told);
	return body;
}

#define OPEN "a 02 10:00 kim open late channel=phone customer=Ana\n"

#define AFTER                                                    \
	"a 02 10:00 kim open other channel=phone customer=Ana\n" \
	"a 02 10:01 kim close satisfied\n"

static void
each_entry_says_what_to_do_and_why(void **state)
{
	static const struct {
		const char *events, *now, *want;
	} rows[] = {
		{OPEN, "05T08:00",
		 "LATE\n"
		 "\n"
		 "Ana\n"
		 "Say where it stands. This was due yesterday 18:00. And "
		 "before 18:00: say\n"
		 "what we can do.\n"
		 "No word from us yet.\n"
		 "[000] late, nobody's yet\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"},
		{OPEN "a 02 10:01 kim promise p1 due=02T12:00 : Ring\n",
		 "02T12:30",
		 "LATE\n"
		 "\n"
		 "Ana\n"
		 "Apologise and give a new time, before 14:00.\n"
		 "We promised \"Ring\" by today 12:00, and it was not kept. "
		 "The new time is\n"
		 "Jo's to give.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"
		 "Kept: case-log 000 kept.\n"},
		{OPEN "a 02 10:01 kim promise p1 due=02T12:00 : Ring\na 02 "
		      "12:10 kim broken p1\n",
		 "02T12:30",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Apologise, before 14:00.\n"
		 "We promised \"Ring\" by today 12:00, and it was not kept. "
		 "The apology is\n"
		 "Jo's to give.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"},
		/* Kept is kept. */
		{OPEN "a 02 10:01 kim promise p1 due=02T12:00 : Ring\na 02 "
		      "12:10 kim kept p1\n",
		 "02T12:30",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Apologise, before 14:00.\n"
		 "We promised \"Ring\" by today 12:00, and it was kept late. "
		 "The apology is\n"
		 "Jo's to give.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"},
		/* And what is not kept yet is told with it. */
		{OPEN "a 02 10:01 kim promise p1 due=02T12:00 : Ring\n"
		      "a 02 10:01 kim promise p2 due=02T14:30 : Write\n"
		      "a 02 12:10 kim kept p1\n",
		 "02T15:00",
		 "LATE\n"
		 "\n"
		 "Ana\n"
		 "Apologise. This was due today 14:00. And keep \"Write\", or "
		 "give a new\n"
		 "time. This was due today 14:30.\n"
		 "We promised \"Ring\" by today 12:00, and it was kept late. "
		 "We promised\n"
		 "\"Write\" by today 14:30, and it was not kept. The new time "
		 "is Jo's to\n"
		 "give.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"
		 "Kept: case-log 000 kept.\n"},
		{OPEN "a 02 10:01 kim give replace\n", "02T12:30",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 14:01: tell them that it is done.\n"
		 "It was put right today 10:01.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"},
		{OPEN "a 02 10:01 kim close satisfied\na 02 10:02 kim feedback "
		      "5\na 02 10:02 kim thank card\na 02 10:03 kim prevent t1 "
		      "due=03T17:00 : Double boxes\n",
		 "03T12:30",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 17:00: see to it: \"Double boxes\".\n"
		 "[000] late, satisfied, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"},
		{OPEN "a 02 10:01 kim wait - : the receipt\n", "05T08:00",
		 "LATE\n"
		 "\n"
		 "Ana\n"
		 "Say where it stands. This was due yesterday 18:00. And "
		 "before 18:00:\n"
		 "remind them. We wait for \"the receipt\" since Monday.\n"
		 "No word from us yet.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"},
		{OPEN "a 02 10:01 kim escalate senior : They ask for you.\n",
		 "02T12:30",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 14:01: take it up, or say who does.\n"
		 "Kim asked today 10:01: \"They ask for you.\"\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"},
		{OPEN "a 02 10:01 kim promise p1 due=03T12:00 : Ring\na 02 "
		      "10:02 kim promise p2 due=03T12:00 : Write\na 02 10:03 "
		      "kim promise p3 due=03T12:00 : Post it\na 02 10:04 kim "
		      "promise p4 due=03T12:00 : Ask\na 02 10:05 kim promise "
		      "p5 due=03T12:00 : Look\n",
		 "03T08:30",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 12:00: \"Ring\" (p1). And \"Write\" (p2). And \"Post "
		 "it\" (p3). And 2\n"
		 "more.\n"
		 "Promised yesterday 10:01.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"
		 "Kept: case-log 000 kept p1.\n"},
		/* What is due tomorrow at nine is read of today. */
		{OPEN "a 02 10:01 kim promise p1 due=02T17:00 : Ring\na 02 "
		      "10:02 kim promise p2 due=03T09:00 : Bring the wheel\n",
		 "02T12:30",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 17:00: \"Ring\" (p1). And tomorrow before 09:00: "
		 "\"Bring the wheel\"\n"
		 "(p2).\n"
		 "Promised today 10:01.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"
		 "Kept: case-log 000 kept p1.\n"},
		/* After a day off it has its name, and goes before a fourth. */
		{"a 07 10:00 kim open late channel=phone customer=Ana\n"
		 "a 07 10:01 kim promise p1 due=07T12:00 : Ring\na 07 "
		 "10:02 kim promise p2 due=09T12:00 "
		 "from=2026-11-09T10:00:00+01:00 : See you\na 07 10:03 "
		 "kim promise p3 due=09T12:00 : Bring a pump\na 07 10:04 "
		 "kim promise p4 due=09T13:00 : Look\n",
		 "07T10:30",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 12:00: \"Ring\" (p1). And on Monday between 10:00 and "
		 "12:00: \"See\n"
		 "you\" (p2). And \"Bring a pump\" (p3). And 1 more.\n"
		 "Promised today 10:01.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"
		 "Kept: case-log 000 kept p1.\n"},
		/* What is asked for is settled by a line of its own. */
		{AFTER, "04T09:00",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 18:00: ask \"Is it right?\"\n"
		 "Closed on Monday.\n"
		 "[000] other, satisfied, Kim's\n"
		 "\n"
		 "A story: case-show 000. Asked: case-log 000 follow-up "
		 "all-well.\n"},
		{AFTER "a 02 10:02 kim follow-up all-well\na 02 10:03 kim "
		       "review google : Never again.\n",
		 "03T09:00",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 18:00: answer what they wrote in public.\n"
		 "Google, yesterday 10:03: \"Never again.\"\n"
		 "[000] other, satisfied, Kim's\n"
		 "\n"
		 "A story: case-show 000. Answered: case-log 000 out "
		 "review.\n"},
		{AFTER "a 02 10:02 kim follow-up all-well\na 02 10:02 kim "
		       "feedback 5\n",
		 "12T09:00",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 10:01: thank them: \"Five off\".\n"
		 "Closed on 2 November.\n"
		 "[000] other, satisfied, Kim's\n"
		 "\n"
		 "A story: case-show 000. Thanked: case-log 000 thank "
		 "voucher-5.\n"},
		{AFTER "b 03 10:00 kim open late channel=phone customer=Ida\nb "
		       "03 10:01 kim promise p1 due=04T12:00 : Ring\n",
		 "04T09:00",
		 "TODAY\n"
		 "\n"
		 "Ida\n"
		 "Before 12:00: \"Ring\".\n"
		 "Promised yesterday 10:01.\n"
		 "[000] late, Kim's\n"
		 "\n"
		 "Ana\n"
		 "Before 18:00: ask \"Is it right?\"\n"
		 "Closed on Monday.\n"
		 "[000031] other, satisfied, Kim's\n"
		 "\n"
		 "A story: case-show 000. Talked to them: case-log 000 out "
		 "phone.\n"
		 "Kept: case-log 000 kept. Asked: case-log 000031 follow-up "
		 "all-well.\n"},
		{"a 00 10:00 kim open late history=yes customer=Ana\na 00 "
		 "10:01 kim cause carrier\n",
		 "02T09:00",
		 "FOR EVA\n"
		 "\n"
		 "The month's lessons, 1 case: carrier 1. What changes because "
		 "of them?\n"
		 "Due today.\n"
		 "[000] case-log 000 follow-up monthly-review\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *got = letter_of(plan, rows[i].events, rows[i].now);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

/* P39 */
static void
where_a_case_goes_up_is_said_until_it_does(void **state)
{
#define HERE OPEN "a 02 10:01 kim out phone\na 02 10:01 kim restate - : x\n"
#define FOOT \
	"\n" \
	"A story: case-show 000. Talked to them: case-log 000 out phone.\n"
	static const struct {
		const char *events, *now, *want;
	} rows[] = {
		{HERE "a 02 10:02 kim heat abusive\n", "02T12:00",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 14:02: take it up, or say who does: they are abusive. "
		 "It is Jo's\n"
		 "to take up.\n"
		 "Last word from us: today 10:01.\n"
		 "Up: case-log 000 escalate senior\n"
		 "[000] late, abusive, Kim's\n" FOOT},
		{HERE, "05T10:00",
		 "LATE\n"
		 "\n"
		 "Ana\n"
		 "Say where it stands. This was due yesterday 18:00. And "
		 "before 13:00:\n"
		 "take it up, or say who does: a deadline was missed. It is "
		 "Jo's to take\n"
		 "up. And before 18:00: say what we can do.\n"
		 "Last word from us: Monday 10:01.\n"
		 "Up: case-log 000 escalate senior\n"
		 "[000] late, Kim's\n" FOOT},
		{HERE "a 02 10:02 kim flag press\na 02 10:02 kim flag "
		      "manager\n",
		 "04T10:00",
		 "LATE\n"
		 "\n"
		 "Ana\n"
		 "Take it up, or say who does: press was flagged. It is Eva's "
		 "to take up.\n"
		 "This was due yesterday 18:00. And before 18:00: say where it "
		 "stands.\n"
		 "Last word from us: Monday 10:01.\n"
		 "Press, straight to owner: case-log 000 escalate owner\n"
		 "[000] late, Kim's\n" FOOT},
		/* It goes there. */
		{HERE "a 02 10:02 kim flag press\na 02 10:03 kim escalate "
		      "owner\na 02 10:04 eva assign eva\n",
		 "04T10:00",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 18:00: say where it stands.\n"
		 "Last word from us: Monday 10:01.\n"
		 "[000] late, Eva's\n" FOOT},
		/* The apology is told to be Jo's. */
		{HERE "a 02 10:02 kim promise p1 due=02T11:00 : Ring\n",
		 "02T12:00",
		 "LATE\n"
		 "\n"
		 "Ana\n"
		 "Apologise and give a new time, before 13:00.\n"
		 "We promised \"Ring\" by today 11:00, and it was not kept. "
		 "The new time is\n"
		 "Jo's to give.\n"
		 "[000] late, Kim's\n" FOOT "Kept: case-log 000 kept.\n"},
		/* A line to type is never cut in two. */
		{HERE
		 "a 02 10:02 kim amend channel=the-stall-in-the-old-market\n",
		 "04T10:00",
		 "TODAY\n"
		 "\n"
		 "Ana\n"
		 "Before 18:00: say where it stands.\n"
		 "Last word from us: Monday 10:01.\n"
		 "The-stall-in-the-old-market, straight to owner:\n"
		 "case-log 000 escalate owner\n"
		 "[000] late, Kim's\n" FOOT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *got = letter_of(ladder, rows[i].events, rows[i].now);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_entry_says_what_to_do_and_why),
		cmocka_unit_test(where_a_case_goes_up_is_said_until_it_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
