#include "joining.h"

#include <string.h>
#include <unistd.h>

#include "guide.h"
#include "naming.h"
#include "opening.h"
#include "recording.h"
#include "repeat.h"
#include "shop.h"
#include "terminal.h"
#include "text.h"
#include "when.h"

#define WORDS 40 /* columns of what they said then */

/* "The same order as in ... [7qk]. Is it that one? [y/n] ". */
static void
add_question(struct buffer *out, const struct casefile *other,
	     const char *detail, const struct casebook *book,
	     const struct shop *shop)
{
	struct buffer name = {0};
	const char *words = other->opening ? other->opening->text : NULL;

	naming_shortest(&name, book, other->id);
	text_lower(name.at);
	buffer_format(out, "\nThe same %s as in a case that is open, of ",
		      detail);
	when_say_day(out, shop->zone, shop->now, other->opened, false);
	buffer_format(out, " [%s]", name.at);
	if (words) {
		size_t line = strcspn(words, "\n");
		size_t len = text_fit(words, line, WORDS);

		buffer_add_string(out, ": \"");
		text_escape(out, words, len);
		buffer_add_string(out, words[len] ? "...\"" : "\"");
	}
	buffer_add_string(out, "\nIs it that one? [y/n] ");
	buffer_release(&name);
}

/* Find the other one: its id, and what is asked. False: there is none. */
static bool
find(char other[CASEID_SIZE], struct buffer *question, const char *id,
     struct cli *cli, const struct shop *shop)
{
	const struct about about = {.words = &id, .count = 1, .at = shop->now};
	const struct casefile *file, *found = NULL;
	struct casebook book = {0};
	struct journal journal;
	const char *detail;
	struct fail why;

	if (!shop->policy ||
	    !journal_find(&journal, cli->settings.journal, &why))
		return false;
	if (about_load(&book, &journal, false, shop->policy, shop->digits,
		       &about, NULL, NULL, &why) &&
	    (file = casebook_find(&book, id)))
		found = opening_double(shop->policy, &book, file, &detail);
	if (found) {
		memcpy(other, found->id, CASEID_SIZE);
		add_question(question, found, detail, &book, shop);
	}
	casebook_release(&book);
	journal_release(&journal);
	return found != NULL;
}

/* How the joining is typed: "case-log 7qk merge 3f8". */
static void
say_merge(struct recording *recording, const char *other, struct draft *merge)
{
	const struct casebook *book = &recording->book;
	const struct casefile *into = casebook_find(book, other);
	const struct casefile *from = casebook_find(book, merge->what);
	struct arena *arena = &recording->book.arena;

	merge->typed = "merge";
	if (!into || !from)
		return;
	recording->entry.tool = arena_format(arena, "case-log %s",
					     naming_typed(book, into, arena));
	merge->typed = arena_format(arena, "merge %s",
				    naming_typed(book, from, arena));
}

/* A rule holds the joining back; the complaint itself is written down. */
static void
say_apart(const char *refusal)
{
	struct buffer text = {0};

	buffer_format(&text, "not joined: %s", refusal);
	diag_block(text.at);
	buffer_release(&text);
}

static enum exitcode
record(const char *other, const char *id, struct cli *cli,
       const struct shop *shop)
{
	struct draft merge = {.verb = VERB_MERGE,
			      .what = id,
			      .at = INSTANT_NONE,
			      .due_at = INSTANT_NONE};
	struct recording recording;
	struct buffer said = {0};
	struct fail why = {0};
	enum exitcode status;
	struct rules_view view = {shop->policy, NULL, &recording.book,
				  cli->settings.who, shop->now};

	recording_begin(&recording, cli, shop, false);
	say_merge(&recording, other, &merge);
	if (entry_add(&recording.entry, other, &merge, &why)) {
		repeat_mark(&recording.book, shop->policy);
		view.file = casebook_find(&recording.book, other);
		buffer_add_string(&said, "Joined. ");
		guide_standing(&said, &view, shop->policy->shop.zone);
		status = recording_commit(&recording, said.at);
	} else if (recording.entry.refusal.len > 0) {
		say_apart(recording.entry.refusal.at);
		status = EXITCODE_DONE;
	} else {
		status = recording_refuse(&recording, &why);
	}
	recording_end(&recording);
	buffer_release(&said);
	return status;
}

/* Whether they say so; what is neither yes nor no is asked once more. */
static bool
agree(struct prompt *prompt, const char *question)
{
	for (int tries = 0; tries < 2; tries++) {
		const char *answer = prompt_ask(prompt, question, false);
		bool yes;

		if (!answer || !*answer)
			return false;
		if (text_yes_or_no(answer, &yes))
			return yes;
		diag_say("'%s' is neither y nor n", answer);
		question = "Is it that one? [y/n] ";
	}
	return false;
}

enum joined
joining_offer(struct prompt *prompt, const char *id, struct cli *cli,
	      const struct shop *shop, enum exitcode *status)
{
	enum joined joined = JOINING_NONE;
	struct buffer question = {0};
	char other[CASEID_SIZE];

	if (find(other, &question, id, cli, shop)) {
		joined = agree(prompt, question.at) ? JOINING_JOINED
						    : JOINING_APART;
		if (joined == JOINING_JOINED)
			*status = exitcode_worse(*status,
						 record(other, id, cli, shop));
	}
	buffer_release(&question);
	return joined;
}

bool
joining_may_ask(const struct cli *cli)
{
	return !cli->settings.quiet && !cli->settings.dry_run &&
	       terminal_is(STDIN_FILENO) && terminal_is(STDOUT_FILENO) &&
	       diag_is_read_by_a_person();
}

enum exitcode
joining_ask(const char *id, struct cli *cli, const struct shop *shop)
{
	enum exitcode status = EXITCODE_DONE;
	struct prompt prompt;

	if (prompt_begin(&prompt))
		joining_offer(&prompt, id, cli, shop, &status);
	prompt_end(&prompt);
	return status;
}
