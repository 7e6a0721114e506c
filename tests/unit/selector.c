#include "selector.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void
selectors_look_at_fields_names_and_keys(void **state)
{
	static const struct output_name names[] = {
		{"state", RECORD_EVENT},
		{NULL, RECORD_FIELD_COUNT},
	};
	static const struct {
		const char *selector;
		bool selects;
	} table[] = {
		{"event=give", true},
		{"state=give", true},
		{"state!=give", false},
		{"what=refund", true},
		{"what=REFUND", true},
		{"what!=replace", true},
		{"amount=12.50", true},
		{"amount=12.5", true},
		{"amount=12,50", true},
		{"amount!=12.5", false},
		{"amount=12.05", false},
		{"amount=-", false},
		{"value=18", true},
		{"value!=18,0", false},
		{"order=18", false},
		{"case=261122-7qk4xmq", true},
		{"time~2026-11-22", true},
		{"due=-", true},
		{"due!=-", false},
		{"customer=\xC3\x81na Ruiz", true},
		{"customer=ana ruiz", true},
		{"customer~ruiz ana", true},
		{"customer~ruiz tom", false},
		{"customer~rui", true},
		{"cause=-", true},
		{"cause!=carrier", true},
		{"text~mug", true},
		{"text=The mug=cup", true},
		{"text~mug=cup", true},
		{"phone=07700 900123", true},
		{"phone=+44 7700 900123", true},
		{"phone=07700 900124", false},
		{"phone!=07700-900123", false},
		{"phone=900123", false},
	};
	struct record_pair pairs[] = {{"customer", "Ana Ruiz"},
				      {"order", "18.00"},
				      {"phone", "+44 7700 900123"},
				      {"value", "18.00"}};
	struct selection selection = {.count = 1};
	struct arena arena = {0};
	struct selector one;
	struct record record;
	struct fail why;

	(void)state;
	record_init(&record);
	record.at = INT64_C(1795352709123);
	record.offset = 3600;
	record.event = "give";
	record.what = "refund";
	record.amount = 1250;
	record.amount_digits = 2;
	record.text = "The mug=cup";
	record.pairs = pairs;
	record.pair_count = COUNT(pairs);
	memcpy(record.id, "261122-7QK4XMQ", CASEID_SIZE);
	selection.at = &one;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_true(
			selector_parse(&one, table[i].selector, &arena, &why));
		if (selection_selects(&selection, &record, names) !=
		    table[i].selects)
			fail_msg("%s", table[i].selector);
	}
	selection.count = 0;
	selection.has_events = true;
	assert_false(selection_selects(&selection, &record, NULL));
	selection.events[VERB_GIVE] = true;
	assert_true(selection_selects(&selection, &record, NULL));
	record.event = "levitate";
	assert_false(selection_selects(&selection, &record, NULL));
	arena_release(&arena);
}

static void
what_selects_nothing_is_refused(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"late", "'late' selects nothing; write key=value, key!=value "
			 "or key~words"},
		{"a!b", "'a!b' selects nothing; write key=value, key!=value "
			"or key~words"},
		{"cause=", "'cause=' says nothing behind its sign; what is "
			   "missing is -"},
		{"cause!=", "'cause!=' says nothing behind its sign; what is "
			    "missing is -"},
		{"text~", "'text~' says nothing behind its sign; what is "
			  "missing is -"},
		{"Late=x", "'Late' cannot be a key: small letters, digits and "
			   "-"},
	};
	struct selection selection = {0};
	struct arena arena = {0};
	struct fail why;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_false(
			selection_add(&selection, rows[i].text, &arena, &why));
		assert_int_equal(why.kind, FAIL_USAGE);
		assert_string_equal(why.text, rows[i].want);
	}
	assert_int_equal(selection.count, 0);
	arena_release(&arena);
}

static void
a_list_of_events_names_verbs_or_all(void **state)
{
	struct selection selection = {0};
	struct arena arena = {0};
	struct fail why;

	(void)state;
	assert_true(
		selection_add_events(&selection, "give,kept", &arena, &why));
	assert_true(selection_add_events(&selection, " Heard , open ", &arena,
					 &why));
	assert_true(selection.events[VERB_HEARD]);
	assert_true(selection.events[VERB_OPEN]);
	assert_false(selection_add_events(&selection, "give,", &arena, &why));
	assert_string_equal(why.text, "-e wants the names of events, with a "
				      "comma between them");
	assert_false(selection_add_events(&selection, " ", &arena, &why));
	assert_true(selection.events[VERB_GIVE]);
	assert_true(selection.events[VERB_KEPT]);
	assert_false(selection.all_events);
	assert_true(selection_add_events(&selection, "all", &arena, &why));
	assert_true(selection.all_events);
	assert_false(
		selection_add_events(&selection, "refunded", &arena, &why));
	assert_string_equal(why.text, "no event 'refunded'; did you mean "
				      "'give'?");
	assert_false(selection_add_events(&selection, "clsoe", &arena, &why));
	assert_string_equal(why.text,
			    "no event 'clsoe'; did you mean 'close'?");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(selectors_look_at_fields_names_and_keys),
		cmocka_unit_test(what_selects_nothing_is_refused),
		cmocka_unit_test(a_list_of_events_names_verbs_or_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
