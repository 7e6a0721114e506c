/*
 * Within check alone: the marks of machines in the files of a folder.
 */
#ifndef MACHINEMARK_H
#define MACHINEMARK_H

#include "finding.h"

/*
 * Look at a comment of len bytes, behind finding_file. A file is one machine's:
 * a second mark in it means that somebody put two together, and only the first
 * one counts for who may write to it. And a mark that two files bear means that
 * one of them is a copy.
 */
void machinemark_look(struct check *check, const struct journal_line *line,
		      size_t len);

#endif
