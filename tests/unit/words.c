/* What a text says that the plan would rather not have said. */
#include "support.h"

#include "words.h"

/* A plan with words of its own; its sentences are the default ones. */
static const char plan[] = PLAN_SHOP
	"words:\n"
	"  avoid:\n"
	"    - {say: [\"no\", nope], kind: refusal, unless: [no charge, \"no "
	"#\"], try: Here is what I can do}\n"
	"    - {say: we can't, kind: refusal, try: What we can do is}\n"
	"    - {say: can, kind: whim}\n"
	"    - {say: don't know, try: 'I will ring you by {by}'}\n"
	"    - {say: it's only, kind: dismissive, try: ''}\n"
	"    - {say: sorry if, kind: half-apology, try: 'Sorry that we "
	"{what-we-did}'}\n"
	"    - {say: [política, schon, нельзя, 規約, का]}\n"
	"  blame: [courier, royal mail, post office]\n"
	"  blame-try: This was ours\n"
	"  about-customers: [time-waster, karen]\n"
	"  loud: {caps-words: 2, exclamation-marks: 2}\n"
	"  days: [lunes, martes, miércoles, jueves, viernes, sábado, "
	"domingo]\n";

static struct shop shop;
static struct words *words;

static int
begin(void **state)
{
	(void)state;
	shop_open(&shop, plan);
	words = words_new(shop.policy);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	words_free(words);
	shop_close(&shop);
	return 0;
}

/* What is found, as "line:column text; ...". */
static const char *
found(unsigned kinds, const char *text, size_t len)
{
	static struct buffer out;
	struct words_findings findings = {0};

	buffer_clear(&out);
	words_check(words, kinds, text, len, &findings);
	for (size_t i = 0; i < findings.count; i++) {
		const struct words_finding *one = &findings.list[i];

		buffer_format(&out, "%s%zu:%zu %.*s", i > 0 ? "; " : "",
			      one->line, one->column, (int)one->len,
			      text + one->at);
	}
	words_findings_release(&findings);
	return buffer_string(&out);
}

struct look {
	const char *text, *want;
};

static void
each(unsigned kinds, const struct look *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *got =
			found(kinds, rows[i].text, strlen(rows[i].text));

		if (strcmp(got, rows[i].want) != 0)
			fail_msg("\"%s\": \"%s\", not \"%s\"", rows[i].text,
				 got, rows[i].want);
	}
}

static void
whole_words_are_found_whatever_stands_around_them(void **state)
{
	static const struct look rows[] = {
		{"No, thanks.", "1:1 No"},
		{"(no)", "1:2 no"},
		{"'no'", "1:2 no"},
		{"*no* and _no_", "1:2 no; 1:11 no"},
		{"Nobody from Norwich said so.", ""},
		{"A no-one, a no_one, a yes-no.", ""},
		{"no.reply and x.no", ""},
		{"See https://x.org/no or www.x.org/no, or no@x.org", ""},
		{"The end.No more", "1:9 No"},
		{"The end.NO", "1:9 NO"},
		{"no", "1:1 no"},
		{"", ""},
		{"\xFFno\xFF", "1:2 no"},
	};

	(void)state;
	each(WORDS_AVOID, rows, COUNT(rows));
}

static void
the_words_of_a_phrase_stand_together_in_a_sentence(void **state)
{
	static const struct look rows[] = {
		{"Royal Mail", "1:1 Royal Mail"},
		{"the ROYAL\nMAIL.", "1:5 ROYAL\nMAIL"},
		{"royal\r\n  mail", "1:1 royal\r\n  mail"},
		{"royal, mail", "1:1 royal, mail"},
		{"royal-mail", "1:1 royal-mail"},
		{"royal\n\nmail", ""},
		{"royal. Mail", ""},
		{"royal\n> no\nmail", ""},
		{"royal {x} mail", ""},
		{"royalmail", ""},
		{"royal royal mail", "1:7 royal mail"},
		{"post royal mail office", "1:6 royal mail"},
		{"postal code, post-office-box", ""},
	};

	(void)state;
	each(WORDS_BLAME, rows, COUNT(rows));
}

