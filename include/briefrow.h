/*
 * A row of a list of cases, of one told in brief (brief.h), made of its opening
 * as that stands in the journal. What is escaped there is as record_encode has
 * it, if the line is sound: most of a row is a copy, and the same bytes as of
 * listing_case, listing_hide and record_encode. Pure.
 */
#ifndef BRIEFROW_H
#define BRIEFROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casefold.h"
#include "glance.h"
#include "mem.h"
#include "policy.h"

/* Private: keys that a row has beside those of the opening. */
#define BRIEFROW_OWN 4

/* Private: what becomes of a key of the opening, by the glancer's number. */
struct briefrow_key {
	uint8_t use;    /* 0: not known yet */
	uint8_t before; /* keys of the row's own that stand before it */
};

/* How rows are made; all openings have to be seen by one glancer. */
struct briefrow {
	const struct policy *policy; /* borrowed */
	bool hides_text;
	bool hides_own[BRIEFROW_OWN];
	struct briefrow_key keys[WORDBOOK_MOST + 1];
};

/* policy says what is hidden in lists, and is borrowed. */
void briefrow_init(struct briefrow *rows, const struct policy *policy);

/* Append the row of a case, with its newline: of its opening, which is sound,
 * and what came of it. */
void briefrow_add(struct buffer *out, struct briefrow *rows,
		  const struct glance *opening,
		  const struct casefold_course *course);

#endif
