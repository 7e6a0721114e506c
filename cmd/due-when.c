/* due-when: when something would be due, whether it can be kept in open hours,
 * and how the days on the way there count. Filter. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "daycount.h"
#include "duration.h"
#include "output.h"

static const struct cli_option own[] = {
	{CLI_AT, "at", "TIME", "count from then, not from now"},
	{'q', "quiet", NULL,
	 "print nothing; exit 0 if that can be kept in open hours, else 1"},
	{0},
};

static const struct cli_tool tool = {
	.name = "due-when",
	.kind = CLI_FILTER,
	.synopsis = "due-when [OPTIONS] TIME ...",
	.examples =
		"due-when 3bd                 # the close of the third open "
		"day\n"
		"due-when --why 3bd           # and each day on the way\n"
		"due-when -o due fri 17:00    # just the time, for a script\n"
		"due-when -q sun 12:00        # can that be kept in open "
		"hours?\n",
	.shared = "policy now quiet why columns header raw csv json table "
		  "color",
	.own = own,
};

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

/* What was asked, and the answer. */
struct question {
	struct buffer words; /* the operands */
	const char *at;      /* --at, as typed; NULL */

	int64_t start;
	struct when when;
	enum { KEPT, PAST, CLOSED, UNKNOWN } can_be; /* UNKNOWN: no plan */
	int64_t act_by;
	struct opening next; /* of CLOSED; from is INSTANT_NONE if there is
				none */
	struct buffer said;
	const struct daycount_day *day; /* the one that is being written */
};

static void
cell_day(struct buffer *out, const struct record *record, const void *context)
{
	const struct question *question = context;

	(void)record;
	when_say_date(out, question->day->day, false);
}

/* "2 h 30 min", or of a count of open days which one it is. */
static void
cell_counted(struct buffer *out, const struct record *record,
	     const void *context)
{
	const struct question *question = context;
	const char *number = record_get(record, "n");
	int minutes = (int)(question->day->counted / ZONE_MINUTE);

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

static const struct output_kind kind = {.keys = keys, .table = table};

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct question *question, struct cli *cli)
{
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP)
			return false;
		if (code == CLI_AT) {
			question->at = cli->value;
		} else if (code == 'q') {
			cli->settings.quiet = true;
		} else {
			if (question->words.len > 0)
				buffer_add_char(&question->words, ' ');
			buffer_add_string(&question->words, cli->value);
		}
	}
	if (question->words.len == 0) {
		cli_wrong(cli, "say a time: due-when 3bd, due-when fri 17:00");
		return false;
	}
	return true;
}

/* "today" is the day on which a person reads it, not that of --at. */
static void
say_back(struct question *question, const struct when_context *context,
	 int64_t now)
{
	static const char today[] = "today";
	struct buffer text = {0};
	const char *rest;

	when_say_back(&text, context, &question->when);
	rest = text.at;
	if (strncmp(text.at, today, strlen(today)) == 0 &&
	    zone_day(context->zone, now) !=
		    zone_day(context->zone, context->now)) {
		when_say_day(&question->said, context->zone, now, context->now,
			     true);
		rest += strlen(today);
	}
	buffer_add_string(&question->said, rest);
	buffer_release(&text);
}

/* Read the times; when what was typed is refused, cli->status is set. */
static bool
understand(struct question *question, struct cli *cli,
	   const struct cli_shop *shop)
{
	struct when_context context = shop->when;
	struct when start;
	struct fail why;

	if (question->at) {
		if (!when_parse_past(question->at, &context, &start, &why)) {
			cli_wrong(cli, "--at: %s", why.text);
			return false;
		}
		context.now = start.at;
	}
	question->start = context.now;
	if (!when_parse_due(question->words.at, &context, &question->when,
			    &why)) {
		cli_wrong(cli, "%s", why.text);
		return false;
	}
	/* Field 6 holds whole seconds. */
	question->when.at -= question->when.at % ZONE_SECOND;
	say_back(question, &context, shop->now);
	return true;
}

