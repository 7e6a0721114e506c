/*
 * Whether what ended a case ended all of it, where others were joined to it: a
 * close of one of two cases is no word on the other, until they are one. Pure.
 */
#ifndef CLOSING_H
#define CLOSING_H

#include <stdbool.h>
#include <stddef.h>

#include "record.h"

/*
 * Of the events that stand of a case and of those that were joined to it, in
 * order of time: whether each of the cases was closed last, not opened again,
 * or imported as past. A close or reopen counts for the case that it was
 * written on, and for all that this was joined with before.
 */
bool closing_is_of_all(const struct record *const *events, size_t count);

#endif
