#include "asking.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entry.h"
#include "lines.h"
#include "naming.h"
#include "saying.h"
#include "text.h"

#define ABSENT CASEFILE_NONE
#define COLUMNS 78
#define TRIES 3

/* What is asked where an event's words or object are missing. */
static const struct question {
	enum verb verb;
	const char *what, *text;
} questions[] = {
	{VERB_POINT, NULL, "What else did they say?"},
	{VERB_HEART, "Which is the heart of it?", NULL},
	{VERB_RESTATE, NULL, "What did you say back?"},
	{VERB_HEAT, "How was it said?", NULL},
	{VERB_FLAG, "What is it about?", NULL},
	{VERB_NOTE, NULL, "What is to be noted?"},
	{VERB_TELL, "What did you tell them?", NULL},
	{VERB_SIDE, NULL, "What is our side of it?"},
	{VERB_ANSWER, "Which point?", "What do we say to it?"},
	{VERB_ACCEPT, "Which did they choose?", NULL},
	{VERB_DECLINE, "Which do they not want?", NULL},
	{VERB_WISH, "Do they have it as they wish?", "Why not?"},
	{VERB_CANNOT, "What cannot be done?", "Why not?"},
	{VERB_GIVE, "Which was done?", NULL},
	{VERB_PROMISE, NULL, "What do we promise?"},
	{VERB_KEPT, "Which promise?", NULL},
	{VERB_RENEW, "Which promise?", NULL},
	{VERB_BROKEN, "Which promise?", NULL},
	{VERB_EVIDENCE, "What was seen?", NULL},
	{VERB_FINDING, "Were we at fault?", NULL},
	{VERB_CAUSE, "Why did it happen?", NULL},
	{VERB_CLOSE, "How did they leave?", NULL},
	{VERB_FEEDBACK, "How did we put it right, 1 to 5?", NULL},
	{VERB_OVERRIDE, "Which rule?", "Why?"},
};

static const struct question *
question_of(enum verb verb)
{
	static const struct question other = {VERB_UNKNOWN, "Which?",
					      "In words?"};

	for (size_t i = 0; i < sizeof(questions) / sizeof(*questions); i++) {
		if (questions[i].verb == verb)
			return &questions[i];
	}
	return &other;
}

/* Which question. */

static void
add_choice(struct asking *asking, size_t room, const char *word,
	   const char *text)
{
	if (!word || asking->choice_count == room)
		return;
	for (size_t i = 0; i < asking->choice_count; i++) {
		if (strcmp(asking->choices[i].word, word) == 0)
			return;
	}
	asking->choices[asking->choice_count++] =
		(struct asking_choice){word, text};
}

static void
make_room(struct asking *asking, size_t room, struct arena *arena)
{
	asking->choices =
		arena_get(arena, (room + 1) * sizeof(*asking->choices));
	asking->choice_count = 0;
}

/* The remedies of events of a verb that no later one of `ends` is about. */
static void
add_remedies(struct asking *asking, const struct casefile *file, enum verb verb,
	     const enum verb *ends, size_t end_count, struct arena *arena)
{
	make_room(asking, file->event_count, arena);
	for (size_t i = file->since; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		bool ended = false;

		for (size_t k = 0; k < end_count; k++)
			ended = ended ||
				casefile_first(file, ends[k], record->what,
					       i + 1) != ABSENT;
		if (file->events[i].verb == verb && !ended)
			add_choice(asking, file->event_count, record->what,
				   record->text);
	}
}

static void
add_promises(struct asking *asking, const struct casefile *file,
	     struct arena *arena)
{
	make_room(asking, file->promise_count, arena);
	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].state == PROMISE_OPEN)
			add_choice(asking, file->promise_count,
				   file->promises[i].ref,
				   file->promises[i].text);
	}
}

static void
add_points(struct asking *asking, const struct casefile *file,
	   struct arena *arena)
{
	make_room(asking, file->point_count, arena);
	for (size_t i = 0; i < file->point_count; i++)
		add_choice(asking, file->point_count, file->points[i].ref,
			   file->points[i].text);
}

static void
add_objects(struct asking *asking, const struct rules_view *view,
	    struct arena *arena)
{
	const char **objects = draft_objects(asking->verb, view->policy, arena);
	size_t count = 0;

	while (objects[count])
		count++;
	make_room(asking, count, arena);
	for (size_t i = 0; i < count; i++)
		add_choice(asking, count, objects[i], NULL);
	free(objects);
}

/* That they have been given something and do not know it yet: `tell` is
 * `tell done` then, as the recorder sees it, too. */
