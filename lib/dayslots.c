#include "dayslots.h"

#include <stdlib.h>

/* Of slots, their number being 1 << shift. */
#define SHIFT_AT_FIRST 4
#define SHIFT_MOST_AT_FIRST 11

/* Slots that larger ones replaced, by their shift: the next day's. */
struct dayslots_spare {
	struct dayslots_spare *next;
};

void
dayslots_release(struct dayslots *slots)
{
	arena_release(&slots->days);
	free(slots->by_month);
	*slots = (struct dayslots){0};
}

static uint32_t *
free_slots(struct dayslots *slots, uint32_t shift)
{
	size_t size = sizeof(uint32_t) << shift;
	struct dayslots_spare *spare = slots->spare[shift];

	if (spare)
		slots->spare[shift] = spare->next;
	return memset(spare ? (void *)spare : arena_get(&slots->days, size), 0,
		      size);
}

/* The days of a month, of which one is to have a case. */
static struct dayslots_day *
days_of(struct dayslots *slots, uint32_t month)
{
	struct dayslots_day **days;

	if (!slots->by_month)
		slots->by_month =
			mem_zero(DAYSLOTS_MONTHS + 1, sizeof(*slots->by_month));
	days = &slots->by_month[month];
	if (!*days)
		*days = memset(
			arena_get(&slots->days, DAYSLOTS_DAYS * sizeof(**days)),
			0, DAYSLOTS_DAYS * sizeof(**days));
	return *days;
}

/* Of a day, of which this is the first case. Where its line opens none, most of
 * the day's began elsewhere, or are told of no more. */
static void
begin_day(struct dayslots *slots, struct dayslots_day *day, bool opens)
{
	day->shift = opens && slots->shift_at_first > 0 ? slots->shift_at_first
							: SHIFT_AT_FIRST;
	day->slots = free_slots(slots, day->shift);
}

/* Put a case where it is free, which is no other's of the same id. */
static void
fill(const struct dayslots_day *day, uint32_t hash, uint32_t slot)
{
	uint32_t mask = (UINT32_C(1) << day->shift) - 1;

	while (day->slots[hash & mask])
		hash++;
	day->slots[hash & mask] = slot;
}

static void
grow(struct dayslots *slots, struct dayslots_day *day, dayslots_hash *hash_at,
     const void *context)
{
	struct dayslots_spare *old = (void *)day->slots;
	const uint32_t *slot = day->slots, *end = slot + (1 << day->shift);

	day->slots = free_slots(slots, day->shift + 1);
	day->shift++;
	for (; slot < end; slot++) {
		if (*slot)
			fill(day, hash_at(context, (*slot & DAYSLOTS_CASE) - 1),
			     *slot);
	}
	old->next = slots->spare[day->shift - 1];
	slots->spare[day->shift - 1] = old;
	/* Most days have as many cases as the one before. */
	if (day->shift <= SHIFT_MOST_AT_FIRST)
		slots->shift_at_first = day->shift;
}

void
dayslots_add(struct dayslots *slots, uint32_t date, uint32_t hash,
	     size_t number, bool opens, dayslots_hash *hash_at,
	     const void *context)
{
	struct dayslots_day *day =
		&days_of(slots, date / DAYSLOTS_DAYS)[date % DAYSLOTS_DAYS];

	if (number >= DAYSLOTS_CASE)
		mem_exhausted();
	if (!day->slots)
		begin_day(slots, day, opens);
	if (++day->count * 2 > UINT32_C(1) << day->shift)
		grow(slots, day, hash_at, context);
	fill(day, hash, (hash & ~DAYSLOTS_CASE) | (uint32_t)(number + 1));
}
