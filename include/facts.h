/*
 * Plain facts of a case that the rules, the limits of authority and the words
 * of a refusal all look at; and what they are asked about. Pure. Events from
 * before the last reopen do not count, but in facts_amount.
 */
#ifndef FACTS_H
#define FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "casefile.h"
#include "mem.h"
#include "policy.h"

/* What the rules look at. */
struct rules_view {
	const struct policy *policy;
	const struct casefile *file;
	const struct casebook
		*book;   /* for totals over cases; NULL: this case alone */
	const char *who; /* who is about to act */
	int64_t now;
};

/* What is about to be done. */
struct rules_step {
	enum verb verb;
	const char *what; /* NULL: none */
	int64_t amount;   /* of offer, accept, give, approve; MONEY_NONE */
};

/* The last event of a verb, with `what` if that is not NULL; CASEFILE_NONE.
 * And whether there is one. */
size_t facts_last(const struct rules_view *view, enum verb verb,
		  const char *what);
bool facts_has(const struct rules_view *view, enum verb verb, const char *what);

/* What they complain of, in their words: those of the last reopen, where it has
 * any, else those of the opening; NULL. */
const char *facts_complaint(const struct casefile *file);
/* Whether a point of the case is to be said beside those words: it is not they
 * themselves, and came since the last reopen. */
bool facts_is_further_point(const struct casefile *file, size_t point);

/* Whether a remedy (NULL: none) is of a kind of this plan. */
bool facts_is_kind(const struct policy *policy, const char *remedy,
		   enum remedy_kind kind);
/* A remedy that puts the problem itself right: what is no gesture, then, and
 * also what this plan does not know any more. */
bool facts_is_fix(const struct policy *policy, const char *remedy);

/* The wish of a customer who wants nothing but that somebody is sorry: an id
 * that stands where a remedy's would. */
extern const char facts_only_sorry[];

/* Whether that is the wish of the case. */
bool facts_wants_only_sorry(const struct casefile *file);

/*
 * Whether the customer is owed word once a remedy is given (then): of a fix,
 * and of what this plan does not know any more, unless it says `nothing`; of a
 * gesture only where it says `tell-customer`.
 */
bool facts_is_to_be_told(const struct policy *policy, const char *remedy);

/*
 * Whether an event stays inside, never to be in the customer's copy: one whose
 * verb does, and in a plan with heat.abusive.log: private what they said while
 * they were abusive, or right before it was noted (P20, P50). policy may be
 * NULL. What their points are is no abuse: those are never inside.
 */
bool facts_is_inside(const struct policy *policy, const struct casefile *file,
		     size_t event);

/* Whether an event of the verb is about a fix. */
bool facts_has_fix(const struct rules_view *view, enum verb verb);
/* Whether it was said, at an event or after it, why it is not put right: by
 * `what`, or by any fix where that is NULL, it cannot be, or what they say is
 * found not to be so. What they chose afterwards is owed all the same, so ask
 * from there. */
bool facts_is_excused(const struct casefile *file, const char *what,
		      size_t from);
/* The first event from one on by which they chose what they do not have yet,
 * and neither took back nor chose again after it, nor a fix that was excused
 * since; CASEFILE_NONE. */
size_t facts_owed(const struct rules_view *view, size_t from);
/* The same of fixes alone. */
size_t facts_next_fix_owed(const struct rules_view *view, size_t from);
/* The first such fix; NULL. */
const char *facts_fix_owed(const struct rules_view *view);
/* Whether they want nothing but that we are sorry, and chose no fix besides
 * that is still to be given (P23). */
bool facts_sorry_is_enough(const struct rules_view *view);
/* The first promise that is still open; NULL. */
const struct casefile_promise *facts_promise_open(const struct casefile *file);

/* Whether we wrote or talked to them at or after an event. */
bool facts_is_told_since(const struct casefile *file, size_t event);
/* Append the remedies of events of a verb since the reopen, each once:
 * "replace, refund"; of accept those that they did not take back. */
void facts_list_remedies(struct buffer *out, const struct casefile *file,
			 enum verb verb);

/* Their last answer to `feedback` since the last reopen, where that is low;
 * NULL. */
const char *facts_low_answer(const struct rules_view *view);

/* Whether it is to be put right for the second time: a fix was given, and the
 * case opened anew, or a new one that follows on it (earlier=). */
bool facts_has_failed(const struct rules_view *view);

/* Whether a point of the case has its answer, from an event on: one that speaks
 * of it, or that all is done, which names the points that it covers, or none
 * where it covers all. */
bool facts_is_answered(const struct casefile *file,
		       const struct casefile_point *point, size_t from);

/* When one of our own deadlines is due, that began at an instant: within open
 * hours where the plan moves them there. INSTANT_NONE beyond the calendar. */
int64_t facts_deadline(const struct policy *policy, int64_t start,
		       const struct duration *span);

/* When a promise must be acted on, as hours_act_by gives it; where the plan
 * leaves those unchanged that are due in closed time, when it is due. False,
 * too, where no open time lies before that. */
bool facts_act_by(const struct policy *policy, int64_t made, int64_t due,
		  int64_t *act_by);

/* The case that this one follows on (earlier=); NULL. */
const struct casefile *facts_earlier(const struct rules_view *view);

/* What a step grants: its amount, else what was offered; MONEY_NONE. */
int64_t facts_amount(const struct rules_view *view,
		     const struct rules_step *step);

#endif
