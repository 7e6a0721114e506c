/*
 * A book of the cases that words name, and of all that bears on what may be
 * done and said about them: the same persons' cases, the case that one follows
 * on, cases like it, those about the same item, and what else was given that
 * day. Of these alone is the book; what they come to, and what their ids are
 * cut short to, is as in the book of the whole journal.
 */
#ifndef ABOUT_H
#define ABOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "fail.h"
#include "journal.h"
#include "policy.h"

struct about {
	const char *const *words; /* as naming.h takes them */
	size_t count;
	int64_t at; /* the earliest instant that is asked about */
	/* What is asked of other cases; NULL: nothing but what bears on these.
	 */
	const struct casebook_wanted *beside;
	bool open_too;    /* all open cases, too */
	bool given;       /* all like a named one with something given, too */
	bool causes_seen; /* those with a cause of late, too */
};

/*
 * Load such a book, as casebook_load does. policy may be NULL. Where a word
 * fits no case there are those, too, that it may have meant: enough for
 * naming.h to say so as of the book of the whole journal.
 */
bool about_load(struct casebook *book, const struct journal *journal,
		bool may_be_absent, const struct policy *policy, int digits,
		const struct about *about, casebook_report *report,
		void *context, struct fail *why);

#endif
