#include "authority.h"

#include <string.h>

#include "approval.h"
#include "people.h"
#include "text.h"
#include "whose.h"

#define ABSENT CASEFILE_NONE

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
		bool gesture =
			facts_is_kind(policy, record->what, REMEDY_GESTURE);

		if ((verb != VERB_GIVE && verb != VERB_ACCEPT) ||
		    !record->what || gesture != gestures ||
		    facts_is_kind(policy, record->what, REMEDY_ENTITLEMENT))
			continue;
		if (verb == VERB_ACCEPT &&
		    (strcmp(record->what, but) == 0 ||
		     casefile_is_withdrawn(file, i) ||
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
		    !people_same(view->policy, view->file, file))
			continue;
		for (size_t i = 0; i < file->event_count; i++) {
			const struct record *record = file->events[i].record;

			if (file->events[i].verb == VERB_GIVE &&
			    record->at >= from &&
			    facts_is_kind(view->policy, record->what,
					  REMEDY_GESTURE) &&
			    (!who || (record->who &&
				      policy_same_staff(record->who, who))))
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

/* The role with which somebody approves a remedy. A deputy speaks for whom they
 * stand in for to others, and not to themselves. */
static int
approver_role(const struct rules_view *view, const struct rules_step *step,
	      const char *who, int64_t at)
{
	if (step->verb != VERB_APPROVE && view->who &&
	    policy_same_staff(who, view->who))
		return policy_role_of(view->policy, who);
	return approval_role(view->policy, view->file, who, step->what, at);
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
		    record->amount < facts_amount(view, step))
			continue;
		authority = &view->policy->authority.roles[approver_role(
			view, step, record->who, record->at)];
		if (total <= (gesture ? authority->gesture : authority->fix))
			return true;
	}
	return false;
}

/* What a limit is called that is the plan's for everybody, not a role's. */
static const char of_price[] = "as gestures for what they paid";

static int64_t
limit_for(const struct rules_view *view, const struct rules_step *step,
	  const char *who, int role, int64_t *total, const char **which)
{
	const struct policy *policy = view->policy;
	const struct policy_authority *may;
	int64_t amount = facts_amount(view, step);
	bool gesture = facts_is_kind(policy, step->what, REMEDY_GESTURE);
	int cap = policy->rules.gesture_cap_percent;

	*total = 0;
	if (policy->staff_count == 0 || policy->authority.line == 0 ||
	    amount == MONEY_NONE || !step->what ||
	    facts_is_kind(policy, step->what, REMEDY_ENTITLEMENT))
		return MONEY_UNLIMITED;
	may = &policy->authority.roles[role];
	*total = amount + granted(policy, view->file, gesture, step->what);
	/* First what nobody may go over: to ask somebody is of no use there. */
	if (gesture && amount > 0 && cap > 0 &&
	    view->file->value != MONEY_NONE &&
	    *total > money_percent(view->file->value, cap)) {
		*which = of_price;
		return money_percent(view->file->value, cap);
	}
	*which = "on one case";
	if (*total > (gesture ? may->gesture : may->fix))
		return gesture ? may->gesture : may->fix;
	if (!gesture || amount == 0)
		return MONEY_UNLIMITED;
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

/* The one for the highest rung of its category and of those of what was joined
 * to it; NULL where the plan has none of them. */
static const struct policy_category *
highest_category(const struct policy *policy, const struct casefile *file)
{
	const struct policy_category *highest = NULL;
	const char *name;

	for (size_t i = 0; casefile_category(file, i, &name); i++) {
		int at = name ? policy_category(policy, name) : POLICY_NONE;

		if (at != POLICY_NONE &&
		    (!highest ||
		     policy->categories[at].min_rung > highest->min_rung))
			highest = &policy->categories[at];
	}
	return highest;
}

/* The rung that anything granted on such a case is for; POLICY_NONE. */
static int
rung_for(const struct rules_view *view, const struct rules_step *step,
	 const char **list, size_t *line)
{
	const struct policy *policy = view->policy;
	const struct policy_category *category =
		highest_category(policy, view->file);
	int rung = POLICY_NONE;

	if (policy->staff_count == 0 || !step->what ||
	    facts_is_kind(policy, step->what, REMEDY_ENTITLEMENT))
		return POLICY_NONE;
	if (category) {
		rung = category->min_rung;
		*line = category->line;
		*list = "min-rung";
	}
	if (policy->rules.second_failure_min_rung > rung &&
	    facts_has_failed(view)) {
		rung = policy->rules.second_failure_min_rung;
		*line = policy->rules.second_failure_line;
		*list = "second-failure";
	}
	return rung;
}

/* Whether somebody stands below a rung when they decide on the remedy. */
static bool
is_below(const struct rules_view *view, const struct rules_step *step,
	 const char *who, int rung, int64_t at)
{
	return rung != POLICY_NONE && approver_role(view, step, who, at) <
					      view->policy->rungs[rung].role;
}

int
authority_rung(const struct rules_view *view, const struct rules_step *step,
	       const char **list, size_t *line)
{
	const struct casefile *file = view->file;
	int rung = rung_for(view, step, list, line);

	if (!is_below(view, step, view->who, rung, view->now))
		return POLICY_NONE;
	for (size_t i = file->since; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb == VERB_APPROVE && record->who &&
		    record->what && strcmp(record->what, step->what) == 0 &&
		    !is_below(view, step, record->who, rung, record->at))
			return POLICY_NONE;
	}
	return rung;
}

