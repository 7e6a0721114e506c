#include "zone.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "zonefile.h"
#include "zonename.h"

#define DAY (24 * ZONE_HOUR)
#define DATE_LEN 10 /* of "2026-11-22" */

/* No zone file comes near it (the largest has 4 KiB). */
#define FILE_MAX ((size_t)256 * 1024)

/* No clock was ever further from UTC than 26 hours to either side. */
#define FURTHEST (26 * ZONE_HOUR)

struct zone {
	char *name;
	struct zonefile file;
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

const char *
civil_weekday_name(int weekday)
{
	static const char *const names[] = {"Monday",   "Tuesday", "Wednesday",
					    "Thursday", "Friday",  "Saturday",
					    "Sunday"};

	return names[weekday];
}

const char *
civil_month_name(int month)
{
	static const char *const names[] = {"January", "February", "March",
					    "April",   "May",      "June",
					    "July",    "August",   "September",
					    "October", "November", "December"};

	return names[month - 1];
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
yearly_instant(const struct zonefile_yearly *yearly, int year, int offset)
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
footer_span(const struct zonefile_footer *footer, int64_t instant,
	    int64_t *from, int64_t *to)
{
	struct civil civil;
	int offset = footer->standard;

	*from = INT64_MIN;
	*to = INT64_MAX;
	if (!footer->has_summer)
		return offset;
	civil_from_days(floor_divide(instant, DAY), &civil);
	for (int year = civil.year - 1; year <= civil.year + 1; year++) {
		struct zonefile_change pair[] = {
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
	size_t high = zone->file.count;

	/* The first change after the instant. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->file.changes[middle].at <= instant)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->file.count && zone->file.footer.given) {
		int offset = footer_span(&zone->file.footer, instant, from, to);

		if (low > 0 && *from < zone->file.changes[low - 1].at)
			*from = zone->file.changes[low - 1].at;
		return offset;
	}
	*from = low > 0 ? zone->file.changes[low - 1].at : INT64_MIN;
	*to = low < zone->file.count ? zone->file.changes[low].at : INT64_MAX;
	return low > 0 ? zone->file.changes[low - 1].offset : zone->file.before;
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

	*first = wall;
	*second = wall;
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
	return zone_instants(zone, &civil, &first, &second) == ZONE_WALL_SKIPPED
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

/* Two digits at a fixed place. *bad is set where one is none, so that all are
 * judged by one look in the end. */
static int
two_digits(const char *at, unsigned *bad)
{
	int tens = (unsigned char)at[0] - '0',
	    ones = (unsigned char)at[1] - '0';

	*bad |= ((unsigned)tens > 9) | ((unsigned)ones > 9);
	return 10 * tens + ones;
}

bool
civil_parse_date(const char **at, int64_t *day)
{
	const char *text = *at;
	unsigned bad = 0;
	int year, month, of_month;

	if (strnlen(text, DATE_LEN) < DATE_LEN || text[4] != '-' ||
	    text[7] != '-')
		return false;
	year = 100 * two_digits(text, &bad) + two_digits(text + 2, &bad);
	month = two_digits(text + 5, &bad);
	of_month = two_digits(text + 8, &bad);
	if (bad || !civil_is_date(year, month, of_month))
		return false;
	*day = civil_to_days(year, month, of_month);
	*at += DATE_LEN;
	return true;
}

bool
zone_read(const char *at, size_t len, int64_t *instant, int *offset_seconds)
{
	bool milliseconds = len == ZONE_TIME_LEN;
	const char *zone = at + (milliseconds ? 23 : 19);
	struct civil civil;
	int64_t result;
	unsigned bad = 0;
	int hours, minutes;

	if ((!milliseconds && len != ZONE_DUE_LEN) || at[4] != '-' ||
	    at[7] != '-' || at[10] != 'T' || at[13] != ':' || at[16] != ':' ||
	    (milliseconds && at[19] != '.') ||
	    (zone[0] != '+' && zone[0] != '-') || zone[3] != ':')
		return false;
	civil.year = 100 * two_digits(at, &bad) + two_digits(at + 2, &bad);
	civil.month = two_digits(at + 5, &bad);
	civil.day = two_digits(at + 8, &bad);
	civil.hour = two_digits(at + 11, &bad);
	civil.minute = two_digits(at + 14, &bad);
	civil.second = two_digits(at + 17, &bad);
	civil.millisecond = 0;
	if (milliseconds) {
		int thousandths = (unsigned char)at[22] - '0';

		bad |= (unsigned)thousandths > 9;
		civil.millisecond =
			10 * two_digits(at + 20, &bad) + thousandths;
	}
	hours = two_digits(zone + 1, &bad);
	minutes = two_digits(zone + 4, &bad);
	if (bad || !civil_is_date(civil.year, civil.month, civil.day) ||
	    civil.hour > 23 || civil.minute > 59 || civil.second > 59 ||
	    hours > 23 || minutes > 59 ||
	    (zone[0] == '-' && hours == 0 && minutes == 0))
		return false;
	minutes += 60 * hours;
	if (zone[0] == '-')
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
	size_t len = strlen(at);

	return len == ZONE_TIME_LEN &&
	       zone_read(at, len, instant, offset_seconds);
}

bool
zone_parse_due(const char *at, int64_t *instant, int *offset_seconds)
{
	size_t len = strlen(at);

	return len == ZONE_DUE_LEN &&
	       zone_read(at, len, instant, offset_seconds);
}

struct zone *
zone_load(const char *name, struct fail *why)
{
	struct zone *zone;
	struct stat status;
	char *bytes;
	size_t len = 0;
	bool read;

	if (strcmp(name, "UTC") != 0 && !zonename_check(name, why))
		return NULL;
	zone = mem_zero(1, sizeof(*zone));
	zone->name = mem_copy(name);
	if (strcmp(name, "UTC") == 0)
		return zone;
	bytes = zonefile_bytes(name, FILE_MAX, &len);
	if (bytes == NULL) {
		if (stat(zonefile_folder(), &status) != 0)
			fail_errno(why, errno,
				   "no zone database (Debian's tzdata) at %s",
				   zonefile_folder());
		else
			zonename_refuse_unknown(name, why);
		zone_free(zone);
		return NULL;
	}
	read = len <= FILE_MAX && zonefile_parse(&zone->file, bytes, len);
	free(bytes);
	if (!read) {
		fail_set(why, FAIL_INPUT,
			 "'%s' in the zone database is not a zone file", name);
		zone_free(zone);
		return NULL;
	}
	return zone;
}

struct zone *
zone_of_offset(int offset_seconds)
{
	struct zone *zone = mem_zero(1, sizeof(*zone));
	struct buffer time = {0};

	zone_format_due(&time, 0, offset_seconds);
	zone->name = mem_copy(time.at + strlen("1970-01-01T00:00:00"));
	zone->file.before = offset_seconds;
	buffer_release(&time);
	return zone;
}

void
zone_free(struct zone *zone)
{
	if (zone == NULL)
		return;
	free(zone->file.changes);
	free(zone->name);
	free(zone);
}

const char *
zone_name(const struct zone *zone)
{
	return zone->name;
}
