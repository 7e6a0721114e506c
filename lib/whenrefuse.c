#include "whenread.h"

#include <string.h>
#include <strings.h>

#include "duration.h"
#include "text.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Words that name no time, whatever the policy says. */
static const char *const always_vague[] = {
	"soon",          "sooner or later",
	"shortly",       "asap",
	"later",         "as soon as possible",
	"in due course", "a few days",
	"a few hours",   "a couple of days",
	"eventually",    "sometime",
	"some time",     "in a while",
	"when possible", "at some point",
	"in a bit",      "one day",
	"quickly",       "immediately",
	"right away",    "straight away",
};

/* Whether whole words of the text are the phrase. */
static bool
says(const char *whole, const char *phrase)
{
	size_t len = strlen(phrase);

	for (const char *at = whole; len > 0; at++) {
		at = strstr(at, phrase);
		if (at == NULL)
			return false;
		if ((at == whole || at[-1] == ' ') &&
		    (at[len] == '\0' || at[len] == ' '))
			return true;
	}
	return false;
}

/* Whether the policy's list of too vague words has some of them. */
static bool
is_vague_here(const struct when_context *context, const char *whole)
{
	for (size_t i = 0; i < context->too_vague_count; i++) {
		struct when_words phrase;

		if (whenread_words(context->too_vague[i], &phrase, NULL) &&
		    says(whole, phrase.whole))
			return true;
	}
	return false;
}

static bool
is_vague(const struct when_context *context, const char *whole)
{
	for (size_t i = 0; i < COUNT(always_vague); i++)
		if (says(whole, always_vague[i]))
			return true;
	return is_vague_here(context, whole);
}

static bool
refuse_as_vague(const struct when_words *words, struct fail *why)
{
	return fail_set(why, FAIL_USAGE,
			"'%s' does not say when; write a day and a time, 'fri "
			"17:00', or a window, 'tue 10:00..12:00'",
			words->as_typed);
}

/* What people say for something that the grammar has another word for. */
static const struct {
	const char *said, *write;
} instead[] = {
	{"noon", "'12:00'"},
	{"midday", "'12:00'"},
	{"midnight", "'24:00'"},
	{"tonight", "'today 20:00'"},
	{"this morning", "'today 12:00'"},
	{"this afternoon", "'today 18:00'"},
	{"this evening", "'today 20:00'"},
	{"tomorrow morning", "'tomorrow 12:00' or 'tomorrow 09:00..12:00'"},
	{"tomorrow afternoon", "'tomorrow 18:00' or 'tomorrow 13:00..18:00'"},
	{"tomorrow evening", "'tomorrow 20:00'"},
	{"eod", "'close'"},
	{"cob", "'close'"},
	{"end of day", "'close'"},
	{"end of the day", "'close'"},
	{"close of business", "'close'"},
	{"closing", "'close'"},
	{"closing time", "'close'"},
	{"next week", "'1w', or the day, 'mon'"},
	{"this week", "the day, 'fri'"},
	{"end of the week", "the day, 'fri'"},
	{"eow", "the day, 'fri'"},
	{"next month", "'1mo', or the date"},
	{"end of the month", "the date"},
	{"eom", "the date"},
	{"a fortnight", "'2w'"},
	{"fortnight", "'2w'"},
	{"in a fortnight", "'2w'"},
	{"an hour", "'1h'"},
	{"in an hour", "'1h'"},
	{"within an hour", "'1h'"},
	{"within the hour", "'1h'"},
	{"half an hour", "'30m'"},
	{"in half an hour", "'30m'"},
	{"a day", "'1d'"},
	{"in a day", "'1d'"},
	{"a week", "'1w'"},
	{"in a week", "'1w'"},
	{"a month", "'1mo'"},
	{"in a month", "'1mo'"},
	{"day after tomorrow", "'2d', or the day"},
	{"the day after tomorrow", "'2d', or the day"},
};

