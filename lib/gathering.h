#ifndef GATHERING_H
#define GATHERING_H

#include "badlines.h"
#include "fail.h"
#include "gathered.h"
#include "journal.h"

/*
 * All lines of a journal, decoded and sorted by the cases that they are of. For
 * casebook alone.
 */

/* What was read: the caller's to release, also where reading failed. */
struct gathering {
	struct gathered_cases cases; /* by gathered_release */
	struct arena arena;          /* all that the records point to */
	int64_t last; /* instant of the last line; INSTANT_NONE */
	int32_t last_offset;
	size_t bad; /* lines that are no records */
};

/*
 * Fill it in with a journal, read as journal_read does and failing as it does:
 * what could be read is there all the same. A large
 * file in parts, on all processors. report may be NULL; it is called by this
 * thread, in the order of the lines of each file, with the journal's own name
 * of it. digits as for record_parse.
 */
bool gathering_read(struct gathering *gathering, const struct journal *journal,
		    bool may_be_absent, int digits, badlines_report *report,
		    void *context, struct fail *why);

#endif
