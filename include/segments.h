/*
 * What stands behind the case on case-log's command line: events with a `+`
 * between them, each with its words and the options that stand beside them.
 */
#ifndef SEGMENTS_H
#define SEGMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli.h"
#include "draft.h"
#include "entry.h"
#include "fail.h"
#include "mem.h"

/* Zero-initialise. Strings are borrowed from argv, and from the arena of cli.
 */
struct segments {
	struct draft_words *at;
	size_t count, room;
	struct buffer input; /* of -m - */
	bool has_input;
};

/*
 * Take what cli_next gave: a word, or one of -m, -d, -a and -k; any other code
 * is left alone. False where it cannot be: reported, cli->status is set.
 */
bool segments_take(struct segments *segments, struct cli *cli, int code);

/* The first word of all; NULL without one. */
const char *segments_first(const struct segments *segments);

/* Read each event and add it to the batch of a case; fails as draft_read and
 * entry_add do. The strings of segments must outlive the entry. */
bool segments_add(const struct segments *segments, struct entry *entry,
		  const char *id, struct fail *why);

void segments_release(struct segments *segments);

#endif
