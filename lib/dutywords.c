#include "dutywords.h"

#include <string.h>

#include "naming.h"

bool
dutywords_wants_time(const struct duty *duty)
{
	return duty->promise && duty->promise->state == PROMISE_OPEN;
}

const char *
dutywords_apology(const struct duty *duty)
{
	return dutywords_wants_time(duty) ? "apologise and give a new time"
					  : "apologise";
}

/* What is to be done, where a duty's text is what was said or asked; NULL. */
static const char *
lead_in(const struct duty *duty, const struct policy *policy)
{
	int step;

	switch (duty->kind) {
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

	if (duty->kind == DUTY_APOLOGISE)
		buffer_format(out, "%s: \"%s\"", dutywords_apology(duty),
			      duty->text);
	else if (lead)
		buffer_format(out, "%s \"%s\"", lead, duty->text);
	else
		buffer_add_string(out, duty->text);
}

/* To thank them, with what the plan gives along with it. */
static void
add_thank(struct buffer *out, const char *ref, const struct policy *policy)
{
	int step = policy_step(policy, ref);
	const char *with =
		step == POLICY_NONE ? NULL : policy->steps[step].with;

	buffer_format(out, "thank%s%s", with ? " " : "", with ? with : "");
}

static void
add_follow_up(struct buffer *out, const char *ref, const struct policy *policy)
{
	if (strcmp(ref, "changed") == 0)
		buffer_add_string(out, "tell changed");
	else if (strcmp(ref, "feedback") == 0)
		buffer_format(out, "feedback %d-%d", policy->feedback.scale_low,
			      policy->feedback.scale_high);
	else if (strcmp(ref, "thank-you") == 0)
		add_thank(out, ref, policy);
	else if (strcmp(ref, "limits") != 0) /* one of two: it says which */
		buffer_format(out, "follow-up %s", ref);
}

static void
add_keeping(struct buffer *out, const struct duty *duty)
{
	const struct casefile_promise *promise = duty->promise;

	if (promise && promise->remedy) {
		buffer_format(out, "give %s", promise->remedy);
	} else if (promise && promise->ref) {
		buffer_add_string(out, "kept ");
		naming_promise(out, duty->file, promise);
	}
}

static void
add_apology(struct buffer *out, const struct duty *duty)
{
	const struct casefile_promise *promise = duty->promise;

	buffer_add_string(out, "apology");
	if (dutywords_wants_time(duty) && promise->ref) {
		buffer_add_string(out, " + renew ");
		naming_promise(out, duty->file, promise);
	}
}

static void
add_reminder(struct buffer *out, const struct casefile *file)
{
	const char *channel = casefile_detail(file, "channel");

	buffer_format(out, "out%s%s", channel ? " " : "",
		      channel ? channel : "");
}

void
dutywords_type(struct buffer *out, const struct duty *duty,
	       const struct policy *policy)
{
	switch (duty->kind) {
	case DUTY_PROMISE:
		add_keeping(out, duty);
		break;
	case DUTY_APOLOGISE:
		add_apology(out, duty);
		break;
	case DUTY_TELL_AFTER_FIX:
		buffer_add_string(out, "tell done");
		break;
	case DUTY_REMIND:
		if (duty->contact)
			add_reminder(out, duty->file);
		break;
	case DUTY_FOLLOW_UP:
		if (duty->ref)
			add_follow_up(out, duty->ref, policy);
		break;
	case DUTY_PREVENTION:
		if (duty->event == CASEFILE_NONE)
			buffer_add_string(out, "prevent");
		else if (duty->ref)
			buffer_format(out, "prevented %s", duty->ref);
		break;
	case DUTY_REVIEW:
		buffer_add_string(out, "out review");
		break;
	default:
		break;
	}
}
