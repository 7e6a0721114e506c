#include "dueanswer.h"

#include <string.h>

#include "duration.h"
#include "facts.h"
#include "hours.h"

/* "today" is the day on which a person reads it, not that of --at. */
static void
say_back(struct dueanswer *answer, const struct when_context *context,
	 int64_t now)
{
	static const char today[] = "today";
	struct buffer text = {0};
	const char *rest;

	when_say_back(&text, context, &answer->when);
	rest = text.at;
	if (strncmp(text.at, today, strlen(today)) == 0 &&
	    zone_day(context->zone, now) !=
		    zone_day(context->zone, context->now)) {
		when_say_day(&answer->said, context->zone, now, context->now,
			     true);
		rest += strlen(today);
	}
	buffer_add_string(&answer->said, rest);
	buffer_release(&text);
}

/* Whether a promise for then can be kept in open hours. */
static void
decide(struct dueanswer *answer, const struct policy *policy)
{
	answer->next.from = INSTANT_NONE;
	if (answer->when.at <= answer->start) {
		answer->can_be = DUEANSWER_PAST;
	} else if (!policy) {
		answer->can_be = DUEANSWER_UNKNOWN;
	} else if (facts_act_by(policy, answer->start, answer->when.at,
				&answer->act_by)) {
		answer->can_be = DUEANSWER_KEPT;
	} else {
		answer->can_be = DUEANSWER_CLOSED;
		(void)hours_next(policy->hours, answer->start, &answer->next);
	}
}

bool
dueanswer_find(struct dueanswer *answer, const char *words,
	       const struct when_context *context, int64_t now,
	       const struct policy *policy, struct fail *why)
{
	answer->start = context->now;
	if (!when_parse_due(words, context, &answer->when, why))
		return false;
	/* Field 6 holds whole seconds. */
	answer->when.at -= answer->when.at % ZONE_SECOND;
	say_back(answer, context, now);
	decide(answer, policy);
	return true;
}

void
dueanswer_release(struct dueanswer *answer)
{
	buffer_release(&answer->said);
}

int
dueanswer_open_days(const char *words)
{
	struct duration duration;

	words += strspn(words, " \t");
	if (strncmp(words, "in ", 3) == 0)
		words += 3;
	if (!duration_parse_words(words, &duration, NULL) ||
	    duration.unit != DURATION_OPEN_DAYS)
		return 0;
	return duration.count;
}

static void
set_time(struct record *record, const char *key, int64_t at,
	 const struct zone *zone, struct arena *arena)
{
	struct buffer time = {0};

	if (at == INSTANT_NONE)
		return;
	zone_format_due(&time, at, zone_offset(zone, at));
	record_set(record, key, arena_copy(arena, time.at, time.len), arena);
	buffer_release(&time);
}

void
dueanswer_record(struct record *record, const struct dueanswer *answer,
		 const struct zone *zone, struct arena *arena)
{
	record_init(record);
	memcpy(record->id, "-", sizeof("-"));
	record->event = "due";
	record->at = answer->start;
	record->offset = zone_offset(zone, record->at);
	record->due = answer->when.at;
	record->due_offset = zone_offset(zone, record->due);
	record->text = answer->said.at;
	set_time(record, "from", answer->when.from, zone, arena);
	set_time(record, "next-open", answer->next.from, zone, arena);
	if (answer->can_be == DUEANSWER_KEPT)
		set_time(record, "act-by", answer->act_by, zone, arena);
	if (answer->can_be == DUEANSWER_CLOSED)
		record_set(record, "cannot-be-kept", "closed", arena);
	if (answer->can_be == DUEANSWER_PAST)
		record_set(record, "cannot-be-kept", "past", arena);
}

void
dueanswer_say(struct buffer *out, const struct dueanswer *answer,
	      const struct zone *zone, int64_t now)
{
	buffer_format(out, "%s\n", answer->said.at);
	if (answer->can_be != DUEANSWER_KEPT ||
	    answer->act_by == answer->when.at)
		return;
	buffer_add_string(out, "closed then; keep it by ");
	when_say(out, zone, now, answer->act_by);
	buffer_add_char(out, '\n');
}

void
dueanswer_warn(struct buffer *out, const struct dueanswer *answer,
	       const struct zone *zone, int64_t now)
{
	if (answer->can_be == DUEANSWER_PAST)
		buffer_add_string(out, "that time is over already");
	if (answer->can_be != DUEANSWER_CLOSED)
		return;
	buffer_add_string(out, "the shop is not open between ");
	if (answer->start_given)
		when_say(out, zone, now, answer->start);
	else
		buffer_add_string(out, "now");
	buffer_add_string(out, " and then: this cannot be kept in open hours");
	if (answer->next.from != INSTANT_NONE) {
		buffer_add_string(out, "; it opens ");
		when_say(out, zone, now, answer->next.from);
	}
}

static const struct output_key keys[] = {
	{"act-by", OUTPUT_TIME},
	{"cannot-be-kept", OUTPUT_TEXT},
	{"clocks", OUTPUT_TEXT},
	{"counted", OUTPUT_TEXT},
	{"day", OUTPUT_TEXT},
	{"from", OUTPUT_TIME},
	{"hours", OUTPUT_TEXT},
	{"n", OUTPUT_TEXT},
	{"next-open", OUTPUT_TIME},
	{"open", OUTPUT_TEXT},
	{0},
};

static void
cell_day(struct buffer *out, const struct record *record, const void *context)
{
	const struct dueanswer *answer = context;

	(void)record;
	when_say_date(out, answer->day->day, false);
}

/* "2 h 30 min", or of a count of open days which one it is. */
static void
cell_counted(struct buffer *out, const struct record *record,
	     const void *context)
{
	const struct dueanswer *answer = context;
	const char *number = record_get(record, "n");
	int minutes = (int)(answer->day->counted / ZONE_MINUTE);

	if (number)
		buffer_format(out, "day %s", number);
	else if (minutes >= 60)
		buffer_format(out, "%d h %02d", minutes / 60, minutes % 60);
	else if (minutes > 0)
		buffer_format(out, "%d min", minutes);
}

static const struct output_cell table[] = {
	{.heading = "DAY", .cell = cell_day, .whole = true},
	{.heading = "HOURS", .name = "hours", .whole = true},
	{.heading = "COUNTED",
	 .cell = cell_counted,
	 .whole = true,
	 .right = true},
	{.heading = "WHY", .name = "text"},
	{0},
};

const struct output_kind dueanswer_kind = {.keys = keys, .table = table};