/* Whether the first of what is quoted in an advice is a time here; advice that
 * quotes none holds anywhere. */
static bool
can_be_written(const struct when_words *words,
	       const struct when_context *context,
	       enum when_direction direction, const char *advice)
{
	char first[WHEN_TEXT_MOST + 1] = "";
	const char *from = strchr(advice, '\'');
	size_t len = from != NULL ? strcspn(from + 1, "'") : 0;

	if (from == NULL)
		return true;
	memcpy(first, from + 1, len);
	return whenguess_is_time(words, context, direction, first);
}

/* "07/08/2026" and its like, with both readings where there are two. */
static enum when_taken
refuse_date(const char *word, const struct when_context *context,
	    struct fail *why)
{
	const char *at = word;
	struct civil now;
	int part[3] = {0};
	size_t parts = 0;
	bool year_first;
	bool day_first;
	bool month_first;
	int year;

	while (parts < 3 && whenread_number(&at, 1, 4, &part[parts])) {
		parts++;
		if (*at == '\0' || strchr("/.-", *at) == NULL)
			break;
		at++;
	}
	if (*at != '\0' || parts < 2 || strpbrk(word, "/.-") == NULL)
		return WHEN_NOT_TAKEN;
	civil_from_days(whenread_today(context), &now);
	year_first = part[0] > 31 && parts == 3;
	if (year_first && civil_is_date(part[0], part[1], part[2]) &&
	    strlen(word) == strlen("2026-11-25") && word[4] == '-' &&
	    word[7] == '-')
		return WHEN_NOT_TAKEN; /* as it should be; something else is
					  wrong */
	if (year_first && whenread_check_date(part[0], part[1], part[2], NULL))
		return whenread_refused(fail_set(
			why, FAIL_USAGE, "'%s' is written %04d-%02d-%02d", word,
			part[0], part[1], part[2]));
	if (part[0] > 31 && parts == 2 && part[1] <= 12)
		return whenread_refused(
			fail_set(why, FAIL_USAGE,
				 "'%s' is a whole month; write a day, "
				 "%04d-%02d-01",
				 word, part[0], part[1]));
	year = parts < 3 ? now.year : part[2] < 100 ? 2000 + part[2] : part[2];
	day_first = !year_first &&
		    whenread_check_date(year, part[1], part[0], NULL);
	month_first = !year_first &&
		      whenread_check_date(year, part[0], part[1], NULL) &&
		      part[0] != part[1];
	if (day_first && month_first)
		return whenread_refused(fail_set(
			why, FAIL_USAGE,
			"'%s' can be read in two ways; write %04d-%02d-%02d "
			"(%d %s) or %04d-%02d-%02d (%d %s)",
			word, year, part[1], part[0], part[0],
			civil_month_name(part[1]), year, part[0], part[1],
			part[1], civil_month_name(part[0])));
	if (day_first || month_first)
		return whenread_refused(fail_set(
			why, FAIL_USAGE, "'%s' is written %04d-%02d-%02d", word,
			year, part[day_first ? 1 : 0],
			part[day_first ? 0 : 1]));
	return whenread_refused(
		fail_set(why, FAIL_USAGE,
			 "'%s' is not in the calendar; dates are "
			 "written as 2026-11-25",
			 word));
}

static bool
is_hour(int hour, int minute)
{
	return minute < 60 && hour * 60 + minute <= 24 * 60;
}

/* "5pm", "5 pm", "5.30pm", "17.00", "17h30", "1700": hours that the grammar
 * wants with a colon. */
