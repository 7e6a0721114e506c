/*
 * The frame that the recorders share (DESIGN, section 4): lock the journal and
 * read it, let the tool fill in an entry, put the batch on the disk, and only
 * then print it. What cannot be recorded is handed back, so that nothing typed
 * is lost. Says what there is to say on standard error, and never exits:
 *
 *	recording_begin(&recording, &cli, &shop, create);
 *	recording.entry.at = ...;
 *	if (entry_open(&recording.entry, ...))
 *		status = recording_commit(&recording, said);
 *	else
 *		status = recording_refuse(&recording, &why);
 *	recording_end(&recording);
 */
#ifndef RECORDING_H
#define RECORDING_H

#include <stdbool.h>
#include <stdint.h>

#include "about.h"
#include "casebook.h"
#include "cli.h"
#include "diag.h"
#include "entry.h"
#include "exitcode.h"
#include "fail.h"
#include "journal.h"
#include "mem.h"
#include "shop.h"

struct recording {
	struct casebook book; /* as it is on the disk, and the batch */
	struct entry entry;   /* filled in, but for what the tool's options say:
				 at, already, override, once, tool */

	struct cli *cli; /* private from here */
	const struct shop *shop;
	struct journal journal;
	struct journal_hold hold;
	struct diag_tally bad;
	unsigned exposed; /* rights that others have in the file */
	struct fail why;  /* why the journal could not be had */
};

/*
 * Say of a file that was locked that its torn line was moved aside, and where
 * to.
 */
void recording_tell_torn(const struct durable *file);

/*
 * Lock the journal of the settings and load the book. create: it is made when
 * missing. With -n nothing is locked, nothing made. Bad lines of the journal
 * are reported, and keep nothing from being recorded.
 *
 * False where the journal cannot be had (or is not there, without create):
 * not reported yet. Nothing can be recorded then, but book and entry may be
 * used all the same (the book as far as it could be read): recording_commit
 * reports it, hands the batch back if there is one by then, and gives the
 * status. In every case recording_end has to follow. cli and shop are borrowed
 * until then.
 */
bool recording_begin(struct recording *recording, struct cli *cli,
		     const struct shop *shop, bool create);

/* The same, with a book of no more than bears on some cases; NULL: of all. */
bool recording_begin_about(struct recording *recording, struct cli *cli,
			   const struct shop *shop, bool create,
			   const struct about *about);

/*
 * Why an event of the batch is not recorded, and so none of it: the refusal of
 * entry where there is one, else the sentence. Gives its status.
 */
enum exitcode recording_refuse(struct recording *recording,
			       const struct fail *why);

/*
 * Append the entry's records and print them on standard output; at a terminal
 * the sentence `said` (which may be NULL) on standard error in their place,
 * unless -q; it ends with a newline. The entry's warnings go before, and what
 * is to be said about the plan and about who acts behind. With -n nothing is
 * written, and the records are printed anywhere. After entry->repeated the
 * records on the disk are printed. Sets cli->recorded once they are on the
 * disk.
 *
 * When they cannot be written, they are printed on standard error, ready for
 * `case-log -`. Gives the status so far; cli_finish still checks the printing.
 */
enum exitcode recording_commit(struct recording *recording, const char *said);

/*
 * The same for lines that are already encoded (an import's), in place of the
 * entry's records. None at all: nothing is done. They are not handed back, as
 * they are still in a file.
 */
enum exitcode recording_commit_lines(struct recording *recording,
				     const struct buffer *lines,
				     const char *said);

/* 32 random bits for a new id. */
uint32_t recording_random(void);

/* Unlock, and release all but cli and shop. */
void recording_end(struct recording *recording);

/* Nothing was written: say why, and give the lines back (records, len bytes; 0:
 * there are none), for `case-log -`. The status is that of why. */
enum exitcode recording_hand_back(const struct fail *why, const char *lines,
				  size_t len);

#endif
