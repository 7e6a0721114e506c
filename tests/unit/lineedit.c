#include "lineedit.h"

#include "chance.h"
#include "support.h"
#include "text.h"

#define UP "\033[A"
#define PASTE(words) "\033[200~" words "\033[201~"

struct typed {
	const char *name, *keys;
	bool several;
	size_t begin, columns;
	const char *line, *echo;
	enum lineedit_got got;
};

static enum lineedit_got
type(struct lineedit *edit, const char *keys, struct buffer *echo)
{
	enum lineedit_got got = LINEEDIT_MORE;

	for (; *keys && got == LINEEDIT_MORE; keys++)
		got = lineedit_take(edit, *keys, echo);
	return got;
}

static void
keys_become_an_answer_and_what_is_shown(void **state)
{
	static const struct typed rows[] = {
		{"words and Enter", "It broke.\r", false, 2, 80, "It broke.",
		 "It broke.\n", LINEEDIT_LINE},
		{"Backspace takes a letter of two bytes back",
		 "Zo\303\253\177e", false, 0, 80, "Zoe", "Zo\303\253\b \be",
		 LINEEDIT_MORE},
		{"and one of two columns", "a\345\215\227\177b", false, 0, 80,
		 "ab", "a\345\215\227\b \b\b \bb", LINEEDIT_MORE},
		{"and an accent with its letter", "ae\314\201\177", false, 0,
		 80, "a", "ae\314\201\b \b", LINEEDIT_MORE},
		{"Backspace in nothing is nothing", "\177\b\177x", false, 0, 80,
		 "x", "x", LINEEDIT_MORE},
		{"Ctrl-U takes all of it", "abc\025d", false, 0, 80, "d",
		 "abc\b \b\b \b\b \bd", LINEEDIT_MORE},
		{"Ctrl-W a word", "ab cd \027e", false, 0, 80, "ab e",
		 "ab cd \b \b\b \b\b \be", LINEEDIT_MORE},
		{"a row that is full goes on in the next", "abcd", false, 6, 10,
		 "abcd", "abcd \r", LINEEDIT_MORE},
		{"Backspace goes up again", "abcd\177", false, 6, 10, "abc",
		 "abcd \r\033[1A\r\033[9C\033[J", LINEEDIT_MORE},
		{"a plain terminal has no rows", "abcd\177", false, 6, 0, "abc",
		 "abcd\b \b", LINEEDIT_MORE},
		{"arrows and Escape are no words", UP "a\033OPb\033c\033[3~d",
		 false, 0, 80, "abcd", "abcd", LINEEDIT_MORE},
		{"pasted lines stay lines, an empty one too",
		 PASTE("One.\n\nTwo.\r") "\r", true, 0, 80, "One.\n\nTwo.\n",
		 "One.\n\nTwo.\n\n", LINEEDIT_LINE},
		{"with a CRLF at the end of each, too",
		 PASTE("One.\r\n\r\nTwo.\r\n\n"), true, 0, 80,
		 "One.\n\nTwo.\n\n", "One.\n\nTwo.\n\n", LINEEDIT_MORE},
		{"a CR that stands further before is another's",
		 PASTE("One.\r\303\251\nTwo.\r") PASTE("\n"), true, 0, 80,
		 "One.\n\303\251\nTwo.\n\n", "One.\n\303\251\nTwo.\n\n",
		 LINEEDIT_MORE},
		{"a CRLF is one blank", PASTE("Ana\r\nRuiz"), false, 0, 80,
		 "Ana Ruiz", "Ana Ruiz", LINEEDIT_MORE},
		{"or become blanks", PASTE("Ana\nRuiz"), false, 0, 80,
		 "Ana Ruiz", "Ana Ruiz", LINEEDIT_MORE},
		{"pasted Ctrl-D and Escape are words", PASTE("a\004\033[Ab"),
		 false, 0, 80, "a\004\033[Ab", "a??[Ab", LINEEDIT_MORE},
		{"a mark of a paste that is not one is words",
		 "\033[200~a\033[20b\033[201~", false, 0, 80, "a\033[20b",
		 "a?[20b", LINEEDIT_MORE},
		{"pasted lines are taken back one after the other",
		 PASTE("ab\nc") "\177\177", true, 2, 80, "ab",
		 "ab\nc\b \b\033[1A\r\033[4C\033[J", LINEEDIT_MORE},
		{"text turned round is kept, and not obeyed", "a\342\200\256b",
		 false, 0, 80, "a\342\200\256b", "a?b", LINEEDIT_MORE},
		{"so is what is no UTF-8", "a\351b\377c", false, 0, 80,
		 "a\351b\377c", "a?b?c", LINEEDIT_MORE},
		{"a tab is a blank on the screen", "a\tb", false, 0, 80, "a\tb",
		 "a b", LINEEDIT_MORE},
		{"other control characters are no words", "a\001\016b", false,
		 0, 80, "ab", "ab", LINEEDIT_MORE},
		{"Ctrl-D ends, with what was typed", "ab\004", false, 0, 80,
		 "ab", "ab\n", LINEEDIT_END},
		{"or without", "\004", false, 0, 80, "", "\n", LINEEDIT_END},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct lineedit edit = {.columns = rows[i].columns};
		struct buffer echo = {0};

		lineedit_begin(&edit, rows[i].several, rows[i].begin);
		if (type(&edit, rows[i].keys, &echo) != rows[i].got ||
		    strcmp(buffer_string(&edit.line), rows[i].line) != 0 ||
		    strcmp(buffer_string(&echo), rows[i].echo) != 0)
			fail_msg("%s: '%s', shown as '%s'", rows[i].name,
				 buffer_string(&edit.line),
				 buffer_string(&echo));
		buffer_release(&echo);
		lineedit_release(&edit);
	}
}

