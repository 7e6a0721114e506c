#include "dealings.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "when.h"
#include "whose.h"

#define ABSENT CASEFILE_NONE

static const char told[] = "unreasonable";
static const char lifted[] = "no-limit";
static const char this_matter[] = "no-more-on-this-matter";

bool
dealings_is_measure(const char *flag)
{
	return flag && event_list_has(event_limits, flag);
}

/* From which event on the limits of a case count. */
static size_t
begin_of(const struct casefile *file)
{
	size_t end = casefile_last(file, VERB_FLAG, lifted, 0);

	return end == ABSENT ? 0 : end + 1;
}

static bool
is_limit(const struct casefile_event *event)
{
	return event->verb == VERB_FLAG &&
	       dealings_is_measure(event->record->what);
}

size_t
dealings_last(const struct casefile *file)
{
	size_t begin = begin_of(file);

	for (size_t i = file->event_count; i-- > begin;) {
		if (is_limit(&file->events[i]))
			return i;
	}
	return ABSENT;
}

bool
dealings_is_over(const struct casefile *file)
{
	return casefile_first(file, VERB_FLAG, this_matter, begin_of(file)) !=
	       ABSENT;
}

bool
dealings_is_warned(const struct rules_view *view)
{
	struct casefile **others;
	size_t count = 0;
	bool warned = casefile_first(view->file, VERB_FLAG, told, 0) != ABSENT;

	if (warned || !view->book)
		return warned;
	others = casebook_others(view->book, view->policy, view->file, &count);
	for (size_t i = 0; i < count && !warned; i++)
		warned =
			casefile_first(others[i], VERB_FLAG, told, 0) != ABSENT;
	free(others);
	return warned;
}

int
limits_role(const struct policy *policy)
{
	return policy->unreasonable.who == POLICY_NONE
		       ? (int)policy->role_count - 1
		       : policy->unreasonable.who;
}

bool
dealings_may(const struct policy *policy, const char *who)
{
	return policy->staff_count == 0 ||
	       policy_role_of(policy, who) >= limits_role(policy);
}

static bool
may_limit(const void *policy, const struct policy_staff *one)
{
	return dealings_may(policy, one->id);
}

const struct policy_staff *
dealings_who_may(const struct rules_view *view)
{
	const struct policy *policy = view->policy;

	return whose_first(policy, hours_day(policy->hours, view->now),
			   may_limit, policy);
}

static void
say_one(struct buffer *out, const struct rules_view *view,
	const struct record *record)
{
	buffer_add_string(out, record->what);
	if (record->who)
		buffer_format(out, ", %s",
			      policy_staff_name(view->policy, record->who));
	buffer_add_string(out, ", ");
	when_say_day(out, view->policy->shop.zone, view->now, record->at, true);
	if (record->text) {
		buffer_add_string(out, ": \"");
		text_escape(out, record->text, strlen(record->text));
		buffer_add_char(out, '"');
	}
}

/* Those of one case; of another one not what is about that matter alone. */
static size_t
say_of(struct buffer *out, const struct rules_view *view,
       const struct casefile *file, size_t said)
{
	size_t count = 0;

	for (size_t i = begin_of(file); i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		/* Looked at again, it counts the last time. */
		if (!is_limit(&file->events[i]) ||
		    casefile_first(file, VERB_FLAG, record->what, i + 1) !=
			    ABSENT ||
		    (file != view->file &&
		     strcmp(record->what, this_matter) == 0))
			continue;
		buffer_add_string(out, said + count > 0 ? "; " : "");
		say_one(out, view, record);
		count++;
	}
	return count;
}

size_t
dealings_say(struct buffer *out, const struct rules_view *view)
{
	struct casefile **others;
	size_t count = 0, said = say_of(out, view, view->file, 0);

	if (!view->book)
		return said;
	others = casebook_others(view->book, view->policy, view->file, &count);
	for (size_t i = 0; i < count; i++) {
		if (!others[i]->erased)
			said += say_of(out, view, others[i], said);
	}
	free(others);
	return said;
}
