/*
 * What is owed as a person at a terminal reads it (LOOK B): how much in a line,
 * a row a case with the duty that presses most, and what to type to see more.
 * Pure.
 */
#ifndef DUETABLE_H
#define DUETABLE_H

#include <stddef.h>

#include "casebook.h"
#include "duty.h"
#include "mem.h"
#include "output.h"
#include "record.h"

/* The row of a case. */
struct duetable_row {
	const struct duty *duty;    /* its first */
	const struct duty *apology; /* of that promise, which is late: what is
				       to be done first; NULL */
	size_t more;                /* duties of the case beside these */
};

/* The rows of a sorted list, in its order; how many in *count. book is that of
 * the duties' cases. Caller frees. Linear in duties and cases. */
struct duetable_row *duetable_rows(const struct duty_list *list,
				   const struct casebook *book, size_t *count);

/* The record of a row: that of the duty; its what is `apologise`, whose it is
 * and act-by those of the apology, where there is one; and `more`. Strings as
 * duty_record has them. */
void duetable_record(struct record *record, const struct duetable_row *row,
		     const struct duty_view *view, struct arena *arena);

/* Append "Casa Luz, Thu 26 Nov 08:30: 2 late, 5 today", and an empty line;
 * nothing without a policy, or without a duty. */
void duetable_title(struct buffer *out, const struct duty_list *list,
		    const struct casebook *book, const struct duty_view *view);

/* Append what to type to see the rest of it, behind an empty line; nothing
 * without rows. */
void duetable_hints(struct buffer *out, const struct duetable_row *rows,
		    size_t count, const struct casebook *book);

/* Write all of it: the title, the rows (duelist_case_kind), the hints, and what
 * the mark means of a duty that is so near. */
void duetable_write(struct output *out, const struct duty_list *list,
		    const struct casebook *book, const struct duty_view *view,
		    struct arena *arena);

/* That meaning alone, below a table of all duties; nothing if none is marked.
 */
void duetable_note(struct output *out, const struct duty_list *list);

#endif
