/*
 * How a library function says that it could not: it returns false (or its
 * enum's failing value) and fills a struct fail with one sentence. Nothing
 * here prints or exits.
 *
 * A sentence is lower case, without a full stop, quotes the value and says
 * what was expected: 'refnd' is not a remedy; did you mean 'refund'?
 */
#ifndef FAIL_H
#define FAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "exitcode.h"

#define FAIL_TEXT_SIZE 512

enum fail_kind {
	FAIL_NONE,
	FAIL_REFUSED, /* a rule says no: EXITCODE_NO */
	FAIL_USAGE,   /* the command line is wrong: EXITCODE_USAGE */
	FAIL_INPUT,   /* a record, policy or CSV file is: EXITCODE_INPUT */
	FAIL_SYSTEM,  /* the machine refused: EXITCODE_SYSTEM */
};

struct fail {
	enum fail_kind kind;
	size_t column; /* 1-based, in code points; 0 where none applies */
	char text[FAIL_TEXT_SIZE];
};

/*
 * Fill why (which may be NULL) and return false, so that a failure is one
 * line at its place. A sentence too long is cut at a character, never inside
 * one. The column becomes 0.
 */
bool fail_set(struct fail *why, enum fail_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same, for a fault at a column (1-based). */
bool fail_at(struct fail *why, enum fail_kind kind, size_t column,
	     const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same as fail_set with FAIL_SYSTEM: "WHAT: strerror text". */
bool fail_errno(struct fail *why, int error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The exit status that a kind of failure leads to. */
enum exitcode fail_exitcode(enum fail_kind kind);

/*
 * Faults of a file, all of them in one run. line and column are 1-based.
 * The list owns its texts.
 */
struct fault {
	size_t line;
	size_t column;
	char *text;
};

struct faults {
	struct fault *at;
	size_t count;
};

/* Append a fault. Out of memory ends the program (mem.h). */
void faults_add(struct faults *faults, size_t line, size_t column,
		const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Order by line, then column, then as added. */
void faults_sort(struct faults *faults);

/* Free all; the list is empty and usable again. */
void faults_release(struct faults *faults);

#endif
