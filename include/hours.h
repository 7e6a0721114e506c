/*
 * When the shop is open, and time counted in open hours and open days. Pure:
 * no clock, no file. The rules, as tests/unit/hours.c has them in vectors
 * (DESIGN, section 5):
 *
 * Ranges are wall-clock text, half-open. Opening at a time that does not exist
 * is the first instant after the gap, closing at one the instant of the gap;
 * opening at a doubled time is its first passing, closing at one its last. A
 * range past 24:00 belongs to the day that it began on. Time that two ranges
 * cover is open once.
 *
 * The day of an instant is that of the opening it lies in, else the date on
 * the wall: at 01:00 in a shop open 18:00-26:00 it is still yesterday's.
 *
 * All instants are milliseconds (zone.h); days are days since 1970-01-01. An
 * instant from outside ZONE_EARLIEST to ZONE_LATEST is in no opening, and no
 * result lies there. No search goes further than HOURS_YEARS without finding
 * an opening.
 */
#ifndef HOURS_H
#define HOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "duration.h"
#include "fail.h"
#include "zone.h"

/* How far a search for an opening goes: ten years. */
#define HOURS_YEARS 10
#define HOURS_RANGES_MAX 8 /* openings that begin on one day */

enum hours_after_close { HOURS_NEXT_OPEN_DAY, HOURS_SAME_DAY };

/*
 * Owns a copy of all it was told, but borrows its zone. What it worked out of
 * a day it remembers (behind const too): not for two threads at once.
 */
struct hours;

/* Closed all week until told otherwise; HOURS_NEXT_OPEN_DAY. The zone must
 * outlive it. Caller frees with hours_free, which takes NULL. */
struct hours *hours_new(const struct zone *zone);
void hours_free(struct hours *hours);
const struct zone *hours_zone(const struct hours *hours);

/*
 * Read "09:00-13:00", "18:00-26:00", "00:00-24:00" into minutes of the day:
 * from < to, from up to 24:00, to up to 48:00, always two digits each. Refused
 * with FAIL_INPUT.
 */
bool hours_parse_range(const char *text, int *from, int *to, struct fail *why);

/* Add an opening (minutes of the day, as hours_parse_range gives them) to a
 * weekday (0 Monday). One that overlaps one already there, on that day, from
 * the evening before or into the morning after, is refused (FAIL_INPUT); so is
 * a ninth of a day. */
bool hours_add_week(struct hours *hours, int weekday, int from, int to,
		    struct fail *why);

/* Days from first to last are closed. The reason may be NULL: "closed". Of
 * several that hold for a day the reason of the one that begins last counts. */
void hours_add_closed(struct hours *hours, int64_t first, int64_t last,
		      const char *reason);
/* The days from one date to another, every year (as month * 100 + day: 1225).
 * last may be lower than first: over the new year. */
void hours_add_closed_yearly(struct hours *hours, int first, int last,
			     const char *reason);
/* Special hours for one day, in place of the week's; they win over closures.
 * May be called again to add a second range. One that overlaps another of the
 * same day is refused (FAIL_INPUT). */
bool hours_add_special(struct hours *hours, int64_t day, int from, int to,
		       const char *reason, struct fail *why);

/* Whether a range of special hours keeps clear of the days beside it, once all
 * is told: it does not run into the next day's hours, nor those of the day
 * before into it. Refused like the week's (FAIL_INPUT); of two special days in
 * a row, the first. */
bool hours_check_special(const struct hours *hours, int64_t day, int from,
			 int to, struct fail *why);

void hours_set_after_close(struct hours *hours, enum hours_after_close rule);

/* The last day that a closure or special day that is not yearly names;
 * INT64_MIN if there is none. For warn-when-closures-run-out. */
int64_t hours_last_dated(const struct hours *hours);

/* Whether the calendar has an opening at all within HOURS_YEARS after an
 * instant: what policy reading refuses it without. */
bool hours_ever_open(const struct hours *hours, int64_t from);

/* One opening. */
struct opening {
	int64_t from, to; /* half-open, instants, from < to */
	int64_t day;      /* the day that it belongs to */
};

bool hours_is_open(const struct hours *hours, int64_t at);
/* The opening that at is in, or the next one. False: none within
 * HOURS_YEARS; next is untouched then. */
bool hours_next(const struct hours *hours, int64_t at, struct opening *next);
/* The last opening that began before at (at may be in it). */
bool hours_previous(const struct hours *hours, int64_t at,
		    struct opening *previous);
/* The openings that belong to a day, in order; at most size are filled in, and
 * as many as there are is returned. *reason (may be NULL) becomes why the day
 * is closed or special, else NULL; it lives as long as hours. */
size_t hours_on(const struct hours *hours, int64_t day, struct opening *at,
		size_t size, const char **reason);
/* The day of an instant (from ZONE_EARLIEST to ZONE_LATEST), as the head of
 * this file says. */
int64_t hours_day(const struct hours *hours, int64_t at);

/* Open time between two instants, in milliseconds; 0 if to is not after from.
 */
int64_t hours_between(const struct hours *hours, int64_t from, int64_t to);
/* How many open days (days that have an opening) there are after the day of
 * from, up to the day of to; 0 if that is no later day. */
int hours_days_between(const struct hours *hours, int64_t from, int64_t to);

/*
 * So much open time (milliseconds) after start, inside an opening or at its
 * end; of 0 the next open instant. INSTANT_NONE where the calendar has no such
 * instant.
 */
int64_t hours_add_open(const struct hours *hours, int64_t start, int64_t open);

/*
 * The instant that is `duration` after start: the rules of DESIGN, section 5.
 * Open time as hours_add_open. Open days: the close of the n-th open day after
 * the day of start, where a start on a day without openings, or at or after
 * its last close, counts as hours_set_after_close says. Days to years: the
 * same wall clock, a skipped one moved forward, of a doubled one the first.
 * close: hours_close. INSTANT_NONE where the calendar has no such instant, and
 * for DURATION_NONE.
 */
int64_t hours_add(const struct hours *hours, int64_t start,
		  const struct duration *duration);

/*
 * The instant that is `duration` before end, for warnings ahead: hours_add seen
 * in a mirror. Open time counts back through open hours, to inside an opening
 * or its beginning; open days to the opening of the n-th open day before the
 * day of end; close to the beginning of that day's opening hours if they
 * have begun, else of the open day's before.
 */
int64_t hours_subtract(const struct hours *hours, int64_t end,
		       const struct duration *duration);

/*
 * When a promise that is due at `due` must be acted on: due itself if the shop
 * is open then (or closes just then), else the end of the last opening before
 * it. False if no open time lies between now and then: it cannot be kept in
 * open hours, and *act_by is untouched. now is when it is (or was) given.
 */
bool hours_act_by(const struct hours *hours, int64_t now, int64_t due,
		  int64_t *act_by);

/* A deadline of our own that falls in closed time, moved to the next open
 * instant; one in open time (or just at a close) as it is, and so is any
 * where the calendar has no opening after it. */
int64_t hours_move_later(const struct hours *hours, int64_t due);

/* The close of the next open day after the day of now: how far followup-due
 * looks. INSTANT_NONE if there is none. */
int64_t hours_close_of_next_open_day(const struct hours *hours, int64_t now);
/* The close of today's opening hours still ahead, else of the next open
 * day's. */
int64_t hours_close(const struct hours *hours, int64_t now);

#endif
