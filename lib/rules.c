#include "rules.h"

#include <string.h>

#include "authority.h"
#include "dealings.h"

#define ABSENT CASEFILE_NONE

enum rule
rules_of_name(const char *name)
{
	int i = 0;

	while (i < RULE_COUNT &&
	       strcmp(conditions_name((enum rule)i), name) != 0)
		i++;
	return (enum rule)i;
}

bool
rules_met(enum rule rule, const struct rules_view *view,
	  const struct rules_step *step)
{
	return conditions_hold(rule, view, step);
}

bool
rules_is_met(enum rule rule, const struct rules_view *view)
{
	struct rules_step step = {VERB_CLOSE, NULL, MONEY_NONE};

	return rules_met(rule, view, &step);
}

bool
rules_any_met(const struct policy_list *list, const struct rules_view *view,
	      const struct rules_step *step)
{
	for (size_t i = 0; i < list->count; i++) {
		enum rule rule = rules_of_name(list->at[i]);

		if (rule != RULE_COUNT && rules_met(rule, view, step))
			return true;
	}
	return list->count == 0;
}

/* Whether somebody entitled set the rule aside on this case. Who may do what is
 * not set aside by an event: that takes somebody who may. */
static bool
is_set_aside(const struct rules_view *view, enum rule rule)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; rule != RULE_ROLE && i < file->event_count;
	     i++) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb == VERB_OVERRIDE && record->what &&
		    strcmp(record->what, conditions_name(rule)) == 0 &&
		    record->who &&
		    policy_may(view->policy, record->who, MAY_OVERRIDE))
			return true;
	}
	return false;
}

bool
rules_is_among(enum rule rule, const struct rules_missing *missing)
{
	size_t i = 0;

	while (i < missing->count && missing->rule[i] != rule)
		i++;
	return i < missing->count;
}

static void
add_missing(struct rules_missing *missing, enum rule rule,
	    const struct rules_view *view, const char *list, size_t line)
{
	if (is_set_aside(view, rule))
		return;
	if (rules_is_among(rule, missing))
		return;
	if (missing->count == 0) {
		missing->list = list;
		missing->line = line;
	}
	missing->gate[missing->count] =
		policy_gate(view->policy, conditions_name(rule));
	missing->rule[missing->count++] = rule;
}

static void
want_all(struct rules_missing *missing, const struct policy_list *list,
	 const char *name, size_t line, const struct rules_view *view,
	 const struct rules_step *step)
{
	for (size_t i = 0; i < list->count; i++) {
		enum rule rule = rules_of_name(list->at[i]);

		if (rule != RULE_COUNT && !rules_met(rule, view, step))
			add_missing(missing, rule, view, name, line);
	}
}

static bool
was_offered(const struct rules_view *view, const char *remedy)
{
	return remedy && facts_has(view, VERB_OFFER, remedy);
}

static void
want_any(struct rules_missing *missing, const struct rules_view *view,
	 const struct rules_step *step)
{
	const struct policy_list *needs = &view->policy->rules.gesture_needs;
	enum rule first;

	if (rules_any_met(needs, view, step))
		return;
	for (size_t i = 0; i < needs->count; i++) {
		first = rules_of_name(needs->at[i]);
		if (first != RULE_COUNT && is_set_aside(view, first))
			return;
	}
	/* The first stands for all of them. */
	first = rules_of_name(needs->at[0]);
	if (first != RULE_COUNT)
		add_missing(missing, first, view, "gesture-needs",
			    view->policy->rules.gesture_needs_line);
}

/* Saying no to what they wish for takes something else that they could have
 * had (P40): another remedy, or the reason why there is none. */
