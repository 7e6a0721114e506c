#include "owed.h"

#include "aftercare.h"
#include "clock.h"
#include "dutycase.h"
#include "monthly.h"
#include "passed.h"
#include "pause.h"
#include "promised.h"
#include "recurrence.h"
#include "repeat.h"
#include "severity.h"

static void
look_at(struct duty_list *list, const struct duty_view *view,
	const struct casefile *file, struct arena *arena)
{
	const struct policy *policy = view->policy;
	struct dutycase looking = {.list = list,
				   .view = view,
				   .file = file,
				   .arena = arena,
				   .severity = -1};

	if (file->merged_into)
		return;
	/* What was promised to somebody after they were erased. */
	if (file->erased) {
		promised_open(&looking);
		return;
	}
	/* Nothing is owed to anybody, but what somebody set about. */
	if (file->history) {
		if (policy)
			aftercare_prevention(&looking);
		return;
	}
	if (policy) {
		looking.severity = severity_of(policy, file);
		if (file->heat)
			looking.heat = policy_list_find(&policy->heat.levels,
							file->heat);
		if (looking.heat == POLICY_NONE)
			looking.heat = 0;
	}
	promised_open(&looking);
	if (!policy)
		return;
	promised_apologies(&looking);
	aftercare_follow_ups(&looking);
	aftercare_prevention(&looking);
	aftercare_tell_change(&looking);
	aftercare_review(&looking);
	aftercare_limits(&looking);
	aftercare_skipped(&looking);
	if (!casefile_is_open(file))
		return;
	clock_add_all(&looking);
	pause_add_reminder(&looking);
}

void
owed_on_case(struct duty_list *list, const struct duty_view *view,
	     const struct casefile *file, struct arena *arena)
{
	look_at(list, view, file, arena);
	duty_list_sort(list);
}

void
owed_on_book(struct duty_list *list, const struct duty_view *view,
	     const struct casebook *book, struct arena *arena)
{
	for (size_t i = 0; i < book->count; i++)
		look_at(list, view, &book->cases[i], arena);
	recurrence_add(list, view, book, arena);
	monthly_add(list, view, book, arena);
	passed_add(list, view, book, arena);
	duty_list_sort(list);
}

/* Whether a case owes something, however often its customer came: severity, on
 * which duties turn, knows three degrees of that (repeat.h). */
static bool
owes_ever(const struct duty_view *view, const struct casefile *file)
{
	static const struct {
		size_t repeats;
		bool same_again;
	} degrees[] = {{0, false}, {1, false}, {1, true}};
	struct arena arena = {0};
	bool owes = false;

	for (size_t i = 0; i < sizeof(degrees) / sizeof(*degrees) && !owes;
	     i++) {
		struct casefile as = *file;
		struct duty_list list = {0};

		as.repeats = degrees[i].repeats;
		as.same_again = degrees[i].same_again;
		look_at(&list, view, &as, &arena);
		owes = list.count > 0;
		duty_list_release(&list);
	}
	arena_release(&arena);
	return owes;
}

/* Not of those that turn out to owe nothing, but of those that stand for what
 * their causes came to, or of which a rule was passed over. */
static void
mark_persons(const void *context, const struct casebook *book, bool *marks)
{
	const struct duty_view *view = context;
	struct duty_list list = {0};
	struct arena arena = {0};

	for (size_t i = 0; i < book->count; i++)
		marks[i] = marks[i] && (casefile_is_open(&book->cases[i]) ||
					owes_ever(view, &book->cases[i]));
	recurrence_add(&list, view, book, &arena);
	monthly_add(&list, view, book, &arena);
	passed_add(&list, view, book, &arena);
	for (size_t i = 0; i < list.count; i++)
		marks[list.at[i].file - book->cases] = true;
	duty_list_release(&list);
	arena_release(&arena);
}

static void
find_left(const void *context, const struct casebook *book,
	  struct caused_month *month)
{
	monthly_left(month, context, book);
}

static int64_t
persons_since(const void *context, const struct casefile *file)
{
	const struct duty_view *view = context;

	return repeat_since(view->policy, file);
}

void
owed_wanted(struct casebook_wanted *wanted, const struct duty_view *view)
{
	*wanted = (struct casebook_wanted){
		.cases = SIFT_OWING,
		.outline = outline_wanted_of(view->policy),
		.mark = mark_persons,
		.left = find_left,
		.since = persons_since,
		.context = view,
	};
	wanted->outline.persons = repeat_is_asked(view->policy);
	wanted->outline.passed_since = passed_since(view);
	recurrence_wanted(&wanted->outline.again, view);
	monthly_wanted(&wanted->outline.month, view);
	/* Causes are not counted where categories are. */
	if (view->policy && view->policy->prevention.again_same_category) {
		wanted->outline.causes_since = wanted->outline.month.from;
		wanted->outline.month =
			(struct caused_month){INT64_MAX, INT64_MAX};
	}
}

void
owed_leave_far(struct casebook_wanted *wanted)
{
	const struct duty_view *view = wanted->context;
	size_t count = view->policy ? view->policy->step_count : 0;

	for (size_t i = 0; i < count && i < PLANWORDS_STEPS; i++)
		wanted->outline.steps_until[i] = aftercare_usual_until(view, i);
}

void
owed_apart(struct duty_list *list, const struct duty_view *view,
	   const struct casebook *book, struct arena *arena)
{
	recurrence_add(list, view, book, arena);
	monthly_add(list, view, book, arena);
	passed_add(list, view, book, arena);
	duty_list_sort(list);
}
