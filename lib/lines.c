#include "lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mem.h"
#include "record.h"

/* What is asked of read(2) at once, at most; the buffer holds that and a line.
 */
#define CHUNK ((size_t)256 * 1024)
/* At first it has room for such a line. */
#define LINE_USUAL ((size_t)4096)

/* How much can be read at once. */
static size_t
ask_for(const struct lines *lines)
{
	return lines->left >= 0 && lines->left < (int64_t)CHUNK
		       ? (size_t)lines->left
		       : CHUNK;
}

void
lines_init(struct lines *lines, int fd, int64_t limit)
{
	*lines = (struct lines){.fd = fd, .from = -1, .left = limit};
	lines->room = ask_for(lines) + LINE_USUAL;
	lines->buffer = mem_get(lines->room + LINES_BEHIND);
}

void
lines_init_part(struct lines *lines, int fd, int64_t from, int64_t limit)
{
	lines_init(lines, fd, limit);
	lines->from = from;
}

void
lines_restart(struct lines *lines, int fd, int64_t from, int64_t limit)
{
	*lines = (struct lines){.fd = fd,
				.from = from,
				.left = limit,
				.room = lines->room,
				.buffer = lines->buffer};
}

static ssize_t
read_more(struct lines *lines, char *at, size_t ask)
{
	ssize_t got;

	if (lines->from < 0)
		return read(lines->fd, at, ask);
	got = pread(lines->fd, at, ask, (off_t)lines->from);
	if (got > 0)
		lines->from += got;
	return got;
}

/* Read more behind what is there. False with why filled in on an error. */
static bool
fill(struct lines *lines, struct fail *why)
{
	size_t ask = ask_for(lines);
	ssize_t got;

	if (lines->begin > 0) {
		memmove(lines->buffer, lines->buffer + lines->begin,
			lines->end - lines->begin);
		lines->end -= lines->begin;
		lines->base += (int64_t)lines->begin;
		lines->begin = 0;
	}
	if (lines->room - lines->end < ask) {
		lines->room = lines->end + CHUNK;
		lines->buffer = mem_resize(lines->buffer,
					   lines->room + LINES_BEHIND, 1);
	}
	if (ask == 0) {
		lines->ended = true;
		return true;
	}
	do
		got = read_more(lines, lines->buffer + lines->end, ask);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return fail_errno(why, errno, "read");
	if (got == 0)
		lines->ended = true;
	if (lines->left >= 0)
		lines->left -= got;
	lines->end += (size_t)got;
	return true;
}

enum lines_got
lines_next(struct lines *lines, char **at, size_t *len, struct fail *why)
{
	size_t looked = 0; /* bytes of the line known to hold no newline */
	bool too_long = false;

	for (;;) {
		char *begin = lines->buffer + lines->begin;
		size_t there = lines->end - lines->begin;
		char *newline = there > looked ? memchr(begin + looked, '\n',
							there - looked)
					       : NULL;

		if (newline) {
			size_t line = (size_t)(newline - begin);

			lines->offset = lines->base + (int64_t)lines->begin;
			lines->begin += line + 1;
			lines->number++;
			if (too_long || line + 1 > RECORD_LINE_MAX)
				return LINES_LONG;
			*newline = '\0';
			*at = begin;
			*len = line;
			return LINES_LINE;
		}
		looked = there;
		if (there >= RECORD_LINE_MAX) {
			/* Too long already: forget it, keep looking for its
			 * end. */
			too_long = true;
			lines->base += (int64_t)lines->end;
			lines->begin = lines->end = 0;
			looked = 0;
		}
		if (lines->ended) {
			lines->offset = lines->base + (int64_t)lines->begin;
			lines->begin = lines->end;
			if (too_long) {
				lines->number++;
				return LINES_LONG;
			}
			if (there == 0)
				return LINES_END;
			lines->number++;
			begin[there] = '\0';
			*at = begin;
			*len = there;
			return LINES_TAIL;
		}
		if (!fill(lines, why))
			return LINES_FAILED;
	}
}

size_t
lines_run(struct lines *lines, char **at)
{
	char *begin = lines->buffer + lines->begin;
	const char *end = lines->buffer + lines->end;

	/* A line that is too long is for lines_next to find. */
	if (lines->end - lines->begin >= RECORD_LINE_MAX)
		end = begin + RECORD_LINE_MAX - 1;
	while (end > begin && end[-1] != '\n')
		end--;
	*at = begin;
	return (size_t)(end - begin);
}

void
lines_pass(struct lines *lines, size_t bytes, size_t count)
{
	lines->begin += bytes;
	lines->number += count;
}

void
lines_skip(struct lines *lines, int64_t bytes)
{
	int64_t unread = bytes - (int64_t)(lines->end - lines->begin);

	if (bytes <= 0)
		return;
	if (unread <= 0) {
		lines->begin += (size_t)bytes;
		return;
	}
	lines->base += (int64_t)lines->begin + bytes;
	lines->begin = lines->end = 0;
	lines->from += unread;
	if (lines->left >= 0)
		lines->left -= unread < lines->left ? unread : lines->left;
}

void
lines_release(struct lines *lines)
{
	free(lines->buffer);
	lines->buffer = NULL;
}
