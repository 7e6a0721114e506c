/*
 * Reads of a journal no more than a question needs: a scan that outlines every
 * case and names every bad line, and then the lines of those cases alone that
 * may change the answer, decoded. What can be read only once (a pipe) is
 * decoded as a whole.
 */
#ifndef SIFT_H
#define SIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"
#include "journal.h"
#include "mem.h"
#include "outline.h"
#include "record.h"

/* Which cases a question is about. */
enum sift_cases {
	SIFT_OPEN,  /* those that are open */
	SIFT_OWING, /* those that may owe something, and those with a cause, a
		       rule passed over, a promise since an instant */
};

/* What to do with what is read. */
struct sift_taker {
	void *context;
	/* A record that is needed; its strings are the arena's. */
	void (*record)(void *context, const struct record *record);
	/* A line that is no record, and why. */
	void (*bad)(void *context, const char *file, size_t line, size_t column,
		    const char *sentence);
};

struct sift {
	struct outlines outlines;
	int64_t last;        /* the last line in time; INSTANT_NONE */
	int32_t last_offset; /* its offset */
	struct sift_private *private;
};

/*
 * Scan the journal, and give the records of the cases asked for; of those for
 * which only a fold can tell, too. wanted is borrowed until sift_end, strings
 * are taken from the arena. digits as for record_parse. Fails as journal_read
 * does. sift_end has to follow in every case.
 */
bool sift_begin(struct sift *sift, const struct journal *journal,
		bool may_be_absent, int digits, enum sift_cases cases,
		const struct outline_wanted *wanted,
		const struct sift_taker *taker, struct arena *arena,
		struct fail *why);

/* Find further cases that share a detail with those that are sought
 * (relatives.h), and seek theirs. Whether that is news for cases that were
 * given before. */
bool sift_find_related(struct sift *sift);

/* Give the records of the cases that were found. */
void sift_give_related(struct sift *sift);

void sift_end(struct sift *sift);

#endif
