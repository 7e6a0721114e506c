/* due-when: when something would be due, whether it can be kept in open hours,
 * and how the days on the way there count. Filter. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "diag.h"
#include "dueanswer.h"
#include "output.h"
#include "shop.h"

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

struct options {
	struct buffer words; /* the operands */
	const char *at;      /* --at, as typed; NULL */
};

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct options *options, struct cli *cli)
{
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP)
			return false;
		if (code == CLI_AT) {
			options->at = cli->value;
		} else if (code == 'q') {
			cli->settings.quiet = true;
		} else {
			if (options->words.len > 0)
				buffer_add_char(&options->words, ' ');
			buffer_add_string(&options->words, cli->value);
		}
	}
	if (options->words.len == 0) {
		cli_wrong(cli, "say a time: due-when 3bd, due-when fri 17:00");
		return false;
	}
	return true;
}

/* Read the times; when what was typed is refused, cli->status is set. */
static bool
understand(struct dueanswer *answer, const struct options *options,
	   struct cli *cli, const struct shop *shop)
{
	struct when_context context = shop->when;
	struct when start;
	struct fail why;

	if (options->at) {
		if (!when_parse_past(options->at, &context, &start, &why)) {
			cli_wrong(cli, "--at: %s", why.text);
			return false;
		}
		context.now = start.at;
		answer->start_given = true;
	}
	if (dueanswer_find(answer, options->words.at, &context, shop->now,
			   shop->policy, &why))
		return true;
	cli_wrong(cli, "%s", why.text);
	return false;
}

/* --why: the days on the way, oldest first. */
static void
write_days(struct output *out, struct dueanswer *answer, int open_days,
	   const struct hours *hours)
{
	struct daycount count;
	struct daycount_day day;

	daycount_init(&count, hours, answer->start, answer->when.at, open_days);
	answer->day = &day;
	while (daycount_next(&count, &day)) {
		struct arena arena = {0};
		struct record record;

		daycount_record(&record, &day, hours, &arena);
		output_record(out, &record);
		arena_release(&arena);
	}
	answer->day = NULL;
}

/* The answer itself: words for a person, below the table of days or alone;
 * else a record. */
static void
write_answer(struct output *out, const struct dueanswer *answer,
	     const struct cli *cli, const struct shop *shop)
{
	struct arena arena = {0};
	struct buffer text = {0};
	struct record record;

	if (output_form(out) == OUTPUT_TABLE && !cli->settings.columns) {
		if (output_count(out) > 0)
			buffer_add_char(&text, '\n');
		dueanswer_say(&text, answer, shop->zone, shop->now);
		output_text(out, text.at, text.len);
	} else {
		dueanswer_record(&record, answer, shop->zone, &arena);
		output_record(out, &record);
	}
	buffer_release(&text);
	arena_release(&arena);
}

/* Read, decide, write. */
static enum exitcode
run(struct output *out, const struct options *options, struct cli *cli,
    const struct shop *shop)
{
	struct dueanswer answer = {0};
	enum exitcode status = EXITCODE_DONE;
	struct buffer warning = {0};

	if (!shop->policy) {
		diag_say("the plan is faulty: no opening hours are known, and "
			 "times are in UTC");
		status = EXITCODE_INPUT;
	}
	output_set_context(out, &answer);
	if (!understand(&answer, options, cli, shop)) {
		status = exitcode_worse(status, cli->status);
	} else if (cli->settings.quiet) {
		if (answer.can_be != DUEANSWER_KEPT)
			status = exitcode_worse(status, EXITCODE_NO);
	} else {
		if (cli->settings.why && shop->when.hours)
			write_days(out, &answer,
				   dueanswer_open_days(options->words.at),
				   shop->when.hours);
		write_answer(out, &answer, cli, shop);
		dueanswer_warn(&warning, &answer, shop->zone, shop->now);
		if (warning.len > 0)
			diag_say("%s", warning.at);
	}
	buffer_release(&warning);
	dueanswer_release(&answer);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct output *out = NULL;
	struct shop shop = {0};
	enum exitcode status;
	struct cli cli;

	cli_start(&cli, &tool, argc, argv);
	if (parse_options(&options, &cli) && shop_load(&shop, &cli) &&
	    (out = cli_output(&cli, &dueanswer_kind, shop.policy)))
		status = run(out, &options, &cli, &shop);
	else
		status = cli.status;
	status = cli_finish(&cli, out, status);
	shop_release(&shop);
	buffer_release(&options.words);
	return (int)status;
}
