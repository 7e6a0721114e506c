#include "guide.h"

#include <stdlib.h>
#include <string.h>

#include "authority.h"
#include "draft.h"
#include "naming.h"
#include "owed.h"
#include "refusal.h"
#include "remedy.h"
#include "saying.h"
#include "text.h"
#include "when.h"

#define ABSENT CASEFILE_NONE
#define COLUMNS 78

void
guide_ago(struct buffer *out, int64_t now, int64_t at)
{
	static const struct {
		int64_t unit;
		const char *name;
	} units[] = {
		{24 * ZONE_HOUR, "day"},
		{ZONE_HOUR, "hour"},
		{ZONE_MINUTE, "minute"},
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		long long count = (long long)((now - at) / units[i].unit);

		if (count <= 0)
			continue;
		buffer_format(out, "%lld %s%s ago", count, units[i].name,
			      count == 1 ? "" : "s");
		return;
	}
	buffer_add_string(out, "just now");
}

static void
row(struct buffer *out, const char *label, const char *words)
{
	struct buffer first = {0};

	buffer_format(&first, "%-5s ", label);
	text_wrap(out, words, COLUMNS, first.at, "      ");
	buffer_release(&first);
}

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

#define SAYINGS 2

/* What stands, what to type, and what to say: names in words.suggest, of which
 * the first that the case can fill in is shown. */
struct step {
	struct buffer stands;
	struct buffer type;
	const char *say[SAYINGS];
};

static void
say(struct step *step, const char *name)
{
	size_t count = 0;

	while (count < SAYINGS && step->say[count])
		count++;
	if (count < SAYINGS)
		step->say[count] = name;
}

/* Whether we wrote or talked to them at or after an event. */
static bool
is_told_since(const struct casefile *file, size_t event)
{
	return casefile_first(file, VERB_OUT, NULL, event) != ABSENT ||
	       casefile_first(file, VERB_TELL, NULL, event) != ABSENT;
}

/* The remedies of events of a verb since the reopen: "replace, refund". */
static void
list_remedies(struct buffer *out, const struct casefile *file, enum verb verb)
{
	size_t begin = out->len;

	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb == verb && what)
			buffer_format(out, "%s%s", out->len > begin ? ", " : "",
				      what);
	}
}

static bool
is_rule_met(const struct rules_view *view, enum rule rule)
{
	struct rules_step step = {VERB_CLOSE, NULL, MONEY_NONE};

	return rules_met(rule, view, &step);
}

