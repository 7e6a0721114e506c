/*
 * What to say to the customer now: which of the plan's sentences fits the
 * moment, filled in from the case. Pure.
 */
#ifndef WORDING_H
#define WORDING_H

#include <stdbool.h>

#include "duty.h"
#include "mem.h"
#include "nextstep.h"
#include "remedy.h"
#include "rules.h"
#include "saying.h"

/*
 * Append the sentence that comes before that of the step, or else that of the
 * step itself; where a duty comes before the step, what is said or asked for
 * it. duties are those of the case. Gives the sentence's name in words.suggest;
 * NULL for a question of after-care that has none, and where nothing is
 * appended: the plan has no sentence, or the case cannot fill it in.
 */
const char *wording_add(struct buffer *out, const struct rules_view *view,
			const struct duty_list *duties,
			const struct nextstep *step);

/* Set up what a sentence is filled in from: the case, what could be put to
 * them now, and when they hear from us next. Strings are of the plan, the case
 * or the arena. */
void wording_prepare(struct saying *saying, const struct rules_view *view,
		     const struct duty_list *duties, struct arena *arena);

/* What could be put to them, for the sentence `options`: those that were
 * picked, and are not somebody else's to grant. They join those that the saying
 * has. */
void wording_set_options(struct saying *saying,
			 const struct remedy_choice *choice,
			 const struct policy *policy);

#endif
