#include "question.h"

#include <stdlib.h>
#include <string.h>

#include "saying.h"
#include "text.h"

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

/* A score is its own number: one that is none is no place in the list. */
static bool
is_score(const struct asking *asking)
{
	const char *first =
		asking->choice_count > 0 ? asking->choices[0].word : "";

	return *first && !first[strspn(first, "0123456789")];
}

static void
print_scores(struct buffer *out, const struct asking *asking)
{
	for (size_t i = 0; i < asking->choice_count; i++)
		buffer_format(out, "  %s", asking->choices[i].word);
	buffer_add_char(out, '\n');
}

static void
print_choices(struct buffer *out, const struct asking *asking)
{
	int wide = asking->choice_count > 9 ? 2 : 1;

	if (is_score(asking)) {
		print_scores(out, asking);
		return;
	}

	for (size_t i = 0; i < asking->choice_count; i++) {
		const struct asking_choice *choice = &asking->choices[i];

		buffer_format(out, "  %*zu  %s", wide, i + 1, choice->word);
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
question_print(struct buffer *out, const struct asking *asking,
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

	for (size_t i = 0; i < asking->choice_count; i++) {
		if (text_same(asking->choices[i].word, answer))
			return asking->choices[i].word;
	}
	if (digits > 0 && digits < 4 && !answer[digits] && !is_score(asking)) {
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
	bool yes;

	if (text_yes_or_no(answer, &yes))
		return yes ? ASKING_TAKEN : ASKING_ENDED;
	fail_set(why, FAIL_USAGE, "'%s' is neither y nor n", answer);
	return ASKING_AGAIN;
}

enum asking_answer
question_take(const struct asking *asking, const char *answer,
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
