#include "draft.h"

#include "support.h"

#define MOST_WORDS 16

/* Words with blanks between them: "VERB [WHAT] [WORDS…]". */
static bool
read_typed(struct draft *draft, const char *typed, const char *message,
	   const struct shop *shop, bool already, struct fail *why)
{
	struct arena *arena = (struct arena *)&shop->book.arena;
	char *at = arena_copy(arena, typed, strlen(typed)), *rest;
	const char *words[MOST_WORDS];
	struct draft_words given = {.words = words, .message = message};

	for (char *word = strtok_r(at, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest))
		words[given.count++] = word;
	return draft_read(draft, &given, shop->policy, already, arena, why);
}

struct typed {
	const char *typed;
	const char *want; /* "WHAT|TEXT", or the refusal */
};

static void
check(const char *plan, bool already, const struct typed *rows, size_t count)
{
	struct shop shop;

	shop_open(&shop, plan);
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};
		struct draft draft;
		struct fail why = {0};

		if (read_typed(&draft, rows[i].typed, NULL, &shop, already,
			       &why))
			buffer_format(&out, "%s|%s",
				      draft.what ? draft.what : "-",
				      draft.text ? draft.text : "-");
		else
			buffer_add_string(&out, why.text);
		if (strcmp(out.at, rows[i].want) != 0)
			fail_msg("%s: got '%s', not '%s'", rows[i].typed,
				 out.at, rows[i].want);
		buffer_release(&out);
	}
	shop_close(&shop);
}

static void
the_first_word_is_the_object_where_the_verb_takes_it(void **state)
{
	static const struct typed rows[] = {
		{"heard", "-|-"},
		{"restate The mug broke.", "-|The mug broke."},
		{"note replace is what they want",
		 "-|replace is what they want"},
		{"accept replace", "replace|-"},
		{"accept REPLACE", "replace|-"},
		{"accept replace As they said", "replace|As they said"},
		{"decline They do not like it", "-|They do not like it"},
		{"cannot all Nothing is left", "all|Nothing is left"},
		{"cannot replace Sold out", "replace|Sold out"},
		{"cannot voucher-5 x", "-|voucher-5 x"},
		{"heat angry", "angry|-"},
		{"flag solicitor A letter came", "solicitor|A letter came"},
		{"out", "-|-"},
		{"out phone Rang twice", "phone|Rang twice"},
		{"out Rang them twice", "-|Rang them twice"},
		{"tell done", "done|-"},
		{"tell It is on its way", "-|It is on its way"},
		{"answer pt1 We will look", "pt1|We will look"},
		{"answer PT1 We will look", "pt1|We will look"},
		{"heart pt0", "pt0|-"},
		{"point It was a gift", "-|It was a gift"},
		{"point pt1 It is blue", "pt1|It is blue"},
		{"point ptarmigan is wrong", "-|ptarmigan is wrong"},
		{"promise P2 Ring them", "p2|Ring them"},
		{"prevent t1 Wrap it twice", "t1|Wrap it twice"},
		{"prevent Test it first", "-|Test it first"},
		{"promise p1 again", "p1|again"},
		{"kept p1", "p1|-"},
		{"kept P12 Rang", "p12|Rang"},
		{"kept Rang at four", "-|Rang at four"},
		{"prevent none Never again", "none|Never again"},
		{"prevent Training", "-|Training"},
		{"prevent Wrap it twice", "-|Wrap it twice"},
		{"prevented t1", "t1|-"},
		{"wish declined Too dear", "declined|Too dear"},
		{"close Satisfied", "satisfied|-"},
		{"close best-done", "best-done|-"},
		{"feedback 5 Lovely", "5|Lovely"},
		{"follow-up all-well", "all-well|-"},
		{"assign eva On holiday", "eva|On holiday"},
		{"escalate owner", "owner|-"},
		{"escalate She shouted", "-|She shouted"},
		{"finding not-upheld", "not-upheld|-"},
		{"cause carrier", "carrier|-"},
		{"override restated In a hurry", "restated|In a hurry"},
		{"merge Ruiz", "Ruiz|-"},
	};

	(void)state;
	check(PLAN, false, rows, COUNT(rows));
}

