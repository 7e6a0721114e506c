/*
 * Lines of a journal that are read again and held, to be taken in another order
 * than that in which they stand: by a key, a whole number, and then by time.
 */
#ifndef HELDLINES_H
#define HELDLINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"
#include "lines.h"
#include "places.h"

struct held_line {
	char *at; /* its bytes; may be written to, and LINES_BEHIND behind them
		     read */
	int64_t time;
	uint64_t offset : 43; /* in its file, as places.h has them */
	uint64_t len : 21;    /* at most RECORD_LINE_MAX */
	uint32_t number;
	uint32_t key;
};

/* Zero-initialise. */
struct heldlines {
	struct held_line *at; /* sorted */
	size_t count;
	size_t *ends; /* of each key, behind its last line */
	/* Private. */
	size_t room;
	struct held_piece *pieces;
	size_t piece_count;
	struct held_reader *readers; /* a thread each */
	size_t reader_count;
};

/* Give back all, or the lines alone. */
void heldlines_release(struct heldlines *held);
void heldlines_clear(struct heldlines *held);

/* Whether a line is held: at[0..line->len), of which offset and number are
 * filled in. Its time and its key are for the chooser to say, which is asked by
 * several threads at once. */
typedef bool heldlines_choose(const void *context, const char *at,
			      struct held_line *line);

/* Read pieces by so many threads, and hold what is chosen, and nothing else any
 * longer. False with FAIL_SYSTEM where a file could not be read. */
bool heldlines_read(struct heldlines *held, const struct places_pieces *pieces,
		    size_t threads, heldlines_choose *choose,
		    const void *context, struct fail *why);

/* Sort all that are held by their keys, which are below `keys`; those of a key
 * stay in the order of reading. */
void heldlines_sort(struct heldlines *held, size_t keys);

/* The first line of a key, after that. */
static inline size_t
heldlines_begin(const struct heldlines *held, size_t key)
{
	return key > 0 ? held->ends[key - 1] : 0;
}

/* Sort some of them by time, then by number. */
void heldlines_sort_by_time(struct held_line *lines, size_t count);

#endif