static bool
is_to_be_told(const struct casefile *file)
{
	size_t give = casefile_last(file, VERB_GIVE, NULL, file->since);

	return give != ABSENT &&
	       casefile_first(file, VERB_TELL, "done", give) == ABSENT;
}

/* The list to choose from; empty where the recorder needs no answer, or has
 * more to say than a list could. */
static void
list_choices(struct asking *asking, const struct rules_view *view,
	     struct arena *arena)
{
	static const enum verb chosen[] = {VERB_ACCEPT, VERB_DECLINE};
	static const enum verb given[] = {VERB_GIVE};
	size_t enough = 2; /* below that, the one thing fits */

	switch (asking->verb) {
	case VERB_ACCEPT:
	case VERB_DECLINE:
		add_remedies(asking, view->file, VERB_OFFER, chosen, 2, arena);
		break;
	case VERB_GIVE:
		add_remedies(asking, view->file, VERB_ACCEPT, given, 1, arena);
		break;
	case VERB_KEPT:
	case VERB_RENEW:
	case VERB_BROKEN:
		add_promises(asking, view->file, arena);
		break;
	case VERB_HEART:
	case VERB_ANSWER:
		add_points(asking, view->file, arena);
		break;
	case VERB_TELL:
		if (!is_to_be_told(view->file))
			add_objects(asking, view, arena);
		break;
	case VERB_HEAT:
	case VERB_FLAG:
	case VERB_WISH:
	case VERB_CANNOT:
	case VERB_EVIDENCE:
	case VERB_FINDING:
	case VERB_CAUSE:
	case VERB_CLOSE:
	case VERB_FEEDBACK:
	case VERB_OVERRIDE:
		add_objects(asking, view, arena);
		enough = 1;
		break;
	default:
		break;
	}
	if (asking->choice_count < enough)
		asking->choice_count = 0;
}

static bool
has_key(const struct draft *draft, const char *key)
{
	for (size_t i = 0; i < draft->pair_count; i++) {
		if (strcmp(draft->pairs[i].key, key) == 0)
			return true;
	}
	return false;
}

static bool
needs_text(const struct draft *draft)
{
	if (draft->verb == VERB_WISH)
		return draft->what && strcmp(draft->what, "declined") == 0;
	return (event_kind(draft->verb)->needs & EVENT_NEEDS_TEXT) != 0;
}

/* What the customer said, which is what is said back to them. */
static const char *
their_words(const struct casefile *file)
{
	const char *words = casefile_detail(file, "happened");

	return words || !file->opening ? words : file->opening->text;
}

void
asking_next(struct asking *asking, const struct draft *draft,
	    const struct rules_view *view, struct arena *arena)
{
	const struct policy *policy = view->policy;
	unsigned needs = event_kind(draft->verb)->needs;
	const char *channel = casefile_detail(view->file, "channel");

	*asking = (struct asking){.verb = draft->verb};
	if ((needs & EVENT_NEEDS_WHAT) && !draft->what)
		list_choices(asking, view, arena);
	if (asking->choice_count > 0) {
		asking->what = ASKING_WHAT;
	} else if (needs_text(draft) && !draft->text) {
		asking->what = ASKING_TEXT;
		if (draft->verb == VERB_RESTATE)
			asking->suggested = their_words(view->file);
	} else if ((needs & EVENT_NEEDS_DUE) && !draft->due &&
		   draft->due_at == INSTANT_NONE) {
		asking->what = ASKING_DUE;
	} else if (draft->verb == VERB_PROMISE && !has_key(draft, "how") &&
		   policy &&
		   policy_list_has(&policy->promises.must_say, "how")) {
		const struct policy_list *channels = &policy->intake.channels;

		asking->what = ASKING_HOW;
		asking->suggested = channel ? channel : "phone";
		make_room(asking, channels->count, arena);
		for (size_t i = 0; i < channels->count; i++)
			add_choice(asking, channels->count, channels->at[i],
				   NULL);
	}
}

/* The question itself. */

static void
print_choices(struct buffer *out, const struct asking *asking)
{
	for (size_t i = 0; i < asking->choice_count; i++) {
		const struct asking_choice *choice = &asking->choices[i];

		buffer_format(out, "  %zu  %s", i + 1, choice->word);
		if (choice->text) {
			buffer_add_string(out, "  ");
			text_escape(out, choice->text,
				    text_fit(choice->text,
					     strcspn(choice->text, "\n"), 60));
		}
		buffer_add_char(out, '\n');
	}
}

