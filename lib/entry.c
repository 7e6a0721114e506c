#include "entry.h"

#include <stdlib.h>
#include <string.h>

#include "naming.h"
#include "remedy.h"
#include "rules.h"
#include "text.h"

#define ABSENT CASEFILE_NONE
#define ID_TRIES 1000

/* One draft on its way into the batch. */
struct adding {
	struct entry *entry;
	const struct draft *draft;
	const struct casefile *file; /* good until the next push */
	char id[CASEID_SIZE];
	struct record record;
	size_t refers; /* event of file that the record speaks of, or ABSENT */
	bool chained;  /* something of this draft is in the batch already */
	bool over_cap; /* more than may be agreed for the remedy */
};

static struct arena *
arena_of(struct entry *entry)
{
	return &entry->book->arena;
}

static const char *
format_time(struct entry *entry, int64_t at, int offset)
{
	struct buffer text = {0};
	const char *copy;

	zone_format_time(&text, at, offset);
	copy = arena_copy(arena_of(entry), text.at, text.len);
	buffer_release(&text);
	return copy;
}

static int
offset_at(const struct entry *entry, int64_t at)
{
	return entry->policy ? zone_offset(entry->policy->shop.zone, at)
			     : entry->offset;
}

/* Whether an event of the case bears this instant already. */
static bool
is_taken(const struct casefile *file, int64_t at)
{
	size_t low = 0, high = file ? file->line_count : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (file->lines[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return file && low < file->line_count && file->lines[low].at == at;
}

/* The moment that an event is said to be of: of its record, of --at, else now.
 */
static int64_t
moment_of(const struct entry *entry, const struct draft *draft)
{
	if (draft->at != INSTANT_NONE)
		return draft->at;
	return entry->at != INSTANT_NONE ? entry->at : entry->when->now;
}

static bool
is_given(const struct entry *entry, const struct draft *draft)
{
	return draft->at != INSTANT_NONE || entry->at != INSTANT_NONE;
}

/*
 * When an event happened: a time that was given is kept; the clock is pushed
 * past the case's last event, unless that is more than a day ahead. Either
 * moves by a millisecond where the case has an event of that instant. Events of
 * one batch are a millisecond apart, and a batch that moves leaves one free
 * before it, so that --undo can tell where the last one began.
 */
static int64_t
time_for(const struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const struct draft *draft = adding->draft;
	int64_t at = moment_of(entry, draft);
	int64_t free = entry->count == 0 ? 1 : 0;
	const struct record *before =
		free ? NULL : &entry->records[entry->count - 1];

	if (!is_given(entry, draft) && file && file->last != INSTANT_NONE &&
	    file->last + free >= at) {
		if (file->last - at <= 24 * ZONE_HOUR)
			at = file->last + 1 + free;
		else if (entry->count == 0)
			buffer_format(
				&entry->warnings,
				"an event of %s lies more than a day "
				"ahead, %s; it was left there\n",
				file->id,
				format_time(entry, file->last,
					    offset_at(entry, file->last)));
	}
	/* In the order typed, even where the first had to move. */
	if (before && (draft->at == INSTANT_NONE || adding->chained) &&
	    strcmp(before->id, adding->id) == 0 && at <= before->at)
		at = before->at + 1;
	if (is_taken(file, at)) {
		while (is_taken(file, at) || is_taken(file, at - free))
			at++;
	}
	return at;
}

/* Put a record into the batch and the book; the case is folded anew. False
 * where the record cannot be a line. */
static bool
push(struct adding *adding, struct record *record, struct fail *why)
{
	struct entry *entry = adding->entry;
	struct arena *arena = arena_of(entry);
	int64_t now = entry->when->now, apart;

	record->at = time_for(adding);
	record->offset = !entry->policy && adding->draft->at != INSTANT_NONE
				 ? adding->draft->offset
				 : offset_at(entry, record->at);
	apart = record->at > now ? record->at - now : now - record->at;
	if (apart > ZONE_MINUTE)
		record_set(record, "logged",
			   format_time(entry, now, offset_at(entry, now)),
			   arena);
	if (entry->once && entry->count == 0)
		record_set(record, "once", entry->once, arena);
	if (!record_check(record, why))
		return false;
	entry->records = mem_grow(entry->records, entry->count, &entry->room,
				  sizeof(*entry->records));
	entry->records[entry->count++] = *record;
	adding->chained = true;
	casebook_add(entry->book, record, 1);
	adding->file = casebook_find(entry->book, adding->id);
	return true;
}

static void
begin_record(struct adding *adding, struct record *record, enum verb verb)
{
	record_init(record);
	memcpy(record->id, adding->id, CASEID_SIZE);
	record->event = event_kind(verb)->name;
	record->who =
		adding->draft->who ? adding->draft->who : adding->entry->who;
}

static struct rules_view
view_of(const struct adding *adding)
{
	return (struct rules_view){
		.policy = adding->entry->policy,
		.file = adding->file,
		.book = adding->entry->book,
		.who = adding->draft->who ? adding->draft->who
					  : adding->entry->who,
		.now = adding->entry->when->now,
	};
}

/* Steps that a rule can hold back: without a sound plan they wait for one, or
 * are said to have happened already. A promise that was given is a fact. */
static bool
needs_a_plan(enum verb verb, const char *what)
{
	return verb == VERB_OFFER || verb == VERB_ACCEPT || verb == VERB_GIVE ||
	       verb == VERB_CANNOT || verb == VERB_APPROVE ||
	       verb == VERB_CLOSE || verb == VERB_MERGE ||
	       verb == VERB_OVERRIDE || verb == VERB_ERASE ||
	       (verb == VERB_WISH && what && strcmp(what, "declined") == 0);
}

static void
add_name(struct buffer *names, const char *name)
{
	buffer_format(names, "%s%s", names->len ? "," : "", name);
}

/* Which remedy row an event is about; NULL. */
static const struct policy_remedy *
remedy_of(const struct adding *adding)
{
	const struct policy *policy = adding->entry->policy;
	enum event_what what = event_kind(adding->draft->verb)->what;
	int at = POLICY_NONE;

	if (policy && adding->record.what && what == EVENT_WHAT_REMEDY)
		at = policy_remedy(policy, adding->record.what);
	return at == POLICY_NONE ? NULL : &policy->remedies[at];
}

static bool
override_rules(struct adding *adding, const struct rules_missing *missing,
	       struct fail *why)
{
	struct entry *entry = adding->entry;
	struct rules_view view = view_of(adding);

	if (!policy_may(entry->policy, view.who, MAY_OVERRIDE))
		return fail_set(why, FAIL_REFUSED,
				"not recorded: %s may not set rules aside; add "
				"--already, if it was done",
				policy_staff_name(entry->policy, view.who));
	for (size_t i = 0; i < missing->count; i++) {
		struct record record;

		if (missing->gate[i] == POLICY_REMIND)
			continue;
		begin_record(adding, &record, VERB_OVERRIDE);
		record.what = rules_name(missing->rule[i]);
		record.text = entry->override;
		if (!push(adding, &record, why))
			return false;
	}
	return true;
}

/* What a step comes to in money: its amount, what was offered, the cost. */
static int64_t
amount_at_stake(const struct adding *adding)
{
	const struct policy_remedy *remedy = remedy_of(adding);
	size_t offer;

	if (adding->record.amount != MONEY_NONE || !remedy)
		return adding->record.amount;
	offer = casefile_last(adding->file, VERB_OFFER, adding->record.what, 0);
	if (offer != ABSENT &&
	    adding->file->events[offer].record->amount != MONEY_NONE)
		return adding->file->events[offer].record->amount;
	return remedy_cost(remedy, adding->file);
}

/* More than may be agreed is a limit like any other. */
static void
miss_cap(struct rules_missing *missing, const struct policy *policy)
{
	for (size_t i = 0; i < missing->count; i++) {
		if (missing->rule[i] == RULE_OVER_AUTHORITY)
			return;
	}
	missing->rule[missing->count] = RULE_OVER_AUTHORITY;
	missing->gate[missing->count++] =
		policy_gate(policy, rules_name(RULE_OVER_AUTHORITY));
}

/* Ask the rules about adding->record; note on it what was passed over. */
static bool
judge(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	struct record *record = &adding->record;
	struct buffer skipped = {0}, passed = {0};
	struct rules_missing missing;
	struct rules_view view;
	struct rules_step step = {adding->draft->verb, record->what,
				  MONEY_NONE};
	bool held = false, role = false, judged = true;

	if (!entry->policy) {
		if (!needs_a_plan(step.verb, step.what) || entry->already)
			return true;
		return fail_set(why, FAIL_REFUSED,
				"not recorded: the plan is faulty, and rules "
				"hold %s back; case-check says what is wrong; "
				"add --already, if it was done",
				record->event);
	}
	view = view_of(adding);
	step.amount = amount_at_stake(adding);
	rules_missing(&missing, &view, &step);
	if (adding->over_cap)
		miss_cap(&missing, entry->policy);
	for (size_t i = 0; i < missing.count; i++) {
		if (missing.gate[i] == POLICY_REMIND) {
			add_name(&skipped, rules_name(missing.rule[i]));
		} else {
			add_name(&passed, rules_name(missing.rule[i]));
			held = true;
			role = role || missing.rule[i] == RULE_ROLE;
		}
	}
	if (held && entry->already)
		record_set(record, "out-of-order",
			   arena_copy(arena_of(entry), passed.at, passed.len),
			   arena_of(entry));
	else if (held && entry->override && !role)
		judged = override_rules(adding, &missing, why);
	else if (held) {
		rules_refusal(&entry->refusal, &missing, &view, &step,
			      entry->tool, adding->draft->typed);
		judged = fail_set(why, FAIL_REFUSED, "not recorded");
	}
	if (judged && skipped.len > 0)
		record_set(record, "skipped",
			   arena_copy(arena_of(entry), skipped.at, skipped.len),
			   arena_of(entry));
	buffer_release(&skipped);
	buffer_release(&passed);
	return judged;
}

/* The words that could stand where none was typed. */
struct candidates {
	const char *first;
	size_t count;
	struct buffer names; /* "refund, replace", for the message */
};

static void
candidate(struct candidates *found, const char *word)
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
unsettled_remedies(struct candidates *found, const struct casefile *file,
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
open_promises(struct candidates *found, const struct casefile *file)
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

/* The last task of an id that is still to be done; of any without an id. */
static size_t
open_task(struct candidates *found, const struct casefile *file,
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
open_steps(struct candidates *found, const struct adding *adding)
{
	const struct policy *policy = adding->entry->policy;
	const struct casefile *file = adding->file;

	for (size_t i = 0; policy && i < policy->step_count; i++) {
		if (casefile_first(file, VERB_FOLLOW_UP, policy->steps[i].id,
				   file->since) == ABSENT)
			candidate(found, policy->steps[i].id);
	}
}

/* The object of an event that none was typed for, where one thing fits. */
static void
find_candidates(struct candidates *found, const struct adding *adding)
{
	static const enum verb chosen[] = {VERB_ACCEPT, VERB_DECLINE,
					   VERB_GIVE};
	static const enum verb given[] = {VERB_GIVE, VERB_DECLINE};
	const struct casefile *file = adding->file;
	const struct policy *policy = adding->entry->policy;
	size_t give;
	int rung;

	switch (adding->draft->verb) {
	case VERB_ACCEPT:
	case VERB_DECLINE:
		unsettled_remedies(found, file, VERB_OFFER, chosen, 3);
		break;
	case VERB_GIVE:
		unsettled_remedies(found, file, VERB_ACCEPT, given, 2);
		break;
	case VERB_APPROVE:
		unsettled_remedies(found, file, VERB_ACCEPT, given, 2);
		if (found->count == 0)
			unsettled_remedies(found, file, VERB_OFFER, given, 2);
		break;
	case VERB_KEPT:
	case VERB_RENEW:
	case VERB_BROKEN:
		open_promises(found, file);
		break;
	case VERB_PREVENTED:
		open_task(found, file, NULL);
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
		rung = policy ? rules_current_rung(policy, file) : POLICY_NONE;
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

/* of=TIME of an event of the case. */
static void
refer_to(struct adding *adding, struct record *record, size_t event)
{
	const struct record *named = adding->file->events[event].record;

	record_set(record, "of",
		   format_time(adding->entry, named->at, named->offset),
		   arena_of(adding->entry));
}

/*
 * The point of an id: where two cases that were joined gave it out both, that
 * of the case's own, and of two tills that of the later one.
 */
static size_t
point_of(const struct casefile *file, const char *ref)
{
	size_t found = ABSENT;
	bool own = false;

	for (size_t i = 0; i < file->point_count; i++) {
		size_t event = file->points[i].event;
		bool ours =
			strcmp(file->events[event].record->id, file->id) == 0;

		if (!file->points[i].ref ||
		    strcmp(file->points[i].ref, ref) != 0 || (own && !ours))
			continue;
		found = event;
		own = ours;
	}
	return found;
}

/* The event that a typed reference names: the promise in force, the point, the
 * task; ABSENT. */
static size_t
referred_event(const struct adding *adding, const char *ref)
{
	const struct casefile *file = adding->file;
	const struct casefile_promise *promise;

	switch (event_kind(adding->draft->verb)->what) {
	case EVENT_WHAT_PROMISE:
		promise = casefile_open_promise(file, ref);
		return promise ? promise->event : ABSENT;
	case EVENT_WHAT_POINT:
		return point_of(file, ref);
	case EVENT_WHAT_TASK:
		return open_task(NULL, file, ref);
	default:
		return ABSENT;
	}
}

static bool
is_reference(enum verb verb)
{
	enum event_what what = event_kind(verb)->what;

	return what == EVENT_WHAT_PROMISE || what == EVENT_WHAT_POINT ||
	       what == EVENT_WHAT_TASK;
}

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
				 word);
	if (found)
		adding->record.what =
			arena_copy(arena_of(adding->entry), naming.fits[0]->id,
				   CASEID_LEN);
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
			    arena_of(entry), &id)) {
		adding->record.what = id;
		return true;
	}
	if (entry->already || adding->draft->at != INSTANT_NONE ||
	    event_kind(verb)->what == EVENT_WHAT_ANY ||
	    event_kind(verb)->what == EVENT_WHAT_NONE)
		return true;
	return fail_set(why, FAIL_USAGE, "%s: '%s' is not %s",
			event_kind(verb)->name, adding->record.what,
			draft_object_name(verb));
}

/* The id that a new point, promise or task is given. */
static const char *
give_out(struct adding *adding, enum event_what what)
{
	const char *prefix = what == EVENT_WHAT_POINT_NEW     ? "pt"
			     : what == EVENT_WHAT_PROMISE_NEW ? "p"
							      : "t";

	return arena_format(arena_of(adding->entry), "%s%u", prefix,
			    casefile_next_ref(adding->file, prefix));
}

/* The one thing that fits where no word was typed, or why there is none. */
static bool
find_what(struct adding *adding, struct fail *why)
{
	const struct event_kind *kind = event_kind(adding->draft->verb);
	struct candidates found = {0};
	bool good = true;

	find_candidates(&found, adding);
	if (found.count == 1)
		adding->record.what = found.first;
	else if ((kind->needs & EVENT_NEEDS_WHAT) && found.count > 1)
		good = fail_set(why, FAIL_USAGE,
				"%s: more than one fits: %s; say which",
				kind->name, found.names.at);
	else if (kind->needs & EVENT_NEEDS_WHAT)
		good = fail_set(why, FAIL_USAGE, "%s needs %s behind it",
				kind->name,
				draft_object_name(adding->draft->verb));
	buffer_release(&found.names);
	return good;
}

/* Two tills gave out the same id, and both are owed: say which this is. */
static void
warn_of_twins(struct adding *adding)
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
			      meant->ref, meant->text ? meant->text : "",
			      other->text ? other->text : "");
		return;
	}
}