static void
of_words_that_no_list_closes_only_known_ones_are_objects(void **state)
{
	static const struct typed rows[] = {
		/* Evidence and a review need one, so the first word is it. */
		{"evidence photo", "photo|-"},
		{"evidence Photo of the box", "photo|of the box"},
		{"evidence packaging torn", "packaging|torn"},
		{"evidence x-ray of the frame", "x-ray|of the frame"},
		{"evidence The photo shows it", "-|The photo shows it"},
		{"review google Two stars", "google|Two stars"},
		/* A gift and a reason may be left out. */
		{"thank", "-|-"},
		{"thank voucher-5", "voucher-5|-"},
		{"thank voucher-5 by post", "voucher-5|by post"},
		{"thank we sent a card", "-|we sent a card"},
		{"thank replace", "-|replace"},
		{"thank vouchr-5",
		 "thank: 'vouchr-5' is not a word for it; did "
		 "you mean 'voucher-5'?"},
		{"reopen fix-failed The spout leaks",
		 "fix-failed|The spout leaks"},
		{"reopen The spout leaks", "-|The spout leaks"},
		{"reopen it leaks", "-|it leaks"},
		{"reopen customer", "customer|-"},
		{"reopen costumer", "reopen: 'costumer' is not a word for it; "
				    "did you mean 'customer'?"},
	};

	(void)state;
	check(PLAN, false, rows, COUNT(rows));
}

static void
what_was_meant_is_guessed(void **state)
{
	static const struct typed rows[] = {
		{"accept replce", "accept: 'replce' is not a remedy; did you "
				  "mean 'replace'?"},
		{"accept replce as they said",
		 "accept: 'replce' is not a remedy; did you mean 'replace'?"},
		{"accept chocolate",
		 "accept: 'chocolate' is not a remedy; there are: replace, "
		 "refund, part-refund, look, ask-and-agree, voucher-5, "
		 "voucher-10, law-refund"},
		{"close satisfed", "close: 'satisfed' is not an outcome; did "
				   "you mean 'satisfied'?"},
		{"feedback 6", "feedback: '6' is not one of: 1, 2, 3, 4, 5, "
			       "declined, unanswered"},
		{"flag angry",
		 "flag: 'angry' is not one of: injury, stranded, press, "
		 "solicitor, manager, personal, safety, legal-claim, ..."},
		{"tell don", "tell: 'don' is not a word that it takes; did "
			     "you mean 'done'?"},
		{"out phnoe", "out: 'phnoe' is not a channel; did you mean "
			      "'phone'?"},
		{"heart packaging",
		 "heart: 'packaging' is not a point, as pt1 is"},
		{"assign bob", "assign: 'bob' is not a member of staff; there "
			       "are: kim, sam, jo, eva"},
		{"herd", "no event 'herd'; did you mean 'heard'?"},
		{"refunded",
		 "no event 'refunded'; a remedy done or handed over, at what "
		 "it cost: case-log CASE give refund"},
		{"refunded 18",
		 "no event 'refunded'; a remedy done or handed over, at what "
		 "it cost: case-log CASE give refund -a 18"},
		{"replaced it",
		 "no event 'replaced'; a remedy done or handed over, at what "
		 "it cost: case-log CASE give replace"},
		{"promised 2", "no event 'promised'; what, by when (-d) and "
			       "how (-k how=phone): case-log CASE promise"},
		{"amend It was blue", "amend takes no words, but keys: amend "
				      "-k 'customer=It was blue'"},
		{"merge 7qk too",
		 "merge 7qk takes no words; what is to be said stands in a "
		 "note: merge 7qk + note too"},
		{"Sorry",
		 "no event 'Sorry'; said sorry: case-log CASE apology"},
		{"undo", "no event 'undo'; the last batch is taken back by: "
			 "case-log --undo CASE"},
		{"Delete hello", "no event 'Delete'; the last batch is taken "
				 "back by: case-log --undo CASE"},
		{"complain Late", "no event 'complain'; a complaint is written "
				  "down, in their words: case-new"},
		{"xyzzy", "no event 'xyzzy'"},
	};

	(void)state;
	check(PLAN, false, rows, COUNT(rows));
}

static void
what_has_happened_is_taken_in_any_words(void **state)
{
	static const struct typed rows[] = {
		{"accept chocolate", "chocolate|-"},
		{"accept Chocolate", "chocolate|-"},
		{"cause mice", "mice|-"},
		{"cause mice in the store", "-|mice in the store"},
		{"assign bob", "bob|-"},
		{"accept cho/co",
		 "accept: 'cho/co' is not a remedy; there are: replace, "
		 "refund, part-refund, look, ask-and-agree, voucher-5, "
		 "voucher-10, law-refund"},
		{"heart p", "heart: 'p' is not a point, as pt1 is"},
	};

	(void)state;
	check(PLAN, true, rows, COUNT(rows));
}

