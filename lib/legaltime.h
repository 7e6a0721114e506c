/*
 * The time in which the law gives a customer a remedy: an entitlement's
 * `within`, and `clock-stops-while`. For remedy and caution. Pure.
 */
#ifndef LEGALTIME_H
#define LEGALTIME_H

#include <stdbool.h>

#include "facts.h"

/* Whether it ran out before the case was opened. It is counted from the end of
 * the day of buying (bought=), so that the last day counts whole; false where
 * there is no such time, or the day is not known. */
bool legaltime_is_up(const struct rules_view *view,
		     const struct policy_remedy *remedy);

#endif
