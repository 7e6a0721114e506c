#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

#define TIME "2026-11-22T14:05:09.123+01:00"
#define ID "261122-7QK4XMQ"
#define FRONT TIME "\t" ID "\t"

static const char *const good[] = {
	FRONT "open\tarrived-damaged\tkim\t-\t-\tThe mug came in pieces.",
	FRONT "promise\tp1\tkim\t2026-11-24T17:00:00+01:00\t-\t"
	      "Call back with the carrier's answer\thow=phone",
	FRONT "give\trefund\tkim\t-\t12.50\t-",
	FRONT "note\t-\t-\t-\t-\t\\-",
	FRONT "note\t-\tkim\t-\t-\ta\\tb\\nc\\\\d\\x1b\\xff caf\xc3\xa9",
	FRONT "amend\t-\tkim\t-\t-\t-\tcustomer=Ana Ruiz\tphone=\\-\tx=a=b",
	FRONT "new-verb\tA.b_c:d+e-f\tkim\t-\t0.00\t-",
	TIME "\t-\tcount\t-\t-\t-\t-\t-",
	"2026-11-22T13:05:09.000+00:00\t" ID "\theard\t-\tkim\t-\t-\t-",
};

/* A line, in memory that ends where the line does. */
static char *
line_of(const char *at, size_t len)
{
	char *line = mem_get(len + 1);

	memcpy(line, at, len);
	line[len] = '\n';
	return line;
}

static bool
parse(struct record *record, const char *at, int digits, char **line,
      struct arena *arena, struct fail *why)
{
	*line = line_of(at, strlen(at));
	return record_parse(record, *line, strlen(at), digits, arena, why);
}

static void
a_line_is_decoded_field_by_field(void **state)
{
	struct arena arena = {0};
	struct record record;
	struct fail why;
	char *line;

	(void)state;
	assert_true(parse(&record,
			  FRONT "offer\trefund\tkim\t"
				"2026-11-24T17:00:00+02:00\t12.50\tAll of "
				"it\\, \\\\back"
				"\tkind=fix\tn=1",
			  2, &line, &arena, &why) == false);
	assert_string_equal(why.text, "unknown escape \\,");
	free(line);
	assert_true(parse(&record,
			  FRONT "offer\trefund\tkim\t"
				"2026-11-24T17:00:00+02:00\t12.50\tAll of "
				"it,\\n\\\\back"
				"\tkind=fix\tn=1",
			  2, &line, &arena, &why));
	assert_true(record.at == INT64_C(1795352709123));
	assert_int_equal(record.offset, 3600);
	assert_string_equal(record.id, ID);
	assert_string_equal(record.event, "offer");
	assert_string_equal(record.what, "refund");
	assert_string_equal(record.who, "kim");
	assert_true(record.due == INT64_C(1795532400000));
	assert_int_equal(record.due_offset, 7200);
	assert_true(record.amount == 1250);
	assert_int_equal(record.amount_digits, 2);
	assert_string_equal(record.text, "All of it,\n\\back");
	assert_int_equal(record.pair_count, 2);
	assert_string_equal(record_get(&record, "kind"), "fix");
	assert_string_equal(record_get(&record, "n"), "1");
	assert_null(record_get(&record, "k"));
	free(line);
	arena_release(&arena);
}

static void
a_missing_value_is_a_dash_and_a_dash_is_escaped(void **state)
{
	struct arena arena = {0};
	struct record record;
	struct fail why;
	char *line;

	(void)state;
	assert_true(parse(&record, TIME "\t-\tcount\t-\t-\t-\t-\t-", 2, &line,
			  &arena, &why));
	assert_string_equal(record.id, "-");
	assert_null(record.what);
	assert_null(record.who);
	assert_null(record.text);
	assert_true(record.due == INSTANT_NONE);
	assert_true(record.amount == MONEY_NONE);
	free(line);
	assert_true(parse(&record, FRONT "amend\t-\tkim\t-\t-\t\\-\tphone=\\-",
			  2, &line, &arena, &why));
	assert_string_equal(record.text, "-");
	assert_string_equal(record_get(&record, "phone"), "-");
	free(line);
	arena_release(&arena);
}