/* The words for it, to be read out before they are written down. */
static void
print_saying(struct buffer *out, const struct rules_view *view)
{
	struct buffer words = {0}, quoted = {0};
	struct saying saying;

	if (view->policy) {
		saying_init(&saying, view->policy, view->file, view->who,
			    view->now);
		if (saying_add(&words, "restate", &saying)) {
			buffer_format(&quoted, "\"%s\"", words.at);
			text_wrap(out, quoted.at, COLUMNS, "say   ", "      ");
		}
	}
	buffer_release(&words);
	buffer_release(&quoted);
}

void
asking_print(struct buffer *out, const struct asking *asking,
	     const struct rules_view *view)
{
	const struct question *question = question_of(asking->verb);

	switch (asking->what) {
	case ASKING_NOTHING:
		return;
	case ASKING_WHAT:
		buffer_format(out, "%s\n", question->what);
		print_choices(out, asking);
		break;
	case ASKING_TEXT:
		if (asking->verb == VERB_RESTATE)
			print_saying(out, view);
		buffer_format(out, "%s%s\n", question->text,
			      asking->suggested ? " Enter: just that." : "");
		break;
	case ASKING_DUE:
		buffer_add_string(out, "By when? As fri 17:00, or 2bd.\n");
		break;
	case ASKING_HOW:
		buffer_format(out, "How will they hear of it? Enter: %s.\n",
			      asking->suggested);
		print_choices(out, asking);
		break;
	}
	buffer_add_string(out, "> ");
}

/* What an answer means. */

/* A number or a word of the list; NULL. */
static const char *
chosen_word(const struct asking *asking, const char *answer)
{
	size_t digits = strspn(answer, "0123456789");

	/* A score is its own number, not that of its place. */
	for (size_t i = 0; i < asking->choice_count; i++) {
		if (text_same(asking->choices[i].word, answer))
			return asking->choices[i].word;
	}
	if (digits > 0 && digits < 4 && !answer[digits]) {
		size_t number = strtoul(answer, NULL, 10);

		if (number > 0 && number <= asking->choice_count)
			return asking->choices[number - 1].word;
	}
	return NULL;
}

static void
put_object(struct draft_words *words, const char *object)
{
	words->words = mem_resize(words->words, words->count + 1,
				  sizeof(*words->words));
	memmove(words->words + 2, words->words + 1,
		(words->count - 1) * sizeof(*words->words));
	words->words[1] = object;
	words->count++;
}

static void
put_pair(struct draft_words *words, const char *key, const char *value)
{
	words->pairs = mem_resize(words->pairs, words->pair_count + 1,
				  sizeof(*words->pairs));
	words->pairs[words->pair_count++] = (struct record_pair){key, value};
}

static bool
take_due(const char *answer, struct draft_words *words,
	 const struct when_context *context, struct buffer *said,
	 struct fail *why)
{
	struct when when;

	if (!when_parse_due(answer, context, &when, why))
		return false;
	if (when.at <= context->now)
		return fail_set(why, FAIL_USAGE, "'%s' is past", answer);
	when_say_back(said, context, &when);
	buffer_add_string(said, ".\n");
	words->due = answer;
	return true;
}

enum asking_answer
asking_take(const struct asking *asking, const char *answer,
	    struct draft_words *words, const struct when_context *when,
	    struct arena *arena, struct buffer *said, struct fail *why)
{
	const char *begin = answer + strspn(answer, " \t\r");
	size_t len = strlen(begin);
	const char *word;

	while (len > 0 && strchr(" \t\r", begin[len - 1]))
		len--;
	if (len == 0 && !asking->suggested)
		return ASKING_ENDED;
	/* The case that suggests it is gone by the time it is recorded. */
	begin = len == 0 ? arena_copy(arena, asking->suggested,
				      strlen(asking->suggested))
			 : arena_copy(arena, begin, len);
	word = chosen_word(asking, begin);
	if (word)
		word = arena_copy(arena, word, strlen(word));
	switch (asking->what) {
	case ASKING_NOTHING:
		break;
	case ASKING_WHAT:
		if (!word) {
			fail_set(why, FAIL_USAGE, "'%s' is none of them",
				 begin);
			return ASKING_AGAIN;
		}
		put_object(words, word);
		break;
	case ASKING_TEXT:
		words->message = begin;
		break;
	case ASKING_DUE:
		if (!take_due(begin, words, when, said, why))
			return ASKING_AGAIN;
		break;
	case ASKING_HOW:
		put_pair(words, "how", word ? word : begin);
		break;
	}
	return ASKING_TAKEN;
}

/* Asking it: the case as it would be after the events before. */

struct trial {
	struct segments *segments;
	struct cli *cli;
	const struct cli_shop *shop;
	struct casebook book;
	struct entry entry;
	struct lines lines; /* of standard input */
	bool already;
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
		enum lines_got got;
		size_t len;
		char *at;

