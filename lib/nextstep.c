#include "nextstep.h"

#include <string.h>

#include "authority.h"
#include "naming.h"
#include "catchup.h"
#include "dealings.h"
#include "dutywords.h"
#include "refusal.h"
#include "remedy.h"
#include "text.h"
#include "when.h"

#define ABSENT CASEFILE_NONE

static size_t
last(const struct casefile *file, enum verb verb)
{
	return casefile_last(file, verb, NULL, file->since);
}

static int64_t
time_of(const struct casefile *file, size_t event)
{
	return file->events[event].record->at;
}

static void
say(struct nextstep *step, const char *name)
{
	size_t count = 0;

	while (count < NEXTSTEP_SAYINGS && step->say[count])
		count++;
	if (count < NEXTSTEP_SAYINGS)
		step->say[count] = name;
}

/* The sentence that a missing step is said with; NULL. */
static const char *
sentence_for(enum rule rule)
{
	switch (rule) {
	case RULE_APOLOGY_IF_AT_FAULT:
		return "apology";
	case RULE_CUSTOMER_TOLD:
	case RULE_ALL_POINTS_ANSWERED:
		return "done";
	case RULE_FEEDBACK_ASKED:
		return "feedback";
	case RULE_OUTSIDE_TOLD:
		return "outside";
	default:
		return NULL;
	}
}

static void
closing_step(struct nextstep *step, const struct rules_view *view)
{
	const char *low = facts_low_answer(view);
	struct rules_step close = {VERB_CLOSE,
				   low ? policy_unhappy_outcome(view->policy)
				       : policy_content_outcome(view->policy),
				   MONEY_NONE};
	struct rules_missing missing;
	struct buffer typed = {0};

	rules_missing(&missing, view, &close);
	for (size_t i = 0; i < missing.count; i++) {
		if (sentence_for(missing.rule[i]))
			say(step, sentence_for(missing.rule[i]));
	}
	if (low)
		buffer_format(&step->stands, "they answered %s; ", low);
	if (missing.count == 0)
		buffer_add_string(&step->stands, "done and told; nothing is "
						 "missing to close it");
	else
		buffer_add_string(&step->stands, "still open for:");
	for (size_t i = 0; i < missing.count; i++)
		buffer_format(&step->stands, "%s %s", i ? "," : "",
			      conditions_name(missing.rule[i]));
	buffer_format(&typed, "close %s", close.what);
	catchup_steps(&step->type, &missing, view, &close, typed.at, NULL);
	buffer_release(&typed);
}

/* Said with more heat than the plan's lowest. */
static bool
is_heated(const struct casefile *file, const struct policy *policy)
{
	return file->heat && policy->heat.levels.count > 0 &&
	       policy_list_find(&policy->heat.levels, file->heat) > 0;
}

/* The last point that came after all was said back to them, be it after they
 * chose, and has no answer yet (P66); ABSENT. */
static size_t
further_point(const struct casefile *file)
{
	size_t said = last(file, VERB_RESTATE), found = ABSENT;

	for (size_t i = 0; said != ABSENT && i < file->point_count; i++) {
		const struct casefile_point *point = &file->points[i];

		if (point->event > said &&
		    file->events[point->event].verb == VERB_POINT &&
		    !facts_is_answered(file, point, file->since))
			found = point->event;
	}
	return found;
}

/* "heard 2 minutes ago": since when it is to be said back to them. */
static void
say_unsaid(struct buffer *out, const struct rules_view *view, bool heard)
{
	const struct casefile *file = view->file;
	size_t more = further_point(file);
	const char *word = "opened";
	int64_t at = file->opened;

	if (heard) {
		word = "heard";
		at = time_of(file, last(file, VERB_HEARD));
	} else if (more != ABSENT) {
		word = "they said more";
		at = time_of(file, more);
	} else if (file->reopened != ABSENT) {
		word = "reopened";
		at = time_of(file, file->reopened);
	}
	buffer_format(out, "%s ", word);
	when_say_days_ago(out, view->policy->hours, view->now, at);
	buffer_add_string(out, ", not yet said back");
}

