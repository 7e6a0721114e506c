#include "questioning.h"

#include <stdlib.h>
#include <string.h>

#include "asking.h"
#include "entry.h"
#include "erase.h"
#include "naming.h"
#include "prompt.h"
#include "question.h"
#include "recording.h"
#include "shop.h"

#define TRIES 3
#define STEPS 64 /* no way of working has more */

/* The case as it would be after the events before. */
struct trial {
	struct segments *segments;
	struct cli *cli;
	const struct shop *shop;
	struct casebook book;
	struct entry entry;
	struct prompt prompt;
	bool typed;         /* words, not just yes or Enter */
	bool half_typed;    /* and such of the event that is asked about */
	struct buffer half; /* the line that goes on with a half-typed event */
	char id[CASEID_SIZE], named[CASEID_SIZE]; /* and as it was typed */
};

/* How it went on. */
enum told {
	TOLD,    /* the event is added to the trial */
	SKIPPED, /* a step is missing that was asked for, and is not there */
	UNTOLD,  /* an answer is missing */
	WRONG,   /* for the recorder to say */
};

/* One question until it is answered; false where it is not to be. */
static bool
ask(struct trial *trial, const struct asking *asking, struct draft_words *words,
    const struct rules_view *view)
{
	enum asking_answer answer = ASKING_AGAIN;
	struct buffer text = {0};

	for (int tries = 0; answer == ASKING_AGAIN && tries < TRIES; tries++) {
		struct buffer said = {0};
		struct fail why = {0};
		const char *typed;

		buffer_clear(&text);
		question_print(&text, asking, view);
		typed = prompt_ask(&trial->prompt, text.at,
				   asking->what == ASKING_TEXT);
		if (!typed)
			break;
		answer = question_take(
			asking,
			arena_copy(&trial->cli->arena, typed, strlen(typed)),
			words, &trial->shop->when, &trial->cli->arena, &said,
			&why);
		if (asking->what == ASKING_TEXT && *typed)
			trial->typed = trial->half_typed = true;
		if (answer == ASKING_AGAIN)
			diag_fail(&why);
		else if (said.len > 0)
			diag_text(said.at);
		buffer_release(&said);
	}
	buffer_release(&text);
	return answer == ASKING_TAKEN;
}

/* " -m 'Ring them'", for a shell. */
static void
add_option(struct buffer *out, const char *option, const char *value)
{
	if (!value)
		return;
	buffer_format(out, " %s '", option);
	for (; *value; value++) {
		if (*value == '\'')
			buffer_add_string(out, "'\\'");
		buffer_add_char(out, *value);
	}
	buffer_add_char(out, '\'');
}

/* The line to type that has what was typed of an event that is not whole. */
static void
keep_half(struct trial *trial, const struct draft_words *words,
	  const struct casefile *file)
{
	struct buffer *half = &trial->half;

	buffer_format(half, "case-log %s",
		      naming_typed(&trial->book, file, &trial->cli->arena));
	for (size_t i = 0; i < words->count; i++)
		buffer_format(half, " %s", words->words[i]);
	add_option(half, "-m", words->message);
	add_option(half, "-d", words->due);
	for (size_t i = 0; i < words->pair_count; i++) {
		struct buffer pair = {0};

		buffer_format(&pair, "%s=%s", words->pairs[i].key,
			      words->pairs[i].value);
		add_option(half, "-k", pair.at);
		buffer_release(&pair);
	}
}

/* Ask for all that an event lacks; TOLD: it is whole, and *draft is it. */
static enum told
ask_words(struct trial *trial, struct draft_words *words, struct draft *draft)
{
	struct rules_view view = {trial->shop->policy, NULL, &trial->book,
				  trial->cli->settings.who, trial->shop->now};
	struct asking asking;
	struct fail why;

	trial->half_typed = false;
	for (;;) {
		if (words->count == 0 ||
		    !draft_read(draft, words, view.policy, trial->entry.already,
				&trial->book.arena, &why))
			return WRONG;
		view.file = casebook_find(&trial->book, trial->id);
		asking_next(&asking, draft, &view, &trial->book.arena);
		if (asking.what == ASKING_NOTHING)
			return TOLD;
		if (!ask(trial, &asking, words, &view)) {
			if (trial->half_typed)
				keep_half(trial, words, view.file);
			return UNTOLD;
		}
	}
}

/* Whether the plan has all asked for that holds the last event back, and all
 * of it can be. */
