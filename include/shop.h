/*
 * The shop that a tool works for: its plan, and the time there. The plan, the
 * clock and $AMENDS_NOW are looked at here, once a run.
 */
#ifndef SHOP_H
#define SHOP_H

#include <stdbool.h>
#include <stdint.h>

#include "cli.h"
#include "policy.h"
#include "when.h"
#include "zone.h"

struct shop {
	struct policy
		*policy;   /* NULL: faulty; all that is wrong was reported */
	char *policy_path; /* as found */
	bool installed;    /* the plan that came with amends is in force */
	int digits;        /* the currency's; -1 without a policy */
	int said_digits;   /* of the amounts that are recorded: these; without a
			      policy 2, or as shop_load_beside finds */
	int64_t now;       /* of --now, $AMENDS_NOW or the clock */
	bool now_given;    /* by one of the first two */
	const struct zone *zone;  /* the shop's; without a policy UTC, or as
				     shop_load_beside finds */
	struct when_context when; /* for when.h, filled in */
	struct zone *without;     /* private */
};

/*
 * Find and load the plan and tell the time; staff that -k asks for by name are
 * asked for by id from then on, and who acts is one of them by their id. A
 * faulty or unreadable plan is reported, all of it, and policy stays NULL: true
 * all the same, for the caller goes on without (DESIGN, section 5: a faulty
 * policy never silences the shop). False only where --now or $AMENDS_NOW is not
 * understood, or the clock cannot be read: reported, cli->status is set.
 */
bool shop_load(struct shop *shop, struct cli *cli);
/*
 * The same for what goes beside a journal: where the plan is faulty times are
 * read and shown in the offset of the journal's last line, for that is what
 * its records bear and what was told to customers; in UTC where there is none.
 * Amounts have the decimals of the journal's first one, as all of a journal
 * have the same. What is wrong with the journal is for others to say.
 */
bool shop_load_beside(struct shop *shop, struct cli *cli);
void shop_release(struct shop *shop);

/*
 * The period that -s, -u and --in name: half-open [*from, *to), INT64_MIN and
 * INT64_MAX where there is no end. *to of -u is the beginning of what it names
 * ("-u 2026-11" is all before November). False after reporting what is wrong;
 * cli->status is set.
 */
bool shop_period(struct cli *cli, const struct shop *shop, int64_t *from,
		 int64_t *to);

#endif
