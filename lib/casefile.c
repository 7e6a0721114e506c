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
	[PROMISE_BROKEN] = "broken",
};

static const char erased_word[] = "erased";

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

bool
casefile_key_survives(const char *key)
{
	return event_list_has(
		"category cause outcome kind remedy heat severity "
		"value how once of history",
		key);
}

/*
 * Take the personal data out of a record: what case-erase does to the line on
 * the disk, done again to each line that an old copy brings back.
 */
static void
redact(struct record *record, struct arena *arena)
{
	struct record_pair *pairs;

	if (record->text)
		record->text = erased_word;
	if (record->pair_count == 0)
		return;
	pairs = arena_get(arena, (size_t)record->pair_count * sizeof(*pairs));
	for (int32_t i = 0; i < record->pair_count; i++) {
		pairs[i] = record->pairs[i];
		if (!casefile_key_survives(pairs[i].key))
			pairs[i].value = erased_word;
	}
	record->pairs = pairs;
}

/* An erase counts for its own case's lines, and for those merged into it. */
static void
apply_erasures(struct casefile *file, struct record *records, size_t count,
	       struct arena *arena)
{
	for (size_t e = 0; e < count; e++) {
		if (event_verb(records[e].event) != VERB_ERASE)
			continue;
		if (strcmp(records[e].id, file->id) == 0)
			file->erased = true;
		for (size_t i = 0; i < count; i++) {
			if (i != e && records[i].at <= records[e].at &&
			    (strcmp(records[i].id, records[e].id) == 0 ||
			     strcmp(records[e].id, file->id) == 0))
				redact(&records[i], arena);
		}
	}
}

static int
by_order(const void *a, const void *b)
{
	return record_order(a, b);
}

/* Sort, and drop lines that are there twice. Returns how many are left. */
static size_t
sort_lines(struct record *records, size_t count)
{
	size_t kept = 0;
	bool sorted = true;

	for (size_t i = 1; i < count && sorted; i++)
		sorted = record_order(&records[i - 1], &records[i]) < 0;
	if (sorted)
		return count;
	qsort(records, count, sizeof(*records), by_order);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 &&
		    record_order(&records[kept - 1], &records[i]) == 0)
			continue;
		records[kept++] = records[i];
	}
	return kept;
}

