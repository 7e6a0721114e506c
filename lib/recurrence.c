#include "recurrence.h"

#include <stdlib.h>
#include <string.h>

#include "dutycase.h"
#include "hours.h"
#include "naming.h"
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
		if (casebook_same_person(policy, known[i], file))
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

int64_t
recurrence_since(const struct duty_view *view)
{
	const struct policy *policy = view->policy;
	int64_t from;

	if (!policy || policy->prevention.again_count <= 0 ||
	    policy->prevention.again_window.unit == DURATION_NONE)
		return INT64_MAX;
	from = hours_subtract(policy->hours, view->now,
			      &policy->prevention.again_window);
	return from == INSTANT_NONE ? INT64_MAX : from;
}

void
recurrence_add(struct duty_list *list, const struct duty_view *view,
	       const struct casebook *book, struct arena *arena)
{
	const struct policy *policy = view->policy;
	int64_t from = recurrence_since(view);
	struct seen *seen;
	size_t count, end;

	if (from == INT64_MAX)
		return;
	seen = causes_since(book, policy, from, view->now, &count);
	for (size_t at = 0; at < count; at = end) {
		end = at + 1;
		while (end < count && !strcmp(seen[end].cause, seen[at].cause))
			end++;
		if (end - at >= (size_t)policy->prevention.again_count)
			again(list, view, &seen[at], end - at, arena);
	}
	free(seen);
}
