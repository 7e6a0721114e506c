#include "owed.h"

#include "story.h"

static const char plan[] =
	STORY_PLAN("", "  pause-while: [waiting-for-customer]\n"
		       "  pause-stops: [update-every, answer, fix-done]\n");

#define OPEN "a 23 10:00 kim open late channel=counter : It is late.\n"
#define ANSWERED                                      \
	OPEN "a 23 10:01 kim restate : It is late.\n" \
	     "a 23 10:02 kim finding upheld\n"

static const struct story stories[] = {
	{"nothing is owed on nothing", "", "23T11:00", ""},
	{"a complaint at the counter has been acknowledged", OPEN, "23T11:00",
	 "later update - 25T18:00 -\n"
	 "later answer - 26T18:00 -\n"
	 "later fix-done - 30T10:00 -\n"},
	{"one by email has to be, in open hours",
	 "a 22 20:00 web open other channel=email\n", "23T09:30",
	 "today acknowledge - 23T11:00 -\n"
	 "later update - 25T18:00 -\n"
	 "later answer - 26T18:00 -\n"
	 "later fix-done - 30T09:00 -\n"},
	{"a first word acknowledges it, and starts the next update",
	 "a 23 09:00 web open other channel=email\n"
	 "a 23 10:00 kim out email\n",
	 "23T10:30",
	 "later update - 25T18:00 kim\n"
	 "later answer - 26T18:00 kim\n"
	 "later fix-done - 30T09:00 kim\n"},
	{"a grave kind has less time",
	 "a 23 09:00 web open faulty channel=email\n", "23T10:30",
	 "late acknowledge - 23T10:00 -\n"
	 "later update - 25T18:00 -\n"
	 "later answer - 26T18:00 -\n"
	 "later fix-done - 30T09:00 -\n"},
	{"a flag makes it graver, and elapsed time runs on",
	 "a 23 09:00 web open late channel=email\n"
	 "a 23 09:01 kim flag injury\n",
	 "23T09:10",
	 "today acknowledge - 23T09:30 kim\n"
	 "later update - 25T18:00 kim\n"
	 "later answer - 26T18:00 kim\n"
	 "later fix-done - 30T09:00 kim\n"},
	{"a promise is owed by its own time",
	 ANSWERED "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n", "23T11:00",
	 "soon promise p1 24T17:00 kim\n"
	 "later update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"a promise for closed time is kept before closing",
	 ANSWERED "a 23 10:10 kim promise p1 due=23T20:00 : Ring\n", "23T19:00",
	 "today promise p1 23T18:00 kim\n"
	 "later update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"a promise exactly due is not late",
	 ANSWERED "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n", "24T17:00",
	 "today promise p1 24T17:00 kim\n"
	 "soon update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"a promise not kept is late, and the next rung's to apologise for",
	 ANSWERED "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n", "25T08:00",
	 "late promise p1 24T17:00 kim\n"
	 "today apologise p1 25T10:00 jo\n"
	 "today update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"an apology does not keep it",
	 ANSWERED "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n"
		  "a 24 17:30 jo apology : I am sorry.\n",
	 "25T08:00",
	 "late promise p1 24T17:00 kim\n"
	 "today update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"an apology before it was broken settles nothing",
	 ANSWERED "a 23 10:09 kim apology\n"
		  "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n"
		  "a 24 10:10 kim broken p1\n",
	 "24T10:11",
	 "today apologise p1 24T12:10 jo\n"
	 "soon update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"a promise kept late is still apologised for",
	 ANSWERED "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n"
		  "a 24 17:30 kim kept p1\n",
	 "24T17:31",
	 "soon apologise p1 25T10:00 jo\n"
	 "soon update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"a promise moved in time is owed at its new time alone",
	 ANSWERED "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n"
		  "a 24 16:00 kim renew p1 due=26T12:00\n",
	 "25T08:00",
	 "today update - 25T18:00 kim\n"
	 "soon promise p1 26T12:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"one moved too late is apologised for",
	 ANSWERED "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n"
		  "a 24 17:10 kim renew p1 due=26T12:00\n",
	 "25T08:00",
	 "today apologise p1 25T10:00 jo\n"
	 "today update - 25T18:00 kim\n"
	 "soon promise p1 26T12:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"the second broken promise goes to the top",
	 ANSWERED "a 23 10:10 kim promise p1 due=23T12:00 : Ring\n"
		  "a 23 10:11 kim promise p2 due=23T13:00 : Write\n",
	 "23T13:30",
	 "late promise p1 23T12:00 kim\n"
	 "late promise p2 23T13:00 kim\n"
	 "today apologise p1 23T14:00 jo\n"
	 "today apologise p2 23T15:00 eva\n"
	 "later update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"closing ends the clocks, but no promise",
	 ANSWERED "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n"
		  "a 23 10:20 kim close satisfied\n"
		  "a 23 10:21 kim feedback 5\n"
		  "a 23 10:22 kim thank card\n",
	 "23T11:00", "soon promise p1 24T17:00 kim\n"},
	{"an update restarts the update", ANSWERED "a 24 10:10 kim out phone\n",
	 "24T11:00",
	 "later update - 26T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"an offer answers", OPEN "a 23 10:01 kim offer replace\n", "24T11:00",
	 "soon update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"the fix is owed from their choice on",
	 ANSWERED "a 24 10:00 kim offer replace\n"
		  "a 24 11:00 kim accept replace\n",
	 "24T12:00",
	 "soon update - 25T18:00 kim\n"
	 "later fix-done - 01T11:00 kim\n"},
	{"a fix that was given is told",
	 ANSWERED "a 24 11:00 kim accept replace\n"
		  "a 24 12:00 kim give replace\n",
	 "24T12:01",
	 "today tell-after-fix - 24T16:00 kim\n"
	 "soon update - 25T18:00 kim\n"},
	{"a gesture is no fix",
	 ANSWERED "a 24 11:00 kim accept replace\n"
		  "a 24 12:00 kim give voucher-5\n",
	 "24T12:01",
	 "soon update - 25T18:00 kim\n"
	 "later fix-done - 01T11:00 kim\n"},
	{"each fix that they chose is owed",
	 ANSWERED "a 24 11:00 kim accept replace\n"
		  "a 24 11:01 kim accept refund\n"
		  "a 24 12:00 kim give replace\n"
		  "a 24 12:01 kim tell done\n",
	 "24T12:02",
	 "later update - 26T18:00 kim\n"
	 "later follow-up feedback 30T18:00 kim\n"
	 "later fix-done - 01T11:00 kim\n"
	 "later follow-up thank-you 04T12:01 kim\n"},
	{"what cannot be done is not owed",
	 ANSWERED "a 24 11:00 kim cannot all : Sold out.\n", "24T12:02",
	 "soon update - 25T18:00 kim\n"},
	{"a fix that they chose after another could not be is owed",
	 ANSWERED "a 24 11:00 kim cannot refund : Paid in cash.\n"
		  "a 24 11:01 kim accept replace\n",
	 "24T12:02",
	 "soon update - 25T18:00 kim\n"
	 "later fix-done - 01T11:01 kim\n"},
	{"so is one that they were let have though they were not right",
	 ANSWERED "a 24 11:00 kim finding not-upheld\n"
		  "a 24 11:01 kim accept replace\n",
	 "24T12:02",
	 "soon update - 25T18:00 kim\n"
	 "later fix-done - 01T11:01 kim\n"},
	{"and it is not, once that cannot be done either",
	 ANSWERED "a 24 11:00 kim accept replace\n"
		  "a 24 12:00 kim cannot replace : Sold out.\n",
	 "24T12:02", "soon update - 25T18:00 kim\n"},
	{"nor what they declined, all of it",
	 ANSWERED "a 24 10:00 kim offer replace\n"
		  "a 24 10:01 kim offer refund\n"
		  "a 24 11:00 kim decline replace\n"
		  "a 24 11:01 kim decline refund\n",
	 "24T12:02", "soon update - 25T18:00 kim\n"},
	{"one of two declined leaves it owed",
	 ANSWERED "a 24 10:00 kim offer replace\n"
		  "a 24 10:01 kim offer refund\n"
		  "a 24 11:00 kim decline replace\n",
	 "24T12:02",
	 "soon update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"what they chose and took back is neither promised nor owed",
	 ANSWERED "a 24 10:00 kim offer replace\n"
		  "a 24 10:01 kim offer refund\n"
		  "a 24 11:00 kim accept replace\n"
		  "a 24 11:00 kim promise p1 due=24T17:00 remedy=replace\n"
		  "a 24 11:10 kim decline replace\n"
		  "a 24 11:20 kim accept refund\n",
	 "25T08:00",
	 "today update - 25T18:00 kim\n"
	 "later fix-done - 01T11:20 kim\n"},
	{"but once it was due it was not kept",
	 ANSWERED "a 24 11:00 kim accept replace\n"
		  "a 24 11:00 kim promise p1 due=24T17:00 remedy=replace\n"
		  "a 24 17:10 kim decline replace\n",
	 "25T08:00",
	 "today apologise p1 25T10:00 jo\n"
	 "today update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"while we wait for them only a reminder is owed",
	 ANSWERED "a 23 11:00 kim wait - : the receipt\n", "24T12:00",
	 "later remind - 26T18:00 kim\n"},
	{"the second reminder comes after the first",
	 ANSWERED "a 23 11:00 kim wait - : the receipt\n"
		  "a 26 11:00 kim out phone\n"
		  "a 27 09:00 kim note - : no answer yet\n",
	 "27T12:00", "later remind - 01T18:00 kim\n"},
	{"a word long after settles no reminder that is still to come",
	 ANSWERED "a 23 11:00 kim wait - : the receipt\n"
		  "a 24 11:00 kim out phone\n"
		  "a 25 11:00 kim out phone\n",
	 "27T12:00", "later remind - 01T18:00 kim\n"},
	{"the open time waited is given back",
	 ANSWERED "a 23 11:00 kim wait - : the receipt\n"
		  "a 24 12:00 sam in phone\n",
	 "24T12:01",
	 "later update - 27T10:00 kim\n"
	 "later fix-done - 01T11:00 kim\n"},
	{"reopening starts the clocks anew",
	 ANSWERED "a 23 11:00 kim close satisfied\n"
		  "a 25 10:00 kim reopen - : It broke again.\n",
	 "25T11:00",
	 "later update - 27T18:00 kim\n"
	 "later answer - 28T14:00 kim\n"
	 "later fix-done - 02T10:00 kim\n"},
	{"once no more is said on the matter, what they were promised is owed, "
	 "what they chose, and that it is done",
	 "a 22 09:59 web open other channel=email\n"
	 "a 23 10:01 kim accept replace\n"
	 "a 23 10:02 kim accept refund\n"
	 "a 23 10:03 kim promise p1 due=24T17:00 : Ring\n"
	 "a 23 10:04 kim give refund\n"
	 "a 23 11:00 eva flag no-more-on-this-matter : It is settled.\n",
	 "25T08:00",
	 "late tell-after-fix - 23T14:04 kim\n"
	 "late promise p1 24T17:00 kim\n"
	 "today apologise p1 25T10:00 jo\n"
	 "later fix-done - 30T10:01 kim\n"
	 "later follow-up limits 22T09:00 eva\n"},
	{"and where they chose nothing, no word to them",
	 "a 23 09:00 web open other channel=email\n"
	 "a 23 11:00 eva flag no-more-on-this-matter\n",
	 "23T11:01", "later follow-up limits 22T09:00 eva\n"},
	{"nor to remind them, nor in after-care",
	 OPEN "a 23 10:10 kim prevent t1 due=24T17:00 : Double boxes\n"
	      "a 23 10:20 kim tell done\n"
	      "a 23 10:30 kim wait - : the receipt\n"
	      "a 23 11:00 eva flag no-more-on-this-matter\n"
	      "a 23 11:10 kim prevented t1\n",
	 "23T11:11", "later follow-up limits 22T09:00 eva\n"},
	{"until that is lifted",
	 OPEN "a 23 11:00 eva flag no-more-on-this-matter\n"
	      "a 23 12:00 eva flag no-limit\n",
	 "23T12:01",
	 "later update - 25T18:00 eva\n"
	 "later answer - 26T18:00 eva\n"
	 "later fix-done - 30T10:00 eva\n"},
	{"another measure stops nothing",
	 OPEN "a 23 11:00 eva flag one-channel\n", "23T12:01",
	 "later update - 25T18:00 eva\n"
	 "later answer - 26T18:00 eva\n"
	 "later fix-done - 30T10:00 eva\n"
	 "later follow-up limits 22T09:00 eva\n"},
	{"an escalation is the rung's to answer",
	 ANSWERED "a 23 11:00 kim escalate senior : They ask for more.\n",
	 "23T11:01",
	 "today reply senior 23T15:00 jo\n"
	 "later update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"a word from below the rung is no answer",
	 ANSWERED "a 23 11:00 kim escalate senior\n"
		  "a 23 11:10 kim out phone\n",
	 "23T11:11",
	 "today reply senior 23T15:00 jo\n"
	 "later update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"one from the rung is",
	 ANSWERED "a 23 11:00 kim escalate senior\n"
		  "a 23 11:10 jo out phone\n",
	 "23T11:11",
	 "later update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"or whatever else they say to the customer",
	 ANSWERED "a 23 11:00 kim escalate senior\n"
		  "a 23 11:05 jo note - : seen\n"
		  "a 23 11:10 jo offer replace\n",
	 "23T11:11",
	 "later update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"but not what they note for us",
	 ANSWERED "a 23 11:00 kim escalate senior\n"
		  "a 23 11:05 jo note - : seen\n"
		  "a 23 11:10 kim offer replace\n",
	 "23T11:11",
	 "today reply senior 23T15:00 jo\n"
	 "later update - 25T18:00 kim\n"
	 "later fix-done - 30T10:00 kim\n"},
	{"after-care runs from the last time they were told",
	 "a 16 10:00 kim open faulty channel=counter\n"
	 "a 16 10:10 kim tell done\n"
	 "a 17 10:10 kim tell done\n"
	 "a 18 10:10 kim close satisfied\n",
	 "19T08:00",
	 "today follow-up all-well 19T18:00 kim\n"
	 "later follow-up feedback 23T18:00 kim\n"
	 "later follow-up thank-you 27T10:10 kim\n"},
	{"its steps are settled by name, by feedback and by thanks",
	 "a 16 10:00 kim open faulty channel=counter\n"
	 "a 17 10:10 kim tell done\n"
	 "a 18 10:10 kim close unhappy\n"
	 "a 19 10:10 kim follow-up all-well\n"
	 "a 19 10:11 kim feedback 2\n"
	 "a 19 10:12 kim thank card\n",
	 "20T08:00", "later follow-up win-back 17T10:10 kim\n"},
	{"some kinds and outcomes go without",
	 "a 16 10:00 kim open late channel=counter\n"
	 "a 17 10:10 kim tell done\n"
	 "a 18 10:10 kim close best-done\n",
	 "18T12:00", "later follow-up feedback 23T18:00 kim\n"},
	{"a past complaint that was imported owes nothing",
	 "a 16 10:00 kim open late history=yes\n", "18T12:00", ""},
	{"nor does an erased one",
	 "a 16 10:00 kim open late\n"
	 "a 16 10:01 kim promise p1 due=16T12:00 : Ring\n"
	 "a 17 10:00 kim erase\n",
	 "18T12:00", ""},
	{"prevention is owed until it is done",
	 ANSWERED "a 23 10:10 kim prevent t1 due=27T18:00 : Double boxes\n"
		  "a 23 10:11 kim prevent t2 due=27T17:00 : A sign\n"
		  "a 23 10:12 kim prevent none : Shown again\n"
		  "a 23 10:20 kim close satisfied\n"
		  "a 23 10:21 kim feedback 5\n"
		  "a 23 10:22 kim thank card\n"
		  "a 24 10:22 kim prevented t2\n",
	 "24T12:00",
	 "later follow-up changed 26T18:00 kim\n"
	 "later prevention t1 27T18:00 kim\n"},
	{"what a gate let pass stays until it is made good",
	 ANSWERED "a 23 10:20 kim close satisfied skipped=cause,prevention\n"
		  "a 23 10:21 kim feedback 5\n"
		  "a 23 10:22 kim thank card\n"
		  "a 23 10:30 kim cause stock\n",
	 "23T12:00", "today skipped prevention 23T18:00 kim\n"},
	{"a cause that comes again goes to the top",
	 "a 01 10:00 kim open late history=yes customer=Ana\n"
	 "a 16 10:00 kim cause carrier\n"
	 "b 02 10:00 kim open late history=yes customer=Bo\n"
	 "b 17 10:00 kim cause carrier\n"
	 "c 03 10:00 kim open late history=yes customer=Cy\n"
	 "c 18 10:00 kim cause carrier\n",
	 "19T08:00", "later prevention carrier 21T14:00 eva\n"},
	{"not of the same customer",
	 "a 01 10:00 kim open late history=yes phone=600111222\n"
	 "a 16 10:00 kim cause carrier\n"
	 "b 02 10:00 kim open late history=yes phone=600111222\n"
	 "b 17 10:00 kim cause carrier\n"
	 "c 03 10:00 kim open late history=yes phone=600333444\n"
	 "c 18 10:00 kim cause carrier\n",
	 "19T08:00", ""},
	{"and not once a later prevent answers it",
	 "a 01 10:00 kim open late history=yes customer=Ana\n"
	 "a 16 10:00 kim cause carrier\n"
	 "a 18 11:00 kim prevent none : Told them.\n"
	 "b 02 10:00 kim open late history=yes customer=Bo\n"
	 "b 17 10:00 kim cause carrier\n"
	 "c 03 10:00 kim open late history=yes customer=Cy\n"
	 "c 18 10:00 kim cause carrier\n",
	 "19T08:00", ""},
};

