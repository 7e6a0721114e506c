#include "monthly.h"

#include <string.h>

#include "dutycase.h"
#include "lessons.h"
#include "severity.h"
#include "whose.h"

const char monthly_step[] = "monthly-review";

/* Done in the days before counts for the day itself. */
#define EARLY (7 * 24 * ZONE_HOUR)

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

/* The instant at which the month before a review day begins. */
static int64_t
month_before(const struct policy *policy, int64_t day)
{
	return zone_day_start(policy->shop.zone, civil_add_months(day, -1));
}

void
monthly_wanted(struct caused_month *month, const struct duty_view *view)
{
	const struct policy *policy = view->policy;
	int64_t day;

	*month = (struct caused_month){INT64_MAX, INT64_MAX};
	if (!policy || policy->prevention.review_day == 0)
		return;
	day = review_day(policy, duty_day(view, view->horizon));
	month->from = month_before(policy, day);
	month->until = zone_day_start(policy->shop.zone, day);
}

/* Whether it was done, on one of the cases that it is about. */
static bool
is_done(const struct casebook *book, int64_t month, int64_t from)
{
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];
		size_t at;

		if (!file->cause || file->last < from)
			continue;
		at = casefile_last(file, VERB_CAUSE, NULL, 0);
		if (dutycase_time(file, at) < month)
			continue;
		at = casefile_last(file, VERB_FOLLOW_UP, monthly_step, 0);
		if (at != CASEFILE_NONE && dutycase_time(file, at) >= from)
			return true;
	}
	return false;
}

/* "look at what 6 causes of last month teach: carrier 3, stock 2, unknown 1".
 */
static const char *
lessons_text(const struct lessons *lessons, const struct policy *policy,
	     struct arena *arena)
{
	struct buffer text = {0};
	const char *copy;

	buffer_format(&text, "the month's lessons, %zu case%s:", lessons->total,
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
	int64_t due;

	monthly_wanted(&month, view);
	if (month.from == INT64_MAX)
		return;
	due = dutycase_deadline(policy, month.until, &until);
	if (due == INSTANT_NONE ||
	    is_done(book, month.from, month.until - EARLY))
		return;
	lessons_count(&lessons, book, month.from, month.until);
	looking.file = lessons.last;
	if (looking.file) {
		looking.severity = severity_of(policy, looking.file);
		dutycase_add(
			&looking,
			(struct duty){
				.kind = DUTY_PREVENTION,
				.event = CASEFILE_NONE,
				.since = month.until,
				.from = INSTANT_NONE,
				.due = due,
				.act_by = INSTANT_NONE,
				.who = whose_called(
					policy, policy->prevention.review_who,
					view->today),
				.text = lessons_text(&lessons, policy, arena),
				.ref = monthly_step,
				.rule_line = policy->prevention.line});
	}
	lessons_release(&lessons);
}
