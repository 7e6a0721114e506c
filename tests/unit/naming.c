#include "naming.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "discreet.h"
#include "meant.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

#define ANA "261124-7QK4XME"
#define ROSA "261124-ABE7R2H"
#define ABE "261125-Q3T8VK7"
#define MARTA "261123-3F8TWAX" /* closed */
#define OTTO "261122-7QK4XMQ"  /* closed; the first six as Ana's */

#define LINE(minute, id, rest) \
	"2026-11-22T14:" minute ":00.000+01:00\t" id "\t" rest "\n"
#define OPEN(minute, id, keys) \
	LINE(minute, id, "open\tlate\tkim\t-\t-\tIt is late." keys)
#define CLOSE(minute, id) LINE(minute, id, "close\tplacated\tkim\t-\t-\t-")

static const char journal_text[] = OPEN(
	"01", ANA,
	"\tcustomer=Ana Mu\xc3\xb1oz-Ruiz\temail=Ana@x.org\t"
	"phone=+34 600 111 222") OPEN("02", ROSA,
				      "\tcustomer=Rosa Lind\tphone=600 333 444")
	OPEN("03", ABE, "\tcustomer=Abe Olsen\temail=abe@x.org")
		OPEN("04", MARTA, "\tcustomer=Marta Gil\tphone=600 333 444")
			CLOSE("05", MARTA)
				OPEN("06", OTTO, "\tcustomer=Otto Ruiz")
					CLOSE("07", OTTO);

static struct casebook
book_of(const char *lines)
{
	char path[] = "/tmp/amends-naming.XXXXXX";
	struct casebook book;
	struct journal journal;
	struct fail why = {0};
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, lines, strlen(lines)), strlen(lines));
	close(fd);
	assert_true(journal_find(&journal, path, &why));
	assert_true(casebook_load(&book, &journal, false, 2, NULL, NULL, &why));
	assert_int_equal(book.bad, 0);
	journal_release(&journal);
	unlink(path);
	return book;
}

static void
a_case_is_found_by_what_people_say(void **state)
{
	static const struct {
		const char *word, *want;
	} rows[] = {
		{"261124-7QK4XME", ANA},
		{"261124-7qk4xme", ANA},
		{"7QK4XME", ANA},
		{"7qk", ANA}, /* and not the closed one */
		{"7qk4xm", ANA},
		{"7QK4XMQ", OTTO},
		{"abe7", ROSA},
		{"q3t", ABE},
		{"ana", ANA},
		{"Munoz", ANA},
		{"MU\xc3\x91OZ", ANA},
		{"mun\xcc\x83oz-ruiz", ANA},
		{"ruiz", ANA}, /* open before closed */
		{"ana munoz", ANA},
		{"otto", OTTO},
		{"gil", MARTA},
		{"ana@x.org", ANA},
		{"ABE@X.ORG", ABE},
		{"1222", ANA},
		{"600111222", ANA},
		{"600-111-222", ANA},
		{"0600 111 222", ANA},
		{"0034600111222", ANA},
		{"+34 600 333 444", ROSA},
		{"3444", ROSA}, /* and not the closed one with that number */
	};
	struct casebook book = book_of(journal_text);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct naming naming;
		struct fail why = {0};
		bool found = naming_find(&naming, &book, rows[i].word, &why);

		if (!found)
			fail_msg("%s: %s", rows[i].word, why.text);
		assert_int_equal(naming.count, 1);
		assert_string_equal(naming.fits[0]->id, rows[i].want);
		naming_release(&naming);
	}
	casebook_release(&book);
}

static void
a_whole_id_is_nobodys_name(void **state)
{
	struct casebook book = book_of(
		OPEN("01", ANA, "") OPEN("02", ROSA, "\tcustomer=" ANA));
	struct naming naming;
	struct fail why = {0};

	(void)state;
	assert_true(naming_find(&naming, &book, ANA, &why));
	assert_string_equal(naming.fits[0]->id, ANA);
	naming_release(&naming);
	casebook_release(&book);
}

static void
what_fits_none_or_several_is_said(void **state)
{
	static const struct {
		const char *word;
		size_t fits;
		const char *want;
	} rows[] = {
		{"abe", 2, "'abe' fits 2 open cases; name one"},
		{"7qk4xmf", 0,
		 "'7qk4xmf' is mistyped: its check character is wrong"},
		{"261124-7QK4XMF", 0,
		 "'261124-7QK4XMF' is mistyped: its check character is wrong"},
		{"261124-7QK4XM", 0, "no case fits '261124-7QK4XM'"},
		{"7q", 0, "no case fits '7q'"},
		{"an", 0, "no case fits 'an'; did you mean 'Ana'?"},
		{"marto", 0, "no case fits 'marto'; did you mean 'Marta'?"},
		{"222", 0, "no case fits '222'"},
		{"x.org", 0, "no case fits 'x.org'"},
		{"bob@x.org", 0, "no case fits 'bob@x.org'"},
		{"", 0, "no case fits ''"},
	};
	struct casebook book = book_of(journal_text);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct naming naming;
		struct fail why = {0};

		assert_false(naming_find(&naming, &book, rows[i].word, &why));
		assert_int_equal(why.kind, FAIL_USAGE);
		assert_int_equal(naming.count, rows[i].fits);
		assert_string_equal(why.text, rows[i].want);
		naming_release(&naming);
	}
	casebook_release(&book);
}

