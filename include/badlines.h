/*
 * Lines that are no records, kept until it is known where in their file the
 * part began that they were found in: what stands before it may be read at the
 * same time. Of each a sentence. Owned by one thread.
 */
#ifndef BADLINES_H
#define BADLINES_H

#include <stdbool.h>
#include <stddef.h>

/* Told of one: file is the journal's own name of it; number is the line's in
 * that file, from 1; column in characters from 1, 0 where there is none. */
typedef void badlines_report(void *context, const char *file, size_t number,
			     size_t column, const char *sentence);

/* Zero-initialise. */
struct badlines {
	struct badline *at;
	size_t count, room;
};

/* Keep one: its number is that in the part. The sentence is copied; file is
 * borrowed. False where there are more than it is worth to keep: the part is to
 * be read again, behind what stands before it. */
bool badlines_keep(struct badlines *lines, const char *file, size_t number,
		   size_t column, const char *sentence);

/* Report all, in order, of a part that begins behind so many lines. */
void badlines_tell(const struct badlines *lines, size_t before,
		   badlines_report *report, void *context);

/* Give back what they own, and be as at the beginning. */
void badlines_release(struct badlines *lines);

#endif
