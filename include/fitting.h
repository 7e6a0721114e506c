/*
 * Which words fit as the object of an event where none was typed: what was
 * offered and not answered, the promises that are open… Pure.
 */
#ifndef FITTING_H
#define FITTING_H

#include <stdbool.h>
#include <stddef.h>

#include "batch.h"

/* The words that could stand where none was typed. */
struct fitting {
	const char *first;
	size_t count;
	struct buffer names; /* "refund, replace", for the message */
};

/* Find them for adding's verb. Release names. */
void fitting_find(struct fitting *found, const struct adding *adding);

/* Whether there is ever a word to be found for a verb: not for a heat, a cause
 * or how they left, which somebody has to say. */
bool fitting_is_for(enum verb verb);

/* The last task of an id (NULL: of any) that is still to be done; found, which
 * may be NULL, becomes all of them. CASEFILE_NONE. */
size_t fitting_open_task(struct fitting *found, const struct casefile *file,
			 const char *ref);

#endif
