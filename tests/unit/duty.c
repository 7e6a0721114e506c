#include "life.h"

static const char stopping[] = STORY_PLAN("", STOPPING);
static const char running[] = STORY_PLAN("", RUNNING);

static const struct life lives[] = {
	{DUTY_PROMISE,
	 PROMISES,
	 {"kept p1", "broken p1", "renew p1 due=09T12:00"},
	 {"out phone", "kept p2", "apology", "give replace"},
	 false,
	 false,
	 false},
	{DUTY_ACKNOWLEDGE,
	 OPENS,
	 {"out email", "tell plan", "restate", "promise p1 due=09T12:00",
	  "apology"},
	 {"note", "in email", "step"},
	 true,
	 true,
	 true},
	{DUTY_FIRST_ACTION,
	 OPENS,
	 {"step", "evidence photo", "promise p1 due=09T12:00", "offer replace",
	  "give replace"},
	 {"out email", "note"},
	 true,
	 true,
	 true},
	{DUTY_UPDATE,
	 OPENS,
	 {"out email", "tell plan", "restate"},
	 {"note", "in email", "step"},
	 true,
	 true,
	 true},
	{DUTY_ANSWER,
	 OPENS,
	 {"offer replace", "accept replace", "decline replace", "wish granted",
	  "give replace", "finding upheld", "tell plan"},
	 {"out email", "tell changed"},
	 true,
	 true,
	 true},
	{DUTY_FIX_DONE,
	 OPENS "a 02 10:01 kim offer replace\na 02 10:02 kim offer refund\n"
	       "a 02 10:03 kim decline refund\n",
	 {"give replace", "cannot all", "decline replace",
	  "finding not-upheld"},
	 {"give voucher-5", "finding upheld", "tell done"},
	 true,
	 true,
	 true},
	{DUTY_TELL_AFTER_FIX,
	 OPENS "a 02 10:01 kim give replace\n",
	 {"tell done"},
	 {"tell plan", "out email", "give voucher-5"},
	 true,
	 true,
	 false},
	{DUTY_FINAL_WORD,
	 OPENS,
	 {"close satisfied"},
	 {"tell done", "give replace"},
	 true,
	 true,
	 true},
	{DUTY_APOLOGISE,
	 PROMISES "a 02 11:00 kim broken p1\n",
	 {"apology"},
	 {"out phone", "renew p1 due=09T12:00", "empathy", "kept p1"},
	 false,
	 false,
	 false},
	{DUTY_REMIND,
	 OPENS "a 02 10:01 kim wait : the receipt\n",
	 {"in email", "resume"},
	 {"note", "step"},
	 false,
	 true,
	 false},
	{DUTY_REPLY,
	 OPENS "a 02 10:01 kim escalate senior\n",
	 {"assign jo", "approve replace"},
	 {"out email", "note"},
	 false,
	 true,
	 false},
	{DUTY_FOLLOW_UP,
	 OPENS "a 02 10:01 kim tell done\na 02 10:02 kim thank card\n"
	       "a 02 10:03 kim feedback 5\n",
	 {"follow-up all-well"},
	 {"follow-up feedback", "out phone", "feedback 5"},
	 false,
	 false,
	 false},
	{DUTY_PREVENTION,
	 OPENS "a 02 10:01 kim prevent t1 due=09T18:00 : Double boxes\n",
	 {"prevented t1"},
	 {"prevented t2", "cause carrier", "prevent none"},
	 false,
	 false,
	 false},
	{DUTY_REVIEW,
	 OPENS "a 02 10:01 kim review google\n",
	 {"out review"},
	 {"out email", "review google", "tell done"},
	 false,
	 false,
	 false},
	{DUTY_SKIPPED,
	 OPENS "a 02 10:01 kim offer replace skipped=restated\n",
	 {"restate", "override restated"},
	 {"confirm", "override confirmed"},
	 false,
	 false,
	 false},
};

#define LIVES (sizeof(lives) / sizeof(*lives))

static size_t
times_owed(const char *plan, const char *story, const char *line,
	   enum duty_kind kind, const char *now, int64_t *since)
{
	return life_times_due(plan, story, "kim", line, kind, NULL, now, since);
}

