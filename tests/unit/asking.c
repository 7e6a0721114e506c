#include "asking.h"

#include "question.h"

#include "support.h"

#define OPEN "open arrived-damaged customer=Ana value=18.00;"

/* An event as typed, and the questions that follow one answer after another. */
struct asked {
	const char *told;
	const char *typed;
	const char *answers[3]; /* to the questions, in order */
	const char *questions;  /* last line of each but the prompt, then `|` */
};

static struct draft_words
words_of(char *line)
{
	struct draft_words words = {0};
	char *rest;

	for (char *word = strtok_r(line, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest)) {
		words.words = mem_resize(words.words, words.count + 1,
					 sizeof(*words.words));
		words.words[words.count++] = word;
	}
	return words;
}

/* The first line of a question. */
static void
add_question(struct buffer *all, const struct asking *asking,
	     const struct rules_view *view)
{
	struct buffer text = {0};
	const char *at;

	question_print(&text, asking, view);
	at = text.at;
	/* The sentence to say stands above. */
	while (strncmp(at, "say ", 4) == 0 || *at == ' ')
		at = strchr(at, '\n') + 1;
	buffer_add(all, at, strcspn(at, "\n"));
	buffer_add_char(all, '|');
	buffer_release(&text);
}

static void
what_an_event_lacks_is_asked_for(void **state)
{
	static const struct asked rows[] = {
		{OPEN,
		 "restate",
		 {""},
		 "What did you say back? Enter: just that.|"},
		{OPEN, "restate It broke.", {0}, ""},
		{OPEN, "heard", {0}, ""},
		{OPEN, "note", {"Rang."}, "What is to be noted?|"},
		{OPEN,
		 "promise",
		 {"Ring", "fri 12:00", ""},
		 "What do we promise?|By when? As fri 17:00, or 2bd.|How will "
		 "they hear of it? Enter: phone.|"},
		{OPEN, "close", {"1"}, "How did they leave?|"},
		{OPEN,
		 "wish",
		 {"declined", "Too dear."},
		 "Do they have it as they wish?|Why not?|"},
		{OPEN, "wish granted", {0}, ""},
		{OPEN, "point", {"It was a gift."}, "What else did they say?|"},
		{OPEN, "flag", {"1"}, "What is it about?|"},
		{OPEN, "side", {"We hurried."}, "What is our side of it?|"},
		{OPEN "point pt1 x",
		 "answer",
		 {"pt1", "That is so."},
		 "Which point?|What do we say to it?|"},
		{OPEN "offer replace; offer refund",
		 "decline",
		 {"refund"},
		 "Which do they not want?|"},
		{OPEN,
		 "cannot",
		 {"1", "None left."},
		 "What cannot be done?|Why not?|"},
		{OPEN "accept replace; accept look",
		 "give",
		 {"look"},
		 "Which was done?|"},
		{OPEN, "evidence", {"packaging"}, "What was seen?|"},
		{OPEN, "escalate", {"Shouts."}, "Why does it go up?|"},
		{OPEN, "finding", {"upheld"}, "Were we at fault?|"},
		{OPEN,
		 "override",
		 {"heard", "In a hurry"},
		 "Which rule?|Why?|"},
		{OPEN, "feedback", {"4"}, "How did we put it right, 1 to 5?|"},
		{OPEN "offer replace; offer refund",
		 "accept",
		 {"refund"},
		 "Which did they choose?|"},
		{OPEN "offer replace", "accept", {0}, ""},
		{OPEN, "accept", {0}, ""},
		{OPEN "promise p1 x; promise p2 y",
		 "kept",
		 {"2"},
		 "Which promise?|"},
		{OPEN "promise p1 x", "kept", {0}, ""},
		{OPEN "give replace", "tell", {0}, ""},
		{OPEN, "tell", {"1"}, "What did you tell them?|"},
		{OPEN "point pt1 x",
		 "heart",
		 {"pt1"},
		 "Which is the heart of it?|"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char line[80];
		struct draft_words words;
		struct buffer all = {0};
		struct rules_view view;
		struct asking asking;
		struct shop shop;
		size_t answered = 0;

		strcpy(line, rows[i].typed);
		words = words_of(line);
		shop_open(&shop, PLAN "promises: {must-say: [what, by, how]}\n"
				      "escalation: {customer-need-not-say-why: "
				      "\"no\"}\n");
		shop_happened(&shop, rows[i].told);
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, "kim", shop.when.now};
		for (;;) {
			struct buffer said = {0};
			struct draft draft;
			struct fail why;

			assert_true(draft_read(&draft, &words, shop.policy,
					       false, &shop.book.arena, &why));
			asking_next(&asking, &draft, &view, &shop.book.arena);
			if (asking.what == ASKING_NOTHING)
				break;
			add_question(&all, &asking, &view);
			assert_non_null(rows[i].answers[answered]);
			assert_int_equal(
				question_take(&asking,
					      rows[i].answers[answered++],
					      &words, &shop.when,
					      &shop.book.arena, &said, &why),
				ASKING_TAKEN);
			buffer_release(&said);
		}
		assert_string_equal(buffer_string(&all), rows[i].questions);
		buffer_release(&all);
		free(words.words);
		free(words.pairs);
		shop_close(&shop);
	}
}

