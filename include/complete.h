/*
 * What an event was typed without: its object where one thing fits, the record
 * that a reference speaks of, its amount, due time and manner. Pure.
 */
#ifndef COMPLETE_H
#define COMPLETE_H

#include <stdbool.h>
#include <stdint.h>

#include "batch.h"
#include "fail.h"

/*
 * Make adding->record of the draft. False: FAIL_USAGE (something is missing or
 * unknown), FAIL_REFUSED (how they hear of a promise; more than may be agreed).
 */
bool complete_record(struct adding *adding, struct fail *why);

/* The same of an open, whose object is a category: never refused for a word. */
bool complete_opening(struct adding *adding, struct fail *why);

/* The id that a new point, promise or task is given. */
const char *complete_give_out(struct adding *adding, enum event_what what);

/* When a remedy can be done, counted from when the event happened; whole
 * seconds. INSTANT_NONE. */
int64_t complete_remedy_due(const struct adding *adding,
			    const struct policy_remedy *remedy);

/* How a customer is reached where nobody said: the channel they came by, but
 * for the counter and a review, where nobody can be told; else by phone, or by
 * e-mail where that alone is known. */
const char *complete_usual_way(const struct casefile *file);

#endif
