/*
 * A set of numbers above 0, mostly asked for what it does not have.
 */
#ifndef KEYSET_H
#define KEYSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialise. */
struct keyset {
	uint32_t *at; /* private: open addressing; 0: the slot is free */
	size_t count;
	size_t room;    /* slots: a power of two; 0 before the first number */
	uint64_t *bits; /* private: those of the numbers' upper 16 bits that
			   one of them has, a bit each */
};
void keyset_release(struct keyset *set);

/* Add a number. Whether it is new. */
bool keyset_add(struct keyset *set, uint32_t key);

#define KEYSET_NONE SIZE_MAX

/* Where a number is, below room, until another is added; KEYSET_NONE where it
 * is not there. */
size_t keyset_find(const struct keyset *set, uint32_t key);

/* Private: whether a number may be there, by the bits of a set that is not
 * empty. */
static inline bool
keyset_may_have(const uint64_t *bits, uint32_t key)
{
	return bits[key >> 22] >> (key >> 16 & 63) & 1;
}

/* Whether a number is there; 0 never is. */
static inline bool
keyset_has(const struct keyset *set, uint32_t key)
{
	return set->count > 0 && keyset_may_have(set->bits, key) &&
	       keyset_find(set, key) != KEYSET_NONE;
}

/* The numbers one by one, in no order, from *next 0 on; 0 where there is no
 * more. */
uint32_t keyset_next(const struct keyset *set, size_t *next);

#endif
