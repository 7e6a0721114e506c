#include "casefile.h"

#include <stdlib.h>
#include <string.h>

#include "redact.h"
#include "caselines.h"
#include "closing.h"
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

/* The events that stand. */
static void
gather_events(struct casefile *file, struct arena *arena)
{
	const bool *gone = caselines_gone(file->lines, file->line_count, arena);

	file->events = arena_get(arena, (file->line_count + 1) *
						sizeof(*file->events));
	for (size_t i = 0; i < file->line_count; i++) {
		enum verb verb = event_verb(file->lines[i].event);

		if (!gone[i])
			file->events[file->event_count++] =
				(struct casefile_event){&file->lines[i], verb,
							CASEFILE_NONE};
	}
}

/* The event of a line, CASEFILE_NONE where it does not stand: events are in
 * the order of their lines. */
static size_t
event_of(const struct casefile *file, const struct record *line)
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

static void
find_opening(struct casefile *file)
{
	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb == VERB_OPEN &&
		    strcmp(record->id, file->id) == 0) {
			const char *history = record_get(record, "history");

			file->opening = record;
			file->history = history && !strcmp(history, "yes");
			break;
		}
	}
	if (file->opening)
		file->opened = file->opening->at;
	else if (file->line_count > 0)
		file->opened = file->lines[0].at;
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

/* A value that an opening or an amendment gave a key. */
struct said {
	const char *key;
	const char *value; /* NULL: taken away */
	size_t order;
	bool fills; /* of a case that was joined: where nothing is known yet */
};

static int
by_key(const void *a, const void *b)
{
	const struct said *left = a, *right = b;
	int order = record_key_order(left->key, right->key);

	if (order != 0)
		return order;
	return left->order < right->order ? -1 : 1;
}

/* The last value of each key; the values are in order of key, then of time. */
static void
settle_details(struct casefile *file, const struct said *said, size_t count,
	       struct arena *arena)
{
	file->details = arena_get(arena, (count + 1) * sizeof(*file->details));
	for (size_t i = 0; i < count;) {
		const char *key = said[i].key, *value = NULL;

		for (; i < count && record_same_key(said[i].key, key); i++) {
			if (!said[i].fills || !value)
				value = said[i].value;
		}
		if (value)
			file->details[file->detail_count++] =
				(struct record_pair){key, value};
	}
}

static int64_t
amount_of_detail(const struct casefile *file, const char *key, int digits)
{
	const char *text = casefile_detail(file, key);
	int64_t amount;

	return text && money_parse(text, digits, &amount, NULL) ? amount
								: MONEY_NONE;
}

static void
fold_details(struct casefile *file, int digits, struct arena *arena)
{
	size_t room = 0, count = 0, before;
	bool in_order = true;
	struct said *said;

	for (size_t i = 0; i < file->event_count; i++)
		room += (size_t)file->events[i].record->pair_count;
	said = mem_get((room + 1) * sizeof(*said));
	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		enum verb verb = file->events[i].verb;
		bool fills = verb == VERB_OPEN && record != file->opening;

		if (verb == VERB_OPEN && record->what &&
		    !(fills && file->category))
			file->category = record->what;
		if (verb == VERB_HEAT && record->what)
			file->heat = record->what;
		if (verb != VERB_OPEN && verb != VERB_AMEND)
			continue;
		before = count;
		for (int32_t k = 0; k < record->pair_count; k++) {
			const char *key = record->pairs[k].key;
			const char *value = record->pairs[k].value;

			if (casefile_is_about_record(key))
				continue;
			if (verb == VERB_AMEND && strcmp(value, "-") == 0)
				value = NULL;
			if (record_same_key(key, "category")) {
				if (!fills || !file->category)
					file->category = value;
				continue;
			}
			if (record_same_key(key, "heat") &&
			    (!fills || !file->heat))
				file->heat = value;
			said[count] = (struct said){key, value, count, fills};
			count++;
		}
		/* Those of one record are. */
		in_order = in_order && (before == 0 || before == count);
	}
	if (!in_order)
		qsort(said, count, sizeof(*said), by_key);
	settle_details(file, said, count, arena);
	free(said);
	file->value = amount_of_detail(file, "value", digits);
	file->delivery = amount_of_detail(file, "delivery", digits);
}

/* How many events are of one verb or of another. Most cases have few of those
 * for which room is made. */
static size_t
count_events(const struct casefile *file, enum verb verb, enum verb other)
{
	size_t count = 0;

	for (size_t i = 0; i < file->event_count; i++)
		count += file->events[i].verb == verb ||
			 file->events[i].verb == other;
	return count;
}

