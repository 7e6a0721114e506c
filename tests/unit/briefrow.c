/*
 * A row of a case in brief is made of the opening's bytes: the same as of
 * decoding the line and encoding the row.
 */
#include "briefrow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "listing.h"
#include "readable.h"
#include "support.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

#define START "2026-11-22T10:04:31.093+01:00\t261122-7QK4XMQ\t"
#define ROW START "closed\t"

/* How rows are made, and of what. */
struct making {
	struct policy policy;
	const char *hidden[2];
	struct arena arena; /* of them */
	struct glancer glancer;
	struct briefrow rows;
};

static void
begin(struct making *making, const char *hidden)
{
	memset(making, 0, sizeof(*making));
	making->policy.shop.digits = 2;
	making->policy.privacy.hide_in_lists.at = making->hidden;
	for (size_t i = 0; hidden && i < 2; i++) {
		making->hidden[i] = arena_copy(&making->arena, hidden,
					       strcspn(hidden, " "));
		making->policy.privacy.hide_in_lists.count++;
		hidden = strchr(hidden, ' ');
		hidden = hidden ? hidden + 1 : NULL;
	}
	glance_init(&making->glancer, 2);
	briefrow_init(&making->rows, &making->policy);
}

static void
end(struct making *making)
{
	arena_release(&making->arena);
}

/* As a list of what is not in brief makes it. */
static void
decode_and_encode(struct buffer *out, struct making *making, const char *line,
		  const struct casefold_course *course)
{
	const struct duty_view view = {.policy = &making->policy};
	struct arena arena = {0};
	struct record record, row;
	struct casefile file;
	struct fail why;
	size_t len = strlen(line);

	assert_true(record_parse(&record, arena_copy(&arena, line, len), len, 2,
				 &arena, &why));
	casefold_brief(&file, &record, 1, course, 2, &arena);
	listing_case(&row, &file, &view, &arena);
	listing_hide(&row, &making->policy, &arena);
	record_encode(out, &row);
	arena_release(&arena);
}

static void
make(struct buffer *out, struct making *making, const char *line,
     const struct casefold_course *course)
{
	size_t len = strlen(line);
	char *copy = readable(line, len);
	struct glance glance;

	assert_int_equal(glance_line(&glance, &making->glancer, copy, len),
			 GLANCE_SOUND);
	briefrow_add(out, &making->rows, &glance, course);
	free(copy);
}

#define COURSE "cause=stock\theat=angry\toutcome=kept\tshort=7QK4XMQ\n"

static const struct {
	const char *opening; /* behind the id */
	bool has_course;
	const char *hidden;
	const char *row; /* behind the state */
} rows[] = {
	{"open\tlate\tana\t-\t-\tIt came late", false, NULL,
	 "late\t-\t-\t0.00\tIt came late\tshort=7QK4XMQ\n"},
	{"open\tlate\tana\t-\t-\tIt came late", true, NULL,
	 "late\tjo\t-\t12.50\tIt came late\t" COURSE},
	{"open\t-\t-\t-\t-\t-", true, NULL, "-\tjo\t-\t12.50\t-\t" COURSE},
	/* What is escaped stays so. */
	{"open\tlate\tana\t-\t-\tOne\\nTwo \\\\\tcustomer=Jos\xC3\xA9\\t R",
	 false, NULL,
	 "late\t-\t-\t0.00\tOne\\nTwo \\\\\tcustomer=Jos\xC3\xA9\\t R\t"
	 "short=7QK4XMQ\n"},
	{"open\tlate\tana\t-\t-\tIt came late\r", false, NULL,
	 "late\t-\t-\t0.00\tIt came late\tshort=7QK4XMQ\n"},
	/* Heat stands as it was said last. */
	{"open\tlate\tana\t-\t-\tIt\theat=upset", false, NULL,
	 "late\t-\t-\t0.00\tIt\theat=upset\tshort=7QK4XMQ\n"},
	{"open\tlate\tana\t-\t-\tIt\theat=upset", true, NULL,
	 "late\tjo\t-\t12.50\tIt\t" COURSE},
	/* A category beside the opening's takes its place. */
	{"open\tlate\tana\t-\t-\tIt\tcategory=rude\tcustomer=Leo", false, NULL,
	 "rude\t-\t-\t0.00\tIt\tcustomer=Leo\tshort=7QK4XMQ\n"},
	/* What the row itself says is not the opening's to say. */
	{"open\tlate\tana\t-\t-\tIt\tcause=x\tmerged-into=x\toutcome=x\t"
	 "short=x",
	 false, NULL, "late\t-\t-\t0.00\tIt\tshort=7QK4XMQ\n"},
	{"open\tlate\tana\t-\t-\tIt\tcause=x\tmerged-into=x\toutcome=x\t"
	 "short=x",
	 true, NULL, "late\tjo\t-\t12.50\tIt\t" COURSE},
	/* How it was recorded is no detail. */
	{"open\tlate\tana\t-\t-\tIt\tbought=May\thistory=yes\tlogged=x\tonce=y",
	 false, NULL, "late\t-\t-\t0.00\tIt\tbought=May\tshort=7QK4XMQ\n"},
	{"open\tlate\tana\t-\t-\tIt\tabout=a\tcustomer=c\titem=i\tphone=p\t"
	 "wish=w",
	 true, "phone",
	 "late\tjo\t-\t12.50\tIt\tabout=a\tcause=stock\tcustomer=c\theat="
	 "angry\t"
	 "item=i\toutcome=kept\tshort=7QK4XMQ\twish=w\n"},
	{"open\tlate\tana\t-\t-\tIt\tcustomer=c", true, "text cause",
	 "late\tjo\t-\t12.50\t-\tcustomer=c\theat=angry\toutcome=kept\t"
	 "short=7QK4XMQ\n"},
	{"open\tlate\tana\t-\t-\tIt\theat=upset", false, "heat short",
	 "late\t-\t-\t0.00\tIt\n"},
};

