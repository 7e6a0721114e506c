/*
 * Where a case stands and what comes next, in words for the person who has it
 * (LOOK H): one line that says it, the words to say, the line to type. Pure.
 */
#ifndef GUIDE_H
#define GUIDE_H

#include "casebook.h"
#include "duty.h"
#include "mem.h"
#include "rules.h"
#include "zone.h"

/*
 * Append it, a line each, ended. view->policy may be NULL: then without what
 * the plan says. duties are those of the case; short_id is what to call it in
 * lines to type ("7qk").
 */
void guide_case(struct buffer *out, const struct rules_view *view,
		const struct duty_list *duties, const char *short_id);

/* The same with the duties worked out; zone is the shop's, UTC without a
 * policy. */
void guide_standing(struct buffer *out, const struct rules_view *view,
		    const struct zone *zone);

/* Append what is handed over with the case, a line for each part that the
 * plan's escalation.handover-must-say names. */
void guide_handover(struct buffer *out, const struct casefile *file,
		    const struct policy *policy);

#endif
