/* A text cut into its words. */
#include "support.h"

#include "mem.h"
#include "wordreader.h"

/* A word as the tests write it: what stands before it, and what it is. */
static void
say_word(struct buffer *out, const struct wordreader *reader)
{
	static const char joins[] = {
		[WORDREADER_NONE] = '+',       [WORDREADER_BLANK] = ' ',
		[WORDREADER_APOSTROPHE] = '`', [WORDREADER_HYPHEN] = '-',
		[WORDREADER_POINT] = '.',      [WORDREADER_BREAK] = '|',
	};
	char word[WORDREADER_FOLDED + 1];

	wordreader_fold(reader, word);
	buffer_format(out, "%c%s", joins[reader->join], word);
	if (reader->number)
		buffer_add_string(out, "(#)");
	if (reader->capitals)
		buffer_add_string(out, "(C)");
}

static const char *
words_of(const char *text, bool in_phrase)
{
	static struct buffer out;
	struct wordreader reader;

	buffer_clear(&out);
	wordreader_begin(&reader, text, strlen(text), in_phrase);
	while (wordreader_next(&reader))
		say_word(&out, &reader);
	wordreader_end(&reader);
	return buffer_string(&out);
}

static void
a_text_is_cut_into_folded_words_with_what_stands_between(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"", ""},
		{"We packed it.", "|we packed it"},
		{"It's ours", "|it`s ours"},
		{"It\xE2\x80\x99s ours", "|it`s ours"},
		{"Yes, \"no\"", "|yes no"},
		{"no-one", "|no-one"},
		{"No. 7", "|no.7(#)"},
		{"So. No", "|so.no"},
		{"so\nno", "|so no"},
		{"so\r\nno", "|so no"},
		{"so\n\nno", "|so|no"},
		{"so\n> we\nno", "|so|no"},
		{"> we\nno", "|no"},
		{"  > we", ""},
		{"so! no", "|so|no"},
		{"so {no} we", "|so|we"},
		{"so {no we", "|so|no we"},
		{"NEWS at I", "|news(C) at i(C)"},
		{"4711 B2 7a", "|4711(#) b2 7a"},
		{"Caf\xC3\xA9 cafe\xCC\x81", "|cafe cafe"},
		{"so\xC2\xADon", "|soon"},
		{"Stra\xC3\x9F"
		 "e",
		 "|strasse"},
		{"\xE8\xA6\x8F\xE7\xB4\x84", "|\xE8\xA6\x8F+\xE7\xB4\x84"},
		{"\xD0\x9D\xD0\x95\xD0\xA2", "|\xD0\xBD\xD0\xB5\xD1\x82(C)"},
		{"so\xFFno", "|so|no"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(words_of(rows[i].text, false),
				    rows[i].want);
}

static void
in_a_phrase_a_sharp_is_a_word_for_any_number(void **state)
{
	(void)state;
	assert_string_equal(words_of("no #", true), "|no #(#)");
	assert_string_equal(words_of("no # 7", false), "|no 7(#)");
}

static void
note_mark(void *context, size_t at, size_t len)
{
	buffer_format(context, "%zu+%zu ", at, len);
}

static void
each_exclamation_mark_is_told(void **state)
{
	const char text[] = "No! So\xEF\xBC\x81! {so!} ok";
	struct buffer told = {0};
	struct wordreader reader;

	(void)state;
	wordreader_begin(&reader, text, strlen(text), false);
	reader.marked = note_mark;
	reader.context = &told;
	while (wordreader_next(&reader))
		;
	wordreader_end(&reader);
	assert_string_equal(buffer_string(&told), "2+1 6+3 9+1 14+1 ");
	buffer_release(&told);
}

/* Some of a text's words, as the set that is sought. */
static void
put_in(uint64_t *begins, const char *words)
{
	struct wordreader reader;

	wordreader_begin(&reader, words, strlen(words), false);
	while (wordreader_next(&reader))
		wordreader_set_begins(begins, reader.hash);
	wordreader_end(&reader);
}

static bool
is_wanted(const struct wordreader *reader, const uint64_t *begins)
{
	return wordreader_may_begin(begins, reader->hash) || reader->number ||
	       (reader->capitals && reader->to - reader->from > 1);
}