static const struct casefold_course nothing, much = {.owner = "jo",
						     .cause = "stock",
						     .outcome = "kept",
						     .heat = "angry",
						     .given = 1250};

static void
a_row_is_the_opening_and_what_came_of_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct casefold_course *course =
			rows[i].has_course ? &much : &nothing;
		struct buffer made = {0}, decoded = {0}, line = {0};
		struct making making;

		begin(&making, rows[i].hidden);
		buffer_format(&line, START "%s", rows[i].opening);
		make(&made, &making, line.at, course);
		decode_and_encode(&decoded, &making, line.at, course);
		assert_string_equal(made.at, decoded.at);
		assert_int_equal(strncmp(made.at, ROW, strlen(ROW)), 0);
		assert_string_equal(made.at + strlen(ROW), rows[i].row);
		buffer_release(&made);
		buffer_release(&decoded);
		buffer_release(&line);
		end(&making);
	}
}

/* More keys than a glancer has numbers for, and any of those that mean
 * something here. */
static void
add_random_pairs(struct buffer *line)
{
	static const char *const known[] = {
		"about",    "bought", "category", "cause",        "customer",
		"delivery", "heat",   "history",  "logged",       "merged-into",
		"of",       "once",   "order",    "out-of-order", "outcome",
		"phone",    "plan",   "settled",  "short",        "skipped",
		"value",    "wish"};

	for (size_t i = 0; i < COUNT(known); i++) {
		if (rand() % 3 == 0)
			buffer_format(line, "\t%s=%d", known[i], rand() % 100);
		if (i % 5 == 0 && rand() % 3 == 0)
			buffer_format(line, "\t%s-%d=own", known[i],
				      100 + rand() % 300);
	}
}

static void
any_opening_gives_the_row_that_decoding_it_gives(void **state)
{
	static const char *const hidden[] = {NULL, "phone customer", "text",
					     "heat outcome", "short cause"};

	(void)state;
	srand(7);
	for (size_t i = 0; i < COUNT(hidden); i++) {
		struct making making;

		begin(&making, hidden[i]);
		for (int k = 0; k < 1000; k++) {
			struct casefold_course course = much;
			struct buffer made = {0}, decoded = {0}, line = {0};

			if (rand() % 2)
				course.heat = NULL;
			if (rand() % 2)
				course.cause = NULL;
			if (rand() % 2)
				course.outcome = NULL;
			buffer_add_string(&line,
					  START "open\tlate\tana\t-\t-\tIt");
			add_random_pairs(&line);
			make(&made, &making, line.at, &course);
			decode_and_encode(&decoded, &making, line.at, &course);
			assert_string_equal(made.at, decoded.at);
			buffer_release(&made);
			buffer_release(&decoded);
			buffer_release(&line);
		}
		end(&making);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_the_opening_and_what_came_of_it),
		cmocka_unit_test(
			any_opening_gives_the_row_that_decoding_it_gives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
