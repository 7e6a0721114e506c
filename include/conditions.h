/*
 * The conditions on a case that the rules are named for, each with its test
 * (DESIGN, section 6, Rules); rules says which of them a step wants. Pure.
 */
#ifndef CONDITIONS_H
#define CONDITIONS_H

#include <stdbool.h>

#include "facts.h"

enum rule {
	RULE_HEARD,
	RULE_RESTATED,
	RULE_CONFIRMED,
	RULE_HEART,
	RULE_ALL_POINTS_ANSWERED,
	RULE_FIX_OFFERED,
	RULE_FIX_AGREED,
	RULE_FIX_DONE,
	RULE_CUSTOMER_DECLINED_FIX,
	RULE_FIX_IMPOSSIBLE,
	RULE_FIX_DONE_OR_REASON,
	RULE_APOLOGY_IF_AT_FAULT,
	RULE_CUSTOMER_TOLD,
	RULE_PROMISES_SETTLED,
	RULE_FEEDBACK_ASKED,
	RULE_SECOND_OFFER,
	RULE_SEEN_BY_OWNER,
	RULE_OUTSIDE_TOLD,
	RULE_CAUSE,
	RULE_PREVENTION,
	RULE_WARNED,
	RULE_OVER_AUTHORITY,
	RULE_OWN_CASE,
	RULE_LIMITS,
	RULE_ROLE,
	RULE_COUNT,
};

/* Its name, as plans call it. */
const char *conditions_name(enum rule rule);

/* Whether it holds before a step. */
bool conditions_hold(enum rule rule, const struct rules_view *view,
		     const struct rules_step *step);

/* Whether no fix is owed any more: each that they chose is given, or, without
 * a choice, one is, or they declined all of them; or there is a reason why not
 * (facts_is_excused). */
bool conditions_is_fix_settled(const struct rules_view *view);

/* Whether the case came in by a channel that the plan has as a written one. */
bool conditions_is_written(const struct rules_view *view);

#endif
