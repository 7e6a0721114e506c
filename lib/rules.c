#include "rules.h"

#include <string.h>

#include "naming.h"
#include "text.h"
#include "when.h"

#define ABSENT CASEFILE_NONE
#define TRIES 2 /* at feedback that nobody answers (P60) */

typedef bool rule_test(const struct rules_view *view,
		       const struct rules_step *step);

static size_t
last(const struct rules_view *view, enum verb verb, const char *what)
{
	return casefile_last(view->file, verb, what, view->file->since);
}

static bool
has(const struct rules_view *view, enum verb verb, const char *what)
{
	return last(view, verb, what) != ABSENT;
}

/* Whether an event of the verb stands after the last further point. */
static bool
after_points(const struct rules_view *view, enum verb verb)
{
	size_t at = last(view, verb, NULL);
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

static bool
is_written(const struct rules_view *view)
{
	const char *channel = casefile_detail(view->file, "channel");

	return channel &&
	       policy_list_has(&view->policy->intake.written, channel);
}

/* In writing nobody says "yes, that is it": what they choose says so. */
static bool
test_confirmed(const struct rules_view *view, const struct rules_step *step)
{
	size_t restate = last(view, VERB_RESTATE, NULL);

	if (!after_points(view, VERB_RESTATE))
		return false;
	if (casefile_first(view->file, VERB_CONFIRM, NULL, restate) != ABSENT)
		return true;
	return is_written(view) && (step->verb == VERB_ACCEPT ||
				    casefile_first(view->file, VERB_ACCEPT,
						   NULL, restate) != ABSENT);
}

static bool
test_heart(const struct rules_view *view, const struct rules_step *step)
{
	const struct casefile *file = view->file;

	(void)step;
	if (!has(view, VERB_POINT, NULL))
		return true;
	for (size_t i = file->since; i < file->event_count; i++) {
		if (file->events[i].verb == VERB_HEART &&
		    file->events[i].refers != ABSENT)
			return true;
	}
	return false;
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

static bool
is_answered(const struct rules_view *view, const struct casefile_point *point)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; i < file->event_count; i++) {
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

static bool
test_all_points_answered(const struct rules_view *view,
			 const struct rules_step *step)
{
	(void)step;
	for (size_t i = 0; i < view->file->point_count; i++) {
		if (!is_answered(view, &view->file->points[i]))
			return false;
	}
	return true;
}

static bool
is_kind(const struct policy *policy, const char *remedy, enum remedy_kind kind)
{
	int at = remedy ? policy_remedy(policy, remedy) : POLICY_NONE;

	return at != POLICY_NONE && policy->remedies[at].kind == kind;
}

/* A remedy that puts the problem itself right: what is no gesture, then, and
 * also what this plan does not know any more. */
static bool
is_fix(const struct policy *policy, const char *remedy)
{
	return remedy && !is_kind(policy, remedy, REMEDY_GESTURE);
}

static bool
has_fix(const struct rules_view *view, enum verb verb)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; i < file->event_count; i++) {
		if (file->events[i].verb == verb &&
		    is_fix(view->policy, file->events[i].record->what))
			return true;
	}
	return false;
}

/* Whether they took back a choice, made at an event: not that one after all. */
static bool
is_withdrawn(const struct casefile *file, size_t accept)
{
	return casefile_first(file, VERB_DECLINE,
			      file->events[accept].record->what,
			      accept) != ABSENT;
}

static bool
has_chosen_fix(const struct rules_view *view)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; i < file->event_count; i++) {
		if (file->events[i].verb == VERB_ACCEPT &&
		    is_fix(view->policy, file->events[i].record->what) &&
		    !is_withdrawn(file, i))
			return true;
	}
	return false;
}

static bool
test_fix_offered(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return has_fix(view, VERB_OFFER);
}

static bool
test_fix_agreed(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return has_chosen_fix(view);
}

/* A fix that they chose and that is not given yet; NULL. */
static const char *
fix_still_owed(const struct rules_view *view)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];

		if (event->verb == VERB_ACCEPT &&
		    is_fix(view->policy, event->record->what) &&
		    !is_withdrawn(file, i) &&
		    casefile_first(file, VERB_GIVE, event->record->what, i) ==
			    ABSENT)
			return event->record->what;
	}
	return NULL;
}

static bool
test_fix_done(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return has_fix(view, VERB_GIVE) && !fix_still_owed(view);
}

static bool
test_customer_declined_fix(const struct rules_view *view,
			   const struct rules_step *step)
{
	const struct casefile *file = view->file;

	(void)step;
	if (!has_fix(view, VERB_OFFER) || has_chosen_fix(view))
		return false;
	for (size_t i = file->since; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];

		if (event->verb == VERB_OFFER &&
		    is_fix(view->policy, event->record->what) &&
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
	return has(view, VERB_CANNOT, NULL);
}

static bool
test_fix_done_or_reason(const struct rules_view *view,
			const struct rules_step *step)
{
	size_t finding = last(view, VERB_FINDING, NULL);

	if (finding != ABSENT) {
		const char *what = view->file->events[finding].record->what;

		if (what && strcmp(what, "not-upheld") == 0)
			return true;
	}
	return test_fix_done(view, step) ||
	       test_customer_declined_fix(view, step) ||
	       test_fix_impossible(view, step);
}

static bool
test_apology_if_at_fault(const struct rules_view *view,
			 const struct rules_step *step)
{
	size_t finding = last(view, VERB_FINDING, NULL);
	const char *what = finding == ABSENT
				   ? NULL
				   : view->file->events[finding].record->what;

	(void)step;
	if (has(view, VERB_APOLOGY, NULL))
		return true;
	return what && strcmp(what, "upheld") != 0 &&
	       strcmp(what, "partly") != 0;
}

static bool
test_customer_told(const struct rules_view *view, const struct rules_step *step)
{
	size_t tell = last(view, VERB_TELL, NULL);
	size_t give = last(view, VERB_GIVE, NULL);

	(void)step;
	return tell != ABSENT && (give == ABSENT || tell > give);
}

static const struct casefile_promise *
promise_still_open(const struct casefile *file)
{
	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].state == PROMISE_OPEN)
			return &file->promises[i];
	}
	return NULL;
}

