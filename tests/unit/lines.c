#include "lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "mem.h"
#include "record.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

/* A file of these bytes, gone with its descriptor. */
static int
file_of(const char *at, size_t len)
{
	FILE *file = tmpfile();
	int fd;

	assert_non_null(file);
	assert_int_equal(fwrite(at, 1, len, file), len);
	assert_int_equal(fflush(file), 0);
	fd = dup(fileno(file));
	fclose(file);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* "1:a|2:b|3?tail" for what comes, '!' for a line too long. */
static void
transcribe(struct buffer *out, int fd, int64_t limit)
{
	struct lines lines;
	struct fail why;

	lines_init(&lines, fd, limit);
	for (;;) {
		char *at;
		size_t len;
		enum lines_got got = lines_next(&lines, &at, &len, &why);

		if (got == LINES_END)
			break;
		if (got == LINES_FAILED) {
			buffer_format(out, "X%s|", why.text);
			break;
		}
		if (got == LINES_LONG) {
			buffer_format(out, "%zu!|", lines.number);
			continue;
		}
		assert_int_equal(at[len], '\0');
		buffer_format(out, "%zu%c", lines.number,
			      got == LINES_TAIL ? '?' : ':');
		if (len > 40)
			buffer_format(out, "(%zu)", len);
		else
			buffer_add(out, at, len);
		buffer_add_char(out, '|');
	}
	lines_release(&lines);
}

static void
lines_come_without_their_newline(void **state)
{
	static const struct {
		const char *at;
		int64_t limit;
		const char *want;
	} rows[] = {
		{"", -1, ""},
		{"\n", -1, "1:|"},
		{"a\nb\n", -1, "1:a|2:b|"},
		{"a\n\nb", -1, "1:a|2:|3?b|"},
		{"a\r\n", -1, "1:a\r|"},
		{"tail", -1, "1?tail|"},
		/* a limit is where a reader saw the end */
		{"a\nb\nc\n", 4, "1:a|2:b|"},
		{"a\nb\nc\n", 3, "1:a|2?b|"},
		{"a\nb\nc\n", 0, ""},
		{"a\n", 99, "1:a|"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		int fd = file_of(rows[i].at, strlen(rows[i].at));

		transcribe(&out, fd, rows[i].limit);
		assert_string_equal(buffer_string(&out), rows[i].want);
		buffer_release(&out);
		close(fd);
	}
}

/* Two read parts of a file by turns, and neither moves where it stands. */
static void
a_part_of_a_file_is_read_wherever_it_stands(void **state)
{
	int fd = file_of("a\nb\ncc\nd\n", 9);
	struct lines left, right;
	struct fail why;
	char *at;
	size_t len;

	(void)state;
	lines_init_part(&left, fd, 0, 4);
	lines_init_part(&right, fd, 4, 5);
	assert_int_equal(lines_next(&left, &at, &len, &why), LINES_LINE);
	assert_string_equal(at, "a");
	assert_int_equal(lines_next(&right, &at, &len, &why), LINES_LINE);
	assert_string_equal(at, "cc");
	assert_int_equal(lines_next(&left, &at, &len, &why), LINES_LINE);
	assert_string_equal(at, "b");
	assert_int_equal(left.offset, 2);
	assert_int_equal(lines_next(&left, &at, &len, &why), LINES_END);
	assert_int_equal(lines_next(&right, &at, &len, &why), LINES_LINE);
	assert_string_equal(at, "d");
	assert_int_equal(right.number, 2);
	assert_int_equal(lines_next(&right, &at, &len, &why), LINES_END);
	lines_restart(&right, fd, 2, 3);
	assert_int_equal(lines_next(&right, &at, &len, &why), LINES_LINE);
	assert_string_equal(at, "b");
	assert_int_equal(lines_next(&right, &at, &len, &why), LINES_TAIL);
	assert_string_equal(at, "c");
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
	lines_release(&left);
	lines_release(&right);
	close(fd);
}

/* In the buffer, beyond it, and beyond all that is to be read. */
static void
bytes_may_be_skipped_read_or_not(void **state)
{
	static const int64_t skips[] = {0, -3, 5 * 7, 60000 * 7, 90000 * 7};
	struct buffer text = {0};
	struct lines lines;
	struct fail why;
	int64_t offset = 0;
	char *at;
	size_t len;
	int fd;

	(void)state;
	for (size_t i = 100000; i < 300000; i++)
		buffer_format(&text, "%zu\n", i);
	fd = file_of(text.at, text.len);
	lines_init_part(&lines, fd, 7, (int64_t)text.len - 14);
	for (size_t i = 0; i < COUNT(skips); i++) {
		lines_skip(&lines, skips[i]);
		offset += skips[i] > 0 ? skips[i] : 0;
		assert_int_equal(lines_offset(&lines), offset);
		assert_int_equal(lines_next(&lines, &at, &len, &why),
				 LINES_LINE);
		assert_int_equal(lines.offset, offset);
		assert_int_equal(strtol(at, NULL, 10), 100001 + offset / 7);
		offset += 7;
	}
	lines_skip(&lines, (int64_t)text.len);
	assert_int_equal(lines_next(&lines, &at, &len, &why), LINES_END);
	lines_release(&lines);
	close(fd);
	buffer_release(&text);
}

/* Whoever passes some of the lines that are there gets the others. */
static void
lines_may_be_passed_many_at_once(void **state)
{
	struct buffer text = {0};
	struct lines lines;
	struct fail why;
	size_t number = 0, passed = 0, len;
	int64_t offset = 0;
	char *at;
	int fd;

	(void)state;
	for (size_t i = 1; i <= 200000; i++)
		buffer_format(&text, "%zu\n", i);
	buffer_add_string(&text, "tail");
	fd = file_of(text.at, text.len);
	lines_init(&lines, fd, -1);
	for (;;) {
		size_t there = lines_run(&lines, &at), take = 0, count = 0;

		assert_int_equal(lines_offset(&lines), offset);
		assert_true(there == 0 || at[there - 1] == '\n');
		/* Now some, now all of them. */
		while (take < there && (count < 10000 || number % 3 == 0)) {
			assert_int_equal(strtoul(at + take, NULL, 10),
					 number + ++count);
			take += strcspn(at + take, "\n") + 1;
		}
		lines_pass(&lines, take, count);
		passed += count;
		number += count;
		offset += (int64_t)take;
		if (lines_next(&lines, &at, &len, &why) != LINES_LINE)
			break;
		assert_int_equal(lines.number, ++number);
		assert_int_equal(lines.offset, offset);
		assert_int_equal(strtoul(at, NULL, 10), number);
		offset += (int64_t)len + 1;
	}
	assert_int_equal(number, 200000);
	assert_in_range(passed, 150000, 199999);
	assert_string_equal(at, "tail");
	lines_release(&lines);
	close(fd);
	buffer_release(&text);
}

static void
a_nul_is_a_byte_like_any_other(void **state)
{
	struct lines lines;
	struct fail why;
	char *at;
	size_t len;
	int fd = file_of("a\0b\nc", 5);

	(void)state;
	lines_init(&lines, fd, -1);
	assert_int_equal(lines_next(&lines, &at, &len, &why), LINES_LINE);
	assert_int_equal(len, 3);
	assert_memory_equal(at, "a\0b", 3);
	assert_int_equal(lines_next(&lines, &at, &len, &why), LINES_TAIL);
	assert_int_equal(lines_next(&lines, &at, &len, &why), LINES_END);
	assert_int_equal(lines_next(&lines, &at, &len, &why), LINES_END);
	lines_release(&lines);
	close(fd);
}

/* Lines of each length in order, the last one perhaps without a newline. */
static int
file_of_lengths(const size_t *lengths, size_t count, bool newline)
{
	struct buffer bytes = {0};
	int fd;

	for (size_t i = 0; i < count; i++) {
		char *line = mem_get(lengths[i]);

		memset(line, 'x', lengths[i]);
		buffer_add(&bytes, line, lengths[i]);
		if (i + 1 < count || newline)
			buffer_add_char(&bytes, '\n');
		free(line);
	}
	fd = file_of(buffer_string(&bytes), bytes.len);
	buffer_release(&bytes);
	return fd;
}

static void
a_line_over_the_limit_is_skipped_and_counted(void **state)
{
	static const struct {
		size_t lengths[3];
		size_t count;
		bool newline;
		const char *want;
	} rows[] = {
		{{RECORD_LINE_MAX - 1, 2}, 2, true, "1:(1048575)|2:xx|"},
		{{RECORD_LINE_MAX, 2}, 2, true, "1!|2:xx|"},
		{{2, RECORD_LINE_MAX + 7, 2}, 3, true, "1:xx|2!|3:xx|"},
		{{2, 5 * RECORD_LINE_MAX, 2}, 3, true, "1:xx|2!|3:xx|"},
		{{2, 3 * RECORD_LINE_MAX}, 2, false, "1:xx|2!|"},
		{{2, RECORD_LINE_MAX - 1}, 2, false, "1:xx|2?(1048575)|"},
		{{RECORD_LINE_MAX + 1, RECORD_LINE_MAX + 1, 1},
		 3,
		 true,
		 "1!|2!|3:x|"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		int fd = file_of_lengths(rows[i].lengths, rows[i].count,
					 rows[i].newline);

		transcribe(&out, fd, -1);
		assert_string_equal(buffer_string(&out), rows[i].want);
		buffer_release(&out);
		close(fd);
	}
}

static void
memory_does_not_grow_with_a_line(void **state)
{
	static const size_t lengths[] = {12 * RECORD_LINE_MAX, 1};
	struct lines lines;
	struct fail why;
	char *at;
	size_t len;
	int fd = file_of_lengths(lengths, 2, true);

	(void)state;
	lines_init(&lines, fd, -1);
	assert_int_equal(lines_next(&lines, &at, &len, &why), LINES_LONG);
	assert_int_equal(lines_next(&lines, &at, &len, &why), LINES_LINE);
	assert_true(lines.room <= 2 * RECORD_LINE_MAX);
	lines_release(&lines);
	close(fd);
}

/* Lines that end anywhere around the end of what one read(2) asks for. */
static void
where_the_pieces_end_does_not_matter(void **state)
{
	(void)state;
	for (size_t first = 256 * 1024 - 3; first < 256 * 1024 + 3; first++) {
		const size_t lengths[] = {first, 256 * 1024, 3, 0, 2};
		struct buffer out = {0}, want = {0};
		int fd = file_of_lengths(lengths, COUNT(lengths), false);

		transcribe(&out, fd, -1);
		buffer_format(&want, "1:(%zu)|2:(262144)|3:xxx|4:|5?xx|",
			      first);
		assert_string_equal(buffer_string(&out), want.at);
		buffer_release(&out);
		buffer_release(&want);
		close(fd);
	}
}

static void
what_cannot_be_read_is_said(void **state)
{
	struct buffer out = {0};

	(void)state;
	transcribe(&out, -1, -1);
	assert_string_equal(buffer_string(&out), "Xread: Bad file descriptor|");
	buffer_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_come_without_their_newline),
		cmocka_unit_test(a_part_of_a_file_is_read_wherever_it_stands),
		cmocka_unit_test(bytes_may_be_skipped_read_or_not),
		cmocka_unit_test(lines_may_be_passed_many_at_once),
		cmocka_unit_test(a_nul_is_a_byte_like_any_other),
		cmocka_unit_test(a_line_over_the_limit_is_skipped_and_counted),
		cmocka_unit_test(memory_does_not_grow_with_a_line),
		cmocka_unit_test(where_the_pieces_end_does_not_matter),
		cmocka_unit_test(what_cannot_be_read_is_said),
	};

	return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
