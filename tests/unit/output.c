#include "output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "grid.h"

/* 2026-11-22T14:05:09.123+01:00 */
#define AT INT64_C(1795352709123)
#define HOUR 3600

static const struct output_name names[] = {
	{"opened", RECORD_TIME},   {"state", RECORD_EVENT},
	{"category", RECORD_WHAT}, {"owner", RECORD_WHO},
	{"given", RECORD_AMOUNT},  {0},
};

static const struct output_key keys[] = {
	{"act-by", OUTPUT_TIME},
	{"customer", OUTPUT_TEXT},
	{"phone", OUTPUT_TEXT},
	{"value", OUTPUT_MONEY},
	{0},
};

static const struct output_key more_keys[] = {{"order", OUTPUT_TEXT}, {0}};

/* The beginning of a customer's name, as many letters as the context says. */
static void
short_name(struct buffer *out, const struct record *record, const void *context)
{
	const char *customer = record_get(record, "customer");

	if (customer)
		buffer_add(out, customer, *(const size_t *)context);
}

static const struct output_cell table[] = {
	{.heading = "CASE", .name = "case"},
	{.heading = "WHO", .cell = short_name},
	{.heading = "DUE", .name = "due"},
	{.heading = "GIVEN", .name = "given"},
	{.heading = "WORDS", .name = "text"},
	{0},
};

static const struct output_kind kind = {names, keys, more_keys, table};

static struct record_pair ana_pairs[] = {
	{"act-by", "2026-11-26T10:00:00+01:00"},
	{"customer", "Ana Ruiz"},
	{"order", "4711"},
	{"phone", "+34600111222"},
	{"value", "18.00"},
};

static const struct record ana = {
	.at = AT,
	.offset = HOUR,
	.id = "261122-7QK4XMQ",
	.event = "hearing",
	.what = "arrived-damaged",
	.who = "kim",
	.due = AT - 123 + 48 * HOUR * 1000,
	.due_offset = HOUR,
	.amount = 1250,
	.amount_digits = 2,
	.text = "The mug came\tin pieces.\nIt said \"hi\", \\o/",
	.pairs = ana_pairs,
	.pair_count = 5,
};

/* Nothing but what no record is without. */
static const struct record bare = {
	.at = AT,
	.offset = HOUR,
	.id = "-",
	.event = "count",
	.due = INSTANT_NONE,
	.amount = MONEY_NONE,
};

/* What a test prints into; finish gives it back. */
struct paper {
	char *at;
	size_t size;
	struct output *out;
};

static struct output *
begin_kind(struct paper *paper, const struct output_kind *of)
{
	FILE *file = open_memstream(&paper->at, &paper->size);

	assert_non_null(file);
	paper->out = output_open(file, of);
	return paper->out;
}

static struct output *
begin(struct paper *paper)
{
	return begin_kind(paper, &kind);
}

static void
finish(struct paper *paper, const char *want)
{
	struct fail why = {0};

	assert_true(output_finish(paper->out, &why));
	assert_string_equal(paper->at, want);
	assert_int_equal(paper->size, strlen(want));
	output_free(paper->out);
	free(paper->at);
}

static void
records_are_what_is_printed_without_options(void **state)
{
	struct paper paper;
	struct output *out = begin(&paper);

	(void)state;
	output_record(out, &ana);
	output_record(out, &bare);
	assert_int_equal(output_count(out), 2);
	finish(&paper,
	       "2026-11-22T14:05:09.123+01:00\t261122-7QK4XMQ\thearing\t"
	       "arrived-damaged\tkim\t2026-11-24T14:05:09+01:00\t12.50\t"
	       "The mug came\\tin pieces.\\nIt said \"hi\", \\\\o/\t"
	       "act-by=2026-11-26T10:00:00+01:00\tcustomer=Ana Ruiz\t"
	       "order=4711\tphone=+34600111222\tvalue=18.00\n"
	       "2026-11-22T14:05:09.123+01:00\t-\tcount\t-\t-\t-\t-\t-\n");
	out = begin(&paper);
	finish(&paper, "");
}

static void
a_name_line_before_records_is_a_comment(void **state)
{
	struct paper paper;

	(void)state;
	output_set_names(begin(&paper));
	finish(&paper, "#time\tcase\tevent\twhat\twho\tdue\tamount\ttext\n");
}

