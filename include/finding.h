/*
 * What a check of a journal or a plan found, each at its place, and the files
 * that it was found in. The half of check.h that crosscheck.h needs, too.
 */
#ifndef FINDING_H
#define FINDING_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "suspects.h"
#include "glance.h"
#include "journal.h"
#include "mem.h"
#include "record.h"

enum check_gravity {
	CHECK_ADVICE, /* nothing is lost or misread */
	CHECK_DAMAGE, /* a fact has no effect, or not the one that was meant */
};

struct check_finding {
	enum check_gravity gravity;
	const char *file;
	size_t file_index;
	size_t line, column; /* 1-based; 0: the whole file, the whole line */
	const char *text;    /* a sentence */
};

/* A good line, and where it stands. */
struct check_line {
	struct record record;
	const char *file;
	size_t file_index, number;
};

/* Lines of one file that stand in another, too. */
struct check_doubles {
	size_t file, other; /* indices in files: of the copy, and the first */
	size_t count;
	size_t finding; /* the first of them */
};

#define CHECK_IDS 1024

/* Zero-initialise, set digits, now, twice and own; release with
 * check_release. Strings of findings live as long. */
struct check {
	int digits; /* of the currency; -1 where no plan says */
	int64_t now;
	/* The journal can be read again (check_again); else all of its lines
	 * are kept. */
	bool twice;
	/* The file that this machine writes to, borrowed; NULL: not known. */
	const char *own;
	struct check_finding *findings;
	size_t count;
	size_t cases, events; /* what there was, set by check_end */
	size_t bad;           /* lines that --set-aside moves away */
	struct check_file {   /* that lines came from, in order */
		const char *name;
		size_t index;     /* as findings have it */
		size_t events;    /* good lines */
		const char *mark; /* its machine's line; NULL */
		bool is_copy;     /* of a file with the same mark */
	} * files;
	size_t file_count;

	struct arena arena; /* private from here */
	size_t room;
	struct suspects suspects;
	struct arena kept;    /* of lines */
	struct arena scratch; /* of one line */
	struct check_line *lines;
	size_t line_count, line_room;
	size_t file_room, file_index; /* of the latest */
	const char *file_given;
	size_t file_latest;
	size_t part, parts; /* of the second look */
	struct glancer glancer;
	struct glance_id ids[CHECK_IDS]; /* of cases, seen lately */
	unsigned char key_uses[WORDBOOK_MOST + 1];
	struct check_doubles *doubles;
	size_t double_count, double_room;
	struct { /* the latest machine's mark that was first in its file */
		const char *at;
		size_t len, file_index, number;
	} mark;
	struct { /* the first amount, where digits are not known */
		const char *file;
		size_t number;
		int digits;
	} first_amount;
};

/* Add a finding at a place; the sentence is formatted and kept. */
void finding_add(struct check *check, const struct check_finding *at,
		 const char *format, va_list args);

/* A finding about a field of a good line: RECORD_TIME to RECORD_TEXT, or
 * finding_key of one of its keys. */
void finding_of(struct check *check, enum check_gravity gravity,
		const struct check_line *line, size_t field, const char *format,
		...) __attribute__((format(printf, 5, 6)));
/* The field of a key that the record has. */
size_t finding_key(const struct record *record, const char *key);
/* The field of pair number i. */
size_t finding_pair(size_t i);

/* A finding about a line as it was read, at a number and column of one's own.
 */
void finding_at(struct check *check, enum check_gravity gravity,
		const struct journal_line *line, size_t number, size_t column,
		const char *format, ...) __attribute__((format(printf, 6, 7)));

/* A good line that stands elsewhere, too: a finding each within a file; of one
 * file in another the first, until finding_sort. */
void finding_double(struct check *check, const struct check_line *line,
		    const struct check_line *first);

/* The file that lines are of, kept, and listed in check->files. */
const char *finding_file(struct check *check, const char *name, size_t index);

/*
 * Whether the later of two files that hold the same is the copy of the two:
 * what a sync program, or somebody, made of the other. The one that this
 * machine writes to is none. Of others it cannot be told by their lines;
 * programs put something behind the name, so the longer one is the copy's.
 */
bool finding_later_is_copy(const struct check *check,
			   const struct check_file *later,
			   const struct check_file *earlier);

/* Sort by file, line and column; several lines of one file that stand in
 * another are one finding about the file then. */
void finding_sort(struct check *check);

#endif
