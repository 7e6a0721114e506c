#include "promised.h"

#include "dutycase.h"
#include "facts.h"
#include "whose.h"

static size_t
promise_line(const struct policy *policy,
	     const struct casefile_promise *promise)
{
	int remedy;

	if (!policy)
		return 0;
	remedy = promise->remedy ? policy_remedy(policy, promise->remedy)
				 : POLICY_NONE;
	return remedy == POLICY_NONE ? policy->promises.line
				     : policy->remedies[remedy].line;
}

void
promised_open(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;

	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];
		int64_t act_by = promise->due;

		if (promise->state != PROMISE_OPEN)
			continue;
		if (policy && promise->due != INSTANT_NONE &&
		    !facts_act_by(policy, promise->made, promise->due, &act_by))
			act_by = promise->due;
		dutycase_add(looking, (struct duty){.kind = DUTY_PROMISE,
						    .event = promise->event,
						    .promise = promise,
						    .since = promise->made,
						    .from = promise->from,
						    .due = promise->due,
						    .act_by = act_by,
						    .who = file->owner,
						    .text = promise->text,
						    .ref = promise->ref,
						    .rule_line = promise_line(
							    policy, promise)});
	}
}

/* Since when a promise is a broken one; INSTANT_NONE if it is not. Once its
 * due time went by unkept, neither keeping nor moving it takes that back. */
static int64_t
broken_since(const struct casefile_promise *promise, int64_t now)
{
	int64_t ended = promise->state == PROMISE_OPEN ? now : promise->ended;

	if (promise->state == PROMISE_MOVED || promise->state == PROMISE_KEPT ||
	    promise->state == PROMISE_DECLINED)
		return INSTANT_NONE;
	if (promise->due != INSTANT_NONE && promise->due < ended)
		return promise->due;
	return promise->state == PROMISE_BROKEN ? ended : INSTANT_NONE;
}

void
promised_apologies(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	size_t said = casefile_last(file, VERB_APOLOGY, NULL, 0);

	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];
		int64_t since = broken_since(promise, looking->view->now);
		int64_t due;
		bool again = false;

		if (since == INSTANT_NONE ||
		    (said != CASEFILE_NONE &&
		     dutycase_time(file, said) >= since))
			continue;
		due = dutycase_deadline(policy, since,
					&policy->promises.apologise_within);
		if (due == INSTANT_NONE)
			continue;
		for (size_t k = 0; k < file->promise_count; k++) {
			int64_t other = broken_since(&file->promises[k],
						     looking->view->now);

			again = again ||
				(k != i && other != INSTANT_NONE &&
				 (other < since || (other == since && k < i)));
		}
		dutycase_add(
			looking,
			(struct duty){.kind = DUTY_APOLOGISE,
				      .event = promise->event,
				      .promise = promise,
				      .since = since,
				      .from = INSTANT_NONE,
				      .due = due,
				      .act_by = INSTANT_NONE,
				      .contact = true,
				      .who = whose_broken(policy, file, again,
							  looking->view->today),
				      .text = promise->text,
				      .ref = promise->ref,
				      .rule_line =
					      policy->promises.broken_line});
	}
}
