/*
 * What case-stats counts (LOOK I): what became of the complaints of a period,
 * report by report. Pure: a function of the folded cases, the plan and now.
 *
 * A complaint is one of the period in which it was opened, and all that was
 * given, promised and answered on it, also later, counts with it. So a figure
 * of last month is the same however it is cut, and months add up. A case that
 * was merged counts in the one that it lives on in; an erased one counts on.
 *
 * Reports are about causes, steps and outcomes: none is about one of the staff
 * (P31), and none times a talk (P05).
 */
#ifndef STATS_H
#define STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "duty.h"
#include "fail.h"
#include "figures.h"
#include "mem.h"
#include "output.h"
#include "policy.h"
#include "record.h"

/*
 * Whether a word is a report (policy_report_names). FAIL_USAGE with a guess
 * where it is not, and with the reason where it is one that a plan's
 * reports.never-show names.
 */
bool stats_is_report(const char *word, const struct policy *policy,
		     struct fail *why);

/* What figures are asked for; borrowed, with all that it has, until the journal
 * was read. */
struct stats_asked {
	const struct policy *policy; /* not NULL */
	const char *const *names;    /* of reports */
	size_t name_count;
	/* Of all periods together; INT64_MIN, INT64_MAX: of all time. */
	int64_t from, to;
};

/*
 * What those reports need of a journal: the cases opened in that time, all
 * others of the same persons, and what else bears on the reports. False: all of
 * it, as of all time.
 */
bool stats_wanted(struct casebook_wanted *wanted,
		  const struct stats_asked *asked);

/*
 * Count one report, one of policy_report_names, over a period. book: persons
 * are asked of it (casebook_find_persons and repeat_mark must have been
 * called). view->policy is not NULL.
 */
void stats_count(struct stats_report *report, const char *name,
		 const struct stats_period *period, const struct casebook *book,
		 const struct duty_view *view, struct arena *arena);

/*
 * The worked-out record of a figure: event count, what the report, time the
 * beginning of the period, case that of a lesson, amount what was given, text
 * the figure in words; keys fixes, gestures, group, median (whole minutes), n,
 * period, total, until (the period's end).
 */
void stats_record(struct record *record, const struct stats_report *report,
		  const struct stats_figure *figure,
		  const struct stats_period *period,
		  const struct duty_view *view, struct arena *arena);

/* How the records are printed. */
extern const struct output_kind stats_kind;

#endif
