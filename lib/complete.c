#include "complete.h"

#include <string.h>

#include "caution.h"
#include "details.h"
#include "fitting.h"
#include "naming.h"
#include "reference.h"
#include "refusal.h"
#include "remedy.h"
#include "rules.h"

#define ABSENT CASEFILE_NONE

static bool
find_other_case(struct adding *adding, const char *word, struct fail *why)
{
	struct naming naming;
	bool found;

	/* A line of another machine may speak of a case that comes later. */
	if (adding->draft->at != INSTANT_NONE &&
	    caseid_is_valid(word, strlen(word)))
		return true;
	found = naming_find(&naming, adding->entry->book, word, why);
	if (found && strcmp(naming.fits[0]->id, adding->id) == 0)
		found = fail_set(why, FAIL_USAGE, "'%s' is that very case",
				 naming_as_asked(word));
	if (found)
		adding->record.what =
			arena_copy(batch_arena(adding->entry),
				   naming.fits[0]->id, CASEID_LEN);
	naming_release(&naming);
	return found;
}

/*
 * A word of the plan in the plan's spelling. One that the plan does not know is
 * taken where it has happened: said so, or a line that brings its time.
 */
static bool
settle_word(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	enum verb verb = adding->draft->verb;
	const char *id;

	if (!entry->policy)
		return true;
	if (draft_is_object(verb, adding->record.what, entry->policy,
			    batch_arena(entry), &id)) {
		adding->record.what = id;
		return true;
	}
	if (entry->already || adding->draft->at != INSTANT_NONE ||
	    event_kind(verb)->what == EVENT_WHAT_ANY ||
	    event_kind(verb)->what == EVENT_WHAT_NONE)
		return true;
	return draft_no_such_object(verb, adding->record.what, entry->policy,
				    batch_arena(entry), why);
}

const char *
complete_give_out(struct adding *adding, enum event_what what)
{
	const char *prefix = what == EVENT_WHAT_POINT_NEW     ? "pt"
			     : what == EVENT_WHAT_PROMISE_NEW ? "p"
							      : "t";

	return arena_format(batch_arena(adding->entry), "%s%u", prefix,
			    casefile_next_ref(adding->file, prefix));
}

/* "a, b, c" as "a, b or c". */
static void
join_with_or(struct buffer *out, const char *names)
{
	const char *last = NULL;

	for (const char *at = names; (at = strstr(at, ", ")) != NULL; at++)
		last = at;
	if (last)
		buffer_format(out, "%.*s or %s", (int)(last - names), names,
			      last + 2);
	else
		buffer_add_string(out, names);
}

/* An offer comes before the answer to it, and before that what the plan wants:
 * the whole line. */
static bool
ask_for_an_offer(const struct adding *adding, struct fail *why)
{
	static const struct rules_step offer = {VERB_OFFER, NULL, MONEY_NONE};
	struct entry *entry = adding->entry;
	const struct refusal_typed typed = {.step = "offer",
					    .by = batch_by_again(entry),
					    .before = entry->steps,
					    .before_count = entry->step_count};
	struct rules_view view = batch_view(adding);
	struct rules_missing missing = {0};
	struct buffer steps = {0};

	if (entry->policy) {
		rules_missing(&missing, &view, &offer);
		refusal_steps(&steps, &missing, &view, &offer, &typed);
	} else {
		buffer_add_string(&steps, typed.step);
	}
	fail_set(why, FAIL_USAGE,
		 "%s needs a remedy, and none is offered; first: %s %s",
		 event_kind(adding->draft->verb)->name, entry->tool, steps.at);
	buffer_release(&steps);
	return false;
}

/* What is missing, and what there is. */
static bool
ask_for_what(const struct adding *adding, const struct fitting *found,
	     struct fail *why)
{
	enum verb verb = adding->draft->verb;
	const struct event_kind *kind = event_kind(verb);
	const char *object = draft_object_name(verb);
	/* "a promise, as p1 is, behind it" */
	const char *comma = strchr(object, ',') ? "," : "";
	struct buffer there = {0};

