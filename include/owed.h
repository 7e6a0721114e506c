/*
 * What is owed: the duties of a case, and of all cases (DESIGN, section 6,
 * "Clocks and duties"). Pure: a function of the folded cases, the policy and
 * now. Nothing here knows what was listed before, and nothing is stored: a
 * duty is gone when the event that settles it is there.
 *
 * A promise's due time is the one that the customer was told, frozen in its
 * record; every other due time is counted from the policy as it is now.
 */
#ifndef OWED_H
#define OWED_H

#include "casebook.h"
#include "casefile.h"
#include "duty.h"
#include "mem.h"

/*
 * Append all duties of one case, and sort the list. Of a merged or an erased
 * case there are none. What needs the other cases (prevention.again) is not
 * among them. Texts that must be made are taken from the arena.
 */
void owed_on_case(struct duty_list *list, const struct duty_view *view,
		  const struct casefile *file, struct arena *arena);

/* Append the duties of all cases, with those that only all together show,
 * sorted. Linear in the number of cases. */
void owed_on_book(struct duty_list *list, const struct duty_view *view,
		  const struct casebook *book, struct arena *arena);

/*
 * What owed_on_book and owed_apart need of a journal, whole cases as they are
 * in owed_on_case included; with promises_since for a letter's count of kept
 * promises. A duty that a closed case can have must be known to
 * outline_may_owe, else such cases are passed over.
 */
void owed_wanted(struct casebook_wanted *wanted, const struct duty_view *view);

/* Of what owed_wanted gave: leave out closed cases that owe nothing but steps
 * of after-care which are no usual duties yet (duty_is_usual). */
void owed_leave_far(struct casebook_wanted *wanted);

/*
 * Append those alone that only all cases together show. For each cause that
 * again-count different customers had within the window that ends now, and that
 * no later `prevent` on one of those cases answers, a duty of prevention
 * (prevention.again): event is CASEFILE_NONE, ref is the cause, text names the
 * customers; file is the oldest of the cases still open, else the oldest. And
 * what was passed over since the open day before today began: event is it, ref
 * the rules.
 */
void owed_apart(struct duty_list *list, const struct duty_view *view,
		const struct casebook *book, struct arena *arena);

#endif
