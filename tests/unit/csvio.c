#include "csvio.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define DATA "tests/data/csv/"

/* A reader of len bytes, held by a file that is gone with its descriptor. */
static struct csvio *
reader_of(const char *at, size_t len, char separator, int *fd)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_int_equal(fwrite(at, 1, len, file), len);
	assert_int_equal(fflush(file), 0);
	*fd = dup(fileno(file));
	fclose(file);
	assert_int_equal(lseek(*fd, 0, SEEK_SET), 0);
	return csvio_open(*fd, separator);
}

/*
 * What reading gives, one line for each answer: "2: a|b" a row that begins on
 * line 2, "! 3:5 (2): sentence" a fault at 3:5 of the row that begins on 2,
 * "X 1:0: sentence" for the end of all reading.
 */
static void
transcribe(struct buffer *out, struct csvio *reader)
{
	struct csvio_row row;
	struct fail why;

	for (;;) {
		enum csvio_got got = csvio_next(reader, &row, &why);

		if (got == CSVIO_END)
			return;
		if (got == CSVIO_FAILED) {
			buffer_format(out, "X %zu:%zu: %s\n", row.fault_line,
				      why.column, why.text);
			return;
		}
		if (got == CSVIO_BAD) {
			buffer_format(out, "! %zu:%zu (%zu): %s\n",
				      row.fault_line, why.column, row.line,
				      why.text);
			continue;
		}
		buffer_format(out, "%zu: ", row.line);
		for (size_t i = 0; i < row.count; i++)
			buffer_format(out, "%s%s", i ? "|" : "", row.fields[i]);
		buffer_add_char(out, '\n');
	}
}

static void
check(const char *name, const char *at, size_t len, const char *want)
{
	int fd;
	struct csvio *reader = reader_of(at, len, 0, &fd);
	struct buffer got = {0};

	transcribe(&got, reader);
	if (strcmp(buffer_string(&got), want))
		print_error("%s:\n", name);
	assert_string_equal(buffer_string(&got), want);
	buffer_release(&got);
	csvio_close(reader);
	close(fd);
}

struct reading {
	const char *name;
	const char *csv;
	const char *want;
};

static void
check_readings(const struct reading *readings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(readings[i].name, readings[i].csv,
		      strlen(readings[i].csv), readings[i].want);
}

#define CHECK_READINGS(table) \
	check_readings(table, sizeof(table) / sizeof(*(table)))

static void
good_files_are_read_as_they_stand(void **state)
{
	static const struct reading table[] = {
		{"an empty file has no rows", "", ""},
		{"a name line alone", "a,b\n", "1: a|b\n"},
		{"the last line may do without a newline", "a,b\n1,2",
		 "1: a|b\n2: 1|2\n"},
		{"the same in quotation marks", "a,b\n1,\"2\"",
		 "1: a|b\n2: 1|2\n"},
		{"CRLF ends lines too", "a,b\r\n1,\"2\"\r\n",
		 "1: a|b\n2: 1|2\n"},
		{"a byte order mark is dropped", "\xEF\xBB\xBF\"a\",b\n1,2\n",
		 "1: a|b\n2: 1|2\n"},
		{"nothing but a byte order mark", "\xEF\xBB\xBF", ""},
		{"blank lines are passed over", "\na,b\n\n \t\r\n1,2\n\n",
		 "2: a|b\n5: 1|2\n"},
		{"blanks around a field belong to it", "a,b\n 1 ,\t2\n",
		 "1: a|b\n2:  1 |\t2\n"},
		{"separators and marks inside quotation marks",
		 "a,b\n\"1,2\",\"say \"\"hi\"\"\"\n",
		 "1: a|b\n2: 1,2|say \"hi\"\n"},
		{"a quotation mark inside an unquoted field is text",
		 "a,b\n5\" pipe,52\xC2\xB0 09' 23.0\"\n",
		 "1: a|b\n2: 5\" pipe|52\xC2\xB0 09' 23.0\"\n"},
		{"so are several, and doubled ones", "a,b\n\"1\",x\"\"y\"z\r\n",
		 "1: a|b\n2: 1|x\"\"y\"z\n"},
		{"and one behind a blank, which is in the field, too",
		 "a,b\n1, \"2\"\n", "1: a|b\n2: 1| \"2\"\n"},
		{"line ends inside quotation marks are kept, lines counted",
		 "a,b\n\"x\r\ny\n\nz\",2\n3,4\n",
		 "1: a|b\n2: x\r\ny\n\nz|2\n6: 3|4\n"},
		{"empty fields", "a,b\n,\n\"\",\"\"\n", "1: a|b\n2: |\n3: |\n"},
		{"letters of every language", "naïf,名前\nÅse,Łódź\n",
		 "1: naïf|名前\n2: Åse|Łódź\n"},
		{"a semicolon where the first line has more of them",
		 "a;b;c,d\n1,5;2;3\n", "1: a|b|c,d\n2: 1,5|2|3\n"},
		{"a tab as well", "a\tb\n1\t2\n", "1: a|b\n2: 1|2\n"},
		{"a separator in quotation marks is no hint",
		 "\"a;b;c\",d\n1,2\n", "1: a;b;c|d\n2: 1|2\n"},
		{"a spreadsheet's own word for it",
		 "sep=;\r\na;b,c,d\r\n1;2\r\n", "2: a|b,c,d\n3: 1|2\n"},
	};

	(void)state;
	CHECK_READINGS(table);
}

