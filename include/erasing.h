/*
 * case-erase at work: whose cases, what of the journal, and the writing of it,
 * under the journal's lock, through new files. Says what there is to say on
 * standard error, and never exits:
 *
 *	erasing_begin(&erasing, job, &words, &cli, &shop, true)
 *		&& ... ask, print ... && erasing_write(&erasing);
 *	status = erasing_end(&erasing);
 */
#ifndef ERASING_H
#define ERASING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "cli.h"
#include "diag.h"
#include "eraseplan.h"
#include "exitcode.h"
#include "journal.h"
#include "mem.h"
#include "reading.h"
#include "shop.h"

enum erasing_job {
	ERASING_NAMED,   /* all cases of the people whose cases are named */
	ERASING_DUE,     /* cases closed longer ago than the plan keeps them */
	ERASING_PENDING, /* what erases that there are have left, or an old
			    copy has brought back */
};

struct erasing {
	struct eraseplan plan;
	struct casefile **cases; /* that have words, merged ones included, in
				    order of opening */
	size_t case_count;
	size_t open_count;            /* of these, still open */
	size_t lines;                 /* of them that change or go */
	struct eraseplan_done *files; /* the journal, JOURNAL.torn, .bad */
	const char *own;              /* the file that is rewritten */
	struct buffer events;         /* the erase records, encoded */

	enum erasing_job job; /* private from here */
	struct cli *cli;
	const struct shop *shop;
	struct casebook book;
	struct journal journal;
	struct journal_hold hold;
	bool several; /* words named them */
	bool *marked; /* of the book's cases */
	struct diag_tally bad;
	struct erasing_file *file;
	char *own_path;
	enum exitcode status;
};

/*
 * Read the journal and work out what would go. held: under its lock, to be
 * written; else nothing is locked or made. words name the cases of
 * ERASING_NAMED. False where nothing is to be done: no such case, several
 * people of that name, a role that may not, a case that the plan holds,
 * a journal that cannot be had; all is said. erasing_end in every case.
 */
bool erasing_begin(struct erasing *erasing, enum erasing_job job,
		   const struct reading_words *words, struct cli *cli,
		   const struct shop *shop, bool held);

/* Whether there is anything to do. */
bool erasing_has_work(const struct erasing *erasing);

/* Append what is about to be done, and what is lost and kept, for a person to
 * agree to; the last line is the question, not ended. */
void erasing_say(struct buffer *out, const struct erasing *erasing);

/* Whether two are about the same cases. */
bool erasing_is_same(const struct erasing *a, const struct erasing *b);

/*
 * Write: first the pieces beside the journal, then the journal, so that one
 * that was interrupted can be done again. False where it could not be: the
 * journal is as it was, which is said. Sets cli->recorded.
 */
bool erasing_write(struct erasing *erasing);

/* Say what is left to be seen to: lines of other cases, and of nobody's,
 * pieces, files outside; and, even where nothing was to be done, what is in the
 * folder's other files. */
void erasing_remark(const struct erasing *erasing);

/* Unlock and release; gives the status so far. */
enum exitcode erasing_end(struct erasing *erasing);

#endif