static void
several_that_fit_come_oldest_first(void **state)
{
	struct casebook book = book_of(journal_text);
	struct naming naming;
	struct fail why;

	(void)state;
	assert_false(naming_find(&naming, &book, "abe", &why));
	assert_string_equal(naming.fits[0]->id, ROSA);
	assert_string_equal(naming.fits[1]->id, ABE);
	assert_true(naming.open);
	naming_release(&naming);
	casebook_release(&book);
}

static void
a_merged_case_leads_to_the_one_it_lives_on_in(void **state)
{
	struct casebook book = book_of(
		OPEN("01", ANA, "\tcustomer=Ana") OPEN("02", ROSA,
						       "\tcustomer=Rosa")
			LINE("03", ANA, "merge\t" ROSA "\teva\t-\t-\t-"));
	struct naming naming;
	struct fail why;

	(void)state;
	assert_true(naming_find(&naming, &book, "rosa", &why));
	assert_string_equal(naming.fits[0]->id, ANA);
	naming_release(&naming);
	assert_true(naming_find(&naming, &book, ROSA, &why));
	assert_string_equal(naming.fits[0]->id, ANA);
	naming_release(&naming);
	casebook_release(&book);
}

static void
an_erased_customer_is_found_by_id_alone(void **state)
{
	struct casebook book =
		book_of(OPEN("01", ANA, "\tcustomer=Ana\tphone=600111222")
				LINE("03", ANA, "erase\t-\teva\t-\t-\t-"));
	static const char *const words[] = {"ana", "erased", "1222"};
	struct naming naming;
	struct fail why;

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		assert_false(naming_find(&naming, &book, words[i], &why));
		naming_release(&naming);
	}
	assert_true(naming_find(&naming, &book, "7qk", &why));
	assert_string_equal(naming_customer(naming.fits[0]), "a customer");
	naming_release(&naming);
	casebook_release(&book);
}

static void
a_customer_is_called_by_name_else_by_how_to_reach_them(void **state)
{
	static const struct {
		const char *keys, *want;
	} rows[] = {
		{"\tcustomer=Ana\temail=ana@x.org\tphone=6", "Ana"},
		{"\temail=ana@x.org\tphone=6", "ana@x.org"},
		{"\tphone=600 111", "600 111"},
		{"", "a customer"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer lines = {0};
		struct casebook book;

		buffer_format(&lines, OPEN("01", ANA, "%s"), rows[i].keys);
		book = book_of(lines.at);
		assert_string_equal(naming_customer(&book.cases[0]),
				    rows[i].want);
		casebook_release(&book);
		buffer_release(&lines);
	}
}

static void
the_short_name_is_as_short_as_open_cases_allow(void **state)
{
	static const struct {
		const char *lines, *want;
	} rows[] = {
		{OPEN("01", ANA, ""), "7QK"},
		{OPEN("01", ANA, "") OPEN("02", ABE, ""), "7QK"},
		{OPEN("01", ANA, "") OPEN("02", OTTO, ""), "7QK4XME"},
		{OPEN("01", ANA, "") OPEN("02", OTTO, "") CLOSE("03", OTTO),
		 "7QK"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct casebook book = book_of(rows[i].lines);
		struct buffer out = {0};

		naming_shortest(&out, &book, ANA);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
		casebook_release(&book);
	}
	assert_string_equal(naming_short(ANA), "7QK4XME");
}

static void
letters_may_be_spelt_out_in_a_name(void **state)
{
	static const char *const words[] = {"muessig", "M\u00FC\u00DFig",
					    "mussig", "juergen", "jurgen"};
	static const char *const others[] = {"groen", "gr\u00F8n", "Groen"};
	struct casebook book = book_of(
		OPEN("01", ANA, "\tcustomer=J\u00FCrgen M\u00FC\u00DFig")
			OPEN("02", ROSA, "\tcustomer=Per Gr\u00F8n"));
	struct naming naming;
	struct fail why;

	(void)state;
	for (size_t i = 0; i < COUNT(words) + COUNT(others); i++) {
		bool first = i < COUNT(words);
		const char *word = first ? words[i] : others[i - COUNT(words)];

		if (!naming_find(&naming, &book, word, &why))
			fail_msg("%s: %s", word, why.text);
		assert_string_equal(naming.fits[0]->id, first ? ANA : ROSA);
		naming_release(&naming);
	}
	casebook_release(&book);
}

static void
apostrophes_do_not_count_in_a_name(void **state)
{
	static const char *const words[] = {"ohara", "O'Hara", "o\u2019hara",
					    "hara"};
	struct casebook book =
		book_of(OPEN("01", ANA, "\tcustomer=Mary O'Hara")
				OPEN("02", ROSA, "\tcustomer=D'Arcy (Jo)"));
	struct naming naming;
	struct fail why;

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		if (!naming_find(&naming, &book, words[i], &why))
			fail_msg("%s: %s", words[i], why.text);
		assert_string_equal(naming.fits[0]->id, ANA);
		naming_release(&naming);
	}
	casebook_release(&book);
}

static void
a_guess_is_offered_only_where_it_can_be_typed(void **state)
{
	static const struct {
		const char *word, *want;
	} rows[] = {
		{"marry", "no case fits 'marry'; did you mean 'Mary'?"},
		{"d'arci", "no case fits 'd'arci'"},
		{"(joe)", "no case fits '(joe)'"},
	};
	struct casebook book = book_of(OPEN("01", ANA, "\tcustomer=Mary") OPEN(
		"02", ROSA, "\tcustomer=D'Arcy (Jo)"));
	struct naming naming;
	struct fail why;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_false(naming_find(&naming, &book, rows[i].word, &why));
		assert_string_equal(why.text, rows[i].want);
		naming_release(&naming);
	}
	casebook_release(&book);
}

