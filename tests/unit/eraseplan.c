#include "eraseplan.h"

#include "support.h"
#include "zone.h"

#define A CASE_A
#define B CASE_B
/* as people write them */
#define A_SMALL "26l124-7qk4xme"
#define A_SHORT "7qk4xme"
#define AT(minute) "2026-11-24T14:" minute ":00.000+01:00"
#define LINE(minute, id, rest) AT(minute) "\t" id "\t" rest "\n"
#define OPEN(minute, id, rest) LINE(minute, id, "open\tlate\tkim\t-\t-\t" rest)
#define GONE(minute, id, keys) OPEN(minute, id, "erased\t" keys)

static struct policy *
plan_of(const char *more)
{
	struct policy *policy = NULL;
	struct faults faults = {0};
	struct buffer text = {0};

	buffer_format(&text, PLAN_SHOP "%s", more);
	assert_true(policy_parse(text.at, text.len, "p", &policy, &faults));
	buffer_release(&text);
	return policy;
}

/* A plan that erases A, up to its minute 30. */
static void
begin(struct eraseplan *plan, struct policy *policy)
{
	*plan = (struct eraseplan){.policy = policy};
	eraseplan_add(plan, A, NULL);
	plan->cases[0].until = instant(AT("30"));
}

/* Let it see the lines of a file. */
static void
look_at(struct eraseplan *plan, const char *file, const char *lines, bool own)
{
	struct journal_line line = {.file = file, .number = 1};
	struct buffer copy = {0};

	while (*lines) {
		buffer_clear(&copy);
		buffer_add(&copy, lines, strcspn(lines, "\n"));
		line.at = copy.at;
		line.len = copy.len;
		if (copy.len > 0)
			(*copy.at == '#' ? eraseplan_look_at_comment
					 : eraseplan_look)(plan, &line, own);
		lines += copy.len + 1;
		line.number++;
	}
	buffer_release(&copy);
}

static const char ana[] =
	OPEN("00", A, "Late.\tcustomer=Ana Ruiz\tphone=600111222");

typedef void rewrite(struct eraseplan *plan, const char *at, size_t len,
		     struct buffer *out, struct eraseplan_done *done);

struct row {
	const char *before;
	const char *after;
	size_t lines, gone, unsure;
};

static void
check_rows(rewrite *function, const struct row *rows, size_t count)
{
	struct policy *policy = plan_of("");

	for (size_t i = 0; i < count; i++) {
		struct eraseplan plan;
		struct eraseplan_done done = {0};
		struct buffer out = {0};

		begin(&plan, policy);
		look_at(&plan, "j", ana, true);
		function(&plan, rows[i].before, strlen(rows[i].before), &out,
			 &done);
		assert_string_equal(buffer_string(&out), rows[i].after);
		assert_int_equal(done.lines, rows[i].lines);
		assert_int_equal(done.gone, rows[i].gone);
		assert_int_equal(done.unsure, rows[i].unsure);
		/* All that went is there to be looked at, and nothing else. */
		assert_true(done.lines + done.gone > 0 || done.taken.len == 0);
		buffer_release(&out);
		eraseplan_done_release(&done);
		eraseplan_release(&plan);
	}
	policy_free(policy);
}

static void
lines_of_the_case_are_written_anew_and_all_others_stay_as_they_are(void **state)
{
	static const struct row rows[] = {
		{"", "", 0, 0, 0},
		{"#amends 1\n#machine 00ff\n", "#amends 1\n#machine 00ff\n", 0,
		 0, 0},
		{OPEN("00", A, "Late.\tcustomer=Ana"),
		 GONE("00", A, "customer=erased"), 1, 0, 0},
		{OPEN("00", B, "Late.\tcustomer=Ana"),
		 OPEN("00", B, "Late.\tcustomer=Ana"), 0, 0, 0},
		/* a CR of an editor goes with the words, and stays without */
		{AT("00") "\t" A "\tnote\t-\tkim\t-\t-\tx\r\n",
		 LINE("00", A, "note\t-\tkim\t-\t-\terased"), 1, 0, 0},
		{AT("00") "\t" A "\theard\t-\tkim\t-\t-\t-\r\n",
		 AT("00") "\t" A "\theard\t-\tkim\t-\t-\t-\r\n", 0, 0, 0},
		/* up to the erase, and it among them */
		{LINE("30", A, "erase\t-\teva\t-\t-\tAna asked"),
		 LINE("30", A, "erase\t-\teva\t-\t-\terased"), 1, 0, 0},
		{LINE("31", A, "note\t-\teva\t-\t-\tAna thanked us"),
		 LINE("31", A, "note\t-\teva\t-\t-\tAna thanked us"), 0, 0, 0},
	};

	(void)state;
	check_rows(eraseplan_journal, rows, COUNT(rows));
}

