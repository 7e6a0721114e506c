/*
 * Within saying alone: the placeholders of a sentence, each with where its
 * words come from, and what to write down where there are none.
 */
#ifndef FILLERS_H
#define FILLERS_H

#include <stdbool.h>

#include "saying.h"

/* What else is to be known of a placeholder. */
enum filler_of {
	FILLER_THEIRS = 1, /* words of the customer's own */
	FILLER_PROMISED,   /* of a promise whose time is still to come */
	FILLER_LISTED,     /* of all events of a kind, not of the last one */
};

/* Append the words of a placeholder; false, and nothing appended, where there
 * are none. */
typedef bool fillers_fill(struct buffer *out, const struct saying *saying);

struct filler {
	const char *name;
	fillers_fill *fill;
	const char *missing; /* what the case then does not say */
	const char *type; /* behind `case-log CASE`, to write it down; NULL */
	int of;           /* enum filler_of; 0: neither */
};

/* The row of a placeholder; NULL where it is a detail of the complaint. */
const struct filler *fillers_find(const char *name);

/* Whether a placeholder may stand where everybody reads it. */
bool fillers_may_show(const char *name, const struct policy *policy);

/* Append a detail of the complaint; false where it is not known. No plan asks
 * for one that stays inside (heat, severity). */
bool fillers_detail(struct buffer *out, const char *name,
		    const struct saying *saying);

/* Whether it is the sentence of a name that is filled in. */
bool fillers_is_sentence(const struct saying *saying, const char *name);
/* The last event of a verb since the reopen, with `what` if that is not NULL;
 * NULL. */
const struct record *fillers_last(const struct saying *saying, enum verb verb,
				  const char *what);
/* Whether what is appended next begins a sentence. */
bool fillers_begins_sentence(const struct buffer *out,
			     const struct saying *saying);
/* Append words of our own, or those of a record of ours (both may be NULL);
 * whether that came to anything. */
bool fillers_own(struct buffer *out, const struct saying *saying,
		 const char *words);
bool fillers_text(struct buffer *out, const struct saying *saying,
		  const struct record *record);
/* What we call a remedy to a customer; NULL for none, or one that the plan does
 * not know. */
const char *fillers_label(const struct policy *policy, const char *id);
/* A label as a name: 'Replace it'. False for NULL. */
bool fillers_named(struct buffer *out, const char *label);

/* fillersours.c: what we promised, did and offer. */
fillers_fill fillers_by, fillers_what, fillers_how, fillers_promise,
	fillers_next_step, fillers_steps, fillers_option_1, fillers_option_2,
	fillers_option_3, fillers_options, fillers_prevention, fillers_remedy,
	fillers_what_we_did;

#endif
