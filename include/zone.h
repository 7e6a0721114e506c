/*
 * Instants, civil time, and the zone between them.
 *
 * An instant is an int64_t of milliseconds since 1970-01-01T00:00Z, leap
 * seconds not counted. Civil time is what a clock on the wall shows. Which
 * instant a civil time is, is worked out from the zone's own offsets; the
 * C library's clock (TZ, mktime, localtime) is never asked: it is one for the
 * whole process, and mktime's answer in a doubled hour depends on the call
 * before.
 */
#ifndef ZONE_H
#define ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "fail.h"
#include "mem.h"

#define INSTANT_NONE INT64_MIN
#define ZONE_SECOND INT64_C(1000)
#define ZONE_MINUTE (60 * ZONE_SECOND)
#define ZONE_HOUR (60 * ZONE_MINUTE)

/* The instants of 0000-01-02T00:00Z and 9999-12-31T00:00Z: between them every
 * zone's civil year has four digits. Nothing outside is ever written. */
#define ZONE_EARLIEST INT64_C(-62167132800000)
#define ZONE_LATEST INT64_C(253402214400000)

/* Length of "2026-11-22T14:05:09.123+01:00" and of the same without ms. */
#define ZONE_TIME_LEN 29
#define ZONE_DUE_LEN 25

struct civil {
	int year; /* 0 to 9999 for instants from ZONE_EARLIEST to ZONE_LATEST */
	int month, day; /* from 1 */
	int hour, minute, second, millisecond;
};

/* Days since 1970-01-01 of a (valid) Gregorian date, and back. */
int64_t civil_to_days(int year, int month, int day);
/* The time of day becomes 0. */
void civil_from_days(int64_t days, struct civil *civil);
/* Whether the calendar has the date: month 1 to 12, the day in its month,
 * the year 0 to 9999. */
bool civil_is_date(int year, int month, int day);
/* Read a date, "2026-11-22", at the front of a string: its day as of
 * civil_to_days, and *at moves behind it. False where there is none; the
 * results are untouched then. */
bool civil_parse_date(const char **at, int64_t *day);
/* 0 Monday to 6 Sunday. */
int civil_weekday(int64_t days);
/* "Monday" of 0 to 6, "January" of 1 to 12, in every locale. */
const char *civil_weekday_name(int weekday);
const char *civil_month_name(int month);
/* Same day of the month so many months on (negative: back), clamped to the
 * month's end: 31 January + 1 is 28 or 29 February. */
int64_t civil_add_months(int64_t days, int months);

/* What a civil time that the clocks skip, or show twice, is read as. */
enum zone_gap { ZONE_GAP_FORWARD, ZONE_GAP_REFUSE };
enum zone_fold { ZONE_FOLD_FIRST, ZONE_FOLD_SECOND, ZONE_FOLD_REFUSE };

enum zone_wall { ZONE_WALL_ONCE, ZONE_WALL_SKIPPED, ZONE_WALL_TWICE };

struct zone;

/*
 * A zone of the IANA zone database ($TZDIR, else /usr/share/zoneinfo) by its
 * name; or "UTC", which needs no database. Refused, with a guess where one is
 * near: a name that the database does not hold, and fixed offsets and
 * abbreviations (GMT+1, BST, EST, Etc/GMT+1). The environment's TZ is never
 * read. NULL with FAIL_INPUT, or FAIL_SYSTEM where there is no database.
 * Caller frees with zone_free, which takes NULL.
 */
struct zone *zone_load(const char *name, struct fail *why);
void zone_free(struct zone *zone);
/* Where no zone is known: the same offset at every instant, named as it is
 * written, "+01:00". Never NULL; freed like the others. */
struct zone *zone_of_offset(int offset_seconds);
const char *zone_name(const struct zone *zone);

/* The offset from UTC in force at an instant, in seconds, east positive. */
int zone_offset(const struct zone *zone, int64_t instant);

/*
 * The same, and around the instant a span [*from, *to) throughout which it is
 * in force; INT64_MIN and INT64_MAX where there is no end. The offset on the
 * other side of an end may be the same: a change of the clocks is an end with
 * different offsets at *to - 1 and *to.
 */
int zone_span(const struct zone *zone, int64_t instant, int64_t *from,
	      int64_t *to);

/* The civil time of an instant. Returns the offset in seconds. */
int zone_civil(const struct zone *zone, int64_t instant, struct civil *civil);

/* The day, since 1970-01-01, that the calendar on the wall shows. */
int64_t zone_day(const struct zone *zone, int64_t instant);

/*
 * The instants of a civil time: *first and *second (the same unless the clocks
 * go back over it). Where the clocks skip it, *first is as RFC 5545, 3.3.5
 * reads it, with the offset before the gap (01:30 is 02:30), and *second the
 * instant of the gap itself. hour may be up to 48 (24:00 is the next day's
 * 00:00).
 */
enum zone_wall zone_instants(const struct zone *zone, const struct civil *civil,
			     int64_t *first, int64_t *second);

/*
 * The same wall clock so many days and then months on (negative: back; months
 * are clamped as civil_add_months does): the instants of it, as zone_instants
 * gives them.
 */
enum zone_wall zone_add_civil(const struct zone *zone, int64_t instant,
			      int64_t days, int months, int64_t *first,
			      int64_t *second);

/* The first instant of a day on the wall: 00:00, or the instant of the gap
 * where the clocks skip that. */
int64_t zone_day_start(const struct zone *zone, int64_t day);

/*
 * Append "2026-11-22T14:05:09.123+01:00" (29 bytes). Offsets are whole minutes
 * in every zone since 1972; seconds of an older one are cut, and the time
 * written with them, so that it stays the same instant. The instant is from
 * ZONE_EARLIEST to ZONE_LATEST.
 */
void zone_format_time(struct buffer *out, int64_t instant, int offset_seconds);
/* Append "2026-11-22T14:05:09+01:00" (25 bytes); milliseconds are cut. */
void zone_format_due(struct buffer *out, int64_t instant, int offset_seconds);

/*
 * Read exactly what the two above write, and to the string's end: all fields
 * in range, the date in the calendar, seconds to 59, offset to 23:59 and never
 * -00:00. Returns false on anything else; the results are untouched then.
 */
bool zone_parse_time(const char *at, int64_t *instant, int *offset_seconds);
bool zone_parse_due(const char *at, int64_t *instant, int *offset_seconds);
/* The one or the other, by their lengths, of len bytes that no NUL ends. */
bool zone_read(const char *at, size_t len, int64_t *instant,
	       int *offset_seconds);

#endif