static void
an_answer_is_shown_again_in_a_window_of_another_size(void **state)
{
	struct lineedit edit = {.columns = 80};
	struct buffer echo = {0};

	(void)state;
	lineedit_begin(&edit, false, 2);
	type(&edit, "abcdefgh", &echo);
	edit.columns = 8;
	buffer_clear(&echo);
	type(&edit, "i\177\177\177\177\177", &echo);
	assert_string_equal(edit.line.at, "abcd");
	assert_string_equal(echo.at, "i\b \b\b \b\b \b\033[1A\r\033[7C\033[J"
				     "\b \b");
	buffer_clear(&echo);
	lineedit_show(&edit, &echo);
	assert_string_equal(echo.at, "abcd");
	buffer_release(&echo);
	lineedit_release(&edit);
}

/* Whether a terminal would obey nothing in it but what the editor sends. */
static bool
is_tame(const char *echo)
{
	for (const char *at = echo; *at; at++) {
		if (*at == '\033') {
			at += 1 + strspn(at + 1, "[0123456789");
			if (!strchr("ACJ", *at))
				return false;
		} else if ((unsigned char)*at < 0x20 &&
			   !strchr("\b\n\r", *at)) {
			return false;
		}
	}
	return true;
}

/* 5,000 answers of keys at random: none crashes it, each byte that is shown is
 * tame, and Ctrl-U always leaves nothing. */
static void
keys_at_random_do_no_harm(void **state)
{
	static const char *const pool[] = {"a",
					   " ",
					   "mug",
					   "\303\274",
					   "\345\215\227",
					   "\314\201",
					   "\177",
					   "\177",
					   "\b",
					   "\025",
					   "\027",
					   "\t",
					   UP,
					   "\033[D",
					   "\033",
					   "\033[200~",
					   "\033[201~",
					   "\n",
					   "\342\200\256",
					   "\303",
					   "\377",
					   "\001",
					   "\xE2\x80",
					   "[",
					   "O",
					   "~",
					   "\033[1;2;3;4;5;6;7;8;9;0;1"};

	(void)state;
	chance_begin(42);
	for (int run = 0; run < 5000; run++) {
		struct lineedit edit = {.columns = (size_t)(run % 30)};
		struct buffer echo = {0};

		lineedit_begin(&edit, run % 2, (size_t)(run % 7));
		for (int i = 0; i < 60; i++) {
			type(&edit, pool[chance_below(COUNT(pool))], &echo);
			if (i % 20 == 19)
				edit.columns = chance_below(32);
		}
		assert_true(is_tame(buffer_string(&echo)));
		type(&edit, "\033[201~x\025", &echo);
		if (!edit.pasting)
			assert_int_equal(edit.line.len, 0);
		buffer_release(&echo);
		lineedit_release(&edit);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_become_an_answer_and_what_is_shown),
		cmocka_unit_test(
			an_answer_is_shown_again_in_a_window_of_another_size),
		cmocka_unit_test(keys_at_random_do_no_harm),
	};

	return cmocka_run_group_tests_name("lineedit", tests, NULL, NULL);
}
