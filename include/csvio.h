/*
 * CSV in and out (RFC 4180), the only module that knows libcsv.
 *
 * Reading is strict: what a spreadsheet would guess at is a fault, named by
 * line and column, and the good rows before and after it are read all the
 * same. Nothing is trimmed, and no value is taken for anything but text.
 * Memory is bounded by the limits below, whatever the file.
 */
#ifndef CSVIO_H
#define CSVIO_H

#include <stdbool.h>
#include <stddef.h>

#include "fail.h"
#include "mem.h"

#define CSVIO_FIELD_MAX (512 * 1024) /* bytes of one field, decoded */
#define CSVIO_ROW_MAX (1024 * 1024)  /* bytes of one row as it stands */
#define CSVIO_FIELDS_MAX 256         /* fields of one row */

enum csvio_got {
	CSVIO_ROW, /* a row */
	CSVIO_BAD, /* a row that is at fault was passed over: see why */
	CSVIO_END,
	CSVIO_FAILED, /* nothing more can be read: see why */
};

struct csvio_row {
	const char *const *fields; /* valid UTF-8; until the next csvio_next */
	size_t count;
	size_t line;       /* on which the row begins, 1-based */
	size_t fault_line; /* of CSVIO_BAD and CSVIO_FAILED: what why speaks of;
			      0 where the file could not be read at all */
};

struct csvio;

/*
 * Begin to read fd (borrowed) where it stands. separator is ',' or ';' or a
 * tab; 0 takes whichever of them the first line holds most of outside
 * quotation marks (',' where none), or the one that a first line "sep=;"
 * names, as spreadsheets write it. Reads nothing yet. Release with
 * csvio_close.
 */
struct csvio *csvio_open(int fd, char separator);
void csvio_close(struct csvio *reader);

/*
 * The next row. The first one names the columns; all others have as many
 * fields. A byte order mark is dropped, lines end in LF or CRLF, the last one
 * may do without; line ends inside quotation marks are kept as they stand;
 * blank lines are passed over. A quotation mark inside a field that does not
 * begin with one is text.
 *
 * CSVIO_BAD, with why->column where one applies (FAIL_INPUT): a row with more
 * or fewer fields than the first; anything but a separator after a closing
 * quotation mark, one that is never closed; a carriage return alone; a NUL
 * byte; bytes that are not UTF-8; a row over a limit. Reading goes on after
 * that row; where a quotation mark is to blame, at the line after the one that
 * it was opened on, so that one stray mark costs one row and not the rest of
 * the file. (Lines of a long text may then be taken for rows; all but ones with
 * the right number of fields are faults.)
 *
 * CSVIO_FAILED: the file cannot be read (FAIL_SYSTEM); it is UTF-16, or its
 * first row is at fault (FAIL_INPUT).
 */
enum csvio_got csvio_next(struct csvio *reader, struct csvio_row *row,
			  struct fail *why);

#define CSVIO_NO_COLUMN (-1)
#define CSVIO_SEVERAL_COLUMNS (-2)

/*
 * The index of the column that the first row calls name: spelt exactly, else
 * case, accents and blanks around it aside. One of the two values above where
 * it names none, or several. Only after the first row was read.
 */
int csvio_column(const struct csvio *reader, const char *name);

/* The names of the columns, until csvio_close; *count may be 0. */
const char *const *csvio_columns(const struct csvio *reader, size_t *count);

/*
 * Append one row. Every field is quoted, also an empty one (for NULL), so
 * that no reader has to guess: "a","say ""hi""","". Ends with LF, or CRLF.
 */
void csvio_encode(struct buffer *out, const char *const *fields, size_t count,
		  char separator, bool crlf);

#endif
