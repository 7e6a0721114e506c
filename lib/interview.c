#include "interview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "about.h"
#include "guide.h"
#include "joining.h"
#include "naming.h"
#include "opening.h"
#include "person.h"
#include "recording.h"
#include "repeat.h"
#include "settled.h"
#include "shop.h"
#include "text.h"
#include "whose.h"

#define TRIES 3

/* Asking. */

/* One answer without the blanks around it; NULL where they want no more
 * questions. */
static const char *
ask(struct interview *asked, const char *question)
{
	const char *answer = prompt_ask(&asked->prompt, question, false);

	return answer ? arena_copy(&asked->cli->arena, answer, strlen(answer))
		      : NULL;
}

/* The same for a question that has a blank behind it, not a line of its own. */
static const char *
ask_in_line(struct interview *asked, const char *question)
{
	return ask(asked, arena_format(&asked->cli->arena, "%s ", question));
}

/* What an answer can be: the word that is recorded, what is shown for it (NULL:
 * the word), and what else it is called (NULL: nothing). */
struct choice {
	const char *word, *label, *called;
};

/* The choices of a question, and how they are shown. */
struct list {
	const char *question, *ending; /* before them, and after if in_line */
	const struct choice *choices;
	size_t count;
	bool in_line; /* behind the question; else numbered, a grid below it */
};

#define GRID_COLUMNS 78
#define GRID_ROW 20 /* columns of a number and a word, at least */

static const char *
label_of(const struct choice *choice)
{
	return choice->label ? choice->label : choice->word;
}

/* Numbered, column by column, as many as fit side by side. */
static void
print_grid(struct buffer *text, const struct list *list)
{
	size_t width = GRID_ROW, window = diag_columns(), columns, rows;

	window = window > GRID_ROW && window < GRID_COLUMNS ? window
							    : GRID_COLUMNS;
	for (size_t i = 0; i < list->count; i++) {
		const char *label = label_of(&list->choices[i]);
		size_t wide = text_width(label, strlen(label)) + 7;

		width = wide > width ? wide : width;
	}
	columns = window / width > 0 ? window / width : 1;
	rows = (list->count + columns - 1) / columns;
	for (size_t row = 0; row < rows; row++) {
		size_t due = 0; /* blanks before the next */

		for (size_t i = row; i < list->count; i += rows) {
			const char *label = label_of(&list->choices[i]);
			size_t len = strlen(label), begin;
			bool cut = text_width(label, len) > window - 6;

			buffer_format(text, "%*s", (int)due, "");
			begin = text->len;
			buffer_format(text, "  %2zu  ", i + 1);
			if (cut)
				len = text_fit(label, len, window - 9);
			text_escape(text, label, len);
			buffer_add_string(text, cut ? "..." : "");
			due = width -
			      text_width(text->at + begin, text->len - begin);
			due = due > width ? 0 : due;
		}
		buffer_add_char(text, '\n');
	}
}

/* Folded: "Del" begins "delivery". */
static bool
begins_name(const char *name, const char *answer)
{
	struct buffer whole = {0}, begun = {0};
	bool begins;

	text_fold(&whole, name, strlen(name));
	text_fold(&begun, answer, strlen(answer));
	begins = strncmp(buffer_string(&whole), buffer_string(&begun),
			 begun.len) == 0;
	buffer_release(&whole);
	buffer_release(&begun);
	return begins;
}

/* What may be typed of a choice: first its word, then what else names it. */
static const char *
name_of(const struct choice *choice, size_t at)
{
	const char *const names[] = {choice->word, choice->label,
				     choice->called};

	return names[at];
}

#define NAMES 3

/* The choice that an answer means: a name of it, the beginning of one that no
 * other choice has, or its number; NULL. */