static void
an_answer_is_taken_or_asked_for_again(void **state)
{
	static const struct {
		enum asking_for what;
		const char *suggested, *answer;
		enum asking_answer want;
		const char *taken; /* the text, due, object or how; or why */
	} rows[] = {
		{ASKING_TEXT, NULL, "  It broke. ", ASKING_TAKEN, "It broke."},
		{ASKING_TEXT, NULL, " \t", ASKING_ENDED, NULL},
		{ASKING_TEXT, "Just that", "", ASKING_TAKEN, "Just that"},
		{ASKING_DUE, NULL, "fri 12:00", ASKING_TAKEN, "fri 12:00"},
		{ASKING_DUE, NULL, "yesterday", ASKING_AGAIN,
		 "'yesterday' is past"},
		{ASKING_DUE, NULL, "", ASKING_ENDED, NULL},
		{ASKING_WHAT, NULL, "2", ASKING_TAKEN, "sad"},
		{ASKING_WHAT, NULL, "GLAD", ASKING_TAKEN, "glad"},
		{ASKING_WHAT, NULL, "3", ASKING_AGAIN,
		 "'3' is none of them; its number, or its word"},
		{ASKING_WHAT, NULL, "0", ASKING_AGAIN,
		 "'0' is none of them; its number, or its word"},
		{ASKING_HOW, "phone", "", ASKING_TAKEN, "phone"},
		{ASKING_HOW, "phone", "1", ASKING_TAKEN, "glad"},
		{ASKING_HOW, "phone", "pigeon", ASKING_TAKEN, "pigeon"},
	};
	struct asking_choice choices[] = {{"glad", NULL}, {"sad", NULL}};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct asking asking = {.what = rows[i].what,
					.verb = VERB_CLOSE,
					.suggested = rows[i].suggested,
					.choices = choices,
					.choice_count = COUNT(choices)};
		char line[] = "close";
		struct draft_words words = words_of(line);
		struct buffer said = {0};
		struct fail why = {0};
		const char *taken = why.text;

		assert_int_equal(question_take(&asking, rows[i].answer, &words,
					       &shop.when, &shop.book.arena,
					       &said, &why),
				 rows[i].want);
		if (rows[i].want == ASKING_TAKEN)
			taken = words.message ? words.message
				: words.due   ? words.due
				: words.pairs ? words.pairs[0].value
					      : words.words[1];
		if (rows[i].taken)
			assert_string_equal(taken, rows[i].taken);
		assert_int_equal(said.len > 0, words.due != NULL);
		buffer_release(&said);
		free(words.words);
		free(words.pairs);
	}
	shop_close(&shop);
}

/* gates: ask (LOOK D): which rules can be asked for, how, and what the answer
 * writes down. */