/* That they are content, in a word that the plan has for it. */
static const char *
usual_outcome(const struct policy *policy)
{
	const struct policy_list *outcomes = &policy->closing.outcomes;

	return outcomes->count == 0 || policy_list_has(outcomes, "satisfied")
		       ? "satisfied"
		       : outcomes->at[0];
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
closing_step(struct step *step, const struct rules_view *view)
{
	struct rules_step close = {VERB_CLOSE, usual_outcome(view->policy),
				   MONEY_NONE};
	struct rules_missing missing;
	struct buffer typed = {0};

	rules_missing(&missing, view, &close);
	for (size_t i = 0; i < missing.count; i++) {
		if (sentence_for(missing.rule[i]))
			say(step, sentence_for(missing.rule[i]));
	}
	if (missing.count == 0)
		buffer_add_string(&step->stands, "done and told; nothing is "
						 "missing to close it");
	else
		buffer_add_string(&step->stands, "still open for:");
	for (size_t i = 0; i < missing.count; i++)
		buffer_format(&step->stands, "%s %s", i ? "," : "",
			      rules_name(missing.rule[i]));
	buffer_format(&typed, "close %s", close.what);
	refusal_steps(&step->type, &missing, view, &close, typed.at);
	buffer_release(&typed);
}

/* Said with more heat than the plan's lowest. */
static bool
is_heated(const struct casefile *file, const struct policy *policy)
{
	return file->heat && policy->heat.levels.count > 0 &&
	       policy_list_find(&policy->heat.levels, file->heat) > 0;
}

static void
hearing_step(struct step *step, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	bool heard = is_rule_met(view, RULE_HEARD);

	if (!is_rule_met(view, RULE_RESTATED)) {
		bool again = file->reopened != ABSENT;

		buffer_add_string(&step->stands, heard   ? "heard "
						 : again ? "reopened "
							 : "opened ");
		guide_ago(&step->stands, view->now,
			  heard   ? time_of(file, last(file, VERB_HEARD))
			  : again ? time_of(file, file->reopened)
				  : file->opened);
		buffer_add_string(&step->stands, ", not yet said back");
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

/* They chose: what they do not have yet. */
static void
giving_step(struct step *step, const struct casefile *file)
{
	const char *owed = NULL;
	size_t count = 0;

	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb != VERB_ACCEPT || !what ||
		    casefile_first(file, VERB_GIVE, what, i) != ABSENT)
			continue;
		count++;
		if (!owed)
			owed = what;
	}
	buffer_add_string(&step->stands, "they chose ");
	list_remedies(&step->stands, file, VERB_ACCEPT);
	say(step, "update");
	if (last(file, VERB_PROMISE) != ABSENT &&
	    !is_told_since(file, last(file, VERB_PROMISE)))
		say(step, "promise");
	buffer_format(&step->type, "give%s%s + tell done", count > 1 ? " " : "",
		      count > 1 ? owed : "");
}

/* Offered twice, and declined: we did what we could, and say who else can look
 * at it. */
static void
letting_go_step(struct step *step, const struct rules_view *view)
{
	struct rules_step close = {VERB_CLOSE, "best-done", MONEY_NONE};
	struct rules_missing missing;

	rules_missing(&missing, view, &close);
	refusal_steps(&step->type, &missing, view, &close, "close best-done");
	if (!is_rule_met(view, RULE_OUTSIDE_TOLD))
		say(step, "outside");
}

static void
choosing_step(struct step *step, const struct rules_view *view)
{
	if (is_rule_met(view, RULE_CUSTOMER_DECLINED_FIX)) {
		buffer_add_string(&step->stands, "they declined ");
		list_remedies(&step->stands, view->file, VERB_DECLINE);
		if (is_rule_met(view, RULE_SECOND_OFFER)) {
			letting_go_step(step, view);
			return;
		}
		buffer_add_string(&step->type, "offer");
		say(step, "options");
		return;
	}
	say(step, "options");
	buffer_add_string(&step->stands, "offered ");
	list_remedies(&step->stands, view->file, VERB_OFFER);
	buffer_add_string(&step->stands, "; they have not chosen");
	buffer_add_string(&step->type, "accept");
}

static void
resting_step(struct step *step, const struct rules_view *view)
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
	buffer_add_string(&step->stands, casefile_state_name(file->state));
	if (file->state == CASEFILE_CLOSED && file->closed != ABSENT) {
		if (file->outcome)
			buffer_format(&step->stands, ", %s", file->outcome);
		buffer_add_string(&step->stands, ", ");
		guide_ago(&step->stands, view->now,
			  time_of(file, file->closed));
	}
	if (file->state == CASEFILE_CLOSED)
		buffer_add_string(&step->type, "reopen");
}

/* The step that a case waits for, the first that is not done. */
static void
next_step(struct step *step, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	bool offered = last(file, VERB_OFFER) != ABSENT;
	bool chosen = last(file, VERB_ACCEPT) != ABSENT;
	bool given = last(file, VERB_GIVE) != ABSENT;

	if (file->state >= CASEFILE_WAITING) {
		resting_step(step, view);
	} else if (!offered && !chosen && !given &&
		   (!is_rule_met(view, RULE_RESTATED) ||
		    offer_waits_for(view, RULE_CONFIRMED))) {
		hearing_step(step, view);
	} else if (!chosen && !given && !is_rule_met(view, RULE_HEART)) {
		buffer_add_string(
			&step->stands,
			"which point is the heart of it is not known");
		buffer_add_string(&step->type, "heart pt1");
	} else if (chosen && !is_rule_met(view, RULE_FIX_DONE)) {
		giving_step(step, file);
	} else if (!chosen && !given && offered) {
		choosing_step(step, view);
	} else if (!chosen && !given && last(file, VERB_CANNOT) == ABSENT) {
		buffer_add_string(&step->stands, "agreed on what happened; "
						 "nothing is offered yet");
		buffer_add_string(&step->type, "offer");
		say(step, "options");
		say(step, "own");
	} else if (given && !is_rule_met(view, RULE_CUSTOMER_TOLD)) {
		buffer_add_string(&step->stands,
				  "done, but they have not been told");
		buffer_add_string(&step->type, "tell done");
		say(step, "done");
	} else {
		closing_step(step, view);
	}
}

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

