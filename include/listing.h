/*
 * What case-list lists: a record a case, and the events of all cases that
 * stand; and how both look. Pure.
 */
#ifndef LISTING_H
#define LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "casebook.h"
#include "duty.h"
#include "mem.h"
#include "output.h"
#include "policy.h"
#include "record.h"
#include "selector.h"

/*
 * A worked-out record of a case: time opened, event its state, what its
 * category, who its owner, due the earliest of its duties (without a policy, of
 * its open promises), amount given so far, text their words; and as keys every
 * detail as it stands, cause, outcome, heat, merged-into and short, the last
 * seven of its id. Of a merged case, whose events count in another, without due
 * and amount. Strings are the case's, or from the arena.
 */
void listing_case(struct record *record, const struct casefile *file,
		  const struct duty_view *view, struct arena *arena);

/*
 * What of a journal a list of cases, or with -e of events, needs: open cases;
 * with `all` those with an event from an instant on (INT64_MIN: any), and in
 * brief (casebook.inbrief) those opened before another; those with such events,
 * and in brief such before the other; those with a detail that -k names. policy
 * may be NULL. columns: what is shown, as for -o, or NULL: all. *wanted borrows
 * *detail, and both the selection. False: all of it.
 */
bool listing_wanted(struct casebook_wanted *wanted,
		    struct namedby_detail *detail,
		    const struct selection *selection, bool all, int64_t from,
		    int64_t to, const char *columns,
		    const struct policy *policy);

/*
 * Which of the book's cases a selection selects by their records: an array as
 * long as the book has cases, which the caller frees; NULL: all.
 */
bool *listing_selected(const struct selection *selection,
		       const struct casebook *book,
		       const struct duty_view *view);

/* An event that stands, and its case: of a merged one the case that it lives
 * on in. */
struct listing_event {
	const struct casefile *file;
	size_t event; /* index in the file's events */
	int64_t at;   /* of its record */
};

/* Which of them: all borrowed. */
struct listing_filter {
	const struct selection *selection; /* its -e alone */
	const bool *named; /* of the book's cases, those asked for; NULL: all */
	int64_t from, to;  /* from the first instant to before the second */
};

/* The events that a filter lets through, in order of time, then case, then the
 * line's bytes. Caller frees the array. */
struct listing_event *listing_events(const struct casebook *book,
				     const struct listing_filter *filter,
				     size_t *count);

/*
 * The record of one of them as it was recorded, and with customer, category,
 * cause and owner of the case as they stand now; on offer and give the
 * remedy's kind (as recorded, else as the policy, which may be NULL, has it);
 * on promise and renew the state of the promise; on a give without an amount
 * that of its offer.
 */
void listing_record(struct record *record, const struct listing_event *event,
		    const struct policy *policy, struct arena *arena);

/* Whether privacy.hide-in-lists names a key, or "text"; policy is not NULL. */
bool listing_hides(const struct policy *policy, const char *key);
/* Take out of either what privacy.hide-in-lists names; policy is not NULL. */
void listing_hide(struct record *record, const struct policy *policy,
		  struct arena *arena);

/* How cases, and how events, are printed; with a struct listing_view as
 * context (output_set_context). */
struct listing_view {
	const struct casebook *book;
	struct duty_view duties;
};

extern const struct output_kind listing_cases, listing_of_events;

#endif
