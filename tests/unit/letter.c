#include "letter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lettermail.h"
#include "mail.h"
#include "owed.h"
#include "text.h"

/* Open on weekdays and Saturdays; the shop's name is what tests change. */
static const char plan[] =
	"policy: 1\n"
	"shop: {name: \"%s\", timezone: Europe/Madrid, currency: EUR}\n"
	"hours:\n"
	"  week:\n"
	"    mon: [\"09:00-18:00\"]\n"
	"    tue: [\"09:00-18:00\"]\n"
	"    wed: [\"09:00-18:00\"]\n"
	"    thu: [\"09:00-18:00\"]\n"
	"    fri: [\"09:00-18:00\"]\n"
	"    sat: [\"10:00-14:00\"]\n"
	"    sun: []\n"
	"deadlines:\n"
	"  default: {acknowledge: none, first-action: none, update-every: "
	"none,\n"
	"    answer: none, fix-done: none, tell-after-fix: 4bh, "
	"final-word: none}\n"
	"promises: {broken: {apologise-within: 2bh}}\n"
	"follow-up: []\n";

#define OPENING                                                                \
	"2026-11-23T10:00:00.000+01:00\t261123-3F8TWAX\topen\tother\tkim\t-\t" \
	"-\tIt hums.\tcustomer=Ana Ruiz\tphone=600 111 222\n"
#define PROMISE(due, text)                                                  \
	"2026-11-23T10:01:00.000+01:00\t261123-3F8TWAX\tpromise\tp1\tkim\t" \
	"2026-11-" due ":00+01:00\t-\t" text "\n"

struct written {
	struct arena arena;
	struct casebook book;
	struct policy *policy;
	struct duty_view view;
	struct duty_list duties, apart;
	struct letter letter;
};

static void
begin(struct written *written, const char *shop, const char *lines,
      const char *now)
{
	struct journal nothing = {.path = mem_copy("/dev/null")};
	char text[sizeof(plan) + 200];
	struct faults faults = {0};
	struct fail why;
	int offset;

	*written = (struct written){0};
	snprintf(text, sizeof(text), plan, shop);
	policy_parse(text, strlen(text), "policies.yaml", &written->policy,
		     &faults);
	if (!written->policy)
		fail_msg("%zu: %s", faults.at[0].line, faults.at[0].text);
	assert_true(casebook_load(&written->book, &nothing, true, 2, NULL, NULL,
				  &why));
	while (*lines) {
		size_t len = strcspn(lines, "\n");
		struct record record;

		if (!record_parse(&record,
				  arena_copy(&written->arena, lines, len), len,
				  2, &written->arena, &why))
			fail_msg("%s", why.text);
		casebook_add(&written->book, &record, 1);
		lines += len + 1;
	}
	written->view.policy = written->policy;
	assert_true(zone_parse_due(now, &written->view.now, &offset));
	duty_view_init(&written->view, written->policy,
		       written->policy->shop.zone, written->view.now);
	owed_on_book(&written->duties, &written->view, &written->book,
		     &written->arena);
	owed_apart(&written->apart, &written->view, &written->book,
		   &written->arena);
	written->letter = (struct letter){&written->view, &written->book,
					  &written->duties, &written->apart};
	faults_release(&faults);
	journal_release(&nothing);
}

static void
end(struct written *written)
{
	duty_list_release(&written->duties);
	duty_list_release(&written->apart);
	casebook_release(&written->book);
	policy_free(written->policy);
	arena_release(&written->arena);
}

static void
assert_letter(const char *lines, const char *now, const char *expected)
{
	struct written written;
	struct buffer out = {0};

	begin(&written, "Casa Luz", lines, now);
	letter_write(&out, &written.letter);
	assert_string_equal(buffer_string(&out), expected);
	buffer_release(&out);
	end(&written);
}

#define HEAD_ALONE "Casa Luz, Tuesday 24 November, 08:30\n"

static void
nothing_due_is_no_letter(void **state)
{
	(void)state;
	assert_letter("", "2026-11-23T08:30:00+01:00", "");
	assert_letter(OPENING, "2026-11-23T10:30:00+01:00", "");
}

#define HEAD(day, counts) "Casa Luz, " day "\n" counts "\n"
#define FOOT                                                          \
	"\nA story: case-show 3f8. Talked to them: case-log 3f8 out " \
	"phone.\nKept: case-log 3f8 kept.\n"
#define TAG "[3f8] other, kim's\n"

