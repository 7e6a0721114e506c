/*
 * What is said as a step is recorded that comes too soon, out of its order,
 * beside what they chose before, or to somebody with enough on their hands: the
 * advice that no rule holds anybody to (P05, P09, P22, P54). Sentences in
 * entry->warnings. Pure.
 */
#ifndef PACE_H
#define PACE_H

#include <stdbool.h>

#include "batch.h"

/* The event that adding->record is about to become. */
void pace_of_event(struct adding *adding);

/* The whole batch: one option put to somebody, or chosen without an offer, is
 * no choice. */
void pace_of_batch(struct entry *entry);

/* Say that a remedy of the plan (then `note`, or "") is not offered before a
 * member of staff grants it, and the line to type for that; once a batch. */
void pace_say_held_back(struct entry *entry, const struct casefile *file,
			const char *note, int remedy, int grantor);

/* Whether a case says why there is little to choose from: what cannot be done,
 * or a note since it was said back. */
bool pace_has_reason(const struct casefile *file);

/* What was known before an event was recorded, to be seen whether that changes
 * more than was meant. */
struct pace_before {
	int64_t follows; /* instant of what it follows on, or INSTANT_NONE */
	bool joins_open; /* it joins two cases, of which one is open at least */
};
struct pace_before pace_before(const struct adding *adding);

/* Say so where it came, at an instant, before what it follows on; or closed
 * what was open. */
void pace_after(struct adding *adding, const struct pace_before *before,
		int64_t at);

#endif