static void
each_story_owes_what_it_says(void **state)
{
	(void)state;
	assert_int_equal(story_wrong(plan, stories,
				     sizeof(stories) / sizeof(*stories), false),
			 0);
}

/* The same lines, the last one first. */
static char *
turned_round(const char *events)
{
	size_t len = strlen(events), end = len;
	struct buffer out = {0};

	for (size_t at = len; at-- > 0;) {
		if (at > 0 && events[at - 1] != '\n')
			continue;
		buffer_add(&out, events + at, end - at);
		end = at;
	}
	return out.at ? out.at : mem_copy("");
}

static void
the_order_of_the_lines_changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(stories) / sizeof(*stories); i++) {
		char *events = turned_round(stories[i].events);
		char *got = story_owed(plan, events, stories[i].now, false);

		assert_string_equal(got, stories[i].owed);
		free(events);
		free(got);
	}
}

static void
without_a_plan_the_open_promises_are_owed_all_the_same(void **state)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};
	struct fail why;
	struct zone *utc = zone_load("UTC", &why);

	(void)state;
	story_tell(&told, NULL,
		   ANSWERED "a 23 10:10 kim promise p1 due=24T17:00 : Ring\n");
	duty_view_init(&view, NULL, utc, story_instant("25T08:00"));
	owed_on_book(&list, &view, &told.book, &told.arena);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.at[0].kind, DUTY_PROMISE);
	assert_int_equal(list.at[0].state, DUTY_LATE);
	assert_int_equal(list.at[0].rule_line, 0);
	duty_list_release(&list);
	story_end(&told);
	zone_free(utc);
}

