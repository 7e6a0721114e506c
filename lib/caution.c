#include "caution.h"

#include <stdlib.h>
#include <string.h>

#include "approval.h"
#include "authority.h"
#include "discreet.h"
#include "hours.h"
#include "ladder.h"
#include "legaltime.h"
#include "lessons.h"
#include "naming.h"
#include "pace.h"
#include "severity.h"
#include "whose.h"

#define ABSENT CASEFILE_NONE
#define USUAL_OF 3 /* as many gives say what is usual */

void
caution_of_twins(struct adding *adding)
{
	const struct casefile *file = adding->file;
	const struct casefile_promise *meant =
		casefile_promise_of(file, adding->refers);

	for (size_t i = 0; meant && i < file->promise_count; i++) {
		const struct casefile_promise *other = &file->promises[i];

		if (other == meant || other->state != PROMISE_OPEN ||
		    !other->ref || strcmp(other->ref, meant->ref) != 0)
			continue;
		buffer_format(&adding->entry->warnings,
			      "%s was given out twice: this is \"%s\", and "
			      "\"%s\" is still open\n",
			      meant->ref,
			      discreet_word(meant->text ? meant->text : ""),
			      discreet_word(other->text ? other->text : ""));
		return;
	}
}

/* Nothing can be done for it in open hours; and when the shop opens, where the
 * plan says to offer that. */
static void
say_cannot_be_kept(struct entry *entry, int64_t now)
{
	struct opening next;

	buffer_add_string(&entry->warnings,
			  "the shop is not open between now and then: this "
			  "cannot be kept in open hours");
	if (entry->policy->promises.warn_and_offer &&
	    hours_next(entry->policy->hours, now, &next)) {
		buffer_add_string(&entry->warnings, "; it opens ");
		when_say(&entry->warnings, entry->policy->shop.zone, now,
			 next.from);
	}
	buffer_add_char(&entry->warnings, '\n');
}

void
caution_of_due(struct adding *adding, int64_t due)
{
	struct entry *entry = adding->entry;
	enum verb verb = adding->draft->verb;
	int64_t now = entry->when->now, act_by;

	if (!entry->policy || due == INSTANT_NONE ||
	    batch_is_dated(entry, adding->draft))
		return;
	if (due < now) {
		buffer_format(&entry->warnings, "that time is over already\n");
	} else if (verb != VERB_PROMISE && verb != VERB_RENEW) {
		return;
	} else if (!facts_act_by(entry->policy, now, due, &act_by)) {
		say_cannot_be_kept(entry, now);
	} else if (act_by != due) {
		buffer_add_string(&entry->warnings,
				  "the shop is closed then; act by ");
		when_say(&entry->warnings, entry->policy->shop.zone, now,
			 act_by);
		buffer_add_char(&entry->warnings, '\n');
	}
}

/* A promise renewed when it was due already is broken all the same (P57); an
 * apology that was said since is none that is owed. */
static void
look_at_renew(struct adding *adding)
{
	const struct casefile_promise *promise =
		casefile_promise_of(adding->file, adding->refers);

	size_t said = casefile_last(adding->file, VERB_APOLOGY, NULL, 0);
	bool sorry;

	if (!promise ||
	    promise->due >= batch_moment(adding->entry, adding->draft))
		return;
	sorry = said != ABSENT &&
		adding->file->events[said].record->at >= promise->due;
	buffer_format(&adding->entry->warnings,
		      "%s was due already: it counts as broken%s\n",
		      adding->record.what,
		      sorry ? "" : ", and an apology is owed");
}

/* Giving a remedy keeps its promise; keeping the promise gives nothing. */
static void
look_at_kept(struct adding *adding)
{
	const struct casefile_promise *promise =
		casefile_promise_of(adding->file, adding->refers);

	if (promise && promise->remedy &&
	    casefile_first(adding->file, VERB_GIVE, promise->remedy,
			   adding->file->since) == ABSENT)
		buffer_format(&adding->entry->warnings,
			      "%s is for %s: %s give says that it is done\n",
			      adding->record.what, promise->remedy,
			      adding->entry->tool);
}