static bool
test_promises_settled(const struct rules_view *view,
		      const struct rules_step *step)
{
	(void)step;
	return !promise_still_open(view->file);
}

/* Whether a word that after-care is `only` for, or not for, fits the case: its
 * category, heat, a flag, or how they leave. */
static bool
is_about(const struct policy_list *words, const struct casefile *file,
	 const char *outcome)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *word = words->at[i];

		if ((file->category && strcmp(word, file->category) == 0) ||
		    (file->heat && strcmp(word, file->heat) == 0) ||
		    (outcome && strcmp(word, outcome) == 0) ||
		    casefile_first(file, VERB_FLAG, word, 0) != ABSENT)
			return true;
	}
	return false;
}

/* Whether after-care will still ask this customer something. */
static bool
will_be_asked(const struct rules_view *view, const char *outcome)
{
	const struct policy *policy = view->policy;
	const struct casefile *file = view->file;
	bool best_done = outcome && strcmp(outcome, "best-done") == 0;

	for (size_t i = 0; i < policy->step_count; i++) {
		const struct policy_step *step = &policy->steps[i];

		if (step->ask &&
		    (step->only.count == 0 ||
		     is_about(&step->only, file, outcome)) &&
		    !is_about(&step->unless, file, outcome) &&
		    (step->if_outcome.count == 0 ||
		     (outcome &&
		      policy_list_has(&step->if_outcome, outcome))) &&
		    !(best_done &&
		      policy_list_has(&policy->closing.best_done_stops,
				      step->id)) &&
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

	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb != VERB_FEEDBACK || !what)
			continue;
		if (strcmp(what, "unanswered") != 0)
			return true;
		unanswered++;
	}
	return unanswered >= TRIES ||
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
	return has(view, VERB_TELL, "outside");
}

static bool
test_cause(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return has(view, VERB_CAUSE, NULL);
}

static bool
test_prevention(const struct rules_view *view, const struct rules_step *step)
{
	(void)step;
	return has(view, VERB_PREVENT, NULL);
}

/* What a step grants: the amount, else what was offered. */
static int64_t
amount_of(const struct rules_view *view, const struct rules_step *step)
{
	size_t offer;

	if (step->amount != MONEY_NONE || !step->what)
		return step->amount;
	offer = casefile_last(view->file, VERB_OFFER, step->what, 0);
	return offer == ABSENT ? MONEY_NONE
			       : view->file->events[offer].record->amount;
}

/* What was granted on a case for remedies of a kind: the gives, and what they
 * chose and do not have yet, but for one remedy, which is just being granted.
 */
static int64_t
granted(const struct policy *policy, const struct casefile *file, bool gestures,
	const char *but)
{
	int64_t sum = 0;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		enum verb verb = file->events[i].verb;
		bool gesture = is_kind(policy, record->what, REMEDY_GESTURE);

		if ((verb != VERB_GIVE && verb != VERB_ACCEPT) ||
		    !record->what || gesture != gestures ||
		    is_kind(policy, record->what, REMEDY_ENTITLEMENT))
			continue;
		if (verb == VERB_ACCEPT &&
		    (strcmp(record->what, but) == 0 || is_withdrawn(file, i) ||
		     casefile_first(file, VERB_GIVE, record->what, i) !=
			     ABSENT))
			continue;
		sum += casefile_given(file, i);
	}
	return sum;
}

/* Gestures of `who` on the day of now, or for the same person within a span. */
static int64_t
gestures_since(const struct rules_view *view, const char *who, int64_t from,
	       bool same_person)
{
	int64_t sum = 0;

	for (size_t c = 0; view->book && c < view->book->count; c++) {
		const struct casefile *file = &view->book->cases[c];

		if (file->merged_into || file->last < from)
			continue;
		if (same_person && strcmp(file->id, view->file->id) != 0 &&
		    !casebook_same_person(view->policy, view->file, file))
			continue;
		for (size_t i = 0; i < file->event_count; i++) {
			const struct record *record = file->events[i].record;

			if (file->events[i].verb == VERB_GIVE &&
			    record->at >= from &&
			    is_kind(view->policy, record->what,
				    REMEDY_GESTURE) &&
			    (!who ||
			     (record->who && strcmp(record->who, who) == 0)))
				sum += casefile_given(file, i);
		}
	}
	return sum;
}

static int64_t
day_begin(const struct policy *policy, int64_t now)
{
	struct civil civil;
	int64_t first, second;

	zone_civil(policy->shop.zone, now, &civil);
	civil.hour = civil.minute = civil.second = civil.millisecond = 0;
	zone_instants(policy->shop.zone, &civil, &first, &second);
	return first;
}

/* Whether somebody who may grant it approved it on this case. */
static bool
is_approved(const struct rules_view *view, const struct rules_step *step,
	    int64_t total, bool gesture)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		const struct policy_authority *authority;

		if (file->events[i].verb != VERB_APPROVE || !record->who ||
		    !record->what || strcmp(record->what, step->what) != 0)
			continue;
		if (record->amount != MONEY_NONE &&
		    record->amount < amount_of(view, step))
			continue;
		authority = &view->policy->authority.roles[policy_role_of(
			view->policy, record->who)];
		if (total <= (gesture ? authority->gesture : authority->fix))
			return true;
	}
	return false;
}

