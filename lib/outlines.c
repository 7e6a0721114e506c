#include "outlines.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_AT_FIRST 16
#define DAYS_AT_FIRST 256
#define RECENT_DAYS 256

/*
 * The cases of one day. Lines that follow one another are mostly of cases of
 * the same few weeks, whose places in one table for all would be far apart:
 * each would have to be fetched from memory anew.
 */
struct day {
	uint64_t date;
	uint32_t *slots; /* a hash of ids: index + 1; 0 free */
	size_t count, room;
};

struct outline_private {
	size_t room;
	struct day *days; /* a hash of those in ids */
	size_t day_count, day_room;
	/* Those asked for last, by their hashes: an index, or that of another
	 * day. Lines are of the cases of a few weeks, now this day's and now
	 * that. */
	uint32_t recent[RECENT_DAYS];
	uint32_t *before; /* by line: the one before it of its case */
	size_t line_room;

	struct glance_id *joined; /* named by merges */
	size_t joined_count, joined_room;
};

/* The day in an id: its first six bytes. */
static uint64_t
date_of(struct glance_id id)
{
	return id.first & UINT64_C(0xFFFFFFFFFFFF);
}

static size_t
hash_of(uint64_t word)
{
	uint64_t hash = word * UINT64_C(0xFF51AFD7ED558CCD);

	return (size_t)(hash ^ hash >> 32);
}

/* Where the day is in the table, or would be. */
static struct day *
day_in(struct day *days, size_t room, uint64_t date)
{
	size_t at = hash_of(date) & (room - 1);

	while (days[at].room > 0 && days[at].date != date)
		at = (at + 1) & (room - 1);
	return &days[at];
}

static void
make_days(struct outline_private *private)
{
	size_t room = private->day_room * 2;
	struct day *days = mem_zero(room, sizeof(*days));

	for (size_t i = 0; i < private->day_room; i++) {
		if (private->days[i].room > 0)
			*day_in(days, room, private->days[i].date) =
				private->days[i];
	}
	free(private->days);
	private->days = days;
	private->day_room = room;
	memset(private->recent, 0, sizeof(private->recent));
}

static struct day *
find_day(struct outline_private *private, uint64_t date)
{
	struct day *day = day_in(private->days, private->day_room, date);

	if (day->room == 0) {
		if (++private->day_count * 2 > private->day_room) {
			make_days(private);
			day = day_in(private->days, private->day_room, date);
		}
		*day = (struct day){
			.date = date,
			.slots = mem_zero(SLOTS_AT_FIRST, sizeof(*day->slots)),
			.room = SLOTS_AT_FIRST};
	}
	private->recent[hash_of(date) % RECENT_DAYS] =
		(uint32_t)(day - private->days);
	return day;
}

static inline struct day *
day_for(struct outline_private *private, uint64_t date)
{
	uint32_t recent = private->recent[hash_of(date) % RECENT_DAYS];
	struct day *day = &private->days[recent];

	return day->room > 0 && day->date == date ? day
						  : find_day(private, date);
}

static uint32_t *
slot_in(const struct outlines *outlines, const struct day *day,
	struct glance_id id)
{
	size_t mask = day->room - 1, at = hash_of(id.last) & mask;

	while (day->slots[at] &&
	       !glance_same_id(outlines->cases[day->slots[at] - 1].id, id))
		at = (at + 1) & mask;
	return &day->slots[at];
}

static void
make_slots(struct outlines *outlines, struct day *day)
{
	uint32_t *old = day->slots;
	size_t room = day->room;

	day->room *= 2;
	day->slots = mem_zero(day->room, sizeof(*day->slots));
	for (size_t i = 0; i < room; i++) {
		if (old[i])
			*slot_in(outlines, day,
				 outlines->cases[old[i] - 1].id) = old[i];
	}
	free(old);
}

static bool
is_named(const struct outline_wanted *wanted, struct glance_id id)
{
	char bytes[CASEID_SIZE];
	bool named = false;

	if (wanted->meant_count == 0)
		return false;
	glance_id_bytes(bytes, id);
	for (size_t i = 0; i < wanted->meant_count && !named; i++)
		named = meant_is_id(&wanted->meant[i], bytes);
	return named;
}

/* The outline of an id, made where there is none; NULL where `new`, the line
 * that says it, is given and it is no case's id. */
