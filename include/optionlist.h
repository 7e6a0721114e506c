/*
 * How remedy-pick's options are printed: their records, the table that a person
 * sees, and what stands above and below it (LOOK C). Pure.
 */
#ifndef OPTIONLIST_H
#define OPTIONLIST_H

#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "mem.h"
#include "output.h"
#include "record.h"
#include "remedy.h"
#include "rules.h"
#include "zone.h"

/* The context of optionlist_kind (output_set_context). */
struct optionlist_view {
	const struct zone *zone;
	int64_t now;
};

extern const struct output_name optionlist_names[];
extern const struct output_kind optionlist_kind;

/*
 * One option as the record that `case-log -` takes; number counts a case's
 * options from 0, and keeps their times apart. Strings are the plan's, the
 * view's, or from the arena.
 */
void optionlist_record(struct record *record,
		       const struct remedy_option *option, size_t number,
		       const struct rules_view *view, struct arena *arena);

/*
 * The last closed cases like it and what was given in them (event `like`), then
 * the cases of others who have the same item (`same-item`). No recorder takes
 * either. Caller frees the array; strings are the cases', or from the arena.
 */
struct record *optionlist_others(size_t *count, const struct rules_view *view,
				 struct arena *arena);

/* Append to a text, in lines, what stands above the table: whose case it is,
 * and what they want. */
void optionlist_above(struct buffer *text, const struct rules_view *view);

/* The records of optionlist_others of a view as they stand below it. */
void optionlist_show_others(struct buffer *text, const struct record *others,
			    size_t count, const struct rules_view *view);

/*
 * How to put them to the customer, and the lines to type next; `shown` of the
 * options are in the table, and name is what to call the case ("7qk"). With
 * whys for each option, picked or left out, the line of the plan and what
 * decided; else how to ask for that.
 */
void optionlist_below(struct buffer *text, const struct remedy_choice *choice,
		      size_t shown, const struct rules_view *view,
		      const char *name, bool whys);

#endif
