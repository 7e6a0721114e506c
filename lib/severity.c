#include "severity.h"

#include <string.h>
#include <strings.h>

#include "repeat.h"

static bool
has_flag(const struct casefile *file, const char *flag)
{
	return casefile_first(file, VERB_FLAG, flag, 0) != CASEFILE_NONE;
}

static size_t
broken_promises(const struct casefile *file)
{
	size_t count = 0;

	for (size_t i = 0; i < file->promise_count; i++)
		count += file->promises[i].state == PROMISE_BROKEN ||
			 file->promises[i].state == PROMISE_LATE;
	return count;
}

static bool
has_low_feedback(const struct policy *policy, const struct casefile *file)
{
	size_t at = casefile_last(file, VERB_FEEDBACK, NULL, 0);

	return at != CASEFILE_NONE &&
	       policy_is_low(policy, file->events[at].record->what);
}

static bool
equals(const char *value, const char *word)
{
	return value && strcasecmp(value, word) == 0;
}

/* Whether it, or what was joined to it, is of a category. */
static bool
is_about(const struct casefile *file, const char *word)
{
	const char *category;

	for (size_t i = 0; casefile_category(file, i, &category); i++) {
		if (equals(category, word))
			return true;
	}
	return false;
}

static bool
lists(const char *rules, const char *rule)
{
	size_t len = strlen(rule);

	for (const char *at = rules; at; at = strchr(at, ',')) {
		at += *at == ',';
		if (strncmp(at, rule, len) == 0 &&
		    (at[len] == ',' || at[len] == '\0'))
			return true;
	}
	return false;
}

/* Whether more was given or promised than who did it might, and nobody who may
 * approved of it since. */
static bool
went_over_authority(const struct casefile *file)
{
	for (size_t i = file->since; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		if ((lists(record_get(record, "out-of-order"),
			   "over-authority") ||
		     lists(record_get(record, "skipped"), "over-authority")) &&
		    casefile_first(file, VERB_APPROVE, record->what, i + 1) ==
			    CASEFILE_NONE)
			return true;
	}
	return false;
}

bool
severity_trigger(const struct policy *policy, const struct casefile *file,
		 const char *trigger)
{
	static const char over[] = "value-over-";
	int64_t limit;

	if (strncmp(trigger, over, sizeof(over) - 1) == 0)
		return file->value != MONEY_NONE &&
		       money_parse(trigger + sizeof(over) - 1,
				   policy->shop.digits, &limit, NULL) &&
		       file->value > limit;
	if (strcmp(trigger, "promise-broken") == 0)
		return broken_promises(file) >= 1;
	if (strcmp(trigger, "second-broken-promise") == 0)
		return broken_promises(file) >= 2;
	if (strcmp(trigger, "repeat") == 0)
		return file->repeats > 0;
	if (strcmp(trigger, "wish-declined") == 0)
		return casefile_first(file, VERB_WISH, "declined", 0) !=
		       CASEFILE_NONE;
	if (strcmp(trigger, "over-authority") == 0)
		return went_over_authority(file);
	if (strcmp(trigger, "low-feedback") == 0)
		return has_low_feedback(policy, file);
	return is_about(file, trigger) || equals(file->heat, trigger) ||
	       equals(casefile_detail(file, "channel"), trigger) ||
	       has_flag(file, trigger);
}

static bool
any_trigger(const struct policy *policy, const struct casefile *file,
	    const struct policy_list *triggers)
{
	for (size_t i = 0; i < triggers->count; i++) {
		if (severity_trigger(policy, file, triggers->at[i]))
			return true;
	}
	return false;
}

/* The level of a name; of a plan that calls it otherwise the one `below` the
 * highest. */
static int
level(const struct policy *policy, const char *name, int below)
{
	int at = policy_list_find(&policy->severity.levels, name);

	if (at != POLICY_NONE)
		return at;
	at = (int)policy->severity.levels.count - 1 - below;
	return at < 0 ? 0 : at;
}

/* The level that the plan gives a category. */
static int
severity_of_category(const struct policy *policy, const char *name)
{
	int category = name ? policy_category(policy, name) : POLICY_NONE;

	return category == POLICY_NONE ? policy->severity.usual
				       : policy->categories[category].severity;
}

/* The highest of its own category, and of those of what was joined to it. */
static int
severity_of_categories(const struct policy *policy, const struct casefile *file)
{
	int highest = severity_of_category(policy, file->category);
	const char *category;

	for (size_t i = 1; casefile_category(file, i, &category); i++) {
		int severity = severity_of_category(policy, category);

		if (severity > highest)
			highest = severity;
	}
	return highest;
}

/* The level of a case of a category that nothing else is known of. */
static int
level_of_category(const struct policy *policy, const char *name)
{
	int severity = severity_of_category(policy, name), raised = severity;

	if (name &&
	    policy_list_find(&policy->severity.urgent_if, name) != POLICY_NONE)
		raised = level(policy, "urgent", 0);
	else if (name && policy_list_find(&policy->severity.high_if, name) !=
				 POLICY_NONE)
		raised = level(policy, "high", 1);
	return raised > severity ? raised : severity;
}

static int
rung_of_category(const struct policy *policy, const char *name)
{
	int category = name ? policy_category(policy, name) : POLICY_NONE;

	return category == POLICY_NONE ? POLICY_NONE
				       : policy->categories[category].min_rung;
}

bool
severity_is_graver(const struct policy *policy, const char *category,
		   const char *than)
{
	return level_of_category(policy, category) >
		       level_of_category(policy, than) ||
	       rung_of_category(policy, category) >
		       rung_of_category(policy, than);
}

/* intake.repeat: so many steps up, as far as there are any. */
static int
raised_by_repeat(const struct policy *policy, const struct casefile *file,
		 int severity)
{
	const struct policy_raise *raise = repeat_raise(policy, file);
	int highest = (int)policy->severity.levels.count - 1;

	if (raise)
		severity += raise->severity;
	return severity > highest ? highest : severity;
}

int
severity_of(const struct policy *policy, const struct casefile *file)
{
	const char *said = casefile_detail(file, "severity");
	int severity = POLICY_NONE, raised;

	if (said)
		severity = policy_list_find(&policy->severity.levels, said);
	if (severity == POLICY_NONE)
		severity = severity_of_categories(policy, file);
	severity = raised_by_repeat(policy, file, severity);
	if (any_trigger(policy, file, &policy->severity.urgent_if))
		raised = level(policy, "urgent", 0);
	else if (any_trigger(policy, file, &policy->severity.high_if))
		raised = level(policy, "high", 1);
	else
		return severity;
	return raised > severity ? raised : severity;
}