static void
hearing_step(struct nextstep *step, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	bool heard = rules_is_met(RULE_HEARD, view);

	if (!rules_is_met(RULE_RESTATED, view)) {
		say_unsaid(&step->stands, view, heard);
		say(step, "restate");
		buffer_add_string(&step->type, heard ? "restate + confirm"
						     : "heard + restate + "
						       "confirm");
		return;
	}
	buffer_add_string(&step->stands,
			  "said back, but they have not agreed yet");
	if (is_heated(file, view->policy) && last(file, VERB_EMPATHY) == ABSENT)
		say(step, "empathise");
	say(step, "restate");
	buffer_add_string(&step->type, "confirm");
}

/* What the plan wants first, before an option is put to them. */
static bool
offer_waits_for(const struct rules_view *view, enum rule rule)
{
	struct rules_step offer = {VERB_OFFER, NULL, MONEY_NONE};
	struct rules_missing missing;

	rules_missing(&missing, view, &offer);
	for (size_t i = 0; i < missing.count; i++) {
		if (missing.rule[i] == rule)
			return true;
	}
	return false;
}

/* An offer, and before it what the plan wants first; where all of it is for
 * others to grant, that they grant it. */
static void
offer_step(struct nextstep *step, const struct rules_view *view)
{
	struct rules_step offer = {VERB_OFFER, NULL, MONEY_NONE};
	const struct remedy_option *first;
	struct rules_missing missing;
	struct remedy_choice choice;
	struct buffer typed = {0};
	struct arena arena = {0};

	remedy_choose(&choice, view, &arena);
	first = remedy_to_ask_for(&choice);
	if (first)
		buffer_format(&typed, "approve %s -b %s",
			      view->policy->remedies[first->remedy].id,
			      view->policy->staff[first->ask].id);
	else
		buffer_add_string(&typed, "offer");
	rules_missing(&missing, view, &offer);
	catchup_steps(&step->type, &missing, view, &offer, typed.at, NULL);
	buffer_release(&typed);
	arena_release(&arena);
}

/* They chose: what they do not have yet, be it a gesture. */
static void
giving_step(struct nextstep *step, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	size_t owed = facts_owed(view, file->since);
	bool more = owed != ABSENT && facts_owed(view, owed + 1) != ABSENT;

	buffer_add_string(&step->stands, "they chose ");
	facts_list_remedies(&step->stands, file, VERB_ACCEPT);
	say(step, "update");
	if (last(file, VERB_PROMISE) != ABSENT &&
	    !facts_is_told_since(file, last(file, VERB_PROMISE)))
		say(step, "promise");
	buffer_format(&step->type, "give%s%s + tell done", more ? " " : "",
		      more ? file->events[owed].record->what : "");
}

/* Offered twice, and declined: we did what we could, and say who else can look
 * at it. */
static void
letting_go_step(struct nextstep *step, const struct rules_view *view)
{
	struct rules_step close = {VERB_CLOSE, "best-done", MONEY_NONE};
	struct rules_missing missing;

	rules_missing(&missing, view, &close);
	catchup_steps(&step->type, &missing, view, &close, "close best-done",
		      NULL);
	if (!rules_is_met(RULE_OUTSIDE_TOLD, view))
		say(step, "outside");
}

/* Whether something that was put to them has neither a yes nor a no. */
static bool
waits_for_choice(const struct casefile *file)
{
	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb == VERB_OFFER && what &&
		    casefile_first(file, VERB_ACCEPT, what, i) == ABSENT &&
		    casefile_first(file, VERB_DECLINE, what, i) == ABSENT)
			return true;
	}
	return false;
}

/* Whether they chose something, and it was neither taken back nor found since
 * that they do not get it. */
static bool
has_choice(const struct rules_view *view)
{
	const struct casefile *file = view->file;
	size_t at = casefile_chosen(file, file->since);

	while (at != ABSENT &&
	       facts_is_fix(view->policy, file->events[at].record->what) &&
	       facts_is_excused(file, file->events[at].record->what, at))
		at = casefile_chosen(file, at + 1);
	return at != ABSENT;
}

static void
say_declined(struct nextstep *step, const struct casefile *file)
{
	buffer_add_string(&step->stands, "they declined ");
	facts_list_remedies(&step->stands, file, VERB_DECLINE);
}

