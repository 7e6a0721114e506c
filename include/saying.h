/*
 * The sentences of the plan's words.suggest, filled in from a case: what to say
 * to the customer now. Nothing that stays inside (cause, heat, notes) is ever
 * put into one. Pure.
 */
#ifndef SAYING_H
#define SAYING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casefile.h"
#include "mem.h"
#include "policy.h"
#include "zone.h"

#define SAYING_OPTIONS 3

/* What a sentence is filled in from. */
struct saying {
	const struct policy *policy; /* not NULL */
	const struct casefile *file;
	const char *who; /* who speaks; NULL: nobody is named */
	int64_t now;
	/*
	 * What could be put to them: labels of remedies, and by when
	 * (INSTANT_NONE: no time is named). With none given, those that were
	 * offered last.
	 */
	const char *options[SAYING_OPTIONS];
	int64_t option_by[SAYING_OPTIONS];
	size_t option_count;
	/* {next-step} and its {by} where no promise is open; NULL,
	 * INSTANT_NONE. */
	const char *next_step;
	int64_t by;
};

/* A saying without options and next step. */
void saying_init(struct saying *saying, const struct policy *policy,
		 const struct casefile *file, const char *who, int64_t now);

/*
 * Append the sentence of a name ("restate"). False, and nothing is appended,
 * where the plan has no such sentence or the case cannot fill it in.
 */
bool saying_add(struct buffer *out, const char *name,
		const struct saying *saying);

/* Append their words as they stand inside a sentence of ours: the first
 * sentence, without its end, begun small where it began with a common word. */
void saying_quote(struct buffer *out, const char *words);

#endif
