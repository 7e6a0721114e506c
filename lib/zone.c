#include "zone.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "text.h"

#define DAY (24 * ZONE_HOUR)
#define DATABASE "/usr/share/zoneinfo"

/* No zone file comes near it (the largest has 4 KiB). */
#define FILE_MAX ((size_t)256 * 1024)

/* No clock was ever further from UTC than 26 hours to either side. */
#define FURTHEST (26 * ZONE_HOUR)

/* One half of a POSIX TZ string's rule: when in the year, at what hour. */
struct yearly {
	enum { YEARLY_WEEKDAY, YEARLY_DAY, YEARLY_DAY_NO_LEAP } form;
	int month, week, weekday; /* weekday 0 Sunday; week 5 the last */
	int day;                  /* of the year; NO_LEAP counts from 1 */
	int second; /* wall clock, may be negative or beyond 24 h */
};

/* What the last line of a zone file says of the time after its table. */
struct footer {
	bool given, has_summer;
	int standard, summer; /* offsets in seconds, east positive */
	struct yearly begins, ends;
};

struct change {
	int64_t at;
	int offset; /* from then on */
};

struct zone {
	char *name;
	int before; /* the offset before the first change */
	size_t count;
	struct change *changes;
	struct footer footer;
};

/*
 * The days of civil dates: the year is taken to begin in March, so that the
 * leap day is its last, and 400 years are 146097 days.
 */
