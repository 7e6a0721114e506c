/*
 * The hours in which no customer is called (time.quiet-for-customers): on the
 * wall, half-open, over midnight where a range ends before it begins. Pure.
 */
#ifndef QUIET_H
#define QUIET_H

#include <stdbool.h>
#include <stdint.h>

#include "policy.h"

/*
 * Whether an instant lies in quiet hours, and from when to when they last;
 * ranges that meet or overlap are one. False, and from and to untouched,
 * where it does not, and where the plan leaves no hour of the day. A range
 * that begins or ends at a time that the clocks skip does so at the change; of
 * a doubled time it begins at the first, and ends at the second.
 */
bool quiet_around(const struct policy *policy, int64_t at, int64_t *from,
		  int64_t *to);

/*
 * When somebody has to be called who is to be called by `by`, in quiet hours
 * or not: by itself; else the beginning of these hours, or the close before it
 * where the shop is closed then. Where there is no open time for it after
 * `since`, the first open instant after these hours. By itself, too, where
 * there is none.
 */
int64_t quiet_call_by(const struct policy *policy, int64_t since, int64_t by);

#endif
