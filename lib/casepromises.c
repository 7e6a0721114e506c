#include "casepromises.h"

#include <string.h>

#include "caselines.h"
#include "zone.h"

static struct casefile_promise *
add_promise(struct casefile *file, size_t event)
{
	const struct record *record = file->events[event].record;
	struct casefile_promise *promise =
		&file->promises[file->promise_count++];
	const char *from = record_get(record, "from");
	int offset;

	*promise = (struct casefile_promise){
		.event = event,
		.ref = record->what,
		.text = record->text,
		.how = record_get(record, "how"),
		.remedy = record_get(record, "remedy"),
		.made = record->at,
		.from = INSTANT_NONE,
		.due = record->due,
		.ended = INSTANT_NONE,
	};
	if (from && !zone_parse_due(from, &promise->from, &offset))
		promise->from = INSTANT_NONE;
	return promise;
}

/* What is known of the promises while they are folded. */
struct promising {
	size_t *made_by;  /* by event: the promise that it made */
	size_t *moved_to; /* by promise: what it was renewed as */
};

/* The last of the promises that one was moved to, one after the other. */
static size_t
in_force(const struct promising *promising, size_t promise)
{
	size_t last = promise;

	while (promising->moved_to[last] != CASEFILE_NONE)
		last = promising->moved_to[last];
	/* The next look-up takes one step. */
	while (promise != last) {
		size_t next = promising->moved_to[promise];

		promising->moved_to[promise] = last;
		promise = next;
	}
	return last;
}

/* The open one of those that were made at an instant under one ref, as cases
 * that were joined may have both; or what it was moved to. NULL. */
static struct casefile_promise *
open_of_instant(struct casefile *file, int64_t made, const char *ref,
		const struct promising *promising)
{
	for (size_t i = 0; ref && i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];
		size_t last = in_force(promising, i);

		if (promise->made == made && promise->ref &&
		    strcmp(promise->ref, ref) == 0 &&
		    file->promises[last].state == PROMISE_OPEN)
			return &file->promises[last];
	}
	return NULL;
}

/*
 * The promise that a kept, renew or broken speaks of: the one that of= names,
 * or what it was moved to; without of= the last open one of that ref.
 */
static struct casefile_promise *
promise_meant(struct casefile *file, const struct casefile_event *event,
	      const struct promising *promising)
{
	const struct record *record = event->record;
	const struct record *named =
		caselines_named(file->lines, file->line_count, record);

	if (named) {
		size_t at = casefile_event_of(file, named), made, last;

		made = at == CASEFILE_NONE ? at : promising->made_by[at];
		last = made == CASEFILE_NONE ? made : in_force(promising, made);
		if (last != CASEFILE_NONE &&
		    file->promises[last].state == PROMISE_OPEN)
			return &file->promises[last];
		return open_of_instant(file, named->at, record->what,
				       promising);
	}
	/* An of= that names nothing known waits without effect. */
	if (record_get(record, "of") || !record->what)
		return NULL;
	for (size_t i = file->promise_count; i-- > 0;) {
		struct casefile_promise *promise = &file->promises[i];

		if (promise->state == PROMISE_OPEN && promise->ref &&
		    strcmp(promise->ref, record->what) == 0)
			return promise;
	}
	return NULL;
}

/* Whether an event leaves nobody to keep a promise for: they declined what was
 * promised, or want to be forgotten. Of cases that were joined one may have
 * been erased alone, before that. */
static bool
is_let_go(const struct casefile *file, const struct casefile_promise *promise,
	  const struct casefile_event *event)
{
	if (event->verb == VERB_ERASE)
		return file->erased ||
		       strcmp(file->events[promise->event].record->id,
			      event->record->id) == 0;
	return event->verb == VERB_DECLINE && event->record->what &&
	       promise->remedy &&
	       strcmp(promise->remedy, event->record->what) == 0;
}

/* What they do not want any longer is promised no more. Once it was due it was
 * not kept, whatever they say then. */
static void
let_go(struct casefile *file, size_t event)
{
	const struct record *record = file->events[event].record;

	for (size_t i = 0; i < file->promise_count; i++) {
		struct casefile_promise *promise = &file->promises[i];

		if (promise->state != PROMISE_OPEN || promise->event > event ||
		    !is_let_go(file, promise, &file->events[event]))
			continue;
		promise->ended = record->at;
		promise->state = promise->due == INSTANT_NONE ||
						 record->at <= promise->due
					 ? PROMISE_DECLINED
					 : PROMISE_BROKEN;
	}
}

void
casepromises_fold(struct casefile *file, struct arena *arena)
{
	size_t count = casefile_count(file, VERB_PROMISE, VERB_RENEW);
	struct promising promising;

	if (count == 0)
		return;
	promising = (struct promising){casefile_indexes(file, arena),
				       casefile_indexes(file, arena)};
	file->promises = arena_get(arena, count * sizeof(*file->promises));
	/* All promises first: a till with a slow clock may keep one before it
	 * was made. */
	for (size_t i = 0; i < file->event_count; i++) {
		if (file->events[i].verb != VERB_PROMISE)
			continue;
		promising.made_by[i] = file->promise_count;
		add_promise(file, i);
	}
	for (size_t i = 0; i < file->event_count; i++) {
		struct casefile_event *event = &file->events[i];
		const struct record *record = event->record;
		struct casefile_promise *promise, *next;

		if (event->verb == VERB_DECLINE || event->verb == VERB_ERASE)
			let_go(file, i);
		if (event->verb != VERB_KEPT && event->verb != VERB_RENEW &&
		    event->verb != VERB_BROKEN)
			continue;
		promise = promise_meant(file, event, &promising);
		if (!promise || promise->state != PROMISE_OPEN)
			continue;
		event->refers = promise->event;
		promise->ended = record->at;
		if (event->verb == VERB_BROKEN) {
			promise->state = PROMISE_BROKEN;
		} else if (event->verb == VERB_KEPT) {
			promise->state =
				record->at <= promise->due ||
						promise->due == INSTANT_NONE
					? PROMISE_KEPT
					: PROMISE_LATE;
		} else {
			promise->state = record->at <= promise->due
						 ? PROMISE_MOVED
						 : PROMISE_BROKEN;
			promising.moved_to[promise - file->promises] =
				file->promise_count;
			promising.made_by[i] = file->promise_count;
			next = add_promise(file, i);
			next->ref = promise->ref;
			next->text = promise->text;
			next->remedy = promise->remedy;
			if (!next->how)
				next->how = promise->how;
		}
	}
}
