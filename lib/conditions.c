#include "conditions.h"

#include <string.h>

#include "afterstep.h"
#include "authority.h"
#include "dealings.h"
#include "severity.h"

#define ABSENT CASEFILE_NONE

typedef bool rule_test(const struct rules_view *view,
		       const struct rules_step *step);

/* Whether an event of the verb stands after the last further point. */
static bool
after_points(const struct rules_view *view, enum verb verb)
{
	size_t at = facts_last(view, verb, NULL);
	size_t point = casefile_last(view->file, VERB_POINT, NULL, 0);

	return at != ABSENT && (point == ABSENT || at > point);
}

static bool
test_heard(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return after_points(view, VERB_HEARD);
}

static bool
test_restated(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return after_points(view, VERB_RESTATE);
}

bool
conditions_is_written(const struct rules_view *view)
{
	const char *channel = casefile_detail(view->file, "channel");

	return channel &&
	       policy_list_has(&view->policy->intake.written, channel);
}

/* In writing nobody says "yes, that is it": what they choose says so. */
static bool
test_confirmed(const struct rules_view *view, const struct rules_step *step)
{
	size_t restate = facts_last(view, VERB_RESTATE, NULL);

	if (!after_points(view, VERB_RESTATE))
		return false;
	if (casefile_first(view->file, VERB_CONFIRM, NULL, restate) != ABSENT)
		return true;
	return conditions_is_written(view) &&
	       (step->verb == VERB_ACCEPT ||
		casefile_first(view->file, VERB_ACCEPT, NULL, restate) !=
			ABSENT);
}

/* Whether they said more since the last reopen than what the case began with:
 * the opening of one that was joined is a point like any other. */
static bool
has_further_point(const struct casefile *file)
{
	for (size_t i = 0; i < file->point_count; i++) {
		size_t event = file->points[i].event;

		if (event >= file->since &&
		    file->events[event].record != file->opening)
			return true;
	}
	return false;
}

static bool
test_heart(const struct rules_view *view, const struct rules_step *step)
{
	const struct casefile *file = view->file;

	(void)step;
	if (!has_further_point(file))
		return true;
	for (size_t i = file->since; i < file->event_count; i++) {
		if (file->events[i].verb == VERB_HEART &&
		    file->events[i].refers != ABSENT)
			return true;
	}
	return false;
}

static bool
test_all_points_answered(const struct rules_view *view,
			 const struct rules_step *step)
{
	(void)step;
	for (size_t i = 0; i < view->file->point_count; i++) {
		if (!facts_is_answered(view->file, &view->file->points[i],
				       view->file->since))
			return false;
	}
	return true;
}

static bool
has_chosen_fix(const struct rules_view *view)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; i < file->event_count; i++) {
		if (file->events[i].verb == VERB_ACCEPT &&
		    facts_is_fix(view->policy, file->events[i].record->what) &&
		    !casefile_is_withdrawn(file, i))
			return true;
	}
	return false;
}

static bool
test_fix_offered(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return facts_has_fix(view, VERB_OFFER);
}

static bool
test_fix_agreed(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return has_chosen_fix(view);
}

static bool
test_fix_done(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return facts_has_fix(view, VERB_GIVE) && !facts_fix_owed(view);
}

static bool
test_customer_declined_fix(const struct rules_view *view,
			   const struct rules_step *step)
{
	const struct casefile *file = view->file;

	(void)step;
	if (!facts_has_fix(view, VERB_OFFER) || has_chosen_fix(view))
		return false;
	for (size_t i = file->since; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];

		if (event->verb == VERB_OFFER &&
		    facts_is_fix(view->policy, event->record->what) &&
		    casefile_first(file, VERB_DECLINE, event->record->what,
				   i) == ABSENT)
			return false;
	}
	return true;
}

static bool
test_fix_impossible(const struct rules_view *view,
		    const struct rules_step *step)
{
	(void)step;
	return facts_has(view, VERB_CANNOT, NULL) && !facts_fix_owed(view);
}

bool
conditions_is_fix_settled(const struct rules_view *view)
{
	const struct casefile *file = view->file;

	if (facts_fix_owed(view))
		return false;
	return facts_has_fix(view, VERB_GIVE) ||
	       facts_is_excused(file, NULL, file->since) ||
	       test_customer_declined_fix(view, NULL);
}

/* Whether sorry is all that they want, and they heard it (P23). */
static bool
has_all_they_want(const struct rules_view *view)
{
	return facts_sorry_is_enough(view) &&
	       facts_has(view, VERB_APOLOGY, NULL);
}

static bool
test_fix_done_or_reason(const struct rules_view *view,
			const struct rules_step *step)
{
	(void)step;
	return conditions_is_fix_settled(view) || has_all_they_want(view);
}

static bool
test_apology_if_at_fault(const struct rules_view *view,
			 const struct rules_step *step)
{
	size_t finding = facts_last(view, VERB_FINDING, NULL);
	const char *what = finding == ABSENT
				   ? NULL
				   : view->file->events[finding].record->what;

	(void)step;
	if (facts_has(view, VERB_APOLOGY, NULL))
		return true;
	return what && strcmp(what, "upheld") != 0 &&
	       strcmp(what, "partly") != 0;
}

static bool
test_customer_told(const struct rules_view *view, const struct rules_step *step)
{
	const struct casefile *file = view->file;
	size_t tell = facts_last(view, VERB_TELL, NULL);

	(void)step;
	/* A remedy that nothing follows tells for itself. */
	for (size_t i = file->event_count; i-- > file->since;) {
		const char *what = file->events[i].record->what;
		int at = what ? policy_remedy(view->policy, what) : POLICY_NONE;

		if (file->events[i].verb != VERB_GIVE)
			continue;
		if (at == POLICY_NONE ||
		    view->policy->remedies[at].then != POLICY_THEN_NOTHING)
			return tell != ABSENT && tell > i;
	}
	return tell != ABSENT || facts_last(view, VERB_GIVE, NULL) != ABSENT;
}

