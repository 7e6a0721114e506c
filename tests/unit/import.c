#include "import.h"

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

#include "record.h"

/* Monday 23 November 2026, 10:00 in Madrid. */
#define NOW INT64_C(1795424400000)

static const char plan[] =
	"policy: 1\n"
	"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}\n"
	"hours:\n"
	"  week: {mon: ['09:00-18:00'], sat: ['10:00-14:00']}\n"
	"remedies:\n"
	"  fix:\n"
	"    - {id: refund, label: Money back, cost: price}\n"
	"categories:\n"
	"  - {id: late, label: Not there when we said, also: [delivery],\n"
	"     fixes: [refund]}\n"
	"  - {id: other, label: Something else, fixes: [refund]}\n";

struct shop {
	struct policy *policy;
	struct when_context when;
	struct zone *utc;
	struct buffer faults;
};

static int
open_shop(void **state)
{
	struct shop *shop = mem_zero(1, sizeof(*shop));
	struct faults faults = {0};

	*state = shop;
	if (!policy_parse(plan, sizeof(plan) - 1, "plan", &shop->policy,
			  &faults)) {
		fprintf(stderr, "%zu: %s\n", faults.at[0].line,
			faults.at[0].text);
		return -1;
	}
	shop->utc = zone_load("UTC", NULL);
	shop->when = (struct when_context){.hours = shop->policy->hours,
					   .zone = shop->policy->shop.zone,
					   .now = NOW};
	return 0;
}

static int
close_shop(void **state)
{
	struct shop *shop = *state;

	policy_free(shop->policy);
	zone_free(shop->utc);
	buffer_release(&shop->faults);
	free(shop);
	return 0;
}

static uint32_t
same_bits(void)
{
	return 7;
}

static void
note_fault(void *context, const char *file, size_t line, size_t column,
	   const char *sentence)
{
	struct buffer *faults = context;

	buffer_format(faults, "%s:%zu:%zu: %s\n", file, line, column, sentence);
}

static struct import_options
options_of(const struct shop *shop)
{
	return (struct import_options){
		.file = "shop.csv",
		.who = "kim",
		.policy = shop->policy,
		.when = &shop->when,
		.digits = 2,
		.random = same_bits,
	};
}

/* Read a file that holds csv; its faults come into shop->faults. */
static bool
read_csv(struct import *import, struct shop *shop, const char *csv, size_t len,
	 const struct import_options *options, struct fail *why)
{
	FILE *file = tmpfile();
	bool ok;

	assert_non_null(file);
	assert_int_equal(fwrite(csv, 1, len, file), len);
	assert_int_equal(fflush(file), 0);
	assert_int_equal(lseek(fileno(file), 0, SEEK_SET), 0);
	buffer_clear(&shop->faults);
	ok = import_read(import, fileno(file), options, note_fault,
			 &shop->faults, why);
	fclose(file);
	return ok;
}

/* A book of what lines hold; of nothing, where they are NULL. */
static void
load_book(struct casebook *book, const struct buffer *lines)
{
	char path[] = "/tmp/amends-import.XXXXXX";
	int fd = mkstemp(path);
	struct journal journal = {.path = path, .named = true};
	struct fail why;

	assert_true(fd >= 0);
	if (lines)
		assert_int_equal(write(fd, lines->at, lines->len), lines->len);
	assert_true(casebook_load(book, &journal, false, 2, NULL, NULL, &why));
	close(fd);
	unlink(path);
}

struct row {
	const char *csv;    /* behind the line of names */
	const char *lines;  /* the records */
	const char *faults; /* NULL: none */
};

