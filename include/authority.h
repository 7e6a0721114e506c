/*
 * Who may do what, and up to what amount (DESIGN, section 5, authority): the
 * limits of a role, the rung that a kind of case is for, and who may grant what
 * somebody else may not. Pure.
 */
#ifndef AUTHORITY_H
#define AUTHORITY_H

#include <stdbool.h>
#include <stdint.h>

#include "event.h"
#include "facts.h"
#include "policy.h"

/*
 * The limit of authority that a step goes over: its amount, and in *total what
 * would then have been granted. MONEY_UNLIMITED where it goes over none.
 * *which becomes what the limit is on, "on one case".
 */
int64_t authority_limit(const struct rules_view *view,
			const struct rules_step *step, int64_t *total,
			const char **which);
/* Whether that limit is the plan's for everybody, not a role's. */
bool authority_is_of_price(const char *which);

/*
 * The rung that has to grant anything on such a case (min-rung of its category,
 * or of rules.second-failure), where who acts stands below it and nobody of it
 * approved; POLICY_NONE. *list and *line become where the plan says so.
 */
int authority_rung(const struct rules_view *view, const struct rules_step *step,
		   const char **list, size_t *line);

/* Whether a step is within a person's authority: no limit and no rung is in
 * its way. */
bool authority_is_enough(const struct rules_view *view,
			 const struct rules_step *step);

/* Who may grant it: index in staff, the lowest rank that may and whom it is not
 * about, POLICY_NONE. Of those here on the day of now; where all are away, the
 * deputy of the lowest of them, whom it is not about either, and without one
 * here that person all the same.
 */
int authority_grantor(const struct rules_view *view,
		      const struct rules_step *step);

/* A member of staff of the highest role, for whom things are listed; NULL. */
const struct policy_staff *authority_owner(const struct policy *policy);
const char *authority_owner_name(const struct policy *policy);

/*
 * Nobody decides on a complaint about themselves, and nobody hands it to them
 * (P26). A category may say so in a plan that allows it otherwise.
 */
bool authority_is_impartial(const struct rules_view *view,
			    const struct rules_step *step);

/* Who decides instead of who acts, as the complaint is about them
 * (whose_instead); NULL where they may, or there is nobody else. */
const char *authority_instead(const struct rules_view *view);

/* Whether a step of the verb decides on a complaint, as nobody does on their
 * own. */
bool authority_is_decision(enum verb verb);

/* What `may` of a role must hold for a step. */
enum permission authority_permission(const struct rules_step *step);
/* Somebody whose role holds that, who decides on the case, where the step is a
 * decision, and within whose authority it is: the first who is here on the day
 * of now, else the first of those who are away; NULL. Of view->file nothing is
 * needed where it is none. */
const struct policy_staff *authority_who_may(const struct rules_view *view,
					     const struct rules_step *step);

/* The rung that a role stands on, and the rung of whoever has the case:
 * indexes in rungs, POLICY_NONE. */
int authority_rung_of_role(const struct policy *policy, int role);
int authority_current_rung(const struct policy *policy,
			   const struct casefile *file);

#endif
