#include "check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "readable.h"
#include "record.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

#define A "261122-7QK4XMQ"
#define B "261123-3F8TWAX"

#define LINE(minute, id, rest) \
	"2026-11-22T14:" minute ":00.000+01:00\t" id "\t" rest "\n"
#define OPEN(minute, id) LINE(minute, id, "open\tlate\tkim\t-\t-\tIt is late.")
#define OF(minute) "\tof=2026-11-22T14:" minute ":00.000+01:00"

/* 22 November 2026, 15:00 in Madrid. */
#define NOW INT64_C(1795356000000)

/* Offer the whole lines that come, all of them at once; how many bytes of them
 * were taken. */
static size_t
offer(struct check *check, struct journal_line *line, const char *at,
      bool again)
{
	const char *last = strrchr(at, '\n');
	size_t len = last ? (size_t)(last - at) + 1 : 0, taken, count = 0;
	char *copy = readable(at, len);

	line->at = copy;
	line->len = len;
	line->number++;
	taken = len == 0 ? 0
		: again  ? check_run_again(check, line, &count)
			 : check_run(check, line, &count);
	assert_true(taken == 0 || at[taken - 1] == '\n');
	line->number += count - 1;
	free(copy);
	return taken;
}

/* Give a file's bytes to a check as journal_read would, for the first or the
 * second time. */
static void
give(struct check *check, const char *file, size_t index, const char *at,
     bool again)
{
	struct journal_line line = {.file = file, .file_index = index};

	while (*(at += offer(check, &line, at, again))) {
		size_t len = strcspn(at, "\n");
		char *copy = mem_get(len + 1);

		memcpy(copy, at, len);
		copy[len] = '\0';
		line.at = copy;
		line.len = len;
		line.number++;
		if (again && at[len] && *at != '#')
			assert_true(check_line_again(check, &line));
		else if (again)
			;
		else if (at[len] == '\0')
			check_torn(check, &line);
		else if (*at == '#')
			check_comment(check, &line);
		else if (len >= RECORD_LINE_MAX)
			check_long_line(check, file, line.number, "too long");
		else
			assert_true(check_line(check, &line));
		free(copy);
		at += len + (at[len] == '\n');
	}
}

/* A journal of up to two files, read to its end. */
static void
read_all(struct check *check, const char *const files[2],
	 const char *const bytes[2])
{
	for (size_t i = 0; i < 2 && files[i]; i++)
		give(check, files[i], i, bytes[i], false);
	while (check_again(check)) {
		for (size_t i = 0; i < 2 && files[i]; i++)
			give(check, files[i], i, bytes[i], true);
	}
	check_end(check);
}

static void
read_one(struct check *check, const char *bytes)
{
	read_all(check, (const char *const[]){"j", NULL},
		 (const char *const[]){bytes, NULL});
}

/* Findings, a line each; those of advice begin with "(". */
static void
describe(struct buffer *out, const struct check *check)
{
	for (size_t i = 0; i < check->count; i++) {
		const struct check_finding *finding = &check->findings[i];
		bool advice = finding->gravity == CHECK_ADVICE;

		buffer_format(out, "%s%s:%zu:%zu: %s%s\n", advice ? "(" : "",
			      finding->file, finding->line, finding->column,
			      finding->text, advice ? ")" : "");
	}
}

