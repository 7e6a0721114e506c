/*
 * Every byte of a journal of 10 KiB is damaged in turn: one bit flipped. The
 * damage is reported, or it is in a value that might as well have been typed;
 * and every other record is served as before. AMENDS_TEST_FLIPS=8 flips all
 * eight bits of each byte, one after the other; else it is one of them.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "casebook.h"
#include "check.h"
#include "journal.h"

#define SIZE 10240

/* What a reading gave: the good lines, encoded, and how many were not. */
struct served {
	struct buffer lines[128];
	size_t count;
	size_t reported;
	struct arena arena;
};

static bool
take_line(void *context, struct journal_line *line)
{
	struct served *served = context;
	struct record record;
	struct fail why;

	if (!record_parse(&record,
			  arena_copy(&served->arena, line->at, line->len),
			  line->len, 2, &served->arena, &why)) {
		assert_true(why.column > 0);
		served->reported++;
		return true;
	}
	assert_true(served->count < 128);
	record_encode(&served->lines[served->count++], &record);
	return true;
}

static void
take_torn(void *context, const struct journal_line *line)
{
	struct served *served = context;

	(void)line;
	served->reported++;
}

static void
release(struct served *served)
{
	for (size_t i = 0; i < served->count; i++)
		buffer_release(&served->lines[i]);
	arena_release(&served->arena);
	*served = (struct served){0};
}

/* False where the file says that a newer program wrote it. */
static bool
serve(struct served *served, const struct journal *journal)
{
	const struct journal_reader reader = {
		.context = served, .line = take_line, .torn = take_torn};
	struct fail why;

	*served = (struct served){0};
	return journal_read(journal, false, &reader, &why);
}

static void
count_report(void *context, const char *file, size_t line, size_t column,
	     const char *sentence)
{
	(void)file;
	(void)line;
	(void)column;
	assert_non_null(sentence);
	++*(size_t *)context;
}

/* A journal of so many bytes, of cases of all sorts of events. */
static void
make_journal(struct buffer *out)
{
	static const char *const events[] = {
		"open\tlate\tkim\t-\t-\tIt is late, caf\xC3\xA9.\tcustomer=Ana "
		"Ruiz\tphone=+34600111222\tvalue=18.00",
		"restate\t-\tkim\t-\t-\tLate\\nand cold",
		"promise\tp1\tkim\t2026-11-24T18:00:00+01:00\t-\tRing\thow="
		"phone",
		"give\trefund\tkim\t-\t18.00\t-",
		"kept\tp1\tkim\t-\t-\t-",
		"close\tsatisfied\tkim\t-\t-\t-",
	};
	static const char *const ids[] = {"261122-7QK4XMQ", "261123-3F8TWAX",
					  "261124-ABE7R2H", "261125-Q3T8VK7"};

	buffer_add_string(out, "#amends 1\n");
	for (unsigned n = 0; out->len < SIZE - 200; n++)
		buffer_format(
			out, "2026-11-22T%02u:%02u:00.000+01:00\t%s\t%s\n",
			8 + n / 60, n % 60, ids[n % 4],
			events[n / 4 % (sizeof(events) / sizeof(*events))]);
	while (out->len < SIZE - 1)
		buffer_add_char(out, out->at[out->len - 1] == '\n' ? '#' : 'x');
	buffer_add_char(out, '\n');
}

/* Whether case-check has something to say. */
static bool
is_found(const struct journal *journal)
{
	struct check check = {
		.digits = 2, .now = INT64_C(1795356000000), .twice = true};
	const struct journal_reader reader = {
		.context = &check,
		.run = check_run,
		.line = check_line,
		.bad = check_long_line,
		.comment = check_comment,
		.torn = check_torn,
	};
	const struct journal_reader again = {.context = &check,
					     .run = check_run_again,
					     .line = check_line_again};
	struct fail why;
	bool found = !journal_read(journal, false, &reader, &why);

	while (check_again(&check))
		found = !journal_read(journal, false, &again, &why) || found;
	check_end(&check);
	found = found || check.count > 0;
	check_release(&check);
	return found;
}

/* The lines of the old reading are in the new one, in order, but for those
 * from index `from`, `but` many. */
static bool
serves_others(const struct served *old, const struct served *now, size_t from,
	      size_t but)
{
	size_t at = 0;

	for (size_t i = 0; i < old->count; i++) {
		if (i >= from && i < from + but)
			continue;
		while (at < now->count &&
		       strcmp(old->lines[i].at, now->lines[at].at) != 0)
			at++;
		if (at++ >= now->count)
			return false;
	}
	return true;
}

static void
every_flipped_byte_is_reported_or_harmless_and_costs_no_other_record(
	void **state)
{
	int bits = getenv("AMENDS_TEST_FLIPS") ? 8 : 1;
	char path[] = "/tmp/amends-flips.XXXXXX";
	struct buffer bytes = {0};
	struct served old, now;
	struct journal journal;
	struct fail why;
	size_t line = 0;
	int fd = mkstemp(path);

	(void)state;
	make_journal(&bytes);
	assert_int_equal(bytes.len, SIZE);
	assert_int_equal(write(fd, bytes.at, SIZE), SIZE);
	assert_true(journal_find(&journal, path, &why));
	assert_true(serve(&old, &journal));
	assert_int_equal(old.reported, 0);
	for (size_t i = 0; i < SIZE; i++) {
		for (int bit = 0; bit < bits; bit++) {
			unsigned flip = 1U << (bits == 8 ? (size_t)bit : i % 8);
			char byte = (char)((unsigned char)bytes.at[i] ^ flip);
			/* A newline parts a line or joins two; the first line
			 * and the last are comments. */
			size_t from = line > 0 ? line - 1 : 0;
			size_t but = (bytes.at[i] == '\n') + (line > 0);
			struct casebook book;
			size_t reported = 0;
			bool read;

			assert_int_equal(pwrite(fd, &byte, 1, (off_t)i), 1);
			read = serve(&now, &journal);
			/* The fold is over the same lines, and slower. */
			if (bits == 8 || i % 8 == 0) {
				assert_true(
					casebook_load(&book, &journal, false, 2,
						      count_report, &reported,
						      &why) == read);
				casebook_release(&book);
			}
			if (!read)
				assert_true(line == 0); /* "#amends 9" */
			else if (!serves_others(&old, &now, from, but))
				fail_msg("byte %zu, bit %x: another record is "
					 "lost",
					 i, flip);
			else if (now.count < old.count && !is_found(&journal))
				fail_msg("byte %zu, bit %x: a record is lost "
					 "without a word",
					 i, flip);
			release(&now);
		}
		assert_int_equal(pwrite(fd, &bytes.at[i], 1, (off_t)i), 1);
		line += bytes.at[i] == '\n';
	}
	release(&old);
	journal_release(&journal);
	buffer_release(&bytes);
	close(fd);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_flipped_byte_is_reported_or_harmless_and_costs_no_other_record),
	};

	return cmocka_run_group_tests_name("flips", tests, NULL, NULL);
}
