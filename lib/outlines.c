#include "outlines.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "linechain.h"
#include "mem.h"

/* Of slots, their number being 1 << shift. */
#define SHIFT_AT_FIRST 4
#define SHIFT_MOST_AT_FIRST 11
#define SHIFTS 32
#define DATES (100 * 12 * 31) /* of ids */

/*
 * The cases of one day. Lines that follow one another are mostly of cases of
 * the same few weeks, whose places in one table for all would be far apart:
 * each would have to be fetched from memory anew.
 */
struct day {
	uint32_t *slots; /* a hash of ids */
	uint32_t count;
	uint32_t shift; /* 1 << shift slots */
};

/* A slot holds a case's index + 1, 0 where it is free, and above that bits of
 * the hash of its id: few other outlines have to be looked at to know that they
 * are not the one. */
#define SLOT_BITS 28
#define SLOT_CASE ((UINT32_C(1) << SLOT_BITS) - 1)

/* Slots that larger ones replaced, by their shift: the next day's. */
struct spare {
	struct spare *next;
};

struct outline_private {
	struct day **by_date; /* NULL: it has no case yet */
	struct arena days;    /* and their slots */
	struct spare *spare[SHIFTS];
	uint32_t shift_at_first; /* of a day */
	struct linechain chain;

	/* The case of the last line: who is at the counter has several lines
	 * written, one after the other. */
	struct glance_id last_id;
	size_t last_index;

	struct outlines_merge *merges;
	size_t merge_count, merge_room;
};

/* The day in an id: its six digits as a number, or NO_DIGITS; and which of the
 * dates that is, or DATES where it is none. */
struct id_day {
	uint32_t digits;
	uint32_t date;
};
#define NO_DIGITS UINT32_MAX

/* Of all bytes at once, as time_of_day in glance.c does it. */
static inline struct id_day
day_of(struct glance_id id)
{
	char bytes[sizeof(id.first)];
	uint64_t digits, pairs;
	uint32_t year, month, day;

	memcpy(bytes, &id.first, sizeof(bytes));
	digits = (bytes_low_first(bytes) & UINT64_C(0xFFFFFFFFFFFF)) -
		 UINT64_C(0x303030303030);
	if ((digits | (digits + UINT64_C(0x767676767676))) &
	    UINT64_C(0x8080808080808080))
		return (struct id_day){NO_DIGITS, DATES};
	pairs = digits * 10 + (digits >> 8);
	year = pairs & 0xFF;
	month = pairs >> 16 & 0xFF;
	day = pairs >> 32 & 0xFF;
	return (struct id_day){
		(year * 100 + month) * 100 + day,
		month - 1 < 12 && day - 1 < 31
			? (year * 12 + month - 1) * 31 + day - 1
			: DATES,
	};
}

static uint32_t
hash_of(uint64_t id_end)
{
	uint64_t hash = id_end * UINT64_C(0xFF51AFD7ED558CCD);

	return (uint32_t)(hash ^ hash >> 32);
}

static uint32_t *
free_slots(struct outline_private *private, uint32_t shift)
{
	size_t size = sizeof(uint32_t) << shift;
	struct spare *spare = private->spare[shift];

	if (spare)
	private->spare[shift] = spare->next;
	return memset(spare ? (void *)spare : arena_get(&private->days, size),
		      0, size);
}

/* A day, of which this is the first line. Where that opens no case, most of the
 * day's began elsewhere, or are told of no more. */
static struct day *
add_day(struct outline_private *private, bool opens)
{
	struct day *day = arena_get(&private->days, sizeof(*day));
	uint32_t shift = opens ? private->shift_at_first : SHIFT_AT_FIRST;

	*day = (struct day){.slots = free_slots(private, shift),
			    .shift = shift};
	return day;
}

/* Where an id is among those of its day, or would be. */
static inline uint32_t *
slot_in(const struct outlines *outlines, const struct day *day, uint64_t id_end,
	uint32_t digits)
{
	uint32_t mask = (UINT32_C(1) << day->shift) - 1, hash = hash_of(id_end);
	uint32_t at = hash & mask;

	for (; day->slots[at]; at = (at + 1) & mask) {
		uint32_t slot = day->slots[at];
		const struct outline *outline =
			outlines_at(outlines, (slot & SLOT_CASE) - 1);

		if (((slot ^ hash) & ~SLOT_CASE) == 0 &&
		    outline->id_end == id_end && outline->id_digits == digits)
			break;
	}
	return &day->slots[at];
}

