#include "pause.h"

#include "dealings.h"
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

/* deadlines.customer-silent.then: the last reminder has gone unanswered for as
 * long as its own span. */
static void
close_waiting(struct dutycase *looking, size_t reminder)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	size_t count = policy->clocks.silent_remind_count;
	int64_t start, due;

	if (!policy->clocks.silent_close || reminder == CASEFILE_NONE)
		return;
	start = dutycase_time(file, reminder);
	due = dutycase_deadline(policy, start,
				&policy->clocks.silent_remind[count - 1]);
	if (due == INSTANT_NONE)
		return;
	dutycase_add(
		looking,
		(struct duty){.kind = DUTY_REMIND,
			      .event = file->waiting,
			      .since = start,
			      .from = INSTANT_NONE,
			      .due = due,
			      .act_by = INSTANT_NONE,
			      .who = file->owner,
			      .text = policy->clocks.silent_reopen_any_time
					      ? "no answer to any reminder: "
						"close it; they may come back "
						"at any time"
					      : "no answer to any reminder: "
						"close it",
			      .rule_line = policy->clocks.silent_line});
}

void
pause_add_reminder(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	size_t word = file->waiting; /* the last that settled a reminder */
	size_t last = CASEFILE_NONE; /* the last reminder that was sent */
	int64_t start, before;

	if (file->waiting == CASEFILE_NONE || dealings_is_over(file))
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
		if (word != CASEFILE_NONE) {
			last = word;
			continue;
		}
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
	close_waiting(looking, last);
}