static void
of_two_at_the_same_time_the_hotter_and_the_promised_come_first(void **state)
{
	char *got =
		story_owed(plan,
			   "a 23 10:00 kim open late channel=phone heat=angry\n"
			   "a 23 10:05 kim restate\n"
			   "b 23 10:00 jo open late channel=phone heat=calm\n"
			   "b 23 10:05 jo promise p1 due=25T18:00 : Ring\n"
			   "c 23 09:00 eva open late channel=phone heat=calm\n"
			   "c 23 09:01 eva restate\n",
			   "25T08:00", false);

	(void)state;
	assert_string_equal(got, "today promise p1 25T18:00 jo\n"
				 "today update - 25T18:00 kim\n"
				 "today update - 25T18:00 eva\n"
				 "today update - 25T18:00 jo\n"
				 "soon answer - 26T18:00 kim\n"
				 "soon answer - 26T18:00 eva\n"
				 "soon answer - 26T18:00 jo\n"
				 "later fix-done - 30T09:00 eva\n"
				 "later fix-done - 30T10:00 kim\n"
				 "later fix-done - 30T10:00 jo\n");
	free(got);
}

static void
what_is_unusual_is_not_listed_unasked(void **state)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};

	(void)state;
	story_tell(&told, plan,
		   ANSWERED "a 23 10:10 kim promise p1 due=30T17:00 : Ring\n");
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant("24T08:00"));
	owed_on_case(&list, &view, &told.book.cases[0], &told.arena);
	assert_int_equal(list.count, 3);
	assert_int_equal(list.at[0].kind, DUTY_UPDATE);
	assert_true(duty_is_usual(&list.at[0], &view));
	assert_int_equal(list.at[1].kind, DUTY_FIX_DONE);
	assert_false(duty_is_usual(&list.at[1], &view));
	assert_int_equal(list.at[2].kind, DUTY_PROMISE);
	assert_true(duty_is_usual(&list.at[2], &view));
	duty_list_release(&list);
	story_end(&told);
}

