#include "redact.h"

#include <string.h>

#include "event.h"

bool
redact_key_survives(const char *key)
{
	return event_list_has(
		"category cause outcome kind remedy heat severity "
		"value how once of history",
		key);
}

const char *
redact_name(const struct record *erase)
{
	const char *name = record_get(erase, "customer");

	return name ? name : REDACT_WORD;
}

void
redact_record(struct record *record, const char *name, struct arena *arena)
{
	struct record_pair *pairs;

	if (record->text)
		record->text = REDACT_WORD;
	if (record->pair_count == 0)
		return;
	pairs = arena_get(arena, (size_t)record->pair_count * sizeof(*pairs));
	for (int32_t i = 0; i < record->pair_count; i++) {
		pairs[i] = record->pairs[i];
		if (strcmp(pairs[i].key, "customer") == 0)
			pairs[i].value = name;
		else if (!redact_key_survives(pairs[i].key))
			pairs[i].value = REDACT_WORD;
	}
	record->pairs = pairs;
}

bool
redact_counts(const struct record *record, const struct record *before)
{
	return event_is(record->event, VERB_ERASE) &&
	       (!before || record_order(record, before) > 0);
}

/* The last erase of an id; NULL. */
static const struct record *
last_erase(const struct record *records, size_t count, const char *id)
{
	const struct record *last = NULL;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(records[i].id, id) == 0 &&
		    redact_counts(&records[i], last))
			last = &records[i];
	}
	return last;
}

const struct record *
redact_lines(struct record *records, size_t count, const char *id,
	     struct arena *arena)
{
	const struct record *erase = last_erase(records, count, id);
	const char *name = erase ? redact_name(erase) : NULL;
	int64_t until = erase ? erase->at : INSTANT_NONE;

	for (size_t i = 0; i < count; i++) {
		const char *joined;

		if (!event_is(records[i].event, VERB_ERASE) ||
		    strcmp(records[i].id, id) == 0 ||
		    last_erase(records, count, records[i].id) != &records[i])
			continue;
		joined = redact_name(&records[i]);
		for (size_t k = 0; k < count; k++) {
			if (records[k].at <= records[i].at &&
			    strcmp(records[k].id, records[i].id) == 0)
				redact_record(&records[k], joined, arena);
		}
	}
	for (size_t i = 0; erase && i < count; i++) {
		if (records[i].at <= until)
			redact_record(&records[i], name, arena);
	}
	return erase;
}
