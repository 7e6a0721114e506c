/* case-log: write down what was said, promised or done on a case; say where a
 * case stands and what comes next. Recorder. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "event.h"
#include "incoming.h"
#include "naming.h"
#include "questioning.h"
#include "reading.h"
#include "recording.h"
#include "refit.h"
#include "segments.h"
#include "shop.h"
#include "standing.h"
#include "swapped.h"
#include "terminal.h"
#include "text.h"
#include "undo.h"
#include "verbhelp.h"

enum { OPTION_UNDO = CLI_OWN, OPTION_HELP };

static const struct cli_option own_options[] = {
	{OPTION_UNDO, "undo", NULL, "take the last batch of the case back"},
	{OPTION_HELP, "help", NULL, "examples and this; or explain EVENT"},
	{0},
};

static const struct cli_tool tool = {
	.name = "case-log",
	.kind = CLI_RECORDER,
	.synopsis = "case-log CASE EVENT [WHAT] [WORDS ...] [+ EVENT ...]\n"
		    "case-log CASE\ncase-log --undo CASE\n"
		    "case-log -\ncase-log",
	.examples =
		"case-log ruiz heard + restate The mug broke. + confirm\n"
		"case-log 7qk offer            # all that remedy-pick prints\n"
		"case-log 7qk accept replace   # its promise is made, too\n"
		"case-log 7qk promise Ring -d 'fri 17:00' -k how=phone\n"
		"case-log 7qk give + tell done + close satisfied\n"
		"case-log 7qk                  # what comes next\n"
		"case-log --undo 7qk\n"
		"remedy-pick 7qk | case-log -\n",
	.shared = "journal policy by now quiet dry-run message due amount key "
		  "at once already override",
	.own = own_options,
};

struct options {
	const char *named; /* CASE; NULL */
	struct segments segments;
	struct incoming incoming; /* of CASE `-` */
	const char *once, *override;
	bool already, undo, help;
};

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct options *options, struct cli *cli)
{
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP)
			return false;
		if (code == CLI_OPERAND && !options->named)
			options->named = cli->value;
		else if (code == CLI_ONCE &&
			 !cli_take_once(cli, &options->once, "--once"))
			return false;
		else if (code == CLI_ALREADY)
			options->already = true;
		else if (code == CLI_OVERRIDE &&
			 !cli_take_once(cli, &options->override, "--override"))
			return false;
		else if (code == OPTION_UNDO)
			options->undo = true;
		else if (code == OPTION_HELP)
			options->help = true;
		else if (!segments_take(&options->segments, cli, code))
			return false;
	}
	return true;
}

/* What cannot be meant, before anything is read. */
static bool
check_options(const struct options *options, struct cli *cli)
{
	const struct segments *segments = &options->segments;
	bool input = options->named && strcmp(options->named, "-") == 0;

	if (!options->named)
		return (segments->count == 0 && !options->undo) ||
		       !cli_wrong(cli, "name a case: case-log 7qk");
	if (options->help)
		return true;
	if (options->override && text_is_blank(options->override))
		return !cli_wrong(cli, "--override needs a reason");
	if (options->undo ? segments->count > 0 || input
			  : segments->count > 0 && input)
		return !cli_wrong(cli, "%s takes no event",
				  input ? "'-'" : "--undo");
	return true;
}

/* The events of one case, or their taking back. */
static bool
add_to_case(struct entry *entry, const struct options *options,
	    const struct casefile *file, struct buffer *said, struct fail *why)
{
	return options->undo ? undo_on_case(entry, file, said, why)
			     : segments_record(&options->segments, entry, file,
					       said, why);
}

