#include "whenread.h"

#include <string.h>

#include "duration.h"
#include "text.h"

/* Open time without a plan: what counts by the clock or the calendar instead.
 */
static bool
refuse_open_time(const char *text, const struct duration *duration,
		 struct fail *why)
{
	static const char instead[][2] = {[DURATION_OPEN_MINUTES] = "m",
					  [DURATION_OPEN_HOURS] = "h",
					  [DURATION_OPEN_DAYS] = "d"};
	const char *unit = (size_t)duration->unit < sizeof(instead) / 2
				   ? instead[duration->unit]
				   : "";

	if (!*unit)
		return fail_set(why, FAIL_USAGE,
				"'%s' counts open time, and no opening hours "
				"are known here",
				text);
	return fail_set(why, FAIL_USAGE,
			"'%s' counts open time, and no opening hours are known "
			"here; %d%s needs none",
			text, duration->count, unit);
}

static bool
settle_span(const char *text, const struct when_context *context,
	    const struct duration *duration, enum when_direction direction,
	    struct when *when, struct fail *why)
{
	int count =
		direction == WHEN_AHEAD ? duration->count : -duration->count;
	int64_t days = 0;
	int in_months = 0;
	int64_t second;

	if (duration_needs_hours(duration)) {
		if (context->hours == NULL)
			return refuse_open_time(text, duration, why);
		when->at = direction == WHEN_AHEAD
				   ? hours_add(context->hours, context->now,
					       duration)
				   : hours_subtract(context->hours,
						    context->now, duration);
		if (when->at == INSTANT_NONE)
			return fail_set(why, FAIL_USAGE,
					"'%s' is never reached: the plan has "
					"no opening hours that far off",
					text);
		return true;
	}
	switch (duration->unit) {
	case DURATION_MINUTES:
		when->at = context->now + count * ZONE_MINUTE;
		break;
	case DURATION_HOURS:
		when->at = context->now + count * ZONE_HOUR;
		break;
	case DURATION_WEEKS:
		days = (int64_t)WHEN_DAYS_A_WEEK * count;
		break;
	case DURATION_MONTHS:
		in_months = count;
		break;
	case DURATION_YEARS:
		in_months = 12 * count;
		break;
	default:
		days = count;
		break;
	}
	if (days != 0 || in_months != 0)
		when->wall = zone_add_civil(context->zone, context->now, days,
					    in_months, &when->at, &second);
	if (when->at < ZONE_EARLIEST || when->at > ZONE_LATEST)
		return fail_set(why, FAIL_USAGE,
				"'%s' is too far off; years are %d to %d", text,
				WHEN_YEAR_FIRST, WHEN_YEAR_LAST);
	return true;
}

/* Digits with letters behind them, and not a date or a time. */
static bool
looks_like_span(const struct when_words *words)
{
	const char *at = words->whole;
	size_t digits;

	if (*at == '-' || *at == '+')
		at++;
	if (!whenread_is_digit(*at))
		return false;
	digits = strspn(at, "0123456789");
	if ((at[digits] == '.' || at[digits] == ',') &&
	    whenread_is_digit(at[digits + 1]))
		digits += 1 + strspn(at + digits + 1, "0123456789");
	at += digits;
	if (*at == '\0')
		return digits < 4;
	if (*at == ' ')
		at++;
	return *at >= 'a' && *at <= 'z';
}

/* The span of "3 days ago", else WHEN_NOT_TAKEN. */
static enum when_taken
take_ago(const struct when_words *words, struct duration *duration,
	 struct fail *why)
{
	char span[WHEN_TEXT_MOST + 1];
	size_t len = strlen(words->whole);

	if (words->count < 2 || strcmp(words->at[words->count - 1], "ago") != 0)
		return WHEN_NOT_TAKEN;
	len -= strlen(" ago");
	memcpy(span, words->whole, len);
	span[len] = '\0';
	return duration_parse_words(span, duration, why) ? WHEN_TAKEN
							 : WHEN_REFUSED;
}

/* What only looks like a span, "2 weeks from now", has been refused as one; of
 * a number alone a unit would make no time that is past, nor would a span
 * without its plus. */