static void
every_fault_of_a_journal_is_named(void **state)
{
	static const struct {
		const char *lines;
		int digits;
		const char *want;
	} rows[] = {
		{"", 2, ""},
		{"#amends 1\n# a remark\n#amends 1\r\n" OPEN("01", A), 2, ""},
		{OPEN("01", A) "\n", 2,
		 "j:2:1: 1 field where a record has at least 8\n"},
		{OPEN("01", A) LINE("02", A, "note\t-\tkim\t-\t-\ta\\q"), 2,
		 "j:2:62: unknown escape \\q\n"},
		{LINE("01", "-", "due\tp1\tkim\t-\t-\t-"), 2,
		 "j:1:31: a record about no case; the journal holds none\n"},
		{OPEN("01", A) "2026-11-22T14:02:00.000+0", 2,
		 "j:2:26: no newline at the end: 25 bytes that are not read; "
		 "the next recorder moves them to j.torn\n"},
		{"#amends one\n#amends\n" OPEN("01", A), 2,
		 "j:1:1: a header is '#amends 1', and nothing else\n"
		 "j:2:1: a header is '#amends 1', and nothing else\n"},
		{OPEN("01", A) OPEN("01", A), 2,
		 "(j:2:1: the same line as j:1; it counts once)\n"},
		{OPEN("01", A) LINE("02", A, "heard\t-\tkim\t-\t-\t-")
			 LINE("02", A, "note\t-\tkim\t-\t-\tx"),
		 2,
		 "(j:3:1: another event of this case has the same instant, "
		 "j:2; what refers to one may mean the other)\n"},
		{OPEN("01", A) LINE("02", A, "note\t-\tkim\t-\t-\tx")
			 LINE("02", A, "note\t-\tkim\t-\t-\ty"),
		 2,
		 "j:3:1: another version of j:2, and both count: somebody "
		 "edited one; take one of them out\n"},
		{OPEN("01", A) "<<<<<<< HEAD\n=======\n>>>>>>> origin\n", 2,
		 "j:2:1: a mark of a merge that git left to be done; both "
		 "sides count, so this line can go\n"
		 "j:3:1: a mark of a merge that git left to be done; both "
		 "sides count, so this line can go\n"
		 "j:4:1: a mark of a merge that git left to be done; both "
		 "sides count, so this line can go\n"},
		{"#machine aa\n#machine aa\n" OPEN("01", A), 2, ""},
		{"#machine aa\n" OPEN("01", A) "#machine bb\n", 2,
		 "j:3:1: a second machine's mark, after line 1: two machines' "
		 "lines are in one file; all of them count, so take out the "
		 "mark of the machine that is not to write here\n"},
		/* Erased before it was joined, and what comes back after. */
		{OPEN("01", A) OPEN("02", B)
			 LINE("03", A, "merge\t" B "\tkim\t-\t-\t-")
				 LINE("04", A, "erase\t-\teva\t-\t-\t-"),
		 2,
		 "(j:1:64: words of a case that was erased; case-erase "
		 "--pending takes them out)\n"
		 "(j:2:64: words of a case that was erased; case-erase "
		 "--pending takes them out)\n"},
		{OPEN("01", B) OPEN("02", A) LINE("03", A,
						  "merge\t" B "\tkim\t-\t-\t-")
			 LINE("04", A, "retract\t-\tkim\t-\t-\t-" OF("03"))
				 LINE("05", A, "erase\t-\teva\t-\t-\t-"),
		 2,
		 "(j:2:64: words of a case that was erased; case-erase "
		 "--pending takes them out)\n"},
		/* Merged into each other, which no recorder does. */
		{OPEN("01", A) OPEN("02", B)
			 LINE("03", A, "merge\t" B "\tkim\t-\t-\t-")
				 LINE("04", B, "merge\t" A "\tkim\t-\t-\t-"),
		 2, ""},
		{OPEN("01", A) OPEN("02", A), 2,
		 "j:2:31: a second opening of this case, after j:1: two "
		 "complaints with one id; write this one down again with "
		 "case-new\n"},
		/* a row that two tills imported */
		{LINE("01", A, "open\t-\tkim\t-\t-\tx\tonce=Nr:1")
			 LINE("02", A, "open\t-\tsam\t-\t-\tx\tonce=Nr:1"),
		 2, ""},
		{LINE("01", B, "note\t-\tkim\t-\t-\tx")
			 LINE("02", B, "note\t-\tkim\t-\t-\ty"),
		 2,
		 "j:1:31: an event of a case that was never opened; is a "
		 "machine's file missing?\n"},
		{OPEN("01", A) LINE("02", A, "give\trefund\tkim\t-\t5\t-"), 2,
		 "j:2:64: amount '5' has 0 decimals, not 2\n"},
		{OPEN("01", A) LINE("02", A, "give\trefund\tkim\t-\t5.00\t-")
			 LINE("03", A, "give\trefund\tkim\t-\t5\t-"),
		 -1,
		 "j:3:64: 0 minor digits, where j:2 has 2: a journal has one "
		 "currency\n"},
		{LINE("01", A, "open\t-\tkim\t-\t-\tx\tvalue=a lot"), 2,
		 "(j:1:63: 'a lot' is not an amount, as 12.50 is)\n"},
		{"2026-11-23T14:59:59.999+01:00\t" A "\topen\t-\tkim\t-\t-\tx\n"
		 "2026-11-23T15:00:00.001+01:00\t" A
		 "\theard\t-\tkim\t-\t-\t-\n",
		 2,
		 "(j:2:1: more than a day ahead of now: a clock was wrong, or "
		 "this one is)\n"},
		{OPEN("01", A) LINE("02", A, "herd\t-\tkim\t-\t-\t-"), 2,
		 "(j:2:46: no event 'herd', so it has no effect; did you mean "
		 "'heard'?)\n"},
		{OPEN("01", A) LINE("02", A, "promise\tp1\tkim\t-\t-\tring"), 2,
		 "(j:2:61: a promise without a due time)\n"},
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		struct check check = {.digits = rows[i / 2].digits,
				      .now = NOW,
				      .twice = i % 2};
		struct buffer got = {0};

		read_one(&check, rows[i / 2].lines);
		describe(&got, &check);
		assert_string_equal(buffer_string(&got), rows[i / 2].want);
		buffer_release(&got);
		check_release(&check);
	}
}