/* Put a case where it is free, which is no other's of the same id. */
static void
fill_slot(const struct day *day, uint32_t hash, uint32_t slot)
{
	uint32_t mask = (UINT32_C(1) << day->shift) - 1;

	while (day->slots[hash & mask])
		hash++;
	day->slots[hash & mask] = slot;
}

static void
make_slots(struct outlines *outlines, struct day *day)
{
	struct outline_private *private = outlines->private;
	struct spare *old = (void *)day->slots;
	const uint32_t *slots = day->slots, *end = slots + (1 << day->shift);

	day->slots = free_slots(private, day->shift + 1);
	day->shift++;
	for (; slots < end; slots++) {
		if (*slots)
			fill_slot(day,
				  hash_of(outlines_at(outlines,
						      (*slots & SLOT_CASE) - 1)
						  ->id_end),
				  *slots);
	}
	old->next = private->spare[day->shift - 1];
	private->spare[day->shift - 1] = old;
	/* Most days have as many cases as the one before. */
	if (day->shift <= SHIFT_MOST_AT_FIRST)
	private->shift_at_first = day->shift;
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
	size_t index = outlines->count;
	struct id_day of = day_of(id);
	struct day *day = private->by_date[of.date];
	uint32_t found = day ? *slot_in(outlines, day, id.last, of.digits) : 0;

	if (found)
		return (found & SLOT_CASE) - 1;
	if (new) {
		size_t len;
		const char *at = glance_field(new, RECORD_CASE, &len);

		if (!caseid_is_valid(at, len))
			return OUTLINES_NEW;
	}
	if (!day)
		day = private->by_date[of.date] =
			add_day(private, new &&new->verb == VERB_OPEN);
	if (++day->count * 2 > UINT32_C(1) << day->shift)
		make_slots(outlines, day);
	if (index >= SLOT_CASE)
		mem_exhausted();
	fill_slot(day, hash_of(id.last),
		  (hash_of(id.last) & ~SLOT_CASE) | (uint32_t)(index + 1));
	table_make_room(&outlines->cases, index + 1);
	outlining_add(&outlines->outlining, index);
	*outlines_at(outlines, index) =
		(struct outline){.id_end = id.last, .id_digits = of.digits};
	if (is_named(outlines->outlining.wanted, id))
		outlines_at(outlines, index)->marks = OUTLINE_NAMED;
	outlines->count++;
	return index;
}

void
outlines_init(struct outlines *outlines, const struct outline_wanted *wanted)
{
	struct outline_private *private = mem_zero(1, sizeof(*private));

	*outlines = (struct outlines){.private = private};
	private->shift_at_first = SHIFT_AT_FIRST;
	private->by_date = mem_zero(DATES + 1, sizeof(*private->by_date));
	linechain_init(&private->chain);
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
		linechain_release(&private->chain);
		free(private->merges);
		free(private);
	}
	outlining_release(&outlines->outlining);
	table_release(&outlines->cases);
	*outlines = (struct outlines){0};
}

/* An instant as an outline holds it: those that it has no room for are as the
 * first or the last of the others, and what is said of such a case is odd. */
static inline uint64_t
until_of(int64_t instant, struct outline *outline)
{
	const int64_t most = (INT64_C(1) << OUTLINE_UNTIL_BITS) - 2;

	if (instant < 0 || instant > most) {
		outline->marks |= OUTLINE_ODD;
		instant = instant < 0 ? 0 : most;
	}
	return (uint64_t)instant + 1;
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
	uint64_t until;

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
	if (line.number > 0) {
		linechain_put(&private->chain, line.number, outline->line);
		outline->line = line.number;
	}
	if (outline->marks & OUTLINE_ELSEWHERE)
		return OUTLINES_ASIDE;
	/* Nothing stands before an opening, but of a till with another clock,
	 * or where it was lost. */
	until = until_of(time, outline);
	if (until < outline->until || (outline->until == 0) != opens) {
		outlines->unordered += !(outline->marks & OUTLINE_UNORDERED);
		outline->marks |= OUTLINE_ODD | OUTLINE_UNORDERED;
	} else if (until == outline->until)
		outline->marks |= OUTLINE_ODD;
	if (seen)
		outline_take(outline, &outlines->outlining, index, glance);
	else
		take_decoded(outlines, outline, index, record);
	if (until > outline->until)
		outline->until = until;
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
	struct id_day of = day_of(id);
	const struct day *day = outlines->private->by_date[of.date];
	uint32_t found = day ? *slot_in(outlines, day, id.last, of.digits) : 0;

	return found ? (found & SLOT_CASE) - 1 : OUTLINES_NEW;
}

uint32_t
outlines_before(const struct outlines *outlines, uint32_t line)
{
	return linechain_before(&outlines->private->chain, line);
}
