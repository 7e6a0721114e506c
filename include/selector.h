/*
 * Which records a filter is asked for: what -k and -e say, and whether a
 * record is among them. Pure.
 */
#ifndef SELECTOR_H
#define SELECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "event.h"
#include "fail.h"
#include "mem.h"
#include "output.h"
#include "record.h"

/* key=value, key!=value, key~words. */
enum selector_relation { SELECTOR_IS, SELECTOR_IS_NOT, SELECTOR_HAS };

struct selector {
	const char *key; /* a key, or a column by its name */
	enum selector_relation relation;
	const char *value;
};

/* All of them. Zero-initialise; strings and the array are the arena's. */
struct selection {
	struct selector *at; /* -k */
	size_t count;
	bool has_events;         /* -e was given: */
	bool all_events;         /* -e all: those of a newer amends, too */
	bool events[VERB_COUNT]; /* these */
};

/* Read one -k. Refused with FAIL_USAGE. */
bool selector_parse(struct selector *selector, const char *text,
		    struct arena *arena, struct fail *why);

/* Add what one -k, and what one -e says (verbs, with commas between them, or
 * all). FAIL_USAGE, for a verb with a guess. */
bool selection_add(struct selection *selection, const char *text,
		   struct arena *arena, struct fail *why);
bool selection_add_events(struct selection *selection, const char *list,
			  struct arena *arena, struct fail *why);

/* Whether -e, where it was given, selects events of a verb; VERB_UNKNOWN is
 * that of a newer amends. */
bool selection_has_verb(const struct selection *selection, enum verb verb);

/*
 * Whether a record is one that all of it selects. A key names a field, one of
 * the tool's own names for a field (names, which ends with an all-zero entry,
 * or NULL), or a key of the record. Compared without case and accents, money
 * by what it comes to, numbers of phones with a country's code or without; `~`
 * wants each of the words somewhere in it; what is missing is `-`.
 */
bool selection_selects(const struct selection *selection,
		       const struct record *record,
		       const struct output_name *names);

#endif
