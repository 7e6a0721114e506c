#include "entry.h"

#include <stdlib.h>
#include <string.h>

#include "authority.h"
#include "caution.h"
#include "chain.h"
#include "complete.h"
#include "details.h"
#include "discreet.h"
#include "erase.h"
#include "facts.h"
#include "listed.h"
#include "naming.h"
#include "outgoing.h"
#include "pace.h"
#include "refusal.h"
#include "remedy.h"
#include "retract.h"
#include "rules.h"
#include "typed.h"

#define ABSENT CASEFILE_NONE
#define ID_TRIES 1000

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

static bool
override_rules(struct adding *adding, const struct rules_missing *missing,
	       struct fail *why)
{
	struct entry *entry = adding->entry;
	struct rules_view view = batch_view(adding);

	if (!policy_may(entry->policy, view.who, MAY_OVERRIDE))
		return fail_set(why, FAIL_REFUSED,
				"not recorded: %s may not set rules aside; add "
				"--already, if it was done",
				policy_staff_name(entry->policy, view.who));
	for (size_t i = 0; i < missing->count; i++) {
		struct record record;

		if (missing->gate[i] == POLICY_REMIND)
			continue;
		batch_begin(adding, &record, VERB_OVERRIDE);
		record.what = conditions_name(missing->rule[i]);
		record.text = entry->override;
		if (!batch_push(adding, &record, why))
			return false;
	}
	return true;
}

/* What a step comes to in money: its amount, what was offered, the cost. */
static int64_t
amount_at_stake(const struct adding *adding)
{
	const struct policy_remedy *remedy = batch_remedy(adding);
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
	if (rules_is_among(RULE_OVER_AUTHORITY, missing))
		return;
	missing->rule[missing->count] = RULE_OVER_AUTHORITY;
	missing->gate[missing->count++] =
		policy_gate(policy, conditions_name(RULE_OVER_AUTHORITY));
}

/* Whether the plan holds the case back from being erased, for now. */
static bool
is_held(const struct adding *adding, const struct rules_view *view,
	struct fail *why)
{
	const struct record *flag =
		adding->draft->verb == VERB_ERASE
			? erase_held(view->policy, adding->file)
			: NULL;
	struct buffer text = {0};

	if (!flag)
		return false;
	erase_say_held(&text, view->policy, adding->file, flag);
	fail_set(why, FAIL_REFUSED, "not recorded: %s", text.at);
	buffer_release(&text);
	return true;
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
	view = batch_view(adding);
	if (is_held(adding, &view, why))
		return false;
	step.amount = amount_at_stake(adding);
	rules_missing(&missing, &view, &step);
	if (adding->over_cap)
		miss_cap(&missing, entry->policy);
	for (size_t i = 0; i < missing.count; i++) {
		if (missing.gate[i] == POLICY_REMIND) {
			add_name(&skipped, conditions_name(missing.rule[i]));
		} else {
			add_name(&passed, conditions_name(missing.rule[i]));
			held = true;
			role = role || missing.rule[i] == RULE_ROLE;
		}
	}
	if (held && entry->already && !(role && refusal_is_act(step.verb))) {
		record_set(
			record, "out-of-order",
			arena_copy(batch_arena(entry), passed.at, passed.len),
			batch_arena(entry));
		caution_of_passed(entry, passed.at);
	} else if (held && entry->override && !role) {
		judged = override_rules(adding, &missing, why);
	} else if (held) {
		const struct refusal_typed typed = {
			.step = entry->typing,
			.by = batch_by_again(entry),
			.before = entry->steps,
			.before_count = entry->step_count,
			.behind = entry->behind,
			.behind_count = entry->behind_count};

		entry->held = missing;
		refusal_write(&entry->refusal, &missing, &view, &step,
			      entry->tool, &typed);
		judged = fail_set(why, FAIL_REFUSED, "not recorded");
	}
	if (judged && skipped.len > 0)
		record_set(
			record, "skipped",
			arena_copy(batch_arena(entry), skipped.at, skipped.len),
			batch_arena(entry));
	buffer_release(&skipped);
	buffer_release(&passed);
	return judged;
}

