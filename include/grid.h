/*
 * A table for people: columns as wide as what stands in them, fitted into a
 * width by cutting, and where that is not enough, by leaving columns out. Pure;
 * its lines are appended to a buffer.
 */
#ifndef GRID_H
#define GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

/* Rows that are waited for to find the widths; what comes later is cut to
 * them. */
#define GRID_ROWS 1000

struct grid_column {
	const char *heading; /* borrowed */
	bool whole;          /* never cut */
	bool right;          /* set to the right */
	int spare;           /* left out where the rest would not fit, the
				highest first; 0: never */
	const char *alarm;   /* where colours are shown, a cell that begins
				with it is red; NULL, borrowed */
	/* Private: */
	bool out; /* left out */
	size_t wanted, width;
};

/* Zero-initialise, and set what is wanted. */
struct grid {
	size_t limit; /* columns of the terminal that it fits into; 0: any */
	bool plain;   /* what is cut ends in "...", for a terminal may know no
			 more than ASCII */
	bool colours; /* headings are bold, by ECMA-48's sequences */
	/* Private: */
	struct grid_column *columns;
	size_t count, room;
	const char **waiting; /* cells of rows that wait for the widths */
	size_t waiting_rows, waiting_room;
	bool settled; /* the widths are known */
	struct arena arena;
};
void grid_release(struct grid *grid);

/* Add a column, before the first row. */
void grid_add_column(struct grid *grid, const struct grid_column *column);

/* Add a row, a cell for each column: one line without control characters,
 * copied. */
void grid_row(struct grid *grid, const char *const *cells, struct buffer *to);

/* Write what waits. What comes next is another table, with headings and widths
 * of its own. */
void grid_end(struct grid *grid, struct buffer *to);

#endif
