/* Taking back what was recorded last. Pure but for the book. */
#ifndef UNDO_H
#define UNDO_H

#include <stdbool.h>

#include "batch.h"
#include "fail.h"
#include "mem.h"

/*
 * Take back the last batch of a case: a retract for each of its events but the
 * opening. FAIL_REFUSED where there is none, and where a retract of one of them
 * would mean another event, of another till and the same instant. *said becomes
 * the events' names, in order.
 */
bool undo_last(struct entry *entry, const char *id, struct buffer *said,
	       struct fail *why);

/* The same, and a line that says so to whoever typed it appended to said:
 * "7QK Ana Ruiz: taken back: offer replace." */
bool undo_on_case(struct entry *entry, const struct casefile *file,
		  struct buffer *said, struct fail *why);

#endif
