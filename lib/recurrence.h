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

/* When causes (or, where the plan counts categories, openings) make a
 * difference to that. */
void recurrence_wanted(struct caused_span *span, const struct duty_view *view);

#endif