static void
a_bad_row_is_named_and_the_others_are_read(void **state)
{
	static const struct reading table[] = {
		{"too few fields", "a,b\n1\n3,4\n",
		 "1: a|b\n! 2:0 (2): 1 field, where the first row has 2\n"
		 "3: 3|4\n"},
		{"too many", "a,b\n1,2,3\n3,4\n",
		 "1: a|b\n! 2:0 (2): 3 fields, where the first row has 2\n"
		 "3: 3|4\n"},
		{"its column is counted in characters", "a,b\n\"Åé\"x,5\n3,4\n",
		 "1: a|b\n! 2:5 (2): a closing quotation mark with text behind "
		 "it; a mark inside a quoted field is written twice\n3: 3|4\n"},
		{"text behind a closing mark", "a,b\n\"5\" pipe,2\n3,4\n",
		 "1: a|b\n! 2:4 (2): a closing quotation mark with text behind "
		 "it; a mark inside a quoted field is written twice\n3: 3|4\n"},
		{"a blank behind a closing mark", "a,b\n\"5\" ,2\n3,4\n",
		 "1: a|b\n! 2:4 (2): a closing quotation mark with text behind "
		 "it; a mark inside a quoted field is written twice\n3: 3|4\n"},
		{"a mark that is never closed costs one row",
		 "a,b\n1,\"2\n3,4\n5,6\n",
		 "1: a|b\n! 2:0 (2): a quotation mark opened on this line is "
		 "never closed\n3: 3|4\n4: 5|6\n"},
		{"also on the last line", "a,b\n1,2\n3,\"4",
		 "1: a|b\n2: 1|2\n! 3:0 (3): a quotation mark opened on this "
		 "line is never closed\n"},
		{"also at the end of a row of several lines",
		 "a,b\n\"x\ny\",\"2\n3,4\n",
		 "1: a|b\n! 3:0 (2): a quotation mark opened on this line is "
		 "never closed\n4: 3|4\n"},
		{"a mark that meets one of a later row costs one row",
		 "a,b\n1,\"2\n3,4\n5,\"6\"\n7,8\n",
		 "1: a|b\n! 4:4 (2): a closing quotation mark with text behind "
		 "it; the field begins on line 2\n3: 3|4\n4: 5|6\n5: 7|8\n"},
		{"a stray mark inside a text of several lines",
		 "a,b\n\"x\ny \"hi\" z\nw\",2\n3,4\n",
		 "1: a|b\n! 3:4 (2): a closing quotation mark with text behind "
		 "it; the field begins on line 2\n"
		 "! 3:0 (3): 1 field, where the first row has 2\n"
		 "4: w\"|2\n5: 3|4\n"},
		{"a carriage return alone", "a,b\n1,2\r3,4\n5,6\n",
		 "1: a|b\n! 2:4 (2): a carriage return alone; lines end in LF "
		 "or CRLF\n3: 5|6\n"},
		{"bytes of an old code page", "a,b\n1,caf\xE9\n3,4\n",
		 "1: a|b\n! 2:6 (2): byte 0xe9 is not UTF-8; save the file as "
		 "CSV UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8\n"
		 "3: 3|4\n"},
		{"the same in a row of several lines",
		 "a,b\n\"x\n\xE9\ny\",2\n3,4\n",
		 "1: a|b\n! 3:1 (2): byte 0xe9 is not UTF-8; save the file as "
		 "CSV UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8\n"
		 "5: 3|4\n"},
		{"a surrogate is no character", "a,b\n\xED\xA0\x80,2\n3,4\n",
		 "1: a|b\n! 2:1 (2): byte 0xed is not UTF-8; save the file as "
		 "CSV UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8\n"
		 "3: 3|4\n"},
	};
	static const char nul[] = "a,b\n1,x\0y\n3,4\n";

	(void)state;
	CHECK_READINGS(table);
	check("a NUL byte", nul, sizeof(nul) - 1,
	      "1: a|b\n! 2:4 (2): a NUL byte\n3: 3|4\n");
}

