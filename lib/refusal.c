#include "refusal.h"

#include <string.h>

#include "approval.h"
#include "authority.h"
#include "catchup.h"
#include "dealings.h"
#include "discreet.h"
#include "naming.h"
#include "refit.h"
#include "saying.h"
#include "text.h"
#include "when.h"
#include "whose.h"

/*
 * A row a rule: how it ends "Ana Ruiz has not yet…"; and for a list of what is
 * owed a label and a sentence. Of those about who acts, what is said names
 * people.
 */
static const struct {
	const char *not_yet;
	const char *label;
	const char *sentence;
} rows[RULE_COUNT] = {
	[RULE_HEARD] = {"said all there is", "hear",
			"they have not said all there is"},
	[RULE_RESTATED] = {"heard it back", "say",
			   "it was not said back to them"},
	[RULE_CONFIRMED] = {"agreed", "ask",
			    "they have not agreed that this is it"},
	[RULE_HEART] = {"said what the heart of it is", "ask",
			"which point is the heart of it is not known"},
	[RULE_ALL_POINTS_ANSWERED] = {"had an answer to every point", "tell",
				      "not every point has its answer"},
	[RULE_FIX_OFFERED] = {"been offered a fix", "fix",
			      "no fix was offered"},
	[RULE_FIX_AGREED] = {"chosen a fix", "fix", "no fix was chosen"},
	[RULE_FIX_DONE] = {"got the fix", "fix", "no fix is done yet"},
	[RULE_CUSTOMER_DECLINED_FIX] = {"declined every fix", "fix",
					"not every fix was declined"},
	[RULE_FIX_IMPOSSIBLE] = {"been told why it cannot be fixed", "fix",
				 "nothing says that no fix is possible"},
	[RULE_FIX_DONE_OR_REASON] =
		{"got the fix", "fix",
		 "no fix is done, and nothing says why not"},
	[RULE_APOLOGY_IF_AT_FAULT] = {"heard that we are sorry", "sorry",
				      "nobody has said sorry yet"},
	[RULE_CUSTOMER_TOLD] = {"been told that it is done", "tell",
				"they do not know that it is done"},
	[RULE_PROMISES_SETTLED] = {"got what was promised", "keep", ""},
	[RULE_FEEDBACK_ASKED] = {"been asked how we put it right", "ask",
				 "nobody asked how we put it right"},
	[RULE_SECOND_OFFER] = {"had a second offer", "offer",
			       "no second offer was made"},
	[RULE_SEEN_BY_OWNER] = {"been seen by the owner", "owner",
				"the owner has not looked at it"},
	[RULE_OUTSIDE_TOLD] = {"been told who else can look at it", "tell",
			       "they do not know who else can look at it"},
	[RULE_CAUSE] = {"been understood", "why",
			"why it happened is not written down"},
	[RULE_PREVENTION] =
		{"changed anything", "next",
		 "what keeps it from happening again is not written down"},
	[RULE_WARNED] = {"been told that it cannot go on like this", "", ""},
	[RULE_OVER_AUTHORITY] = {"", "ask", ""},
	[RULE_OWN_CASE] = {"", "ask", ""},
	[RULE_LIMITS] = {"", "ask", ""},
	[RULE_ROLE] = {"", "ask", ""},
};

#define HANG 8 /* blanks before what goes on in a row */

/* "  say   words", wrapped under the words. */
static void
row(struct buffer *out, const char *label, const char *words)
{
	struct buffer first = {0};

	buffer_format(&first, "  %-5s ", label);
	refit_wrap(out, words, first.at, HANG);
	buffer_release(&first);
}

static void
row_quoted(struct buffer *out, const char *label, const char *words)
{
	struct buffer quoted = {0};

	buffer_format(&quoted, "\"%s\"", words);
	row(out, label, quoted.at);
	buffer_release(&quoted);
}

