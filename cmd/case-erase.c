/* case-erase: take a customer's personal data out of the journal, over all of
 * their cases; what the shop has to know of itself stays. Keeper. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "diag.h"
#include "erasing.h"
#include "lines.h"
#include "reading.h"
#include "shop.h"
#include "terminal.h"
#include "text.h"

enum { OPTION_DUE = CLI_OWN, OPTION_PENDING, OPTION_YES };

static const struct cli_option own[] = {
	{OPTION_DUE, "closed-long-ago", NULL,
	 "what was closed longer ago than the plan keeps it"},
	{OPTION_PENDING, "pending", NULL,
	 "what an erase elsewhere has left in this machine's file"},
	{OPTION_YES, "yes", NULL, "do not ask"},
	{0},
};

static const struct cli_tool tool = {
	.name = "case-erase",
	.kind = CLI_KEEPER,
	.synopsis = "case-erase [OPTIONS] CASE ...\n"
		    "case-erase --closed-long-ago [OPTIONS]\n"
		    "case-erase --pending [OPTIONS]",
	.examples = "case-erase ruiz               # asks before it does it\n"
		    "case-erase -n ruiz            # the lines that would go\n"
		    "case-erase --yes ruiz         # in a script\n"
		    "case-erase --closed-long-ago  # what the plan keeps no "
		    "longer\n"
		    "case-erase --pending          # on the folder's other "
		    "machines\n",
	.shared = "journal policy by now quiet dry-run",
	.own = own,
};

struct options {
	enum erasing_job job;
	struct reading_words words;
	bool yes;
};

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct options *options, struct cli *cli)
{
	bool due = false, pending = false;
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_OPERAND) {
			if (!reading_take(&options->words, cli))
				return false;
		} else if (code == OPTION_DUE) {
			due = true;
		} else if (code == OPTION_PENDING) {
			pending = true;
		} else if (code == OPTION_YES) {
			options->yes = true;
		} else {
			return false;
		}
	}
	if (due && pending)
		return !cli_wrong(cli, "--closed-long-ago and --pending do not "
				       "go together");
	if ((due || pending) && options->words.count > 0)
		return !cli_wrong(cli, "--%s takes no case",
				  due ? "closed-long-ago" : "pending");
	if (!due && !pending && options->words.count == 0)
		return !cli_wrong(cli, "name a case: case-erase ruiz");
	options->job = due       ? ERASING_DUE
		       : pending ? ERASING_PENDING
				 : ERASING_NAMED;
	return true;
}

/* Whether a person agrees. */
static bool
is_agreed(const struct erasing *erasing)
{
	struct buffer question = {0};
	struct lines lines;
	struct fail why;
	size_t len;
	char *at;
	bool agreed = false, yes;
	enum lines_got got;

	erasing_say(&question, erasing);
	diag_text(question.at);
	buffer_release(&question);
	lines_init(&lines, STDIN_FILENO, -1);
	got = lines_next(&lines, &at, &len, &why);
	if (got == LINES_LINE || got == LINES_TAIL)
		agreed = text_yes_or_no(at, &yes) && yes;
	else
		diag_text("\n");
	lines_release(&lines);
	return agreed;
}

/*
 * What is erased is gone for good, so somebody has to agree: at a terminal to
 * what is listed there, in a script with --yes. What an erase has already
 * decided, --pending only carries out.
 */
static enum exitcode
agree(struct erasing *erasing, const struct options *options, struct cli *cli,
      const struct shop *shop)
{
	enum exitcode status = EXITCODE_DONE;

	if (!erasing_begin(erasing, options->job, &options->words, cli, shop,
			   false) ||
	    !erasing_has_work(erasing)) {
		status = erasing->status;
	} else if (!terminal_is(STDIN_FILENO) || !diag_is_read_by_a_person()) {
		diag_say("nothing is erased: %zu case%s, %zu line%s would go "
			 "for good; add --yes to do it, -n to see them",
			 erasing->case_count,
			 erasing->case_count == 1 ? "" : "s", erasing->lines,
			 erasing->lines == 1 ? "" : "s");
		status = EXITCODE_USAGE;
	} else if (!is_agreed(erasing)) {
		diag_say("nothing is erased");
		status = EXITCODE_NO;
	}
	return status;
}

static void
print_done(const struct erasing *erasing, struct cli *cli)
{
	if (!terminal_is(STDOUT_FILENO))
		cli_print(cli, buffer_string(&erasing->events),
			  erasing->events.len);
	else if (!cli->settings.quiet)
		printf("Erased: %zu case%s, %zu line%s.\n", erasing->case_count,
		       erasing->case_count == 1 ? "" : "s",
		       erasing->lines - erasing->plan.foreign,
		       erasing->lines - erasing->plan.foreign == 1 ? "" : "s");
}

/* The lines that would go, as they are. */
static void
print_lines(const struct erasing *erasing, struct cli *cli)
{
	for (size_t i = 0; i < 3; i++)
		cli_print(cli, buffer_string(&erasing->files[i].taken),
			  erasing->files[i].taken.len);
}

static enum exitcode
erase(const struct options *options, struct cli *cli, const struct shop *shop,
      const struct erasing *agreed)
{
	bool dry = cli->settings.dry_run;
	struct erasing erasing;

	if (!erasing_begin(&erasing, options->job, &options->words, cli, shop,
			   !dry))
		return erasing_end(&erasing);
	if (agreed && !erasing_is_same(agreed, &erasing)) {
		diag_say("nothing is erased: there are other cases of theirs "
			 "by now; look again");
		erasing.status = EXITCODE_NO;
	} else if (dry) {
		print_lines(&erasing, cli);
		erasing_remark(&erasing);
	} else if (!erasing_has_work(&erasing)) {
		if (terminal_is(STDOUT_FILENO) && !cli->settings.quiet)
			puts("There is nothing left to be erased.");
		erasing_remark(&erasing);
	} else if (erasing_write(&erasing)) {
		print_done(&erasing, cli);
		erasing_remark(&erasing);
	}
	return erasing_end(&erasing);
}

static enum exitcode
run(const struct options *options, struct cli *cli, const struct shop *shop)
{
	struct erasing agreed;
	enum exitcode status;

	if (options->yes || options->job == ERASING_PENDING ||
	    cli->settings.dry_run)
		return erase(options, cli, shop, NULL);
	status = agree(&agreed, options, cli, shop);
	if (status == EXITCODE_DONE)
		status = erase(options, cli, shop, &agreed);
	erasing_end(&agreed);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct shop shop = {0};
	struct cli cli;
	enum exitcode status;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_options(&options, &cli) || !shop_load_beside(&shop, &cli))
		status = cli.status;
	else
		status = run(&options, &cli, &shop);
	if (options.words.bad.count > 0)
		status = exitcode_worse(status, EXITCODE_INPUT);
	diag_tally_end(&options.words.bad);
	free(options.words.at);
	status = cli_finish(&cli, NULL, status);
	shop_release(&shop);
	return (int)status;
}