int64_t
civil_to_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? (int64_t)year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year =
		(153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

void
civil_from_days(int64_t days, struct civil *civil)
{
	int64_t from_march = days + 719468;
	int64_t era =
		(from_march >= 0 ? from_march : from_march - 146096) / 146097;
	int64_t of_era = from_march - era * 146097;
	int64_t year =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;

	*civil = (struct civil){0};
	civil->day = (int)(of_year - (153 * month + 2) / 5 + 1);
	civil->month = (int)(month < 10 ? month + 3 : month - 9);
	civil->year = (int)(year + era * 400 + (civil->month <= 2));
}

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in_month(int year, int month)
{
	static const char days[] = {31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool
civil_is_date(int year, int month, int day)
{
	return year >= 0 && year <= 9999 && month >= 1 && month <= 12 &&
	       day >= 1 && day <= days_in_month(year, month);
}

int
civil_weekday(int64_t days)
{
	/* 1970-01-01 was a Thursday. */
	int64_t from_monday = (days + 3) % 7;

	return (int)(from_monday < 0 ? from_monday + 7 : from_monday);
}

int64_t
civil_add_months(int64_t days, int months)
{
	struct civil civil;
	int64_t month;
	int64_t year;
	int last;

	civil_from_days(days, &civil);
	month = (int64_t)civil.year * 12 + civil.month - 1 + months;
	year = (month >= 0 ? month : month - 11) / 12;
	civil.year = (int)year;
	civil.month = (int)(month - year * 12) + 1;
	last = days_in_month(civil.year, civil.month);
	return civil_to_days(civil.year, civil.month,
			     civil.day > last ? last : civil.day);
}

static int64_t
floor_divide(int64_t number, int64_t by)
{
	return number / by - (number % by < 0);
}

/* The instant that a rule names in a year, under the offset until then. */
static int64_t
yearly_instant(const struct yearly *yearly, int year, int offset)
{
	int64_t day;

	switch (yearly->form) {
	case YEARLY_WEEKDAY:
		day = civil_to_days(year, yearly->month, 1);
		day += (yearly->weekday + 6 - civil_weekday(day)) % 7;
		day += 7 * ((int64_t)yearly->week - 1);
		while (day > civil_to_days(year, yearly->month, 1) +
				     days_in_month(year, yearly->month) - 1)
			day -= 7;
		break;
	case YEARLY_DAY_NO_LEAP:
		day = civil_to_days(year, 1, 1) + yearly->day - 1;
		day += is_leap(year) && yearly->day >= 60;
		break;
	default:
		day = civil_to_days(year, 1, 1) + yearly->day;
		break;
	}
	return day * DAY + (yearly->second - offset) * ZONE_SECOND;
}

/*
 * The span of the footer's rule around an instant. Neighbouring years are
 * looked at too: the change nearest to an instant may be in one of them. Where
 * a summer ends at the very instant at which the next begins (all year is
 * summer), the later year's beginning is taken.
 */
static int
footer_span(const struct footer *footer, int64_t instant, int64_t *from,
	    int64_t *to)
{
	struct civil civil;
	int offset = footer->standard;

	*from = INT64_MIN;
	*to = INT64_MAX;
	if (!footer->has_summer)
		return offset;
	civil_from_days(floor_divide(instant, DAY), &civil);
	for (int year = civil.year - 1; year <= civil.year + 1; year++) {
		struct change pair[] = {
			{yearly_instant(&footer->begins, year,
					footer->standard),
			 footer->summer},
			{yearly_instant(&footer->ends, year, footer->summer),
			 footer->standard},
		};

		for (size_t i = 0; i < 2; i++) {
			if (pair[i].at > instant && pair[i].at < *to)
				*to = pair[i].at;
			if (pair[i].at <= instant && pair[i].at >= *from) {
				*from = pair[i].at;
				offset = pair[i].offset;
			}
		}
	}
	return offset;
}

int
zone_span(const struct zone *zone, int64_t instant, int64_t *from, int64_t *to)
{
	size_t low = 0;
	size_t high = zone->count;

	/* The first change after the instant. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->changes[middle].at <= instant)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->count && zone->footer.given) {
		int offset = footer_span(&zone->footer, instant, from, to);

		if (low > 0 && *from < zone->changes[low - 1].at)
			*from = zone->changes[low - 1].at;
		return offset;
	}
	*from = low > 0 ? zone->changes[low - 1].at : INT64_MIN;
	*to = low < zone->count ? zone->changes[low].at : INT64_MAX;
	return low > 0 ? zone->changes[low - 1].offset : zone->before;
}

int
zone_offset(const struct zone *zone, int64_t instant)
{
	int64_t from;
	int64_t to;

	return zone_span(zone, instant, &from, &to);
}

static void
civil_from_wall(int64_t wall, struct civil *civil)
{
	int64_t days = floor_divide(wall, DAY);
	int of_day = (int)(wall - days * DAY);

	civil_from_days(days, civil);
	civil->hour = of_day / (int)ZONE_HOUR;
	civil->minute = of_day / (int)ZONE_MINUTE % 60;
	civil->second = of_day / (int)ZONE_SECOND % 60;
	civil->millisecond = of_day % 1000;
}

/* What the wall shows, as if it were UTC. */
static int64_t
civil_to_wall(const struct civil *civil)
{
	return civil_to_days(civil->year, civil->month, civil->day) * DAY +
	       civil->hour * ZONE_HOUR + civil->minute * ZONE_MINUTE +
	       civil->second * ZONE_SECOND + civil->millisecond;
}

int
zone_civil(const struct zone *zone, int64_t instant, struct civil *civil)
{
	int offset = zone_offset(zone, instant);

	civil_from_wall(instant + offset * ZONE_SECOND, civil);
	return offset;
}

int64_t
zone_day(const struct zone *zone, int64_t instant)
{
	return floor_divide(instant + zone_offset(zone, instant) * ZONE_SECOND,
			    DAY);
}

/*
 * Every span that can reach the wall time is asked whether it shows it. Where
 * none does, it fell between two of them.
 */
enum zone_wall
zone_instants(const struct zone *zone, const struct civil *civil,
	      int64_t *first, int64_t *second)
{
	int64_t wall = civil_to_wall(civil);
	int64_t at = wall - FURTHEST;
	int found = 0;

	while (at <= wall + FURTHEST) {
		int64_t from;
		int64_t to;
		int offset = zone_span(zone, at, &from, &to);
		int64_t instant = wall - offset * ZONE_SECOND;

		if (instant >= from && instant < to) {
			if (found++ == 0)
				*first = instant;
			*second = instant;
		} else if (found == 0 && to != INT64_MAX && instant >= to &&
			   wall - zone_offset(zone, to) * ZONE_SECOND < to) {
			*first = instant;
			*second = to;
			return ZONE_WALL_SKIPPED;
		}
		if (to == INT64_MAX)
			break;
		at = to;
	}
	return found > 1 ? ZONE_WALL_TWICE : ZONE_WALL_ONCE;
}

enum zone_wall
zone_add_civil(const struct zone *zone, int64_t instant, int64_t days,
	       int months, int64_t *first, int64_t *second)
{
	struct civil civil;
	struct civil time;
	int64_t day;

	zone_civil(zone, instant, &time);
	day = civil_to_days(time.year, time.month, time.day) + days;
	civil_from_days(civil_add_months(day, months), &civil);
	civil.hour = time.hour;
	civil.minute = time.minute;
	civil.second = time.second;
	civil.millisecond = time.millisecond;
	return zone_instants(zone, &civil, first, second);
}

int64_t
zone_day_start(const struct zone *zone, int64_t day)
{
	struct civil civil;
	int64_t first;
	int64_t second;

	civil_from_days(day, &civil);
	return zone_instants(zone, &civil, &first, &second) ==
			       ZONE_WALL_SKIPPED
		       ? second
		       : first;
}

static char *
put_digits(char *at, int number, int digits)
{
	for (int i = digits; i > 0; i--) {
		at[i - 1] = (char)('0' + number % 10);
		number /= 10;
	}
	return at + digits;
}

static void
format(struct buffer *out, int64_t instant, int offset_seconds,
       bool milliseconds)
{
	char text[ZONE_TIME_LEN];
	char *at = text;
	int minutes = offset_seconds / 60;
	struct civil civil;

	civil_from_wall(instant + minutes * ZONE_MINUTE, &civil);
	at = put_digits(at, civil.year, 4);
	*at++ = '-';
	at = put_digits(at, civil.month, 2);
	*at++ = '-';
	at = put_digits(at, civil.day, 2);
	*at++ = 'T';
	at = put_digits(at, civil.hour, 2);
	*at++ = ':';
	at = put_digits(at, civil.minute, 2);
	*at++ = ':';
	at = put_digits(at, civil.second, 2);
	if (milliseconds) {
		*at++ = '.';
		at = put_digits(at, civil.millisecond, 3);
	}
	*at++ = minutes < 0 ? '-' : '+';
	minutes = minutes < 0 ? -minutes : minutes;
	at = put_digits(at, minutes / 60, 2);
	*at++ = ':';
	at = put_digits(at, minutes % 60, 2);
	buffer_add(out, text, (size_t)(at - text));
}

void
zone_format_time(struct buffer *out, int64_t instant, int offset_seconds)
{
	format(out, instant, offset_seconds, true);
}

void
zone_format_due(struct buffer *out, int64_t instant, int offset_seconds)
{
	format(out, instant, offset_seconds, false);
}

/*
 * Read so many digits into *number, and the character behind them where one is
 * given. Stops at the string's end, as a NUL is no digit.
 */
static bool
get_digits(const char **at, int digits, char behind, int *number)
{
	const char *from = *at;
	int value = 0;

	for (int i = 0; i < digits; i++) {
		if (from[i] < '0' || from[i] > '9')
			return false;
		value = value * 10 + from[i] - '0';
	}
	from += digits;
	if (behind != '\0' && *from++ != behind)
		return false;
	*at = from;
	*number = value;
	return true;
}

static bool
parse(const char *at, bool milliseconds, int64_t *instant, int *offset_seconds)
{
	struct civil civil = {0};
	int64_t result;
	int hours;
	int minutes;
	char sign;

	if (!get_digits(&at, 4, '-', &civil.year) ||
	    !get_digits(&at, 2, '-', &civil.month) ||
	    !get_digits(&at, 2, 'T', &civil.day) ||
	    !get_digits(&at, 2, ':', &civil.hour) ||
	    !get_digits(&at, 2, ':', &civil.minute) ||
	    !get_digits(&at, 2, milliseconds ? '.' : '\0', &civil.second))
		return false;
	if (milliseconds && !get_digits(&at, 3, '\0', &civil.millisecond))
		return false;
	sign = *at;
	if (sign != '+' && sign != '-')
		return false;
	at++;
	if (!get_digits(&at, 2, ':', &hours) ||
	    !get_digits(&at, 2, '\0', &minutes) || *at != '\0')
		return false;
	if (!civil_is_date(civil.year, civil.month, civil.day) ||
	    civil.hour > 23 || civil.minute > 59 || civil.second > 59 ||
	    hours > 23 || minutes > 59 ||
	    (sign == '-' && hours == 0 && minutes == 0))
		return false;
	minutes += 60 * hours;
	if (sign == '-')
		minutes = -minutes;
	result = civil_to_wall(&civil) - minutes * ZONE_MINUTE;
	if (result < ZONE_EARLIEST || result > ZONE_LATEST)
		return false;
	*instant = result;
	*offset_seconds = 60 * minutes;
	return true;
}

bool
zone_parse_time(const char *at, int64_t *instant, int *offset_seconds)
{
	return parse(at, true, instant, offset_seconds);
}

bool
zone_parse_due(const char *at, int64_t *instant, int *offset_seconds)
{
	return parse(at, false, instant, offset_seconds);
}

/* A zone file's bytes, and how far they are read. */
struct bytes {
	const unsigned char *at;
	size_t left;
};

static bool
skip(struct bytes *bytes, uint64_t count)
{
	if (bytes->left < count)
		return false;
	bytes->at += count;
	bytes->left -= (size_t)count;
	return true;
}

static uint64_t
big_endian(const unsigned char *at, size_t size)
{
	uint64_t value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | at[i];
	return value;
}

/* Seconds of a zone file as an instant; a "big bang" far before any date is
 * drawn in, so that it fits. */
static int64_t
instant_of(const unsigned char *at, size_t size)
{
	const int64_t furthest = INT64_MAX / ZONE_SECOND / 2;
	uint64_t bits = big_endian(at, size);
	int64_t seconds;

	if (size == 4)
		seconds = (int64_t)(bits ^ 0x80000000U) - INT64_C(0x80000000);
	else
		memcpy(&seconds, &bits, sizeof(seconds));
	if (seconds < -furthest)
		seconds = -furthest;
	if (seconds > furthest)
		seconds = furthest;
	return seconds * ZONE_SECOND;
}

/* The counts of a zone file's header (RFC 8536, 3.1), in their order. */
enum { IS_UT, IS_STD, LEAPS, TIMES, TYPES, CHARS, COUNTS };

static bool
read_header(struct bytes *bytes, char *version, uint64_t counts[COUNTS])
{
	const unsigned char *at = bytes->at;

	if (!skip(bytes, 44) || memcmp(at, "TZif", 4) != 0)
		return false;
	*version = (char)at[4];
	for (size_t i = 0; i < COUNTS; i++)
		counts[i] = big_endian(at + 20 + 4 * i, 4);
	return true;
}

static bool
skip_block(struct bytes *bytes, const uint64_t counts[COUNTS], size_t size)
{
	return skip(bytes, counts[TIMES] * (size + 1) + counts[TYPES] * 6 +
				   counts[CHARS] + counts[LEAPS] * (size + 4) +
				   counts[IS_STD] + counts[IS_UT]);
}

/* Read the data block (RFC 8536, 3.2); size is that of a time in it. */
static bool
read_block(struct zone *zone, struct bytes *bytes,
	   const uint64_t counts[COUNTS], size_t size)
{
	const unsigned char *times = bytes->at;
	const unsigned char *types;
	const unsigned char *offsets;

	if (counts[TYPES] == 0 || counts[LEAPS] != 0 ||
	    !skip_block(bytes, counts, size))
		return false;
	types = times + counts[TIMES] * size;
	offsets = types + counts[TIMES];
	zone->count = (size_t)counts[TIMES];
	zone->changes = mem_zero(zone->count + 1, sizeof(*zone->changes));
	for (size_t i = 0; i <= zone->count; i++) {
		/* What was before the first change is type 0. */
		size_t type = i < zone->count ? types[i] : 0;
		int64_t seconds;

		if (type >= counts[TYPES])
			return false;
		seconds = instant_of(offsets + 6 * type, 4) / ZONE_SECOND;
		if (seconds * ZONE_SECOND <= -FURTHEST ||
		    seconds * ZONE_SECOND >= FURTHEST)
			return false;
		if (i == zone->count) {
			zone->before = (int)seconds;
			break;
		}
		zone->changes[i].offset = (int)seconds;
		zone->changes[i].at = instant_of(times + i * size, size);
		if (i > 0 && zone->changes[i].at < zone->changes[i - 1].at)
			return false;
	}
	return true;
}

static bool
read_number(const char **at, int most, int *number)
{
	int value = 0;

	if (**at < '0' || **at > '9')
		return false;
	for (; **at >= '0' && **at <= '9'; (*at)++) {
		value = value * 10 + **at - '0';
		if (value > most)
			return false;
	}
	*number = value;
	return true;
}

/* [+-]hh[:mm[:ss]], hours up to 167 (RFC 8536, 3.3.1). */
static bool
read_clock(const char **at, int *seconds)
{
	int sign = **at == '-' ? -1 : 1;
	int part;

	if (**at == '-' || **at == '+')
		(*at)++;
	if (!read_number(at, 167, &part))
		return false;
	*seconds = part * 60 * 60;
	for (int unit = 60; unit > 0 && **at == ':'; unit /= 60) {
		(*at)++;
		if (!read_number(at, 59, &part))
			return false;
		*seconds += part * unit;
	}
	*seconds *= sign;
	return true;
}

static bool
read_abbreviation(const char **at)
{
	const char *from = *at;

	if (*from == '<') {
		from = strchr(from, '>');
		if (from == NULL)
			return false;
		*at = from + 1;
		return true;
	}
	while ((**at >= 'A' && **at <= 'Z') || (**at >= 'a' && **at <= 'z'))
		(*at)++;
	return *at > from;
}

static bool
read_yearly(const char **at, struct yearly *yearly)
{
	if (*(*at)++ != ',')
		return false;
	if (**at == 'M') {
		yearly->form = YEARLY_WEEKDAY;
		(*at)++;
		if (!read_number(at, 12, &yearly->month) || yearly->month < 1 ||
		    *(*at)++ != '.' || !read_number(at, 5, &yearly->week) ||
		    yearly->week < 1 || *(*at)++ != '.' ||
		    !read_number(at, 6, &yearly->weekday))
			return false;
	} else if (**at == 'J') {
		yearly->form = YEARLY_DAY_NO_LEAP;
		(*at)++;
		if (!read_number(at, 365, &yearly->day) || yearly->day < 1)
			return false;
	} else {
		yearly->form = YEARLY_DAY;
		if (!read_number(at, 365, &yearly->day))
			return false;
	}
	yearly->second = 2 * 60 * 60;
	if (**at != '/')
		return true;
	(*at)++;
	return read_clock(at, &yearly->second);
}

/* A POSIX TZ string. Offsets in it are west positive. */
static bool
read_footer(struct footer *footer, const char *at)
{
	if (*at == '\0')
		return true;
	footer->given = true;
	if (!read_abbreviation(&at) || !read_clock(&at, &footer->standard))
		return false;
	footer->standard = -footer->standard;
	if (*at == '\0')
		return true;
	footer->has_summer = true;
	footer->summer = footer->standard + 60 * 60;
	if (!read_abbreviation(&at))
		return false;
	if (*at != ',') {
		if (!read_clock(&at, &footer->summer))
			return false;
		footer->summer = -footer->summer;
	}
	return read_yearly(&at, &footer->begins) &&
	       read_yearly(&at, &footer->ends) && *at == '\0';
}

/* The bytes of a zone file end in a NUL that left does not count. */
static bool
read_zone(struct zone *zone, struct bytes bytes)
{
	uint64_t counts[COUNTS];
	char version;
	char *footer;
	char *end;
	bool read;

	if (!read_header(&bytes, &version, counts))
		return false;
	if (version == '\0')
		return read_block(zone, &bytes, counts, 4);
	/* From version 2 on the first block is for old readers only. */
	if (!skip_block(&bytes, counts, 4) ||
	    !read_header(&bytes, &version, counts) ||
	    !read_block(zone, &bytes, counts, 8) || bytes.left == 0 ||
	    *bytes.at != '\n')
		return false;
	footer = mem_copy((const char *)bytes.at + 1);
	end = strchr(footer, '\n');
	if (end != NULL)
		*end = '\0';
	read = end != NULL && read_footer(&zone->footer, footer);
	free(footer);
	return read;
}

static const char *
database(void)
{
	const char *folder = getenv("TZDIR");

	return folder != NULL && folder[0] != '\0' ? folder : DATABASE;
}

/* A file of the database, with a NUL behind it; NULL if it is not there or no
 * plain file. *len is FILE_MAX + 1 at most. Caller frees. */
static char *
read_file(const char *name, size_t most, size_t *len)
{
	struct buffer path = {0};
	struct stat status;
	char *bytes = NULL;
	FILE *file = NULL;

	buffer_format(&path, "%s/%s", database(), name);
	if (stat(buffer_string(&path), &status) == 0 && S_ISREG(status.st_mode))
		file = fopen(buffer_string(&path), "rbe");
	if (file != NULL) {
		bytes = mem_get(most + 2);
		*len = fread(bytes, 1, most + 1, file);
		bytes[*len] = '\0';
		(void)fclose(file);
	}
	buffer_release(&path);
	return bytes;
}

/* Zones and links by name, out of the tables that come with the database. */
struct names {
	char *text; /* what at points into */
	const char **at;
	size_t count, room;
};

static void
names_add(struct names *names, char *name)
{
	names->at = mem_grow(names->at, names->count, &names->room,
			     sizeof(*names->at));
	names->at[names->count++] = name;
}

/* The n-th word of a line, cut out of it; NULL if there are fewer. */
static char *
cut_word(char *line, int n)
{
	char *rest;
	char *word = strtok_r(line, " \t", &rest);

	while (word != NULL && --n > 0)
		word = strtok_r(NULL, " \t", &rest);
	return word;
}

/*
 * tzdata.zi has "Z NAME …" for a zone and "L TARGET NAME" for a link; where it
 * is not installed, the third column of zone1970.tab or zone.tab does.
 */
static void
names_load(struct names *names)
{
	static const char *const tables[] = {"tzdata.zi", "zone1970.tab",
					     "zone.tab"};
	const size_t most = (size_t)1024 * 1024;
	char *rest;
	size_t len;
	size_t i;

	for (i = 0; i < 3 && names->text == NULL; i++)
		names->text = read_file(tables[i], most, &len);
	if (names->text == NULL)
		return;
	for (char *line = strtok_r(names->text, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest)) {
		char *name = NULL;

		if (i > 1)
			name = *line == '#' ? NULL : cut_word(line, 3);
		else if (*line == 'Z')
			name = cut_word(line, 2);
		else if (*line == 'L')
			name = cut_word(line, 3);
		if (name != NULL)
			names_add(names, name);
	}
}

/* A guess: the city alone ("Madrid"), else the nearest in spelling. */
static bool
refuse_unknown(const char *name, struct fail *why)
{
	struct names names = {0};
	const char *guess = NULL;

	names_load(&names);
	for (size_t i = 0; i < names.count && guess == NULL; i++) {
		const char *city = strrchr(names.at[i], '/');

		if (city != NULL && text_distance(city + 1, name) == 0)
			guess = names.at[i];
	}
	if (guess == NULL)
		guess = text_guess(name, names.at, names.count);
	if (guess != NULL)
		fail_set(why, FAIL_INPUT, "'%s' is not in the zone database%s",
			 name, text_did_you_mean(guess));
	else
		fail_set(why, FAIL_INPUT,
			 "'%s' is not in the zone database; write the nearest "
			 "city that is, such as 'Europe/London'",
			 name);
	free(names.at);
	free(names.text);
	return false;
}

/*
 * Names that would load but do not follow a place's clocks (POSIX and old
 * System V names), and abbreviations that people write; with the place that
 * is most likely meant.
 */
static const struct {
	const char *name, *place;
} abbreviations[] = {
	{"ACST", "Australia/Adelaide"},  {"AEDT", "Australia/Sydney"},
	{"AEST", "Australia/Sydney"},    {"AKST", "America/Anchorage"},
	{"AST", "America/Halifax"},      {"AWST", "Australia/Perth"},
	{"BRT", "America/Sao_Paulo"},    {"BST", "Europe/London"},
	{"CAT", "Africa/Maputo"},        {"CDT", "America/Chicago"},
	{"CEST", "Europe/Paris"},        {"CET", "Europe/Paris"},
	{"CST", "America/Chicago"},      {"CST6CDT", "America/Chicago"},
	{"EAT", "Africa/Nairobi"},       {"EDT", "America/New_York"},
	{"EEST", "Europe/Athens"},       {"EET", "Europe/Athens"},
	{"EST", "America/New_York"},     {"EST5EDT", "America/New_York"},
	{"GMT", "Europe/London"},        {"HKT", "Asia/Hong_Kong"},
	{"HST", "Pacific/Honolulu"},     {"IST", "Asia/Kolkata"},
	{"JST", "Asia/Tokyo"},           {"KST", "Asia/Seoul"},
	{"MDT", "America/Denver"},       {"MEST", "Europe/Berlin"},
	{"MESZ", "Europe/Berlin"},       {"MET", "Europe/Berlin"},
	{"MEZ", "Europe/Berlin"},        {"MSK", "Europe/Moscow"},
	{"MST", "America/Denver"},       {"MST7MDT", "America/Denver"},
	{"NST", "America/St_Johns"},     {"NZDT", "Pacific/Auckland"},
	{"NZST", "Pacific/Auckland"},    {"PDT", "America/Los_Angeles"},
	{"PST", "America/Los_Angeles"},  {"PST8PDT", "America/Los_Angeles"},
	{"SAST", "Africa/Johannesburg"}, {"SGT", "Asia/Singapore"},
	{"WEST", "Europe/Lisbon"},       {"WET", "Europe/Lisbon"},
};

/* Other names of UTC, of which one is enough. */
static const char *const like_utc[] = {
	"Etc/UTC", "Etc/UCT",   "Etc/Universal", "Etc/Zulu",
	"UCT",     "Universal", "Zulu",          "Z",
};

/* "+01:00", "GMT+1", "UTC-2", "Etc/GMT+1", "<+03>-3", "EST5" */
static bool
is_fixed_offset(const char *name)
{
	size_t letters = 0;

	if (strncmp(name, "Etc/", 4) == 0)
		return true;
	if (strpbrk(name, "./") != NULL)
		return false;
	while ((name[letters] >= 'A' && name[letters] <= 'Z') ||
	       (name[letters] >= 'a' && name[letters] <= 'z'))
		letters++;
	if (letters > 4)
		return false;
	name += letters;
	if (*name == '+' || *name == '-')
		name++;
	return (*name >= '0' && *name <= '9') || *name == '<';
}

static bool
is_name(const char *name)
{
	const char *allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz0123456789+-_/";

	return name[0] != '\0' && name[0] != '/' &&
	       name[strlen(name) - 1] != '/' && strstr(name, "//") == NULL &&
	       strlen(name) <= 64 && name[strspn(name, allowed)] == '\0';
}

/* Refuse what is not the name of a place, with a sentence that says what is. */
static bool
check_name(const char *name, struct fail *why)
{
	static const char *const doubles[] = {"posix/", "right/"};

	for (size_t i = 0; i < sizeof(like_utc) / sizeof(*like_utc); i++)
		if (text_distance(name, like_utc[i]) == 0 ||
		    text_distance(name, "UTC") == 0)
			return fail_set(why, FAIL_INPUT,
					"'%s' is written 'UTC' here", name);
	for (size_t i = 0; i < sizeof(abbreviations) / sizeof(*abbreviations);
	     i++)
		if (text_distance(name, abbreviations[i].name) == 0)
			return fail_set(
				why, FAIL_INPUT,
				"'%s' is an abbreviation, which does not say "
				"when the clocks change; name a place%s",
				name,
				text_did_you_mean(abbreviations[i].place));
	if (is_fixed_offset(name))
		return fail_set(why, FAIL_INPUT,
				"'%s' is a fixed offset, which does not follow "
				"the clocks when they change; name a place, "
				"such as 'Europe/London'",
				name);
	for (size_t i = 0; i < 2; i++)
		if (strncmp(name, doubles[i], 6) == 0)
			return fail_set(why, FAIL_INPUT,
					"'%s' is not a zone's name%s", name,
					text_did_you_mean(name + 6));
	if (!is_name(name) || strcmp(name, "posixrules") == 0 ||
	    strcmp(name, "localtime") == 0 || strcmp(name, "Factory") == 0 ||
	    strcmp(name, "Greenwich") == 0)
		return fail_set(why, FAIL_INPUT,
				"'%s' is not a zone's name; name a place, such "
				"as 'Europe/London'",
				name);
	return true;
}

struct zone *
zone_load(const char *name, struct fail *why)
{
	struct zone *zone;
	struct stat status;
	char *bytes;
	size_t len = 0;
	bool read;

	if (strcmp(name, "UTC") != 0 && !check_name(name, why))
		return NULL;
	zone = mem_zero(1, sizeof(*zone));
	zone->name = mem_copy(name);
	if (strcmp(name, "UTC") == 0)
		return zone;
	bytes = read_file(name, FILE_MAX, &len);
	if (bytes == NULL) {
		if (stat(database(), &status) != 0)
			fail_errno(why, errno,
				   "no zone database (Debian's tzdata) at %s",
				   database());
		else
			refuse_unknown(name, why);
		zone_free(zone);
		return NULL;
	}
	read = len <= FILE_MAX &&
	       read_zone(zone, (struct bytes){(unsigned char *)bytes, len});
	free(bytes);
	if (!read) {
		fail_set(why, FAIL_INPUT,
			 "'%s' in the zone database is not a zone file", name);
		zone_free(zone);
		return NULL;
	}
	return zone;
}

void
zone_free(struct zone *zone)
{
	if (zone == NULL)
		return;
	free(zone->changes);
	free(zone->name);
	free(zone);
}

const char *
zone_name(const struct zone *zone)
{
	return zone->name;
}