static void
without_a_plan_an_id_is_taken_as_it_is(void **state)
{
	static const struct typed rows[] = {
		{"give chocolate", "chocolate|-"},
		{"give CHOCOLATE", "chocolate|-"},
		{"give chocolate to her", "chocolate|to her"},
		{"give They have it back", "-|They have it back"},
		{"out phone Rang", "phone|Rang"},
		{"out We rang", "-|We rang"},
		{"heat livid", "livid|-"},
		{"thank we sent a card", "-|we sent a card"},
		{"thank card", "card|-"},
		{"feedback 6", "feedback: '6' is not one of: 1, 2, 3, 4, 5, "
			       "declined, unanswered"},
		{"override hurry x", "-|hurry x"},
		{"kept p1", "p1|-"},
	};
	static const struct typed no_staff[] = {
		{"assign bob", "bob|-"},
		{"assign Bob", "bob|-"},
	};

	(void)state;
	check(NULL, false, rows, COUNT(rows));
	check(PLAN_SHOP PLAN_REMEDIES, false, no_staff, COUNT(no_staff));
}

static void
options_are_only_for_verbs_that_take_them(void **state)
{
	static const struct {
		const char *verb, *due, *amount, *want;
	} rows[] = {
		{"promise", "fri", NULL, ""},
		{"renew", "fri", NULL, ""},
		{"prevent", "fri", NULL, ""},
		{"heard", "fri", NULL, "heard takes no -d"},
		{"give", "fri", NULL, "give takes no -d"},
		{"give", NULL, "5", ""},
		{"approve", NULL, "5", ""},
		{"close", NULL, "5", "close takes no -a"},
	};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct draft_words words = {.words = (const char **)&rows[i],
					    .count = 1,
					    .due = rows[i].due,
					    .amount = rows[i].amount};
		struct draft draft;
		struct fail why = {0};

		assert_int_equal(draft_read(&draft, &words, shop.policy, false,
					    &shop.book.arena, &why),
				 *rows[i].want == '\0');
		assert_string_equal(why.text, rows[i].want);
	}
	shop_close(&shop);
}

static void
a_message_is_always_text(void **state)
{
	struct shop shop;
	struct draft draft;
	struct fail why;

	(void)state;
	shop_open(&shop, PLAN);
	assert_true(
		read_typed(&draft, "accept", "replace", &shop, false, &why));
	assert_null(draft.what);
	assert_string_equal(draft.text, "replace");
	assert_true(
		read_typed(&draft, "accept replace", "-", &shop, false, &why));
	assert_string_equal(draft.text, "-");
	assert_string_equal(draft.typed, "accept replace");
	assert_true(read_typed(&draft, "note", "a\tb\x1b[2J\n", &shop, false,
			       &why));
	assert_string_equal(draft.text, "a\tb\x1b[2J\n");
	assert_true(read_typed(&draft, "heard", "", &shop, false, &why));
	assert_null(draft.text);
	assert_false(
		read_typed(&draft, "note Two", "texts", &shop, false, &why));
	assert_string_equal(why.text, "note: the text is there twice, as "
				      "words and with -m");
	shop_close(&shop);
}

