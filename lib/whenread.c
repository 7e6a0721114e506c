#include "whenread.h"

#include <string.h>
#include <strings.h>

#include "text.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum when_taken
whenread_refused(bool never)
{
	(void)never;
	return WHEN_REFUSED;
}

bool
whenread_words(const char *text, struct when_words *words, struct fail *why)
{
	size_t len = 0;

	*words = (struct when_words){.as_typed = text};
	for (const char *from = text; *from != '\0'; from++) {
		char c = *from;

		if (c == '\t' || c == '\n')
			c = ' ';
		if (c == ' ' && (len == 0 || words->whole[len - 1] == ' '))
			continue;
		if (len == WHEN_TEXT_MOST)
			return fail_set(why, FAIL_USAGE,
					"'%.40s...' is too long for a time",
					text);
		words->whole[len++] = c;
	}
	if (len > 0 && words->whole[len - 1] == ' ')
		len--;
	words->whole[len] = '\0';
	text_lower(words->whole);
	memcpy(words->parts, words->whole, len + 1);
	for (char *at = words->parts; *at != '\0';) {
		if (words->count == WHEN_WORDS_MOST)
			return fail_set(why, FAIL_USAGE,
					"'%s' is too long for a time", text);
		words->at[words->count++] = at;
		at += strcspn(at, " ");
		if (*at == ' ')
			*at++ = '\0';
	}
	return true;
}

int64_t
whenread_today(const struct when_context *context)
{
	return zone_day(context->zone, context->now);
}

bool
whenread_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
whenread_number(const char **at, int least, int most, int *number)
{
	int digits = 0;
	int value = 0;

	for (; whenread_is_digit((*at)[digits]); digits++) {
		if (digits == most)
			return false;
		value = value * 10 + (*at)[digits] - '0';
	}
	if (digits < least)
		return false;
	*at += digits;
	*number = value;
	return true;
}

/* Whether a word is a name, or its first three letters. */
static bool
is_name(const char *word, const char *name)
{
	return strcasecmp(word, name) == 0 ||
	       (strlen(word) == 3 && strncasecmp(word, name, 3) == 0);
}

int
whenread_weekday_of(const char *word)
{
	static const struct {
		const char *word;
		int weekday;
	} more[] = {{"tues", 1}, {"weds", 2}, {"thur", 3}, {"thurs", 3}};

	for (size_t i = 0; i < COUNT(more); i++)
		if (strcmp(word, more[i].word) == 0)
			return more[i].weekday;
	for (int i = 0; i < WHEN_DAYS_A_WEEK; i++)
		if (is_name(word, civil_weekday_name(i)))
			return i;
	return -1;
}

int
whenread_month_of(const char *word)
{
	if (strcmp(word, "sept") == 0)
		return 9;
	for (int month = 1; month <= 12; month++)
		if (is_name(word, civil_month_name(month)))
			return month;
	return 0;
}

bool
whenread_check_date(int year, int month, int day, struct fail *why)
{
	int last = 31;

	if (month < 1 || month > 12)
		return fail_set(why, FAIL_USAGE,
				"there is no %04d-%02d-%02d: months are 01 to "
				"12",
				year, month, day);
	while (!civil_is_date(year, month, last))
		last--;
	if (day < 1 || day > last)
		return fail_set(why, FAIL_USAGE,
				"there is no %04d-%02d-%02d: %s %d has %d days",
				year, month, day, civil_month_name(month), year,
				last);
	if (year < WHEN_YEAR_FIRST || year > WHEN_YEAR_LAST)
		return fail_set(why, FAIL_USAGE,
				"%04d-%02d-%02d is too far off; years are %d "
				"to %d",
				year, month, day, WHEN_YEAR_FIRST,
				WHEN_YEAR_LAST);
	return true;
}

