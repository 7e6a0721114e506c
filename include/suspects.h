/*
 * One glance at each good line of a journal: which cases may have something
 * wrong between their lines. A case that it lets pass has nothing of the kind;
 * one that it suspects is for crosscheck.h to look at whole. What it holds
 * grows with the cases (64 bytes each, and a slot) and not with the lines, and
 * all of it is worth it: in a journal in order of time few are suspected.
 */
#ifndef SUSPECTS_H
#define SUSPECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dayslots.h"
#include "event.h"
#include "table.h"

/* Zero-initialise. */
struct suspects {
	size_t cases; /* that lines were seen of */

	struct table seen; /* private from here: of struct suspects_case */
	size_t count;
	struct suspects_case *latest; /* that a line was of; NULL */
	struct dayslots slots;
	uint64_t *filter; /* a bit for each suspect */
	size_t filter_bits;
	size_t parts;
};

/* Of a line what matters here; borrowed. */
struct suspects_event {
	const char *id; /* CASEID_LEN bytes */
	int64_t at;
	enum verb verb;
	const char *what; /* field 4; NULL */
	size_t what_len;
	const char *of; /* the value of that key; NULL */
	size_t of_len;
	size_t len; /* of the line, in bytes */
};

/* Look at a line, in the order of reading. */
void suspects_line(struct suspects *suspects,
		   const struct suspects_event *event);

/*
 * When all lines were seen: in how many parts the suspects are to be looked at
 * so that the lines of each come to about so many bytes; 0 where there are
 * none. Cases that were merged are in the same part.
 */
size_t suspects_divide(struct suspects *suspects, size_t bytes);

/* Whether a line without a newline, which need not be good, is of a suspect of
 * a part. */
bool suspects_has(const struct suspects *suspects, const char *line, size_t len,
		  size_t part);

/* How many cases were closed before an instant, and not opened again or erased.
 * Those with merges and retractions are left out. */
size_t suspects_closed_before(const struct suspects *suspects, int64_t instant);

void suspects_release(struct suspects *suspects);

#endif
