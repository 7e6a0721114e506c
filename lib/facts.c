#include "facts.h"

#include <string.h>

#define ABSENT CASEFILE_NONE

size_t
facts_last(const struct rules_view *view, enum verb verb, const char *what)
{
	return casefile_last(view->file, verb, what, view->file->since);
}

bool
facts_has(const struct rules_view *view, enum verb verb, const char *what)
{
	return facts_last(view, verb, what) != ABSENT;
}

bool
facts_is_kind(const struct policy *policy, const char *remedy,
	      enum remedy_kind kind)
{
	int at = remedy ? policy_remedy(policy, remedy) : POLICY_NONE;

	return at != POLICY_NONE && policy->remedies[at].kind == kind;
}

bool
facts_is_fix(const struct policy *policy, const char *remedy)
{
	return remedy && !facts_is_kind(policy, remedy, REMEDY_GESTURE);
}

bool
facts_has_fix(const struct rules_view *view, enum verb verb)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; i < file->event_count; i++) {
		if (file->events[i].verb == verb &&
		    facts_is_fix(view->policy, file->events[i].record->what))
			return true;
	}
	return false;
}

bool
facts_is_withdrawn(const struct casefile *file, size_t accept)
{
	return casefile_first(file, VERB_DECLINE,
			      file->events[accept].record->what,
			      accept) != ABSENT;
}

const char *
facts_fix_owed(const struct rules_view *view)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];

		if (event->verb == VERB_ACCEPT &&
		    facts_is_fix(view->policy, event->record->what) &&
		    !facts_is_withdrawn(file, i) &&
		    casefile_first(file, VERB_GIVE, event->record->what, i) ==
			    ABSENT)
			return event->record->what;
	}
	return NULL;
}

const struct casefile_promise *
facts_promise_open(const struct casefile *file)
{
	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].state == PROMISE_OPEN)
			return &file->promises[i];
	}
	return NULL;
}

int64_t
facts_amount(const struct rules_view *view, const struct rules_step *step)
{
	size_t offer;

	if (step->amount != MONEY_NONE || !step->what)
		return step->amount;
	offer = casefile_last(view->file, VERB_OFFER, step->what, 0);
	return offer == ABSENT ? MONEY_NONE
			       : view->file->events[offer].record->amount;
}

bool
facts_has_failed(const struct rules_view *view)
{
	const struct casefile *file = view->file;

	for (size_t i = 0; i < file->since; i++) {
		if (file->events[i].verb == VERB_GIVE &&
		    facts_is_fix(view->policy, file->events[i].record->what))
			return true;
	}
	return false;
}

bool
facts_is_told_since(const struct casefile *file, size_t event)
{
	return casefile_first(file, VERB_OUT, NULL, event) != ABSENT ||
	       casefile_first(file, VERB_TELL, NULL, event) != ABSENT;
}

void
facts_list_remedies(struct buffer *out, const struct casefile *file,
		    enum verb verb)
{
	size_t begin = out->len;

	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb == verb && what)
			buffer_format(out, "%s%s", out->len > begin ? ", " : "",
				      what);
	}
}