static void
a_good_line_comes_back_byte_by_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct arena arena = {0};
		struct buffer out = {0};
		struct record record;
		struct fail why;
		char *line;

		assert_true(parse(&record, good[i], -1, &line, &arena, &why));
		record_encode(&out, &record);
		assert_int_equal(out.at[out.len - 1], '\n');
		buffer_cut(&out, out.len - 1);
		assert_string_equal(out.at, good[i]);
		buffer_release(&out);
		free(line);
		arena_release(&arena);
	}
}

static void
one_cr_before_the_newline_is_dropped(void **state)
{
	struct arena arena = {0};
	struct record record;
	struct fail why;
	char *line;

	(void)state;
	assert_true(parse(&record, FRONT "heard\t-\tkim\t-\t-\tyes\r", 2, &line,
			  &arena, &why));
	assert_string_equal(record.text, "yes");
	free(line);
	assert_false(parse(&record, FRONT "heard\t-\tkim\t-\t-\tyes\r\r", 2,
			   &line, &arena, &why));
	assert_string_equal(why.text, "control character");
	free(line);
	arena_release(&arena);
}

static void
a_bad_line_is_named_with_its_column(void **state)
{
	static const struct {
		const char *at;
		size_t column;
		const char *want;
	} rows[] = {
		{"", 1, "1 field where a record has at least 8"},
		{"a\tb", 4, "2 fields where a record has at least 8"},
		{"2026-11-22T14:05:09+01:00\t" ID "\topen\t-\t-\t-\t-\t-", 1,
		 "'2026-11-22T14:05:09+01:00' is not a time, as "
		 "2026-11-22T14:05:09.123+01:00 is"},
		{"-\t" ID "\topen\t-\t-\t-\t-\t-", 1,
		 "'-' is not a time, as 2026-11-22T14:05:09.123+01:00 is"},
		{TIME "\t261122-7QK4XMR\topen\t-\t-\t-\t-\t-", 31,
		 "'261122-7QK4XMR' is not a case id"},
		{FRONT "-\t-\t-\t-\t-\t-", 46,
		 "'-' is not the name of an event"},
		{FRONT "Open\t-\t-\t-\t-\t-", 46,
		 "'Open' is not the name of an event"},
		{FRONT "open\tno blanks\t-\t-\t-\t-", 51,
		 "'no blanks' cannot be in field 4"},
		{FRONT "open\t-\t-\t2026-11-24\t-\t-", 55,
		 "'2026-11-24' is not a due time, as "
		 "2026-11-24T17:00:00+01:00 is"},
		{FRONT "give\t-\t-\t-\t12.5\t-", 57,
		 "amount '12.5' has 1 decimals, not 2"},
		{FRONT "give\t-\t-\t-\t-1.00\t-", 57,
		 "'-1.00' is not an amount, as 12.50 is"},
		{FRONT "give\t-\t-\t-\t01.00\t-", 57,
		 "'01.00' is not an amount, as 12.50 is"},
		{FRONT "note\t-\t-\t-\t\t-", 57,
		 "empty field; a missing value is '-'"},
		{FRONT "note\t-\t-\t-\t-\t", 59,
		 "empty field; a missing value is '-'"},
		{FRONT "note\t-\t-\t-\t-\tcaf\xc3\xa9 \\q", 64,
		 "unknown escape \\q"},
		{FRONT "note\t-\t-\t-\t-\ta\\", 60, "unknown escape"},
		{"\xEF\xBB\xBF" FRONT "note\t-\t-\t-\t-\ta", 1,
		 "a byte order mark; save the file as UTF-8 without one"},
		{FRONT "note\t-\t\xc3\xa9\t-\t-\ta\\x41", 60,
		 "needless escape"},
		{FRONT "note\t-\t-\t-\t-\tab\x1b", 61, "control character"},
		{FRONT "note\t-\t-\t-\t-\tab\xff", 61,
		 "bytes that are not UTF-8"},
		{FRONT "note\t-\t-\t-\t-\ta\tphone", 61, "a field without '='"},
		{FRONT "note\t-\t-\t-\t-\ta\tPhone=1", 61,
		 "'Phone' cannot be a key"},
		{FRONT "note\t-\t-\t-\t-\ta\twho=kim", 61,
		 "'who' cannot be a key"},
		{FRONT "note\t-\t-\t-\t-\ta\t=x", 61, "'' cannot be a key"},
		{FRONT "note\t-\t-\t-\t-\ta\tb=1\ta=2", 65,
		 "key 'a' must stand before 'b'"},
		{FRONT "note\t-\t-\t-\t-\ta\tb=1\tb=2", 65,
		 "key 'b' is there twice"},
		{FRONT "note\t-\t-\t-\t-\ta\tb=", 61,
		 "key 'b' has no value; leave it out"},
		{FRONT "note\t-\t-\t-\t-\ta\tb=-", 61,
		 "key 'b' has no value; leave it out"},
		{FRONT "note\t-\t-\t-\t-\ta\tb=\xc3\xa9\\x41", 64,
		 "needless escape"},
		{FRONT "note\t-\t-\t-\t-\ta\t", 61, "a field without '='"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena arena = {0};
		struct record record;
		struct fail why = {0};
		char *line;

		assert_false(
			parse(&record, rows[i].at, 2, &line, &arena, &why));
		assert_string_equal(why.text, rows[i].want);
		assert_int_equal(why.column, rows[i].column);
		assert_int_equal(why.kind, FAIL_INPUT);
		free(line);
		arena_release(&arena);
	}
}

static void
a_nul_byte_is_refused_wherever_it_stands(void **state)
{
	static const char whole[] =
		FRONT "note\tx\tkim\t2026-11-24T17:00:00+01:00\t1.00\ta\tk=v";

	(void)state;
	for (size_t i = 0; i < sizeof(whole) - 1; i++) {
		struct arena arena = {0};
		struct record record;
		struct fail why;
		char *line = line_of(whole, sizeof(whole) - 1);

		line[i] = '\0';
		assert_false(record_parse(&record, line, sizeof(whole) - 1, 2,
					  &arena, &why));
		free(line);
		arena_release(&arena);
	}
}

static void
without_a_currency_any_decimals_are_taken_as_they_stand(void **state)
{
	static const struct {
		const char *amount;
		int64_t want;
		int digits;
	} rows[] = {{"1500", 1500, 0}, {"1.500", 1500, 3}, {"0.05", 5, 2}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena arena = {0};
		struct record record;
		struct buffer text = {0};
		struct fail why;
		char *line;

		buffer_format(&text, FRONT "give\t-\t-\t-\t%s\t-",
			      rows[i].amount);
		assert_true(parse(&record, text.at, -1, &line, &arena, &why));
		assert_true(record.amount == rows[i].want);
		assert_int_equal(record.amount_digits, rows[i].digits);
		buffer_release(&text);
		free(line);
		arena_release(&arena);
	}
}

/* Change one or two bytes of good lines in every way that comes up: what is
 * taken encodes to the same bytes, and nothing else happens. */
static void
a_damaged_line_is_refused_or_is_its_own_encoding(void **state)
{
	uint32_t seed = 3;
	size_t taken = 0;

	(void)state;
	for (int round = 0; round < 40000; round++) {
		static const char nasty[] = "\0\t\n\r\\-=x0a1\x7f\x80\xc3\xff";
		const char *from = good[(size_t)round % COUNT(good)];
		size_t len = strlen(from);
		char *line = line_of(from, len), *was;
		struct arena arena = {0};
		struct record record;
		struct fail why;

		for (int k = 0; k < 1 + round % 2; k++) {
			seed = seed * 1103515245 + 12345;
			line[(seed >> 8) % len] =
				nasty[(seed >> 20) % (sizeof(nasty) - 1)];
		}
		was = line_of(line, len);
		if (record_parse(&record, line, len, -1, &arena, &why)) {
			struct buffer out = {0};

			taken++;
			record_encode(&out, &record);
			if (was[len - 1] == '\r')
				was[--len] = '\n';
			assert_int_equal(out.len, len + 1);
			assert_memory_equal(out.at, was, len + 1);
			buffer_release(&out);
		} else {
			assert_true(why.column >= 1 && why.column <= len + 1);
		}
		free(was);
		free(line);
		arena_release(&arena);
	}
	assert_true(taken > 1000);
}

static void
what_cannot_be_recorded_is_said_before_it_is_tried(void **state)
{
	struct record record;
	struct record_pair pair = {"phone", "1"};
	struct fail why;
	char *text;

	(void)state;
	record_init(&record);
	record.at = 0;
	record.event = "note";
	assert_true(record_check(&record, &why));
	record.what = "two words";
	assert_false(record_check(&record, &why));
	assert_string_equal(why.text,
			    "'two words' cannot be the object of an event: "
			    "letters, digits and . _ : + - only");
	record.what = "-x";
	assert_false(record_check(&record, &why));
	record.what = NULL;
	record.pairs = &pair;
	record.pair_count = 1;
	assert_true(record_check(&record, &why));
	pair.key = "time";
	assert_false(record_check(&record, &why));
	assert_string_equal(why.text, "'time' cannot be a key");
	record.pair_count = 0;
	text = mem_zero(RECORD_LINE_MAX, 1);
	memset(text, 'a', RECORD_LINE_MAX - 46);
	record.text = text;
	assert_true(record_check(&record, &why)); /* just fits */
	text[RECORD_LINE_MAX - 46] = 'a';
	assert_false(record_check(&record, &why));
	assert_string_equal(
		why.text, "1048577 bytes are more than a line holds, 1048576");
	free(text);
}

static void
an_empty_value_is_written_as_a_missing_one(void **state)
{
	struct record_pair pairs[] = {{"a", ""}, {"b", "x"}};
	struct buffer out = {0};
	struct record record;

	(void)state;
	record_init(&record);
	record.at = 0;
	record.event = "note";
	record.who = record.text = "";
	record.pairs = pairs;
	record.pair_count = 2;
	record_encode(&out, &record);
	assert_string_equal(out.at, "1970-01-01T00:00:00.000+00:00\t-\tnote"
				    "\t-\t-\t-\t-\t-\tb=x\n");
	buffer_release(&out);
}

/* What a record has, "a=3 m=1 ". */
static void
assert_keys(const struct record *record, const char *want)
{
	struct buffer out = {0};

	for (int32_t i = 0; i < record->pair_count; i++)
		buffer_format(&out, "%s=%s ", record->pairs[i].key,
			      record->pairs[i].value);
	assert_string_equal(buffer_string(&out), want);
	buffer_release(&out);
}

static void
keys_are_set_in_order_and_taken_out(void **state)
{
	static const struct {
		const char *key, *value, *want;
	} rows[] = {
		{"m", "1", "m=1 "},          {"z", "2", "m=1 z=2 "},
		{"a", "3", "a=3 m=1 z=2 "},  {"m", "4", "a=3 m=4 z=2 "},
		{"q", NULL, "a=3 m=4 z=2 "}, {"a", NULL, "m=4 z=2 "},
		{"z", NULL, "m=4 "},         {"m", NULL, ""},
	};
	struct arena arena = {0};
	struct record record;

	(void)state;
	record_init(&record);
	for (size_t i = 0; i < COUNT(rows); i++) {
		record_set(&record, rows[i].key, rows[i].value, &arena);
		assert_keys(&record, rows[i].want);
	}
	arena_release(&arena);
}

static void
several_keys_are_set_as_one_after_the_other(void **state)
{
	static const struct {
		struct record_pair set[4];
		size_t count;
		const char *want;
	} rows[] = {
		{{{"b", "1"}, {"d", "2"}}, 2, "b=1 d=2 "},
		{{{"a", "3"}, {"b", NULL}, {"c", "4"}, {"e", "5"}},
		 4,
		 "a=3 c=4 d=2 e=5 "},
		{{{"d", "6"}, {"f", NULL}}, 2, "a=3 c=4 d=6 e=5 "},
		{{{NULL, NULL}}, 0, "a=3 c=4 d=6 e=5 "},
		{{{"a", NULL}, {"c", NULL}, {"d", NULL}, {"e", NULL}}, 4, ""},
	};
	struct arena arena = {0};
	struct record record;

	(void)state;
	record_init(&record);
	for (size_t i = 0; i < COUNT(rows); i++) {
		record_set_all(&record, rows[i].set, rows[i].count, &arena);
		assert_keys(&record, rows[i].want);
	}
	arena_release(&arena);
}

static void
order_is_by_instant_then_by_bytes(void **state)
{
	/* In order; the first two are the same instant in two offsets. */
	static const char *const lines[] = {
		"2026-11-22T13:05:09.123+00:00\t" ID "\tnote\t-\t-\t-\t-\tz",
		TIME "\t" ID "\theard\t-\t-\t-\t-\t-",
		TIME "\t" ID "\tnote\t-\t-\t-\t-\ta",
		TIME "\t" ID "\tnote\t-\t-\t-\t-\tb",
		"2026-11-22T13:05:09.124+00:00\t" ID "\tnote\t-\t-\t-\t-\ta",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		for (size_t k = 0; k < COUNT(lines); k++) {
			struct arena arena = {0};
			struct record a, b;
			struct fail why;
			char *left, *right;
			int order;

			assert_true(
				parse(&a, lines[i], 2, &left, &arena, &why));
			assert_true(
				parse(&b, lines[k], 2, &right, &arena, &why));
			order = record_order(&a, &b);
			assert_int_equal((order > 0) - (order < 0),
					 (i > k) - (i < k));
			free(left);
			free(right);
			arena_release(&arena);
		}
	}
}

static void
fields_are_known_by_name(void **state)
{
	(void)state;
	for (int i = 0; i < RECORD_FIELD_COUNT; i++)
		assert_int_equal(
			record_field(record_field_name((enum record_field)i)),
			i);
	assert_int_equal(record_field("customer"), RECORD_FIELD_COUNT);
	assert_true(record_is_key("said-category"));
	assert_false(record_is_key("text"));
	assert_false(record_is_key("Said"));
	assert_false(record_is_key("9a"));
	assert_false(record_is_key(""));
	assert_true(record_is_what("part-refund"));
	assert_true(record_is_what("5"));
	assert_false(record_is_what(""));
	assert_false(record_is_what(".x"));
	assert_false(record_is_what("caf\xc3\xa9"));
}

/* Bytes that a line may get wrong; the rest are put in by chance. */
static const char *const pieces[] = {
	"\t",
	"\\",
	"\\x1b",
	"\\n",
	"-",
	"\\-",
	"=",
	"\t-",
	"\tkey=value",
	"\ta=-",
	"\r",
	"\xc3\xa9",
	"\xc2\x9f",
	"\xe2\x80\xae",
	"\xe2\x82\xac",
	"\xed\xa0\x80",
	"\xf0\x9f\x9a\xb2",
	"\xf4\x90\x80\x80",
	"\xef\xbf\xbf",
	"\xe0\x80\x80",
	"\xf0\x80\x80\x80",
	"\x7f",
	"\tzz=1",
	"\twho=x",
	"0",
	"00.50",
	"A",
	"\xc3",
	"\xff",
	"\te\xcc\x81=1",
	"2026-02-30",
};

static uint32_t
chance(uint32_t *state, size_t count)
{
	*state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
	return (uint32_t)((*state >> 8) % count);
}

/* A good line with a few things done to it. */
static size_t
spoil(char *line, size_t room, uint32_t *state)
{
	const char *from = good[chance(state, COUNT(good))];
	size_t len = strlen(from);

	memcpy(line, from, len);
	for (uint32_t i = chance(state, 4); i > 0; i--) {
		size_t at = chance(state, len + 1);
		const char *piece = pieces[chance(state, COUNT(pieces))];
		size_t more = strlen(piece);

		switch (chance(state, 4)) {
		case 0:
			line[at < len ? at : 0] = (char)chance(state, 256);
			break;
		case 1:
			if (at < len) {
				memmove(line + at, line + at + 1, len - at - 1);
				len--;
			}
			break;
		default:
			if (len + more > room)
				break;
			memmove(line + at + more, line + at, len - at);
			memcpy(line + at, piece, more);
			len += more;
		}
	}
	return len;
}

static void
both_paths_say_the_same(void **state)
{
	uint32_t seed = 20261122;
	size_t taken = 0;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		char spoilt[512];
		size_t len = spoil(spoilt, sizeof(spoilt), &seed);
		char *quick_line = line_of(spoilt, len);
		char *plain_line = line_of(spoilt, len);
		int digits = (int)chance(&seed, 4) - 1;
		struct record quick, plain;
		struct fail quick_why = {0}, plain_why = {0};
		struct buffer quick_again = {0}, plain_again = {0};
		struct arena arena = {0};
		bool is_good = record_parse_plainly(&plain, plain_line, len,
						    digits, &arena, &plain_why);

		assert_int_equal(record_parse(&quick, quick_line, len, digits,
					      &arena, &quick_why),
				 is_good);
		if (is_good) {
			record_encode(&quick_again, &quick);
			record_encode(&plain_again, &plain);
			assert_string_equal(quick_again.at, plain_again.at);
			assert_int_equal(quick.at, plain.at);
			assert_int_equal(quick.due, plain.due);
			assert_int_equal(quick.amount, plain.amount);
			assert_string_equal(quick.id, plain.id);
			assert_int_equal(record_order(&quick, &plain), 0);
			taken++;
		} else {
			assert_string_equal(quick_why.text, plain_why.text);
			assert_int_equal(quick_why.column, plain_why.column);
		}
		buffer_release(&quick_again);
		buffer_release(&plain_again);
		arena_release(&arena);
		free(quick_line);
		free(plain_line);
	}
	/* Enough of both. */
	assert_in_range(taken, 10000, 50000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_decoded_field_by_field),
		cmocka_unit_test(
			a_missing_value_is_a_dash_and_a_dash_is_escaped),
		cmocka_unit_test(a_good_line_comes_back_byte_by_byte),
		cmocka_unit_test(one_cr_before_the_newline_is_dropped),
		cmocka_unit_test(a_bad_line_is_named_with_its_column),
		cmocka_unit_test(a_nul_byte_is_refused_wherever_it_stands),
		cmocka_unit_test(
			without_a_currency_any_decimals_are_taken_as_they_stand),
		cmocka_unit_test(
			a_damaged_line_is_refused_or_is_its_own_encoding),
		cmocka_unit_test(
			what_cannot_be_recorded_is_said_before_it_is_tried),
		cmocka_unit_test(an_empty_value_is_written_as_a_missing_one),
		cmocka_unit_test(keys_are_set_in_order_and_taken_out),
		cmocka_unit_test(several_keys_are_set_as_one_after_the_other),
		cmocka_unit_test(order_is_by_instant_then_by_bytes),
		cmocka_unit_test(both_paths_say_the_same),
		cmocka_unit_test(fields_are_known_by_name),
	};

	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