static bool
test_promises_settled(const struct rules_view *view,
		      const struct rules_step *step)
{
	(void)step;
	return !facts_promise_open(view->file);
}

/* Whether after-care will still ask this customer something. */
static bool
will_be_asked(const struct rules_view *view, const char *outcome)
{
	const struct policy *policy = view->policy;
	const struct casefile *file = view->file;
	int severity = severity_of(policy, file);

	for (size_t i = 0; i < policy->step_count; i++) {
		const struct policy_step *step = &policy->steps[i];

		if (step->ask &&
		    afterstep_fits(policy, step, file, severity, outcome) &&
		    casefile_first(file, VERB_FOLLOW_UP, step->id,
				   file->since) == ABSENT)
			return true;
	}
	return false;
}

static bool
test_feedback_asked(const struct rules_view *view,
		    const struct rules_step *step)
{
	const struct casefile *file = view->file;
	int unanswered = 0;

	/* Nobody asks them any more. */
	if (dealings_is_over(file))
		return true;
	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb != VERB_FEEDBACK || !what)
			continue;
		if (strcmp(what, "unanswered") != 0)
			return true;
		unanswered++;
	}
	return unanswered >= view->policy->feedback.asked_at_most ||
	       will_be_asked(view,
			     step->verb == VERB_CLOSE ? step->what : NULL);
}

static bool
test_second_offer(const struct rules_view *view, const struct rules_step *step)
{
	size_t decline = casefile_first(view->file, VERB_DECLINE, NULL,
					view->file->since);

	(void)step;
	return decline != ABSENT &&
	       casefile_first(view->file, VERB_OFFER, NULL, decline) != ABSENT;
}

static bool
test_seen_by_owner(const struct rules_view *view, const struct rules_step *step)
{
	const struct policy *policy = view->policy;
	int highest = (int)policy->role_count - 1;

	(void)step;
	if (policy->staff_count == 0)
		return true;
	for (size_t i = view->file->since; i < view->file->event_count; i++) {
		const char *who = view->file->events[i].record->who;

		if (who && policy_staff(policy, who) != POLICY_NONE &&
		    policy_role_of(policy, who) == highest)
			return true;
	}
	return view->who && policy_staff(policy, view->who) != POLICY_NONE &&
	       policy_role_of(policy, view->who) == highest;
}

static bool
test_outside_told(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return facts_has(view, VERB_TELL, "outside");
}

static bool
test_cause(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return facts_has(view, VERB_CAUSE, NULL);
}

static bool
test_prevention(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return facts_has(view, VERB_PREVENT, NULL);
}

/* Before dealings with them are limited they are told, where the plan says so
 * (unreasonable.warn-first). */
static bool
test_warned(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return !view->policy->unreasonable.warn_first ||
	       dealings_is_warned(view);
}

static bool
test_limits(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return dealings_may(view->policy, view->who);
}

static bool
test_role(const struct rules_view *view, const struct rules_step *step)
{
	return policy_may(view->policy, view->who, authority_permission(step));
}

/* A row a rule. */
static const struct {
	const char *name;
	rule_test *test;
} rows[RULE_COUNT] = {
	[RULE_HEARD] = {"heard", test_heard},
	[RULE_RESTATED] = {"restated", test_restated},
	[RULE_CONFIRMED] = {"confirmed", test_confirmed},
	[RULE_HEART] = {"heart", test_heart},
	[RULE_ALL_POINTS_ANSWERED] = {"all-points-answered",
				      test_all_points_answered},
	[RULE_FIX_OFFERED] = {"fix-offered", test_fix_offered},
	[RULE_FIX_AGREED] = {"fix-agreed", test_fix_agreed},
	[RULE_FIX_DONE] = {"fix-done", test_fix_done},
	[RULE_CUSTOMER_DECLINED_FIX] = {"customer-declined-fix",
					test_customer_declined_fix},
	[RULE_FIX_IMPOSSIBLE] = {"fix-impossible", test_fix_impossible},
	[RULE_FIX_DONE_OR_REASON] = {"fix-done-or-reason",
				     test_fix_done_or_reason},
	[RULE_APOLOGY_IF_AT_FAULT] = {"apology-if-at-fault",
				      test_apology_if_at_fault},
	[RULE_CUSTOMER_TOLD] = {"customer-told", test_customer_told},
	[RULE_PROMISES_SETTLED] = {"promises-settled", test_promises_settled},
	[RULE_FEEDBACK_ASKED] = {"feedback-asked", test_feedback_asked},
	[RULE_SECOND_OFFER] = {"second-offer", test_second_offer},
	[RULE_SEEN_BY_OWNER] = {"seen-by-owner", test_seen_by_owner},
	[RULE_OUTSIDE_TOLD] = {"outside-told", test_outside_told},
	[RULE_CAUSE] = {"cause", test_cause},
	[RULE_PREVENTION] = {"prevention", test_prevention},
	[RULE_WARNED] = {"warned", test_warned},
	[RULE_LIMITS] = {"limits", test_limits},
	[RULE_OVER_AUTHORITY] = {"over-authority", authority_is_enough},
	[RULE_OWN_CASE] = {"own-case", authority_is_impartial},
	[RULE_ROLE] = {"role", test_role},
};

const char *
conditions_name(enum rule rule)
{
	return rows[rule].name;
}

bool
conditions_hold(enum rule rule, const struct rules_view *view,
		const struct rules_step *step)
{
	return rows[rule].test(view, step);
}
