#include "recurrence.h"

#include <stdlib.h>
#include <string.h>

#include "dutycase.h"
#include "hours.h"
#include "naming.h"
#include "people.h"
#include "severity.h"
#include "whose.h"

#define NAMED_MOST 6 /* customers whom the text names */

/* A case with its cause (or category) and when that was seen. */
struct seen {
	const char *cause;
	const struct casefile *file;
	int64_t at;
};

static int
by_cause(const void *a, const void *b)
{
	const struct seen *left = a, *right = b;
	int order = strcmp(left->cause, right->cause);

	if (order != 0)
		return order;
	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return strcmp(left->file->id, right->file->id);
}

static struct seen *
causes_since(const struct casebook *book, const struct policy *policy,
	     int64_t from, int64_t now, size_t *count)
{
	struct seen *seen = NULL;
	size_t room = 0;

	*count = 0;
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];
		bool by_category = policy->prevention.again_same_category;
		const char *cause = by_category ? file->category : file->cause;
		int64_t at = file->opened;

		if (!cause || file->merged_into || file->erased)
			continue;
		if (!by_category)
			at = dutycase_time(
				file, casefile_last(file, VERB_CAUSE, NULL, 0));
		if (at < from || at > now)
			continue;
		seen = mem_grow(seen, *count, &room, sizeof(*seen));
		seen[(*count)++] = (struct seen){cause, file, at};
	}
	if (*count > 0)
		qsort(seen, *count, sizeof(*seen), by_cause);
	return seen;
}

/* The last prevent on any of the cases; INSTANT_NONE. */
static int64_t
last_prevent(const struct seen *seen, size_t count)
{
	int64_t last = INSTANT_NONE;

	for (size_t i = 0; i < count; i++) {
		size_t at = casefile_last(seen[i].file, VERB_PREVENT, NULL, 0);

		if (at != CASEFILE_NONE &&
		    dutycase_time(seen[i].file, at) > last)
			last = dutycase_time(seen[i].file, at);
	}
	return last;
}

static bool
is_known_person(const struct policy *policy, const struct casefile *file,
		const struct casefile *const *known, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (people_same(policy, known[i], file))
			return true;
	}
	return false;
}

/* The customers of one cause. */
struct crowd {
	const struct casefile *first[NAMED_MOST]; /* a case of each */
	size_t named;                             /* how many are in first */
	bool more;
	int64_t since; /* when there were enough of them; INSTANT_NONE */
};

/* Of seen[0..count), in order of time; what stands before `answered` has been
 * seen to. */
static void
gather(struct crowd *crowd, const struct policy *policy,
       const struct seen *seen, size_t count, int64_t answered)
{
	size_t wanted = (size_t)policy->prevention.again_count;
	size_t most = (wanted > NAMED_MOST ? wanted : NAMED_MOST) + 1;
	const struct casefile **known = mem_get(most * sizeof(*known));
	size_t known_count = 0;

	*crowd = (struct crowd){.since = INSTANT_NONE};
	for (size_t i = 0; i < count; i++) {
		if (known_count < most &&
		    !is_known_person(policy, seen[i].file, known, known_count))
			known[known_count++] = seen[i].file;
		if (known_count >= wanted && crowd->since == INSTANT_NONE &&
		    seen[i].at > answered)
			crowd->since = seen[i].at;
	}
	crowd->more = known_count > NAMED_MOST;
	crowd->named = crowd->more ? NAMED_MOST : known_count;
	memcpy(crowd->first, known, crowd->named * sizeof(*known));
	free(known);
}

static char *
again_text(const struct seen *seen, size_t count, const struct policy *policy,
	   const struct crowd *crowd, struct arena *arena)
{
	struct buffer text = {0};
	char *copy;

	buffer_format(&text, "\"%s\" was the %s %zu times in ", seen->cause,
		      policy->prevention.again_same_category ? "complaint"
							     : "cause",
		      count);
	duration_say(&text, &policy->prevention.again_window);
	for (size_t i = 0; i < crowd->named; i++)
		buffer_format(&text, "%s%s", i == 0 ? ": " : ", ",
			      naming_customer(crowd->first[i]));
	if (crowd->more)
		buffer_add_string(&text, " and others");
	copy = arena_copy(arena, buffer_string(&text), text.len);
	buffer_release(&text);
	return copy;
}

