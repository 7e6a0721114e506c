/*
 * Chance with a seed, the same on every machine: the numbers of Knuth's MMIX,
 * of which the upper bits are taken.
 */
#ifndef CHANCE_H
#define CHANCE_H

#include <stddef.h>
#include <stdint.h>

static uint64_t chance_state = 1;

static inline void
chance_begin(uint64_t seed)
{
	chance_state = seed;
}

/* A number from 0 on, below count: 1 or above, at most 2^31. */
static inline size_t
chance_below(size_t count)
{
	chance_state = chance_state * UINT64_C(6364136223846793005) +
		       UINT64_C(1442695040888963407);
	return (size_t)((chance_state >> 33) % count);
}

#endif