static void
any_apostrophe_will_do(void **state)
{
	static const struct look rows[] = {
		{"we can't", "1:1 we can't"},
		{"We can\xE2\x80\x99t", "1:1 We can\xE2\x80\x99t"},
		{"We can`t; we can\xC2\xB4t",
		 "1:1 We can`t; 1:11 we can\xC2\xB4t"},
		{"we cant, we can 't", "1:13 can"},
		{"You can't", ""},
		{"You can.", "1:5 can"},
		{"The courier's fault", "1:5 courier"},
		{"l'courier", "1:3 courier"},
	};

	(void)state;
	each(WORDS_AVOID | WORDS_BLAME, rows, COUNT(rows));
}

static void
what_is_allowed_is_let_through(void **state)
{
	static const struct look rows[] = {
		{"at no charge", ""},
		{"No\ncharge, no.", "2:9 no"},
		{"Nope, no charge", "1:1 Nope"},
		{"order no. 4711, No 7, no.8, no #9", ""},
		{"No. Seven", "1:1 No"},
		{"no charges", "1:1 no"},
	};

	(void)state;
	each(WORDS_AVOID, rows, COUNT(rows));
}

static void
any_script_is_read(void **state)
{
	static const struct look rows[] = {
		{"Es nuestra POLÍTICA, politica",
		 "1:12 POLÍTICA; 1:22 politica"},
		/* Taken apart, as some keyboards send it. */
		{"poli\xCC\x81tica", "1:1 poli\xCC\x81tica"},
		{"wie schön, schon", "1:12 schon"},
		{"Так НЕЛЬЗЯ делать", "1:5 НЕЛЬЗЯ"},
		{"この規約では", "1:3 規約"},
		{"規\n約", "1:1 規\n約"},
		{"का, की, क", "1:1 का"},
		{"ro\xC2\xADyal mail", "1:1 ro\xC2\xADyal mail"},
		{"royal\xC2\xA0mail", "1:1 royal\xC2\xA0mail"},
	};

	(void)state;
	each(WORDS_LISTS, rows, COUNT(rows));
}

static void
quoted_lines_and_a_mails_header_are_left_alone(void **state)
{
	static const struct look rows[] = {
		{"> no\n>> no\n  > no\nno", "4:1 no"},
		{"To: karen@x.org\nSubject: Re: no\nX: no\n\nno",
		 "2:14 no; 5:1 no"},
		{"Subject: no\r\n\r\nyes", "1:10 no"},
		{"To: no\n\nno", "1:5 no; 3:1 no"},
		{"Subject: no\nno\n\nno", "1:10 no; 2:1 no; 4:1 no"},
		{"> no", ""},
	};

	(void)state;
	each(WORDS_AVOID, rows, COUNT(rows));
}

static void
P25_words_about_customers_are_looked_for_inside(void **state)
{
	static const struct look rows[] = {
		{"What a Karen, a time waster.", "1:8 Karen; 1:17 time waster"},
	};

	(void)state;
	each(WORDS_ABOUT, rows, COUNT(rows));
	assert_string_equal(
		found(WORDS_OUT, rows[0].text, strlen(rows[0].text)), "");
}

static void
P03_shouting_is_found(void **state)
{
	static const struct look rows[] = {
		{"I am VERY SORRY", "1:6 VERY SORRY"},
		{"REALLY? I AM SORRY", "1:1 REALLY; 1:11 AM SORRY"},
		{"It is URGENT", ""},
		{"VAT in EUR by UPS, ID CARD", "1:20 ID CARD"},
		{"THE VAT", ""},
		{"SKU-123 7QK4XME", ""},
		{"Thank you!", ""},
		{"Thank you!!", "1:10 !!"},
		{"So! Now!", "1:3 !; 1:8 !"},
		{"ОЧЕНЬ ЖАЛЬ", "1:1 ОЧЕНЬ ЖАЛЬ"},
		{"> OH REALLY!!!", ""},
	};

	(void)state;
	each(WORDS_LOUD, rows, COUNT(rows));
}

static void
P42_a_time_that_is_none_is_found_unless_the_sentence_has_one(void **state)
{
	static const struct look rows[] = {
		{"We ring soon.", "1:9 soon"},
		{"We ring as soon as possible", "1:9 as soon as possible"},
		{"Soon, that is by 17:00.", ""},
		{"El martes, or later.", ""},
		{"Later today", ""},
		{"Later. Tomorrow.", "1:1 Later"},
		{"in a few\ndays", "1:4 a few\ndays"},
		{"sooner", ""},
	};

	(void)state;
	each(WORDS_VAGUE, rows, COUNT(rows));
}

