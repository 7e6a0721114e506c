/*
 * Times as another program's export writes them: ISO 8601, or by a form as
 * strptime(3) takes it. Without the C library's function, which knows the
 * locale, takes what does not fit as far as it does, and reads 9/8 as it is
 * told and never asks. Pure.
 */
#ifndef TIMEFORM_H
#define TIMEFORM_H

#include <stdbool.h>

#include "fail.h"
#include "zone.h"

struct timeform_time {
	struct civil civil; /* in the calendar */
	bool whole_day;     /* no time of day was given */
	bool has_offset;
	int offset; /* seconds */
};

/*
 * Whether times can be read by a form: conversions are %Y %y %m %d %B %b %H %I
 * %M %S %p %%; there is a year, a month and a day, each thing once, and no
 * minutes without hours. FAIL_USAGE.
 */
bool timeform_check(const char *form, struct fail *why);

/*
 * Read the whole of text by a form that was checked; NULL: 2026-11-22, with
 * 14:05, :09 and fractions behind a blank or a T or not, and an offset or Z
 * behind those. A blank in a form fits any number of blanks, none included. %B
 * and %b take English names, whole or cut to three letters, and those of months
 * (twelve, or NULL).
 *
 * FAIL_INPUT, with a sentence that says for the slashes of 9/8/2019 what they
 * could mean and which forms say so.
 */
bool timeform_parse(struct timeform_time *time, const char *text,
		    const char *form, const char *const *own_months,
		    struct fail *why);

#endif
