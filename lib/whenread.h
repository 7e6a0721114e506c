/*
 * Within when alone: the words of a time, and a day and a time read out of
 * them. whenread reads, whenguess guesses what was meant, whenrefuse says what
 * is wrong, whenparse puts the forms of the grammar together.
 */
#ifndef WHENREAD_H
#define WHENREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"
#include "when.h"
#include "zone.h"

#define WHEN_TEXT_MOST 80
#define WHEN_WORDS_MOST 8
#define WHEN_DAYS_A_WEEK 7

/* Years that somebody can mean; 0026 is a slip. */
#define WHEN_YEAR_FIRST 1900
#define WHEN_YEAR_LAST 9998

/* Which way a word without a date of its own is read. */
enum when_direction { WHEN_AHEAD, WHEN_BACK };

/* Three answers: the grammar has many forms, and each says whether the text is
 * one of it before it says what is wrong with it. */
enum when_taken { WHEN_TAKEN, WHEN_NOT_TAKEN, WHEN_REFUSED };

/* The text in lower case with single blanks, whole and in words. */
struct when_words {
	const char *as_typed; /* borrowed */
	char whole[WHEN_TEXT_MOST + 1];
	char parts[WHEN_TEXT_MOST + 1];
	char *at[WHEN_WORDS_MOST + 1];
	size_t count;
	bool period; /* one may be written, too */
};

/* A day and a time as written; one of the two may be missing. */
struct when_point {
	bool has_day;
	bool of_week, by_name; /* fri; today */
	int64_t day;           /* today's where none was written */
	bool has_time, has_offset;
	bool as_one_word;  /* with a T between day and time */
	struct civil time; /* its date is unused */
	int64_t precision; /* what the last digit of the time counts */
	int offset_minutes;
};

/* So that a refusal is one line at its place: takes what fail_set returned. */
enum when_taken whenread_refused(bool never);

/* Cut the text into words; refused where it is too long. */
bool whenread_words(const char *text, struct when_words *words,
		    struct fail *why);

/* Parts of words: at is moved on over what was taken. The digits at the
 * beginning, of which there must be from least to most. */
bool whenread_is_digit(char c);
bool whenread_number(const char **at, int least, int most, int *number);

/* 0 Monday to 6 Sunday, or -1; 1 to 12, or 0: by whole name or its first three
 * letters. */
int whenread_weekday_of(const char *word);
int whenread_month_of(const char *word);

/* The day of now. */
int64_t whenread_today(const struct when_context *context);

/* Whether the calendar has the date, in a year that somebody can mean. */
bool whenread_check_date(int year, int month, int day, struct fail *why);

/* A weekday alone, or one that has to agree with the point's date. */
enum when_taken whenread_settle_weekday(int weekday,
					const struct when_context *context,
					enum when_direction direction,
					struct when_point *point,
					struct fail *why);

/* [DAY] [TIME], all of the words. */
enum when_taken whenread_point(const struct when_words *words,
			       const struct when_context *context,
			       enum when_direction direction,
			       struct when_point *point, struct fail *why);

/* The instant of a point; may move its day by a week. */
bool whenread_settle(const struct when_context *context,
		     enum when_direction direction, struct when_point *point,
		     struct when *when, struct fail *why);

/* Whether a text is what the words were to be: what is proposed in their place
 * has to be, or it is refused in its turn. */
bool whenguess_is_time(const struct when_words *words,
		       const struct when_context *context,
		       enum when_direction direction, const char *text);

/* Whether a word says nothing ("at"); the word of the grammar that another may
 * be a misspelling of, or NULL. */
bool whenguess_is_filler(const char *word);
const char *whenguess_word(const char *word);

/* Append the words as the grammar may have them, all that it has not replaced
 * or left out; false, and nothing, where that is no time either. */
bool whenguess_all(struct buffer *out, const struct when_words *words,
		   const struct when_context *context,
		   enum when_direction direction);

/*
 * What the grammar does not take, with what to write instead; always false. Of
 * why NULL nothing is guessed at.
 * The second says the same of words that the plan itself finds too vague, and
 * true if it has none to say it of; the third whether a clock was written that
 * only looks like a span ("5 pm").
 */
bool whenrefuse(const struct when_words *words,
		const struct when_context *context,
		enum when_direction direction, struct fail *why);
bool whenrefuse_vague(const struct when_words *words,
		      const struct when_context *context, struct fail *why);
bool whenrefuse_is_clock(const struct when_words *words);

#endif