static void
check_rows(struct shop *shop, const char *names,
	   const struct import_options *options, const struct row *rows,
	   size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer csv = {0};
		struct casebook book;
		struct import import;
		struct fail why = {0};

		buffer_format(&csv, "%s\n%s", names, rows[i].csv);
		if (!read_csv(&import, shop, csv.at, csv.len, options, &why))
			fail_msg("%s", why.text);
		load_book(&book, NULL);
		import_place(&import, &book);
		assert_string_equal(buffer_string(&import.lines),
				    rows[i].lines);
		assert_string_equal(buffer_string(&shop->faults),
				    rows[i].faults ? rows[i].faults : "");
		assert_int_equal(import.bad > 0, rows[i].faults != NULL);
		casebook_release(&book);
		import_release(&import);
		buffer_release(&csv);
	}
}

#define CHECK_ROWS(shop, names, options, rows) \
	check_rows(shop, names, options, rows, sizeof(rows) / sizeof(*(rows)))

#define LOGGED "\tlogged=2026-11-23T10:00:00.000+01:00"

static void
a_row_becomes_an_opening(void **state)
{
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	static const struct row rows[] = {
		{"2026-11-21 11:30,late,Ana,,The cake.\n",
		 "2026-11-21T11:30:00.000+01:00\t261121-000007B\topen\tlate\t"
		 "kim\t-\t-\tThe cake.\tcustomer=Ana" LOGGED "\n",
		 NULL},
		{"2026-11-23T09:00:00Z,LATE, Ana Ruiz ,18,\"Two\nlines\"\n",
		 "2026-11-23T10:00:00.000+01:00\t261123-000007Z\topen\tlate\t"
		 "kim\t-\t-\tTwo\\nlines\tcustomer=Ana Ruiz\tvalue=18.00\n",
		 NULL},
		{"2026-11-21 11:30,,,,-\n",
		 "2026-11-21T11:30:00.000+01:00\t261121-000007B\topen\t-\tkim"
		 "\t-\t-\t\\-" LOGGED "\n",
		 NULL},
	};

	CHECK_ROWS(shop, "Time,Category,Customer,Value,Text", &options, rows);
}

static void
a_date_alone_is_the_first_opening_of_that_day(void **state)
{
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	static const struct row rows[] = {
		{"2026-11-21,x\n",
		 "2026-11-21T10:00:00.000+01:00\t261121-000007B\topen\t-\tkim"
		 "\t-\t-\tx" LOGGED "\n",
		 NULL},
		{"2026-11-22,a closed day\n",
		 "2026-11-22T00:00:00.000+01:00\t261122-000007N\topen\t-\tkim"
		 "\t-\t-\ta closed day" LOGGED "\n",
		 NULL},
		{"2026-03-29 02:30,a time that the clocks skip\n",
		 "2026-03-29T03:30:00.000+02:00\t260329-000007W\topen\t-\tkim"
		 "\t-\t-\ta time that the clocks skip" LOGGED "\n",
		 NULL},
		{"2026-10-25 02:30,one that they show twice\n",
		 "2026-10-25T02:30:00.000+02:00\t261025-000007P\topen\t-\tkim"
		 "\t-\t-\tone that they show twice" LOGGED "\n",
		 NULL},
	};

	CHECK_ROWS(shop, "time,text", &options, rows);
}

static void
a_row_at_fault_is_named_and_the_others_are_taken(void **state)
{
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	static const struct row rows[] = {
		{",8,no time\n", "",
		 "shop.csv:2:0: no time; 'time' is empty\n"},
		{"2026-11-21,8, \n", "",
		 "shop.csv:2:0: no words; 'text' is empty\n"},
		{"2026-11-21,8.0.0,x\n",
		 "2026-11-21T10:00:00.000+01:00\t261121-000007B\topen\t-\tkim"
		 "\t-\t-\tx" LOGGED "\tsaid-value=8.0.0\n",
		 NULL},
		{"9/8/2019,,x\n2026-11-21,,\"y\nz\"\n2026,,z\n",
		 "2026-11-21T10:00:00.000+01:00\t261121-000007B\topen\t-\tkim"
		 "\t-\t-\ty\\nz" LOGGED "\n",
		 "shop.csv:2:0: '9/8/2019' is 9 August or 8 September 2019; "
		 "--time-form '%d/%m/%Y' or '%m/%d/%Y' says which\n"
		 "shop.csv:5:0: '2026' is not a time as 2026-11-22 14:05 is; "
		 "see --time-form\n"},
		{"2026-11-21,x\n2026-11-21,\"x\"y,z\n", "",
		 "shop.csv:2:0: 2 fields, where the first row has 3\n"
		 "shop.csv:3:15: a closing quotation mark with text behind it; "
		 "a mark inside a quoted field is written twice\n"},
	};

	CHECK_ROWS(shop, "time,value,text", &options, rows);
}

