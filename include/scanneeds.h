/*
 * Which cases of a scan (scan.h) were joined with which, and the lines of cases
 * that are needed: these are read again, and given.
 */
#ifndef SCANNEEDS_H
#define SCANNEEDS_H

#include <stdbool.h>
#include <stddef.h>

#include "scans.h"

/* Find out which cases were joined, when no outline changes any more: before
 * any is needed. */
void scans_join(struct scans *scans);
/* The cases that are joined with one (OUTLINE_JOINED), from *next 0 on: false
 * where there is no other. */
bool scans_joined(const struct scans *scans, struct scan_case at, size_t *next,
		  struct scan_case *other);

/* Have the lines of a case read again, wherever they are, and of no other that
 * is joined with it: how many. */
size_t scans_need_lines(const struct scans *scans, struct scan_case at);

/* Have the lines of a case given by the next scans_give, unless they were; and
 * of those that are joined with it. */
void scans_need(const struct scans *scans, struct scan_case at);
/* Whether they will be, or were. */
bool scans_is_given(const struct scans *scans, struct scan_case at);

/* Give all lines that are needed, in the order of reading. Where a file cannot
 * be read again, `failed` says so (FAIL_SYSTEM), and some are missing. */
void scans_give(struct scans *scans);

#endif
