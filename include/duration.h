/*
 * How long: the one small grammar of spans that policy and options share
 * (DESIGN, section 5). A whole number from 1 with its unit right behind it:
 * 30m 4h elapsed; 90bm 2bh of open time; 3bd the close of the third open day
 * after; 7d 8w 6mo 1y the same wall clock, civil; or the word close. What a
 * span comes to is for hours.h to say.
 */
#ifndef DURATION_H
#define DURATION_H

#include <stdbool.h>

#include "fail.h"
#include "mem.h"

enum duration_unit {
	DURATION_NONE, /* not given */
	DURATION_MINUTES,
	DURATION_HOURS,
	DURATION_OPEN_MINUTES,
	DURATION_OPEN_HOURS,
	DURATION_OPEN_DAYS,
	DURATION_DAYS,
	DURATION_WEEKS,
	DURATION_MONTHS,
	DURATION_YEARS,
	DURATION_CLOSE,
};

#define DURATION_MOST 99999

/* All zero means: not given. */
struct duration {
	enum duration_unit unit;
	int count; /* 1 to DURATION_MOST; 0 for close */
};

/*
 * Read one, and to the string's end. Zero, negative numbers, fractions, blanks,
 * capitals and unknown units are refused (FAIL_USAGE) with a sentence that says
 * what was expected: '5M' is not clear; did you mean '5m' (minutes) or '5mo'
 * (months)?
 */
bool duration_parse(const char *text, struct duration *duration,
		    struct fail *why);

/*
 * The same as people say it, for when.h: "3bd", "3 days", "2 hours",
 * "3 business days", "1 open hour". Case does not matter in words.
 */
bool duration_parse_words(const char *text, struct duration *duration,
			  struct fail *why);

/* Whether it counts open time or open days, and so needs the shop's hours. */
bool duration_needs_hours(const struct duration *duration);

/* Append it in words: "2 open hours", "1 open day", "8 weeks", "closing time";
 * nothing for one that is not given. */
void duration_say(struct buffer *out, const struct duration *duration);

/* Append it as duration_parse reads it: "2bh", "8w", "close". */
void duration_format(struct buffer *out, const struct duration *duration);

#endif