/* "2026-11-25" at the beginning of a word. */
static enum when_taken
take_iso_date(const char **at, struct when_point *point, struct fail *why)
{
	const char *from = *at;
	int year;
	int month;
	int day;

	if (!whenread_number(&from, 4, 4, &year) || *from++ != '-' ||
	    !whenread_number(&from, 1, 2, &month) || *from++ != '-' ||
	    !whenread_number(&from, 1, 2, &day))
		return WHEN_NOT_TAKEN;
	if (!whenread_check_date(year, month, day, why))
		return WHEN_REFUSED;
	if (from - *at != (ptrdiff_t)strlen("2026-11-25"))
		return whenread_refused(fail_set(
			why, FAIL_USAGE, "'%.*s' is written %04d-%02d-%02d",
			(int)(from - *at), *at, year, month, day));
	*at = from;
	point->has_day = true;
	point->day = civil_to_days(year, month, day);
	return WHEN_TAKEN;
}

/* An offset or Z behind a time. */
static bool
take_offset(const char **at, struct when_point *point)
{
	const char *from = *at;
	int hours;
	int minutes;

	if (*from == 'z') {
		point->has_offset = true;
		(*at)++;
		return true;
	}
	if (*from != '+' && *from != '-')
		return true;
	from++;
	if (!whenread_number(&from, 2, 2, &hours) || *from++ != ':' ||
	    !whenread_number(&from, 2, 2, &minutes) || hours > 23 ||
	    minutes > 59)
		return false;
	point->has_offset = true;
	point->offset_minutes = hours * 60 + minutes;
	if (**at == '-')
		point->offset_minutes = -point->offset_minutes;
	*at = from;
	return true;
}

/*
 * An offset belongs to a date written out. "2026-11-25 10:00-11:00" is more
 * likely a window with the wrong dash than noon in Samoa.
 */
static bool
check_offset(const char *at, const struct when_point *point, struct fail *why)
{
	int minutes = point->time.hour * 60 + point->time.minute;
	const char *dash = strchr(at, '-');

	if (dash != NULL && point->precision == ZONE_MINUTE &&
	    (!point->has_day || point->of_week || point->by_name ||
	     (!point->as_one_word && -point->offset_minutes > minutes)))
		return fail_set(why, FAIL_USAGE,
				"'%s' is not clear; a window is written "
				"'%.*s..%s'",
				at, (int)(dash - at), at, dash + 1);
	if (!point->has_day || point->of_week || point->by_name)
		return fail_set(why, FAIL_USAGE,
				"'%s' has an offset and no date; write "
				"2026-11-25T17:00+01:00, or leave it out",
				at);
	return true;
}

/* "17:00", "17:00:30", "17:00:30.5+01:00", to the end of a word. */
static enum when_taken
take_time(const char *at, struct when_point *point, struct fail *why)
{
	const char *from = at;
	struct civil *time = &point->time;
	bool whole = true;

	if (!whenread_number(&from, 1, 2, &time->hour) || *from++ != ':')
		return WHEN_NOT_TAKEN;
	whole = whenread_number(&from, 2, 2, &time->minute);
	point->precision = ZONE_MINUTE;
	if (whole && *from == ':') {
		from++;
		whole = whenread_number(&from, 2, 2, &time->second);
		point->precision = ZONE_SECOND;
		if (whole && *from == '.' && whenread_is_digit(from[1])) {
			point->precision = 1;
			from++;
			for (int unit = 100; whenread_is_digit(*from);
			     unit /= 10)
				time->millisecond += unit * (*from++ - '0');
		}
	}
	whole = whole && take_offset(&from, point);
	if (!whole || *from != '\0')
		return whenread_refused(
			fail_set(why, FAIL_USAGE,
				 "'%s' is not a time of day; write "
				 "17:00 or 17:00:30",
				 at));
	if (time->hour > 24 || time->minute > 59 || time->second > 59 ||
	    (time->hour == 24 &&
	     (time->minute > 0 || time->second > 0 || time->millisecond > 0)))
		return whenread_refused(
			fail_set(why, FAIL_USAGE,
				 "there is no '%s' in a day; times are "
				 "00:00 to 24:00",
				 at));
	if (point->has_offset && !check_offset(at, point, why))
		return WHEN_REFUSED;
	point->has_time = true;
	return WHEN_TAKEN;
}

/* "today" */
static enum when_taken
take_named_day(const char *word, const struct when_context *context,
	       struct when_point *point)
{
	static const struct {
		const char *word;
		int later;
	} days[] = {{"today", 0}, {"tomorrow", 1}, {"yesterday", -1}};

