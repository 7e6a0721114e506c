/*
 * The tree that a YAML file becomes, where its parts stood, what is refused,
 * and how much work hostile files are.
 */
#include "yamltree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* A tree as text: every node with its place. */
static void
print_node(struct buffer *out, const struct yamltree_node *node)
{
	if (node->key != NULL)
		buffer_format(out, "%s@%zu:%zu=", node->key, node->key_line,
			      node->key_column);
	if (node->kind == YAMLTREE_WORDS) {
		buffer_format(out, "%s%s", node->plain ? "" : "'", node->text);
	} else if (node->kind == YAMLTREE_FAULTY) {
		buffer_add_string(out, "faulty");
	} else {
		buffer_add_char(out, node->kind == YAMLTREE_LIST ? '[' : '{');
		for (const struct yamltree_node *child = node->first;
		     child != NULL; child = child->next) {
			if (child != node->first)
				buffer_add_char(out, ' ');
			print_node(out, child);
		}
		buffer_add_char(out, node->kind == YAMLTREE_LIST ? ']' : '}');
	}
	buffer_format(out, "@%zu:%zu", node->line, node->column);
}

static void
print_faults(struct buffer *out, struct faults *faults)
{
	faults_sort(faults);
	for (size_t i = 0; i < faults->count; i++)
		buffer_format(out, "%zu:%zu: %s\n", faults->at[i].line,
			      faults->at[i].column, faults->at[i].text);
}

static void
assert_tree(const char *text, const char *want)
{
	struct arena arena = {0};
	struct faults faults = {0};
	struct buffer out = {0};
	struct yamltree tree;

	assert_true(yamltree_read(&arena, text, strlen(text), &tree, &faults));
	assert_int_equal(faults.count, 0);
	assert_non_null(tree.root);
	print_node(&out, tree.root);
	assert_string_equal(out.at, want);
	buffer_release(&out);
	arena_release(&arena);
}

static void
assert_faults_of(const char *text, size_t len, const char *want)
{
	struct arena arena = {0};
	struct faults faults = {0};
	struct buffer out = {0};
	struct yamltree tree;

	assert_false(yamltree_read(&arena, text, len, &tree, &faults));
	print_faults(&out, &faults);
	assert_string_equal(buffer_string(&out), want);
	buffer_release(&out);
	faults_release(&faults);
	arena_release(&arena);
}

static void
assert_faults(const char *text, const char *want)
{
	assert_faults_of(text, strlen(text), want);
}

static void
every_part_knows_where_it_stood(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"a: b\n", "{a@1:1=b@1:4}@1:1"},
		{"a: 'b'\n", "{a@1:1='b@1:4}@1:1"},
		{"# c\n\na:\n  b: [c, d]\n",
		 "{a@3:1={b@4:3=[c@4:7 d@4:10]@4:6}@4:3}@3:1"},
		{"- a\n- {b: c}\n", "[a@1:3 {b@2:4=c@2:7}@2:3]@1:1"},
		{"a:\n", "{a@1:1=@1:3}@1:1"},
		{"---\na: b\n...\n", "{a@2:1=b@2:4}@2:1"},
		/* Columns are characters, not bytes. */
		{"\"\303\251\303\251\": b\n",
		 "{\303\251\303\251@1:1=b@1:7}@1:1"},
		/* A byte order mark at the beginning, and CR LF, are taken. */
		{"\357\273\277a: b\r\nc: d\r\n",
		 "{a@1:1=b@1:4 c@2:1=d@2:4}@1:1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_tree(rows[i].text, rows[i].want);
}

static void
no_word_changes_its_meaning(void **state)
{
	(void)state;
	assert_tree("[no, 22:30, 010, 1e3, ~, null, 0x10, 2026-11-01]",
		    "[no@1:2 22:30@1:6 010@1:13 1e3@1:18 ~@1:23 null@1:26 "
		    "0x10@1:32 2026-11-01@1:38]@1:1");
}

static void
words_may_run_over_several_lines(void **state)
{
	(void)state;
	assert_tree("a: |\n  b\n  c\nd: >\n  e\n  f\n",
		    "{a@1:1='b\nc\n@1:4 d@4:1='e f\n@4:4}@1:1");
}