static void
add_owed(struct buffer *out, const struct rules_view *view,
	 const struct duty_list *duties)
{
	for (size_t i = 0; i < duties->count; i++) {
		const struct duty *duty = &duties->at[i];
		const char *lead = lead_in(duty, view->policy);
		struct buffer words = {0};

		if (duty->ref && duty->kind == DUTY_PROMISE)
			buffer_format(&words, "%s ", duty->ref);
		if (lead)
			buffer_format(&words, "%s \"%s\"", lead, duty->text);
		else
			buffer_add_string(&words, duty->text);
		if (duty->due != INSTANT_NONE) {
			buffer_add_string(&words, duty->state == DUTY_LATE
							  ? ", late since "
							  : ", by ");
			when_say_near(&words, view->policy->shop.zone,
				      view->now, duty->due);
		}
		row(out, i ? "" : "owed", words.at);
		buffer_release(&words);
	}
}

/* The rows below: what else the plan has for this moment. */

/* Add a row: the label stands before the first of them alone. */
static void
row_of(struct buffer *out, const char **label, const char *words)
{
	row(out, *label, words);
	*label = "";
}

/* They are still being heard. */
static bool
is_listening(const struct rules_view *view)
{
	return view->file->state == CASEFILE_HEARING &&
	       !is_rule_met(view, RULE_HEARD) &&
	       !is_rule_met(view, RULE_RESTATED);
}

/* intake.ask: what they have not been asked yet. Their first words are what
 * happened; a further point is asked for until they have said all. */
static void
add_questions(struct buffer *out, const struct rules_view *view)
{
	const struct policy *policy = view->policy;
	const char *label = "ask";

	for (size_t i = 0; i < policy->intake.ask_count; i++) {
		const struct policy_ask *ask = &policy->intake.ask[i];
		bool known =
			casefile_detail(view->file, ask->field) ||
			(strcmp(ask->field, "happened") == 0 &&
			 view->file->opening && view->file->opening->text) ||
			(strcmp(ask->field, "wants") == 0 &&
			 casefile_detail(view->file, "wish"));

		if (!known)
			row_of(out, &label, ask->say);
	}
}

/* The category's evidence, up to what it is worth (intake.believe-up-to). */
static void
add_evidence(struct buffer *out, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	const struct policy *policy = view->policy;
	int category = file->category ? policy_category(policy, file->category)
				      : POLICY_NONE;
	const struct policy_list *evidence;
	int64_t believed = policy->intake.believe_up_to;
	struct buffer words = {0};

	if (category == POLICY_NONE || file->value == MONEY_NONE ||
	    believed == MONEY_NONE || last(file, VERB_FINDING) != ABSENT)
		return;
	evidence = &policy->categories[category].evidence;
	if (file->value <= believed && evidence->count > 0) {
		row(out, "see", "nothing: their word is enough");
		return;
	}
	for (size_t i = 0; i < evidence->count; i++) {
		if (last(file, VERB_EVIDENCE) == ABSENT ||
		    casefile_last(file, VERB_EVIDENCE, evidence->at[i],
				  file->since) == ABSENT)
			buffer_format(&words, "%s%s", words.len ? ", " : "",
				      evidence->at[i]);
	}
	if (words.len > 0)
		row(out, "see", words.at);
	buffer_release(&words);
}

