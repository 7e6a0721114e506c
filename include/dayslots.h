/*
 * Cases by their ids: which of them, by its number, may be the one of an id. A
 * hash for each day that an id can name, for lines that follow one another are
 * mostly of cases of the same few weeks, whose places in one hash for all would
 * be far apart: each would have to be fetched from memory anew. Four bytes a
 * slot; what a case's id is, is for whoever has the cases to say.
 */
#ifndef DAYSLOTS_H
#define DAYSLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "bytes.h"
#include "glance.h"
#include "mem.h"

/* The day in an id: its six digits as a number, and which of a century's dates
 * that is, 32 of them a month, or DAYSLOTS_NO_DATE where it is none. */
struct dayslots_date {
	uint32_t digits;
	uint32_t date;
};
#define DAYSLOTS_MONTHS (100 * 12)
#define DAYSLOTS_DAYS 32
#define DAYSLOTS_NO_DATE (DAYSLOTS_MONTHS * DAYSLOTS_DAYS)
#define DAYSLOTS_NO_DIGITS UINT32_MAX /* they are none */

/* Cases of one day; private. */
struct dayslots_day {
	uint32_t *slots; /* NULL: it has none */
	uint32_t count;
	uint32_t shift; /* 1 << shift slots */
};

/* Private: a slot holds a case's number + 1, 0 where it is free, and above that
 * bits of the hash of its id: few other cases have to be looked at to know that
 * they are not the one. */
#define DAYSLOTS_BITS 28
#define DAYSLOTS_CASE ((UINT32_C(1) << DAYSLOTS_BITS) - 1)
#define DAYSLOTS_SHIFTS 32

/* Zero-initialise. */
struct dayslots {
	/* Private, as all of this: the days of each month, and of what is no
	 * date; NULL where it has no case. A table of all days would take 73
	 * pages of memory, for a journal of one case. */
	struct dayslots_day **by_month;
	struct arena days; /* and their slots */
	struct dayslots_spare *spare[DAYSLOTS_SHIFTS];
	uint32_t shift_at_first;
};
void dayslots_release(struct dayslots *slots);

/* A hash of the last eight bytes of an id, as glance_id has them. */
static inline uint32_t
dayslots_hash_of(uint64_t id_end)
{
	uint64_t hash = id_end * UINT64_C(0xFF51AFD7ED558CCD);

	return (uint32_t)(hash ^ hash >> 32);
}

/* The hash of a case's id, by its number, as the case was added with. */
typedef uint32_t dayslots_hash(const void *context, uint32_t number);

/*
 * Add a case: the date of its id, a hash of the rest, which may be of all of
 * it, and its number, below DAYSLOTS_CASE (else there is no memory for it).
 * hash_at tells that hash of those that were added before, and is called with
 * context. opens: where it is the first of its day, that is to have room for as
 * many as the day before.
 */
void dayslots_add(struct dayslots *slots, uint32_t date, uint32_t hash,
		  size_t number, bool opens, dayslots_hash *hash_at,
		  const void *context);

/* All bytes at once, as time_of_day in glance.c does it. */
static inline struct dayslots_date
dayslots_date(struct glance_id id)
{
	char bytes[sizeof(id.first)];
	uint64_t digits, pairs;
	uint32_t year, month, day;

	memcpy(bytes, &id.first, sizeof(bytes));
	digits = (bytes_low_first(bytes) & UINT64_C(0xFFFFFFFFFFFF)) -
		 UINT64_C(0x303030303030);
	if ((digits | (digits + UINT64_C(0x767676767676))) &
	    UINT64_C(0x8080808080808080))
		return (struct dayslots_date){DAYSLOTS_NO_DIGITS,
					      DAYSLOTS_NO_DATE};
	pairs = digits * 10 + (digits >> 8);
	year = pairs & 0xFF;
	month = pairs >> 16 & 0xFF;
	day = pairs >> 32 & 0xFF;
	return (struct dayslots_date){
		(year * 100 + month) * 100 + day,
		month - 1 < 12 && day - 1 < 31
			? (year * 12 + month - 1) * DAYSLOTS_DAYS + day - 1
			: DAYSLOTS_NO_DATE,
	};
}

/* A search for the case of an id; private. */
struct dayslots_search {
	const uint32_t *slots; /* NULL: the day has no case */
	uint32_t mask, hash, at;
};

/* Begin to search, by the date and the hash that it was added with. Good until
 * another is added. */
static inline struct dayslots_search
dayslots_seek(const struct dayslots *slots, uint32_t date, uint32_t hash)
{
	const struct dayslots_day *days =
		slots->by_month ? slots->by_month[date / DAYSLOTS_DAYS] : NULL;
	const struct dayslots_day *day;

	if (!days)
		return (struct dayslots_search){NULL, 0, hash, hash};
	day = &days[date % DAYSLOTS_DAYS];
	return (struct dayslots_search){
		day->slots, (UINT32_C(1) << day->shift) - 1, hash, hash};
}

/* Whether any case was added with a date. */
static inline bool
dayslots_has(const struct dayslots *slots, uint32_t date)
{
	return dayslots_seek(slots, date, 0).slots != NULL;
}

#define DAYSLOTS_NONE SIZE_MAX

/* The number of the next case that it may be; DAYSLOTS_NONE where there is no
 * other. */
static inline size_t
dayslots_next(struct dayslots_search *search)
{
	uint32_t slot;

	if (!search->slots)
		return DAYSLOTS_NONE;
	while ((slot = search->slots[search->at++ & search->mask]) != 0) {
		if (((slot ^ search->hash) & ~DAYSLOTS_CASE) == 0)
			return (slot & DAYSLOTS_CASE) - 1;
	}
	return DAYSLOTS_NONE;
}

#endif