/* Why there is something to be offered now. */
static void
say_unoffered(struct nextstep *step, const struct casefile *file)
{
	if (last(file, VERB_CANNOT) != ABSENT) {
		facts_list_remedies(&step->stands, file, VERB_CANNOT);
		buffer_add_string(&step->stands, " cannot be done");
	} else if (last(file, VERB_OFFER) != ABSENT) {
		say_declined(step, file);
	} else {
		buffer_add_string(&step->stands, "agreed on what happened; "
						 "nothing is offered yet");
	}
}

static void
choosing_step(struct nextstep *step, const struct rules_view *view)
{
	if (rules_is_met(RULE_CUSTOMER_DECLINED_FIX, view)) {
		say_declined(step, view->file);
		if (rules_is_met(RULE_SECOND_OFFER, view)) {
			letting_go_step(step, view);
			return;
		}
		offer_step(step, view);
		say(step, "options");
		return;
	}
	say(step, "options");
	buffer_add_string(&step->stands, "offered ");
	facts_list_remedies(&step->stands, view->file, VERB_OFFER);
	buffer_add_string(&step->stands, "; they have not chosen");
	buffer_add_string(&step->type, "accept");
}

static void
resting_step(struct nextstep *step, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	const struct record *wait;

	if (file->state == CASEFILE_WAITING) {
		wait = file->events[file->waiting].record;
		buffer_add_string(&step->stands, "waiting for ");
		if (wait->text) {
			buffer_add_char(&step->stands, '"');
			text_escape(&step->stands, wait->text,
				    strlen(wait->text));
			buffer_add_char(&step->stands, '"');
		} else {
			buffer_add_string(&step->stands, "them");
		}
		buffer_add_string(&step->stands, " since ");
		when_say_near(&step->stands, view->policy->shop.zone, view->now,
			      wait->at);
		buffer_add_string(&step->type, "resume");
		return;
	}
	if (casefile_detail(file, "near-miss")) {
		buffer_add_string(&step->stands,
				  "a near miss; nothing is owed to anybody");
		buffer_add_string(&step->type, "cause CAUSE + prevent WORDS");
		return;
	}
	buffer_add_string(&step->stands, casefile_state_name(file->state));
	if (file->state == CASEFILE_CLOSED && file->closed != ABSENT) {
		if (file->outcome)
			buffer_format(&step->stands, ", %s", file->outcome);
		buffer_add_string(&step->stands, ", ");
		when_say_days_ago(&step->stands, view->policy->hours, view->now,
				  time_of(file, file->closed));
	}
	if (file->state == CASEFILE_CLOSED)
		buffer_add_string(&step->type, "reopen");
}

/* Whether a duty of an open case is not to wait for the step: the time that we
 * said, or that the plan gives us to say it, is over. What a promise of a
 * remedy wants is the step itself. */
static bool
is_pressing(const struct duty *duty)
{
	if (duty->state != DUTY_LATE)
		return false;
	switch (duty->kind) {
	case DUTY_PROMISE:
		return duty->promise && !duty->promise->remedy;
	case DUTY_TELL_AFTER_FIX:
	case DUTY_REMIND:
		return true;
	default:
		return false;
	}
}

/* The apology that is owed, of several the one with which a new time is given:
 * one settles them all. NULL: none is. */
static const struct duty *
apology_of(const struct duty_list *duties)
{
	const struct duty *found = NULL;

	for (size_t i = 0; i < duties->count; i++) {
		const struct duty *duty = &duties->at[i];

		if (duty->kind == DUTY_APOLOGISE &&
		    (!found || (!dutywords_wants_time(found) &&
				dutywords_wants_time(duty))))
			found = duty;
	}
	return found;
}

/* What an open case owes and the step does not settle; NULL. An apology comes
 * before all else, however long there is for it: the promise is late. */
static const struct duty *
pressing_duty(const struct duty_list *duties)
{
	if (apology_of(duties))
		return apology_of(duties);
	for (size_t i = 0; i < duties->count; i++) {
		if (is_pressing(&duties->at[i]))
			return &duties->at[i];
	}
	return NULL;
}

/* The first of what outlives a case that one line settles; NULL. */
static const struct duty *
remaining_duty(const struct duty_list *duties, const struct policy *policy)
{
	struct buffer type = {0};
	const struct duty *found = NULL;

	for (size_t i = 0; !found && i < duties->count; i++) {
		dutywords_type(&type, &duties->at[i], policy);
		if (type.len > 0)
			found = &duties->at[i];
	}
	buffer_release(&type);
	return found;
}