/* The oldest of the cases still open, else the oldest. */
static const struct casefile *
oldest(const struct seen *seen, size_t count)
{
	const struct casefile *best = seen[0].file;

	for (size_t i = 1; i < count; i++) {
		const struct casefile *file = seen[i].file;
		bool is_open = casefile_is_open(file);

		if (is_open != casefile_is_open(best)
			    ? is_open
			    : file->opened < best->opened)
			best = file;
	}
	return best;
}

/* The duty of one cause: seen[0..count), in order of time. */
static void
again(struct duty_list *list, const struct duty_view *view,
      const struct seen *seen, size_t count, struct arena *arena)
{
	const struct policy *policy = view->policy;
	struct dutycase looking = {.list = list, .view = view, .arena = arena};
	struct crowd crowd;
	int64_t due;

	gather(&crowd, policy, seen, count, last_prevent(seen, count));
	if (crowd.since == INSTANT_NONE)
		return;
	due = dutycase_deadline(policy, crowd.since,
				&policy->prevention.again_due);
	if (due == INSTANT_NONE)
		return;
	looking.file = oldest(seen, count);
	looking.severity = severity_of(policy, looking.file);
	dutycase_add(
		&looking,
		(struct duty){
			.kind = DUTY_PREVENTION,
			.event = CASEFILE_NONE,
			.since = crowd.since,
			.from = INSTANT_NONE,
			.due = due,
			.act_by = INSTANT_NONE,
			.who = whose_called(policy,
					    policy->prevention.again_owner,
					    view->today),
			.text = again_text(seen, count, policy, &crowd, arena),
			.ref = seen->cause,
			.rule_line = policy->prevention.again_line});
}

/* Since when causes count as coming again and again; INT64_MAX: never. */
static int64_t
window_since(const struct duty_view *view)
{
	const struct policy *policy = view->policy;
	int64_t from;

	if (policy->prevention.again_count <= 0 ||
	    policy->prevention.again_window.unit == DURATION_NONE)
		return INT64_MAX;
	from = hours_subtract(policy->hours, view->now,
			      &policy->prevention.again_window);
	return from == INSTANT_NONE ? INT64_MAX : from;
}

/* Since when causes count against which something was done: that span, and
 * once more for what came in it. INT64_MAX: never. */
static int64_t
task_since(const struct duty_view *view)
{
	const struct policy *policy = view->policy;
	const struct duration *within = &policy->prevention.again_after_task;
	int64_t from;

	if (within->unit == DURATION_NONE)
		return INT64_MAX;
	from = hours_subtract(policy->hours, view->now, within);
	if (from != INSTANT_NONE)
		from = hours_subtract(policy->hours, from, within);
	return from == INSTANT_NONE ? INT64_MAX : from;
}

/* Since when causes count at all. */
static int64_t
since(const struct duty_view *view)
{
	int64_t window = window_since(view), task = task_since(view);

	return window < task ? window : task;
}

void
recurrence_wanted(struct caused_span *span, const struct duty_view *view)
{
	*span = (struct caused_span){.since = INT64_MAX, .from = INT64_MAX};
	if (!view->policy)
		return;
	span->since = since(view);
	span->from = window_since(view);
	span->until = view->now;
	if (view->policy->prevention.again_count > 0)
		span->count = (size_t)view->policy->prevention.again_count;
}

/* The last time that what was to keep a cause from coming again was done, on
 * any of the cases; CASEFILE_NONE, in *file NULL. */
