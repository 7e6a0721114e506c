#include "icalendar.h"

#include <string.h>

#include "duelist.h"
#include "naming.h"
#include "text.h"

/* RFC 5545, 3.1: octets of a line, its end not included. */
#define LINE_MOST 75

/* Add a content line, folded: what goes on begins with a blank. */
static void
add_line(struct buffer *out, const char *line)
{
	size_t left = strlen(line), room = LINE_MOST;

	while (left > room) {
		size_t step = room;

		/* Not within a character. */
		while (((unsigned char)line[step] & 0xC0) == 0x80)
			step--;
		buffer_add(out, line, step);
		buffer_add_string(out, "\r\n ");
		line += step;
		left -= step;
		room = LINE_MOST - 1;
	}
	buffer_format(out, "%s\r\n", line);
}

/* 3.3.11: a text value. */
static void
add_text(struct buffer *out, const char *name, const char *text)
{
	struct buffer shown = {0}, line = {0};

	text_show(&shown, text, strlen(text));
	buffer_format(&line, "%s:", name);
	for (const char *at = buffer_string(&shown); *at; at++) {
		if (*at == '\n') {
			buffer_add_string(&line, "\\n");
			continue;
		}
		if (*at == '\r')
			continue;
		if (strchr("\\;,", *at))
			buffer_add_char(&line, '\\');
		buffer_add_char(&line, *at);
	}
	add_line(out, line.at);
	buffer_release(&shown);
	buffer_release(&line);
}

/* 3.3.5, form 2: a time in UTC. Earlier than a year of four digits nothing
 * ever is. */
static void
add_time(struct buffer *out, const char *name, int64_t at)
{
	int64_t day = at / (24 * ZONE_HOUR);
	int64_t rest = at - day * 24 * ZONE_HOUR;
	struct civil civil;

	if (rest < 0) {
		rest += 24 * ZONE_HOUR;
		day--;
	}
	civil_from_days(day, &civil);
	buffer_format(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name,
		      civil.year, civil.month, civil.day,
		      (int)(rest / ZONE_HOUR), (int)(rest / ZONE_MINUTE % 60),
		      (int)(rest / ZONE_SECOND % 60));
}

static void
add_uid(struct buffer *out, const struct duty *duty)
{
	buffer_format(out, "UID:%s-%s-%s-%lld@amends\r\n", duty->file->id,
		      duty_kind_name(duty->kind), duty->ref ? duty->ref : "",
		      (long long)duty->since);
}

/* What to know before one rings: their words, how to reach them, the case. */
static void
add_description(struct buffer *out, const struct duty *duty,
		const struct casebook *book, struct arena *arena)
{
	static const char *const reach[] = {"phone", "email"};
	const struct casefile *file = duty->file;
	struct buffer text = {0};

	for (size_t i = 0; i < sizeof(reach) / sizeof(*reach); i++) {
		const char *value = casefile_detail(file, reach[i]);

		if (value)
			buffer_format(&text, "%s\n", value);
	}
	if (file->opening && file->opening->text)
		buffer_format(&text, "\"%s\"\n", file->opening->text);
	buffer_format(&text, "case-show %s", naming_typed(book, file, arena));
	add_text(out, "DESCRIPTION", text.at);
	buffer_release(&text);
}

/* 3.6.6: as early as the plan warns, unless that is over. */
static void
add_alarm(struct buffer *out, const struct duty *duty,
	  const struct duty_view *view, const char *summary)
{
	int64_t at = duty_warn_from(view, duty);

	if (at == INSTANT_NONE || at <= view->now)
		return;
	buffer_add_string(out, "BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
	add_time(out, "TRIGGER;VALUE=DATE-TIME", at);
	add_text(out, "DESCRIPTION", summary);
	buffer_add_string(out, "END:VALARM\r\n");
}

static void
add_event(struct buffer *out, const struct duty *duty,
	  const struct duty_view *view, const struct casebook *book,
	  struct arena *arena)
{
	bool window = duty->from != INSTANT_NONE && duty->from < duty->act_by;
	struct buffer summary = {0};
	struct record record;

	duty_record(&record, duty, view, arena);
	if (duty->state == DUTY_LATE)
		buffer_add_string(&summary, "Late: ");
	buffer_format(&summary, "%s: ", naming_customer(duty->file));
	duelist_say_what(&summary, &record);
	buffer_add_string(out, "BEGIN:VEVENT\r\n");
	add_uid(out, duty);
	add_time(out, "DTSTAMP", view->now);
	add_time(out, "DTSTART", window ? duty->from : duty->act_by);
	if (window)
		add_time(out, "DTEND", duty->act_by);
	add_text(out, "SUMMARY", summary.at);
	add_description(out, duty, book, arena);
	add_alarm(out, duty, view, summary.at);
	buffer_add_string(out, "END:VEVENT\r\n");
	buffer_release(&summary);
}

void
icalendar_write(struct buffer *out, const struct duty_list *duties,
		const struct duty_view *view, const struct casebook *book,
		struct arena *arena)
{
	buffer_add_string(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
			       "PRODID:-//amends//followup-due//EN\r\n");
	if (view->policy)
		add_text(out, "X-WR-CALNAME", view->policy->shop.name);
	for (size_t i = 0; i < duties->count; i++)
		add_event(out, &duties->at[i], view, book, arena);
	buffer_add_string(out, "END:VCALENDAR\r\n");
}
