#include "event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "record.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

static void
every_verb_has_a_whole_row(void **state)
{
	(void)state;
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct event_kind *kind = event_kind((enum verb)i);

		assert_non_null(kind->name);
		assert_true(record_is_key(kind->name) ||
			    record_field(kind->name) == RECORD_FIELD_COUNT);
		assert_int_equal(event_verb(kind->name), i);
		assert_non_null(kind->meaning);
		assert_true(kind->group < EVENT_GROUP_COUNT);
		assert_int_equal(kind->what == EVENT_WHAT_WORD,
				 kind->words != NULL);
		if (kind->needs & EVENT_NEEDS_DUE)
			assert_true(kind->takes_due);
		if (kind->needs & EVENT_NEEDS_WHAT)
			assert_int_not_equal(kind->what, EVENT_WHAT_NONE);
	}
	assert_int_equal(event_verb("celebrate"), VERB_UNKNOWN);
	assert_int_equal(event_verb("Open"), VERB_UNKNOWN);
	assert_int_equal(event_verb(""), VERB_UNKNOWN);
}

static void
what_people_say_leads_to_the_verb(void **state)
{
	static const struct {
		const char *word;
		enum verb want;
	} rows[] = {
		{"refunded", VERB_GIVE},
		{"Paid", VERB_GIVE},
		{"rang", VERB_OUT},
		{"emailed", VERB_OUT},
		{"sorry", VERB_APOLOGY},
		{"solve", VERB_CLOSE},
		{"open", VERB_UNKNOWN},
		{"", VERB_UNKNOWN},
		{"a-word-that-is-longer-than-any-verb-could-be", VERB_UNKNOWN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(event_also(rows[i].word), rows[i].want);
}

/* A synonym that is itself a verb would never be asked for; one that two verbs
 * claim would send half of those who type it the wrong way. */
static void
no_synonym_is_a_verb_or_belongs_to_two(void **state)
{
	(void)state;
	for (int i = 0; i < VERB_COUNT; i++) {
		const char *at = event_kind((enum verb)i)->also;

		while (at && *at) {
			char word[32] = "";
			size_t len = strcspn(at, " ");

			assert_true(len < sizeof(word));
			memcpy(word, at, len);
			if (event_verb(word) != VERB_UNKNOWN)
				fail_msg("'%s' is a verb", word);
			if (event_also(word) != (enum verb)i)
				fail_msg("'%s' belongs to two verbs", word);
			at += len;
			at += strspn(at, " ");
		}
	}
}

static void
a_misspelt_verb_is_guessed(void **state)
{
	(void)state;
	assert_string_equal(event_guess("herd"), "heard");
	assert_string_equal(event_guess("promse"), "promise");
	assert_null(event_guess("gibberish"));
}

static void
a_list_holds_whole_words(void **state)
{
	(void)state;
	assert_true(event_list_has("done changed outside plan", "done"));
	assert_true(event_list_has("done changed outside plan", "plan"));
	assert_false(event_list_has("done changed outside plan", "change"));
	assert_false(event_list_has("done", ""));
	assert_false(event_list_has("", "done"));
	assert_false(event_list_has(NULL, "done"));
}

static void
groups_and_permissions_have_names(void **state)
{
	(void)state;
	assert_string_equal(event_group_name(EVENT_PUTTING_RIGHT),
			    "putting right");
	for (int i = 0; i < EVENT_GROUP_COUNT; i++)
		assert_non_null(event_group_name((enum event_group)i));
	for (int i = 0; i < MAY_COUNT; i++)
		assert_non_null(event_permission_name((enum permission)i));
}

static void
inside_matters_stay_inside(void **state)
{
	static const enum verb inside[] = {
		VERB_HEAT,  VERB_FLAG,   VERB_NOTE,     VERB_EVIDENCE,
		VERB_CAUSE, VERB_ASSIGN, VERB_ESCALATE, VERB_APPROVE};
	static const enum verb seen[] = {VERB_OPEN, VERB_OFFER, VERB_PROMISE,
					 VERB_TELL, VERB_GIVE};

	(void)state;
	for (size_t i = 0; i < COUNT(inside); i++)
		assert_true(event_kind(inside[i])->inside);
	for (size_t i = 0; i < COUNT(seen); i++)
		assert_false(event_kind(seen[i])->inside);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_verb_has_a_whole_row),
		cmocka_unit_test(what_people_say_leads_to_the_verb),
		cmocka_unit_test(no_synonym_is_a_verb_or_belongs_to_two),
		cmocka_unit_test(a_misspelt_verb_is_guessed),
		cmocka_unit_test(a_list_holds_whole_words),
		cmocka_unit_test(groups_and_permissions_have_names),
		cmocka_unit_test(inside_matters_stay_inside),
	};

	return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