static enum when_taken
refuse_clock(const char *word, const char *next, struct fail *why)
{
	const char *at = word;
	const char *half;
	int hour = 0;
	int minute = 0;
	bool split = false;
	bool colon = false;

	if (whenread_number(&at, 4, 4, &hour) && *at == '\0') {
		minute = hour % 100;
		hour /= 100;
		if (!is_hour(hour, minute))
			return whenread_refused(
				fail_set(why, FAIL_USAGE,
					 "'%s' is a whole year; write a "
					 "day, %s-11-25",
					 word, word));
		if (hour < WHEN_YEAR_FIRST / 100 || hour > 20)
			return whenread_refused(fail_set(
				why, FAIL_USAGE, "'%s' is written '%02d:%02d'",
				word, hour, minute));
		return whenread_refused(
			fail_set(why, FAIL_USAGE,
				 "'%s' is written '%02d:%02d' if it is "
				 "a time, '%s-11-25' if a year",
				 word, hour, minute, word));
	}
	at = word;
	if (!whenread_number(&at, 1, 2, &hour))
		return WHEN_NOT_TAKEN;
	if (*at == '.' || *at == 'h' || *at == ':') {
		split = true;
		colon = *at == ':';
		at++;
		if (!whenread_number(&at, 2, 2, &minute))
			return WHEN_NOT_TAKEN;
	}
	if (*at == '\0' && next != NULL)
		half = next;
	else
		half = at;
	if (strcmp(half, "am") == 0 || strcmp(half, "a.m.") == 0)
		hour %= 12;
	else if (strcmp(half, "pm") == 0 || strcmp(half, "p.m.") == 0)
		hour = hour % 12 + 12;
	else if (split && *at == '\0' && !colon)
		half = at;
	else
		return WHEN_NOT_TAKEN;
	if (!is_hour(hour, minute))
		return WHEN_NOT_TAKEN;
	if (half == at)
		return whenread_refused(fail_set(why, FAIL_USAGE,
						 "'%s' is written '%02d:%02d'",
						 word, hour, minute));
	return whenread_refused(fail_set(why, FAIL_USAGE,
					 "'%s %s' is written '%02d:%02d'", word,
					 next, hour, minute));
}

/* "next friday" */
static enum when_taken
refuse_next(const struct when_words *words, const struct when_context *context,
	    enum when_direction direction, struct fail *why)
{
	struct buffer said = {0};
	struct when_point point = {0};
	struct civil civil;
	int weekday;

	if (words->count < 2 ||
	    (weekday = whenread_weekday_of(words->at[1])) < 0)
		return WHEN_NOT_TAKEN;
	if (strcmp(words->at[0], "this") == 0 ||
	    (strcmp(words->at[0], "last") == 0 && direction == WHEN_BACK))
		return whenread_refused(
			fail_set(why, FAIL_USAGE, "'%s %s' is written '%s'",
				 words->at[0], words->at[1], words->at[1]));
	if (strcmp(words->at[0], "last") == 0)
		return whenread_refused(
			fail_set(why, FAIL_USAGE,
				 "'%s' is past; here a time ahead is "
				 "needed",
				 words->as_typed));
	if (strcmp(words->at[0], "next") != 0)
		return WHEN_NOT_TAKEN;
	(void)whenread_settle_weekday(weekday, context, WHEN_AHEAD, &point,
				      why);
	when_say_date(&said, point.day, false);
	civil_from_days(point.day + WHEN_DAYS_A_WEEK, &civil);
	fail_set(why, FAIL_USAGE,
		 "'next %s' can mean two days; write '%.3s' for %s, or "
		 "%04d-%02d-%02d for a week later",
		 words->at[1], words->at[1], buffer_string(&said), civil.year,
		 civil.month, civil.day);
	buffer_release(&said);
	return WHEN_REFUSED;
}

/* The text with one word of it replaced (NULL: left out). */
static void
with_word(struct buffer *out, const struct when_words *words, size_t which,
	  const char *word)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *put = i == which ? word : words->at[i];

		if (put == NULL)
			continue;
		if (out->len > 0)
			buffer_add_char(out, ' ');
		buffer_add_string(out, put);
	}
}

/* "by fri", "fri at 17:00" */
static enum when_taken
refuse_filler(const struct when_words *words,
	      const struct when_context *context, enum when_direction direction,
	      struct fail *why)
{
	struct buffer rest = {0};
	enum when_taken taken = WHEN_NOT_TAKEN;

