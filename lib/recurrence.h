#ifndef RECURRENCE_H
#define RECURRENCE_H

#include <stdint.h>

#include "casebook.h"
#include "duty.h"
#include "mem.h"

/* A cause that comes again (prevention.again): append the duties that only all
 * cases together show, as owed_on_causes says. */
void recurrence_add(struct duty_list *list, const struct duty_view *view,
		    const struct casebook *book, struct arena *arena);

/* Cases with no cause (or, where the plan counts categories, no opening) since
 * then make no difference; INT64_MAX where none does. */
int64_t recurrence_since(const struct duty_view *view);

#endif
