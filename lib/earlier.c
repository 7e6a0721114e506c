#include "earlier.h"

#include <stdlib.h>
#include <string.h>

#include "naming.h"
#include "text.h"
#include "when.h"

#define MOST 3

/* What was promised then and is still owed. */
static void
say_promises(struct buffer *out, const struct rules_view *view,
	     const struct casefile *other)
{
	for (size_t i = 0; i < other->promise_count; i++) {
		const struct casefile_promise *promise = &other->promises[i];

		if (promise->state != PROMISE_OPEN || !promise->text)
			continue;
		buffer_add_string(out, ", promised \"");
		text_escape(out, promise->text, strlen(promise->text));
		buffer_add_char(out, '"');
		if (promise->due == INSTANT_NONE)
			continue;
		buffer_add_string(out, " by ");
		when_say(out, view->policy->shop.zone, view->now, promise->due);
	}
}

/* "14 Feb 2026, late, left satisfied [5tc]". */
static void
say_other(struct buffer *out, const struct rules_view *view,
	  const struct casefile *other)
{
	struct buffer name = {0};

	when_say_day(out, view->policy->shop.zone, view->now, other->opened,
		     false);
	if (other->category)
		buffer_format(out, ", %s", other->category);
	if (casefile_is_open(other))
		buffer_add_string(out, ", still open");
	else if (other->outcome)
		buffer_format(out, ", left %s", other->outcome);
	say_promises(out, view, other);
	naming_shortest(&name, view->book, other->id);
	text_lower(name.at);
	buffer_format(out, " [%s]", name.at);
	buffer_release(&name);
}

static bool
is_owed(const struct casefile *other)
{
	return casefile_is_open(other) || facts_promise_open(other);
}

size_t
earlier_say(struct buffer *out, const struct rules_view *view)
{
	size_t count, open = 0, from;
	struct casefile **others =
		casebook_others(view->book, view->policy, view->file, &count);

	for (size_t i = 0; i < count; i++)
		open += is_owed(others[i]);
	from = count > MOST ? count - MOST : 0;
	if (from > 0)
		buffer_format(out, "%zu times, at last: ", count);
	for (size_t i = from; i < count; i++) {
		say_other(out, view, others[i]);
		buffer_add_string(out, i + 1 < count ? "; " : ".");
	}
	if (count > 0 && open == 0)
		buffer_add_string(out, " Nothing open from then.");
	else if (from > 0)
		buffer_format(out, " Open of all: %zu.", open);
	free(others);
	return count;
}