static void
a_time_that_no_complaint_has_is_a_fault(void **state)
{
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	static const struct row rows[] = {
		{"2026-11-24 09:59,x\n",
		 "2026-11-24T09:59:00.000+01:00\t261124-000007C\topen\t-\tkim"
		 "\t-\t-\tx" LOGGED "\n",
		 NULL},
		{"2026-11-24 10:01,x\n", "",
		 "shop.csv:2:0: '2026-11-24 10:01' is still to come; 'time' "
		 "says when they complained\n"},
		{"1899-12-31,x\n", "",
		 "shop.csv:2:0: '1899-12-31' is too far back; years are 1900 "
		 "and later\n"},
		{"9999-12-31,x\n", "",
		 "shop.csv:2:0: '9999-12-31' is too far off; years are 1900 "
		 "to 9998\n"},
	};

	CHECK_ROWS(shop, "time,text", &options, rows);
}

static void
the_day_it_was_bought_is_one_or_is_kept_and_counted(void **state)
{
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
#define BOUGHT(key)                                                      \
	"2026-11-23T10:00:00.000+01:00\t261123-000007Z\topen\t-\tkim\t-" \
	"\t-\tx\t" key "\n"
	static const struct row rows[] = {
		{"1/11/2026,x\n", BOUGHT("bought=2026-11-01"), NULL},
		{"2026-11-01,x\n", BOUGHT("bought=2026-11-01"), NULL},
		{"31/02/2026,x\n", BOUGHT("said-bought=31/02/2026"), NULL},
		{"last week,x\n", BOUGHT("said-bought=last week"), NULL},
		{",x\n",
		 "2026-11-23T10:00:00.000+01:00\t261123-000007Z\topen\t-\tkim"
		 "\t-\t-\tx\n",
		 NULL},
	};

	options.time_form = "%d/%m/%Y";
	CHECK_ROWS(shop, "bought,text", &options, rows);
}

static void
what_the_plan_does_not_know_is_kept_and_counted(void **state)
{
	static const char csv[] = "text,category,channel,wish,severity\n"
				  "a,Parking,fax,refund,high\n"
				  "b,Noise,Fax,a cake,\n"
				  "c,Noise,PHONE,,\n"
				  "d,Delivery,,,\n"
				  ",Smell,,,\n";
	static const struct import_unknown want[] = {
		{"category", "Noise", 2}, {"category", "Parking", 1},
		{"channel", "Fax", 1},    {"channel", "fax", 1},
		{"wish", "a cake", 1},
	};
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	struct casebook book;
	struct import import;
	struct fail why;

	assert_true(
		read_csv(&import, shop, csv, sizeof(csv) - 1, &options, &why));
	load_book(&book, NULL);
	import_place(&import, &book);
	assert_int_equal(import.count, 4);
	assert_int_equal(import.unknown_count, sizeof(want) / sizeof(*want));
	for (size_t i = 0; i < import.unknown_count; i++) {
		assert_string_equal(import.unknown[i].kind, want[i].kind);
		assert_string_equal(import.unknown[i].value, want[i].value);
		assert_int_equal(import.unknown[i].rows, want[i].rows);
	}
	assert_non_null(strstr(import.lines.at,
			       "\tsaid-category=Parking\t"
			       "said-channel=fax\t"
			       "severity=high\twish=refund\n"));
	assert_non_null(strstr(import.lines.at, "\topen\tlate\tkim"));
	assert_non_null(strstr(import.lines.at, "\tchannel=phone\t"));
	casebook_release(&book);
	import_release(&import);
}

