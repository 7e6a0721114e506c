/*
 * A recorder's batch: drafts made into records. Fills in what follows from the
 * case (the object where one thing fits, references, amounts, the promise that
 * an accepted remedy carries), gives out ids, sets times, and asks the rules.
 * Each event is judged as if those before it in the batch were recorded. Pure
 * but for the memory of the book, which the batch is added to: when an entry
 * fails, drop the book.
 */
#ifndef ENTRY_H
#define ENTRY_H

#include <stdbool.h>

#include "batch.h"
#include "draft.h"
#include "fail.h"

/*
 * Add what a draft comes to, chains included, to the batch and the book. id is
 * a case of the book (a merged one is followed). False: FAIL_USAGE (something
 * is missing or unknown; one sentence), FAIL_REFUSED (a rule; entry->refusal,
 * or only the sentence where that is empty), FAIL_INPUT (too long a line).
 *
 * A draft of a record is borrowed until entry_release, and passed over where it
 * is there already (listed.h).
 */
bool entry_add(struct entry *entry, const char *id, const struct draft *draft,
	       struct fail *why);

/*
 * Write a complaint down: the draft of an open. id NULL: a new one is given
 * out, on the shop's day of its time; else that one (case-log -, an import's).
 * Never refused by a rule. An unknown category, channel, heat, severity or
 * wish, and a value or delivery that is no amount, is kept as said-category=…
 * and warned of. A category is matched by id, label or `also`. *opened becomes
 * the id.
 */
bool entry_open(struct entry *entry, const char *id, const struct draft *draft,
		char opened[CASEID_SIZE], struct fail *why);

/*
 * Read --at: when it happened, which is not still to come (more than a minute
 * ahead). FAIL_USAGE.
 */
bool entry_parse_at(const char *text, const struct when_context *context,
		    int64_t *at, struct fail *why);

/* The batch is whole: what is to be said of all of it goes into its warnings.
 */
void entry_end(struct entry *entry);

void entry_release(struct entry *entry);

#endif
