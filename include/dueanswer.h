/*
 * The answer to "when would that be due?": the time, whether it can be kept in
 * open hours, and how that is said (due-when). Pure.
 */
#ifndef DUEANSWER_H
#define DUEANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "daycount.h"
#include "hours.h"
#include "mem.h"
#include "output.h"
#include "policy.h"
#include "record.h"
#include "when.h"

enum dueanswer_can {
	DUEANSWER_KEPT,
	DUEANSWER_PAST,
	DUEANSWER_CLOSED,  /* the shop is not open before then */
	DUEANSWER_UNKNOWN, /* no hours are known */
};

struct dueanswer {
	int64_t start;    /* counted from here */
	bool start_given; /* and not from now */
	struct when when;
	enum dueanswer_can can_be;
	int64_t act_by;      /* of DUEANSWER_KEPT */
	struct opening next; /* of DUEANSWER_CLOSED; from is INSTANT_NONE if
				there is none */
	struct buffer said;  /* what was understood, in words */
	const struct daycount_day *day; /* the one that is being written */
};

/*
 * Read a time as due, counted from context->now, and whether it can be kept.
 * now is when a person reads the answer. Without a policy (NULL) no hours are
 * known. Fails as when_parse_due. Release in
 * every case.
 */
bool dueanswer_find(struct dueanswer *answer, const char *words,
		    const struct when_context *context, int64_t now,
		    const struct policy *policy, struct fail *why);
void dueanswer_release(struct dueanswer *answer);

/* How many open days the words ask for; 0 where they are no count of them. */
int dueanswer_open_days(const char *words);

/* The worked-out record: event due, text what was understood; keys act-by,
 * cannot-be-kept, from, next-open. Strings are the answer's and the arena's. */
void dueanswer_record(struct record *record, const struct dueanswer *answer,
		      const struct zone *zone, struct arena *arena);

/* Append the lines that a person reads. */
void dueanswer_say(struct buffer *out, const struct dueanswer *answer,
		   const struct zone *zone, int64_t now);

/* Append why it should not be promised, without a newline; nothing where it
 * can be kept. */
void dueanswer_warn(struct buffer *out, const struct dueanswer *answer,
		    const struct zone *zone, int64_t now);

/* How the record, and those of days (daycount_record), are printed; the
 * context is the answer (output_set_context). */
extern const struct output_kind dueanswer_kind;

#endif
