#include "casefile.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

static const char *const state_names[] = {
	[CASEFILE_HEARING] = "hearing", [CASEFILE_CHOOSING] = "choosing",
	[CASEFILE_DOING] = "doing",     [CASEFILE_WAITING] = "waiting",
	[CASEFILE_CLOSED] = "closed",   [CASEFILE_MERGED] = "merged",
	[CASEFILE_ERASED] = "erased",
};

static const char *const promise_names[] = {
	[PROMISE_OPEN] = "open",     [PROMISE_KEPT] = "kept",
	[PROMISE_LATE] = "late",     [PROMISE_MOVED] = "moved",
	[PROMISE_BROKEN] = "broken", [PROMISE_DECLINED] = "declined",
};

const char *
casefile_state_name(enum casefile_state state)
{
	return state_names[state];
}

const char *
promise_state_name(enum promise_state state)
{
	return promise_names[state];
}

size_t
casefile_event_of(const struct casefile *file, const struct record *line)
{
	size_t low = 0, high = file->event_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (file->events[middle].record < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low < file->event_count && file->events[low].record == line
		       ? low
		       : CASEFILE_NONE;
}

bool
casefile_is_about_record(const char *key)
{
	static const char *const keys[] = {"history", "logged",       "of",
					   "once",    "out-of-order", "plan",
					   "settled", "skipped"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (record_same_key(key, keys[i]))
			return true;
	}
	return false;
}

size_t
casefile_count(const struct casefile *file, enum verb verb, enum verb other)
{
	size_t count = 0;

	for (size_t i = 0; i < file->event_count; i++)
		count += file->events[i].verb == verb ||
			 file->events[i].verb == other;
	return count;
}

size_t *
casefile_indexes(const struct casefile *file, struct arena *arena)
{
	size_t *at = arena_get(arena, (file->event_count + 1) * sizeof(*at));

	for (size_t i = 0; i <= file->event_count; i++)
		at[i] = CASEFILE_NONE;
	return at;
}

const char *
casefile_detail(const struct casefile *file, const char *key)
{
	size_t low = 0, high = file->detail_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = record_key_order(file->details[middle].key, key);

		if (order == 0)
			return file->details[middle].value;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool
casefile_category(const struct casefile *file, size_t at, const char **category)
{
	if (at > file->joined_count)
		return false;
	*category = at == 0 ? file->category : file->joined[at - 1];
	return true;
}

bool
casefile_is_of(const struct casefile *file, const char *who)
{
	const char *about = casefile_detail(file, "about");

	return about && who && text_same(about, who);
}

bool
casefile_is_open(const struct casefile *file)
{
	return file->state < CASEFILE_CLOSED;
}

static bool
is(const struct casefile_event *event, enum verb verb, const char *what)
{
	return event->verb == verb &&
	       (!what || (event->record->what &&
			  strcmp(event->record->what, what) == 0));
}

size_t
casefile_first(const struct casefile *file, enum verb verb, const char *what,
	       size_t from)
{
	for (size_t i = from; i < file->event_count; i++) {
		if (is(&file->events[i], verb, what))
			return i;
	}
	return CASEFILE_NONE;
}

bool
casefile_is_withdrawn(const struct casefile *file, size_t event)
{
	return file->events[event].verb == VERB_ACCEPT &&
	       casefile_first(file, VERB_DECLINE,
			      file->events[event].record->what,
			      event) != CASEFILE_NONE;
}

size_t
casefile_chosen(const struct casefile *file, size_t from)
{
	for (size_t i = from; i < file->event_count; i++) {
		if (file->events[i].verb == VERB_ACCEPT &&
		    !casefile_is_withdrawn(file, i))
			return i;
	}
	return CASEFILE_NONE;
}

size_t
casefile_last(const struct casefile *file, enum verb verb, const char *what,
	      size_t from)
{
	for (size_t i = file->event_count; i-- > from;) {
		if (is(&file->events[i], verb, what))
			return i;
	}
	return CASEFILE_NONE;
}

/* Whether a promise is open under a ref. */
static bool
is_open_as(const struct casefile_promise *promise, const char *ref)
{
	return promise->state == PROMISE_OPEN && promise->ref &&
	       strcmp(promise->ref, ref) == 0;
}

/* Whether a promise was first made on a case: one of several that were joined.
 * What it was renewed as stands on the one that lives on. */
static bool
was_made_on(const struct casefile *file, const struct casefile_promise *promise,
	    const char *id)
{
	size_t at = promise->event;

	while (file->events[at].verb == VERB_RENEW &&
	       file->events[at].refers != CASEFILE_NONE)
		at = file->events[at].refers;
	return strcmp(file->events[at].record->id, id) == 0;
}

/* Whether of two of one ref a later one is meant rather than an earlier. */
static bool
is_meant_before(const struct casefile *file,
		const struct casefile_promise *later,
		const struct casefile_promise *earlier, const char *named)
{
	bool of_named = named && was_made_on(file, later, named);

	if (named && of_named != was_made_on(file, earlier, named))
		return of_named;
	if (later->due == INSTANT_NONE || earlier->due == INSTANT_NONE)
		return earlier->due == INSTANT_NONE;
	return later->due <= earlier->due;
}

/* The one that an of= of the instant at which a promise was made means: the
 * case's own, where another bears its ref. */
static const struct casefile_promise *
meant_by_instant(const struct casefile *file,
		 const struct casefile_promise *found)
{
	for (size_t i = 0; found && i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];
		const char *id = file->events[promise->event].record->id;

		if (is_open_as(promise, found->ref) &&
		    promise->made == found->made && strcmp(id, file->id) == 0)
			return promise;
	}
	return found;
}

const struct casefile_promise *
casefile_open_promise(const struct casefile *file, const char *ref,
		      const char *named)
{
	const struct casefile_promise *found = NULL;

	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];

		if (is_open_as(promise, ref) &&
		    (!found || is_meant_before(file, promise, found, named)))
			found = promise;
	}
	return meant_by_instant(file, found);
}

bool
casefile_is_twin(const struct casefile *file,
		 const struct casefile_promise *promise)
{
	for (size_t i = 0; promise->ref && i < file->promise_count; i++) {
		if (&file->promises[i] != promise &&
		    is_open_as(&file->promises[i], promise->ref))
			return true;
	}
	return false;
}

const struct casefile_promise *
casefile_promise_of(const struct casefile *file, size_t event)
{
	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].event == event)
			return &file->promises[i];
	}
	return NULL;
}

int64_t
casefile_given(const struct casefile *file, size_t give)
{
	const struct record *record = file->events[give].record;

	if (record->amount != MONEY_NONE)
		return record->amount;
	for (size_t i = give; record->what && i-- > 0;) {
		const struct casefile_event *event = &file->events[i];

		if ((is(event, VERB_OFFER, record->what) ||
		     is(event, VERB_ACCEPT, record->what)) &&
		    event->record->amount != MONEY_NONE)
			return event->record->amount;
	}
	return 0;
}

unsigned
casefile_next_ref(const struct casefile *file, const char *prefix)
{
	size_t len = strlen(prefix);
	unsigned highest = 0;

	for (size_t i = 0; i < file->line_count; i++) {
		const char *what = file->lines[i].what;
		unsigned long number;
		char *end;

		if (!what || strncmp(what, prefix, len) != 0 ||
		    what[len] < '0' || what[len] > '9')
			continue;
		number = strtoul(what + len, &end, 10);
		if (*end == '\0' && number > highest && number < 1000000)
			highest = (unsigned)number;
	}
	return highest + 1;
}
