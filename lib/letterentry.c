#include "letterentry.h"

#include <string.h>

#include "approval.h"
#include "dutywords.h"
#include "ladder.h"
#include "letterwords.h"
#include "naming.h"
#include "text.h"

#define ACTIONS_MOST 3 /* things to do of one case that are said */

static bool
is_open(const struct casefile_promise *promise)
{
	return promise && promise->state == PROMISE_OPEN;
}

/* What was promised, and which one it is where several are open: that is how
 * `kept` wants it named. */
static void
quote_promise(struct buffer *out, const struct duty *duty)
{
	const struct casefile *file = duty->file;
	size_t open = 0;

	letterwords_quoted(out, duty->text);
	for (size_t i = 0; i < file->promise_count; i++)
		open += is_open(&file->promises[i]);
	if (open > 1 && is_open(duty->promise) && duty->ref) {
		buffer_add_string(out, " (");
		letterwords_plain(out, duty->ref);
		buffer_add_char(out, ')');
	}
}

static void
follow_up_clause(struct buffer *out, const struct duty_view *view,
		 const struct duty *duty)
{
	const struct policy *policy = view->policy;
	int step = policy_step(policy, duty->ref);

	if (step != POLICY_NONE && policy->steps[step].ask)
		buffer_add_string(out, "ask ");
	else if (strcmp(duty->ref, "thank-you") == 0)
		buffer_add_string(out, "thank them: ");
	else
		buffer_add_string(out, "follow up: ");
	letterwords_quoted(out, duty->text);
}

/* An approval was asked for, and the case stays where it is. */
static bool
is_asked(const struct duty *duty)
{
	return duty->kind == DUTY_REPLY && duty->event != CASEFILE_NONE &&
	       approval_is_asked_by(&duty->file->events[duty->event]);
}

/* Of what nobody sent up: why, and whose it is to take up. */
static void
take_up(struct buffer *out, const struct duty_view *view,
	const struct duty *duty)
{
	const char *owner = duty->file->owner;
	size_t why = strcspn(duty->text, ":");

	buffer_add_string(out, "take it up, or say who does");
	if (!ladder_is_called(duty))
		return;
	if (duty->text[why] == ':')
		buffer_format(out, ": %.*s", (int)why, duty->text);
	if (!duty->who || (owner && policy_same_staff(owner, duty->who)))
		return;
	buffer_add_string(out, ". It is ");
	letterwords_whose(out, view, duty->who);
	buffer_add_string(out, " to take up");
}

static void
clause(struct buffer *out, const struct duty_view *view,
       const struct duty *duty)
{
	switch (duty->kind) {
	case DUTY_PROMISE:
		if (duty->state == DUTY_LATE)
			buffer_add_string(out, "keep ");
		quote_promise(out, duty);
		if (duty->state == DUTY_LATE)
			buffer_add_string(out, ", or give a new time");
		break;
	case DUTY_APOLOGISE:
		buffer_add_string(out, dutywords_apology(duty));
		break;
	case DUTY_REMIND:
		buffer_add_string(out,
				  duty->contact ? "remind them" : duty->text);
		break;
	case DUTY_REPLY:
		if (is_asked(duty))
			buffer_add_string(out, duty->text);
		else
			take_up(out, view, duty);
		break;
	case DUTY_PREVENTION:
		buffer_add_string(out, "see to it: ");
		letterwords_quoted(out, duty->text);
		break;
	case DUTY_FOLLOW_UP:
		follow_up_clause(out, view, duty);
		break;
	default:
		buffer_add_string(out, duty->text);
		break;
	}
}

/* By when it has to be done; of what should have been by now, but is not due
 * yet, when it is due. */
static int64_t
until(const struct duty_view *view, const struct duty *duty)
{
	return duty->act_by < view->now ? duty->due : duty->act_by;
}

/* A time that something is to be done by, where it was not said just before. */
static void
say_time(struct buffer *out, const struct letterentry *entry,
	 const struct duty *duty, const struct duty *before)
{
	const struct duty_view *view = entry->view;
	int64_t by = until(view, duty);
	bool window = duty->from != INSTANT_NONE;

	if (!window && before && until(view, before) == by)
		return;
	/* The heading that it stands under names another day. */
	if (duty->state == DUTY_SOON && entry->state != DUTY_SOON) {
		letterwords_say_next_day(out, view, false);
		buffer_add_char(out, ' ');
	}
	buffer_add_string(out, window ? "between " : "before ");
	if (window) {
		letterwords_moment(out, view, duty->state, duty->from);
		buffer_add_string(out, " and ");
	}
	letterwords_moment(out, view, duty->state, by);
	buffer_add_string(out, ": ");
}

