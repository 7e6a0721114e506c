/*
 * What the plan takes a case up the ladder for, and whether somebody took it up
 * (P39): its triggers (escalation.up-one-when and straight-to), abuse, and what
 * is owed to a rung without anybody having sent the case there. Pure.
 */
#ifndef LADDER_H
#define LADDER_H

#include <stdbool.h>
#include <stddef.h>

#include "casefile.h"
#include "duty.h"
#include "mem.h"
#include "policy.h"

struct ladder_trigger {
	const char *name; /* the plan's, "solicitor" */
	int rung;         /* straight to that one; POLICY_NONE: one rung up */
};

/* The triggers of a plan by number: those of straight-to, then of up-one-when.
 * False behind the last. */
bool ladder_trigger(struct ladder_trigger *trigger, const struct policy *policy,
		    size_t at);

/* Whether somebody took the case up since the reopen, or it is there already:
 * with whoever a trigger's rung takes it to. */
bool ladder_is_climbed(const struct policy *policy, const struct casefile *file,
		       int rung);

/* Whether a duty is to take a case up that nobody sent there: for abuse, for
 * coming again, for its category, a flag or a deadline that was missed. */
bool ladder_is_called(const struct duty *duty);

/* What a case is to go up for now. */
struct ladder_call {
	int rung; /* the highest of all that hold; POLICY_NONE: nothing */
	struct ladder_trigger trigger; /* name NULL: abuse, or a duty */
};

/* Fill in what the plan takes an open case up for and nobody took up yet; then
 * give it the duties of the case, of which one may call a higher rung. policy
 * may be NULL. */
void ladder_find(struct ladder_call *call, const struct policy *policy,
		 const struct casefile *file);
void ladder_consider(struct ladder_call *call, const struct policy *policy,
		     const struct duty *duty);

/* Append why: "solicitor, straight to owner"; nothing without a trigger. */
void ladder_say(struct buffer *out, const struct ladder_call *call,
		const struct policy *policy);

/* Append what is typed behind `case-log CASE`: "escalate owner". */
void ladder_type(struct buffer *out, const struct ladder_call *call,
		 const struct policy *policy);

#endif