static void
a_reference_to_nothing_is_named(void **state)
{
	static const char begin[] =
		OPEN("01", A) LINE("02", A, "point\tpt1\tkim\t-\t-\tx") LINE(
			"03", A,
			"promise\tp1\tkim\t2026-11-24T17:00:00+01:00\t-\tx")
			LINE("04", A, "prevent\tt1\tkim\t-\t-\tx")
				OPEN("05", B);
	static const struct {
		const char *line, *want;
	} rows[] = {
		{LINE("10", A, "kept\tp1\tkim\t-\t-\t-" OF("03")), ""},
		{LINE("10", A, "kept\tp1\tkim\t-\t-\t-"), ""},
		{LINE("10", A, "answer\tpt0\tkim\t-\t-\tx"), ""},
		{LINE("10", A, "heart\tpt1\tkim\t-\t-\t-" OF("02")), ""},
		{LINE("10", A, "prevented\tt1\tkim\t-\t-\t-"), ""},
		{LINE("10", A, "retract\t-\tkim\t-\t-\t-" OF("03")), ""},
		{LINE("10", A, "kept\tp2\tkim\t-\t-\t-"),
		 "j:6:51: kept of 'p2', which this case does not have; is a "
		 "machine's file missing?\n"},
		{LINE("10", A, "heart\tpt2\tkim\t-\t-\t-"),
		 "j:6:52: heart of 'pt2', which this case does not have; is a "
		 "machine's file missing?\n"},
		{LINE("10", A, "prevented\tt2\tkim\t-\t-\t-"),
		 "j:6:56: prevented of 't2', which this case does not have; is "
		 "a "
		 "machine's file missing?\n"},
		{LINE("10", B, "kept\tp1\tkim\t-\t-\t-"),
		 "j:6:51: kept of 'p1', which this case does not have; is a "
		 "machine's file missing?\n"},
		{LINE("10", A, "kept\tp1\tkim\t-\t-\t-" OF("09")),
		 "j:6:64: kept of an event that is not there, so it has no "
		 "effect; is a machine's file missing?\n"},
		{LINE("10", A, "kept\tp1\tkim\t-\t-\t-\tof=yesterday"),
		 "j:6:64: 'yesterday' is not a time, as "
		 "2026-11-22T14:05:09.123+01:00 is\n"},
		{LINE("10", A, "retract\t-\tkim\t-\t-\t-"),
		 "j:6:46: a retract without of=, so it has no effect; "
		 "case-log --undo writes a whole one\n"},
		{LINE("10", A, "retract\t-\tkim\t-\t-\t-" OF("01")),
		 "(j:6:66: an event 'open' cannot be retracted)\n"},
		{LINE("10", A, "erase\t-\tkim\t-\t-\t-")
			 LINE("11", A, "retract\t-\tkim\t-\t-\t-" OF("10")),
		 "(j:1:64: words of a case that was erased; case-erase "
		 "--pending takes them out)\n"
		 "(j:2:64: words of a case that was erased; case-erase "
		 "--pending takes them out)\n"
		 "(j:3:89: words of a case that was erased; case-erase "
		 "--pending takes them out)\n"
		 "(j:4:65: words of a case that was erased; case-erase "
		 "--pending takes them out)\n"
		 "(j:7:66: an event 'erase' cannot be retracted)\n"},
		{LINE("10", A, "merge\t261124-7QK4XME\tkim\t-\t-\t-"),
		 "j:6:52: no case '261124-7QK4XME' to merge; is a "
		 "machine's file missing?\n"},
		/* across a merge, and across one that comes later */
		{LINE("10", B, "merge\t" A "\tkim\t-\t-\t-")
			 LINE("11", B, "kept\tp1\tkim\t-\t-\t-" OF("03")),
		 ""},
		{LINE("09", B, "kept\tp1\tkim\t-\t-\t-" OF("03"))
			 LINE("10", A, "merge\t" B "\tkim\t-\t-\t-"),
		 ""},
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		struct check check = {.digits = 2, .now = NOW, .twice = i % 2};
		struct buffer lines = {0}, got = {0};

		buffer_format(&lines, "%s%s", begin, rows[i / 2].line);
		read_one(&check, lines.at);
		describe(&got, &check);
		assert_string_equal(buffer_string(&got), rows[i / 2].want);
		buffer_release(&lines);
		buffer_release(&got);
		check_release(&check);
	}
}