/* "heard it back and agreed"; "a, b and c". Rules about who acts have none. */
static void
join_phrases(struct buffer *out, const struct rules_missing *missing)
{
	size_t count = 0, done = 0;

	for (size_t i = 0; i < missing->count; i++)
		count += *rows[missing->rule[i]].not_yet != '\0';
	for (size_t i = 0; i < missing->count; i++) {
		const char *phrase = rows[missing->rule[i]].not_yet;

		if (!*phrase)
			continue;
		if (done++ > 0)
			buffer_add_string(out, done == count ? " and " : ", ");
		buffer_add_string(out, phrase);
	}
}

static void
row_plan(struct buffer *out, const struct rules_missing *missing,
	 const struct policy *policy, bool names)
{
	struct buffer words = {0};

	if (missing->line)
		buffer_format(&words, "%s:%zu, %s", policy->file, missing->line,
			      missing->list);
	else
		buffer_format(&words, "%s (the default)", missing->list);
	for (size_t i = 0; names && i < missing->count; i++)
		buffer_format(&words, "%s %s", i ? "," : ":",
			      conditions_name(missing->rule[i]));
	row(out, "plan", words.at);
	buffer_release(&words);
}

bool
refusal_is_act(enum verb verb)
{
	return verb == VERB_ERASE || verb == VERB_OVERRIDE ||
	       verb == VERB_APPROVE;
}

static const char *
what_was_done(enum verb verb)
{
	switch (verb) {
	case VERB_OFFER:
		return "offered";
	case VERB_ACCEPT:
		return "chosen";
	case VERB_GIVE:
		return "given";
	case VERB_PROMISE:
	case VERB_RENEW:
		return "promised";
	default:
		return "done";
	}
}

static void
row_already(struct buffer *out, const struct rules_missing *missing,
	    const struct rules_view *view, const struct rules_step *step)
{
	const char *owner = authority_owner_name(view->policy);
	struct buffer words = {0};

	if (refusal_is_act(step->verb) && rules_is_among(RULE_ROLE, missing))
		return;
	buffer_format(&words,
		      "add --already, if it was %s: it is recorded, and listed "
		      "for %s",
		      what_was_done(step->verb), owner ? owner : "the owner");
	row(out, "or", words.at);
	buffer_release(&words);
}

/* The people of a rung whom it is not about, "Eva or Max"; the rung's name
 * where there are none. */
static void
add_people(struct buffer *out, const struct rules_view *view, int rung)
{
	const struct policy *policy = view->policy;
	size_t begin = out->len;

	for (size_t i = 0; i < policy->staff_count; i++) {
		if (policy->staff[i].role == policy->rungs[rung].role &&
		    !whose_is_own(policy, view->file, policy->staff[i].id))
			buffer_format(out, "%s%s",
				      out->len > begin ? " or " : "",
				      policy->staff[i].name);
	}
	if (out->len == begin)
		buffer_add_string(out, policy->rungs[rung].id);
}

/* "72.00 is more than Kim may give on one case, 50.00". */
static void
say_limit(struct buffer *out, const struct rules_view *view,
	  const struct rules_step *step)
{
	const struct policy *policy = view->policy;
	const char *name = policy_staff_name(policy, view->who), *which = "";
	int64_t total, limit = authority_limit(view, step, &total, &which);
	size_t line;
	int rung;

	if (limit == MONEY_UNLIMITED) {
		rung = authority_rung(view, step, &which, &line);
		buffer_add_string(out, "what is granted here is for ");
		add_people(out, view, rung);
		buffer_format(out, " to decide, not for %s\n", name);
		return;
	}
	money_show(out, total, policy->shop.digits, policy->shop.decimal_mark);
	if (authority_is_of_price(which))
		buffer_format(out, " is more than may be given %s, ", which);
	else
		buffer_format(out, " is more than %s may give %s, ", name,
			      which);
	money_show(out, limit, policy->shop.digits, policy->shop.decimal_mark);
	buffer_add_char(out, '\n');
}