/* What was promised of a fix that cannot be had stays promised (P57). */
static void
look_at_cannot(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const char *what = adding->record.what;

	for (size_t i = 0; what && i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];

		if (promise->state == PROMISE_OPEN && promise->remedy &&
		    (strcmp(what, "all") == 0 ||
		     strcmp(what, promise->remedy) == 0))
			buffer_format(
				&entry->warnings,
				"%s promised %s: %s broken %s says that it is "
				"not kept, and an apology is owed\n",
				promise->ref, promise->remedy, entry->tool,
				promise->ref);
	}
}

/* A gesture that they chose and do not have. Of a fix rules and its promise
 * know; this is on no list once the case is closed (P36). */
static void
say_not_given(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const struct rules_view view = batch_view(adding);

	if (!entry->policy || batch_is_dated(entry, adding->draft))
		return;
	for (size_t at = facts_owed(&view, file->since); at != ABSENT;
	     at = facts_owed(&view, at + 1)) {
		const char *what = file->events[at].record->what;

		if (facts_is_kind(entry->policy, what, REMEDY_GESTURE))
			buffer_format(
				&entry->warnings,
				"%s was chosen, and nothing says that "
				"they have it: %s give %s, once they do\n",
				what, entry->tool, what);
	}
}

static void
look_at_close(struct adding *adding)
{
	const struct casefile *file = adding->file;

	say_not_given(adding);
	if (file->closed != ABSENT)
		buffer_format(&adding->entry->warnings,
			      "it was closed already%s%s\n",
			      file->outcome ? ": " : "",
			      file->outcome ? file->outcome : "");
}

/* Whether it was closed because they said nothing any more: then they may come
 * back at any time, where the plan says so. */
static bool
was_silent(const struct casefile *file)
{
	size_t wait = casefile_last(file, VERB_WAIT, NULL, file->since);

	return wait != ABSENT && wait < file->closed &&
	       casefile_first(file, VERB_RESUME, NULL, wait) == ABSENT &&
	       casefile_first(file, VERB_IN, NULL, wait) == ABSENT;
}

/* The plan begins a new case in place of opening this one again: the line to
 * type, which tells what it was before where the plan links them. */
static void
say_new_case(struct adding *adding, int64_t closed, bool late, bool linked)
{
	struct entry *entry = adding->entry;
	const struct policy *policy = entry->policy;

	buffer_add_string(&entry->warnings, "it was closed on ");
	when_say_day(&entry->warnings, entry->when->zone, entry->when->now,
		     closed, true);
	buffer_format(&entry->warnings,
		      "; %sthe plan (%s, closing) begins a new case: case-new",
		      late ? "so late, " : "",
		      policy_place(policy, policy->closing.line));
	if (linked)
		buffer_format(&entry->warnings, " -k earlier=%s",
			      naming_typed(entry->book, adding->file,
					   batch_arena(entry)));
	buffer_add_char(&entry->warnings, '\n');
}

bool
caution_opens_again(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct policy *policy = entry->policy;
	const struct casefile *file = adding->file;
	int64_t closed, end;

	if (!policy ||
	    (policy->clocks.silent_reopen_any_time && was_silent(file)))
		return true;
	closed = file->events[file->closed].record->at;
	end = policy->closing.reopen_within.unit == DURATION_NONE
		      ? INSTANT_NONE
		      : hours_add(policy->hours, closed,
				  &policy->closing.reopen_within);
	if (end != INSTANT_NONE && batch_moment(entry, adding->draft) > end) {
		say_new_case(adding, closed, true,
			     policy->closing.after_linked);
		return false;
	}
	if (!policy->closing.reopen_same_case)
		say_new_case(adding, closed, false, true);
	return policy->closing.reopen_same_case;
}

static void
look_at_reopen(struct adding *adding)
{
	if (adding->file->closed == ABSENT)
		buffer_add_string(&adding->entry->warnings,
				  "it was open already\n");
	else
		(void)caution_opens_again(adding);
}

/* Too many causes that nobody knows teach nothing (prevention.
 * unknown-at-most). */