static void
damaged_lines_of_theirs_go_whole(void **state)
{
	static const struct row rows[] = {
		{AT("00") "\t" A "\topen\tlate\n", "", 0, 1, 0},
		{AT("00") "\t" A "\topen\tlate\tkim\t-\t-\ta\\q\n", "", 0, 1,
		 0},
		{"2026\t" A "\topen\tlate\n", "", 0, 1, 0},
		/* of a later time, or of another case: not theirs to take */
		{AT("31") "\t" A "\topen\n", AT("31") "\t" A "\topen\n", 0, 0,
		 0},
		{AT("00") "\t" B "\tAna Ruiz\n", AT("00") "\t" B "\tAna Ruiz\n",
		 0, 0, 0},
		/* of no case: by the id, the name, the number */
		{"x " A "\nx " B "\n", "x " B "\n", 0, 1, 1},
		{"pieces. Ana Ruiz\n600 111 222\nother\n", "other\n", 0, 2, 1},
		{"# ring Ana Ruiz\n# ring Tom\n#amends 1\n",
		 "# ring Tom\n#amends 1\n", 0, 1, 0},
		/* as people write an id: in small letters, l for 1; and the
		 * last seven */
		{AT("00") "\t" A_SMALL "\tnote\t-\tkim\t-\t-\tElm\n" AT(
			 "31") "\t" A_SMALL "\tnote\n",
		 AT("31") "\t" A_SMALL "\tnote\n", 0, 1, 0},
		{"# " A_SMALL ": Elm\n# ring " A_SHORT "\n# (" A_SHORT ")\n"
		 "#" A_SHORT "\nx " A_SHORT " Elm\n",
		 "", 0, 5, 0},
		{"# x" A_SHORT "\n# " A_SHORT "s\n# \xc3\xa9" A_SHORT "\n",
		 "# x" A_SHORT "\n# " A_SHORT "s\n# \xc3\xa9" A_SHORT "\n", 0,
		 0, 0},
		{"x " A "and more\n# " B "\n", "# " B "\n", 0, 1, 0},
		{"#" LINE("00", A, "note\t-\tkim\t-\t-\tx"), "", 0, 1, 0},
		{"\n\n", "\n\n", 0, 0, 0},
	};

	(void)state;
	check_rows(eraseplan_journal, rows, COUNT(rows));
}

static void
bad_lines_that_may_be_theirs_are_noted_by_their_numbers(void **state)
{
	static const char lines[] =
		"#amends 1\nlives at 5 Elm Road\n" OPEN("00", B, "x")
			AT("00") "\t26\n\nx\ty\n";
	struct policy *policy = plan_of("");
	struct eraseplan_done done = {0};
	struct buffer out = {0};
	struct eraseplan plan;

	(void)state;
	begin(&plan, policy);
	look_at(&plan, "j", ana, true);
	eraseplan_journal(&plan, lines, strlen(lines), &out, &done);
	assert_string_equal(out.at, lines);
	assert_int_equal(done.unsure, 2);
	assert_int_equal(done.unsure_lines[0], 2);
	assert_int_equal(done.unsure_lines[1], 6);
	buffer_release(&out);
	eraseplan_done_release(&done);
	eraseplan_release(&plan);
	policy_free(policy);
}

static void
pieces_of_theirs_go_with_the_comment_above(void **state)
{
	static const struct row rows[] = {
		{"", "", 0, 0, 0},
		{"#j:3: unknown escape 'x'\n" LINE("00", A, "note\tx"), "", 0,
		 1, 0},
		{"#j:3: a\nother\n#j:4: b\nAna Ruiz\n#j:5: c\nthird\n",
		 "#j:3: a\nother\n#j:5: c\nthird\n", 0, 1, 2},
		/* torn: good lines but for the newline, and beginnings */
		{LINE("00", A, "note\t-\tkim\t-\t-\tx"), "", 0, 1, 0},
		{LINE("00", B, "note\t-\tkim\t-\t-\tx"),
		 LINE("00", B, "note\t-\tkim\t-\t-\tx"), 0, 0, 0},
		{"2026-11-24T14\n" AT("00") "\t2611\n",
		 "2026-11-24T14\n" AT("00") "\t2611\n", 0, 0, 0},
		{AT("00") "\t" A, "", 0, 1, 0},
	};

	(void)state;
	check_rows(eraseplan_pieces, rows, COUNT(rows));
}

