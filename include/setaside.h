/*
 * case-check --set-aside: bad lines moved from a journal to JOURNAL.bad, under
 * its lock, so that at any moment the journal is the old one or the new one.
 */
#ifndef SETASIDE_H
#define SETASIDE_H

#include <stdbool.h>

#include "check.h"
#include "fail.h"
#include "journal.h"

/*
 * Move them, and note each as a finding in moved (zeroed; released by the
 * caller, also after failure). The good lines and the comments stay as they
 * are, byte by byte. In a folder that is done in this machine's own file
 * alone: the others belong to other machines. A torn line at the end is moved
 * to JOURNAL.torn, as every recorder does.
 *
 * The bad lines are on the disk beside the journal before it is replaced:
 * after a crash in between they are in both, and none is lost. A journal that a
 * newer amends wrote is left alone (FAIL_INPUT). FAIL_SYSTEM as journal_begin,
 * durable_set_aside and durable_replace. In a default journal that is not there
 * yet there is nothing to be moved.
 */
bool setaside_move(const struct journal *journal, struct check *moved,
		   struct fail *why);

/* The same but for the writing: what would be moved. Nothing is locked, and all
 * files are read to their ends, as before the moving. */
bool setaside_look(const struct journal *journal, struct check *moved,
		   struct fail *why);

#endif