static void
look_at_cause(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct policy *policy = entry->policy;
	int64_t now = entry->when->now, from;
	struct lessons lessons;

	if (!policy || !adding->record.what ||
	    strcmp(adding->record.what, lessons_unknown_cause) != 0 ||
	    policy->prevention.again_window.unit == DURATION_NONE)
		return;
	from = hours_subtract(policy->hours, now,
			      &policy->prevention.again_window);
	if (from == INSTANT_NONE)
		return;
	lessons_count(&lessons, entry->book, from, now + 1);
	/* And this one, which is not in the book yet. */
	if (lessons_are_unknown(lessons.unknown + 1, lessons.total + 1,
				policy)) {
		buffer_format(&entry->warnings, "%zu of %zu causes in ",
			      lessons.unknown + 1, lessons.total + 1);
		duration_say(&entry->warnings,
			     &policy->prevention.again_window);
		buffer_format(&entry->warnings,
			      " are unknown; the plan (%s, prevention) "
			      "takes %d %%: look once more\n",
			      policy_place(policy, policy->prevention.line),
			      policy->prevention.unknown_at_most_percent);
	}
	lessons_release(&lessons);
}

/* It went up, and goes back to whoever had it (escalation.never-same-person).
 */
static void
look_at_assign(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct policy *policy = entry->policy;
	size_t up = approval_gone_up(adding->file);
	const char *had = up == ABSENT ? NULL : whose_was(adding->file, up);

	if (policy && policy->never_same_person && had && adding->record.what &&
	    strcmp(had, adding->record.what) == 0)
		buffer_format(&entry->warnings,
			      "%s had it when it went up; the plan (%s, "
			      "escalation) gives it to somebody else\n",
			      policy_staff_name(policy, had),
			      policy_place(policy, policy->escalation_line));
}

/* Nothing was said since they were heard: it is recorded, and said not to be
 * news. */
static void
look_at_heard(struct adding *adding)
{
	struct rules_view view = batch_view(adding);

	if (rules_is_met(RULE_HEARD, &view) &&
	    casefile_last(adding->file, VERB_HEARD, NULL,
			  adding->file->since) != ABSENT)
		buffer_format(&adding->entry->warnings,
			      "they were heard already, and have said nothing "
			      "further since\n");
}

static void
look_at_side(struct adding *adding)
{
	const struct casefile *file = adding->file;
	size_t heard = casefile_last(file, VERB_HEARD, NULL, file->since);

	if (heard == ABSENT ||
	    casefile_first(file, VERB_POINT, NULL, heard) != ABSENT)
		buffer_format(&adding->entry->warnings,
			      "they come first: hear them out before our "
			      "side is told\n");
}

/* That it is not to happen again is said once something was done about it
 * (P29). */
static void
look_at_tell(struct adding *adding)
{
	const struct record *record = &adding->record;

	if (record->what && strcmp(record->what, "changed") == 0 &&
	    casefile_last(adding->file, VERB_PREVENTED, NULL, 0) == ABSENT)
		buffer_format(&adding->entry->warnings,
			      "it is not written down that anything has "
			      "changed: %s prevent WORDS, and prevented once "
			      "it has\n",
			      adding->entry->tool);
}

static int
compare_amounts(const void *a, const void *b)
{
	int64_t first = *(const int64_t *)a, second = *(const int64_t *)b;

	return (first > second) - (first < second);
}

/* The middle one of what was given on other cases of a category; MONEY_NONE
 * where too few were to say. */
static int64_t
usual_amount(const struct casebook *book, const struct casefile *but)
{
	int64_t *amounts = NULL, usual = MONEY_NONE;
	size_t count = 0, room = 0;

	for (size_t c = 0; c < book->count; c++) {
		const struct casefile *file = &book->cases[c];

		if (strcmp(file->id, but->id) == 0 || file->merged_into ||
		    !file->category ||
		    strcmp(file->category, but->category) != 0)
			continue;
		for (size_t i = 0; i < file->event_count; i++) {
			if (file->events[i].verb != VERB_GIVE)
				continue;
			amounts = mem_grow(amounts, count, &room,
					   sizeof(*amounts));
			amounts[count++] = casefile_given(file, i);
		}
	}
	if (count >= USUAL_OF) {
		qsort(amounts, count, sizeof(*amounts), compare_amounts);
		usual = amounts[count / 2];
	}
	free(amounts);
	return usual;
}

/* What the law gave them, once its time is up: it is theirs to have all the
 * same, and said where it comes up first. */
