/*
 * The beginnings of lines, where most lines are passed over: their time, whose
 * they are and their verb, which stand at the same place in each. What else
 * such a line says is neither looked at nor judged. Pure; nothing is allocated.
 */
#ifndef SKIM_H
#define SKIM_H

#include <stddef.h>
#include <stdint.h>

#include "fieldends.h"
#include "glance.h"

struct skimmer {
	struct glancer *glancer; /* of the lines that are judged; borrowed */
	uint64_t passed;         /* verbs, a bit each, whose lines are not */
	uint64_t passed_before;  /* and those that are not before an instant */
	int64_t before;
	/* Private: what is still to be looked at, and of the lines whose ends
	 * were found the next one. */
	const char *at, *until;
	size_t line;
	fieldends_find_lines *find;
	struct fieldends_lines lines;
};

/* Of no verb that is passed over: those known are for the caller to set, as
 * 1 << VERB_…. */
void skim_init(struct skimmer *skimmer, struct glancer *glancer);

/* Look at lines one after the other: the first begins at `at`, the last ends at
 * a newline, `most` bytes in all, below 4 GiB; GLANCE_BEHIND bytes behind those
 * can be read. */
void skim_begin(struct skimmer *skimmer, const char *at, size_t most);

/*
 * The next of them. GLANCE_PASSED where its verb is passed over: then its time,
 * offset, id, verb and how many bytes it takes are filled in, whether it is
 * sound or not (and whether the id is one, is for others to say). Every other,
 * what begins otherwise among them, comes as glance_next has it.
 */
enum glance_seen skim_next(struct glance *glance, struct skimmer *skimmer);

/* The same of one line, of len bytes without its newline. */
enum glance_seen skim_line(struct glance *glance, struct skimmer *skimmer,
			   const char *at, size_t len);

#endif
