/*
 * What a scan of the journal tells of each case without decoding a line: is it
 * closed, may it still owe something, where are its lines. An outline is right
 * or says that it does not know (OUTLINE_ODD: look at its lines), so that a
 * case may be passed over where its outline shows that it changes no answer.
 * Memory grows with the cases, and with four bytes a line.
 */
#ifndef OUTLINE_H
#define OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "glance.h"
#include "planwords.h"
#include "policy.h"
#include "record.h"
#include "relatives.h"

enum outline_mark {
	/* Lines out of order or twice, retractions, merges…: only a fold of all
	 * its lines can tell. */
	OUTLINE_ODD = 1 << 0,
	OUTLINE_CLOSED = 1 << 1,
	OUTLINE_ERASED = 1 << 2,
	OUTLINE_HISTORY = 1 << 3,
	OUTLINE_TOLD = 1 << 4,         /* tell done, since the last reopen */
	OUTLINE_UNSAID = 1 << 5,       /* no apology came after that */
	OUTLINE_CHANGED = 1 << 6,      /* prevented, and they were not told */
	OUTLINE_REVIEWED = 1 << 7,     /* in public, and not answered */
	OUTLINE_SKIPPED = 1 << 8,      /* a step, since the last reopen */
	OUTLINE_LENT = 1 << 9,         /* what an after-care step takes back */
	OUTLINE_LOW = 1 << 10,         /* feedback that the plan calls low */
	OUTLINE_PASSED_OVER = 1 << 11, /* a rule, since passed_since */
	OUTLINE_CAUSED = 1 << 12,      /* since causes_since */
	OUTLINE_PROMISED = 1 << 13,    /* since promises_since */
};

struct outline {
	struct glance_id id;
	int64_t last;      /* instant of its last line */
	uint32_t line;     /* that line, counted from 1 over all files */
	uint32_t marks;    /* of enum outline_mark */
	uint32_t promises; /* private: those open, and tasks of prevention */
	uint32_t refs;     /* private: p1 (bit 0), p2… that were given out */
	uint32_t done;     /* after-care steps (bits, in the plan's order) since
			      they are counted */
	uint32_t flags;    /* words of the plan (bits) that a flag names */
	uint8_t category, channel, heat, outcome; /* words of the plan; 0: any
						     other, or none */
};

/* What a tool asks for, and so what the marks above tell. */
struct outline_wanted {
	const struct policy *policy; /* NULL: promises alone are owed */
	bool persons; /* cases of the same person are to be found */
	/* Cases with a cause (or where the plan counts categories, opened), a
	 * rule passed over, a promise made, ended or due since an instant;
	 * INT64_MAX: not asked for. */
	int64_t causes_since, passed_since, promises_since;
};

struct outlines {
	struct outline *cases;
	size_t count;
	const struct outline_wanted *wanted;
	struct planwords words;
	struct relatives relatives;
	struct outline_private *private;
};

/* wanted is borrowed until release. */
void outlines_init(struct outlines *outlines,
		   const struct outline_wanted *wanted);
void outlines_release(struct outlines *outlines);

/*
 * Take a line into account, in the order of reading. line: its number, counted
 * from 1 over all files and rising. record: the same line where it had to be
 * decoded, else NULL. False, and nothing taken, where it has to be decoded
 * first: its id is that of no case.
 */
bool outlines_take(struct outlines *outlines, const struct glance *glance,
		   const struct record *record, uint32_t line);

/* After the last line: cases that were joined are odd. */
void outlines_end(struct outlines *outlines);

/* The line of the same case before a line; 0: it is the first. */
uint32_t outlines_before(const struct outlines *outlines, uint32_t line);

/* Whether the case is open, or only a fold can tell. */
bool outline_may_be_open(const struct outline *outline);

/* Whether duties of the case may be owed, or only a fold can tell. All of those
 * in owed.h that a closed case can have are looked at here as well. */
bool outline_may_owe(const struct outlines *outlines,
		     const struct outline *outline);

#endif