static void
the_next_open_day_has_its_name(void **state)
{
	(void)state;
	assert_letter(
		OPENING PROMISE("24T12:00", "Ring"),
		"2026-11-23T10:30:00+01:00",
		HEAD("Monday 23 November, 10:30",
		     "1 tomorrow.") "\nTOMORROW\n\nAna Ruiz, 600 111 222\n"
				    "Before 12:00: \"Ring\".\n" TAG FOOT);
	assert_letter(
		OPENING PROMISE("30T12:00", "Ring"),
		"2026-11-28T10:30:00+01:00",
		HEAD("Saturday 28 November, 10:30",
		     "1 on Monday.") "\nMONDAY\n\nAna Ruiz, 600 111 222\n"
				     "Before 12:00: \"Ring\".\n" TAG FOOT);
	assert_letter(OPENING PROMISE("27T12:00", "Ring"),
		      "2026-11-23T10:30:00+01:00",
		      HEAD("Monday 23 November, 10:30",
			   "1 later.") "\nLATER\n\nAna Ruiz, 600 111 222\n"
				       "Before Friday 27 November, 12:00: "
				       "\"Ring\".\n" TAG FOOT);
}

static void
a_promise_for_closed_time_says_so(void **state)
{
	(void)state;
	assert_letter(OPENING PROMISE("23T20:00", "Ring"),
		      "2026-11-23T10:30:00+01:00",
		      HEAD("Monday 23 November, 10:30",
			   "1 today.") "\nTODAY\n\nAna Ruiz, 600 111 222\n"
				       "Before 18:00: \"Ring\".\n"
				       "Promised today 10:01 for today 20:00, "
				       "when we are "
				       "closed.\n" TAG FOOT);
}

static void
a_late_promise_that_was_apologised_for_is_still_to_keep(void **state)
{
	(void)state;
	assert_letter(OPENING PROMISE("23T12:00",
				      "Ring") "2026-11-23T13:00:00.000+01:"
					      "00\t261123-3F8TWAX\tapology\t-\t"
					      "kim\t-\t-\t-\n",
		      "2026-11-23T13:30:00+01:00",
		      HEAD("Monday 23 November, 13:30",
			   "1 late. Promises kept in the last 30 days: 0 of "
			   "1.") "\nLATE\n\nAna Ruiz, 600 111 222\n"
				 "Keep \"Ring\", or give a new time. This "
				 "was due today "
				 "12:00.\nPromised today 10:01.\n" TAG FOOT);
}

static void
a_promise_moved_in_time_is_said_beside_those_kept(void **state)
{
	(void)state;
	assert_letter(
		OPENING PROMISE(
			"23T12:00",
			"Ring") "2026-11-23T11:00:00.000+01:00\t261123-"
				"3F8TWAX\trenew\t"
				"p1\tkim\t2026-11-23T16:00:00+01:00\t-\tRing\n"
				"2026-11-23T13:00:00.000+01:00\t261123-"
				"3F8TWAX\tkept\t"
				"p1\tkim\t-\t-\t-\n"
				"2026-11-23T13:01:00.000+01:00\t261123-"
				"3F8TWAX\tpromise"
				"\tp2\tkim\t2026-11-23T18:00:00+01:00\t-"
				"\tWrite\n",
		"2026-11-23T13:30:00+01:00",
		HEAD("Monday 23 November, 13:30",
		     "1 today. Promises kept in the last 30 days: 1 of 1, 1 "
		     "moved in time.") "\nTODAY\n\nAna Ruiz, 600 111 222\n"
				       "Before 18:00: \"Write\".\nPromised "
				       "today 13:01.\n" TAG FOOT);
}

#define OWNER(who)                                                         \
	"2026-11-23T10:02:00.000+01:00\t261123-3F8TWAX\tassign\t" who "\t" \
	"kim\t-\t-\t-\n"