static void
look_at_time(struct adding *adding)
{
	struct rules_view view = batch_view(adding);
	const char *what = adding->record.what;
	const struct policy_remedy *remedy = batch_remedy(adding);

	if (remedy && legaltime_is_up(&view, remedy) &&
	    !facts_has(&view, VERB_OFFER, what) &&
	    !facts_has(&view, VERB_ACCEPT, what))
		buffer_format(&adding->entry->warnings,
			      "%s: bought %s, its time is up (%s)\n", what,
			      casefile_detail(view.file, "bought"),
			      policy_place(view.policy, remedy->line));
}

/* Far more than such cases get, and nobody said why (rules.spread-warning). */
static void
look_at_amount(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct record *record = &adding->record;
	const struct casefile *file = adding->file;
	int64_t usual;

	if (!entry->policy ||
	    entry->policy->rules.spread_warning_percent == 0 ||
	    record->amount == MONEY_NONE || adding->draft->text ||
	    !file->category)
		return;
	usual = usual_amount(entry->book, file);
	if (usual == MONEY_NONE ||
	    record->amount <=
		    money_percent(usual,
				  entry->policy->rules.spread_warning_percent))
		return;
	money_show(&entry->warnings, usual, entry->digits,
		   entry->policy->shop.decimal_mark);
	buffer_format(&entry->warnings, " is usual for %s; say why\n",
		      file->category);
}

/* What they got before comes once more: said where it is chosen, and of what
 * nobody chose, where it is given. */
static void
look_at_again(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const char *what = adding->record.what;
	size_t given = what ? casefile_last(file, VERB_GIVE, what, 0) : ABSENT;
	int64_t amount;

	if (!entry->policy || given == ABSENT ||
	    adding->draft->at != INSTANT_NONE ||
	    (adding->draft->verb == VERB_GIVE &&
	     casefile_last(file, VERB_ACCEPT, what, given) != ABSENT))
		return;
	amount = casefile_given(file, given);
	buffer_format(&entry->warnings, "%s was given ", what);
	when_say_near(&entry->warnings, entry->policy->shop.zone,
		      entry->when->now, file->events[given].record->at);
	if (amount > 0) {
		buffer_add_string(&entry->warnings, " (");
		money_show(&entry->warnings, amount, entry->digits,
			   entry->policy->shop.decimal_mark);
		buffer_add_char(&entry->warnings, ')');
	}
	buffer_add_string(&entry->warnings, ": this is once more\n");
}

/* They choose what was offered until a time that is over. What another machine
 * recorded is kept as it is. */
static void
look_at_accept(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const char *what = adding->record.what;
	size_t offer = what ? casefile_last(file, VERB_OFFER, what, file->since)
			    : ABSENT;
	const char *until =
		offer == ABSENT
			? NULL
			: record_get(file->events[offer].record, "until");
	int64_t moment = batch_moment(entry, adding->draft), at;
	int offset;

	if (!until || adding->draft->at != INSTANT_NONE ||
	    !zone_parse_due(until, &at, &offset) || at >= moment)
		return;
	buffer_format(&entry->warnings, "%s was good until ", what);
	when_say(&entry->warnings, entry->when->zone, entry->when->now, at);
	buffer_add_string(&entry->warnings, ", and that is over\n");
}

/* What is joined is graver than the case that it lives on in, which has the
 * remedies of its own category all the same (P39). */
static void
look_at_merge(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const struct casefile *joined =
		adding->record.what
			? casebook_find(entry->book, adding->record.what)
			: NULL;

	if (entry->policy && joined && joined->category && file->category &&
	    severity_is_graver(entry->policy, joined->category, file->category))
		buffer_format(&entry->warnings,
			      "it is as grave as %s now, and still has the "
			      "remedies of %s; to have those of %s: %s amend "
			      "-k category=%s\n",
			      joined->category, file->category,
			      joined->category, entry->tool, joined->category);
}