/* "Kim, as counter, may not limit dealings with a customer". */
static void
say_no_limits(struct buffer *out, const struct rules_view *view)
{
	const struct policy *policy = view->policy;

	buffer_format(out, "%s, as %s, may not limit dealings with a customer",
		      policy_staff_name(policy, view->who),
		      policy->roles[policy_role_of(policy, view->who)].id);
}

/* The name of whoever the complaint is about. */
static const char *
name_about(const struct rules_view *view)
{
	const char *about = casefile_detail(view->file, "about");
	int staff =
		about ? policy_staff_called(view->policy, about) : POLICY_NONE;

	return staff == POLICY_NONE ? about : view->policy->staff[staff].name;
}

/* Whether the step is more than anybody may take, whom the complaint is not
 * about, such as gestures beyond their part of the price: no line gets past
 * that. */
static bool
is_beyond_all(const struct rules_missing *missing,
	      const struct rules_view *view, const struct rules_step *step)
{
	return (rules_is_among(RULE_OVER_AUTHORITY, missing) &&
		authority_grantor(view, step) == POLICY_NONE) ||
	       (rules_is_among(RULE_ROLE, missing) &&
		!authority_who_may(view, step));
}

/* Whoever it is about does not decide on it; and who does, as far as they may.
 */
static void
row_own(struct buffer *out, const struct rules_missing *missing,
	const struct rules_view *view, const struct rules_step *step,
	const char *tool)
{
	const char *name = policy_staff_name(view->policy, view->who);
	struct buffer words = {0};

	buffer_format(&words, "the complaint is about %s", name_about(view));
	if (!authority_is_impartial(view, step))
		buffer_format(&words, ": %s assign SOMEBODY", tool);
	else if (is_beyond_all(missing, view, step))
		buffer_format(&words, "; %s decides on it, as far as they may",
			      name);
	else
		buffer_format(&words, "; %s decides on it: -b %s", name,
			      view->who);
	row(out, "ask", words.at);
	buffer_release(&words);
}

/* Another rule about who acts, and what gets past it. */
static void
row_person(struct buffer *out, enum rule rule, const struct rules_view *view,
	   const struct rules_step *step, const char *tool)
{
	const struct policy *policy = view->policy;
	const char *name = policy_staff_name(policy, view->who);
	struct buffer words = {0};

	if (rule == RULE_OVER_AUTHORITY) {
		int grantor = authority_grantor(view, step);

		say_limit(&words, view, step);
		buffer_cut(&words, words.len - 1);
		if (grantor != POLICY_NONE)
			buffer_format(&words, ": %s approve %s -b %s", tool,
				      step->what, policy->staff[grantor].id);
	} else if (rule == RULE_LIMITS) {
		const struct policy_staff *one = dealings_who_may(view);

		say_no_limits(&words, view);
		if (one)
			buffer_format(&words, "; %s may: -b %s", one->name,
				      one->id);
	} else {
		const struct policy_staff *one = authority_who_may(view, step);

		buffer_format(
			&words, "%s, as %s, may not %s", name,
			policy->roles[policy_role_of(policy, view->who)].id,
			event_permission_name(authority_permission(step)));
		if (one)
			buffer_format(&words, "; %s may: -b %s", one->name,
				      one->id);
	}
	row(out, "ask", words.at);
	buffer_release(&words);
}

/* The rows of the rules about who acts, from one of what is missing on. */
static void
rows_people(struct buffer *out, const struct rules_missing *missing,
	    size_t from, const struct rules_view *view,
	    const struct rules_step *step, const char *tool)
{
	for (size_t i = from; i < missing->count; i++) {
		if (missing->rule[i] == RULE_OWN_CASE)
			row_own(out, missing, view, step, tool);
		else if (catchup_is_person(missing->rule[i]))
			row_person(out, missing->rule[i], view, step, tool);
	}
}

/* "  fix   refund was chosen and is not given yet:    case-log 7qk give" */
static void
row_to_type(struct buffer *out, const char *label, const char *words,
	    const char *tool, const char *type)
{
	struct buffer wide = {0};

	buffer_format(&wide, "%-42s", words);
	buffer_format(out, "  %-5s ", label);
	text_escape(out, wide.at, wide.len);
	buffer_format(out, " %s %s\n", tool, type);
	buffer_release(&wide);
}