/* Deadlines are warned of three open days ahead, promises a minute. */
static const char warning[] =
	STORY_PLAN("", "  warn-before: {promise: 1m, deadline: 3bd}\n");

static void
of_two_at_the_same_time_the_one_that_is_warned_of_comes_first(void **state)
{
	char *got =
		story_owed(warning,
			   "a 02 10:00 kim open late channel=counter\n"
			   "a 02 10:01 kim promise p1 due=05T18:00 : Ring\n",
			   "03T12:00", true);

	(void)state;
	assert_string_equal(got, "soon update - 04T18:00 kim !\n"
				 "later answer - 05T18:00 kim !\n"
				 "later promise p1 05T18:00 kim\n"
				 "later fix-done - 09T10:00 kim\n");
	free(got);
}

static void
what_is_warned_of_is_listed_however_far_off(void **state)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};

	(void)state;
	story_tell(&told, warning,
		   "a 02 10:00 kim open late channel=counter\n");
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant("03T12:00"));
	owed_on_book(&list, &view, &told.book, &told.arena);
	assert_int_equal(list.count, 3);
	assert_true(list.at[1].kind == DUTY_ANSWER && list.at[1].warn);
	assert_true(list.at[1].act_by > view.horizon);
	assert_true(duty_is_usual(&list.at[1], &view));
	assert_false(list.at[2].warn || duty_is_usual(&list.at[2], &view));
	duty_list_release(&list);
	story_end(&told);
}

