/*
 * The page that case-stats shows a person (LOOK I): who, when, how many; what
 * it cost by cause; then a paragraph a report. Or, of several periods, a line
 * each with a bar. Pure.
 */
#ifndef STATSPAGE_H
#define STATSPAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"
#include "policy.h"
#include "stats.h"
#include "zone.h"

/*
 * Append the page. said: the period in words ("2026"), NULL for all time.
 * columns: how wide, 40 or more. A table of costs that stands alone has all
 * causes; beside other reports the dearest, that make three quarters of the
 * cost together, and the rest in one line.
 */
void statspage_write(struct buffer *out, const struct stats_period *period,
		     const char *said, const struct stats_report *reports,
		     size_t count, const struct policy *policy, size_t columns);

/* What a line of the list of periods shows of one. */
struct statspage_line {
	const struct stats_period *period;
	const struct stats_figure *kept;    /* promises-kept; NULL */
	const struct stats_figure *in_time; /* answered-in-time; NULL */
};

/* Append the list of periods. */
void statspage_series(struct buffer *out, const struct statspage_line *lines,
		      size_t count, const struct policy *policy,
		      size_t columns);

#endif
