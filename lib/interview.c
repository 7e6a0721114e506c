#include "interview.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guide.h"
#include "opening.h"
#include "recording.h"
#include "repeat.h"
#include "settled.h"
#include "text.h"

#define TRIES 3

/* Asking. */

/* One answer without the blanks around it; NULL where they want no more
 * questions. */
static const char *
ask(struct interview *asked, const char *question)
{
	enum lines_got got;
	struct fail why;
	size_t len;
	char *at;

	if (asked->ended)
		return NULL;
	diag_text(question);
	got = lines_next(&asked->input, &at, &len, &why);
	if (got != LINES_LINE) {
		diag_text("\n");
		asked->ended = true;
	}
	if (got != LINES_LINE && got != LINES_TAIL)
		return NULL;
	while (len > 0 && strchr(" \t\r", at[len - 1]))
		len--;
	while (len > 0 && strchr(" \t", *at)) {
		at++;
		len--;
	}
	return arena_copy(&asked->cli->arena, at, len);
}

/* The same for a question that has a blank behind it, not a line of its own. */
static const char *
ask_in_line(struct interview *asked, const char *question)
{
	return ask(asked, arena_format(&asked->cli->arena, "%s ", question));
}

/* What an answer can be: words, and what stands behind each in the list. */
struct choice {
	const char *word, *label;
};

/* One of a list, by its word or its number; NULL where it is passed over. */
static const char *
pick(struct interview *asked, const char *question,
     const struct choice *choices, size_t count)
{
	struct buffer text = {0};
	const char *answer = NULL, *picked = NULL;

	buffer_format(&text, "%s\n", question);
	for (size_t i = 0; i < count; i++) {
		buffer_format(&text, "  %zu  %s", i + 1, choices[i].word);
		if (choices[i].label) {
			buffer_add_string(&text, "  ");
			text_escape(&text, choices[i].label,
				    text_fit(choices[i].label,
					     strlen(choices[i].label), 50));
		}
		buffer_add_char(&text, '\n');
	}
	buffer_add_string(&text, "> ");
	for (int tries = 0; !picked && tries < TRIES; tries++) {
		answer = ask(asked, tries == 0 ? text.at : "> ");
		if (!answer || !*answer)
			break;
		for (size_t i = 0; i < count; i++) {
			const char *number =
				arena_format(&asked->cli->arena, "%zu", i + 1);

			if (text_same(choices[i].word, answer) ||
			    strcmp(number, answer) == 0)
				picked = choices[i].word;
		}
		if (!picked)
			diag_say("'%s' is none of them", answer);
	}
	buffer_release(&text);
	return picked;
}

/* What was answered. */

static void
set(struct interview *asked, const char *key, const char *value)
{
	if (!value || !*value)
		return;
	asked->pairs = mem_grow(asked->pairs, asked->pair_count,
				&asked->pair_room, sizeof(*asked->pairs));
	asked->pairs[asked->pair_count++] = (struct record_pair){key, value};
}

static void
add(struct interview *asked, enum verb verb, const char *what, const char *text)
{
	asked->drafts = mem_grow(asked->drafts, asked->draft_count,
				 &asked->draft_room, sizeof(*asked->drafts));
	asked->drafts[asked->draft_count++] = (struct draft){
		.verb = verb,
		.typed = event_kind(verb)->name,
		.what = what,
		.text = text,
		.at = INSTANT_NONE,
		.due_at = INSTANT_NONE,
	};
}

/* The questions. */

static void
ask_reach(struct interview *asked, const struct casefile *file)
{
	const char *answer;

	if (casefile_detail(file, "phone") || casefile_detail(file, "email"))
		return;
	answer = ask_in_line(asked, "Phone or email?");
	if (answer)
		set(asked, strchr(answer, '@') ? "email" : "phone", answer);
}

/* A field of intake.ask; a point is asked for until there is none left, and
 * then they were heard. */