static bool
refuse_span(const struct when_words *words, const struct when_context *context,
	    enum when_direction direction, struct fail *why)
{
	struct buffer guess = {0};

	if (why != NULL && whenguess_all(&guess, words, context, direction) &&
	    strcmp(buffer_string(&guess), words->whole) != 0)
		fail_set(why, FAIL_USAGE, "'%s' is not a time%s",
			 words->as_typed,
			 text_did_you_mean(buffer_string(&guess)));
	else if (direction == WHEN_BACK &&
		 (words->whole[0] == '+' ||
		  words->whole[strspn(words->whole, "0123456789")] == '\0'))
		whenrefuse(words, context, direction, why);
	buffer_release(&guess);
	return false;
}

/* Everything but windows and periods. */
static bool
parse(const struct when_words *words, const struct when_context *context,
      enum when_direction direction, struct when *when,
      struct when_point *point, struct fail *why)
{
	const char *span = words->whole;
	struct duration duration;
	bool in;

	*when = (struct when){.at = context->now, .from = INSTANT_NONE};
	*point = (struct when_point){0};
	if (strcmp(words->whole, "now") == 0)
		return true;
	switch (take_ago(words, &duration, why)) {
	case WHEN_TAKEN:
		if (duration.unit == DURATION_CLOSE)
			return whenrefuse(words, context, direction, why);
		return settle_span(words->as_typed, context, &duration,
				   WHEN_BACK, when, why);
	case WHEN_REFUSED:
		return refuse_span(words, context, direction, why);
	default:
		break;
	}
	switch (whenread_point(words, context, direction, point, why)) {
	case WHEN_TAKEN:
		return whenread_settle(context, direction, point, when, why);
	case WHEN_REFUSED:
		return false;
	default:
		break;
	}
	in = words->count > 1 && strcmp(words->at[0], "in") == 0 &&
	     whenread_is_digit(words->at[1][0]);
	if (in)
		span += strlen("in ");
	if (!in &&
	    (words->count == 0 || whenrefuse_is_clock(words) ||
	     (strcmp(words->whole, "close") != 0 && !looks_like_span(words))))
		return whenrefuse(words, context, direction, why);
	/* As typed: 5M is neither minutes nor months. */
	if (!in && strpbrk(words->as_typed, " \t\n") == NULL)
		span = words->as_typed;
	if (!duration_parse_words(span, &duration, why))
		return refuse_span(words, context, direction, why);
	if (direction == WHEN_BACK && !in && duration.unit == DURATION_CLOSE)
		return fail_set(why, FAIL_USAGE,
				"'%s' is a time ahead; write the time of day",
				words->as_typed);
	if (direction == WHEN_BACK && !in)
		return fail_set(why, FAIL_USAGE,
				"'%s' does not say from when; did you mean "
				"'%s ago'?",
				words->as_typed, span);
	return settle_span(words->as_typed, context, &duration, WHEN_AHEAD,
			   when, why);
}

/* Cut "A..B" in two; the parts are read on their own. */
static bool
cut_range(const char *text, char left[WHEN_TEXT_MOST + 1], const char **right,
	  struct fail *why)
{
	const char *dots = strstr(text, "..");

	left[0] = '\0';
	*right = dots + strlen("..");
	if ((size_t)(dots - text) > WHEN_TEXT_MOST)
		return fail_set(why, FAIL_USAGE,
				"'%.40s...' is too long for a time", text);
	memcpy(left, text, (size_t)(dots - text));
	left[dots - text] = '\0';
	return true;
}

/* "tue 10:00..12:00"; the second part may have a day of its own. */
static bool
parse_window(const char *text, const struct when_context *context,
	     struct when *when, struct fail *why)
{
	char left[WHEN_TEXT_MOST + 1];
	const char *right;
	struct when_words words;
	struct when_point first;
	struct when_point second;
	struct when begin;