/* As a scan asks of a line; what is escaped may be any name. */
static void
who_a_slip_may_have_meant_is_found_if_that_is_asked(void **state)
{
	static const struct {
		const char *word, *key, *value;
		bool near, may;
	} rows[] = {
		{"Marat", "customer", "Marta Gil", true, true},
		{"Marat", "customer", "Gil M\xc3\x81rta", true, true},
		{"Marat", "customer", "Marta Gil", false, false},
		{"Marat", "customer", "Otto Gil", true, false},
		{"Marat", "customer", "M\\x07rta", true, true},
		{"Marat", "email", "marta", true, false},
		{"marat@x.org", "customer", "Marta@x.org", true, true},
		{"marat@x.org", "customer", "M\\x07rta", true, true},
		{"Marta", "customer", "Marta Gil", true, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct meant meant;

		meant_work_out(&meant, rows[i].word);
		meant.near = rows[i].near;
		if (meant_may_be_detail(&meant, rows[i].key,
					strlen(rows[i].key), rows[i].value,
					strlen(rows[i].value)) != rows[i].may)
			fail_msg("%s: %s", rows[i].word, rows[i].value);
		meant_release(&meant);
	}
}

static void
a_list_takes_all_that_fit(void **state)
{
	struct casebook book = book_of(journal_text);
	struct naming naming;
	struct fail why;

	(void)state;
	assert_true(naming_find_all(&naming, &book, "abe", false, &why));
	assert_int_equal(naming.count, 2);
	naming_release(&naming);
	assert_true(naming_find_all(&naming, &book, "ruiz", false, &why));
	assert_int_equal(naming.count, 1);
	naming_release(&naming);
	assert_true(naming_find_all(&naming, &book, "ruiz", true, &why));
	assert_int_equal(naming.count, 2);
	naming_release(&naming);
	assert_false(naming_find_all(&naming, &book, "bob", true, &why));
	assert_string_equal(why.text, "no case fits 'bob'");
	naming_release(&naming);
	casebook_release(&book);
}

static void
in_a_log_a_word_that_is_no_id_is_left_out(void **state)
{
	static const struct {
		const char *word;
		bool shown;
	} rows[] = {
		{"7qk", true},
		{"rb5", true},
		{"7QK4XME", true},
		{"rb5d4xj", true},
		{"261124-7QK4XME", true},
		{"abe", false},
		{"222", false},
		{"7u5", false},
		{"7-k", false},
		{"a7", false},
		{"bob22", false},
		{"anna7", false},
		{"7qk4", true},
		{"bob2024", false},
		{"600111222", false},
		{"", false},
		{"26112-47QK4XME", false},
		{"261124-bob@x.o", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_string_equal(naming_as_asked(rows[i].word),
				    rows[i].word);
		discreet_set(true);
		assert_string_equal(naming_as_asked(rows[i].word),
				    rows[i].shown ? rows[i].word : "...");
		discreet_set(false);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_case_is_found_by_what_people_say),
		cmocka_unit_test(a_whole_id_is_nobodys_name),
		cmocka_unit_test(what_fits_none_or_several_is_said),
		cmocka_unit_test(several_that_fit_come_oldest_first),
		cmocka_unit_test(a_merged_case_leads_to_the_one_it_lives_on_in),
		cmocka_unit_test(an_erased_customer_is_found_by_id_alone),
		cmocka_unit_test(letters_may_be_spelt_out_in_a_name),
		cmocka_unit_test(apostrophes_do_not_count_in_a_name),
		cmocka_unit_test(a_guess_is_offered_only_where_it_can_be_typed),
		cmocka_unit_test(
			who_a_slip_may_have_meant_is_found_if_that_is_asked),
		cmocka_unit_test(a_list_takes_all_that_fit),
		cmocka_unit_test(
			a_customer_is_called_by_name_else_by_how_to_reach_them),
		cmocka_unit_test(
			the_short_name_is_as_short_as_open_cases_allow),
		cmocka_unit_test(in_a_log_a_word_that_is_no_id_is_left_out),
	};

	return cmocka_run_group_tests_name("naming", tests, NULL, NULL);
}
