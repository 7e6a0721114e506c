/*
 * Bytes as a reader has them, who may look at some behind them.
 */
#ifndef READABLE_H
#define READABLE_H

#include <stddef.h>
#include <string.h>

#include "glance.h"
#include "mem.h"

/* A copy, the caller's to free, GLANCE_BEHIND bytes behind which can be read,
 * and no more. */
static inline char *
readable(const char *at, size_t len)
{
	char *copy = mem_zero(1, len + GLANCE_BEHIND);

	memcpy(copy, at, len);
	return copy;
}

#endif
