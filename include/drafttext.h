/*
 * A text that somebody wrote, from a file or standard input, and a place in it
 * shown to a person. The only bound is memory.
 */
#ifndef DRAFTTEXT_H
#define DRAFTTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "fail.h"
#include "mem.h"

/* Append all of a file, or with `-` of standard input. FAIL_SYSTEM. */
bool drafttext_read(const char *name, struct buffer *text, struct fail *why);

/* What messages call it: `-` is "<stdin>". */
const char *drafttext_name(const char *name);

/*
 * What is first in it that is no text, a NUL or bytes that are not UTF-8: a
 * sentence, and its line and column, in code points; NULL where all is text.
 */
const char *drafttext_fault(const struct buffer *text, size_t *line,
			    size_t *column);

/*
 * Append the line that text[at] stands on, or of a long one what stands around
 * it, and below it a caret and as many ~ as len bytes are wide. Nothing in it
 * moves a cursor.
 */
void drafttext_point(struct buffer *out, const struct buffer *text, size_t at,
		     size_t len);

#endif
