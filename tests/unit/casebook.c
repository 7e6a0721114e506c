#include "casebook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

#define A "261122-7QK4XMQ"
#define B "261123-3F8TWAX"
#define C "261124-ABE7R2H"
#define D "261125-Q3T8VK7"

/* At 14:MM:00 of 22 November. */
#define LINE(minute, id, rest) \
	"2026-11-22T14:" minute ":00.000+01:00\t" id "\t" rest "\n"
#define OPEN(minute, id, rest) LINE(minute, id, "open\t-\tkim\t-\t-\t" rest)
#define NOTE(minute, id, rest) LINE(minute, id, "note\t-\tkim\t-\t-\t" rest)
#define MERGE(minute, id, other) \
	LINE(minute, id, "merge\t" other "\teva\t-\t-\t-")

/* What is loaded, and what was reported about it. */
struct loaded {
	struct casebook book;
	struct buffer reports;
};

static void
take_report(void *context, const char *file, size_t line, size_t column,
	    const char *sentence)
{
	const char *base = strrchr(file, '/');

	buffer_format(context, "%s:%zu:%zu: %s\n", base ? "journal" : file,
		      line, column, sentence);
}

static void
load(struct loaded *loaded, const char *lines)
{
	char path[] = "/tmp/amends-casebook.XXXXXX";
	struct journal journal;
	struct fail why = {0};
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, lines, strlen(lines)), strlen(lines));
	close(fd);
	*loaded = (struct loaded){0};
	assert_true(journal_find(&journal, path, &why));
	assert_true(casebook_load(&loaded->book, &journal, false, 2,
				  take_report, &loaded->reports, &why));
	journal_release(&journal);
	unlink(path);
}

static void
release(struct loaded *loaded)
{
	casebook_release(&loaded->book);
	buffer_release(&loaded->reports);
}

/* "ID state lines>living", a case a line. */
static void
describe(struct buffer *out, const struct casebook *book)
{
	buffer_clear(out);
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];

		buffer_format(out, "%s %s %zu%s%s|", file->id,
			      casefile_state_name(file->state),
			      file->line_count, file->merged_into ? ">" : "",
			      file->merged_into ? file->merged_into : "");
	}
}

static void
cases_come_in_order_of_opening(void **state)
{
	struct loaded loaded;
	struct buffer got = {0};

	(void)state;
	load(&loaded, "#amends 1\n" OPEN("05", B, "b") OPEN("03", C, "c")
			      OPEN("05", A, "a") NOTE("01", D, "no opening")
				      NOTE("06", C, "more") OPEN("05", B, "b"));
	describe(&got, &loaded.book);
	assert_string_equal(got.at, D " hearing 1|" C " hearing 2|" A
				      " hearing 1|" B " hearing 1|");
	assert_string_equal(casebook_find(&loaded.book, C)->opening->text, "c");
	assert_null(casebook_find(&loaded.book, D)->opening);
	assert_null(casebook_find(&loaded.book, "261124-7QK4XME"));
	assert_true(loaded.book.last == INT64_C(1795352760000));
	assert_int_equal(loaded.book.last_offset, 3600);
	buffer_release(&got);
	release(&loaded);
}

static void
an_empty_journal_has_no_cases(void **state)
{
	struct loaded loaded;

	(void)state;
	load(&loaded, "");
	assert_int_equal(loaded.book.count, 0);
	assert_null(casebook_find(&loaded.book, A));
	assert_null(casebook_once(&loaded.book, NULL, "x"));
	assert_true(loaded.book.last == INSTANT_NONE);
	release(&loaded);
}

static void
bad_lines_are_told_and_left_out(void **state)
{
	struct loaded loaded;

	(void)state;
	load(&loaded,
	     OPEN("01", A, "a") "what is this\n" LINE(
		     "02", "-", "due\tp1\tkim\t-\t-\t-") "\n" NOTE("03", A,
								   "a\\q")
		     NOTE("04", A, "good"));
	assert_int_equal(loaded.book.bad, 4);
	assert_int_equal(loaded.book.count, 1);
	assert_int_equal(loaded.book.cases[0].event_count, 2);
	assert_string_equal(
		loaded.reports.at,
		"journal:2:13: 1 field where a record has at least 8\n"
		"journal:3:31: a record about no case; the journal holds none\n"
		"journal:4:1: 1 field where a record has at least 8\n"
		"journal:5:62: unknown escape \\q\n");
	release(&loaded);
}

