/*
 * One case, folded from its records (casefold.h): what stands, and what it
 * comes to. Pure.
 */
#ifndef CASEFILE_H
#define CASEFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "event.h"
#include "mem.h"
#include "record.h"

#define CASEFILE_NONE ((size_t)-1)

enum casefile_state {
	CASEFILE_HEARING,  /* not yet said back and agreed */
	CASEFILE_CHOOSING, /* agreed on what happened, or options put to them */
	CASEFILE_DOING,    /* they chose */
	CASEFILE_WAITING,  /* for the customer */
	CASEFILE_CLOSED,
	CASEFILE_MERGED, /* its events count in another */
	CASEFILE_ERASED,
};

const char *casefile_state_name(enum casefile_state state);

/* An event that stands: not retracted, not a duplicate; redacted if erased. */
struct casefile_event {
	const struct record *record;
	enum verb verb;
	size_t refers; /* event that of= (or its ref) speaks of, or
			  CASEFILE_NONE */
};

enum promise_state {
	PROMISE_OPEN,
	PROMISE_KEPT,     /* by its due time */
	PROMISE_LATE,     /* kept, but after it */
	PROMISE_MOVED,    /* renewed in time */
	PROMISE_BROKEN,   /* said to be broken, or renewed only after it was due
			   */
	PROMISE_DECLINED, /* of a remedy that they did not want after all, and
			     said so before it was due */
};

const char *promise_state_name(enum promise_state state);

/* A promise: of a promise event, or a renew (a promise of its own, under the
 * same ref). */
struct casefile_promise {
	size_t event;    /* index of the promise or renew */
	const char *ref; /* "p1"; of the first one, for a renew */
	const char *text;
	const char *how;    /* NULL if it does not say */
	const char *remedy; /* NULL if it is not a remedy's */
	int64_t made;
	int64_t from; /* of a window its beginning, else INSTANT_NONE */
	int64_t due;
	enum promise_state state;
	int64_t ended; /* INSTANT_NONE while open */
};

/* Something they said: pt0 is the opening words. */
struct casefile_point {
	const char *ref;
	const char *text;
	size_t event;
};

struct casefile {
	char id[CASEID_SIZE];
	enum casefile_state state;
	const struct record *opening; /* NULL: events of a case never opened */
	int64_t opened;               /* of opening, else of the first event */
	bool history;                 /* imported as past: counts, no clocks */

	const struct record *lines; /* all, sorted, without exact duplicates */
	size_t line_count;
	struct casefile_event *events; /* those that stand, in order */
	size_t event_count;
	size_t since;    /* the first event after the last reopen, else 0 */
	size_t reopened; /* that reopen, or CASEFILE_NONE */
	size_t closed;   /* the close in force, or CASEFILE_NONE */
	size_t waiting;  /* the wait in force, or CASEFILE_NONE */
	int64_t last;    /* instant of the last line, retracted ones included */

	const char *category;      /* NULL: not known yet */
	const char *const *joined; /* categories of what was joined to it */
	size_t joined_count;
	const char *heat;            /* NULL */
	const char *owner;           /* NULL: nobody's yet */
	const char *outcome;         /* of the close in force, else NULL */
	const char *cause;           /* of the last cause, else NULL */
	struct record_pair *details; /* keys of open, as amended; sorted */
	size_t detail_count;
	int64_t value, delivery; /* in minor units; MONEY_NONE */

	struct casefile_point
		*points; /* at least pt0 where there is an opening */
	size_t point_count;
	size_t heart; /* index in points, or CASEFILE_NONE */

	struct casefile_promise *promises; /* in order of making */
	size_t promise_count;

	int64_t given; /* sum of all gives; their amount, else the offer's */
	bool erased;
	/* Not of the case alone, and 0 until repeat_mark: earlier cases of the
	 * same person, and whether one was about the same. */
	unsigned repeats;
	bool same_again;
	const char *merged_into; /* id, in state merged */
	/* Told in brief, by casefold_brief. */
	bool brief;
};

/* Whether a key of an opening says how it was recorded, not what is known of
 * the case. */
bool casefile_is_about_record(const char *key);
/* The value of a key of open as it stands after amendments; NULL. */
const char *casefile_detail(const struct casefile *file, const char *key);
/* Whether the complaint is about somebody, by the word that about= is: it does
 * not become theirs by what they do, only where it is handed to them. */
bool casefile_is_of(const struct casefile *file, const char *who);

/* The categories that count for how grave it is, by number: the case's own,
 * then those of what was joined to it. False behind the last; *category is NULL
 * of an own one that is not known. */
bool casefile_category(const struct casefile *file, size_t at,
		       const char **category);

/* Whether work on it goes on: not closed, merged or erased. */
bool casefile_is_open(const struct casefile *file);

/* The first / last event of a verb at or after index `from`, with `what` if
 * that is not NULL; CASEFILE_NONE. */
size_t casefile_first(const struct casefile *file, enum verb verb,
		      const char *what, size_t from);
size_t casefile_last(const struct casefile *file, enum verb verb,
		     const char *what, size_t from);
/* Whether an event is an accept that they took back by a decline of the same.
 */
bool casefile_is_withdrawn(const struct casefile *file, size_t event);
/* The first accept from an event on that they did not take back;
 * CASEFILE_NONE. */
size_t casefile_chosen(const struct casefile *file, size_t from);

/* The open promise of a ref, or NULL. Where several bear it, as two cases that
 * were joined or two tills give them out: that of the case which was named, by
 * its id before they were joined (NULL: none was), else the one due soonest,
 * and of those the latest made. Of two of one instant the case's own, which an
 * of= of that instant means. */
const struct casefile_promise *casefile_open_promise(
	const struct casefile *file, const char *ref, const char *named);
/* Whether another open promise bears the ref of this one. */
bool casefile_is_twin(const struct casefile *file,
		      const struct casefile_promise *promise);

/* The promise made by an event; NULL if it made none. */
const struct casefile_promise *casefile_promise_of(const struct casefile *file,
						   size_t event);

/* What a give came to: its own amount, else that of the last offer of the
 * remedy before it, else 0. */
int64_t casefile_given(const struct casefile *file, size_t give);

/* The next number for "pt", "p" or "t": one above the highest in any line of
 * the case, retracted ones included. */
unsigned casefile_next_ref(const struct casefile *file, const char *prefix);

/* For those that fold a case (casefold.h): */

/* The event of one of file->lines, by where that stands; CASEFILE_NONE where it
 * is none of them that stands. */
size_t casefile_event_of(const struct casefile *file,
			 const struct record *line);
/* How many events are of one verb or of another. */
size_t casefile_count(const struct casefile *file, enum verb verb,
		      enum verb other);
/* An index for each event, and one more, all CASEFILE_NONE: the arena's. */
size_t *casefile_indexes(const struct casefile *file, struct arena *arena);

#endif
