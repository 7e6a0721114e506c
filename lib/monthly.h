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

/* Cases with no cause since then make no difference; INT64_MAX where none does.
 */
int64_t monthly_since(const struct duty_view *view);

#endif