	for (size_t i = 0; i < COUNT(days); i++)
		if (strcmp(word, days[i].word) == 0) {
			point->has_day = true;
			point->by_name = true;
			point->day = whenread_today(context) + days[i].later;
			return WHEN_TAKEN;
		}
	return WHEN_NOT_TAKEN;
}

/* "25 nov", "25 november 2026"; *i is moved on. */
static enum when_taken
take_month_date(const struct when_words *words, size_t *i,
		const struct when_context *context,
		enum when_direction direction, struct when_point *point,
		struct fail *why)
{
	const char *at = words->at[*i];
	int64_t today = whenread_today(context);
	struct civil now;
	int year;
	int month;
	int day;

	if (*i + 1 >= words->count || !whenread_number(&at, 1, 2, &day) ||
	    *at != '\0' || (month = whenread_month_of(words->at[*i + 1])) == 0)
		return WHEN_NOT_TAKEN;
	*i += 2;
	civil_from_days(today, &now);
	year = now.year;
	if (*i < words->count) {
		at = words->at[*i];
		if (whenread_number(&at, 4, 4, &now.year) && *at == '\0') {
			(*i)++;
			year = now.year;
			direction = WHEN_AHEAD;
			today = INT64_MIN;
		}
	}
	if (today != INT64_MIN && civil_is_date(year, month, day)) {
		int64_t date = civil_to_days(year, month, day);

		if (direction == WHEN_AHEAD && date < today)
			year++;
		if (direction == WHEN_BACK && date > today)
			year--;
	}
	if (!whenread_check_date(year, month, day, why))
		return WHEN_REFUSED;
	point->has_day = true;
	point->day = civil_to_days(year, month, day);
	return WHEN_TAKEN;
}

enum when_taken
whenread_settle_weekday(int weekday, const struct when_context *context,
			enum when_direction direction, struct when_point *point,
			struct fail *why)
{
	int64_t day = whenread_today(context);
	struct civil civil;

	if (point->has_day) {
		if (civil_weekday(point->day) == weekday)
			return WHEN_TAKEN;
		civil_from_days(point->day, &civil);
		return whenread_refused(fail_set(
			why, FAIL_USAGE, "%d %s %d is a %s, not a %s",
			civil.day, civil_month_name(civil.month), civil.year,
			civil_weekday_name(civil_weekday(point->day)),
			civil_weekday_name(weekday)));
	}
	if (direction == WHEN_AHEAD)
		do
			day++;
		while (civil_weekday(day) != weekday);
	else
		while (civil_weekday(day) != weekday)
			day--;
	point->has_day = true;
	point->of_week = true;
	point->day = day;
	return WHEN_TAKEN;
}

enum when_taken
whenread_point(const struct when_words *words,
	       const struct when_context *context,
	       enum when_direction direction, struct when_point *point,
	       struct fail *why)
{
	size_t i = 0;
	int weekday = -1;
	enum when_taken taken = WHEN_NOT_TAKEN;

	*point = (struct when_point){0};
	if (words->count > 0)
		weekday = whenread_weekday_of(words->at[0]);
	if (weekday >= 0)
		i++;
	else if (words->count > 0 &&
		 take_named_day(words->at[0], context, point) == WHEN_TAKEN)
		i++;
	if (i < words->count && !(point->has_day && weekday < 0)) {
		const char *at = words->at[i];

		taken = take_iso_date(&at, point, why);
		if (taken == WHEN_TAKEN) {
			i++;
			if (*at == 't') {
				point->as_one_word = true;
				taken = take_time(at + 1, point, why);
			} else if (*at != '\0') {
				taken = WHEN_NOT_TAKEN;
			}
			if (taken != WHEN_TAKEN)
				return taken;
		} else if (taken == WHEN_NOT_TAKEN) {
			taken = take_month_date(words, &i, context, direction,
						point, why);
		}
		if (taken == WHEN_REFUSED)
			return WHEN_REFUSED;
	}
	if (weekday >= 0 && whenread_settle_weekday(weekday, context, direction,
						    point, why) == WHEN_REFUSED)
		return WHEN_REFUSED;
	if (i < words->count && !point->has_time) {
		taken = take_time(words->at[i++], point, why);
		if (taken != WHEN_TAKEN)
			return taken;
	}
	if (i < words->count || (!point->has_day && !point->has_time))
		return WHEN_NOT_TAKEN;
	if (!point->has_day)
		point->day = whenread_today(context);
	return WHEN_TAKEN;
}

