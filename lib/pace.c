#include "pace.h"

#include <string.h>

#include "authority.h"
#include "erase.h"
#include "facts.h"
#include "naming.h"
#include "remedy.h"
#include "severity.h"
#include "text.h"

#define ABSENT CASEFILE_NONE
#define HASTE (15 * ZONE_MINUTE) /* too short to have heard somebody out */
#define LONG_BEFORE (7 * 24 * ZONE_HOUR) /* nobody writes one down so late */

/* Closed as soon as it was opened, with nobody asked whether there is more.
 * What was settled on the spot was heard, and says so. */
static void
look_at_haste(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	size_t heard = casefile_last(file, VERB_HEARD, NULL, file->since);
	size_t point = casefile_last(file, VERB_POINT, NULL, file->since);
	int64_t open = batch_moment(entry, adding->draft) - file->opened;

	if (entry->already || !file->opening || file->since > 0 || open < 0 ||
	    open >= HASTE ||
	    (heard != ABSENT && (point == ABSENT || heard > point)))
		return;
	buffer_format(&entry->warnings,
		      "closed within minutes, and nobody asked whether there "
		      "is anything else: %s reopen, if there is\n",
		      entry->tool);
}

/* What they answered is not what it is closed with (P60). */
static void
look_at_outcome(struct adding *adding)
{
	struct entry *entry = adding->entry;
	struct rules_view view = batch_view(adding);
	const char *outcome = adding->record.what;
	const char *low = view.policy ? facts_low_answer(&view) : NULL;

	if (!low || !outcome || !policy_is_content(view.policy, outcome))
		return;
	buffer_format(
		&entry->warnings,
		"they answered %s, which is not %s: %s close %s, if that is "
		"how they left; and reopen, if there is more to put "
		"right\n",
		low, outcome, entry->tool, policy_unhappy_outcome(view.policy));
}

static void
look_at_close(struct adding *adding)
{
	look_at_haste(adding);
	look_at_outcome(adding);
}

/* The plan before a word of understanding, or of regret; but where it is urgent
 * what to do comes first. */
static void
look_at_order(struct adding *adding)
{
	struct rules_view view = batch_view(adding);
	const char *what = adding->record.what;

	if (!what || strcmp(what, "plan") != 0 || !view.policy ||
	    severity_of(view.policy, view.file) + 1 >=
		    (int)view.policy->severity.levels.count ||
	    (facts_has(&view, VERB_EMPATHY, NULL) &&
	     facts_has(&view, VERB_APOLOGY, NULL)))
		return;
	buffer_add_string(
		&adding->entry->warnings,
		"first that you understand, then that you are sorry, then "
		"the plan: empathy + apology + tell plan\n");
}

/* That somebody is sorry before they said that they understand (P54). */
static void
look_at_empathy(struct adding *adding)
{
	struct rules_view view = batch_view(adding);

	if (facts_has(&view, VERB_APOLOGY, NULL) &&
	    !facts_has(&view, VERB_EMPATHY, NULL))
		buffer_add_string(
			&adding->entry->warnings,
			"that you understand comes before that you are sorry: "
			"empathy + apology\n");
}

/* Whether what they said begins with a no. */
static bool
is_no(const char *said)
{
	struct buffer word = {0};
	bool yes = true, is;

	said += strspn(said, " \t\n");
	buffer_add(&word, said, strcspn(said, " \t\n,.;:!-"));
	is = (text_yes_or_no(buffer_string(&word), &yes) && !yes) ||
	     text_same(buffer_string(&word), "not");
	buffer_release(&word);
	return is;
}

/* Whether a step of after-care that asks them something was answered so. */
static bool
is_answered_no(const struct adding *adding)
{
	const struct policy *policy = adding->entry->policy;
	const struct record *record = &adding->record;
	int step = policy && record->what ? policy_step(policy, record->what)
					  : POLICY_NONE;

	return adding->draft->verb == VERB_FOLLOW_UP && step != POLICY_NONE &&
	       policy->steps[step].ask && record->text && is_no(record->text);
}

/* What is said or done on a closed case opens nothing again, and so is lost
 * from sight (P33, P36). */
