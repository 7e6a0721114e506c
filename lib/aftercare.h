#ifndef AFTERCARE_H
#define AFTERCARE_H

#include "dutycase.h"

/* What is owed of closed cases too: duties follow-up, prevention, review,
 * skipped. */

/* The steps of `follow-up`, from the last tell done, else the close; what was
 * lent until the fix is done, from that fix. */
void aftercare_follow_ups(struct dutycase *looking);

/*
 * An instant from which on a step counts that is no usual duty yet
 * (duty_is_usual): what counts from later is due no sooner. INT64_MAX where
 * that is not known.
 */
int64_t aftercare_usual_until(const struct duty_view *view, size_t step);

/* prevention.tell-customer-what-changed: a follow-up `changed` from the last
 * `prevented`, until a tell changed. */
void aftercare_tell_change(struct dutycase *looking);

/* What was to be changed by now, until it is prevented. */
void aftercare_prevention(struct dutycase *looking);

/* An answer to what they wrote in public, until there is one behind it; of
 * several such words one, by the oldest that has none. */
void aftercare_review(struct dutycase *looking);

/* Whether dealings that were limited still have to be, once the plan's span is
 * over (unreasonable.review-after), until that is said or lifted. */
void aftercare_limits(struct dutycase *looking);

/* What a gate let somebody leave out, until it is made good or overridden. */
void aftercare_skipped(struct dutycase *looking);

#endif
