#include "guide.h"

#include <stdlib.h>
#include <string.h>

#include "draft.h"
#include "naming.h"
#include "owed.h"
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

/* What stands, what to type and whether to say it back first. */
struct step {
	struct buffer stands;
	struct buffer type;
	const char *say; /* a name in words.suggest, or NULL */
};

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

static void
closing_step(struct step *step, const struct rules_view *view)
{
	struct rules_step close = {VERB_CLOSE, usual_outcome(view->policy),
				   MONEY_NONE};
	struct rules_missing missing;
	struct buffer typed = {0};

	rules_missing(&missing, view, &close);
	if (missing.count == 0)
		buffer_add_string(&step->stands, "done and told; nothing is "
						 "missing to close it");
	else
		buffer_add_string(&step->stands, "still open for:");
	for (size_t i = 0; i < missing.count; i++)
		buffer_format(&step->stands, "%s %s", i ? "," : "",
			      rules_name(missing.rule[i]));
	buffer_format(&typed, "close %s", close.what);
	rules_steps(&step->type, &missing, view, &close, typed.at);
	buffer_release(&typed);
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
		step->say = "restate";
		buffer_add_string(&step->type, heard ? "restate + confirm"
						     : "heard + restate + "
						       "confirm");
		return;
	}
	buffer_add_string(&step->stands,
			  "said back, but they have not agreed yet");
	step->say = "restate";
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
	buffer_format(&step->type, "give%s%s + tell done", count > 1 ? " " : "",
		      count > 1 ? owed : "");
}

static void
choosing_step(struct step *step, const struct rules_view *view)
{
	if (is_rule_met(view, RULE_CUSTOMER_DECLINED_FIX)) {
		buffer_add_string(&step->stands, "they declined ");
		list_remedies(&step->stands, view->file, VERB_DECLINE);
		buffer_add_string(&step->type, "offer");
		return;
	}
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
	} else if (given && !is_rule_met(view, RULE_CUSTOMER_TOLD)) {
		buffer_add_string(&step->stands,
				  "done, but they have not been told");
		buffer_add_string(&step->type, "tell done");
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
	if (step.say && rules_say(&words, step.say, view->policy, file)) {
		struct buffer quoted = {0};

		buffer_format(&quoted, "\"%s\"", words.at);
		row(out, "say", quoted.at);
		buffer_release(&quoted);
	}
	buffer_clear(&words);
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
	[VERB_OUT] = "talked to them by",
	[VERB_IN] = "heard from them by",
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
	[VERB_MERGE] = "joined with",
	[VERB_OVERRIDE] = "rule set aside",
	[VERB_ERASE] = "erased",
};

void
guide_said_back(struct buffer *out, const struct casefile *file,
		const char *short_id, const struct record *records,
		size_t count, const struct zone *zone, int64_t now)
{
	enum verb before = VERB_UNKNOWN;

	buffer_format(out, "%s %s:", short_id, naming_customer(file));
	for (size_t i = 0; i < count; i++) {
		enum verb verb = event_verb(records[i].event);
		const char *done = verb == VERB_UNKNOWN ? records[i].event
							: done_words[verb];

		/* "offered replace, refund": the verb once. */
		buffer_add_string(out, i ? ", " : " ");
		if (verb != before || !records[i].what)
			buffer_format(out, "%s%s", done,
				      records[i].what ? " " : "");
		if (records[i].what)
			buffer_add_string(out, records[i].what);
		if (verb == VERB_PROMISE || verb == VERB_RENEW) {
			buffer_add_string(out, ", by ");
			when_say(out, zone, now, records[i].due);
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
		      kind->inside ? " (stays inside)" : "");
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
	}
	if (kind->also)
		buffer_format(out, "  also called: %s\n", kind->also);
	buffer_release(&words);
	free(objects);
	arena_release(&arena);
}