	if (found->count > 1 && (verb == VERB_ACCEPT || verb == VERB_DECLINE)) {
		join_with_or(&there, found->names.at);
		fail_set(why, FAIL_USAGE, "%s needs a remedy: %s were offered",
			 kind->name, there.at);
	} else if (found->count == 0 &&
		   (verb == VERB_ACCEPT || verb == VERB_DECLINE)) {
		return ask_for_an_offer(adding, why);
	} else if (found->count > 1) {
		fail_set(why, FAIL_USAGE,
			 "%s: more than one fits: %s; say which", kind->name,
			 found->names.at);
	} else if (!draft_say_objects(&there, verb, " or ",
				      adding->entry->policy,
				      batch_arena(adding->entry))) {
		fail_set(why, FAIL_USAGE, "%s needs %s%s behind it", kind->name,
			 object, comma);
	} else if (kind->what == EVENT_WHAT_WORD) {
		fail_set(why, FAIL_USAGE, "%s needs %s behind it", kind->name,
			 there.at);
	} else {
		fail_set(why, FAIL_USAGE, "%s needs %s%s behind it: %s",
			 kind->name, object, comma, there.at);
	}
	buffer_release(&there);
	return false;
}

/* The one thing that fits where no word was typed, or why there is none. */
static bool
find_what(struct adding *adding, struct fail *why)
{
	const struct event_kind *kind = event_kind(adding->draft->verb);
	struct fitting found = {0};
	bool good = true;

	fitting_find(&found, adding);
	if (found.count == 1)
		adding->record.what = found.first;
	else if (kind->needs & EVENT_NEEDS_WHAT)
		good = ask_for_what(adding, &found, why);
	buffer_release(&found.names);
	return good;
}

/* The id of a new point, promise or task: the next one, which may be typed. */
static bool
set_new_id(struct adding *adding, enum event_what what, struct fail *why)
{
	const char *next, *typed = adding->record.what;

	if (typed && (adding->entry->already || adding->draft->is_record ||
		      !event_is_given_out(typed)))
		return true;
	next = complete_give_out(adding, what);
	if (typed && strcmp(typed, next) != 0)
		return fail_set(why, FAIL_USAGE,
				"%s: a new one of %s is %s, and need not be "
				"typed",
				event_kind(adding->draft->verb)->name,
				naming_short(adding->id), next);
	adding->record.what = next;
	return true;
}

/* Field 4: as typed, given out, or the one thing that fits. */
static bool
set_what(struct adding *adding, struct fail *why)
{
	const struct event_kind *kind = event_kind(adding->draft->verb);
	struct record *record = &adding->record;

	record->what = adding->draft->what;
	adding->refers = ABSENT;
	switch (kind->what) {
	case EVENT_WHAT_POINT_NEW:
	case EVENT_WHAT_PROMISE_NEW:
	case EVENT_WHAT_TASK_NEW:
		return set_new_id(adding, kind->what, why);
	case EVENT_WHAT_CASE:
		if (record->what)
			return find_other_case(adding, record->what, why);
		break;
	default:
		break;
	}
	if (record->what ? !settle_word(adding, why) : !find_what(adding, why))
		return false;
	return !record->what || !reference_is(adding->draft->verb) ||
	       reference_set(adding, why);
}

/* Whether the amount is within what may be agreed for the remedy. */
static bool
check_cap(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	const struct policy_remedy *remedy = batch_remedy(adding);
	struct buffer amount = {0}, most = {0};
	int64_t cap;

	if (!remedy || remedy->cost != REMEDY_COST_AGREED ||
	    adding->record.amount == MONEY_NONE)
		return true;
	cap = remedy_cap(remedy, adding->file);
	adding->over_cap = adding->record.amount > cap &&
			   adding->draft->verb != VERB_DECLINE;
	if (!adding->over_cap || entry->already || entry->override ||
	    policy_gate(entry->policy, conditions_name(RULE_OVER_AUTHORITY)) ==
		    POLICY_REMIND)
		return true;
	money_show(&amount, adding->record.amount, entry->digits,
		   entry->policy->shop.decimal_mark);
	money_show(&most, cap, entry->digits, entry->policy->shop.decimal_mark);
	fail_set(why, FAIL_REFUSED,
		 "not recorded: %s is more than may be agreed for %s, %s "
		 "(%s); add --already, if it was done",
		 amount.at, remedy->id, most.at,
		 policy_place(entry->policy, remedy->line));
	buffer_release(&amount);
	buffer_release(&most);
	return false;
}

/* What a give came to, where nobody said: what they accepted, what was
 * offered, what it costs. What may be agreed is not what was. */