static void
a_file_without_good_columns_is_not_read(void **state)
{
	static const struct reading table[] = {
		{"the first row has a stray mark", "a,\"b\"c\n1,2\n",
		 "X 1:6: a closing quotation mark with text behind it; a mark "
		 "inside a quoted field is written twice\n"},
		{"lines end in carriage returns alone", "a,b\r1,2\r",
		 "X 1:4: a carriage return alone; lines end in LF or CRLF\n"},
	};
	static const char little[] = "\xFF\xFE"
				     "a\0,\0b\0\r\0\n\0";
	static const char unmarked[] = "\0a\0,\0b\0\n";
	static const char *const sentence =
		"X 1:0: the file is UTF-16; save it as CSV UTF-8, or convert "
		"it: iconv -f UTF-16 -t UTF-8\n";

	(void)state;
	CHECK_READINGS(table);
	check("with its mark", little, sizeof(little) - 1, sentence);
	check("without", unmarked, sizeof(unmarked) - 1, sentence);
}

static void
reading_that_fails_is_told_apart(void **state)
{
	int fd = open("/", O_RDONLY);
	struct csvio *reader = csvio_open(fd, ',');
	struct csvio_row row;
	struct fail why;

	(void)state;
	assert_int_equal(csvio_next(reader, &row, &why), CSVIO_FAILED);
	assert_int_equal(why.kind, FAIL_SYSTEM);
	assert_int_equal(row.fault_line, 0);
	csvio_close(reader);
	csvio_close(NULL);
	close(fd);
}

static void
add_many(struct buffer *out, char c, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_add_char(out, c);
}

static void
a_field_at_its_limit_is_read_and_one_more_byte_is_not(void **state)
{
	static const char *const quotes[] = {"", "\""};
	struct csvio_row row;
	struct fail why;

	(void)state;
	for (size_t over = 0; over < 2; over++) {
		for (size_t i = 0; i < 2; i++) {
			struct buffer csv = {0};
			struct csvio *reader;
			int fd;

			buffer_format(&csv, "a,b\n1,%s", quotes[i]);
			add_many(&csv, 'x', CSVIO_FIELD_MAX + over);
			buffer_format(&csv, "%s\n3,4\n", quotes[i]);
			reader = reader_of(csv.at, csv.len, 0, &fd);
			assert_int_equal(csvio_next(reader, &row, &why),
					 CSVIO_ROW);
			assert_int_equal(csvio_next(reader, &row, &why),
					 over ? CSVIO_BAD : CSVIO_ROW);
			if (over)
				assert_string_equal(why.text,
						    "a field is longer than "
						    "524288 bytes");
			else
				assert_int_equal(strlen(row.fields[1]),
						 CSVIO_FIELD_MAX);
			assert_int_equal(csvio_next(reader, &row, &why),
					 CSVIO_ROW);
			assert_int_equal(row.line, 3);
			assert_int_equal(csvio_next(reader, &row, &why),
					 CSVIO_END);
			csvio_close(reader);
			close(fd);
			buffer_release(&csv);
		}
	}
}

