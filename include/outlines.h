/*
 * The outlines of all cases of a journal, and where their lines are. Memory
 * grows with the cases, and mostly with two bytes a line.
 */
#ifndef OUTLINES_H
#define OUTLINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "glance.h"
#include "outline.h"
#include "places.h"
#include "record.h"
#include "table.h"

struct outlines {
	struct table cases; /* of struct outline */
	size_t count;
	size_t unordered; /* of them had lines out of order, at most; 0: none */
	bool goes_on;     /* other lines stand before the first: a case may have
			     been opened there */
	struct outlining outlining;
	struct outline_private *private;
};

/* The outline of a case, by its index. */
static inline struct outline *
outlines_at(const struct outlines *outlines, size_t index)
{
	return table_at(&outlines->cases, index);
}

/* wanted is borrowed until release. */
void outlines_init(struct outlines *outlines,
		   const struct outline_wanted *wanted);
void outlines_release(struct outlines *outlines);

#define OUTLINES_NEW SIZE_MAX /* the index of no case */

enum outlines_took {
	OUTLINES_TOOK,
	OUTLINES_ASIDE,  /* its case began elsewhere: it is one of the case's
			    lines here, and no more */
	OUTLINES_UNSURE, /* nothing: it has to be decoded first, for its id is
			    that of no case */
};

/*
 * Take a line into account, in the order of reading. line: its number counted
 * from 1 over all files and rising; 0 for one that is none of those, or was set
 * aside before. record: the same line where it had to be decoded, else NULL; of
 * one that was passed over (skim.h) only its time counts, and whose it is.
 * index: of its case where it is known, else OUTLINES_NEW.
 */
enum outlines_took outlines_take(struct outlines *outlines, size_t index,
				 const struct glance *glance,
				 const struct record *record,
				 struct places_line line);

/* A merge: the case that goes on, by its index, and the one joined to it, as
 * the line names it; no id at all where what it names cannot be one. */
struct outlines_merge {
	size_t index;
	struct glance_id other;
};

/* All of them, *count, in the order of their lines: the outlines', until
 * another line is taken. */
const struct outlines_merge *outlines_merges(const struct outlines *outlines,
					     size_t *count);

/* The index of a case; OUTLINES_NEW where there is none. */
size_t outlines_find(const struct outlines *outlines, struct glance_id id);

/* The first case from an index on of whose id's day others have a case as well:
 * they have none of those that it passes over. count where there is none. */
size_t outlines_next_of_day(const struct outlines *outlines, size_t from,
			    const struct outlines *others);

/* Of some that know no line yet: have them know together with `of`, which may
 * be they themselves, which lines of a case are behind one another, up to a
 * line. Then both may take lines at the same time, each of other cases,
 * until `of` is released. */
void outlines_share_lines(struct outlines *outlines, const struct outlines *of,
			  uint32_t last);

/* Of outlines that share lines: one of them will be taken soon. A hint, and no
 * more. */
void outlines_expect_line(const struct outlines *outlines, uint32_t line);

/* The line of the same case before a line; 0: it is the first. */
uint32_t outlines_before(const struct outlines *outlines, uint32_t line);

#endif