/* Whether what a rule finds missing are fixes that they chose: a row each. */
static bool
is_of_fixes(enum rule rule, const struct rules_view *view)
{
	return (rule == RULE_FIX_DONE || rule == RULE_FIX_DONE_OR_REASON) &&
	       facts_fix_owed(view);
}

static void
rows_fixes(struct buffer *out, enum rule rule, const struct rules_view *view,
	   const char *tool, const char *by)
{
	const struct casefile *file = view->file;

	for (size_t at = facts_next_fix_owed(view, file->since);
	     at != CASEFILE_NONE; at = facts_next_fix_owed(view, at + 1)) {
		const char *fix = file->events[at].record->what;
		struct buffer words = {0}, type = {0};

		buffer_format(&words,
			      "%s was chosen and is not given yet:", fix);
		catchup_type_give(&type, fix, view, by);
		row_to_type(out, rows[rule].label, words.at, tool, type.at);
		buffer_release(&words);
		buffer_release(&type);
	}
}

static void
row_owed(struct buffer *out, enum rule rule,
	 const struct rules_missing *missing, const struct rules_view *view,
	 const struct rules_step *step, const char *tool,
	 const struct refusal_typed *typed)
{
	struct buffer words = {0}, type = {0};
	const char *label = rows[rule].label;
	const struct casefile_promise *promise = facts_promise_open(view->file);

	if (is_of_fixes(rule, view)) {
		rows_fixes(out, rule, view, tool, typed->by);
		return;
	}
	if (rule == RULE_PROMISES_SETTLED && promise)
		buffer_format(
			&words, "%s is still open, \"%s\":",
			promise->ref ? promise->ref : "a promise",
			discreet_word(promise->text ? promise->text : ""));
	else if (catchup_is_sorry(rule, view)) {
		label = rows[RULE_APOLOGY_IF_AT_FAULT].label;
		buffer_add_string(&words,
				  "sorry is all they want, and was not said:");
	} else
		buffer_format(&words, "%s:", rows[rule].sentence);
	catchup_type(&type, rule, view, step, missing, typed->by);
	row_to_type(out, label, words.at, tool, buffer_string(&type));
	buffer_release(&words);
	buffer_release(&type);
}

/* How many rows a rule has in a list of what is owed. */
static size_t
count_owed(enum rule rule, const struct rules_view *view)
{
	size_t count = 0;

	if (catchup_is_person(rule))
		return 0;
	if (!is_of_fixes(rule, view))
		return 1;
	for (size_t at = facts_next_fix_owed(view, view->file->since);
	     at != CASEFILE_NONE; at = facts_next_fix_owed(view, at + 1))
		count++;
	return count;
}

/* The openings of cases that were joined are pt0 as the case's own is, which
 * the line of the rule has: how each is said to be the heart of it. One of the
 * instant of the own cannot be. */
static void
rows_joined(struct buffer *out, const struct rules_missing *missing,
	    const struct casefile *file, const char *tool)
{
	for (size_t i = 0; i < file->point_count; i++) {
		const struct casefile_event *event =
			&file->events[file->points[i].event];
		const char *said = file->points[i].text;
		struct buffer words = {0};
		size_t fits;

		if (!rules_is_among(RULE_HEART, missing) || !said ||
		    event->verb != VERB_OPEN ||
		    event->record->at == file->opened)
			continue;
		said = discreet_word(said);
		fits = text_fit(said, strcspn(said, "\n"), 25);
		buffer_add_string(&words, "if it is \"");
		buffer_add(&words, said, fits);
		buffer_add_string(&words, said[fits] ? "...\":" : "\":");
		while (words.len < 42)
			buffer_add_char(&words, ' ');
		buffer_add_string(out, "  ask   ");
		text_escape(out, words.at, words.len);
		buffer_format(out, " %s heart pt0 -k of=", tool);
		zone_format_time(out, event->record->at, event->record->offset);
		buffer_add_char(out, '\n');
		buffer_release(&words);
	}
}

