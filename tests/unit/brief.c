/*
 * What a scan tells of a case in brief, line by line: what came of it, or that
 * only a fold of all its lines can tell.
 */
#include "brief.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

/* A case's lines: of each what stands from the event on. */
struct telling {
	struct briefs briefs;
	struct glancer glancer;
	struct arena arena;
	uint32_t line;
	unsigned known;
};

static void
begin(struct telling *telling, enum brief_of of, uint64_t verbs)
{
	*telling = (struct telling){.line = 0};
	glance_init(&telling->glancer, 2);
	briefs_init(&telling->briefs, of, verbs, true, BRIEF_SHOWS_LINES, 2);
	briefs_add(&telling->briefs, 0);
}

static void
tell(struct telling *telling, const char *words)
{
	struct glance glance;
	size_t len;
	char *line = arena_format(&telling->arena,
				  "2026-11-22T10:%02u:31.093+01:00\t"
				  "261122-7QK4XMQ\t%s\n%*s",
				  telling->line % 60, words, GLANCE_BEHIND, "");

	len = strcspn(line, "\n") + 1;
	assert_int_equal(glance_line(&glance, &telling->glancer, line, len),
			 GLANCE_SOUND);
	telling->line++;
	telling->known = briefs_take(
		&telling->briefs, telling->known, 0, &glance,
		(struct places_line){telling->line * 100, telling->line});
}

static void
end(struct telling *telling)
{
	briefs_release(&telling->briefs);
	arena_release(&telling->arena);
}

#define OPEN "open\tlate\tana\t-\t-\tIt came late\tcustomer=Leo Ruiz"

#define NOTE "note\t-\tkim\t-\t-\tx"
#define RETRACT "retract\t-\tamy\t-\t-\t-\tof=2026-11-22T10:01:31.093+01:00"

static const struct {
	const char *lines[6];
	bool known;
	const char *owner, *cause, *outcome, *heat;
	int64_t given;
} rows[] = {
	{{OPEN}, true, NULL, NULL, NULL, NULL, 0},
	{{OPEN, "note\t-\tkim\t-\t-\tRang"}, true, "kim", NULL, NULL, NULL, 0},
	{{OPEN, "note\t-\t-\t-\t-\tRang", "note\t-\tjo\t-\t-\tRang"},
	 true,
	 "jo",
	 NULL,
	 NULL,
	 NULL,
	 0},
	{{OPEN, "note\t-\tkim\t-\t-\tRang", "assign\tjo\tkim\t-\t-\t-"},
	 true,
	 "jo",
	 NULL,
	 NULL,
	 NULL,
	 0},
	/* Nobody's again: whoever did the first thing. */
	{{OPEN, "assign\tjo\tkim\t-\t-\t-", "assign\t-\tkim\t-\t-\t-"},
	 true,
	 "kim",
	 NULL,
	 NULL,
	 NULL,
	 0},
	{{OPEN, "cause\tcarrier\tkim\t-\t-\t-", "cause\tstock\tjo\t-\t-\t-"},
	 true,
	 "kim",
	 "stock",
	 NULL,
	 NULL,
	 0},
	{{OPEN, "close\tsatisfied\tkim\t-\t-\t-"},
	 true,
	 "kim",
	 NULL,
	 "satisfied",
	 NULL,
	 0},
	{{OPEN, "close\tsatisfied\tkim\t-\t-\t-", "reopen\t-\tjo\t-\t-\t-"},
	 true,
	 "kim",
	 NULL,
	 NULL,
	 NULL,
	 0},
	{{OPEN, "heat\tupset\tkim\t-\t-\t-", "heat\t-\tkim\t-\t-\t-"},
	 true,
	 "kim",
	 NULL,
	 NULL,
	 "upset",
	 0},
	{{OPEN, "give\tvoucher-5\tkim\t-\t5.00\t-",
	  "give\treplace\tjo\t-\t0.50\t-"},
	 true,
	 "kim",
	 NULL,
	 NULL,
	 NULL,
	 550},
	/* What it came to was said before, in an offer. */
	{{OPEN, "offer\treplace\tkim\t-\t9.00\t-",
	  "give\treplace\tkim\t-\t-\t-"},
	 false,
	 NULL,
	 NULL,
	 NULL,
	 NULL,
	 0},
	/* Its line is read again; but of heat which was said last? */
	{{OPEN, "amend\t-\tkim\t-\t-\t-\tcustomer=Lea"},
	 true,
	 "kim",
	 NULL,
	 NULL,
	 NULL,
	 0},
	{{OPEN, "amend\t-\tkim\t-\t-\t-\tcustomer=Lea\theat=upset"},
	 false,
	 NULL,
	 NULL,
	 NULL,
	 NULL,
	 0},
	/* Whom it is about does not have it by what they do. */
	{{"open\trude\tana\t-\t-\tx\tabout=kim", NOTE},
	 false,
	 NULL,
	 NULL,
	 NULL,
	 NULL,
	 0},
	{{OPEN, NOTE, "amend\t-\tkim\t-\t-\t-\tabout=kim"},
	 false,
	 NULL,
	 NULL,
	 NULL,
	 NULL,
	 0},
	/* What is taken back stands in the line before: it may be who did the
	 * first thing, or what a row shows. */
	{{OPEN, NOTE, RETRACT}, false, NULL, NULL, NULL, NULL, 0},
	{{OPEN, NOTE, NOTE, RETRACT}, true, "kim", NULL, NULL, NULL, 0},
	{{OPEN, NOTE, "assign\tjo\tkim\t-\t-\t-", RETRACT},
	 false,
	 NULL,
	 NULL,
	 NULL,
	 NULL,
	 0},
	{{OPEN, NOTE, "close\tsatisfied\tkim\t-\t-\t-", RETRACT},
	 false,
	 NULL,
	 NULL,
	 NULL,
	 NULL,
	 0},
	{{OPEN, NOTE, "close\tsatisfied\tkim\t-\t-\t-", NOTE, RETRACT},
	 true,
	 "kim",
	 NULL,
	 "satisfied",
	 NULL,
	 0},
	{{OPEN, "merge\t261122-7QK4XMZ\tkim\t-\t-\t-"},
	 false,
	 NULL,
	 NULL,
	 NULL,
	 NULL,
	 0},
	{{OPEN, "erase\t-\tkim\t-\t-\t-"}, false, NULL, NULL, NULL, NULL, 0},
	/* What is escaped is read with its line. */
	{{OPEN, "note\t-\tki\\\\m\t-\t-\tx"}, false, NULL, NULL, NULL, NULL, 0},
};

