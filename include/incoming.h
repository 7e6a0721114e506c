/*
 * New events that come as records, as case-log - takes them: read and judged
 * as far as that needs no journal, before it is locked; then added to a batch
 * as if they had been typed (DESIGN, section 7).
 */
#ifndef INCOMING_H
#define INCOMING_H

#include <stdbool.h>
#include <stddef.h>

#include "draft.h"
#include "entry.h"
#include "exitcode.h"
#include "fail.h"
#include "mem.h"
#include "record.h"

struct incoming_event {
	struct record record;
	struct draft draft;
	size_t line; /* of the input, 1-based */
};

struct incoming {
	struct incoming_event *at;
	size_t count, room;
	bool opens; /* a complaint among them */
	struct arena arena;
};

/*
 * Read all of fd (borrowed); empty lines and comments are passed over. digits
 * as for record_parse. EXITCODE_DONE when there is something to record;
 * EXITCODE_NO when there is nothing at all; else all that is wrong is reported,
 * by its line: EXITCODE_INPUT for bad ones and for those that no recorder
 * takes. Release in every case, after the entry.
 */
enum exitcode incoming_read(struct incoming *incoming, int fd, int digits);

/* Add them all to the batch: openings, and events of cases that the book has
 * by then. Fails as entry_open and entry_add do, with the line in why. */
bool incoming_add(const struct incoming *incoming, struct entry *entry,
		  struct fail *why);

void incoming_release(struct incoming *incoming);

#endif
