/*
 * The outlines of all cases of a journal, and where their lines are. Memory
 * grows with the cases, and with four bytes a line.
 */
#ifndef OUTLINES_H
#define OUTLINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "glance.h"
#include "outline.h"
#include "record.h"
#include "table.h"

struct outlines {
	struct table cases; /* of struct outline */
	size_t count;
	struct outlining outlining;
	struct outline_private *private;
};

/* The outline of a case, by its index. */
static inline struct outline *
outlines_at(const struct outlines *outlines, size_t index)
{
	return table_at(&outlines->cases, index);
}

/* wanted is borrowed until release. */
void outlines_init(struct outlines *outlines,
		   const struct outline_wanted *wanted);
void outlines_release(struct outlines *outlines);

/*
 * Lines are taken a few at a time, in three steps, as to wait for what memory
 * holds of a case takes longer than all else that is done with a line: it is
 * fetched meanwhile. The first two are needed for no line.
 */
/* A line of a case will be taken. What is worked out for it is kept. */
struct outlines_line {
	struct glance_id id;
	size_t date, hash; /* private */
};
void outlines_announce(const struct outlines *outlines,
		       struct outlines_line *line, struct glance_id id);
/* It is next but for a few. Gives the case's index, or OUTLINES_NEW. */
#define OUTLINES_NEW SIZE_MAX
size_t outlines_expect(const struct outlines *outlines,
		       const struct outlines_line *line);

/*
 * Take a line into account, in the order of reading. line: its number, counted
 * from 1 over all files and rising. record: the same line where it had to be
 * decoded, else NULL. index: what outlines_expect gave, or OUTLINES_NEW. False,
 * and nothing taken, where it has to be decoded first: its id is that of no
 * case.
 */
bool outlines_take(struct outlines *outlines, size_t index,
		   const struct glance *glance, const struct record *record,
		   uint32_t line);

/* After the last line: cases that were joined are odd. */
void outlines_end(struct outlines *outlines);

/* After outlines_end: of which causes the cases have to be read. */
void outlines_decide(const struct outlines *outlines,
		     struct caused_words *words);

/* The index of a case; count where there is none. */
size_t outlines_find(const struct outlines *outlines, const char *id);

/* The line of the same case before a line; 0: it is the first. */
uint32_t outlines_before(const struct outlines *outlines, uint32_t line);

#endif