/* What was typed is typed again on one line. */
static void
add_typed(struct buffer *out, const char *step)
{
	for (; *step; step++)
		buffer_add_char(out, strchr("\t\n\r", *step) ? ' ' : *step);
}

/* Whether it is handed first to whoever decides on it instead of whoever it is
 * about. */
static bool
is_to_hand_over(const struct rules_missing *missing,
		const struct rules_view *view, const struct rules_step *step)
{
	return rules_is_among(RULE_OWN_CASE, missing) &&
	       authority_is_impartial(view, step) &&
	       (!view->file->owner ||
		!policy_same_staff(view->file->owner, view->who));
}

void
refusal_steps(struct buffer *out, const struct rules_missing *missing,
	      const struct rules_view *view, const struct rules_step *step,
	      const struct refusal_typed *typed)
{
	struct buffer steps = {0};

	catchup_steps(&steps, missing, view, step, typed->step, typed->by);
	if (is_to_hand_over(missing, view, step))
		buffer_format(out, "assign %s + ", view->who);
	for (size_t i = 0; i < typed->before_count; i++) {
		if (catchup_has(steps.at, typed->before[i]))
			continue;
		add_typed(out, typed->before[i]);
		buffer_add_string(out, " + ");
	}
	add_typed(out, steps.at);
	buffer_release(&steps);
}

/* "case-log 7qk restate + confirm + offer": on one line, to be copied; and
 * before it whom to ask for the fix in it. */
static void
row_then(struct buffer *out, const struct rules_missing *missing,
	 const struct rules_view *view, const struct rules_step *step,
	 const char *tool, const struct refusal_typed *typed)
{
	struct rules_step fix;

	if (is_beyond_all(missing, view, step))
		return;
	if (catchup_asks(&fix, missing, view))
		row_person(out, RULE_OVER_AUTHORITY, view, &fix, tool);
	buffer_format(out, "  then  %s ", tool);
	refusal_steps(out, missing, view, step, typed);
	buffer_add_char(out, '\n');
}

/* Whoever may grant it is not here: they are asked in writing, or were. */
static void
row_in_writing(struct buffer *out, const struct rules_view *view,
	       const struct rules_step *step, const char *tool, const char *by)
{
	const struct policy *policy = view->policy;
	struct buffer words = {0};
	struct approval asked;
	int64_t until = INSTANT_NONE;

	if (policy->authority.answer_asked_within.unit == DURATION_NONE)
		return;
	for (size_t i = view->file->since; i < view->file->event_count; i++) {
		if (approval_read(&asked, policy, view->file, i) &&
		    strcmp(asked.remedy, step->what) == 0 && !asked.answered)
			until = asked.until;
	}
	if (until == INSTANT_NONE) {
		buffer_format(&words,
			      "in writing: %s escalate -k remedy=%s%s%s", tool,
			      step->what, by ? " -b " : "", by ? by : "");
	} else {
		buffer_add_string(&words, "it was asked for; an answer is due "
					  "by ");
		when_say_near(&words, policy->shop.zone, view->now, until);
	}
	row(out, "or", words.at);
	buffer_release(&words);
}

/* What is approved by whom: with the step all that is offered behind it and is
 * for the same person to grant, and then what is for others. */
static void
row_approve(struct buffer *out, const struct rules_view *view,
	    const struct rules_step *step, const char *tool,
	    const struct refusal_typed *typed)
{
	int grantor = authority_grantor(view, step);

	buffer_format(out, "  then  %s approve %s", tool, step->what);
	for (size_t i = 0; i < typed->behind_count; i++) {
		if (!authority_is_enough(view, &typed->behind[i]) &&
		    authority_grantor(view, &typed->behind[i]) == grantor)
			buffer_format(out, " + approve %s",
				      typed->behind[i].what);
	}
	buffer_format(out, " -b %s\n", view->policy->staff[grantor].id);
	for (size_t i = 0; i < typed->behind_count; i++) {
		if (!authority_is_enough(view, &typed->behind[i]) &&
		    authority_grantor(view, &typed->behind[i]) != grantor)
			row_person(out, RULE_OVER_AUTHORITY, view,
				   &typed->behind[i], tool);
	}
}

