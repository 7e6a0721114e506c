/*
 * case-stats: what became of the complaints of a period, report by report: a
 * record a figure; at a terminal a page to read.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "diag.h"
#include "duty.h"
#include "listing.h"
#include "output.h"
#include "reading.h"
#include "shop.h"
#include "stats.h"
#include "statsperiod.h"
#include "statsprint.h"
#include "terminal.h"
#include "text.h"

#define PAGE_COLUMNS 80 /* of --table in a file */

enum { BY = CLI_OWN };

static const struct cli_option own[] = {
	{BY, "by", "UNIT", "a period each: day, week, month, quarter or year"},
	{0},
};

static const struct cli_tool tool = {
	.name = "case-stats",
	.kind = CLI_FILTER,
	.synopsis = "case-stats [OPTIONS] [REPORT...]",
	.examples = "case-stats --in 2026           # the year\n"
		    "case-stats --in 2026 --by month\n"
		    "case-stats cost-by-cause       # all causes, of all time\n"
		    "case-stats lessons --in 'last month'\n"
		    "case-stats -k category=late --in 2026-11\n"
		    "case-stats --in 2026 --csv=excel >year.csv\n",
	.shared = "journal policy now since until in key columns header raw "
		  "csv json table color",
	.own = own,
};

struct options {
	const char *const *names; /* the reports, or the plan's; borrowed */
	size_t name_count;
	bool named; /* by whoever asks, not by the plan */
	const char *by;
	enum statsperiod_unit unit;
	int64_t from, to;
};

static bool
parse_options(struct options *options, struct cli *cli)
{
	int code;

	while ((code = cli_next(cli)) == CLI_OPERAND || code == BY) {
		if (code == BY) {
			options->by = cli->value;
			continue;
		}
		/* A report is printed once, however often it is asked for. */
		if (!text_is_among(cli->value, cli->operands,
				   cli->operand_count))
			cli_keep_operand(cli);
	}
	options->names = cli->operands;
	options->name_count = cli->operand_count;
	return code == CLI_END;
}

/* Whether what was asked for can be answered at all. */
static bool
is_sound(struct options *options, struct cli *cli, const struct shop *shop)
{
	const struct policy *policy = shop->policy;
	const struct selection *selection = &cli->settings.selection;
	struct fail why;

	for (size_t i = 0; i < options->name_count; i++) {
		if (!stats_is_report(options->names[i], policy, &why))
			return cli_wrong(cli, "%s", why.text) != CLI_STOP;
	}
	if (options->by && !statsperiod_unit(options->by, &options->unit, &why))
		return cli_wrong(cli, "%s", why.text) != CLI_STOP;
	for (size_t i = 0; i < selection->count; i++) {
		if (strcmp(selection->at[i].key, "owner") == 0 ||
		    strcmp(selection->at[i].key, "who") == 0)
			return cli_wrong(cli,
					 "-k %s: figures are about causes and "
					 "steps, never about one of the staff",
					 selection->at[i].key) != CLI_STOP;
	}
	options->named = options->name_count > 0;
	if (!options->named) {
		options->names = policy->reports.show.at;
		options->name_count = policy->reports.show.count;
	}
	return cli_check_sought(cli, SOUGHT_CASES) &&
	       shop_period(cli, shop, &options->from, &options->to);
}

static bool
any_case(const struct stats_period *periods, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (periods[i].case_count > 0)
			return true;
	}
	return false;
}

/* False where the journal cannot be read, which was said. */
static bool
read_cases(struct reading *reading, const struct options *options,
	   struct cli *cli, const struct shop *shop)
{
	const struct stats_asked asked = {
		.policy = shop->policy,
		.names = options->names,
		.name_count = options->name_count,
		.from = options->from,
		.to = options->to,
	};
	struct casebook_wanted wanted;

	if (!stats_wanted(&wanted, &asked))
		return reading_begin(reading, cli, shop);
	return reading_begin_wanted(reading, cli, shop, &wanted, NULL, 0);
}

/* Read, count, write. */
static enum exitcode
run(struct output *out, const struct options *options, struct cli *cli,
    const struct shop *shop)
{
	struct reading reading;
	enum exitcode status = read_cases(&reading, options, cli, shop)
				       ? EXITCODE_DONE
				       : cli->status;
	struct duty_view view;
	struct statsprint print = {
		.book = &reading.book,
		.view = &view,
		.names = options->names,
		.name_count = options->name_count,
		.is_bounded = options->by || options->from != INT64_MIN ||
			      options->to != INT64_MAX,
		.as_series = options->by && !options->named,
		.columns = terminal_is(STDOUT_FILENO) ? terminal_columns()
						      : PAGE_COLUMNS,
		.arena = &cli->arena,
	};
	struct stats_period *periods;
	bool *wanted;

	/* No figures of what is not there: they would be taken for true. */
	if (status == EXITCODE_SYSTEM && reading.book.count == 0)
		return reading_end(&reading, status);
	casebook_find_persons(&reading.book, shop->policy);
	duty_view_init(&view, shop->policy, shop->zone, shop->now);
	wanted = listing_selected(&cli->settings.selection, print.book, &view);
	print.periods = periods = statsperiod_cut(
		options->unit, options->from, options->to, print.book, wanted,
		shop->zone, shop->now, &cli->arena, &print.period_count);
	free(wanted);
	if (!any_case(periods, print.period_count))
		cli_explain_nothing(cli, &listing_cases, shop->policy);
	if (output_form(out) != OUTPUT_TABLE || cli->settings.columns)
		statsprint_records(out, &print);
	else
		statsprint_page(out, &print);
	free(periods);
	return reading_end(&reading, status);
}

int
main(int argc, char **argv)
{
	struct options options = {.unit = STATSPERIOD_ALL};
	struct output *out = NULL;
	struct shop shop = {0};
	enum exitcode status;
	struct cli cli;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_options(&options, &cli) || !shop_load_beside(&shop, &cli)) {
		status = cli.status;
	} else if (!shop.policy) {
		diag_say("without a sound plan nothing can be counted");
		status = EXITCODE_INPUT;
	} else if (is_sound(&options, &cli, &shop) &&
		   (out = cli_output(&cli, &stats_kind, shop.policy))) {
		status = run(out, &options, &cli, &shop);
	} else {
		status = cli.status;
	}
	status = cli_finish(&cli, out, status);
	shop_release(&shop);
	return (int)status;
}
