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
 * the last such day taught, as owed_on_book says. None where that month has no
 * cause. It hangs on the case whose cause came last, and `follow-up
 * monthly-review` on that one, or on another with a cause since, settles it
 * from a week before the day on.
 */
void monthly_add(struct duty_list *list, const struct duty_view *view,
		 const struct casebook *book, struct arena *arena);

/* The month whose causes it counts; of the other cases none makes a difference
 * but those on which it was done. */
void monthly_wanted(struct caused_month *month, const struct duty_view *view);

#endif