static bool
can_ask_first(const struct trial *trial, const struct rules_view *view)
{
	const struct rules_missing *held = &trial->entry.held;
	bool any = false;

	for (size_t i = 0; i < held->count; i++) {
		struct draft_words words;
		struct asking asking;

		if (held->gate[i] == POLICY_REMIND)
			continue;
		if (held->gate[i] != POLICY_ASK ||
		    !asking_step(&asking, &words, held->rule[i], view,
				 &trial->cli->arena))
			return false;
		free(words.words);
		any = true;
	}
	return any;
}

/* What it is about, before the first of these questions (LOOK D). */
static void
say_first(const struct trial *trial, enum verb verb,
	  const struct rules_view *view)
{
	const struct rules_missing *held = &trial->entry.held;
	struct buffer text = {0};
	size_t count = 0;

	for (size_t i = 0; i < held->count; i++)
		count += held->gate[i] == POLICY_ASK;
	if (verb == VERB_CLOSE)
		buffer_format(&text, "Before it is closed, %zu thing%s", count,
			      count == 1 ? " is missing" : "s are missing");
	else if (rules_is_among(RULE_RESTATED, held))
		buffer_format(&text, "First let %s hear it back",
			      naming_customer(view->file));
	else
		buffer_format(&text, "First, before it is put to %s",
			      naming_customer(view->file));
	if (held->line)
		buffer_format(&text, " (%s:%zu)", view->policy->file,
			      held->line);
	buffer_add_string(&text, ". Ctrl-D: nothing is recorded.\n");
	diag_text(text.at);
	buffer_release(&text);
}

/* Put an event before another one. */
static void
insert(struct segments *segments, size_t before,
       const struct draft_words *words)
{
	segments->at = mem_grow(segments->at, segments->count, &segments->room,
				sizeof(*segments->at));
	memmove(segments->at + before + 1, segments->at + before,
		(segments->count - before) * sizeof(*segments->at));
	segments->at[before] = *words;
	segments->count++;
}

/* Ask for the first step that holds an event back; it becomes the event before
 * that one. */
static enum told
ask_first(struct trial *trial, size_t before, const struct rules_view *view)
{
	const struct rules_missing *held = &trial->entry.held;
	struct draft_words words = {0};
	struct asking asking;
	size_t i = 0;

	while (held->gate[i] == POLICY_REMIND)
		i++;
	if (!asking_step(&asking, &words, held->rule[i], view,
			 &trial->cli->arena))
		return WRONG;
	if (!ask(trial, &asking, &words, view)) {
		free(words.words);
		return SKIPPED;
	}
	insert(trial->segments, before, &words);
	buffer_clear(&trial->entry.refusal);
	return TOLD;
}

/* What was promised, and is nobody's to keep once the case is erased; NULL. */
static const char *
dropped_by(struct trial *trial, const struct casefile *file)
{
	struct buffer said = {0};
	const char *dropped = NULL;

	if (erase_say_dropped(&said, file, trial->shop->zone, trial->shop->now))
		dropped = arena_format(&trial->cli->arena,
				       "%s; keep or give first what you can",
				       said.at);
	buffer_release(&said);
	return dropped;
}

/* Words that are gone are not brought back: whether that is meant. customer is
 * what they were called before, and dropped what was promised then. */
static bool
is_erase_meant(struct trial *trial, const char *customer, const char *dropped,
	       const struct rules_view *view)
{
	struct asking asking = {
		.what = ASKING_WHETHER,
		.verb = VERB_ERASE,
		.question = arena_format(&trial->cli->arena,
					 "Erase what is known of %s? Nothing "
					 "brings it back.",
					 customer)};
	struct draft_words none = {0};

	if (dropped)
		diag_say("%s", dropped);
	return ask(trial, &asking, &none, view);
}

/* Ask about the event at *at, and about what the plan wants before it, and
 * before that. *at moves on with the events that come to stand there. */
static enum told
ask_about(struct trial *trial, size_t *at, bool first)
{
	struct rules_view view = {trial->shop->policy, NULL, &trial->book,
				  trial->cli->settings.who, trial->shop->now};
	struct draft draft;
	enum told told = ask_words(trial, &trial->segments->at[*at], &draft);
	size_t begun = trial->entry.count;
	const char *customer, *dropped;
	struct fail why;

	view.file = casebook_find(&trial->book, trial->id);
	customer = arena_format(&trial->cli->arena, "%s",
				naming_customer(view.file));
	dropped = dropped_by(trial, view.file);
	while (told == TOLD) {
		if (entry_add(&trial->entry, trial->id, &draft, &why))
			return draft.verb != VERB_ERASE ||
					       is_erase_meant(trial, customer,
							      dropped, &view)
				       ? TOLD
				       : SKIPPED;
		view.file = casebook_find(&trial->book, trial->id);
		if (why.kind != FAIL_REFUSED || trial->entry.count != begun ||
		    trial->segments->count > STEPS ||
		    !can_ask_first(trial, &view))
			return WRONG;
		if (first)
			say_first(trial, draft.verb, &view);
		first = false;
		told = ask_first(trial, *at, &view);
		if (told == TOLD)
			told = ask_about(trial, at, first);
		begun = trial->entry.count;
		*at += told == TOLD;
	}
	return told;
}