static int64_t
given_amount(const struct adding *adding)
{
	static const enum verb said[] = {VERB_ACCEPT, VERB_OFFER};
	const struct policy_remedy *remedy = batch_remedy(adding);
	const struct casefile *file = adding->file;

	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		size_t at = casefile_last(file, said[i], adding->record.what,
					  file->since);

		if (at != ABSENT &&
		    file->events[at].record->amount != MONEY_NONE)
			return file->events[at].record->amount;
	}
	return remedy && remedy->cost != REMEDY_COST_AGREED
		       ? remedy_cost(remedy, file)
		       : MONEY_NONE;
}

/* How much of a remedy an approval is asked for, where nobody said: what was
 * offered, else what it costs. */
static int64_t
asked_amount(const struct adding *adding)
{
	const struct policy *policy = adding->entry->policy;
	const char *remedy = record_get(&adding->record, "remedy");
	struct rules_step step = {VERB_APPROVE, remedy, MONEY_NONE};
	struct rules_view view = batch_view(adding);
	int at = policy && remedy ? policy_remedy(policy, remedy) : POLICY_NONE;
	int64_t amount = facts_amount(&view, &step);

	return amount == MONEY_NONE && at != POLICY_NONE
		       ? remedy_cost(&policy->remedies[at], adding->file)
		       : amount;
}

static bool
set_amount(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	struct record *record = &adding->record;
	const struct policy_remedy *remedy = batch_remedy(adding);

	record->amount_digits = entry->digits;
	if (adding->draft->amount &&
	    !batch_amount(entry, adding->draft->amount, &record->amount, why))
		return false;
	if (adding->draft->verb == VERB_ESCALATE) {
		if (record->amount == MONEY_NONE)
			record->amount = asked_amount(adding);
		else if (!record_get(record, "remedy") &&
			 adding->draft->at == INSTANT_NONE)
			return fail_set(why, FAIL_USAGE,
					"escalate takes -a for the remedy that "
					"an approval is asked for: -k "
					"remedy=REMEDY");
		return true;
	}
	if (record->amount == MONEY_NONE && record->what) {
		if (adding->draft->verb == VERB_GIVE)
			record->amount = given_amount(adding);
		else if (adding->draft->verb == VERB_OFFER && remedy)
			record->amount = remedy_cost(remedy, adding->file);
		return true;
	}
	return check_cap(adding, why);
}

int64_t
complete_remedy_due(const struct adding *adding,
		    const struct policy_remedy *remedy)
{
	int64_t due = remedy_due(adding->entry->policy, remedy,
				 batch_moment(adding->entry, adding->draft));

	return due == INSTANT_NONE ? due : due - due % ZONE_SECOND;
}

/* A time in the value of a key, as field 6 has it. */
static void
set_time_key(struct adding *adding, const char *key, int64_t at)
{
	struct entry *entry = adding->entry;
	struct buffer text = {0};

	zone_format_due(&text, at - at % ZONE_SECOND, batch_offset(entry, at));
	record_set(&adding->record, key,
		   arena_copy(batch_arena(entry), text.at, text.len),
		   batch_arena(entry));
	buffer_release(&text);
}

/* How long an offer, or what was given, is good for: until when a record says,
 * or somebody typed, else as long as the plan says, from then on. */
static bool
set_until(struct adding *adding, const struct policy_remedy *remedy,
	  const struct when_context *context, struct fail *why)
{
	const char *typed = record_get(&adding->record, "until");
	struct when when = {.at = INSTANT_NONE};
	int64_t said;
	int offset;

	if (typed && zone_parse_due(typed, &said, &offset))
		return true;
	if (typed && !when_parse_due(typed, context, &when, why))
		return false;
	if (!typed && remedy && remedy->expires.unit != DURATION_NONE)
		when.at = hours_add(adding->entry->policy->hours, context->now,
				    &remedy->expires);
	if (when.at != INSTANT_NONE)
		set_time_key(adding, "until", when.at);
	return true;
}

