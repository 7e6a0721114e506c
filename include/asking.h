/*
 * What an event needs and lacks is asked of whoever typed it, at a terminal
 * (LOOK D and H: `restate` alone asks what was said back); and so is a step
 * that is about to be skipped. Which question comes next; question.h puts it,
 * and takes the answer. Pure.
 */
#ifndef ASKING_H
#define ASKING_H

#include <stdbool.h>
#include <stddef.h>

#include "casefile.h"
#include "draft.h"
#include "mem.h"
#include "rules.h"

enum asking_for {
	ASKING_NOTHING,
	ASKING_WHAT, /* out of a short list */
	ASKING_TEXT,
	ASKING_DUE,
	ASKING_HOW,     /* how= of a promise */
	ASKING_WHETHER, /* a step was done: yes or no */
};

struct asking_choice {
	const char *word;
	const char *text; /* what stands behind it: a promise's words; NULL */
};

/* A question. Strings are the case's, the plan's or the arena's. */
struct asking {
	enum asking_for what;
	enum verb verb;
	const char *question; /* NULL: the usual one of the verb */
	const char *say;      /* in words.suggest, to be read out first; NULL */
	const char *suggested; /* what Enter alone means; NULL */
	struct asking_choice *choices;
	size_t choice_count;
};

/* Whether an event may lack something, as far as its words alone say. */
bool asking_may_lack(const struct draft *draft, const struct policy *policy);

/* The next question about an event of view->file; ASKING_NOTHING where it has
 * all that it needs, or the recorder finds it out by itself. */
void asking_next(struct asking *asking, const struct draft *draft,
		 const struct rules_view *view, struct arena *arena);

/*
 * The question whether a step was done that a rule misses (gates: ask), and in
 * *words, whose array is the caller's to free, the event that makes it good:
 * the answer goes into these. False where nobody can be asked for it: somebody
 * has to decide, or to do it first. words is then as it was.
 */
bool asking_step(struct asking *asking, struct draft_words *words,
		 enum rule rule, const struct rules_view *view,
		 struct arena *arena);

#endif
