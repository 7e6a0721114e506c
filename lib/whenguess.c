#include "whenread.h"

#include <string.h>

#include "text.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Words that may stand in a time, and say nothing. */
static const char *const fillers[] = {
	"at",   "on",     "by",     "before",  "until", "till",
	"for",  "of",     "around", "about",   "from",  "the",
	"this", "coming", "and",    "between",
};

/* Words that people put for others. */
static const struct {
	const char *said, *write;
} others[] = {
	{"a", "1"},          {"an", "1"},           {"one", "1"},
	{"two", "2"},        {"three", "3"},        {"four", "4"},
	{"five", "5"},       {"six", "6"},          {"seven", "7"},
	{"eight", "8"},      {"nine", "9"},         {"ten", "10"},
	{"eleven", "11"},    {"twelve", "12"},      {"noon", "12:00"},
	{"midday", "12:00"}, {"midnight", "24:00"}, {"within", "in"},
};

static const char *const known[] = {
	"today",   "tomorrow",  "yesterday", "now",      "close",    "monday",
	"tuesday", "wednesday", "thursday",  "friday",   "saturday", "sunday",
	"january", "february",  "march",     "april",    "june",     "july",
	"august",  "september", "october",   "november", "december", "last",
	"month",   "week",      "year"};

bool
whenguess_is_time(const struct when_words *words,
		  const struct when_context *context,
		  enum when_direction direction, const char *text)
{
	struct when when;
	int64_t from, to;

	if (words->period)
		return when_parse_period(text, context, &from, &to, NULL);
	/* What happened cannot be still to come (--at). */
	return direction == WHEN_AHEAD
		       ? when_parse_due(text, context, &when, NULL)
		       : when_parse_past(text, context, &when, NULL) &&
				 when.at <= context->now;
}

bool
whenguess_is_filler(const char *word)
{
	for (size_t i = 0; i < COUNT(fillers); i++)
		if (strcmp(word, fillers[i]) == 0)
			return true;
	return false;
}

const char *
whenguess_word(const char *word)
{
	const char *guess;

	if (whenread_weekday_of(word) >= 0 || whenread_month_of(word) > 0)
		return NULL;
	guess = text_guess(word, known, COUNT(known));
	return guess != NULL && strcmp(guess, word) != 0 ? guess : NULL;
}

/* The month that a word names, or may be meant to. */
static int
month_like(const char *word)
{
	const char *guess = whenguess_word(word);

	return whenread_month_of(guess != NULL ? guess : word);
}

/* "15th", "15.": the day of a month. */
static bool
is_ordinal(const char *word, int *day)
{
	static const char *const ends[] = {"st", "nd", "rd", "th", "."};
	const char *at = word;

	if (!whenread_number(&at, 1, 2, day))
		return false;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (strcmp(at, ends[i]) == 0)
			return true;
	return false;
}

/* "15 december": the next such day, or the last; today is one of them. */
static void
add_day_of_month(struct buffer *out, int day,
		 const struct when_context *context,
		 enum when_direction direction)
{
	int64_t today = whenread_today(context);
	struct civil civil;

	civil_from_days(today, &civil);
	buffer_format(out, "%d", day);
	/* Not every month has a 31st. */
	for (int i = 0; i < 12; i++) {
		int apart = direction == WHEN_AHEAD ? i : -i;
		int month = (civil.month - 1 + apart + 12) % 12 + 1;
		int year = civil.year + (month < civil.month && apart > 0) -
			   (month > civil.month && apart < 0);

		if (!civil_is_date(year, month, day))
			continue;
		if (i == 0 && (direction == WHEN_AHEAD ? day < civil.day
						       : day > civil.day))
			continue;
		buffer_format(out, " %s", civil_month_name(month));
		return;
	}
}

/* "10:00 to 12:00" */
static bool
is_between_times(const struct when_words *words, size_t i)
{
	static const char *const to[] = {"to", "and", "until", "till", "-"};
	bool says = false;

	if (i == 0 || i + 1 >= words->count ||
	    strchr(words->at[i - 1], ':') == NULL ||
	    strchr(words->at[i + 1], ':') == NULL)
		return false;
	for (size_t n = 0; n < COUNT(to); n++)
		says = says || strcmp(words->at[i], to[n]) == 0;
	return says;
}

/* Append the word i as the grammar may have it. */
static void
add_word(struct buffer *out, const struct when_words *words, size_t i,
	 bool guess, const struct when_context *context,
	 enum when_direction direction)
{
	const char *word = words->at[i];
	const char *like = guess ? whenguess_word(word) : NULL;
	bool month = false;
	int day;

	for (size_t n = 0; n < COUNT(others); n++)
		if (strcmp(word, others[n].said) == 0) {
			buffer_add_string(out, others[n].write);
			return;
		}
	if (!is_ordinal(word, &day)) {
		buffer_add_string(out, like != NULL ? like : word);
		return;
	}
	for (size_t n = i + 1; n < words->count; n++)
		month = month || month_like(words->at[n]) > 0;
	if (month)
		buffer_format(out, "%d", day);
	else
		add_day_of_month(out, day, context, direction);
}

/* All of it, with misspelt words guessed at or not. */
static void
respell(struct buffer *out, const struct when_words *words,
	const struct when_context *context, enum when_direction direction,
	bool guess)
{
	bool joined = true; /* no blank before the next word */

	for (size_t i = 0; i < words->count; i++) {
		const char *word = words->at[i];

		if (is_between_times(words, i)) {
			buffer_add_string(out, "..");
			joined = true;
			continue;
		}
		/* "from now" is how a span runs anyway. */
		if (whenguess_is_filler(word) ||
		    (i > 0 && strcmp(word, "now") == 0 &&
		     strcmp(words->at[i - 1], "from") == 0))
			continue;
		if (!joined)
			buffer_add_char(out, ' ');
		joined = false;
		add_word(out, words, i, guess, context, direction);
	}
}

bool
whenguess_all(struct buffer *out, const struct when_words *words,
	      const struct when_context *context, enum when_direction direction)
{
	for (int guess = 0; guess <= 1; guess++) {
		buffer_clear(out);
		respell(out, words, context, direction, guess == 1);
		if (out->len > 0 && whenguess_is_time(words, context, direction,
						      buffer_string(out)))
			return true;
	}
	buffer_clear(out);
	return false;
}
