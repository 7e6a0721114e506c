#include "aftercare.h"

#include <string.h>
#include <strings.h>

#include "afterstep.h"
#include "conditions.h"
#include "dealings.h"
#include "hours.h"
#include "rules.h"
#include "whose.h"

/* The plan sets no span for telling what changed: two open days. */
static const struct duration until_told = {DURATION_OPEN_DAYS, 2};

/* What is left to do of a step that a gate let somebody skip. */
struct skippable {
	const char *text;
	const char *verbs; /* what makes it good, later; NULL: nothing alone */
	enum {
		ONCE_IT_HOLDS, /* as well, the rule itself */
		BY_VERBS,
		EACH_BY_VERBS, /* for each step that skipped it */
	} made_good;
};

static const struct skippable skippables[RULE_COUNT] = {
	[RULE_HEARD] = {"hear them out", "heard", ONCE_IT_HOLDS},
	[RULE_RESTATED] = {"say it back to them", "restate", ONCE_IT_HOLDS},
	[RULE_CONFIRMED] = {"ask whether that is it", "confirm", ONCE_IT_HOLDS},
	[RULE_HEART] = {"find the heart of it", "heart", ONCE_IT_HOLDS},
	[RULE_ALL_POINTS_ANSWERED] = {.text = "answer every point"},
	[RULE_FIX_OFFERED] = {.text = "offer to put it right"},
	[RULE_FIX_AGREED] = {.text = "let them choose"},
	[RULE_FIX_DONE] = {.text = "put it right"},
	[RULE_CUSTOMER_DECLINED_FIX] =
		{.text = "write down what they declined"},
	[RULE_FIX_IMPOSSIBLE] = {.text = "say why it cannot be put right"},
	[RULE_FIX_DONE_OR_REASON] = {.text = "put it right, or say why not"},
	[RULE_APOLOGY_IF_AT_FAULT] = {.text = "apologise"},
	[RULE_CUSTOMER_TOLD] = {.text = "tell them that it is done"},
	[RULE_PROMISES_SETTLED] = {"keep what was promised", "renew",
				   ONCE_IT_HOLDS},
	[RULE_FEEDBACK_ASKED] = {"ask how it was put right", "feedback",
				 BY_VERBS},
	[RULE_SECOND_OFFER] = {"make a second offer", "offer", ONCE_IT_HOLDS},
	[RULE_SEEN_BY_OWNER] = {"have it seen at the top", "approve",
				ONCE_IT_HOLDS},
	[RULE_OUTSIDE_TOLD] = {.text = "say who else can look at it"},
	[RULE_CAUSE] = {.text = "write down why it happened"},
	[RULE_PREVENTION] = {.text = "say what keeps it from happening again"},
	[RULE_WARNED] = {"tell them that it cannot go on like this",
			 "flag=unreasonable", ONCE_IT_HOLDS},
	[RULE_OVER_AUTHORITY] = {"have it approved", "approve", EACH_BY_VERBS},
	[RULE_OWN_CASE] = {"have somebody else look at it", "approve assign",
			   EACH_BY_VERBS},
	[RULE_LIMITS] = {"have it decided by who may", "flag", EACH_BY_VERBS},
	[RULE_ROLE] = {"have it approved", "approve", EACH_BY_VERBS},
};

static bool
equals(const char *value, const char *word)
{
	return value && strcasecmp(value, word) == 0;
}

/* Whether they said how it was put right, or were asked as often without an
 * answer as feedback.asked-at-most has it. */
static bool
is_asked_enough(const struct policy *policy, const struct casefile *file,
		size_t start)
{
	int unanswered = 0;

	for (size_t i = start + 1; i < file->event_count; i++) {
		if (file->events[i].verb != VERB_FEEDBACK)
			continue;
		if (!equals(file->events[i].record->what, "unanswered"))
			return true;
		unanswered++;
	}
	return unanswered >= policy->feedback.asked_at_most;
}

/* From when it is asked again: the last time that they did not answer. */
static size_t
asked_last(const struct casefile *file, size_t start)
{
	size_t last =
		casefile_last(file, VERB_FEEDBACK, "unanswered", start + 1);

	return last == CASEFILE_NONE ? start : last;
}

