/*
 * Times as people write them: one small strict grammar for every tool (-d,
 * --at, --now, -s, -u, --in), read against a now and the shop's hours; and
 * times as people say them. tests/unit/when.c has the table of what is taken
 * and refused; the manual prints it. Pure; English in every locale.
 *
 *	now, close
 *	30m, 4h, 90bm, 2bh, 3bd, 7d, 8w, 6mo, 1y, 3 days, 3 business days,
 *	in 3 days; 3 days ago
 *	[DAY] [hh:mm[:ss]], where DAY is today, tomorrow, yesterday, fri,
 *	friday, 2026-11-25, 25 nov, 25 november 2026, fri 25 nov; a time alone
 *is today's 2026-11-25T17:00, 2026-11-25 17:00:30, with an offset or Z behind
 *it tue 10:00..12:00 (the second may have a day of its own)
 *
 * Case and the number of blanks do not matter. All refusals are FAIL_USAGE.
 */
#ifndef WHEN_H
#define WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"
#include "hours.h"
#include "mem.h"
#include "zone.h"

struct when_context {
	const struct hours *hours; /* NULL: spans of open time are refused */
	const struct zone *zone;
	enum zone_gap gap;
	enum zone_fold fold;
	int64_t now;
	/* promises.too-vague, above the words refused anyway; may be NULL */
	const char *const *too_vague;
	size_t too_vague_count;
};

struct when {
	int64_t at;          /* the instant; of a window its end */
	int64_t from;        /* the beginning of a window, else INSTANT_NONE */
	bool whole_day;      /* a day without a time was given */
	bool end_of_day;     /* at is a 24:00, and said as that */
	enum zone_wall wall; /* the clocks skip or double it: said back */
};

/*
 * A time ahead: -d, promise, renew. Day names mean the next such day, never
 * today; a date without a year the next such date. A day without a time means
 * its last close; its end (24:00) where it has no opening, or where that is
 * today's and gone by. What is written out may turn out to be past (yesterday,
 * 17:00 in the evening): that is for the caller to judge.
 */
bool when_parse_due(const char *text, const struct when_context *context,
		    struct when *when, struct fail *why);

/*
 * A time that may be past: --at, --now. Day names mean the last such day, today
 * included if the time given is not ahead; a date without a year the last such
 * date. A day without a time means its first opening; its beginning (00:00)
 * where it has none, or where that is today's and still ahead. Windows, and
 * spans without "ago" or "in", are refused.
 */
bool when_parse_past(const char *text, const struct when_context *context,
		     struct when *when, struct fail *why);

/*
 * A period, half-open [*from, *to): "2026", "2026-11", "2026-11-22", "today",
 * "last month", "this year", "this quarter", "next week" (they begin on
 * Monday), "2026-w48" (of ISO 8601), "2026-q4", "last 30 days" (today is the
 * last of them), "2026-10..2026-11"; and what when_parse_past reads, as that
 * minute or day. -s and -u take its beginning.
 */
bool when_parse_period(const char *text, const struct when_context *context,
		       int64_t *from, int64_t *to, struct fail *why);

/*
 * Append an instant in words, for people, in the shop's zone: "today 17:30",
 * "Fri 27 Nov 17:30"; another year's "Fri 26 Nov 2027 17:30".
 */
void when_say(struct buffer *out, const struct zone *zone, int64_t now,
	      int64_t at);
/* "Thursday 26 November, 18:00": in full, never relative; another year's
 * "Friday 26 November 2027, 18:00". */
void when_say_full(struct buffer *out, const struct zone *zone, int64_t now,
		   int64_t at);
/* "today 18:00", "yesterday 17:00", "tomorrow 10:00", else a weekday within six
 * days "Monday 16:40", else "12 November 16:40", or "12 November 2025 16:40".
 * For the letter. */
void when_say_near(struct buffer *out, const struct zone *zone, int64_t now,
		   int64_t at);
/* "18:00", of a civil time; "Thu 26 Nov", of a day, with its year or not. */
void when_say_clock(struct buffer *out, const struct civil *civil);
void when_say_date(struct buffer *out, int64_t day, bool year);
/* The time of day alone: "18:00". */
void when_say_time(struct buffer *out, const struct zone *zone, int64_t at);
/* The day alone: "26 Nov", or "26 Nov 2025"; with its weekday "Thu 26 Nov". */
void when_say_day(struct buffer *out, const struct zone *zone, int64_t now,
		  int64_t at, bool weekday);

/*
 * What was understood: "Fri 27 Nov 17:30, in 3 open days", "Tue 24 Nov 10:00 to
 * 12:00, in 1 open day"; and what the clocks had to do with it.
 */
void when_say_back(struct buffer *out, const struct when_context *context,
		   const struct when *when);

/*
 * How far off in the shop's own time: "in 40 open minutes", "in 9 open hours"
 * (on the same open day), "in 3 open days", "with no open time before it";
 * past: "3 days ago"; "now". hours NULL counts elapsed time: "in 4 hours".
 */
void when_say_ahead(struct buffer *out, const struct hours *hours, int64_t now,
		    int64_t at);

/* "late 15 h", "late 2 d", "in 3 h", "in 20 min", "now": how far off, in one or
 * two short words; rounded down. */
void when_say_distance(struct buffer *out, int64_t now, int64_t at);

/* "3 minutes ago", "2 hours ago", "5 days ago", "just now". */
void when_say_ago(struct buffer *out, int64_t now, int64_t at);

/* The same of what happened to a case, whose days are those of the calendar: at
 * 08:00 what was on Monday at 18:00 is "2 days ago" on Wednesday, and "14 hours
 * ago" on Tuesday. */
void when_say_days_ago(struct buffer *out, const struct hours *hours,
		       int64_t now, int64_t at);

#endif
