/*
 * Which customers a step of after-care is for: its only, unless and if-outcome,
 * and closing.best-done.stops. Pure.
 */
#ifndef AFTERSTEP_H
#define AFTERSTEP_H

#include <stdbool.h>

#include "casefile.h"
#include "policy.h"

/* Whether a step is for the customer of a case that ended, or is about to end,
 * with an outcome (NULL: none). severity is that of the case (severity_of). */
bool afterstep_fits(const struct policy *policy, const struct policy_step *step,
		    const struct casefile *file, int severity,
		    const char *outcome);

#endif
