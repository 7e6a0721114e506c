#include "asking.h"

#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "saying.h"
#include "text.h"

#define ABSENT CASEFILE_NONE
#define COLUMNS 78

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
	{VERB_ESCALATE, NULL, "Why does it go up?"},
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
needs_text(const struct draft *draft, const struct policy *policy)
{
	if (draft_needs_reason(draft, policy))
		return true;
	if (draft->verb == VERB_WISH)
		return draft->what && strcmp(draft->what, "declined") == 0;
	return (event_kind(draft->verb)->needs & EVENT_NEEDS_TEXT) != 0;
}

bool
asking_may_lack(const struct draft *draft, const struct policy *policy)
{
	unsigned needs = event_kind(draft->verb)->needs;

	return (!draft->what && (needs & EVENT_NEEDS_WHAT)) ||
	       (!draft->text && needs_text(draft, policy)) ||
	       (!draft->due && (needs & EVENT_NEEDS_DUE)) ||
	       (draft->verb == VERB_PROMISE && !has_key(draft, "how"));
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
	} else if (needs_text(draft, policy) && !draft->text) {
		asking->what = ASKING_TEXT;
		if (draft->verb == VERB_RESTATE) {
			asking->say = "restate";
			asking->suggested = their_words(view->file);
		}
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

/*
 * A row a rule whose step can be asked for: which event makes it good, and how
 * it is asked whether that was done, in so many words. Without a question it is
 * the event's own. What is in no row somebody has to decide.
 */
static const struct {
	enum verb verb;
	enum asking_for as;
	const char *what;
	const char *question;
	const char *say;
} steps[RULE_COUNT] = {
	[RULE_HEARD] = {VERB_HEARD, ASKING_WHETHER, NULL,
			"Have they said all there is?", NULL},
	[RULE_RESTATED] = {.verb = VERB_RESTATE},
	[RULE_CONFIRMED] = {VERB_CONFIRM, ASKING_WHETHER, NULL,
			    "Did they agree that this is it?", NULL},
	[RULE_HEART] = {.verb = VERB_HEART},
	[RULE_ALL_POINTS_ANSWERED] = {VERB_TELL, ASKING_WHETHER, "done",
				      "Do they have an answer to every point?",
				      "done"},
	[RULE_FIX_OFFERED] = {VERB_OFFER, ASKING_WHETHER, NULL,
			      "Were they offered what puts it right?",
			      "options"},
	/* Of several; the one that was offered they may still decline. */
	[RULE_FIX_AGREED] = {.verb = VERB_ACCEPT},
	[RULE_FIX_DONE] = {.verb = VERB_GIVE, .as = ASKING_WHETHER},
	[RULE_FIX_DONE_OR_REASON] = {.verb = VERB_GIVE, .as = ASKING_WHETHER},
	[RULE_APOLOGY_IF_AT_FAULT] = {VERB_APOLOGY, ASKING_TEXT, NULL,
				      "How did you say that we are sorry?",
				      "apology"},
	[RULE_CUSTOMER_TOLD] = {VERB_TELL, ASKING_WHETHER, "done",
				"Do they know that it is done?", "done"},
	[RULE_PROMISES_SETTLED] = {.verb = VERB_KEPT, .as = ASKING_WHETHER},
	[RULE_FEEDBACK_ASKED] = {.verb = VERB_FEEDBACK},
	[RULE_OUTSIDE_TOLD] = {VERB_TELL, ASKING_WHETHER, "outside",
			       "Do they know who else can look at it?",
			       "outside"},
	[RULE_CAUSE] = {.verb = VERB_CAUSE},
	[RULE_PREVENTION] = {VERB_PREVENT, ASKING_TEXT, NULL,
			     "What keeps it from happening again?", NULL},
};

/* What the step of a rule is about, and how that is asked; NULL, as before,
 * where it is nothing of the case. False: there is nothing to ask for. */
static bool
find_object(const char **what, const char **question, enum rule rule,
	    const struct rules_view *view, struct arena *arena)
{
	const struct casefile_promise *promise;

	switch (rule) {
	case RULE_FIX_DONE:
	case RULE_FIX_DONE_OR_REASON:
		*what = facts_fix_owed(view);
		if (*what)
			*question = arena_format(
				arena, "They chose %s. Is that done?", *what);
		return *what != NULL;
	case RULE_PROMISES_SETTLED:
		promise = facts_promise_open(view->file);
		*what = promise ? promise->ref : NULL;
		if (*what)
			*question = arena_format(
				arena, "%s \"%s\": was that kept?", *what,
				promise->text ? promise->text : "");
		return *what != NULL;
	default:
		return true;
	}
}

/* What puts such a complaint right, where nothing was chosen; all that does
 * where it has no kind yet. */
static void
add_fixes(struct asking *asking, const struct rules_view *view,
	  struct arena *arena)
{
	const struct policy *policy = view->policy;
	const char *kind = view->file->category;
	int at = kind ? policy_category(policy, kind) : POLICY_NONE;
	size_t room = at == POLICY_NONE ? policy->remedy_count
					: policy->categories[at].fix_count;

	make_room(asking, room, arena);
	for (size_t i = 0; i < room; i++) {
		const struct policy_remedy *remedy =
			&policy->remedies[at == POLICY_NONE
						  ? (int)i
						  : policy->categories[at]
							    .fixes[i]];

		if (remedy->kind != REMEDY_GESTURE)
			add_choice(asking, room, remedy->id, remedy->label);
	}
}

bool
asking_step(struct asking *asking, struct draft_words *words, enum rule rule,
	    const struct rules_view *view, struct arena *arena)
{
	const char *what = steps[rule].what;
	const char *question = steps[rule].question;
	struct draft draft = {.verb = steps[rule].verb, .due_at = INSTANT_NONE};

	if (draft.verb == VERB_OPEN)
		return false;
	asking_next(asking, &draft, view, arena);
	if (!find_object(&what, &question, rule, view, arena)) {
		if (draft.verb != VERB_GIVE)
			return false;
		add_fixes(asking, view, arena);
		if (asking->choice_count == 0)
			return false;
		asking->what = ASKING_WHAT;
		asking->question = "What was done? Ctrl-D: nothing yet.";
	} else if (steps[rule].as != ASKING_NOTHING) {
		asking->what = steps[rule].as;
		asking->question = question;
		asking->say = steps[rule].say;
	}
	if (asking->what == ASKING_NOTHING)
		return false;
	*words = (struct draft_words){
		.words = mem_get(2 * sizeof(*words->words))};
	words->words[words->count++] = event_kind(draft.verb)->name;
	if (what)
		words->words[words->count++] =
			arena_copy(arena, what, strlen(what));
	return true;
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
print_saying(struct buffer *out, const char *name,
	     const struct rules_view *view)
{
	struct buffer words = {0}, quoted = {0};
	struct saying saying;

	if (view->policy) {
		saying_init(&saying, view->policy, view->file, view->who,
			    view->now);
		if (saying_add(&words, name, &saying)) {
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

	if (asking->say)
		print_saying(out, asking->say, view);
	switch (asking->what) {
	case ASKING_NOTHING:
		return;
	case ASKING_WHETHER:
		text_escape(out, asking->question, strlen(asking->question));
		buffer_add_string(out, " [y/n] ");
		return;
	case ASKING_WHAT:
		buffer_format(out, "%s\n",
			      asking->question ? asking->question
					       : question->what);
		print_choices(out, asking);
		break;
	case ASKING_TEXT:
		buffer_format(out, "%s%s\n",
			      asking->question ? asking->question
					       : question->text,
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

static enum asking_answer
take_whether(const char *answer, struct fail *why)
{
	if (text_same(answer, "y") || text_same(answer, "yes"))
		return ASKING_TAKEN;
	if (text_same(answer, "n") || text_same(answer, "no"))
		return ASKING_ENDED;
	fail_set(why, FAIL_USAGE, "'%s' is neither y nor n", answer);
	return ASKING_AGAIN;
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
	case ASKING_WHETHER:
		return take_whether(begin, why);
	case ASKING_WHAT:
		if (!word) {
			fail_set(why, FAIL_USAGE,
				 "'%s' is none of them; its number, or its "
				 "word",
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
