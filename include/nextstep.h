/*
 * The step that a case waits for: where it stands, and what is typed next.
 * Pure.
 */
#ifndef NEXTSTEP_H
#define NEXTSTEP_H

#include "mem.h"
#include "rules.h"

#define NEXTSTEP_SAYINGS 2

struct nextstep {
	struct buffer stands; /* "said back, but they have not agreed yet" */
	struct buffer type;   /* "restate + confirm"; empty: there is nothing */
	/* Names in words.suggest, of which the first that the case can fill in
	 * is said with it; NULL behind the last. */
	const char *say[NEXTSTEP_SAYINGS];
};

/* Fill in a zero-initialised one; view->policy is not NULL. Release it. */
void nextstep_find(struct nextstep *step, const struct rules_view *view);
void nextstep_release(struct nextstep *step);

#endif
