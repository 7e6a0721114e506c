/*
 * What is to be done for a duty, in words for whoever does it. Pure.
 */
#ifndef DUTYWORDS_H
#define DUTYWORDS_H

#include <stdbool.h>

#include "duty.h"
#include "mem.h"
#include "policy.h"

/* Whether the promise that is apologised for gets a new time with that: what is
 * still open does, not what was kept late or will not be. */
bool dutywords_wants_time(const struct duty *duty);

/* What is to be done for it: "apologise and give a new time". */
const char *dutywords_apology(const struct duty *duty);

/* Append it, without its ref and its time: "say where it stands", "remind
 * them: "the receipt"". policy may be NULL. */
void dutywords_say(struct buffer *out, const struct duty *duty,
		   const struct policy *policy);

/* Append what is typed behind `case-log CASE` once it is done, "tell changed",
 * "apology + renew p1"; nothing where that is not one line. */
void dutywords_type(struct buffer *out, const struct duty *duty,
		    const struct policy *policy);

#endif