static void
look_at_sealed(struct adding *adding)
{
	static const enum verb opening[] = {
		VERB_POINT,  VERB_HEARD, VERB_RESTATE, VERB_IN,   VERB_OFFER,
		VERB_ACCEPT, VERB_WISH,  VERB_CANNOT,  VERB_WAIT, VERB_ESCALATE,
	};
	bool more = is_answered_no(adding);

	for (size_t i = 0; i < sizeof(opening) / sizeof(*opening); i++)
		more = more || adding->draft->verb == opening[i];
	if (more && adding->file->closed != ABSENT)
		buffer_format(&adding->entry->warnings,
			      "it is closed, and stays so: %s reopen, if there "
			      "is more to put right\n",
			      adding->entry->tool);
}

/* Whoever is given a case, with those that are theirs and open. */
static void
look_at_load(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct policy *policy = entry->policy;
	const char *who = adding->record.what;
	const struct casefile *file = adding->file;
	size_t open;
	int most;

	if (!policy || !who)
		return;
	most = policy->roles[policy_role_of(policy, who)].cases_at_most;
	if (most == 0)
		return;
	open = casebook_owned(entry->book, who);
	if (!file || !file->owner || !policy_same_staff(file->owner, who) ||
	    !casefile_is_open(file))
		open++;
	if (open > (size_t)most)
		buffer_format(
			&entry->warnings,
			"%s has %zu open cases with this one, and the plan "
			"says %d at most (%s:%zu)\n",
			policy_staff_name(policy, who), open, most,
			policy->file,
			policy->roles[policy_role_of(policy, who)].line);
}

/* Whether a remedy puts the problem right, and is not just lent until another
 * does. */
static bool
settles(const struct policy *policy, const char *what)
{
	int at = what ? policy_remedy(policy, what) : POLICY_NONE;

	return at != POLICY_NONE && facts_is_fix(policy, what) &&
	       !policy->remedies[at].lasts_until_fix_done;
}

/* Whether the batch has them choose a remedy: who types two choices at once
 * means both. */
static bool
is_chosen_with_it(const struct adding *adding, const char *remedy)
{
	const struct entry *entry = adding->entry;

	for (size_t i = 0; i < entry->count; i++) {
		const struct record *record = &entry->records[i];

		if (strcmp(record->id, adding->id) == 0 &&
		    strcmp(record->event, "accept") == 0 && record->what &&
		    strcmp(record->what, remedy) == 0)
			return true;
	}
	return false;
}

/* A fix that is offered or chosen, of which somebody wrote down that it cannot
 * be done (P10). */
static void
look_at_cannot(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const char *what = adding->record.what;
	size_t at = ABSENT;

	const char *who;

	if (!entry->policy || !facts_is_fix(entry->policy, what))
		return;
	at = casefile_last(file, VERB_CANNOT, what, file->since);
	if (at == ABSENT)
		at = casefile_last(file, VERB_CANNOT, "all", file->since);
	if (at == ABSENT ||
	    casefile_first(file, VERB_OFFER, what, at) != ABSENT)
		return;
	who = file->events[at].record->who;
	buffer_format(&entry->warnings, "%s cannot be done, wrote %s down ",
		      what,
		      who ? policy_staff_name(entry->policy, who) : "somebody");
	when_say_near(&entry->warnings, entry->policy->shop.zone,
		      entry->when->now, file->events[at].record->at);
	buffer_add_char(&entry->warnings, '\n');
}

/* A second fix beside one that they chose and did not take back: perhaps they
 * want both, perhaps this one in its place. */
static void
look_at_choice(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const char *what = adding->record.what, *before = NULL;
	int64_t chosen = INSTANT_NONE;

	look_at_cannot(adding);
	if (!entry->policy || !settles(entry->policy, what))
		return;
	for (size_t i = casefile_chosen(file, file->since); i != ABSENT;
	     i = casefile_chosen(file, i + 1)) {
		const struct record *record = file->events[i].record;

		if (settles(entry->policy, record->what) &&
		    strcmp(record->what, what) != 0 &&
		    !facts_is_excused(file, record->what, i) &&
		    !is_chosen_with_it(adding, record->what)) {
			before = record->what;
			chosen = record->at;
		}
	}
	if (!before)
		return;
	buffer_format(&entry->warnings, "%s was chosen ", before);
	when_say_near(&entry->warnings, entry->policy->shop.zone,
		      entry->when->now, chosen);
	if (casefile_first(file, VERB_GIVE, before, file->since) == ABSENT)
		buffer_format(&entry->warnings,
			      ": both are owed now; if they want %s in its "
			      "place, %s decline %s\n",
			      what, entry->tool, before);
	else
		buffer_format(&entry->warnings,
			      " and given: %s comes on top of it; if not, %s "
			      "decline %s\n",
			      what, entry->tool, what);
}