static void
refuse_authority(struct buffer *out, const struct rules_missing *missing,
		 const struct rules_view *view, const struct rules_step *step,
		 const char *tool, const struct refusal_typed *typed)
{
	const struct policy *policy = view->policy;
	int grantor = authority_grantor(view, step);
	bool away = false;
	struct buffer words = {0};

	say_limit(out, view, step);
	row_plan(out, missing, policy, false);
	if (grantor != POLICY_NONE) {
		const struct policy_staff *one = &policy->staff[grantor];
		struct opening opening;

		buffer_add_string(&words, one->name);
		if (hours_next(policy->hours, view->now, &opening) &&
		    opening.from <= view->now &&
		    !whose_is_away(one, opening.day)) {
			buffer_add_string(&words, ", here today until ");
			when_say_time(&words, policy->shop.zone, opening.to);
		} else
			away = true;
		row(out, "ask", words.at);
		buffer_clear(&words);
		row_approve(out, view, step, tool, typed);
	}
	if (away)
		row_in_writing(out, view, step, tool, typed->by);
	rows_people(out, missing, 1, view, step, tool);
	row_already(out, missing, view, step);
	buffer_release(&words);
}

static void
refuse_role(struct buffer *out, const struct rules_missing *missing,
	    const struct rules_view *view, const struct rules_step *step,
	    const char *tool, const struct refusal_typed *typed)
{
	const struct policy *policy = view->policy;
	const struct policy_staff *one = authority_who_may(view, step);

	buffer_format(out, "%s, as %s, may not %s\n",
		      policy_staff_name(policy, view->who),
		      policy->roles[policy_role_of(policy, view->who)].id,
		      event_permission_name(authority_permission(step)));
	row_plan(out, missing, policy, false);
	if (one) {
		row(out, "ask", one->name);
		row_then(out, missing, view, step, tool, typed);
	}
	row_already(out, missing, view, step);
}

static void
refuse_limits(struct buffer *out, const struct rules_missing *missing,
	      const struct rules_view *view, const struct rules_step *step,
	      const char *tool, const struct refusal_typed *typed)
{
	const struct policy_staff *one = dealings_who_may(view);

	say_no_limits(out, view);
	buffer_add_char(out, '\n');
	row_plan(out, missing, view->policy, false);
	if (one) {
		row(out, "ask", one->name);
		row_then(out, missing, view, step, tool, typed);
	}
	row_already(out, missing, view, step);
}

static void
refuse_own_case(struct buffer *out, const struct rules_missing *missing,
		const struct rules_view *view, const struct rules_step *step,
		const char *tool, const struct refusal_typed *typed)
{
	const struct policy *policy = view->policy;
	bool other =
		step->verb != VERB_ASSIGN && authority_is_impartial(view, step);
	struct buffer words = {0};

	buffer_format(out,
		      "the complaint is about %s, who does not decide on it\n",
		      name_about(view));
	row_plan(out, missing, policy, true);
	if (other) {
		row(out, "ask", policy_staff_name(policy, view->who));
		row_then(out, missing, view, step, tool, typed);
	} else {
		const char *who =
			whose_instead(policy, view->file,
				      hours_day(policy->hours, view->now));

		buffer_format(&words, "%s assign %s", tool,
			      who ? who : "SOMEBODY");
		/* It may be theirs already. */
		if (!who || who != view->file->owner)
			row(out, "then", words.at);
	}
	rows_people(out, missing, 1, view, step, tool);
	row_already(out, missing, view, step);
	buffer_release(&words);
}