static void
words_of_an_erased_case_are_named(void **state)
{
	static const char *const files[] = {"old.tsv", "new.tsv"};
	static const char *const bytes[] = {
		LINE("01", A, "open\tlate\tkim\t-\t-\tIt is late.\tphone=6"),
		LINE("01", A, "open\tlate\tkim\t-\t-\terased\tphone=erased")
			LINE("02", A,
			     "note\t-\tkim\t-\t-\t-\thow=phone\torder=7")
				LINE("03", A, "erase\t-\teva\t-\t-\tasked for")
					LINE("04", A,
					     "note\t-\teva\t-\t-\tconfirmed"),
	};

	(void)state;
	for (int twice = 0; twice < 2; twice++) {
		struct check check = {.digits = 2, .now = NOW, .twice = twice};
		struct buffer got = {0};

		read_all(&check, files, bytes);
		describe(&got, &check);
		assert_string_equal(
			got.at,
			"(old.tsv:1:64: words of a case that was erased; "
			"case-erase --pending takes them out)\n"
			"(new.tsv:2:73: words of a case that was erased; "
			"case-erase --pending takes them out)\n"
			/* its own, too: they may name the customer */
			"(new.tsv:3:62: words of a case that was erased; "
			"case-erase "
			"--pending takes them out)\n");
		assert_int_equal(check.cases, 1);
		assert_int_equal(check.file_count, 2);
		assert_string_equal(check.files[1].name, "new.tsv");
		buffer_release(&got);
		check_release(&check);
	}
}

