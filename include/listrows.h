/*
 * The rows of a list, of cases or of events: what is in the book and what is
 * told in brief (inbrief.h), in order of time, then of the case's id. They are
 * made and written a stretch at a time, by all processors; memory does not grow
 * with what is told in brief.
 */
#ifndef LISTROWS_H
#define LISTROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "casebook.h"
#include "duty.h"
#include "fail.h"
#include "listing.h"
#include "mem.h"
#include "output.h"
#include "record.h"

/* What is to be written; all is borrowed. */
struct listrows {
	const struct casebook *book;
	const struct duty_view *view;
	/* Of events alone; of cases NULL. */
	const struct listing_filter *events;
	/* Of cases, which of the book's; those in brief all are. */
	const bool *listed;
	/* Whether a row is written, as listing_case or listing_record makes it;
	 * it may be changed with strings from the arena. Several threads ask at
	 * once. */
	bool (*select)(const void *context, struct record *row,
		       struct arena *arena);
	const void *context;
	/* Where that takes all rows, and out of them what this plan hides in
	 * lists (listing_hide): the plan; else NULL. */
	const struct policy *hides;
};

/* Write them. False (FAIL_SYSTEM) where a file could not be read again, or was
 * changed meanwhile: then some are missing. */
bool listrows_write(struct output *out, const struct listrows *rows,
		    struct fail *why);

#endif