		buffer_clear(&text);
		asking_print(&text, asking, view);
		diag_text(text.at);
		got = lines_next(&trial->lines, &at, &len, &why);
		if (got != LINES_LINE)
			diag_text("\n");
		if (got != LINES_LINE && got != LINES_TAIL)
			break;
		answer = asking_take(
			asking, arena_copy(&trial->cli->arena, at, len), words,
			&trial->shop->when, &trial->cli->arena, &said, &why);
		if (answer == ASKING_AGAIN)
			diag_fail(&why);
		else if (said.len > 0)
			diag_text(said.at);
		buffer_release(&said);
	}
	buffer_release(&text);
	return answer == ASKING_TAKEN;
}

/* Ask for all that an event lacks. False: nothing is to be recorded. *told:
 * it could be added to the trial, and so the next one can be asked about. */
static bool
ask_about(struct trial *trial, struct draft_words *words, const char *id,
	  bool *told)
{
	struct cli *cli = trial->cli;
	struct rules_view view = {trial->shop->policy, NULL, &trial->book,
				  cli->settings.who, trial->shop->now};
	struct asking asking;
	struct draft draft;
	struct fail why;

	for (;;) {
		*told = words->count > 0 &&
			draft_read(&draft, words, view.policy, trial->already,
				   &trial->book.arena, &why);
		if (!*told)
			return true;
		view.file = casebook_find(&trial->book, id);
		asking_next(&asking, &draft, &view, &trial->book.arena);
		if (asking.what == ASKING_NOTHING)
			break;
		if (!ask(trial, &asking, words, &view))
			return false;
	}
	*told = entry_add(&trial->entry, id, &draft, &why);
	return true;
}

/* Whether an event may lack something, as far as its words alone say. */
static bool
may_lack(const struct segments *segments, const struct policy *policy,
	 bool already, struct arena *arena)
{
	for (size_t i = 0; i < segments->count; i++) {
		const struct draft_words *words = &segments->at[i];
		struct draft draft;
		struct fail why;

		if (words->count == 0 ||
		    !draft_read(&draft, words, policy, already, arena, &why))
			return false;
		if ((!draft.what &&
		     (event_kind(draft.verb)->needs & EVENT_NEEDS_WHAT)) ||
		    (!draft.text && needs_text(&draft)) ||
		    (!draft.due &&
		     (event_kind(draft.verb)->needs & EVENT_NEEDS_DUE)) ||
		    (draft.verb == VERB_PROMISE && !has_key(&draft, "how")))
			return true;
	}
	return false;
}

/* False where the journal or the case is not to be had: the recorder says so.
 */
static bool
trial_begin(struct trial *trial, const char *named, char id[CASEID_SIZE])
{
	struct journal journal;
	struct naming naming = {0};
	struct fail why;
	bool found = false;

	if (!journal_find(&journal, trial->cli->settings.journal, &why))
		return false;
	if (!journal.input &&
	    casebook_load(&trial->book, &journal, false, trial->shop->digits,
			  NULL, NULL, &why)) {
		found = naming_find(&naming, &trial->book, named, &why);
		if (found)
			memcpy(id, naming.fits[0]->id, CASEID_SIZE);
		naming_release(&naming);
	}
	journal_release(&journal);
	trial->entry = (struct entry){
		.policy = trial->shop->policy,
		.book = &trial->book,
		.who = trial->cli->settings.who,
		.when = &trial->shop->when,
		.digits = trial->shop->digits,
		.at = INSTANT_NONE,
		.already = true,
		.tool = "",
	};
	return found;
}

bool
asking_run(struct segments *segments, const char *named, bool already,
	   struct cli *cli, const struct cli_shop *shop)
{
	struct trial trial = {.segments = segments,
			      .cli = cli,
			      .shop = shop,
			      .already = already};
	char id[CASEID_SIZE];
	bool good = true, told = true;

	if (cli->settings.quiet || !cli_is_terminal(STDIN_FILENO) ||
	    !diag_is_read_by_a_person())
		return true;
	if (!shop->policy || segments->count == 0 || segments->has_input ||
	    !may_lack(segments, shop->policy, already, &cli->arena))
		return true;
	lines_init(&trial.lines, STDIN_FILENO, -1);
	if (trial_begin(&trial, named, id)) {
		for (size_t i = 0; good && told && i < segments->count; i++)
			good = ask_about(&trial, &segments->at[i], id, &told);
	}
	if (!good)
		cli_wrong(cli, "nothing is recorded");
	entry_release(&trial.entry);
	casebook_release(&trial.book);
	lines_release(&trial.lines);
	return good;
}