static void
what_a_plan_does_not_need_is_refused(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"", "1:1: there is no plan in this file\n"},
		{"# only this\n", "2:1: there is no plan in this file\n"},
		{"a: &b c\n",
		 "1:4: an anchor ('&b') is not taken; write the value out "
		 "wherever it is meant\n"},
		{"a: &b [c]\n",
		 "1:4: an anchor ('&b') is not taken; write the value out "
		 "wherever it is meant\n"},
		{"a: *b\n",
		 "1:4: an alias ('*b') is not taken; write the value out\n"},
		{"a: !!str b\n",
		 "1:4: a tag ('!') is not taken; its key says how a value is "
		 "read\n"},
		{"a: !b {c: d}\n",
		 "1:4: a tag ('!') is not taken; its key says how a value is "
		 "read\n"},
		{"a: ! b\n",
		 "1:4: a tag ('!') is not taken; its key says how a value is "
		 "read\n"},
		{"a: ! \"b\"\n",
		 "1:4: a tag ('!') is not taken; its key says how a value is "
		 "read\n"},
		{"a:\n  <<: {b: c}\n",
		 "2:3: a merge key ('<<') is not taken; write the keys out\n"},
		{"%YAML 1.1\n---\na: b\n",
		 "1:1: a directive ('%') is not taken\n"},
		{"---\na: b\n---\nc: d\n",
		 "3:1: a second document begins here; a plan is one\n"},
		{"a: b\n...\n---\nc: d\n",
		 "3:1: a second document begins here; a plan is one\n"},
		{"a: b\nc: d\na: e\n",
		 "3:1: 'a' is there twice; the first is on line 1\n"},
		{"{a: b, \"a\": c, a: d}\n",
		 "1:8: 'a' is there twice; the first is on line 1\n"
		 "1:16: 'a' is there twice; the first is on line 1\n"},
		{"? [a]\n: b\n", "1:3: a key must be a word\n"},
		{"? {a: b}\n: c\n", "1:3: a key must be a word\n"},
		{"*a : b\n",
		 "1:1: an alias ('*a') is not taken; write the value out\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_faults(rows[i].text, rows[i].want);
}

static void
bytes_that_lie_are_refused(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"a: \351\n",
		 "1:4: byte \\xe9 is not UTF-8; save the file as UTF-8\n"},
		{"a: \300\200\n",
		 "1:4: byte \\xc0 is not UTF-8; save the file as UTF-8\n"},
		{"a: \355\240\200\n",
		 "1:4: byte \\xed is not UTF-8; save the file as UTF-8\n"},
		{"a: b\ac\n", "1:5: control character U+0007\n"},
		{"a: b\033[2J\n", "1:5: control character U+001B\n"},
		{"a: \303\251\177\n", "1:5: control character U+007F\n"},
		/* These break lines for libyaml, and for no editor. */
		{"a: x\342\200\250b: 2\n", "1:5: control character U+2028\n"},
		{"a: x\302\205b: 2\n", "1:5: control character U+0085\n"},
		{"a: x\rb: 2\n", "1:5: control character U+000D\n"},
		{"a: \342\200\256x\n", "1:4: control character U+202E\n"},
		{"a: x\357\273\277\n", "1:5: control character U+FEFF\n"},
		{"a: x\357\277\277\n", "1:5: control character U+FFFF\n"},
		{"a: \"b\\0c\"\n", "1:4: control character U+0000\n"},
		{"a: \"b\\e[2J\"\n", "1:4: control character U+001B\n"},
		{"a: \"b\\rc\"\n", "1:4: control character U+000D\n"},
		{"a: \"b\\u2028c\"\n", "1:4: control character U+2028\n"},
		{"\377\376a", "1:1: this is UTF-16; save it as UTF-8\n"},
		{"\376\377a", "1:1: this is UTF-16; save it as UTF-8\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_faults(rows[i].text, rows[i].want);
	assert_faults_of("a: b\0c\n", 7, "1:5: control character U+0000\n");
}

