#include "stats.h"

#include <string.h>

#include "counting.h"
#include "discreet.h"
#include "text.h"

/* Each of policy_report_names. */
static const struct report {
	const char *name;
	const char *title;
	counting_function *count;
	counting_bearing *bearing; /* of others than the persons' */
} reports[] = {
	{"cost-by-cause", "CAUSE", counting_cost_by_cause, NULL},
	{"promises-kept", "PROMISES", counting_promises_kept, NULL},
	{"answered-in-time", "IN TIME", counting_answered_in_time, NULL},
	{"repeat-rate", "AGAIN", counting_repeat_rate, NULL},
	{"outcome", "LEFT", counting_outcome, NULL},
	{"open-by-age", "OPEN", counting_open_by_age, NULL},
	{"fix-to-gesture", "GAVE", counting_fix_to_gesture, NULL},
	{"wish-granted", "WISHES", counting_wish_granted, NULL},
	{"feedback", "FEEDBACK", counting_feedback, NULL},
	{"reopen-rate", "REOPENED", counting_reopen_rate, NULL},
	{"won-back", "WON BACK", counting_won_back, NULL},
	{"heat-against-remedy", "HEAT", counting_heat_against_remedy, NULL},
	{"limits-hit", "LIMITS", counting_limits_hit, NULL},
	{"lessons", "LESSONS", counting_lessons, counting_watched},
};

#define REPORT_COUNT (sizeof(reports) / sizeof(*reports))

/* A report of that name; NULL. */
static const struct report *
report_of(const char *name)
{
	for (size_t i = 0; i < REPORT_COUNT; i++) {
		if (strcmp(reports[i].name, name) == 0)
			return &reports[i];
	}
	return NULL;
}

bool
stats_is_report(const char *word, const struct policy *policy, struct fail *why)
{
	const char *names[REPORT_COUNT], *guess;
	struct buffer there = {0};

	if (policy_list_has(&policy->reports.never_show, word))
		return fail_set(why, FAIL_USAGE,
				"'%s' is never shown, says the plan: do not be "
				"in a rush",
				word);
	if (report_of(word))
		return true;
	for (size_t i = 0; i < REPORT_COUNT; i++)
		names[i] = reports[i].name;
	guess = text_guess(word, names, REPORT_COUNT);
	for (size_t i = 0; i < REPORT_COUNT && !guess; i++)
		buffer_format(&there, "%s%s",
			      i > 0 ? ", " : "; there are: ", names[i]);
	fail_set(why, FAIL_USAGE, "'%s' is no report%s%s",
		 discreet_near(word, guess), text_did_you_mean(guess),
		 buffer_string(&there));
	buffer_release(&there);
	return false;
}

/* Of all reports that are asked for. */
static void
lengthen(const void *context, const struct casefile *file, int64_t *from,
	 int64_t *to)
{
	const struct stats_asked *asked = context;

	for (size_t i = 0; i < REPORT_COUNT; i++) {
		if (reports[i].bearing &&
		    text_is_among(reports[i].name, asked->names,
				  asked->name_count))
			reports[i].bearing(asked->policy, file, from, to);
	}
}

bool
stats_wanted(struct casebook_wanted *wanted, const struct stats_asked *asked)
{
	*wanted = (struct casebook_wanted){
		.cases = SIFT_OPENED,
		.outline = outline_wanted_of(asked->policy),
		.bearing = lengthen,
		.context = asked,
	};
	wanted->outline.persons = true;
	wanted->outline.opened_from = asked->from;
	wanted->outline.opened_to = asked->to;
	return asked->from != INT64_MIN || asked->to != INT64_MAX;
}

void
stats_count(struct stats_report *report, const char *name,
	    const struct stats_period *period, const struct casebook *book,
	    const struct duty_view *view, struct arena *arena)
{
	struct counting counting = {.report = report,
				    .period = period,
				    .book = book,
				    .view = view,
				    .arena = arena};

	*report = (struct stats_report){.name = name,
					.title = report_of(name)->title};
	report_of(name)->count(&counting);
}

static void
set_money(struct record *record, const char *key, int64_t amount, int digits,
	  struct arena *arena)
{
	struct buffer text = {0};

	if (amount == MONEY_NONE)
		return;
	money_format(&text, amount, digits);
	record_set(record, key, arena_copy(arena, text.at, text.len), arena);
	buffer_release(&text);
}

static void
set_number(struct record *record, const char *key, int64_t number,
	   struct arena *arena)
{
	record_set(record, key, arena_format(arena, "%lld", (long long)number),
		   arena);
}

void
stats_record(struct record *record, const struct stats_report *report,
	     const struct stats_figure *figure,
	     const struct stats_period *period, const struct duty_view *view,
	     struct arena *arena)
{
	int digits = view->policy->shop.digits;
	struct buffer until = {0};

	record_init(record);
	memcpy(record->id, figure->id ? figure->id : "-",
	       figure->id ? CASEID_SIZE : sizeof("-"));
	record->event = "count";
	record->what = report->name;
	record->at = period->from;
	record->offset = zone_offset(view->zone, record->at);
	record->amount = figure->amount;
	record->amount_digits = digits;
	record->text = figure->said;
	set_money(record, "fixes", figure->fixes, digits, arena);
	set_money(record, "gestures", figure->gestures, digits, arena);
	if (strcmp(figure->group, "-") != 0)
		record_set(record, "group", figure->group, arena);
	if (figure->median != INSTANT_NONE)
		set_number(record, "median", figure->median / ZONE_MINUTE,
			   arena);
	set_number(record, "n", (int64_t)figure->count, arena);
	record_set(record, "period", period->label, arena);
	if (figure->total > 0)
		set_number(record, "total", (int64_t)figure->total, arena);
	zone_format_due(&until, period->to,
			zone_offset(view->zone, period->to));
	record_set(record, "until", arena_copy(arena, until.at, until.len),
		   arena);
	buffer_release(&until);
}

static const struct output_name names[] = {
	{"report", RECORD_WHAT}, {"figure", RECORD_TEXT}, {0}};

static const struct output_key keys[] = {
	{"group", OUTPUT_TEXT},
	{"n", OUTPUT_TEXT},
	{"total", OUTPUT_TEXT},
	{"fixes", OUTPUT_MONEY},
	{"gestures", OUTPUT_MONEY},
	{"median", OUTPUT_TEXT},
	{"period", OUTPUT_TEXT},
	{"until", OUTPUT_TIME},
	{0},
};

static const struct output_cell table[] = {
	{.heading = "REPORT", .name = "report", .whole = true},
	{.heading = "PERIOD", .name = "period", .whole = true},
	{.heading = "FIGURE", .name = "figure"},
	{0},
};

const struct output_kind stats_kind = {
	.names = names, .keys = keys, .table = table};
