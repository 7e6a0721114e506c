#include "when.h"

#include <string.h>

#define DAYS_A_WEEK 7

void
when_say_clock(struct buffer *out, const struct civil *civil)
{
	buffer_format(out, "%02d:%02d", civil->hour, civil->minute);
}

void
when_say_date(struct buffer *out, int64_t day, bool year)
{
	struct civil civil;

	civil_from_days(day, &civil);
	buffer_format(out, "%.3s %d %.3s",
		      civil_weekday_name(civil_weekday(day)), civil.day,
		      civil_month_name(civil.month));
	if (year)
		buffer_format(out, " %d", civil.year);
}

void
when_say_time(struct buffer *out, const struct zone *zone, int64_t at)
{
	struct civil civil;

	zone_civil(zone, at, &civil);
	when_say_clock(out, &civil);
}

static int
year_of(const struct zone *zone, int64_t at)
{
	struct civil civil;

	zone_civil(zone, at, &civil);
	return civil.year;
}

void
when_say_day(struct buffer *out, const struct zone *zone, int64_t now,
	     int64_t at, bool weekday)
{
	struct buffer said = {0};
	int year = year_of(zone, at);

	when_say_date(&said, zone_day(zone, at), year != year_of(zone, now));
	buffer_add_string(out, buffer_string(&said) +
				       (weekday ? 0 : strlen("Thu ")));
	buffer_release(&said);
}

void
when_say(struct buffer *out, const struct zone *zone, int64_t now, int64_t at)
{
	if (zone_day(zone, at) == zone_day(zone, now))
		buffer_add_string(out, "today");
	else
		when_say_day(out, zone, now, at, true);
	buffer_add_char(out, ' ');
	when_say_time(out, zone, at);
}

/* "26 November", "26 November 2027" */
static void
say_long_date(struct buffer *out, const struct zone *zone, int64_t now,
	      int64_t at)
{
	struct civil civil;

	zone_civil(zone, at, &civil);
	buffer_format(out, "%d %s", civil.day, civil_month_name(civil.month));
	if (civil.year != year_of(zone, now))
		buffer_format(out, " %d", civil.year);
}

void
when_say_full(struct buffer *out, const struct zone *zone, int64_t now,
	      int64_t at)
{
	buffer_format(out, "%s ",
		      civil_weekday_name(civil_weekday(zone_day(zone, at))));
	say_long_date(out, zone, now, at);
	buffer_add_string(out, ", ");
	when_say_time(out, zone, at);
}

void
when_say_near(struct buffer *out, const struct zone *zone, int64_t now,
	      int64_t at)
{
	int64_t day = zone_day(zone, at);
	int64_t later = day - zone_day(zone, now);

	if (later >= -1 && later <= 1)
		buffer_add_string(out, later == 0  ? "today"
				       : later > 0 ? "tomorrow"
						   : "yesterday");
	else if (later > -DAYS_A_WEEK && later < DAYS_A_WEEK)
		buffer_add_string(out, civil_weekday_name(civil_weekday(day)));
	else
		say_long_date(out, zone, now, at);
	buffer_add_char(out, ' ');
	when_say_time(out, zone, at);
}

static void
say_count(struct buffer *out, int64_t count, const char *unit)
{
	buffer_format(out, "%lld %s%s", (long long)count, unit,
		      count == 1 ? "" : "s");
}

/* Elapsed time in its largest fitting unit: "90 minutes", "4 hours". */
static void
say_elapsed(struct buffer *out, int64_t span)
{
	if (span < 2 * ZONE_HOUR)
		say_count(out, span / ZONE_MINUTE, "minute");
	else if (span < 48 * ZONE_HOUR)
		say_count(out, span / ZONE_HOUR, "hour");
	else
		say_count(out, span / (24 * ZONE_HOUR), "day");
}

void
when_say_ahead(struct buffer *out, const struct hours *hours, int64_t now,
	       int64_t at)
{
	int64_t apart = at > now ? at - now : now - at;
	struct opening next;
	int64_t open;
	int days;

	if (apart < ZONE_MINUTE) {
		buffer_add_string(out, "now");
		return;
	}
	if (at < now) {
		say_elapsed(out, apart);
		buffer_add_string(out, " ago");
		return;
	}
	if (hours == NULL) {
		buffer_add_string(out, "in ");
		say_elapsed(out, apart);
		return;
	}
	if (!hours_next(hours, now, &next) || next.from >= at) {
		buffer_add_string(out, "with no open time before it");
		return;
	}
	/* A close belongs to the day that it ends. */
	days = hours_days_between(hours, now, at - 1);
	buffer_add_string(out, "in ");
	if (days > 0) {
		say_count(out, days, "open day");
		return;
	}
	open = hours_between(hours, now, at);
	if (open < 2 * ZONE_HOUR)
		say_count(out, open / ZONE_MINUTE, "open minute");
	else
		say_count(out, open / ZONE_HOUR, "open hour");
}

