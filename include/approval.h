/*
 * An approval that was asked for: `escalate RUNG` with remedy=, and how much.
 * The case stays with whoever has it; the one who was asked has
 * authority.answer-asked-within to answer, then their deputy as long again, and
 * then half of it may be granted without an answer, as authority.no-answer
 * says. Pure.
 */
#ifndef APPROVAL_H
#define APPROVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casefile.h"
#include "policy.h"

/* Strings are the case's or the plan's. */
struct approval {
	size_t event; /* of the case, by which it was asked for */
	const char *remedy;
	int64_t amount;      /* MONEY_NONE: it does not say */
	int rung;            /* POLICY_NONE: none of this plan */
	const char *asked;   /* whose answer it waits for; NULL: nobody's */
	const char *deputy;  /* who answers in their place after that; NULL */
	int64_t asked_until; /* INSTANT_NONE: the plan sets no time */
	int64_t until;       /* when all the time for an answer is up */
	bool answered;
	bool settled; /* answered, or the remedy was put to them since */
};

/* Whether an event asks for an approval, and does not take the case up. */
bool approval_is_asked_by(const struct casefile_event *event);

/* The last escalate since the reopen that took the case up; CASEFILE_NONE. */
size_t approval_gone_up(const struct casefile *file);

/*
 * The approval that an event of the case asks for; false where it is no such
 * event. It is answered by assign, by approve or cannot of the remedy or asking
 * for it again, and by out, note or wish of somebody of that rung or above it;
 * and settled by offer, accept and give of the remedy, too.
 */
bool approval_read(struct approval *approval, const struct policy *policy,
		   const struct casefile *file, size_t event);

/* What may be granted of it without an answer at an instant; MONEY_NONE:
 * nothing, for it was answered, or may be still, or the plan waits. */
int64_t approval_unanswered(const struct approval *approval,
			    const struct policy *policy, int64_t now);

/*
 * The role with which somebody grants a remedy (NULL: none in particular) on a
 * case at an instant: their own, or a higher one of somebody whose deputy they
 * are and who is away that day, or was asked and did not answer in time. An
 * index in roles.
 */
int approval_role(const struct policy *policy, const struct casefile *file,
		  const char *who, const char *remedy, int64_t at);

#endif