static void
a_promise_of_a_remedy_names_the_line_of_the_remedy(void **state)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};
	struct record record;
	struct buffer line = {0};

	(void)state;
	story_tell(&told, plan,
		   ANSWERED
		   "a 23 10:10 kim promise p1 due=23T12:00 remedy=replace "
		   ": Replace it\n");
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant("23T11:00"));
	owed_on_case(&list, &view, &told.book.cases[0], &told.arena);
	duty_record(&record, &list.at[0], &view, &told.arena);
	record_encode(&line, &record);
	memcpy(strchr(line.at, '\t') + 1, "261101-XXXXXXX", CASEID_LEN);
	assert_string_equal(
		line.at,
		"2026-11-23T10:10:00.000+01:00\t261101-XXXXXXX\tdue\tpromise\t"
		"kim\t2026-11-23T12:00:00+01:00\t-\tReplace it\t"
		"act-by=2026-11-23T12:00:00+01:00\tcategory=late\tref=p1\t"
		"rule=policies.yaml:30\tstate=today\t"
		"warn=yes\n");
	buffer_release(&line);
	duty_list_release(&list);
	story_end(&told);
}

static void
the_text_of_a_cause_names_the_customers(void **state)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};

	(void)state;
	story_tell(&told, plan,
		   "a 01 10:00 kim open late customer=Ana\n"
		   "a 16 10:00 kim cause carrier\n"
		   "a 16 11:00 kim close satisfied\n"
		   "b 02 10:00 kim open late customer=Bo\n"
		   "b 17 10:00 kim cause carrier\n"
		   "c 03 10:00 kim open late customer=Cy\n"
		   "c 18 10:00 kim cause carrier\n");
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant("19T08:00"));
	owed_apart(&list, &view, &told.book, &told.arena);
	assert_int_equal(list.count, 1);
	assert_string_equal(list.at[0].text,
			    "\"carrier\" was the cause 3 times "
			    "in 60 days: Ana, Bo, Cy");
	assert_string_equal(casefile_detail(list.at[0].file, "customer"), "Bo");
	duty_list_release(&list);
	story_end(&told);
}

