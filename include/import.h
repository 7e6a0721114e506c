/*
 * Complaints out of another program's CSV file: rows made into openings. Read
 * and judged first, without a journal; then placed in one: those that it holds
 * already (--ext) fall away, and each of the others has an id of its own.
 * Linear in the rows, and reads no clock and no journal.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "caseid.h"
#include "fail.h"
#include "mem.h"
#include "policy.h"
#include "progress.h"
#include "table.h"
#include "when.h"

/* --map field=Header. */
struct import_map {
	const char *field;  /* text, time, category, or a key of a complaint */
	const char *header; /* of the file */
};

struct import_options {
	const struct import_map *maps;
	size_t map_count;
	const char *ext;       /* the column that tells rows apart; NULL */
	const char *time_form; /* that timeform_check takes; NULL: ISO 8601 */
	bool history;          /* past: counts, but runs no clocks */

	const char *file;            /* as messages name it */
	const char *who;             /* who imports */
	const struct policy *policy; /* NULL: faulty */
	const struct when_context *when;
	int offset;                /* seconds, of times without policy */
	int digits;                /* of the currency; 2 without policy */
	uint32_t (*random)(void);  /* 32 random bits, for new ids */
	struct progress *progress; /* told of each row; NULL */
};

/* What a row said that the plan does not know, or that is no amount, and how
 * many rows did. */
struct import_unknown {
	const char *kind; /* "category", "channel"…, "value", "delivery" */
	const char *value;
	size_t rows; /* of those to be recorded */
};

/* A column that nothing was taken from, and the field that it may be meant
 * for. */
struct import_untaken {
	const char *header;
	const char *field;
};

/* Fields whose value is kept as said-KEY where it means nothing. */
enum import_said {
	/* Those that the plan lists. */
	IMPORT_CATEGORY,
	IMPORT_CHANNEL,
	IMPORT_HEAT,
	IMPORT_SEVERITY,
	IMPORT_WISH,
	IMPORT_LISTED_COUNT,
	/* Amounts, and a day. */
	IMPORT_VALUE = IMPORT_LISTED_COUNT,
	IMPORT_DELIVERY,
	IMPORT_BOUGHT,
	IMPORT_SAID_COUNT,
};

/* Private: a row that was read, until it is placed. Their lines stand one
 * behind the other. */
struct import_row {
	const char *once; /* NULL */
	uint32_t len;     /* of its line, at most RECORD_LINE_MAX */
	char id[CASEID_SIZE];
};

/* Private: what a row said that the plan does not know, by its number. */
struct import_said_by {
	size_t row, unknown;
};

struct import {
	struct buffer lines; /* the records, as import_place left them */
	size_t count;        /* of them */
	size_t bad;          /* rows that were reported */
	size_t there;        /* rows that the journal held already */
	struct import_unknown *unknown; /* most rows first */
	size_t unknown_count;
	struct import_untaken *untaken;
	size_t untaken_count;

	struct table rows; /* private from here: of struct import_row */
	size_t row_count;
	struct import_said_by *said; /* in the order of rows */
	size_t said_count, said_room;
	struct arena arena;
};

/* Private: a row by its number. */
static inline struct import_row *
import_row(const struct import *import, size_t row)
{
	return table_at(&import->rows, row);
}

/*
 * Read all rows of fd (borrowed). The first one names the columns. A column
 * whose name is that of a field, case and accents aside, maps itself where
 * neither field nor column is mapped already.
 *
 * A row without words, without its --ext key or its time, with a time that
 * cannot be read, with a key that an earlier row has, over a record's length,
 * or at fault as CSV is told to report, counted, and left out. An amount, with
 * the plan's decimal mark or a point, that cannot be read is kept as
 * said-value, and counted like what the plan does not know.
 * Without --time-form a time is 2026-11-22, with 14:05, :09 and an offset
 * behind it or not; the slashes of 9/8/2019 are refused with what it could
 * mean. A date alone is the beginning of that day's first opening; the
 * beginning of the day where it has none. Without a time column all is now.
 *
 * False where nothing can be recorded: FAIL_USAGE for a field or header that is
 * none (with a guess) or no column for the words; FAIL_INPUT and FAIL_SYSTEM
 * with the place in the sentence. Release with import_release in every case.
 */
bool import_read(struct import *import, int fd,
		 const struct import_options *options, casebook_report *report,
		 void *context, struct fail *why);

/* See what the journal holds already, and make ids its own. After it lines
 * holds what there is to be recorded. */
void import_place(struct import *import, const struct casebook *book);

void import_release(struct import *import);

#endif