static const char *
meant(const struct list *list, const char *answer)
{
	for (size_t i = 0; i < list->count; i++) {
		char number[24];

		snprintf(number, sizeof(number), "%zu", i + 1);
		if (strcmp(number, answer) == 0)
			return list->choices[i].word;
	}
	for (size_t at = 0; at < 2 * NAMES; at++) {
		const char *found = NULL;
		size_t count = 0;

		for (size_t i = 0; i < list->count; i++) {
			const struct choice *choice = &list->choices[i];
			const char *name = name_of(choice, at % NAMES);

			if (!name || (at < NAMES ? !text_same(name, answer)
						 : !begins_name(name, answer)))
				continue;
			found = choice->word;
			count++;
		}
		if (count > 0)
			return count == 1 || at < NAMES ? found : NULL;
	}
	return NULL;
}

/* One of a list; NULL where it is passed over. */
static const char *
pick(struct interview *asked, const struct list *list)
{
	struct buffer text = {0};
	const char *answer = NULL, *picked = NULL;

	buffer_add_string(&text, list->question);
	if (list->in_line) {
		for (size_t i = 0; i < list->count; i++)
			buffer_format(&text, "%s %s", i > 0 ? "," : "",
				      list->choices[i].word);
		buffer_format(&text, "%s ", list->ending);
	} else {
		buffer_add_char(&text, '\n');
		print_grid(&text, list);
		buffer_add_string(&text, "> ");
	}
	for (int tries = 0; !picked && tries < TRIES; tries++) {
		answer = ask(asked, tries == 0 ? text.at : "> ");
		if (!answer || !*answer)
			break;
		picked = meant(list, answer);
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

#define BETWEEN " ,;/\t" /* between an address and a number */

static bool
is_phone(const char *answer)
{
	size_t digits = 0;

	for (const char *at = answer; *at; at++)
		digits += *at >= '0' && *at <= '9';
	/* A shorter number is no name of theirs, either. */
	return digits >= PERSON_PHONE_LEAST &&
	       !answer[strspn(answer, "0123456789+-/.() ")];
}

/* Whether what is known of them is how to reach them; NULL: it is a name, or
 * what they are like. */
static const char *
reach_of(const char *answer)
{
	if (strchr(answer, '@') && !strchr(answer, ' '))
		return "email";
	return is_phone(answer) ? "phone" : NULL;
}

/* An e-mail address, a phone number, or both: "ana@example.org, 600 111 222".
 */
static void
set_reach(struct interview *asked, const char *answer)
{
	struct arena *arena = &asked->cli->arena;
	const char *at = strchr(answer, '@'), *begin = at, *end = at;
	char *phone;

	if (!at) {
		set(asked, "phone", answer);
		return;
	}
	while (begin > answer && !strchr(BETWEEN, begin[-1]))
		begin--;
	end += strcspn(at, BETWEEN);
	phone = begin > answer
			? arena_copy(arena, answer, (size_t)(begin - answer))
			: arena_copy(arena, end, strlen(end));
	phone += strspn(phone, BETWEEN);
	for (size_t len = strlen(phone);
	     len > 0 && strchr(BETWEEN, phone[len - 1]); len--)
		phone[len - 1] = '\0';
	if ((begin > answer && *end) || !is_phone(phone)) {
		set(asked, "email", answer);
		return;
	}
	set(asked, "email", arena_copy(arena, begin, (size_t)(end - begin)));
	set(asked, "phone", phone);
}

/* How to reach them, and what they are called: who gave the one at first is
 * asked for the other. */
static void
ask_reach(struct interview *asked, const struct casefile *file,
	  const struct shop *shop)
{
	const char *answer;

	(void)shop;
	if (casefile_detail(file, "phone") || casefile_detail(file, "email")) {
		if (!casefile_detail(file, "customer"))
			set(asked, "customer",
			    ask_in_line(asked, "What is their name?"));
		return;
	}
	answer = ask_in_line(asked, "Phone or email?");
	if (answer)
		set_reach(asked, answer);
}

/* Whether they said that there is nothing more, where Enter would do. */
static bool
is_nothing_more(const char *answer)
{
	static const char *const said[] = {
		"n",          "no",           "nope",        "none",
		"nothing",    "nothing else", "no, nothing", "no thanks",
		"no, thanks", "that is all"};
	size_t len = strlen(answer);
	struct buffer bare = {0};
	bool is = false;

	while (len > 0 && strchr(".! ", answer[len - 1]))
		len--;
	buffer_add(&bare, answer, len);
	for (size_t i = 0; i < sizeof(said) / sizeof(*said) && !is; i++)
		is = text_same(buffer_string(&bare), said[i]);
	buffer_release(&bare);
	return is;
}

/* An amount, asked for until it is one. */
static void
ask_amount(struct interview *asked, const char *key, const char *question,
	   const struct shop *shop)
{
	for (int tries = 0; tries < TRIES; tries++) {
		const char *answer = ask_in_line(asked, question);
		struct fail why;
		int64_t amount;

		if (!answer || !*answer)
			return;
		if (money_parse_marked(answer, shop->digits,
				       shop->policy->shop.decimal_mark, &amount,
				       &why)) {
			set(asked, key, answer);
			return;
		}
		diag_fail(&why);
	}
}

/* Whether one of the answers is of a key. */
static bool
has_said(const struct interview *asked, const char *key)
{
	bool has = false;

	for (size_t i = 0; i < asked->pair_count && !has; i++)
		has = strcmp(asked->pairs[i].key, key) == 0;
	return has;
}

static void
ask_price(struct interview *asked, const struct casefile *file,
	  const struct shop *shop)
{
	if (!casefile_detail(file, "value") && !has_said(asked, "value"))
		ask_amount(asked, "value", "What did they pay?", shop);
}

/* A field of intake.ask; a point is asked for until there is none left, and
 * then they were heard. */
static void
ask_field(struct interview *asked, const struct policy_ask *row,
	  const struct casefile *file, const struct shop *shop)
{
	const char *answer;

	if (strcmp(row->field, "point") != 0) {
		if (casefile_detail(file, row->field))
			return;
		if (record_is_money(row->field))
			ask_amount(asked, row->field, row->say, shop);
		else
			set(asked, row->field, ask_in_line(asked, row->say));
		return;
	}
	while ((answer = ask_in_line(asked, row->say)) && *answer &&
	       !is_nothing_more(answer))
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
				.word = arena_format(arena, "pt%zu", count),
				.label = asked->drafts[i].text};
			count++;
		}
	}
	points[0] = (struct choice){.word = "pt0", .label = words ? words : ""};
	if (count == 1)
		return;
	heart = pick(asked, &(struct list){"Which is the heart of it?", NULL,
					   points, count, false});
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
		kinds[i] =
			(struct choice){.word = policy->categories[i].id,
					.called = policy->categories[i].label};
	kind = pick(asked, &(struct list){"What kind is it?", NULL, kinds,
					  policy->category_count, false});
	set(asked, "category", kind);
	return kind;
}

