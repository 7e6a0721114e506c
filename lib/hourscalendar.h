/*
 * What struct hours is made of, for the three files behind hours.h and nobody
 * else: hourscalendar.c has what the text of a plan says of days, hours.c works
 * the openings out of it, and hoursadd.c adds spans of time in them.
 */
#ifndef HOURSCALENDAR_H
#define HOURSCALENDAR_H

#include "hours.h"

#define HOURS_WEEK 7
/* How far ahead, or back, an open day is looked for. */
#define HOURS_SEARCH_DAYS (HOURS_YEARS * 366)
/* Days remembered: a power of two; three years of them serve a journal. */
#define HOURS_KNOWN_DAYS 1024
/* So many get their memory together, when the first of them is asked for. */
#define HOURS_KNOWN_SPAN 32

/* Minutes of the day, half-open. */
struct range {
	int from, to;
};

/* In order, not overlapping. */
struct ranges {
	struct range at[HOURS_RANGES_MAX];
	size_t count;
};

struct closure {
	int64_t first, last;
	int64_t last_of_all; /* of this one and all before it in the list */
	const char *reason;
};

struct special {
	int64_t day;
	struct ranges ranges;
	const char *reason;
};

struct known_day {
	bool known;
	int64_t day;
	size_t count;
	int64_t at[HOURS_RANGES_MAX][2];
};

/* Nothing in here is ever told, all is worked out. */
struct memory {
	bool used;
	int64_t from, to; /* the last span of the zone that was asked for */
	int offset;
	struct known_day *spans[HOURS_KNOWN_DAYS / HOURS_KNOWN_SPAN];
};

struct hours {
	const struct zone *zone;
	enum hours_after_close after_close;
	struct ranges week[HOURS_WEEK];
	struct closure *closed; /* in order of first */
	size_t closed_count, closed_room;
	const char *yearly[12 * 31]; /* why closed on that date; NULL not */
	struct special *special;     /* in order of day */
	size_t special_count, special_room;
	struct arena reasons;
	struct memory *memory;
};

/* What the text says of a day: special hours, else closed (none), else the
 * week's. *reason becomes why it is closed or special; NULL. */
const struct ranges *hours_ranges_on(const struct hours *hours, int64_t day,
				     const char **reason);

/* The openings of a day, out of memory where they are in it. The result is the
 * memory's, until another day that takes its place is asked for. */
const struct known_day *hours_known_day(const struct hours *hours, int64_t day);

/* Drop what was remembered, for it no longer holds. */
void hours_forget(struct hours *hours);

/* Whether an instant is one that a record can have (zone.h). */
bool hours_writable(int64_t instant);

#endif