/* For us alone: what the category mostly comes from. */
static void
add_likely_cause(struct buffer *out, const struct rules_view *view,
		 const char *short_id)
{
	const struct casefile *file = view->file;
	int category = file->category
			       ? policy_category(view->policy, file->category)
			       : POLICY_NONE;
	struct buffer words = {0};

	if (category == POLICY_NONE || file->cause ||
	    !view->policy->categories[category].likely_cause ||
	    (last(file, VERB_GIVE) == ABSENT &&
	     last(file, VERB_CANNOT) == ABSENT))
		return;
	buffer_format(&words, "the cause is mostly this: case-log %s cause %s",
		      short_id,
		      view->policy->categories[category].likely_cause);
	row(out, "why", words.at);
	buffer_release(&words);
}

/* heat.abusive: it was said that way, and nobody has steered back since. */
static bool
is_to_steer_back(const struct rules_view *view)
{
	const struct casefile *file = view->file;
	const struct policy_list *levels = &view->policy->heat.levels;
	size_t heat = last(file, VERB_HEAT);

	return view->policy->heat.abusive_say_once && levels->count > 0 &&
	       heat != ABSENT && file->events[heat].record->what &&
	       strcmp(file->events[heat].record->what,
		      levels->at[levels->count - 1]) == 0 &&
	       !is_told_since(file, heat);
}

static void
add_rung(struct buffer *out, const struct rules_view *view,
	 const char *short_id)
{
	const struct policy *policy = view->policy;
	int rung = policy->heat.abusive.to_rung;
	struct buffer words = {0};

	if (rung == POLICY_NONE ||
	    authority_current_rung(policy, view->file) >= rung)
		return;
	buffer_format(&words, "case-log %s escalate %s", short_id,
		      policy->rungs[rung].id);
	row(out, "up", words.at);
	buffer_release(&words);
}

/* What we answered to their wish, or cannot do, and have not told them. */
static bool
is_to_decline(const struct casefile *file)
{
	size_t wish = casefile_last(file, VERB_WISH, "declined", file->since);
	size_t cannot = last(file, VERB_CANNOT);

	return (wish != ABSENT && !is_told_since(file, wish)) ||
	       (cannot != ABSENT && !is_told_since(file, cannot));
}

/* Something was changed for good, and they do not know. */
static bool
is_to_tell_changed(const struct rules_view *view)
{
	const struct casefile *file = view->file;
	size_t prevented = casefile_last(file, VERB_PREVENTED, NULL, 0);

	return view->policy->prevention.tell_what_changed &&
	       prevented != ABSENT &&
	       casefile_first(file, VERB_TELL, "changed", prevented) == ABSENT;
}

/* An after-care step that is owed, and is said with a sentence of its own. */
static const char *
after_care(const struct duty_list *duties)
{
	for (size_t i = 0; i < duties->count; i++) {
		const char *ref = duties->at[i].ref;

		if (duties->at[i].kind == DUTY_FOLLOW_UP && ref &&
		    (strcmp(ref, "feedback") == 0 ||
		     strcmp(ref, "thank-you") == 0))
			return ref;
	}
	return NULL;
}

/* In writing they hear first that we have it. */
static bool
is_to_acknowledge(const struct rules_view *view, const struct duty_list *duties)
{
	const char *channel = casefile_detail(view->file, "channel");

	if (!channel ||
	    !policy_list_has(&view->policy->intake.written, channel))
		return false;
	for (size_t i = 0; i < duties->count; i++) {
		if (duties->at[i].kind == DUTY_ACKNOWLEDGE)
			return true;
	}
	return false;
}

/* What comes before the sentence of the step, or in its place; NULL. */
static const char *
pressing(const struct rules_view *view, const struct duty_list *duties)
{
	if (is_to_steer_back(view))
		return view->policy->heat.abusive_say_once;
	if (is_to_acknowledge(view, duties))
		return "acknowledge";
	if (is_to_decline(view->file))
		return "decline";
	if (is_to_tell_changed(view))
		return "changed";
	return view->file->state == CASEFILE_CLOSED ? after_care(duties) : NULL;
}

/* What could be put to them: the offers, or what would be offered now. */
static void
set_options(struct saying *saying, const struct rules_view *view,
	    struct arena *arena)
{
	struct remedy_choice choice;

