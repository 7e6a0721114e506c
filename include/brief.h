/*
 * Cases in brief: what the lines of each came to, told by a scan, so that a
 * list may show it and decodes one line for each of its rows, and of a case
 * those that amended it. Where what it shows was taken back, and of much else,
 * only a fold of all lines of a case can tell, and the brief says so. Pure.
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
	uint32_t amended; /* its last amendment (briefs_amendment); 0: none */
	int64_t opened;   /* instant of its opening, and where the line is */
	int64_t offset;
	int64_t given; /* in all, in minor units */
};

/* Where a line is that amends the details of a case, which a row shows as they
 * stand: of BRIEF_CASES alone. */
struct brief_amendment {
	int64_t offset;
	uint32_t line;
	uint32_t nth;    /* of its case's, counted from 1 */
	uint32_t before; /* the case's amendment before it; 0: none */
};

/* An event that is listed. */
struct brief_event {
	int64_t at, offset;
	uint32_t line;
	uint32_t index; /* its case's */
};

/* How much of such an event is shown besides its case. */
enum brief_shows {
	BRIEF_SHOWS_LINES, /* what only its line says, which is read again */
	BRIEF_SHOWS_AMOUNT,
	BRIEF_SHOWS_WHAT, /* and its amount */
};

/* An event of which no line is read again. */
struct brief_shown {
	int64_t amount; /* in minor units; MONEY_NONE */
	uint32_t what;  /* a number of whats, 0 where it is not shown */
	enum verb verb;
};

/* All of a part of a journal. */
struct briefs {
	enum brief_of of;
	uint64_t verbs;  /* of BRIEF_EVENTS, a bit each */
	uint64_t needed; /* private: verbs whose events bear on any brief */
	bool customers;  /* are asked for */
	/* Of BRIEF_EVENTS; but of lines, there is a brief_shown of each. */
	enum brief_shows shows;
	int digits; /* the currency's, or -1; 0 or above with those */
	struct table cases;
	struct lexicon words;
	/* Private: apart from those, which may not be many. */
	struct lexicon whats;
	/* Of struct brief_event, in the order of reading. */
	struct table events;
	struct table all_shown; /* the same of struct brief_shown, or none */
	size_t event_count;
	struct table amendments; /* of struct brief_amendment */
	size_t amendment_count;
};

/* Of no case yet: verbs, customers, shows and digits as above. Release gives
 * back all that they own, words included; briefs of zero are fine. */
void briefs_init(struct briefs *briefs, enum brief_of of, uint64_t verbs,
		 bool customers, enum brief_shows shows, int digits);
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

/* What is shown of it, by the same number: but of BRIEF_SHOWS_LINES. */
static inline struct brief_shown *
briefs_shown(const struct briefs *briefs, size_t number)
{
	return table_at(&briefs->all_shown, number);
}

/* What such an event is about, NULL where that is nothing, or is not shown. The
 * briefs', until another event is taken. */
static inline const char *
briefs_what(const struct briefs *briefs, const struct brief_shown *shown)
{
	return lexicon_word(&briefs->whats, shown->what);
}

/* An amendment, counted from 1: there are no more of them than lines. */
static inline struct brief_amendment *
briefs_amendment(const struct briefs *briefs, uint32_t number)
{
	return table_at(&briefs->amendments, number - 1);
}

/* What has to be known of a case to see whether its next line bears on its
 * brief, which then need not be had from memory: most lines do not. */
enum brief_known {
	BRIEF_BEGUN = 1, /* who did the first thing after the opening */
	BRIEF_BORE = 2,  /* its last line bore on it */
};

/* Private: of briefs_take what is gone through where a line may bear. */
unsigned briefs_tell(struct briefs *briefs, size_t index,
		     const struct glance *glance, struct places_line line);

/*
 * Take an event of a case into account, in the order of reading: of one whose
 * outline is odd (outline.h) nobody asks, so that a retraction takes the line
 * before it back, and that bore on nothing there. known: of enum brief_known,
 * as it was returned for the line before, and 0 of the first. line: of number 0
 * where it cannot be read again by one. Not of BRIEF_NONE.
 */
static inline unsigned
briefs_take(struct briefs *briefs, unsigned known, size_t index,
	    const struct glance *glance, struct places_line line)
{
	if (!(known & BRIEF_BEGUN) || briefs->needed >> glance->verb & 1 ||
	    (known & BRIEF_BORE && glance->verb == VERB_RETRACT))
		return briefs_tell(briefs, index, glance, line);
	return BRIEF_BEGUN;
}

#endif
