/*
 * What of an event goes out to the customer, or may be asked for by them, and
 * what the plan would rather not have said there: sentences in
 * entry->warnings. The event is recorded all the same (P03, P25, P43, P48).
 */
#ifndef OUTGOING_H
#define OUTGOING_H

#include "batch.h"

/*
 * Look at the words of the event that adding->record is about to become,
 * where its kind is one that the customer hears or reads: as reply-check does,
 * but that a promise which is due at a time is not too vague. What is found is
 * said with what to say instead; what the customer said can be said back.
 * Nothing without a plan.
 */
void outgoing_caution(struct adding *adding);

/* Once the batch is whole: how to put it otherwise, and the promise to make
 * where the better words are one. */
void outgoing_end(struct entry *entry);

#endif
