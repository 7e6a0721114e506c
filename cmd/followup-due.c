/*
 * followup-due: what is owed to whom, most pressing first: as records, as a
 * table, or as the morning's letter.
 */
#include "cli.h"
#include "owing.h"
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
is_sound(struct cli *cli, const struct owing_options *options)
{
	bool text = options->letter || options->mail_to;
	const char *form = options->calendar ? "--ics"
			   : options->letter ? "--letter"
					     : "--mail";

	if (options->calendar && text)
		return cli_wrong(cli,
				 "--ics is a calendar, --letter and "
				 "--mail are a text; choose one") != CLI_STOP;
	if ((options->calendar || text) && is_list(&cli->settings))
		return cli_wrong(cli,
				 "%s has a form of its own; leave out -o, -H, "
				 "-r, --csv, --json, --table and --why",
				 form) != CLI_STOP;
	return cli_check_sought(cli, SOUGHT_DUTIES);
}

static bool
parse_options(struct cli *cli, struct owing_options *options)
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
			more = cli_take_once(cli, &options->mail_to, "--mail");
			break;
		case ICS:
			options->calendar = true;
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

int
main(int argc, char **argv)
{
	struct owing_options options = {0};
	struct output *out = NULL;
	struct shop shop = {0};
	enum exitcode status;
	struct cli cli;

	cli_start(&cli, &tool, argc, argv);
	if (parse_options(&cli, &options) && shop_load_beside(&shop, &cli))
		status = owing_run(&cli, &shop, &options, &out);
	else
		status = cli.status;
	status = cli_finish(&cli, out, status);
	shop_release(&shop);
	return (int)status;
}
