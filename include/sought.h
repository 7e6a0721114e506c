/*
 * What -k asks for and no record can have: a word that a column never holds,
 * which is refused; and where nothing was found, what may have been meant.
 * Pure.
 */
#ifndef SOUGHT_H
#define SOUGHT_H

#include <stdbool.h>

#include "fail.h"
#include "mem.h"
#include "output.h"
#include "policy.h"
#include "selector.h"

/* Whose columns they are: those of one tool's records. */
enum sought_of {
	SOUGHT_CASES,
	SOUGHT_EVENTS,
	SOUGHT_DUTIES,
	SOUGHT_OPTIONS,
};

/* Whether each word can be found. Refused, with all that can (FAIL_USAGE), is
 * one that is none of a column's few: state=open of a case. */
bool sought_check(const struct selection *selection, enum sought_of of,
		  struct fail *why);

/* Read a name of the plan's staff, where it is asked whose something is (who,
 * owner), as their id. */
void sought_name_staff(struct selection *selection,
		       const struct policy *policy);

/*
 * Append, a line each, what may have been meant where nothing was found: keys
 * that are nearly one of kind's columns, and words that the plan does not have
 * (a category, a cause, a member of staff…). Nothing for a key of the shop's
 * own. policy may be NULL.
 */
void sought_explain(struct buffer *out, const struct selection *selection,
		    const struct output_kind *kind,
		    const struct policy *policy);

/* Whether it asks for what closed cases alone have: a state that is their end,
 * or how they left. */
bool sought_closed(const struct selection *selection);

#endif