void
caution_of_event(struct adding *adding)
{
	pace_of_event(adding);
	switch (adding->draft->verb) {
	case VERB_RENEW:
		look_at_renew(adding);
		break;
	case VERB_KEPT:
		look_at_kept(adding);
		break;
	case VERB_CANNOT:
		look_at_cannot(adding);
		break;
	case VERB_CLOSE:
		look_at_close(adding);
		break;
	case VERB_REOPEN:
		look_at_reopen(adding);
		break;
	case VERB_CAUSE:
		look_at_cause(adding);
		break;
	case VERB_ASSIGN:
		look_at_assign(adding);
		break;
	case VERB_MERGE:
		look_at_merge(adding);
		break;
	case VERB_HEARD:
		look_at_heard(adding);
		break;
	case VERB_SIDE:
		look_at_side(adding);
		break;
	case VERB_TELL:
		look_at_tell(adding);
		break;
	case VERB_ACCEPT:
		look_at_accept(adding);
		look_at_again(adding);
		look_at_time(adding);
		look_at_amount(adding);
		break;
	case VERB_GIVE:
		look_at_again(adding);
		look_at_time(adding);
		look_at_amount(adding);
		break;
	case VERB_OFFER:
		look_at_time(adding);
		look_at_amount(adding);
		break;
	default:
		break;
	}
}

void
caution_of_passed(struct entry *entry, const char *rules)
{
	const char *owner = authority_owner_name(entry->policy);
	struct buffer line = {0};

	buffer_add_string(&line, "recorded out of order: ");
	for (const char *at = rules; *at; at++) {
		buffer_add_char(&line, *at);
		if (*at == ',')
			buffer_add_char(&line, ' ');
	}
	buffer_format(&line, "; listed for %s\n", owner ? owner : "the owner");
	/* One event after the other may pass over the same. */
	if (!strstr(buffer_string(&entry->warnings), line.at))
		buffer_add_string(&entry->warnings, line.at);
	buffer_release(&line);
}

static void
note_trigger(struct entry *entry, const struct casefile *file,
	     const struct ladder_trigger *trigger)
{
	struct batch_trigger *one;

	for (size_t i = 0; i < entry->trigger_count; i++) {
		one = &entry->triggers[i];
		if (strcmp(one->id, file->id) == 0 &&
		    strcmp(one->name, trigger->name) == 0)
			return;
	}
	entry->triggers =
		mem_grow(entry->triggers, entry->trigger_count,
			 &entry->trigger_room, sizeof(*entry->triggers));
	one = &entry->triggers[entry->trigger_count++];
	memcpy(one->id, file->id, CASEID_SIZE);
	one->name = trigger->name;
	one->rung = trigger->rung;
}

uint64_t
caution_triggers(const struct policy *policy, const struct casefile *file)
{
	struct ladder_trigger trigger;
	uint64_t held = 0;

	for (size_t i = 0;
	     policy && file && i < 64 && ladder_trigger(&trigger, policy, i);
	     i++) {
		if (severity_trigger(policy, file, trigger.name))
			held |= UINT64_C(1) << i;
	}
	return held;
}

void
caution_of_triggers(struct entry *entry, const struct casefile *file,
		    uint64_t before)
{
	uint64_t made = caution_triggers(entry->policy, file) & ~before;
	struct ladder_trigger trigger;

	for (size_t i = 0; file && made != 0; i++, made >>= 1) {
		if ((made & 1) != 0 &&
		    ladder_trigger(&trigger, entry->policy, i))
			note_trigger(entry, file, &trigger);
	}
}

void
caution_of_batch(struct entry *entry)
{
	pace_of_batch(entry);
	for (size_t i = 0; i < entry->trigger_count; i++) {
		const struct batch_trigger *one = &entry->triggers[i];
		const struct casefile *file =
			casebook_find(entry->book, one->id);
		const char *name;

		if (!file || !casefile_is_open(file) ||
		    ladder_is_climbed(entry->policy, file, one->rung))
			continue;
		name = naming_typed(entry->book, file, batch_arena(entry));
		if (one->rung == POLICY_NONE)
			buffer_format(&entry->warnings,
				      "%s: the plan takes this one rung up: "
				      "case-log %s escalate\n",
				      one->name, name);
		else
			buffer_format(&entry->warnings,
				      "%s: the plan takes this straight to %s: "
				      "case-log %s escalate %s\n",
				      one->name,
				      entry->policy->rungs[one->rung].id, name,
				      entry->policy->rungs[one->rung].id);
	}
	entry->trigger_count = 0;
}
