/*
 * What they said, and what came of it, as rows of a page: their words, the
 * points and the heart, what they want, what was agreed, offered, chosen,
 * given, seen and found. Pure.
 */
#ifndef CASESAID_H
#define CASESAID_H

#include "casefile.h"
#include "mem.h"
#include "policy.h"

/* Append the rows of what there is; policy may be NULL. */
void casesaid_write(struct buffer *out, const struct casefile *file,
		    const struct policy *policy);

#endif
