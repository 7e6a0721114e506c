/* Which column of a CSV file is which field of a complaint: for import.c. */
#ifndef IMPORTCOLUMNS_H
#define IMPORTCOLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "csvio.h"
#include "fail.h"
#include "import.h"
#include "mem.h"

/* One column that is read. */
struct import_column {
	const char *field; /* text, time, category, or a key of open */
	int column;
};

struct import_columns {
	struct import_column *at;
	size_t count;
	int ext; /* the column that tells rows apart; CSVIO_NO_COLUMN */
	const char *source; /* what the file calls that one */
	struct import_untaken *untaken;
	size_t untaken_count;
};

/*
 * Find them in the header of csv, which has been read: those that --map and
 * --ext name, and those whose own name is that of a field (import.h). All is
 * borrowed from arena, csv and options. False, with FAIL_USAGE, where a field
 * or a header is none, two columns are called as one, or no column is left for
 * the words.
 */
bool import_columns_find(struct import_columns *columns,
			 const struct csvio *csv,
			 const struct import_options *options,
			 struct arena *arena, struct fail *why);

#endif