/* Whether a promise for then can be kept in open hours. */
static void
decide(struct question *question, const struct cli_shop *shop)
{
	const struct hours *hours = shop->when.hours;

	question->next.from = INSTANT_NONE;
	if (question->when.at <= question->start) {
		question->can_be = PAST;
	} else if (!hours) {
		question->can_be = UNKNOWN;
	} else if (hours_act_by(hours, question->start, question->when.at,
				&question->act_by)) {
		question->can_be = KEPT;
	} else {
		question->can_be = CLOSED;
		(void)hours_next(hours, question->start, &question->next);
	}
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

static void
due_record(struct record *record, const struct question *question,
	   const struct zone *zone, struct arena *arena)
{
	record_init(record);
	memcpy(record->id, "-", sizeof("-"));
	record->event = "due";
	record->at = question->start;
	record->offset = zone_offset(zone, record->at);
	record->due = question->when.at;
	record->due_offset = zone_offset(zone, record->due);
	record->text = question->said.at;
	set_time(record, "from", question->when.from, zone, arena);
	set_time(record, "next-open", question->next.from, zone, arena);
	if (question->can_be == KEPT)
		set_time(record, "act-by", question->act_by, zone, arena);
	if (question->can_be == CLOSED)
		record_set(record, "cannot-be-kept", "closed", arena);
	if (question->can_be == PAST)
		record_set(record, "cannot-be-kept", "past", arena);
}

/* How many open days were asked for; 0 where the time is no count of them. */
static int
open_days(const struct question *question)
{
	const char *words = question->words.at;
	struct duration duration;

	words += strspn(words, " \t");
	if (strncmp(words, "in ", 3) == 0)
		words += 3;
	if (!duration_parse_words(words, &duration, NULL) ||
	    duration.unit != DURATION_OPEN_DAYS)
		return 0;
	return duration.count;
}

/* --why: the days on the way, oldest first. */
static void
write_days(struct output *out, struct question *question,
	   const struct hours *hours)
{
	struct daycount count;
	struct daycount_day day;

	daycount_init(&count, hours, question->start, question->when.at,
		      open_days(question));
	question->day = &day;
	while (daycount_next(&count, &day)) {
		struct arena arena = {0};
		struct record record;

		daycount_record(&record, &day, hours, &arena);
		output_record(out, &record);
		arena_release(&arena);
	}
	question->day = NULL;
}

/* What a person reads: below the table of days, or alone. */
static void
write_words(struct output *out, const struct question *question,
	    const struct cli_shop *shop)
{
	struct buffer text = {0};

	if (output_count(out) > 0)
		buffer_add_char(&text, '\n');
	buffer_format(&text, "%s\n", question->said.at);
	if (question->can_be == KEPT && question->act_by != question->when.at) {
		buffer_add_string(&text, "closed then; keep it by ");
		when_say(&text, shop->zone, shop->now, question->act_by);
		buffer_add_char(&text, '\n');
	}
	output_text(out, text.at, text.len);
	buffer_release(&text);
}

/* What cannot be kept, to whoever is about to promise it. */
static void
warn(const struct question *question, const struct cli_shop *shop)
{
	struct buffer text = {0};

	if (question->can_be == PAST)
		diag_say("that time is over already");
	if (question->can_be != CLOSED)
		return;
	buffer_add_string(&text, "the shop is not open between ");
	if (question->at)
		when_say(&text, shop->zone, shop->now, question->start);
	else
		buffer_add_string(&text, "now");
	buffer_add_string(&text,
			  " and then: this cannot be kept in open hours");
	if (question->next.from != INSTANT_NONE) {
		buffer_add_string(&text, "; it opens ");
		when_say(&text, shop->zone, shop->now, question->next.from);
	}
	diag_say("%s", text.at);
	buffer_release(&text);
}

/* Read is done: decide, and write. */
static enum exitcode
answer(struct output *out, struct question *question, const struct cli *cli,
       const struct cli_shop *shop)
{
	bool words = output_form(out) == OUTPUT_TABLE && !cli->settings.columns;
	struct arena arena = {0};
	struct record record;

	decide(question, shop);
	if (cli->settings.quiet)
		return question->can_be == KEPT ? EXITCODE_DONE : EXITCODE_NO;
	output_set_context(out, question);
	if (cli->settings.why && shop->when.hours)
		write_days(out, question, shop->when.hours);
	if (words) {
		write_words(out, question, shop);
	} else {
		due_record(&record, question, shop->zone, &arena);
		output_record(out, &record);
	}
	warn(question, shop);
	arena_release(&arena);
	return EXITCODE_DONE;
}

int
main(int argc, char **argv)
{
	struct question question = {0};
	struct output *out = NULL;
	struct cli_shop shop = {0};
	struct cli cli;
	enum exitcode status = EXITCODE_DONE;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_options(&question, &cli) || !cli_shop_load(&shop, &cli) ||
	    !(out = cli_output(&cli, &kind, &shop))) {
		status = cli.status;
	} else {
		if (!shop.policy) {
			diag_say("the plan is faulty: no opening hours are "
				 "known, and times are in UTC");
			status = EXITCODE_INPUT;
		}
		if (understand(&question, &cli, &shop))
			status = exitcode_worse(
				status, answer(out, &question, &cli, &shop));
		else
			status = exitcode_worse(status, cli.status);
	}
	status = cli_finish(&cli, out, status);
	cli_shop_release(&shop);
	buffer_release(&question.words);
	buffer_release(&question.said);
	return (int)status;
}
