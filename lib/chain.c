#include "chain.h"

#include <string.h>

#include "caution.h"
#include "complete.h"
#include "facts.h"

#define ABSENT CASEFILE_NONE

const struct casefile_promise *
chain_open_promise(const struct casefile *file, const char *remedy)
{
	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].state == PROMISE_OPEN &&
		    file->promises[i].remedy &&
		    strcmp(file->promises[i].remedy, remedy) == 0)
			return &file->promises[i];
	}
	return NULL;
}

bool
chain_is_chosen(const struct casefile *file, const char *remedy)
{
	size_t accept = casefile_last(file, VERB_ACCEPT, remedy, file->since);

	return accept != ABSENT && !casefile_is_withdrawn(file, accept) &&
	       casefile_first(file, VERB_GIVE, remedy, accept) == ABSENT;
}

/*
 * When it is promised for: what was told with the choice; what was told with
 * the offer, where that is not just what the plan counts for every offer;
 * else the plan's time, counted now. INSTANT_NONE.
 */
static int64_t
promised_due(const struct adding *adding, const struct policy_remedy *remedy,
	     const struct record *accept)
{
	const struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	size_t at = casefile_last(file, VERB_OFFER, accept->what, file->since);
	const struct record *offer =
		at == ABSENT ? NULL : file->events[at].record;
	int64_t counted = INSTANT_NONE;

	if (accept->due != INSTANT_NONE)
		return accept->due;
	if (offer && offer->due != INSTANT_NONE && remedy &&
	    remedy->has_promise) {
		counted = hours_add(entry->policy->hours, offer->at,
				    &remedy->promise_by);
		if (counted != INSTANT_NONE)
			counted -= counted % ZONE_SECOND;
	}
	if (offer && offer->due != INSTANT_NONE && offer->due != counted &&
	    offer->due > accept->at)
		return offer->due;
	return remedy ? complete_remedy_due(adding, remedy) : INSTANT_NONE;
}

/* The words of it: those that were typed, else the plan's. */
static const char *
promised_words(struct adding *adding, const struct policy_remedy *remedy,
	       const struct record *accept)
{
	if (accept->text)
		return accept->text;
	if (!remedy)
		return accept->what;
	if (remedy->promise_what)
		return arena_format(batch_arena(adding->entry), "%s: %s",
				    remedy->label, remedy->promise_what);
	return remedy->label;
}

bool
chain_promise(struct adding *adding, const struct record *accept,
	      struct fail *why)
{
	struct entry *entry = adding->entry;
	struct arena *arena = batch_arena(entry);
	const struct policy_remedy *remedy = batch_remedy(adding);
	const char *how = remedy ? remedy->promise_how : NULL;
	const char *from = record_get(accept, "from");
	struct record record;
	int64_t due;

	if (!accept->what || chain_open_promise(adding->file, accept->what))
		return true;
	due = promised_due(adding, remedy, accept);
	if (due == INSTANT_NONE) {
		if (remedy && remedy->has_promise)
			buffer_format(&entry->warnings,
				      "the calendar has no time by which '%s' "
				      "could be done: promise one\n",
				      remedy->label);
		return true;
	}
	batch_begin(adding, &record, VERB_PROMISE);
	record.what = complete_give_out(adding, EVENT_WHAT_PROMISE_NEW);
	record.text = promised_words(adding, remedy, accept);
	record.due = due;
	record.due_offset = batch_offset(entry, due);
	if (!how || strcmp(how, "same-channel") == 0)
		how = complete_usual_way(adding->file);
	if (from)
		record_set(&record, "from", from, arena);
	record_set(&record, "how", how, arena);
	record_set(&record, "remedy", accept->what, arena);
	batch_set_plan(entry, &record);
	caution_of_due(adding, due);
	return batch_push(adding, &record, why);
}

/* A `kept` of a promise. */
static bool
keep(struct adding *adding, const struct casefile_promise *promise,
     struct fail *why)
{
	struct record record;

	batch_begin(adding, &record, VERB_KEPT);
	record.what = promise->ref;
	batch_refer(adding, &record, promise->event);
	return batch_push(adding, &record, why);
}

bool
chain_replied(struct adding *adding, int64_t at, struct fail *why)
{
	for (size_t i = 0; i < adding->file->promise_count; i++) {
		const struct casefile_promise *promise =
			&adding->file->promises[i];

		if (promise->state == PROMISE_OPEN && !promise->remedy &&
		    promise->made <= at && !keep(adding, promise, why))
			return false;
	}
	return true;
}

bool
chain_reopen(struct adding *adding, const struct record *feedback,
	     struct fail *why)
{
	static const char by[] = "low-feedback";
	const struct policy *policy = adding->entry->policy;
	struct record record;

	if (!policy->feedback.low_reopens ||
	    !policy_is_low(policy, feedback->what) ||
	    adding->file->closed == ABSENT ||
	    !policy_list_has(&policy->closing.reopen_by, by))
		return true;
	if (!caution_opens_again(adding))
		return true;
	batch_begin(adding, &record, VERB_REOPEN);
	record.what = by;
	record.text = feedback->text;
	return batch_push(adding, &record, why);
}

bool
chain_kept(struct adding *adding, const char *remedy, struct fail *why)
{
	for (size_t i = 0; i < adding->file->promise_count; i++) {
		const struct casefile *file = adding->file;
		const struct casefile_promise *promise = &file->promises[i];

		if (promise->state == PROMISE_OPEN && promise->remedy &&
		    strcmp(promise->remedy, remedy) == 0 &&
		    !keep(adding, promise, why))
			return false;
	}
	return true;
}
