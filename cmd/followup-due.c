/*
 * followup-due: what is owed to whom, most pressing first: as records, as a
 * table, or as the morning's letter.
 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "diag.h"
#include "duelist.h"
#include "dueprint.h"
#include "duty.h"
#include "hours.h"
#include "letter.h"
#include "output.h"
#include "owed.h"
#include "reading.h"
#include "shop.h"

enum { FOR = CLI_OWN, LETTER, MAIL, ICS };

static const struct cli_option own[] = {
	{FOR, "for", "WHO", "what is theirs alone; - for nobody's"},
	{LETTER, "letter", NULL, "a text to read; empty when nothing is due"},
	{MAIL, "mail", "TO", "the letter with headers, for sendmail -t"},
	{ICS, "ics", NULL, "a calendar, an event a duty, for a phone"},
	{0},
};

static const struct cli_tool tool = {
	.name = "followup-due",
	.kind = CLI_FILTER,
	.synopsis = "followup-due [OPTIONS] [CASE...]",
	.examples =
		"followup-due                 # owed by the end of the next "
		"open day\n"
		"followup-due -w close        # owed today\n"
		"followup-due --for kim\n"
		"followup-due 7qk             # all that is owed on one case\n"
		"followup-due --why 7qk       # and since when, by which line\n"
		"followup-due --letter        # for cron\n",
	.shared = "journal policy now quiet within why key columns header raw "
		  "csv json table color",
	.own = own,
};

struct options {
	const char *for_whom;
	bool letter;
	const char *mail;
	bool ics;
};

/* Whether it says how the list is to look. */
static bool
is_list(const struct cli_settings *settings)
{
	return settings->columns || settings->header || settings->raw ||
	       settings->csv || settings->json || settings->table ||
	       settings->why;
}

/* Whether they go together. */
static bool
is_sound(struct cli *cli, const struct options *options)
{
	bool text = options->letter || options->mail;
	const char *form = options->ics      ? "--ics"
			   : options->letter ? "--letter"
					     : "--mail";

	if (options->ics && text)
		return cli_wrong(cli,
				 "--ics is a calendar, --letter and "
				 "--mail are a text; choose one") != CLI_STOP;
	if ((options->ics || text) && is_list(&cli->settings))
		return cli_wrong(cli,
				 "%s has a form of its own; leave out -o, -H, "
				 "-r, --csv, --json, --table and --why",
				 form) != CLI_STOP;
	return cli_check_sought(cli, SOUGHT_DUTIES);
}

static bool
parse_options(struct cli *cli, struct options *options)
{
	bool more = true;
	int code;

	while (more && (code = cli_next(cli)) != CLI_END) {
		switch (code) {
		case FOR:
			more = cli_take_once(cli, &options->for_whom, "--for");
			break;
		case LETTER:
			options->letter = true;
			break;
		case MAIL:
			more = cli_take_once(cli, &options->mail, "--mail");
			break;
		case ICS:
			options->ics = true;
			break;
		case CLI_OPERAND:
			cli_keep_operand(cli);
			break;
		default:
			return false;
		}
	}
	return more && is_sound(cli, options);
}

/* What was asked for, and what it is asked of. */
struct asked {
	struct cli *cli;
	struct options options;
	struct shop shop;
	struct reading reading;
	struct duty_view view;
	struct duelist_wanted wanted;
	struct dueprint print;
};

/* Decide and write; the answer is whether anything is due. */
static enum exitcode
answer(struct output *out, struct asked *asked)
{
	struct duty_list list = {0};
	enum exitcode status = EXITCODE_DONE;
	struct fail why;
	bool able;

	owed_on_book(&list, &asked->view, &asked->reading.book,
		     &asked->cli->arena);
	able = duelist_find_whom(&asked->wanted, &list, asked->shop.policy,
				 &why);
	duelist_select(&list, &asked->wanted, &asked->cli->arena);
	if (able && list.count == 0)
		cli_explain_nothing(asked->cli, &duelist_kind,
				    asked->shop.policy);
	if (able && asked->cli->settings.quiet)
		status = list.count > 0 ? EXITCODE_DONE : EXITCODE_NO;
	else if (able)
		able = dueprint_write(out, &asked->print, &list, &why);
	if (!able) {
		diag_fail(&why);
		status = fail_exitcode(why.kind);
	}
	duty_list_release(&list);
	return status;
}