/* Two tills that did not know of each other's promise owe both (DESIGN, 6). */
static void
two_tills_promises_of_one_instant_are_no_edit(void **state)
{
#define DUE "2026-11-24T18:00:00+01:00"
#define BRING LINE("02", A, "promise\tp1\tkim\t" DUE "\t-\tBring it")
#define REFUND LINE("02", A, "promise\tp1\tkim\t" DUE "\t-\tRefund it")
#define EDITED                                                               \
	"another version of a:3, and both count: somebody edited one; take " \
	"one of them out\n"
	static const char *const files[] = {"a", "b"};
	static const struct {
		const char *a, *b, *want;
	} rows[] = {
		{"#machine aa\n" OPEN("01", A) BRING, "#machine bb\n" REFUND,
		 "(b:2:1: another event of this case has the same instant, "
		 "a:3; what refers to one may mean the other)\n"},
		/* One till's: what a sync program made of its file. */
		{"#machine aa\n" OPEN("01", A) BRING, "#machine aa\n" REFUND,
		 "(b:1:1: the mark of one machine is here and in a: b is a "
		 "copy, which case-erase does not reach; take it out of the "
		 "folder, and case-log - <COPY adds what the other lacks)\n"
		 "b:2:1: " EDITED},
		{"#machine aa\n" OPEN("01", A) BRING REFUND, "#machine bb\n",
		 "a:4:1: " EDITED},
		/* Whose they are is not said. */
		{"#amends 1\n" OPEN("01", A) BRING, REFUND, "b:1:1: " EDITED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows) * 2; i++) {
		const char *const bytes[] = {rows[i / 2].a, rows[i / 2].b};
		struct check check = {.digits = 2, .now = NOW, .twice = i % 2};
		struct buffer got = {0};

		read_all(&check, files, bytes);
		describe(&got, &check);
		assert_string_equal(got.at, rows[i / 2].want);
		buffer_release(&got);
		check_release(&check);
	}
#undef DUE
#undef BRING
#undef REFUND
#undef EDITED
}

static void
of_two_files_the_machines_own_is_never_called_the_copy(void **state)
{
	static const char *const files[] = {"f/old.tsv", "f/till-1.tsv"};
	static const char lines[] = "#machine aa\n" OPEN("01", A)
		LINE("02", A, "heard\t-\tkim\t-\t-\t-");
	static const char *const bytes[] = {lines, lines};
	static const struct {
		const char *own, *want;
	} rows[] = {
		{"f/till-1.tsv",
		 "(f/old.tsv:0:0: 2 of its 2 lines stand in f/till-1.tsv, too, "
		 "and count once; it is a copy, and can be deleted)\n"
		 "(f/till-1.tsv:1:1: the mark of one machine is here and in "
		 "f/old.tsv: f/old.tsv is a copy, which case-erase does not "
		 "reach; take it out of the folder, and case-log - <COPY adds "
		 "what the other lacks)\n"},
		/* of other machines' the longer one is */
		{"f/a.tsv",
		 "(f/till-1.tsv:0:0: 2 of its 2 lines stand in f/old.tsv, too, "
		 "and count once; it is a copy, and can be deleted)\n"
		 "(f/till-1.tsv:1:1: the mark of one machine is here and in "
		 "f/old.tsv: f/till-1.tsv is a copy, which case-erase does not "
		 "reach; take it out of the folder, and case-log - <COPY adds "
		 "what the other lacks)\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct check check = {.digits = 2,
				      .now = NOW,
				      .twice = true,
				      .own = rows[i].own};
		struct buffer got = {0};

		read_all(&check, files, bytes);
		describe(&got, &check);
		assert_string_equal(got.at, rows[i].want);
		assert_int_equal(check.files[0].is_copy, i == 0);
		buffer_release(&got);
		check_release(&check);
	}
}

