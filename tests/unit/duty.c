#include "duty.h"

#include "repeat.h"
#include "story.h"

/* A plan in which every clock runs, and a wait stops all or none of them. */
#define ALL_CLOCKS                                                       \
	"  low: {acknowledge: 2bh, first-action: 1bd, final-word: 8w}\n" \
	"  normal: {acknowledge: 2bh, first-action: 1bd, final-word: 8w}\n"

static const char stopping[] = STORY_PLAN(
	"", ALL_CLOCKS
	"  pause-while: [waiting-for-customer]\n"
	"  pause-stops: [acknowledge, first-action, update-every, answer,\n"
	"    fix-done, tell-after-fix, final-word]\n");
static const char running[] =
	STORY_PLAN("", ALL_CLOCKS "  pause-while: [waiting-for-customer]\n"
				  "  pause-stops: []\n");

#define SETTLERS 8

/*
 * What begins a duty, and each event that settles it on its own. Whether it
 * stands still while we wait for the customer, ends with the case, and begins
 * anew when that is reopened (DESIGN, section 6, "Clocks and duties").
 */
struct life {
	enum duty_kind kind;
	const char *begins;
	const char *settles[SETTLERS];
	const char
		*spares[SETTLERS]; /* what might be taken for it, and is not */
	bool stops, ends, anew;
};

#define OPENS "a 02 10:00 kim open faulty channel=email severity=normal\n"
#define PROMISES OPENS "a 02 10:01 kim promise p1 due=02T11:30 : Ring\n"

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
	 {"offer replace", "finding upheld", "tell plan"},
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

/* How often a duty of the kind, and with that ref where one is given, is owed,
 * after the story and one more line by somebody; and since when, of the last of
 * them. */
static size_t
times_due(const char *plan, const char *story, const char *line_by,
	  const char *line, enum duty_kind kind, const char *ref,
	  const char *now, int64_t *since)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};
	struct buffer events = {0};
	size_t count = 0;

	buffer_add_string(&events, story);
	if (line)
		buffer_format(&events, "a 02 12:00 %s %s\n", line_by, line);
	story_tell(&told, plan, events.at);
	repeat_mark(&told.book, told.policy);
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant(now));
	owed_on_book(&list, &view, &told.book, &told.arena);
	for (size_t i = 0; i < list.count; i++) {
		const struct duty *duty = &list.at[i];

		if (duty->kind != kind ||
		    (ref && (!duty->ref || strcmp(duty->ref, ref) != 0)))
			continue;
		/* An update, a promise that moved: the same again, later. */
		if (line && duty->since == story_instant("02T12:00"))
			continue;
		*since = duty->since;
		count++;
	}
	duty_list_release(&list);
	story_end(&told);
	buffer_release(&events);
	return count;
}

