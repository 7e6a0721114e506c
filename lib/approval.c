#include "approval.h"

#include <string.h>

#include "facts.h"
#include "hours.h"
#include "whose.h"

static bool
is(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

bool
approval_is_asked_by(const struct casefile_event *event)
{
	return event->verb == VERB_ESCALATE &&
	       record_get(event->record, "remedy");
}

size_t
approval_gone_up(const struct casefile *file)
{
	for (size_t i = file->event_count; i-- > file->since;) {
		if (file->events[i].verb == VERB_ESCALATE &&
		    !approval_is_asked_by(&file->events[i]))
			return i;
	}
	return CASEFILE_NONE;
}

/* Whether an event says what comes of the asking. */
static bool
is_answer(const struct policy *policy, const struct casefile_event *event,
	  const struct approval *approval)
{
	const struct record *record = event->record;

	switch (event->verb) {
	case VERB_ASSIGN:
		return true;
	case VERB_ESCALATE: /* asked again, or of somebody else */
		return is(record_get(record, "remedy"), approval->remedy);
	case VERB_APPROVE:
		return is(record->what, approval->remedy);
	case VERB_CANNOT:
		return is(record->what, approval->remedy) ||
		       is(record->what, "all");
	case VERB_OUT:
	case VERB_NOTE:
	case VERB_WISH:
		return record->who &&
		       policy_role_of(policy, record->who) >=
			       policy->rungs[approval->rung].role;
	default:
		return false;
	}
}

/* Who answers once the time of the one who was asked is up; NULL. It is none
 * whom the case is about. */
static const char *
deputy_of(const struct policy *policy, const struct casefile *file,
	  const struct approval *approval, const char *asking)
{
	int asked = approval->asked ? policy_staff(policy, approval->asked)
				    : POLICY_NONE;
	const struct policy_staff *deputy;

	if (!policy->authority.no_answer_use_deputy || asked == POLICY_NONE ||
	    policy->staff[asked].deputy == POLICY_NONE)
		return NULL;
	deputy = &policy->staff[policy->staff[asked].deputy];
	if (is(deputy->id, asking) || whose_is_own(policy, file, deputy->id) ||
	    whose_is_away(deputy,
			  hours_day(policy->hours, approval->asked_until)))
		return NULL;
	return deputy->id;
}

bool
approval_read(struct approval *approval, const struct policy *policy,
	      const struct casefile *file, size_t event)
{
	const struct duration *span = &policy->authority.answer_asked_within;
	const struct record *record = file->events[event].record;

	if (!approval_is_asked_by(&file->events[event]))
		return false;
	*approval = (struct approval){
		.event = event,
		.remedy = record_get(record, "remedy"),
		.amount = record->amount,
		.rung = record->what ? policy_rung(policy, record->what)
				     : POLICY_NONE,
		.asked_until = INSTANT_NONE,
		.until = INSTANT_NONE,
	};
	if (approval->rung == POLICY_NONE ||
	    policy->rungs[approval->rung].external) {
		approval->rung = POLICY_NONE;
		return true;
	}
	for (size_t i = event + 1; i < file->event_count; i++) {
		const struct casefile_event *later = &file->events[i];

		if (is_answer(policy, later, approval))
			approval->answered = true;
		if (later->verb == VERB_OFFER || later->verb == VERB_ACCEPT ||
		    later->verb == VERB_GIVE)
			approval->settled |=
				is(later->record->what, approval->remedy);
	}
	approval->settled |= approval->answered;
	approval->asked = whose_rung(policy, file, approval->rung, record->who,
				     hours_day(policy->hours, record->at));
	if (span->unit != DURATION_NONE)
		approval->asked_until =
			facts_deadline(policy, record->at, span);
	approval->until = approval->asked_until;
	if (approval->asked_until == INSTANT_NONE)
		return true;
	approval->deputy = deputy_of(policy, file, approval, record->who);
	if (approval->deputy)
		approval->until =
			facts_deadline(policy, approval->asked_until, span);
	return true;
}

int64_t
approval_unanswered(const struct approval *approval,
		    const struct policy *policy, int64_t now)
{
	if (!policy->authority.no_answer_grant_half || approval->answered ||
	    approval->amount == MONEY_NONE || approval->until == INSTANT_NONE ||
	    now < approval->until)
		return MONEY_NONE;
	return approval->amount / 2;
}

/* Whether an answer about the remedy passed to somebody as a deputy. */
static bool
has_passed_to(const struct policy *policy, const struct casefile *file,
	      const char *deputy, int role, const char *remedy, int64_t at)
{
	struct approval approval;

	for (size_t i = file->since; i < file->event_count; i++) {
		if (approval_read(&approval, policy, file, i) &&
		    is(approval.remedy, remedy) &&
		    is(approval.deputy, deputy) && approval.asked_until <= at &&
		    policy_role_of(policy, approval.asked) == role)
			return true;
	}
	return false;
}

int
approval_role(const struct policy *policy, const struct casefile *file,
	      const char *who, const char *remedy, int64_t at)
{
	int self = policy_staff(policy, who);
	int role = policy_role_of(policy, who);
	int64_t day = hours_day(policy->hours, at);

	if (self == POLICY_NONE || whose_is_away(&policy->staff[self], day))
		return role;
	for (size_t i = 0; i < policy->staff_count; i++) {
		const struct policy_staff *one = &policy->staff[i];

		if (one->deputy == self && one->role > role &&
		    (whose_is_away(one, day) ||
		     has_passed_to(policy, file, who, one->role, remedy, at)))
			role = one->role;
	}
	return role;
}