static void
assert_word(const struct telling *telling, uint32_t number, const char *want)
{
	const char *word = lexicon_word(&telling->briefs.words, number);

	if (want)
		assert_string_equal(word, want);
	else
		assert_null(word);
}

static void
what_came_of_a_case_is_told_or_that_only_a_fold_can_tell(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct telling telling;
		const struct brief *brief;

		begin(&telling, BRIEF_CASES, 0);
		for (int k = 0; k < 6 && rows[i].lines[k]; k++)
			tell(&telling, rows[i].lines[k]);
		brief = briefs_at(&telling.briefs, 0);
		if ((brief->line > 0) != rows[i].known)
			fail_msg("row %zu", i);
		if (rows[i].known) {
			assert_int_equal(brief->line, 1);
			assert_int_equal(brief->offset, 100);
			assert_word(&telling,
				    brief->owner ? brief->owner : brief->first,
				    rows[i].owner);
			assert_word(&telling, brief->cause, rows[i].cause);
			assert_word(&telling, brief->outcome, rows[i].outcome);
			assert_word(&telling, brief->heat, rows[i].heat);
			assert_int_equal(brief->given, rows[i].given);
		}
		assert_int_equal(telling.briefs.event_count, 0);
		end(&telling);
	}
}

static void
events_of_the_verbs_asked_for_are_told_with_whose_they_are(void **state)
{
	struct telling telling;
	const struct brief *brief;

	(void)state;
	begin(&telling, BRIEF_EVENTS,
	      UINT64_C(1) << VERB_GIVE | UINT64_C(1) << VERB_CLOSE);
	tell(&telling, OPEN);
	tell(&telling, "give\tvoucher-5\tkim\t-\t5.00\t-");
	tell(&telling, "tell\tdone\tkim\t-\t-\t-");
	tell(&telling, "close\tsatisfied\tkim\t-\t-\t-");
	brief = briefs_at(&telling.briefs, 0);
	assert_int_equal(brief->line, 1);
	assert_word(&telling, brief->customer, "Leo Ruiz");
	assert_word(&telling, brief->category, "late");
	assert_int_equal(telling.briefs.event_count, 2);
	assert_int_equal(briefs_event(&telling.briefs, 0)->line, 2);
	assert_int_equal(briefs_event(&telling.briefs, 0)->offset, 200);
	assert_int_equal(briefs_event(&telling.briefs, 1)->line, 4);
	/* Of what bears on none, it need not be had. */
	assert_int_equal(telling.known, BRIEF_BEGUN | BRIEF_BORE);
	tell(&telling, "tell\tdone\tkim\t-\t-\t-");
	assert_int_equal(telling.known, BRIEF_BEGUN);
	end(&telling);
	/* A kind that is given in another place is read there. */
	begin(&telling, BRIEF_EVENTS, UINT64_C(1) << VERB_GIVE);
	tell(&telling, "open\tlate\tana\t-\t-\tLate\tcategory=faulty");
	assert_int_equal(briefs_at(&telling.briefs, 0)->line, 0);
	end(&telling);
}

