#include "verbhelp.h"

#include "support.h"

static void
the_verbs_are_listed_in_their_groups(void **state)
{
	struct buffer out = {0};

	(void)state;
	verbhelp_list(&out);
	assert_non_null(strstr(out.at, "\nlistening      heard  point  heart  "
				       "restate  confirm  heat  flag\n"));
	assert_non_null(strstr(out.at, "\nputting right  offer  accept  "
				       "decline  wish  cannot  give\n"));
	assert_non_null(strstr(out.at, "\nending         close  follow-up  "
				       "feedback  thank  review  reopen\n"));
	assert_non_null(strstr(out.at, "case-log --undo CASE"));
	buffer_release(&out);
}

static void
a_verb_is_explained_in_this_plans_words(void **state)
{
	static const struct {
		enum verb verb;
		bool faulty;
		const char *want;
	} rows[] = {
		{VERB_NOTE, false,
		 "case-log CASE note WORDS\n"
		 "  a note that stays inside\n"
		 "  people also say: remark, comment, memo; type note\n"},
		{VERB_CLOSE, false,
		 "case-log CASE close WHAT [WORDS]\n"
		 "  nothing is owed any more; how they left\n"
		 "  WHAT is an outcome: delighted, satisfied, placated, "
		 "unhappy, walked-away,\n"
		 "  best-done\n"
		 "  people also say: closed, solved, resolved, solve, resolve, "
		 "finish, finished,\n    end; type close\n"},
		{VERB_OUT, true,
		 "case-log CASE out [WHAT] [WORDS]\n"
		 "  we talked or wrote to them\n"
		 "  WHAT is a channel\n"
		 "  people also say: rang, called, phoned, emailed, mailed, "
		 "wrote, contacted,\n    call, ring, sent, texted; type out\n"},
		{VERB_RETRACT, false,
		 "case-log CASE retract -k of=TIME\n"
		 "  an event never was (case-log --undo CASE) (stays inside)\n"
		 "  type instead: case-log --undo CASE, which takes the last "
		 "batch back; one\n  event of it alone wants -k of=TIME\n"
		 "  people also say: undo, remove, delete, void\n"},
		{VERB_RENEW, false,
		 "case-log CASE renew WHAT [WORDS] -d TIME\n"
		 "  a new time, told to them before the old one was up\n"
		 "  WHAT is a promise, as p1 is; may be left out where one "
		 "thing fits\n"
		 "  people also say: renewed, postpone, moved, extend; type "
		 "renew\n"},
		{VERB_PREVENTED, false,
		 "case-log CASE prevented WHAT [WORDS]\n"
		 "  that is done\n"
		 "  WHAT is a task, as t1 is; may be left out where one thing "
		 "fits\n"},
	};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		verbhelp_verb(&out, rows[i].verb,
			      rows[i].faulty ? NULL : shop.policy);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
	for (int verb = 0; verb < VERB_COUNT; verb++) {
		struct buffer out = {0};

		verbhelp_verb(&out, (enum verb)verb, shop.policy);
		assert_int_not_equal(out.len, 0);
		buffer_release(&out);
	}
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_verbs_are_listed_in_their_groups),
		cmocka_unit_test(a_verb_is_explained_in_this_plans_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