/* prevention.again-after-task */
static void
a_cause_that_came_again_after_something_was_done_says_what(void **state)
{
	static const char tasked[] = STORY_PLAN(
		"", "") "  again-after-task: {within: 10d, does: to-owner}\n";
	static const char *const last[][2] = {
		{"a 02 10:00 kim prevent t1 due=09T18:00 : Double boxes\n"
		 "a 03 10:00 kim prevented t1 "
		 "of=2026-11-02T10:00:00.000+01:00\n",
		 "\"carrier\" came again, Bo, though \"Double boxes\" was "
		 "done against it"},
		{"a 03 10:00 kim prevented t9\n",
		 "\"carrier\" came again, Bo, though something was done "
		 "against it"},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct story_told told;
		struct duty_view view;
		struct duty_list list = {0};
		struct buffer events = {0};

		buffer_format(&events,
			      "a 01 10:00 kim open late customer=Ana\n"
			      "a 01 11:00 kim cause carrier\n%s"
			      "b 05 10:00 kim open late customer=Bo\n"
			      "b 05 11:00 kim cause carrier\n",
			      last[i][0]);
		story_tell(&told, tasked, events.at);
		duty_view_init(&view, told.policy, told.policy->shop.zone,
			       story_instant("06T08:00"));
		owed_apart(&list, &view, &told.book, &told.arena);
		assert_int_equal(list.count, 1);
		assert_string_equal(list.at[0].text, last[i][1]);
		assert_string_equal(list.at[0].who, "eva");
		duty_list_release(&list);
		story_end(&told);
		buffer_release(&events);
	}
}

