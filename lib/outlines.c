#include "outlines.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "mem.h"

#define SLOTS_AT_FIRST 16
#define SLOTS_MOST_AT_FIRST 1024
#define DATES (100 * 12 * 31) /* of ids */

/*
 * The cases of one day. Lines that follow one another are mostly of cases of
 * the same few weeks, whose places in one table for all would be far apart:
 * each would have to be fetched from memory anew.
 */
struct day {
	struct slot *slots; /* a hash of ids */
	size_t count, room;
};

/* A case: no other's outline has to be looked at to know that it is not. */
struct slot {
	uint32_t at;   /* index + 1; 0: free */
	uint32_t hash; /* of its id */
};

struct outline_private {
	struct day **by_date;  /* NULL: it has no case yet */
	struct arena days;     /* and their slots */
	size_t slots_at_first; /* of a day */
	struct table
		before; /* by line, uint32_t: the one before it of its case */

	/* The case of the last line: who is at the counter has several lines
	 * written, one after the other. */
	struct glance_id last_id;
	size_t last_index;

	struct outlines_merge *merges;
	size_t merge_count, merge_room;
};

/* The day in an id, six digits, as a number; DATES for what is no date. Of all
 * bytes at once, as time_of_day in glance.c does it. */
static inline size_t
date_of(struct glance_id id)
{
	char bytes[sizeof(id.first)];
	uint64_t digits, pairs;
	size_t month, day;

	memcpy(bytes, &id.first, sizeof(bytes));
	digits = (bytes_low_first(bytes) & UINT64_C(0xFFFFFFFFFFFF)) -
		 UINT64_C(0x303030303030);
	if ((digits | (digits + UINT64_C(0x767676767676))) &
	    UINT64_C(0x8080808080808080))
		return DATES;
	pairs = digits * 10 + (digits >> 8);
	month = (pairs >> 16 & 0xFF) - 1;
	day = (pairs >> 32 & 0xFF) - 1;
	if (month >= 12 || day >= 31)
		return DATES;
	return ((pairs & 0xFF) * 12 + month) * 31 + day;
}

static size_t
hash_of(uint64_t word)
{
	uint64_t hash = word * UINT64_C(0xFF51AFD7ED558CCD);

	return (size_t)(hash ^ hash >> 32);
}

static struct slot *
free_slots(struct outline_private *private, size_t count)
{
	struct slot *slots = arena_get(&private->days, count * sizeof(*slots));

	memset(slots, 0, count * sizeof(*slots));
	return slots;
}

/* A day, of which this is the first line. Where that opens no case, most of the
 * day's began elsewhere, or are told of no more. */
static struct day *
add_day(struct outline_private *private, bool opens)
{
	struct day *day = arena_get(&private->days, sizeof(*day));
	size_t room = opens ? private->slots_at_first : SLOTS_AT_FIRST;

	*day = (struct day){.slots = free_slots(private, room), .room = room};
	return day;
}

/* Where an id is among those of its day, or would be. */
static inline struct slot *
slot_in(const struct outlines *outlines, const struct day *day,
	struct glance_id id)
{
	size_t mask = day->room - 1, at = hash_of(id.last);
	uint32_t hash = (uint32_t)at;
	struct slot *slot = &day->slots[at & mask];

	while (slot->at > 0 &&
	       (slot->hash != hash ||
		!glance_same_id(outlines_at(outlines, slot->at - 1)->id, id)))
		slot = &day->slots[++at & mask];
	return slot;
}

