/*
 * A complaint that was just written down may be one that is open already: the
 * same person, and the same order or item (intake.duplicate-window). Whoever
 * is at a terminal is asked, and with a yes the new one is joined to the old.
 * The complaint itself stays whatever comes of it.
 */
#ifndef JOINING_H
#define JOINING_H

#include <stdbool.h>

#include "cli.h"
#include "exitcode.h"
#include "prompt.h"
#include "shop.h"

enum joined {
	JOINING_NONE,  /* there is none like it, and nothing was asked */
	JOINING_APART, /* it is another one */
	JOINING_JOINED,
};

/*
 * Look for it in the journal, ask, and record the answer. id is the new one's;
 * prompt has begun. *status becomes worse only where the joining could not be
 * written, which is said; so is a rule that holds it back, with the line for
 * whoever may join them.
 */
enum joined joining_offer(struct prompt *prompt, const char *id,
			  struct cli *cli, const struct shop *shop,
			  enum exitcode *status);

/* Whether somebody is at a terminal to be asked, where nothing else is: not
 * with -q or -n. */
bool joining_may_ask(const struct cli *cli);

/* joining_offer, with a prompt of its own; the status that comes of it. */
enum exitcode joining_ask(const char *id, struct cli *cli,
			  const struct shop *shop);

#endif
