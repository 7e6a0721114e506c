/*
 * Stories for the tests of what is owed. Each is of November 2026 in Madrid
 *(days run on: 31 is the first of December), a blank-separated event a line:
 *
 *	CASE DAY HH:MM WHO EVENT [WHAT|-] [due=DAYTHH:MM] [key=value] [: text]
 *
 * and what is owed then, a line a duty: state, duty, its ref, DAYTHH:MM when it
 * must be done by, whose; with `full` also when it is due, where that is
 * another time, and a ! where the plan warns of it.
 */
#ifndef STORY_H
#define STORY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "owed.h"
#include "text.h"

/* The shop: open Monday to Friday 09:00 to 18:00, Saturday 10:00 to 14:00.
 * MORE are further sections, DEADLINES and ESCALATION further lines of these;
 * REMIND is customer-silent.remind. */
#define STORY_PLAN(MORE, DEADLINES) \
	STORY_PLAN_OF(MORE, DEADLINES, "\"3bd\", \"7bd\"", "")
#define STORY_PLAN_OF(MORE, DEADLINES, REMIND, ESCALATION)                     \
	"policy: 1\n"                                                          \
	"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}\n"     \
	"roles:\n"                                                             \
	"  - {id: counter, may: [open, log, promise, offer, close]}\n"         \
	"  - {id: senior, may: [open, log, promise, offer, close, approve]}\n" \
	"  - {id: owner, may: [open, log, promise, offer, close, approve]}\n"  \
	"staff:\n"                                                             \
	"  - {id: kim, name: Kim, role: counter}\n"                            \
	"  - {id: jo, name: Jo, role: senior}\n"                               \
	"  - {id: eva, name: Eva, role: owner}\n"                              \
	"hours:\n"                                                             \
	"  week:\n"                                                            \
	"    mon: [\"09:00-18:00\"]\n"                                         \
	"    tue: [\"09:00-18:00\"]\n"                                         \
	"    wed: [\"09:00-18:00\"]\n"                                         \
	"    thu: [\"09:00-18:00\"]\n"                                         \
	"    fri: [\"09:00-18:00\"]\n"                                         \
	"    sat: [\"10:00-14:00\"]\n"                                         \
	"    sun: []\n" MORE "severity:\n"                                     \
	"  levels: [low, normal, high, urgent]\n"                              \
	"  urgent-if: [injury]\n"                                              \
	"  high-if: [promise-broken, press, value-over-200]\n"                 \
	"categories:\n"                                                        \
	"  - {id: late, label: Late, fixes: [replace]}\n"                      \
	"  - {id: faulty, label: Faulty, fixes: [replace, refund], "           \
	"severity: high}\n"                                                    \
	"  - {id: other, label: Other, fixes: [replace]}\n"                    \
	"remedies:\n"                                                          \
	"  fix:\n"                                                             \
	"    - {id: replace, label: Replace it, cost: price, "                 \
	"promise: {by: 2bd}}\n"                                                \
	"    - {id: refund, label: Money back, cost: price}\n"                 \
	"    - {id: loan, label: Lend one, cost: 0.00, lasts-until: "          \
	"fix-done}\n"                                                          \
	"  gesture:\n"                                                         \
	"    - {id: voucher-5, label: Five off, cost: 5.00}\n"                 \
	"deadlines:\n"                                                         \
	"  default: {acknowledge: 2bh, first-action: none, update-every: "     \
	"2bd,\n"                                                               \
	"    answer: 3bd, fix-done: 7d, tell-after-fix: 4bh, final-word: "     \
	"none}\n"                                                              \
	"  urgent: {acknowledge: 30m}\n"                                       \
	"  high: {acknowledge: 1bh}\n" DEADLINES                               \
	"  customer-silent: {remind: [" REMIND "], then: "                     \
	"close-waiting}\n"                                                     \
	"promises:\n"                                                          \
	"  tries: {count: 3, apart: 2bh, different-days: 2}\n"                 \
	"  broken: {apologise-within: 2bh, to-rung: \"+1\", "                  \
	"new-promise-by: rung-owner, twice: owner}\n"                          \
	"escalation:\n" ESCALATION "  rungs:\n"                                \
	"    - {id: first, who: counter}\n"                                    \
	"    - {id: senior, who: senior, reply-within: 4bh}\n"                 \
	"    - {id: owner, who: owner, reply-within: 1bd}\n"                   \
	"follow-up:\n"                                                         \
	"  - {id: all-well, after: 2bd, how: phone, ask: \"Is it right?\",\n"  \
	"     unless: [late]}\n"                                               \
	"  - {id: feedback, after: 5bd, how: phone, ask: \"How was it?\"}\n"   \
	"  - {id: thank-you, after: 10d, how: card, with: voucher-5,\n"        \
	"     unless: [best-done]}\n"                                          \
	"  - {id: win-back, after: 30d, how: email, "                          \
	"if-outcome: [unhappy, best-done], ask: \"Back?\"}\n"                  \
	"closing:\n"                                                           \
	"  best-done: {stops: [thank-you, win-back]}\n"                        \
	"prevention:\n"                                                        \
	"  causes: [carrier, stock, unknown]\n"                                \
	"  again: {count: 3, window: 60d, owner: owner, due: 3bd}\n"

