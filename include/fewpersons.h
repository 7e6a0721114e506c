/*
 * Of a question about few cases (few.h), the other cases of the same persons.
 */
#ifndef FEWPERSONS_H
#define FEWPERSONS_H

#include <stdbool.h>

#include "few.h"
#include "personcases.h"

/* Find further cases that share a detail with those that few->sought seeks, and
 * seek theirs. Whether that is news for cases that were given before. */
bool fewpersons_find(struct few *few);

/* Seek what was found so: all of it, or of persons, where the cases that were
 * given are, what has to be read. */
void fewpersons_seek(struct few *few, struct personcases *persons);

#endif
