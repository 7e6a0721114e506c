/*
 * Records of a list that bring their times (case-log -): which of them the case
 * has already, from the same list piped before, or from a copy of its journal.
 */
#ifndef LISTED_H
#define LISTED_H

#include <stdbool.h>

#include "batch.h"
#include "draft.h"

/*
 * Whether what is being added was recorded before: of the same case, instant,
 * event and object, unless that came of another draft of the batch, which said
 * something else. What had to move from its instant is known by all that it
 * says. Never of a draft without a time.
 */
bool listed_is_there(const struct adding *adding);

/* Remember that a draft was taken for a case: if it is a record's and has a
 * time, it is borrowed until entry_release. */
void listed_note(struct entry *entry, const char *id,
		 const struct draft *draft);

#endif
