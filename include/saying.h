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
#include "words.h"
#include "zone.h"

#define SAYING_OPTIONS 3
#define SAYING_GAPS 16

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
	/* Of the sentence "step" of a plan: {what}, {by} as above, {name} as
	 * who above; else NULL. */
	const char *what;
	/*
	 * It is read by everybody: nothing that reviews.never-show names is
	 * filled in, nor words of the customer's own; {what-went-wrong} is our
	 * finding, and {next-step} the last step that we took.
	 */
	bool in_public;
	/* What may not be said (borrowed; NULL: nobody looks). Their own words
	 * are then said back only where nothing in them is; else ours are. */
	const struct words *words;

	const char *name; /* private: of the sentence that is filled in */
	const char *text; /* private: the sentence */
	size_t begin;     /* private: where it stands in the buffer */
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

/* The same for a sentence that stands elsewhere in the plan. */
bool saying_add_text(struct buffer *out, const char *name, const char *text,
		     const struct saying *saying);

/* What a promise is called: the label of its remedy, else what was promised;
 * NULL where it does not say. */
const char *saying_promised(const struct policy *policy,
			    const struct casefile_promise *promise);

/* What keeps a sentence from being filled in. */
struct saying_gap {
	char *placeholder;   /* "effect" */
	bool unfit;          /* filled in, but with what may not be said */
	const char *missing; /* what the case does not say, or what is wrong
				with a word, in words */
	/* What is typed behind `case-log CASE` to write it down ("amend -k
	 * effect=WORDS"); NULL where that does not help. */
	const char *type;
};

/*
 * All gaps of a sentence, each placeholder once, at most SAYING_GAPS; how many.
 * Where it can be filled in, and saying->words look: what may not be said in
 * it, of the kinds (enum words_kind), each with the placeholder that brought it
 * in. Strings are of the table, of the words, or of the arena.
 */
size_t saying_gaps(struct saying_gap *gaps, const char *name, const char *text,
		   const struct saying *saying, unsigned kinds,
		   struct arena *arena);

#endif
