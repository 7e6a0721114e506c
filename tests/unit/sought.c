#include "sought.h"

#include "duelist.h"
#include "listing.h"

#include "support.h"

static void
ask(struct selection *selection, const char *texts, struct arena *arena)
{
	struct fail why;

	*selection = (struct selection){0};
	while (*texts) {
		size_t len = strcspn(texts, ";");

		if (!selection_add(selection, arena_copy(arena, texts, len),
				   arena, &why))
			fail_msg("%s", why.text);
		texts += len + (texts[len] == ';');
	}
}

static void
a_word_that_a_column_never_holds_is_refused(void **state)
{
	static const struct {
		enum sought_of of;
		const char *asked;
		const char *want; /* NULL: it is asked for */
	} rows[] = {
		{SOUGHT_CASES, "state=open",
		 "-k state: 'open' is none of hearing, choosing, doing, "
		 "waiting, closed, merged and erased"},
		{SOUGHT_CASES, "customer=Ana;state!=closd",
		 "-k state: 'closd' is none of hearing, choosing, doing, "
		 "waiting, closed, merged and erased; did you mean 'closed'?"},
		{SOUGHT_CASES, "state=Hearing;state!=-;state~ing", NULL},
		{SOUGHT_CASES, "kind=x;warn=no;what=x;event=x", NULL},
		{SOUGHT_EVENTS, "state=open;kind=gesture", NULL},
		{SOUGHT_EVENTS, "state=closed",
		 "-k state: 'closed' is none of open, kept, late, moved, "
		 "broken and declined"},
		{SOUGHT_EVENTS, "kind=voucher",
		 "-k kind: 'voucher' is none of fix, gesture and entitlement"},
		{SOUGHT_DUTIES, "state=late;what=skipped;warn=yes;warn=-",
		 NULL},
		{SOUGHT_DUTIES, "state=overdue",
		 "-k state: 'overdue' is none of late, today, soon and later"},
		{SOUGHT_DUTIES, "what=tell",
		 "-k what: 'tell' is none of promise, acknowledge, "
		 "first-action, update, answer, fix-done, tell-after-fix, "
		 "final-word, apologise, remind, reply, follow-up, prevention, "
		 "review, skipped and passed-over"},
		{SOUGHT_DUTIES, "warn=no", "-k warn: 'no' is not yes"},
		{SOUGHT_OPTIONS, "kind=fixes",
		 "-k kind: 'fixes' is none of fix, gesture and entitlement"},
		{SOUGHT_OPTIONS, "kind=fix", NULL},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct selection selection;
		struct fail why = {0};
		bool fine;

		ask(&selection, rows[i].asked, &arena);
		fine = sought_check(&selection, rows[i].of, &why);
		if (fine != !rows[i].want)
			fail_msg("%s", rows[i].asked);
		if (!fine) {
			assert_int_equal(why.kind, FAIL_USAGE);
			assert_string_equal(why.text, rows[i].want);
		}
	}
	arena_release(&arena);
}

static void
where_nothing_was_found_what_was_meant_is_said(void **state)
{
	static const struct {
		const struct output_kind *kind;
		const char *asked, *want;
	} rows[] = {
		{&listing_cases, "customr=Ana",
		 "nothing here has 'customr'; did you mean 'customer'?\n"},
		{&listing_cases, "vip=yes;customer=Nobody;order=1", ""},
		{&listing_cases, "category=rued;owner=kimm",
		 "'rued' is not among the plan's categories; did you mean "
		 "'rude'?\n"
		 "'kimm' is not among the plan's staff; did you mean 'kim'?\n"},
		{&listing_cases,
		 "category=rude;category=-;category!=x;category~x;who=EVA", ""},
		{&listing_cases, "outcome=best-done;heat=Calm", ""},
		{&listing_cases,
		 "outcome=hapy;cause=moon;heat=furious;"
		 "severity=big;channel=fax",
		 "'hapy' is not among the plan's outcomes\n"
		 "'moon' is not among the plan's causes\n"
		 "'furious' is not among the plan's levels of heat\n"
		 "'big' is not among the plan's levels of severity\n"
		 "'fax' is not among the plan's channels\n"},
		{&duelist_kind, "stat=late",
		 "nothing here has 'stat'; did you mean 'state'?\n"},
	};
	struct arena arena = {0};
	struct buffer got = {0};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct selection selection;

		ask(&selection, rows[i].asked, &arena);
		buffer_clear(&got);
		sought_explain(&got, &selection, rows[i].kind, shop.policy);
		assert_string_equal(buffer_string(&got), rows[i].want);
		/* Without a plan nothing is known of its words. */
		if (strncmp(rows[i].want, "nothing", 7) != 0) {
			buffer_clear(&got);
			sought_explain(&got, &selection, rows[i].kind, NULL);
			assert_string_equal(buffer_string(&got), "");
		}
	}
	shop_close(&shop);
	buffer_release(&got);
	arena_release(&arena);
}

static void
staff_are_asked_for_by_name_too(void **state)
{
	static const struct {
		const char *asked, *value;
	} rows[] = {
		{"owner=Sam Roe", "sam"}, {"who!=SAM ROE", "sam"},
		{"owner=KIM", "kim"},     {"owner~Sam Roe", "Sam Roe"},
		{"owner=Sam R", "Sam R"}, {"customer=Sam Roe", "Sam Roe"},
		{"owner=-", "-"},
	};
	struct arena arena = {0};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct selection selection;

		ask(&selection, rows[i].asked, &arena);
		sought_name_staff(&selection, shop.policy);
		assert_string_equal(selection.at[0].value, rows[i].value);
	}
	shop_close(&shop);
	arena_release(&arena);
}

static void
what_closed_cases_alone_have_asks_for_them(void **state)
{
	static const struct {
		const char *asked;
		bool closed;
	} rows[] = {
		{"state=closed", true},     {"state=ERASED", true},
		{"state~merged", true},     {"outcome=satisfied", true},
		{"outcome~placated", true}, {"customer=Ana;state=closed", true},
		{"outcome=-", false},       {"outcome!=satisfied", false},
		{"state!=closed", false},   {"state=doing", false},
		{"category=closed", false},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct selection selection;

		ask(&selection, rows[i].asked, &arena);
		if (sought_closed(&selection) != rows[i].closed)
			fail_msg("%s", rows[i].asked);
	}
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_that_a_column_never_holds_is_refused),
		cmocka_unit_test(
			where_nothing_was_found_what_was_meant_is_said),
		cmocka_unit_test(staff_are_asked_for_by_name_too),
		cmocka_unit_test(what_closed_cases_alone_have_asks_for_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