static void
a_step_that_is_missing_is_asked_for(void **state)
{
	static const struct {
		enum rule rule;
		const char *told, *answer;
		const char *question;
		const char *typed; /* the event: words, then its text */
	} rows[] = {
		{RULE_HEARD, OPEN, "y", "Have they said all there is? [y/n] |",
		 "heard"},
		{RULE_RESTATED, OPEN, "",
		 "What did you say back? Enter: just that.|",
		 "restate: The mug came in pieces. It was a gift."},
		{RULE_CONFIRMED, OPEN, "YES",
		 "Did they agree that this is it? [y/n] |", "confirm"},
		{RULE_HEART, OPEN "point pt1 x", "pt1",
		 "Which is the heart of it?|", "heart pt1"},
		{RULE_FIX_DONE_OR_REASON, OPEN "accept replace", "y",
		 "They chose replace. Is that done? [y/n] |", "give replace"},
		{RULE_FIX_DONE_OR_REASON, OPEN, "refund",
		 "What was done? Ctrl-D: nothing yet.|", "give refund"},
		/* P23 of one who wants no more. */
		{RULE_FIX_DONE_OR_REASON,
		 "open arrived-damaged customer=Ana wish=apology", "So sorry",
		 "How did you say that we are sorry?|", "apology: So sorry"},
		{RULE_FIX_OFFERED, OPEN, "y",
		 "Were they offered what puts it right? [y/n] |", "offer"},
		{RULE_SECOND_OFFER, OPEN "offer refund; decline refund", "y",
		 "Were they offered something else? [y/n] |", "offer"},
		{RULE_CUSTOMER_DECLINED_FIX,
		 OPEN "offer voucher-5; offer refund; offer replace; "
		      "decline refund",
		 "y", "They were offered replace. Did they decline it? [y/n] |",
		 "decline replace"},
		{RULE_CUSTOMER_DECLINED_FIX,
		 OPEN "offer replace; accept replace; decline replace; "
		      "offer refund",
		 "y", "They were offered refund. Did they decline it? [y/n] |",
		 "decline refund"},
		{RULE_CUSTOMER_TOLD, OPEN, "y",
		 "Do they know that it is done? [y/n] |", "tell done"},
		{RULE_PROMISES_SETTLED, OPEN "promise p1 x; promise p2 y", "y",
		 "p1 \"x\": was that kept? [y/n] |", "kept p1"},
		{RULE_APOLOGY_IF_AT_FAULT, OPEN, "So sorry",
		 "How did you say that we are sorry?|", "apology: So sorry"},
		{RULE_FEEDBACK_ASKED, OPEN, "4",
		 "How did we put it right, 1 to 5?|", "feedback 4"},
		{RULE_PREVENTION, OPEN, "Two boxes",
		 "What keeps it from happening again?|", "prevent: Two boxes"},
		{RULE_OUTSIDE_TOLD, OPEN, "y",
		 "Do they know who else can look at it? [y/n] |",
		 "tell outside"},
		/* Somebody has to decide, or to do more than say so. */
		{RULE_OVER_AUTHORITY, OPEN, NULL, NULL, NULL},
		{RULE_OWN_CASE, OPEN, NULL, NULL, NULL},
		{RULE_ROLE, OPEN, NULL, NULL, NULL},
		{RULE_SEEN_BY_OWNER, OPEN, NULL, NULL, NULL},
		{RULE_CUSTOMER_DECLINED_FIX, OPEN, NULL, NULL, NULL},
		{RULE_CUSTOMER_DECLINED_FIX,
		 OPEN "offer replace; accept replace", NULL, NULL, NULL},
		{RULE_SECOND_OFFER, OPEN "offer refund", NULL, NULL, NULL},
		/* Kim may not. */
		{RULE_FIX_IMPOSSIBLE, OPEN, NULL, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct draft_words words = {0};
		struct buffer question = {0}, said = {0}, typed = {0};
		struct rules_view view;
		struct asking asking;
		struct fail why;
		struct shop shop;
		bool can;

		shop_open(&shop, PLAN);
		shop_happened(&shop, rows[i].told);
		view = (struct rules_view){shop.policy, shop_case(&shop),
					   &shop.book, "kim", shop.when.now};
		can = asking_step(&asking, &words, rows[i].rule, &view,
				  &shop.book.arena);
		assert_int_equal(can, rows[i].question != NULL);
		if (can) {
			add_question(&question, &asking, &view);
			assert_string_equal(question.at, rows[i].question);
			assert_int_equal(question_take(&asking, rows[i].answer,
						       &words, &shop.when,
						       &shop.book.arena, &said,
						       &why),
					 ASKING_TAKEN);
			for (size_t k = 0; k < words.count; k++)
				buffer_format(&typed, "%s%s", k ? " " : "",
					      words.words[k]);
			if (words.message)
				buffer_format(&typed, ": %s", words.message);
			assert_string_equal(typed.at, rows[i].typed);
		}
		buffer_release(&question);
		buffer_release(&typed);
		free(words.words);
		shop_close(&shop);
	}
}

static void
yes_or_no_is_nothing_else(void **state)
{
	static const struct {
		const char *answer;
		enum asking_answer want;
	} rows[] = {
		{"y", ASKING_TAKEN},         {" Yes ", ASKING_TAKEN},
		{"n", ASKING_ENDED},         {"no", ASKING_ENDED},
		{"", ASKING_ENDED},          {"maybe", ASKING_AGAIN},
		{"yesterday", ASKING_AGAIN},
	};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct asking asking = {.what = ASKING_WHETHER,
					.verb = VERB_CONFIRM,
					.question = "Did they agree?"};
		struct draft_words words = {0};
		struct buffer said = {0};
		struct fail why;

		assert_int_equal(question_take(&asking, rows[i].answer, &words,
					       &shop.when, &shop.book.arena,
					       &said, &why),
				 rows[i].want);
		if (rows[i].want == ASKING_AGAIN)
			assert_non_null(strstr(why.text, "is neither y nor n"));
	}
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_an_event_lacks_is_asked_for),
		cmocka_unit_test(an_answer_is_taken_or_asked_for_again),
		cmocka_unit_test(a_step_that_is_missing_is_asked_for),
		cmocka_unit_test(yes_or_no_is_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
