/*
 * What was scanned of a journal, part by part: where a case has its outline,
 * what is known of it there, and its lines. scan.h scans, and is what owns all
 * of it.
 */
#ifndef SCANS_H
#define SCANS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"
#include "lines.h"
#include "mem.h"
#include "mentions.h"
#include "outlines.h"
#include "places.h"
#include "record.h"
#include "rereading.h"

/* A part of the journal. */
struct scan {
	struct outlines outlines;
	struct mentions mentions; /* where wanted->few: then no case has an
				     outline */
	struct places places;     /* of its lines */
	int64_t last;             /* the last line in time; INSTANT_NONE */
	int32_t last_offset;      /* its offset */
	size_t lines;             /* that are records, and can be read again */
	uint32_t *days; /* lines of each day since 1970, all that is noted
			   of lines in no order; else NULL */
	bool *given;    /* by case, after the scan: its lines are needed,
			   or were given */
	struct scan_private *private;
};

/* All parts, in the order of their lines, and what is the same for them. */
struct scans {
	struct scan **at;
	size_t count, room;
	bool all; /* some lines can be read once only, and were given at once */
	const struct outline_wanted *wanted;
	const struct rereading_taker *taker;
	struct arena *arena;
	int digits;
	const char *path;          /* the journal's */
	size_t aside_most;         /* bytes of lines of cases that began in
				      another part, which a part keeps */
	size_t judged_from;        /* lines that show whether it is in order */
	size_t window_most;        /* as the journal has it */
	size_t shared_from;        /* lines from which little work is shared */
	atomic_bool mixed;         /* it is in no order: bytime.h has to outline
				      its cases */
	struct scan_merge *merges; /* private */
	size_t merge_count, merge_room;
	struct fail failed; /* what kept scans_give from giving all */
};

/* A case, by its part and its index there. */
struct scan_case {
	size_t part, index;
};

/* From {0, 0}: that case, or the next one that has its outline there; false
 * where there is none. Outlines are fetched from memory so far ahead: */
#define SCANS_AHEAD 24
bool scans_reach(const struct scans *scans, struct scan_case *at);

/* The case of an id; false where there is none. */
bool scans_find(const struct scans *scans, const char *id,
		struct scan_case *found);

/* The same, by the id's words. */
bool scans_find_id(const struct scans *scans, struct glance_id id,
		   struct scan_case *found);

/* The same, in the first so many parts alone. */
bool scans_find_among(const struct scans *scans, size_t parts,
		      struct glance_id id, struct scan_case *found);

/* The outline of a case that was reached or found; the scans'. */
static inline struct outline *
scans_outline(const struct scans *scans, struct scan_case at)
{
	return outlines_at(&scans->at[at.part]->outlines, at.index);
}

/*
 * Do something for each part, in threads (together_by_turns): what is done for
 * one may change that part, and what context has of it, and nothing else.
 * Returns when all is done.
 */
void scans_share(const struct scans *scans,
		 void (*work)(void *context, size_t part, size_t thread),
		 void *context);

/* The same of work that is little for each line: one part after the other where
 * a thread is not worth its making. */
void scans_share_little(const struct scans *scans,
			void (*work)(void *context, size_t part, size_t thread),
			void *context);

/* Read a few lines of a part again, as places_read_lines does. */
bool scans_read_lines(const struct scans *scans, size_t part,
		      const struct places_line *which, size_t count,
		      struct lines *lines, places_take *take, void *context,
		      struct fail *why);

#endif
