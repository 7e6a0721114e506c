/*
 * What is said of a complaint that was just written down: to whoever stands at
 * the counter, in words (LOOK F), and of what the plan wants and is missing.
 * Pure.
 */
#ifndef OPENING_H
#define OPENING_H

#include <stdbool.h>

#include "casebook.h"
#include "mem.h"
#include "policy.h"
#include "rules.h"

/*
 * The open case that a complaint most likely doubles (intake.duplicate-window):
 * of the same person, with the same *detail, "order" or "item". NULL: none.
 * Borrowed from the book.
 */
const struct casefile *opening_double(const struct policy *policy,
				      const struct casebook *book,
				      const struct casefile *file,
				      const char **detail);

/* Append a sentence for each key of intake.need that the case has not, and
 * with `doubles` for each open case that it may double (unless somebody will be
 * asked about that), with the line that joins them: for who acts, `by` where
 * they were named with -b (else NULL), or for somebody who may. Each ended by
 * a newline. view->policy is not NULL. */
void opening_warn(struct buffer *out, const struct rules_view *view,
		  bool doubles, const char *by);

/*
 * Append that view->file is written down (again, where repeated), who was here
 * before, what that brings with it (after repeat_mark), and what comes next;
 * lines, ended. view->policy may be NULL: then the
 * first of these alone.
 */
void opening_say_back(struct buffer *out, const struct rules_view *view,
		      bool repeated);

/* The same but for what comes next: somebody is going to be asked more. */
void opening_say_written(struct buffer *out, const struct rules_view *view);

/* Append when they were here before and what that brings with it, as lines;
 * whether they were, nothing if not. */
bool opening_say_earlier(struct buffer *out, const struct rules_view *view);

#endif