	if ((last(view->file, VERB_OFFER) != ABSENT &&
	     !is_rule_met(view, RULE_CUSTOMER_DECLINED_FIX)) ||
	    !view->book)
		return;
	remedy_choose(&choice, view, arena);
	for (size_t i = 0; i < choice.picked && i < SAYING_OPTIONS; i++) {
		const struct remedy_option *option = &choice.options[i];

		saying->options[i] =
			view->policy->remedies[option->remedy].label;
		saying->option_by[i] = option->by;
		saying->option_count = i + 1;
	}
}

/* When they hear from us next, at the latest. */
static void
set_next_step(struct saying *saying, const struct duty_list *duties)
{
	for (size_t i = 0; i < duties->count; i++) {
		const struct duty *duty = &duties->at[i];

		if (duty->kind != DUTY_UPDATE && duty->kind != DUTY_ANSWER)
			continue;
		if (saying->by == INSTANT_NONE || duty->act_by < saying->by) {
			saying->next_step = "you hear from us what we can do";
			saying->by = duty->act_by;
		}
	}
}

static void
add_saying(struct buffer *out, const struct rules_view *view,
	   const struct duty_list *duties, const struct step *step)
{
	struct arena arena = {0};
	struct buffer words = {0}, quoted = {0};
	const char *first = pressing(view, duties);
	struct saying saying;
	bool said;

	saying_init(&saying, view->policy, view->file, view->who, view->now);
	set_options(&saying, view, &arena);
	set_next_step(&saying, duties);
	said = first && saying_add(&words, first, &saying);
	for (size_t i = 0; !said && i < SAYINGS && step->say[i]; i++)
		said = saying_add(&words, step->say[i], &saying);
	if (said) {
		buffer_format(&quoted, "\"%s\"", words.at);
		row(out, "say", quoted.at);
	}
	buffer_release(&words);
	buffer_release(&quoted);
	arena_release(&arena);
}

/* The hand-over card (escalation.handover-must-say). */

static void
hand_over_text(struct buffer *words, const char *what, const char *text)
{
	buffer_format(words, "%s: \"", what);
	text_escape(words, text, strlen(text));
	buffer_add_char(words, '"');
}

/* One part of the card; nothing where the case has none. */
static void
hand_over_part(struct buffer *words, const char *part,
	       const struct casefile *file)
{
	size_t restated = last(file, VERB_RESTATE), begin = words->len;

	if (strcmp(part, "restated") == 0) {
		if (restated == ABSENT || !file->events[restated].record->text)
			buffer_add_string(words, "not said back yet");
		else
			hand_over_text(words, "said back",
				       file->events[restated].record->text);
	} else if (strcmp(part, "heart") == 0 && file->heart != ABSENT) {
		hand_over_text(words, "the heart of it",
			       file->points[file->heart].text);
	} else if (strcmp(part, "points-open") == 0) {
		for (size_t i = 0; i < file->point_count; i++) {
			const struct casefile_point *point = &file->points[i];

			if (!point->ref || !point->text ||
			    casefile_first(file, VERB_ANSWER, point->ref, 0) !=
				    ABSENT ||
			    casefile_first(file, VERB_TELL, "done",
					   point->event) != ABSENT)
				continue;
			buffer_add_string(words,
					  words->len > begin ? "; " : "");
			hand_over_text(words, point->ref, point->text);
		}
		if (words->len == begin)
			buffer_add_string(words, "no point is open");
	} else if (strcmp(part, "promises-open") == 0) {
		for (size_t i = 0; i < file->promise_count; i++) {
			const struct casefile_promise *promise =
				&file->promises[i];

			if (promise->state != PROMISE_OPEN || !promise->text)
				continue;
			buffer_add_string(
				words, words->len > begin ? "; " : "promised ");
			hand_over_text(words, promise->ref ? promise->ref : "-",
				       promise->text);
		}
		if (words->len == begin)
			buffer_add_string(words, "no promise is open");
	} else if (strcmp(part, "offered-so-far") == 0) {
		buffer_add_string(words, last(file, VERB_OFFER) == ABSENT
						 ? "nothing offered so far"
						 : "offered so far: ");
		list_remedies(words, file, VERB_OFFER);
	} else if (strcmp(part, "heat") == 0) {
		buffer_format(words, "said as %s",
			      file->heat ? file->heat : "nobody noted");
	} else if (strcmp(part, "wants") == 0 &&
		   casefile_detail(file, "wants")) {
		hand_over_text(words, "they want",
			       casefile_detail(file, "wants"));
	} else if (strcmp(part, "steps") == 0) {
		for (size_t i = file->since; i < file->event_count; i++) {
			const struct record *record = file->events[i].record;

			if (file->events[i].verb == VERB_STEP && record->text)
				hand_over_text(words,
					       words->len > begin ? "; done"
								  : "done",
					       record->text);
		}
		if (words->len == begin)
			buffer_add_string(words, "no step taken yet");
	}
}

