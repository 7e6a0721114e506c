#include "opening.h"

#include <stdlib.h>
#include <string.h>

#include "guide.h"
#include "naming.h"
#include "text.h"
#include "when.h"

#define OTHERS_SAID 3 /* earlier cases, the latest of them */

/* "7qk": how the case is called in lines to type. */
static void
add_name(struct buffer *out, const struct casebook *book,
	 const struct casefile *file)
{
	struct buffer name = {0};

	naming_shortest(&name, book, file);
	text_lower(name.at);
	buffer_add_string(out, name.at);
	buffer_release(&name);
}

void
opening_warn(struct buffer *out, const struct policy *policy,
	     const struct casebook *book, const struct casefile *file)
{
	const struct policy_list *need = &policy->intake.need;

	for (size_t i = 0; i < need->count; i++) {
		if (strcmp(need->at[i], "text") == 0 ||
		    casefile_detail(file, need->at[i]))
			continue;
		buffer_format(out, "no %s yet; once you have it: case-log ",
			      need->at[i]);
		add_name(out, book, file);
		buffer_format(out, " amend -k %s=...\n", need->at[i]);
	}
}

/* "14 Feb 2026, late, left satisfied [5tc]". */
static void
say_other(struct buffer *out, const struct rules_view *view,
	  const struct casefile *other)
{
	when_say_day(out, view->policy->shop.zone, view->now, other->opened,
		     false);
	if (other->category)
		buffer_format(out, ", %s", other->category);
	if (casefile_is_open(other))
		buffer_add_string(out, ", still open");
	else if (other->outcome)
		buffer_format(out, ", left %s", other->outcome);
	buffer_add_string(out, " [");
	add_name(out, view->book, other);
	buffer_add_string(out, "]");
}

/* "Here before: ...", the latest last. */
static void
say_others(struct buffer *out, const struct rules_view *view)
{
	size_t count, open = 0, from;
	struct casefile **others =
		casebook_others(view->book, view->policy, view->file, &count);

	for (size_t i = 0; i < count; i++)
		open += casefile_is_open(others[i]);
	from = count > OTHERS_SAID ? count - OTHERS_SAID : 0;
	if (from > 0)
		buffer_format(out, "Here %zu times before, at last: ", count);
	else if (count > 0)
		buffer_add_string(out, "Here before: ");
	for (size_t i = from; i < count; i++) {
		say_other(out, view, others[i]);
		buffer_add_string(out, i + 1 < count ? "; " : ".");
	}
	if (count > 0 && open == 0)
		buffer_add_string(out, " Nothing open from then.");
	else if (from > 0)
		buffer_format(out, " Open of all: %zu.", open);
	if (count > 0)
		buffer_add_char(out, '\n');
	free(others);
}

void
opening_say_back(struct buffer *out, const struct rules_view *view,
		 bool repeated)
{
	buffer_format(out, "Written down%s: %s, %s.\n",
		      repeated ? " already" : "", view->file->id,
		      naming_customer(view->file));
	if (!view->policy)
		return;
	say_others(out, view);
	guide_standing(out, view, view->policy->shop.zone);
}
