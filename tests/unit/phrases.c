/* Many phrases looked for in one pass. */
#include "support.h"

#include "mem.h"
#include "phrases.h"

/* What is found of phrases apart by `|`, as "tag:words; ...", in order of where
 * it ends. */
static const char *
found(const char *phrases, const char *text, size_t len)
{
	static struct buffer out;
	struct phrases *all = phrases_new();
	struct phrases_matches matches = {0};
	char line[400], *rest;
	unsigned tag = 0;

	strcpy(line, phrases);
	for (char *one = strtok_r(line, "|", &rest); one;
	     one = strtok_r(NULL, "|", &rest))
		assert_true(phrases_add(all, one, tag++));
	phrases_scan(all, text, len, &matches);
	buffer_clear(&out);
	for (size_t i = 0; i < matches.count; i++) {
		const struct phrases_match *one = &matches.list[i];

		buffer_add_string(&out, i > 0 ? "; " : "");
		if (one->tag == PHRASES_CAPITALS)
			buffer_add_string(&out, "CAPITALS");
		else if (one->tag == PHRASES_MARKS)
			buffer_add_string(&out, "MARKS");
		else
			buffer_format(&out, "%u", one->tag);
		buffer_add_char(&out, ':');
		buffer_add(&out, text + one->at, one->len);
	}
	phrases_matches_release(&matches);
	phrases_free(all);
	return buffer_string(&out);
}

static void
each_phrase_is_found_where_it_stands(void **state)
{
	static const struct {
		const char *phrases, *text, *want;
	} rows[] = {
		{"no", "No, no news: nobody.", "0:No; 0:no"},
		{"royal mail|mail", "the Royal\nMail", "0:Royal\nMail; 1:Mail"},
		{"a b|b c|a b c", "a b c", "0:a b; 2:a b c; 1:b c"},
		{"no|no", "no", "1:no; 0:no"},
		{"a a", "a a a", "0:a a; 0:a a"},
		{"a a b", "a a a b", "0:a a b"},
		{"it's only", "It\xE2\x80\x99s only", "0:It\xE2\x80\x99s only"},
		{"its", "it's", ""},
		{"can", "can't; can", "0:can"},
		{"courier", "the courier's van", "0:courier"},
		{"no #", "No. 7, no 8-A, no more", "0:No. 7; 0:no 8"},
		{"t\xC3\xA9l\xC3\xA9phone", "TELEPHONE T\xC3\x89L\xC3\x89PHONE",
		 "CAPITALS:TELEPHONE; 0:TELEPHONE; "
		 "CAPITALS:T\xC3\x89L\xC3\x89PHONE; 0:T\xC3\x89L\xC3\x89PHONE"},
		{"ou", "o\xC3\xB9", ""},
		{"short staffed", "short-staffed", "0:short-staffed"},
		{"so no", "so. No", ""},
		{"so no", "so\n\nno", ""},
		{"so no", "so\n> x\nno", ""},
		{"\xE8\xA6\x8F\xE7\xB4\x84",
		 "\xE3\x81\x93\xE8\xA6\x8F\xE7\xB4\x84"
		 "\xE3\x81\x8C",
		 "0:\xE8\xA6\x8F\xE7\xB4\x84"},
		{"no", "see example.org/no", ""},
		{"x", "Wait!! Now! {no!}", "MARKS:!!; MARKS:!; MARKS:!"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *got = found(rows[i].phrases, rows[i].text,
					strlen(rows[i].text));

		if (strcmp(got, rows[i].want) != 0)
			fail_msg("\"%s\" in \"%s\": \"%s\", not \"%s\"",
				 rows[i].phrases, rows[i].text, got,
				 rows[i].want);
	}
	assert_string_equal(found("no", "no\0no", 5), "0:no; 0:no");
}

static void
what_has_no_word_in_it_is_no_phrase(void **state)
{
	struct phrases *all = phrases_new();
	struct buffer many = {0};

	(void)state;
	assert_false(phrases_add(all, "", 0));
	assert_false(phrases_add(all, "...", 0));
	assert_false(phrases_add(all, "\xFF", 0));
	for (int i = 0; i < 100; i++)
		buffer_add_string(&many, "a ");
	assert_true(phrases_add(all, many.at, 0));
	buffer_add_string(&many, "a");
	assert_false(phrases_add(all, many.at, 0));
	buffer_clear(&many);
	for (int i = 0; i < 64; i++)
		buffer_add_char(&many, 'a');
	assert_false(phrases_add(all, many.at, 0));
	buffer_release(&many);
	phrases_free(all);
}

static void
letters_are_counted_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(phrases_letters("a\xC3\xA9\xE8\xA6\x8F", 0, 6), 3);
	assert_int_equal(phrases_letters("a\xC3\xA9", 1, 3), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_phrase_is_found_where_it_stands),
		cmocka_unit_test(what_has_no_word_in_it_is_no_phrase),
		cmocka_unit_test(letters_are_counted_not_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