	for (size_t i = 0; i < words->count && taken == WHEN_NOT_TAKEN; i++) {
		if (words->count < 2 || !whenguess_is_filler(words->at[i]))
			continue;
		buffer_clear(&rest);
		with_word(&rest, words, i, NULL);
		if (whenguess_is_time(words, context, direction,
				      buffer_string(&rest)))
			taken = whenread_refused(
				fail_set(why, FAIL_USAGE,
					 "'%s' is written '%s', without '%s'",
					 words->as_typed, buffer_string(&rest),
					 words->at[i]));
	}
	buffer_release(&rest);
	return taken;
}

static bool
refuse_as_meant(const struct when_words *words, const char *guess,
		struct fail *why)
{
	return fail_set(why, FAIL_USAGE, "'%s' is not a time%s",
			words->as_typed, text_did_you_mean(guess));
}

static enum when_taken
refuse_misspelt(const struct when_words *words,
		const struct when_context *context,
		enum when_direction direction, struct fail *why)
{
	struct buffer said = {0};
	enum when_taken taken = WHEN_NOT_TAKEN;

	for (size_t i = 0; i < words->count && taken == WHEN_NOT_TAKEN; i++) {
		const char *guess = whenguess_word(words->at[i]);

		if (guess == NULL)
			continue;
		buffer_clear(&said);
		with_word(&said, words, i, guess);
		if (whenguess_is_time(words, context, direction,
				      buffer_string(&said)))
			taken = whenread_refused(refuse_as_meant(
				words, buffer_string(&said), why));
	}
	if (taken == WHEN_NOT_TAKEN &&
	    whenguess_all(&said, words, context, direction))
		taken = whenread_refused(
			refuse_as_meant(words, buffer_string(&said), why));
	buffer_release(&said);
	return taken;
}

/* "by next friday": what is wrong with the rest of it. */
static enum when_taken
refuse_without_fillers(const struct when_words *words,
		       const struct when_context *context,
		       enum when_direction direction, struct fail *why)
{
	struct when_words rest;
	struct buffer said = {0};
	enum when_taken taken = WHEN_NOT_TAKEN;

	for (size_t i = 0; i < words->count; i++) {
		if (whenguess_is_filler(words->at[i]))
			continue;
		if (said.len > 0)
			buffer_add_char(&said, ' ');
		buffer_add_string(&said, words->at[i]);
	}
	if (said.len > 0 && said.len < strlen(words->whole) &&
	    whenread_words(buffer_string(&said), &rest, NULL)) {
		rest.as_typed = words->as_typed;
		rest.period = words->period;
		taken = whenread_refused(
			whenrefuse(&rest, context, direction, why));
	}
	buffer_release(&said);
	return taken;
}

/* "last month", "december", where one time is wanted. */
static enum when_taken
refuse_period(const struct when_words *words, struct fail *why)
{
	static const char *const which[] = {"last", "this", "next"};
	struct duration duration;
	bool period = false;

	if (words->count == 1 && whenread_month_of(words->at[0]) > 0)
		return whenread_refused(
			fail_set(why, FAIL_USAGE,
				 "'%s' is a whole month; write a day, "
				 "'25 %s'",
				 words->as_typed, words->at[0]));
	if (words->count < 2)
		return WHEN_NOT_TAKEN;
	for (size_t i = 0; i < COUNT(which); i++)
		if (strcmp(words->at[0], which[i]) == 0)
			period = strcmp(words->at[1], "week") == 0 ||
				 strcmp(words->at[1], "month") == 0 ||
				 strcmp(words->at[1], "quarter") == 0 ||
				 strcmp(words->at[1], "year") == 0 ||
				 duration_parse_words(words->whole +
							      strlen("last "),
						      &duration, NULL);
	if (!period)
		return WHEN_NOT_TAKEN;
	return whenread_refused(fail_set(
		why, FAIL_USAGE, "'%s' is a period; here one time is needed",
		words->as_typed));
}