void
guide_handover(struct buffer *out, const struct casefile *file,
	       const struct policy *policy)
{
	const char *label = "hand";

	for (size_t i = 0; i < policy->handover_must_say.count; i++) {
		struct buffer words = {0};

		hand_over_part(&words, policy->handover_must_say.at[i], file);
		if (words.len > 0)
			row_of(out, &label, words.at);
		buffer_release(&words);
	}
}

/* What the plan has for whoever hears or decides on it now. */
static void
add_help(struct buffer *out, const struct rules_view *view,
	 const char *short_id)
{
	if (is_listening(view))
		add_questions(out, view);
	if (last(view->file, VERB_ACCEPT) == ABSENT &&
	    last(view->file, VERB_GIVE) == ABSENT)
		add_evidence(out, view);
	if (last(view->file, VERB_ESCALATE) != ABSENT)
		guide_handover(out, view->file, view->policy);
	add_likely_cause(out, view, short_id);
	if (is_to_steer_back(view))
		add_rung(out, view, short_id);
}

void
guide_case(struct buffer *out, const struct rules_view *view,
	   const struct duty_list *duties, const char *short_id)
{
	static const char also[] = "point heart heat out in note promise step "
				   "evidence wait assign escalate";
	const struct casefile *file = view->file;
	struct step step = {0};
	struct buffer words = {0};

	for (const char *at = short_id; *at; at++)
		buffer_add_char(out, *at >= 'a' && *at <= 'z'
					     ? (char)(*at - 'a' + 'A')
					     : *at);
	buffer_format(out, " %s%s%s: ", naming_customer(file),
		      file->category ? ", " : "",
		      file->category ? file->category : "");
	if (!view->policy) {
		buffer_format(out,
			      "%s. The plan is faulty; case-check says "
			      "what is wrong.\n",
			      casefile_state_name(file->state));
		return;
	}
	next_step(&step, view);
	buffer_format(out, "%s.\n", buffer_string(&step.stands));
	add_owed(out, view, duties);
	if (casefile_is_open(file))
		add_help(out, view, short_id);
	if (file->state <= CASEFILE_CLOSED)
		add_saying(out, view, duties, &step);
	buffer_format(&words, "case-log %s %s", short_id,
		      buffer_string(&step.type));
	if (step.type.len > 0)
		row(out, "then", words.at);
	if (casefile_is_open(file))
		row(out, "also", also);
	buffer_release(&words);
	buffer_release(&step.stands);
	buffer_release(&step.type);
}

void
guide_standing(struct buffer *out, const struct rules_view *view,
	       const struct zone *zone)
{
	struct arena arena = {0};
	struct duty_list duties = {0};
	struct duty_view moment;

	duty_view_init(&moment, view->policy, zone, view->now);
	owed_on_case(&duties, &moment, view->file, &arena);
	guide_case(out, view, &duties,
		   naming_typed(view->book, view->file, &arena));
	duty_list_release(&duties);
	arena_release(&arena);
}

