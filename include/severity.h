/*
 * How grave a case is, by the plan: its level, and what makes it graver. Pure.
 */
#ifndef SEVERITY_H
#define SEVERITY_H

#include <stdbool.h>

#include "casefile.h"
#include "policy.h"

/* Index in severity.levels: what the case says, else the highest of its
 * category and of those of what was joined to it; raised by intake.repeat,
 * severity.urgent-if and high-if. */
int severity_of(const struct policy *policy, const struct casefile *file);

/* Whether a complaint of one category is graver than one of another (or NULL),
 * by its level, severity.urgent-if and high-if, or for a higher rung. */
bool severity_is_graver(const struct policy *policy, const char *category,
			const char *than);

/* Whether one of a plan's triggers (a flag, category, channel, level of heat,
 * promise-broken, value-over-200) holds for a case. `repeat` holds
 * only after repeat_mark; deadline-missed, which takes the clocks, never. */
bool severity_trigger(const struct policy *policy, const struct casefile *file,
		      const char *trigger);

#endif
