/*
 * A page of text to be read: labelled rows, wrapped under their words, and rows
 * whose right half begins in one column. Pure; what comes out may still hold
 * control characters of somebody's words, which text_show takes care of.
 */
#ifndef PAGE_H
#define PAGE_H

#include "mem.h"

#define PAGE_COLUMNS 78
#define PAGE_LABEL 12 /* where words begin */
#define PAGE_RIGHT 46 /* where a right half begins */

/* Append "left          right", the right one at the end of the line; on a
 * line of its own where both do not fit. */
void page_heading(struct buffer *out, const char *left, const char *right);

/* Append a row: the label, at most 11 columns wide ("" in a row that goes on),
 * then the words. Line ends in them are kept, tabs become blanks. */
void page_row(struct buffer *out, const char *label, const char *words);

/* The same for one of several, of which the first alone has the label: it
 * becomes "". */
void page_list(struct buffer *out, const char **label, const char *words);

/* Append a row with a right half: beside the left one, or below it where that
 * is too wide. tag is a short name before the left ("p1"), in a column of its
 * own; NULL where there is no such column, "" in a row without one. */
void page_halves(struct buffer *out, const char *label, const char *tag,
		 const char *left, const char *right);

/* Append words behind `first`, wrapped under the column where they begin. */
void page_under(struct buffer *out, const char *first, const char *words);

#endif