/* One duty as a sentence; `before` is the one that was said before it. */
static void
action(struct buffer *out, const struct letterentry *entry,
       const struct duty *duty, const struct duty *before)
{
	const struct duty_view *view = entry->view;
	size_t begin = out->len;
	bool late = duty->state == DUTY_LATE;
	bool timed = !late && duty->due != INSTANT_NONE;
	bool sorry = duty->kind == DUTY_APOLOGISE;

	if (before)
		buffer_add_string(out, " and ");
	if (timed && (!sorry || duty->from != INSTANT_NONE))
		say_time(out, entry, duty, before);
	clause(out, view, duty);
	if (timed && sorry) {
		buffer_add_string(out, ", before ");
		letterwords_moment(out, view, duty->state, until(view, duty));
	}
	letterwords_stop(out);
	if (late) {
		buffer_add_string(out, " This was due ");
		letterwords_near(out, view, duty->due);
		letterwords_stop(out);
	}
	if (duty->kind == DUTY_REMIND && duty->contact &&
	    entry->file->waiting != CASEFILE_NONE &&
	    entry->file->events[entry->file->waiting].record->text) {
		buffer_add_string(out, " We wait for ");
		letterwords_quoted(out, duty->text);
		buffer_add_char(out, ' ');
		letterwords_since(out, view, duty->since);
		letterwords_stop(out);
	}
	letterwords_capital(out, begin + (before != NULL));
}

/* The apology that is owed for a promise; it tells of the promise too. */
static const struct duty *
apology_for(const struct letterentry *entry,
	    const struct casefile_promise *promise)
{
	for (size_t i = 0; i < entry->count; i++) {
		if (entry->duties[i]->kind == DUTY_APOLOGISE &&
		    entry->duties[i]->promise == promise)
			return entry->duties[i];
	}
	return NULL;
}

/* What is said in place of a late promise: the apology for it. */
static const struct duty *
in_place_of(const struct letterentry *entry, const struct duty *duty)
{
	const struct duty *apology = NULL;

	if (duty->kind == DUTY_PROMISE && duty->state == DUTY_LATE)
		apology = apology_for(entry, duty->promise);
	return apology ? apology : duty;
}

/* Whether a duty is told here, and not in place of its promise: one of another
 * day waits for its own. But what was promised for the next open day may be due
 * before anybody has read of it then. */
static bool
is_told(const struct letterentry *entry, const struct duty *duty)
{
	if (duty->kind == DUTY_APOLOGISE) {
		for (size_t i = 0; i < entry->count; i++) {
			if (entry->duties[i] != duty &&
			    in_place_of(entry, entry->duties[i]) == duty)
				return false;
		}
	}
	if (entry->state <= DUTY_TODAY)
		return duty->state <= DUTY_TODAY ||
		       (duty->state == DUTY_SOON && duty->kind == DUTY_PROMISE);
	return duty->state == entry->state;
}

/* What is said for a duty of the entry's. One apology settles all that are owed
 * for promises, and is said once; behind one without a new time a late promise
 * is said for itself. NULL: it is said already. */
static const struct duty *
said_for(const struct letterentry *entry, const struct duty *duty,
	 const struct duty *sorry)
{
	const struct duty *say = in_place_of(entry, duty);

	if (!sorry || say->kind != DUTY_APOLOGISE)
		return say;
	return say != duty && !dutywords_wants_time(sorry) ? duty : NULL;
}

static void
actions(struct buffer *out, const struct letterentry *entry)
{
	const struct duty *before = NULL, *sorry = NULL;
	size_t said = 0, more = 0;

	for (size_t i = 0; i < entry->count; i++) {
		const struct duty *duty;

		if (!is_told(entry, entry->duties[i]))
			continue;
		duty = said_for(entry, entry->duties[i], sorry);
		if (!duty)
			continue;
		if (said == ACTIONS_MOST) {
			more++;
			continue;
		}
		action(out, entry, duty, before);
		if (duty->kind == DUTY_APOLOGISE)
			sorry = duty;
		before = duty;
		said++;
	}
	if (more > 0)
		buffer_format(out, " And %zu more.", more);
}

static void
not_kept(struct buffer *out, const struct letterentry *entry,
	 const struct duty *apology)
{
	buffer_add_string(out, "We promised ");
	quote_promise(out, apology);
	if (apology->promise->due != INSTANT_NONE) {
		buffer_add_string(out, " by ");
		letterwords_near(out, entry->view, apology->promise->due);
	}
	buffer_format(out, ", and it was %s.",
		      apology->promise->state == PROMISE_LATE ? "kept late"
							      : "not kept");
}

