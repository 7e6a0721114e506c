/*
 * Rows that are read ahead are those that csvio gives, in the same order, with
 * the same faults between them, whatever is done with them meanwhile.
 */
#include "csvahead.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "chance.h"

/* More than are held at a time, several times over. */
#define ROWS 3000

static const char *const fields[] = {
	"",     "a",        "late",    "\"said \"\"no\"\"\"", "\"two\nlines\"",
	"grün", "\"a, b\"", " blank ",
};

/* Rows that are at fault, each in another way. */
static const char *const faults[] = {
	"one field",  "1,2,3,4",  "\"open,b,c",
	"a,\"b\"c,d", "a,\xFF,c", "a\rb,c,d",
};

static void
add_row(struct buffer *text, bool whole)
{
	if (!whole) {
		buffer_add_string(
			text,
			faults[chance_below(sizeof(faults) / sizeof(*faults))]);
	} else {
		for (int i = 0; i < 3; i++) {
			const char *field = fields[chance_below(
				sizeof(fields) / sizeof(*fields))];

			buffer_format(text, "%s%s", i > 0 ? "," : "", field);
		}
		if (chance_below(200) == 0) {
			for (size_t i = CSVAHEAD_HELD / 2; i > 0; i--)
				buffer_add_char(text, 'x');
		}
	}
	buffer_add_char(text, '\n');
}

/* A reader of a file that is gone with its descriptor. */
static struct csvio *
reader_of(const struct buffer *text, int *fd)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_int_equal(fwrite(text->at, 1, text->len, file), text->len);
	assert_int_equal(fflush(file), 0);
	*fd = dup(fileno(file));
	fclose(file);
	assert_int_equal(lseek(*fd, 0, SEEK_SET), 0);
	return csvio_open(*fd, ',');
}

/* What was given, up to an answer after which no more is wanted. */
struct transcript {
	struct buffer text;
	size_t count, wanted;
};

static bool
transcribe(void *context, enum csvio_got got, const struct csvio_row *row,
	   const struct fail *why)
{
	struct transcript *transcript = context;
	struct buffer *text = &transcript->text;

	buffer_format(text, "%d %zu: ", (int)got, row->line);
	if (got == CSVIO_ROW) {
		assert_null(why);
		for (size_t i = 0; i < row->count; i++)
			buffer_format(text, "%s|", row->fields[i]);
	} else {
		buffer_format(text, "%zu:%zu: %s", row->fault_line, why->column,
			      why->text);
	}
	buffer_add_char(text, '\n');
	return ++transcript->count < transcript->wanted;
}

/* The same one by one. */
static void
transcribe_all(struct csvio *csv, struct transcript *transcript)
{
	bool more = true;

	while (more) {
		struct csvio_row row;
		struct fail why;
		enum csvio_got got = csvio_next(csv, &row, &why);

		more = got != CSVIO_END &&
		       transcribe(transcript, got, &row,
				  got == CSVIO_ROW ? NULL : &why) &&
		       got != CSVIO_FAILED;
	}
}

static void
check(const struct buffer *text, size_t wanted)
{
	struct transcript plain = {.wanted = wanted};
	struct transcript ahead = {.wanted = wanted};
	struct csvio *csv;
	int fd;

	csv = reader_of(text, &fd);
	transcribe_all(csv, &plain);
	csvio_close(csv);
	close(fd);
	csv = reader_of(text, &fd);
	csvahead_read(csv, transcribe, &ahead);
	csvio_close(csv);
	close(fd);
	assert_int_equal(ahead.count, plain.count);
	assert_string_equal(buffer_string(&ahead.text),
			    buffer_string(&plain.text));
	buffer_release(&plain.text);
	buffer_release(&ahead.text);
}

static void
rows_and_faults_come_as_one_by_one(void **state)
{
	static const size_t counts[] = {0, 1, 255, 256, 257, 512, ROWS};

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		size_t one_in = 2 + chance_below(50);
		struct buffer text = {0};

		buffer_add_string(&text, "a,b,c\n");
		for (size_t row = 0; row < counts[i]; row++)
			add_row(&text, chance_below(one_in) > 0);
		check(&text, SIZE_MAX);
		buffer_release(&text);
	}
}

static void
no_more_are_given_than_are_wanted(void **state)
{
	struct buffer text = {0};

	(void)state;
	buffer_add_string(&text, "a,b,c\n");
	for (size_t row = 0; row < ROWS; row++)
		add_row(&text, chance_below(20) > 0);
	for (size_t wanted = 1; wanted < ROWS; wanted += 1 + wanted / 2)
		check(&text, wanted);
	buffer_release(&text);
}

static void
what_ends_all_reading_comes_last(void **state)
{
	struct buffer text = {0};

	(void)state;
	buffer_add_string(&text, "a,\"b\"c\nd,e\n");
	check(&text, SIZE_MAX);
	buffer_clear(&text);
	check(&text, SIZE_MAX);
	buffer_release(&text);
}

/* One who is slow is waited for, and nothing is read over. */
static bool
take_slowly(void *context, enum csvio_got got, const struct csvio_row *row,
	    const struct fail *why)
{
	struct transcript *transcript = context;

	if (transcript->count % 400 == 0)
		nanosleep(&(struct timespec){0, 2000000}, NULL);
	return transcribe(context, got, row, why);
}

static void
one_who_is_slow_gets_all(void **state)
{
	struct transcript slow = {.wanted = SIZE_MAX};
	struct transcript plain = {.wanted = SIZE_MAX};
	struct buffer text = {0};
	struct csvio *csv;
	int fd;

	(void)state;
	for (size_t row = 0; row < ROWS; row++)
		buffer_format(&text, "%zu,b,%zu\n", row, row * row);
	csv = reader_of(&text, &fd);
	csvahead_read(csv, take_slowly, &slow);
	csvio_close(csv);
	close(fd);
	csv = reader_of(&text, &fd);
	transcribe_all(csv, &plain);
	csvio_close(csv);
	close(fd);
	assert_int_equal(slow.count, ROWS);
	assert_string_equal(slow.text.at, plain.text.at);
	buffer_release(&slow.text);
	buffer_release(&plain.text);
	buffer_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_and_faults_come_as_one_by_one),
		cmocka_unit_test(no_more_are_given_than_are_wanted),
		cmocka_unit_test(what_ends_all_reading_comes_last),
		cmocka_unit_test(one_who_is_slow_gets_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