/* The first line at an instant or after it. */
static size_t
first_at(const struct casefile *file, int64_t at)
{
	size_t low = 0, high = file->line_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (file->lines[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The line that of= of a record names: of the same id first. */
static const struct record *
named_line(const struct casefile *file, const struct record *record)
{
	const char *of = record_get(record, "of");
	const struct record *found = NULL;
	int64_t at;
	int offset;

	if (!of || !zone_parse_time(of, &at, &offset))
		return NULL;
	for (size_t i = first_at(file, at);
	     i < file->line_count && file->lines[i].at == at; i++) {
		const struct record *line = &file->lines[i];

		if (line == record)
			continue;
		if (strcmp(line->id, record->id) == 0)
			return line;
		if (!found)
			found = line;
	}
	return found;
}

static bool
can_be_retracted(const struct record *line)
{
	enum verb verb = event_verb(line->event);

	return verb != VERB_OPEN && verb != VERB_RETRACT && verb != VERB_ERASE;
}

/*
 * Whether a line opens its case again: the same row of a list that two tills
 * took in. It says nothing new.
 */
static bool
is_opened_twice(const struct casefile *file, size_t at)
{
	const struct record *line = &file->lines[at];
	const char *once = record_get(line, "once");

	if (!once || event_verb(line->event) != VERB_OPEN)
		return false;
	for (size_t i = 0; i < at; i++) {
		const struct record *other = &file->lines[i];
		const char *their = record_get(other, "once");

		if (their && strcmp(their, once) == 0 &&
		    event_verb(other->event) == VERB_OPEN &&
		    strcmp(other->id, line->id) == 0)
			return true;
	}
	return false;
}

/* The events that stand: every known verb that nothing retracts. */
static void
gather_events(struct casefile *file, struct arena *arena)
{
	bool *gone = arena_get(arena, file->line_count + 1);

	memset(gone, 0, file->line_count + 1);
	for (size_t i = 0; i < file->line_count; i++) {
		const struct record *line = &file->lines[i];
		const struct record *target;

		if (event_verb(line->event) != VERB_RETRACT)
			continue;
		gone[i] = true;
		target = named_line(file, line);
		if (target && can_be_retracted(target) &&
		    strcmp(target->id, line->id) == 0)
			gone[target - file->lines] = true;
	}
	file->events = arena_get(arena, (file->line_count + 1) *
						sizeof(*file->events));
	for (size_t i = 0; i < file->line_count; i++) {
		enum verb verb = event_verb(file->lines[i].event);

		if (gone[i] || is_opened_twice(file, i))
			continue;
		file->events[file->event_count++] = (struct casefile_event){
			&file->lines[i], verb, CASEFILE_NONE};
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

/* Set, replace or (value NULL) take away a detail. room is always there. */
static void
set_detail(struct casefile *file, const char *key, const char *value)
{
	size_t at = 0;

	while (at < file->detail_count &&
	       strcmp(file->details[at].key, key) < 0)
		at++;
	if (at < file->detail_count &&
	    strcmp(file->details[at].key, key) == 0) {
		if (value) {
			file->details[at].value = value;
			return;
		}
		file->detail_count--;
		memmove(&file->details[at], &file->details[at + 1],
			(file->detail_count - at) * sizeof(*file->details));
		return;
	}
	if (!value)
		return;
	memmove(&file->details[at + 1], &file->details[at],
		(file->detail_count - at) * sizeof(*file->details));
	file->details[at] = (struct record_pair){key, value};
	file->detail_count++;
}

/* Keys that say how an event was recorded, not what is known of the case. */
static bool
is_about_the_record(const char *key)
{
	return event_list_has("once logged of history plan out-of-order "
			      "skipped settled",
			      key);
}

static void
fold_details(struct casefile *file, int digits, struct arena *arena)
{
	size_t room = 0;
	const char *text;

	for (size_t i = 0; i < file->event_count; i++)
		room += (size_t)file->events[i].record->pair_count;
	file->details = arena_get(arena, (room + 1) * sizeof(*file->details));
	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		enum verb verb = file->events[i].verb;

		if (verb == VERB_OPEN && record == file->opening)
			file->category =
				record->what ? record->what : file->category;
		if (verb == VERB_OPEN && record != file->opening &&
		    !file->category)
			file->category = record->what;
		if (verb == VERB_HEAT && record->what)
			file->heat = record->what;
		if (verb != VERB_OPEN && verb != VERB_AMEND)
			continue;
		for (int32_t k = 0; k < record->pair_count; k++) {
			const char *key = record->pairs[k].key;
			const char *value = record->pairs[k].value;

			if (is_about_the_record(key))
				continue;
			/* A case joined to this one fills in what is missing.
			 */
			if (verb == VERB_OPEN && record != file->opening &&
			    casefile_detail(file, key))
				continue;
			if (verb == VERB_AMEND && strcmp(value, "-") == 0)
				value = NULL;
			if (strcmp(key, "category") == 0) {
				file->category = value;
				continue;
			}
			if (strcmp(key, "heat") == 0)
				file->heat = value;
			set_detail(file, key, value);
		}
	}
	text = casefile_detail(file, "value");
	if (!text || !money_parse(text, digits, &file->value, NULL))
		file->value = MONEY_NONE;
	text = casefile_detail(file, "delivery");
	if (!text || !money_parse(text, digits, &file->delivery, NULL))
		file->delivery = MONEY_NONE;
}

static void
fold_points(struct casefile *file, struct arena *arena)
{
	file->points = arena_get(arena, (file->event_count + 1) *
						sizeof(*file->points));
	file->heart = CASEFILE_NONE;
	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb == VERB_OPEN)
			file->points[file->point_count++] =
				(struct casefile_point){"pt0", record->text, i};
		if (file->events[i].verb == VERB_POINT)
			file->points[file->point_count++] =
				(struct casefile_point){record->what,
							record->text, i};
	}
	for (size_t i = 0; i < file->event_count; i++) {
		struct casefile_event *event = &file->events[i];
		const struct record *named;

		if (event->verb != VERB_HEART && event->verb != VERB_ANSWER)
			continue;
		named = named_line(file, event->record);
		for (size_t k = 0; k < file->point_count; k++) {
			const struct casefile_point *point = &file->points[k];
			bool fits =
				named ? file->events[point->event].record ==
						named
				      : event->record->what && point->ref &&
						!strcmp(point->ref,
							event->record->what);

			if (!fits)
				continue;
			event->refers = point->event;
			if (event->verb == VERB_HEART)
				file->heart = k;
			if (named)
				break;
		}
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

/*
 * The promise that a kept, renew or broken speaks of: the one that of= names,
 * or what it was moved to; without of= the open one of that ref.
 */
static struct casefile_promise *
promise_meant(struct casefile *file, const struct casefile_event *event,
	      const size_t *moved_to)
{
	const struct record *named = named_line(file, event->record);
	struct casefile_promise *open = NULL;

	for (size_t i = 0; i < file->promise_count; i++) {
		struct casefile_promise *promise = &file->promises[i];

		if (named) {
			size_t at = i;

			if (file->events[promise->event].record != named)
				continue;
			while (moved_to[at] != CASEFILE_NONE)
				at = moved_to[at];
			return &file->promises[at];
		}
		if (promise->state == PROMISE_OPEN && promise->ref &&
		    event->record->what &&
		    strcmp(promise->ref, event->record->what) == 0)
			open = promise;
	}
	/* An of= that names nothing known waits without effect. */
	return record_get(event->record, "of") ? NULL : open;
}

static void
fold_promises(struct casefile *file, struct arena *arena)
{
	size_t room = file->event_count + 1;
	size_t *moved_to = arena_get(arena, room * sizeof(*moved_to));

	file->promises = arena_get(arena, room * sizeof(*file->promises));
	for (size_t i = 0; i < room; i++)
		moved_to[i] = CASEFILE_NONE;
	/* All promises first: a till with a slow clock may keep one before it
	 * was made. */
	for (size_t i = 0; i < file->event_count; i++) {
		if (file->events[i].verb == VERB_PROMISE)
			add_promise(file, i);
	}
	for (size_t i = 0; i < file->event_count; i++) {
		struct casefile_event *event = &file->events[i];
		const struct record *record = event->record;
		struct casefile_promise *promise, *next;

		if (event->verb != VERB_KEPT && event->verb != VERB_RENEW &&
		    event->verb != VERB_BROKEN)
			continue;
		promise = promise_meant(file, event, moved_to);
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
			moved_to[promise - file->promises] =
				file->promise_count;
			next = add_promise(file, i);
			next->ref = promise->ref;
			next->text = promise->text;
			next->remedy = promise->remedy;
			if (!next->how)
				next->how = promise->how;
		}
	}
}

static void
fold_course(struct casefile *file)
{
	const char *first = NULL;

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
		default:
			break;
		}
		if (file->events[i].verb != VERB_OPEN && !first)
			first = record->who;
	}
	if (!file->owner)
		file->owner = first;
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
	if (casefile_first(file, VERB_ACCEPT, NULL, file->since) !=
	    CASEFILE_NONE)
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
	apply_erasures(file, records, count, arena);
	file->line_count = sort_lines(records, count);
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
		named = named_line(file, file->events[i].record);
		if (named)
			file->events[i].refers = event_of(file, named);
	}
	file->state = state_of(file);
}

const char *
casefile_detail(const struct casefile *file, const char *key)
{
	for (size_t i = 0; i < file->detail_count; i++) {
		if (strcmp(file->details[i].key, key) == 0)
			return file->details[i].value;
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
