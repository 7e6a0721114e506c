#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

/* Pseudo-random, the same in every run (xorshift). */
static uint32_t
next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void
only_rfc_3629_is_a_character(void **state)
{
	static const struct {
		const char *at;
		size_t len, want;
		uint32_t code;
	} rows[] = {
		{"a", 1, 1, 'a'},
		{"\0", 1, 1, 0},
		{"\xc3\xa9", 2, 2, 0xE9},
		{"\xe2\x82\xac", 3, 3, 0x20AC},
		{"\xf0\x9f\x8e\x81", 4, 4, 0x1F381},
		{"\xf4\x8f\xbf\xbf", 4, 4, 0x10FFFF},
		{"\xf4\x90\x80\x80", 4, 0, 0}, /* above U+10FFFF */
		{"\xc0\xaf", 2, 0, 0},         /* overlong */
		{"\xe0\x80\xaf", 3, 0, 0},
		{"\xed\xa0\x80", 3, 0, 0}, /* a surrogate */
		{"\xc3", 1, 0, 0},         /* cut off */
		{"\xe2\x82", 2, 0, 0},
		{"\xa9", 1, 0, 0}, /* a continuation alone */
		{"\xff", 1, 0, 0},
		{"", 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint32_t code = 0;

		assert_int_equal(text_character(rows[i].at, rows[i].len, &code),
				 rows[i].want);
		if (rows[i].want)
			assert_int_equal(code, rows[i].code);
	}
}

static void
the_first_byte_that_is_not_utf8_is_named(void **state)
{
	size_t bad = 99;

	(void)state;
	assert_true(text_is_utf8("na\xc3\xafve", 6, &bad));
	assert_true(text_is_utf8("", 0, &bad));
	assert_false(text_is_utf8("caf\xe9 au lait", 12, &bad));
	assert_int_equal(bad, 3);
}

static void
characters_that_move_a_cursor_are_control_characters(void **state)
{
	static const uint32_t is[] = {0,      9,      10,     0x1B,   0x1F,
				      0x7F,   0x80,   0x9B,   0x9F,   0x2028,
				      0x2029, 0x202A, 0x202E, 0x2066, 0x2069};
	static const uint32_t is_not[] = {
		' ', '~', 0xA0, 0x200B, 0x2027, 0x202F, 0x2065, 0x206A, 0xFEFF};

	(void)state;
	for (size_t i = 0; i < COUNT(is); i++)
		assert_true(text_is_control(is[i]));
	for (size_t i = 0; i < COUNT(is_not); i++)
		assert_false(text_is_control(is_not[i]));
}

static void
escaping_leaves_a_line_that_is_safe_to_print(void **state)
{
	static const struct {
		const char *at, *want;
	} rows[] = {
		{"", ""},
		{"plain", "plain"},
		{"say \"no\"", "say \"no\""},
		{"a\\b", "a\\\\b"},
		{"a\tb\nc\rd", "a\\tb\\nc\\rd"},
		{"\x1b[2J", "\\x1b[2J"},
		{"\x7f", "\\x7f"},
		{"\xc2\x9b", "\\xc2\\x9b"},          /* C1 */
		{"\xe2\x80\xae", "\\xe2\\x80\\xae"}, /* U+202E */
		{"caf\xc3\xa9 caf\xe9", "caf\xc3\xa9 caf\\xe9"},
		{"\xc3", "\\xc3"},
		{"-", "-"}, /* a lone dash is record's business */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		char back[64];
		size_t len, bad;

		text_escape(&out, rows[i].at, strlen(rows[i].at));
		assert_string_equal(buffer_string(&out), rows[i].want);
		len = out.len;
		memcpy(back, buffer_string(&out), len);
		assert_null(text_unescape(back, &len, &bad));
		assert_int_equal(len, strlen(rows[i].at));
		assert_memory_equal(back, rows[i].at, len);
		buffer_release(&out);
	}
}

static void
one_text_has_one_spelling(void **state)
{
	static const struct {
		const char *at, *want;
		size_t bad;
	} rows[] = {
		{"a\\q", "unknown escape", 1},
		{"a\\", "unknown escape", 1},
		{"\\x1", "unknown escape", 0},
		{"\\x1B", "unknown escape", 0}, /* hex is lower case */
		{"\\-", "unknown escape", 0},
		{"ab\\x41", "needless escape", 2},
		{"\\x09", "needless escape", 0}, /* \t */
		{"\\x5c", "needless escape", 0},
		{"\\xc3\\xa9", "needless escape", 0},
		{"\\t\\\\\\x1b\\x41", "needless escape", 8},
		{"\xc3\\xa9", "needless escape", 1},
		{"a\tb", "control character", 1},
		{"a\x1b[", "control character", 1},
		{"\\t\x7f", "control character", 2},
		{"a\xc2\x85", "control character", 1},
		{"caf\xe9", "bytes that are not UTF-8", 3},
		{"\\ncaf\xe9", "bytes that are not UTF-8", 5},
		{"\\x00", "a NUL byte", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char at[64];
		size_t len = strlen(rows[i].at), bad = 99;
		const char *sentence;

		memcpy(at, rows[i].at, len);
		sentence = text_unescape(at, &len, &bad);
		assert_non_null(sentence);
		assert_string_equal(sentence, rows[i].want);
		assert_int_equal(bad, rows[i].bad);
	}
}

static void
a_nul_byte_is_refused(void **state)
{
	char bare[] = "a\0b", beside[] = "a\0\\n";
	size_t len = 3, bad = 99;

	(void)state;
	assert_string_equal(text_unescape(bare, &len, &bad), "a NUL byte");
	assert_int_equal(bad, 1);
	len = 4;
	assert_string_equal(text_unescape(beside, &len, &bad), "a NUL byte");
	assert_int_equal(bad, 1);
}

/*
 * Whatever is taken is what would have been written: so no two lines that
 * differ say the same. The pieces are those that a reader can trip over.
 */
static void
what_is_unescaped_escapes_to_the_same_bytes(void **state)
{
	static const char *const pieces[] = {
		"a",        "\\\\",         "\\t",   "\\n",   "\\x1b",
		"\\xc3",    "\\xa9",        "\\x80", "\\xe2", "\\xae",
		"\xc3\xa9", "\xe2\x82\xac", "\\xf0", "\xc3",  "\xa9",
		"\\x41",    "\\",           "x",     "-",     "\\x7f",
	};
	uint32_t seed = 7;
	size_t taken = 0;

	(void)state;
	for (int round = 0; round < 60000; round++) {
		char was[64] = "", at[64];
		struct buffer again = {0};
		size_t len = 0, bad;

		for (uint32_t n = next_random(&seed) % 6; n > 0; n--) {
			const char *piece =
				pieces[next_random(&seed) % COUNT(pieces)];

			memcpy(was + len, piece, strlen(piece));
			len += strlen(piece);
		}
		memcpy(at, was, sizeof(at));
		if (!text_unescape(at, &len, &bad)) {
			taken++;
			text_escape(&again, at, len);
			was[again.len < sizeof(was) ? again.len : 0] = '\0';
			assert_string_equal(buffer_string(&again), was);
		} else {
			assert_true(bad < sizeof(was));
		}
		buffer_release(&again);
	}
	assert_true(taken > 5000);
}

static void
any_bytes_but_nul_survive_both_ways(void **state)
{
	uint32_t seed = 11;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char bytes[16];
		struct buffer out = {0};
		size_t len = next_random(&seed) % sizeof(bytes), back, bad;

		for (size_t i = 0; i < len; i++)
			bytes[i] = (char)(1 + next_random(&seed) % 255);
		text_escape(&out, bytes, len);
		back = out.len;
		if (back > 0) {
			assert_null(text_unescape(out.at, &back, &bad));
			assert_memory_equal(out.at, bytes, len);
		}
		assert_int_equal(back, len);
		buffer_release(&out);
	}
}

static void
case_and_accents_do_not_matter_when_comparing(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{"Ana Ruiz", "ana ruiz", true},
		{"Mu\xc3\xb1oz", "MUNOZ", true},
		{"Zo\xc3\xab", "zoe\xcc\x88", true}, /* composed or not */
		{"Stra\xc3\x9f"
		 "e",
		 "STRASSE", true},
		{"\xce\x91\xce\x98\xce\x97\xce\x9d\xce\x91",
		 "\xce\xb1\xce\xb8\xce\xb7\xce\xbd\xce\xac", true}, /* ΑΘΗΝΑ */
		{"\xef\xbc\xa1", "a", true}, /* full-width A */
		{"ana", "anna", false},
		{"", "", true},
		{"\xff", "\xff", true},
		{"\xff", "\xfe", false},
		{"ANA \xff \xc3\x89", "ana \xff \xc3\xa9", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(text_same(rows[i].a, rows[i].b), rows[i].same);
}

static void
a_yes_is_a_yes_however_it_is_typed(void **state)
{
	static const struct {
		const char *answer;
		bool is, yes;
	} rows[] = {
		{"y", true, true},           {"YES", true, true},
		{" Yes\t", true, true},      {"n", true, false},
		{"No ", true, false},        {"", false, false},
		{"yesterday", false, false}, {"you tell me", false, false},
		{"not now", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		bool yes;

		assert_int_equal(text_yes_or_no(rows[i].answer, &yes),
				 rows[i].is);
		assert_int_equal(rows[i].is && yes, rows[i].yes);
	}
}

/* Folded at once, or beside a letter for which the long way has to be gone. */
static void
letters_of_western_names_fold_as_all_others_do(void **state)
{
	(void)state;
	for (unsigned code = 0x80; code <= 0xBF; code++) {
		char alone[] = {'x', '\xC3', (char)code, '\0'};
		char beside[] = {'x', '\xC3', (char)code, '\xD0', '\xB0', '\0'};
		struct buffer quick = {0}, slow = {0};

		text_fold(&quick, alone, strlen(alone));
		text_fold(&slow, beside, strlen(beside));
		buffer_add_string(&quick, "\xD0\xB0");
		assert_string_equal(buffer_string(&quick),
				    buffer_string(&slow));
		buffer_release(&quick);
		buffer_release(&slow);
	}
}

static void
lower_case_leaves_all_but_ascii_letters(void **state)
{
	char word[] = "ARRIVED-Damaged \xc3\x89";

	(void)state;
	text_lower(word);
	assert_string_equal(word, "arrived-damaged \xc3\x89");
}

static void
words_are_as_far_apart_as_the_edits_between_them(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned want;
	} rows[] = {
		{"", "", 0},
		{"", "abc", 3},
		{"refnd", "refund", 1},
		{"refund", "refund", 0},
		{"Refund", "rEFUND", 0},
		{"ab", "ba", 1},
		{"herd", "heard", 1},
		{"kitten", "sitting", 3},
		{"ca", "abc", 3}, /* optimal string alignment, not 2 */
	};
	char longer[65];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(text_distance(rows[i].a, rows[i].b),
				 rows[i].want);
		assert_int_equal(text_distance(rows[i].b, rows[i].a),
				 rows[i].want);
	}
	memset(longer, 'a', 64);
	longer[64] = '\0';
	assert_int_equal(text_distance(longer, longer), 1000);
	assert_int_equal(text_distance(longer + 1, longer + 1), 0);
}

static void
a_guess_is_made_only_where_one_is_near(void **state)
{
	static const char *const words[] = {"refund", "replace", "repair",
					    "offer",  "out",     "in"};
	static const struct {
		const char *word, *want;
	} rows[] = {
		{"refnd", "refund"}, {"reapir", "repair"}, {"oferr", NULL},
		{"ofer", "offer"},   {"uot", "out"},       {"xx", NULL},
		{"voucher", NULL},   {"", NULL},           {"REFUND", "refund"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *guess =
			text_guess(rows[i].word, words, COUNT(words));

		if (rows[i].want) {
			assert_non_null(guess);
			assert_string_equal(guess, rows[i].want);
		} else {
			assert_null(guess);
		}
	}
	assert_null(text_guess("refund", words, 0));
	assert_string_equal(text_did_you_mean("refund"),
			    "; did you mean 'refund'?");
	assert_string_equal(text_did_you_mean(NULL), "");
}

static void
a_word_is_among_others_as_it_is_spelt(void **state)
{
	static const char *const words[] = {"refund", "offer"};

	(void)state;
	assert_true(text_is_among("refund", words, COUNT(words)));
	assert_true(text_is_among("offer", words, COUNT(words)));
	assert_false(text_is_among("Offer", words, COUNT(words)));
	assert_false(text_is_among("off", words, COUNT(words)));
	assert_false(text_is_among("offer", words, 1));
	assert_false(text_is_among("", words, 0));
}

static void
width_is_what_a_terminal_shows(void **state)
{
	static const struct {
		const char *at;
		size_t want;
	} rows[] = {
		{"", 0},
		{"abc", 3},
		{"caf\xc3\xa9", 4},
		{"cafe\xcc\x81", 4},             /* combining */
		{"\xe6\x97\xa5\xe6\x9c\xac", 4}, /* two wide ones */
		{"\n", 2},                       /* \n */
		{"\x1b", 4},                     /* \x1b */
		{"\xc2\x9b", 8},                 /* \xc2\x9b */
		{"\xff", 4},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(text_width(rows[i].at, strlen(rows[i].at)),
				 rows[i].want);
}

static void
fitting_never_cuts_inside_a_character(void **state)
{
	(void)state;
	assert_int_equal(text_fit("caf\xc3\xa9s", 6, 4), 5);
	assert_int_equal(text_fit("caf\xc3\xa9s", 6, 3), 3);
	assert_int_equal(text_fit("caf\xc3\xa9s", 6, 99), 6);
	assert_int_equal(text_fit("\xe6\x97\xa5\xe6\x9c\xac", 6, 3), 3);
	assert_int_equal(text_fit("e\xcc\x81x", 4, 1), 3);
	assert_int_equal(text_fit("abc", 3, 0), 0);
}

static void
words_are_filled_to_lines(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *want;
	} rows[] = {
		{"", 20, "> \n"},
		{"one two", 20, "> one two\n"},
		{"one two three", 9, "> one two\n  three\n"},
		{"incomprehensibilities, no", 9,
		 "> incomprehensibilities,\n  no\n"},
		{"one\ntwo", 20, "> one\n  two\n"},
		{"one\n\ntwo\n", 20, "> one\n  \n  two\n"},
		{"one  two", 20, "> one two\n"},
		{"\xc3\xa9\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9\xc3\xa9", 9,
		 "> \xc3\xa9\xc3\xa9\xc3\xa9 \xc3\xa9\xc3\xa9\xc3\xa9\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		text_wrap(&out, rows[i].text, rows[i].columns, "> ", "  ");
		assert_string_equal(buffer_string(&out), rows[i].want);
		buffer_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_rfc_3629_is_a_character),
		cmocka_unit_test(the_first_byte_that_is_not_utf8_is_named),
		cmocka_unit_test(
			characters_that_move_a_cursor_are_control_characters),
		cmocka_unit_test(escaping_leaves_a_line_that_is_safe_to_print),
		cmocka_unit_test(one_text_has_one_spelling),
		cmocka_unit_test(a_nul_byte_is_refused),
		cmocka_unit_test(what_is_unescaped_escapes_to_the_same_bytes),
		cmocka_unit_test(any_bytes_but_nul_survive_both_ways),
		cmocka_unit_test(case_and_accents_do_not_matter_when_comparing),
		cmocka_unit_test(
			letters_of_western_names_fold_as_all_others_do),
		cmocka_unit_test(lower_case_leaves_all_but_ascii_letters),
		cmocka_unit_test(
			words_are_as_far_apart_as_the_edits_between_them),
		cmocka_unit_test(a_guess_is_made_only_where_one_is_near),
		cmocka_unit_test(a_yes_is_a_yes_however_it_is_typed),
		cmocka_unit_test(a_word_is_among_others_as_it_is_spelt),
		cmocka_unit_test(width_is_what_a_terminal_shows),
		cmocka_unit_test(fitting_never_cuts_inside_a_character),
		cmocka_unit_test(words_are_filled_to_lines),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