/* An index for each event, all none at first. */
static size_t *
indexes(const struct casefile *file, struct arena *arena)
{
	size_t *at = arena_get(arena, (file->event_count + 1) * sizeof(*at));

	for (size_t i = 0; i <= file->event_count; i++)
		at[i] = CASEFILE_NONE;
	return at;
}

/* The point that a heart or an answer speaks of: the one that of= names, else
 * the last of that ref. */
static size_t
point_meant(const struct casefile *file, const struct record *record,
	    const size_t *point_of)
{
	const struct record *named =
		caselines_named(file->lines, file->line_count, record);
	size_t event;

	if (named) {
		event = event_of(file, named);
		return event == CASEFILE_NONE ? CASEFILE_NONE : point_of[event];
	}
	for (size_t i = file->point_count; record->what && i-- > 0;) {
		if (file->points[i].ref &&
		    strcmp(file->points[i].ref, record->what) == 0)
			return i;
	}
	return CASEFILE_NONE;
}

static void
fold_points(struct casefile *file, struct arena *arena)
{
	bool named = count_events(file, VERB_HEART, VERB_ANSWER) > 0;
	size_t *point_of = named ? indexes(file, arena) : NULL;
	size_t count = count_events(file, VERB_OPEN, VERB_POINT);

	file->points = arena_get(arena, (count + 1) * sizeof(*file->points));
	file->heart = CASEFILE_NONE;
	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		bool opening = file->events[i].verb == VERB_OPEN;

		if (!opening && file->events[i].verb != VERB_POINT)
			continue;
		if (named)
			point_of[i] = file->point_count;
		file->points[file->point_count++] = (struct casefile_point){
			opening ? "pt0" : record->what, record->text, i};
	}
	for (size_t i = 0; named && i < file->event_count; i++) {
		struct casefile_event *event = &file->events[i];
		size_t point;

		if (event->verb != VERB_HEART && event->verb != VERB_ANSWER)
			continue;
		point = point_meant(file, event->record, point_of);
		if (point == CASEFILE_NONE)
			continue;
		event->refers = file->points[point].event;
		if (event->verb == VERB_HEART)
			file->heart = point;
	}
}

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
		size_t at = event_of(file, named), made, last;

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
 * promised, or want to be forgotten. */
static bool
is_let_go(const struct casefile_promise *promise,
	  const struct casefile_event *event)
{
	if (event->verb == VERB_ERASE)
		return true;
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

		/* One made to somebody who was erased before that, too: there
		 * is nobody to keep it for. */
		if (promise->state != PROMISE_OPEN ||
		    (promise->event > event &&
		     file->events[event].verb != VERB_ERASE) ||
		    !is_let_go(promise, &file->events[event]))
			continue;
		promise->ended =
			record->at < promise->made ? promise->made : record->at;
		promise->state = promise->due == INSTANT_NONE ||
						 record->at <= promise->due
					 ? PROMISE_DECLINED
					 : PROMISE_BROKEN;
	}
}

static void
fold_promises(struct casefile *file, struct arena *arena)
{
	size_t count = count_events(file, VERB_PROMISE, VERB_RENEW);
	struct promising promising;

	if (count == 0)
		return;
	promising =
		(struct promising){indexes(file, arena), indexes(file, arena)};
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

/* Whether what was closed, or imported as past, is all of a case that others
 * were joined to. */
static bool
is_all_closed(const struct casefile *file)
{
	const struct record **events =
		mem_get((file->event_count + 1) * sizeof(*events));
	bool all;

	for (size_t i = 0; i < file->event_count; i++)
		events[i] = file->events[i].record;
	all = closing_is_of_all(events, file->event_count);
	free(events);
	return all;
}

static void
fold_course(struct casefile *file)
{
	const char *first = NULL;
	bool joined = false;

	file->reopened = file->closed = file->waiting = CASEFILE_NONE;
	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		switch (file->events[i].verb) {
		case VERB_REOPEN:
			file->reopened = i;
			file->since = i + 1;
			file->closed = file->waiting = CASEFILE_NONE;
			file->history = false;
			break;
		case VERB_CLOSE:
			file->closed = i;
			break;
		case VERB_WAIT:
			file->waiting = i;
			break;
		case VERB_RESUME:
		case VERB_IN:
			file->waiting = CASEFILE_NONE;
			break;
		case VERB_ASSIGN:
			file->owner = record->what;
			break;
		case VERB_CAUSE:
			file->cause = record->what;
			break;
		case VERB_GIVE:
			file->given += casefile_given(file, i);
			break;
		case VERB_MERGE:
			joined = true;
			break;
		default:
			break;
		}
		if (file->events[i].verb != VERB_OPEN && !first)
			first = record->who;
	}
	if (!file->owner)
		file->owner = first;
	if (joined && (file->closed != CASEFILE_NONE || file->history) &&
	    !is_all_closed(file)) {
		file->closed = CASEFILE_NONE;
		file->history = false;
	}
	if (file->closed != CASEFILE_NONE)
		file->outcome = file->events[file->closed].record->what;
}