/*
 * Whether it was asked for in vain, and no more is granted than may be without
 * an answer, within what whoever was asked may grant.
 */
static bool
is_unanswered(const struct rules_view *view, const struct rules_step *step,
	      int64_t total)
{
	const struct policy *policy = view->policy;
	const struct casefile *file = view->file;
	bool gesture = facts_is_kind(policy, step->what, REMEDY_GESTURE);
	struct approval asked;

	if (step->verb == VERB_APPROVE)
		return false;
	for (size_t i = file->since; i < file->event_count; i++) {
		const struct policy_authority *may;
		int64_t half;

		if (!approval_read(&asked, policy, file, i) ||
		    strcmp(asked.remedy, step->what) != 0)
			continue;
		half = approval_unanswered(&asked, policy, view->now);
		if (half == MONEY_NONE || facts_amount(view, step) > half)
			continue;
		may = &policy->authority.roles[policy->rungs[asked.rung].role];
		if (total <= (gesture ? may->gesture : may->fix))
			return true;
	}
	return false;
}

bool
authority_is_of_price(const char *which)
{
	return strcmp(which, of_price) == 0;
}

int64_t
authority_limit(const struct rules_view *view, const struct rules_step *step,
		int64_t *total, const char **which)
{
	int role = step->verb == VERB_APPROVE
			   ? approver_role(view, step, view->who, view->now)
			   : policy_role_of(view->policy, view->who);
	int64_t limit = limit_for(view, step, view->who, role, total, which);

	if (limit != MONEY_UNLIMITED &&
	    (is_approved(
		     view, step, *total,
		     facts_is_kind(view->policy, step->what, REMEDY_GESTURE)) ||
	     (!authority_is_of_price(*which) &&
	      is_unanswered(view, step, *total))))
		return MONEY_UNLIMITED;
	return limit;
}

bool
authority_is_enough(const struct rules_view *view,
		    const struct rules_step *step)
{
	const char *which;
	int64_t total;
	size_t line;

	return authority_limit(view, step, &total, &which) == MONEY_UNLIMITED &&
	       authority_rung(view, step, &which, &line) == POLICY_NONE;
}

/* Whether a word for somebody, their id or name, means a member of staff. */
static bool
is_person(const struct policy *policy, const char *who, const char *word)
{
	return who && word &&
	       (text_same(word, who) ||
		text_same(word, policy_staff_name(policy, who)));
}

int
authority_grantor(const struct rules_view *view, const struct rules_step *step)
{
	const struct policy *policy = view->policy;
	int64_t day = hours_day(policy->hours, view->now);
	size_t line;
	const char *list;
	int rung = rung_for(view, step, &list, &line);
	int here = POLICY_NONE, away = POLICY_NONE, deputy;

	for (int i = 0; i < (int)policy->staff_count; i++) {
		const struct policy_staff *one = &policy->staff[i];
		int *best =
			whose_is_away(&policy->staff[i], day) ? &away : &here;
		const char *which;
		int64_t total;

		if (is_person(policy, one->id, view->who) ||
		    whose_is_own(policy, view->file, one->id) ||
		    !policy_may(policy, one->id, MAY_APPROVE) ||
		    limit_for(view, step, one->id,
			      approver_role(view, step, one->id, view->now),
			      &total, &which) != MONEY_UNLIMITED ||
		    is_below(view, step, one->id, rung, view->now))
			continue;
		if (*best == POLICY_NONE ||
		    one->role < policy->staff[*best].role)
			*best = i;
	}
	if (here != POLICY_NONE || away == POLICY_NONE)
		return here;
	/* Only people who are away: the deputy speaks for them, as long as that
	 * is neither who asks nor whom it is about; and if nobody does, it
	 * waits for them. */
	deputy = policy->staff[away].deputy;
	if (deputy != POLICY_NONE &&
	    !is_person(policy, policy->staff[deputy].id, view->who) &&
	    !whose_is_own(policy, view->file, policy->staff[deputy].id) &&
	    !whose_is_away(&policy->staff[deputy], day))
		return deputy;
	return away;
}

