/*
 * case-check: what is wrong with the journal and with the plan, each fault at
 * its file, line and column; and the one way to move damaged lines aside.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "cli.h"
#include "diag.h"
#include "journal.h"
#include "output.h"
#include "setaside.h"
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

/* Report findings; the status is that of the gravest. Of one kind just
 * so many are printed that a wrong file does not fill the screen. */
static enum exitcode
report(const struct check *check, const char *before_damage)
{
	struct diag_tally damage = {0}, advice = {0};

	for (size_t i = 0; i < check->count; i++) {
		const struct check_finding *at = &check->findings[i];
		struct buffer text = {0};

		bool advises = at->gravity == CHECK_ADVICE;

		buffer_format(&text, "%s%s",
			      advises ? "advice: " : before_damage, at->text);
		diag_bad_line(advises ? &advice : &damage, at->file, at->line,
			      at->column, text.at);
		buffer_release(&text);
	}
	diag_tally_end(&damage);
	diag_tally_end(&advice);
	if (damage.count > 0)
		return EXITCODE_INPUT;
	return advice.count > 0 ? EXITCODE_NO : EXITCODE_DONE;
}

/* At a terminal somebody waits for a word; a script has the status. */
static void
say_done(const char *path, const struct check *check)
{
	if (!cli_is_terminal(STDOUT_FILENO))
		return;
	printf("%s: %zu case%s, %zu event%s, ", path, check->cases,
	       check->cases == 1 ? "" : "s", check->events,
	       check->events == 1 ? "" : "s");
	if (check->count == 0)
		puts("nothing to see to");
	else
		printf("%zu thing%s to see to\n", check->count,
		       check->count == 1 ? "" : "s");
}

static void
check_mode(struct check *check, const char *path)
{
	unsigned mode = 0, others = journal_exposed(path, &mode);

	if (others)
		check_find(check, CHECK_ADVICE, path,
			   "others than its owner may read or write it (mode "
			   "%04o); chmod %s",
			   mode, others == 077 ? "600" : "o=");
}

/* Of a file, and of what was torn off it or set aside. */
static void
check_modes(struct check *check, const char *path)
{
	static const char *const endings[] = {"", ".torn", ".bad"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		struct buffer name = {0};

		buffer_format(&name, "%s%s", path, endings[i]);
		check_mode(check, name.at);
		buffer_release(&name);
	}
}

/* Find the journal. What comes through a pipe comes once. */
static bool
find(struct journal *journal, struct check *check, struct cli *cli,
     struct fail *why)
{
	struct stat is;

	if (!journal_find(journal, cli->settings.journal, why))
		return false;
	check->twice = !journal->input && stat(journal->path, &is) == 0 &&
		       (S_ISREG(is.st_mode) || S_ISDIR(is.st_mode));
	return true;
}

static enum exitcode
check_journal(struct cli *cli, const struct cli_shop *shop)
{
	struct check check = {.digits = shop->digits, .now = shop->now};
	const struct journal_reader reader = {
		.context = &check,
		.run = check_run,
		.line = check_line,
		.bad = check_long_line,
		.comment = check_comment,
		.torn = check_torn,
	};
	const struct journal_reader again = {.context = &check,
					     .run = check_run_again,
					     .line = check_line_again};
	enum exitcode status = EXITCODE_DONE;
	struct journal journal;
	struct fail why;

	if (!find(&journal, &check, cli, &why) ||
	    !journal_read(&journal, false, &reader, &why)) {
		diag_fail(&why);
		status = fail_exitcode(why.kind);
	}
	/* What the first reading could not read was said. */
	while (check_again(&check))
		journal_read(&journal, true, &again, &why);
	for (size_t i = 0; i < check.file_count; i++)
		check_modes(&check, check.files[i].name);
	check_end(&check);
	if (shop->policy)
		check_kept(&check, shop->policy, shop->policy_path);
	status = exitcode_worse(status, report(&check, ""));
	if (check.bad > 0)
		diag_say(
			"%zu line%s cannot be read: case-check --set-aside "
			"moves %s to JOURNAL.bad; case-log - takes what is put "
			"right",
			check.bad, check.bad == 1 ? "" : "s",
			check.bad == 1 ? "it" : "them");
	if (status < EXITCODE_INPUT)
		say_done(journal.path, &check);
	check_release(&check);
	journal_release(&journal);
	return status;
}

static enum exitcode
check_policy(const struct cli_shop *shop)
{
	struct check check = {.now = shop->now};
	enum exitcode status;

	/* Its faults were said when it was read. */
	if (!shop->policy)
		return EXITCODE_INPUT;
	if (shop->installed)
		check_find(&check, CHECK_ADVICE, shop->policy_path,
			   "the plan that came with amends is in force; "
			   "case-check --starter prints one to make your own");
	check_plan(&check, shop->policy, shop->policy_path);
	status = report(&check, "");
	check_release(&check);
	return status;
}

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
		report(&moved, dry ? "to be moved: " : "moved: ");
	} else {
		diag_fail(&why);
		status = fail_exitcode(why.kind);
	}
	check_release(&moved);
	journal_release(&journal);
	return status;
}

int
main(int argc, char **argv)
{
	static const struct output_kind text = {0};
	struct output *out = NULL;
	struct cli_shop shop = {0};
	struct cli cli;
	enum exitcode status;
	int code, job = CLI_END;

	cli_start(&cli, &tool, argc, argv);
	while ((code = cli_next(&cli)) == STARTER || code == SET_ASIDE)
		job = code;
	if (code == CLI_OPERAND)
		cli_wrong(&cli,
			  "'%s': the journal is named with -f, the plan "
			  "with -p",
			  cli.value);
	else if (code == CLI_END && cli.settings.dry_run && job != SET_ASIDE)
		code = cli_wrong(&cli, "-n goes with --set-aside");
	if (code != CLI_END) {
		status = cli.status;
	} else if (job == STARTER) {
		out = cli_output(&cli, &text, NULL);
		output_text(out, (const char *)starter_plan, starter_plan_len);
		status = EXITCODE_DONE;
	} else if (job == SET_ASIDE) {
		status = set_aside(&cli);
	} else if (cli_shop_load(&shop, &cli)) {
		status = check_policy(&shop);
		status = exitcode_worse(status, check_journal(&cli, &shop));
	} else {
		status = cli.status;
	}
	status = cli_finish(&cli, out, status);
	cli_shop_release(&shop);
	return (int)status;
}
