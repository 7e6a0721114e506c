/*
 * Where the lines of a journal are, so that some of them can be read again: by
 * numbers that rise from 1 over all files. Takes half a byte a line, and four
 * more of lines with a key.
 */
#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"
#include "journal.h"
#include "lines.h"
#include "table.h"

/* Zero-initialise. */
struct places {
	struct places_file *files;
	size_t file_count, file_room;
	struct table blocks; /* private, from the first line on */
	size_t block_count;
	uint32_t before;  /* private: line numbers before those of the file */
	uint32_t blocked; /* private: lines that there are blocks for */
	uint32_t line;    /* the last number */
	size_t needed;    /* lines that are to be read again */
	/* Private: blocks that those are in, and the one behind the last. */
	size_t needed_from, needed_end;
	bool borrowed; /* private: its files are those of others */
	/* Private: how long lines are and their keys, up to a line. */
	struct table notes;
	uint32_t noted;
	uint16_t from_key, to_key; /* private: lines that are needed of all */
	bool by_key;
};
void places_release(struct places *places);

/* What comes next is of a file, or of a part of it: by the name that messages
 * give it, open as fd (both borrowed; copies are kept) and of so many bytes in
 * all, -1 of what cannot be read twice. Whether it can: a file of 8 TiB or more
 * cannot, either. */
bool places_begin_file(struct places *places, const char *name, int fd,
		       int64_t size);

/* The same of a part of the file that others began last. */
bool places_begin_part(struct places *places, const struct places *of, int fd);

/* Before the first line of such a part so many stand in the file: told before
 * anyone asks for places_file_of. */
void places_follow(struct places *places, size_t lines);

/* What messages call the file of a line, by its number (the places'), and which
 * of that file's lines it is, from 1. */
const char *places_file_of(const struct places *places, uint32_t number,
			   size_t *line);

/* Whether the file begun last can be read again. */
bool places_are_kept(const struct places *places);

/* Private: of places_put what is seldom gone through. */
void places_begin_block(struct places *places, uint32_t number,
			const struct journal_line *line);

/* Note where a line of that file is: its number. Lines come as they stand in
 * it; others between them may be left out. */
static inline uint32_t
places_put(struct places *places, const struct journal_line *line)
{
	uint32_t number = places->before + (uint32_t)line->number;

	if (number > places->blocked)
		places_begin_block(places, number, line);
	places->line = number;
	return number;
}

/* The same, with how long the line is, without its newline, and a key of any
 * meaning: what is not needed can be passed over then, not looked at. */
uint32_t places_put_keyed(struct places *places,
			  const struct journal_line *line, size_t len,
			  uint16_t key);

/* A line, by its number and where it begins in its file. */
struct places_line {
	int64_t offset;
	uint32_t number;
};

/* Have a line read again, once. */
void places_need(struct places *places, uint32_t number);

/* Have all lines read again, up to the last; such as were not put may be among
 * them. */
void places_need_all(struct places *places);

/* Of what is needed, have only those lines read whose key is from one to
 * another, and all that have none, or were longer than 65,535 bytes; until
 * places_had. */
void places_need_keys(struct places *places, uint16_t from, uint16_t to);

/* Have places, in which all lines were put, know those of others as well, with
 * numbers behind their own. The others are empty then. */
void places_join(struct places *places, struct places *others);

/* Have places that are empty know the same lines as others, none of them
 * needed. They read the others' open files, and so only until those are
 * released. */
void places_copy(struct places *places, const struct places *of);

/* What is done with a line that was read again: which it is, and its bytes,
 * which may be written to, and LINES_BEHIND behind them read, until it
 * returns. */
typedef void places_take(void *context, struct places_line line, char *at,
			 size_t len);

/* A stretch of what is needed: a thread's work. */
struct places_piece {
	const struct places *places; /* borrowed */
	size_t from, end;            /* private: blocks of lines */
	size_t lines;                /* that are needed, above 0 */
};

/* Zero-initialise; the array is the caller's to free. */
struct places_pieces {
	struct places_piece *at;
	size_t count, room;
};

/* Add the pieces that what is needed of some places falls into, in the order of
 * its lines: each of at most so many lines, or some 16 where that is less. */
void places_cut(struct places_pieces *pieces, const struct places *places,
		size_t most);

/*
 * Read the lines of a piece, in their order: as they stand there now, for a
 * recorder whose disk failed may have cut them off. Pieces can be read at the
 * same time, each by lines of its own: any that lines_init began, for which it
 * begins anew. False with FAIL_SYSTEM where a file could not be read, and then
 * not all were.
 */
bool places_read(const struct places_piece *piece, struct lines *lines,
		 places_take *take, void *context, struct fail *why);

/* The same of a few lines, whose numbers rise: take is called for each of them,
 * with NULL for one that is there no longer, or could not be read. */
bool places_read_lines(const struct places *places,
		       const struct places_line *which, size_t count,
		       struct lines *lines, places_take *take, void *context,
		       struct fail *why);

/* All that was needed was read: nothing is, now, and no line has a key. */
void places_had(struct places *places);

#endif
