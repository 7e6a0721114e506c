/*
 * Which line of the same case came before each line: two bytes a line, as most
 * are near. Where lines come in no order, or many are far from the one before
 * (a chain of hundreds of shops), four.
 */
#ifndef LINECHAIN_H
#define LINECHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"
#include "table.h"

/* Distances below this are kept where the line is. */
#define LINECHAIN_FAR UINT16_MAX

/* Private: a line that is far behind the one before it. */
struct linechain_far {
	uint32_t line, before;
};

struct linechain {
	/* Private. By line: uint16_t, how far before it the other is, 0 where
	 * there is none, LINECHAIN_FAR where `far` tells; of one that is wide
	 * uint32_t, that line itself. */
	struct table lines;
	bool wide;
	uint32_t last;             /* line that was put */
	struct linechain_far *far; /* by line */
	size_t far_count, far_room;
};

/* Of no line yet. */
void linechain_init(struct linechain *chain);
/* Give back what it owns; of one that was zero-initialised nothing. */
void linechain_release(struct linechain *chain);

/* Private: of linechain_put what is seldom gone through. */
void linechain_put_other(struct linechain *chain, uint32_t line,
			 uint32_t before);

/* Say which line came before a line, by its number, 1 or above; 0: none. Once
 * for each line, and fastest where they come one by one. */
static inline void
linechain_put(struct linechain *chain, uint32_t line, uint32_t before)
{
	uint32_t distance = before > 0 ? line - before : 0;

	if (chain->wide || line != chain->last + 1 ||
	    distance >= LINECHAIN_FAR) {
		linechain_put_other(chain, line, before);
		return;
	}
	table_make_room(&chain->lines, (size_t)line + 1);
	*(uint16_t *)table_at(&chain->lines, line) = (uint16_t)distance;
	chain->last = line;
}

/* Of no line yet: have it wide, with room for lines up to one. Then threads may
 * put lines at the same time, each its own. */
void linechain_share(struct linechain *chain, uint32_t last);

/* A line will be put soon. No more than a hint, once it is shared. */
static inline void
linechain_expect(const struct linechain *chain, uint32_t line)
{
	mem_fetch(table_at(&chain->lines, line));
}

/* The line before one that was put; 0: none. */
uint32_t linechain_before(const struct linechain *chain, uint32_t line);

#endif
