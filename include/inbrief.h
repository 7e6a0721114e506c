/*
 * What a scan tells in brief (brief.h), in the order of a list: cases, or
 * events of some verbs. Of each one line is read again, and those that amended
 * it, a stretch of them at a time, so that memory does not grow with what they
 * say.
 */
#ifndef INBRIEF_H
#define INBRIEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casefold.h"
#include "fail.h"
#include "lines.h"
#include "mem.h"
#include "sift.h"

/* Zero-initialise. */
struct inbrief {
	const struct sift *sift;    /* borrowed */
	struct inbrief_item *items; /* private */
	size_t count;
	bool mixed; /* private: they have to be sorted */
};

/*
 * Find them, after all that was to be given was: of the sift's wanted->brief,
 * from its active_since to before its active_until; in order of time, then of
 * the case's id, and where none is told in brief, none. The sift is borrowed
 * until inbrief_release.
 */
void inbrief_find(struct inbrief *inbrief, const struct sift *sift);
void inbrief_release(struct inbrief *inbrief);

/* Whether an item, by its index below count, comes before what is of that time
 * and of the case with that id. */
bool inbrief_is_before(const struct inbrief *inbrief, size_t index, int64_t at,
		       const char *id);

/* How many are read at once, at most. */
#define INBRIEF_STRETCH ((size_t)256)

/* A line of the journal, without its newline. */
struct inbrief_line {
	char *at;
	size_t len;
};

/* One of them: its index, the instant of its line and the id that bears, and
 * what came of its case since; strings are the sift's. Of a case, the lines
 * that amended it, in order of time: they are borrowed for the call. */
struct inbrief_one {
	size_t index;
	int64_t at;
	char id[CASEID_SIZE];
	struct casefold_course course;
	const struct inbrief_line *amended;
	size_t amended_count;
};

/* What is done with one whose line was read, as for places_take, but that of
 * one that was amended no byte behind it. False: it is another line by now. */
typedef bool inbrief_take(void *context, const struct inbrief_one *one,
			  char *at, size_t len);

/*
 * Read the lines of a stretch of them, from an index on, in the order in which
 * they stand in the journal. Others may do so at the same time, each by lines
 * of its own: any that lines_init began, for which it begins anew. False
 * (FAIL_SYSTEM) where a file could not be read again, or a line is there no
 * longer: why says so, and take was not called for it.
 */
bool inbrief_read_lines(const struct inbrief *inbrief, size_t from,
			size_t count, struct lines *lines, inbrief_take *take,
			void *context, struct fail *why);

/* Decode the lines of one, and have its case as casefold_brief has it,
 * with strings of the arena. False where one is another line. */
bool inbrief_fold(const struct inbrief *inbrief, const struct inbrief_one *one,
		  const char *at, size_t len, struct casefile *file,
		  struct arena *arena);

/*
 * The same, each as casefold_brief has it, of BRIEF_EVENTS with its
 * details as far as a brief has them. Strings are the arena's, or the sift's.
 * What could not be read has no lines. Where the sift's wanted->shows is no
 * line nothing is read, and the line of each has no more than its instant, id,
 * event, amount and, where that is shown, what.
 */
bool inbrief_read(const struct inbrief *inbrief, size_t from, size_t count,
		  struct lines *lines, struct casefile *files,
		  struct arena *arena, struct fail *why);

#endif