/* What a limit is called that is the plan's for everybody, not a role's. */
static const char of_price[] = "as gestures for what they paid";

static int64_t
limit_for(const struct rules_view *view, const struct rules_step *step,
	  const char *who, int64_t *total, const char **which)
{
	const struct policy *policy = view->policy;
	const struct policy_authority *may;
	int64_t amount = amount_of(view, step);
	bool gesture = is_kind(policy, step->what, REMEDY_GESTURE);
	int cap = policy->rules.gesture_cap_percent;

	*total = 0;
	if (policy->staff_count == 0 || policy->authority.line == 0 ||
	    amount == MONEY_NONE || !step->what ||
	    is_kind(policy, step->what, REMEDY_ENTITLEMENT))
		return MONEY_UNLIMITED;
	may = &policy->authority.roles[policy_role_of(policy, who)];
	*total = amount + granted(policy, view->file, gesture, step->what);
	*which = "on one case";
	if (*total > (gesture ? may->gesture : may->fix))
		return gesture ? may->gesture : may->fix;
	if (!gesture || amount == 0)
		return MONEY_UNLIMITED;
	if (cap > 0 && view->file->value != MONEY_NONE &&
	    *total > money_percent(view->file->value, cap)) {
		*which = of_price;
		return money_percent(view->file->value, cap);
	}
	if (may->gesture_a_day != MONEY_UNLIMITED) {
		*total = amount + gestures_since(view, who,
						 day_begin(policy, view->now),
						 false);
		*which = "as gestures in one day";
		if (*total > may->gesture_a_day)
			return may->gesture_a_day;
	}
	if (may->gesture_a_customer != MONEY_UNLIMITED) {
		int64_t from = hours_subtract(policy->hours, view->now,
					      &may->a_customer_window);

		*total = amount + gestures_since(view, NULL, from, true);
		*which = "as gestures to one customer";
		if (*total > may->gesture_a_customer)
			return may->gesture_a_customer;
	}
	return MONEY_UNLIMITED;
}

int64_t
rules_limit(const struct rules_view *view, const struct rules_step *step,
	    int64_t *total, const char **which)
{
	int64_t limit = limit_for(view, step, view->who, total, which);

	if (limit != MONEY_UNLIMITED &&
	    is_approved(view, step, *total,
			is_kind(view->policy, step->what, REMEDY_GESTURE)))
		return MONEY_UNLIMITED;
	return limit;
}

/* Whether a word for somebody, their id or name, means a member of staff. */
static bool
is_person(const struct policy *policy, const char *who, const char *word)
{
	return who && word &&
	       (text_same(word, who) ||
		text_same(word, policy_staff_name(policy, who)));
}

static bool
is_away(const struct policy *policy, int staff, int64_t now)
{
	const struct policy_staff *one = &policy->staff[staff];
	struct civil civil;
	int64_t day;

	zone_civil(policy->shop.zone, now, &civil);
	day = civil_to_days(civil.year, civil.month, civil.day);
	for (size_t i = 0; i < one->away_count; i++) {
		if (day >= one->away[i].first && day <= one->away[i].last)
			return true;
	}
	return false;
}

int
rules_who_may_grant(const struct rules_view *view,
		    const struct rules_step *step)
{
	const struct policy *policy = view->policy;
	int here = POLICY_NONE, away = POLICY_NONE;

	for (int i = 0; i < (int)policy->staff_count; i++) {
		const struct policy_staff *one = &policy->staff[i];
		int *best = is_away(policy, i, view->now) ? &away : &here;
		const char *which;
		int64_t total;

		if (is_person(policy, one->id, view->who) ||
		    !policy_may(policy, one->id, MAY_APPROVE) ||
		    limit_for(view, step, one->id, &total, &which) !=
			    MONEY_UNLIMITED)
			continue;
		if (*best == POLICY_NONE ||
		    one->role < policy->staff[*best].role)
			*best = i;
	}
	if (here != POLICY_NONE || away == POLICY_NONE)
		return here;
	/* Only people who are away: the deputy speaks for them, as long as that
	 * is not who asks; and if nobody does, it waits for them. */
	if (policy->staff[away].deputy != POLICY_NONE &&
	    !is_person(policy, policy->staff[policy->staff[away].deputy].id,
		       view->who) &&
	    !is_away(policy, policy->staff[away].deputy, view->now))
		return policy->staff[away].deputy;
	return away;
}

/* A member of staff of the highest role; NULL. */
static const struct policy_staff *
owner_of(const struct policy *policy)
{
	for (size_t i = 0; i < policy->staff_count; i++) {
		if (policy->staff[i].role == (int)policy->role_count - 1)
			return &policy->staff[i];
	}
	return NULL;
}

const char *
rules_owner_name(const struct policy *policy)
{
	const struct policy_staff *owner = owner_of(policy);

	return owner ? owner->name : NULL;
}

static bool
test_over_authority(const struct rules_view *view,
		    const struct rules_step *step)
{
	const char *which;
	int64_t total;

	return rules_limit(view, step, &total, &which) == MONEY_UNLIMITED;
}

/*
 * Nobody decides on a complaint about themselves (P26). A category may say so
 * in a plan that allows it otherwise; and then nobody hands it to them either.
 */
static bool
test_own_case(const struct rules_view *view, const struct rules_step *step)
{
	const struct policy *policy = view->policy;
	const char *about = casefile_detail(view->file, "about");
	int category = view->file->category
			       ? policy_category(policy, view->file->category)
			       : POLICY_NONE;
	bool never = category != POLICY_NONE &&
		     policy->categories[category].not_handled_by_person_named;

	if (policy->authority.own_case && !never)
		return true;
	if (step->verb == VERB_ASSIGN)
		return !never || !is_person(policy, step->what, about);
	return !is_person(policy, view->who, about);
}