/* "fri 5" */
static enum when_taken
refuse_bare_hour(const struct when_words *words, struct fail *why)
{
	const char *at;
	int hour;

	if (words->count < 2)
		return WHEN_NOT_TAKEN;
	at = words->at[words->count - 1];
	if (!whenread_number(&at, 1, 2, &hour) || *at != '\0' || hour > 24)
		return WHEN_NOT_TAKEN;
	if (hour < 12)
		return whenread_refused(
			fail_set(why, FAIL_USAGE,
				 "'%s' is not clear; write %02d:00 or "
				 "%02d:00",
				 words->as_typed, hour, hour + 12));
	return whenread_refused(fail_set(why, FAIL_USAGE,
					 "'%s' is not clear; write %02d:00",
					 words->as_typed, hour));
}

/* "17:00 fri" */
static enum when_taken
refuse_swapped(const struct when_words *words,
	       const struct when_context *context,
	       enum when_direction direction, struct fail *why)
{
	struct buffer said = {0};
	enum when_taken taken = WHEN_NOT_TAKEN;

	if (words->count != 2)
		return WHEN_NOT_TAKEN;
	buffer_format(&said, "%s %s", words->at[1], words->at[0]);
	if (whenguess_is_time(words, context, direction, buffer_string(&said)))
		taken = whenread_refused(
			fail_set(why, FAIL_USAGE, "'%s' is written '%s'",
				 words->as_typed, buffer_string(&said)));
	buffer_release(&said);
	return taken;
}

bool
whenrefuse(const struct when_words *words, const struct when_context *context,
	   enum when_direction direction, struct fail *why)
{
	if (why == NULL)
		return false;
	if (words->count == 0)
		return fail_set(why, FAIL_USAGE,
				"a time is missing; write one as 17:00, fri "
				"17:00, 2026-11-25 17:00 or 3bd");
	if (is_vague(context, words->whole))
		return refuse_as_vague(words, why);
	for (size_t i = 0; i < COUNT(instead); i++)
		if (strcmp(words->whole, instead[i].said) == 0 &&
		    can_be_written(words, context, direction, instead[i].write))
			return fail_set(why, FAIL_USAGE,
					"'%s' is not exact; write %s",
					words->as_typed, instead[i].write);
	if (refuse_next(words, context, direction, why) == WHEN_REFUSED)
		return false;
	for (size_t i = 0; i < words->count; i++) {
		const char *next =
			i + 1 < words->count ? words->at[i + 1] : NULL;

		if (refuse_clock(words->at[i], next, why) == WHEN_REFUSED ||
		    refuse_date(words->at[i], context, why) == WHEN_REFUSED)
			return false;
	}
	if (refuse_period(words, why) == WHEN_REFUSED ||
	    refuse_swapped(words, context, direction, why) == WHEN_REFUSED ||
	    refuse_bare_hour(words, why) == WHEN_REFUSED ||
	    refuse_filler(words, context, direction, why) == WHEN_REFUSED ||
	    refuse_misspelt(words, context, direction, why) == WHEN_REFUSED ||
	    refuse_without_fillers(words, context, direction, why) ==
		    WHEN_REFUSED)
		return false;
	return fail_set(why, FAIL_USAGE,
			"'%s' is not a time; write one as 17:00, fri 17:00, "
			"2026-11-25 17:00 or 3bd",
			words->as_typed);
}

bool
whenrefuse_vague(const struct when_words *words,
		 const struct when_context *context, struct fail *why)
{
	return !is_vague_here(context, words->whole) ||
	       refuse_as_vague(words, why);
}

bool
whenrefuse_is_clock(const struct when_words *words)
{
	return refuse_clock(words->at[0],
			    words->count > 1 ? words->at[1] : NULL,
			    NULL) == WHEN_REFUSED;
}
