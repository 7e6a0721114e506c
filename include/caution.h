/*
 * What is worth a word as an event is recorded, though it is recorded:
 * sentences in entry->warnings. Pure.
 */
#ifndef CAUTION_H
#define CAUTION_H

#include <stdbool.h>
#include <stdint.h>

#include "batch.h"

/* A due time that is over; of a promise, one that no opening lies before, or
 * that is in closed hours (P41, P70). */
void caution_of_due(struct adding *adding, int64_t due);

/* Two tills gave out the same id, and both are owed: say which this is. */
void caution_of_twins(struct adding *adding);

/* Whether the plan opens a closed case again as things are; where it begins a
 * new one in its place, that is said (closing.reopen). */
bool caution_opens_again(struct adding *adding);

/* The event that adding->record is about to become. */
void caution_of_event(struct adding *adding);

/* What --already went past, "restated,confirmed", and for whom that is listed;
 * said once a batch. */
void caution_of_passed(struct entry *entry, const char *rules);

/*
 * The plan's triggers for taking a case up (escalation.up-one-when and
 * straight-to) that hold for a case, as bits; 0 where policy or file is NULL.
 * Then, after an event, those that it made true are noted, and after the batch
 * said, with the line to type, unless somebody took it up since.
 */
uint64_t caution_triggers(const struct policy *policy,
			  const struct casefile *file);
void caution_of_triggers(struct entry *entry, const struct casefile *file,
			 uint64_t before);
/* Say in entry->warnings what was noted, once the batch is whole; a second call
 * says it again. */
void caution_of_batch(struct entry *entry);

#endif
