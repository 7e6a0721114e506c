#include "csvplain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "csvio.h"

#define MOST 4
#define LONGEST 10

/* Its fields with a '|' between them, or "not plain". */
static void
split(struct buffer *out, const char *line, size_t len, size_t most,
      size_t longest)
{
	size_t starts[CSVIO_FIELDS_MAX], count;
	struct buffer values = {0};

	buffer_clear(out);
	if (!csvplain_split(line, len, ',', &values, starts, most, longest,
			    &count)) {
		assert_int_equal(values.len, 0);
		assert_int_equal(count, 0);
		buffer_add_string(out, "not plain");
	}
	for (size_t i = 0; i < count; i++)
		buffer_format(out, "%s%s", i > 0 ? "|" : "",
			      values.at + starts[i]);
	buffer_release(&values);
}

static void
a_plain_line_is_taken_apart_and_no_other(void **state)
{
	static const struct {
		const char *line, *want;
	} table[] = {
		{"a,b\n", "a|b"},
		{"a,b\r\n", "a|b"},
		{"a\n", "a"},
		{"a,\n", "a|"},
		{",\n", "|"},
		{",a\n", "|a"},
		{" a , b \n", " a | b "},
		{"\"a\",b\n", "a|b"},
		{"a,\"b\"\r\n", "a|b"},
		{"\"\",\"\"\n", "|"},
		{"\"a,b\",c\n", "a,b|c"},
		{"\"say \"\"a\"\"\",b\n", "say \"a\"|b"},
		{"\"\"\"\"\n", "\""},
		{"a,b,c,d\n", "a|b|c|d"},
		{"0123456789,\"0123456789\"\n", "0123456789|0123456789"},
		/* For libcsv to judge. */
		{"a,b", "not plain"},
		{"", "not plain"},
		{"a,b\r", "not plain"},
		{"a\rb\n", "not plain"},
		{"\"a\rb\"\n", "not plain"},
		{"a,b\r\r\n", "not plain"},
		{"a,5\" tyre\n", "not plain"},
		{"a, \"b\"\n", "not plain"},
		{"\"a\" ,b\n", "not plain"},
		{"\"a\"b\n", "not plain"},
		{"\"a,b\n", "not plain"},
		{"a,\"\n", "not plain"},
		{"\"\"\"\n", "not plain"},
		{"a,b,c,d,e\n", "not plain"},
		{"0123456789A\n", "not plain"},
		{"\"0123456789A\"\n", "not plain"},
	};
	struct buffer got = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		split(&got, table[i].line, strlen(table[i].line), MOST,
		      LONGEST);
		if (strcmp(buffer_string(&got), table[i].want) != 0)
			print_error("%s", table[i].line);
		assert_string_equal(buffer_string(&got), table[i].want);
	}
	buffer_release(&got);
}

/* What libcsv makes of a line: the last one of a file, without its LF, always
 * goes to it. Its fields, or "a fault". */
static void
judged(struct buffer *out, const char *line, size_t len)
{
	FILE *file = tmpfile();
	struct csvio *reader;
	struct csvio_row row;
	struct fail why;

	assert_non_null(file);
	assert_int_equal(fwrite(line, 1, len, file), len);
	rewind(file);
	reader = csvio_open(fileno(file), ',');
	buffer_clear(out);
	if (csvio_next(reader, &row, &why) != CSVIO_ROW)
		buffer_add_string(out, "a fault");
	for (size_t i = 0; i < row.count; i++)
		buffer_format(out, "%s%s", i > 0 ? "|" : "", row.fields[i]);
	csvio_close(reader);
	fclose(file);
}

/* As many lines of these characters as there are with up to six of them. */
static void
what_is_plain_is_what_libcsv_makes_of_it(void **state)
{
	static const char characters[] = {'a', ',', '"', ' '};
	struct buffer plain = {0}, wanted = {0};
	size_t taken = 0;

	(void)state;
	for (uint32_t number = 0; number < UINT32_C(3) << 10; number++) {
		size_t len = 2 + number % 6;
		char line[8];

		for (size_t i = 0; i < len; i++)
			line[i] = characters[(number / 6 >> 2 * i) % 4];
		line[len] = '\n';
		/* Blank lines are no rows, and none come here. */
		if (strspn(line, " ") == len)
			continue;
		split(&plain, line, len + 1, MOST * 2, LONGEST);
		judged(&wanted, line, len);
		if (strcmp(buffer_string(&plain), "not plain") == 0)
			continue;
		taken++;
		if (strcmp(buffer_string(&plain), buffer_string(&wanted)) != 0)
			print_error("%.*s\n", (int)len, line);
		assert_string_equal(buffer_string(&plain),
				    buffer_string(&wanted));
	}
	assert_in_range(taken, 500, 3000);
	buffer_release(&plain);
	buffer_release(&wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_line_is_taken_apart_and_no_other),
		cmocka_unit_test(what_is_plain_is_what_libcsv_makes_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