static void
where_a_case_was_amended_is_told_the_last_first(void **state)
{
	struct telling telling;
	const struct brief_amendment *amendment;

	(void)state;
	begin(&telling, BRIEF_CASES, 0);
	tell(&telling, OPEN);
	assert_int_equal(briefs_at(&telling.briefs, 0)->amended, 0);
	tell(&telling, "amend\t-\tkim\t-\t-\t-\tcustomer=Lea");
	tell(&telling, NOTE);
	tell(&telling, "amend\t-\tkim\t-\t-\t-\tcustomer=Leo");
	amendment = briefs_amendment(&telling.briefs,
				     briefs_at(&telling.briefs, 0)->amended);
	assert_int_equal(amendment->line, 4);
	assert_int_equal(amendment->offset, 400);
	assert_int_equal(amendment->nth, 2);
	amendment = briefs_amendment(&telling.briefs, amendment->before);
	assert_int_equal(amendment->line, 2);
	assert_int_equal(amendment->nth, 1);
	assert_int_equal(amendment->before, 0);
	/* One that cannot be read again by its number. */
	telling.line = UINT32_MAX;
	tell(&telling, "amend\t-\tkim\t-\t-\t-\tcustomer=Lea");
	assert_int_equal(briefs_at(&telling.briefs, 0)->line, 0);
	end(&telling);
}

static const struct {
	const char *line; /* behind an opening and a note */
	uint64_t verbs;
	bool customers, known;
} later_lines[] = {
	{"amend\t-\tkim\t-\t-\t-\tphone=020 7946 0018", 0, true, true},
	{"amend\t-\tkim\t-\t-\t-\tcustomer=Lea", 0, false, true},
	{"amend\t-\tkim\t-\t-\t-\tcustomer=Lea", 0, true, false},
	{"amend\t-\tkim\t-\t-\t-\tcategory=rude", 0, false, false},
	{"merge\t261122-7QK4XMZ\tkim\t-\t-\t-", 0, true, true},
	{"erase\t-\tkim\t-\t-\t-", 0, true, false},
	{RETRACT, 0, true, true},
	/* The note was listed. */
	{RETRACT, UINT64_C(1) << VERB_NOTE, true, false},
	{"note\t-\tkim\t-\t-\tx", UINT64_C(1) << VERB_RETRACT, true, true},
};

static void
what_no_event_shows_may_change_and_its_brief_still_tells(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(later_lines); i++) {
		struct telling telling;

		begin(&telling, BRIEF_EVENTS, later_lines[i].verbs);
		telling.briefs.customers = later_lines[i].customers;
		tell(&telling, OPEN);
		tell(&telling, NOTE);
		tell(&telling, NOTE);
		tell(&telling, later_lines[i].line);
		if ((briefs_at(&telling.briefs, 0)->line > 0) !=
		    later_lines[i].known)
			fail_msg("row %zu", i);
		end(&telling);
	}
}

/* More words than a brief has numbers for: of the last cases only a fold can
 * tell. */
static void
words_without_a_number_are_left_to_a_fold(void **state)
{
	struct telling telling;
	const struct brief *brief;
	char cause[16], line[64];

	(void)state;
	begin(&telling, BRIEF_CASES, 0);
	tell(&telling, OPEN);
	brief = briefs_at(&telling.briefs, 0);
	for (unsigned i = 0; i < UINT16_MAX; i++) {
		snprintf(cause, sizeof(cause), "no-%u", i);
		snprintf(line, sizeof(line), "cause\t%s\tkim\t-\t-\t-", cause);
		arena_clear(&telling.arena);
		telling.line = 1;
		tell(&telling, line);
		/* The first word was who did the first thing. */
		if ((brief->line > 0) != (i + 1 < UINT16_MAX))
			fail_msg("%u", i);
		if (brief->line > 0)
			assert_word(&telling, brief->cause, cause);
	}
	end(&telling);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			what_came_of_a_case_is_told_or_that_only_a_fold_can_tell),
		cmocka_unit_test(
			events_of_the_verbs_asked_for_are_told_with_whose_they_are),
		cmocka_unit_test(
			where_a_case_was_amended_is_told_the_last_first),
		cmocka_unit_test(
			what_no_event_shows_may_change_and_its_brief_still_tells),
		cmocka_unit_test(words_without_a_number_are_left_to_a_fold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
