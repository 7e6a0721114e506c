#include "language.h"

#include "support.h"

/* A shop that speaks German: nouns stay large, and times are as it writes
 * them. */
#define GERMAN                                                        \
	PLAN_SHOP                                                     \
	"words:\n"                                                    \
	"  days: [Montag, Dienstag, Mittwoch, Donnerstag, Freitag, "  \
	"Samstag, Sonntag]\n"                                         \
	"  months: [Januar, Februar, März, April, Mai, Juni, Juli, " \
	"August, September, Oktober, November, Dezember]\n"           \
	"  language:\n"                                               \
	"    time: \"{weekday}, den {day}. {month}, {time} Uhr\"\n"   \
	"    time-in-another-year: \"{weekday}, den {day}. {month} "  \
	"{year}, {time} Uhr\"\n"                                      \
	"    option: \"{what} (bis {by})\"\n"                         \
	"    ways: {phone: telefonisch}\n"                            \
	"    small-first: [Der, Die, Das, Es]\n"                      \
	"    quoted: \"\xe2\x80\x9e{words}\xe2\x80\x9c\"\n"           \
	"    own-small: \"no\"\n"

enum how { QUOTE, INSIDE, SAID, OWN, NAME };

struct row {
	enum how how;
	const char *words;
	const char *want;
};

static void
quote(struct buffer *out, const struct policy *policy, const char *words)
{
	language_quote(out, policy, words, LANGUAGE_ALONE);
}

static void
inside(struct buffer *out, const struct policy *policy, const char *words)
{
	language_quote(out, policy, words, LANGUAGE_INSIDE);
}

static void
said(struct buffer *out, const struct policy *policy, const char *words)
{
	language_quote(out, policy, words, LANGUAGE_SAID);
}

static void
check(const char *plan, const struct row *rows, size_t count)
{
	static void (*const says[])(struct buffer *, const struct policy *,
				    const char *) = {
		quote, inside, said, language_own, language_name};
	struct shop shop;

	shop_open(&shop, plan);
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};

		buffer_add_string(&out, "> ");
		says[rows[i].how](&out, shop.policy, rows[i].words);
		assert_string_equal(out.at + 2, rows[i].want);
		buffer_release(&out);
	}
	shop_close(&shop);
}