const struct policy_staff *
authority_owner(const struct policy *policy)
{
	for (size_t i = 0; i < policy->staff_count; i++) {
		if (policy->staff[i].role == (int)policy->role_count - 1)
			return &policy->staff[i];
	}
	return NULL;
}

const char *
authority_owner_name(const struct policy *policy)
{
	const struct policy_staff *owner = authority_owner(policy);

	return owner ? owner->name : NULL;
}

bool
authority_is_impartial(const struct rules_view *view,
		       const struct rules_step *step)
{
	const struct policy *policy = view->policy;

	if (step->verb == VERB_ASSIGN)
		return !whose_is_own(policy, view->file, step->what);
	return !whose_is_own(policy, view->file, view->who);
}

const char *
authority_instead(const struct rules_view *view)
{
	const struct policy *policy = view->policy;

	if (!whose_is_own(policy, view->file, view->who) ||
	    policy_gate(policy, "own-case") == POLICY_REMIND)
		return NULL;
	return whose_instead(policy, view->file,
			     hours_day(policy->hours, view->now));
}

/* Whether the limits of authority are about it. */
static bool
is_grant(enum verb verb)
{
	return verb == VERB_OFFER || verb == VERB_ACCEPT || verb == VERB_GIVE ||
	       verb == VERB_APPROVE;
}

enum permission
authority_permission(const struct rules_step *step)
{
	if (step->verb == VERB_WISH && step->what &&
	    strcmp(step->what, "declined") == 0)
		return MAY_DECLINE;
	if (step->verb == VERB_CLOSE && step->what &&
	    strcmp(step->what, "best-done") == 0)
		return MAY_CLOSE_BEST_DONE;
	return event_kind(step->verb)->may;
}

bool
authority_is_decision(enum verb verb)
{
	return is_grant(verb) || verb == VERB_FINDING || verb == VERB_WISH ||
	       verb == VERB_CANNOT || verb == VERB_CLOSE || verb == VERB_ASSIGN;
}

/* A step, and the view it is taken in. */
struct taking {
	const struct rules_view *view;
	const struct rules_step *step;
};

static bool
may_take(const void *context, const struct policy_staff *one)
{
	const struct taking *taking = context;
	const struct rules_step *step = taking->step;
	struct rules_view view = *taking->view;

	view.who = one->id;
	return policy_may(view.policy, one->id, authority_permission(step)) &&
	       (!authority_is_decision(step->verb) ||
		authority_is_impartial(&view, step)) &&
	       (!is_grant(step->verb) || authority_is_enough(&view, step));
}

const struct policy_staff *
authority_who_may(const struct rules_view *view, const struct rules_step *step)
{
	const struct taking taking = {view, step};
	const struct policy *policy = view->policy;

	return whose_first(policy, hours_day(policy->hours, view->now),
			   may_take, &taking);
}

int
authority_rung_of_role(const struct policy *policy, int role)
{
	for (size_t i = 0; i < policy->rung_count; i++) {
		if (policy->rungs[i].role == role)
			return (int)i;
	}
	return POLICY_NONE;
}

int
authority_current_rung(const struct policy *policy, const struct casefile *file)
{
	size_t escalated = approval_gone_up(file);
	int rung = POLICY_NONE;

	if (escalated != ABSENT && file->events[escalated].record->what)
		rung = policy_rung(policy,
				   file->events[escalated].record->what);
	if (rung == POLICY_NONE && file->owner)
		rung = authority_rung_of_role(
			policy, policy_role_of(policy, file->owner));
	return rung == POLICY_NONE && policy->rung_count > 0 ? 0 : rung;
}
