#include "afterstep.h"

#include <strings.h>

#include "severity.h"

/* What a word of `only` and `unless` is looked for in. */
struct afterstep_case {
	const struct policy *policy;
	const struct casefile *file;
	int severity;
	const char *outcome;
};

static bool
holds(const struct afterstep_case *about, const char *word)
{
	return (about->outcome && strcasecmp(about->outcome, word) == 0) ||
	       policy_list_find(&about->policy->severity.levels, word) ==
		       about->severity ||
	       severity_trigger(about->policy, about->file, word);
}

static bool
any_holds(const struct afterstep_case *about, const struct policy_list *words)
{
	for (size_t i = 0; i < words->count; i++) {
		if (holds(about, words->at[i]))
			return true;
	}
	return false;
}

bool
afterstep_fits(const struct policy *policy, const struct policy_step *step,
	       const struct casefile *file, int severity, const char *outcome)
{
	const struct afterstep_case about = {policy, file, severity, outcome};

	if (step->if_outcome.count > 0 &&
	    (!outcome || !policy_list_has(&step->if_outcome, outcome)))
		return false;
	if (outcome && strcasecmp(outcome, "best-done") == 0 &&
	    policy_list_has(&policy->closing.best_done_stops, step->id))
		return false;
	if (step->only.count > 0 && !any_holds(&about, &step->only))
		return false;
	return !any_holds(&about, &step->unless);
}
