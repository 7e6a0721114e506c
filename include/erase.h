/*
 * What a customer's personal data is, in a line of theirs (DESIGN, sections 6
 * and 7, and the plan's privacy); what it is held for, and when it is due to
 * be erased. Pure.
 */
#ifndef ERASE_H
#define ERASE_H

#include <stdbool.h>
#include <stdint.h>

#include "casefile.h"
#include "mem.h"
#include "policy.h"
#include "record.h"
#include "zone.h"

/*
 * Take out of a record what is the customer's: the text and every key become
 * "erased", customer= the name (borrowed), but for those that the plan keeps
 * (privacy.erase.keeps, less privacy.personal). Where the plan keeps no
 * costs, dates, category, cause or outcome, amount, due or what go, too. False
 * where there was nothing left to take.
 */
bool erase_record(struct record *record, const struct policy *policy,
		  const char *name, struct arena *arena);

/* The flag of a case that privacy.hold-while names; NULL. Cases that were
 * joined to it count with it. */
const struct record *erase_held(const struct policy *policy,
				const struct casefile *file);

/* Append the sentence why it is held: what the flag is, where the plan says so,
 * how it ends. */
void erase_say_held(struct buffer *out, const struct policy *policy,
		    const struct casefile *file, const struct record *flag);

/*
 * Append what is still promised on a case, and so dropped when it is erased:
 * each promise and by when, as a sentence without a full stop. For a message
 * (discreet.h). False where nothing is.
 */
bool erase_say_dropped(struct buffer *out, const struct casefile *file,
		       const struct zone *zone, int64_t now);

/* Whether a case has been closed for longer than privacy.keep-closed. */
bool erase_is_due(const struct policy *policy, const struct casefile *file,
		  int64_t now);

#endif