struct story_told {
	struct arena arena;
	struct casebook book;
	struct policy *policy;
};

/* "23T10:00": no clocks change from November to March. */
static inline int64_t
story_instant(const char *text)
{
	int day, hour, minute;

	assert_int_equal(sscanf(text, "%2d%*c%2d:%2d", &day, &hour, &minute),
			 3);
	return civil_to_days(2026, 11, 1) * 24 * ZONE_HOUR +
	       (int64_t)(day - 1) * 24 * ZONE_HOUR + (hour - 1) * ZONE_HOUR +
	       minute * ZONE_MINUTE;
}

static inline void
story_event(struct story_told *told, char *line)
{
	char *text = strstr(line, " : ");
	struct record record;
	char *word, *rest = line + 11;

	record_init(&record);
	if (text) {
		*text = '\0';
		record.text = text + 3;
	}
	caseid_make(record.id, 2026, 11, 1, (uint32_t)line[0]);
	record.at = story_instant(line + 2);
	record.offset = 3600;
	record.who = strtok_r(rest, " ", &rest);
	record.event = strtok_r(NULL, " ", &rest);
	while ((word = strtok_r(NULL, " ", &rest))) {
		char *equals = strchr(word, '=');

		if (!equals) {
			record.what = strcmp(word, "-") ? word : NULL;
			continue;
		}
		*equals = '\0';
		if (strcmp(word, "due") == 0) {
			record.due = story_instant(equals + 1);
			record.due_offset = 3600;
		} else {
			record_set(&record, word, equals + 1, &told->arena);
		}
	}
	casebook_add(&told->book, &record, 1);
}

/* plan may be NULL: a faulty one. */
static inline void
story_tell(struct story_told *told, const char *plan, const char *events)
{
	struct journal nothing = {.path = (char *)(uintptr_t) "/dev/null"};
	struct faults faults = {0};
	struct fail why;

	*told = (struct story_told){0};
	if (plan && !policy_parse(plan, strlen(plan), "policies.yaml",
				  &told->policy, &faults))
		fail_msg("%zu: %s", faults.at[0].line, faults.at[0].text);
	faults_release(&faults);
	assert_true(casebook_load(&told->book, &nothing, true, 2, NULL, NULL,
				  &why));
	while (*events) {
		size_t len = strcspn(events, "\n");

		story_event(told, arena_copy(&told->arena, events, len));
		events += len + 1;
	}
}

static inline void
story_end(struct story_told *told)
{
	casebook_release(&told->book);
	policy_free(told->policy);
	arena_release(&told->arena);
}

static inline void
story_moment(struct buffer *out, const struct zone *zone, int64_t at)
{
	struct civil civil;

	zone_civil(zone, at, &civil);
	buffer_format(out, " %02dT%02d:%02d", civil.day, civil.hour,
		      civil.minute);
}

/* Caller frees. */
static inline char *
story_owed(const char *plan, const char *events, const char *now, bool full)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};
	struct buffer out = {0};

	story_tell(&told, plan, events);
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant(now));
	owed_on_book(&list, &view, &told.book, &told.arena);
	for (size_t i = 0; i < list.count; i++) {
		const struct duty *duty = &list.at[i];

		buffer_format(&out, "%s %s %s", duty_state_name(duty->state),
			      duty_kind_name(duty->kind),
			      duty->ref ? duty->ref : "-");
		story_moment(&out, view.zone, duty->act_by);
		buffer_format(&out, " %s", duty->who ? duty->who : "-");
		if (full && duty->due != duty->act_by) {
			buffer_add_string(&out, " due");
			story_moment(&out, view.zone, duty->due);
		}
		buffer_add_string(&out, full && duty->warn ? " !\n" : "\n");
	}
	duty_list_release(&list);
	story_end(&told);
	return out.at ? out.at : mem_copy("");
}

/* A story with a name, for tables. */
struct story {
	const char *name;
	const char *events;
	const char *now; /* DAYTHH:MM */
	const char *owed;
};

/* How many of them owe something else than they say. */
static inline size_t
story_wrong(const char *plan, const struct story *stories, size_t count,
	    bool full)
{
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++) {
		char *got = story_owed(plan, stories[i].events, stories[i].now,
				       full);

		if (strcmp(got, stories[i].owed) != 0) {
			print_error("%s, expected:\n%sgot:\n%s",
				    stories[i].name, stories[i].owed, got);
			wrong++;
		}
		free(got);
	}
	return wrong;
}

#endif
