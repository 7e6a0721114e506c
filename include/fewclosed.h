/*
 * Of a question about few cases (few.h), those like one that were closed last.
 */
#ifndef FEWCLOSED_H
#define FEWCLOSED_H

#include <stddef.h>
#include <stdint.h>

#include "few.h"

/* Seek the cases of a category that were closed last, so many and one; word:
 * the plan's, as it is spelt there, or 0 for one that no plan has. */
void fewclosed_seek(struct few *few, uint8_t word, size_t most);

#endif