/* The plan, with more lines of escalation. */
static char *
with_escalation(const char *lines)
{
	static const char section[] = "escalation:\n";
	const char *at = strstr(plan, section) + strlen(section);
	struct buffer more = {0};

	buffer_add(&more, plan, (size_t)(at - plan));
	buffer_add_string(&more, lines);
	buffer_add_string(&more, at);
	return more.at;
}

#define FIX "later fix-done - 30T10:00 "
#define MISSED \
	ANSWERED "a 23 10:10 kim heard\n" /* the update is due 25T18:00 */

/* escalation.up-one-when: [deadline-missed] */
static void
a_deadline_that_was_missed_takes_the_case_a_rung_up(void **state)
{
	static const struct story up[] = {
		{"nothing goes up before it is missed", MISSED, "25T17:59",
		 "today update - 25T18:00 kim\n" FIX "kim\n"},
		{"then it is the next rung's, within their time", MISSED,
		 "26T09:00",
		 "late update - 25T18:00 kim\n"
		 "today reply senior 26T13:00 jo\n" FIX "kim\n"},
		{"once it is met, late, there is nothing to take up",
		 MISSED "a 26 09:10 kim out phone\n", "26T09:20",
		 "later update - 28T14:00 kim\n" FIX "kim\n"},
		{"who is handed it has it", MISSED "a 26 09:10 kim assign jo\n",
		 "26T09:20", "late update - 25T18:00 jo\n" FIX "jo\n"},
		{"a word of theirs meets it, too",
		 MISSED "a 26 09:10 jo out phone\n", "26T09:20",
		 "later update - 28T14:00 kim\n" FIX "kim\n"},
		{"missed again with them, it goes up again",
		 MISSED "a 26 09:10 jo assign jo\n"
			"a 26 09:11 jo out phone\n",
		 "29T09:20",
		 "late update - 28T14:00 jo\n"
		 "soon fix-done - 30T10:00 jo\n"
		 "later reply owner 01T18:00 eva\n"},
		{"what was escalated by hand is not owed twice",
		 MISSED "a 25 17:00 kim escalate senior\n", "26T09:00",
		 "late update - 25T18:00 kim\n"
		 "today reply senior 26T12:00 jo\n" FIX "kim\n"},
		{"closing it ends that",
		 MISSED "a 26 09:10 kim close satisfied\n"
			"a 26 09:11 kim feedback 5\n"
			"a 26 09:11 kim thank card\n",
		 "26T09:20", ""},
	};
	static const struct story straight[] = {
		{"or straight to where the plan says", MISSED, "26T09:00",
		 "late update - 25T18:00 kim\n"
		 "soon reply owner 27T18:00 eva\n" FIX "kim\n"},
	};
	char *plans[] = {
		with_escalation("  up-one-when: [deadline-missed]\n"),
		with_escalation("  straight-to: {owner: [deadline-missed]}\n"),
		with_escalation("  up-one-when: [manager]\n"),
	};
	char *got = story_owed(plans[2], MISSED, "26T09:00", false);

	(void)state;
	assert_int_equal(
		story_wrong(plans[0], up, sizeof(up) / sizeof(*up), false), 0);
	assert_int_equal(story_wrong(plans[1], straight, 1, false), 0);
	assert_null(strstr(got, "reply"));
	free(got);
	for (size_t i = 0; i < sizeof(plans) / sizeof(*plans); i++)
		free(plans[i]);
}