static enum permission
permission_for(const struct rules_step *step)
{
	if (step->verb == VERB_WISH && step->what &&
	    strcmp(step->what, "declined") == 0)
		return MAY_DECLINE;
	if (step->verb == VERB_CLOSE && step->what &&
	    strcmp(step->what, "best-done") == 0)
		return MAY_CLOSE_BEST_DONE;
	return event_kind(step->verb)->may;
}

static bool
test_role(const struct rules_view *view, const struct rules_step *step)
{
	return policy_may(view->policy, view->who, permission_for(step));
}

/*
 * A row a rule: its test; how it ends "Ana Ruiz has not yet…"; and for a list
 * of what is owed a label, a sentence and what to type.
 */
static const struct {
	const char *name;
	rule_test *test;
	const char *not_yet;
	const char *label;
	const char *sentence;
	const char *type;
} rows[RULE_COUNT] = {
	[RULE_HEARD] = {"heard", test_heard, "said all there is", "hear",
			"they have not said all there is", "heard"},
	[RULE_RESTATED] = {"restated", test_restated, "heard it back", "say",
			   "it was not said back to them", "restate"},
	[RULE_CONFIRMED] = {"confirmed", test_confirmed, "agreed", "ask",
			    "they have not agreed that this is it", "confirm"},
	[RULE_HEART] = {"heart", test_heart, "said what the heart of it is",
			"ask", "which point is the heart of it is not known",
			"heart pt0"},
	[RULE_ALL_POINTS_ANSWERED] = {"all-points-answered",
				      test_all_points_answered,
				      "had an answer to every point", "tell",
				      "not every point has its answer",
				      "tell done"},
	[RULE_FIX_OFFERED] = {"fix-offered", test_fix_offered,
			      "been offered a fix", "fix", "no fix was offered",
			      "offer"},
	[RULE_FIX_AGREED] = {"fix-agreed", test_fix_agreed, "chosen a fix",
			     "fix", "no fix was chosen", "accept"},
	[RULE_FIX_DONE] = {"fix-done", test_fix_done, "got the fix", "fix",
			   "no fix is done yet", "give"},
	[RULE_CUSTOMER_DECLINED_FIX] = {"customer-declined-fix",
					test_customer_declined_fix,
					"declined every fix", "fix",
					"not every fix was declined",
					"decline"},
	[RULE_FIX_IMPOSSIBLE] = {"fix-impossible", test_fix_impossible,
				 "been told why it cannot be fixed", "fix",
				 "nothing says that no fix is possible",
				 "cannot all WHY"},
	[RULE_FIX_DONE_OR_REASON] = {"fix-done-or-reason",
				     test_fix_done_or_reason, "got the fix",
				     "fix",
				     "no fix is done, and nothing says why not",
				     "give"},
	[RULE_APOLOGY_IF_AT_FAULT] = {"apology-if-at-fault",
				      test_apology_if_at_fault,
				      "heard that we are sorry", "sorry",
				      "nobody has said sorry yet", "apology"},
	[RULE_CUSTOMER_TOLD] = {"customer-told", test_customer_told,
				"been told that it is done", "tell",
				"they do not know that it is done",
				"tell done"},
	[RULE_PROMISES_SETTLED] = {"promises-settled", test_promises_settled,
				   "got what was promised", "keep",
				   "a promise is still open", "kept"},
	[RULE_FEEDBACK_ASKED] = {"feedback-asked", test_feedback_asked,
				 "been asked how we put it right", "ask",
				 "nobody asked how we put it right",
				 "feedback 1-5"},
	[RULE_SECOND_OFFER] = {"second-offer", test_second_offer,
			       "had a second offer", "offer",
			       "no second offer was made", "offer"},
	[RULE_SEEN_BY_OWNER] = {"seen-by-owner", test_seen_by_owner,
				"been seen by the owner", "owner",
				"the owner has not looked at it", "note WORDS"},
	[RULE_OUTSIDE_TOLD] = {"outside-told", test_outside_told,
			       "been told who else can look at it", "tell",
			       "they do not know who else can look at it",
			       "tell outside"},
	[RULE_CAUSE] = {"cause", test_cause, "been understood", "why",
			"why it happened is not written down", "cause CAUSE"},
	[RULE_PREVENTION] = {"prevention", test_prevention, "changed anything",
			     "next",
			     "what keeps it from happening again is not "
			     "written down",
			     "prevent none WHY"},
	/* Of these, who acts: what is said of them names people. */
	[RULE_OVER_AUTHORITY] = {"over-authority", test_over_authority, "",
				 "ask", "", ""},
	[RULE_OWN_CASE] = {"own-case", test_own_case, "", "ask", "", ""},
	[RULE_ROLE] = {"role", test_role, "", "ask", "", ""},
};

const char *
rules_name(enum rule rule)
{
	return rows[rule].name;
}

enum rule
rules_of_name(const char *name)
{
	int i = 0;

	while (i < RULE_COUNT && strcmp(rows[i].name, name) != 0)
		i++;
	return (enum rule)i;
}

bool
rules_met(enum rule rule, const struct rules_view *view,
	  const struct rules_step *step)
{
	return rows[rule].test(view, step);
}

bool
rules_any_met(const struct policy_list *list, const struct rules_view *view,
	      const struct rules_step *step)
{
	for (size_t i = 0; i < list->count; i++) {
		enum rule rule = rules_of_name(list->at[i]);

		if (rule != RULE_COUNT && rules_met(rule, view, step))
			return true;
	}
	return list->count == 0;
}