	if (!cut_range(text, left, &right, why) ||
	    !whenread_words(left, &words, why) ||
	    !parse(&words, context, WHEN_AHEAD, &begin, &first, why) ||
	    !whenread_words(right, &words, why) ||
	    !parse(&words, context, WHEN_AHEAD, when, &second, why))
		return false;
	if (!first.has_time || !second.has_time)
		return fail_set(why, FAIL_USAGE,
				"'%s' is not a window; write one as 'tue "
				"10:00..12:00'",
				text);
	if (!second.has_day) {
		second.day = first.day;
		if (!whenread_settle(context, WHEN_AHEAD, &second, when, why))
			return false;
	}
	if (when->at <= begin.at)
		return fail_set(why, FAIL_USAGE, "'%s' ends before it begins",
				text);
	when->from = begin.at;
	return true;
}

bool
when_parse_due(const char *text, const struct when_context *context,
	       struct when *when, struct fail *why)
{
	struct when_words words;
	struct when_point point;
	struct when read;

	if (strstr(text, "..") != NULL) {
		if (!parse_window(text, context, &read, why))
			return false;
	} else {
		if (!whenread_words(text, &words, why))
			return false;
		/* What the plan finds too vague is, even 'today'. */
		if (!whenrefuse_vague(&words, context, why) ||
		    !parse(&words, context, WHEN_AHEAD, &read, &point, why))
			return false;
	}
	*when = read;
	return true;
}

bool
when_parse_past(const char *text, const struct when_context *context,
		struct when *when, struct fail *why)
{
	struct when_words words;
	struct when_point point;
	struct when read;

	if (strstr(text, "..") != NULL)
		return fail_set(why, FAIL_USAGE,
				"'%s' is a window; here one time is needed",
				text);
	if (!whenread_words(text, &words, why) ||
	    !parse(&words, context, WHEN_BACK, &read, &point, why))
		return false;
	*when = read;
	return true;
}

/* Days half-open, first to before last, as a period. */
static bool
days_period(const struct when_context *context, int64_t first, int64_t end,
	    int64_t *from, int64_t *to)
{
	*from = zone_day_start(context->zone, first);
	*to = zone_day_start(context->zone, end);
	return true;
}

/* The Monday of a year's first week, which has its 4 January (ISO 8601). */
static int64_t
first_monday(int year)
{
	int64_t day = civil_to_days(year, 1, 4);

	return day - civil_weekday(day);
}

/* "2026-w48" and "2026-q4", from behind the year and its hyphen on. */
static enum when_taken
take_week_or_quarter(const char *at, int year,
		     const struct when_context *context, int64_t *from,
		     int64_t *to, struct fail *why)
{
	bool week = *at == 'w';
	int most = week ? (int)((first_monday(year + 1) - first_monday(year)) /
				WHEN_DAYS_A_WEEK)
			: 4;
	int64_t first;
	int number;

	if (!strchr("wq", *at) || *at++ == '\0' ||
	    !whenread_number(&at, 1, 2, &number) || *at != '\0')
		return WHEN_NOT_TAKEN;
	if (number < 1 || number > most)
		return whenread_refused(
			fail_set(why, FAIL_USAGE,
				 "there is no %04d-%c%0*d: %d has %d %s", year,
				 week ? 'w' : 'q', week ? 2 : 1, number, year,
				 most, week ? "weeks" : "quarters"));
	if (week) {
		first = first_monday(year) +
			(int64_t)WHEN_DAYS_A_WEEK * (number - 1);
		days_period(context, first, first + WHEN_DAYS_A_WEEK, from, to);
	} else {
		first = civil_to_days(year, 3 * number - 2, 1);
		days_period(context, first, civil_add_months(first, 3), from,
			    to);
	}
	return WHEN_TAKEN;
}

/* "2026", "2026-11", "2026-w48" and "2026-q4" */
static enum when_taken
take_year_or_month(const char *word, const struct when_context *context,
		   int64_t *from, int64_t *to, struct fail *why)
{
	const char *at = word;
	int year;
	int month = 1;
	int many = 12;
	int64_t first;

	if (!whenread_number(&at, 4, 4, &year))
		return WHEN_NOT_TAKEN;
	if (*at == '-') {
		at++;
		many = 1;
		if (year >= WHEN_YEAR_FIRST && year < WHEN_YEAR_LAST &&
		    (*at == 'w' || *at == 'q'))
			return take_week_or_quarter(at, year, context, from, to,
						    why);
		if (!whenread_number(&at, 2, 2, &month))
			return WHEN_NOT_TAKEN;
	}
	if (*at != '\0')
		return WHEN_NOT_TAKEN;
	if (!whenread_check_date(year, month, 1, why))
		return WHEN_REFUSED;
	first = civil_to_days(year, month, 1);
	days_period(context, first, civil_add_months(first, many), from, to);
	return WHEN_TAKEN;
}

