/*
 * A journal whose lines are in no order, as where files were joined and sorted
 * by something else: its cases are outlined from its lines in order of time, a
 * window of time after the other. Each window reads the journal once more, and
 * sorts what is of its days, so that memory does not grow with the lines; each
 * thread outlines cases of its own.
 */
#ifndef BYTIME_H
#define BYTIME_H

#include "scans.h"

/* Outline all cases of scans that found their journal to be mixed; of others do
 * nothing. Where a file cannot be read again, or has fewer lines by then,
 * scans->failed says so (FAIL_SYSTEM). */
void bytime_outline(struct scans *scans);

#endif
