#include "dutywords.h"

/* What is to be done, where a duty's text is what was said or asked; NULL. */
static const char *
lead_in(const struct duty *duty, const struct policy *policy)
{
	int step;

	switch (duty->kind) {
	case DUTY_APOLOGISE:
		return "apologise, and give a new time:";
	case DUTY_REMIND:
		return "remind them:";
	case DUTY_FOLLOW_UP:
		step = duty->ref ? policy_step(policy, duty->ref) : POLICY_NONE;
		return step != POLICY_NONE && policy->steps[step].ask ? "ask"
								      : NULL;
	default:
		return NULL;
	}
}

void
dutywords_say(struct buffer *out, const struct duty *duty,
	      const struct policy *policy)
{
	const char *lead = lead_in(duty, policy);

	if (lead)
		buffer_format(out, "%s \"%s\"", lead, duty->text);
	else
		buffer_add_string(out, duty->text);
}