/* How an event reads in the line that says a batch back. */
static const char *const done_words[VERB_COUNT] = {
	[VERB_OPEN] = "written down",
	[VERB_POINT] = "a further point",
	[VERB_HEART] = "the heart of it is",
	[VERB_HEARD] = "heard",
	[VERB_RESTATE] = "said back",
	[VERB_CONFIRM] = "agreed",
	[VERB_HEAT] = "said as",
	[VERB_FLAG] = "flagged",
	[VERB_OUT] = "talked to them",
	[VERB_IN] = "heard from them",
	[VERB_NOTE] = "noted",
	[VERB_TELL] = "told",
	[VERB_APOLOGY] = "said sorry",
	[VERB_EMPATHY] = "felt with them",
	[VERB_SIDE] = "our side told",
	[VERB_ANSWER] = "answered",
	[VERB_OFFER] = "offered",
	[VERB_ACCEPT] = "they chose",
	[VERB_DECLINE] = "they declined",
	[VERB_WISH] = "their wish",
	[VERB_CANNOT] = "cannot",
	[VERB_GIVE] = "given",
	[VERB_PROMISE] = "promised",
	[VERB_KEPT] = "kept",
	[VERB_RENEW] = "a new time for",
	[VERB_BROKEN] = "not kept",
	[VERB_WAIT] = "waiting for them",
	[VERB_RESUME] = "going on",
	[VERB_STEP] = "a step done",
	[VERB_EVIDENCE] = "seen",
	[VERB_FINDING] = "found",
	[VERB_CAUSE] = "the cause is",
	[VERB_PREVENT] = "to prevent it",
	[VERB_PREVENTED] = "prevented",
	[VERB_ASSIGN] = "now with",
	[VERB_ESCALATE] = "up to",
	[VERB_APPROVE] = "approved",
	[VERB_CLOSE] = "closed",
	[VERB_FOLLOW_UP] = "followed up",
	[VERB_FEEDBACK] = "feedback",
	[VERB_THANK] = "thanked",
	[VERB_REVIEW] = "reviewed on",
	[VERB_REOPEN] = "open again",
	[VERB_AMEND] = "amended",
	[VERB_RETRACT] = "taken back",
	[VERB_MERGE] = "joined",
	[VERB_OVERRIDE] = "rule set aside",
	[VERB_ERASE] = "erased",
};

/* Whose object is how it went: by phone. */
static bool
is_by(enum verb verb)
{
	return verb == VERB_OUT || verb == VERB_IN;
}

/* "Fri 27 Nov 17:30, in 3 open days". */
static void
say_due(struct buffer *out, const struct record *record,
	const struct when_context *context)
{
	struct when when = {.at = record->due,
			    .from = INSTANT_NONE,
			    .wall = ZONE_WALL_ONCE};
	const char *from = record_get(record, "from");
	int offset;

	if (!context->hours) {
		when_say(out, context->zone, context->now, record->due);
		return;
	}
	if (from && !zone_parse_due(from, &when.from, &offset))
		when.from = INSTANT_NONE;
	when_say_back(out, context, &when);
}

void
guide_said_back(struct buffer *out, const struct casefile *file,
		const char *short_id, const struct record *records,
		size_t count, const struct when_context *context)
{
	enum verb before = VERB_UNKNOWN;

	buffer_format(out, "%s %s:", short_id, naming_customer(file));
	for (size_t i = 0; i < count; i++) {
		enum verb verb = event_verb(records[i].event);
		const char *done = verb == VERB_UNKNOWN ? records[i].event
							: done_words[verb];

		/* "offered replace, refund": the verb once. */
		buffer_add_string(out, i ? ", " : " ");
		if (verb == VERB_MERGE) {
			buffer_format(out, "%s is now part of this one",
				      records[i].what);
			continue;
		}
		if (verb != before || !records[i].what)
			buffer_format(
				out, "%s%s%s", done, records[i].what ? " " : "",
				records[i].what && is_by(verb) ? "by " : "");
		if (records[i].what)
			buffer_add_string(out, records[i].what);
		if (verb == VERB_PROMISE || verb == VERB_RENEW) {
			buffer_add_string(out, ", by ");
			say_due(out, &records[i], context);
		}
		before = verb;
	}
	buffer_add_string(out, ".\n");
}