/* The ids in lines, blank-separated. */
static void
ids_of(struct buffer *out, const struct buffer *lines)
{
	for (const char *at = lines->at; at && *at; at = strchr(at, '\n') + 1)
		buffer_format(out, "%.14s ", strchr(at, '\t') + 1);
}

static void
a_row_comes_in_once_and_is_the_same_case_everywhere(void **state)
{
	static const char first[] = "Ticket,text,time\n"
				    "1,a,2026-11-21\n"
				    "2,b,2026-11-21\n";
	static const char longer[] = "Ticket,text,time\n"
				     "3,c,2026-11-21\n"
				     "2,changed,2026-11-21\n"
				     "1,a,2026-11-21\n"
				     "1,again,2026-11-21\n"
				     ",none,2026-11-21\n";
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	struct import import, more;
	struct buffer ids = {0}, want = {0};
	struct casebook book;
	struct fail why;
	char id[CASEID_SIZE];

	options.ext = "ticket";
	assert_true(read_csv(&import, shop, first, sizeof(first) - 1, &options,
			     &why));
	load_book(&book, NULL);
	import_place(&import, &book);
	casebook_release(&book);
	ids_of(&ids, &import.lines);
	for (int i = 1; i <= 2; i++) {
		caseid_make(id, 2026, 11, 21,
			    caseid_hash("Ticket", i == 1 ? "1" : "2"));
		buffer_format(&want, "%s ", id);
	}
	assert_string_equal(ids.at, want.at);
	assert_non_null(strstr(import.lines.at, "\tonce=Ticket:1\n"));

	assert_true(read_csv(&more, shop, longer, sizeof(longer) - 1, &options,
			     &why));
	assert_string_equal(shop->faults.at,
			    "shop.csv:5:0: 'Ticket' 1 is there already, on "
			    "line 4\n"
			    "shop.csv:6:0: no key; 'Ticket' is empty\n");
	load_book(&book, &import.lines);
	import_place(&more, &book);
	assert_int_equal(more.there, 2);
	assert_int_equal(more.count, 1);
	assert_non_null(strstr(more.lines.at, "\tc\t"));
	casebook_release(&book);
	import_release(&import);
	import_release(&more);
	buffer_release(&ids);
	buffer_release(&want);
}

static void
no_two_rows_share_an_id(void **state)
{
	static const char csv[] = "text\na\nb\nc\n";
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	struct import import, second;
	struct casebook book;
	struct fail why;

	assert_true(
		read_csv(&import, shop, csv, sizeof(csv) - 1, &options, &why));
	load_book(&book, NULL);
	import_place(&import, &book);
	casebook_release(&book);
	load_book(&book, &import.lines);
	assert_int_equal(book.bad, 0);
	assert_int_equal(book.count, 3);
	assert_true(
		read_csv(&second, shop, csv, sizeof(csv) - 1, &options, &why));
	import_place(&second, &book);
	casebook_release(&book);
	buffer_add(&import.lines, second.lines.at, second.lines.len);
	load_book(&book, &import.lines);
	assert_int_equal(book.count, 6);
	casebook_release(&book);
	import_release(&import);
	import_release(&second);
}

static void
a_plan_at_fault_does_not_keep_rows_out(void **state)
{
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	struct when_context when = {.zone = shop->utc, .now = NOW};
	static const struct row rows[] = {
		{"2026-11-21 11:30,late,x\n",
		 "2026-11-21T11:30:00.000+01:00\t261121-000007B\topen\tlate\t"
		 "kim\t-\t-\tx" LOGGED "\n",
		 NULL},
		{"2026-11-21,Not so good,x\n",
		 "2026-11-21T00:00:00.000+01:00\t261120-0000071\topen\t-\tkim"
		 "\t-\t-\tx" LOGGED "\tsaid-category=Not so good\n",
		 NULL},
	};

	options.policy = NULL;
	options.when = &when;
	options.offset = 3600;
	CHECK_ROWS(shop, "time,category,text", &options, rows);
}

