/*
 * The vocabulary explained: all verbs in their groups, and one of them in the
 * words of this plan. Pure.
 */
#ifndef VERBHELP_H
#define VERBHELP_H

#include <stdbool.h>

#include "event.h"
#include "fail.h"
#include "mem.h"
#include "policy.h"

/* The list of verbs in their groups, as `case-log` alone prints it. */
void verbhelp_list(struct buffer *out);

/* One verb explained: what it takes, what it needs, what it means, its words
 * in this plan (policy may be NULL), what else people call it. */
void verbhelp_verb(struct buffer *out, enum verb verb,
		   const struct policy *policy);

/* The same for a word: a verb, or what else people call one. FAIL_USAGE with a
 * guess where it is neither. */
bool verbhelp_word(struct buffer *out, const char *word,
		   const struct policy *policy, struct fail *why);

#endif