static void
whose_a_case_is_reads_as_people_say_it(void **state)
{
	static const struct {
		const char *lines, *tag;
	} rows[] = {
		{OPENING PROMISE("23T12:00", "Ring") OWNER("kim"),
		 "[3f8] other, kim's\n"},
		{OPENING PROMISE("23T12:00", "Ring") OWNER("jonas"),
		 "[3f8] other, jonas'\n"},
		{OPENING PROMISE("23T12:00", "Ring") OWNER("me"),
		 "[3f8] other, mine\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct written written;
		struct buffer out = {0};

		begin(&written, "Casa Luz", rows[i].lines,
		      "2026-11-23T10:30:00+01:00");
		letter_write(&out, &written.letter);
		assert_non_null(strstr(out.at, rows[i].tag));
		buffer_release(&out);
		end(&written);
	}
}

static void
what_was_passed_over_is_a_letter_of_its_own(void **state)
{
	static const char lines[] =
		OPENING "2026-11-23T10:20:00.000+01:00\t261123-3F8TWAX\tclose"
			"\tsatisfied\tkim\t-\t-\t-\tout-of-order=role,"
			"customer-told\n";
	struct written written;
	struct buffer out = {0};
	struct fail why;

	(void)state;
	assert_letter(lines, "2026-11-24T08:30:00+01:00",
		      HEAD_ALONE "\nFOR THE OWNER\n\n"
				 "Passed over, yesterday 10:20: kim closed it "
				 "with no role for it, without\n"
				 "customer-told.\n[3f8] Ana Ruiz\n");
	assert_letter(lines, "2026-11-25T08:30:00+01:00", "");
	assert_letter(OPENING "2026-11-23T10:20:00.000+01:00\t261123-3F8TWAX"
			      "\tfinding\tnot-upheld\tkim\t-\t-\t-\t"
			      "out-of-order=own-case\n",
		      "2026-11-24T08:30:00+01:00",
		      HEAD_ALONE "\nFOR THE OWNER\n\n"
				 "Passed over, yesterday 10:20: kim recorded "
				 "finding not-upheld on a case\n"
				 "about themselves.\n[3f8] Ana Ruiz\n");
	begin(&written, "Casa Luz", lines, "2026-11-24T08:30:00+01:00");
	assert_true(lettermail_headers(&out, &written.letter, "e@example.org",
				       &why));
	assert_non_null(
		strstr(out.at, "Subject: Casa Luz: what was passed over\n"));
	buffer_release(&out);
	end(&written);
}

static void
words_stay_on_one_line_and_cannot_move_a_cursor(void **state)
{
	(void)state;
	assert_letter(
		OPENING PROMISE("23T12:00", "Ring\\n\\nTODAY\\x1b[2J \\\\ ok."),
		"2026-11-23T10:30:00+01:00",
		HEAD("Monday 23 November, 10:30",
		     "1 today.") "\nTODAY\n\nAna Ruiz, 600 111 222\n"
				 "Before 12:00: \"Ring TODAY [2J \\ ok.\"\n"
				 "Promised today 10:01.\n" TAG FOOT);
}

static void
long_words_are_cut_and_lines_are_not_wide(void **state)
{
	struct buffer lines = {0}, out = {0};
	struct written written;
	const char *at;
	size_t bad;

	(void)state;
	buffer_add_string(&lines, OPENING);
	buffer_add_string(&lines, "2026-11-23T10:01:00.000+01:00\t"
				  "261123-3F8TWAX\tpromise\tp1\tkim\t"
				  "2026-11-23T12:00:00+01:00\t-\t");
	for (int i = 0; i < 500; i++)
		buffer_add_string(&lines, "señora ");
	buffer_add_string(&lines, "x\n");
	begin(&written, "Casa Luz", lines.at, "2026-11-23T10:30:00+01:00");
	letter_write(&out, &written.letter);
	assert_true(out.len < 800);
	assert_true(text_is_utf8(out.at, out.len, &bad));
	for (at = out.at; *at; at += strcspn(at, "\n") + 1)
		assert_true(text_width(at, strcspn(at, "\n")) <= 78);
	assert_non_null(strstr(out.at, "…\""));
	end(&written);
	buffer_release(&lines);
	buffer_release(&out);
}

static void
the_headers_are_those_that_sendmail_wants(void **state)
{
	struct written written;
	struct buffer out = {0};
	struct fail why;

	(void)state;
	begin(&written, "Casa Luz", OPENING PROMISE("23T12:00", "Ring"),
	      "2026-11-23T08:30:00+01:00");
	assert_true(lettermail_headers(&out, &written.letter,
				       "Eva <e@example.org>", &why));
	assert_string_equal(out.at, "To: Eva <e@example.org>\n"
				    "Subject: Casa Luz: 1 today\n"
				    "Date: Mon, 23 Nov 2026 08:30:00 +0100\n"
				    "MIME-Version: 1.0\n"
				    "Content-Type: text/plain; charset=utf-8\n"
				    "Content-Transfer-Encoding: 8bit\n\n");
	buffer_release(&out);
	end(&written);
}

static void
headers_beyond_ascii_are_encoded_words(void **state)
{
	struct written written;
	struct buffer out = {0};
	struct fail why;

	(void)state;
	begin(&written, "Möbelhaus Übergröße und Söhne in Nürnberg",
	      OPENING PROMISE("23T12:00", "Ring"), "2026-11-23T08:30:00+01:00");
	assert_true(lettermail_headers(&out, &written.letter,
				       "\"José\" <j@example.org>", &why));
	*strstr(out.at, "Date:") = '\0';
	assert_string_equal(
		out.at,
		"To: =?UTF-8?Q?Jos=C3=A9?= <j@example.org>\n"
		"Subject: =?UTF-8?Q?M=C3=B6belhaus_=C3=9Cbergr=C3=B6=C3=9Fe_"
		"und_S=C3=B6hne?=\n"
		" =?UTF-8?Q?_in_N=C3=BCrnberg=3A?= 1 today\n");
	buffer_release(&out);
	end(&written);
}

static void
an_address_that_would_be_another_header_is_refused(void **state)
{
	struct written written;
	struct buffer out = {0};
	struct fail why;

	(void)state;
	begin(&written, "Casa Luz", "", "2026-11-23T08:30:00+01:00");
	assert_false(lettermail_headers(&out, &written.letter,
					"e@example.org\nBcc: all@example.org",
					&why));
	assert_int_equal(why.kind, FAIL_USAGE);
	assert_string_equal(why.text, "a mail address is on one line");
	assert_false(lettermail_headers(&out, &written.letter, " ", &why));
	assert_string_equal(why.text, "' ' is no mail address");
	assert_int_equal(out.len, 0);
	end(&written);
}

static void
a_recipient_is_an_address_and_no_option_of_a_mailer(void **state)
{
	static const struct {
		const char *words;
		const char *to; /* NULL: refused */
	} cases[] = {
		{"eva@example.org", "To: eva@example.org\n"},
		{"eva", "To: eva\n"},
		{" eva@example.org , kim", "To: eva@example.org,\n kim\n"},
		{"\"Gil, Eva\" <e@example.org>, <k@example.org>",
		 "To: \"Gil, Eva\" <e@example.org>,\n <k@example.org>\n"},
		{"J\xC3\xB6rg <j@example.org>,k@example.org",
		 "To: =?UTF-8?Q?J=C3=B6rg?= <j@example.org>,\n"
		 " k@example.org\n"},
		{"-oQ@x.y", NULL},
		{"-t", NULL},
		{"eva@example.org, -oQ@x.y", NULL},
		{"Eva <-oQ@x.y>", NULL},
		{"-X <e@example.org>", NULL},
		{"<eva>", NULL},
		{"e@example.org>", NULL},
		{"<e@example.org> f", NULL},
		{"<a@x.y> <b@x.y>", NULL},
		{"a@x.y b@x.y", NULL},
		{"a@x.y;touch ran", NULL},
		{"e@-x.y", NULL},
		{"@x.y", NULL},
		{"e@", NULL},
		{"", NULL},
		{"eva@example.org,,kim", NULL},
		{"\"eva", NULL},
	};
	struct buffer out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(mail_are_recipients(cases[i].words),
				 cases[i].to != NULL);
		if (!cases[i].to)
			continue;
		buffer_clear(&out);
		mail_to(&out, cases[i].words);
		assert_string_equal(buffer_string(&out), cases[i].to);
	}
	buffer_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_due_is_no_letter),
		cmocka_unit_test(the_next_open_day_has_its_name),
		cmocka_unit_test(a_promise_for_closed_time_says_so),
		cmocka_unit_test(
			a_promise_moved_in_time_is_said_beside_those_kept),
		cmocka_unit_test(
			a_late_promise_that_was_apologised_for_is_still_to_keep),
		cmocka_unit_test(whose_a_case_is_reads_as_people_say_it),
		cmocka_unit_test(what_was_passed_over_is_a_letter_of_its_own),
		cmocka_unit_test(
			words_stay_on_one_line_and_cannot_move_a_cursor),
		cmocka_unit_test(long_words_are_cut_and_lines_are_not_wide),
		cmocka_unit_test(the_headers_are_those_that_sendmail_wants),
		cmocka_unit_test(headers_beyond_ascii_are_encoded_words),
		cmocka_unit_test(
			an_address_that_would_be_another_header_is_refused),
		cmocka_unit_test(
			a_recipient_is_an_address_and_no_option_of_a_mailer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