/* Whether somebody entitled set the rule aside on this case. Who may do what is
 * not set aside by an event: that takes somebody who may. */
static bool
is_set_aside(const struct rules_view *view, enum rule rule)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; rule != RULE_ROLE && i < file->event_count;
	     i++) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb == VERB_OVERRIDE && record->what &&
		    strcmp(record->what, rows[rule].name) == 0 && record->who &&
		    policy_may(view->policy, record->who, MAY_OVERRIDE))
			return true;
	}
	return false;
}

static void
add_missing(struct rules_missing *missing, enum rule rule,
	    const struct rules_view *view, const char *list, size_t line)
{
	if (is_set_aside(view, rule))
		return;
	for (size_t i = 0; i < missing->count; i++) {
		if (missing->rule[i] == rule)
			return;
	}
	if (missing->count == 0) {
		missing->list = list;
		missing->line = line;
	}
	missing->gate[missing->count] =
		policy_gate(view->policy, rows[rule].name);
	missing->rule[missing->count++] = rule;
}

static void
want_all(struct rules_missing *missing, const struct policy_list *list,
	 const char *name, size_t line, const struct rules_view *view,
	 const struct rules_step *step)
{
	for (size_t i = 0; i < list->count; i++) {
		enum rule rule = rules_of_name(list->at[i]);

		if (rule != RULE_COUNT && !rules_met(rule, view, step))
			add_missing(missing, rule, view, name, line);
	}
}

static bool
was_offered(const struct rules_view *view, const char *remedy)
{
	return remedy && has(view, VERB_OFFER, remedy);
}

static void
want_any(struct rules_missing *missing, const struct rules_view *view,
	 const struct rules_step *step)
{
	const struct policy_list *needs = &view->policy->rules.gesture_needs;
	enum rule first;

	if (rules_any_met(needs, view, step))
		return;
	for (size_t i = 0; i < needs->count; i++) {
		first = rules_of_name(needs->at[i]);
		if (first != RULE_COUNT && is_set_aside(view, first))
			return;
	}
	/* The first stands for all of them. */
	first = rules_of_name(needs->at[0]);
	if (first != RULE_COUNT)
		add_missing(missing, first, view, "gesture-needs",
			    view->policy->rules.gesture_needs_line);
}

static void
want_authority(struct rules_missing *missing, const struct rules_view *view,
	       const struct rules_step *step)
{
	const struct policy *policy = view->policy;
	const char *which = "";
	int64_t total;

	if (rules_limit(view, step, &total, &which) == MONEY_UNLIMITED)
		return;
	if (strcmp(which, of_price) == 0)
		add_missing(missing, RULE_OVER_AUTHORITY, view, "gesture-cap",
			    policy->rules.gesture_cap_line);
	else
		add_missing(missing, RULE_OVER_AUTHORITY, view, "authority",
			    policy->authority.line);
}

void
rules_missing(struct rules_missing *missing, const struct rules_view *view,
	      const struct rules_step *step)
{
	const struct policy *policy = view->policy;
	bool granting = step->verb == VERB_OFFER || step->verb == VERB_ACCEPT ||
			step->verb == VERB_GIVE;
	bool deciding = granting || step->verb == VERB_APPROVE ||
			step->verb == VERB_FINDING || step->verb == VERB_WISH ||
			step->verb == VERB_CANNOT || step->verb == VERB_CLOSE ||
			step->verb == VERB_ASSIGN;

	*missing = (struct rules_missing){0};
	/* To accept what was never offered is an offer too. */
	if (step->verb == VERB_OFFER ||
	    (step->verb == VERB_ACCEPT && !was_offered(view, step->what)))
		want_all(missing,
			 is_written(view) ? &policy->rules.before_offer_written
					  : &policy->rules.before_offer_spoken,
			 "before-any-offer",
			 is_written(view)
				 ? policy->rules.before_offer_written.line
				 : policy->rules.before_offer_spoken.line,
			 view, step);
	if (granting && is_kind(policy, step->what, REMEDY_GESTURE))
		want_any(missing, view, step);
	if (step->verb == VERB_CLOSE) {
		bool best_done = step->what && !strcmp(step->what, "best-done");

		want_all(missing,
			 best_done ? &policy->closing.best_done_need
				   : &policy->closing.need,
			 best_done ? "best-done" : "closing",
			 best_done ? policy->closing.best_done_line
				   : policy->closing.need_line,
			 view, step);
	}
	if (granting || step->verb == VERB_APPROVE)
		want_authority(missing, view, step);
	if (deciding && !rules_met(RULE_OWN_CASE, view, step))
		add_missing(missing, RULE_OWN_CASE, view, "authority",
			    policy->authority.line);
	if (step->verb != VERB_OPEN && !rules_met(RULE_ROLE, view, step))
		add_missing(
			missing, RULE_ROLE, view, "roles",
			policy->roles[policy_role_of(policy, view->who)].line);
}

/* Lines of a refusal. */

/* "  say   words", wrapped under the words. */
static void
row(struct buffer *out, const char *label, const char *words)
{
	struct buffer first = {0};

	buffer_format(&first, "  %-5s ", label);
	text_wrap(out, words, 78, first.at, "        ");
	buffer_release(&first);
}

static void
row_quoted(struct buffer *out, const char *label, const char *words)
{
	struct buffer quoted = {0};

	buffer_format(&quoted, "\"%s\"", words);
	row(out, label, quoted.at);
	buffer_release(&quoted);
}

