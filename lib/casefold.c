#include "casefold.h"

#include <stdlib.h>
#include <string.h>

#include "caselines.h"
#include "casepromises.h"
#include "redact.h"

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

/* The category as it stands after an event: NULL where it was taken away. */
static const char *
category_after(const struct casefile_event *event, const char *category)
{
	const char *value;

	if (event->verb != VERB_OPEN && event->verb != VERB_AMEND)
		return category;
	value = record_get(event->record, "category");
	if (event->verb == VERB_AMEND && value && strcmp(value, "-") == 0)
		return NULL;
	if (event->verb == VERB_OPEN && !value)
		value = event->record->what;
	return value ? value : category;
}

/* The category of what an opening began: as it says, or as was said since of
 * the case that it belonged to then, before it was joined or after. */
static const char *
category_of(const struct casefile *file, const struct record *opening)
{
	const char *id = opening->id, *category = NULL;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];
		const struct record *record = event->record;

		if (event->verb == VERB_MERGE && record->what &&
		    strcmp(record->what, id) == 0)
			id = record->id;
		else if (record == opening || (event->verb == VERB_AMEND &&
					       strcmp(record->id, id) == 0))
			category = category_after(event, category);
	}
	return category;
}

/* The case's own category, where it has none that of what was joined to it; and
 * those of all that was. */
static void
fold_categories(struct casefile *file, struct arena *arena)
{
	size_t count = casefile_count(file, VERB_OPEN, VERB_OPEN);
	const char **joined = NULL, *category;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];
		bool opens = event->verb == VERB_OPEN;

		if (strcmp(event->record->id, file->id) == 0) {
			if (!opens || event->record == file->opening ||
			    !file->category)
				file->category =
					category_after(event, file->category);
			continue;
		}
		category = opens ? category_of(file, event->record) : NULL;
		if (!category)
			continue;
		if (!joined)
			joined = arena_get(arena, count * sizeof(*joined));
		joined[file->joined_count++] = category;
	}
	if (!file->category && joined)
		file->category = joined[0];
	file->joined = joined;
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
			if (record_same_key(key, "category"))
				continue;
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
		event = casefile_event_of(file, named);
		return event == CASEFILE_NONE ? CASEFILE_NONE : point_of[event];
	}
	for (size_t i = file->point_count; record->what && i-- > 0;) {
		if (file->points[i].ref &&
		    strcmp(file->points[i].ref, record->what) == 0)
			return i;
	}
	return CASEFILE_NONE;
}

/* Of points of one name and instant, as the openings of two cases that were
 * joined may be, the first without an answer; else the one that is meant. */
static size_t
point_to_answer(const struct casefile *file, size_t meant, const bool *answered)
{
	const struct casefile_point *point = &file->points[meant];

	if (!answered[meant] || !point->ref)
		return meant;
	for (size_t i = 0; i < file->point_count; i++) {
		const struct casefile_point *other = &file->points[i];

		if (!answered[i] && other->ref &&
		    strcmp(other->ref, point->ref) == 0 &&
		    file->events[other->event].record->at ==
			    file->events[point->event].record->at)
			return i;
	}
	return meant;
}

static void
fold_points(struct casefile *file, struct arena *arena)
{
	bool named = casefile_count(file, VERB_HEART, VERB_ANSWER) > 0;
	size_t *point_of = named ? casefile_indexes(file, arena) : NULL;
	size_t count = casefile_count(file, VERB_OPEN, VERB_POINT);
	bool *answered = arena_get(arena, count + 1);

	memset(answered, 0, count + 1);
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

		if (event->verb == VERB_REOPEN)
			memset(answered, 0, count + 1);
		if (event->verb != VERB_HEART && event->verb != VERB_ANSWER)
			continue;
		point = point_meant(file, event->record, point_of);
		if (point == CASEFILE_NONE)
			continue;
		if (event->verb == VERB_ANSWER) {
			point = point_to_answer(file, point, answered);
			answered[point] = true;
		}
		event->refers = file->points[point].event;
		if (event->verb == VERB_HEART)
			file->heart = point;
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
		if (file->events[i].verb != VERB_OPEN && !first &&
		    !casefile_is_of(file, record->who))
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
casefold_all(struct casefile *file, const char *id, struct record *records,
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
	fold_categories(file, arena);
	fold_details(file, digits < 0 ? 2 : digits, arena);
	fold_points(file, arena);
	casepromises_fold(file, arena);
	fold_course(file);
	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *named;

		if (file->events[i].refers != CASEFILE_NONE)
			continue;
		named = caselines_named(file->lines, file->line_count,
					file->events[i].record);
		if (named)
			file->events[i].refers = casefile_event_of(file, named);
	}
	file->state = state_of(file);
}

void
casefold_brief(struct casefile *file, const struct record *lines, size_t count,
	       const struct casefold_course *course, int digits,
	       struct arena *arena)
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
	fold_categories(file, arena);
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
