/*
 * What is wrong between the lines of a case, and between cases: lines that are
 * there twice, second openings, events of one instant, references to nothing,
 * words that an erasure should have taken. Pure; the memory is the caller's.
 */
#ifndef CROSSCHECK_H
#define CROSSCHECK_H

#include <stddef.h>

#include "finding.h"

/*
 * Add to check what is found in lines (good ones, all of each case, and of each
 * case that was merged with it, in any order; the array is sorted). Returns how
 * many are there a second time.
 */
size_t crosscheck(struct check *check, struct check_line *lines, size_t count);

#endif
