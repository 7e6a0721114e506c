/*
 * A look at a line, beside record_parse, which is the word of law: what is seen
 * to be sound has to be taken by it, and all that is seen has to be so.
 */
#include "glance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chance.h"
#include "mem.h"
#include "readable.h"
#include "record.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
#define START "2026-11-22T10:04:31.093+01:00\t261122-7QK4XMQ\t"

static void
values_are_those_of_the_record(const struct glance *glance,
			       const struct record *record)
{
	for (int32_t i = 0; i < record->pair_count; i++) {
		struct buffer escaped = {0};
		size_t len, key_len;
		const char *value =
			glance_get(glance, record->pairs[i].key, &len);
		size_t field = RECORD_FIELD_COUNT + (size_t)i;
		const char *key = glance_field(glance, field, &key_len);

		record_encode_value(&escaped, record->pairs[i].value);
		assert_non_null(value);
		assert_int_equal(len, escaped.len);
		assert_memory_equal(value, escaped.at, len);
		assert_ptr_equal(key + strlen(record->pairs[i].key) + 1, value);
		buffer_release(&escaped);
	}
}

static void
text_is_that_of_the_record(const struct glance *glance,
			   const struct record *record)
{
	struct buffer escaped = {0};
	size_t len;
	const char *text = glance_field(glance, RECORD_TEXT, &len);

	record_encode_value(&escaped, record->text);
	assert_int_equal(len, escaped.len);
	assert_memory_equal(text, escaped.at, len);
	buffer_release(&escaped);
}

/* What is seen of a line that record_parse takes has to be what it holds. */
static void
the_glance_is_the_record(const struct glance *glance,
			 const struct record *record)
{
	char id[CASEID_SIZE];
	size_t len;
	const char *what = glance_field(glance, RECORD_WHAT, &len);

	glance_id_bytes(id, glance->id);
	assert_string_equal(id, record->id);
	assert_int_equal(glance->time, record->at);
	assert_int_equal(glance->offset, record->offset);
	assert_int_equal(glance->verb, event_verb(record->event));
	assert_int_equal(glance->count,
			 RECORD_FIELD_COUNT + (size_t)record->pair_count);
	if (record->what) {
		assert_int_equal(len, strlen(record->what));
		assert_memory_equal(what, record->what, len);
	} else {
		assert_true(len == 1 && *what == '-');
	}
	text_is_that_of_the_record(glance, record);
	values_are_those_of_the_record(glance, record);
}

/* All that a glance says, as a glance is good until the next. */
static void
describe(struct buffer *out, const struct glance *glance, enum glance_seen seen)
{
	buffer_clear(out);
	buffer_format(out, "%d %zu", (int)seen, glance->count);
	if (glance->count == 0)
		return;
	buffer_format(out, " %zu %zu %lld %d %d", glance->len, glance->taken,
		      (long long)glance->time, (int)glance->verb,
		      (int)glance->what);
	for (size_t i = 0; i < glance->count; i++) {
		size_t len;
		const char *at = glance_field(glance, i, &len);

		buffer_format(out, " %d+%zu", (int)(at - glance->at), len);
	}
}

/* Look by every means that the processor has: they see the same. */
static enum glance_seen
look_by_all(struct glance *glance, struct glancer *glancer, const char *line,
	    size_t len)
{
	struct fieldends_finder finders[FIELDENDS_FINDERS];
	size_t count = fieldends_finders(finders);
	struct buffer first = {0}, other = {0};
	enum glance_seen seen = glance_line(glance, glancer, line, len);

	describe(&first, glance, seen);
	while (count-- > 0) {
		glancer->find = finders[count].fields;
		seen = glance_line(glance, glancer, line, len);
		describe(&other, glance, seen);
		assert_string_equal(first.at, other.at);
	}
	buffer_release(&first);
	buffer_release(&other);
	return seen;
}

/* Look at a line in every way; whether it is sound. */
static bool
look(struct glancer *glancer, const char *at, size_t len)
{
	char *line = readable(at, len), *copy = readable(at, len);
	struct arena arena = {0};
	struct record record;
	struct glance glance;
	struct fail why;
	enum glance_seen seen = look_by_all(&glance, glancer, line, len);
	bool taken = record_parse_plainly(&record, copy, len, 2, &arena, &why);

	/* Whether the id is one, is asked where it comes first. */
	if (seen == GLANCE_SOUND &&
	    caseid_is_valid(at + strlen("2026-11-22T10:04:31.093+01:00\t"),
			    CASEID_LEN) &&
	    !taken)
		fail_msg("%.*s: %s", (int)len, at, why.text);
	if (taken && glance.count > 0)
		the_glance_is_the_record(&glance, &record);
	arena_release(&arena);
	free(line);
	free(copy);
	return seen == GLANCE_SOUND;
}