static bool
is_step_owed(struct dutycase *looking, const struct policy_step *step,
	     size_t start)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;

	if (casefile_first(file, VERB_FOLLOW_UP, step->id, start + 1) !=
	    CASEFILE_NONE)
		return false;
	if (step->ends)
		return true;
	if (dealings_is_over(file))
		return false;
	if (strcmp(step->id, "feedback") == 0 &&
	    is_asked_enough(policy, file, start))
		return false;
	if (strcmp(step->id, "thank-you") == 0 &&
	    casefile_first(file, VERB_THANK, NULL, start + 1) != CASEFILE_NONE)
		return false;
	return afterstep_fits(policy, step, file, looking->severity,
			      file->outcome);
}

/* Whether a step is spoken: the rest can be sent at any hour. */
static bool
is_spoken(const struct casefile *file, const struct policy_step *step)
{
	const char *how = step->how;

	if (!how || equals(how, "same-channel"))
		how = casefile_detail(file, "channel");
	return equals(how, "phone") || equals(how, "counter");
}

/* A fix that is done once, not one that lasts until another is. */
static bool
is_lasting_fix(const struct policy *policy, const struct casefile_event *event)
{
	int at = event->record->what
			 ? policy_remedy(policy, event->record->what)
			 : POLICY_NONE;

	return event->verb == VERB_GIVE && at != POLICY_NONE &&
	       policy->remedies[at].kind != REMEDY_GESTURE &&
	       !policy->remedies[at].lasts_until_fix_done;
}

/* The fix after which what was lent meanwhile is to come back, or the close;
 * CASEFILE_NONE where nothing was lent, or no fix is done yet. */
static size_t
fix_after(const struct policy *policy, const struct casefile *file,
	  const char *lent)
{
	size_t begin = casefile_last(file, VERB_GIVE, lent, 0);

	if (begin == CASEFILE_NONE)
		return CASEFILE_NONE;
	for (size_t i = begin + 1; i < file->event_count; i++) {
		if (is_lasting_fix(policy, &file->events[i]))
			return i;
	}
	return file->closed;
}

/* The event that a step counts from; CASEFILE_NONE: it is not its time. */
static size_t
step_start(const struct policy *policy, const struct casefile *file,
	   const struct policy_step *step)
{
	size_t told = casefile_last(file, VERB_TELL, "done", file->since);

	if (step->ends)
		return fix_after(policy, file, step->ends);
	return told == CASEFILE_NONE ? file->closed : told;
}

void
aftercare_follow_ups(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;

	for (size_t i = 0; i < policy->step_count; i++) {
		const struct policy_step *step = &policy->steps[i];
		const char *text = step->ask ? step->ask : step->todo;
		size_t start = step_start(policy, file, step);
		int64_t due;
		int with;

		if (start == CASEFILE_NONE ||
		    !is_step_owed(looking, step, start))
			continue;
		if (strcmp(step->id, "feedback") == 0)
			start = asked_last(file, start);
		due = dutycase_deadline(policy, dutycase_time(file, start),
					&step->after);
		if (due == INSTANT_NONE)
			continue;
		with = step->with ? policy_remedy(policy, step->with)
				  : POLICY_NONE;
		if (!text && with != POLICY_NONE)
			text = policy->remedies[with].label;
		dutycase_add(looking,
			     (struct duty){.kind = DUTY_FOLLOW_UP,
					   .event = start,
					   .since = dutycase_time(file, start),
					   .from = INSTANT_NONE,
					   .due = due,
					   .act_by = INSTANT_NONE,
					   .contact = is_spoken(file, step),
					   .who = file->owner,
					   .text = text ? text : step->id,
					   .ref = step->id,
					   .rule_line = step->line});
	}
}

/* Whether a step that counts from an instant would be a usual duty, spoken or
 * not. */
static bool
would_be_usual(const struct duty_view *view, const struct policy_step *step,
	       int64_t since)
{
	struct duty_list list = {0};
	struct dutycase looking = {.list = &list, .view = view};
	struct duty duty = {.kind = DUTY_FOLLOW_UP,
			    .since = since,
			    .from = INSTANT_NONE,
			    .act_by = INSTANT_NONE,
			    .rule_line = step->line};
	bool usual;

	duty.due = dutycase_deadline(view->policy, since, &step->after);
	if (duty.due == INSTANT_NONE)
		return false;
	usual = duty_is_usual(dutycase_add(&looking, duty), view);
	duty.contact = true;
	usual = duty_is_usual(dutycase_add(&looking, duty), view) || usual;
	duty_list_release(&list);
	return usual;
}

