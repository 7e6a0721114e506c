#include "language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "zone.h"

/* A sentence of theirs that is longer is cut between two words. */
#define QUOTE_MOST 240
/* So many words in capitals are shouting where the plan does not say. */
#define SHOUTING 2
#define HOLE_SIZE 16

/* A form of words.language, and what stands in its holes. */
struct hole {
	const char *name;
	const char *value;
};

static const char *
value_of(const struct hole *holes, size_t count, const char *name, size_t len)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(holes[i].name) == len &&
		    strncmp(holes[i].name, name, len) == 0)
			return holes[i].value;
	}
	return "";
}

static void
fill_form(struct buffer *out, const char *form, const struct hole *holes,
	  size_t count)
{
	while (*form) {
		size_t plain = strcspn(form, "{"), len;

		buffer_add(out, form, plain);
		form += plain;
		if (!*form)
			break;
		len = strcspn(++form, "}");
		buffer_add_string(out, value_of(holes, count, form, len));
		form += len;
		form += *form == '}';
	}
}

static void
say_moment(struct buffer *out, const struct policy *policy, const char *form,
	   int64_t at)
{
	char day[HOLE_SIZE], year[HOLE_SIZE], time[HOLE_SIZE];
	struct civil civil;
	struct hole holes[] = {
		{"weekday", NULL}, {"day", day},   {"month", NULL},
		{"year", year},    {"time", time},
	};

	zone_civil(policy->shop.zone, at, &civil);
	holes[0].value = policy->words.days.at[civil_weekday(
		civil_to_days(civil.year, civil.month, civil.day))];
	holes[2].value = policy->words.months.at[civil.month - 1];
	snprintf(day, sizeof(day), "%d", civil.day);
	snprintf(year, sizeof(year), "%d", civil.year);
	snprintf(time, sizeof(time), "%02d:%02d", civil.hour, civil.minute);
	fill_form(out, form, holes, sizeof(holes) / sizeof(*holes));
}

static const char *
form_of_time(const struct policy *policy, int64_t now, int64_t at)
{
	struct civil then, today;

	zone_civil(policy->shop.zone, at, &then);
	zone_civil(policy->shop.zone, now, &today);
	return then.year == today.year ? policy->words.language.time
				       : policy->words.language.time_other_year;
}

void
language_time(struct buffer *out, const struct policy *policy, int64_t now,
	      int64_t at)
{
	say_moment(out, policy, form_of_time(policy, now, at), at);
}

void
language_day(struct buffer *out, const struct policy *policy, int64_t now,
	     int64_t at)
{
	const char *form = form_of_time(policy, now, at);
	const char *time = strstr(form, "{time}");
	struct buffer before = {0};

	buffer_add(&before, form, time ? (size_t)(time - form) : strlen(form));
	while (before.len > 0 && strchr(" ,", before.at[before.len - 1]))
		buffer_cut(&before, before.len - 1);
	say_moment(out, policy, buffer_string(&before), at);
	buffer_release(&before);
}

void
language_option(struct buffer *out, const struct policy *policy,
		const char *label, int64_t now, int64_t by)
{
	struct buffer what = {0}, time = {0};

	language_own(&what, policy, label);
	if (by == INSTANT_NONE) {
		buffer_add(out, buffer_string(&what), what.len);
	} else {
		language_time(&time, policy, now, by);
		const struct hole holes[] = {
			{"what", buffer_string(&what)},
			{"by", buffer_string(&time)},
		};
		fill_form(out, policy->words.language.option, holes, 2);
	}
	buffer_release(&what);
	buffer_release(&time);
}

void
language_amount(struct buffer *out, const struct policy *policy, int64_t amount)
{
	money_show(out, amount, policy->shop.digits, policy->shop.decimal_mark);
	buffer_format(out, " %s", policy->shop.currency);
}

const char *
language_way(const struct policy *policy, const char *id)
{
	for (size_t i = 0; i < policy->words.language.way_count; i++) {
		if (strcmp(policy->words.language.ways[i].name, id) == 0)
			return policy->words.language.ways[i].say;
	}
	return id;
}

/* One line of valid UTF-8: blanks and control characters in a row are one
 * blank, none at the ends, and what is not UTF-8 is U+FFFD. */
static void
add_plain(struct buffer *out, const char *words, size_t len)
{
	bool blank = false, any = false;

	for (size_t at = 0; at < len;) {
		uint32_t code = 0;
		size_t step = text_character(words + at, len - at, &code);

		if (step > 0 && (code == ' ' || text_is_control(code))) {
			blank = any;
		} else {
			if (blank)
				buffer_add_char(out, ' ');
			blank = false;
			any = true;
			if (step > 0)
				buffer_add(out, words + at, step);
			else
				buffer_add_string(out, "\xef\xbf\xbd");
		}
		at += step > 0 ? step : 1;
	}
}

/* How many bytes at the beginning of words are no part of what they say: marks
 * that open a question or a quotation. */