static void
findings_come_by_file_and_line_whatever_found_them(void **state)
{
	static const char *const files[] = {"b", "c"};
	static const char *const bytes[] = {
		LINE("02", A, "kept\tp1\tkim\t-\t-\t-") "x\n" OPEN("01", A),
		"y\n" OPEN("01", A),
	};

	(void)state;
	for (int twice = 0; twice < 2; twice++) {
		struct check check = {.digits = 2, .now = NOW, .twice = twice};
		struct buffer got = {0};

		check_find(&check, CHECK_ADVICE, "b", "its mode");
		read_all(&check, files, bytes);
		describe(&got, &check);
		assert_string_equal(
			got.at,
			"(b:0:0: its mode)\n"
			"b:1:51: kept of 'p1', which this case does not have; "
			"is a "
			"machine's file missing?\n"
			"b:2:2: 1 field where a record has at least 8\n"
			"c:1:2: 1 field where a record has at least 8\n"
			"(c:2:1: the same line as b:3; it counts once)\n");
		assert_int_equal(check.events, 2);
		assert_int_equal(check.file_count, 2);
		buffer_release(&got);
		check_release(&check);
	}
}

/* Lines that a shop may have, of three cases, most of them in order. */
static void
random_journal(struct buffer *out, uint32_t *seed)
{
	/* The last is nobody's: its check is wrong. */
	static const char *const ids[] = {A, B, "261124-7QK4XME",
					  "261124-7QK4XMZ"};
	static const char *const rests[] = {
		"open\tlate\tkim\t-\t-\tx",
		"open\tlate\tkim\t-\t-\tx\tonce=Nr:1",
		"promise\tp1\tkim\t2026-11-24T17:00:00+01:00\t-\tring",
		"renew\tp1\tkim\t2026-11-25T17:00:00+01:00\t-\t-" OF("03"),
		"promise\tp2\tkim\t2026-11-24T17:00:00+01:00\t-\tring",
		"kept\tp1\tkim\t-\t-\t-" OF("03"),
		"kept\tp2\tkim\t-\t-\t-" OF("05"),
		"kept\tp9\tkim\t-\t-\t-",
		"point\tpt1\tkim\t-\t-\tx",
		"heart\tpt1\tkim\t-\t-\t-",
		"answer\tpt0\tkim\t-\t-\tx",
		"prevent\tt1\tkim\t-\t-\tx",
		"prevented\tt1\tkim\t-\t-\t-" OF("07"),
		"retract\t-\tkim\t-\t-\t-" OF("04"),
		"merge\t" B "\tkim\t-\t-\t-",
		"merge\tnonsense\tkim\t-\t-\t-",
		"erase\t-\tkim\t-\t-\t-",
		"note\t-\tkim\t-\t-\ta\\nb",
		"new-verb\tp7\tkim\t-\t-\t-" OF("02"),
		"give\trefund\tkim\t-\t5\t-",
		"give\trefund\tkim\t-\t5.00\t-",
		"amend\t-\tkim\t-\t-\t-\tvalue=5.00",
		"amend\t-\tkim\t-\t-\t-\tdelivery=5.001",
		"promise\tp3\tkim\t-\t-\tring",
		"broken line",
	};
	unsigned minute = 1, count = (*seed >> 8) % 14;

	for (unsigned i = 0; i < count; i++) {
		*seed = *seed * 1664525 + 1013904223;
		if (*seed >> 28 < 13)
			minute++;
		else
			minute = 1 + (*seed >> 20) % 9;
		buffer_format(out, "2026-11-22T14:%02u:00.000+01:00\t%s\t%s\n",
			      minute, ids[(*seed >> 8) % COUNT(ids)],
			      i < 3 ? rests[(*seed >> 16) % 2]
				    : rests[(*seed >> 16) % COUNT(rests)]);
	}
}

