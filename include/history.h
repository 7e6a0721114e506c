/*
 * What happened on a case, a line at a time, by day: for those who work on it,
 * and for the customer, without what stays inside (P63). Pure.
 */
#ifndef HISTORY_H
#define HISTORY_H

#include "casefile.h"
#include "mem.h"
#include "policy.h"
#include "zone.h"

struct history {
	const struct casefile *file;
	const struct policy *policy; /* NULL: without labels and currency */
	const struct zone *zone;
	int64_t now;
};

/*
 * Append every event that stands, oldest first, on lines of at most 78 columns:
 * "Tue 24 Nov  14:05  kim  opened, by phone". What one person did in one minute
 * and without words is on one line. Left out is what the page above says:
 * their words, the points, which is the heart, and what was said back last.
 */
void history_write(struct buffer *out, const struct history *history);

/* The same for the customer, each thing on a line of its own: what they said
 * and what we said, did and promised, in full; no names of staff, and nothing
 * that stays inside (event.h). policy is not NULL. */
void history_write_for_customer(struct buffer *out,
				const struct history *history);

/* Append what a remedy is called to the customer: what the plan says behind
 * "I can", else its label, with a capital; the id of one that it does not know.
 * policy may be NULL. */
void history_called(struct buffer *out, const struct policy *policy,
		    const char *remedy);

/* Append what was promised, as it is called to the customer: the remedy
 * (history_called) where the words are the plan's for its promise, else the
 * words. policy and remedy may be NULL. */
void history_promised(struct buffer *out, const struct policy *policy,
		      const char *remedy, const char *words);

#endif
