/*
 * What goes out to a customer in writing: a sentence of the plan filled in from
 * the case, greeted and signed; the plan of what happens next, step by step
 * (P69); the answer to what they wrote in public. Pure.
 */
#ifndef REPLY_H
#define REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "duty.h"
#include "fail.h"
#include "mem.h"
#include "rules.h"
#include "words.h"

/* Lines of a draft are no longer than this, but for a word that is. */
#define REPLY_COLUMNS 72

struct reply_kind;

/* The kinds of reply, one by one; NULL behind the last. */
const struct reply_kind *reply_kind(size_t at);
/* The kind of a name, in any case; NULL, and FAIL_USAGE with a guess. */
const struct reply_kind *reply_kind_of(const char *name, struct fail *why);
/* Whether it is read by all: then it is held against the names of all other
 * customers, and the book has to be whole. */
bool reply_kind_is_public(const struct reply_kind *kind);
const char *reply_kind_name(const struct reply_kind *kind);
/* The plan's sentence for it, and in *key where that stands in the plan. */
const char *reply_sentence(const struct reply_kind *kind,
			   const struct policy *policy, const char **key);

/* What a reply is written from. */
struct reply_from {
	const struct rules_view *view;  /* policy, file, book, who, now */
	const struct duty_list *duties; /* of the case */
	const struct words *words;      /* of the policy; NULL: nobody looks */
	const char *called; /* what lines to type call the case: "7qk" */
	bool bare; /* the sentence alone, to be said: no greeting, no name */
};

/*
 * Append a draft: lines of text, ended, in which nothing is that the plan would
 * rather not have said. False, and nothing appended, where the case cannot fill
 * it in, or would bring that in: refused then has all that is missing, with the
 * lines to type, for diag_block.
 */
bool reply_write(struct buffer *out, const struct reply_kind *kind,
		 const struct reply_from *from, struct buffer *refused);

#endif