/* The event that a reference speaks of, into of=. */
static bool
set_reference(struct adding *adding, struct fail *why)
{
	const struct draft *draft = adding->draft;

	for (size_t i = 0; i < draft->pair_count; i++) {
		if (strcmp(draft->pairs[i].key, "of") == 0)
			return true;
	}
	adding->refers = referred_event(adding, adding->record.what);
	if (adding->refers != ABSENT)
		refer_to(adding, &adding->record, adding->refers);
	else if (!adding->entry->already && draft->at == INSTANT_NONE)
		return fail_set(
			why, FAIL_USAGE, "%s: %s has no %s'%s'",
			event_kind(draft->verb)->name, naming_short(adding->id),
			event_kind(draft->verb)->what == EVENT_WHAT_POINT
				? "point "
				: "open ",
			adding->record.what);
	warn_of_twins(adding);
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
		if (!record->what)
			record->what = give_out(adding, kind->what);
		return true;
	case EVENT_WHAT_CASE:
		if (record->what)
			return find_other_case(adding, record->what, why);
		break;
	default:
		break;
	}
	if (record->what ? !settle_word(adding, why) : !find_what(adding, why))
		return false;
	return !record->what || !is_reference(adding->draft->verb) ||
	       set_reference(adding, why);
}

/* Whether the amount is within what may be agreed for the remedy. */
static bool
check_cap(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	const struct policy_remedy *remedy = remedy_of(adding);
	struct buffer amount = {0}, most = {0};
	int64_t cap;

	if (!remedy || remedy->cost != REMEDY_COST_AGREED ||
	    adding->record.amount == MONEY_NONE)
		return true;
	cap = remedy_cap(remedy, adding->file);
	adding->over_cap = adding->record.amount > cap &&
			   adding->draft->verb != VERB_DECLINE;
	if (!adding->over_cap || entry->already || entry->override ||
	    policy_gate(entry->policy, rules_name(RULE_OVER_AUTHORITY)) ==
		    POLICY_REMIND)
		return true;
	money_format(&amount, adding->record.amount, entry->digits);
	money_format(&most, cap, entry->digits);
	fail_set(why, FAIL_REFUSED,
		 "not recorded: %s is more than may be agreed for %s, %s; add "
		 "--already, if it was done",
		 amount.at, remedy->id, most.at);
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
	const struct policy_remedy *remedy = remedy_of(adding);
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

static bool
set_amount(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	struct record *record = &adding->record;
	const struct policy_remedy *remedy = remedy_of(adding);

	record->amount_digits = entry->digits;
	if (adding->draft->amount &&
	    !money_parse(adding->draft->amount, entry->digits, &record->amount,
			 why))
		return false;
	if (record->amount == MONEY_NONE && record->what) {
		if (adding->draft->verb == VERB_GIVE)
			record->amount = given_amount(adding);
		else if (adding->draft->verb == VERB_OFFER && remedy)
			record->amount = remedy_cost(remedy, adding->file);
		return true;
	}
	return check_cap(adding, why);
}

/* A promise to a customer that no opening lies before is warned of as it is
 * made (P41, P70). */
static void
warn_of_due(struct adding *adding, int64_t due)
{
	struct entry *entry = adding->entry;
	int64_t now = entry->when->now, act_by;
	struct opening next;

	if (!entry->policy || due == INSTANT_NONE ||
	    is_given(entry, adding->draft))
		return;
	if (due < now) {
		buffer_format(&entry->warnings, "that time is over already\n");
		return;
	}
	if (hours_act_by(entry->policy->hours, now, due, &act_by))
		return;
	buffer_add_string(&entry->warnings,
			  "the shop is not open between now and then: this "
			  "cannot be kept in open hours");
	if (hours_next(entry->policy->hours, now, &next)) {
		buffer_add_string(&entry->warnings, "; it opens ");
		when_say(&entry->warnings, entry->policy->shop.zone, now,
			 next.from);
	}
	buffer_add_char(&entry->warnings, '\n');
}

/* When a remedy can be done, counted from when the event happened; whole
 * seconds, as field 6 holds them. */
static int64_t
remedy_due_of(const struct adding *adding, const struct policy_remedy *remedy)
{
	int64_t due = remedy_due(adding->entry->policy, remedy,
				 moment_of(adding->entry, adding->draft));

	return due == INSTANT_NONE ? due : due - due % ZONE_SECOND;
}

static bool
set_due(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	const struct draft *draft = adding->draft;
	const struct event_kind *kind = event_kind(draft->verb);
	struct record *record = &adding->record;
	const struct policy_remedy *remedy = remedy_of(adding);
	struct when_context context = *entry->when;
	struct when when;

	/* A time that was told them then is counted from then. */
	context.now = moment_of(entry, draft);
	if (draft->due_at != INSTANT_NONE) {
		record->due = draft->due_at;
		record->due_offset = draft->due_offset;
	} else if (draft->due) {
		if (!when_parse_due(draft->due, &context, &when, why))
			return false;
		/* Field 6 holds whole seconds. */
		record->due = when.at - (when.at % ZONE_SECOND);
		record->due_offset = offset_at(entry, record->due);
		if (when.from != INSTANT_NONE) {
			struct buffer from = {0};

			zone_format_due(&from, when.from,
					offset_at(entry, when.from));
			record_set(
				record, "from",
				arena_copy(arena_of(entry), from.at, from.len),
				arena_of(entry));
			buffer_release(&from);
		}
	} else if (draft->verb == VERB_OFFER && remedy) {
		record->due = remedy_due_of(adding, remedy);
		if (record->due != INSTANT_NONE)
			record->due_offset = offset_at(entry, record->due);
	}
	if ((kind->needs & EVENT_NEEDS_DUE) && record->due == INSTANT_NONE)
		return fail_set(why, FAIL_USAGE,
				"%s needs a time, as -d 'fri 17:00' or -d 2bd",
				kind->name);
	if (draft->verb == VERB_PROMISE || draft->verb == VERB_RENEW)
		warn_of_due(adding, record->due);
	return true;
}

/* How a customer is reached where nobody said: the channel they came by. */
static const char *
usual_way(const struct casefile *file)
{
	const char *channel = casefile_detail(file, "channel");

	return channel ? channel : "phone";
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
		return fail_set(why, FAIL_REFUSED,
				"not recorded: a promise says how they hear of "
				"it (%s:%zu, promises): add -k how=phone",
				policy->file, policy->promises.must_say.line);
	record_set(&adding->record, "how", usual_way(adding->file),
		   arena_of(adding->entry));
	return true;
}

/* A word that the plan does not know never stops a complaint. */
static void
keep_as_said(struct entry *entry, struct record *record, const char *key,
	     const char *value, const char *guess)
{
	buffer_format(&entry->warnings,
		      "'%s' is no %s of the plan%s; kept as said-%s\n", value,
		      key, text_did_you_mean(guess), key);
	record_set(record, arena_format(arena_of(entry), "said-%s", key), value,
		   arena_of(entry));
}

static const char *
near_remedy(const struct policy *policy, const char *word)
{
	for (size_t i = 0; i < policy->remedy_count; i++) {
		if (text_guess(word, &policy->remedies[i].id, 1))
			return policy->remedies[i].id;
	}
	return NULL;
}

static const char *
near_category(const struct policy *policy, const char *word)
{
	for (size_t i = 0; i < policy->category_count; i++) {
		if (text_guess(word, &policy->categories[i].id, 1))
			return policy->categories[i].id;
	}
	return NULL;
}

/* A key of a complaint in the form that the journal holds: amounts with their
 * minor digits, words of the plan in lower case, unknown ones as said-KEY. */
static bool
set_open_key(struct entry *entry, struct record *record, const char *key,
	     const char *value, struct fail *why)
{
	const struct policy *policy = entry->policy;
	struct arena *arena = arena_of(entry);
	const struct policy_list *known = NULL;

	if (strcmp(value, "-") == 0) {
		record_set(record, key, value, arena);
		return true;
	}
	if (strcmp(key, "value") == 0 || strcmp(key, "delivery") == 0) {
		struct buffer text = {0};
		int64_t amount;

		if (!money_parse(value, entry->digits, &amount, why))
			return false;
		money_format(&text, amount, entry->digits);
		record_set(record, key, arena_copy(arena, text.at, text.len),
			   arena);
		buffer_release(&text);
		return true;
	}
	if (policy && strcmp(key, "channel") == 0)
		known = &policy->intake.channels;
	if (policy && strcmp(key, "heat") == 0)
		known = &policy->heat.levels;
	if (policy && strcmp(key, "severity") == 0)
		known = &policy->severity.levels;
	if (known) {
		int at = policy_list_find(known, value);

		if (at == POLICY_NONE) {
			keep_as_said(
				entry, record, key, value,
				text_guess(value, known->at, known->count));
			return true;
		}
		value = known->at[at];
	}
	if (policy && strcmp(key, "wish") == 0) {
		int at = policy_remedy(policy, value);

		if (at == POLICY_NONE) {
			keep_as_said(entry, record, key, value,
				     near_remedy(policy, value));
			return true;
		}
		value = policy->remedies[at].id;
	}
	record_set(record, key, value, arena);
	return true;
}

/* A category by id, label or what else it is called; NULL after a warning. */
static const char *
category_called(struct entry *entry, struct record *record, const char *words)
{
	int at;

	if (!entry->policy && record_is_what(words)) {
		char *lower = arena_copy(arena_of(entry), words, strlen(words));

		text_lower(lower);
		return lower;
	}
	at = entry->policy ? policy_category_called(entry->policy, words)
			   : POLICY_NONE;
	if (at != POLICY_NONE)
		return entry->policy->categories[at].id;
	keep_as_said(entry, record, "category", words,
		     entry->policy ? near_category(entry->policy, words)
				   : NULL);
	return NULL;
}

static bool
set_keys(struct adding *adding, struct fail *why)
{
	const struct draft *draft = adding->draft;
	struct record *record = &adding->record;

	for (size_t i = 0; i < draft->pair_count; i++) {
		const char *key = draft->pairs[i].key;
		const char *value = draft->pairs[i].value, *guess = NULL;

		if (!record_is_key(key))
			return fail_set(why, FAIL_USAGE, "'%s' cannot be a key",
					key);
		if (draft->verb != VERB_OPEN && draft->verb != VERB_AMEND) {
			record_set(record, key, value, arena_of(adding->entry));
			continue;
		}
		if (!draft_is_open_key(key, &guess) && guess)
			return fail_set(why, FAIL_USAGE,
					"'%s' is no key of a complaint%s", key,
					text_did_you_mean(guess));
		if (strcmp(key, "category") == 0 && strcmp(value, "-") != 0) {
			value = category_called(adding->entry, record, value);
			if (value && draft->verb == VERB_OPEN)
				record->what = value;
			else if (value)
				record_set(record, key, value,
					   arena_of(adding->entry));
			continue;
		}
		if (!set_open_key(adding->entry, record, key, value, why))
			return false;
	}
	if (draft->verb == VERB_AMEND && draft->pair_count == 0)
		return fail_set(why, FAIL_USAGE,
				"amend needs a key, as -k phone=0123; -k "
				"phone=- takes it away");
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

/* What is worth a word as it is recorded, though it is recorded. */
static void
warn_of_event(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const struct record *record = &adding->record;

	if (adding->draft->verb == VERB_RENEW && adding->refers != ABSENT) {
		const struct casefile_promise *promise =
			casefile_promise_of(file, adding->refers);

		if (promise && promise->due < moment_of(entry, adding->draft))
			buffer_format(
				&entry->warnings,
				"%s was due already: it counts as broken, "
				"and an apology is owed\n",
				record->what);
	}
	if (adding->draft->verb == VERB_SIDE &&
	    casefile_last(file, VERB_HEARD, NULL, file->since) == ABSENT)
		buffer_format(&entry->warnings,
			      "they come first: hear them out before our "
			      "side is told\n");
}

/* Whether a promise of the remedy is open already: two choices of the same
 * thing are one. */
static bool
is_promised(const struct casefile *file, const char *remedy)
{
	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].state == PROMISE_OPEN &&
		    file->promises[i].remedy &&
		    strcmp(file->promises[i].remedy, remedy) == 0)
			return true;
	}
	return false;
}

