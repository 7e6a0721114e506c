/*
 * What the tests of a shop's decisions share: a plan, and a case told in a
 * line, "heard; restate; confirm; offer replace a=18.00 @eva".
 */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "casebook.h"
#include "policy.h"
#include "when.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
#define CASE_A "261124-7QK4XME"
#define CASE_B "261122-7QK4XMQ"

#define PLAN_SHOP                   \
	"policy: 1\n"               \
	"version: \"2026-11-01\"\n" \
	"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}\n"
#define PLAN_STAFF                                                             \
	"roles:\n"                                                             \
	"  - {id: counter, may: [open, log, promise, offer, close]}\n"         \
	"  - {id: senior, may: [open, log, promise, offer, approve, decline, " \
	"close, override]}\n"                                                  \
	"  - {id: owner, may: [open, log, promise, offer, approve, decline, "  \
	"close, close-best-done, merge, override, erase]}\n"                   \
	"staff:\n"                                                             \
	"  - {id: kim, name: Kim, role: counter}\n"                            \
	"  - {id: sam, name: Sam Roe, role: counter}\n"                        \
	"  - {id: jo, name: Jo, role: senior, "                                \
	"away: [\"2026-12-01..2026-12-04\"]}\n"                                \
	"  - {id: eva, name: Eva, role: owner, deputy: jo, "                   \
	"away: [\"2026-12-04..2026-12-06\"]}\n"                                \
	"authority:\n"                                                         \
	"  counter: {fix: 50.00, gesture: 10.00, gesture-a-day: 12.00, "       \
	"gesture-a-customer: {total: 15.00, window: 180d}}\n"                  \
	"  senior: {fix: 100.00, gesture: 20.00}\n"                            \
	"  owner: {fix: unlimited, gesture: unlimited}\n"
#define PLAN_REMEDIES                                                         \
	"categories:\n"                                                       \
	"  - {id: arrived-damaged, label: Damaged, evidence: [packaging], "   \
	"fixes: [refund, replace, part-refund, look], "                       \
	"gestures: [voucher-5, voucher-10]}\n"                                \
	"  - {id: rude, label: Treated badly, not-handled-by: person-named, " \
	"fixes: [ask-and-agree]}\n"                                           \
	"  - {id: faulty, label: Does not work, fixes: [replace], "           \
	"entitlements: [law-refund]}\n"                                       \
	"  - {id: other, label: Something else, fixes: [ask-and-agree]}\n"    \
	"remedies:\n"                                                         \
	"  fix:\n"                                                            \
	"    - {id: replace, label: Replace it, cost: price, "                \
	"promise: {by: 2bd}}\n"                                               \
	"    - {id: refund, label: Give the money back, cost: price, "        \
	"promise: {by: 3bd, how: email}}\n"                                   \
	"    - {id: part-refund, label: Half back, cost: agreed, "            \
	"cost-max: 50pct}\n"                                                  \
	"    - {id: look, label: Look at it, cost: 0.00}\n"                   \
	"    - {id: ask-and-agree, label: Agree a fix, cost: agreed, "        \
	"cost-max-amount: 40.00}\n"                                           \
	"  gesture:\n"                                                        \
	"    - {id: voucher-5, label: Five euros off, cost: 5.00}\n"          \
	"    - {id: voucher-10, label: Ten euros off, cost: 10.00}\n"         \
	"  entitlement:\n"                                                    \
	"    - {id: law-refund, label: Full refund, within: 30d}\n"
#define PLAN PLAN_SHOP PLAN_STAFF PLAN_REMEDIES

struct shop {
	struct policy *policy;
	struct casebook book;
	struct when_context when;
	int64_t told; /* the time of the last line told */
};

static inline int64_t
instant(const char *text)
{
	int64_t at = 0;
	int offset;

	if (!zone_parse_time(text, &at, &offset))
		fail_msg("%s is no time", text);
	return at;
}

/* Open a shop of a plan (NULL: faulty), at noon of Tuesday 24 November 2026,
 * its journal empty. */
