/* case-new: write a complaint down, in the customer's words; or many of them,
 * out of another program's CSV file. Recorder. */
#include <stdlib.h>

#include "cli.h"
#include "complaint.h"
#include "importing.h"
#include "interview.h"
#include "newcase.h"
#include "recording.h"
#include "shop.h"
#include "timeform.h"

enum {
	OPTION_SETTLED = CLI_OWN,
	OPTION_NEAR_MISS,
	OPTION_IMPORT,
	OPTION_MAP,
	OPTION_EXT,
	OPTION_TIME_FORM,
	OPTION_HISTORY,
};

static const struct cli_option own_options[] = {
	{OPTION_SETTLED, "settled", "REMEDY",
	 "it was put right on the spot; -a says what it cost"},
	{OPTION_NEAR_MISS, "near-miss", NULL,
	 "nobody has complained: it nearly went wrong, and nothing is due"},
	{OPTION_IMPORT, "import", "FILE",
	 "complaints from a CSV file; - "
	 "takes standard input"},
	{OPTION_MAP, "map", "FIELD=HEADER", "which column a field is in"},
	{OPTION_EXT, "ext", "HEADER",
	 "the column that tells rows apart; none comes twice"},
	{OPTION_TIME_FORM, "time-form", "FORM",
	 "how times are written there: %d/%m/%Y"},
	{OPTION_HISTORY, "history", NULL,
	 "past complaints: they count, and nothing is due"},
	{0},
};

static const struct cli_tool tool = {
	.name = "case-new",
	.kind = CLI_RECORDER,
	.synopsis = "case-new [-c NAME] [-t KIND] [-k KEY=VALUE] WORDS ...\n"
		    "case-new --settled REMEDY [-a COST] WORDS ...\n"
		    "case-new --near-miss WORDS ...\n"
		    "case-new\n"
		    "case-new --import FILE [--map FIELD=HEADER] "
		    "[--ext HEADER]",
	.examples =
		"case-new -c 'Ana Ruiz' The mug came in pieces. It was a "
		"gift.\n"
		"case-new -c 'Ana Ruiz' -k phone=+34600111222 -t "
		"arrived-damaged The mug broke.\n"
		"case-new -c 'Leo Marsh' --settled replace -a 4.50 My coffee "
		"was cold.\n"
		"case-new --near-miss The wrong bike was nearly handed over.\n"
		"case-new --import shop.csv --map text=Message --ext Ticket\n",
	.shared = "journal policy by now quiet dry-run message amount key "
		  "customer category at once",
	.own = own_options,
};

struct options {
	struct complaint complaint;
	const char *settled; /* --settled */
	bool near_miss;      /* --near-miss */
	const char *file;    /* --import */
	struct import_options import;
	size_t map_room;
	struct interview asked; /* if asks */
	bool asks;
};

/* What cannot go together, before anything is read. */
static bool
check_options(struct options *options, struct cli *cli)
{
	const struct import_options *import = &options->import;
	struct fail why;

	if (options->file) {
		if (complaint_is_given(&options->complaint) || options->settled)
			return !cli_wrong(cli, "--import takes all it records "
					       "from the file");
		return !import->time_form ||
		       timeform_check(import->time_form, &why) ||
		       !cli_wrong(cli, "%s", why.text);
	}
	if (import->map_count > 0 || import->ext || import->time_form ||
	    import->history)
		return !cli_wrong(cli, "--map, --ext, --time-form and "
				       "--history go with --import FILE");
	if (options->near_miss && options->settled)
		return !cli_wrong(cli, "--settled puts a complaint right; of "
				       "a near miss there is none");
	if (options->complaint.amount && !options->settled)
		return !cli_wrong(cli, "-a is what --settled cost; what they "
				       "paid is -k value=18.00");
	options->asks = !options->complaint.has_words &&
			!options->complaint.has_message &&
			interview_begin(&options->asked, cli);
	return options->asks || complaint_check(&options->complaint, cli);
}

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct options *options, struct cli *cli)
{
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP ||
		    !complaint_take(&options->complaint, cli, code))
			return false;
		switch (code) {
		case OPTION_SETTLED:
			if (!cli_take_once(cli, &options->settled, "--settled"))
				return false;
			break;
		case OPTION_NEAR_MISS:
			options->near_miss = true;
			if (!complaint_set(&options->complaint, cli,
					   "near-miss", "yes") ||
			    !complaint_set(&options->complaint, cli, "history",
					   "yes"))
				return false;
			break;
		case OPTION_IMPORT:
			if (!cli_take_once(cli, &options->file, "--import"))
				return false;
			break;
		case OPTION_MAP:
			if (!importing_add_map(&options->import,
					       &options->map_room, cli))
				return false;
			break;
		case OPTION_EXT:
			if (!cli_take_once(cli, &options->import.ext, "--ext"))
				return false;
			break;
		case OPTION_TIME_FORM:
			if (!cli_take_once(cli, &options->import.time_form,
					   "--time-form"))
				return false;
			break;
		case OPTION_HISTORY:
			options->import.history = true;
			break;
		default:
			break;
		}
	}
	return check_options(options, cli);
}

static enum exitcode
run(struct options *options, struct cli *cli, const struct shop *shop)
{
	struct fail why;
	int64_t at;

	if (options->file)
		return importing_run(cli, shop, options->file,
				     &options->import);
	if (options->asks &&
	    !interview_opening(&options->asked, &options->complaint))
		return cli->status;
	if (!complaint_time(&options->complaint, &shop->when, &at, &why)) {
		cli_wrong(cli, "%s", why.text);
		return cli->status;
	}
	return newcase_record(
		&(struct newcase){
			.complaint = &options->complaint,
			.settled = options->settled,
			.asked = options->asks ? &options->asked : NULL,
			.at = at,
		},
		cli, shop);
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct shop shop = {0};
	enum exitcode status;
	struct cli cli;

	cli_start(&cli, &tool, argc, argv);
	if (parse_options(&options, &cli) && shop_load_beside(&shop, &cli))
		status = run(&options, &cli, &shop);
	else
		status = cli.status;
	status = cli_finish(&cli, NULL, status);
	shop_release(&shop);
	complaint_release(&options.complaint);
	importing_release(&options.import);
	if (options.asks)
		interview_release(&options.asked);
	return (int)status;
}