static bool add_one(struct adding *adding, struct fail *why);

/* Whether somebody types a choice that stands already, with nothing new but
 * perhaps a time. What another machine recorded is kept as it is. */
static bool
is_chosen_again(const struct adding *adding)
{
	const struct record *record = &adding->record;

	return adding->draft->verb == VERB_ACCEPT && record->what &&
	       adding->draft->at == INSTANT_NONE && !record->text &&
	       !adding->draft->amount &&
	       chain_is_chosen(adding->file, record->what) &&
	       (record->due == INSTANT_NONE ||
		chain_open_promise(adding->file, record->what));
}

/* A new time moves the promise of it; else there is nothing to record. */
static bool
choose_again(struct adding *adding, struct fail *why)
{
	const char *what = adding->record.what;
	const struct casefile_promise *promise =
		chain_open_promise(adding->file, what);
	struct draft renew = *adding->draft;
	struct adding again = *adding;
	const struct record *made;
	struct record_pair *pairs;

	if (adding->record.due == INSTANT_NONE) {
		buffer_format(&adding->entry->warnings,
			      "%s is chosen already; nothing new is "
			      "recorded\n",
			      what);
		return true;
	}
	/* Another may bear its ref. */
	pairs = arena_get(batch_arena(adding->entry),
			  (renew.pair_count + 1) * sizeof(*pairs));
	if (renew.pair_count > 0)
		memcpy(pairs, renew.pairs, renew.pair_count * sizeof(*pairs));
	made = adding->file->events[promise->event].record;
	pairs[renew.pair_count++] = (struct record_pair){
		"of", batch_time_text(adding->entry, made->at, made->offset)};
	renew.pairs = pairs;
	renew.verb = VERB_RENEW;
	renew.what = promise->ref;
	renew.typed = arena_format(batch_arena(adding->entry), "renew %s",
				   promise->ref);
	again.draft = &renew;
	again.refers = ABSENT;
	return add_one(&again, why);
}

/* A gesture that goes with the thanks is given like any other, and counts
 * against what may be (P61); unless it was given since it was closed. */
static bool
give_with_thanks(struct adding *adding, const char *gift, struct fail *why)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	struct draft draft = {.verb = VERB_GIVE,
			      .what = gift,
			      .at = INSTANT_NONE,
			      .due_at = INSTANT_NONE};
	struct adding give = *adding;
	size_t from =
		file->closed == CASEFILE_NONE ? file->since : file->closed;

	if (!gift || !entry->policy || adding->draft->at != INSTANT_NONE ||
	    !facts_is_kind(entry->policy, gift, REMEDY_GESTURE) ||
	    casefile_first(file, VERB_GIVE, gift, from) != CASEFILE_NONE)
		return true;
	draft.typed = arena_format(batch_arena(entry), "thank %s", gift);
	give.draft = &draft;
	give.refers = CASEFILE_NONE;
	return add_one(&give, why);
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
	struct pace_before before;
	struct record pushed;

	batch_begin(adding, record, draft->verb);
	if (draft->verb == VERB_RETRACT)
		retract_place(adding, pair_of(draft, "of"));
	if (!complete_record(adding, why))
		return false;
	if (is_chosen_again(adding))
		return choose_again(adding, why);
	if (!judge(adding, why))
		return false;
	caution_of_event(adding);
	outgoing_caution(adding);
	remedy = batch_remedy(adding);
	if (draft->verb == VERB_OFFER || draft->verb == VERB_PROMISE)
		batch_set_plan(entry, record);
	if (draft->verb == VERB_OFFER && remedy && !record->text)
		record->text = remedy->label;
	pushed = *record;
	before = pace_before(adding);
	if (!batch_push(adding, &pushed, why))
		return false;
	pace_after(adding, &before, pushed.at);
	if (draft->verb == VERB_ACCEPT)
		return chain_promise(adding, &pushed, why);
	if (draft->verb == VERB_GIVE && pushed.what)
		return chain_kept(adding, pushed.what, why);
	if (draft->verb == VERB_THANK)
		return give_with_thanks(adding, pushed.what, why);
	if (draft->verb == VERB_FEEDBACK && entry->policy &&
	    draft->at == INSTANT_NONE)
		return chain_reopen(adding, &pushed, why);
	if (draft->verb == VERB_IN && entry->policy &&
	    entry->policy->promises.customer_reply_cancels)
		return chain_replied(adding, pushed.at, why);
	return true;
}