static void
set_plan(struct entry *entry, struct record *record)
{
	if (entry->policy && entry->policy->version)
		record_set(record, "plan", entry->policy->version,
			   arena_of(entry));
}

/* The promise that an accepted remedy carries (P71). */
static bool
chain_promise(struct adding *adding, const struct policy_remedy *remedy,
	      const struct record *accept, struct fail *why)
{
	struct entry *entry = adding->entry;
	const char *how = remedy->promise_how;
	struct record record;

	if (is_promised(adding->file, remedy->id))
		return true;
	begin_record(adding, &record, VERB_PROMISE);
	record.what = give_out(adding, EVENT_WHAT_PROMISE_NEW);
	record.text = remedy->label;
	record.due = accept->due != INSTANT_NONE
			     ? accept->due
			     : remedy_due_of(adding, remedy);
	if (record.due == INSTANT_NONE) {
		buffer_format(&entry->warnings,
			      "the calendar has no time by which '%s' could be "
			      "done: promise one\n",
			      remedy->label);
		return true;
	}
	record.due_offset = offset_at(entry, record.due);
	if (!how || strcmp(how, "same-channel") == 0)
		how = usual_way(adding->file);
	record_set(&record, "how", how, arena_of(entry));
	record_set(&record, "remedy", remedy->id, arena_of(entry));
	set_plan(entry, &record);
	warn_of_due(adding, record.due);
	return push(adding, &record, why);
}

