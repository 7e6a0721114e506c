/*
 * What case-check does with a journal and a plan: it reads them, and says on
 * standard error what check.h finds, each at its place, and meanwhile, where
 * that takes long, how far it is. Nothing is changed.
 */
#ifndef CHECKING_H
#define CHECKING_H

#include "check.h"
#include "cli.h"
#include "exitcode.h"
#include "shop.h"

/*
 * Say findings, damage with some words before it; the status is that of the
 * gravest: EXITCODE_INPUT, EXITCODE_NO for advice alone. Of one kind just so
 * many are printed that a wrong file does not fill the screen.
 */
enum exitcode checking_report(const struct check *check,
			      const char *before_damage);

/* The journal of the settings. At a terminal somebody waits for a word, and is
 * told where all is well, on standard output. */
enum exitcode checking_journal(struct cli *cli, const struct shop *shop);

/* The plan in force. */
enum exitcode checking_plan(const struct shop *shop);

#endif
