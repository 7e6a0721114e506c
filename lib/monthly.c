#include "monthly.h"

#include <string.h>

#include "dutycase.h"
#include "lessons.h"
#include "severity.h"
#include "whose.h"

const char monthly_step[] = "monthly-review";

/* Nobody looks at causes that are older. */
#define MONTHS_MOST 12

/* The last review day that is not after a day. */
static int64_t
review_day(const struct policy *policy, int64_t day)
{
	struct civil civil;
	int64_t review;

	civil_from_days(day, &civil);
	review = civil_to_days(civil.year, civil.month,
			       policy->prevention.review_day);
	return review <= day ? review : civil_add_months(review, -1);
}

/* The last review day that is told of as yet. */
static int64_t
last_told(const struct duty_view *view)
{
	return review_day(view->policy, duty_day_until(view, view->horizon));
}

/* The same for who looked at the causes at an instant: those up to that day. */
static int64_t
looked_until(const struct duty_view *view, int64_t at)
{
	struct duty_view then;

	duty_view_init(&then, view->policy, view->zone, at);
	return last_told(&then);
}

/* The instant at which a review day begins. */
static int64_t
beginning_of(const struct policy *policy, int64_t day)
{
	return zone_day_start(policy->shop.zone, day);
}

void
monthly_wanted(struct caused_month *month, const struct duty_view *view)
{
	const struct policy *policy = view->policy;
	int64_t day;

	*month = (struct caused_month){INT64_MAX, INT64_MAX};
	if (!policy || policy->prevention.review_day == 0)
		return;
	day = last_told(view);
	month->from = beginning_of(policy, civil_add_months(day, -MONTHS_MOST));
	month->until = beginning_of(policy, day);
}

/* When it was done last, on a case with a cause; INSTANT_NONE. */
static int64_t
last_review(const struct casebook *book)
{
	int64_t last = INSTANT_NONE;

	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];
		size_t at;

		if (!file->cause || file->last < last)
			continue;
		at = casefile_last(file, VERB_FOLLOW_UP, monthly_step, 0);
		if (at != CASEFILE_NONE && dutycase_time(file, at) > last)
			last = dutycase_time(file, at);
	}
	return last;
}

void
monthly_left(struct caused_month *month, const struct duty_view *view,
	     const struct casebook *book)
{
	const struct policy *policy = view->policy;
	int64_t last, until, day, begin = month->from;

	if (begin == INT64_MAX)
		return;
	last = last_review(book);
	until = last == INSTANT_NONE ? INT64_MIN : looked_until(view, last);
	day = last_told(view);
	month->from = month->until;
	while (month->from > begin && until < day) {
		day = civil_add_months(day, -1);
		month->from = beginning_of(policy, day);
	}
}

/* "the month's lessons, 6 cases: carrier 3, stock 2, unknown 1". */
static const char *
lessons_text(const struct lessons *lessons, int months,
	     const struct policy *policy, struct arena *arena)
{
	struct buffer text = {0};
	const char *copy;

	if (months == 1)
		buffer_add_string(&text, "the month's lessons");
	else
		buffer_format(&text, "the lessons of %d months", months);
	buffer_format(&text, ", %zu case%s:", lessons->total,
		      lessons->total == 1 ? "" : "s");
	for (size_t i = 0; i < lessons->count; i++)
		buffer_format(&text, "%s %s %zu", i ? "," : "",
			      lessons->at[i].cause, lessons->at[i].count);
	if (lessons_are_unknown(lessons->unknown, lessons->total, policy))
		buffer_format(&text, "; more unknown than %d %%",
			      policy->prevention.unknown_at_most_percent);
	copy = arena_copy(arena, text.at, text.len);
	buffer_release(&text);
	return copy;
}

void
monthly_add(struct duty_list *list, const struct duty_view *view,
	    const struct casebook *book, struct arena *arena)
{
	static const struct duration until = {DURATION_CLOSE, 0};
	const struct policy *policy = view->policy;
	struct dutycase looking = {.list = list, .view = view, .arena = arena};
	struct lessons lessons;
	struct caused_month month;
	int64_t day, due;
	int months = 1;

	monthly_wanted(&month, view);
	monthly_left(&month, view, book);
	if (month.from >= month.until)
		return;
	lessons_count(&lessons, book, month.from, month.until);
	/* It was due on the first such day behind the first of the causes. */
	day = last_told(view);
	for (; beginning_of(policy, civil_add_months(day, -1)) > lessons.first;
	     months++)
		day = civil_add_months(day, -1);
	due = dutycase_deadline(policy, beginning_of(policy, day), &until);
	looking.file = lessons.last;
	if (looking.file && due != INSTANT_NONE) {
		looking.severity = severity_of(policy, looking.file);
		dutycase_add(
			&looking,
			(struct duty){.kind = DUTY_PREVENTION,
				      .event = CASEFILE_NONE,
				      .since = beginning_of(policy, day),
				      .from = INSTANT_NONE,
				      .due = due,
				      .act_by = INSTANT_NONE,
				      .who = whose_called(
					      policy,
					      policy->prevention.review_who,
					      view->today),
				      .text = lessons_text(&lessons, months,
							   policy, arena),
				      .ref = monthly_step,
				      .rule_line = policy->prevention.line});
	}
	lessons_release(&lessons);
}
