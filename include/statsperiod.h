/*
 * The periods that case-stats counts over: one, or one after the other. Pure.
 */
#ifndef STATSPERIOD_H
#define STATSPERIOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "fail.h"
#include "mem.h"
#include "stats.h"
#include "zone.h"

enum statsperiod_unit {
	STATSPERIOD_ALL, /* not cut */
	STATSPERIOD_DAY,
	STATSPERIOD_WEEK, /* begins on Monday; ISO 8601 counts it */
	STATSPERIOD_MONTH,
	STATSPERIOD_QUARTER,
	STATSPERIOD_YEAR,
};

/* The unit of a word ("month"); FAIL_USAGE with a guess where it is none. */
bool statsperiod_unit(const char *word, enum statsperiod_unit *unit,
		      struct fail *why);

/*
 * Cut [from, to) (INT64_MIN, INT64_MAX: no end) into periods of the unit, in
 * the shop's zone, and give each its cases: those opened in it, but for merged
 * ones and those that wanted[] (as many as the book has cases; NULL: all) does
 * not want. Without a beginning the first case's opening is that, or the end
 * where there is none before it; without an end now, or where one was opened
 * later, that: of what is to come, then, only periods with cases. Before that,
 * one without cases is among them. *count is at least 1.
 * Caller frees the array; what it points to is the arena's.
 */
struct stats_period *statsperiod_cut(enum statsperiod_unit unit, int64_t from,
				     int64_t to, const struct casebook *book,
				     const bool *wanted,
				     const struct zone *zone, int64_t now,
				     struct arena *arena, size_t *count);

/*
 * Which of the periods a page is to show: those from *first on, as many as are
 * returned, at least one. Before the first case of all there was nothing to
 * count, and after now there is not yet; neither is shown.
 */
size_t statsperiod_trim(const struct stats_period *periods, size_t count,
			int64_t now, size_t *first);

/* Append a period in words: "2026", "November 2026", "22 Nov 2026", "1 Jan 2026
 * to 31 Mar 2026"; where it has no length, "before 22 Nov 2026". */
void statsperiod_say(struct buffer *out, int64_t from, int64_t to,
		     const struct zone *zone);

#endif
