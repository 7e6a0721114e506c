#ifndef PAUSE_H
#define PAUSE_H

#include <stdbool.h>
#include <stdint.h>

#include "dutycase.h"

/* Waiting for the customer: what it does to a clock, and the duty remind. */

/*
 * Whether a clock that began at `start` stands still now; if not, *due is moved
 * on by the open time that the case waited for the customer. True only of a
 * clock that deadlines.pause-stops names, while the case waits. A wait that
 * began when *due had passed neither stops it nor gives anything back: what
 * was late stays late. *due becomes INSTANT_NONE, and the clock stands still,
 * where the calendar ends before it.
 */
bool pause_stops(const struct dutycase *looking, enum policy_clock clock,
		 int64_t start, int64_t *due);

/*
 * While the case waits: the next reminder of deadlines.customer-silent, each
 * counted from the latest wait. A word from us settles the one that comes next,
 * and every one that was due by then: somebody who was away for two months
 * owes one reminder, by the oldest date. After the last of them, where the plan
 * says close-waiting: to close it, once that one's span went by again.
 */
void pause_add_reminder(struct dutycase *looking);

#endif