/* Whether the plan may want something before an event, or we a yes. */
static bool
may_be_held(enum verb verb)
{
	return verb == VERB_OFFER || verb == VERB_ACCEPT || verb == VERB_GIVE ||
	       verb == VERB_CLOSE || verb == VERB_ERASE;
}

/* Whether there may be something to ask, as far as the words alone say. */
static bool
may_ask(const struct segments *segments, const struct policy *policy,
	bool already, struct arena *arena)
{
	for (size_t i = 0; i < segments->count; i++) {
		const struct draft_words *words = &segments->at[i];
		struct draft draft;
		struct fail why;

		if (words->count == 0 ||
		    !draft_read(&draft, words, policy, already, arena, &why))
			return false;
		if (asking_may_lack(&draft, policy) || may_be_held(draft.verb))
			return true;
	}
	return false;
}

static bool
load(struct trial *trial, const struct journal *journal, const char *named,
     struct fail *why)
{
	const struct shop *shop = trial->shop;
	struct about about;

	if (!segments_about(trial->segments, &named, shop->now, INSTANT_NONE,
			    &about))
		return casebook_load(&trial->book, journal, false, shop->digits,
				     NULL, NULL, why);
	return about_load(&trial->book, journal, false, shop->policy,
			  shop->digits, &about, NULL, NULL, why);
}

/* False where the journal or the case is not to be had: the recorder says so.
 */
static bool
trial_begin(struct trial *trial, const char *named)
{
	struct journal journal;
	struct naming naming = {0};
	struct fail why;
	bool found = false;

	if (!journal_find(&journal, trial->cli->settings.journal, &why))
		return false;
	if (!journal.input && load(trial, &journal, named, &why)) {
		found = naming_find(&naming, &trial->book, named, &why);
		if (found)
			memcpy(trial->id, naming.fits[0]->id, CASEID_SIZE);
		if (found && naming_id(trial->named, &trial->book, named))
			trial->entry.named = trial->named;
		naming_release(&naming);
	}
	journal_release(&journal);
	return found;
}

/* Say that nothing is recorded, and give back the words that were typed; with
 * which status. */
static void
end_without(struct trial *trial, enum told told)
{
	const struct entry *entry = &trial->entry;
	const char *reason = trial->prompt.stopped ? "stopped"
			     : told == SKIPPED     ? "a step is not there yet"
						   : "an answer is missing";
	struct buffer lines = {0};
	struct fail why;

	if (trial->typed && entry->count > 0) {
		for (size_t i = 0; i < entry->count; i++)
			record_encode(&lines, &entry->records[i]);
		fail_set(&why, FAIL_USAGE, "%s", reason);
		recording_hand_back(&why, lines.at, lines.len);
		buffer_release(&lines);
		if (trial->half.len > 0)
			diag_say("and after that: %s", trial->half.at);
	} else if (trial->half.len > 0) {
		diag_say("not recorded: %s; to go on: %s", reason,
			 trial->half.at);
	} else {
		diag_say("nothing is recorded");
	}
	trial->cli->status = told == SKIPPED ? EXITCODE_NO : EXITCODE_USAGE;
}

bool
questioning_run(struct segments *segments, const char *named, bool already,
		const char *override, struct cli *cli, const struct shop *shop)
{
	struct trial trial = {.segments = segments, .cli = cli, .shop = shop};
	enum told told = TOLD;

	if (cli->settings.quiet || !shop->policy || segments->count == 0 ||
	    segments->has_input ||
	    !may_ask(segments, shop->policy, already, &cli->arena) ||
	    !prompt_begin(&trial.prompt))
		return true;
	trial.entry = (struct entry){
		.policy = shop->policy,
		.book = &trial.book,
		.who = cli->settings.who,
		.when = &shop->when,
		.digits = shop->digits,
		.at = INSTANT_NONE,
		.already = already,
		.override = override,
		.tool = "",
	};
	if (trial_begin(&trial, named)) {
		for (size_t i = 0; told == TOLD && i < segments->count; i++)
			told = ask_about(&trial, &i, true);
	}
	told = told == WRONG ? TOLD : told;
	if (told != TOLD)
		end_without(&trial, told);
	prompt_end(&trial.prompt);
	buffer_release(&trial.half);
	entry_release(&trial.entry);
	casebook_release(&trial.book);
	prompt_die(&trial.prompt);
	return told == TOLD;
}
