/*
 * The days from one instant to another as the shop's calendar has them, one by
 * one: how long it is open on each, how much of that lies between the two, and
 * why it is closed (due-when --why). Pure.
 */
#ifndef DAYCOUNT_H
#define DAYCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hours.h"
#include "mem.h"
#include "record.h"

enum daycount_kind {
	DAYCOUNT_OPEN,    /* the week's hours */
	DAYCOUNT_SPECIAL, /* hours of its own */
	DAYCOUNT_CLOSED,  /* by the week */
	DAYCOUNT_HOLIDAY, /* by a closure of the plan */
	DAYCOUNT_SKIPPED, /* a zone has changed its date, and never had it */
};

/* "open", "special", "closed", "holiday", "skipped". */
const char *daycount_kind_name(enum daycount_kind kind);

#define DAYCOUNT_UNNUMBERED (-1)

struct daycount_day {
	int64_t day;
	enum daycount_kind kind;
	const char *reason; /* the plan's; NULL; lives as long as hours */
	struct opening openings[HOURS_RANGES_MAX];
	size_t opening_count;
	int64_t open;    /* milliseconds on the whole day */
	int64_t counted; /* and between the two instants */
	/* Where open days are counted: 0 where the count begins, 1 on the first
	 * open day after that, …; DAYCOUNT_UNNUMBERED on all others. */
	int number;
	bool shifted;       /* number is 0, on a later day than the start's:
			       hours_set_after_close */
	bool after_closing; /* the start's day, which had been open before it */
	int64_t change;     /* when the clocks change on it; INSTANT_NONE */
	int change_seconds; /* they go forward, or (negative) back, by these */
};

/* The days still to come; private. */
struct daycount {
	const struct hours *hours;
	int64_t from, to;
	int64_t first, next, last;
	bool numbered;
	int number;
};

/*
 * From the day of `from` to the day that `to` ends or is in; none where `to` is
 * not after `from`. open_days: the count that to is the end of (DURATION_OPEN_
 * DAYS), so that days are numbered; 0 where it is not one of open days. Borrows
 * hours.
 */
void daycount_init(struct daycount *count, const struct hours *hours,
		   int64_t from, int64_t to, int open_days);
/* False: no day is left. */
bool daycount_next(struct daycount *count, struct daycount_day *day);

/* Append its hours by the clock on the wall: "09:00-13:00,14:00-18:00"; nothing
 * where it is closed. */
void daycount_say_hours(struct buffer *out, const struct hours *hours,
			const struct daycount_day *day);
/* Append why it counts as it does: "closed: Christmas Day", "open; the clocks
 * go forward 60 minutes at 01:00". */
void daycount_say(struct buffer *out, const struct hours *hours,
		  const struct daycount_day *day);

/*
 * The worked-out record of a day (due-when --why): event day, what its kind,
 * time its beginning, text why it counts as it does; keys clocks, counted, day,
 * hours, n, open. Strings are from the arena.
 */
void daycount_record(struct record *record, const struct daycount_day *day,
		     const struct hours *hours, struct arena *arena);

#endif
