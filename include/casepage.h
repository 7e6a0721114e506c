/*
 * One case on a page, to be read in half a minute (LOOK C): who, what they
 * said, what was agreed, chosen and is owed, what to say and to type next, what
 * happened, and what was before. Pure.
 */
#ifndef CASEPAGE_H
#define CASEPAGE_H

#include "facts.h"
#include "mem.h"
#include "zone.h"

/*
 * Append the page: lines of at most 78 columns but for a longer word, which may
 * hold control characters of somebody's words (text_show). view->file is a case
 * of view->book; view->policy may be NULL: then without what the plan says.
 * zone is the shop's, UTC without a policy.
 */
void casepage_write(struct buffer *out, const struct rules_view *view,
		    const struct zone *zone);

/* Append the card alone that the case is handed over with: who it is, and the
 * parts that escalation.handover-must-say names. view->policy is not NULL. */
void casepage_hand_over(struct buffer *out, const struct rules_view *view);

#endif