/* "last month", "this week", "next year", "this quarter" */
static enum when_taken
take_named_period(const struct when_words *words,
		  const struct when_context *context, int64_t *from,
		  int64_t *to)
{
	static const char *const which[] = {"last", "this", "next"};
	int64_t today = whenread_today(context);
	struct civil civil;
	int later = -2;

	if (words->count != 2)
		return WHEN_NOT_TAKEN;
	for (int i = 0; i < 3; i++)
		if (strcmp(words->at[0], which[i]) == 0)
			later = i - 1;
	if (later == -2)
		return WHEN_NOT_TAKEN;
	civil_from_days(today, &civil);
	if (strcmp(words->at[1], "week") == 0) {
		int64_t monday = today - civil_weekday(today) +
				 (int64_t)WHEN_DAYS_A_WEEK * later;

		days_period(context, monday, monday + WHEN_DAYS_A_WEEK, from,
			    to);
		return WHEN_TAKEN;
	}
	if (strcmp(words->at[1], "month") == 0) {
		today = civil_to_days(civil.year, civil.month, 1);
		days_period(context, civil_add_months(today, later),
			    civil_add_months(today, later + 1), from, to);
		return WHEN_TAKEN;
	}
	if (strcmp(words->at[1], "quarter") == 0) {
		today = civil_to_days(civil.year,
				      civil.month - (civil.month - 1) % 3, 1);
		days_period(context, civil_add_months(today, 3 * later),
			    civil_add_months(today, 3 * later + 3), from, to);
		return WHEN_TAKEN;
	}
	if (strcmp(words->at[1], "year") == 0) {
		days_period(context, civil_to_days(civil.year + later, 1, 1),
			    civil_to_days(civil.year + later + 1, 1, 1), from,
			    to);
		return WHEN_TAKEN;
	}
	return WHEN_NOT_TAKEN;
}

/* "last 30 days": today is the last of them. */
static enum when_taken
take_last_days(const struct when_words *words,
	       const struct when_context *context, int64_t *from, int64_t *to,
	       struct fail *why)
{
	const char *span = words->whole + strlen("last ");
	struct duration duration = {0};
	int64_t end = whenread_today(context) + 1;
	int64_t first = end;

	if (words->count < 2 || strcmp(words->at[0], "last") != 0 ||
	    !whenread_is_digit(words->at[1][0]))
		return WHEN_NOT_TAKEN;
	/* Not every unit is good for a number alone. */
	if (span[strspn(span, "0123456789")] != '\0' &&
	    !duration_parse_words(span, &duration, why))
		return WHEN_REFUSED;
	switch (duration.unit) {
	case DURATION_DAYS:
		first -= duration.count;
		break;
	case DURATION_WEEKS:
		first -= (int64_t)WHEN_DAYS_A_WEEK * duration.count;
		break;
	case DURATION_MONTHS:
		first = civil_add_months(end, -duration.count);
		break;
	case DURATION_YEARS:
		first = civil_add_months(end, -12 * duration.count);
		break;
	default:
		return whenread_refused(
			fail_set(why, FAIL_USAGE,
				 "'%s' is not a period; write one as "
				 "'last 30 days'",
				 words->as_typed));
	}
	if (first < civil_to_days(WHEN_YEAR_FIRST, 1, 1))
		return whenread_refused(fail_set(
			why, FAIL_USAGE,
			"'%s' is too far off; years are %d to "
			"%d",
			words->as_typed, WHEN_YEAR_FIRST, WHEN_YEAR_LAST));
	days_period(context, first, end, from, to);
	return WHEN_TAKEN;
}

/* "november", "november 2026": the form of months is 2026-11. Without a year
 * the last one that has begun is meant. */