static size_t
opening_marks(const char *words)
{
	static const char *const marks[] = {
		" ",
		"\t",
		"\n",
		"\r",
		">",
		".",
		"!",
		"?",
		"\xc2\xbf" /* ¿ */,
		"\xc2\xa1" /* ¡ */,
	};
	size_t skipped = 0, before;

	do {
		before = skipped;
		for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
			size_t len = strlen(marks[i]);

			if (strncmp(words + skipped, marks[i], len) == 0)
				skipped += len;
		}
	} while (skipped > before);
	return skipped;
}

/* The length of the first sentence, without what ends it. A point inside a
 * word ends nothing: 18.50. */
static size_t
sentence_length(const char *words)
{
	size_t len = strcspn(words, ".!?\n");

	while (words[len] == '.' && words[len + 1] != '\0' &&
	       !strchr(" \n\r\t", words[len + 1]))
		len += 1 + strcspn(words + len + 1, ".!?\n");
	return len;
}

/* A word, by blanks: how many letters, and whether all are capitals. */
struct word {
	size_t at, len;
	size_t letters;
	bool capitals;
};

static bool
next_word(struct word *word, const char *text, size_t len)
{
	word->at += word->len;
	word->len = word->letters = 0;
	word->capitals = true;
	while (word->at < len && text[word->at] == ' ')
		word->at++;
	while (word->at + word->len < len &&
	       text[word->at + word->len] != ' ') {
		const char *here = text + word->at + word->len;
		uint32_t code = 0;
		size_t step =
			text_character(here, len - word->at - word->len, &code);

		if (text_is_letter(code)) {
			word->letters++;
			word->capitals = word->capitals && text_is_large(code);
		}
		word->len += step > 0 ? step : 1;
	}
	word->capitals = word->capitals && word->letters > 1;
	return word->len > 0;
}

static bool
is_listed(const struct policy_list *list, const char *word, size_t len)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strlen(list->at[i]) == len &&
		    strncmp(list->at[i], word, len) == 0)
			return true;
	}
	return false;
}

/* Whether a word is one of those that the plan writes small inside a sentence.
 */
static bool
is_small(const struct policy *policy, const char *word, size_t len)
{
	return is_listed(&policy->words.language.small_first, word, len);
}

/* Write words in capitals small, where there are as many as the plan calls
 * loud; in a name their first letters stay. */
static void
soften(struct buffer *out, const struct policy *policy, size_t begin, bool name)
{
	size_t loud = policy->words.loud_caps_words > 0
			      ? (size_t)policy->words.loud_caps_words
			      : SHOUTING;
	size_t count = 0, len = out->len - begin;
	char *text = mem_copy(len > 0 ? out->at + begin : "");
	struct word word = {0};

	while (next_word(&word, text, len))
		count += word.capitals;
	if (count >= loud) {
		buffer_cut(out, begin);
		word = (struct word){0};
		while (next_word(&word, text, len)) {
			size_t start = out->len + (out->len > begin);

			if (out->len > begin)
				buffer_add_char(out, ' ');
			if (word.capitals ||
			    (!name &&
			     is_small(policy, text + word.at, word.len)))
				text_small(out, text + word.at, word.len);
			else
				buffer_add(out, text + word.at, word.len);
			if (word.capitals && name)
				text_begin(out, start, true);
		}
	}
	free(text);
}

/* How many bytes of words are this phrase, however it is written; 0: they do
 * not begin with it. */
static size_t
begin_with(const char *words, const char *phrase)
{
	size_t len = strlen(phrase);
	struct buffer theirs = {0}, ours = {0};
	uint32_t next = 0;
	bool same;

	if (strlen(words) < len)
		return 0;
	text_fold(&theirs, words, len);
	text_fold(&ours, phrase, len);
	same = strcmp(buffer_string(&theirs), buffer_string(&ours)) == 0;
	buffer_release(&theirs);
	buffer_release(&ours);
	text_character(words + len, strlen(words + len), &next);
	return same && !text_is_letter(next) ? len : 0;
}

static size_t
count_words(const char *text, size_t len)
{
	struct word word = {0};
	size_t count = 0;

	while (next_word(&word, text, len))
		count++;
	return count;
}

/* Who is greeted: "Sir or Madam," before a comma, "there" before what else
 * ends it. A point with one word behind it to a comma or the end of the line
 * is that of "Mr. Smith". With as many words as a sentence has, it is one. */
static size_t
greeted_length(const char *words)
{
	static const char ends[] = ",.!?:;\n";
	size_t len = strcspn(words, ends);

	if (words[len] == '.' && count_words(words, len) > 0) {
		const char *name = words + len + 1;
		size_t more = strcspn(name, ends);

		if (count_words(name, more) == 1 && strchr(",\n", name[more]))
			len += 1 + more;
	}
	if (words[len] == '?' ||
	    count_words(words, len) > (words[len] == ',' ? 4 : 2))
		return SIZE_MAX;
	return len + (words[len] != '\0');
}

/* How many bytes at the beginning of words greet us; 0: none do. */
static size_t
greeting_length(const struct policy *policy, const char *words)
{
	const struct policy_list *greetings = &policy->words.language.greetings;

	for (size_t i = 0; i < greetings->count; i++) {
		size_t len = begin_with(words, greetings->at[i]);
		size_t more = len > 0 ? greeted_length(words + len) : SIZE_MAX;

		if (more != SIZE_MAX)
			return len + more;
	}
	return 0;
}

