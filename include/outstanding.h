/*
 * Promises that are open, and tasks of prevention: of all cases in one place,
 * and of each a list, which the last one made is the first of. Few cases have
 * any at a time, and what was settled gives its place to the next.
 */
#ifndef OUTSTANDING_H
#define OUTSTANDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A promise, or a task: when it was made, when it is due (INSTANT_NONE: at no
 * time), and its number, that of p1 or t1. */
struct outstanding_one {
	int64_t at, due;
	uint32_t next; /* private: made before it; 0: none */
	uint32_t ref;  /* 0: any that is no such number */
	bool task;
};

/* Zero-initialise. */
struct outstanding {
	struct outstanding_one *at; /* private; the first is not used */
	size_t count, room;
	uint32_t free; /* the first of those given back */
};
void outstanding_release(struct outstanding *all);

/* Have one more in a case's list, 0 where it has none. */
void outstanding_add(struct outstanding *all, uint32_t *list,
		     struct outstanding_one one);

/* Take out of a case's list the last made that is a promise (or with task a
 * task) of that number, and of that instant where one is given (else
 * INSTANT_NONE), and have it in *settled. False where there is none: then
 * nothing changes. */
bool outstanding_settle(struct outstanding *all, uint32_t *list, bool task,
			uint32_t ref, int64_t of,
			struct outstanding_one *settled);

#endif