static void
columns_are_those_asked_for_in_that_order(void **state)
{
	static const struct {
		const char *list;
		bool with_names, decoded;
		const char *want;
	} cases[] = {
		{"case,event", false, false,
		 "261122-7QK4XMQ\thearing\n-\tcount\n"},
		{"state,owner,given", false, false,
		 "hearing\tkim\t12.50\ncount\t-\t-\n"},
		{"customer, text", false, false,
		 "Ana Ruiz\tThe mug came\\tin pieces.\\nIt said \"hi\", "
		 "\\\\o/\n-\t-\n"},
		{"customer,text", false, true,
		 "Ana Ruiz\tThe mug came\tin pieces.\nIt said \"hi\", "
		 "\\o/\n-\t-\n"},
		{"order,colour=", true, false,
		 "order\tcolour\n4711\t-\n-\t-\n"},
		{"opened,due,act-by", true, false,
		 "opened\tdue\tact-by\n"
		 "2026-11-22T14:05:09.123+01:00\t2026-11-24T14:05:09+01:00\t"
		 "2026-11-26T10:00:00+01:00\n"
		 "2026-11-22T14:05:09.123+01:00\t-\t-\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct paper paper;
		struct output *out = begin(&paper);
		struct fail why;

		assert_true(output_set_columns(out, cases[i].list, &why));
		if (cases[i].with_names)
			output_set_names(out);
		if (cases[i].decoded)
			output_set_decoded(out);
		assert_true(output_check(out, &why));
		output_record(out, &ana);
		output_record(out, &bare);
		finish(&paper, cases[i].want);
	}
}

static void
a_dash_that_was_typed_is_told_from_a_missing_value(void **state)
{
	struct record record = bare;
	struct paper paper;
	struct output *out = begin(&paper);
	struct fail why;

	(void)state;
	record.text = "-";
	assert_true(output_set_columns(out, "text,what", &why));
	output_record(out, &record);
	finish(&paper, "\\-\t-\n");
}

static void
a_wrong_column_is_refused_with_a_guess(void **state)
{
	static const struct {
		const char *list;
		const char *want;
	} cases[] = {
		{"case,custmer",
		 "'custmer' is not a column; did you mean 'customer'?"},
		{"stat", "'stat' is not a column; did you mean 'state'?"},
		{"CASE", "'CASE' is not a column; did you mean 'case'?"},
		{"ordr", "'ordr' is not a column; did you mean 'order'?"},
		{"colour", "'colour' is not a column; a key of your own is "
			   "written 'colour='"},
		{"1234", "'1234' is not a column"},
		{"Colour=", "'Colour' cannot be a key"},
		{"time=", "'time' cannot be a key"},
		{"", "-o wants the names of columns, with a comma between "
		     "them"},
		{"case,,what", "-o wants the names of columns, with a comma "
			       "between them"},
		{"case,", "-o wants the names of columns, with a comma "
			  "between them"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct output *out = output_open(NULL, &kind);
		struct fail why;

		assert_false(output_set_columns(out, cases[i].list, &why));
		assert_string_equal(why.text, cases[i].want);
		assert_int_equal(why.kind, FAIL_USAGE);
		output_free(out);
	}
}

static void
options_that_exclude_each_other_are_refused(void **state)
{
	struct output *out = output_open(NULL, &kind);
	struct fail why;

	(void)state;
	assert_false(output_set_csv(out, "exel", &why));
	assert_string_equal(why.text, "'exel' is no kind of CSV; there is "
				      "--csv and --csv=excel");
	assert_true(output_set_csv(out, NULL, &why));
	assert_true(output_set_csv(out, NULL, &why));
	assert_false(output_set_form(out, OUTPUT_JSON, &why));
	assert_string_equal(why.text, "--csv and --json exclude each other");
	assert_int_equal(why.kind, FAIL_USAGE);
	output_set_decoded(out);
	assert_false(output_check(out, &why));
	assert_string_equal(why.text,
			    "-r goes with -o: whole records stay escaped");
	output_free(out);
	output_free(NULL);
}

static void
csv_has_a_name_line_and_decoded_values(void **state)
{
	struct paper paper;
	struct output *out = begin(&paper);
	struct fail why;

	(void)state;
	assert_true(output_set_csv(out, NULL, &why));
	output_record(out, &ana);
	output_record(out, &bare);
	finish(&paper,
	       "\"time\",\"case\",\"event\",\"what\",\"who\",\"due\","
	       "\"amount\",\"text\",\"act-by\",\"customer\",\"phone\","
	       "\"value\"\n"
	       "\"2026-11-22T14:05:09.123+01:00\",\"261122-7QK4XMQ\","
	       "\"hearing\",\"arrived-damaged\",\"kim\","
	       "\"2026-11-24T14:05:09+01:00\",\"12.50\","
	       "\"The mug came\tin pieces.\nIt said \"\"hi\"\", \\o/\","
	       "\"2026-11-26T10:00:00+01:00\",\"Ana Ruiz\","
	       "\"+34600111222\",\"18.00\"\n"
	       "\"2026-11-22T14:05:09.123+01:00\",\"\",\"count\",\"\",\"\","
	       "\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n");
	out = begin(&paper);
	assert_true(output_set_csv(out, NULL, &why));
	assert_true(output_set_columns(out, "case,customer", &why));
	finish(&paper, "\"case\",\"customer\"\n");
}

static void
csv_for_spreadsheets_has_their_times_and_marks(void **state)
{
	static const struct {
		char mark;
		const char *want;
	} cases[] = {
		{'.', "\xEF\xBB\xBF\"opened\",\"due\",\"given\",\"act-by\","
		      "\"phone\",\"value\"\r\n"
		      "\"2026-11-22 14:05:09\",\"2026-11-24 14:05:09\","
		      "\"12.50\",\"2026-11-26 10:00:00\",\"'+34600111222\","
		      "\"18.00\"\r\n"},
		{',', "\xEF\xBB\xBF\"opened\";\"due\";\"given\";\"act-by\";"
		      "\"phone\";\"value\"\r\n"
		      "\"2026-11-22 14:05:09\";\"2026-11-24 14:05:09\";"
		      "\"12,50\";\"2026-11-26 10:00:00\";\"'+34600111222\";"
		      "\"18,00\"\r\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct paper paper;
		struct output *out = begin(&paper);
		struct fail why;

		assert_true(output_set_csv(out, "excel", &why));
		assert_true(output_set_columns(
			out, "opened,due,given,act-by,phone,value", &why));
		output_set_decimal_mark(out, cases[i].mark);
		output_record(out, &ana);
		finish(&paper, cases[i].want);
	}
}

static void
no_spreadsheet_takes_text_for_a_formula(void **state)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{"=1+1", "'=1+1"},
		{"+34600111222", "'+34600111222"},
		{"-1", "'-1"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\tx", "'\tx"},
		{"\rx", "'\rx"},
		{"  =1+1", "'  =1+1"},
		{"\n=1+1", "'\n=1+1"},
		{"\xC2\xA0=1+1", "'\xC2\xA0=1+1"},
		{"\xE3\x80\x80=1", "'\xE3\x80\x80=1"},
		{" \t=1+1", "' \t=1+1"},
		{"＝1+1", "'＝1+1"},
		{"＋1", "'＋1"},
		{" －1", "' －1"},
		{"＠SUM", "'＠SUM"},
		{"1=1", "1=1"},
		{"a+b", "a+b"},
		{"'=1", "'=1"},
		{"caf\xE9", "caf\xEF\xBF\xBD"},
		{"\xFF=1", "\xEF\xBF\xBD=1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct record record = bare;
		struct paper paper;
		struct output *out = begin(&paper);
		struct buffer want = {0};
		struct fail why;

		record.text = cases[i].text;
		assert_true(output_set_csv(out, "excel", &why));
		assert_true(output_set_columns(out, "text", &why));
		output_record(out, &record);
		buffer_format(&want, "\xEF\xBB\xBF\"text\"\r\n\"%s\"\r\n",
			      cases[i].want);
		finish(&paper, want.at);
		buffer_release(&want);
	}
}

static void
a_key_that_is_not_of_its_type_is_text_to_a_spreadsheet(void **state)
{
	struct record_pair pairs[] = {{"act-by", "-1"}, {"value", "=2"}};
	struct record record = bare;
	struct paper paper;
	struct output *out = begin(&paper);
	struct fail why;

	(void)state;
	record.pairs = pairs;
	record.pair_count = 2;
	assert_true(output_set_csv(out, "excel", &why));
	assert_true(output_set_columns(out, "act-by,value", &why));
	output_record(out, &record);
	finish(&paper, "\xEF\xBB\xBF\"act-by\",\"value\"\r\n\"'-1\",\"'=2\""
		       "\r\n");
}

static void
json_is_one_flat_object_a_line(void **state)
{
	struct paper paper;
	struct output *out = begin(&paper);
	struct fail why;

	(void)state;
	assert_true(output_set_form(out, OUTPUT_JSON, &why));
	output_record(out, &ana);
	output_record(out, &bare);
	finish(&paper,
	       "{\"time\":\"2026-11-22T14:05:09.123+01:00\","
	       "\"case\":\"261122-7QK4XMQ\",\"event\":\"hearing\","
	       "\"what\":\"arrived-damaged\",\"who\":\"kim\","
	       "\"due\":\"2026-11-24T14:05:09+01:00\",\"amount\":\"12.50\","
	       "\"text\":\"The mug came\\u0009in pieces.\\u000aIt said "
	       "\\\"hi\\\", \\\\o/\","
	       "\"act-by\":\"2026-11-26T10:00:00+01:00\","
	       "\"customer\":\"Ana Ruiz\",\"order\":\"4711\","
	       "\"phone\":\"+34600111222\",\"value\":\"18.00\"}\n"
	       "{\"time\":\"2026-11-22T14:05:09.123+01:00\","
	       "\"event\":\"count\"}\n");
	out = begin(&paper);
	assert_true(output_set_form(out, OUTPUT_JSON, &why));
	assert_true(output_set_columns(out, "state,owner", &why));
	output_record(out, &ana);
	output_record(out, &bare);
	finish(&paper, "{\"state\":\"hearing\",\"owner\":\"kim\"}\n"
		       "{\"state\":\"count\"}\n");
	out = begin(&paper);
	assert_true(output_set_form(out, OUTPUT_JSON, &why));
	assert_true(output_set_columns(out, "owner", &why));
	output_record(out, &bare);
	finish(&paper, "{}\n");
}

static void
json_is_valid_and_harmless_whatever_the_bytes(void **state)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{"\x1B[2J\x7F", "\\u001b[2J\\u007f"},
		{"\xC2\x9B", "\\u009b"},
		{"\xE2\x80\xAE\xE2\x80\xA8", "\\u202e\\u2028"},
		{"caf\xE9", "caf\xEF\xBF\xBD"},
		{"\xF0\x9F\x98\x80 ñ", "\xF0\x9F\x98\x80 ñ"},
		{"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
		{"\xC3", "\xEF\xBF\xBD"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct record record = bare;
		struct paper paper;
		struct output *out = begin(&paper);
		struct buffer want = {0};
		struct fail why;

		record.text = cases[i].text;
		assert_true(output_set_form(out, OUTPUT_JSON, &why));
		assert_true(output_set_columns(out, "text", &why));
		output_record(out, &record);
		buffer_format(&want, "{\"text\":\"%s\"}\n", cases[i].want);
		finish(&paper, want.at);
		buffer_release(&want);
	}
}

static void
a_table_is_aligned_and_fits(void **state)
{
	static const size_t letters = 3;
	struct record short_one = ana, long_one = ana;
	struct paper paper;
	struct output *out = begin(&paper);
	struct fail why;

	(void)state;
	short_one.amount = 900;
	short_one.text = "名前 café";
	long_one.text =
		"The mug came in pieces, and it was meant as a gift for "
		"Saturday \x1B[2J";
	assert_true(output_set_form(out, OUTPUT_TABLE, &why));
	output_set_context(out, &letters);
	output_record(out, &short_one);
	output_record(out, &bare);
	output_record(out, &long_one);
	finish(&paper,
	       "CASE            WHO  DUE               GIVEN  WORDS\n"
	       "261122-7QK4XMQ  Ana  2026-11-24 14:05   9.00  名前 café\n"
	       "-               -    -                     -  -\n"
	       "261122-7QK4XMQ  Ana  2026-11-24 14:05  12.50  The mug came in "
	       "pieces, and it wa…\n");
}

static void
a_table_of_chosen_columns_is_headed_by_their_names(void **state)
{
	struct paper paper;
	struct output *out = begin(&paper);
	struct fail why;

	(void)state;
	assert_true(output_set_form(out, OUTPUT_TABLE, &why));
	assert_true(output_set_columns(out, "act-by,text,value", &why));
	output_record(out, &ana);
	finish(&paper,
	       "ACT-BY            TEXT                                       "
	       "VALUE\n"
	       "2026-11-26 10:00  The mug came in pieces. It said \"hi\", \\o/"
	       "  18.00\n");
}

static void
a_person_sees_a_table_without_asking(void **state)
{
	static const size_t letters = 8;
	struct record record = ana;
	struct paper paper;
	struct output *out = begin(&paper);

	(void)state;
	record.text = "The mug came in pieces";
	output_set_terminal(out, 60);
	output_set_context(out, &letters);
	assert_int_equal(output_form(out), OUTPUT_TABLE);
	output_record(out, &record);
	output_text(out, "\n1 case\n", 8);
	finish(&paper,
	       "CASE            WHO       DUE               GIVEN  WORDS\n"
	       "261122-7QK4XMQ  Ana Ruiz  2026-11-24 14:05  12.50  The mug\xE2"
	       "\x80\xA6\n\n1 case\n");
	out = begin(&paper);
	output_set_terminal(out, 60);
	finish(&paper, "");
}

static void
headings_are_bold_and_what_is_late_red(void **state)
{
	static const struct output_cell cells[] = {
		{.heading = "NEXT", .name = "text", .alarm = "late"},
		{.heading = "WHO", .name = "who"},
		{0},
	};
	static const struct output_kind coloured = {.table = cells};
	struct record record = bare;
	struct paper paper;
	struct output *out = begin_kind(&paper, &coloured);

	(void)state;
	output_set_terminal(out, 80);
	output_set_colours(out);
	record.text = "late 2 d";
	record.who = "\x1B[2Jkim";
	output_record(out, &record);
	record.text = "not late";
	record.who = NULL;
	output_record(out, &record);
	output_words(out, "\n\x1B[31m2 cases\n");
	finish(&paper, "\x1B[1mNEXT\x1B[0m      \x1B[1mWHO\x1B[0m\n"
		       "\x1B[31mlate 2 d\x1B[0m  \\x1b[2Jkim\n"
		       "not late  -\n\n\\x1b[31m2 cases\n");
}

static void
what_a_person_sees_decoded_moves_no_cursor(void **state)
{
	struct record record = bare;
	struct paper paper;
	struct output *out = begin(&paper);
	struct fail why;

	(void)state;
	record.text = "a\tb\nc\x1B[2J\r\xC2\x9B\xFF\\ ñ";
	assert_true(output_set_columns(out, "text", &why));
	output_set_decoded(out);
	output_set_terminal(out, 80);
	output_record(out, &record);
	finish(&paper, "a\tb\nc\\x1b[2J\\r\\xc2\\x9b\\xff\\ ñ\n");
}

static void
a_long_table_is_settled_by_its_first_rows(void **state)
{
	struct record record = bare;
	struct paper paper;
	struct output *out = begin(&paper);
	struct fail why;
	const char *last = "x\nabcdefghi…\n";

	(void)state;
	assert_true(output_set_form(out, OUTPUT_TABLE, &why));
	assert_true(output_set_columns(out, "text", &why));
	record.text = "0123456789";
	output_record(out, &record);
	record.text = "x";
	for (int i = 1; i < GRID_ROWS; i++)
		output_record(out, &record);
	record.text = "abcdefghijklmnop";
	output_record(out, &record);
	assert_true(output_finish(out, &why));
	assert_memory_equal(paper.at, "TEXT\n0123456789\nx\n", 18);
	assert_string_equal(paper.at + paper.size - strlen(last), last);
	output_free(out);
	free(paper.at);
}

/* What threads write apart is what one output writes, whatever its form: its
 * names once, each record in the order of the joins. */
static void
records_written_apart_are_joined_as_if_there_were_one_output(void **state)
{
	static const enum output_form forms[] = {OUTPUT_RECORDS, OUTPUT_CSV,
						 OUTPUT_EXCEL, OUTPUT_JSON};

	(void)state;
	for (size_t i = 0; i <= sizeof(forms) / sizeof(*forms); i++) {
		struct paper papers[2];

		for (int apart = 0; apart < 2; apart++) {
			struct output *out = begin(&papers[apart]), *parts[2];

			if (i == 0)
				assert_true(output_set_columns(
					out, "case,customer,time", NULL));
			else if (forms[i - 1] != OUTPUT_RECORDS)
				assert_true(output_set_form(out, forms[i - 1],
							    NULL));
			output_set_names(out);
			for (int k = 0; k < 2; k++)
				parts[k] = apart ? output_apart(out) : out;
			for (int round = 0; round < 500; round++) {
				output_record(parts[0], &ana);
				output_record(parts[0], &bare);
				output_record(parts[1], &ana);
				for (int k = 0; apart && k < 2; k++)
					output_join(out, parts[k]);
			}
			assert_int_equal(output_count(out), 1500);
			for (int k = 0; apart && k < 2; k++)
				output_free(parts[k]);
		}
		assert_true(output_finish(papers[0].out, NULL));
		output_free(papers[0].out);
		finish(&papers[1], papers[0].at);
		free(papers[0].at);
	}
}

static void
a_table_cannot_be_written_apart(void **state)
{
	struct paper paper;
	struct output *out = begin(&paper);

	(void)state;
	assert_true(output_set_form(out, OUTPUT_TABLE, NULL));
	assert_null(output_apart(out));
	finish(&paper, "");
}

static void
words_alone_have_no_name_line(void **state)
{
	struct paper paper;
	struct output *out = begin(&paper);

	(void)state;
	output_set_names(out);
	output_text(out, "Dear Ana,\n", 10);
	finish(&paper, "Dear Ana,\n");
}

static void
a_full_disk_is_never_a_success(void **state)
{
	static const int counts[] = {1, 5000};

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		struct output *out =
			output_open(fopen("/dev/full", "w"), &kind);
		struct fail why = {0};

		for (int j = 0; j < counts[i]; j++)
			output_record(out, &ana);
		assert_false(output_finish(out, &why));
		assert_int_equal(why.kind, FAIL_SYSTEM);
		assert_string_equal(why.text, "standard output: No space left "
					      "on device");
		output_free(out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_what_is_printed_without_options),
		cmocka_unit_test(a_name_line_before_records_is_a_comment),
		cmocka_unit_test(columns_are_those_asked_for_in_that_order),
		cmocka_unit_test(
			a_dash_that_was_typed_is_told_from_a_missing_value),
		cmocka_unit_test(a_wrong_column_is_refused_with_a_guess),
		cmocka_unit_test(options_that_exclude_each_other_are_refused),
		cmocka_unit_test(csv_has_a_name_line_and_decoded_values),
		cmocka_unit_test(
			csv_for_spreadsheets_has_their_times_and_marks),
		cmocka_unit_test(no_spreadsheet_takes_text_for_a_formula),
		cmocka_unit_test(
			a_key_that_is_not_of_its_type_is_text_to_a_spreadsheet),
		cmocka_unit_test(json_is_one_flat_object_a_line),
		cmocka_unit_test(json_is_valid_and_harmless_whatever_the_bytes),
		cmocka_unit_test(a_table_is_aligned_and_fits),
		cmocka_unit_test(
			a_table_of_chosen_columns_is_headed_by_their_names),
		cmocka_unit_test(a_person_sees_a_table_without_asking),
		cmocka_unit_test(headings_are_bold_and_what_is_late_red),
		cmocka_unit_test(what_a_person_sees_decoded_moves_no_cursor),
		cmocka_unit_test(a_long_table_is_settled_by_its_first_rows),
		cmocka_unit_test(
			records_written_apart_are_joined_as_if_there_were_one_output),
		cmocka_unit_test(a_table_cannot_be_written_apart),
		cmocka_unit_test(words_alone_have_no_name_line),
		cmocka_unit_test(a_full_disk_is_never_a_success),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
