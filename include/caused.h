/*
 * Of cases with a cause of late, as much as tells without their lines which
 * causes may have come again so often, or after what was done against them,
 * that somebody owes something (recurrence.h): the cases of the others need not
 * be read for it. Of two answers it gives the one that errs on the side of
 * reading. Pure.
 */
#ifndef CAUSED_H
#define CAUSED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planwords.h"

/* When causes count. */
struct caused_span {
	int64_t since; /* all that count in any way; INT64_MAX: none do */
	int64_t from;  /* those that count as coming again and again */
	int64_t until; /* later ones do not count */
	size_t count;  /* so many are again and again; 0: never */
};

/* Cases that are counted by their last cause, where it came in that time. */
struct caused_month {
	int64_t from, until; /* INT64_MAX: none are counted */
};

/* Of those the ones that have a word of the plan as their last cause. */
struct caused_count {
	size_t cases;
	int64_t first; /* instant of the first of those causes */
};

/* A case with a cause since either begins. */
struct caused {
	int64_t at;               /* of its last cause; or of its opening */
	int64_t prevent;          /* of its last prevent; INSTANT_NONE */
	struct planwords_set all; /* the words of all its causes */
	uint32_t index;           /* the case's */
	uint8_t word;             /* that of the last; 0: none of the plan's */
	bool prevented;           /* some task was done */
	bool unsure; /* something was prevented before its first cause */
	/* When all is known of a case: its lines are in order, nothing was
	 * taken back or erased, so that the above is what counts; else it is no
	 * more than what may count. */
	bool sure;
};

struct caused_list {
	struct caused *at; /* the first is not used */
	size_t count, room;
};

/* Which words a reading has to go on with. */
struct caused_words {
	int64_t since; /* causes before that are not */
	bool needed[UINT8_MAX + 1];
	/* Of the others the cases, CAUSED_NONE or an index as caused_count was
	 * given, whose prevents answer them: all the same they have to be read,
	 * for some of the cases may be read for another reason, and would go
	 * unanswered. */
	size_t answers[UINT8_MAX + 1][2];
};
#define CAUSED_NONE SIZE_MAX

/* One more, of nothing yet, for a case: its index in the list, 1 or above.
 * Pointers into the list are no longer good then. Zero-initialise a list;
 * caused_release gives back what it owns. */
uint32_t caused_add(struct caused_list *list, size_t index);
void caused_release(struct caused_list *list);

/* It is not one of them any longer. */
static inline void
caused_forget(struct caused *caused)
{
	caused->at = INT64_MIN;
}

/* It has a cause, at an instant; word as for caused. */
void caused_note(struct caused *caused, int64_t at, uint8_t word);

/* What the cases of each word come to. */
struct caused_tally {
	struct caused_group {
		size_t lately;                /* in the span from `from` */
		int64_t last;                 /* cause */
		int64_t last_lately;          /* of those */
		int64_t answered;             /* the last prevent that counts */
		int64_t answered_lately;      /* of those */
		size_t answer, answer_lately; /* the cases that have them */
		bool prevented;
	} groups[UINT8_MAX + 1];
};
/* A tally of no case. */
void caused_tally_init(struct caused_tally *tally);

/* Count a case, with the same span for all of them, by its index. */
void caused_count(struct caused_tally *tally, const struct caused_span *span,
		  const struct caused *caused, size_t index);

/* When all are counted, fill in which words are needed. Never fails. */
void caused_decide(struct caused_words *words, const struct caused_tally *tally,
		   const struct caused_span *span);

/* Whether a case has to be read. */
bool caused_is_needed(const struct caused_words *words,
		      const struct caused *caused);

/* Whether a case is surely one of the month's. */
static inline bool
caused_is_in(const struct caused_month *month, const struct caused *caused)
{
	return caused->sure && caused->at >= month->from &&
	       caused->at < month->until;
}

#endif