void
guide_verbs(struct buffer *out)
{
	buffer_add_string(
		out,
		"usage: case-log CASE EVENT [WHAT] [WORDS] [+ EVENT ...]\n"
		"CASE: an id or its beginning (7qk), or the customer (ruiz).\n"
		"WORDS: no quotes needed; an apostrophe wants -m "
		"\"TEXT\".\n\n");
	for (int group = 0; group < EVENT_GROUP_COUNT; group++) {
		buffer_format(out, "%-13s",
			      event_group_name((enum event_group)group));
		for (int verb = 0; verb < VERB_COUNT; verb++) {
			const struct event_kind *kind =
				event_kind((enum verb)verb);

			if ((int)kind->group == group && verb != VERB_OPEN)
				buffer_format(out, "  %s", kind->name);
		}
		buffer_add_char(out, '\n');
	}
	buffer_add_string(
		out,
		"\ncase-log --undo CASE takes the last batch back.\n"
		"case-log CASE says what comes next. case-log --help EVENT "
		"explains one.\n");
}

/* What is typed in place of a verb that is not: a retract needs to know which
 * event of which instant, and a complaint has a tool of its own. */
static const char *
typed_instead(enum verb verb)
{
	switch (verb) {
	case VERB_OPEN:
		return "case-new WORDS";
	case VERB_RETRACT:
		return "case-log --undo CASE, which takes the last batch "
		       "back; one event of it alone wants -k of=TIME";
	default:
		return NULL;
	}
}

/* "people also say: rang, called; type out". */
static void
add_also(struct buffer *out, const struct event_kind *kind)
{
	const char *at = kind->also;

	while (at && *at) {
		size_t len = strcspn(at, " ");

		buffer_format(out, "%s %.*s",
			      at == kind->also ? "people also say:" : ",",
			      (int)len, at);
		at += len + (at[len] == ' ');
	}
	if (kind->also && !typed_instead(event_verb(kind->name)))
		buffer_format(out, "; type %s", kind->name);
}

void
guide_verb(struct buffer *out, enum verb verb, const struct policy *policy)
{
	const struct event_kind *kind = event_kind(verb);
	struct arena arena = {0};
	const char **objects = draft_objects(verb, policy, &arena);
	struct buffer words = {0};

	buffer_format(out, "case-log CASE %s", kind->name);
	if (kind->what != EVENT_WHAT_NONE)
		buffer_format(out, kind->needs & EVENT_NEEDS_WHAT ? " WHAT"
								  : " [WHAT]");
	buffer_add_string(out, kind->needs & EVENT_NEEDS_TEXT ? " WORDS"
							      : " [WORDS]");
	if (kind->takes_due)
		buffer_add_string(out, kind->needs & EVENT_NEEDS_DUE
					       ? " -d TIME"
					       : " [-d TIME]");
	if (kind->takes_amount)
		buffer_add_string(out, " [-a AMOUNT]");
	buffer_format(out, "\n  %s%s\n", kind->meaning,
		      kind->inside && !strstr(kind->meaning, "inside")
			      ? " (stays inside)"
			      : "");
	if (kind->what != EVENT_WHAT_NONE) {
		buffer_format(&words, "WHAT is %s", draft_object_name(verb));
		for (size_t i = 0; objects[i]; i++)
			buffer_format(&words, "%s %s", i ? "," : ":",
				      objects[i]);
		if (kind->needs & EVENT_NEEDS_WHAT)
			buffer_add_string(&words,
					  "; may be left out where one thing "
					  "fits");
		text_wrap(out, words.at, COLUMNS, "  ", "  ");
		buffer_clear(&words);
	}
	if (typed_instead(verb)) {
		buffer_format(&words, "type instead: %s", typed_instead(verb));
		text_wrap(out, words.at, COLUMNS, "  ", "  ");
		buffer_clear(&words);
	}
	add_also(&words, kind);
	if (words.len > 0)
		text_wrap(out, words.at, COLUMNS, "  ", "    ");
	buffer_release(&words);
	free(objects);
	arena_release(&arena);
}

bool
guide_word(struct buffer *out, const char *word, const struct policy *policy,
	   struct fail *why)
{
	enum verb verb = event_verb(word);

	if (verb == VERB_UNKNOWN)
		verb = event_also(word);
	if (verb == VERB_UNKNOWN)
		return fail_set(why, FAIL_USAGE, "no event '%s'%s", word,
				text_did_you_mean(event_guess(word)));
	guide_verb(out, verb, policy);
	return true;
}