static inline void
shop_open(struct shop *shop, const char *plan)
{
	struct journal nothing = {.path = (char *)"/dev/null"};
	struct faults faults = {0};
	struct fail why = {0};

	*shop = (struct shop){0};
	if (plan &&
	    !policy_parse(plan, strlen(plan), "p.yaml", &shop->policy, &faults))
		fail_msg("%zu: %s", faults.at[0].line, faults.at[0].text);
	assert_true(casebook_load(&shop->book, &nothing, true,
				  plan ? shop->policy->shop.digits : -1, NULL,
				  NULL, &why));
	shop->when.now = instant("2026-11-24T12:00:00.000+01:00");
	shop->when.zone =
		plan ? shop->policy->shop.zone : zone_load("UTC", &why);
	shop->when.hours = plan ? shop->policy->hours : NULL;
	shop->told = instant("2026-11-24T10:00:00.000+01:00");
}

static inline void
shop_close(struct shop *shop)
{
	casebook_release(&shop->book);
	if (!shop->policy)
		zone_free((struct zone *)shop->when.zone);
	policy_free(shop->policy);
}

static inline void
support_word(struct record *record, char *word, struct casebook *book)
{
	char *equals = strchr(word, '=');

	if (*word == '@') {
		record->who = word + 1;
	} else if (strncmp(word, "a=", 2) == 0) {
		assert_true(money_parse(word + 2, 2, &record->amount, NULL));
	} else if (strncmp(word, "d=", 2) == 0) {
		record->due = instant(word + 2);
	} else if (equals) {
		*equals = '\0';
		record_set(record, word, equals + 1, &book->arena);
	} else if (!record->what && !record->text) {
		record->what = strcmp(word, "-") == 0 ? NULL : word;
		if (!record->what)
			record->text = "words";
	} else {
		record->text = word;
	}
}

/*
 * Add events to the book, a minute apart from 10:01 on: "VERB [WHAT|-] [TEXT]
 * [@who] [a=AMOUNT] [key=value]", with `;` between them; `B:` before a verb is
 * the other case's, and `+9` in place of an event lets so many minutes pass.
 */
static inline void
shop_happened(struct shop *shop, const char *told)
{
	char *at = arena_copy(&shop->book.arena, told, strlen(told)), *rest;

	for (char *one = strtok_r(at, ";", &rest); one;
	     one = strtok_r(NULL, ";", &rest)) {
		char *inner, *word = strtok_r(one, " ", &inner);
		struct record record;

		if (!word)
			continue;
		if (*word == '+') {
			shop->told += atoi(word + 1) * ZONE_MINUTE;
			continue;
		}
		record_init(&record);
		memcpy(record.id, strncmp(word, "B:", 2) ? CASE_A : CASE_B,
		       CASEID_SIZE);
		record.event = strncmp(word, "B:", 2) ? word : word + 2;
		record.who = "kim";
		record.amount_digits = 2;
		record.at = shop->told += ZONE_MINUTE;
		record.offset = 3600;
		while ((word = strtok_r(NULL, " ", &inner)) != NULL)
			support_word(&record, word, &shop->book);
		if (strcmp(record.event, "open") == 0)
			record.text = "The mug came in pieces. It was a gift.";
		casebook_add(&shop->book, &record, 1);
	}
}

static inline struct casefile *
shop_case(const struct shop *shop)
{
	return casebook_find(&shop->book, CASE_A);
}

/* Append a row of a page: the line that begins with a label, "" for the first,
 * and those below it that begin with a blank. Nothing where there is none. */
static inline void
support_row(struct buffer *row, const char *page, const char *label)
{
	bool inside = false;

	for (const char *at = page; *at;) {
		size_t len = strcspn(at, "\n") + 1;

		if (*at != ' ')
			inside = *label ? strncmp(at, label, strlen(label)) == 0
					: at == page;
		if (inside)
			buffer_add(row, at, len);
		at += len;
	}
}

#endif
