/*
 * What the listing tools write to standard output (DESIGN, section 7,
 * "Output"): records, chosen columns, CSV, JSON or a table, all from the same
 * records. A tool describes its records with one struct output_kind; what it
 * prints is then the same in every tool.
 *
 * Nothing here asks the clock, the environment, the policy or the terminal:
 * what depends on them is set by the caller. The first write that fails is
 * remembered, and output_finish tells.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cellform.h"
#include "fail.h"
#include "mem.h"
#include "record.h"

/* A tool's own name for one of fields 1 to 8: case-list's `state` is event. */
struct output_name {
	const char *name;
	enum record_field field;
};

/* A key that the tool's records may carry. */
struct output_key {
	const char *name;
	enum output_type type;
};

/* A column of the tool's table. */
struct output_cell {
	const char *heading;
	const char *name; /* a column, as for -o; unless there is a function */
	/* Append what a person sees of a record in this column; adding nothing
	 * shows as "-". NULL: the column of the name above. */
	void (*cell)(struct buffer *out, const struct record *record,
		     const void *context);
	bool whole; /* never cut, however narrow the table */
	bool right; /* set to the right, as figures are */
	int spare;  /* left out where the rest would not fit, the highest first;
		       0: never */
	const char *alarm; /* red where colours are shown and it begins with
			      this; NULL */
};

/* What a tool says about its records. Each list ends with an all-zero entry,
 * and may be NULL. Borrowed: must outlive the output. */
struct output_kind {
	const struct output_name *names;
	const struct output_key *keys;      /* documented; columns of --csv */
	const struct output_key *more_keys; /* for -o, not in --csv */
	const struct output_cell *table;
};

enum output_form {
	OUTPUT_RECORDS,
	OUTPUT_COLUMNS, /* set by output_set_columns alone */
	OUTPUT_CSV,
	OUTPUT_EXCEL,
	OUTPUT_JSON,
	OUTPUT_TABLE,
};

struct output;

/* An output of records to file, which output_finish closes. */
struct output *output_open(FILE *file, const struct output_kind *kind);
/* Free without writing what is still held back; NULL is fine. */
void output_free(struct output *out);

/* Options. Those that return bool refuse with FAIL_USAGE. */

/*
 * -o: the columns, separated by commas: fields 1 to 8 by name, the tool's own
 * names for them, its keys; and with a `=` behind it ("colour=") any key at
 * all. Together with CSV, JSON or a table it chooses the columns of those.
 */
bool output_set_columns(struct output *out, const char *list, struct fail *why);
/* --csv, --csv=excel, --json, --table: at most one of them. */
bool output_set_form(struct output *out, enum output_form form,
		     struct fail *why);
/* --csv by its value: NULL or "excel". */
bool output_set_csv(struct output *out, const char *variety, struct fail *why);
/* -H: a line of names first. Before whole records it is a comment (`#time`…),
 * so that it still pipes into every tool. CSV has its names anyway. */
void output_set_names(struct output *out);
/* -r: columns decoded, as bytes. */
void output_set_decoded(struct output *out);

/* -q: nothing is written, whatever comes; not even the names of the columns. */
void output_set_quiet(struct output *out);

/* After the options: whether they go together (-r needs -o). */
bool output_check(const struct output *out, struct fail *why);

/* Settings of the shop and the terminal. */

/* '.' or ',' of shop.decimal-mark, for --csv=excel; ',' makes ';' the
 * separator, as spreadsheets of those countries read it. '.' until set. */
void output_set_decimal_mark(struct output *out, char mark);
/*
 * A person is looking: without another form the table is printed, and control
 * characters and bytes that are not UTF-8 are written as escapes whatever
 * the form. columns is the width of the table, 80 until set; 0 leaves it.
 */
void output_set_terminal(struct output *out, size_t columns);
/* That terminal may know no more than ASCII: what is cut ends in "...". What
 * people said stays what it is. */
void output_set_plain(struct output *out);
/* A table is to be coloured: its headings bold, what is an alarm red. */
void output_set_colours(struct output *out);
/* Handed to the functions of struct output_cell. */
void output_set_context(struct output *out, const void *context);

/* The form that records are written in, as things are set now. */
enum output_form output_form(const struct output *out);

/*
 * Write one record. Missing is `-` in columns and tables, empty in CSV, and
 * no member in JSON. In CSV and JSON, where all is decoded, bytes that are not
 * UTF-8 become U+FFFD; JSON writes every control character as \uhhhh.
 * --csv=excel puts a ' before text that a spreadsheet would take for a
 * formula: one that begins, perhaps after blanks, with = + - @, a full-width
 * form of these, a tab or a carriage return.
 *
 * A table waits for its first rows to find its widths (grid.h).
 */
void output_record(struct output *out, const struct record *record);
/* The same of one that is encoded already, with its newline; only in the form
 * OUTPUT_RECORDS. */
void output_encoded(struct output *out, const char *at, size_t len);

/*
 * An output with the settings of this one, which must not change any more, for
 * another thread: it holds its records until output_join writes them here, and
 * can then be used again. output_free it before this one. NULL for a table,
 * whose rows have their widths together.
 */
struct output *output_apart(struct output *out);
void output_join(struct output *out, struct output *apart);

/* Write other text, as it stands: a letter, a draft, what stands below a
 * table, which ends there. Where there is no record at all, no names are
 * written then. */
void output_text(struct output *out, const char *at, size_t len);
/* The same for sentences around a table: in a narrow terminal they go on in
 * more lines (refit.h). */
void output_words(struct output *out, const char *text);

/* How many records were written. */
size_t output_count(const struct output *out);

/*
 * Write what was held back (a list without records still has its -H line and
 * the names of --csv), flush and close the file. Returns false (FAIL_SYSTEM)
 * if any of it did not arrive: a full disk, a closed standard output. Only
 * output_free may follow.
 */
bool output_finish(struct output *out, struct fail *why);

#endif
