#include "repeat.h"

#include <stdlib.h>
#include <string.h>

#include "hours.h"

static bool
is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* The same cause; while the later one has none yet, the same category. */
static bool
has_same_cause(const struct casefile *file, const struct casefile *earlier)
{
	return file->cause ? is_same(file->cause, earlier->cause)
			   : is_same(file->category, earlier->category);
}

static bool
counts(const struct casefile *file)
{
	return file->opening && !file->merged_into && !file->erased;
}

int64_t
repeat_since(const struct policy *policy, const struct casefile *file)
{
	int64_t from = file->opening
			       ? hours_subtract(policy->hours, file->opened,
						&policy->intake.repeat_window)
			       : INSTANT_NONE;

	return from == INSTANT_NONE ? INT64_MAX : from;
}

/* `before` leads from each case to the same person's one before it. */
static void
mark(struct casebook *book, const struct policy *policy, const size_t *before,
     size_t at)
{
	struct casefile *file = &book->cases[at];
	int64_t from = repeat_since(policy, file);

	for (size_t i = before[at];
	     i != CASEFILE_NONE && book->cases[i].opened >= from;
	     i = before[i]) {
		file->repeats++;
		if (has_same_cause(file, &book->cases[i]))
			file->same_again = true;
	}
}

bool
repeat_is_asked(const struct policy *policy)
{
	return policy && policy->intake.repeat_window.unit != DURATION_NONE;
}

void
repeat_mark(struct casebook *book, const struct policy *policy)
{
	size_t *before, *last;

	if (!repeat_is_asked(policy) || book->count == 0)
		return;
	casebook_find_persons(book, policy);
	before = mem_get(book->count * sizeof(*before));
	last = mem_get(book->count * sizeof(*last));
	for (size_t i = 0; i < book->count; i++)
		last[i] = CASEFILE_NONE;
	for (size_t i = 0; i < book->count; i++) {
		book->cases[i].repeats = 0;
		book->cases[i].same_again = false;
	}
	for (size_t i = 0; i < book->count; i++) {
		size_t person = casebook_person(book, &book->cases[i]);

		before[i] = last[person];
		if (!counts(&book->cases[i]))
			continue;
		last[person] = i;
		if (before[i] != CASEFILE_NONE)
			mark(book, policy, before, i);
	}
	free(last);
	free(before);
}

const struct policy_raise *
repeat_raise(const struct policy *policy, const struct casefile *file)
{
	if (file->repeats == 0)
		return NULL;
	if (file->same_again && policy->intake.same_cause_again.line > 0)
		return &policy->intake.same_cause_again;
	return policy->intake.second_case.line > 0 ? &policy->intake.second_case
						   : NULL;
}
