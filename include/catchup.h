/*
 * What to type for what a rule finds missing: "give replace", and the whole
 * line that catches up with all of it, in the order in which each step is let
 * through. Pure.
 */
#ifndef CATCHUP_H
#define CATCHUP_H

#include <stdbool.h>

#include "mem.h"
#include "rules.h"

/* Whether a rule is about who acts, not about the case: nothing is typed for
 * it. */
bool catchup_is_person(enum rule rule);

/* Whether what a rule finds missing is that we are sorry: a fix or a reason,
 * of one who wants nothing else (P23). */
bool catchup_is_sorry(enum rule rule, const struct rules_view *view);

/* Append what to type for a rule, one of all that is missing for a step, in
 * this case: "accept replace + give" where a fix was offered. The fix that is
 * named is the first of remedy-pick's that who acts may grant, else that
 * somebody else may; the others stand there. With "-b jo" behind it where who
 * acts may not, and jo may; else with -b and `by`, who was named with it (NULL:
 * nobody). */
void catchup_type(struct buffer *out, enum rule rule,
		  const struct rules_view *view, const struct rules_step *step,
		  const struct rules_missing *missing, const char *by);

/* The same for one of the fixes that they chose: "give", and which where they
 * are still to have more than that. */
void catchup_type_give(struct buffer *out, const char *fix,
		       const struct rules_view *view, const char *by);

/* Whether it was said that a fix cannot be done, and no other is open: what
 * wants an offer of one is not caught up with. */
bool catchup_has_no_fix(const struct rules_view *view);

/* Whether that line says it back to them: what is missing is that, or an offer
 * before which the plan wants it. */
bool catchup_restates(const struct rules_missing *missing,
		      const struct rules_view *view);

/* Whether that line has a fix in it that somebody else has to grant first, as
 * who acts may not: in *step, their choice of it. */
bool catchup_asks(struct rules_step *step, const struct rules_missing *missing,
		  const struct rules_view *view);

/*
 * Append the steps that are missing, those that they need in turn, and then the
 * one that was typed: "restate + confirm + offer + accept replace + give + tell
 * done + close satisfied"; and "-b eva" behind them where only somebody else
 * may take it, or `by` as for catchup_type.
 */
void catchup_steps(struct buffer *out, const struct rules_missing *missing,
		   const struct rules_view *view, const struct rules_step *step,
		   const char *typed, const char *by);

/* Whether a line of steps has one in it, as it stands there. */
bool catchup_has(const char *line, const char *step);

#endif
