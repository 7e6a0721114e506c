#ifndef MONTHLY_H
#define MONTHLY_H

#include <stdint.h>

#include "casebook.h"
#include "duty.h"
#include "mem.h"

/* What an after-care event is called that says that it was done. */
extern const char monthly_step[];

/*
 * prevention.monthly-review: append the duty to look at what the month before
 * the last such day taught, as owed_on_book says, and the months before that
 * (of a year) that nobody looked at, as nothing drops out silently (P36): due
 * on the first day that was missed. None where there is no cause. It hangs on
 * the case whose cause came last, and `follow-up monthly-review` on that one,
 * or on another with a cause, settles it for the days that were told of then:
 * one that was done late leaves the next day's as it is.
 */
void monthly_add(struct duty_list *list, const struct duty_view *view,
		 const struct casebook *book, struct arena *arena);

/* The time whose causes it may count; of the other cases none makes a
 * difference but those on which it was done. */
void monthly_wanted(struct caused_month *month, const struct duty_view *view);

/* What of that is left to be looked at: from the last such day that was kept;
 * nothing (from is until) where that is the last one. The book has to hold the
 * cases on which it was done. */
void monthly_left(struct caused_month *month, const struct duty_view *view,
		  const struct casebook *book);

#endif
