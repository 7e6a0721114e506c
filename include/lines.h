/*
 * Lines of a stream, read with a large buffer and in bounded memory. A line
 * longer than RECORD_LINE_MAX is skipped to its end and reported once.
 */
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"

enum lines_got {
	LINES_LINE, /* a line, without its newline */
	LINES_TAIL, /* bytes after the last newline: the end is next */
	LINES_LONG, /* a line over the limit was skipped */
	LINES_END,
	LINES_FAILED /* why is filled in */
};

struct lines {
	int fd;
	char *buffer;
	size_t room, begin, end;
	size_t number;  /* of the line given last, 1-based */
	int64_t offset; /* of its first byte, from where reading began */
	int64_t from;   /* private: in the file, what is read next; or -1 */
	int64_t left;   /* bytes still to be read; -1 to the end */
	int64_t base;   /* private: the offset of the buffer's first byte */
	bool ended;
};

/*
 * Begin to read fd (borrowed) where it stands. limit is the number of bytes to
 * read at most, -1 for all: a reader of a journal stops at the size that it
 * saw when it began.
 */
void lines_init(struct lines *lines, int fd, int64_t limit);

/* The same of what stands at `from` in a file (0 or above), wherever fd stands,
 * which stays there: so that others may read it at the same time. */
void lines_init_part(struct lines *lines, int fd, int64_t from, int64_t limit);

/* The next line. *at may be written to, and is valid until the next call; that
 * many bytes behind it can be read: */
#define LINES_BEHIND 64
enum lines_got lines_next(struct lines *lines, char **at, size_t *len,
			  struct fail *why);

/*
 * The whole lines, with their newlines, that are in the buffer and come next:
 * so many bytes at *at, 0 where there are none (lines_next reads more).
 * They are given all the same unless lines_pass takes some of them off, whole
 * ones from the beginning.
 */
size_t lines_run(struct lines *lines, char **at);
/* From where reading began, the offset of what comes next. */
static inline int64_t
lines_offset(const struct lines *lines)
{
	return lines->base + (int64_t)lines->begin;
}

/* Take whole lines off a run, from its beginning: so many bytes, with their
 * newlines, and so many lines. */
void lines_pass(struct lines *lines, size_t bytes, size_t count);

/* Pass over so many bytes that come next (0 or fewer: none), whether they were
 * read yet or not; for what lines_init_part or lines_restart began. A line
 * begins behind them, whose number is not known any longer. */
void lines_skip(struct lines *lines, int64_t bytes);

/* Begin anew as lines_init_part does, with the same buffer. */
void lines_restart(struct lines *lines, int fd, int64_t from, int64_t limit);

void lines_release(struct lines *lines);

#endif