/* What was promised with the remedy is kept by giving it, on every till that
 * promised it. */
static bool
chain_kept(struct adding *adding, const char *remedy, struct fail *why)
{
	for (size_t i = 0; i < adding->file->promise_count; i++) {
		const struct casefile *file = adding->file;
		const struct casefile_promise *promise = &file->promises[i];
		struct record record;

		if (promise->state != PROMISE_OPEN || !promise->remedy ||
		    strcmp(promise->remedy, remedy) != 0)
			continue;
		begin_record(adding, &record, VERB_KEPT);
		record.what = promise->ref;
		refer_to(adding, &record, promise->event);
		if (!push(adding, &record, why))
			return false;
	}
	return true;
}

/* Complete adding->record, judge it, and put it and its chain into the batch.
 */
static bool
add_one(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	const struct draft *draft = adding->draft;
	const struct policy_remedy *remedy;
	struct record *record = &adding->record;
	struct record pushed;

	begin_record(adding, record, draft->verb);
	if (!set_what(adding, why) || !set_keys(adding, why) ||
	    !set_text(adding, why) || !set_amount(adding, why) ||
	    !set_due(adding, why) || !set_manner(adding, why) ||
	    !judge(adding, why))
		return false;
	warn_of_event(adding);
	remedy = remedy_of(adding);
	if (draft->verb == VERB_OFFER || draft->verb == VERB_PROMISE)
		set_plan(entry, record);
	if (draft->verb == VERB_OFFER && remedy && !record->text)
		record->text = remedy->label;
	pushed = *record;
	if (!push(adding, &pushed, why))
		return false;
	if (draft->verb == VERB_ACCEPT && remedy && remedy->has_promise)
		return chain_promise(adding, remedy, &pushed, why);
	if (draft->verb == VERB_GIVE && pushed.what)
		return chain_kept(adding, pushed.what, why);
	return true;
}

