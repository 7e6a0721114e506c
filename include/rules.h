/*
 * The rules: named conditions on a case that the plan hangs on steps (DESIGN,
 * section 6, Rules). Pure. A rule never stops a fact: whoever asks goes past a
 * refusal with --already, and both are recorded.
 */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "conditions.h"
#include "facts.h"
#include "policy.h"

/* The rule of a name; RULE_COUNT if there is none. */
enum rule rules_of_name(const char *name);

/* Whether a rule's condition holds. */
bool rules_met(enum rule rule, const struct rules_view *view,
	       const struct rules_step *step);

/* The same where nothing is about to be done. */
bool rules_is_met(enum rule rule, const struct rules_view *view);

/* Whether any one of a list holds (gesture-needs); true for an empty list. */
bool rules_any_met(const struct policy_list *list,
		   const struct rules_view *view,
		   const struct rules_step *step);

/* What the plan wants of a case before a step that closes it, names of rules:
 * the policy's. */
const struct policy_list *rules_to_close(const struct policy *policy,
					 const struct rules_step *step);

/* Rules that hold a step back, in the plan's order. */
struct rules_missing {
	enum rule rule[RULE_COUNT];
	enum policy_gate gate[RULE_COUNT];
	size_t count;
	const char *list; /* "before-any-offer", "closing"… of the first */
	size_t line;      /* where that stands in the plan; 0: a default */
};

void rules_missing(struct rules_missing *missing, const struct rules_view *view,
		   const struct rules_step *step);

/* Whether a rule is among those. */
bool rules_is_among(enum rule rule, const struct rules_missing *missing);

#endif