/* heat.abusive.to-rung */
static void
abuse_is_taken_up_from_when_it_was_noted(void **state)
{
	static const struct story abused[] = {
		{"however long ago the case was opened",
		 ANSWERED "a 25 11:00 kim out phone\n"
			  "a 26 11:00 kim heat abusive\n",
		 "26T11:01",
		 "today reply senior 26T15:00 jo\n"
		 "soon update - 27T18:00 kim\n" FIX "kim\n"},
		{"and not anew when it is noted again",
		 ANSWERED "a 25 11:00 kim out phone\n"
			  "a 26 11:00 kim heat abusive\n"
			  "a 26 12:00 kim heat abusive\n",
		 "26T12:01",
		 "today reply senior 26T15:00 jo\n"
		 "soon update - 27T18:00 kim\n" FIX "kim\n"},
		{"unless they were calm between",
		 ANSWERED "a 23 11:00 kim heat abusive\n"
			  "a 25 11:00 kim out phone\n"
			  "a 25 11:01 kim amend heat=calm\n"
			  "a 26 11:00 kim amend heat=abusive\n",
		 "26T11:01",
		 "today reply senior 26T15:00 jo\n"
		 "soon update - 27T18:00 kim\n" FIX "kim\n"},
		{"a word of that rung before is no answer",
		 ANSWERED "a 26 11:00 kim assign kim\n"
			  "a 26 11:01 jo out phone\n"
			  "a 26 12:00 kim heat abusive\n",
		 "26T12:01",
		 "today reply senior 26T16:00 jo\n"
		 "later update - 28T14:00 kim\n" FIX "kim\n"},
		{"nor is that it was sent up before, and answered",
		 ANSWERED "a 25 11:00 kim escalate senior\n"
			  "a 25 11:01 jo out phone\n"
			  "a 26 12:00 kim heat abusive\n",
		 "26T12:01",
		 "today reply senior 26T16:00 jo\n"
		 "soon update - 27T18:00 kim\n" FIX "kim\n"},
		{"one behind it is",
		 ANSWERED "a 26 11:01 kim heat abusive\n"
			  "a 26 12:00 jo out phone\n",
		 "26T12:01", "later update - 28T14:00 kim\n" FIX "kim\n"},
		{"and so is that it is theirs",
		 ANSWERED "a 25 11:00 kim assign jo\n"
			  "a 26 11:00 jo out phone\n"
			  "a 26 11:01 jo heat abusive\n",
		 "26T12:01", "later update - 28T14:00 jo\n" FIX "jo\n"},
		{"who opened a case with it owes it from there",
		 "a 26 10:00 kim open late channel=counter heat=abusive\n"
		 "a 26 10:01 kim restate\n"
		 "a 26 10:02 kim finding upheld\n",
		 "26T12:01",
		 "today reply senior 26T14:00 jo\n"
		 "later update - 28T14:00 kim\n"
		 "later fix-done - 03T10:00 kim\n"},
	};
	struct buffer heated = {0};

	(void)state;
	buffer_add_string(&heated, plan);
	buffer_add_string(&heated, "heat: {abusive: {to-rung: senior}}\n");
	assert_int_equal(story_wrong(heated.at, abused,
				     sizeof(abused) / sizeof(*abused), false),
			 0);
	buffer_release(&heated);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(abuse_is_taken_up_from_when_it_was_noted),
		cmocka_unit_test(each_story_owes_what_it_says),
		cmocka_unit_test(the_order_of_the_lines_changes_nothing),
		cmocka_unit_test(
			without_a_plan_the_open_promises_are_owed_all_the_same),
		cmocka_unit_test(
			of_two_at_the_same_time_the_hotter_and_the_promised_come_first),
		cmocka_unit_test(
			of_two_at_the_same_time_the_one_that_is_warned_of_comes_first),
		cmocka_unit_test(what_is_warned_of_is_listed_however_far_off),
		cmocka_unit_test(what_is_unusual_is_not_listed_unasked),
		cmocka_unit_test(
			a_promise_of_a_remedy_names_the_line_of_the_remedy),
		cmocka_unit_test(the_text_of_a_cause_names_the_customers),
		cmocka_unit_test(
			a_cause_that_came_again_after_something_was_done_says_what),
		cmocka_unit_test(
			a_deadline_that_was_missed_takes_the_case_a_rung_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
