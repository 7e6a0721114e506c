/*
 * What case-new asks of whoever stands at the counter (LOOK F). Their words and
 * who they are come first, and with these two the complaint goes to the disk.
 * How to reach them is next, which tells whether they were here before, or this
 * is written down already; all else can wait. Each is a batch of its own.
 * Nothing is asked in a script, with -q, or where nobody reads the questions.
 *
 *	if (interview_begin(&asked, &cli)) ...
 *	interview_opening(&asked, &complaint);      two answers
 *	... the complaint is recorded ...
 *	status = interview_rest(&asked, id, &shop); the others
 *	interview_release(&asked);
 */
#ifndef INTERVIEW_H
#define INTERVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "cli.h"
#include "complaint.h"
#include "draft.h"
#include "exitcode.h"
#include "prompt.h"
#include "shop.h"

struct interview {
	struct cli *cli;
	struct prompt prompt;
	struct draft *drafts;
	size_t draft_count, draft_room;
	struct record_pair *pairs; /* for an amend of the opening */
	size_t pair_count, pair_room;
	const char *settled; /* the remedy that put it right; NULL */
	bool earlier_said;   /* that they were here before was said */
};

/* Whether somebody is there to be asked. Release if so. cli is borrowed. */
bool interview_begin(struct interview *asked, struct cli *cli);

/*
 * Ask for their words and for who they are, where the complaint has no customer
 * yet. False: they said nothing, and so nothing is to be recorded; said,
 * cli->status is EXITCODE_USAGE. False, too, before anything is asked, where
 * the folder of the journal is missing; EXITCODE_SYSTEM. True where Ctrl-C
 * stopped it behind their words, too: these are to be handed back, not
 * recorded.
 */
bool interview_opening(struct interview *asked, struct complaint *complaint);

/*
 * Ask all that the plan asks and the case does not say yet, record it, and say
 * what comes next. Whatever happens here, the complaint itself stays. A faulty
 * plan asks nothing.
 */
enum exitcode interview_rest(struct interview *asked, const char *id,
			     const struct shop *shop);

/* Whether Ctrl-C stopped it. */
bool interview_is_stopped(const struct interview *asked);

/* The last thing that is done: where it was stopped, the process ends by that
 * signal. */
void interview_release(struct interview *asked);

#endif
