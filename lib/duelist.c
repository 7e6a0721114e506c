#include "duelist.h"

#include <stdlib.h>
#include <string.h>

#include "naming.h"
#include "text.h"
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

	naming_shortest(out, view->book, record->id);
}

void
duelist_say_what(struct buffer *out, const struct record *record)
{
	const char *ref = record_get(record, "ref");
	const char *what = record->what;

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

/* What to do; of a promise that is late, by when it gets a new time. */
static void
cell_what(struct buffer *out, const struct record *record, const void *context)
{
	const struct duelist_view *view = context;
	const char *by = record_get(record, "act-by");
	int64_t at;
	int offset;

	duelist_say_what(out, record);
	if (strcmp(record->what, "apologise") == 0 && by &&
	    record->due < view->duties->now &&
	    zone_parse_due(by, &at, &offset) && at >= view->duties->now) {
		buffer_add_string(out, ", new time ");
		if (duty_day_until(view->duties, at) != view->duties->today)
			add_day(out, view->duties, at);
		when_say_time(out, view->duties->zone, at);
	}
}

/* How much more there is of the case (duetable): a column of its own, for that
 * of what to do may be cut. */
static void
cell_more(struct buffer *out, const struct record *record, const void *context)
{
	const char *more = record_get(record, "more");

	(void)context;
	if (more)
		buffer_format(out, "+%s", more);
	else
		buffer_add_char(out, ' ');
}

static void
cell_since(struct buffer *out, const struct record *record, const void *context)
{
	const struct duelist_view *view = context;

	when_say_day(out, view->duties->zone, view->duties->now, record->at,
		     false);
	buffer_add_char(out, ' ');
	when_say_time(out, view->duties->zone, record->at);
}

static const struct output_key keys[] = {
	{"act-by", OUTPUT_TIME},   {"category", OUTPUT_TEXT},
	{"customer", OUTPUT_TEXT}, {"email", OUTPUT_TEXT},
	{"from", OUTPUT_TIME},     {"heat", OUTPUT_TEXT},
	{"phone", OUTPUT_TEXT},    {"ref", OUTPUT_TEXT},
	{"rule", OUTPUT_TEXT},     {"state", OUTPUT_TEXT},
	{"warn", OUTPUT_TEXT},     {0},
};

static const struct output_cell table[] = {
	{.heading = "WHEN", .cell = cell_when, .whole = true, .alarm = "late"},
	{.heading = "CASE", .cell = cell_case, .whole = true},
	{.heading = "CUSTOMER", .name = "customer"},
	{.heading = "WHAT", .cell = cell_what},
	{.heading = "WHOSE", .name = "who", .whole = true, .spare = 1},
	{0},
};

/* A row a case. */
static const struct output_cell case_table[] = {
	{.heading = "WHEN", .cell = cell_when, .whole = true, .alarm = "late"},
	{.heading = "CASE", .cell = cell_case, .whole = true},
	{.heading = "CUSTOMER", .name = "customer"},
	{.heading = "WHAT", .cell = cell_what},
	{.heading = "", .cell = cell_more, .whole = true},
	{.heading = "WHOSE", .name = "who", .whole = true, .spare = 1},
	{0},
};

static const struct output_cell why_table[] = {
	{.heading = "WHEN", .cell = cell_when, .whole = true, .alarm = "late"},
	{.heading = "CASE", .cell = cell_case, .whole = true},
	{.heading = "WHAT", .cell = cell_what},
	{.heading = "SINCE", .cell = cell_since, .whole = true},
	{.heading = "RULE", .name = "rule", .whole = true},
	{0},
};

const struct output_kind duelist_kind = {.keys = keys, .table = table};
const struct output_kind duelist_case_kind = {.keys = keys,
					      .table = case_table};
const struct output_kind duelist_why_kind = {.keys = keys, .table = why_table};

bool
duelist_find_whom(struct duelist_wanted *wanted, const struct duty_list *list,
		  const struct policy *policy, struct fail *why)
{
	const char *whom = wanted->whom;
	size_t count = policy ? policy->staff_count : 0;
	const char **ids;
	int staff;

	if (!whom || strcmp(whom, "-") == 0 || count == 0)
		return true;
	staff = policy_staff_called(policy, whom);
	if (staff != POLICY_NONE) {
		wanted->whom = policy->staff[staff].id;
		return true;
	}
	for (size_t i = 0; i < list->count; i++) {
		if (list->at[i].who && text_same(whom, list->at[i].who))
			return true;
	}
	ids = mem_get(count * sizeof(*ids));
	for (size_t i = 0; i < count; i++)
		ids[i] = policy->staff[i].id;
	fail_set(why, FAIL_USAGE, "--for: '%s' is not in the plan's staff%s",
		 whom, text_did_you_mean(text_guess(whom, ids, count)));
	free(ids);
	return false;
}

static bool
is_wanted(const struct duelist_wanted *wanted, const struct duty *duty,
	  struct arena *arena)
{
	const struct duelist_view *from = &wanted->from;
	struct record record;

	if (wanted->named && !wanted->named[duty->file - from->book->cases])
		return false;
	if (wanted->whom &&
	    !text_same(duty->who ? duty->who : "-", wanted->whom))
		return false;
	if (duty->act_by > wanted->limit ||
	    (!wanted->far && !duty_is_usual(duty, from->duties)))
		return false;
	if (wanted->selection->count == 0)
		return true;
	duty_record(&record, duty, from->duties, arena);
	return selection_selects(wanted->selection, &record, NULL);
}

void
duelist_select(struct duty_list *list, const struct duelist_wanted *wanted,
	       struct arena *arena)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (is_wanted(wanted, &list->at[i], arena))
			list->at[kept++] = list->at[i];
	}
	list->count = kept;
}
