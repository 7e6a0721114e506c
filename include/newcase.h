/*
 * Write one complaint down: its opening, and what puts it right on the spot;
 * then say what was understood, and at a terminal ask what comes next.
 */
#ifndef NEWCASE_H
#define NEWCASE_H

#include <stdint.h>

#include "cli.h"
#include "complaint.h"
#include "exitcode.h"
#include "interview.h"
#include "shop.h"

/* What is to be written down; all is borrowed. */
struct newcase {
	const struct complaint *complaint;
	const char *settled;     /* the remedy that settled it; NULL */
	struct interview *asked; /* who is asked, with the first answers given;
				    NULL: nobody */
	int64_t at;              /* when they complained */
};

/* Record it. What is refused, or cannot be written, is said; and what the plan
 * has to say of it (opening.h). */
enum exitcode newcase_record(const struct newcase *new, struct cli *cli,
			     const struct shop *shop);

#endif