/* The words with which it is said back to them. */
static void
row_restate(struct buffer *out, const struct rules_view *view)
{
	struct buffer words = {0};
	struct saying saying;

	saying_init(&saying, view->policy, view->file, view->who, view->now);
	/* Filled in, it says what they said. */
	if (saying_add(&words, "restate", &saying))
		row_quoted(out, "say",
			   discreet_is()
				   ? policy_suggest(view->policy, "restate")
				   : words.at);
	buffer_release(&words);
}

/* Of gesture-needs, any one of which is enough, the first is missing; what is
 * said is the one that is nearest, that they choose a fix. */
static struct rules_missing
with_nearest(const struct rules_missing *missing, const struct policy *policy,
	     const struct rules_step *step)
{
	const struct policy_list *needs = &policy->rules.gesture_needs;
	const char *nearest = conditions_name(RULE_FIX_AGREED);
	struct rules_missing all = *missing;

	if (!facts_is_kind(policy, step->what, REMEDY_GESTURE) ||
	    !policy_list_has(needs, nearest))
		return all;
	for (size_t i = 0; i < all.count; i++) {
		if (all.rule[i] == rules_of_name(needs->at[0]))
			all.rule[i] = RULE_FIX_AGREED;
	}
	return all;
}

static void
refuse_first(struct buffer *out, const struct rules_missing *missing,
	     const struct rules_view *view, const struct rules_step *step,
	     const char *tool, const struct refusal_typed *typed)
{
	buffer_format(out, "%s has not yet ", naming_in_message(view->file));
	join_phrases(out, missing);
	buffer_add_char(out, '\n');
	row_plan(out, missing, view->policy, true);
	if (rules_is_among(RULE_RESTATED, missing))
		row_restate(out, view);
	rows_people(out, missing, 1, view, step, tool);
	rows_joined(out, missing, view->file, tool);
	row_then(out, missing, view, step, tool, typed);
	row_already(out, missing, view, step);
}

/* No offer of a fix leads to best-done any more: it is closed as they left. */
static void
refuse_best_done(struct buffer *out, const struct rules_missing *missing,
		 const struct rules_view *view, const char *tool,
		 const struct refusal_typed *typed)
{
	static const char best_done[] = "close best-done";
	const struct rules_step step = {
		VERB_CLOSE, policy_unhappy_outcome(view->policy), MONEY_NONE};
	struct refusal_typed other = *typed;
	struct rules_missing wanted;
	struct buffer close = {0};

	buffer_format(&close, "close %s%s", step.what,
		      strncmp(typed->step, best_done, strlen(best_done)) == 0
			      ? typed->step + strlen(best_done)
			      : "");
	other.step = close.at;
	buffer_format(out, "best-done is for where a fix was offered, and none "
			   "can be done\n");
	row_plan(out, missing, view->policy, true);
	row(out, "or",
	    "close it by how they left; why it cannot be done is "
	    "written down");
	rules_missing(&wanted, view, &step);
	row_then(out, &wanted, view, &step, tool, &other);
	buffer_release(&close);
}

static void
refuse_close(struct buffer *out, const struct rules_missing *missing,
	     const struct rules_view *view, const struct rules_step *step,
	     const char *tool, const struct refusal_typed *typed)
{
	size_t count = 0;

	for (size_t i = 0; i < missing->count; i++)
		count += count_owed(missing->rule[i], view);
	buffer_format(out, "%s is still owed %zu thing%s\n",
		      naming_in_message(view->file), count,
		      count == 1 ? "" : "s");
	row_plan(out, missing, view->policy, true);
	for (size_t i = 0; i < missing->count; i++) {
		if (!catchup_is_person(missing->rule[i]))
			row_owed(out, missing->rule[i], missing, view, step,
				 tool, typed);
	}
	rows_joined(out, missing, view->file, tool);
	if (catchup_restates(missing, view))
		row_restate(out, view);
	rows_people(out, missing, 1, view, step, tool);
	row_then(out, missing, view, step, tool, typed);
}

