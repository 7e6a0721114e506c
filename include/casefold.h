/*
 * A case is put together from its records. Pure, and it asks no rules: every
 * line counts, in order of time, whatever the plan says (DESIGN, section 6).
 * What refers to something unknown waits without effect.
 */
#ifndef CASEFOLD_H
#define CASEFOLD_H

#include <stddef.h>
#include <stdint.h>

#include "casefile.h"
#include "mem.h"
#include "record.h"

/* What became of a case that is told in brief; NULL where there is none. */
struct casefold_course {
	const char *owner, *cause, *outcome;
	const char *heat; /* said since the opening */
	/* Of a case whose opening is not at hand. */
	const char *customer, *category;
	int64_t given;
};

/*
 * Put together a case out of one of its lines, and what is known of its course;
 * both are borrowed, as with casefold_all. Of its opening, with the amendments
 * of its details behind it in order of time, count lines in all: one that is
 * closed and owes nothing, right but that it has those events alone, and no
 * points. Of another line that does not make a promise, alone: with that one
 * event, and right in category, cause, owner and the customer's detail alone.
 */
void casefold_brief(struct casefile *file, const struct record *lines,
		    size_t count, const struct casefold_course *course,
		    int digits, struct arena *arena);

/*
 * Fold. records[0..count): all lines of the case (and of those merged into it),
 * decoded, in any order, with duplicates; the array is sorted in place. Strings
 * are borrowed from them, arrays are taken from the arena. id is the case's
 * own; digits is the currency's for value= and delivery= (2 where unknown).
 */
void casefold_all(struct casefile *file, const char *id, struct record *records,
		  size_t count, int digits, struct arena *arena);

#endif
