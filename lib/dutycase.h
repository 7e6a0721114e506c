#ifndef DUTYCASE_H
#define DUTYCASE_H

#include <stddef.h>
#include <stdint.h>

#include "casefile.h"
#include "duty.h"
#include "mem.h"
#include "policy.h"

/*
 * A case that is looked at for what it owes, and what the modules share that
 * look: promised, clock, pause, aftercare, recurrence. For owed alone, which
 * calls them.
 */
struct dutycase {
	struct duty_list *list; /* where duties go */
	const struct duty_view *view;
	const struct casefile *file;
	struct arena *arena; /* for texts that must be made */
	int severity;        /* -1 without a policy */
	int heat;
};

/* Append a duty. kind, event, since, from, due, who, ref and contact are as
 * given; act_by, where it is INSTANT_NONE, is due; a contact keeps out of quiet
 * hours, and its due may wait for their end; text, where it is NULL, the
 * kind's name; all else is filled in here. */
struct duty *dutycase_add(struct dutycase *looking, struct duty duty);

/* The first, and the last, event at or after `from` that is one of a list of
 * verbs: "out tell=done" is any out, and a tell whose WHAT is done.
 * CASEFILE_NONE. */
size_t dutycase_first(const struct casefile *file, const char *verbs,
		      size_t from);
size_t dutycase_last(const struct casefile *file, const char *verbs,
		     size_t from);

/* When an event happened. */
int64_t dutycase_time(const struct casefile *file, size_t event);

/* When one of our own deadlines is due; INSTANT_NONE where the calendar ends
 * before it. */
int64_t dutycase_deadline(const struct policy *policy, int64_t start,
			  const struct duration *span);

#endif