/* Where it is not for whoever has the case: whose turn it is. */
static void
whose_turn(struct buffer *out, const struct letterentry *entry,
	   const struct duty *apology, bool new_time)
{
	const struct policy *policy = entry->view->policy;
	const char *owner = entry->file->owner;

	if (!apology->who || (owner && policy_same_staff(owner, apology->who)))
		return;
	buffer_format(out, " The %s is ",
		      new_time && policy->promises.new_promise_by_rung_owner
			      ? "new time"
			      : "apology");
	letterwords_whose(out, entry->view, apology->who);
	buffer_add_string(out, " to give.");
}

/* Each promise of the case that was not kept, by name. */
static void
broken_promises(struct buffer *out, const struct letterentry *entry)
{
	const struct duty *first = NULL;
	bool new_time = false;

	for (size_t i = 0; i < entry->count; i++) {
		const struct duty *duty = entry->duties[i];

		if (duty->kind != DUTY_APOLOGISE)
			continue;
		if (first)
			buffer_add_char(out, ' ');
		else
			first = duty;
		not_kept(out, entry, duty);
		new_time = new_time || dutywords_wants_time(duty);
	}
	if (first)
		whose_turn(out, entry, first, new_time);
}

static void
promised(struct buffer *out, const struct letterentry *entry,
	 const struct duty *duty)
{
	const struct casefile *file = entry->file;
	size_t heart = file->heart;

	buffer_add_string(out, "Promised ");
	letterwords_on(out, entry->view, duty->since, true);
	if (duty->state != DUTY_LATE && duty->act_by != duty->due &&
	    duty->due != INSTANT_NONE) {
		buffer_add_string(out, " for ");
		letterwords_near(out, entry->view, duty->due);
		buffer_add_string(out, ", when we are closed");
	}
	letterwords_stop(out);
	if (heart != CASEFILE_NONE && file->points[heart].text) {
		size_t begin;

		buffer_add_string(out, " The heart of it: ");
		begin = out->len;
		letterwords_plain(out, file->points[heart].text);
		letterwords_small(out, begin);
		letterwords_stop(out);
	}
}

static void
their_words(struct buffer *out, const struct letterentry *entry)
{
	const struct casefile *file = entry->file;
	const char *channel = casefile_detail(file, "channel");
	size_t begin = out->len;

	if (!file->opening || !file->opening->text)
		return;
	if (channel) {
		letterwords_plain(out, channel);
		buffer_add_string(out, ", ");
	}
	letterwords_near(out, entry->view, file->opened);
	buffer_add_string(out, ": ");
	letterwords_quoted(out, file->opening->text);
	letterwords_stop(out);
	letterwords_capital(out, begin);
}

static void
last_word(struct buffer *out, const struct letterentry *entry)
{
	const struct casefile *file = entry->file;
	size_t last = CASEFILE_NONE, steps = 0;

	for (size_t i = 0; i < file->event_count; i++) {
		switch (file->events[i].verb) {
		case VERB_OUT:
		case VERB_TELL:
		case VERB_RESTATE:
			last = i;
			steps = 0;
			break;
		case VERB_STEP:
			steps++;
			break;
		default:
			break;
		}
	}
	if (last == CASEFILE_NONE) {
		buffer_add_string(out, "No word from us yet.");
	} else {
		buffer_add_string(out, "Last word from us: ");
		letterwords_near(out, entry->view,
				 file->events[last].record->at);
		letterwords_stop(out);
	}
	if (steps > 0)
		buffer_format(out, " Done since then: %zu step%s.", steps,
			      steps == 1 ? "" : "s");
}

static void
asked_up(struct buffer *out, const struct letterentry *entry,
	 const struct duty *duty)
{
	const struct record *record = entry->file->events[duty->event].record;
	size_t begin = out->len;

	buffer_add_string(
		out, record->who ? letterwords_name(entry->view, record->who)
				 : "somebody");
	buffer_add_string(out, " asked ");
	letterwords_on(out, entry->view, duty->since, true);
	if (record->text) {
		buffer_add_string(out, ": ");
		letterwords_quoted(out, record->text);
	}
	letterwords_stop(out);
	letterwords_capital(out, begin);
}

static void
put_right(struct buffer *out, const struct letterentry *entry,
	  const struct duty *duty)
{
	bool told = entry->file->events[duty->event].verb == VERB_TELL;

	buffer_add_string(out, told ? "Put right and told " : "Closed ");
	letterwords_on(out, entry->view, duty->since, false);
	letterwords_stop(out);
}

static void
in_public(struct buffer *out, const struct letterentry *entry,
	  const struct duty *duty)
{
	const struct record *record = entry->file->events[duty->event].record;
	size_t begin = out->len;

	if (record->what) {
		letterwords_plain(out, record->what);
		buffer_add_string(out, ", ");
	}
	letterwords_near(out, entry->view, duty->since);
	if (record->text) {
		buffer_add_string(out, ": ");
		letterwords_quoted(out, record->text);
	}
	letterwords_stop(out);
	letterwords_capital(out, begin);
}

