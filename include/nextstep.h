/*
 * The step that a case waits for: where it stands, and what is typed next; and
 * the duty that comes before it. Pure.
 */
#ifndef NEXTSTEP_H
#define NEXTSTEP_H

#include "duty.h"
#include "mem.h"
#include "rules.h"

#define NEXTSTEP_SAYINGS 2

struct nextstep {
	struct buffer stands; /* "said back, but they have not agreed yet" */
	struct buffer type;   /* "restate + confirm"; empty: there is nothing */
	/* What is owed and comes before that, for the step does not settle it:
	 * of an open case the apology for a promise that was not kept, and
	 * what is late of promises, of telling that it is done and of
	 * reminding; of a closed one the first that is one line. NULL. */
	const struct duty *duty;
	struct buffer first; /* what is typed for it, "apology + renew p1";
				empty: nothing, or type begins with it */
	/* Names in words.suggest, of which the first that the case can fill in
	 * is said with it; NULL behind the last. */
	const char *say[NEXTSTEP_SAYINGS];
};

/* Fill in a zero-initialised one; view->policy is not NULL, and duties, which
 * it borrows from, are those of the case. Where the complaint is about who
 * acts, it is what whoever decides on it instead does, or that it is handed to
 * them. Release it. */
void nextstep_find(struct nextstep *step, const struct rules_view *view,
		   const struct duty_list *duties);
void nextstep_release(struct nextstep *step);

#endif