/* The policy would rather be told which. */
static bool
refuse_wall(const struct when_context *context, const struct when_point *point,
	    enum zone_wall wall, int64_t first, int64_t second,
	    struct fail *why)
{
	struct buffer said = {0};
	struct civil civil;

	buffer_format(&said, "the clocks %s ",
		      wall == ZONE_WALL_SKIPPED ? "skip" : "show");
	when_say_clock(&said, &point->time);
	if (wall == ZONE_WALL_TWICE)
		buffer_add_string(&said, " twice");
	buffer_add_string(&said, " on ");
	when_say_date(&said, point->day, true);
	buffer_add_string(&said, "; write ");
	if (wall == ZONE_WALL_SKIPPED) {
		zone_civil(context->zone, first, &civil);
		when_say_clock(&said, &civil);
	} else {
		zone_format_due(&said, first,
				zone_offset(context->zone, first));
		buffer_add_string(&said, " or ");
		zone_format_due(&said, second,
				zone_offset(context->zone, second));
	}
	fail_set(why, FAIL_USAGE, "%s", buffer_string(&said));
	buffer_release(&said);
	return false;
}

/* A point that has a time, as an instant. */
static bool
point_instant(const struct when_context *context,
	      const struct when_point *point, struct when *when,
	      struct fail *why)
{
	struct civil civil;
	int64_t first;
	int64_t second;

	civil_from_days(point->day, &civil);
	civil.hour = point->time.hour;
	civil.minute = point->time.minute;
	civil.second = point->time.second;
	civil.millisecond = point->time.millisecond;
	if (point->has_offset) {
		when->at = (civil_to_days(civil.year, civil.month, civil.day) *
				    24 * 60 -
			    point->offset_minutes) *
				   ZONE_MINUTE +
			   civil.hour * ZONE_HOUR + civil.minute * ZONE_MINUTE +
			   civil.second * ZONE_SECOND + civil.millisecond;
		return true;
	}
	when->wall = zone_instants(context->zone, &civil, &first, &second);
	if ((when->wall == ZONE_WALL_SKIPPED &&
	     context->gap == ZONE_GAP_REFUSE) ||
	    (when->wall == ZONE_WALL_TWICE &&
	     context->fold == ZONE_FOLD_REFUSE))
		return refuse_wall(context, point, when->wall, first, second,
				   why);
	when->at = when->wall == ZONE_WALL_TWICE &&
				   context->fold == ZONE_FOLD_SECOND
			   ? second
			   : first;
	return true;
}

/* A day without a time: the heads of the two functions in when.h. */
static int64_t
day_instant(const struct when_context *context, int64_t day,
	    enum when_direction direction)
{
	struct opening at[HOURS_RANGES_MAX];
	bool today = day == whenread_today(context);
	size_t count = 0;

	if (context->hours != NULL)
		count = hours_on(context->hours, day, at, COUNT(at), NULL);
	if (direction == WHEN_AHEAD) {
		if (count > 0 && !(today && at[count - 1].to <= context->now))
			return at[count - 1].to;
		return zone_day_start(context->zone, day + 1);
	}
	if (count > 0 && !(today && at[0].from > context->now))
		return at[0].from;
	return zone_day_start(context->zone, day);
}

bool
whenread_settle(const struct when_context *context,
		enum when_direction direction, struct when_point *point,
		struct when *when, struct fail *why)
{
	when->whole_day = !point->has_time;
	when->end_of_day = point->has_time && point->time.hour == 24;
	if (when->whole_day) {
		when->at = day_instant(context, point->day, direction);
		when->end_of_day = direction == WHEN_AHEAD &&
				   when->at == zone_day_start(context->zone,
							      point->day + 1);
		return true;
	}
	if (!point_instant(context, point, when, why))
		return false;
	if (direction == WHEN_BACK && point->of_week &&
	    when->at > context->now) {
		point->day -= WHEN_DAYS_A_WEEK;
		return point_instant(context, point, when, why);
	}
	return true;
}