static void
a_second_look_finds_what_looking_at_all_does(void **state)
{
	static const char *const files[] = {"b", "c"};
	uint32_t seed = 1;
	size_t found = 0, sound = 0, quick = 0;

	(void)state;
	for (int i = 0; i < 6000; i++) {
		struct buffer bytes[2] = {{0}, {0}}, want = {0}, got = {0};
		int digits = i % 2 ? 2 : -1;
		struct check all = {.digits = digits, .now = NOW};
		struct check twice = {
			.digits = digits, .now = NOW, .twice = true};
		const char *given[2];

		for (int k = 0; k < 2; k++) {
			random_journal(&bytes[k], &seed);
			seed = seed * 1664525 + 1013904223;
			given[k] = i % 3 && k ? "" : buffer_string(&bytes[k]);
		}
		read_all(&all, files, given);
		read_all(&twice, files, given);
		describe(&want, &all);
		describe(&got, &twice);
		assert_string_equal(buffer_string(&got), buffer_string(&want));
		assert_int_equal(twice.events, all.events);
		assert_int_equal(twice.cases, all.cases);
		found += all.count > 0;
		sound += all.count == 0;
		quick += twice.glancer.whats.count > 0;
		for (int k = 0; k < 2; k++)
			buffer_release(&bytes[k]);
		buffer_release(&want);
		buffer_release(&got);
		check_release(&all);
		check_release(&twice);
	}
	assert_true(found > 1000 && sound > 200 && quick > 1000);
}

static void
setting_aside_leaves_every_good_byte(void **state)
{
	static const char journal[] =
		"#amends 1\n" OPEN("01", A) "bad\x01\n# a remark\n" LINE(
			"02", A,
			"give\trefund\tkim\t-\t5\t-") "\n\x1b\n" LINE("03", A,
								      "new-"
								      "verb\t-"
								      "\tkim\t-"
								      "\t-"
								      "\tx\r");
	struct check moved = {.digits = -1};
	struct buffer keep = {0}, aside = {0}, got = {0};

	(void)state;
	assert_int_equal(check_split(&moved, "j", journal, sizeof(journal) - 1,
				     &keep, &aside),
			 3);
	assert_string_equal(
		keep.at, "#amends 1\n" OPEN("01", A) "# a remark\n" LINE(
				 "02", A, "give\trefund\tkim\t-\t5\t-")
				 LINE("03", A, "new-verb\t-\tkim\t-\t-\tx\r"));
	assert_string_equal(
		aside.at,
		"#j:3: 1 field where a record has at least 8\nbad\x01\n"
		"#j:6: 1 field where a record has at least 8\n\n"
		"#j:7: 1 field where a record has at least 8\n\x1b\n");
	describe(&got, &moved);
	assert_string_equal(got.at,
			    "j:3:5: 1 field where a record has at least 8\n"
			    "j:6:1: 1 field where a record has at least 8\n"
			    "j:7:2: 1 field where a record has at least 8\n");
	buffer_release(&keep);
	buffer_release(&aside);
	buffer_release(&got);
	check_release(&moved);
}

static void
what_is_set_aside_and_what_is_kept_are_all_there_was(void **state)
{
	static const char *const pieces[] = {
		OPEN("01", A),
		"x\n",
		"\n",
		"#c\n",
		"\t\t\n",
		"#amends 1\n",
		LINE("02", A, "heard\t-\tkim\t-\t-\t-"),
	};
	uint32_t seed = 9;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct check moved = {.digits = -1};
		struct buffer journal = {0}, keep = {0}, aside = {0};
		size_t moved_count, left = 0;

		for (int k = 0; k < round % 12; k++) {
			seed = seed * 1103515245 + 12345;
			buffer_add_string(&journal,
					  pieces[(seed >> 16) % COUNT(pieces)]);
		}
		moved_count = check_split(&moved, "j", buffer_string(&journal),
					  journal.len, &keep, &aside);
		assert_int_equal(moved_count, moved.count);
		for (size_t i = 0; i < moved.count; i++)
			left += strlen("#j:: \n") +
				strlen(moved.findings[i].text) +
				(moved.findings[i].line > 9 ? 2 : 1);
		assert_int_equal(keep.len + aside.len, journal.len + left);
		/* Doing it again moves nothing more. */
		check_release(&moved);
		buffer_clear(&aside);
		buffer_clear(&journal);
		assert_int_equal(check_split(&moved, "j", buffer_string(&keep),
					     keep.len, &journal, &aside),
				 0);
		assert_string_equal(buffer_string(&journal),
				    buffer_string(&keep));
		buffer_release(&journal);
		buffer_release(&keep);
		buffer_release(&aside);
		check_release(&moved);
	}
}

