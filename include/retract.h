/*
 * What a retract that somebody typed takes back, by the time in its of=. Pure.
 */
#ifndef RETRACT_H
#define RETRACT_H

#include <stdbool.h>

#include "batch.h"
#include "fail.h"

/* Whether that is there and can be taken back: of= as typed, or NULL.
 * FAIL_USAGE where it is not, or was taken back already; of another machine's
 * it may come later. */
bool retract_check(const struct adding *adding, const char *of,
		   struct fail *why);

/* Have adding->record stand with what it takes back: where that is an event of
 * a case that was joined, on that one, for there alone it counts. It is said
 * where the case's own had one of that instant, too. */
void retract_place(struct adding *adding, const char *of);

#endif