static void
every_kind_of_duty_begins_and_can_be_settled(void **state)
{
	bool seen[DUTY_KIND_COUNT] = {false};
	int64_t since;

	(void)state;
	for (size_t i = 0; i < LIVES; i++) {
		const struct life *life = &lives[i];
		const char *name = duty_kind_name(life->kind);

		if (times_owed(running, life->begins, NULL, life->kind,
			       "02T12:30", &since) != 1)
			fail_msg("%s does not begin", name);
		for (size_t k = 0; k < SETTLERS && life->settles[k]; k++) {
			seen[life->kind] = true;
			if (times_owed(running, life->begins, life->settles[k],
				       life->kind, "02T12:30", &since) != 0)
				fail_msg("%s is not settled by %s", name,
					 life->settles[k]);
		}
	}
	/* Nothing is to be done about what was passed over. */
	seen[DUTY_PASSED_OVER] = true;
	for (int kind = 0; kind < DUTY_KIND_COUNT; kind++) {
		if (!seen[kind])
			fail_msg("nothing settles %s",
				 duty_kind_name((enum duty_kind)kind));
	}
}

static void
nothing_else_settles_it(void **state)
{
	int64_t since;

	(void)state;
	for (size_t i = 0; i < LIVES; i++) {
		for (size_t k = 0; k < SETTLERS && lives[i].spares[k]; k++) {
			const char *line = lives[i].spares[k];
			enum duty_kind kind = lives[i].kind;

			if (times_owed(running, lives[i].begins, line, kind,
				       "02T12:30", &since) == 0)
				fail_msg("%s is settled by %s",
					 duty_kind_name(kind), line);
		}
	}
}

static void
a_wait_stops_what_the_plan_names_and_nothing_else(void **state)
{
	int64_t since;

	(void)state;
	for (size_t i = 0; i < LIVES; i++) {
		enum duty_kind kind = lives[i].kind;
		struct buffer story = {0};

		if (kind == DUTY_REMIND)
			continue;
		buffer_add_string(&story, lives[i].begins);
		buffer_add_string(&story, "a 02 11:10 kim wait : receipt\n");
		if (times_owed(stopping, story.at, NULL, kind, "02T11:20",
			       &since) != (lives[i].stops ? 0 : 1))
			fail_msg("a wait %s %s",
				 lives[i].stops ? "does not stop" : "stops",
				 duty_kind_name(kind));
		if (times_owed(running, story.at, NULL, kind, "02T11:20",
			       &since) != 1)
			fail_msg("an unnamed %s is stopped",
				 duty_kind_name(kind));
		buffer_release(&story);
	}
}

static void
closing_ends_and_reopening_begins_what_it_should(void **state)
{
	int64_t since;

	(void)state;
	for (size_t i = 0; i < LIVES; i++) {
		enum duty_kind kind = lives[i].kind;
		struct buffer story = {0};

		buffer_add_string(&story, lives[i].begins);
		buffer_add_string(&story, "a 02 11:40 kim close unhappy\n");
		if ((times_owed(running, story.at, NULL, kind, "02T12:30",
				&since) == 0) != lives[i].ends)
			fail_msg("closing %s %s",
				 lives[i].ends ? "does not end" : "ends",
				 duty_kind_name(kind));
		buffer_add_string(&story, "a 02 12:10 kim reopen : Again.\n");
		since = INSTANT_NONE;
		times_owed(running, story.at, NULL, kind, "02T12:30", &since);
		if ((since == story_instant("02T12:10")) != lives[i].anew)
			fail_msg("reopening %s %s",
				 lives[i].anew ? "does not begin" : "begins",
				 duty_kind_name(kind));
		buffer_release(&story);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_duty_begins_and_can_be_settled),
		cmocka_unit_test(nothing_else_settles_it),
		cmocka_unit_test(
			a_wait_stops_what_the_plan_names_and_nothing_else),
		cmocka_unit_test(
			closing_ends_and_reopening_begins_what_it_should),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