static void
want_choice(struct rules_missing *missing, const struct rules_view *view)
{
	const struct policy *policy = view->policy;
	const struct casefile *file = view->file;
	size_t answer = facts_last(view, VERB_WISH, NULL);
	const char *wish = casefile_detail(file, "wish");
	const char *what =
		answer == ABSENT ? NULL : file->events[answer].record->what;

	if (!policy->rules.customer_wish_first || !what ||
	    strcmp(what, "declined") != 0 ||
	    facts_has(view, VERB_CANNOT, NULL) ||
	    facts_has(view, VERB_FINDING, "not-upheld"))
		return;
	for (size_t i = file->since; i < file->event_count; i++) {
		const char *offered = file->events[i].record->what;

		if (file->events[i].verb == VERB_OFFER && offered &&
		    (!wish || strcmp(offered, wish) != 0))
			return;
	}
	add_missing(missing, RULE_SECOND_OFFER, view, "customer-wish",
		    policy->rules.customer_wish_line);
}

static void
want_authority(struct rules_missing *missing, const struct rules_view *view,
	       const struct rules_step *step)
{
	const struct policy *policy = view->policy;
	const char *which = "";
	int64_t total;
	size_t line;

	if (authority_limit(view, step, &total, &which) == MONEY_UNLIMITED) {
		if (authority_rung(view, step, &which, &line) != POLICY_NONE)
			add_missing(missing, RULE_OVER_AUTHORITY, view, which,
				    line);
	} else if (authority_is_of_price(which)) {
		add_missing(missing, RULE_OVER_AUTHORITY, view, "gesture-cap",
			    policy->rules.gesture_cap_line);
	} else {
		add_missing(missing, RULE_OVER_AUTHORITY, view, "authority",
			    policy->authority.line);
	}
}

static bool
is_best_done(const struct rules_step *step)
{
	return step->what && strcmp(step->what, "best-done") == 0;
}

const struct policy_list *
rules_to_close(const struct policy *policy, const struct rules_step *step)
{
	return is_best_done(step) ? &policy->closing.best_done_need
				  : &policy->closing.need;
}

void
rules_missing(struct rules_missing *missing, const struct rules_view *view,
	      const struct rules_step *step)
{
	const struct policy *policy = view->policy;
	bool granting = step->verb == VERB_OFFER || step->verb == VERB_ACCEPT ||
			step->verb == VERB_GIVE;

	*missing = (struct rules_missing){0};
	/* To accept what was never offered is an offer too. */
	if (step->verb == VERB_OFFER ||
	    (step->verb == VERB_ACCEPT && !was_offered(view, step->what)))
		want_all(missing,
			 conditions_is_written(view)
				 ? &policy->rules.before_offer_written
				 : &policy->rules.before_offer_spoken,
			 "before-any-offer",
			 conditions_is_written(view)
				 ? policy->rules.before_offer_written.line
				 : policy->rules.before_offer_spoken.line,
			 view, step);
	if (granting && facts_is_kind(policy, step->what, REMEDY_GESTURE))
		want_any(missing, view, step);
	if (step->verb == VERB_CLOSE) {
		bool best_done = is_best_done(step);

		want_all(missing, rules_to_close(policy, step),
			 best_done ? "best-done" : "closing",
			 best_done ? policy->closing.best_done_line
				   : policy->closing.need_line,
			 view, step);
		want_choice(missing, view);
	}
	if (step->verb == VERB_FLAG && dealings_is_measure(step->what)) {
		if (!rules_met(RULE_WARNED, view, step))
			add_missing(missing, RULE_WARNED, view, "unreasonable",
				    policy->unreasonable.line);
		if (!rules_met(RULE_LIMITS, view, step))
			add_missing(missing, RULE_LIMITS, view, "unreasonable",
				    policy->unreasonable.line);
	}
	if (granting || step->verb == VERB_APPROVE)
		want_authority(missing, view, step);
	if (authority_is_decision(step->verb) &&
	    !rules_met(RULE_OWN_CASE, view, step))
		add_missing(missing, RULE_OWN_CASE, view, "authority",
			    policy->authority.line);
	if (step->verb != VERB_OPEN && !rules_met(RULE_ROLE, view, step))
		add_missing(
			missing, RULE_ROLE, view, "roles",
			policy->roles[policy_role_of(policy, view->who)].line);
}