static enum casefile_state
state_of(const struct casefile *file)
{
	if (file->erased)
		return CASEFILE_ERASED;
	if (file->closed != CASEFILE_NONE || file->history)
		return CASEFILE_CLOSED;
	if (file->waiting != CASEFILE_NONE)
		return CASEFILE_WAITING;
	if (casefile_chosen(file, file->since) != CASEFILE_NONE)
		return CASEFILE_DOING;
	if (casefile_first(file, VERB_OFFER, NULL, file->since) !=
		    CASEFILE_NONE ||
	    casefile_first(file, VERB_CONFIRM, NULL, file->since) !=
		    CASEFILE_NONE)
		return CASEFILE_CHOOSING;
	return CASEFILE_HEARING;
}

void
casefile_fold(struct casefile *file, const char *id, struct record *records,
	      size_t count, int digits, struct arena *arena)
{
	*file = (struct casefile){.opened = INSTANT_NONE, .last = INSTANT_NONE};
	memcpy(file->id, id, CASEID_LEN);
	file->erased = redact_lines(records, count, id, arena) != NULL;
	file->line_count = caselines_sort(records, count);
	if (file->erased)
		file->line_count =
			caselines_drop_rests(records, file->line_count);
	file->lines = records;
	for (size_t i = 0; i < file->line_count; i++) {
		if (records[i].at > file->last)
			file->last = records[i].at;
	}
	gather_events(file, arena);
	find_opening(file);
	fold_details(file, digits < 0 ? 2 : digits, arena);
	fold_points(file, arena);
	fold_promises(file, arena);
	fold_course(file);
	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *named;

		if (file->events[i].refers != CASEFILE_NONE)
			continue;
		named = caselines_named(file->lines, file->line_count,
					file->events[i].record);
		if (named)
			file->events[i].refers = event_of(file, named);
	}
	file->state = state_of(file);
}

void
casefile_fold_brief(struct casefile *file, const struct record *lines,
		    size_t count, const struct casefile_course *course,
		    int digits, struct arena *arena)
{
	*file = (struct casefile){
		.state = CASEFILE_CLOSED,
		.lines = lines,
		.line_count = count,
		.events = arena_get(arena, count * sizeof(*file->events)),
		.event_count = count,
		.reopened = CASEFILE_NONE,
		.closed = CASEFILE_NONE,
		.waiting = CASEFILE_NONE,
		.heart = CASEFILE_NONE,
		.last = lines[count - 1].at,
		.owner = course->owner,
		.cause = course->cause,
		.outcome = course->outcome,
		.given = course->given,
		.brief = true,
	};
	memcpy(file->id, lines->id, CASEID_SIZE);
	for (size_t i = 0; i < count; i++)
		file->events[i] = (struct casefile_event){
			&lines[i],
			event_is(lines[i].event, VERB_OPEN)
				? VERB_OPEN
				: event_verb(lines[i].event),
			CASEFILE_NONE};
	find_opening(file);
	fold_details(file, digits < 0 ? 2 : digits, arena);
	if (course->heat)
		file->heat = course->heat;
	if (file->opening)
		return;
	/* What an amendment says is not all that was. */
	file->category = course->category;
	file->detail_count = 0;
	if (!course->customer)
		return;
	file->details = arena_get(arena, sizeof(*file->details));
	file->details[file->detail_count++] =
		(struct record_pair){"customer", course->customer};
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

const struct casefile_promise *
casefile_open_promise(const struct casefile *file, const char *ref)
{
	for (size_t i = file->promise_count; i-- > 0;) {
		const struct casefile_promise *promise = &file->promises[i];

		if (promise->state == PROMISE_OPEN && promise->ref &&
		    strcmp(promise->ref, ref) == 0)
			return promise;
	}
	return NULL;
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
