#ifndef CLOCK_H
#define CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "dutycase.h"

/* The clocks of an open case (`deadlines` of the plan, and the time in which a
 * rung answers): duties acknowledge, first-action, update, answer, fix-done,
 * tell-after-fix, final-word and reply. */
void clock_add_all(struct dutycase *looking);

/*
 * How a clock that runs from the opening to the first event of some kinds
 * (acknowledge, first-action, answer, final-word) was met on a case's first
 * course, before any reopen: when that was due, and when it happened,
 * INSTANT_NONE while it has not. False where no such clock ran: one that the
 * plan does not have, or that stands still, a case that came in as history, an
 * acknowledgement that was met at once.
 */
bool clock_first_met(const struct duty_view *view, const struct casefile *file,
		     enum policy_clock clock, int64_t *due, int64_t *met);

#endif