/* An offer without an object puts all that remedy-pick would print. */
static bool
offer_all(struct adding *adding, struct fail *why)
{
	struct entry *entry = adding->entry;
	struct rules_view view = batch_view(adding);
	struct remedy_choice choice;
	struct draft draft = *adding->draft;
	size_t offered = 0;
	const struct remedy_option *first;

	if (draft.amount || draft.due)
		return fail_set(why, FAIL_USAGE,
				"offer needs a remedy behind it, for the -%c",
				draft.amount ? 'a' : 'd');
	remedy_choose(&choice, &view, batch_arena(entry));
	for (size_t i = 0; i < choice.picked; i++) {
		const struct remedy_option *option = &choice.options[i];
		struct adding one = *adding;

		/* One that was made is judged like any other; and whoever a
		 * complaint is about hears that first. */
		if (option->ask != POLICY_NONE && !entry->already &&
		    !authority_instead(&view)) {
			pace_say_held_back(
				entry, casebook_find(entry->book, adding->id),
				"", option->remedy, option->ask);
			continue;
		}
		draft.what = entry->policy->remedies[option->remedy].id;
		one.draft = &draft;
		one.file = casebook_find(entry->book, adding->id);
		if (!add_one(&one, why))
			return false;
		offered++;
	}
	if (offered > 0)
		return true;
	if (choice.picked == 0)
		return fail_set(why, FAIL_REFUSED,
				"not recorded: no remedy is open for %s; "
				"remedy-pick --why %s says why",
				naming_short(adding->id),
				naming_short(adding->id));
	first = remedy_to_ask_for(&choice);
	return fail_set(why, FAIL_REFUSED,
			"not recorded: all that is open for %s is for others "
			"to grant, as %s: %s approve %s -b %s",
			naming_short(adding->id),
			entry->policy->remedies[first->remedy].id, entry->tool,
			entry->policy->remedies[first->remedy].id,
			entry->policy->staff[first->ask].id);
}

static void
give_back(struct entry *entry, const struct record *there)
{
	entry->records = mem_grow(entry->records, entry->count, &entry->room,
				  sizeof(*entry->records));
	entry->records[entry->count++] = *there;
	entry->repeated = true;
}

/* The key by which what begins a batch may be there already, for its record to
 * be given back: of --once, or typed as -k once=; NULL. What comes in as
 * records is one batch of many retries. */