/* The first sentence that is neither greeting nor question, else the first
 * question, else the greeting: what they ask us is not what happened. */
static const char *
first_statement(const struct policy *policy, const char *words)
{
	const char *at = words, *question = NULL;

	for (;;) {
		size_t greeting;

		at += opening_marks(at);
		greeting = greeting_length(policy, at);
		if (!*at)
			return question ? question : words;
		if (greeting > 0) {
			at += greeting;
			continue;
		}
		const char *end = at + sentence_length(at);

		if (*end != '?')
			return at;
		if (!question)
			question = at;
		at = end;
	}
}

/* Whether a sentence goes on, as one does behind a greeting and its comma: then
 * a small letter at its beginning says nothing about its first word. */
static bool
follows_comma(const char *text, const char *at)
{
	while (at > text && strchr(" \t\r\n", at[-1]))
		at--;
	return at > text && at[-1] == ',';
}

static bool
begins_large(const char *words)
{
	uint32_t first = 0;

	text_character(words, strlen(words), &first);
	return text_is_letter(first) && text_is_large(first);
}

/* Whether words go on with a sentence of ours: what was shouted as well as what
 * was not. */
static bool
goes_on(const struct policy *policy, const char *words, size_t len,
	enum language_place place, bool greeted)
{
	size_t first = strcspn(words, " ");
	struct buffer word = {0};
	bool goes = true;

	if (words[len] == '?')
		return false;
	text_small(&word, words, first < len ? first : len);
	text_begin(&word, 0, true);
	if (place == LANGUAGE_SAID &&
	    is_listed(&policy->words.language.spoken_to, word.at, word.len))
		goes = false;
	else if (greeted || begins_large(words))
		goes = is_small(policy, word.at, word.len);
	buffer_release(&word);
	return goes;
}

/* Set what stands in the buffer from begin on in quotation marks. */
static void
set_apart(struct buffer *out, const struct policy *policy, size_t begin)
{
	char *words;
	struct hole hole = {"words", NULL};

	text_begin(out, begin, true);
	hole.value = words = mem_copy(out->at + begin);
	buffer_cut(out, begin);
	fill_form(out, policy->words.language.quoted, &hole, 1);
	free(words);
}

const char *
language_behind(const struct policy *policy, const char *words)
{
	words = first_statement(policy, words + opening_marks(words));
	words += sentence_length(words);
	return words + opening_marks(words);
}

void
language_quote(struct buffer *out, const struct policy *policy,
	       const char *words, enum language_place place)
{
	const char *text = words + opening_marks(words);
	size_t begin = out->len, len;
	bool whole = true, apart;

	words = first_statement(policy, text);
	len = sentence_length(words);
	apart = place != LANGUAGE_ALONE &&
		!goes_on(policy, words, len, place, follows_comma(text, words));
	if (len > QUOTE_MOST) {
		len = QUOTE_MOST;
		while (len > 0 && words[len] != ' ')
			len--;
		if (len == 0)
			len = text_fit(words, QUOTE_MOST, QUOTE_MOST);
		whole = false;
	}
	add_plain(out, words, len);
	if (out->len == begin)
		return;
	soften(out, policy, begin, false);
	if (is_small(policy, out->at + begin, strcspn(out->at + begin, " ")))
		text_begin(out, begin, false);
	if (!whole)
		buffer_add_string(out, "\xe2\x80\xa6");
	if (apart)
		set_apart(out, policy, begin);
}

/* Whether a word begins the name of one of the staff. */
static bool
is_staff(const struct policy *policy, const char *word, size_t len)
{
	for (size_t i = 0; i < policy->staff_count; i++) {
		const char *name = policy->staff[i].name;

		if (name && strcspn(name, " ") == len &&
		    strncmp(name, word, len) == 0)
			return true;
	}
	return false;
}

void
language_own(struct buffer *out, const struct policy *policy, const char *words)
{
	size_t begin = out->len;
	struct word word = {0};
	uint32_t first = 0, second = 0;
	size_t step;

	add_plain(out, words, strlen(words));
	while (out->len > begin && out->at[out->len - 1] == '.')
		buffer_cut(out, out->len - 1);
	if (out->len == begin || !policy->words.language.own_small ||
	    !next_word(&word, out->at + begin, out->len - begin))
		return;
	if (is_staff(policy, out->at + begin + word.at, word.len))
		return;
	/* "I" and "DHL" stay; "A mug" becomes "a mug". */
	step = text_character(out->at + begin, out->len - begin, &first);
	if (step < word.len)
		text_character(out->at + begin + step, word.len - step,
			       &second);
	if (text_is_letter(second) && !text_is_large(second))
		text_begin(out, begin, false);
}

void
language_name(struct buffer *out, const struct policy *policy, const char *name)
{
	size_t begin = out->len;

	add_plain(out, name, strlen(name));
	if (out->len > begin)
		soften(out, policy, begin, true);
}