static void
find_duty(struct nextstep *step, const struct rules_view *view,
	  const struct duty_list *duties)
{
	step->duty = casefile_is_open(view->file)
			     ? pressing_duty(duties)
			     : remaining_duty(duties, view->policy);
	if (!step->duty)
		return;
	dutywords_type(&step->first, step->duty, view->policy);
	/* "tell done + close satisfied" settles "tell done", too. */
	if (strncmp(buffer_string(&step->type), buffer_string(&step->first),
		    step->first.len) == 0)
		buffer_clear(&step->first);
}

/* The first that is not done. */
static void
find_step(struct nextstep *step, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	bool offered = last(file, VERB_OFFER) != ABSENT;
	bool chosen = has_choice(view);
	bool given = last(file, VERB_GIVE) != ABSENT;
	bool owing = facts_owed(view, file->since) != ABSENT;

	if (file->state >= CASEFILE_WAITING) {
		resting_step(step, view);
	} else if (dealings_is_over(file) && !owing) {
		buffer_add_string(&step->stands,
				  "no more is said to them on this matter");
		letting_go_step(step, view);
	} else if (further_point(file) != ABSENT) {
		hearing_step(step, view);
	} else if (!offered && !chosen && !given &&
		   (!rules_is_met(RULE_RESTATED, view) ||
		    offer_waits_for(view, RULE_CONFIRMED))) {
		hearing_step(step, view);
	} else if (!chosen && !given && !rules_is_met(RULE_HEART, view)) {
		buffer_add_string(
			&step->stands,
			"which point is the heart of it is not known");
		buffer_add_string(&step->type, facts_has(view, VERB_POINT, NULL)
						       ? "heart pt1"
						       : "heart pt0");
	} else if (owing) {
		giving_step(step, view);
	} else if (!chosen && !given &&
		   (waits_for_choice(file) ||
		    rules_is_met(RULE_CUSTOMER_DECLINED_FIX, view))) {
		choosing_step(step, view);
	} else if (!chosen && !given && facts_wants_only_sorry(file) &&
		   last(file, VERB_APOLOGY) == ABSENT) {
		buffer_add_string(&step->stands,
				  "agreed on what happened; sorry is all that "
				  "they want");
		buffer_add_string(&step->type, "apology");
		say(step, "apology");
	} else if (!chosen && !given && !facts_wants_only_sorry(file) &&
		   !catchup_has_no_fix(view)) {
		say_unoffered(step, file);
		offer_step(step, view);
		say(step, "options");
		say(step, "own");
	} else if (given && !rules_is_met(RULE_CUSTOMER_TOLD, view)) {
		buffer_add_string(&step->stands,
				  "done, but they have not been told");
		buffer_add_string(&step->type, "tell done");
		say(step, "done");
	} else {
		closing_step(step, view);
	}
}

/* What whoever decides on it does, as who acts does not: it is handed to them
 * first. */
static void
find_instead(struct nextstep *step, const struct rules_view *view,
	     const char *who)
{
	const char *owner = view->file->owner;
	struct rules_view other = *view;

	other.who = who;
	find_step(step, &other);
	if (!owner || !policy_same_staff(owner, who)) {
		buffer_clear(&step->type);
		buffer_format(&step->type, "assign %s", who);
	} else if (!strstr(buffer_string(&step->type), " -b ")) {
		buffer_format(&step->type, " -b %s", who);
	}
	for (size_t i = 0; i < NEXTSTEP_SAYINGS; i++) {
		if (step->say[i] && strcmp(step->say[i], "own") == 0)
			step->say[i] = NULL;
	}
}

void
nextstep_find(struct nextstep *step, const struct rules_view *view,
	      const struct duty_list *duties)
{
	const char *who = view->file->state < CASEFILE_WAITING
				  ? authority_instead(view)
				  : NULL;

	if (who)
		find_instead(step, view, who);
	else
		find_step(step, view);
	if (view->file->state <= CASEFILE_CLOSED)
		find_duty(step, view, duties);
}

void
nextstep_release(struct nextstep *step)
{
	buffer_release(&step->first);
	buffer_release(&step->stands);
	buffer_release(&step->type);
}
