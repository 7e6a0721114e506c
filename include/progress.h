/*
 * How far long work is, said on one row of standard error while somebody waits
 * at a terminal: once it has taken PROGRESS_AFTER, and then a few times a
 * second; the row is wiped at the end. Nothing is said where standard error is
 * no terminal, or a plain one (TERM), which could not wipe it.
 *
 *	progress_begin(&progress, "rows", quiet);
 *	while (...)
 *		if (progress_is_due(&progress, 1))
 *			progress_show(&progress, count, done, total);
 *	progress_end(&progress);
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"

#define PROGRESS_AFTER 1000 /* milliseconds */
#define PROGRESS_EVERY 200

struct progress {
	const char *what; /* "rows" */
	bool on;          /* somebody looks */
	bool shown;
	int64_t next; /* when it is due, on a clock that nobody sets */
	size_t steps; /* for the clock is not looked at each time */
};

/* what is borrowed. A zeroed one says nothing. */
void progress_begin(struct progress *progress, const char *what, bool quiet);

/* Whether there is something to be said after so many steps more; cheap enough
 * for each line. */
bool progress_is_due(struct progress *progress, size_t steps);

/* Say how many there were, and how much of it (total 0: nobody knows). */
void progress_show(struct progress *progress, size_t count, int64_t done,
		   int64_t total);

/* Say what is done at last, once somebody waits anyway: "writing them down". */
void progress_last(struct progress *progress, const char *doing);

/* Wipe the row. */
void progress_end(struct progress *progress);

/* Append "412,000 rows, 41 %". Pure. */
void progress_say(struct buffer *out, const char *what, size_t count,
		  int64_t done, int64_t total);

#endif