/* The end of a waiting that nobody began. */
static void
look_at_resume(struct adding *adding)
{
	if (adding->file->waiting == ABSENT)
		buffer_add_string(&adding->entry->warnings,
				  "nothing was waited for\n");
}

/* A task that says nothing teaches nothing, and nobody can do it; nor does a
 * none without its reason (P24). */
static void
look_at_prevent(struct adding *adding)
{
	const struct record *record = &adding->record;

	if (strcmp(record->what, "none") == 0 && record->due != INSTANT_NONE)
		buffer_add_string(&adding->entry->warnings,
				  "where nothing is to be done, nothing comes "
				  "due: the time counts for nothing\n");
	if (record->text)
		return;
	buffer_format(&adding->entry->warnings,
		      strcmp(record->what, "none") == 0
			      ? "nothing says why it cannot be kept from "
				"happening again: %s prevent none WHY\n"
			      : "nothing says what is to be done: %s prevent "
				"WORDS\n",
		      adding->entry->tool);
}

/* What is said of somebody who is erased is known of them again; what was said
 * is in the file still, for a recorder changes none of its lines; and what was
 * promised nobody is left to keep it for (P36). */
static void
look_at_erased(struct adding *adding)
{
	struct entry *entry = adding->entry;
	bool erase = adding->draft->verb == VERB_ERASE;

	if (erase && erase_say_dropped(&entry->warnings, adding->file,
				       entry->when->zone, entry->when->now))
		buffer_add_char(&entry->warnings, '\n');
	if (erase)
		buffer_add_string(&entry->warnings,
				  "their words are in no list any more, "
				  "and still in the file: case-erase --pending "
				  "takes them out\n");
	else if (adding->file->erased && entry->count == 0)
		buffer_add_string(&entry->warnings,
				  "this case was erased: what is written down "
				  "on it stays; a new complaint is one of its "
				  "own: case-new\n");
}

/* A time of --at long before the complaint itself: most likely another month or
 * year than was meant. What was said some days before may well be written down
 * after it. */
static void
look_at_moment(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	int64_t at = batch_moment(entry, adding->draft);

	if (entry->at == INSTANT_NONE || entry->count > 0 || !file->opening ||
	    at > file->opened - LONG_BEFORE)
		return;
	buffer_add_string(&entry->warnings,
			  "that is long before they complained, on ");
	when_say_day(&entry->warnings, entry->when->zone, entry->when->now,
		     file->opened, true);
	buffer_format(&entry->warnings, ": case-log --undo %s takes it back\n",
		      naming_typed(entry->book, file, batch_arena(entry)));
}

/* With --already a word that is none of the plan's is taken for what it says,
 * and counts for nothing but itself. */
static void
look_at_word(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct draft *draft = adding->draft;
	struct fail none = {0};

	if (!draft->is_unlisted || !draft->what)
		return;
	draft_no_such_object(draft->verb, draft->what, entry->policy,
			     batch_arena(entry), &none);
	buffer_format(&entry->warnings, "%s; recorded as it is\n", none.text);
}

void
pace_of_event(struct adding *adding)
{
	look_at_word(adding);
	look_at_moment(adding);
	if (batch_is_dated(adding->entry, adding->draft))
		return;
	look_at_erased(adding);
	look_at_sealed(adding);
	if (adding->draft->verb == VERB_CLOSE)
		look_at_close(adding);
	else if (adding->draft->verb == VERB_OFFER)
		look_at_cannot(adding);
	else if (adding->draft->verb == VERB_ACCEPT)
		look_at_choice(adding);
	else if (adding->draft->verb == VERB_TELL)
		look_at_order(adding);
	else if (adding->draft->verb == VERB_EMPATHY)
		look_at_empathy(adding);
	else if (adding->draft->verb == VERB_ASSIGN)
		look_at_load(adding);
	else if (adding->draft->verb == VERB_RESUME)
		look_at_resume(adding);
	else if (adding->draft->verb == VERB_PREVENT)
		look_at_prevent(adding);
}