static void
merged_cases_live_on_in_one(void **state)
{
	static const struct {
		const char *lines, *want;
	} rows[] = {
		{OPEN("01", A, "a") OPEN("02", B, "b") MERGE("03", A, B),
		 A " hearing 3|" B " merged 1>" A "|"},
		/* a chain, in either order of lines */
		{OPEN("01", A, "a") OPEN("02", B, "b") OPEN("03", C, "c")
			 MERGE("04", B, C) MERGE("05", A, B),
		 A " hearing 5|" B " merged 2>" A "|" C " merged 1>" A "|"},
		{MERGE("05", A, B) OPEN("01", A, "a") OPEN("02", B, "b")
			 OPEN("03", C, "c") MERGE("04", B, C),
		 A " hearing 5|" B " merged 2>" A "|" C " merged 1>" A "|"},
		/* two tills, each into its own: the earlier counts */
		{OPEN("01", A, "a") OPEN("02", B, "b") MERGE("04", A, B)
			 MERGE("03", B, A),
		 A " merged 2>" B "|" B " hearing 4|"},
		/* undone */
		{OPEN("01", A, "a") OPEN("02", B, "b") MERGE("03", A, B)
			 LINE("04", A,
			      "retract\t-\teva\t-\t-\t-\t"
			      "of=2026-11-22T14:03:00.000+01:00"),
		 A " hearing 3|" B " hearing 1|"},
		/* into itself, into a case that nobody knows, into no case */
		{OPEN("01", A, "a") MERGE("03", A, A) MERGE("04", A, C)
			 MERGE("05", A, "-"),
		 A " hearing 4|"},
		/* erased by itself it stays so */
		{OPEN("01", A, "a") OPEN("02", B, "b") MERGE("03", A, B)
			 LINE("04", B, "erase\t-\teva\t-\t-\t-"),
		 A " hearing 4|" B " erased 2>" A "|"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct loaded loaded;
		struct buffer got = {0};

		load(&loaded, rows[i].lines);
		describe(&got, &loaded.book);
		assert_string_equal(got.at, rows[i].want);
		assert_int_equal(loaded.book.bad, 0);
		buffer_release(&got);
		release(&loaded);
	}
}

static void
the_living_case_of_a_merged_one_is_found(void **state)
{
	struct loaded loaded;
	struct casefile *merged, *living;

	(void)state;
	load(&loaded, OPEN("01", A, "a") OPEN("02", B, "b") MERGE("03", A, B));
	merged = casebook_find(&loaded.book, B);
	living = casebook_living(&loaded.book, merged);
	assert_string_equal(living->id, A);
	assert_ptr_equal(casebook_living(&loaded.book, living), living);
	release(&loaded);
}

/* Lines of one case in a record of its own, to be added. */
static struct record
record_of(char *line, struct arena *arena)
{
	struct record record;
	struct fail why;

	line[strlen(line) - 1] = '\0';
	assert_true(record_parse(&record, line, strlen(line), 2, arena, &why));
	return record;
}

static void
adding_gives_what_reading_it_all_would(void **state)
{
	char event[] = LINE("05", A, "confirm\t-\tkim\t-\t-\t-");
	char open[] = OPEN("06", C, "c");
	char merge[] = MERGE("07", A, C);
	char undo[] = LINE("08", A,
			   "retract\t-\teva\t-\t-\t-\t"
			   "of=2026-11-22T14:07:00.000+01:00");
	struct loaded loaded;
	struct arena arena = {0};
	struct buffer got = {0};
	struct record record;

	(void)state;
	load(&loaded, OPEN("01", A, "a") OPEN("02", B, "b"));
	record = record_of(event, &arena);
	assert_string_equal(casebook_add(&loaded.book, &record, 1)->id, A);
	describe(&got, &loaded.book);
	assert_string_equal(got.at, A " choosing 2|" B " hearing 1|");
	record = record_of(open, &arena);
	assert_string_equal(casebook_add(&loaded.book, &record, 1)->id, C);
	record = record_of(merge, &arena);
	casebook_add(&loaded.book, &record, 1);
	describe(&got, &loaded.book);
	assert_string_equal(got.at, A " choosing 4|" B " hearing 1|" C
				      " merged 1>" A "|");
	record = record_of(undo, &arena);
	casebook_add(&loaded.book, &record, 1);
	describe(&got, &loaded.book);
	assert_string_equal(got.at,
			    A " choosing 4|" B " hearing 1|" C " hearing 1|");
	buffer_release(&got);
	arena_release(&arena);
	release(&loaded);
}

static void
an_erased_case_takes_along_those_that_were_joined_to_it(void **state)
{
	static const char lines[] = OPEN("00", A, "Awords\tcustomer=Ana")
		OPEN("01", B, "Bwords\tcustomer=Ana\temail=a@b.c")
			OPEN("02", C, "Cwords\tcustomer=Ana") MERGE("03", B, C)
				MERGE("04", A, B)
					LINE("05", A, "erase\t-\teva\t-\t-\t-");
	static const char *const ids[] = {A, B, C};
	struct loaded loaded;

	(void)state;
	load(&loaded, lines);
	for (size_t i = 0; i < COUNT(ids); i++) {
		const struct casefile *file =
			casebook_find(&loaded.book, ids[i]);

		assert_int_equal(file->state, CASEFILE_ERASED);
		assert_string_equal(file->opening->text, "erased");
		assert_string_equal(casefile_detail(file, "customer"),
				    "erased");
	}
	release(&loaded);
}

static void
one_person_is_found_over_several_details(void **state)
{
	static const char lines[] = OPEN("00", A, "a\tphone=+34 600 111 222")
		OPEN("01", B, "b\temail=Ana@x.org\tphone=600111222")
			OPEN("02", C, "c\temail=ana@X.org")
				OPEN("03", D, "d\tphone=600111223");
	struct policy policy = {0};
	const char *by[] = {"phone", "email"};
	struct loaded loaded;

	(void)state;
	policy.intake.same_person_by = (struct policy_list){by, 2, 0};
	load(&loaded, lines);
	casebook_find_persons(&loaded.book, &policy);
	assert_int_equal(casebook_person(&loaded.book, &loaded.book.cases[0]),
			 0);
	assert_int_equal(casebook_person(&loaded.book, &loaded.book.cases[1]),
			 0);
	assert_int_equal(casebook_person(&loaded.book, &loaded.book.cases[2]),
			 0);
	assert_int_equal(casebook_person(&loaded.book, &loaded.book.cases[3]),
			 3);
	release(&loaded);
}

static void
a_retry_is_found_by_its_once(void **state)
{
	struct loaded loaded;

	(void)state;
	load(&loaded, OPEN("01", A, "a\tonce=k1") OPEN("02", B, "b")
			      NOTE("03", B, "n\tonce=k2"));
	assert_string_equal(casebook_once(&loaded.book, NULL, "k1")->id, A);
	assert_null(casebook_once(&loaded.book, NULL, "k2"));
	assert_string_equal(casebook_once(&loaded.book, B, "k2")->text, "n");
	assert_null(casebook_once(&loaded.book, A, "k2"));
	assert_null(casebook_once(&loaded.book, C, "k2"));
	release(&loaded);
}

static void
the_same_person_is_known_by_what_the_plan_says(void **state)
{
	static const struct row {
		const char *a, *b, *by;
		bool same;
	} rows[] = {
		{"phone=+34 600 111 222", "phone=600111222", "phone", true},
		{"phone=+34 600 111 222", "phone=600111223", "phone", false},
		{"phone=1234", "phone=01234", "phone", false},
		{"email=Ana@X.org", "email=ana@x.org", "email", true},
		{"customer=Ana Mu\xc3\xb1oz", "customer=ana munoz", "customer",
		 true},
		{"customer=Ana\tpostcode=28001", "customer=Ana\tpostcode=28001",
		 "customer+postcode", true},
		{"customer=Ana\tpostcode=28001", "customer=Ana\tpostcode=28002",
		 "customer+postcode", false},
		{"customer=Ana", "customer=Ana", "customer+postcode", false},
		{"x=1", "x=1", "phone", false},
	};

	(void)state;
	/* Once by few keys, once by more than have a number. */
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		const struct row *row = &rows[i / 2];
		const char *by[] = {row->by, "order", "a", "b", "c",
				    "d",     "e",     "f", "g", "h"};
		struct policy policy = {
			.intake.same_person_by = {
				.at = by, .count = i % 2 ? COUNT(by) : 2}};
		struct casefile **others;
		struct loaded loaded;
		struct buffer lines = {0};
		size_t count;

		buffer_format(&lines, OPEN("01", A, "a\t%s"), row->a);
		buffer_format(&lines, OPEN("02", B, "b\t%s"), row->b);
		load(&loaded, lines.at);
		others =
			casebook_others(&loaded.book, &policy,
					casebook_find(&loaded.book, A), &count);
		assert_int_equal(count, row->same);
		if (count)
			assert_string_equal(others[0]->id, B);
		casebook_find_persons(&loaded.book, &policy);
		assert_int_equal(
			casebook_person(&loaded.book, &loaded.book.cases[1]),
			row->same ? 0 : 1);
		free(others);
		buffer_release(&lines);
		release(&loaded);
	}
}

