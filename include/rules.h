/*
 * The rules: named conditions on a case that the plan hangs on steps, and what
 * is said where one holds a step back (DESIGN, section 6, Rules; LOOK D in
 * words). Pure. A rule never stops a fact: whoever asks goes past a refusal
 * with --already, and both are recorded.
 */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "casefile.h"
#include "mem.h"
#include "policy.h"

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
	RULE_OVER_AUTHORITY,
	RULE_OWN_CASE,
	RULE_ROLE,
	RULE_COUNT,
};

const char *rules_name(enum rule rule);
/* The rule of a name; RULE_COUNT if there is none. */
enum rule rules_of_name(const char *name);

/* What the rules look at. */
struct rules_view {
	const struct policy *policy;
	const struct casefile *file;
	const struct casebook
		*book;   /* for totals over cases; NULL: this case alone */
	const char *who; /* who is about to act */
	int64_t now;
};

/* What is about to be done. */
struct rules_step {
	enum verb verb;
	const char *what; /* NULL: none */
	int64_t amount;   /* of offer, accept, give, approve; MONEY_NONE */
};

/* Whether a rule's condition holds. */
bool rules_met(enum rule rule, const struct rules_view *view,
	       const struct rules_step *step);

/* Whether any one of a list holds (gesture-needs); true for an empty list. */
bool rules_any_met(const struct policy_list *list,
		   const struct rules_view *view,
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

/*
 * The limit of authority that a step goes over: its amount, and in *total what
 * would then have been granted. MONEY_UNLIMITED where it goes over none.
 */
int64_t rules_limit(const struct rules_view *view,
		    const struct rules_step *step, int64_t *total,
		    const char **which);

/* Who may grant it: index in staff, the lowest rank that may, POLICY_NONE. Of
 * those here on the day of now; where all are away, the deputy of the lowest of
 * them, and without one here that person all the same. */
int rules_who_may_grant(const struct rules_view *view,
			const struct rules_step *step);
/* Whoever things are listed for: a member of staff of the highest role. NULL.
 */
const char *rules_owner_name(const struct policy *policy);

/*
 * The refusal: the first line without the program's name, then lines indented
 * by two, each ended: what the plan says, what is missing, the words to say,
 * the line to type. tool is the line's beginning ("case-log 7qk"), typed the
 * step as it was typed ("offer").
 */
void rules_refusal(struct buffer *out, const struct rules_missing *missing,
		   const struct rules_view *view, const struct rules_step *step,
		   const char *tool, const char *typed);

/*
 * What to type to have it all: the steps that are missing and then the one that
 * was typed, "give + tell done + close satisfied"; and "-b eva" behind them
 * where only somebody else's role may.
 */
void rules_steps(struct buffer *out, const struct rules_missing *missing,
		 const struct rules_view *view, const struct rules_step *step,
		 const char *typed);

/*
 * A sentence of words.suggest, filled in from the case: {happened}, {heart},
 * {wish}. False (and nothing appended) where the plan has no such sentence or
 * the case cannot fill it in.
 */
bool rules_say(struct buffer *out, const char *name,
	       const struct policy *policy, const struct casefile *file);

/* The rung that a role stands on, and the rung of whoever has the case:
 * indexes in rungs, POLICY_NONE. */
int rules_rung_of_role(const struct policy *policy, int role);
int rules_current_rung(const struct policy *policy,
		       const struct casefile *file);

#endif
