#include "daycount.h"

#include <string.h>

#include "when.h"

const char *
daycount_kind_name(enum daycount_kind kind)
{
	static const char *const names[] = {
		[DAYCOUNT_OPEN] = "open",       [DAYCOUNT_SPECIAL] = "special",
		[DAYCOUNT_CLOSED] = "closed",   [DAYCOUNT_HOLIDAY] = "holiday",
		[DAYCOUNT_SKIPPED] = "skipped",
	};

	return names[kind];
}

void
daycount_init(struct daycount *count, const struct hours *hours, int64_t from,
	      int64_t to, int open_days)
{
	*count = (struct daycount){
		.hours = hours, .from = from, .to = to, .next = 1};
	if (to <= from)
		return;
	count->first = count->next = hours_day(hours, from);
	/* A close belongs to the day that it ends. */
	count->last = hours_day(hours, to - 1);
	count->numbered = open_days > 0;
	/* One more than were asked for: what comes after closing counts as
	 * received on the next open day. */
	if (hours_days_between(hours, from, to - 1) > open_days)
		count->number = -1;
}

/* The first change of the clocks on a day, if there is one. */
static void
find_change(struct daycount_day *day, const struct zone *zone)
{
	int64_t at = zone_day_start(zone, day->day) - 1;
	int64_t end = zone_day_start(zone, day->day + 1);
	int64_t from, to;
	int offset;

	day->change = INSTANT_NONE;
	for (; at < end; at = to) {
		offset = zone_span(zone, at, &from, &to);
		if (to >= end)
			return;
		if (zone_offset(zone, to) == offset)
			continue;
		day->change = to;
		day->change_seconds = zone_offset(zone, to) - offset;
		return;
	}
}

static enum daycount_kind
kind_of(const struct daycount_day *day, const struct zone *zone)
{
	if (zone_day_start(zone, day->day) ==
	    zone_day_start(zone, day->day + 1))
		return DAYCOUNT_SKIPPED;
	if (day->reason)
		return day->opening_count > 0 ? DAYCOUNT_SPECIAL
					      : DAYCOUNT_HOLIDAY;
	return day->opening_count > 0 ? DAYCOUNT_OPEN : DAYCOUNT_CLOSED;
}

static void
add_up(struct daycount_day *day, int64_t from, int64_t to)
{
	for (size_t i = 0; i < day->opening_count; i++) {
		int64_t begin = day->openings[i].from;
		int64_t end = day->openings[i].to;

		day->open += end - begin;
		begin = begin < from ? from : begin;
		end = end > to ? to : end;
		if (begin < end)
			day->counted += end - begin;
	}
}

bool
daycount_next(struct daycount *count, struct daycount_day *day)
{
	const struct zone *zone = hours_zone(count->hours);
	bool first = count->next == count->first;

	if (count->to <= count->from || count->next > count->last)
		return false;
	*day = (struct daycount_day){.day = count->next++,
				     .number = DAYCOUNT_UNNUMBERED};
	day->opening_count = hours_on(count->hours, day->day, day->openings,
				      HOURS_RANGES_MAX, &day->reason);
	day->kind = kind_of(day, zone);
	find_change(day, zone);
	add_up(day, count->from, count->to);
	day->after_closing =
		first && day->opening_count > 0 &&
		day->openings[day->opening_count - 1].to <= count->from;
	if (!count->numbered)
		return true;
	if (!first && day->opening_count > 0)
		count->number++;
	if (first ? count->number == 0 : day->opening_count > 0)
		day->number = count->number;
	day->shifted = day->number == 0 && !first;
	return true;
}

/* An end at midnight is 24:00. */
static void
say_clock(struct buffer *out, const struct zone *zone, int64_t at, bool end)
{
	struct civil civil;

	zone_civil(zone, at, &civil);
	if (end && civil.hour == 0 && civil.minute == 0)
		civil.hour = 24;
	when_say_clock(out, &civil);
}

