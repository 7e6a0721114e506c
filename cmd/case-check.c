/*
 * case-check: what is wrong with the journal and with the plan, each fault at
 * its file, line and column; and the one way to move damaged lines aside.
 */
#include "checking.h"
#include "cli.h"
#include "diag.h"
#include "journal.h"
#include "output.h"
#include "setaside.h"
#include "shop.h"
#include "starter.h"

enum { STARTER = CLI_OWN, SET_ASIDE };

static const struct cli_option own[] = {
	{STARTER, "starter", NULL, "print a plan to begin with"},
	{SET_ASIDE, "set-aside", NULL, "move bad lines to JOURNAL.bad"},
	{0},
};

static const struct cli_tool tool = {
	.name = "case-check",
	.kind = CLI_KEEPER,
	.synopsis = "case-check [OPTIONS]\ncase-check --set-aside [-n]\n"
		    "case-check --starter",
	.examples = "case-check                   # the journal and the plan\n"
		    "case-check -p policies.yaml -f /dev/null\n"
		    "case-check --set-aside -n    # what would be moved\n"
		    "case-check --starter >~/.config/amends/policies.yaml\n",
	.shared = "journal policy now dry-run",
	.own = own,
};

static enum exitcode
set_aside(struct cli *cli)
{
	bool dry = cli->settings.dry_run;
	enum exitcode status = EXITCODE_DONE;
	struct check moved = {0};
	struct journal journal;
	struct fail why;

	if (journal_find(&journal, cli->settings.journal, &why) &&
	    (dry ? setaside_look : setaside_move)(&journal, &moved, &why)) {
		cli->recorded = !dry;
		checking_report(&moved, dry ? "to be moved: " : "moved: ");
	} else {
		diag_fail(&why);
		status = fail_exitcode(why.kind);
	}
	check_release(&moved);
	journal_release(&journal);
	return status;
}

/* What is to be done: STARTER, SET_ASIDE, or CLI_END, to look at the plan and
 * the journal. False: everything is said, cli->status is the answer. */
static bool
parse_options(int *job, struct cli *cli)
{
	int code;

	*job = CLI_END;
	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP)
			return false;
		if (code == CLI_OPERAND)
			return !cli_wrong(cli,
					  "'%s': the journal is named with -f, "
					  "the plan with -p",
					  cli->value);
		if (*job != CLI_END && *job != code)
			return !cli_wrong(cli,
					  "--starter and --set-aside are two "
					  "things to do; choose one");
		*job = code;
	}
	if (cli->settings.dry_run && *job != SET_ASIDE)
		return !cli_wrong(cli, "-n goes with --set-aside");
	return true;
}

static enum exitcode
look(struct cli *cli, struct shop *shop)
{
	enum exitcode status;

	if (!shop_load(shop, cli))
		return cli->status;
	status = checking_plan(shop);
	return exitcode_worse(status, checking_journal(cli, shop));
}

int
main(int argc, char **argv)
{
	static const struct output_kind text = {0};
	enum exitcode status = EXITCODE_DONE;
	struct output *out = NULL;
	struct shop shop = {0};
	struct cli cli;
	int job;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_options(&job, &cli)) {
		status = cli.status;
	} else if (job == STARTER) {
		cli_only_prints();
		out = cli_output(&cli, &text, NULL);
		output_text(out, (const char *)starter_plan, starter_plan_len);
	} else if (job == SET_ASIDE) {
		status = set_aside(&cli);
	} else {
		status = look(&cli, &shop);
	}
	status = cli_finish(&cli, out, status);
	shop_release(&shop);
	return (int)status;
}