/* The latest instant at which a deadline is a usual duty: by its time, or as
 * the plan warns of it. */
static int64_t
usual_until(const struct duty_view *view)
{
	const struct policy *policy = view->policy;
	int64_t warned = INSTANT_NONE;

	if (policy->clocks.warn_deadline.unit != DURATION_NONE)
		warned = hours_add(policy->hours, view->now,
				   &policy->clocks.warn_deadline);
	return warned != INSTANT_NONE && warned > view->horizon ? warned
								: view->horizon;
}

int64_t
aftercare_usual_until(const struct duty_view *view, size_t step)
{
	static const int64_t day = 24 * ZONE_HOUR;
	const struct policy_step *of = &view->policy->steps[step];
	int64_t until;

	if (of->ends)
		return INT64_MAX;
	until = hours_subtract(view->policy->hours, usual_until(view),
			       &of->after);
	if (until == INSTANT_NONE)
		return INT64_MAX;
	/* Closed days and quiet hours move a deadline by some days. */
	for (int tries = 0; tries < 4; tries++) {
		until += 4 * day;
		if (!would_be_usual(view, of, until))
			return until;
	}
	return INT64_MAX;
}

void
aftercare_tell_change(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	size_t changed = casefile_last(file, VERB_PREVENTED, NULL, 0);
	int64_t due;

	if (!policy->prevention.tell_what_changed || changed == CASEFILE_NONE ||
	    dealings_is_over(file) ||
	    dutycase_first(file, "tell=changed follow-up=changed",
			   changed + 1) != CASEFILE_NONE)
		return;
	due = dutycase_deadline(policy, dutycase_time(file, changed),
				&until_told);
	if (due == INSTANT_NONE)
		return;
	dutycase_add(looking,
		     (struct duty){.kind = DUTY_FOLLOW_UP,
				   .event = changed,
				   .since = dutycase_time(file, changed),
				   .from = INSTANT_NONE,
				   .due = due,
				   .act_by = INSTANT_NONE,
				   .contact = true,
				   .who = file->owner,
				   .text = "tell them what changed because of "
					   "what they said",
				   .ref = "changed",
				   .rule_line = policy->prevention.line});
}

/* Whether a `prevented` speaks of a task: by of=, else by its id. */
static bool
is_prevented(const struct casefile *file, size_t task)
{
	const char *ref = file->events[task].record->what;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];

		if (event->verb != VERB_PREVENTED)
			continue;
		if (record_get(event->record, "of")
			    ? event->refers == task
			    : i > task && equals(event->record->what, ref))
			return true;
	}
	return false;
}

void
aftercare_prevention(struct dutycase *looking)
{
	const struct casefile *file = looking->file;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb != VERB_PREVENT ||
		    record->due == INSTANT_NONE || !record->what ||
		    strcmp(record->what, "none") == 0 || is_prevented(file, i))
			continue;
		dutycase_add(
			looking,
			(struct duty){.kind = DUTY_PREVENTION,
				      .event = i,
				      .since = record->at,
				      .from = INSTANT_NONE,
				      .due = record->due,
				      .act_by = INSTANT_NONE,
				      .who = file->owner,
				      .text = record->text,
				      .ref = record->what,
				      .rule_line = looking->view->policy
							   ->prevention.line});
	}
}

/* What they wrote in public and nobody answered there: a review that was found,
 * or the complaint itself (P13). */
static size_t
review_to_answer(const struct casefile *file)
{
	size_t answered = casefile_last(file, VERB_OUT, "review", 0);

	if (answered == CASEFILE_NONE &&
	    equals(casefile_detail(file, "channel"), "review"))
		return casefile_first(file, VERB_OPEN, NULL, 0);
	return casefile_first(file, VERB_REVIEW, NULL,
			      answered == CASEFILE_NONE ? 0 : answered + 1);
}

