/*
 * Which duties followup-due is asked for; and how its records (duty_record) are
 * printed: their keys, and the table that a person sees. Pure.
 */
#ifndef DUELIST_H
#define DUELIST_H

#include <stdbool.h>
#include <stdint.h>

#include "casebook.h"
#include "duty.h"
#include "fail.h"
#include "mem.h"
#include "output.h"
#include "policy.h"
#include "selector.h"

/* The context of duelist_kind (output_set_context). */
struct duelist_view {
	const struct casebook *book;
	const struct duty_view *duties;
};

extern const struct output_kind duelist_kind;
/* The same, with a row a case in the table (duetable_record). */
extern const struct output_kind duelist_case_kind;
/* The same, and in the table since when, and the line of the plan. */
extern const struct output_kind duelist_why_kind;

/* Append what a duty's record is about, in a few words: "p1 Replace it". */
void duelist_say_what(struct buffer *out, const struct record *record);

/* What is asked for. */
struct duelist_wanted {
	struct duelist_view from;
	const bool *named; /* of the book's cases, those wanted; NULL: all */
	const char *whom;  /* by id; "-" for nobody's; NULL: anybody's */
	int64_t limit;     /* the latest act_by; INT64_MAX without one */
	bool far;          /* also what is not due yet (duty_is_usual) */
	const struct selection *selection;
};

/*
 * Whose duties are wanted: wanted->whom becomes the id of a member of staff
 * where it is one's name. It may be an id, "-", NULL, or whoever has a duty of
 * the list; anybody where the plan (which may be NULL) has no staff. False
 * with FAIL_USAGE where it is nobody.
 */
bool duelist_find_whom(struct duelist_wanted *wanted,
		       const struct duty_list *list,
		       const struct policy *policy, struct fail *why);

/* Keep of a list what is wanted. The arena is for what must be written out to
 * be looked at. */
void duelist_select(struct duty_list *list, const struct duelist_wanted *wanted,
		    struct arena *arena);

#endif