static void
a_record_is_taken_as_if_typed(void **state)
{
	struct arena arena = {0};
	struct draft draft;
	struct fail why;
	struct record record;
	char offer[] =
		"2026-11-24T14:11:02.402+01:00\t" CASE_A
		"\toffer\treplace\tkim\t2026-11-26T18:00:00+01:00\t18.00\tR\t"
		"kind=fix\tn=1\tplan=p\trule=p.yaml:61\tuntil=x\twhy=wish";
	char now[] = "-\t" CASE_A "\tpromise\t-\t-\t-\t-\tRing";
	char listed[] = "2026-11-24T14:11:02.402+01:00\t" CASE_A
			"\tdue\tpromise\tkim\t-\t-\tRing";

	(void)state;
	assert_true(record_parse_new(&record, offer, strlen(offer), 2, &arena,
				     &why));
	assert_true(draft_of_record(&draft, &record, &arena, &why));
	assert_int_equal(draft.verb, VERB_OFFER);
	assert_string_equal(draft.what, "replace");
	assert_string_equal(draft.amount, "18.00");
	assert_string_equal(draft.who, "kim");
	assert_string_equal(draft.typed, "offer replace");
	assert_int_equal(draft.at, instant("2026-11-24T14:11:02.402+01:00"));
	assert_int_equal(draft.due_at,
			 instant("2026-11-26T18:00:00.000+01:00"));
	assert_int_equal(draft.pair_count, 1);
	assert_string_equal(draft.pairs[0].key, "until");
	assert_true(
		record_parse_new(&record, now, strlen(now), 2, &arena, &why));
	assert_true(draft_of_record(&draft, &record, &arena, &why));
	assert_null(draft.what);
	assert_null(draft.amount);
	assert_int_equal(draft.at, INSTANT_NONE);
	assert_true(
		record_parse(&record, listed, strlen(listed), 2, &arena, &why));
	assert_false(draft_of_record(&draft, &record, &arena, &why));
	assert_int_equal(why.kind, FAIL_INPUT);
	assert_string_equal(why.text,
			    "'due' is not an event that a recorder takes");
	arena_release(&arena);
}

static void
keys_of_a_complaint_are_known_and_guessed(void **state)
{
	static const struct {
		const char *key, *guess; /* "" for one that is known */
	} rows[] = {
		{"phone", ""},    {"customer", ""},   {"wish", ""},
		{"category", ""}, {"phoen", "phone"}, {"custmer", "customer"},
		{"colour", NULL}, {"history", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *guess = "";

		assert_int_equal(draft_is_open_key(rows[i].key, &guess),
				 rows[i].guess && !*rows[i].guess);
		if (rows[i].guess)
			assert_string_equal(guess, rows[i].guess);
		else
			assert_null(guess);
	}
}

static void
objects_are_listed_for_messages_and_help(void **state)
{
	static const struct {
		enum verb verb;
		const char *want;
	} rows[] = {
		{VERB_HEARD, ""},
		{VERB_TELL, "done changed outside plan"},
		{VERB_ACCEPT,
		 "replace refund part-refund look ask-and-agree voucher-5 "
		 "voucher-10 law-refund"},
		{VERB_CANNOT, "all replace refund part-refund look "
			      "ask-and-agree law-refund"},
		{VERB_OPEN, "arrived-damaged rude faulty other"},
		{VERB_HEAT, "calm upset angry abusive"},
		{VERB_CLOSE, "delighted satisfied placated unhappy "
			     "walked-away best-done"},
		{VERB_ASSIGN, "kim sam jo eva"},
		{VERB_ESCALATE, "counter senior owner"},
		{VERB_FINDING, "upheld partly not-upheld goodwill"},
		{VERB_FOLLOW_UP, "all-well"},
		{VERB_PREVENT, "none"},
		{VERB_EVIDENCE, "photo receipt packaging"},
		{VERB_THANK, "voucher-5 voucher-10"},
		{VERB_REOPEN, "customer low-feedback fix-failed"},
		{VERB_REVIEW, "counter phone email letter web social review"},
		{VERB_OUT, "counter phone email letter web social review"},
	};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		const char **words = draft_objects(rows[i].verb, shop.policy,
						   &shop.book.arena);

		for (size_t k = 0; words[k]; k++)
			buffer_format(&out, "%s%s", k ? " " : "", words[k]);
		assert_string_equal(buffer_string(&out), rows[i].want);
		buffer_release(&out);
		free(words);
	}
	for (int verb = 0; verb < VERB_COUNT; verb++)
		assert_non_null(draft_object_name((enum verb)verb));
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_first_word_is_the_object_where_the_verb_takes_it),
		cmocka_unit_test(
			of_words_that_no_list_closes_only_known_ones_are_objects),
		cmocka_unit_test(what_was_meant_is_guessed),
		cmocka_unit_test(what_has_happened_is_taken_in_any_words),
		cmocka_unit_test(without_a_plan_an_id_is_taken_as_it_is),
		cmocka_unit_test(options_are_only_for_verbs_that_take_them),
		cmocka_unit_test(a_message_is_always_text),
		cmocka_unit_test(a_record_is_taken_as_if_typed),
		cmocka_unit_test(keys_of_a_complaint_are_known_and_guessed),
		cmocka_unit_test(objects_are_listed_for_messages_and_help),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