/* Whom it is about, where that one is not to handle it (P26). */
static void
ask_whom(struct interview *asked, const char *kind, const struct casefile *file,
	 const struct policy *policy)
{
	if (whose_is_to_be_asked(policy, kind) &&
	    !casefile_detail(file, "about") && !has_said(asked, "about"))
		set(asked, "about",
		    ask_in_line(asked, "Whom of us is it about?"));
}

static void
ask_heat(struct interview *asked, const struct casefile *file,
	 const struct policy *policy)
{
	const struct policy_list *levels = &policy->heat.levels;
	struct choice *choices = arena_get(
		&asked->cli->arena, (levels->count + 1) * sizeof(*choices));
	const char *heat;

	if (file->heat || has_said(asked, "heat"))
		return;
	for (size_t i = 0; i < levels->count; i++)
		choices[i] = (struct choice){.word = levels->at[i]};
	heat = pick(asked, &(struct list){"How was it said?", ":", choices,
					  levels->count, true});
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

		fixes[i] = (struct choice){.word = remedy->id,
					   .called = remedy->label};
	}
	asked->settled =
		pick(asked,
		     &(struct list){"Put right already? Enter for not yet, or",
				    ":", fixes, category->fix_count, true});
}

static void
ask_all(struct interview *asked, const struct casefile *file,
	const struct shop *shop)
{
	const struct policy *policy = shop->policy;
	const char *kind;

	for (size_t i = 0; i < policy->intake.ask_count; i++)
		ask_field(asked, &policy->intake.ask[i], file, shop);
	ask_heart(asked, file);
	kind = ask_kind(asked, file, policy);
	ask_whom(asked, kind, file, policy);
	ask_price(asked, file, shop);
	ask_heat(asked, file, policy);
	ask_settled(asked, kind, policy);
}