static void
history_is_marked(void **state)
{
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	static const struct row rows[] = {
		{"x\n",
		 "2026-11-23T10:00:00.000+01:00\t261123-000007Z\topen\t-\tkim"
		 "\t-\t-\tx\thistory=yes\n",
		 NULL},
	};

	options.history = true;
	CHECK_ROWS(shop, "text", &options, rows);
}

static void
wrong_names_are_refused_with_a_guess(void **state)
{
	static const struct {
		struct import_map map;
		const char *ext;
		const char *want;
	} table[] = {
		{{"txt", "Message"},
		 NULL,
		 "--map: 'txt' is no field of a complaint; did you mean "
		 "'text'?"},
		{{"phoen", "Message"},
		 NULL,
		 "--map: 'phoen' is no field of a complaint; did you mean "
		 "'phone'?"},
		{{"once", "Message"},
		 NULL,
		 "--map: 'once' is no field of a complaint"},
		{{"near-miss", "Message"},
		 NULL,
		 "--map: 'near-miss' is no field of a complaint"},
		{{"owner", "Message"},
		 NULL,
		 "--map: 'owner' is no field of a complaint"},
		{{"Not a key", "Message"},
		 NULL,
		 "--map: 'Not a key' is no field of a complaint"},
		{{"text", "Mesage"},
		 NULL,
		 "--map: shop.csv has no column 'Mesage'; did you mean "
		 "'Message'?"},
		{{"text", "Note"},
		 NULL,
		 "--map: shop.csv has several columns 'Note'"},
		{{"text", "Message"},
		 "Tiket",
		 "--ext: shop.csv has no column 'Tiket'; did you mean "
		 "'Ticket'?"},
		{{"customer", "Message"},
		 NULL,
		 "shop.csv: no column is mapped to the words; as --map "
		 "text='Ticket'"},
	};
	static const char csv[] = "Ticket,Message,Note,Note\n1,x,,\n";
	struct shop *shop = *state;

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct import_options options = options_of(shop);
		struct import import;
		struct fail why;

		options.maps = &table[i].map;
		options.map_count = 1;
		options.ext = table[i].ext;
		assert_false(read_csv(&import, shop, csv, sizeof(csv) - 1,
				      &options, &why));
		assert_int_equal(why.kind, FAIL_USAGE);
		assert_string_equal(why.text, table[i].want);
		import_release(&import);
	}
}

static void
of_columns_called_alike_none_is_guessed(void **state)
{
	static const struct {
		const char *csv;
		size_t maps;
		const char *want; /* NULL: it is read */
	} table[] = {
		{"text,phone,phone\nx,1,2\n", 0,
		 "shop.csv has several columns 'phone'; call those that are "
		 "not meant otherwise"},
		{"text,phone, Phone\nx,1,2\n", 0,
		 "shop.csv: the columns 'phone' and ' Phone' are both phone; "
		 "say which with --map phone=COLUMN"},
		{"text,phone,Phone\nx,1,2\n", 1, NULL},
		{"text,Note,Note\nx,1,2\n", 0, NULL},
	};
	static const struct import_map map = {"phone", "Phone"};
	struct shop *shop = *state;

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct import_options options = options_of(shop);
		struct import import;
		struct fail why;
		bool read;

		options.maps = &map;
		options.map_count = table[i].maps;
		read = read_csv(&import, shop, table[i].csv,
				strlen(table[i].csv), &options, &why);
		assert_int_equal(read, !table[i].want);
		if (table[i].want)
			assert_string_equal(why.text, table[i].want);
		import_release(&import);
	}
}

static void
a_field_comes_out_of_one_column(void **state)
{
	static const struct import_map maps[] = {{"text", "Message"},
						 {"text", "Ticket"}};
	static const char csv[] = "Ticket,Message\n1,x\n";
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	struct import import;
	struct fail why;

	options.maps = maps;
	options.map_count = 2;
	assert_false(
		read_csv(&import, shop, csv, sizeof(csv) - 1, &options, &why));
	assert_string_equal(why.text, "--map: text is mapped twice");
	import_release(&import);
}

