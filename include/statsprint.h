/*
 * What case-stats prints: a record a figure, or pages to read.
 */
#ifndef STATSPRINT_H
#define STATSPRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "casebook.h"
#include "duty.h"
#include "mem.h"
#include "output.h"
#include "stats.h"

/* What is counted, and how it is to look; all borrowed. */
struct statsprint {
	const struct casebook *book;
	const struct duty_view *view;
	const struct stats_period *periods; /* one at least */
	size_t period_count;
	const char *const *names; /* the reports */
	size_t name_count;
	bool is_bounded;     /* a page names its period, for there are others */
	bool as_series;      /* a line a period in place of a page */
	size_t columns;      /* how wide a page is, 40 or more */
	struct arena *arena; /* of the records' strings */
};

/* A record for each figure of each report of each period. */
void statsprint_records(struct output *out, const struct statsprint *print);

/* A page for each period, but for those at either end in which nothing can have
 * been counted; or one with a line for each. */
void statsprint_page(struct output *out, const struct statsprint *print);

#endif
