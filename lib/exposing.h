/*
 * Within exposed alone: what is looked at, how a find is reported, and what is
 * known by its form (exposedform.c).
 */
#ifndef EXPOSING_H
#define EXPOSING_H

#include <stdbool.h>
#include <stddef.h>

#include "exposed.h"

struct exposing {
	const struct policy *policy;
	const struct casefile *file; /* NULL */
	const char *text;
	size_t len;
	struct arena *arena;
	struct words_findings *findings;
	const struct exposing_street *streets; /* street_count of them */
	size_t street_count;
};

/* A word for a street, of reviews.streets. */
struct exposing_street {
	const char *word; /* folded */
	bool number_first;
	bool at_end; /* written in one word with the name before it */
};

/* Whether reviews.never-show has a field. */
bool exposing_is_hidden(const struct exposing *exposing, const char *field);

/* Report text[from..to), unless the plan itself says it to everybody. */
void exposing_report(const struct exposing *exposing, size_t from, size_t to,
		     const char *why);

/* Make the plan's words for streets ready, in the arena. */
void exposing_set_streets(struct exposing *exposing);

/* Look at one line of the text for what is known by its form. */
void exposing_look_at_line(const struct exposing *exposing, size_t from,
			   size_t to);

#endif
