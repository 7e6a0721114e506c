#include "pause.h"

#include "hours.h"

bool
pause_stops(const struct dutycase *looking, enum policy_clock clock,
	    int64_t start, int64_t *due)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	int64_t began = INSTANT_NONE;

	if (!policy->clocks.pause_while_waiting ||
	    !policy->clocks.pause_stops[clock])
		return false;
	for (size_t i = file->since; i < file->event_count; i++) {
		enum verb verb = file->events[i].verb;
		int64_t at = dutycase_time(file, i);

		if (verb == VERB_WAIT && began == INSTANT_NONE) {
			began = at > start ? at : start;
		} else if ((verb == VERB_RESUME || verb == VERB_IN) &&
			   began != INSTANT_NONE) {
			int64_t open = began < *due
					       ? hours_between(policy->hours,
							       began, at)
					       : 0;

			if (open > 0)
				*due = hours_add_open(policy->hours, *due,
						      open);
			if (*due == INSTANT_NONE)
				return true;
			began = INSTANT_NONE;
		}
	}
	return began != INSTANT_NONE && began < *due;
}

/* The first word from us after an event and an instant; CASEFILE_NONE. */
static size_t
next_word(const struct casefile *file, size_t event, int64_t after)
{
	for (size_t i = event + 1; i < file->event_count; i++) {
		if (file->events[i].verb == VERB_OUT &&
		    dutycase_time(file, i) > after)
			return i;
	}
	return CASEFILE_NONE;
}

void
pause_add_reminder(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	size_t word = file->waiting; /* the last that settled a reminder */
	int64_t start, before;

	if (file->waiting == CASEFILE_NONE)
		return;
	start = before = dutycase_time(file, file->waiting);
	for (size_t i = 0; i < policy->clocks.silent_remind_count; i++) {
		int64_t due = dutycase_deadline(
			policy, start, &policy->clocks.silent_remind[i]);

		if (due == INSTANT_NONE)
			return;
		if (dutycase_time(file, word) < due)
			word = next_word(file, word, before);
		before = due;
		if (word != CASEFILE_NONE)
			continue;
		dutycase_add(
			looking,
			(struct duty){.kind = DUTY_REMIND,
				      .event = file->waiting,
				      .since = start,
				      .from = INSTANT_NONE,
				      .due = due,
				      .act_by = INSTANT_NONE,
				      .contact = true,
				      .who = file->owner,
				      .text = file->events[file->waiting]
						      .record->text,
				      .rule_line = policy->clocks.silent_line});
		return;
	}
}