void
daycount_say_hours(struct buffer *out, const struct hours *hours,
		   const struct daycount_day *day)
{
	const struct zone *zone = hours_zone(hours);

	for (size_t i = 0; i < day->opening_count; i++) {
		if (i > 0)
			buffer_add_char(out, ',');
		say_clock(out, zone, day->openings[i].from, false);
		buffer_add_char(out, '-');
		say_clock(out, zone, day->openings[i].to, true);
	}
}

/* "; the clocks go back 60 minutes at 02:00", by the clock before the change;
 * that may be past the day's end (24:00), or in a day that was skipped. */
static void
say_change(struct buffer *out, const struct zone *zone,
	   const struct daycount_day *day)
{
	int minutes = day->change_seconds / 60;
	int64_t before =
		day->change + zone_offset(zone, day->change - 1) * ZONE_SECOND;
	int64_t clock = (before - day->day * 24 * ZONE_HOUR) / ZONE_MINUTE;

	buffer_format(out, "; the clocks go %s %d minutes at %02d:%02d",
		      minutes > 0 ? "forward" : "back",
		      minutes > 0 ? minutes : -minutes,
		      clock < 0 ? 24 : (int)(clock / 60),
		      clock < 0 ? 0 : (int)(clock % 60));
}

void
daycount_say(struct buffer *out, const struct hours *hours,
	     const struct daycount_day *day)
{
	static const char *const plain[] = {
		[DAYCOUNT_OPEN] = "open",
		[DAYCOUNT_SPECIAL] = "special hours",
		[DAYCOUNT_CLOSED] = "closed on ",
		[DAYCOUNT_HOLIDAY] = "closed",
		[DAYCOUNT_SKIPPED] = "the calendar skips this day",
	};

	buffer_add_string(out, plain[day->kind]);
	if (day->kind == DAYCOUNT_CLOSED)
		buffer_format(out, "%ss",
			      civil_weekday_name(civil_weekday(day->day)));
	/* Where the plan gives none, hours_on says the same as we do. */
	else if (day->reason && strcmp(day->reason, plain[day->kind]) != 0)
		buffer_format(out, ": %s", day->reason);
	if (day->after_closing)
		buffer_add_string(out, "; after closing time");
	if (day->shifted)
		buffer_add_string(out, "; counts as the day received");
	else if (day->number == 0)
		buffer_add_string(out, "; the count begins after this day");
	if (day->change != INSTANT_NONE)
		say_change(out, hours_zone(hours), day);
}

static void
set_number(struct record *record, const char *key, int64_t number,
	   struct arena *arena)
{
	record_set(record, key, arena_format(arena, "%d", (int)number), arena);
}

void
daycount_record(struct record *record, const struct daycount_day *day,
		const struct hours *hours, struct arena *arena)
{
	const struct zone *zone = hours_zone(hours);
	struct buffer text = {0};
	struct civil civil;

	record_init(record);
	memcpy(record->id, "-", sizeof("-"));
	record->event = "day";
	record->what = daycount_kind_name(day->kind);
	record->at = zone_day_start(zone, day->day);
	record->offset = zone_offset(zone, record->at);
	daycount_say(&text, hours, day);
	record->text = arena_copy(arena, text.at, text.len);
	buffer_clear(&text);
	daycount_say_hours(&text, hours, day);
	if (text.len > 0)
		record_set(record, "hours",
			   arena_copy(arena, text.at, text.len), arena);
	buffer_release(&text);
	civil_from_days(day->day, &civil);
	record_set(record, "day",
		   arena_format(arena, "%04d-%02d-%02d", civil.year,
				civil.month, civil.day),
		   arena);
	set_number(record, "open", day->open / ZONE_MINUTE, arena);
	set_number(record, "counted", day->counted / ZONE_MINUTE, arena);
	if (day->number != DAYCOUNT_UNNUMBERED)
		set_number(record, "n", day->number, arena);
	if (day->change != INSTANT_NONE)
		record_set(record, "clocks",
			   arena_format(arena, "%+d", day->change_seconds / 60),
			   arena);
}