static void
an_apology_says_four_things(void **state)
{
	static const struct {
		const char *text;
		int lacks;
	} rows[] = {
		{"", 4},
		{"Sorry.", 4},
		{"The mug came in pieces, because the box was thin. This was "
		 "ours to get right. I am sorry that it spoilt the present.",
		 0},
		{"We packed it badly. I am sorry that it spoilt it.", 1},
		{"It was late because of us.", 2},
		{"I am sorry that you feel so, because.", 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct words_findings findings = {0};

		words_check(words, WORDS_APOLOGY, rows[i].text,
			    strlen(rows[i].text), &findings);
		if ((int)findings.count != rows[i].lacks)
			fail_msg("\"%s\" lacks %zu", rows[i].text,
				 findings.count);
		words_findings_release(&findings);
	}
}

/* The English ways of saying each of the four, where the plan has no own. */
static void
each_part_of_an_apology_is_known_by_many_words(void **state)
{
	static const char *const texts[] = {
		"It was down to us.",          "We let you down.",
		"We should have rung.",        "I should have rung.",
		"Here we were wrong.",         "Here I was wrong.",
		"We got this wrong.",          "Sadly we got it wrong.",
		"It seems we made a mistake.", "Well, this is how.",
		"I know it happened when",     "So sorry you had to wait",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct words_findings findings = {0};

		words_check(words, WORDS_APOLOGY, texts[i], strlen(texts[i]),
			    &findings);
		if (findings.count >= 4)
			fail_msg("\"%s\" says nothing", texts[i]);
		words_findings_release(&findings);
	}
}

static void
a_finding_says_what_to_say_instead(void **state)
{
	static const struct look rows[] = {
		{"No!", "\"No\" refuses; say: Here is what I can do"},
		{"I don't\n  know", "\"don't know\" is on the plan's list; "
				    "say: I will ring you by [day and time]"},
		{"can", "\"can\" is on the plan's list (whim)"},
		{"It's only", "\"It's only\" makes light of it"},
		{"sorry if", "\"sorry if\" is half an apology; say: Sorry that "
			     "we [what we did]"},
		{"A courier", "\"courier\" blames someone else; say: This was "
			      "ours"},
		{"karen", "\"karen\" is about the customer, who may ask to "
			  "read it"},
		{"asap", "\"asap\" names no time; say: I will [what] by [day "
			 "and time], and I will tell you by [how]."},
		{"no\xE2\x80\xAE",
		 "\"no\" refuses; say: Here is what I can do"},
		{"post\x1F office", "\"post\x1F office\""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct words_findings findings = {0};
		struct buffer out = {0};

		words_check(words, WORDS_OUT | WORDS_ABOUT, rows[i].text,
			    strlen(rows[i].text), &findings);
		if (findings.count > 0) {
			words_say(&out, &findings.list[0], rows[i].text);
			assert_string_equal(out.at, rows[i].want);
		}
		assert_null(strchr(buffer_string(&out), '\x1F'));
		buffer_release(&out);
		words_findings_release(&findings);
	}
}

static void
a_long_text_takes_as_long_as_it_is(void **state)
{
	struct buffer text = {0};
	struct words_findings findings = {0};

	(void)state;
	/* On one line, in one sentence, in one word but for commas. */
	for (int i = 0; i < 40000; i++)
		buffer_add_string(&text, "no charge,soon,because,NO,!");
	words_check(words, WORDS_OUT | WORDS_APOLOGY, text.at, text.len,
		    &findings);
	assert_int_equal(findings.list[0].column, 11);
	words_findings_release(&findings);
	buffer_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			whole_words_are_found_whatever_stands_around_them),
		cmocka_unit_test(
			the_words_of_a_phrase_stand_together_in_a_sentence),
		cmocka_unit_test(any_apostrophe_will_do),
		cmocka_unit_test(what_is_allowed_is_let_through),
		cmocka_unit_test(any_script_is_read),
		cmocka_unit_test(
			quoted_lines_and_a_mails_header_are_left_alone),
		cmocka_unit_test(
			P25_words_about_customers_are_looked_for_inside),
		cmocka_unit_test(P03_shouting_is_found),
		cmocka_unit_test(
			P42_a_time_that_is_none_is_found_unless_the_sentence_has_one),
		cmocka_unit_test(an_apology_says_four_things),
		cmocka_unit_test(
			each_part_of_an_apology_is_known_by_many_words),
		cmocka_unit_test(a_finding_says_what_to_say_instead),
		cmocka_unit_test(a_long_text_takes_as_long_as_it_is),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