static void
make_slots(struct outline_private *private, struct day *day)
{
	struct slot *old = day->slots;
	size_t room = day->room;

	day->room *= 2;
	day->slots = free_slots(private, day->room);
	for (size_t i = 0; i < room; i++) {
		size_t to = old[i].hash;

		if (old[i].at == 0)
			continue;
		while (day->slots[to & (day->room - 1)].at > 0)
			to++;
		day->slots[to & (day->room - 1)] = old[i];
	}
	/* Most days have as many cases as the one before. */
	if (day->room > SLOTS_MOST_AT_FIRST)
		return;
	private->slots_at_first = day->room;
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

/* The index of an id, made where there is none; OUTLINES_NEW where `new`, the
 * line that says it, is given and it is no case's id. */
static size_t
index_for(struct outlines *outlines, struct glance_id id,
	  const struct glance *new)
{
	struct outline_private *private = outlines->private;
	size_t index = outlines->count, date = date_of(id);
	struct day *day = private->by_date[date];
	struct slot *slot = day ? slot_in(outlines, day, id) : NULL;

	if (slot && slot->at > 0)
		return slot->at - 1;
	if (new) {
		size_t len;
		const char *at = glance_field(new, RECORD_CASE, &len);

		if (!caseid_is_valid(at, len))
			return OUTLINES_NEW;
	}
	if (!day)
		day = private->by_date[date] =
			add_day(private, new &&new->verb == VERB_OPEN);
	if (++day->count * 2 > day->room)
		make_slots(private, day);
	slot = slot_in(outlines, day, id);
	table_make_room(&outlines->cases, index + 1);
	outlining_add(&outlines->outlining, index);
	*outlines_at(outlines, index) =
		(struct outline){.id = id, .last = INT64_MIN};
	if (is_named(outlines->outlining.wanted, id))
		outlines_at(outlines, index)->marks = OUTLINE_NAMED;
	outlines->count++;
	*slot = (struct slot){(uint32_t)index + 1, (uint32_t)hash_of(id.last)};
	return index;
}

void
outlines_init(struct outlines *outlines, const struct outline_wanted *wanted)
{
	struct outline_private *private = mem_zero(1, sizeof(*private));

	*outlines = (struct outlines){.private = private};
	private->slots_at_first = SLOTS_AT_FIRST;
	private->by_date = mem_zero(DATES + 1, sizeof(*private->by_date));
	table_init(&private->before, sizeof(uint32_t));
	table_init(&outlines->cases, sizeof(struct outline));
	outlining_init(&outlines->outlining, wanted);
}

void
outlines_release(struct outlines *outlines)
{
	struct outline_private *private = outlines->private;

	if (private) {
		arena_release(&private->days);
		free(private->by_date);
		table_release(&private->before);
		free(private->merges);
		free(private);
	}
	outlining_release(&outlines->outlining);
	table_release(&outlines->cases);
	*outlines = (struct outlines){0};
}

static void
link_line(struct outline_private *private, struct outline *outline,
	  uint32_t line)
{
	table_make_room(&private->before, (size_t)line + 1);
	*(uint32_t *)table_at(&private->before, line) = outline->line;
	outline->line = line;
}

/* Remember the case that a merge joins to this one. */
static void
note_merge(struct outline_private *private, size_t index, const char *id,
	   size_t len)
{
	private->merges =
		mem_grow(private->merges, private->merge_count,
			 &private->merge_room, sizeof(*private->merges));
	private->merges[private->merge_count++] = (struct outlines_merge){
		index,
		len == CASEID_LEN ? glance_id(id) : (struct glance_id){0, 0}};
}

/* Take a line that had to be decoded. */
static void
take_decoded(struct outlines *outlines, struct outline *outline, size_t index,
	     const struct record *record)
{
	struct outline_private *private = outlines->private;

	outline->marks |= OUTLINE_ODD;
	if (namedby_record(&outlines->outlining.named, record))
		outline->marks |= OUTLINE_NAMED;
	if (record->what && strcmp(record->event, "merge") == 0)
		note_merge(private, index, record->what, strlen(record->what));
}

enum outlines_took
outlines_take(struct outlines *outlines, size_t index,
	      const struct glance *glance, const struct record *record,
	      struct places_line line)
{
	struct outline_private *private = outlines->private;
	bool seen = glance->count > 0, opens;
	int64_t time = seen ? glance->time : record->at;
	struct glance_id id = seen ? glance->id : glance_id(record->id);
	struct outline *outline;

	if (index == OUTLINES_NEW) {
		index = glance_same_id(id, private->last_id)
				? private->last_index
				: index_for(outlines, id,
					    record ? NULL : glance);
		if (index == OUTLINES_NEW)
			return OUTLINES_UNSURE;
		private->last_id = id;
		private->last_index = index;
	}
	outline = outlines_at(outlines, index);
	opens = seen && glance->verb == VERB_OPEN;
	if (outlines->goes_on && outline->line == 0 && line.number > 0 &&
	    !opens)
		outline->marks |= OUTLINE_ELSEWHERE;
	if (line.number > 0)
		link_line(private, outline, line.number);
	if (outline->marks & OUTLINE_ELSEWHERE)
		return OUTLINES_ASIDE;
	/* Nothing stands before an opening, but of a till with another clock,
	 * or where it was lost. */
	if (time < outline->last || (outline->last == INT64_MIN) != opens) {
		outlines->unordered += !(outline->marks & OUTLINE_UNORDERED);
		outline->marks |= OUTLINE_ODD | OUTLINE_UNORDERED;
	} else if (time == outline->last)
		outline->marks |= OUTLINE_ODD;
	if (seen)
		outline_take(outline, &outlines->outlining, index, glance);
	else
		take_decoded(outlines, outline, index, record);
	if (time > outline->last)
		outline->last = time;
	if (!seen)
		return OUTLINES_TOOK;
	if (outlines->outlining.briefs.of != BRIEF_NONE)
		briefs_take(&outlines->outlining.briefs, index, glance, line);
	if (glance->verb == VERB_MERGE) {
		size_t len;
		const char *other = glance_field(glance, RECORD_WHAT, &len);

		note_merge(private, index, other, len);
	}
	return OUTLINES_TOOK;
}

const struct outlines_merge *
outlines_merges(const struct outlines *outlines, size_t *count)
{
	*count = outlines->private->merge_count;
	return outlines->private->merges;
}

size_t
outlines_find(const struct outlines *outlines, struct glance_id id)
{
	const struct day *day = outlines->private->by_date[date_of(id)];
	uint32_t found = day ? slot_in(outlines, day, id)->at : 0;

	return found > 0 ? found - 1 : OUTLINES_NEW;
}

uint32_t
outlines_before(const struct outlines *outlines, uint32_t line)
{
	return *(uint32_t *)table_at(&outlines->private->before, line);
}