static void
how_to_print(struct asked *asked)
{
	const struct options *options = &asked->options;

	asked->print = (struct dueprint){
		.form = options->mail     ? DUEPRINT_MAIL
			: options->letter ? DUEPRINT_LETTER
			: options->ics    ? DUEPRINT_CALENDAR
					  : DUEPRINT_LIST,
		.mail_to = options->mail,
		.why = asked->cli->settings.why,
		.columns = asked->cli->settings.columns != NULL,
		.named = asked->cli->operand_count > 0,
		.view = &asked->view,
		.book = &asked->reading.book,
		.wanted = &asked->wanted,
		.arena = &asked->cli->arena,
	};
}

/* Whether what is not due yet is asked for, too. */
static bool
is_far(const struct asked *asked)
{
	return asked->cli->operand_count > 0 ||
	       asked->cli->settings.within.unit != DURATION_NONE;
}

/* When to list them for: -w, the clock and the plan; without one the open
 * promises alone. */
static enum exitcode
look_from(struct asked *asked)
{
	const struct cli_settings *settings = &asked->cli->settings;
	const struct shop *shop = &asked->shop;
	int64_t limit = INSTANT_NONE;

	asked->wanted = (struct duelist_wanted){
		.from = {&asked->reading.book, &asked->view},
		.whom = asked->options.for_whom,
		.limit = INT64_MAX,
		.far = is_far(asked),
		.selection = &settings->selection,
	};
	if (!shop->policy) {
		diag_say("no clock was looked at, for the plan is faulty: "
			 "these are the open promises alone");
		return EXITCODE_INPUT;
	}
	if (settings->within.unit != DURATION_NONE)
		limit = hours_add(shop->policy->hours, shop->now,
				  &settings->within);
	/* Farther than the calendar goes there is nothing more. */
	if (limit != INSTANT_NONE)
		asked->wanted.limit = limit;
	return EXITCODE_DONE;
}

/* Read, decide, write. A bad line, or a faulty plan, never hides the rest. */
static enum exitcode
run(struct output *out, struct asked *asked)
{
	const struct options *options = &asked->options;
	struct cli *cli = asked->cli;
	struct reading *reading = &asked->reading;
	enum exitcode status = EXITCODE_DONE;
	struct casebook_wanted wanted;
	bool *named;

	duty_view_init(&asked->view, asked->shop.policy, asked->shop.zone,
		       asked->shop.now);
	owed_wanted(&wanted, &asked->view);
	if (options->letter || options->mail)
		wanted.outline.promises_since = letter_since(&asked->view);
	/* Who has a duty can be asked for, be it far or near. */
	if (!is_far(asked) && !options->for_whom)
		owed_leave_far(&wanted);
	if (!reading_begin_wanted(reading, cli, &asked->shop, &wanted,
				  cli->operands, cli->operand_count))
		status = cli->status;
	status = exitcode_worse(status, look_from(asked));
	output_set_context(out, &asked->wanted.from);
	named = mem_zero(reading->book.count + 1, sizeof(bool));
	if (cli->operand_count > 0)
		asked->wanted.named = named;
	if (reading_mark(reading, named, cli->operands, cli->operand_count,
			 READING_ONE, cli, &asked->shop))
		status = exitcode_worse(status, answer(out, asked));
	else
		status = exitcode_worse(status, cli->status);
	free(named);
	return reading_end(reading, status);
}

int
main(int argc, char **argv)
{
	struct asked asked = {0};
	struct output *out = NULL;
	enum exitcode status;
	struct cli cli;

	cli_start(&cli, &tool, argc, argv);
	asked.cli = &cli;
	if (parse_options(&cli, &asked.options) &&
	    shop_load(&asked.shop, &cli)) {
		how_to_print(&asked);
		out = cli_output(&cli, dueprint_kind(&asked.print),
				 asked.shop.policy);
	}
	status = out ? run(out, &asked) : cli.status;
	shop_release(&asked.shop);
	return cli_finish(&cli, out, status);
}