/* Read, decide, append. */
static enum exitcode
record(const struct options *options, struct cli *cli, const struct shop *shop,
       int64_t at)
{
	const struct incoming *incoming = &options->incoming;
	const struct casefile *file = NULL;
	struct recording recording;
	struct buffer said = {0};
	struct fail why = {0};
	struct about about;
	char named[CASEID_SIZE];
	bool some = incoming->count == 0 &&
		    segments_about(&options->segments, &options->named,
				   shop->now, at, &about);
	bool begun = recording_begin_about(
		&recording, cli, shop, incoming->opens, some ? &about : NULL);
	enum exitcode status;

	recording.entry.at = at;
	recording.entry.already = options->already;
	recording.entry.override = options->override;
	recording.entry.once = options->once;
	if (naming_id(named, &recording.book, options->named))
		recording.entry.named = named;
	if (!begun && recording.book.count == 0 && !incoming->opens)
		status = recording_commit(&recording, NULL);
	else if (incoming->count == 0 &&
		 !(file = reading_case(&recording.book, options->named, shop)))
		status = EXITCODE_USAGE;
	else if (file ? add_to_case(&recording.entry, options, file, &said,
				    &why)
		      : incoming_add(incoming, &recording.entry, &why))
		status = recording_commit(&recording, said.at);
	else
		status = recording_refuse(&recording, &why);
	recording_end(&recording);
	buffer_release(&said);
	return status;
}

static enum exitcode
run(struct options *options, struct cli *cli, const struct shop *shop,
    struct buffer *out)
{
	int64_t at = INSTANT_NONE;
	enum exitcode status = EXITCODE_DONE;
	struct fail why;

	if (options->named && swapped_is(options->named, &options->segments))
		return swapped_say(options->named, &options->segments, cli,
				   shop);
	if (!segments_check(&options->segments, options->named, &shop->when,
			    &at, &why)) {
		diag_fail(&why);
		status = fail_exitcode(why.kind);
	} else if (!options->named) {
		cli_only_prints();
		verbhelp_list(out);
	} else if (strcmp(options->named, "-") == 0) {
		status = incoming_read(&options->incoming, STDIN_FILENO,
				       shop->digits);
		if (status == EXITCODE_DONE)
			status = record(options, cli, shop, at);
	} else if (options->segments.count == 0 && !options->undo) {
		cli_only_prints();
		status = standing_of(options->named, cli, shop, out);
	} else if (questioning_run(&options->segments, options->named,
				   options->already, options->override, cli,
				   shop)) {
		status = record(options, cli, shop, at);
	} else {
		status = cli->status;
	}
	return status;
}

/* case-log --help EVENT; or behind the case, where one is about to be typed. */
static enum exitcode
explain(const struct options *options, const struct shop *shop,
	struct buffer *out)
{
	const char *first = segments_first(&options->segments);
	const char *word = first && event_verb(options->named) == VERB_UNKNOWN
				   ? first
				   : options->named;
	struct fail why;

	cli_only_prints();
	if (verbhelp_word(out, word, shop->policy, &why))
		return EXITCODE_DONE;
	diag_fail(&why);
	return fail_exitcode(why.kind);
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct buffer out = {0}, fitting = {0}, shown = {0};
	struct shop shop = {0};
	struct cli cli;
	enum exitcode status = EXITCODE_DONE;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_options(&options, &cli) || !check_options(&options, &cli))
		status = cli.status;
	else if (options.help && !options.named)
		cli_help(&cli, true);
	else if (!shop_load_beside(&shop, &cli))
		status = cli.status;
	else if (options.help)
		status = explain(&options, &shop, &out);
	else
		status = run(&options, &cli, &shop, &out);
	/* A customer's words and name are among it. */
	refit_add(&fitting, buffer_string(&out),
		  terminal_is(STDOUT_FILENO) ? terminal_columns() : 0);
	text_show(&shown, buffer_string(&fitting), fitting.len);
	cli_print(&cli, buffer_string(&shown), shown.len);
	segments_release(&options.segments);
	incoming_release(&options.incoming);
	status = cli_finish(&cli, NULL, status);
	buffer_release(&out);
	buffer_release(&fitting);
	buffer_release(&shown);
	shop_release(&shop);
	return (int)status;
}
