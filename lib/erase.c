#include "erase.h"

#include <string.h>

#include "discreet.h"
#include "event.h"
#include "hours.h"
#include "redact.h"
#include "when.h"

static const char erased_word[] = REDACT_WORD;

/*
 * Words of the plan and of the tools, never a customer's, that stay unless
 * privacy.personal names them; and what stays only where privacy.erase.keeps
 * says so.
 */
static const struct {
	const char *key;
	const char *event; /* of which field 4 says the same; NULL */
	const char *keeps; /* one of these words; NULL: stays anyway */
} words[] = {
	{"category", "open", "category"},
	{"cause", "cause", "cause"},
	{"outcome", "close", "outcome"},
	{"value", NULL, "value costs"},
	{"heat", "heat", NULL},
	{"severity", NULL, NULL},
	{"kind", NULL, NULL},
	{"remedy", NULL, NULL},
	{"how", NULL, NULL},
};

#define WORD_COUNT (sizeof(words) / sizeof(*words))

static bool
keeps_any(const struct policy *policy, const char *list)
{
	const struct policy_list *keeps = &policy->privacy.erase_keeps;

	for (size_t i = 0; i < keeps->count; i++) {
		if (event_list_has(list, keeps->at[i]))
			return true;
	}
	return false;
}

/* Whether a row's word goes. */
static bool
goes(const struct policy *policy, size_t row)
{
	return policy_list_has(&policy->privacy.personal, words[row].key) ||
	       (words[row].keeps && !keeps_any(policy, words[row].keeps));
}

/* What a key's value becomes; NULL: it stays as it is. */
static const char *
value_after(const struct policy *policy, const char *key, const char *name)
{
	if (strcmp(key, "customer") == 0)
		return name;
	for (size_t i = 0; i < WORD_COUNT; i++) {
		if (strcmp(words[i].key, key) == 0)
			return goes(policy, i) ? erased_word : NULL;
	}
	return redact_key_survives(key) ? NULL : erased_word;
}

/* Field 4 of an event that says what a key would. */
static bool
takes_what(const struct policy *policy, const struct record *record)
{
	for (size_t i = 0; record->what && i < WORD_COUNT; i++) {
		if (words[i].event &&
		    strcmp(words[i].event, record->event) == 0)
			return goes(policy, i);
	}
	return false;
}

/* A line of very many short values may not grow beyond what a line can be: then
 * the last of those keys go with their values. */
static void
keep_to_length(struct record *record, const char *name)
{
	struct buffer line = {0};
	size_t len;
	int32_t kept = 0;

	record_encode(&line, record);
	len = line.len;
	buffer_release(&line);
	for (int32_t i = record->pair_count; len > RECORD_LINE_MAX && i > 0;
	     i--) {
		struct record_pair *pair = &record->pairs[i - 1];

		if (pair->value != erased_word &&
		    !(name && pair->value == name))
			continue;
		len -= strlen(pair->key) + strlen(pair->value) + 2;
		pair->key = NULL;
	}
	for (int32_t i = 0; i < record->pair_count; i++) {
		if (record->pairs[i].key)
			record->pairs[kept++] = record->pairs[i];
	}
	record->pair_count = kept;
}

bool
erase_record(struct record *record, const struct policy *policy,
	     const char *name, struct arena *arena)
{
	struct record_pair *pairs;
	bool changed = false;

	if (record->text && strcmp(record->text, erased_word) != 0) {
		record->text = erased_word;
		changed = true;
	}
	if (takes_what(policy, record)) {
		record->what = NULL;
		changed = true;
	}
	if (record->due != INSTANT_NONE && !keeps_any(policy, "dates")) {
		record->due = INSTANT_NONE;
		changed = true;
	}
	if (record->amount != MONEY_NONE && !keeps_any(policy, "costs")) {
		record->amount = MONEY_NONE;
		changed = true;
	}
	pairs = arena_get(arena,
			  ((size_t)record->pair_count + 1) * sizeof(*pairs));
	for (int32_t i = 0; i < record->pair_count; i++) {
		const char *after =
			value_after(policy, record->pairs[i].key, name);

		pairs[i] = record->pairs[i];
		if (!after || strcmp(after, pairs[i].value) == 0)
			continue;
		pairs[i].value = after;
		changed = true;
	}
	record->pairs = pairs;
	if (changed)
		keep_to_length(record, name);
	return changed;
}

const struct record *
erase_held(const struct policy *policy, const struct casefile *file)
{
	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb == VERB_FLAG && record->what &&
		    policy_list_has(&policy->privacy.hold_while, record->what))
			return record;
	}
	return NULL;
}

void
erase_say_held(struct buffer *out, const struct policy *policy,
	       const struct casefile *file, const struct record *flag)
{
	const char *name = file->id + CASEID_LEN - CASEID_SHORT_LEN;

	buffer_format(out, "%s is flagged %s, and such cases are held (", name,
		      flag->what);
	if (policy->privacy.hold_while.line)
		buffer_format(out, "%s:%zu, ", policy->file,
			      policy->privacy.hold_while.line);
	buffer_format(out,
		      "hold-while); once that is over: case-log %s retract -k "
		      "of=",
		      name);
	zone_format_time(out, flag->at, flag->offset);
}

/* "p1 "Ring" by Friday 18:00". */
static void
say_promise(struct buffer *out, const struct casefile_promise *promise,
	    const struct zone *zone, int64_t now)
{
	const char *text = discreet_word(promise->text ? promise->text : "");

	if (promise->ref)
		buffer_format(out, "%s ", promise->ref);
	buffer_add_char(out, '"');
	buffer_add(out, text, strcspn(text, "\n"));
	buffer_add_char(out, '"');
	if (promise->due == INSTANT_NONE)
		return;
	buffer_add_string(out, " by ");
	when_say_near(out, zone, now, promise->due);
}

bool
erase_say_dropped(struct buffer *out, const struct casefile *file,
		  const struct zone *zone, int64_t now)
{
	const char *before = "still promised, and dropped with it: ";
	size_t begin = out->len;

	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].state != PROMISE_OPEN)
			continue;
		buffer_add_string(out, before);
		say_promise(out, &file->promises[i], zone, now);
		before = "; ";
	}
	return out->len > begin;
}

bool
erase_is_due(const struct policy *policy, const struct casefile *file,
	     int64_t now)
{
	int64_t until;

	if (file->state != CASEFILE_CLOSED || file->closed == CASEFILE_NONE)
		return false;
	until = hours_add(policy->hours, file->events[file->closed].record->at,
			  &policy->privacy.keep_closed);
	return until != INSTANT_NONE && until < now;
}