/* An offer without an object puts all that remedy-pick would print. */
static bool
offer_all(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	struct rules_view view = view_of(adding);
	struct remedy_choice choice;
	struct draft draft = *adding->draft;
	size_t offered = 0;

	if (draft.amount || draft.due)
		return fail_set(why, FAIL_USAGE,
				"offer needs a remedy behind it, for the -%c",
				draft.amount ? 'a' : 'd');
	remedy_choose(&choice, &view, arena_of(entry));
	for (size_t i = 0; i < choice.picked; i++) {
		const struct remedy_option *option = &choice.options[i];
		struct adding one = *adding;

		if (option->ask != POLICY_NONE) {
			buffer_format(
				&entry->warnings,
				"%s was not offered: ask %s first\n",
				entry->policy->remedies[option->remedy].id,
				entry->policy->staff[option->ask].name);
			continue;
		}
		draft.what = entry->policy->remedies[option->remedy].id;
		one.draft = &draft;
		one.file = casebook_find(entry->book, adding->id);
		if (!add_one(&one, why))
			return false;
		offered++;
	}
	if (offered == 0)
		return fail_set(why, FAIL_REFUSED,
				"not recorded: no remedy is open for %s; "
				"remedy-pick --why %s says why",
				naming_short(adding->id),
				naming_short(adding->id));
	return true;
}