bool
interview_begin(struct interview *asked, struct cli *cli)
{
	*asked = (struct interview){.cli = cli};
	return !cli->settings.quiet && prompt_begin(&asked->prompt);
}

/* Nobody shall be asked for words that cannot be written down. */
static bool
can_record(const struct interview *asked)
{
	const struct cli_settings *settings = &asked->cli->settings;
	struct journal journal;
	struct fail why;
	bool can;

	if (settings->dry_run)
		return true;
	can = journal_find(&journal, settings->journal, &why) &&
	      journal_can_begin(&journal, &why);
	if (!can) {
		diag_fail(&why);
		asked->cli->status = fail_exitcode(why.kind);
	}
	journal_release(&journal);
	return can;
}

bool
interview_opening(struct interview *asked, struct complaint *complaint)
{
	const char *reach, *line;

	if (!can_record(asked))
		return false;
	line = prompt_ask(&asked->prompt,
			  "What are they saying? In their words; "
			  "an empty line ends.\n> ",
			  true);

	while (line && *line) {
		if (complaint->words.len > 0)
			buffer_add_char(&complaint->words, '\n');
		buffer_add_string(&complaint->words, line);
		line = prompt_ask(&asked->prompt, "> ", true);
	}
	if (complaint->words.len == 0)
		return !cli_wrong(asked->cli, "nothing is recorded");
	for (size_t i = 0; i < complaint->pair_count; i++) {
		if (strcmp(complaint->pairs[i].key, "customer") == 0)
			return true;
	}
	line = ask(asked, "Who is it? A name, or what you know. ");
	reach = line ? reach_of(line) : NULL;
	return complaint_set(complaint, asked->cli, reach ? reach : "customer",
			     line ? line : "");
}

/* The id that a point is given behind so many others: "pt3" of pt1 and two. */
static const char *
point_behind(struct interview *asked, const char *point, size_t others)
{
	unsigned long number = strtoul(point + strlen("pt"), NULL, 10);

	return number == 0 ? point
			   : arena_format(&asked->cli->arena, "pt%zu",
					  (size_t)number + others);
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
	const struct casefile *file =
		casebook_living(entry->book, casebook_find(entry->book, id));
	size_t others = casefile_next_ref(file, "pt") - 1;

	if (asked->pair_count > 0 && !entry_add(entry, id, &amend, why))
		return false;
	for (size_t i = 0; i < asked->draft_count; i++) {
		/* What was settled says so once, with the rest of its chain. */
		if (asked->settled && asked->drafts[i].verb == VERB_HEARD)
			continue;
		/* Others may have recorded points meanwhile. */
		if (asked->drafts[i].verb == VERB_HEART && others > 0)
			asked->drafts[i].what = point_behind(
				asked, asked->drafts[i].what, others);
		if (!entry_add(entry, id, &asked->drafts[i], why))
			return false;
	}
	if (!asked->settled)
		return true;
	entry->already = true;
	return settled_add(entry, id, asked->settled, NULL, why);
}

/* Nothing is to be recorded any more: what is, and what is not. */
static void
say_stopped(const struct interview *asked, const struct casefile *file,
	    struct fail *why)
{
	diag_say("stopped; %s, %s, is on the disk", file->id,
		 naming_customer(file));
	if (asked->draft_count + asked->pair_count > 0)
		fail_set(why, FAIL_SYSTEM, "the answers to what was asked");
}