static void
what_is_too_long_is_passed_over(void **state)
{
	struct buffer csv = {0};

	(void)state;
	/* A mark never closed, and a long file behind it. */
	buffer_add_string(&csv, "a,b\n1,\"2\n");
	for (size_t i = 0; i < 70000; i++)
		buffer_add_string(&csv, i == 60000 ? "5,6\n" : "\n      \n");
	check("a mark never closed", csv.at, csv.len,
	      "1: a|b\n! 2:0 (2): a field is longer than 524288 bytes; is a "
	      "quotation mark not closed?\n120003: 5|6\n");

	/* A line over the limit. */
	buffer_clear(&csv);
	buffer_add_string(&csv, "a,b\n1,2\n");
	add_many(&csv, ',', CSVIO_ROW_MAX);
	buffer_add_string(&csv, "\n3,4\n");
	check("a long line", csv.at, csv.len,
	      "1: a|b\n2: 1|2\n! 3:0 (3): a line longer than 1048576 bytes\n"
	      "4: 3|4\n");

	/* A row over the limit, though none of its lines is. */
	buffer_clear(&csv);
	buffer_add_string(&csv, "a,b,c\n");
	for (int field = 0; field < 3; field++) {
		buffer_add_string(&csv, field > 0 ? ",\"" : "\"");
		for (int line = 0; line < 4000; line++)
			buffer_format(&csv, "%100s\n", "");
		buffer_add_char(&csv, '"');
	}
	buffer_add_string(&csv, "\n3,4,5\n");
	check("a long row", csv.at, csv.len,
	      "1: a|b|c\n! 8002:0 (2): a row is longer than 1048576 bytes; is "
	      "a quotation mark not closed?\n! 12002:0 (12002): a quotation "
	      "mark opened on this line is never closed\n12003: 3|4|5\n");

	/* More fields than a row may have. */
	buffer_clear(&csv);
	buffer_add_string(&csv, "a,b\n");
	add_many(&csv, ',', CSVIO_FIELDS_MAX);
	buffer_add_string(&csv, "\n3,4\n");
	check("many fields", csv.at, csv.len,
	      "1: a|b\n! 2:0 (2): 257 fields; a row has at most 256\n"
	      "3: 3|4\n");
	buffer_release(&csv);
}

/* Whatever a file holds: an end comes, and no row has another width. */
static void
any_bytes_are_read_to_an_end(void **state)
{
	static const char bytes[] = "a1,;\"\"\n\r\n\t \\\0\xC3\xA9=";
	uint32_t seed = 20261122;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		char csv[64];
		size_t len, count = 0;
		int fd;
		struct csvio *reader;
		struct csvio_row row;
		struct fail why;
		enum csvio_got got;

		seed = seed * 1664525 + 1013904223;
		len = (seed >> 16) % sizeof(csv);
		for (size_t j = 0; j < len; j++) {
			seed = seed * 1664525 + 1013904223;
			csv[j] = bytes[(seed >> 16) % (sizeof(bytes) - 1)];
		}
		reader = reader_of(csv, len, 0, &fd);
		for (int answers = 0;; answers++) {
			assert_true(answers <= 64);
			got = csvio_next(reader, &row, &why);
			if (got == CSVIO_END || got == CSVIO_FAILED)
				break;
			if (got != CSVIO_ROW)
				continue;
			assert_true(!count || count == row.count);
			count = row.count;
		}
		csvio_close(reader);
		close(fd);
	}
}

static void
columns_are_found_by_name(void **state)
{
	static const char csv[] =
		"Name,name, E-Mail ,Größe,Date,date\n1,2,3,4,5,6\n";
	static const struct {
		const char *name;
		int want;
	} table[] = {
		{"Name", 0},
		{"name", 1},
		{"NAME", CSVIO_SEVERAL_COLUMNS},
		{"e-mail", 2},
		{" E-Mail ", 2},
		{"GROSSE", 3},
		{"grösse", 3},
		{"Email", CSVIO_NO_COLUMN},
		{"", CSVIO_NO_COLUMN},
	};
	struct csvio_row row;
	struct fail why;
	size_t count;
	int fd;
	struct csvio *reader = reader_of(csv, sizeof(csv) - 1, 0, &fd);

	(void)state;
	csvio_columns(reader, &count);
	assert_int_equal(count, 0);
	assert_int_equal(csvio_next(reader, &row, &why), CSVIO_ROW);
	assert_int_equal(csvio_next(reader, &row, &why), CSVIO_ROW);
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		assert_int_equal(csvio_column(reader, table[i].name),
				 table[i].want);
	assert_string_equal(csvio_columns(reader, &count)[3], "Größe");
	assert_int_equal(count, 6);
	csvio_close(reader);
	close(fd);
}