static void
a_slip_of_the_pen_is_explained(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"a: b: c\n",
		 "1:5: a ':' is not expected here; words that hold one go "
		 "between quotation marks, and a key's ':' needs a blank "
		 "behind it\n"},
		{"a:\n\tb: c\n", "2:1: a tab cannot indent; use blanks\n"},
		{"a: @b\n",
		 "1:4: '@' cannot begin a word; put the word between "
		 "quotation marks\n"},
		{"a: \"b\nc: d\n", "1:4: a quotation mark is not closed\n"},
		{"a: 'b\n", "1:4: a quotation mark is not closed\n"},
		{"a: \"b\nc: \"d\"\n",
		 "1:4: this quotation mark is closed only on line 2; is one "
		 "missing here?\n"},
		{"a: {b: [c}\n", "1:8: this '[' has no ']'\n"},
		{"a: [b c: d\n", "1:4: this '[' has no ']', or a comma is "
				 "missing before line 2\n"},
		{"a: {b: \"c\" d: e}\n", "1:12: a '}' or a comma is missing\n"},
		{"a: [b\nc: d\n",
		 "1:4: this '[' has no ']', or a comma is missing before line "
		 "2\n"},
		{"a: {b: c\nd: e\n",
		 "1:4: this '{' has no '}', or a comma is missing before line "
		 "2\n"},
		{"a: {cost: 12,50}\n",
		 "1:11: a comma ends the value here; write an amount as "
		 "12.50, and words with a comma between quotation marks\n"},
		{"a:\n  b: c\n d: e\n",
		 "3:2: this is not indented like the keys above it, or a "
		 "quotation mark or bracket is out of place\n"},
		{"a:\n  b: c\n  d\ne: f\n",
		 "3:3: a key needs a ':' and a blank behind it\n"},
		{"- a\nb: c\n", "2:1: this is not indented like the rows above "
				"it\n"},
		{"a: \"\\q\"\n", "1:4: found unknown escape character\n"},
		{"a: !x!y b\n", "1:4: found undefined tag handle\n"},
		{"a:\n  - b\n  c: d\n",
		 "3:3: this is not indented like the rows above it\n"},
		{"a: - b\n", "1:4: a '-' begins a row on a line of its own\n"},
		{"a: [\"b\" c]\n", "1:9: a ']' or a comma is missing\n"},
		{"[a]\nb: c\n", "2:1: this stands outside of the plan; is it "
				"indented too little?\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_faults(rows[i].text, rows[i].want);
}

static void
all_that_is_wrong_is_named_in_one_run(void **state)
{
	struct arena arena = {0};
	struct faults faults = {0};
	struct buffer out = {0};
	struct yamltree tree;
	const char *text = "%TAG ! x:\n"
			   "a: &a \351\n"
			   "b: [*a, !t c, \"\\0\"]\n"
			   "a: d\n"
			   "<<: e\n"
			   "f: g\n";

	(void)state;
	assert_false(yamltree_read(&arena, text, strlen(text), &tree, &faults));
	print_faults(&out, &faults);
	assert_string_equal(
		out.at,
		"1:1: a directive ('%') is not taken\n"
		"2:4: an anchor ('&a') is not taken; write the value out "
		"wherever it is meant\n"
		"2:7: byte \\xe9 is not UTF-8; save the file as UTF-8\n"
		"3:5: an alias ('*a') is not taken; write the value out\n"
		"3:9: a tag ('!') is not taken; its key says how a value is "
		"read\n"
		"3:15: control character U+0000\n"
		"4:1: 'a' is there twice; the first is on line 2\n"
		"5:1: a merge key ('<<') is not taken; write the keys out\n");
	/* The tree is there beside them, for the rest of the faults. */
	buffer_clear(&out);
	assert_non_null(tree.root);
	print_node(&out, tree.root);
	assert_string_equal(out.at, "{a@2:1=@2:4 b@3:1=[faulty@3:5 c@3:9 "
				    "faulty@3:15]@3:4 f@6:1=g@6:4}@2:1");
	assert_non_null(yamltree_child(tree.root, "f"));
	assert_null(yamltree_child(tree.root, "<<"));
	buffer_release(&out);
	faults_release(&faults);
	arena_release(&arena);
}