/* "heard it back and agreed"; "a, b and c". Rules about who acts have none. */
static void
join_phrases(struct buffer *out, const struct rules_missing *missing)
{
	size_t count = 0, done = 0;

	for (size_t i = 0; i < missing->count; i++)
		count += *rows[missing->rule[i]].not_yet != '\0';
	for (size_t i = 0; i < missing->count; i++) {
		const char *phrase = rows[missing->rule[i]].not_yet;

		if (!*phrase)
			continue;
		if (done++ > 0)
			buffer_add_string(out, done == count ? " and " : ", ");
		buffer_add_string(out, phrase);
	}
}

static void
row_plan(struct buffer *out, const struct rules_missing *missing,
	 const struct policy *policy, bool names)
{
	struct buffer words = {0};

	if (missing->line)
		buffer_format(&words, "%s:%zu, %s", policy->file, missing->line,
			      missing->list);
	else
		buffer_format(&words, "%s (the default)", missing->list);
	for (size_t i = 0; names && i < missing->count; i++)
		buffer_format(&words, "%s %s", i ? "," : ":",
			      rows[missing->rule[i]].name);
	row(out, "plan", words.at);
	buffer_release(&words);
}

static void
row_already(struct buffer *out, const struct policy *policy,
	    const char *what_was_done)
{
	struct buffer words = {0};
	const char *owner = rules_owner_name(policy);

	buffer_format(&words,
		      "add --already, if it was %s: it is recorded, and listed "
		      "for %s",
		      what_was_done, owner ? owner : "the owner");
	row(out, "or", words.at);
	buffer_release(&words);
}

static const char *
what_was_done(enum verb verb)
{
	switch (verb) {
	case VERB_OFFER:
		return "offered";
	case VERB_ACCEPT:
		return "chosen";
	case VERB_GIVE:
		return "given";
	case VERB_PROMISE:
	case VERB_RENEW:
		return "promised";
	default:
		return "done";
	}
}

/* Whether a rule is about who acts, not about the case. */
static bool
is_about_people(enum rule rule)
{
	return rule == RULE_OVER_AUTHORITY || rule == RULE_OWN_CASE ||
	       rule == RULE_ROLE;
}

/* Somebody whose role may do it; NULL. */
static const struct policy_staff *
who_may(const struct policy *policy, const struct rules_step *step)
{
	for (size_t i = 0; i < policy->staff_count; i++) {
		if (policy_may(policy, policy->staff[i].id,
			       permission_for(step)))
			return &policy->staff[i];
	}
	return NULL;
}

/* What to type for a rule, in this case: "give replace" rather than "give". */
static void
what_to_type(struct buffer *out, enum rule rule, const struct rules_view *view)
{
	const char *owed = fix_still_owed(view);
	const struct casefile_promise *promise = promise_still_open(view->file);

	if ((rule == RULE_FIX_DONE || rule == RULE_FIX_DONE_OR_REASON) && !owed)
		buffer_add_string(out,
				  has_fix(view, VERB_OFFER)
					  ? "accept REMEDY + give"
					  : "offer + accept REMEDY + give");
	else if (rule == RULE_PROMISES_SETTLED && promise && promise->remedy)
		buffer_add_string(out, "give");
	else if (rule == RULE_PROMISES_SETTLED && promise && promise->ref)
		buffer_format(out, "kept %s", promise->ref);
	else if (rule == RULE_SEEN_BY_OWNER && owner_of(view->policy))
		buffer_format(out, "%s -b %s", rows[rule].type,
			      owner_of(view->policy)->id);
	else
		buffer_add_string(out, rows[rule].type);
}

/* A rule about who acts, and what gets past it. */
static void
row_person(struct buffer *out, enum rule rule, const struct rules_view *view,
	   const struct rules_step *step, const char *tool)
{
	const struct policy *policy = view->policy;
	const char *name = policy_staff_name(policy, view->who);
	struct buffer words = {0};

	if (rule == RULE_OVER_AUTHORITY) {
		int grantor = rules_who_may_grant(view, step);

		buffer_format(&words, "it is more than %s may give", name);
		if (grantor != POLICY_NONE)
			buffer_format(&words, ": %s approve %s -b %s", tool,
				      step->what, policy->staff[grantor].id);
	} else if (rule == RULE_OWN_CASE) {
		buffer_format(&words,
			      "the complaint is about %s: %s assign SOMEBODY",
			      name, tool);
	} else {
		const struct policy_staff *one = who_may(policy, step);

		buffer_format(
			&words, "%s, as %s, may not %s", name,
			policy->roles[policy_role_of(policy, view->who)].id,
			event_permission_name(permission_for(step)));
		if (one)
			buffer_format(&words, "; %s may: -b %s", one->name,
				      one->id);
	}
	row(out, "ask", words.at);
	buffer_release(&words);
}

/* The rows of the rules about who acts, from one of what is missing on. */
static void
rows_people(struct buffer *out, const struct rules_missing *missing,
	    size_t from, const struct rules_view *view,
	    const struct rules_step *step, const char *tool)
{
	for (size_t i = from; i < missing->count; i++) {
		if (is_about_people(missing->rule[i]))
			row_person(out, missing->rule[i], view, step, tool);
	}
}

static void
row_owed(struct buffer *out, enum rule rule, const struct rules_view *view,
	 const char *tool)
{
	struct buffer words = {0}, type = {0};
	const char *owed = fix_still_owed(view);
	const struct casefile_promise *promise = promise_still_open(view->file);

	if ((rule == RULE_FIX_DONE || rule == RULE_FIX_DONE_OR_REASON) && owed)
		buffer_format(&words,
			      "%s was chosen and is not given yet:", owed);
	else if (rule == RULE_PROMISES_SETTLED && promise)
		buffer_format(&words, "%s is still open, \"%s\":",
			      promise->ref ? promise->ref : "a promise",
			      promise->text ? promise->text : "");
	else
		buffer_format(&words, "%s:", rows[rule].sentence);
	what_to_type(&type, rule, view);
	while (words.len < 42)
		buffer_add_char(&words, ' ');
	buffer_format(out, "  %-5s ", rows[rule].label);
	text_escape(out, words.at, words.len);
	buffer_format(out, " %s %s\n", tool, buffer_string(&type));
	buffer_release(&words);
	buffer_release(&type);
}