static void
refuse_gesture(struct buffer *out, const struct rules_missing *missing,
	       const struct rules_view *view, const struct rules_step *step,
	       const char *tool, const struct refusal_typed *typed)
{
	struct buffer words = {0};

	buffer_format(out,
		      "a gesture comes after a fix, never instead of one\n");
	if (missing->line)
		buffer_format(&words, "%s:%zu, gesture-needs, any one of:",
			      view->policy->file, missing->line);
	else
		buffer_add_string(&words,
				  "gesture-needs (the default), any one of:");
	for (size_t i = 0; i < view->policy->rules.gesture_needs.count; i++)
		buffer_format(&words, "%s %s", i ? "," : "",
			      view->policy->rules.gesture_needs.at[i]);
	row(out, "plan", words.at);
	if (catchup_restates(missing, view))
		row_restate(out, view);
	rows_people(out, missing, 1, view, step, tool);
	row_then(out, missing, view, step, tool, typed);
	row_already(out, missing, view, step);
	buffer_release(&words);
}

static void
refuse(struct buffer *out, const struct rules_missing *missing,
       const struct rules_view *view, const struct rules_step *step,
       const char *tool, const struct refusal_typed *typed)
{
	const struct rules_missing nearest =
		with_nearest(missing, view->policy, step);

	if (missing->rule[0] == RULE_OVER_AUTHORITY)
		refuse_authority(out, missing, view, step, tool, typed);
	else if (missing->rule[0] == RULE_ROLE)
		refuse_role(out, missing, view, step, tool, typed);
	else if (missing->rule[0] == RULE_LIMITS)
		refuse_limits(out, missing, view, step, tool, typed);
	else if (missing->rule[0] == RULE_OWN_CASE)
		refuse_own_case(out, missing, view, step, tool, typed);
	else if (step->verb == VERB_CLOSE &&
		 rules_is_among(RULE_FIX_OFFERED, missing) &&
		 strcmp(missing->list, "best-done") == 0 &&
		 catchup_has_no_fix(view))
		refuse_best_done(out, missing, view, tool, typed);
	else if (step->verb == VERB_CLOSE)
		refuse_close(out, missing, view, step, tool, typed);
	else if (strcmp(missing->list, "gesture-needs") == 0)
		refuse_gesture(out, &nearest, view, step, tool, typed);
	else
		refuse_first(out, &nearest, view, step, tool, typed);
}

/* What is missing where who acts does so instead of whoever it is about: the
 * case has to be theirs first. */
static struct rules_missing
missing_instead(const struct rules_view *view, const struct rules_step *step)
{
	struct rules_missing missing;

	rules_missing(&missing, view, step);
	if (missing.count == 0) {
		missing.list = "authority";
		missing.line = view->policy->authority.line;
	}
	missing.gate[missing.count] =
		policy_gate(view->policy, conditions_name(RULE_OWN_CASE));
	missing.rule[missing.count++] = RULE_OWN_CASE;
	return missing;
}

void
refusal_write(struct buffer *out, const struct rules_missing *missing,
	      const struct rules_view *view, const struct rules_step *step,
	      const char *tool, const struct refusal_typed *typed)
{
	const char *who = step->verb != VERB_ASSIGN &&
					  rules_is_among(RULE_OWN_CASE, missing)
				  ? authority_instead(view)
				  : NULL;
	struct refusal_typed theirs = *typed;
	struct rules_view other = *view;
	struct rules_missing all;

	if (!who) {
		refuse(out, missing, view, step, tool, typed);
		return;
	}
	theirs.by = other.who = who;
	all = missing_instead(&other, step);
	refuse(out, &all, &other, step, tool, &theirs);
}

bool
refusal_find(struct buffer *out, const struct rules_view *view,
	     const struct rules_step *step, const char *tool, const char *typed)
{
	const struct refusal_typed alone = {.step = typed};
	struct rules_missing missing;
	bool held = false;

	rules_missing(&missing, view, step);
	for (size_t i = 0; i < missing.count; i++)
		held = held || missing.gate[i] != POLICY_REMIND;
	if (held)
		refusal_write(out, &missing, view, step, tool, &alone);
	return held;
}