static void
a_line_over_the_limit_is_set_aside_whole(void **state)
{
	struct check moved = {.digits = -1};
	struct buffer journal = {0}, keep = {0}, aside = {0};
	char *words = mem_zero(RECORD_LINE_MAX + 1, 1);

	(void)state;
	memset(words, 'w', RECORD_LINE_MAX);
	buffer_format(&journal, OPEN("01", A) "%s\n" OPEN("02", B), words);
	assert_int_equal(check_split(&moved, "j", journal.at, journal.len,
				     &keep, &aside),
			 1);
	assert_string_equal(keep.at, OPEN("01", A) OPEN("02", B));
	assert_int_equal(aside.len, strlen("#j:2: the line is longer than 1 "
					   "MiB\n") +
					    RECORD_LINE_MAX + 1);
	free(words);
	buffer_release(&journal);
	buffer_release(&keep);
	buffer_release(&aside);
	check_release(&moved);
}

static void
a_plan_is_advised_on_by_the_calendar(void **state)
{
	static const char plan[] = "policy: 1\n"
				   "reviewed: 2026-05-22\n"
				   "review-every: 6mo\n"
				   "shop:\n"
				   "  name: Casa Luz\n"
				   "  timezone: Europe/Madrid\n"
				   "  currency: EUR\n"
				   "hours:\n"
				   "  closed:\n"
				   "    - {date: 2027-01-06, why: Epiphany}\n"
				   "  warn-when-closures-run-out: 30d\n";
	static const struct {
		int64_t now;
		const char *want;
	} rows[] = {
		{INT64_C(1795302000000), ""}, /* 22 November, 00:00 */
		{INT64_C(1795302000001),
		 "(p:0:0: last reviewed on 2026-05-22; its own review-every "
		 "is over)\n"},
		{INT64_C(1796684400001), /* 8 December: 30 days from there */
		 "(p:0:0: last reviewed on 2026-05-22; its own review-every "
		 "is over)\n"
		 "(p:8:0: the last closed or special day is 2027-01-06; which "
		 "are next?)\n"},
	};
	struct faults faults = {0};
	struct policy *policy;

	(void)state;
	assert_true(policy_parse(plan, strlen(plan), "p", &policy, &faults));
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct check check = {.now = rows[i].now};
		struct buffer got = {0};

		check_plan(&check, policy, "p");
		describe(&got, &check);
		assert_string_equal(buffer_string(&got), rows[i].want);
		buffer_release(&got);
		check_release(&check);
	}
	policy_free(policy);
	faults_release(&faults);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_of_a_journal_is_named),
		cmocka_unit_test(a_reference_to_nothing_is_named),
		cmocka_unit_test(words_of_an_erased_case_are_named),
		cmocka_unit_test(two_tills_promises_of_one_instant_are_no_edit),
		cmocka_unit_test(
			of_two_files_the_machines_own_is_never_called_the_copy),
		cmocka_unit_test(
			findings_come_by_file_and_line_whatever_found_them),
		cmocka_unit_test(a_second_look_finds_what_looking_at_all_does),
		cmocka_unit_test(setting_aside_leaves_every_good_byte),
		cmocka_unit_test(
			what_is_set_aside_and_what_is_kept_are_all_there_was),
		cmocka_unit_test(a_line_over_the_limit_is_set_aside_whole),
		cmocka_unit_test(a_plan_is_advised_on_by_the_calendar),
	};

	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
