#include "diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

/*
 * Standard error becomes one end of a pair of sockets that keep messages
 * apart: what one write(2) sent is what one read(2) gives.
 */
struct ear {
	int listen, saved;
	char heard[65536];
};

static int
set_up(void **state)
{
	static struct ear ear;
	int pair[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	ear.saved = dup(STDERR_FILENO);
	ear.listen = pair[0];
	dup2(pair[1], STDERR_FILENO);
	close(pair[1]);
	diag_set_program("case-log");
	*state = &ear;
	return 0;
}

static int
tear_down(void **state)
{
	struct ear *ear = *state;

	dup2(ear->saved, STDERR_FILENO);
	close(ear->saved);
	close(ear->listen);
	return 0;
}

/* The next message; "" if there is none. */
static const char *
heard(struct ear *ear)
{
	ssize_t len = recv(ear->listen, ear->heard, sizeof(ear->heard) - 1,
			   MSG_DONTWAIT);

	ear->heard[len > 0 ? len : 0] = '\0';
	return ear->heard;
}

static void
a_sentence_stands_behind_the_program_name(void **state)
{
	diag_say("no event '%s'", "herd");
	assert_string_equal(heard(*state), "case-log: no event 'herd'\n");
}

static void
a_place_is_named_as_far_as_it_is_known(void **state)
{
	static const struct {
		const char *file;
		size_t line, column;
		const char *want;
	} table[] = {
		{"journal", 12, 40,
		 "case-log: journal:12:40: unknown escape \\q\n"},
		{"journal", 12, 0,
		 "case-log: journal:12: unknown escape \\q\n"},
		{"journal", 0, 0, "case-log: journal: unknown escape \\q\n"},
		{"journal", 0, 7, "case-log: journal: unknown escape \\q\n"},
		{NULL, 12, 40, "case-log: unknown escape \\q\n"},
		{"a\nb", 1, 1, "case-log: a\\nb:1:1: unknown escape \\q\n"},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		diag_at(table[i].file, table[i].line, table[i].column, "%s",
			"unknown escape \\q");
		assert_string_equal(heard(*state), table[i].want);
	}
}

static void
nothing_printed_moves_a_cursor(void **state)
{
	static const struct {
		const char *said, *want;
	} table[] = {
		{"\033[2J", "case-log: \\x1b[2J\n"},
		{"two\nlines", "case-log: two\\nlines\n"},
		{"a\tb\r", "case-log: a\\tb\\r\n"},
		{"caf\xC3\xA9", "case-log: caf\xC3\xA9\n"},
		{"caf\xE9", "case-log: caf\\xe9\n"},
		{"\xE2\x80\xAE"
		 "abc",
		 "case-log: \\xe2\\x80\\xae"
		 "abc\n"},
		{"C:\\shop", "case-log: C:\\shop\n"},
		{"\x7F\xC2\x9B", "case-log: \\x7f\\xc2\\x9b\n"},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		diag_say("%s", table[i].said);
		assert_string_equal(heard(*state), table[i].want);
	}
}

static void
a_failure_is_its_sentence(void **state)
{
	struct fail why;

	fail_set(&why, FAIL_INPUT, "100%% wool is no amount");
	diag_fail(&why);
	assert_string_equal(heard(*state),
			    "case-log: 100% wool is no amount\n");
}

static void
all_faults_of_a_file_go_out_at_once(void **state)
{
	struct faults faults = {0};

	faults_add(&faults, 14, 9, "'refnd' is not a remedy");
	faults_add(&faults, 20, 0, "no hours");
	diag_faults("policies.yaml", &faults);
	faults_release(&faults);
	assert_string_equal(
		heard(*state),
		"case-log: policies.yaml:14:9: 'refnd' is not a remedy\n"
		"case-log: policies.yaml:20: no hours\n");
	diag_faults("policies.yaml", &faults);
	assert_string_equal(heard(*state), "");
}

static void
a_block_keeps_its_lines_and_goes_out_at_once(void **state)
{
	diag_block("not recorded: Ana\n  plan  a\tb\033\n");
	assert_string_equal(heard(*state), "case-log: not recorded: Ana\n"
					   "  plan  a\tb\\x1b\n");
	diag_block("no newline");
	assert_string_equal(heard(*state), "case-log: no newline\n");
	diag_block("");
	assert_string_equal(heard(*state), "case-log: \n");
}

static void
words_for_a_person_stand_alone(void **state)
{
	diag_text("Who is it? ");
	assert_string_equal(heard(*state), "Who is it? ");
}

static void
bad_lines_of_a_kind_are_counted_after_the_first(void **state)
{
	struct diag_tally tally = {0};
	char sentence[64];

	for (int i = 0; i < DIAG_LIKE + 41; i++) {
		snprintf(sentence, sizeof(sentence), "'%c%d' is no event",
			 'a' + i % 26, i);
		diag_bad_line(&tally, "journal", 5 + (size_t)i, 3, sentence);
		if (i == 0)
			assert_string_equal(
				heard(*state),
				"case-log: journal:5:3: 'a0' is no event\n");
		else
			assert_int_equal(*heard(*state) != '\0', i < DIAG_LIKE);
	}
	diag_bad_line(&tally, "journal", 900, 0, "unknown escape \\q");
	assert_string_equal(heard(*state),
			    "case-log: journal:900: unknown escape \\q\n");
	diag_tally_end(&tally);
	assert_string_equal(heard(*state),
			    "case-log: and 41 more like journal:5:3: 'a0' is "
			    "no event\n");
	assert_string_equal(heard(*state), "");
	assert_int_equal(tally.count, DIAG_LIKE + 42);
}

static void
an_apostrophe_opens_no_quotation(void **state)
{
	struct diag_tally tally = {0};

	diag_bad_line(&tally, "j", 1, 0, "the shop's day 'x' is over");
	diag_bad_line(&tally, "j", 2, 0, "the shop's day 'y' is over");
	diag_bad_line(&tally, "j", 3, 0, "the shop's week is 'y");
	assert_int_equal(tally.kind_count, 2);
	diag_tally_end(&tally);
	(void)state;
}

static void
kinds_beyond_the_last_share_it(void **state)
{
	struct diag_tally tally = {0};
	char sentence[8] = "aa";
	size_t said = 0;

	for (int i = 0; i < 26 * 26; i++) {
		sentence[0] = (char)('a' + i / 26);
		sentence[1] = (char)('a' + i % 26);
		diag_bad_line(&tally, "j", 1, 0, sentence);
		said += *heard(*state) != '\0';
	}
	assert_int_equal(tally.kind_count, DIAG_KINDS);
	assert_int_equal(said, DIAG_KINDS - 1 + DIAG_LIKE);
	diag_tally_end(&tally);
	assert_string_equal(heard(*state),
			    "case-log: and 625 more like j:1: bf\n");
	assert_int_equal(tally.count, 26 * 26);
}

static void
a_tally_of_nothing_says_nothing(void **state)
{
	struct diag_tally tally = {0};

	diag_tally_end(&tally);
	diag_tally_end(&tally);
	assert_string_equal(heard(*state), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_sentence_stands_behind_the_program_name),
		TEST(a_place_is_named_as_far_as_it_is_known),
		TEST(nothing_printed_moves_a_cursor),
		TEST(a_failure_is_its_sentence),
		TEST(all_faults_of_a_file_go_out_at_once),
		TEST(a_block_keeps_its_lines_and_goes_out_at_once),
		TEST(words_for_a_person_stand_alone),
		TEST(bad_lines_of_a_kind_are_counted_after_the_first),
		TEST(an_apostrophe_opens_no_quotation),
		TEST(kinds_beyond_the_last_share_it),
		TEST(a_tally_of_nothing_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
