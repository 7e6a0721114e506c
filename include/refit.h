/*
 * Text that is laid out for LAYOUT columns, in a window that has fewer: its
 * sentences go on in more lines, under their own beginning. Pure.
 */
#ifndef REFIT_H
#define REFIT_H

#include <stddef.h>

#include "mem.h"

/* What the modules that write for people fill their lines to. */
#define REFIT_LAYOUT 78

/*
 * Append text (lines; the last may want its end) for a window of so many
 * columns; 0: as it stands. What is wider goes on in more lines. A line may
 * begin with blanks and a label ("say   "): what goes on stands below what is
 * behind them. In a window that is narrower than the layout, lines that were
 * broken because they were full are joined first.
 *
 * What is for another program stays whole, however long: records (they hold
 * tabs), and what there is to type, so that it can be copied.
 */
void refit_add(struct buffer *out, const char *text, size_t columns);

/*
 * Append words in lines of LAYOUT columns: first before them, so many blanks
 * before what goes on, a newline behind them. What there is to type stays whole
 * here, too.
 */
void refit_wrap(struct buffer *out, const char *words, const char *first,
		size_t hang);

#endif