/* The words of a text made by chance, of pieces that words are made of. */
static void
make_text(struct buffer *text, unsigned seed)
{
	static const char *const pieces[] = {
		"we",
		"no",
		"We",
		"cannot",
		" ",
		" ",
		" ",
		" ",
		"\n",
		". ",
		", ",
		".",
		"\n\n",
		"> we",
		"\n> no\n",
		"'",
		"\xE2\x80\x99",
		"-",
		"!",
		"{by}",
		"4711",
		"#",
		"NEWS",
		"I",
		"\xC3\xA9",
		"\xC3\x89T\xC3\x89",
		"\xE8\xA6\x8F",
		"\xFF",
		"\xC2\xAD",
		"soon",
		"\r\n",
		"\t",
	};

	buffer_clear(text);
	for (int i = 0; i < 60; i++) {
		seed = seed * 1664525 + 1013904223;
		buffer_add_string(text, pieces[(seed >> 16) % COUNT(pieces)]);
	}
}

static void
what_is_sought_is_what_would_be_found_word_by_word(void **state)
{
	uint64_t begins[WORDREADER_BEGINS] = {0};
	struct buffer text = {0}, each = {0}, sought = {0};
	struct wordreader reader;

	(void)state;
	put_in(begins, "no soon \xC3\xA9t\xC3\xA9");
	for (unsigned seed = 0; seed < 3000; seed++) {
		make_text(&text, seed);
		buffer_clear(&each);
		buffer_clear(&sought);
		wordreader_begin(&reader, text.at, text.len, false);
		while (wordreader_next(&reader))
			if (is_wanted(&reader, begins))
				say_word(&each, &reader);
		wordreader_end(&reader);
		wordreader_begin(&reader, text.at, text.len, false);
		while (wordreader_seek(&reader, begins))
			say_word(&sought, &reader);
		wordreader_end(&reader);
		assert_string_equal(buffer_string(&sought),
				    buffer_string(&each));
	}
	buffer_release(&text);
	buffer_release(&each);
	buffer_release(&sought);
}

static void
words_are_whole_where_nothing_ties_them_to_others(void **state)
{
	/* Of each text the words between brackets. */
	static const struct {
		const char *before, *words, *behind;
		bool whole;
	} rows[] = {
		{"", "no", "", true},
		{"(", "no", ")", true},
		{"", "no", ".", true},
		{"so. ", "no", "", true},
		{"", "no", "-one", false},
		{"so-", "no", "", false},
		{"", "no", "_reply", false},
		{"", "no", ".reply", false},
		{"", "No", ".Reply", true},
		{"", "can", "'t", false},
		{"", "courier", "'s", true},
		{"https://example.org/", "no", "", false},
		{"www.", "no", ".example", false},
		{"a@", "no", "", false},
		{"example.org/", "no", "", false},
		{"yes/", "no", "", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer text = {0};
		struct wordreader reader;
		size_t from = strlen(rows[i].before);

		buffer_format(&text, "%s%s%s", rows[i].before, rows[i].words,
			      rows[i].behind);
		wordreader_begin(&reader, text.at, text.len, false);
		if (wordreader_is_whole(&reader, from,
					from + strlen(rows[i].words)) !=
		    rows[i].whole)
			fail_msg("%s: not so", text.at);
		wordreader_end(&reader);
		buffer_release(&text);
	}
}

static void
a_word_in_full_keeps_its_accents_apart(void **state)
{
	char *full = wordreader_full("\xC3\x89T\xC3\x89", 5);

	(void)state;
	assert_string_equal(full, "e\xCC\x81te\xCC\x81");
	free(full);
	full = wordreader_full("No", 2);
	assert_string_equal(full, "no");
	free(full);
	assert_null(wordreader_full("\xFF", 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_text_is_cut_into_folded_words_with_what_stands_between),
		cmocka_unit_test(in_a_phrase_a_sharp_is_a_word_for_any_number),
		cmocka_unit_test(each_exclamation_mark_is_told),
		cmocka_unit_test(
			what_is_sought_is_what_would_be_found_word_by_word),
		cmocka_unit_test(
			words_are_whole_where_nothing_ties_them_to_others),
		cmocka_unit_test(a_word_in_full_keeps_its_accents_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
