/*
 * What stands behind the case on case-log's command line: events with a `+`
 * between them, each with its words and the options that stand beside them.
 */
#ifndef SEGMENTS_H
#define SEGMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "about.h"
#include "casefile.h"
#include "cli.h"
#include "draft.h"
#include "entry.h"
#include "fail.h"
#include "mem.h"
#include "unquoted.h"
#include "when.h"

/* Zero-initialise. Strings are borrowed from argv, and from the arena of cli.
 */
struct segments {
	struct draft_words *at;
	size_t count, room;
	struct buffer input; /* of -m - */
	bool has_input;
	const char *time;         /* --at, of them all; NULL */
	struct unquoted unquoted; /* -d and --at */
};

/*
 * Take what cli_next gave: a word, or one of -m, -d, -a, -k and --at; any other
 * code is left alone. False where it cannot be: reported, cli->status is set.
 */
bool segments_take(struct segments *segments, struct cli *cli, int code);

/* The first word of all; NULL without one. */
const char *segments_first(const struct segments *segments);

/*
 * What the words alone show to be wrong, before the journal is looked at; *at
 * becomes what --at says, else it stays. False with FAIL_USAGE, and what to
 * type: a time that is none, or that lacks its quotes; or a first word that is
 * not a misspelt verb, but the second word of a customer's name.
 */
bool segments_check(const struct segments *segments, const char *named,
		    const struct when_context *when, int64_t *at,
		    struct fail *why);

/*
 * What the book has to hold for events on a case that a word names (borrowed):
 * what bears on them and on it. now: the clock's. False where it has to be
 * whole: for what says who a customer is, or joins cases.
 */
bool segments_about(const struct segments *segments, const char *const *named,
		    int64_t now, int64_t at, struct about *about);

/* Read each event and add it to the batch of a case; fails as draft_read and
 * entry_add do. The strings of segments must outlive the entry. */
bool segments_add(const struct segments *segments, struct entry *entry,
		  const char *id, struct fail *why);

/* The same, and what was done appended to said, for whoever typed it; with a
 * case that is handed up, what goes with it. */
bool segments_record(const struct segments *segments, struct entry *entry,
		     const struct casefile *file, struct buffer *said,
		     struct fail *why);

/* Give back the lists that the segments own; their words are the caller's. */
void segments_release(struct segments *segments);

#endif
