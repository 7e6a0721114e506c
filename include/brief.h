/*
 * Cases in brief: what the lines of each came to, told by a scan, so that a
 * list may show it and decodes one line for each of its rows. Where words were
 * taken back or amended, and of much else, only a fold of all lines of a case
 * can tell, and the brief says so. Pure.
 */
#ifndef BRIEF_H
#define BRIEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "glance.h"
#include "lexicon.h"
#include "places.h"
#include "table.h"

/* What is listed. */
enum brief_of {
	BRIEF_NONE,
	BRIEF_CASES,  /* cases: a row needs their opening */
	BRIEF_EVENTS, /* events of some verbs: that line */
};

/* Words are numbers of the briefs' lexicon, 0 where there is none; of one whose
 * number is too large only a fold can tell. As small as can be, as there is one
 * of each case. */
struct brief {
	uint32_t line;     /* number of its opening; 0: only a fold can tell */
	uint32_t customer; /* of BRIEF_EVENTS, where they are asked for */
	uint16_t owner;    /* as assigned last */
	uint16_t first;    /* who did the first thing after the opening */
	uint16_t cause;    /* the last */
	uint16_t category; /* of BRIEF_EVENTS */
	/* Of BRIEF_CASES; else there is no memory behind the category. */
	uint16_t outcome; /* of the close in force */
	uint16_t heat;    /* since the opening */
	int64_t opened;   /* instant of its opening, and where the line is */
	int64_t offset;
	int64_t given; /* in all, in minor units */
};

/* An event that is listed. */
struct brief_event {
	int64_t at, offset;
	uint32_t line;
	uint32_t index; /* its case's */
};

/* All of a part of a journal. */
struct briefs {
	enum brief_of of;
	uint64_t verbs; /* of BRIEF_EVENTS, a bit each */
	bool customers; /* are asked for */
	int digits;     /* the currency's, or -1 */
	struct table cases;
	struct lexicon words;
	/* Of struct brief_event, in the order of reading. */
	struct table events;
	size_t event_count;
};

/* Of no case yet: verbs, customers and digits as above. Release gives back all
 * that they own, words included; briefs of zero are fine. */
void briefs_init(struct briefs *briefs, enum brief_of of, uint64_t verbs,
		 bool customers, int digits);
void briefs_release(struct briefs *briefs);

/* A new case, with the next index. */
void briefs_add(struct briefs *briefs, size_t index);

/* A case, by its index; not of BRIEF_NONE. */
static inline struct brief *
briefs_at(const struct briefs *briefs, size_t index)
{
	return table_at(&briefs->cases, index);
}

/* An event that is listed, by its number below event_count. */
static inline struct brief_event *
briefs_event(const struct briefs *briefs, size_t number)
{
	return table_at(&briefs->events, number);
}

/*
 * Take an event of a case into account, in the order of reading: of one whose
 * outline is odd (outline.h) nobody asks. line: of number 0 where it cannot be
 * read again by one. Not of BRIEF_NONE.
 */
void briefs_take(struct briefs *briefs, size_t index,
		 const struct glance *glance, struct places_line line);

#endif