void
aftercare_review(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	size_t review = review_to_answer(file);
	const char *who = NULL;
	int64_t due;

	if (review == CASEFILE_NONE)
		return;
	due = dutycase_deadline(policy, dutycase_time(file, review),
				&policy->reviews.reply_within);
	if (due == INSTANT_NONE)
		return;
	if (policy->reviews.reply_by != POLICY_NONE)
		who = whose_role(policy, policy->reviews.reply_by,
				 looking->view->today);
	dutycase_add(looking,
		     (struct duty){
			     .kind = DUTY_REVIEW,
			     .event = review,
			     .since = dutycase_time(file, review),
			     .from = INSTANT_NONE,
			     .due = due,
			     .act_by = INSTANT_NONE,
			     .who = who ? who : file->owner,
			     .text = "answer what they wrote in public",
			     .ref = file->events[review].verb == VERB_OPEN
					    ? "review"
					    : file->events[review].record->what,
			     .rule_line = policy->reviews.line});
}

void
aftercare_limits(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	size_t limit = dealings_last(file);
	const struct record *record;
	const char *who;
	int64_t due;

	if (limit == CASEFILE_NONE ||
	    policy->unreasonable.review_after.unit == DURATION_NONE)
		return;
	record = file->events[limit].record;
	due = dutycase_deadline(policy, record->at,
				&policy->unreasonable.review_after);
	if (due == INSTANT_NONE)
		return;
	who = whose_role(policy, limits_role(policy), looking->view->today);
	dutycase_add(looking,
		     (struct duty){
			     .kind = DUTY_FOLLOW_UP,
			     .event = limit,
			     .since = record->at,
			     .from = INSTANT_NONE,
			     .due = due,
			     .act_by = INSTANT_NONE,
			     .who = who ? who : file->owner,
			     .text = arena_format(looking->arena,
						  "is %s still needed? flag it "
						  "again, or no-limit",
						  record->what),
			     .ref = "limits",
			     .rule_line = policy->unreasonable.line});
}

static bool
is_made_good(const struct dutycase *looking, size_t event, enum rule rule)
{
	const struct casefile *file = looking->file;
	const struct record *record = file->events[event].record;
	const struct rules_view view = {.policy = looking->view->policy,
					.file = file,
					.now = looking->view->now};
	const struct rules_step step = {file->events[event].verb, record->what,
					record->amount};
	const struct skippable *row = &skippables[rule];

	return (row->made_good == ONCE_IT_HOLDS &&
		conditions_hold(rule, &view, &step)) ||
	       (row->verbs &&
		dutycase_first(file, row->verbs, event + 1) != CASEFILE_NONE);
}

static void
skipped_rule(struct dutycase *looking, size_t event, const char *name,
	     bool listed[])
{
	static const struct duration until = {DURATION_CLOSE, 0};
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	enum rule rule = rules_of_name(name);
	int64_t due;

	if ((rule != RULE_COUNT &&
	     (listed[rule] || is_made_good(looking, event, rule))) ||
	    casefile_first(file, VERB_OVERRIDE, name, event + 1) !=
		    CASEFILE_NONE)
		return;
	if (rule != RULE_COUNT)
		listed[rule] = skippables[rule].made_good != EACH_BY_VERBS;
	due = dutycase_deadline(policy, dutycase_time(file, event), &until);
	if (due == INSTANT_NONE)
		return;
	dutycase_add(
		looking,
		(struct duty){.kind = DUTY_SKIPPED,
			      .event = event,
			      .since = dutycase_time(file, event),
			      .from = INSTANT_NONE,
			      .due = due,
			      .act_by = INSTANT_NONE,
			      .who = file->owner,
			      .text = rule != RULE_COUNT
					      ? skippables[rule].text
					      : arena_format(looking->arena,
							     "make good: %s",
							     name),
			      .ref = name,
			      .rule_line = policy->gates.line});
}

void
aftercare_skipped(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	bool listed[RULE_COUNT] = {false};

	for (size_t i = file->since; i < file->event_count; i++) {
		const char *rules =
			record_get(file->events[i].record, "skipped");

		while (rules && *rules) {
			size_t len = strcspn(rules, ",");

			if (len > 0)
				skipped_rule(
					looking, i,
					arena_copy(looking->arena, rules, len),
					listed);
			rules += len;
			rules += *rules == ',';
		}
	}
}