/* Whether an event has a fix come up that none since the last reopen had yet:
 * an offer, or a choice of what was never offered. */
static bool
is_new_option(const struct policy *policy, const struct casefile *file,
	      size_t event)
{
	enum verb verb = file->events[event].verb;
	const char *what = file->events[event].record->what;

	return (verb == VERB_OFFER || verb == VERB_ACCEPT) &&
	       facts_is_fix(policy, what) &&
	       casefile_first(file, VERB_OFFER, what, event + 1) == ABSENT &&
	       casefile_first(file, VERB_ACCEPT, what, event + 1) == ABSENT;
}

/* The remedies that they had to choose from since then, and no gestures. */
static size_t
count_options(const struct policy *policy, const struct casefile *file)
{
	size_t count = 0;

	for (size_t i = file->since; i < file->event_count; i++)
		count += is_new_option(policy, file, i);
	return count;
}

bool
pace_has_reason(const struct casefile *file)
{
	size_t said = casefile_last(file, VERB_RESTATE, NULL, file->since);
	size_t from = said == ABSENT ? file->since : said;

	return casefile_first(file, VERB_CANNOT, NULL, from) != ABSENT ||
	       casefile_first(file, VERB_NOTE, NULL, from) != ABSENT;
}

/* What they wish for, where it is no gesture and nobody answered it or put it
 * to them: left off what is offered, it wants a reason (P27). NULL. */
static const char *
wish_left_off(const struct policy *policy, const struct casefile *file)
{
	const char *wish = casefile_detail(file, "wish");

	if (!wish || !policy->rules.customer_wish_first ||
	    policy_remedy(policy, wish) == POLICY_NONE ||
	    !facts_is_fix(policy, wish) || pace_has_reason(file) ||
	    casefile_last(file, VERB_OFFER, wish, file->since) != ABSENT ||
	    casefile_last(file, VERB_ACCEPT, NULL, file->since) != ABSENT ||
	    casefile_last(file, VERB_WISH, "declined", file->since) != ABSENT)
		return NULL;
	return wish;
}

/* Whether it is with this event that a fix is put to them before they chose
 * another: an offer, or the choice of what was never offered. */
static bool
is_put_to_them(const struct policy *policy, const struct casefile *file,
	       const struct record *record)
{
	size_t chosen = casefile_first(file, VERB_ACCEPT, NULL, file->since);

	if (strcmp(record->event, "offer") == 0)
		return chosen == ABSENT;
	return chosen != ABSENT &&
	       casefile_first(file, VERB_ACCEPT, NULL, chosen + 1) == ABSENT &&
	       facts_is_fix(policy, record->what) &&
	       casefile_last(file, VERB_OFFER, record->what, file->since) ==
		       ABSENT;
}

/* One option alone wants a reason (P09). */
static void
look_at_options(struct entry *entry, const struct casefile *file,
		const struct record *record)
{
	const struct policy *policy = entry->policy;
	size_t options = count_options(policy, file);

	if (options == 0 || options >= (size_t)policy->rules.options_shown ||
	    pace_has_reason(file) || !is_put_to_them(policy, file, record))
		return;
	buffer_format(&entry->warnings,
		      "%zu option%s is no choice, and the plan shows "
		      "%d at least (%s); say why: case-log %s note REASON\n",
		      options, options == 1 ? "" : "s",
		      policy->rules.options_shown,
		      policy_place(policy, policy->rules.options_line),
		      naming_typed(entry->book, file, batch_arena(entry)));
}

void
pace_say_held_back(struct entry *entry, const struct casefile *file,
		   const char *note, int remedy, int grantor)
{
	const char *id = entry->policy->remedies[remedy].id;
	const struct policy_staff *one = &entry->policy->staff[grantor];
	struct buffer line = {0};

	buffer_format(&line, "case-log %s approve %s -b %s\n",
		      naming_typed(entry->book, file, batch_arena(entry)), id,
		      one->id);
	if (!strstr(buffer_string(&entry->warnings), line.at))
		buffer_format(&entry->warnings,
			      "%s is%s not offered before %s grants it: %s", id,
			      note, one->name, line.at);
	buffer_release(&line);
}

