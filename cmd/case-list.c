/*
 * case-list: the cases, a record each, oldest first; or with -e their events,
 * those that stand, in order of time.
 */
#include <stdlib.h>

#include "cli.h"
#include "diag.h"
#include "listing.h"
#include "listrows.h"
#include "output.h"
#include "reading.h"
#include "shop.h"

static const struct cli_tool tool = {
	.name = "case-list",
	.kind = CLI_FILTER,
	.synopsis = "case-list [OPTIONS] [CASE...]",
	.examples =
		"case-list                    # open cases, oldest first\n"
		"case-list -A --in 2026-11    # all that were opened in "
		"November\n"
		"case-list -k category=late -k customer~ruiz\n"
		"case-list -o short,customer,state,due\n"
		"case-list -e give --in 2026 -o cause,amount\n"
		"case-list -e all 7qk         # all that stands of one case\n",
	.shared = "journal policy now all events since until in key columns "
		  "header raw csv json table color",
};

struct options {
	int64_t from, to; /* the period */
};

/* All that deciding what to list looks at. */
struct list {
	const struct cli *cli;
	const struct options *options;
	struct listing_view view;
	bool *named; /* of the book's cases, those that operands name */
};

static bool
parse_options(struct cli *cli)
{
	struct cli_settings *settings = &cli->settings;
	int code;

	while ((code = cli_next(cli)) == CLI_OPERAND)
		cli_keep_operand(cli);
	if (code != CLI_END)
		return false;
	settings->all = settings->all || (!settings->selection.has_events &&
					  sought_closed(&settings->selection));
	return cli_check_sought(cli, settings->selection.has_events
					     ? SOUGHT_EVENTS
					     : SOUGHT_CASES);
}

static bool
is_named(const struct list *list, const struct casefile *file)
{
	return list->cli->operand_count == 0 ||
	       list->named[file - list->view.book->cases];
}

/* Whether a record is one of the period's, and -k and -e select it: with what
 * the plan hides in lists where -o asks for it by name. */
static bool
selects(const struct list *list, struct record *record,
	const struct output_name *names, struct arena *arena)
{
	const struct policy *policy = list->view.duties.policy;

	if (record->at < list->options->from ||
	    record->at >= list->options->to ||
	    !selection_selects(&list->cli->settings.selection, record, names))
		return false;
	if (policy && !list->cli->settings.columns)
		listing_hide(record, policy, arena);
	return true;
}

static bool
selects_case(const void *context, struct record *record, struct arena *arena)
{
	return selects(context, record, listing_cases.names, arena);
}

static bool
selects_event(const void *context, struct record *record, struct arena *arena)
{
	return selects(context, record, NULL, arena);
}

/* False where a file could not be read again, which was said. */
static bool
write_list(struct output *out, const struct list *list)
{
	const struct casebook *book = list->view.book;
	const struct cli_settings *settings = &list->cli->settings;
	bool all = settings->all || list->cli->operand_count > 0;
	bool *listed = mem_zero(book->count + 1, sizeof(*listed));
	const struct listing_filter filter = {
		.selection = &settings->selection,
		.named = list->cli->operand_count > 0 ? list->named : NULL,
		.from = list->options->from,
		.to = list->options->to,
	};
	struct listrows rows = {.book = book,
				.view = &list->view.duties,
				.listed = listed,
				.select = selects_case,
				.context = list};
	struct fail why;
	bool read;

	for (size_t i = 0; i < book->count; i++)
		listed[i] = is_named(list, &book->cases[i]) &&
			    (all || casefile_is_open(&book->cases[i]));
	if (settings->selection.has_events) {
		rows.events = &filter;
		rows.select = selects_event;
	} else if (settings->selection.count == 0 && !settings->columns) {
		rows.hides = list->view.duties.policy;
	}
	read = listrows_write(out, &rows, &why);
	if (!read)
		diag_fail(&why);
	free(listed);
	return read;
}

/* Read no more than the list needs. */
static bool
begin(struct reading *reading, const struct options *options, struct cli *cli,
      const struct shop *shop)
{
	struct casebook_wanted wanted;
	struct namedby_detail detail;

	if (cli->operand_count > 0)
		return reading_begin_about(reading, cli, shop, cli->operands,
					   cli->operand_count);
	if (!listing_wanted(&wanted, &detail, &cli->settings.selection,
			    cli->settings.all, options->from, options->to,
			    cli->settings.columns, shop->policy))
		return reading_begin(reading, cli, shop);
	return reading_begin_wanted(reading, cli, shop, &wanted, NULL, 0);
}

static const struct output_kind *
kind_of(const struct cli *cli)
{
	return cli->settings.selection.has_events ? &listing_of_events
						  : &listing_cases;
}

/* Read, decide, write. */
static enum exitcode
run(struct output *out, const struct options *options, struct cli *cli,
    const struct shop *shop)
{
	struct list list = {.cli = cli, .options = options};
	enum exitcode status = EXITCODE_DONE;
	struct reading reading;

	if (!begin(&reading, options, cli, shop))
		status = cli->status;
	if (!shop->policy) {
		status = exitcode_worse(status, EXITCODE_INPUT);
		diag_say("the plan is faulty: due times are those of open "
			 "promises alone");
	}
	list.view.book = &reading.book;
	list.named = mem_zero(reading.book.count, sizeof(*list.named));
	duty_view_init(&list.view.duties, shop->policy, shop->zone, shop->now);
	output_set_context(out, &list.view);
	if (!reading_mark(
		    &reading, list.named, cli->operands, cli->operand_count,
		    cli->settings.all ? READING_CLOSED_TOO : READING_SEVERAL,
		    cli, shop))
		status = exitcode_worse(status, cli->status);
	else if (!write_list(out, &list))
		status = exitcode_worse(status, EXITCODE_SYSTEM);
	if (output_count(out) == 0)
		cli_explain_nothing(cli, kind_of(cli), shop->policy);
	free(list.named);
	return reading_end(&reading, status);
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
	if (parse_options(&cli) && shop_load_beside(&shop, &cli) &&
	    shop_period(&cli, &shop, &options.from, &options.to) &&
	    (out = cli_output(&cli, kind_of(&cli), shop.policy)))
		status = run(out, &options, &cli, &shop);
	else
		status = cli.status;
	status = cli_finish(&cli, out, status);
	shop_release(&shop);
	return (int)status;
}
