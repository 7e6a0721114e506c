/*
 * A complaint put right on the spot: all that there is to write down of it, in
 * one batch behind its opening. Heard, said back in their own words, agreed; a
 * remedy offered, chosen and given; told, sorry said, closed. It has happened,
 * so that no rule holds it back (DESIGN, section 5).
 */
#ifndef SETTLED_H
#define SETTLED_H

#include <stdbool.h>

#include "entry.h"
#include "fail.h"

/*
 * Add the chain to the batch of case id, whose opening is in it or in the book;
 * entry->already is set by the caller. remedy is an id of the plan in any case;
 * amount is what it cost, as typed, or NULL for what the plan says. Every
 * record of the batch gets settled=yes. FAIL_USAGE for what is no remedy, and
 * as entry_add. After entry->repeated nothing is added.
 */
bool settled_add(struct entry *entry, const char *id, const char *remedy,
		 const char *amount, struct fail *why);

#endif
