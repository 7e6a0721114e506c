/*
 * Within zone alone: names of zones, and what to say of those that are none.
 */
#ifndef ZONENAME_H
#define ZONENAME_H

#include <stdbool.h>

#include "fail.h"

/* Whether it is the name of a place: refused are fixed offsets, abbreviations,
 * other names of UTC, and what is no name at all. */
bool zonename_check(const char *name, struct fail *why);

/* Say that the database does not hold a name, with a guess at what was meant
 * if the database's list of names is there. Returns false. */
bool zonename_refuse_unknown(const char *name, struct fail *why);

#endif