static void
what_is_usual_is_seen_to_be_sound(void **state)
{
	static const struct {
		const char *line;
		bool sound;
	} rows[] = {
		{START "note\t-\teva\t-\t-\tHola", true},
		{START "note\t-\teva\t-\t-\t-", true},
		{START "note\t-\teva\t-\t-\tHola\r", true},
		{START "note\t-\teva\t-\t-\tA\\tB\\nC\\\\", true},
		{START "note\t-\teva\t-\t-\tS\303\270ren", true},
		{START
		 "promise\tp1\teva\t2026-11-24T17:00:00+01:00\t-\tNew mug\t"
		 "how=phone",
		 true},
		{START "give\trefund\teva\t-\t24.90\t-", true},
		{START "merge\t261124-7QK4XME\teva\t-\t-\t-", true},
		{START "open\tdamaged\teva\t-\t-\tBroken\tchannel=phone\t"
		       "customer=Ana Ruiz\titem=mug\tphone=600 123 123",
		 true},
		{START "open\ta-word-of-more-than-sixteen\teva\t-\t-\tBroken",
		 true},
		/* Left to record_parse, which takes some of them. */
		{START "open\tdamaged\teva\t-\t-\tBroken\t"
		       "a-key-of-more-than-sixteen=1",
		 false},
		{START "open\tdamaged\teva\t-\t-\tBroken\tb=1\ta=1", false},
		{START "open\tdamaged\teva\t-\t-\tBroken\ta=1\ta=2", false},
		{START "open\tdamaged\teva\t-\t-\tBroken\ta=", false},
		{START "open\tdamaged\teva\t-\t-\tBroken\ta=-", false},
		{START "open\tdamaged\teva\t-\t-\tBroken\ttext=x", false},
		{START "open\tdamaged\teva\t-\t-\tBroken\tA=x", false},
		{START "open\tdamaged\teva\t-\t-\tBroken\ta", false},
		{START "open\tdamaged\teva\t-\t-\t\ta=b", false},
		{START "open\tdamaged\teva\t-\t-\t", false},
		{START "open\tdam aged\teva\t-\t-\tBroken", false},
		{START "open\tdamaged\t\t-\t-\tBroken", false},
		{START "open\tdamaged\teva\tsoon\t-\tBroken", false},
		{START "open\tdamaged\teva\t-\t24.9\tBroken", false},
		{START "opened\t-\teva\t-\t-\tBroken", false},
		{START "open\t-\teva\t-\t-", false},
		{START "note\t-\teva\t-\t-\tA\001", false},
		{START "note\t-\teva\t-\t-\tA\\", false},
		{START "note\t-\teva\t-\t-\tA\177", false},
		{START "note\t-\teva\t-\t-\tA\303", false},
		{START "note\t-\teva\t-\t-\tA\302\205", false},
		{"2026-11-22T10:04:60.093+01:00\t261122-7QK4XMQ\tnote\t-\teva\t"
		 "-\t-\t-",
		 false},
		{"2026-11-22T24:04:31.093+01:00\t261122-7QK4XMQ\tnote\t-\teva\t"
		 "-\t-\t-",
		 false},
		{"2026-11-22T1a:04:31.093+01:00\t261122-7QK4XMQ\tnote\t-\teva\t"
		 "-\t-\t-",
		 false},
		{"2026-11-31T10:04:31.093+01:00\t261122-7QK4XMQ\tnote\t-\teva\t"
		 "-\t-\t-",
		 false},
		{"2026-11-22T10:04:31.093+01:99\t261122-7QK4XMQ\tnote\t-\teva\t"
		 "-\t-\t-",
		 false},
		{"2026-11-22T10:04:31.093+01:00\t-\tnote\t-\teva\t-\t-\t-",
		 false},
		{"", false},
		{"\t\t\t\t\t\t\t\t\t", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct glancer glancer;

		glance_init(&glancer, 2);
		/* And once more, with its words known. */
		for (int time = 0; time < 2; time++) {
			if (look(&glancer, rows[i].line,
				 strlen(rows[i].line)) != rows[i].sound)
				fail_msg("%s", rows[i].line);
		}
	}
}

static void
look_at_amount(struct glancer *glancer, const char *amount)
{
	struct buffer line = {0};
	struct arena arena = {0};
	struct record record;
	struct glance glance;
	struct fail why;
	bool sound, taken;

	buffer_format(&line, START "give\t-\teva\t-\t%s\tWords", amount);
	buffer_reserve(&line, GLANCE_BEHIND);
	sound = glance_line(&glance, glancer, line.at, line.len) ==
		GLANCE_SOUND;
	taken = record_parse_plainly(&record, line.at, line.len,
				     glancer->digits, &arena, &why);
	if (sound != taken)
		fail_msg("'%s' of %d digits", amount, glancer->digits);
	arena_release(&arena);
	buffer_release(&line);
}

/* The next text of so many characters of some, in their order; false behind the
 * last. */
static bool
next_text(char *text, const char *of)
{
	for (size_t at = strlen(text); at-- > 0; text[at] = of[0]) {
		const char *next = strchr(of, text[at]) + 1;

		if (*next) {
			text[at] = *next;
			return true;
		}
	}
	return false;
}

static void
an_amount_is_sound_where_record_parse_takes_it(void **state)
{
	/* And what stands beside the digits and the point in ASCII. */
	static const char of[] = "07./:-";
	static const char *const long_ones[] = {
		"0000000",       "1234567",
		"12345678",      "1234.56",
		"12345.67",      "0234.56",
		"123456.78",     "123:.56",
		"1234.5/",       "\260\260.\260\260",
		"9999999999.99", "99999999999.99",
		"1.234",         "1234.567"};
	char amount[16] = "";

	(void)state;
	for (int digits = -1; digits <= 3; digits++) {
		struct glancer glancer;

		glance_init(&glancer, digits);
		for (size_t len = 1; len <= 5; len++) {
			memset(amount, of[0], len);
			do
				look_at_amount(&glancer, amount);
			while (next_text(amount, of));
		}
		for (size_t i = 0; i < COUNT(long_ones); i++)
			look_at_amount(&glancer, long_ones[i]);
	}
}

/* Of any length, so that each byte comes to stand at each place of a block. */
static void
a_line_ends_at_its_newline_or_where_the_bytes_do(void **state)
{
	static const char *const ends[] = {"", "\n", "\r\n", "\nmore\n"};
	struct glancer glancer;

	(void)state;
	glance_init(&glancer, 2);
	for (size_t len = 1; len < 300; len++) {
		for (size_t i = 0; i < COUNT(ends); i++) {
			struct buffer line = {0};
			struct glance glance;
			size_t whole;
			char *at;

			buffer_add_string(&line, START "note\t-\teva\t-\t-\t");
			for (size_t x = 0; x < len; x++)
				buffer_add_char(&line, 'x');
			whole = line.len;
			buffer_add_string(&line, ends[i]);
			at = readable(line.at, line.len);
			if (look_by_all(&glance, &glancer, at, line.len) !=
			    GLANCE_SOUND)
				fail_msg("%zu, %zu", len, i);
			assert_int_equal(glance.len, whole);
			assert_int_equal(glance.taken,
					 whole + (i == 2) + (i > 0));
			free(at);
			buffer_release(&line);
		}
	}
}

static void
an_empty_field_is_seen_wherever_it_stands(void **state)
{
	struct glancer glancer;

	(void)state;
	glance_init(&glancer, 2);
	for (size_t len = 1; len < 200; len++) {
		struct buffer line = {0};

		/* Who did it: no other field is judged by that alone. */
		buffer_add_string(&line, START "note\t");
		for (size_t x = 0; x < len; x++)
			buffer_add_char(&line, 'x');
		buffer_add_string(&line, "\t\t-\t-\tHola");
		assert_false(look(&glancer, line.at, line.len));
		buffer_release(&line);
	}
}

/* A run of lines is what each of them is: sound ones, such as only record_parse
 * can judge, others that are nothing, and some that are too long. */
static void
lines_come_one_after_the_other(void **state)
{
	static const char *const lines[] = {
		START "open\tdamaged\teva\t-\t-\tIt came\\nbroken\ta=1",
		START "note\t-\teva\t-\t-\tS\303\270ren\r",
		START "note\t-\teva\t-\t-\tA\001",
		START "give\trefund\teva\t-\t24.90\t-",
		"",
		"\t\t\t",
		"# nothing",
		START "note\t-\teva\t-\t-",
	};
	struct glancer glancer, alone;
	struct buffer run = {0}, *each = mem_zero(3000, sizeof(*each));
	struct buffer said = {0}, said_alone = {0};
	char *at;

	(void)state;
	glance_init(&glancer, 2);
	glance_init(&alone, 2);
	for (size_t i = 0; i < 3000; i++) {
		buffer_add_string(&each[i], lines[(i * i + i / 9) % 8]);
		for (size_t x = i % 700 == 9 ? 20000 : i % 64; x > 0; x--)
			buffer_add_char(&each[i], i % 5 ? 'x' : '\t');
		buffer_add(&run, each[i].at, each[i].len);
		buffer_add_char(&run, '\n');
	}
	at = readable(run.at, run.len);
	glance_begin(&glancer, at, run.len);
	for (size_t i = 0, begin = 0; i < 3000; begin += each[i++].len + 1) {
		struct glance glance, one;
		enum glance_seen seen = glance_next(&glance, &glancer);

		describe(&said, &glance, seen);
		seen = glance_line(&one, &alone, at + begin, each[i].len + 1);
		describe(&said_alone, &one, seen);
		assert_string_equal(said.at, said_alone.at);
	}
	assert_int_equal(glance_next(&(struct glance){0}, &glancer),
			 GLANCE_NONE);
	for (size_t i = 0; i < 3000; i++)
		buffer_release(&each[i]);
	buffer_release(&said);
	buffer_release(&said_alone);
	free(each);
	free(at);
	buffer_release(&run);
}

/* Bytes that mean something in a line. */
static char
odd_byte(void)
{
	static const char bytes[] = "\t\t\n\r\\ntr-=:.+0159aZ\303\251\302\200"
				    "\033\177";

	/* And NUL, which ends them. */
	return bytes[chance_below(sizeof(bytes))];
}

static void
no_damage_to_a_line_makes_a_sound_one_of_it(void **state)
{
	static const char *const lines[] = {
		START "open\tdamaged\teva\t-\t-\tIt came \"broken\".\\nAgain\t"
		      "channel=phone\tcustomer=Ana Ru\303\255z\titem=mug\t"
		      "phone=600 123 123\tvalue=24.90",
		START
		"promise\tp1\teva\t2026-11-24T17:00:00+01:00\t-\tNew mug\t"
		"how=phone\tlogged=2026-11-22T10:05:31.093+01:00",
		START "give\trefund\teva\t-\t24.90\t-\tskipped=confirm,restate",
		START "note\t-\teva\t-\t-\tHola",
	};
	struct glancer glancer;
	size_t sound = 0;

	(void)state;
	glance_init(&glancer, 2);
	for (int round = 0; round < 60000; round++) {
		const char *from = lines[chance_below(COUNT(lines))];
		size_t len = strlen(from);
		char *line = readable(from, len);

		for (size_t i = chance_below(3); i < 3; i++)
			line[chance_below(len)] = odd_byte();
		if (chance_below(4) == 0)
			len = chance_below(len + 1);
		/* To the reader of lines a newline is the end of one. */
		if (memchr(line, '\n', len))
			len = (size_t)((char *)memchr(line, '\n', len) - line);
		sound += look(&glancer, line, len);
		free(line);
	}
	/* Some damage is none: it leaves another text. */
	assert_in_range(sound, 1000, 59000);
}

static void
a_line_that_is_too_much_for_a_glance_is_left_to_the_record(void **state)
{
	struct glancer glancer;
	struct buffer long_one = {0}, wide_one = {0};

	(void)state;
	glance_init(&glancer, 2);
	buffer_add_string(&long_one, START "note\t-\teva\t-\t-\t");
	for (size_t i = 0; i < 70000; i++)
		buffer_add_char(&long_one, 'x');
	assert_false(look(&glancer, long_one.at, long_one.len));
	buffer_add_string(&wide_one, START "note\t-\teva\t-\t-\tx");
	for (size_t i = 0; i < 300; i++)
		buffer_format(&wide_one, "\tk%03zu=x", i);
	assert_false(look(&glancer, wide_one.at, wide_one.len));
	buffer_release(&long_one);
	buffer_release(&wide_one);
}

static void
words_beyond_those_that_are_numbered_are_judged_all_the_same(void **state)
{
	struct glancer glancer;

	(void)state;
	glance_init(&glancer, 2);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < 2 * WORDBOOK_MOST; i++) {
			struct buffer line = {0};

			buffer_format(&line,
				      START "note\tw%zu\teva\t-\t-\tx\tk%zu=v",
				      i, i);
			assert_true(look(&glancer, line.at, line.len));
			buffer_release(&line);
		}
	}
	assert_int_equal(glancer.whats.count, WORDBOOK_MOST);
	assert_int_equal(glancer.keys.count, WORDBOOK_MOST);
	assert_false(look(&glancer, START "note\t?\teva\t-\t-\tx",
			  strlen(START "note\t?\teva\t-\t-\tx")));
	assert_false(look(&glancer, START "note\t-\teva\t-\t-\tx\tK=v",
			  strlen(START "note\t-\teva\t-\t-\tx\tK=v")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_usual_is_seen_to_be_sound),
		cmocka_unit_test(
			an_amount_is_sound_where_record_parse_takes_it),
		cmocka_unit_test(
			a_line_ends_at_its_newline_or_where_the_bytes_do),
		cmocka_unit_test(an_empty_field_is_seen_wherever_it_stands),
		cmocka_unit_test(lines_come_one_after_the_other),
		cmocka_unit_test(no_damage_to_a_line_makes_a_sound_one_of_it),
		cmocka_unit_test(
			a_line_that_is_too_much_for_a_glance_is_left_to_the_record),
		cmocka_unit_test(
			words_beyond_those_that_are_numbered_are_judged_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
