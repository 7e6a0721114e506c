/*
 * A set of case ids, for very many of which most that follow one another are of
 * the same few days (dayslots.h): 16 bytes of each, and some 16 of slots.
 */
#ifndef IDSET_H
#define IDSET_H

#include <stdbool.h>
#include <stddef.h>

#include "caseid.h"
#include "dayslots.h"
#include "table.h"

struct idset {
	struct dayslots slots; /* private, as all of this */
	struct table ids;      /* of struct glance_id */
	size_t count;
};

/* An empty set. */
void idset_init(struct idset *set);
void idset_release(struct idset *set);

/* Add an id, CASEID_LEN bytes of any kind. Whether it is new. */
bool idset_add(struct idset *set, const char *id);

#endif