/* "; the clocks skip 01:30", "; 01:30 comes twice, this is the first" */
static void
say_wall(struct buffer *out, const struct zone *zone, const struct when *when)
{
	int64_t from;
	int64_t to;
	struct civil civil;
	int offset = zone_span(zone, when->at, &from, &to);

	zone_civil(zone, when->at, &civil);
	if (when->wall == ZONE_WALL_TWICE) {
		/* The first passing ends where the clocks go back. */
		bool first = to != INT64_MAX &&
			     zone_offset(zone, to) < offset &&
			     to - when->at <= (offset - zone_offset(zone, to)) *
						      ZONE_SECOND;

		buffer_add_string(out, "; the clocks show ");
		when_say_clock(out, &civil);
		buffer_format(out, " twice, this is the %s",
			      first ? "first" : "second");
	} else if (when->wall == ZONE_WALL_SKIPPED) {
		/* What the wall would show, had the clocks not gone on. */
		int64_t skipped = (offset - zone_offset(zone, from - 1)) / 60;
		int minute = (int)(civil.hour * 60 + civil.minute - skipped);

		minute = (minute % (24 * 60) + 24 * 60) % (24 * 60);
		buffer_format(out, "; the clocks skip %02d:%02d", minute / 60,
			      minute % 60);
	}
}

void
when_say_back(struct buffer *out, const struct when_context *context,
	      const struct when *when)
{
	const struct zone *zone = context->zone;
	int64_t begin = when->from;
	/* 24:00 is said of the day that it ends. */
	int64_t end = when->end_of_day ? when->at - 1 : when->at;

	if (begin == INSTANT_NONE)
		begin = end;
	if (zone_day(zone, begin) == zone_day(zone, context->now))
		buffer_add_string(out, "today");
	else
		when_say_day(out, zone, context->now, begin, true);
	if (when->from != INSTANT_NONE) {
		buffer_add_char(out, ' ');
		when_say_time(out, zone, begin);
		buffer_add_string(out, " to");
		if (zone_day(zone, end) != zone_day(zone, begin)) {
			buffer_add_char(out, ' ');
			when_say_day(out, zone, context->now, end, true);
		}
	}
	buffer_add_char(out, ' ');
	if (when->end_of_day)
		buffer_add_string(out, "24:00");
	else
		when_say_time(out, zone, end);
	buffer_add_string(out, ", ");
	when_say_ahead(out, context->hours, context->now, when->at);
	say_wall(out, zone, when);
}

void
when_say_distance(struct buffer *out, int64_t now, int64_t at)
{
	int64_t apart = at > now ? at - now : now - at;

	if (apart < ZONE_MINUTE) {
		buffer_add_string(out, "now");
		return;
	}
	buffer_add_string(out, at > now ? "in " : "late ");
	if (apart < ZONE_HOUR)
		buffer_format(out, "%d min", (int)(apart / ZONE_MINUTE));
	else if (apart < 48 * ZONE_HOUR)
		buffer_format(out, "%d h", (int)(apart / ZONE_HOUR));
	else
		buffer_format(out, "%lld d",
			      (long long)(apart / (24 * ZONE_HOUR)));
}

void
when_say_ago(struct buffer *out, int64_t now, int64_t at)
{
	static const struct {
		int64_t unit;
		const char *name;
	} units[] = {
		{24 * ZONE_HOUR, "day"},
		{ZONE_HOUR, "hour"},
		{ZONE_MINUTE, "minute"},
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		long long count = (long long)((now - at) / units[i].unit);

		if (count <= 0)
			continue;
		buffer_format(out, "%lld %s%s ago", count, units[i].name,
			      count == 1 ? "" : "s");
		return;
	}
	buffer_add_string(out, "just now");
}

void
when_say_days_ago(struct buffer *out, const struct hours *hours, int64_t now,
		  int64_t at)
{
	int64_t days = hours_day(hours, now) - hours_day(hours, at);

	if (now - at < 24 * ZONE_HOUR)
		when_say_ago(out, now, at);
	else
		buffer_format(out, "%lld day%s ago", (long long)days,
			      days == 1 ? "" : "s");
}
