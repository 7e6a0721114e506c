/*
 * What is wrong with a journal, line by line and between lines, and what there
 * is to say about a sound plan: fsck for the one, the second half of a
 * compiler's check for the other (policy.h names a plan's faults itself).
 * Pure: lines and a moment in, findings out; no file, no clock, no printing.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "finding.h"
#include "journal.h"
#include "mem.h"
#include "policy.h"
#include "zone.h"

/* Whether a line says that it happened further in the future than clocks are
 * apart, and what there is to say about it. */
static inline bool
check_is_ahead(int64_t at, int64_t now)
{
	return at > now + 24 * ZONE_HOUR;
}
extern const char check_ahead[];

/* Add a finding of one's own, about a file. */
void check_find(struct check *check, enum check_gravity gravity,
		const char *file, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * What journal_read gives, in its order: the functions of a struct
 * journal_reader, with a struct check as context. What they are given is
 * borrowed for the call; what is wrong with it becomes a finding.
 */

/* A line, sound or not. True, for all lines are wanted. */
bool check_line(void *context, struct journal_line *line);
/* A line over RECORD_LINE_MAX, by its number from 1, with what is wrong. */
void check_long_line(void *context, const char *file, size_t number,
		     const char *sentence);
/* A comment: a header, or the mark of a machine, is looked at. */
void check_comment(void *context, const struct journal_line *line);
/* What stands behind the last newline of a file, which readers leave out. */
void check_torn(void *context, const struct journal_line *line);

/*
 * Whether the journal's lines have to be given once more, to check_line_again:
 * those of cases in which something may be wrong between lines are looked at
 * together, so many at a time that memory does not grow with the lines. To be
 * asked again after that, until it is false; before check_end.
 */
bool check_again(struct check *check);
bool check_line_again(void *context, struct journal_line *line);

/* The quick ways of check_line and of check_line_again, for a struct
 * journal_reader's run: lines of which there is nothing to say, until one of
 * which there may be. */
size_t check_run(void *context, const struct journal_line *first,
		 size_t *count);
size_t check_run_again(void *context, const struct journal_line *first,
		       size_t *count);

/* Look at what can only be seen when all lines are there, and sort the
 * findings by file, line and column. */
void check_end(struct check *check);

/*
 * What there is to say about a sound plan at a moment: keys not in effect yet,
 * its review date gone by, closures that run out, a currency that nobody knows.
 * All is advice. path names
 * the plan.
 */
void check_plan(struct check *check, const struct policy *policy,
		const char *path);

/* Whether cases were closed longer ago than the plan keeps their words, once
 * all lines were seen. Of cases with merges and retractions nothing is said. */
void check_kept(struct check *check, const struct policy *policy,
		const char *path);

void check_release(struct check *check);

/* Whether bytes of a journal are a line that --set-aside moves away: no record,
 * no comment, or too long. Amounts may have any currency's digits. The sentence
 * and column are in why. */
bool check_is_bad(const char *at, size_t len, struct fail *why);

/*
 * Split a journal's bytes for case-check --set-aside: the good lines and the
 * comments, untouched and in order, to keep; the bad ones to aside, each below
 * a comment that says where it stood and why it is bad. Returns how many were
 * bad; *moved gets a finding's place and sentence for each.
 */
size_t check_split(struct check *moved, const char *file, const char *at,
		   size_t len, struct buffer *keep, struct buffer *aside);

#endif
