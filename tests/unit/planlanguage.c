/* What a plan in another language leaves in English. */
#include "support.h"

#include "mem.h"
#include "planlanguage.h"

#define GERMAN_LABELS                                                   \
	"remedies:\n"                                                   \
	"  fix:\n"                                                      \
	"    - {id: tausch, label: Tauschen, cost: price}\n"            \
	"    - {id: geld, label: Das Geld zurueckgeben, cost: price}\n" \
	"categories:\n"                                                 \
	"  - {id: kaputt, label: Kaputt angekommen, fixes: [tausch]}\n" \
	"  - {id: spaet, label: Nicht rechtzeitig da, fixes: [geld]}\n"

#define ENGLISH_LABELS                                                  \
	"remedies:\n"                                                   \
	"  fix:\n"                                                      \
	"    - {id: swap, label: Swap it, cost: price}\n"               \
	"    - {id: refund, label: Give the money back, cost: price}\n" \
	"categories:\n"                                                 \
	"  - {id: faulty, label: Damaged on arrival, fixes: [swap]}\n"  \
	"  - {id: late, label: Not there when we said, fixes: [swap]}\n"

#define DAYS                                                                  \
	"  days: [Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, " \
	"Sonntag]\n"

static void
it_is_known_by_its_days_or_by_what_it_says(void **state)
{
	static const struct {
		const char *name, *plan;
		bool other;
	} rows[] = {
		{"nothing of its own", PLAN_SHOP, false},
		{"English labels", PLAN_SHOP ENGLISH_LABELS, false},
		{"English remedies", PLAN, false},
		{"German labels", PLAN_SHOP GERMAN_LABELS, true},
		{"days alone", PLAN_SHOP "words:\n" DAYS, true},
		{"one sentence is too few",
		 PLAN_SHOP "words: {suggest: {empathise: Verstehe.}}\n", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shop shop;

		shop_open(&shop, rows[i].plan);
		if (planlanguage_is_other(shop.policy) != rows[i].other)
			fail_msg("%s: not so", rows[i].name);
		shop_close(&shop);
	}
}

static void
what_is_left_out_is_named(void **state)
{
	static const struct {
		const char *plan, *key;
		bool named;
	} rows[] = {
		{PLAN_SHOP "words:\n" DAYS, "words.suggest.restate", true},
		{PLAN_SHOP "words:\n" DAYS, "words.days", false},
		{PLAN_SHOP "words:\n" DAYS, "words.months", true},
		{PLAN_SHOP "words:\n" DAYS, "words.avoid", true},
		{PLAN_SHOP "words:\n" DAYS, "words.apology-needs", true},
		{PLAN_SHOP "words:\n" DAYS, "words.language.next-word", true},
		{PLAN_SHOP "words:\n" DAYS, "promises.too-vague", true},
		{PLAN_SHOP "words:\n" DAYS, "reviews.say", true},
		{PLAN_SHOP "words:\n" DAYS, "intake.ask", true},
		{PLAN_SHOP "words:\n" DAYS
			   "  suggest: {restate: 'Also {happened}?'}\n",
		 "words.suggest.restate", false},
		{PLAN_SHOP "words:\n" DAYS
			   "  apology-needs: {what-went-wrong: [kaputt]}\n",
		 "words.apology-needs", false},
		{PLAN_SHOP "words:\n" DAYS
			   "  language: {next-word: Wir melden uns}\n",
		 "words.language.next-word", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer keys = {0};
		struct shop shop;

		shop_open(&shop, rows[i].plan);
		assert_true(planlanguage_english(&keys, shop.policy));
		if ((strstr(keys.at, rows[i].key) != NULL) != rows[i].named)
			fail_msg("%s, of %s", keys.at, rows[i].plan);
		buffer_release(&keys);
		shop_close(&shop);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_known_by_its_days_or_by_what_it_says),
		cmocka_unit_test(what_is_left_out_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
