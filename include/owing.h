/*
 * What is owed, as followup-due asks for it: the journal read as far as it
 * bears on that, the duties decided, selected and printed.
 */
#ifndef OWING_H
#define OWING_H

#include <stdbool.h>

#include "cli.h"
#include "exitcode.h"
#include "output.h"
#include "shop.h"

/* A list, or one of the other forms: a calendar is no letter, and of a letter
 * that has headers it need not be said that it is one. Strings are borrowed. */
struct owing_options {
	const char *for_whom; /* what is theirs alone, "-": nobody's; or NULL */
	bool letter;
	const char *mail_to; /* the letter, with headers; or NULL */
	bool calendar;
};

/*
 * List what is owed on the cases that are the cli's operands, or on all. A bad
 * line, or a faulty plan, is reported and hides nothing else. *out is what was
 * written to, for cli_finish, or NULL where that could not be opened. Gives the
 * status to exit with: with -q EXITCODE_NO where nothing is owed; what failed
 * was reported.
 */
enum exitcode owing_run(struct cli *cli, const struct shop *shop,
			const struct owing_options *options,
			struct output **out);

#endif