static void
ask_field(struct interview *asked, const struct policy_ask *row,
	  const struct casefile *file)
{
	const char *answer;

	if (strcmp(row->field, "point") != 0) {
		if (!casefile_detail(file, row->field))
			set(asked, row->field, ask_in_line(asked, row->say));
		return;
	}
	while ((answer = ask_in_line(asked, row->say)) && *answer)
		add(asked, VERB_POINT, NULL, answer);
	if (answer)
		add(asked, VERB_HEARD, NULL, NULL);
}

static void
ask_heart(struct interview *asked, const struct casefile *file)
{
	struct arena *arena = &asked->cli->arena;
	struct choice *points =
		arena_get(arena, (asked->draft_count + 1) * sizeof(*points));
	const char *heart, *words = file->opening->text;
	size_t count = 1;

	for (size_t i = 0; i < asked->draft_count; i++) {
		if (asked->drafts[i].verb == VERB_POINT) {
			points[count] = (struct choice){
				arena_format(arena, "pt%zu", count),
				asked->drafts[i].text};
			count++;
		}
	}
	points[0] = (struct choice){"pt0", words ? words : ""};
	if (count == 1)
		return;
	heart = pick(asked, "Which is the heart of it?", points, count);
	if (heart)
		add(asked, VERB_HEART, heart, NULL);
}

static const char *
ask_kind(struct interview *asked, const struct casefile *file,
	 const struct policy *policy)
{
	struct choice *kinds =
		arena_get(&asked->cli->arena,
			  (policy->category_count + 1) * sizeof(*kinds));
	const char *kind;

	if (file->category)
		return file->category;
	for (size_t i = 0; i < policy->category_count; i++)
		kinds[i] = (struct choice){policy->categories[i].id,
					   policy->categories[i].label};
	kind = pick(asked, "What kind is it?", kinds, policy->category_count);
	set(asked, "category", kind);
	return kind;
}

static void
ask_price(struct interview *asked, const struct casefile *file,
	  const struct cli_shop *shop)
{
	if (casefile_detail(file, "value"))
		return;
	for (int tries = 0; tries < TRIES; tries++) {
		const char *answer = ask_in_line(asked, "What did they pay?");
		struct fail why;
		int64_t paid;

		if (!answer || !*answer)
			return;
		if (money_parse_marked(answer, shop->digits,
				       shop->policy->shop.decimal_mark, &paid,
				       &why)) {
			set(asked, "value", answer);
			return;
		}
		diag_fail(&why);
	}
}

static void
ask_heat(struct interview *asked, const struct casefile *file,
	 const struct policy *policy)
{
	const struct policy_list *levels = &policy->heat.levels;
	struct choice *choices = arena_get(
		&asked->cli->arena, (levels->count + 1) * sizeof(*choices));
	const char *heat;

	if (file->heat)
		return;
	for (size_t i = 0; i < levels->count; i++)
		choices[i] = (struct choice){levels->at[i], NULL};
	heat = pick(asked, "How was it said?", choices, levels->count);
	if (heat)
		add(asked, VERB_HEAT, heat, NULL);
}

/* What puts such a complaint right on the spot. */
static void
ask_settled(struct interview *asked, const char *kind,
	    const struct policy *policy)
{
	int at = kind ? policy_category(policy, kind) : POLICY_NONE;
	const struct policy_category *category;
	struct choice *fixes;

	if (at == POLICY_NONE)
		return;
	category = &policy->categories[at];
	fixes = arena_get(&asked->cli->arena,
			  (category->fix_count + 1) * sizeof(*fixes));
	for (size_t i = 0; i < category->fix_count; i++) {
		const struct policy_remedy *remedy =
			&policy->remedies[category->fixes[i]];

		fixes[i] = (struct choice){remedy->id, remedy->label};
	}
	asked->settled = pick(asked, "Put right already? Enter: not yet.",
			      fixes, category->fix_count);
}

static void
ask_all(struct interview *asked, const struct casefile *file,
	const struct cli_shop *shop)
{
	const struct policy *policy = shop->policy;
	const char *kind;

	ask_reach(asked, file);
	for (size_t i = 0; i < policy->intake.ask_count; i++)
		ask_field(asked, &policy->intake.ask[i], file);
	ask_heart(asked, file);
	kind = ask_kind(asked, file, policy);
	ask_price(asked, file, shop);
	ask_heat(asked, file, policy);
	ask_settled(asked, kind, policy);
}

