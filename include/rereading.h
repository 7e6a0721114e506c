/*
 * Lines of a journal that are needed after all, read again by several threads.
 */
#ifndef REREADING_H
#define REREADING_H

#include <stdbool.h>
#include <stddef.h>

#include "badlines.h"
#include "fail.h"
#include "lines.h"
#include "mem.h"
#include "places.h"
#include "record.h"

/* What to do with what is read. */
struct rereading_taker {
	void *context;
	/* A record; its strings are the arena's. */
	void (*record)(void *context, const struct record *record);
	/* A line that is no record, and why. */
	badlines_report *bad;
};

/*
 * Read all that is needed of some places (their owner's; none of it is needed
 * any longer then), and give each record, in the order of the places and of
 * their lines. digits as for record_parse. False with FAIL_SYSTEM where a file
 * could not be read: then some were not given.
 */
bool rereading_read(struct places *const *places, size_t count, int digits,
		    const struct rereading_taker *taker, struct arena *arena,
		    struct fail *why);

#endif