static const char *
once_of_batch(const struct entry *entry, const struct draft *draft)
{
	if (entry->count > 0)
		return NULL;
	return entry->once        ? entry->once
	       : draft->is_record ? NULL
				  : pair_of(draft, "once");
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

/* An event as it is typed again, in case that it, or a later one of the line,
 * is refused: with its words, where somebody typed them. */
static const char *
typed_again(struct entry *entry, const struct draft *draft)
{
	struct buffer typed = {0};
	const char *copy;

	if (draft->is_record)
		return draft->typed;
	typed_draft(&typed, draft);
	copy = arena_copy(batch_arena(entry), typed.at, typed.len);
	buffer_release(&typed);
	return copy;
}

/* Remember a step that somebody typed. */
static void
note_step(struct entry *entry, const struct draft *draft)
{
	if (draft->is_record)
		return;
	entry->steps = mem_grow(entry->steps, entry->step_count,
				&entry->step_room, sizeof(*entry->steps));
	entry->steps[entry->step_count++] = entry->typing;
}

bool
entry_add(struct entry *entry, const char *id, const struct draft *draft,
	  struct fail *why)
{
	struct adding adding = {.entry = entry,
				.draft = draft,
				.named = draft->is_record ? id : entry->named,
				.refers = ABSENT};
	struct casefile *file = casebook_find(entry->book, id);
	const char *once = pair_of(draft, "once");
	const char *again = once_of_batch(entry, draft);
	uint64_t before;
	size_t there;

	if (entry->repeated)
		return true;
	if (!file)
		return fail_set(why, FAIL_USAGE, "no case '%s'", id);
	file = casebook_living(entry->book, file);
	adding.file = file;
	memcpy(adding.id, file->id, CASEID_SIZE);
	there = again ? once_in(file, again) : ABSENT;
	if (there != ABSENT) {
		give_back(entry, &file->lines[there]);
		return true;
	}
	if ((once && once_in(file, once) != ABSENT) || listed_is_there(&adding))
		return true;
	if (draft->verb == VERB_OPEN)
		return fail_set(why, FAIL_USAGE,
				"a case is opened once; case-new writes a new "
				"one, and point a further point");
	if (draft->verb == VERB_RETRACT &&
	    !retract_check(&adding, pair_of(draft, "of"), why))
		return false;
	entry->typing = typed_again(entry, draft);
	before = caution_triggers(entry->policy, file);
	if (draft->verb == VERB_OFFER && !draft->what && entry->policy
		    ? !offer_all(&adding, why)
		    : !add_one(&adding, why))
		return false;
	listed_note(entry, adding.id, draft);
	note_step(entry, draft);
	if (draft->at == INSTANT_NONE)
		caution_of_triggers(
			entry, casebook_find(entry->book, adding.id), before);
	return true;
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
	const char *again = once_of_batch(entry, draft);
	const struct record *there = NULL;

	if (again)
		there = casebook_once(entry->book, NULL, again);
	if (there)
		give_back(entry, there);
	else if (once)
		there = casebook_once(entry->book, NULL, once);
	if (there) {
		memcpy(opened, there->id, CASEID_SIZE);
		return true;
	}
	if (id)
		memcpy(opened, id, CASEID_SIZE);
	else
		make_id(entry, batch_moment(entry, draft), opened);
	memcpy(adding.id, opened, CASEID_SIZE);
	adding.file = casebook_find(entry->book, opened);
	if (listed_is_there(&adding))
		return true;
	if (adding.file && adding.file->opening)
		return fail_set(why, FAIL_USAGE,
				"a case is opened once, and %s is there",
				opened);
	batch_begin(&adding, &adding.record, VERB_OPEN);
	if (!complete_opening(&adding, why) ||
	    !batch_push(&adding, &adding.record, why))
		return false;
	if (draft->at == INSTANT_NONE)
		caution_of_triggers(entry, adding.file, 0);
	return true;
}

bool
entry_parse_at(const char *text, const struct when_context *context,
	       int64_t *at, struct fail *why)
{
	size_t blank = strspn(text, " ");
	struct when when;

	if (!when_parse_past(text, context, &when, why))
		return false;
	*at = when.at;
	if (when.at <= context->now + ZONE_MINUTE)
		return true;
	/* A time of day alone is today's. */
	return fail_set(
		why, FAIL_USAGE,
		"'%s' is still to come; --at says when it happened%s%s"
		"%s",
		text,
		text[blank + strspn(text + blank, "0123456789:")]
			? ""
			: ": 'yesterday ",
		text[blank + strspn(text + blank, "0123456789:")]
			? ""
			: text + blank,
		text[blank + strspn(text + blank, "0123456789:")] ? "" : "'?");
}

void
entry_end(struct entry *entry)
{
	if (!entry->policy || entry->repeated)
		return;
	outgoing_end(entry);
	caution_of_batch(entry);
}

void
entry_release(struct entry *entry)
{
	free(entry->records);
	free(entry->triggers);
	free(entry->taken);
	free(entry->steps);
	words_free(entry->words);
	buffer_release(&entry->warnings);
	buffer_release(&entry->refusal);
	entry->records = NULL;
	entry->triggers = NULL;
	entry->taken = NULL;
	entry->steps = NULL;
	entry->step_count = entry->step_room = 0;
	entry->words = NULL;
}
