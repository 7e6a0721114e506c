/*
 * What follows from an event, in the same batch: the promise of what they
 * chose, and that it is kept by giving it (P71). Pure but for the book.
 */
#ifndef CHAIN_H
#define CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "batch.h"
#include "fail.h"

/* The promise of an accept that was pushed: of a remedy that carries one, and
 * of any that a time was told for, with the accept or with its offer. */
bool chain_promise(struct adding *adding, const struct record *accept,
		   struct fail *why);

/* What was promised with a remedy is kept by giving it, on every till that
 * promised it. */
bool chain_kept(struct adding *adding, const char *remedy, struct fail *why);

/* A word from them at an instant, in a plan with
 * promises.customer-reply-cancels: what was promised them, but for a remedy, is
 * settled by it: kept, or kept late. */
bool chain_replied(struct adding *adding, int64_t at, struct fail *why);

/* A low answer on a closed case, in a plan with feedback.low-does: reopen that
 * has it under closing.reopen.by: the case is open again. Not where the plan
 * begins a new case in its place; that is said. */
bool chain_reopen(struct adding *adding, const struct record *feedback,
		  struct fail *why);

/*
 * Whether a remedy is chosen and neither taken back nor given: choosing it once
 * more is the same choice. And the promise of it that is open; NULL.
 */
bool chain_is_chosen(const struct casefile *file, const char *remedy);
const struct casefile_promise *chain_open_promise(const struct casefile *file,
						  const char *remedy);

#endif
