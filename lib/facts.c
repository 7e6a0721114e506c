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

/* The words of the last reopen; NULL. */
static const char *
complained_again(const struct casefile *file)
{
	return file->reopened == ABSENT
		       ? NULL
		       : file->events[file->reopened].record->text;
}

const char *
facts_complaint(const struct casefile *file)
{
	const char *again = complained_again(file);

	if (again)
		return again;
	return file->opening ? file->opening->text : NULL;
}

bool
facts_is_further_point(const struct casefile *file, size_t point)
{
	size_t event = file->points[point].event;

	if (complained_again(file))
		return event > file->reopened;
	return file->events[event].record != file->opening;
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

const char facts_only_sorry[] = "apology";

bool
facts_wants_only_sorry(const struct casefile *file)
{
	const char *wish = casefile_detail(file, "wish");

	return wish && strcmp(wish, facts_only_sorry) == 0;
}

bool
facts_is_to_be_told(const struct policy *policy, const char *remedy)
{
	int at = remedy ? policy_remedy(policy, remedy) : POLICY_NONE;

	if (at == POLICY_NONE || policy->remedies[at].then == POLICY_THEN_USUAL)
		return facts_is_fix(policy, remedy);
	return policy->remedies[at].then == POLICY_THEN_TELL;
}

/* Whether they were abusive at an event: so noted before it, or right behind
 * it. */
static bool
is_abusive_at(const struct policy *policy, const struct casefile *file,
	      size_t event)
{
	const struct policy_list *levels = &policy->heat.levels;
	const char *worst = levels->count ? levels->at[levels->count - 1] : "";
	size_t last = event + 1;

	if (last < file->event_count && file->events[last].verb == VERB_HEAT)
		return file->events[last].record->what &&
		       strcmp(file->events[last].record->what, worst) == 0;
	while (last-- > 0) {
		const struct record *record = file->events[last].record;
		const char *heat = file->events[last].verb == VERB_HEAT
					   ? record->what
					   : record_get(record, "heat");

		if (heat)
			return strcmp(heat, worst) == 0;
	}
	return false;
}

bool
facts_is_inside(const struct policy *policy, const struct casefile *file,
		size_t event)
{
	enum verb verb = file->events[event].verb;

	return verb != VERB_UNKNOWN && (event_kind(verb)->inside ||
					(verb == VERB_IN && policy &&
					 policy->heat.abusive_log_private &&
					 is_abusive_at(policy, file, event)));
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
facts_is_excused(const struct casefile *file, const char *what, size_t from)
{
	size_t finding = casefile_last(file, VERB_FINDING, NULL, from);
	const char *found =
		finding == ABSENT ? NULL : file->events[finding].record->what;

	return (found && strcmp(found, "not-upheld") == 0) ||
	       casefile_first(file, VERB_CANNOT, what, from) != ABSENT ||
	       (what &&
		casefile_first(file, VERB_CANNOT, "all", from) != ABSENT);
}

size_t
facts_owed(const struct rules_view *view, size_t from)
{
	const struct casefile *file = view->file;

	for (size_t i = from; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb == VERB_ACCEPT && what &&
		    !casefile_is_withdrawn(file, i) &&
		    casefile_first(file, VERB_GIVE, what, i) == ABSENT &&
		    casefile_first(file, VERB_ACCEPT, what, i + 1) == ABSENT &&
		    !(facts_is_fix(view->policy, what) &&
		      facts_is_excused(file, what, i)))
			return i;
	}
	return ABSENT;
}

size_t
facts_next_fix_owed(const struct rules_view *view, size_t from)
{
	const struct casefile *file = view->file;
	size_t at = facts_owed(view, from);

	while (at != ABSENT &&
	       !facts_is_fix(view->policy, file->events[at].record->what))
		at = facts_owed(view, at + 1);
	return at;
}

const char *
facts_fix_owed(const struct rules_view *view)
{
	size_t at = facts_next_fix_owed(view, view->file->since);

	return at == ABSENT ? NULL : view->file->events[at].record->what;
}

bool
facts_sorry_is_enough(const struct rules_view *view)
{
	return facts_wants_only_sorry(view->file) && !facts_fix_owed(view);
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

const struct casefile *
facts_earlier(const struct rules_view *view)
{
	const char *earlier = casefile_detail(view->file, "earlier");
	const struct casefile *file =
		earlier && view->book ? casebook_find(view->book, earlier)
				      : NULL;

	return file == view->file ? NULL : file;
}

/* Whether a fix was given in the first so many events of a case. */
static bool
was_fixed(const struct policy *policy, const struct casefile *file,
	  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (file->events[i].verb == VERB_GIVE &&
		    facts_is_fix(policy, file->events[i].record->what))
			return true;
	}
	return false;
}

bool
facts_has_failed(const struct rules_view *view)
{
	const struct casefile *earlier = facts_earlier(view);

	return was_fixed(view->policy, view->file, view->file->since) ||
	       (earlier &&
		was_fixed(view->policy, earlier, earlier->event_count));
}

bool
facts_is_told_since(const struct casefile *file, size_t event)
{
	return casefile_first(file, VERB_OUT, NULL, event) != ABSENT ||
	       casefile_first(file, VERB_TELL, NULL, event) != ABSENT;
}

/* Whether an event lists a remedy that no event before it does. */
static bool
is_first_of(const struct casefile *file, size_t event, enum verb verb)
{
	const char *what = file->events[event].record->what;
	size_t at;

	if (file->events[event].verb != verb || !what ||
	    casefile_is_withdrawn(file, event))
		return false;
	at = casefile_first(file, verb, what, file->since);
	while (at < event && casefile_is_withdrawn(file, at))
		at = casefile_first(file, verb, what, at + 1);
	return at == event;
}

void
facts_list_remedies(struct buffer *out, const struct casefile *file,
		    enum verb verb)
{
	size_t begin = out->len;

	for (size_t i = file->since; i < file->event_count; i++) {
		if (is_first_of(file, i, verb))
			buffer_format(out, "%s%s", out->len > begin ? ", " : "",
				      file->events[i].record->what);
	}
}

const char *
facts_low_answer(const struct rules_view *view)
{
	size_t at = facts_last(view, VERB_FEEDBACK, NULL);
	const char *answer =
		at == ABSENT ? NULL : view->file->events[at].record->what;

	return policy_is_low(view->policy, answer) ? answer : NULL;
}

int64_t
facts_deadline(const struct policy *policy, int64_t start,
	       const struct duration *span)
{
	int64_t due = hours_add(policy->hours, start, span);

	if (due != INSTANT_NONE && policy->time.deadline_later)
		due = hours_move_later(policy->hours, due);
	return due;
}

/* Whether points= of a tell done names the point; it names all if not there. */
static bool
covers(const struct record *tell, const char *ref)
{
	const char *points = record_get(tell, "points");
	size_t len = strlen(ref);

	while (points && *points) {
		size_t step = strcspn(points, ", ");

		if (step == len && strncmp(points, ref, len) == 0)
			return true;
		points += step;
		points += strspn(points, ", ");
	}
	return !points;
}

bool
facts_is_answered(const struct casefile *file,
		  const struct casefile_point *point, size_t from)
{
	for (size_t i = from; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];

		if (event->verb == VERB_ANSWER && event->refers == point->event)
			return true;
		if (event->verb == VERB_TELL && i > point->event &&
		    event->record->what &&
		    strcmp(event->record->what, "done") == 0 &&
		    covers(event->record, point->ref ? point->ref : "pt0"))
			return true;
	}
	return false;
}

bool
facts_act_by(const struct policy *policy, int64_t made, int64_t due,
	     int64_t *act_by)
{
	if (!hours_act_by(policy->hours, made, due, act_by))
		return false;
	if (!policy->time.promise_earlier)
		*act_by = due;
	return true;
}