static size_t
times_owed(const char *plan, const char *story, const char *line,
	   enum duty_kind kind, const char *now, int64_t *since)
{
	return times_due(plan, story, "kim", line, kind, NULL, now, since);
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

/* What is owed under the name of such a kind for another reason than its first:
 * by its ref, in a plan that has all of them. */
static const char also[] = STORY_PLAN(
	"", ALL_CLOCKS
	"  pause-while: [waiting-for-customer]\n"
	"  pause-stops: [acknowledge, first-action, update-every, answer,\n"
	"    fix-done, tell-after-fix, final-word]\n") "  again-after-task: "
						       "{within: 90d}\n"
						       "  "
						       "tell-customer-what-"
						       "changed: "
						       "\"yes\"\n"
						       "heat: {levels: [calm, "
						       "upset, abusive], "
						       "abusive: {to-rung: "
						       "senior}}\n"
						       "intake: {repeat: "
						       "{window: 180d, "
						       "second-case: {to-rung: "
						       "senior}}}\n"
						       "unreasonable: {who: "
						       "senior, review-after: "
						       "90d}\n"
						       "authority: {counter: "
						       "{fix: 5.00, gesture: "
						       "5.00}, senior: {fix: "
						       "50.00, "
						       "gesture: 5.00}, owner: "
						       "{fix: unlimited, "
						       "gesture: unlimited}, "
						       "answer-asked-within: "
						       "2bh}\n";

#define THRICE                                           \
	OPENS "a 02 10:01 kim cause carrier\n"           \
	      "b 02 10:02 kim open late customer=Ben\n"  \
	      "b 02 10:03 kim cause carrier\n"           \
	      "c 02 10:04 kim open late customer=Cleo\n" \
	      "c 02 10:05 kim cause carrier\n"

static const struct {
	const char *ref;
	struct life life;
} turns[] = {
	{"feedback",
	 {DUTY_FOLLOW_UP,
	  OPENS "a 02 10:01 kim tell done\n",
	  {"feedback 5", "feedback declined", "follow-up feedback"},
	  {"follow-up all-well", "thank card", "out phone"},
	  false,
	  false,
	  false}},
	{"thank-you",
	 {DUTY_FOLLOW_UP,
	  OPENS "a 02 10:01 kim tell done\n",
	  {"thank card", "follow-up thank-you"},
	  {"follow-up all-well", "feedback 5", "out phone"},
	  false,
	  false,
	  false}},
	{"changed",
	 {DUTY_FOLLOW_UP,
	  OPENS "a 02 10:01 kim prevent t1 : Boxes\n"
		"a 02 10:02 kim prevented t1\n",
	  {"tell changed", "follow-up changed"},
	  {"tell done", "out email"},
	  false,
	  false,
	  false}},
	{"limits",
	 {DUTY_FOLLOW_UP,
	  OPENS "a 02 10:01 jo flag one-channel\n",
	  {"flag no-limit", "flag one-channel"},
	  {"flag manager", "note", "tell done"},
	  false,
	  false,
	  false}},
	{"senior",
	 {DUTY_REPLY,
	  OPENS "a 02 10:01 kim heat abusive\n",
	  {"assign jo", "approve replace", "out email", "heat calm"},
	  {"in email", "note", "heat abusive"},
	  false,
	  true,
	  false}},
	{"refund",
	 {DUTY_REPLY,
	  OPENS "a 02 10:01 kim escalate senior remedy=refund\n",
	  {"approve refund", "cannot refund", "assign jo", "out email", "note",
	   "wish declined", "offer refund", "give refund"},
	  {"in email", "step", "approve replace", "offer replace"},
	  false,
	  true,
	  false}},
	/* A second complaint within intake.repeat. */
	{"senior",
	 {DUTY_REPLY,
	  "b 01 10:00 kim open other customer=Ana phone=600111222\n"
	  "a 02 10:00 kim open faulty channel=email severity=normal "
	  "customer=Ana phone=600111222\n"
	  "a 02 10:01 kim assign kim\n",
	  {"assign jo", "approve replace", "out email"},
	  {"in email", "note", "step"},
	  false,
	  true,
	  false}},
	{"carrier",
	 {DUTY_PREVENTION,
	  THRICE,
	  {"prevent t1 : Boxes"},
	  {"note", "step", "tell done"},
	  false,
	  false,
	  false}},
};

#define TURNS (sizeof(turns) / sizeof(*turns))

static size_t
times_turned(size_t turn, const char *story, const char *line, const char *now,
	     int64_t *since)
{
	return times_due(also, story, "jo", line, turns[turn].life.kind,
			 turns[turn].ref, now, since);
}

static void
so_does_what_is_owed_for_another_reason(void **state)
{
	int64_t since;

	(void)state;
	for (size_t i = 0; i < TURNS; i++) {
		const struct life *life = &turns[i].life;

		if (times_turned(i, life->begins, NULL, "02T12:30", &since) !=
		    1)
			fail_msg("%s does not begin", turns[i].ref);
		for (size_t k = 0; k < SETTLERS && life->settles[k]; k++) {
			if (times_turned(i, life->begins, life->settles[k],
					 "02T12:30", &since) != 0)
				fail_msg("%s is not settled by %s",
					 turns[i].ref, life->settles[k]);
		}
		for (size_t k = 0; k < SETTLERS && life->spares[k]; k++) {
			if (times_turned(i, life->begins, life->spares[k],
					 "02T12:30", &since) == 0)
				fail_msg("%s is settled by %s", turns[i].ref,
					 life->spares[k]);
		}
	}
}

static void
and_is_paused_and_ended_as_the_others_of_its_kind(void **state)
{
	int64_t since;

	(void)state;
	for (size_t i = 0; i < TURNS; i++) {
		const struct life *life = &turns[i].life;
		struct buffer story = {0};

		buffer_add_string(&story, life->begins);
		buffer_add_string(&story, "a 02 11:10 kim wait : receipt\n");
		if (times_turned(i, story.at, NULL, "02T11:20", &since) !=
		    (life->stops ? 0 : 1))
			fail_msg("a wait %s %s",
				 life->stops ? "does not stop" : "stops",
				 turns[i].ref);
		buffer_clear(&story);
		buffer_add_string(&story, life->begins);
		buffer_add_string(&story, "a 02 11:40 kim close satisfied\n");
		if ((times_turned(i, story.at, NULL, "02T12:30", &since) ==
		     0) != life->ends)
			fail_msg("closing %s %s",
				 life->ends ? "does not end" : "ends",
				 turns[i].ref);
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
		cmocka_unit_test(so_does_what_is_owed_for_another_reason),
		cmocka_unit_test(
			and_is_paused_and_ended_as_the_others_of_its_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