static void
background(struct buffer *out, const struct letterentry *entry)
{
	const struct duty *duty = entry->duties[0];

	if (entry->state > DUTY_TODAY)
		return;
	broken_promises(out, entry);
	if (out->len > 0)
		return;
	switch (duty->kind) {
	case DUTY_PROMISE:
		promised(out, entry, duty);
		break;
	case DUTY_ACKNOWLEDGE:
	case DUTY_FIRST_ACTION:
	case DUTY_ANSWER:
		their_words(out, entry);
		break;
	case DUTY_UPDATE:
	case DUTY_FIX_DONE:
	case DUTY_FINAL_WORD:
		last_word(out, entry);
		break;
	case DUTY_TELL_AFTER_FIX:
		buffer_add_string(out, "It was put right ");
		letterwords_on(out, entry->view, duty->since, true);
		letterwords_stop(out);
		break;
	case DUTY_REPLY:
		if (ladder_is_called(duty))
			last_word(out, entry);
		else
			asked_up(out, entry, duty);
		break;
	case DUTY_FOLLOW_UP:
		put_right(out, entry, duty);
		break;
	case DUTY_REVIEW:
		in_public(out, entry, duty);
		break;
	case DUTY_SKIPPED:
		buffer_add_string(out, "Left out ");
		letterwords_on(out, entry->view, duty->since, true);
		letterwords_stop(out);
		break;
	default:
		break;
	}
}

static void
customer_line(struct buffer *out, const struct casefile *file)
{
	static const char *const keys[] = {"phone", "email"};
	const char *name = naming_customer(file);

	letterwords_plain(out, name);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *value = casefile_detail(file, keys[i]);

		if (!value)
			continue;
		if (strcmp(value, name) != 0) {
			buffer_add_string(out, ", ");
			letterwords_plain(out, value);
		}
		break;
	}
	buffer_add_char(out, '\n');
}

static void
tag_line(struct buffer *out, const struct letterentry *entry)
{
	const struct casefile *file = entry->file;
	const char *mood = file->outcome ? file->outcome : file->heat;

	buffer_add_char(out, '[');
	letterwords_short(out, entry->book, file);
	buffer_add_string(out, "] ");
	letterwords_plain(out, file->category ? file->category : "no kind yet");
	if (mood) {
		buffer_add_string(out, ", ");
		letterwords_plain(out, mood);
	}
	buffer_add_string(out, ", ");
	if (file->owner)
		letterwords_whose(out, entry->view, file->owner);
	buffer_add_string(out, file->owner ? "\n" : "nobody's yet\n");
}

/* The apology that is owed says already whose turn it is. */
static bool
is_said(const struct letterentry *entry, const struct ladder_call *call)
{
	if (!call->trigger.name ||
	    strcmp(call->trigger.name, "promise-broken") != 0)
		return false;
	for (size_t i = 0; i < entry->count; i++) {
		if (entry->duties[i]->kind == DUTY_APOLOGISE)
			return true;
	}
	return false;
}

/* Where the plan takes it up the ladder, until somebody does: what is typed is
 * never cut in two. */
static void
rung_line(struct buffer *out, const struct letterentry *entry)
{
	const struct policy *policy = entry->view->policy;
	struct buffer words = {0}, line = {0};
	struct ladder_call call;

	ladder_find(&call, policy, entry->file);
	for (size_t i = 0; i < entry->count; i++)
		ladder_consider(&call, policy, entry->duties[i]);
	if (call.rung == POLICY_NONE || is_said(entry, &call))
		return;
	ladder_say(&words, &call, policy);
	buffer_add_string(&words, words.len > 0 ? ":" : "Up:");
	letterwords_capital(&words, 0);
	buffer_add_string(&line, "case-log ");
	letterwords_short(&line, entry->book, entry->file);
	buffer_add_char(&line, ' ');
	ladder_type(&line, &call, policy);
	buffer_format(out, "%s%c%s\n", words.at,
		      words.len + 1 + line.len > LETTERWORDS_COLUMNS ? '\n'
								     : ' ',
		      line.at);
	buffer_release(&words);
	buffer_release(&line);
}

void
letterentry_write(struct buffer *out, const struct letterentry *entry)
{
	struct buffer words = {0};

	buffer_add_char(out, '\n');
	customer_line(out, entry->file);
	actions(&words, entry);
	letterwords_paragraph(out, &words, LETTERWORDS_COLUMNS);
	background(&words, entry);
	letterwords_paragraph(out, &words, LETTERWORDS_COLUMNS);
	rung_line(out, entry);
	tag_line(out, entry);
	buffer_release(&words);
}