/* A line that was recorded before: same case, instant, event and object. */
static bool
is_there(const struct adding *adding)
{
	const struct casefile *file = adding->file;

	for (size_t i = 0; file && i < file->line_count; i++) {
		const struct record *line = &file->lines[i];

		if (line->at == adding->draft->at &&
		    strcmp(line->event,
			   event_kind(adding->draft->verb)->name) == 0 &&
		    (!adding->draft->what ||
		     (line->what &&
		      strcmp(line->what, adding->draft->what) == 0)))
			return true;
	}
	return false;
}

static void
give_back(struct entry *entry, const struct record *there)
{
	entry->records = mem_grow(entry->records, entry->count, &entry->room,
				  sizeof(*entry->records));
	entry->records[entry->count++] = *there;
	entry->repeated = true;
}

/* The line of the case, or of one joined to it, with once=KEY; ABSENT. */
static size_t
once_in(const struct casefile *file, const char *key)
{
	for (size_t i = 0; i < file->line_count; i++) {
		const char *once = record_get(&file->lines[i], "once");

		if (once && strcmp(once, key) == 0)
			return i;
	}
	return ABSENT;
}

static const char *
pair_of(const struct draft *draft, const char *key)
{
	for (size_t i = 0; i < draft->pair_count; i++) {
		if (strcmp(draft->pairs[i].key, key) == 0)
			return draft->pairs[i].value;
	}
	return NULL;
}

