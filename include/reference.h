/*
 * Which event of a case another one speaks of: the promise that was kept, the
 * point that is the heart, the task that is done. Pure.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <stdbool.h>

#include "batch.h"
#include "fail.h"

/* Whether the object of an event is an id that was given out before. */
bool reference_is(enum verb verb);

/*
 * Put of= on adding->record and the event into adding->refers, by the object
 * of the record, or by an of= that was typed. What was kept or moved at a time
 * of its own is the promise that stood then. FAIL_USAGE where the case has no
 * such event; what has happened, or comes with its time, is taken as it is.
 */
bool reference_set(struct adding *adding, struct fail *why);

#endif