void
rules_steps(struct buffer *out, const struct rules_missing *missing,
	    const struct rules_view *view, const struct rules_step *step,
	    const char *typed)
{
	size_t begin = out->len;
	bool role = false;

	for (size_t i = 0; i < missing->count; i++) {
		struct buffer type = {0};

		role = role || missing->rule[i] == RULE_ROLE;
		if (!is_about_people(missing->rule[i])) {
			what_to_type(&type, missing->rule[i], view);
			if (!strstr(buffer_string(out) + begin, type.at))
				buffer_format(out, "%s + ", type.at);
		}
		buffer_release(&type);
	}
	buffer_add_string(out, typed);
	if (role && who_may(view->policy, step))
		buffer_format(out, " -b %s", who_may(view->policy, step)->id);
}

/* "case-log 7qk restate + confirm + offer": on one line, to be copied. */
static void
row_then(struct buffer *out, const struct rules_missing *missing,
	 const struct rules_view *view, const struct rules_step *step,
	 const char *tool, const char *typed)
{
	buffer_format(out, "  then  %s ", tool);
	rules_steps(out, missing, view, step, typed);
	buffer_add_char(out, '\n');
}

static void
refuse_authority(struct buffer *out, const struct rules_missing *missing,
		 const struct rules_view *view, const struct rules_step *step,
		 const char *tool)
{
	const struct policy *policy = view->policy;
	int grantor = rules_who_may_grant(view, step);
	struct buffer words = {0};
	const char *which = "";
	int64_t total, limit;

	limit = rules_limit(view, step, &total, &which);
	money_format(out, total, policy->shop.digits);
	if (strcmp(which, of_price) == 0)
		buffer_format(out, " is more than may be given %s, ", which);
	else
		buffer_format(out, " is more than %s may give %s, ",
			      policy_staff_name(policy, view->who), which);
	money_format(out, limit, policy->shop.digits);
	buffer_add_char(out, '\n');
	row_plan(out, missing, policy, false);
	if (grantor != POLICY_NONE) {
		const struct policy_staff *one = &policy->staff[grantor];
		struct opening opening;

		buffer_add_string(&words, one->name);
		if (hours_next(policy->hours, view->now, &opening) &&
		    opening.from <= view->now &&
		    !is_away(policy, grantor, view->now)) {
			buffer_add_string(&words, ", here today until ");
			when_say_time(&words, policy->shop.zone, opening.to);
		}
		row(out, "ask", words.at);
		buffer_clear(&words);
		buffer_format(&words, "%s approve %s -b %s", tool, step->what,
			      one->id);
		row(out, "then", words.at);
	}
	rows_people(out, missing, 1, view, step, tool);
	row_already(out, policy, what_was_done(step->verb));
	buffer_release(&words);
}

static void
refuse_role(struct buffer *out, const struct rules_missing *missing,
	    const struct rules_view *view, const struct rules_step *step,
	    const char *tool, const char *typed)
{
	const struct policy *policy = view->policy;
	const struct policy_staff *one = who_may(policy, step);

	buffer_format(out, "%s, as %s, may not %s\n",
		      policy_staff_name(policy, view->who),
		      policy->roles[policy_role_of(policy, view->who)].id,
		      event_permission_name(permission_for(step)));
	row_plan(out, missing, policy, false);
	if (one) {
		row(out, "ask", one->name);
		row_then(out, missing, view, step, tool, typed);
	}
	row_already(out, policy, what_was_done(step->verb));
}

static void
refuse_own_case(struct buffer *out, const struct rules_missing *missing,
		const struct rules_view *view, const struct rules_step *step,
		const char *tool)
{
	const char *who = step->verb == VERB_ASSIGN ? step->what : view->who;
	struct buffer words = {0};

	buffer_format(out,
		      "the complaint is about %s, who does not decide on it\n",
		      policy_staff_name(view->policy, who));
	row_plan(out, missing, view->policy, true);
	buffer_format(&words, "%s assign SOMEBODY", tool);
	row(out, "then", words.at);
	rows_people(out, missing, 1, view, step, tool);
	row_already(out, view->policy, what_was_done(step->verb));
	buffer_release(&words);
}

static bool
is_missing(const struct rules_missing *missing, enum rule rule)
{
	for (size_t i = 0; i < missing->count; i++) {
		if (missing->rule[i] == rule)
			return true;
	}
	return false;
}

static void
refuse_first(struct buffer *out, const struct rules_missing *missing,
	     const struct rules_view *view, const struct rules_step *step,
	     const char *tool, const char *typed)
{
	struct buffer words = {0};

	buffer_format(out, "%s has not yet ", naming_customer(view->file));
	join_phrases(out, missing);
	buffer_add_char(out, '\n');
	row_plan(out, missing, view->policy, true);
	if (is_missing(missing, RULE_RESTATED) &&
	    rules_say(&words, "restate", view->policy, view->file))
		row_quoted(out, "say", words.at);
	rows_people(out, missing, 1, view, step, tool);
	row_then(out, missing, view, step, tool, typed);
	row_already(out, view->policy, what_was_done(step->verb));
	buffer_release(&words);
}

