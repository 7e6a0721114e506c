/*
 * What a shop's complaints came from: how many cases a span of time has of each
 * cause (P35). By cause and never by person. Pure.
 */
#ifndef LESSONS_H
#define LESSONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "policy.h"

/* The cause that says that nobody knows. */
extern const char lessons_unknown_cause[];

struct lesson {
	const char *cause; /* borrowed from the book */
	size_t count;
};

struct lessons {
	struct lesson *at; /* the most frequent first; owned */
	size_t count, room;
	size_t total;                /* cases with a cause */
	size_t unknown;              /* of them, of the cause `unknown` */
	const struct casefile *last; /* that whose cause came last; NULL */
	int64_t first;               /* instant of the first; INT64_MAX */
};

/* Count the cases, not merged or erased, whose cause in force was written down
 * at `from` or after it and before `until`; those that are not in the book as
 * well where that is its month. Release it. */
void lessons_count(struct lessons *lessons, const struct casebook *book,
		   int64_t from, int64_t until);
void lessons_release(struct lessons *lessons);

/* Whether more of them are unknown than prevention.unknown-at-most takes: two
 * or more, for one alone says nothing. */
bool lessons_are_unknown(size_t unknown, size_t total,
			 const struct policy *policy);

#endif