static void
an_erased_customer_is_nobodys_double(void **state)
{
	const char *by[] = {"customer"};
	struct policy policy = {
		.intake.same_person_by = {.at = by, .count = 1}};
	struct loaded loaded;
	size_t count;

	(void)state;
	load(&loaded,
	     OPEN("01", A, "a\tcustomer=Ana") OPEN("02", B, "b\tcustomer=Ana")
		     LINE("03", A, "erase\t-\teva\t-\t-\t-")
			     LINE("03", B, "erase\t-\teva\t-\t-\t-"));
	free(casebook_others(&loaded.book, &policy,
			     casebook_find(&loaded.book, A), &count));
	assert_int_equal(count, 0);
	release(&loaded);
}

static void
many_cases_are_told_apart(void **state)
{
	struct loaded loaded;
	struct buffer lines = {0};

	(void)state;
	for (uint32_t i = 0; i < 3000; i++) {
		char id[CASEID_SIZE];

		caseid_make(id, 2026, 11, 22, i * 7919);
		buffer_format(&lines, OPEN("01", "%s", "no %u"), id, i);
	}
	load(&loaded, lines.at);
	assert_int_equal(loaded.book.count, 3000);
	for (uint32_t i = 0; i < 3000; i++) {
		char id[CASEID_SIZE], want[16];

		caseid_make(id, 2026, 11, 22, i * 7919);
		snprintf(want, sizeof(want), "no %u", i);
		assert_string_equal(
			casebook_find(&loaded.book, id)->opening->text, want);
	}
	buffer_release(&lines);
	release(&loaded);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_come_in_order_of_opening),
		cmocka_unit_test(an_empty_journal_has_no_cases),
		cmocka_unit_test(bad_lines_are_told_and_left_out),
		cmocka_unit_test(merged_cases_live_on_in_one),
		cmocka_unit_test(the_living_case_of_a_merged_one_is_found),
		cmocka_unit_test(adding_gives_what_reading_it_all_would),
		cmocka_unit_test(
			an_erased_case_takes_along_those_that_were_joined_to_it),
		cmocka_unit_test(one_person_is_found_over_several_details),
		cmocka_unit_test(a_retry_is_found_by_its_once),
		cmocka_unit_test(
			the_same_person_is_known_by_what_the_plan_says),
		cmocka_unit_test(an_erased_customer_is_nobodys_double),
		cmocka_unit_test(many_cases_are_told_apart),
	};

	return cmocka_run_group_tests_name("casebook", tests, NULL, NULL);
}
