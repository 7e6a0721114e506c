/*
 * Where a case stands and what comes next, in words for the person who has it
 * (LOOK H): one line that says it, the words to say, the line to type. Pure.
 */
#ifndef GUIDE_H
#define GUIDE_H

#include <stdbool.h>

#include "casebook.h"
#include "duty.h"
#include "fail.h"
#include "mem.h"
#include "rules.h"
#include "when.h"

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

/* "3 minutes ago", "2 hours ago", "5 days ago", "just now". */
void guide_ago(struct buffer *out, int64_t now, int64_t at);

/*
 * What a batch did, for the person who typed it: "7QK Ana Ruiz: said back,
 * agreed, offered replace, refund." One line, ended. short_id in capitals.
 */
void guide_said_back(struct buffer *out, const struct casefile *file,
		     const char *short_id, const struct record *records,
		     size_t count, const struct when_context *context);

/* The list of verbs in their groups, as `case-log` alone prints it. */
void guide_verbs(struct buffer *out);

/* One verb explained: what it takes, what it needs, what it means, its words
 * in this plan (policy may be NULL), what else people call it. */
void guide_verb(struct buffer *out, enum verb verb,
		const struct policy *policy);

/* The same for a word: a verb, or what else people call one. FAIL_USAGE with a
 * guess where it is neither. */
bool guide_word(struct buffer *out, const char *word,
		const struct policy *policy, struct fail *why);

#endif
