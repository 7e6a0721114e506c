/*
 * What somebody complained of before, and what is still open to them from then
 * (P51). Pure.
 */
#ifndef EARLIER_H
#define EARLIER_H

#include <stddef.h>

#include "facts.h"
#include "mem.h"

/*
 * Append the other cases of the same person, oldest first, as sentences on one
 * line: "14 Feb 2026, late, left satisfied [5tc]. Nothing open from then." Of
 * more than three the last three, behind "5 times, at last: ". Gives how many
 * there are; without any, nothing is appended. view->policy is not NULL.
 */
size_t earlier_say(struct buffer *out, const struct rules_view *view);

#endif