static void
refuse_close(struct buffer *out, const struct rules_missing *missing,
	     const struct rules_view *view, const struct rules_step *step,
	     const char *tool, const char *typed)
{
	size_t count = 0;

	for (size_t i = 0; i < missing->count; i++)
		count += !is_about_people(missing->rule[i]);
	buffer_format(out, "%s is still owed %zu thing%s\n",
		      naming_customer(view->file), count,
		      count == 1 ? "" : "s");
	row_plan(out, missing, view->policy, true);
	for (size_t i = 0; i < missing->count; i++) {
		if (!is_about_people(missing->rule[i]))
			row_owed(out, missing->rule[i], view, tool);
	}
	rows_people(out, missing, 1, view, step, tool);
	row_then(out, missing, view, step, tool, typed);
}

static void
refuse_gesture(struct buffer *out, const struct rules_missing *missing,
	       const struct rules_view *view, const struct rules_step *step,
	       const char *tool)
{
	struct buffer words = {0};

	buffer_format(out,
		      "a gesture comes after a fix, never instead of one\n");
	if (missing->line)
		buffer_format(&words, "%s:%zu, gesture-needs, any one of:",
			      view->policy->file, missing->line);
	else
		buffer_add_string(&words,
				  "gesture-needs (the default), any one of:");
	for (size_t i = 0; i < view->policy->rules.gesture_needs.count; i++)
		buffer_format(&words, "%s %s", i ? "," : "",
			      view->policy->rules.gesture_needs.at[i]);
	row(out, "plan", words.at);
	buffer_clear(&words);
	buffer_format(&words, "%s offer + accept REMEDY", tool);
	row(out, "then", words.at);
	rows_people(out, missing, 1, view, step, tool);
	row_already(out, view->policy, what_was_done(step->verb));
	buffer_release(&words);
}

void
rules_refusal(struct buffer *out, const struct rules_missing *missing,
	      const struct rules_view *view, const struct rules_step *step,
	      const char *tool, const char *typed)
{
	if (missing->rule[0] == RULE_OVER_AUTHORITY)
		refuse_authority(out, missing, view, step, tool);
	else if (missing->rule[0] == RULE_ROLE)
		refuse_role(out, missing, view, step, tool, typed);
	else if (missing->rule[0] == RULE_OWN_CASE)
		refuse_own_case(out, missing, view, step, tool);
	else if (step->verb == VERB_CLOSE)
		refuse_close(out, missing, view, step, tool, typed);
	else if (strcmp(missing->list, "gesture-needs") == 0)
		refuse_gesture(out, missing, view, step, tool);
	else
		refuse_first(out, missing, view, step, tool, typed);
}

/* Words of a customer to stand inside a sentence of ours: their first
 * sentence, without its end, begun small where it began with a common word. */
static void
quote_inside(struct buffer *out, const char *words)
{
	static const char *const common[] = {
		"The ", "A ",   "An ",   "My ",   "It ",   "Our ",
		"We ",  "You ", "They ", "This ", "Your ", "There "};
	size_t len = strcspn(words, ".!?\n");
	size_t begin = out->len;

	while (len > 0 && words[len] == '.' && words[len + 1] != '\0' &&
	       words[len + 1] != ' ')
		len += 1 + strcspn(words + len + 1, ".!?\n");
	buffer_add(out, words, len);
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++) {
		if (strncmp(words, common[i], strlen(common[i])) == 0)
			out->at[begin] = (char)(out->at[begin] - 'A' + 'a');
	}
}

/* The value of a placeholder; false where the case has none. */
static bool
fill_in(struct buffer *out, const char *name, const struct casefile *file)
{
	const char *value = NULL;

	if (strcmp(name, "happened") == 0) {
		value = casefile_detail(file, "happened");
		if (!value && file->opening)
			value = file->opening->text;
	} else if (strcmp(name, "heart") == 0) {
		size_t at = file->heart == ABSENT ? 0 : file->heart;

		value = at < file->point_count ? file->points[at].text : NULL;
	} else if (strcmp(name, "wish") == 0) {
		value = casefile_detail(file, "wants");
	}
	if (!value)
		return false;
	quote_inside(out, value);
	return true;
}

bool
rules_say(struct buffer *out, const char *name, const struct policy *policy,
	  const struct casefile *file)
{
	const char *say = policy_suggest(policy, name);
	size_t begin = out->len;

	while (say && *say) {
		size_t plain = strcspn(say, "{");
		char placeholder[32];
		size_t len;

		buffer_add(out, say, plain);
		say += plain;
		if (!*say)
			return true;
		len = strcspn(++say, "}");
		if (len >= sizeof(placeholder))
			len = sizeof(placeholder) - 1;
		memcpy(placeholder, say, len);
		placeholder[len] = '\0';
		if (!fill_in(out, placeholder, file)) {
			buffer_cut(out, begin);
			return false;
		}
		say += len;
		say += *say == '}';
	}
	return say != NULL;
}

int
rules_rung_of_role(const struct policy *policy, int role)
{
	for (size_t i = 0; i < policy->rung_count; i++) {
		if (policy->rungs[i].role == role)
			return (int)i;
	}
	return POLICY_NONE;
}

int
rules_current_rung(const struct policy *policy, const struct casefile *file)
{
	size_t escalated =
		casefile_last(file, VERB_ESCALATE, NULL, file->since);
	int rung = POLICY_NONE;

	if (escalated != ABSENT && file->events[escalated].record->what)
		rung = policy_rung(policy,
				   file->events[escalated].record->what);
	if (rung == POLICY_NONE && file->owner)
		rung = rules_rung_of_role(policy,
					  policy_role_of(policy, file->owner));
	return rung == POLICY_NONE && policy->rung_count > 0 ? 0 : rung;
}
