#include "duelist.h"

#include <string.h>

#include "naming.h"
#include "when.h"

/* "Fri ", within the week; else "Fri 4 Dec ". */
static void
add_day(struct buffer *out, const struct duty_view *view, int64_t at)
{
	struct buffer day = {0};
	bool near = zone_day(view->zone, at) - view->today < 7;

	when_say_day(&day, view->zone, view->now, at, true);
	buffer_format(out, "%.*s ", near ? 3 : (int)day.len,
		      buffer_string(&day));
	buffer_release(&day);
}

static void
cell_when(struct buffer *out, const struct record *record, const void *context)
{
	const struct duelist_view *view = context;
	const char *by = record_get(record, "act-by");
	const char *from = record_get(record, "from");
	int64_t at = record->due;
	int offset;

	if (at == INSTANT_NONE)
		return;
	if (at < view->duties->now) {
		when_say_distance(out, view->duties->now, at);
		return;
	}
	if (by)
		zone_parse_due(by, &at, &offset);
	if (at < view->duties->now)
		at = record->due; /* missed, but not late yet */
	if (strcmp(record_get(record, "state"), "today") != 0)
		add_day(out, view->duties, at);
	else if (from)
		buffer_format(out, "%.*s-",
			      strncmp(from + 13, ":00", 3) ? 5 : 2, from + 11);
	else
		buffer_add_string(out, "by ");
	when_say_time(out, view->duties->zone, at);
	if (record_get(record, "warn"))
		buffer_add_string(out, " !");
}

static void
cell_case(struct buffer *out, const struct record *record, const void *context)
{
	const struct duelist_view *view = context;

	naming_shortest(out, view->book, casebook_find(view->book, record->id));
}

static void
cell_what(struct buffer *out, const struct record *record, const void *context)
{
	const char *ref = record_get(record, "ref");
	const char *what = record->what;

	(void)context;
	if (strcmp(what, "promise") == 0)
		buffer_format(out, "%s ", ref ? ref : what);
	else if (strcmp(what, "apologise") == 0)
		buffer_format(out, "%s not kept: ", ref ? ref : "a promise");
	else if (strcmp(what, "follow-up") == 0 || strcmp(what, "review") == 0)
		buffer_format(out, "%s: ", ref ? ref : what);
	else if (strcmp(what, "remind") == 0 || strcmp(what, "reply") == 0)
		buffer_format(out, "%s: ", what);
	buffer_add_string(out,
			  strcmp(what, "apologise") == 0 ? what : record->text);
}

static const struct output_key keys[] = {
	{"act-by", OUTPUT_TIME},
	{"category", OUTPUT_TEXT},
	{"customer", OUTPUT_TEXT},
	{"from", OUTPUT_TIME},
	{"heat", OUTPUT_TEXT},
	{"phone", OUTPUT_TEXT},
	{"ref", OUTPUT_TEXT},
	{"rule", OUTPUT_TEXT},
	{"state", OUTPUT_TEXT},
	{"warn", OUTPUT_TEXT},
	{0},
};

static const struct output_cell table[] = {
	{.heading = "WHEN", .cell = cell_when, .whole = true},
	{.heading = "CASE", .cell = cell_case, .whole = true},
	{.heading = "CUSTOMER", .name = "customer"},
	{.heading = "WHAT", .cell = cell_what},
	{.heading = "WHOSE", .name = "who", .whole = true},
	{0},
};

const struct output_kind duelist_kind = {.keys = keys, .table = table};