bool
interview_begin(struct interview *asked, struct cli *cli)
{
	*asked = (struct interview){.cli = cli};
	if (cli->settings.quiet || !cli_is_terminal(STDIN_FILENO) ||
	    !diag_is_read_by_a_person())
		return false;
	lines_init(&asked->input, STDIN_FILENO, -1);
	return true;
}

bool
interview_opening(struct interview *asked, struct complaint *complaint)
{
	const char *line = ask(asked, "What are they saying? In their words; "
				      "an empty line ends.\n> ");

	while (line && *line) {
		if (complaint->words.len > 0)
			buffer_add_char(&complaint->words, '\n');
		buffer_add_string(&complaint->words, line);
		line = ask(asked, "> ");
	}
	if (complaint->words.len == 0)
		return !cli_wrong(asked->cli, "nothing is recorded");
	for (size_t i = 0; i < complaint->pair_count; i++) {
		if (strcmp(complaint->pairs[i].key, "customer") == 0)
			return true;
	}
	line = ask(asked, "Who is it? A name, or what you know. ");
	return complaint_set(complaint, asked->cli, "customer",
			     line ? line : "");
}

static bool
record_answers(struct interview *asked, struct entry *entry, const char *id,
	       struct fail *why)
{
	struct draft amend = {.verb = VERB_AMEND,
			      .typed = "amend",
			      .pairs = asked->pairs,
			      .pair_count = asked->pair_count,
			      .at = INSTANT_NONE,
			      .due_at = INSTANT_NONE};

	if (asked->pair_count > 0 && !entry_add(entry, id, &amend, why))
		return false;
	for (size_t i = 0; i < asked->draft_count; i++) {
		/* What was settled says so once, with the rest of its chain. */
		if (asked->settled && asked->drafts[i].verb == VERB_HEARD)
			continue;
		if (!entry_add(entry, id, &asked->drafts[i], why))
			return false;
	}
	if (!asked->settled)
		return true;
	entry->already = true;
	return settled_add(entry, id, asked->settled, NULL, why);
}

/* The answers into the journal, and what comes next. */
static enum exitcode
record(struct interview *asked, const char *id, const struct cli_shop *shop)
{
	struct recording recording;
	struct buffer said = {0};
	struct fail why = {0};
	enum exitcode status;

	if (!recording_begin(&recording, asked->cli, shop, false) ||
	    record_answers(asked, &recording.entry, id, &why)) {
		struct rules_view view = {
			shop->policy, casebook_find(&recording.book, id),
			&recording.book, asked->cli->settings.who, shop->now};

		repeat_mark(&recording.book, shop->policy);
		buffer_add_char(&said, '\n');
		if (view.file)
			opening_say_next(&said, &view);
		status = recording_commit(&recording, said.at);
		if (recording.entry.count == 0)
			diag_text(said.at);
	} else {
		status = recording_refuse(&recording, &why);
	}
	recording_end(&recording);
	buffer_release(&said);
	return status;
}

enum exitcode
interview_rest(struct interview *asked, const char *id,
	       const struct cli_shop *shop)
{
	struct journal journal;
	struct casebook book = {0};
	const struct casefile *file;
	struct fail why;

	if (!shop->policy ||
	    !journal_find(&journal, asked->cli->settings.journal, &why))
		return EXITCODE_DONE;
	diag_text("\nThe rest can wait. Enter skips a question, Ctrl-D all of "
		  "them.\n");
	if (casebook_load(&book, &journal, false, shop->digits, NULL, NULL,
			  &why) &&
	    (file = casebook_find(&book, id)) && file->opening)
		ask_all(asked, file, shop);
	casebook_release(&book);
	journal_release(&journal);
	return record(asked, id, shop);
}

void
interview_release(struct interview *asked)
{
	lines_release(&asked->input);
	free(asked->drafts);
	free(asked->pairs);
}