static void
a_look_counts_by_file_and_tells_new_words_from_old_ones(void **state)
{
	struct policy *policy = plan_of("");
	struct eraseplan plan;
	const struct eraseplan_case *one;

	(void)state;
	begin(&plan, policy);
	look_at(&plan, "till1.tsv", ana, true);
	look_at(&plan, "till2.tsv",
		LINE("10", A, "note\t-\tkim\t-\t-\told") OPEN("11", B, "x"),
		false);
	one = eraseplan_find(&plan, A);
	assert_false(one->fresh);
	assert_int_equal(plan.lines, 1);
	assert_int_equal(plan.foreign, 1);
	look_at(&plan, "till1.tsv", LINE("40", A, "heard\t-\tkim\t-\t-\t-"),
		true);
	assert_false(one->fresh);
	assert_true(one->last == instant(AT("40")));
	look_at(&plan, "till2.tsv", LINE("41", A, "note\t-\tkim\t-\t-\tnew"),
		false);
	assert_true(one->fresh);
	assert_int_equal(one->lines, 3);
	assert_null(eraseplan_find(&plan, B));
	eraseplan_release(&plan);
	policy_free(policy);
}

static void
a_file_with_the_mark_of_the_one_rewritten_is_a_copy(void **state)
{
	static const struct {
		const char *file, *lines;
		size_t count;
		bool is_copy;
	} rows[] = {
		{"a.tsv", "#machine 00\n#machine 01\n", 2, true},
		{"till1.tsv", "#amends 1\n#machine 00\r\n", 1, false},
		{"till2.tsv", "#machine 01\n#machine 00\n", 1, false},
		{"till3.tsv", "#machine 000\n", 1, false},
		{"till4.tsv", "", 1, false},
	};
	struct policy *policy = plan_of("");
	struct eraseplan plan;

	(void)state;
	begin(&plan, policy);
	for (size_t i = 0; i < COUNT(rows); i++) {
		look_at(&plan, rows[i].file, rows[i].lines, i == 1);
		for (size_t k = 0; k < rows[i].count; k++)
			look_at(&plan, rows[i].file, ana, i == 1);
	}
	assert_int_equal(plan.file_count, COUNT(rows));
	assert_int_equal(plan.foreign, 5);
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_string_equal(plan.files[i].name, rows[i].file);
		assert_int_equal(plan.files[i].lines, rows[i].count);
		assert_int_equal(eraseplan_is_copy(&plan, &plan.files[i]),
				 rows[i].is_copy);
	}
	eraseplan_release(&plan);
	policy_free(policy);
}

static void
lines_of_others_that_name_them_are_noted_where_erasing_reaches_notes(
	void **state)
{
	static const char lines[] = OPEN("00", B, "x")
		LINE("01", B, "note\t-\tkim\t-\t-\ta\\nAna Ruiz")
			LINE("02", B, "out\tphone\tana ruiz\t-\t-\t-")
				OPEN("03", B, "x\tphone=0034600111222");
	static const char *const reaches[] = {"", "privacy: {erase: {reaches: "
						  "[drafts]}}\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(reaches); i++) {
		struct policy *policy = plan_of(reaches[i]);
		struct eraseplan_done done = {0};
		struct buffer out = {0};
		struct eraseplan plan;

		begin(&plan, policy);
		look_at(&plan, "j", ana, true);
		eraseplan_journal(&plan, lines, strlen(lines), &out, &done);
		assert_string_equal(out.at, lines);
		assert_int_equal(done.named_count, i == 0 ? 2 : 0);
		if (i == 0) {
			assert_int_equal(done.named[0], 2);
			assert_int_equal(done.named[1], 4);
		}
		buffer_release(&out);
		eraseplan_done_release(&done);
		eraseplan_release(&plan);
		policy_free(policy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			lines_of_the_case_are_written_anew_and_all_others_stay_as_they_are),
		cmocka_unit_test(damaged_lines_of_theirs_go_whole),
		cmocka_unit_test(
			bad_lines_that_may_be_theirs_are_noted_by_their_numbers),
		cmocka_unit_test(pieces_of_theirs_go_with_the_comment_above),
		cmocka_unit_test(
			a_look_counts_by_file_and_tells_new_words_from_old_ones),
		cmocka_unit_test(
			a_file_with_the_mark_of_the_one_rewritten_is_a_copy),
		cmocka_unit_test(
			lines_of_others_that_name_them_are_noted_where_erasing_reaches_notes),
	};

	return cmocka_run_group_tests_name("eraseplan", tests, NULL, NULL);
}
