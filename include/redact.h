/*
 * What an erase takes out of records (DESIGN, section 7, case-erase): in a
 * fold, and on the disk, so that a copy of a line and what case-erase left of
 * it are then the same. Pure.
 */
#ifndef REDACT_H
#define REDACT_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"
#include "record.h"

/* What stands where personal data stood. */
#define REDACT_WORD "erased"

/* The keys that are left as they are. */
bool redact_key_survives(const char *key);

/* Whether a record is an erase, and one that counts behind another (or any,
 * with NULL); and what it puts in place of the customer's name (borrowed from
 * it, or constant). */
bool redact_counts(const struct record *record, const struct record *before);
const char *redact_name(const struct record *erase);

/* Take the personal data out of a record: the text and every key but those that
 * survive become REDACT_WORD, customer= the name (borrowed). New pairs are the
 * arena's. */
void redact_record(struct record *record, const char *name,
		   struct arena *arena);

/*
 * The same of the lines of a case, in any order: an erase of it counts for all
 * lines up to it, its own included, whose words may name the customer; one of a
 * case that was joined to it for the lines of that. The last erase of the case;
 * NULL where it was not erased.
 */
const struct record *redact_lines(struct record *records, size_t count,
				  const char *id, struct arena *arena);

#endif