/* Whether what a typed retract names is there and can be taken back. */
static bool
check_retract(const struct adding *adding, struct fail *why)
{
	const struct casefile *file = adding->file;
	const char *of = pair_of(adding->draft, "of");
	int64_t at;
	int offset;

	if (!of)
		return fail_set(why, FAIL_USAGE,
				"case-log --undo %s takes the last batch back",
				naming_short(adding->id));
	if (!zone_parse_time(of, &at, &offset))
		return fail_set(why, FAIL_USAGE,
				"retract: of=%s is not the time of an event, "
				"as field 1 has it",
				of);
	for (size_t i = 0; i < file->line_count; i++) {
		enum verb verb = event_verb(file->lines[i].event);

		if (file->lines[i].at != at)
			continue;
		if (verb == VERB_OPEN || verb == VERB_RETRACT ||
		    verb == VERB_ERASE)
			return fail_set(why, FAIL_USAGE,
					"retract: %s %s cannot be taken back",
					verb == VERB_OPEN ? "an" : "a",
					file->lines[i].event);
		return true;
	}
	/* One of another machine's waits for what it speaks of. */
	return adding->draft->at != INSTANT_NONE ||
	       fail_set(why, FAIL_USAGE, "retract: %s has no event of %s",
			naming_short(adding->id), of);
}

bool
entry_add(struct entry *entry, const char *id, const struct draft *draft,
	  struct fail *why)
{
	struct adding adding = {
		.entry = entry, .draft = draft, .refers = ABSENT};
	struct casefile *file = casebook_find(entry->book, id);
	const char *once = pair_of(draft, "once");
	size_t there;

	if (entry->repeated)
		return true;
	if (!file)
		return fail_set(why, FAIL_USAGE, "no case '%s'", id);
	file = casebook_living(entry->book, file);
	adding.file = file;
	memcpy(adding.id, file->id, CASEID_SIZE);
	there = entry->once && entry->count == 0 ? once_in(file, entry->once)
						 : ABSENT;
	if (there != ABSENT) {
		give_back(entry, &file->lines[there]);
		return true;
	}
	if ((once && once_in(file, once) != ABSENT) ||
	    (draft->at != INSTANT_NONE && is_there(&adding)))
		return true;
	if (draft->verb == VERB_OPEN)
		return fail_set(why, FAIL_USAGE,
				"a case is opened once; case-new writes a new "
				"one, and point a further point");
	if (draft->verb == VERB_RETRACT && !check_retract(&adding, why))
		return false;
	if (draft->verb == VERB_OFFER && !draft->what && entry->policy)
		return offer_all(&adding, why);
	return add_one(&adding, why);
}

