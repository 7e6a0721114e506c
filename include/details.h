/*
 * The keys of an event, in the form that the journal holds: of a complaint the
 * amounts with their minor digits, words of the plan in lower case, and what
 * cannot be read or is not in the plan as said-KEY, with a warning. Pure.
 */
#ifndef DETAILS_H
#define DETAILS_H

#include <stdbool.h>

#include "batch.h"
#include "fail.h"

/* Set the draft's keys on adding->record. FAIL_USAGE for what cannot be a key,
 * and for one that is near to a key of a complaint. */
bool details_set(struct adding *adding, struct fail *why);

/* A category by id, label or what else it is called; NULL after a warning. */
const char *details_category(struct entry *entry, struct record *record,
			     const char *words);

#endif