static void
what_is_written_is_read_back(void **state)
{
	static const char *const names[] = {"a", "b", "c"};
	static const char *const fields[] = {"say \"hi\",\nx", "", " ; \r\n"};
	static const char separators[] = {',', ';', '\t'};

	(void)state;
	for (size_t i = 0; i < sizeof(separators); i++) {
		for (int crlf = 0; crlf < 2; crlf++) {
			struct buffer csv = {0};
			struct csvio_row row;
			struct fail why;
			struct csvio *reader;
			int fd;

			csvio_encode(&csv, names, 3, separators[i], crlf);
			csvio_encode(&csv, fields, 3, separators[i], crlf);
			reader = reader_of(csv.at, csv.len, 0, &fd);
			assert_int_equal(csvio_next(reader, &row, &why),
					 CSVIO_ROW);
			assert_int_equal(csvio_next(reader, &row, &why),
					 CSVIO_ROW);
			for (size_t j = 0; j < 3; j++)
				assert_string_equal(row.fields[j], fields[j]);
			assert_int_equal(csvio_next(reader, &row, &why),
					 CSVIO_END);
			csvio_close(reader);
			close(fd);
			buffer_release(&csv);
		}
	}
}

static void
every_field_is_written_in_quotation_marks(void **state)
{
	static const char *const fields[] = {"a", NULL, "1\"2"};
	struct buffer csv = {0};

	(void)state;
	csvio_encode(&csv, fields, 3, ';', true);
	assert_string_equal(csv.at, "\"a\";\"\";\"1\"\"2\"\r\n");
	buffer_release(&csv);
}

/* Small files as three programs write them; see their names. */
static void
files_of_other_programs_are_read(void **state)
{
	static const struct {
		const char *path;
		const char *want;
	} table[] = {
		{DATA "shop-export.csv",
		 "1: Date|Customer|Order|What they said|Paid\n"
		 "2: 2026-11-20|Ana Ruiz|4711|The mug came in pieces.\n"
		 "It was a gift.|18.00\n"
		 "4: 2026-11-21|Tom \"T\" Baker|4715|Wrong colour, "
		 "twice|7.50\n"},
		{DATA "spreadsheet-spanish.csv",
		 "1: Fecha|Cliente|Qué pasó|Importe\n"
		 "2: 20/11/2026|José Núñez|Llegó tarde; dos días|12,50\n"
		 "3: 21/11/2026|Iris Blom||0,00\n"},
		{DATA "edited-by-hand.csv",
		 "1: date|customer|said\n"
		 "3: 2026-11-20|Ana|a pipe 5\" too short\n"
		 "! 4:0 (4): 2 fields, where the first row has 3\n"
		 "! 5:0 (5): a quotation mark opened on this line is never "
		 "closed\n"
		 "6: 2026-11-23|Leo|fine again\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct buffer got = {0};
		int fd = open(table[i].path, O_RDONLY);
		struct csvio *reader = csvio_open(fd, 0);

		assert_true(fd >= 0);
		transcribe(&got, reader);
		assert_string_equal(buffer_string(&got), table[i].want);
		buffer_release(&got);
		csvio_close(reader);
		close(fd);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_files_are_read_as_they_stand),
		cmocka_unit_test(a_bad_row_is_named_and_the_others_are_read),
		cmocka_unit_test(a_file_without_good_columns_is_not_read),
		cmocka_unit_test(reading_that_fails_is_told_apart),
		cmocka_unit_test(
			a_field_at_its_limit_is_read_and_one_more_byte_is_not),
		cmocka_unit_test(what_is_too_long_is_passed_over),
		cmocka_unit_test(any_bytes_are_read_to_an_end),
		cmocka_unit_test(columns_are_found_by_name),
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(every_field_is_written_in_quotation_marks),
		cmocka_unit_test(files_of_other_programs_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