static bool
set_due(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	const struct draft *draft = adding->draft;
	const struct event_kind *kind = event_kind(draft->verb);
	struct record *record = &adding->record;
	const struct policy_remedy *remedy = batch_remedy(adding);
	struct when_context context = *entry->when;
	struct when when;

	/* A time that was told them then is counted from then. */
	context.now = batch_moment(entry, draft);
	if (draft->due_at != INSTANT_NONE) {
		record->due = draft->due_at;
		record->due_offset = draft->due_offset;
	} else if (draft->due) {
		if (!when_parse_due(draft->due, &context, &when, why))
			return false;
		/* A time that the clocks skip or double is said back. */
		if (when.wall != ZONE_WALL_ONCE) {
			buffer_format(&entry->warnings, "'%s' is read as ",
				      draft->due);
			when_say_back(&entry->warnings, &context, &when);
			buffer_add_char(&entry->warnings, '\n');
		}
		/* Field 6 holds whole seconds. */
		record->due = when.at - (when.at % ZONE_SECOND);
		record->due_offset = batch_offset(entry, record->due);
		if (when.from != INSTANT_NONE)
			set_time_key(adding, "from", when.from);
	} else if (draft->verb == VERB_OFFER && remedy) {
		record->due = complete_remedy_due(adding, remedy);
		if (record->due != INSTANT_NONE)
			record->due_offset = batch_offset(entry, record->due);
	}
	if ((draft->verb == VERB_OFFER || draft->verb == VERB_GIVE) &&
	    !set_until(adding, remedy, &context, why))
		return false;
	if ((kind->needs & EVENT_NEEDS_DUE) && record->due == INSTANT_NONE)
		return fail_set(why, FAIL_USAGE,
				"%s needs a time, as -d 'fri 17:00' or -d 2bd",
				kind->name);
	/* Of an accept, its promise or renewal says so. */
	if (draft->verb != VERB_ACCEPT)
		caution_of_due(adding, record->due);
	return true;
}

const char *
complete_usual_way(const struct casefile *file)
{
	const char *channel = casefile_detail(file, "channel");

	/* Nobody hears of anything at our counter, or from what they wrote in
	 * public. */
	if (channel && !event_list_has("counter review", channel))
		return channel;
	return casefile_detail(file, "email") && !casefile_detail(file, "phone")
		       ? "email"
		       : "phone";
}

static bool
set_manner(struct adding *adding, struct fail *why)
{
	const struct policy *policy = adding->entry->policy;

	if (adding->draft->verb != VERB_PROMISE ||
	    record_get(&adding->record, "how"))
		return true;
	if (policy && policy_list_has(&policy->promises.must_say, "how") &&
	    !adding->entry->already && adding->draft->at == INSTANT_NONE)
		return fail_set(
			why, FAIL_REFUSED,
			"not recorded: a promise says how they hear of "
			"it (%s, promises): add -k how=phone",
			policy_place(policy, policy->promises.must_say.line));
	record_set(&adding->record, "how", complete_usual_way(adding->file),
		   batch_arena(adding->entry));
	return true;
}

static bool
set_text(struct adding *adding, struct fail *why)
{
	const struct draft *draft = adding->draft;
	const struct event_kind *kind = event_kind(draft->verb);
	bool declined = draft->verb == VERB_WISH && adding->record.what &&
			strcmp(adding->record.what, "declined") == 0;

	adding->record.text = draft->text;
	if (draft->text || (!(kind->needs & EVENT_NEEDS_TEXT) && !declined))
		return true;
	return fail_set(why, FAIL_USAGE, "%s needs words behind it%s",
			draft->typed, declined ? ": the reason" : "");
}

/* Why it goes up, where the plan wants to know (escalation). */
static bool
check_reason(const struct adding *adding, struct fail *why)
{
	const struct entry *entry = adding->entry;
	const struct policy *policy = entry->policy;

	if (!draft_needs_reason(adding->draft, policy) || adding->record.text ||
	    entry->already || adding->draft->at != INSTANT_NONE)
		return true;
	return fail_set(why, FAIL_USAGE,
			"%s needs words behind it: why it goes up (%s, "
			"customer-need-not-say-why)",
			adding->draft->typed,
			policy_place(policy, policy->escalation_line));
}

bool
complete_record(struct adding *adding, struct fail *why)
{
	return set_what(adding, why) && details_set(adding, why) &&
	       set_text(adding, why) && check_reason(adding, why) &&
	       set_amount(adding, why) && set_due(adding, why) &&
	       set_manner(adding, why);
}

bool
complete_opening(struct adding *adding, struct fail *why)
{
	if (adding->draft->what)
		adding->record.what = details_category(
			adding->entry, &adding->record, adding->draft->what);
	return details_set(adding, why) && set_text(adding, why);
}
