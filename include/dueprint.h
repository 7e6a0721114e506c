/*
 * How followup-due prints what is owed: a list or table, the letter, the
 * letter as a mail, a calendar.
 */
#ifndef DUEPRINT_H
#define DUEPRINT_H

#include <stdbool.h>

#include "casebook.h"
#include "duelist.h"
#include "duty.h"
#include "fail.h"
#include "mem.h"
#include "output.h"

enum dueprint_form {
	DUEPRINT_LIST,
	DUEPRINT_LETTER,
	DUEPRINT_MAIL, /* the letter, with headers */
	DUEPRINT_CALENDAR,
};

struct dueprint {
	enum dueprint_form form;
	const char *mail_to;
	bool why;     /* the table has a row a duty, and the plan's line */
	bool columns; /* were chosen */
	bool named;   /* cases were: a row a duty */
	const struct duty_view *view;
	const struct casebook *book;
	const struct duelist_wanted *wanted;
	struct arena *arena;
};

/* How the records of a list are printed. Looks at why, columns and named. */
const struct output_kind *dueprint_kind(const struct dueprint *print);

/* Write the duties. False with FAIL_USAGE where mail_to is no address. */
bool dueprint_write(struct output *out, const struct dueprint *print,
		    const struct duty_list *list, struct fail *why);

#endif