static void
make_id(struct entry *entry, int64_t at, char id[CASEID_SIZE])
{
	struct civil civil;
	int tries = 0;

	zone_civil(entry->when->zone, at, &civil);
	do
		caseid_make(id, civil.year, civil.month, civil.day,
			    entry->random() & 0x3FFFFFFF);
	while (casebook_find(entry->book, id) && ++tries < ID_TRIES);
}

bool
entry_open(struct entry *entry, const char *id, const struct draft *draft,
	   char opened[CASEID_SIZE], struct fail *why)
{
	struct adding adding = {
		.entry = entry, .draft = draft, .refers = ABSENT};
	const char *once = pair_of(draft, "once");
	const struct record *there = NULL;

	if (once)
		there = casebook_once(entry->book, NULL, once);
	if (there) {
		memcpy(opened, there->id, CASEID_SIZE);
		return true;
	}
	if (entry->once && entry->count == 0)
		there = casebook_once(entry->book, NULL, entry->once);
	if (there) {
		memcpy(opened, there->id, CASEID_SIZE);
		give_back(entry, there);
		return true;
	}
	if (id)
		memcpy(opened, id, CASEID_SIZE);
	else
		make_id(entry, moment_of(entry, draft), opened);
	memcpy(adding.id, opened, CASEID_SIZE);
	adding.file = casebook_find(entry->book, opened);
	if (draft->at != INSTANT_NONE && is_there(&adding))
		return true;
	if (adding.file && adding.file->opening)
		return fail_set(why, FAIL_USAGE,
				"a case is opened once, and %s is there",
				opened);
	begin_record(&adding, &adding.record, VERB_OPEN);
	if (draft->what)
		adding.record.what =
			category_called(entry, &adding.record, draft->what);
	return set_keys(&adding, why) && set_text(&adding, why) &&
	       push(&adding, &adding.record, why);
}

/* When an event was written down: logged=, else its own time. */
static int64_t
written(const struct record *record)
{
	const char *logged = record_get(record, "logged");
	int64_t at;
	int offset;

	return logged && zone_parse_time(logged, &at, &offset) ? at
							       : record->at;
}

/* Whether two neighbours were written in one batch: a millisecond apart, or at
 * the same moment for an earlier time. */
static bool
same_batch(const struct record *earlier, const struct record *later)
{
	if (!earlier->who != !later->who ||
	    (earlier->who && strcmp(earlier->who, later->who) != 0) ||
	    strcmp(earlier->id, later->id) != 0)
		return false;
	return later->at - earlier->at == 1 &&
	       (written(earlier) == written(later) ||
		written(later) - written(earlier) == 1);
}

bool
entry_undo(struct entry *entry, const char *id, struct buffer *said,
	   struct fail *why)
{
	struct draft draft = {.verb = VERB_RETRACT,
			      .at = INSTANT_NONE,
			      .due_at = INSTANT_NONE,
			      .typed = "retract"};
	struct adding adding = {
		.entry = entry, .draft = &draft, .refers = ABSENT};
	struct casefile *file =
		casebook_living(entry->book, casebook_find(entry->book, id));
	struct record *batch; /* copies: each push folds the case anew */
	size_t newest = ABSENT, first, count = 0;
	bool pushed = true;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb == VERB_OPEN ||
		    file->events[i].verb == VERB_ERASE)
			continue;
		if (newest == ABSENT ||
		    written(record) >= written(file->events[newest].record))
			newest = i;
	}
	if (newest == ABSENT)
		return fail_set(why, FAIL_REFUSED,
				"nothing to take back: a complaint that was "
				"written down stays");
	for (first = newest; first > 0; first--) {
		if (file->events[first - 1].verb == VERB_OPEN ||
		    !same_batch(file->events[first - 1].record,
				file->events[first].record))
			break;
	}
	batch = mem_get((newest - first + 1) * sizeof(*batch));
	for (size_t i = first; i <= newest; i++)
		batch[count++] = *file->events[i].record;
	memcpy(adding.id, file->id, CASEID_SIZE);
	adding.file = file;
	for (size_t i = 0; i < count && pushed; i++) {
		struct record record;

		begin_record(&adding, &record, VERB_RETRACT);
		/* A joined case's event is taken back where it stands. */
		memcpy(record.id, batch[i].id, CASEID_SIZE);
		record_set(&record, "of",
			   format_time(entry, batch[i].at, batch[i].offset),
			   arena_of(entry));
		buffer_format(said, "%s%s%s%s", said->len ? ", " : "",
			      batch[i].event, batch[i].what ? " " : "",
			      batch[i].what ? batch[i].what : "");
		pushed = push(&adding, &record, why);
	}
	free(batch);
	return pushed;
}

void
entry_release(struct entry *entry)
{
	free(entry->records);
	buffer_release(&entry->warnings);
	buffer_release(&entry->refusal);
	entry->records = NULL;
}