static void
their_words_stand_inside_a_sentence(void **state)
{
	static const struct row rows[] = {
		{QUOTE, "The mug broke. It was a gift.", "the mug broke"},
		{QUOTE, "I paid 18.50 for it!", "I paid 18.50 for it"},
		{QUOTE, "Ana's mug", "Ana's mug"},
		{QUOTE, "It hums\nand flickers", "it hums"},
		{QUOTE, "Theory says", "Theory says"},
		{QUOTE, "...and it broke", "and it broke"},
		{QUOTE, "> > They never rang", "they never rang"},
		{QUOTE, "Version 2.", "Version 2"},
		{QUOTE, "Where is the second mug?", "Where is the second mug"},
		{QUOTE, "Where is it? What now?! The first broke.",
		 "the first broke"},
		{QUOTE, "\xc2\xbfQ? \xc2\xbfR?", "Q"},
		{QUOTE, "How come?\n\n", "How come"},
		{QUOTE, "", ""},
		{QUOTE, "?!?", ""},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
what_does_not_go_on_inside_a_sentence_is_set_apart(void **state)
{
	static const struct row english[] = {
		{INSIDE, "The mug broke. It was a gift.", "the mug broke"},
		{INSIDE, "it hums", "it hums"},
		{INSIDE, "3 of 6 are chipped", "3 of 6 are chipped"},
		{INSIDE, "Still nothing.", "'Still nothing'"},
		{INSIDE, "Blue, not green!", "'Blue, not green'"},
		{INSIDE, "Ana's mug", "'Ana's mug'"},
		/* Who speaks is another than who wrote it. */
		{INSIDE, "I paid 18.50 for it", "'I paid 18.50 for it'"},
		{INSIDE, "My bike is late", "'My bike is late'"},
		{SAID, "You sent the wrong one", "'You sent the wrong one'"},
		{SAID, "you sent the wrong one", "'You sent the wrong one'"},
		{INSIDE, "You rode in the dark", "you rode in the dark"},
		{SAID, "The mug broke", "the mug broke"},
		{INSIDE, "where is it?", "'Where is it'"},
		{INSIDE, "Where is it? The first broke.", "the first broke"},
		{INSIDE, "IT IS BROKEN", "it is broken"},
		{INSIDE, "WET BOX AGAIN", "'Wet box again'"},
		{INSIDE, "{by} {words}", "{by} {words}"},
		{INSIDE, "Ah {words}", "'Ah {words}'"},
		{INSIDE, "?!?", ""},
	};
	static const struct row german[] = {
		{INSIDE, "Die Tasse ist kaputt.", "die Tasse ist kaputt"},
		{INSIDE, "Immer noch nichts.",
		 "\xe2\x80\x9eImmer noch nichts\xe2\x80\x9c"},
	};

	(void)state;
	check(PLAN, english, COUNT(english));
	check(GERMAN, german, COUNT(german));
}

static void
a_greeting_is_not_what_they_said(void **state)
{
	static const struct row english[] = {
		{QUOTE, "Dear Sir, the mug broke. It was a gift.",
		 "the mug broke"},
		{QUOTE, "Dear Sir or Madam,\n\nthe mug broke", "the mug broke"},
		{QUOTE, "Dear Mr. Smith,\nThe mug broke", "the mug broke"},
		{QUOTE, "HELLO! The mug broke", "the mug broke"},
		{QUOTE, "Hi there\nThe mug broke", "the mug broke"},
		{QUOTE, "Hi, good morning. The mug broke", "the mug broke"},
		{QUOTE, "Hi. Where is it? The mug broke", "the mug broke"},
		{QUOTE, "Dear Kim, where is it?", "where is it"},
		{QUOTE, "To whom it may concern: it broke", "it broke"},
		/* It says something itself. */
		{QUOTE, "Hello kitty mug broken. A gift.",
		 "Hello kitty mug broken"},
		{QUOTE, "Dearer than you said. A mug.", "Dearer than you said"},
		{QUOTE, "Hello", "Hello"},
		{QUOTE, "Hello?", "Hello"},
		{SAID, "Hello, my mug broke", "'My mug broke'"},
		{SAID, "Hello, the mug broke", "the mug broke"},
	};
	static const struct row german[] = {
		{QUOTE, "Hello. Die Tasse", "die Tasse"},
		{QUOTE, "Guten Tag, die Tasse", "Guten Tag, die Tasse"},
	};
	static const struct row german_too[] = {
		{QUOTE, "guten tag, die Tasse", "die Tasse"},
		{QUOTE, "Hello. Die Tasse", "Hello"},
	};

	(void)state;
	check(PLAN, english, COUNT(english));
	check(GERMAN, german, COUNT(german));
	check(GERMAN "    greetings: [Guten Tag]\n", german_too,
	      COUNT(german_too));
}

static void
hostile_words_become_one_quiet_line(void **state)
{
	static const struct row rows[] = {
		/* P03: their volume is not matched. */
		{QUOTE, "IT IS BROKEN!!!", "it is broken"},
		{QUOTE, "I AM SO ANGRY AT YOU", "I am so angry at you"},
		{QUOTE, "THIS IS A MESS, and I said so",
		 "this is a mess, and I said so"},
		{QUOTE, "The DHL van never came", "the DHL van never came"},
		{QUOTE,
		 "\xc3\x9c"
		 "BERALL \xc3\x96L",
		 "\xc3\xbc"
		 "berall \xc3\xb6l"},
		{QUOTE, "one\ttwo\x1b[2Jthree", "one two [2Jthree"},
		{QUOTE,
		 "a\xe2\x80\xae"
		 "b",
		 "a b"},
		{QUOTE,
		 "a\xff"
		 "b",
		 "a\xef\xbf\xbd"
		 "b"},
		{QUOTE, "{by} {heart}", "{by} {heart}"},
		{OWN, "Ring\r\nBcc: all@example.org",
		 "ring Bcc: all@example.org"},
		{OWN, "   ", ""},
		{NAME, "EVE\r\nBRAND", "Eve Brand"},
		{NAME, "ANA", "ANA"},
		{NAME, "Ana\tRUIZ", "Ana RUIZ"},
		{NAME, "\x1b\x07", ""},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
our_own_words_begin_small_where_the_plan_says_so(void **state)
{
	static const struct row small[] = {
		{OWN, "Replace it.", "replace it"},
		{OWN, "I ring you", "I ring you"},
		{OWN, "DHL asked", "DHL asked"},
		{OWN, "A new one", "A new one"},
		{OWN,
		 "\xc3\x89"
		 "change",
		 "\xc3\xa9"
		 "change"},
		{OWN, "Packed. And sent.", "packed. And sent"},
	};
	static const struct row large[] = {
		{OWN,
		 "Geld zur\xc3\xbc"
		 "ck.",
		 "Geld zur\xc3\xbc"
		 "ck"},
		{QUOTE, "Die Tasse ist kaputt.", "die Tasse ist kaputt"},
		{QUOTE, "The mug", "The mug"},
	};

	(void)state;
	check(PLAN, small, COUNT(small));
	check(GERMAN, large, COUNT(large));
}

static void
very_long_words_are_cut_between_two(void **state)
{
	struct buffer words = {0}, out = {0};
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	for (int i = 0; i < 100; i++)
		buffer_add_string(&words, "so and ");
	language_quote(&out, shop.policy, words.at, LANGUAGE_ALONE);
	assert_int_equal(out.len, 240 + strlen("\xe2\x80\xa6"));
	assert_string_equal(out.at + 240 - 6, "and so\xe2\x80\xa6");
	buffer_clear(&out);
	buffer_clear(&words);
	for (int i = 0; i < 300; i++)
		buffer_add_string(&words, "\xc3\xa9");
	language_quote(&out, shop.policy, words.at, LANGUAGE_ALONE);
	assert_int_equal(out.len, 240 + strlen("\xe2\x80\xa6"));
	buffer_release(&words);
	buffer_release(&out);
	shop_close(&shop);
}

static void
times_and_options_are_written_as_the_plan_does(void **state)
{
	static const struct {
		const char *plan, *at;
		const char *time, *day, *option;
	} rows[] = {
		{PLAN, "2026-11-26T18:00:00.000+01:00",
		 "Thursday 26 November, 18:00", "Thursday 26 November",
		 "ring by Thursday 26 November, 18:00"},
		{PLAN, "2027-03-01T09:05:00.000+01:00",
		 "Monday 1 March 2027, 09:05", "Monday 1 March 2027",
		 "ring by Monday 1 March 2027, 09:05"},
		{GERMAN, "2026-11-26T18:00:00.000+01:00",
		 "Donnerstag, den 26. November, 18:00 Uhr",
		 "Donnerstag, den 26. November",
		 "Ring (bis Donnerstag, den 26. November, 18:00 Uhr)"},
		{GERMAN, "2027-03-01T09:05:00.000+01:00",
		 "Montag, den 1. M\xc3\xa4rz 2027, 09:05 Uhr",
		 "Montag, den 1. M\xc3\xa4rz 2027",
		 "Ring (bis Montag, den 1. M\xc3\xa4rz 2027, 09:05 Uhr)"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		struct shop shop;
		int64_t at = instant(rows[i].at);

		shop_open(&shop, rows[i].plan);
		language_time(&out, shop.policy, shop.when.now, at);
		assert_string_equal(out.at, rows[i].time);
		buffer_clear(&out);
		language_day(&out, shop.policy, shop.when.now, at);
		assert_string_equal(out.at, rows[i].day);
		buffer_clear(&out);
		language_option(&out, shop.policy, "Ring", shop.when.now, at);
		assert_string_equal(out.at, rows[i].option);
		buffer_clear(&out);
		language_option(&out, shop.policy, "Ring", shop.when.now,
				INSTANT_NONE);
		assert_int_equal(out.len, strlen("Ring"));
		buffer_release(&out);
		shop_close(&shop);
	}
}

static void
ways_and_amounts_are_the_plans(void **state)
{
	struct buffer out = {0};
	struct shop shop;

	(void)state;
	shop_open(&shop, GERMAN);
	assert_string_equal(language_way(shop.policy, "phone"), "telefonisch");
	assert_string_equal(language_way(shop.policy, "email"), "email");
	shop.policy->shop.decimal_mark = ',';
	language_amount(&out, shop.policy, 1850);
	assert_string_equal(out.at, "18,50 EUR");
	buffer_release(&out);
	shop_close(&shop);
}

static void
a_form_that_leaves_something_out_is_refused(void **state)
{
	static const struct {
		const char *key, *fault;
	} rows[] = {
		{"time: \"{day} {month}\"", "'time' leaves {time} out"},
		{"time-in-another-year: \"{day} {month} {time}\"",
		 "'time-in-another-year' leaves {year} out"},
		{"option: \"{what}\"", "'option' leaves {by} out"},
		{"option: \"{what} {bye}\"",
		 "nothing fills in '{bye}' here; did you mean 'by'?"},
		{"time: \"{day} {month} {time\"",
		 "a '{' stands here without its '}'"},
		{"time: \"}\"", "a '}' stands here without its '{'"},
		{"between-steps: \"a\\tb\"",
		 "'between-steps' takes one line, without tabs"},
		{"ways: {phon: x}",
		 "'phon' is not a key of ways; did you mean 'phone'?"},
		{"tiem: x", "'tiem' is not a key of language; did you mean "
			    "'time'?"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct policy *policy = NULL;
		struct faults faults = {0};
		struct buffer plan = {0};

		buffer_format(&plan, "%swords:\n  language:\n    %s\n",
			      PLAN_SHOP, rows[i].key);
		assert_false(policy_parse(plan.at, plan.len, "p.yaml", &policy,
					  &faults));
		assert_string_equal(faults.at[0].text, rows[i].fault);
		assert_int_equal(faults.at[0].line, 6);
		faults_release(&faults);
		buffer_release(&plan);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(their_words_stand_inside_a_sentence),
		cmocka_unit_test(
			what_does_not_go_on_inside_a_sentence_is_set_apart),
		cmocka_unit_test(a_greeting_is_not_what_they_said),
		cmocka_unit_test(hostile_words_become_one_quiet_line),
		cmocka_unit_test(
			our_own_words_begin_small_where_the_plan_says_so),
		cmocka_unit_test(very_long_words_are_cut_between_two),
		cmocka_unit_test(
			times_and_options_are_written_as_the_plan_does),
		cmocka_unit_test(ways_and_amounts_are_the_plans),
		cmocka_unit_test(a_form_that_leaves_something_out_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
