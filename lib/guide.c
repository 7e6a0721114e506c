#include "guide.h"

#include <string.h>

#include "approval.h"
#include "authority.h"
#include "dutywords.h"
#include "handover.h"
#include "dealings.h"
#include "ladder.h"
#include "naming.h"
#include "nextstep.h"
#include "owed.h"
#include "refit.h"
#include "text.h"
#include "when.h"
#include "whose.h"
#include "wording.h"

#define ABSENT CASEFILE_NONE
#define HANG 6 /* blanks before what goes on in a row */

static void
row(struct buffer *out, const char *label, const char *words)
{
	struct buffer first = {0};

	buffer_format(&first, "%-5s ", label);
	refit_wrap(out, words, first.at, HANG);
	buffer_release(&first);
}

static size_t
last(const struct casefile *file, enum verb verb)
{
	return casefile_last(file, verb, NULL, file->since);
}

static void
add_owed(struct buffer *out, const struct rules_view *view,
	 const struct duty_list *duties)
{
	for (size_t i = 0; i < duties->count; i++) {
		const struct duty *duty = &duties->at[i];
		struct buffer words = {0};

		if (duty->ref && duty->kind == DUTY_PROMISE)
			buffer_format(&words, "%s ", duty->ref);
		dutywords_say(&words, duty, view->policy);
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

/* What it follows on: "was   closed, satisfied, 70 days ago [5tc]". */
static void
add_earlier(struct buffer *out, const struct rules_view *view)
{
	const struct casefile *earlier = facts_earlier(view);
	struct buffer words = {0}, name = {0};

	if (!earlier)
		return;
	buffer_format(&words, "%s%s",
		      earlier->category ? earlier->category : "",
		      earlier->category ? ", " : "");
	buffer_add_string(&words, casefile_state_name(earlier->state));
	if (earlier->outcome)
		buffer_format(&words, ", %s", earlier->outcome);
	if (earlier->closed != ABSENT) {
		buffer_add_string(&words, ", ");
		when_say_days_ago(&words, view->policy->hours, view->now,
				  earlier->events[earlier->closed].record->at);
	}
	naming_shortest(&name, view->book, earlier->id);
	text_lower(name.at);
	buffer_format(&words, " [%s]", name.at);
	row(out, "was", words.at);
	buffer_release(&name);
	buffer_release(&words);
}

/* How dealings with them are limited, whatever the matter. */
static void
add_limits(struct buffer *out, const struct rules_view *view)
{
	struct buffer words = {0};

	if (dealings_say(&words, view) > 0)
		row(out, "limit", words.at);
	buffer_release(&words);
}

/* Who decides on it, as it is about who asks. */
static void
add_instead(struct buffer *out, const struct rules_view *view)
{
	const char *who = authority_instead(view);
	struct buffer words = {0};

	if (!who)
		return;
	buffer_format(&words, "%s decides on it: the complaint is about %s",
		      policy_staff_name(view->policy, who),
		      policy_staff_name(view->policy, view->who));
	row(out, "ask", words.at);
	buffer_release(&words);
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
	       !rules_is_met(RULE_HEARD, view) &&
	       !rules_is_met(RULE_RESTATED, view);
}

/* intake.ask: what they have not been asked yet. Their first words are what
 * happened; a further point is asked for until they have said all. */
static void
add_questions(struct buffer *out, const char **label,
	      const struct rules_view *view)
{
	const struct policy *policy = view->policy;

	for (size_t i = 0; i < policy->intake.ask_count; i++) {
		const struct policy_ask *ask = &policy->intake.ask[i];
		bool known =
			casefile_detail(view->file, ask->field) ||
			(strcmp(ask->field, "happened") == 0 &&
			 view->file->opening && view->file->opening->text) ||
			(strcmp(ask->field, "wants") == 0 &&
			 casefile_detail(view->file, "wish"));

		if (!known)
			row_of(out, label, ask->say);
	}
}

/* Whom it is about, while nobody said so: they are not to handle it (P26). */
static void
add_whom(struct buffer *out, const char **label, const struct rules_view *view,
	 const char *short_id)
{
	struct buffer words = {0};

	if (!casefile_is_open(view->file) ||
	    !whose_is_to_be_asked(view->policy, view->file->category) ||
	    casefile_detail(view->file, "about"))
		return;
	buffer_format(&words,
		      "whom of us it is about: case-log %s amend -k about=NAME",
		      short_id);
	row_of(out, label, words.at);
	buffer_release(&words);
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

/* Where the plan takes it up the ladder, until somebody does (P39). */
static void
add_rung(struct buffer *out, const struct rules_view *view,
	 const struct duty_list *duties, const char *short_id)
{
	const struct policy *policy = view->policy;
	struct buffer words = {0};
	struct ladder_call call;

	ladder_find(&call, policy, view->file);
	for (size_t i = 0; i < duties->count; i++)
		ladder_consider(&call, policy, &duties->at[i]);
	if (call.rung == POLICY_NONE)
		return;
	ladder_say(&words, &call, policy);
	buffer_format(&words, "%scase-log %s ", words.len > 0 ? ": " : "",
		      short_id);
	ladder_type(&words, &call, policy);
	row(out, "up", words.at);
	buffer_release(&words);
}

/* The kind of reply that goes out in writing now: the answer to what they wrote
 * in public, else the sentence said where they reached us in writing; NULL. */
static const char *
written_kind(const struct rules_view *view, const struct duty_list *duties,
	     const char *said)
{
	const char *channel = casefile_detail(view->file, "channel");

	for (size_t i = 0; i < duties->count; i++) {
		if (duties->at[i].kind == DUTY_REVIEW)
			return "review";
	}
	return channel && policy_list_has(&view->policy->intake.written,
					  channel)
		       ? said
		       : NULL;
}

static void
add_saying(struct buffer *out, const struct rules_view *view,
	   const struct duty_list *duties, const struct nextstep *step,
	   const char *short_id)
{
	struct buffer words = {0};
	const char *said, *kind;

	buffer_add_char(&words, '"');
	said = wording_add(&words, view, duties, step);
	if (words.len > 1) {
		buffer_add_char(&words, '"');
		row(out, "say", words.at);
	}
	kind = written_kind(view, duties, said);
	if (kind) {
		buffer_clear(&words);
		buffer_format(&words, "reply-draft %s %s", short_id, kind);
		row(out, "write", words.at);
	}
	buffer_release(&words);
}

void
guide_handover(struct buffer *out, const struct casefile *file,
	       const struct policy *policy)
{
	const char *label = "hand";

	for (size_t i = 0; i < policy->handover_must_say.count; i++) {
		struct buffer words = {0};

		handover_part(&words, policy->handover_must_say.at[i], file);
		if (words.len > 0)
			row_of(out, &label, words.at);
		buffer_release(&words);
	}
}

/* What the plan has for whoever hears or decides on it now. */
static void
add_help(struct buffer *out, const struct rules_view *view,
	 const struct duty_list *duties, const char *short_id)
{
	const char *label = "ask";

	add_whom(out, &label, view, short_id);
	if (is_listening(view))
		add_questions(out, &label, view);
	if (casefile_chosen(view->file, view->file->since) == ABSENT &&
	    last(view->file, VERB_GIVE) == ABSENT)
		add_evidence(out, view);
	if (approval_gone_up(view->file) != ABSENT)
		guide_handover(out, view->file, view->policy);
	add_likely_cause(out, view, short_id);
	add_rung(out, view, duties, short_id);
}

static void
add_line(struct buffer *out, const char **label, const char *short_id,
	 const struct buffer *type)
{
	struct buffer words = {0};

	if (type->len > 0) {
		buffer_format(&words, "case-log %s %s", short_id, type->at);
		row_of(out, label, words.at);
	}
	buffer_release(&words);
}

/* What is typed next; of a closed case reopen only where nothing else is. */
static void
add_lines(struct buffer *out, const struct casefile *file,
	  const struct nextstep *step, const char *short_id)
{
	static const char also[] = "point heart heat out in note promise step "
				   "evidence wait assign escalate";
	const char *label = "then";

	add_line(out, &label, short_id, &step->first);
	if (casefile_is_open(file) || step->first.len == 0)
		add_line(out, &label, short_id, &step->type);
	if (casefile_is_open(file))
		row(out, "also", also);
	else if (step->first.len > 0)
		row(out, "also", step->type.at);
}

void
guide_case(struct buffer *out, const struct rules_view *view,
	   const struct duty_list *duties, const char *short_id)
{
	const struct casefile *file = view->file;
	struct nextstep step = {0};

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
	nextstep_find(&step, view, duties);
	buffer_format(out, "%s.\n", buffer_string(&step.stands));
	add_earlier(out, view);
	add_limits(out, view);
	add_owed(out, view, duties);
	if (casefile_is_open(file)) {
		add_instead(out, view);
		add_help(out, view, duties, short_id);
	}
	if (file->state <= CASEFILE_CLOSED)
		add_saying(out, view, duties, &step, short_id);
	add_lines(out, file, &step, short_id);
	nextstep_release(&step);
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
