/*
 * What stands on case-new's command line about one complaint: the customer's
 * words, and the options beside them; made into a draft of its opening.
 */
#ifndef COMPLAINT_H
#define COMPLAINT_H

#include <stdbool.h>
#include <stddef.h>

#include "cli.h"
#include "draft.h"
#include "fail.h"
#include "mem.h"
#include "record.h"
#include "unquoted.h"
#include "when.h"

/* Zero-initialise. Strings are borrowed from argv, and from the arena of cli.
 */
struct complaint {
	struct buffer words; /* what they said */
	bool has_words, has_message;
	const char *category, *amount, *at, *once; /* as typed; NULL */
	struct unquoted unquoted;                  /* of --at */
	struct record_pair *pairs;                 /* keys */
	size_t pair_count, pair_room;
};

/*
 * Take what cli_next gave: a word, or one of -m, -c, -t, -k, -a, --at and
 * --once; any other code is left alone. False where it cannot be: reported,
 * cli->status is set.
 */
bool complaint_take(struct complaint *complaint, struct cli *cli, int code);

/* Set a key of its opening; "" leaves it out. Both are borrowed. False as
 * above. */
bool complaint_set(struct complaint *complaint, struct cli *cli,
		   const char *key, const char *value);

/* Whether there is anything of it at all. */
bool complaint_is_given(const struct complaint *complaint);

/* Whether there are words, and just once. False after reporting what is wrong.
 */
bool complaint_check(const struct complaint *complaint, struct cli *cli);

/* Read its times: when it was said, INSTANT_NONE where --at is not there. Fails
 * with FAIL_USAGE. */
bool complaint_time(const struct complaint *complaint,
		    const struct when_context *context, int64_t *at,
		    struct fail *why);

/* The draft of its opening; borrowed from the complaint. */
struct draft complaint_draft(const struct complaint *complaint);

void complaint_release(struct complaint *complaint);

#endif
