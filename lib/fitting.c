#include "fitting.h"

#include <string.h>

#include "authority.h"
#include "remedy.h"

#define ABSENT CASEFILE_NONE

static void
candidate(struct fitting *found, const char *word)
{
	const char *at = buffer_string(&found->names);
	size_t len = word ? strlen(word) : 0;

	for (; word && *at; at += strcspn(at, " "), at += *at == ' ') {
		if (strncmp(at, word, len) == 0 &&
		    (at[len] == '\0' || at[len] == ','))
			return;
	}
	if (!word)
		return;
	if (found->count++ == 0)
		found->first = word;
	buffer_format(&found->names, "%s%s", found->names.len ? ", " : "",
		      word);
}

/* Remedies of events of one verb since the reopen that no event of the others
 * has settled. */
static void
unsettled_remedies(struct fitting *found, const struct casefile *file,
		   enum verb verb, const enum verb *settling, size_t count)
{
	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;
		bool settled = false;

		if (file->events[i].verb != verb)
			continue;
		for (size_t k = 0; k < count; k++)
			settled = settled || casefile_first(file, settling[k],
							    what, i) != ABSENT;
		if (!settled)
			candidate(found, what);
	}
}

static void
open_promises(struct fitting *found, const struct casefile *file)
{
	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].state == PROMISE_OPEN)
			candidate(found, file->promises[i].ref);
	}
}

/* Whether a task was done: by of=, else by its id. */
static bool
is_prevented(const struct casefile *file, size_t task)
{
	for (size_t i = 0; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];

		if (event->verb != VERB_PREVENTED)
			continue;
		if (record_get(event->record, "of")
			    ? event->refers == task
			    : i > task && event->record->what &&
				      strcmp(event->record->what,
					     file->events[task].record->what) ==
					      0)
			return true;
	}
	return false;
}

size_t
fitting_open_task(struct fitting *found, const struct casefile *file,
		  const char *ref)
{
	size_t last = ABSENT;

	for (size_t i = 0; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb != VERB_PREVENT || !what ||
		    strcmp(what, "none") == 0 ||
		    (ref && strcmp(what, ref) != 0) || is_prevented(file, i))
			continue;
		last = i;
		if (found)
			candidate(found, what);
	}
	return last;
}

/* After-care that was not done since the reopen. */
static void
open_steps(struct fitting *found, const struct adding *adding)
{
	const struct policy *policy = adding->entry->policy;
	const struct casefile *file = adding->file;

	for (size_t i = 0; policy && i < policy->step_count; i++) {
		if (casefile_first(file, VERB_FOLLOW_UP, policy->steps[i].id,
				   file->since) == ABSENT)
			candidate(found, policy->steps[i].id);
	}
}

/* The remedy that an escalate asks an approval for; NULL. */
static const char *
asked_remedy(const struct adding *adding)
{
	for (size_t i = 0; i < adding->draft->pair_count; i++) {
		if (strcmp(adding->draft->pairs[i].key, "remedy") == 0)
			return adding->draft->pairs[i].value;
	}
	return NULL;
}

/* The rung of whoever may grant it; NULL. */
static const char *
asked_rung(const struct adding *adding)
{
	const struct policy *policy = adding->entry->policy;
	struct rules_view view = batch_view(adding);
	struct rules_step step = {VERB_OFFER, asked_remedy(adding), MONEY_NONE};
	int at = policy_remedy(policy, step.what), grantor, rung;

	if (at == POLICY_NONE)
		return NULL;
	step.what = policy->remedies[at].id;
	if (!adding->draft->amount ||
	    !batch_amount(adding->entry, adding->draft->amount, &step.amount,
			  NULL))
		step.amount = facts_amount(&view, &step);
	if (step.amount == MONEY_NONE)
		step.amount = remedy_cost(&policy->remedies[at], adding->file);
	grantor = authority_grantor(&view, &step);
	rung = grantor == POLICY_NONE
		       ? POLICY_NONE
		       : authority_rung_of_role(policy,
						policy->staff[grantor].role);
	return rung == POLICY_NONE ? NULL : policy->rungs[rung].id;
}

bool
fitting_is_for(enum verb verb)
{
	switch (verb) {
	case VERB_ACCEPT:
	case VERB_DECLINE:
	case VERB_GIVE:
	case VERB_APPROVE:
	case VERB_KEPT:
	case VERB_RENEW:
	case VERB_BROKEN:
	case VERB_PREVENTED:
	case VERB_HEART:
	case VERB_ANSWER:
	case VERB_OUT:
	case VERB_IN:
	case VERB_TELL:
	case VERB_ASSIGN:
	case VERB_ESCALATE:
	case VERB_FOLLOW_UP:
		return true;
	default:
		return false;
	}
}

void
fitting_find(struct fitting *found, const struct adding *adding)
{
	static const enum verb chosen[] = {VERB_ACCEPT, VERB_DECLINE, VERB_GIVE,
					   VERB_CANNOT};
	static const enum verb given[] = {VERB_GIVE, VERB_DECLINE, VERB_CANNOT};
	const struct casefile *file = adding->file;
	const struct policy *policy = adding->entry->policy;
	size_t give;
	int rung;

	switch (adding->draft->verb) {
	case VERB_ACCEPT:
	case VERB_DECLINE:
		unsettled_remedies(found, file, VERB_OFFER, chosen, 4);
		break;
	case VERB_GIVE:
		unsettled_remedies(found, file, VERB_ACCEPT, given, 3);
		break;
	case VERB_APPROVE:
		unsettled_remedies(found, file, VERB_ACCEPT, given, 3);
		if (found->count == 0)
			unsettled_remedies(found, file, VERB_OFFER, given, 3);
		break;
	case VERB_KEPT:
	case VERB_RENEW:
	case VERB_BROKEN:
		open_promises(found, file);
		break;
	case VERB_PREVENTED:
		fitting_open_task(found, file, NULL);
		break;
	case VERB_HEART:
	case VERB_ANSWER:
		for (size_t i = 0; i < file->point_count; i++)
			candidate(found, file->points[i].ref);
		break;
	case VERB_OUT:
	case VERB_IN:
		candidate(found, casefile_detail(file, "channel"));
		break;
	case VERB_TELL:
		give = casefile_last(file, VERB_GIVE, NULL, file->since);
		if (give != ABSENT &&
		    casefile_first(file, VERB_TELL, "done", give) == ABSENT)
			candidate(found, "done");
		break;
	case VERB_ASSIGN:
		candidate(found, adding->record.who);
		break;
	case VERB_ESCALATE:
		if (policy && asked_remedy(adding)) {
			candidate(found, asked_rung(adding));
			break;
		}
		rung = policy ? authority_current_rung(policy, file)
			      : POLICY_NONE;
		if (rung != POLICY_NONE && rung + 1 < (int)policy->rung_count)
			candidate(found, policy->rungs[rung + 1].id);
		break;
	case VERB_FOLLOW_UP:
		open_steps(found, adding);
		break;
	default:
		break;
	}
}
