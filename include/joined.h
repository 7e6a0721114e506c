/*
 * Which of the numbers from 0 on were joined, one with another at a time: each
 * holds a number that it was joined to, or itself, and the last of that chain
 * stands for all.
 */
#ifndef JOINED_H
#define JOINED_H

#include <stddef.h>

/* The number that stands for one and all that were joined with it. */
static inline size_t
joined_of(size_t *joined, size_t at)
{
	while (joined[at] != at) {
		joined[at] = joined[joined[at]];
		at = joined[at];
	}
	return at;
}

/* Join all that two numbers stand with. The lower one of those that stood for
 * them stands for all from now on, so that the order of joining is no matter.
 */
static inline void
joined_join(size_t *joined, size_t a, size_t b)
{
	size_t first = joined_of(joined, a), second = joined_of(joined, b);

	if (first < second)
		joined[second] = first;
	else
		joined[first] = second;
}

#endif