/* What they wish for, and is not offered: somebody else has to grant it, or it
 * wants a reason. */
static void
look_at_wish(struct entry *entry, const struct casefile *file, const char *who)
{
	const struct policy *policy = entry->policy;
	const char *wish = wish_left_off(policy, file);
	const struct rules_view view = {policy, file, entry->book, who,
					entry->when->now};
	struct rules_step offer = {VERB_OFFER, wish, MONEY_NONE};
	int remedy, grantor = POLICY_NONE;

	if (!wish)
		return;
	remedy = policy_remedy(policy, wish);
	offer.amount = remedy_cost(&policy->remedies[remedy], file);
	if (!authority_is_enough(&view, &offer))
		grantor = authority_grantor(&view, &offer);
	if (grantor != POLICY_NONE)
		pace_say_held_back(entry, file, " what they wish for, and is",
				   remedy, grantor);
	else
		buffer_format(
			&entry->warnings,
			"%s is what they wish for, and is not offered; say "
			"why: case-log %s wish declined REASON\n",
			wish,
			naming_typed(entry->book, file, batch_arena(entry)));
}

void
pace_of_batch(struct entry *entry)
{
	const struct policy *policy = entry->policy;

	if (!policy || entry->already || entry->override)
		return;
	for (size_t i = entry->count; i-- > 0;) {
		const struct record *record = &entry->records[i];
		const struct casefile *file;

		if (strcmp(record->event, "offer") != 0 &&
		    strcmp(record->event, "accept") != 0)
			continue;
		file = casebook_find(entry->book, record->id);
		if (!file)
			return;
		look_at_options(entry, file, record);
		look_at_wish(entry, file, record->who);
		return;
	}
}

/* What the event follows on: the choice of what is given, the making of a
 * promise; ABSENT. */
static size_t
followed_by(const struct adding *adding)
{
	const struct casefile *file = adding->file;
	const struct casefile_promise *promise;
	size_t accept;

	switch (adding->draft->verb) {
	case VERB_GIVE:
		accept = casefile_last(file, VERB_ACCEPT, adding->record.what,
				       file->since);
		return accept == ABSENT || casefile_is_withdrawn(file, accept)
			       ? ABSENT
			       : accept;
	case VERB_KEPT:
	case VERB_RENEW:
	case VERB_BROKEN:
		promise = casefile_promise_of(file, adding->refers);
		return promise ? promise->event : ABSENT;
	default:
		return ABSENT;
	}
}

/* Whether a merge joins two of which one is open at least. */
static bool
joins_open(const struct adding *adding)
{
	const struct casefile *other =
		adding->draft->verb == VERB_MERGE && adding->record.what
			? casebook_find(adding->entry->book,
					adding->record.what)
			: NULL;

	return other &&
	       (casefile_is_open(adding->file) || casefile_is_open(other));
}

struct pace_before
pace_before(const struct adding *adding)
{
	size_t event = followed_by(adding);

	return (struct pace_before){
		event == ABSENT ? INSTANT_NONE
				: adding->file->events[event].record->at,
		joins_open(adding)};
}

/* A time of --at before what the event follows on: most likely another hour or
 * day than was meant. What was given before it was chosen is owed still. */
static void
say_before(struct adding *adding, int64_t follows)
{
	struct entry *entry = adding->entry;
	bool gift = adding->draft->verb == VERB_GIVE;

	buffer_format(&entry->warnings, "that is before it was %s, ",
		      gift ? "chosen" : "promised");
	when_say(&entry->warnings, entry->when->zone, entry->when->now,
		 follows);
	buffer_format(
		&entry->warnings, "%s: case-log --undo %s takes it back\n",
		gift ? ", so that it is owed still" : "",
		naming_typed(entry->book, adding->file, batch_arena(entry)));
}

void
pace_after(struct adding *adding, const struct pace_before *before, int64_t at)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;

	if (before->follows != INSTANT_NONE && at < before->follows &&
	    entry->at != INSTANT_NONE)
		say_before(adding, before->follows);
	if (before->joins_open && !casefile_is_open(file) && !file->erased)
		buffer_format(
			&entry->warnings,
			"one of the two was closed, so that both are "
			"now; if it is not over: case-log %s reopen WORDS\n",
			naming_typed(entry->book, file, batch_arena(entry)));
}