/* count times the unit, behind the beginning. */
static struct buffer
repeated(const char *beginning, const char *unit, size_t count)
{
	struct buffer text = {0};

	buffer_add_string(&text, beginning);
	for (size_t i = 0; i < count; i++)
		buffer_add_string(&text, unit);
	return text;
}

static void
nesting_ends_at_sixteen(void **state)
{
	struct buffer text = repeated("", "[", 16);
	struct arena arena = {0};
	struct faults faults = {0};
	struct yamltree tree;

	(void)state;
	buffer_add_string(&text, "]]]]]]]]]]]]]]]]");
	assert_true(yamltree_read(&arena, text.at, text.len, &tree, &faults));
	buffer_release(&text);
	text = repeated("", "[", 17);
	assert_faults(text.at, "1:17: nested more than 16 deep\n");
	buffer_release(&text);
	arena_release(&arena);
}

static void
a_plan_ends_at_256_kib(void **state)
{
	struct buffer text = repeated("a: b #", "x", YAMLTREE_SIZE - 6);
	struct arena arena = {0};
	struct faults faults = {0};
	struct yamltree tree;

	(void)state;
	assert_int_equal(text.len, YAMLTREE_SIZE);
	assert_true(yamltree_read(&arena, text.at, text.len, &tree, &faults));
	buffer_add_char(&text, 'x');
	assert_faults(text.at, "1:1: larger than 256 KiB\n");
	buffer_release(&text);
	arena_release(&arena);
}

/* Each of these costs libyaml, or who expands it, seconds or far more; here the
 * parser is asked for a few events, or once for what is written. */
static void
bombs_are_little_work(void **state)
{
	static const struct {
		const char *beginning, *unit;
		size_t count;
		size_t most_events;
	} rows[] = {
		{"", "[", 1000000, 0},
		{"", "[", 262144, 24},
		{"", "{", 262144, 60},
		{"", "- ", 131072, 24},
		{"", "? ", 131072, 60},
		{"", "[[],", 65536, 60},
		{"", "%TAG !a! x:\n", 20000, 4},
		{"a: &a [x]\nb: [", "*a, ", 60000, 60010},
		{"a: [", "&a x, ", 40000, 40010},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer text = repeated(rows[i].beginning, rows[i].unit,
					      rows[i].count);
		struct arena arena = {0};
		struct faults faults = {0};
		struct yamltree tree;
		assert_false(yamltree_read(&arena, text.at, text.len, &tree,
					   &faults));
		assert_in_range(tree.events, 0, rows[i].most_events);
		faults_release(&faults);
		arena_release(&arena);
		buffer_release(&text);
	}
}

/* The classic: nine lists of nine, each of the one before. */
static void
an_alias_bomb_does_not_go_off(void **state)
{
	struct buffer text = {0};
	struct arena arena = {0};
	struct faults faults = {0};
	struct yamltree tree;

	(void)state;
	buffer_add_string(&text, "a0: &a0 x\n");
	for (int i = 1; i < 9; i++) {
		buffer_format(&text, "a%d: &a%d [", i, i);
		for (int j = 0; j < 9; j++)
			buffer_format(&text, "%s*a%d", j == 0 ? "" : ",",
				      i - 1);
		buffer_add_string(&text, "]\n");
	}
	assert_false(yamltree_read(&arena, text.at, text.len, &tree, &faults));
	assert_int_equal(faults.count, 9 + 8 * 9);
	assert_in_range(tree.events, 1, 120);
	faults_release(&faults);
	arena_release(&arena);
	buffer_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_part_knows_where_it_stood),
		cmocka_unit_test(no_word_changes_its_meaning),
		cmocka_unit_test(words_may_run_over_several_lines),
		cmocka_unit_test(what_a_plan_does_not_need_is_refused),
		cmocka_unit_test(bytes_that_lie_are_refused),
		cmocka_unit_test(a_slip_of_the_pen_is_explained),
		cmocka_unit_test(all_that_is_wrong_is_named_in_one_run),
		cmocka_unit_test(nesting_ends_at_sixteen),
		cmocka_unit_test(a_plan_ends_at_256_kib),
		cmocka_unit_test(bombs_are_little_work),
		cmocka_unit_test(an_alias_bomb_does_not_go_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
