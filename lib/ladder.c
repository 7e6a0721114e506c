#include "ladder.h"

#include <string.h>

#include "approval.h"
#include "authority.h"
#include "severity.h"

#define ABSENT CASEFILE_NONE

bool
ladder_trigger(struct ladder_trigger *trigger, const struct policy *policy,
	       size_t at)
{
	size_t passed = 0;

	for (size_t i = 0; i < policy->straight_count; i++) {
		const struct policy_straight *straight =
			&policy->straight_to[i];

		if (at < passed + straight->triggers.count) {
			trigger->name = straight->triggers.at[at - passed];
			trigger->rung = straight->rung;
			return true;
		}
		passed += straight->triggers.count;
	}
	if (at >= passed + policy->up_one_when.count)
		return false;
	trigger->name = policy->up_one_when.at[at - passed];
	trigger->rung = POLICY_NONE;
	return true;
}

bool
ladder_is_climbed(const struct policy *policy, const struct casefile *file,
		  int rung)
{
	int now = authority_current_rung(policy, file);

	if (approval_gone_up(file) != ABSENT &&
	    (rung == POLICY_NONE || now >= rung))
		return true;
	if (rung == POLICY_NONE)
		return now + 1 >= (int)policy->rung_count ||
		       policy->rungs[now + 1].external;
	return now >= rung;
}

bool
ladder_is_called(const struct duty *duty)
{
	return duty->kind == DUTY_REPLY && duty->event != ABSENT &&
	       duty->file->events[duty->event].verb != VERB_ESCALATE;
}

static void
raise_to(struct ladder_call *call, int rung,
	 const struct ladder_trigger *trigger)
{
	if (rung == POLICY_NONE || rung <= call->rung)
		return;
	call->rung = rung;
	call->trigger =
		trigger ? *trigger : (struct ladder_trigger){NULL, POLICY_NONE};
}

static void
consider_triggers(struct ladder_call *call, const struct policy *policy,
		  const struct casefile *file)
{
	int next = authority_current_rung(policy, file) + 1;
	struct ladder_trigger trigger;

	for (size_t i = 0; ladder_trigger(&trigger, policy, i); i++) {
		if (severity_trigger(policy, file, trigger.name) &&
		    !ladder_is_climbed(policy, file, trigger.rung))
			raise_to(call,
				 trigger.rung == POLICY_NONE ? next
							     : trigger.rung,
				 &trigger);
	}
}

/* heat.abusive: where the rung has a time to take it up, the duty says it, and
 * who of the rung had a word with them has settled it. */
static void
consider_abuse(struct ladder_call *call, const struct policy *policy,
	       const struct casefile *file)
{
	const struct policy_list *levels = &policy->heat.levels;
	int rung = policy->heat.abusive.to_rung;

	if (rung == POLICY_NONE || levels->count == 0 || !file->heat ||
	    strcmp(file->heat, levels->at[levels->count - 1]) != 0 ||
	    policy->rungs[rung].reply_within.unit != DURATION_NONE ||
	    ladder_is_climbed(policy, file, rung))
		return;
	raise_to(call, rung, NULL);
}

void
ladder_find(struct ladder_call *call, const struct policy *policy,
	    const struct casefile *file)
{
	*call = (struct ladder_call){.rung = POLICY_NONE};
	if (!policy || !casefile_is_open(file))
		return;
	consider_triggers(call, policy, file);
	consider_abuse(call, policy, file);
}

void
ladder_consider(struct ladder_call *call, const struct policy *policy,
		const struct duty *duty)
{
	if (ladder_is_called(duty) && duty->ref)
		raise_to(call, policy_rung(policy, duty->ref), NULL);
}

void
ladder_say(struct buffer *out, const struct ladder_call *call,
	   const struct policy *policy)
{
	const struct ladder_trigger *trigger = &call->trigger;

	if (!trigger->name)
		return;
	buffer_format(out, "%s, ", trigger->name);
	if (trigger->rung == POLICY_NONE)
		buffer_add_string(out, "one rung up");
	else
		buffer_format(out, "straight to %s",
			      policy->rungs[trigger->rung].id);
}

void
ladder_type(struct buffer *out, const struct ladder_call *call,
	    const struct policy *policy)
{
	buffer_format(out, "escalate %s", policy->rungs[call->rung].id);
}
