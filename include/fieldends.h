/*
 * Where the fields of lines end: of many lines in one go, many bytes at a time
 * and whatever lines they belong to. To look for one line's end after the
 * other, the processor has to guess at each how far it is. Pure; nothing is
 * allocated.
 */
#ifndef FIELDENDS_H
#define FIELDENDS_H

#include <stddef.h>
#include <stdint.h>

/* Bytes behind what is looked at that must be readable, whatever they hold. */
#define FIELDENDS_BEHIND 64
/* Of longer lines no end is found, nor of those with about as many fields. */
#define FIELDENDS_LONGEST ((size_t)64 * 1024)
#define FIELDENDS_MOST 4096
/* Of lines, and of what is odd, that are noted at once. */
#define FIELDENDS_FEWER 1024
/* More than one block of bytes can hold: the last are noted before they are
 * counted. */
#define FIELDENDS_SPARE 128

/* All are offsets from `at`, in the order of the bytes. */
struct fieldends {
	const char *at; /* borrowed */
	size_t count;   /* of the fields */
	size_t lines;
	size_t odd_count;
	/* The first stands for the end of a line before. Then, of each field,
	 * the byte behind it: a tab, a newline, or the end of all. */
	uint32_t ends[1 + FIELDENDS_MOST + FIELDENDS_SPARE];
	/* Of each line, which of the ends is its last. */
	uint32_t last[FIELDENDS_FEWER + FIELDENDS_SPARE];
	/* What no sound line has: a byte that is not of a usual character or
	 * escape, or the end of a field that is empty. Others record_parse has
	 * to judge, too. */
	uint32_t odd[FIELDENDS_FEWER + FIELDENDS_SPARE];
};

/*
 * Look at lines from `at` on, the first of which begins there, the last of
 * which ends at a newline or after `most` bytes (1 or above). Goes on until
 * `least` bytes were looked at and a line's end was found, or until there is
 * too much to be noted; no line at all is found where the first one is too
 * long, or has too many fields.
 */
typedef void fieldends_find(struct fieldends *found, const char *at,
			    size_t most, size_t least);

/* Where lines alone end, for who asks of most of them no more: offsets. */
struct fieldends_lines {
	const char *at; /* borrowed */
	size_t count;
	uint32_t ends[FIELDENDS_FEWER + FIELDENDS_SPARE]; /* the newlines' */
};

/*
 * The same of lines alone, of any length, the last of which ends at a newline,
 * `most` bytes in all (below 4 GiB). Goes on until `least` bytes were looked at
 * and a line's end was found, or until there is too much to be noted.
 */
typedef void fieldends_find_lines(struct fieldends_lines *found, const char *at,
				  size_t most, size_t least);

/* What finds them. */
struct fieldends_finder {
	fieldends_find *fields;
	fieldends_find_lines *lines;
};

/* Those that this processor can do, the fastest first, the last one by means
 * that every processor has: how many. They find the same. */
#define FIELDENDS_FINDERS 3
size_t fieldends_finders(struct fieldends_finder finders[FIELDENDS_FINDERS]);

#endif