static struct outline *
outline_for(struct outlines *outlines, struct glance_id id,
	    const struct glance *new)
{
	struct outline_private *private = outlines->private;
	struct day *day = day_for(private, date_of(id));
	uint32_t *slot = slot_in(outlines, day, id);
	struct outline *made;

	if (*slot)
		return &outlines->cases[*slot - 1];
	if (new) {
		size_t len;
		const char *at = glance_field(new, RECORD_CASE, &len);

		if (!caseid_is_valid(at, len))
			return NULL;
	}
	if (++day->count * 2 > day->room) {
		make_slots(outlines, day);
		slot = slot_in(outlines, day, id);
	}
	outlines->cases = mem_grow(outlines->cases, outlines->count,
				   &private->room, sizeof(*made));
	outlining_make_room(&outlines->outlining, private->room);
	made = &outlines->cases[outlines->count];
	*made = (struct outline){.id = id, .last = INT64_MIN};
	if (is_named(outlines->outlining.wanted, id))
		made->marks = OUTLINE_NAMED;
	*slot = (uint32_t)++outlines->count;
	return made;
}

void
outlines_init(struct outlines *outlines, const struct outline_wanted *wanted)
{
	struct outline_private *private = mem_zero(1, sizeof(*private));

	*outlines = (struct outlines){.private = private};
	private->day_room = DAYS_AT_FIRST;
	private->days = mem_zero(DAYS_AT_FIRST, sizeof(*private->days));
	outlining_init(&outlines->outlining, wanted);
}

void
outlines_release(struct outlines *outlines)
{
	struct outline_private *private = outlines->private;

	if (private) {
		for (size_t i = 0; i < private->day_room; i++)
			free(private->days[i].slots);
		free(private->days);
		free(private->before);
		free(private->joined);
		free(private);
	}
	outlining_release(&outlines->outlining);
	free(outlines->cases);
	*outlines = (struct outlines){0};
}

static void
link_line(struct outline_private *private, struct outline *outline,
	  uint32_t line)
{
	while (line >= private->line_room) {
		private->before =
			mem_grow(private->before, private->line_room,
				 &private->line_room, sizeof(*private->before));
	}
	private->before[line] = outline->line;
	outline->line = line;
}

/* Remember the case that a merge joins to this one. */
static void
note_joined(struct outline_private *private, const char *id, size_t len)
{
	if (len != CASEID_LEN)
		return;
	private->joined =
		mem_grow(private->joined, private->joined_count,
			 &private->joined_room, sizeof(*private->joined));
	private->joined[private->joined_count++] = glance_id(id);
}

bool
outlines_take(struct outlines *outlines, const struct glance *glance,
	      const struct record *record, uint32_t line)
{
	struct outline_private *private = outlines->private;
	bool seen = glance->count > 0;
	int64_t time = seen ? glance->time : record->at;
	struct outline *outline =
		outline_for(outlines, seen ? glance->id : glance_id(record->id),
			    record ? NULL : glance);

	if (!outline)
		return false;
	link_line(private, outline, line);
	/* Nothing stands before an opening, but of a till with another clock.
	 */
	if (time <= outline->last ||
	    (outline->last != INT64_MIN && seen && glance->verb == VERB_OPEN))
		outline->marks |= OUTLINE_ODD;
	if (time > outline->last)
		outline->last = time;
	if (!seen) {
		outline->marks |= OUTLINE_ODD;
		if (record->what && strcmp(record->event, "merge") == 0)
			note_joined(private, record->what,
				    strlen(record->what));
		return true;
	}
	outline_take(outline, &outlines->outlining,
		     (size_t)(outline - outlines->cases), glance);
	if (glance->verb == VERB_MERGE) {
		size_t len;
		const char *id = glance_field(glance, RECORD_WHAT, &len);

		note_joined(private, id, len);
	}
	return true;
}

void
outlines_end(struct outlines *outlines)
{
	struct outline_private *private = outlines->private;

	for (size_t i = 0; i < private->joined_count; i++) {
		char id[CASEID_SIZE];
		size_t found;

		glance_id_bytes(id, private->joined[i]);
		found = outlines_find(outlines, id);
		if (found < outlines->count)
			outlines->cases[found].marks |= OUTLINE_ODD;
	}
}

void
outlines_decide(const struct outlines *outlines, struct caused_words *words)
{
	const struct caused_span *span = &outlines->outlining.wanted->again;
	struct caused_tally tally;

	caused_tally_init(&tally);
	for (size_t i = 0; i < outlines->count; i++) {
		const struct outline *outline = &outlines->cases[i];

		if (outline->caused)
			caused_count(
				&tally, span,
				&outlines->outlining.caused.at[outline->caused],
				!(outline->marks &
				  (OUTLINE_ODD | OUTLINE_ERASED)));
	}
	caused_decide(words, &tally, span);
}

size_t
outlines_find(const struct outlines *outlines, const char *id)
{
	struct glance_id sought = glance_id(id);
	struct day *day = day_for(outlines->private, date_of(sought));
	uint32_t found = *slot_in(outlines, day, sought);

	return found ? found - 1 : outlines->count;
}

uint32_t
outlines_before(const struct outlines *outlines, uint32_t line)
{
	return outlines->private->before[line];
}
