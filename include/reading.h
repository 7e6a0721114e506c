/*
 * The frame that tools share which ask about cases and record nothing: find
 * the journal, read it, find the case that a word names. Says what there is to
 * say on standard error, and never exits.
 */
#ifndef READING_H
#define READING_H

#include <stdbool.h>
#include <stddef.h>

#include "casebook.h"
#include "cli.h"
#include "diag.h"
#include "exitcode.h"
#include "journal.h"
#include "shop.h"

struct reading {
	struct casebook book;
	struct journal journal;
	struct diag_tally bad;
	bool *named; /* private: of the book's cases, those asked for */
};

/*
 * Read and fold the journal of the settings; bad lines are reported. False
 * where it cannot be read: reported, cli->status is set. reading_end has to
 * follow in every case.
 */
bool reading_begin(struct reading *reading, struct cli *cli,
		   const struct shop *shop);

/*
 * The same, with no more than a question needs of the journal (casebook.h), and
 * the cases that words name. All of it where one of them is `-`.
 */
bool reading_begin_wanted(struct reading *reading, struct cli *cli,
			  const struct shop *shop,
			  const struct casebook_wanted *wanted,
			  const char *const *words, size_t count);

/*
 * The same, with no more than bears on the cases that words name (about.h). All
 * of it where one of them is `-`.
 */
bool reading_begin_about(struct reading *reading, struct cli *cli,
			 const struct shop *shop, const char *const *words,
			 size_t count);

/* The case that a word names; NULL after saying what is wrong with it, which is
 * EXITCODE_USAGE. Also for a recorder's book. */
struct casefile *reading_case(const struct casebook *book, const char *word,
			      const struct shop *shop);

/* Whether a case of the book was asked for before: the first time it was not.
 * Who names one twice, by its id and by its customer, means one. */
bool reading_was_named(struct reading *reading, const struct casefile *file);

/* Words that name cases, for a tool that takes them one by one.
 * Zero-initialise; `at` is the caller's to free, and bad to end. */
struct reading_words {
	const char **at;
	size_t count;
	bool input;            /* a word `-` */
	struct diag_tally bad; /* lines of it */
};

/* Take cli->value: a word, or `-`, the cases of the records on standard input.
 * False where that cannot be read: reported, cli->status is set. */
bool reading_take(struct reading_words *words, struct cli *cli);

/* What a word may fit. */
enum reading_fits {
	READING_ONE,        /* one case; several are wrong usage */
	READING_SEVERAL,    /* all of the open ones, else all of the closed */
	READING_CLOSED_TOO, /* all, open or not */
};

/*
 * Mark in named[], as many as the book has cases, those that words name; `-`
 * stands for the cases of the records on standard input. False after saying
 * what is wrong: cli->status is set.
 */
bool reading_mark(struct reading *reading, bool *named, const char **words,
		  size_t count, enum reading_fits fits, struct cli *cli,
		  const struct shop *shop);

/* Release, and give the worse of `status` and what the journal's state makes
 * of it: EXITCODE_INPUT after bad lines. */
enum exitcode reading_end(struct reading *reading, enum exitcode status);

#endif