/* The answers into the journal, and what they tell: who was here before, as
 * soon as it is known, and after the last of them what comes next. */
static enum exitcode
record(struct interview *asked, const char *id, const struct shop *shop,
       bool last)
{
	struct recording recording;
	struct buffer said = {0};
	struct fail why = {0};
	enum exitcode status;
	struct rules_view view = {shop->policy, NULL, &recording.book,
				  asked->cli->settings.who, shop->now};

	recording_begin(&recording, asked->cli, shop, false);
	view.file = casebook_find(&recording.book, id);
	if (asked->prompt.stopped && view.file)
		say_stopped(asked, view.file, &recording.why);
	if (!view.file || record_answers(asked, &recording.entry, id, &why)) {
		repeat_mark(&recording.book, shop->policy);
		if (last)
			buffer_add_char(&said, '\n');
		if (view.file && !asked->earlier_said)
			asked->earlier_said = opening_say_earlier(&said, &view);
		if (view.file && last)
			guide_standing(&said, &view, shop->policy->shop.zone);
		status = recording_commit(&recording, buffer_string(&said));
		if (recording.entry.count == 0 && !asked->prompt.stopped)
			diag_text(buffer_string(&said));
	} else {
		status = recording_refuse(&recording, &why);
	}
	recording_end(&recording);
	buffer_release(&said);
	asked->pair_count = asked->draft_count = 0;
	return status;
}

/* Ask what the case does not say yet, as it stands in the journal now. */
static void
ask_what(struct interview *asked, const char *id, const struct shop *shop,
	 void (*what)(struct interview *asked, const struct casefile *file,
		      const struct shop *shop))
{
	const struct about about = {.words = &id, .count = 1, .at = shop->now};
	struct journal journal;
	struct casebook book = {0};
	const struct casefile *file;
	struct fail why;

	if (!journal_find(&journal, asked->cli->settings.journal, &why))
		return;
	if (about_load(&book, &journal, false, shop->policy, shop->digits,
		       &about, NULL, NULL, &why) &&
	    (file = casebook_find(&book, id)) && file->opening) {
		size_t others;

		free(casebook_others(&book, shop->policy, file, &others));
		asked->earlier_said = asked->earlier_said || others > 0;
		what(asked, file, shop);
	}
	casebook_release(&book);
	journal_release(&journal);
}

enum exitcode
interview_rest(struct interview *asked, const char *id, const struct shop *shop)
{
	enum exitcode status = EXITCODE_DONE;
	enum joined joined;

	if (!shop->policy)
		return EXITCODE_DONE;
	joined = joining_offer(&asked->prompt, id, asked->cli, shop, &status);
	if (joined == JOINING_JOINED)
		return status;
	diag_text("\nThe rest can wait. Enter skips a question, Ctrl-D all of "
		  "them.\n");
	/* Who they are tells whether they were here before, and whether this is
	 * written down already: nobody shall answer all else to learn that. */
	ask_what(asked, id, shop, ask_reach);
	if (asked->pair_count > 0 && !asked->prompt.stopped) {
		status = record(asked, id, shop, false);
		if (joined == JOINING_NONE && status == EXITCODE_DONE)
			joined = joining_offer(&asked->prompt, id, asked->cli,
					       shop, &status);
		if (joined == JOINING_JOINED)
			return status;
	}
	ask_what(asked, id, shop, ask_all);
	status = exitcode_worse(status, record(asked, id, shop, true));
	if (joined == JOINING_NONE && status == EXITCODE_DONE)
		joining_offer(&asked->prompt, id, asked->cli, shop, &status);
	return status;
}

bool
interview_is_stopped(const struct interview *asked)
{
	return asked->prompt.stopped;
}

void
interview_release(struct interview *asked)
{
	free(asked->drafts);
	free(asked->pairs);
	prompt_end(&asked->prompt);
	prompt_die(&asked->prompt);
}
