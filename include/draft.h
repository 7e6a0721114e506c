/*
 * An event as somebody typed it, before the recorder completes it: which of the
 * words are its object and which are its text, decided by the table of verbs
 * and the plan (DESIGN, section 6). Pure.
 */
#ifndef DRAFT_H
#define DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "event.h"
#include "fail.h"
#include "mem.h"
#include "policy.h"
#include "record.h"

/* One event's words and options, as they stood between two `+`. */
struct draft_words {
	const char **words; /* the verb first */
	size_t count;
	const char *message;       /* -m; NULL */
	const char *due;           /* -d; NULL */
	const char *amount;        /* -a; NULL */
	struct record_pair *pairs; /* of -k, in the order given */
	size_t pair_count;
	const char *tool; /* what a line to type begins with, "case-log 7qk";
			     NULL: "case-log CASE" */
};

struct draft {
	enum verb verb;
	const char *what; /* NULL: not said */
	const char *text; /* NULL */
	const char *due;  /* as typed; NULL */
	int64_t due_at;   /* of a record; INSTANT_NONE */
	int due_offset;
	const char *amount; /* as typed; NULL */
	struct record_pair *pairs;
	size_t pair_count;
	int64_t at;       /* of a record that brings its time; INSTANT_NONE */
	int offset;       /* seconds */
	const char *who;  /* of a record; NULL: who acts */
	bool is_unlisted; /* WHAT is none that there is; it has happened */
	bool is_record;   /* whoever made it may have given ids out */
	const char
		*typed; /* verb and object, for messages: "close satisfied" */
};

/*
 * Read one event. The first word behind the verb is its object where it is a
 * word or id that the verb takes, else the text begins there. A verb that is
 * none is FAIL_USAGE with what was meant, by spelling or by meaning, and so is
 * an object that is near to one or stands alone; with `already` such a word is
 * taken as it is. What need not have an object that a list closes (a gift, why
 * it is open again) takes only the words that the plan knows, or "thank we sent
 * a card" would give them a `we`. policy may be NULL: then any word that can be
 * an id is taken as one. Strings are borrowed or from the arena.
 */
bool draft_read(struct draft *draft, const struct draft_words *words,
		const struct policy *policy, bool already, struct arena *arena,
		struct fail *why);

/*
 * The same from a record (case-log -): a time of `-` is now, WHAT `-` is not
 * said; rule=, why=, n= and the marks of a recorder (plan, logged) are
 * dropped. FAIL_INPUT for an event that no recorder takes.
 */
bool draft_of_record(struct draft *draft, const struct record *record,
		     struct arena *arena, struct fail *why);

/*
 * Whether a word is an object that the verb takes: *id becomes its canonical
 * form (of the policy or the arena). For refs (p1, pt2, t1) only the form
 * counts. policy may be NULL.
 */
bool draft_is_object(enum verb verb, const char *word,
		     const struct policy *policy, struct arena *arena,
		     const char **id);

/*
 * Append the words that the object of a verb can be, "1, 2 or 3" where
 * before_last is " or "; the first of more than eight, and "..." behind them.
 * False: nothing says which there are.
 */
bool draft_say_objects(struct buffer *out, enum verb verb,
		       const char *before_last, const struct policy *policy,
		       struct arena *arena);

/* Why a word is no object of a verb: what was meant, or what there is. Always
 * false, FAIL_USAGE. */
bool draft_no_such_object(enum verb verb, const char *word,
			  const struct policy *policy, struct arena *arena,
			  struct fail *why);

/* What an object of a verb is called: "a remedy", "an outcome". */
const char *draft_object_name(enum verb verb);

/* The words that the object of a verb can be, from the table and the plan, for
 * messages and completion; ends with NULL. Caller frees the array; the words
 * are the plan's or the arena's. */
const char **draft_objects(enum verb verb, const struct policy *policy,
			   struct arena *arena);

/* Whether an event says why, in words: one that takes the case up, in a plan
 * with escalation.customer-need-not-say-why: no. An approval that is asked for
 * speaks for itself. policy may be NULL. */
bool draft_needs_reason(const struct draft *draft, const struct policy *policy);

/* Whether a word is a key that a complaint has (DESIGN, section 6, open); else
 * *guess is the one that may be meant, or NULL. */
bool draft_is_open_key(const char *key, const char **guess);

#endif
