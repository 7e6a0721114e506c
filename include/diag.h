/*
 * What is said on standard error, in one place (DESIGN, section 7,
 * "Messages"). A message is one sentence behind the program's name, and goes
 * out with one write(2), so that messages of tools that run side by side do
 * not mix. Nothing that is printed can move a cursor: control characters and
 * bytes that are not UTF-8 become escapes, as in a record, but a backslash
 * stays one.
 *
 * A message that cannot be written is lost quietly: there is nowhere left to
 * say so.
 */
#ifndef DIAG_H
#define DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "fail.h"

/* The name that messages begin with; borrowed. Until it is set, "amends". */
void diag_set_program(const char *name);

/* Whether messages go to a terminal. */
bool diag_is_read_by_a_person(void);

/* The columns of that terminal's window now; 0 where there is none. */
size_t diag_columns(void);

/* "case-log: SENTENCE". */
void diag_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * "case-log: journal:12:40: SENTENCE". The column is left out where it is 0,
 * the line where it is 0 (the column with it), the file where it is NULL.
 */
void diag_at(const char *file, size_t line, size_t column, const char *format,
	     ...) __attribute__((format(printf, 4, 5)));

/* "case-log: " and the sentence of a failure. */
void diag_fail(const struct fail *why);

/* Every fault of a file, a line each, in the list's order:
 * "case-log: policies.yaml:14:9: SENTENCE"; DIAG_LIKE of each kind at most, as
 * of bad lines. */
void diag_faults(const char *file, const struct faults *faults);

/*
 * "case-log: " and a text of several lines that is already laid out: a
 * headline, then indented lines (LOOK, D), or records ready for `case-log -`.
 * Its newlines and tabs stay; one newline is added where the last is missing.
 * In a window that is narrower its sentences go on in more lines (refit.h).
 */
void diag_block(const char *text);

/* The same without the program's name, and nothing added: what is said back
 * to a person at a terminal, or asked. */
void diag_text(const char *text);

/* A row that stays only until the next one, or the next message: "case-new: "
 * and the text, cut to the window. NULL wipes it. For terminals that can. */
void diag_passing(const char *text);

/* What a line editor sends to the terminal: bytes, as they are. Whatever words
 * are among them were made harmless by it. */
void diag_keys(const char *at, size_t len);

/*
 * Bad lines of a file: reported as they come, DIAG_LIKE of each kind at most,
 * the rest counted, so that a wrong file does not fill the screen. Two
 * sentences are of a kind when they differ only in figures and in what stands
 * between quotation marks. Zero-initialise; kept by the caller; ended with
 * diag_tally_end. Only count is for callers to read.
 */
#define DIAG_LIKE 20
#define DIAG_KINDS 32

struct diag_tally {
	size_t count; /* of all bad lines: not 0 makes the status EXITCODE_INPUT
		       */
	size_t kind_count;
	struct diag_kind {
		char *pattern; /* the sentence without figures and quotations */
		char *first;   /* the first of them, with its place */
		size_t count;
	} kinds[DIAG_KINDS]; /* the last one takes all further kinds */
};

/*
 * Report a bad line, or count it. tally is a struct diag_tally: this is a
 * casebook_report, to be handed to casebook_load with the tally as context.
 */
void diag_bad_line(void *tally, const char *file, size_t line, size_t column,
		   const char *sentence);

/* Say for each kind how many were not printed ("and 41 more like
 * journal:12:40: unknown escape \q"), and release what the tally holds; its
 * count stays. */
void diag_tally_end(struct diag_tally *tally);

#endif