static size_t
last_prevented(const struct seen *seen, size_t count,
	       const struct casefile **file)
{
	size_t last = CASEFILE_NONE;

	*file = NULL;
	for (size_t i = 0; i < count; i++) {
		size_t at =
			casefile_last(seen[i].file, VERB_PREVENTED, NULL, 0);

		if (at == CASEFILE_NONE ||
		    (*file && dutycase_time(*file, last) >=
				      dutycase_time(seen[i].file, at)))
			continue;
		last = at;
		*file = seen[i].file;
	}
	return last;
}

static const char *
after_task_text(const struct seen *again, const struct casefile *done,
		size_t prevented, struct arena *arena)
{
	size_t task = done->events[prevented].refers;
	const char *words =
		task == CASEFILE_NONE ? NULL : done->events[task].record->text;
	struct buffer text = {0};
	const char *copy;

	buffer_format(&text, "\"%s\" came again, %s, though ", again->cause,
		      naming_customer(again->file));
	if (words)
		buffer_format(&text, "\"%s\" was done against it", words);
	else
		buffer_add_string(&text, "something was done against it");
	copy = arena_copy(arena, text.at, text.len);
	buffer_release(&text);
	return copy;
}

/*
 * prevention.again-after-task: a cause that came again though something was
 * done against it is the owner's, until something else is to be done. Whether
 * it is so.
 */
static bool
after_task(struct duty_list *list, const struct duty_view *view,
	   const struct seen *seen, size_t count, struct arena *arena)
{
	const struct policy *policy = view->policy;
	const struct duration *within = &policy->prevention.again_after_task;
	struct dutycase looking = {.list = list, .view = view, .arena = arena};
	const struct seen *again = NULL;
	const struct casefile *done;
	size_t prevented;
	int64_t from, until, due;

	if (within->unit == DURATION_NONE)
		return false;
	prevented = last_prevented(seen, count, &done);
	if (prevented == CASEFILE_NONE)
		return false;
	from = dutycase_time(done, prevented);
	until = hours_add(policy->hours, from, within);
	for (size_t i = 0; i < count && !again; i++) {
		if (seen[i].at > from && seen[i].at <= until &&
		    seen[i].file != done)
			again = &seen[i];
	}
	if (!again || last_prevent(seen, count) >= again->at)
		return false;
	due = dutycase_deadline(policy, again->at,
				&policy->prevention.again_due);
	if (due == INSTANT_NONE)
		return false;
	looking.file = again->file;
	looking.severity = severity_of(policy, looking.file);
	dutycase_add(
		&looking,
		(struct duty){
			.kind = DUTY_PREVENTION,
			.event = CASEFILE_NONE,
			.since = again->at,
			.from = INSTANT_NONE,
			.due = due,
			.act_by = INSTANT_NONE,
			.who = whose_called(
				policy,
				policy->roles[policy->role_count - 1].id,
				view->today),
			.text = after_task_text(again, done, prevented, arena),
			.ref = again->cause,
			.rule_line = policy->prevention.line});
	return true;
}

/* The duties of one cause: seen[0..count), in order of time, of which those
 * from `from` on count as coming again and again. */
static void
look_at(struct duty_list *list, const struct duty_view *view,
	const struct seen *seen, size_t count, int64_t from,
	struct arena *arena)
{
	size_t wanted = (size_t)view->policy->prevention.again_count;

	if (after_task(list, view, seen, count, arena))
		return;
	while (count > 0 && seen->at < from) {
		seen++;
		count--;
	}
	if (wanted > 0 && count >= wanted)
		again(list, view, seen, count, arena);
}

void
recurrence_add(struct duty_list *list, const struct duty_view *view,
	       const struct casebook *book, struct arena *arena)
{
	const struct policy *policy = view->policy;
	int64_t all_from, from;
	struct seen *seen;
	size_t count, end;

	all_from = policy ? since(view) : INT64_MAX;
	if (all_from == INT64_MAX)
		return;
	from = window_since(view);
	seen = causes_since(book, policy, all_from, view->now, &count);
	for (size_t at = 0; at < count; at = end) {
		end = at + 1;
		while (end < count && !strcmp(seen[end].cause, seen[at].cause))
			end++;
		look_at(list, view, &seen[at], end - at, from, arena);
	}
	free(seen);
}