static bool
refuse_named_month(const struct when_words *words,
		   const struct when_context *context, struct fail *why)
{
	struct civil civil;
	int month;

	if (words->count == 0 || words->count > 2)
		return false;
	month = whenread_month_of(words->at[0]);
	if (month <= 0)
		return false;
	civil_from_days(whenread_today(context), &civil);
	if (month > civil.month)
		civil.year--;
	if (words->count == 2) {
		if (strlen(words->at[1]) != 4 ||
		    strspn(words->at[1], "0123456789") != 4)
			return false;
		civil.year = 0;
		for (const char *at = words->at[1]; *at; at++)
			civil.year = civil.year * 10 + (*at - '0');
	}
	if (!whenread_check_date(civil.year, month, 1, NULL))
		return false;
	fail_set(why, FAIL_USAGE, "'%s' is written %04d-%02d", words->as_typed,
		 civil.year, month);
	return true;
}

/* A period without "..". A time alone is of the day of before, if given. */
static bool
parse_one_period(const char *text, const struct when_context *context,
		 const struct when_point *before, struct when_point *point,
		 int64_t *from, int64_t *to, struct fail *why)
{
	struct when_words words;
	struct duration ago;
	struct when when;
	enum when_taken taken = WHEN_NOT_TAKEN;

	*point = (struct when_point){0};
	if (!whenread_words(text, &words, why))
		return false;
	words.period = true;
	if (refuse_named_month(&words, context, why))
		return false;
	if (words.count == 1)
		taken = take_year_or_month(words.at[0], context, from, to, why);
	if (taken == WHEN_NOT_TAKEN)
		taken = take_named_period(&words, context, from, to);
	if (taken == WHEN_NOT_TAKEN)
		taken = take_last_days(&words, context, from, to, why);
	if (taken != WHEN_NOT_TAKEN)
		return taken == WHEN_TAKEN;
	if (!parse(&words, context, WHEN_BACK, &when, point, why))
		return false;
	if (point->has_time && !point->has_day && before != NULL &&
	    before->has_day) {
		point->day = before->day;
		if (!whenread_settle(context, WHEN_BACK, point, &when, why))
			return false;
	}
	if (when.whole_day)
		return days_period(context, point->day, point->day + 1, from,
				   to);
	if (take_ago(&words, &ago, NULL) == WHEN_TAKEN &&
	    ago.unit >= DURATION_DAYS && ago.unit <= DURATION_YEARS) {
		int64_t day = zone_day(context->zone, when.at);

		return days_period(context, day, day + 1, from, to);
	}
	*from = when.at;
	*to = when.at + (point->has_time ? point->precision : 1);
	return true;
}

/* "2026-10..2026-11": to the end of the second, or to it where it is a time. */
static bool
parse_long_period(const char *text, const struct when_context *context,
		  int64_t *from, int64_t *to, struct fail *why)
{
	char left[WHEN_TEXT_MOST + 1];
	const char *right;
	struct when_point first;
	struct when_point second;
	int64_t begin = INSTANT_NONE;
	int64_t end = INSTANT_NONE;

	*from = INSTANT_NONE;
	*to = INSTANT_NONE;
	if (!cut_range(text, left, &right, why) ||
	    !parse_one_period(left, context, NULL, &first, from, &end, why) ||
	    !parse_one_period(right, context, &first, &second, &begin, to, why))
		return false;
	if (second.has_time)
		*to = begin;
	if (*to <= *from)
		return fail_set(why, FAIL_USAGE, "'%s' ends before it begins",
				text);
	return true;
}

bool
when_parse_period(const char *text, const struct when_context *context,
		  int64_t *from, int64_t *to, struct fail *why)
{
	struct when_point point;
	int64_t begin = INSTANT_NONE;
	int64_t end = INSTANT_NONE;
	bool read;

	if (strstr(text, "..") != NULL)
		read = parse_long_period(text, context, &begin, &end, why);
	else
		read = parse_one_period(text, context, NULL, &point, &begin,
					&end, why);
	if (!read)
		return false;
	*from = begin;
	*to = end;
	return true;
}
