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
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "draft.h"
#include "fail.h"
#include "mem.h"
#include "policy.h"
#include "record.h"
#include "when.h"

struct entry {
	/* Given by the caller: */
	const struct policy *policy; /* NULL: faulty; nothing is judged */
	struct casebook *book;
	const char *who;
	const struct when_context *when; /* now, zone, hours */
	int offset;           /* seconds, of times where policy is NULL */
	int digits;           /* of the currency; 2 where policy is NULL */
	int64_t at;           /* --at; INSTANT_NONE */
	bool already;         /* --already */
	const char *override; /* --override REASON; NULL */
	const char *once;     /* --once KEY; NULL */
	const char *tool; /* what messages begin a line to type with: "case-log
			     7qk" */
	uint32_t (*random)(void); /* 32 random bits, for new ids */

	/* Filled in: */
	struct record
		*records; /* the batch; strings of the book and the drafts */
	size_t count, room;
	struct buffer warnings; /* sentences, each ended by a newline */
	struct buffer refusal;  /* what rules_refusal wrote, for FAIL_REFUSED */
	bool repeated;          /* --once was there already: records are the
				   ones on the disk, and nothing is to be written */
};

/*
 * Add what a draft comes to, chains included, to the batch and the book. id is
 * a case of the book (a merged one is followed). False: FAIL_USAGE (something
 * is missing or unknown; one sentence), FAIL_REFUSED (a rule; entry->refusal,
 * or only the sentence where that is empty), FAIL_INPUT (too long a line).
 */
bool entry_add(struct entry *entry, const char *id, const struct draft *draft,
	       struct fail *why);

/*
 * Write a complaint down: the draft of an open. id NULL: a new one is given
 * out, on the shop's day of its time; else that one (case-log -, an import's).
 * Never refused by a rule. An unknown category, channel, heat, severity or
 * wish is kept as said-category=… and warned of. A category is matched by id,
 * label or `also`. *opened becomes the id.
 */
bool entry_open(struct entry *entry, const char *id, const struct draft *draft,
		char opened[CASEID_SIZE], struct fail *why);

/*
 * Take back the last batch of a case: a retract for each of its events but the
 * opening. FAIL_REFUSED where there is none. *said becomes the events' names,
 * in order.
 */
bool entry_undo(struct entry *entry, const char *id, struct buffer *said,
		struct fail *why);

void entry_release(struct entry *entry);

#endif
