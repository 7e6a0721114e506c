#include "dutycase.h"

#include <string.h>

#include "facts.h"
#include "hours.h"
#include "quiet.h"

static enum duty_state
state_of(const struct duty_view *view, const struct duty *duty)
{
	int64_t day;

	if (duty->due == INSTANT_NONE)
		return DUTY_TODAY;
	if (duty->due < view->now)
		return DUTY_LATE;
	day = duty_day_until(view, duty->act_by);
	if (day <= view->today)
		return DUTY_TODAY;
	if (view->policy ? duty->act_by <= view->horizon
			 : day == view->today + 1)
		return DUTY_SOON;
	return DUTY_LATER;
}

/* Whether it is so near that the plan warns of it. */
static bool
is_near(const struct duty_view *view, const struct duty *duty)
{
	int64_t from;

	if (duty->due == INSTANT_NONE || duty->state == DUTY_LATE)
		return false;
	from = duty_warn_from(view, duty);
	return from != INSTANT_NONE && from <= view->now;
}

/* Our own deadlines are not told to anybody: one for which there is no time
 * before the quiet hours waits until after them. */
static void
keep_quiet(const struct policy *policy, struct duty *duty)
{
	duty->act_by = quiet_call_by(policy, duty->since, duty->act_by);
	if (duty->act_by > duty->due)
		duty->due = duty->act_by;
}

struct duty *
dutycase_add(struct dutycase *looking, struct duty duty)
{
	struct duty_list *list = looking->list;

	duty.file = looking->file;
	if (duty.act_by == INSTANT_NONE)
		duty.act_by = duty.due == INSTANT_NONE ? duty.since : duty.due;
	if (duty.contact && looking->view->policy)
		keep_quiet(looking->view->policy, &duty);
	duty.state = state_of(looking->view, &duty);
	duty.warn = is_near(looking->view, &duty);
	duty.severity = looking->severity;
	duty.heat = looking->heat;
	if (!duty.text)
		duty.text = duty_kind_name(duty.kind);
	list->at =
		mem_grow(list->at, list->count, &list->room, sizeof(*list->at));
	list->at[list->count] = duty;
	return &list->at[list->count++];
}

/* Whether an event is of one of a list of verbs, "tell=plan" among them. */
static bool
is_one_of(const struct casefile_event *event, const char *verbs)
{
	const char *name, *what = event->record->what;

	if (event->verb == VERB_UNKNOWN)
		return false;
	name = event_kind(event->verb)->name;
	while (*verbs) {
		size_t len = strcspn(verbs, " ");
		size_t word = strcspn(verbs, " =");

		if (strlen(name) == word && strncmp(verbs, name, word) == 0 &&
		    (word == len ||
		     (what && strlen(what) == len - word - 1 &&
		      strncmp(verbs + word + 1, what, len - word - 1) == 0)))
			return true;
		verbs += len;
		verbs += *verbs == ' ';
	}
	return false;
}

size_t
dutycase_first(const struct casefile *file, const char *verbs, size_t from)
{
	for (size_t i = from; i < file->event_count; i++) {
		if (is_one_of(&file->events[i], verbs))
			return i;
	}
	return CASEFILE_NONE;
}

size_t
dutycase_last(const struct casefile *file, const char *verbs, size_t from)
{
	for (size_t i = file->event_count; i-- > from;) {
		if (is_one_of(&file->events[i], verbs))
			return i;
	}
	return CASEFILE_NONE;
}

int64_t
dutycase_time(const struct casefile *file, size_t event)
{
	return file->events[event].record->at;
}

int64_t
dutycase_deadline(const struct policy *policy, int64_t start,
		  const struct duration *span)
{
	return facts_deadline(policy, start, span);
}
