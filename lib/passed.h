/*
 * What was passed over: rules that somebody went past with --already, or set
 * aside with an override. Nothing is to be done about it; the highest role is
 * to see it, once (DESIGN, section 6, gates). Pure.
 */
#ifndef PASSED_H
#define PASSED_H

#include <stdint.h>

#include "casebook.h"
#include "duty.h"
#include "mem.h"

/*
 * Append a duty of kind DUTY_PASSED_OVER for each event out of order and each
 * override that was written down since the open day before today began: so a
 * daily run tells of it once or twice, and then no more. ref is the rules,
 * separated by commas; there is no due time. Without a policy there are none.
 */
void passed_add(struct duty_list *list, const struct duty_view *view,
		const struct casebook *book, struct arena *arena);

/* What was passed over before it is not told any more; INT64_MAX where nothing
 * is. */
int64_t passed_since(const struct duty_view *view);

#endif