static void
a_file_without_good_names_is_not_read(void **state)
{
	static const struct {
		const char *csv, *want;
	} table[] = {
		{"", "shop.csv: empty; the first row names the columns"},
		{"\"a\"b\n", "shop.csv:1:4: a closing quotation mark with text "
			     "behind it; a mark inside a quoted field is "
			     "written twice"},
		{"\"a\n", "shop.csv:1: a quotation mark opened on this line is "
			  "never closed"},
	};
	struct shop *shop = *state;
	struct import_options options = options_of(shop);

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct import import;
		struct fail why;

		assert_false(read_csv(&import, shop, table[i].csv,
				      strlen(table[i].csv), &options, &why));
		assert_int_equal(why.kind, FAIL_INPUT);
		assert_string_equal(why.text, table[i].want);
		import_release(&import);
	}
}

static void
a_row_fills_a_line_and_no_more(void **state)
{
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	struct buffer csv = {0};
	struct import import;
	struct fail why;
	size_t other = strlen("2026-11-23T10:00:00.000+01:00\t261123-000007Z\t"
			      "open\t-\tkim\t-\t-\t\n");
	size_t fits = RECORD_LINE_MAX - other;

	/* A backslash takes two bytes in a record. */
	buffer_add_string(&csv, "text\n");
	for (size_t len = fits; len <= fits + 1; len++) {
		for (size_t i = 0; i < len / 2; i++)
			buffer_add_char(&csv, '\\');
		buffer_add_string(&csv, len % 2 ? "x\n" : "\n");
	}
	assert_true(read_csv(&import, shop, csv.at, csv.len, &options, &why));
	assert_int_equal(import.count, 1);
	assert_int_equal(import.lines.len, RECORD_LINE_MAX);
	assert_string_equal(shop->faults.at,
			    "shop.csv:3:0: 1048577 bytes are more than a "
			    "record holds, 1048576\n");
	import_release(&import);
	buffer_release(&csv);
}

#define ROWS 20000
static void
many_rows_take_no_longer_each(void **state)
{
	struct shop *shop = *state;
	struct import_options options = options_of(shop);
	struct buffer csv = {0};
	struct casebook book;
	struct import import;
	struct fail why;

	buffer_add_string(&csv, "key,text,category\n");
	for (int i = 0; i < ROWS; i++)
		buffer_format(&csv, "%d,words,kind %d\n", i, i);
	options.ext = "key";
	assert_true(read_csv(&import, shop, csv.at, csv.len, &options, &why));
	load_book(&book, NULL);
	import_place(&import, &book);
	assert_int_equal(import.count, ROWS);
	assert_int_equal(import.unknown_count, ROWS);
	casebook_release(&book);
	import_release(&import);
	buffer_release(&csv);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_shop, close_shop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_row_becomes_an_opening),
		TEST(a_date_alone_is_the_first_opening_of_that_day),
		TEST(a_row_at_fault_is_named_and_the_others_are_taken),
		TEST(a_time_that_no_complaint_has_is_a_fault),
		TEST(the_day_it_was_bought_is_one_or_is_kept_and_counted),
		TEST(what_the_plan_does_not_know_is_kept_and_counted),
		TEST(a_row_comes_in_once_and_is_the_same_case_everywhere),
		TEST(no_two_rows_share_an_id),
		TEST(a_plan_at_fault_does_not_keep_rows_out),
		TEST(history_is_marked),
		TEST(wrong_names_are_refused_with_a_guess),
		TEST(of_columns_called_alike_none_is_guessed),
		TEST(a_field_comes_out_of_one_column),
		TEST(a_file_without_good_names_is_not_read),
		TEST(a_row_fills_a_line_and_no_more),
		TEST(many_rows_take_no_longer_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
