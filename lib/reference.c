#include "reference.h"

#include <string.h>

#include "caution.h"
#include "discreet.h"
#include "facts.h"
#include "fitting.h"
#include "naming.h"

#define ABSENT CASEFILE_NONE

/*
 * The point of an id: where two cases that were joined gave it out both, and
 * two openings are both pt0, for an answer one that has none yet, then that of
 * the case's own, and of two tills that of the later one.
 */
static size_t
point_of(const struct casefile *file, const char *ref, bool answer)
{
	size_t found = ABSENT;
	int best = -1;

	for (size_t i = 0; i < file->point_count; i++) {
		const struct casefile_point *point = &file->points[i];
		const char *id = file->events[point->event].record->id;
		bool open =
			answer && !facts_is_answered(file, point, file->since);
		int fits = 2 * open + (strcmp(id, file->id) == 0);

		if (!point->ref || strcmp(point->ref, ref) != 0 || fits < best)
			continue;
		found = point->event;
		best = fits;
	}
	return found;
}

/* The event that a typed reference names: the promise in force, the point, the
 * task; ABSENT. */
static size_t
referred_event(const struct adding *adding, const char *ref)
{
	const struct casefile *file = adding->file;
	const struct casefile_promise *promise;

	switch (event_kind(adding->draft->verb)->what) {
	case EVENT_WHAT_PROMISE:
		promise = casefile_open_promise(file, ref, adding->named);
		return promise ? promise->event : ABSENT;
	case EVENT_WHAT_POINT:
		return point_of(file, ref, adding->draft->verb == VERB_ANSWER);
	case EVENT_WHAT_TASK:
		return fitting_open_task(NULL, file, ref);
	default:
		return ABSENT;
	}
}

bool
reference_is(enum verb verb)
{
	enum event_what what = event_kind(verb)->what;

	return what == EVENT_WHAT_PROMISE || what == EVENT_WHAT_POINT ||
	       what == EVENT_WHAT_TASK;
}

/* How a promise ended that is spoken of as if it were open. False where there
 * was none of that id. */
static bool
say_ended(const struct adding *adding, struct fail *why)
{
	const struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const struct casefile_promise *ended = NULL;
	struct buffer day = {0};

	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *one = &file->promises[i];

		if (one->ref && strcmp(one->ref, adding->record.what) == 0)
			ended = one;
	}
	if (!ended || ended->ended == INSTANT_NONE)
		return false;
	when_say_day(&day, entry->when->zone, entry->when->now, ended->ended,
		     true);
	fail_set(why, FAIL_USAGE,
		 "%s is not open: %s on %s; a new promise: %s promise",
		 ended->ref,
		 ended->state == PROMISE_LATE
			 ? "kept late"
			 : promise_state_name(ended->state),
		 day.at, entry->tool);
	buffer_release(&day);
	return true;
}

static bool
no_such_reference(const struct adding *adding, struct fail *why)
{
	enum event_what what = event_kind(adding->draft->verb)->what;

	if (what == EVENT_WHAT_PROMISE && say_ended(adding, why))
		return false;
	return fail_set(why, FAIL_USAGE, "%s: %s has no %s'%s'",
			event_kind(adding->draft->verb)->name,
			naming_short(adding->id),
			what == EVENT_WHAT_POINT ? "point " : "open ",
			adding->record.what);
}

/* Whether an event of the case gave an id out. */
static bool
gave_out(const struct casefile *file, size_t at, enum event_what what,
	 const char *ref)
{
	const struct casefile_event *event = &file->events[at];

	switch (what) {
	case EVENT_WHAT_PROMISE:
		for (size_t i = 0; i < file->promise_count; i++) {
			const struct casefile_promise *one = &file->promises[i];

			if (one->event == at && one->ref)
				return strcmp(one->ref, ref) == 0;
		}
		return false;
	case EVENT_WHAT_POINT:
		for (size_t i = 0; i < file->point_count; i++) {
			if (file->points[i].event == at && file->points[i].ref)
				return strcmp(file->points[i].ref, ref) == 0;
		}
		return false;
	default:
		return event->verb == VERB_PREVENT && event->record->what &&
		       strcmp(event->record->what, ref) == 0;
	}
}

/* What an of= that was typed speaks of: of two of the same id, as two tills
 * give them out, the one that is meant. */
static bool
find_typed(struct adding *adding, const char *of, struct fail *why)
{
	const struct casefile *file = adding->file;
	const struct event_kind *kind = event_kind(adding->draft->verb);
	int64_t at;
	int offset;

	if (!zone_parse_time(of, &at, &offset))
		return fail_set(why, FAIL_USAGE,
				"%s: of=%s is not the time of an event, as "
				"field 1 has it",
				kind->name, discreet_word(of));
	for (size_t i = 0; i < file->event_count; i++) {
		if (file->events[i].record->at == at &&
		    gave_out(file, i, kind->what, adding->record.what)) {
			adding->refers = i;
			return true;
		}
	}
	return fail_set(why, FAIL_USAGE, "%s: %s has no '%s' of %s", kind->name,
			naming_short(adding->id), adding->record.what, of);
}

/*
 * What a promise was when --at says that it was kept or moved: the one that
 * had not been moved yet, or had not been written down as broken. The fold
 * goes by the time, so that what was written of it later counts no more. That
 * it was broken by then takes back nothing that was done after.
 */
static size_t
standing_then(const struct adding *adding, const char *ref, size_t open)
{
	const struct casefile *file = adding->file;
	enum verb verb = adding->draft->verb;
	int64_t at;

	if ((verb != VERB_KEPT && verb != VERB_RENEW) ||
	    !batch_is_dated(adding->entry, adding->draft))
		return open;
	at = batch_time_for(adding);
	if (open != ABSENT && file->events[open].record->at <= at)
		return open;
	for (size_t i = file->promise_count; i-- > 0;) {
		const struct casefile_promise *one = &file->promises[i];

		if (one->ref && strcmp(one->ref, ref) == 0 && one->made <= at &&
		    one->ended != INSTANT_NONE && at < one->ended)
			return one->event;
	}
	return open;
}

/* What has happened is recorded, and settles nothing: that is said. */
static void
warn_of_none(struct adding *adding)
{
	struct fail none;

	no_such_reference(adding, &none);
	buffer_format(&adding->entry->warnings, "%s; recorded as it is\n",
		      none.text);
}

bool
reference_set(struct adding *adding, struct fail *why)
{
	const struct draft *draft = adding->draft;
	const char *ref = adding->record.what;
	size_t open;
	bool taken = adding->entry->already || draft->at != INSTANT_NONE;

	for (size_t i = 0; i < draft->pair_count; i++) {
		if (strcmp(draft->pairs[i].key, "of") == 0)
			return taken ||
			       find_typed(adding, draft->pairs[i].value, why);
	}
	open = referred_event(adding, ref);
	adding->refers = standing_then(adding, ref, open);
	if (adding->refers != ABSENT)
		batch_refer(adding, &adding->record, adding->refers);
	else if (!taken)
		return no_such_reference(adding, why);
	else if (adding->entry->already)
		warn_of_none(adding);
	if (adding->refers == open)
		caution_of_twins(adding);
	return true;
}
