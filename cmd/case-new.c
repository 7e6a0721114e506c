/* case-new: write a complaint down, in the customer's words; or many of them,
 * out of another program's CSV file. Recorder. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "draft.h"
#include "importing.h"
#include "opening.h"
#include "recording.h"
#include "settled.h"
#include "text.h"
#include "timeform.h"

enum {
	OPTION_SETTLED = CLI_OWN,
	OPTION_IMPORT,
	OPTION_MAP,
	OPTION_EXT,
	OPTION_TIME_FORM,
	OPTION_HISTORY,
};

static const struct cli_option own_options[] = {
	{OPTION_SETTLED, "settled", "REMEDY",
	 "it was put right on the spot; -a says what it cost"},
	{OPTION_IMPORT, "import", "FILE",
	 "complaints from a CSV file; - "
	 "takes standard input"},
	{OPTION_MAP, "map", "FIELD=HEADER", "which column a field is in"},
	{OPTION_EXT, "ext", "HEADER",
	 "the column that tells rows apart: none comes in twice"},
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
		    "case-new --import FILE [--map FIELD=HEADER] "
		    "[--ext HEADER]",
	.examples =
		"case-new -c 'Ana Ruiz' The mug came in pieces. It was a "
		"gift.\n"
		"case-new -c 'Ana Ruiz' -k phone=+34600111222 -t "
		"arrived-damaged The mug broke.\n"
		"case-new -c 'Leo Marsh' --settled replace -a 4.50 My coffee "
		"was cold.\n"
		"case-new --import shop.csv --map text=Message --ext Ticket\n",
	.shared = "journal policy by now quiet dry-run message amount key "
		  "customer category at once",
	.own = own_options,
};

struct options {
	struct buffer words; /* what they said */
	bool has_words, has_message;
	const char *category, *amount, *at, *once, *settled;
	struct record_pair *pairs; /* keys of the complaint */
	size_t pair_count, pair_room;
	const char *file; /* --import */
	struct import_options import;
	struct import_map *maps;
	size_t map_room;
};

/* Wrong usage was reported: parsing ends here. */
static bool
wrong(int code)
{
	(void)code;
	return false;
}

static void
add_word(struct options *options, const char *word)
{
	if (options->has_words)
		buffer_add_char(&options->words, ' ');
	buffer_add_string(&options->words, word);
	options->has_words = true;
}

static bool
read_message(struct options *options, struct cli *cli)
{
	struct fail why;

	if (options->has_message)
		return wrong(cli_wrong(cli, "-m is there twice"));
	options->has_message = true;
	if (strcmp(cli->value, "-") != 0) {
		buffer_add_string(&options->words, cli->value);
		return true;
	}
	if (cli_read_input(&options->words, &why))
		return true;
	diag_fail(&why);
	cli->status = fail_exitcode(why.kind);
	return false;
}

/* Split NAME=VALUE; the name is from the arena. */
static bool
split(struct cli *cli, const char *option, const char *wanted,
      const char **name, const char **value)
{
	const char *equals = strchr(cli->value, '=');

	if (!equals || equals == cli->value || !equals[1])
		return wrong(cli_wrong(cli, "%s wants %s, not '%s'", option,
				       wanted, cli->value));
	*name = arena_copy(&cli->arena, cli->value,
			   (size_t)(equals - cli->value));
	*value = equals + 1;
	return true;
}

static bool
set_key(struct options *options, struct cli *cli, const char *key,
	const char *value)
{
	const char *guess = NULL;

	if (!*value)
		return true;
	if (strcmp(key, "category") == 0) {
		options->category = value;
		return true;
	}
	if (!record_is_key(key))
		return wrong(cli_wrong(cli, "'%s' cannot be a key", key));
	if (!draft_is_open_key(key, &guess) && guess)
		return wrong(cli_wrong(cli, "'%s' is no key of a complaint%s",
				       key, text_did_you_mean(guess)));
	for (size_t i = 0; i < options->pair_count; i++) {
		if (strcmp(options->pairs[i].key, key) == 0)
			return wrong(cli_wrong(cli, "%s is there twice", key));
	}
	options->pairs = mem_grow(options->pairs, options->pair_count,
				  &options->pair_room, sizeof(*options->pairs));
	options->pairs[options->pair_count++] =
		(struct record_pair){key, value};
	return true;
}

static bool
add_key(struct options *options, struct cli *cli)
{
	const char *key, *value;

	return split(cli, "-k", "key=value", &key, &value) &&
	       set_key(options, cli, key, value);
}

static bool
add_map(struct options *options, struct cli *cli)
{
	struct import_options *import = &options->import;
	struct import_map map;

	if (!split(cli, "--map", "field=Header", &map.field, &map.header))
		return false;
	options->maps = mem_grow(options->maps, import->map_count,
				 &options->map_room, sizeof(*options->maps));
	options->maps[import->map_count++] = map;
	import->maps = options->maps;
	return true;
}

/* What cannot go together, before anything is read. */
static bool
check_options(const struct options *options, struct cli *cli)
{
	const struct import_options *import = &options->import;
	struct fail why;

	if (options->file) {
		if (options->has_words || options->has_message ||
		    options->pair_count > 0 || options->category ||
		    options->amount || options->at || options->once ||
		    options->settled)
			return wrong(cli_wrong(
				cli, "--import takes all it records from "
				     "the file"));
		if (import->time_form &&
		    !timeform_check(import->time_form, &why))
			return wrong(cli_wrong(cli, "%s", why.text));
		return true;
	}
	if (import->map_count > 0 || import->ext || import->time_form ||
	    import->history)
		return wrong(cli_wrong(
			cli, "--map, --ext, --time-form and --history "
			     "go with --import FILE"));
	if (options->amount && !options->settled)
		return wrong(cli_wrong(cli,
				       "-a is what --settled cost; what they "
				       "paid is -k value=18.00"));
	if (options->has_words && options->has_message)
		return wrong(cli_wrong(cli,
				       "the text is there twice, as words and "
				       "with -m"));
	if (buffer_string(&options->words)[strspn(
		    buffer_string(&options->words), " \t\r\n")] == '\0')
		return wrong(cli_wrong(
			cli, "their words are missing; as case-new -c 'Ana "
			     "Ruiz' The mug came in pieces"));
	return true;
}

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct options *options, struct cli *cli)
{
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		bool good = code != CLI_STOP;

		switch (code) {
		case CLI_OPERAND:
			add_word(options, cli->value);
			break;
		case CLI_MESSAGE:
			good = read_message(options, cli);
			break;
		case CLI_CUSTOMER:
			good = set_key(options, cli, "customer", cli->value);
			break;
		case CLI_CATEGORY:
			options->category = cli->value;
			break;
		case CLI_KEY:
			good = add_key(options, cli);
			break;
		case CLI_AMOUNT:
			options->amount = cli->value;
			break;
		case CLI_AT:
			options->at = cli->value;
			break;
		case CLI_ONCE:
			options->once = cli->value;
			break;
		case OPTION_SETTLED:
			options->settled = cli->value;
			break;
		case OPTION_IMPORT:
			options->file = cli->value;
			break;
		case OPTION_MAP:
			good = add_map(options, cli);
			break;
		case OPTION_EXT:
			options->import.ext = cli->value;
			break;
		case OPTION_TIME_FORM:
			options->import.time_form = cli->value;
			break;
		case OPTION_HISTORY:
			options->import.history = true;
			break;
		default:
			break;
		}
		if (!good)
			return false;
	}
	return check_options(options, cli);
}

/* One complaint. */

static enum exitcode
write_down(const struct options *options, struct cli *cli,
	   const struct cli_shop *shop, int64_t at)
{
	struct draft draft = {
		.verb = VERB_OPEN,
		.typed = "open",
		.what = options->category,
		.text = buffer_string(&options->words),
		.pairs = options->pairs,
		.pair_count = options->pair_count,
		.at = INSTANT_NONE,
		.due_at = INSTANT_NONE,
	};
	struct recording recording;
	struct buffer said = {0};
	char id[CASEID_SIZE];
	struct fail why = {0};
	enum exitcode status;

	recording_begin(&recording, cli, shop, true);
	recording.entry.at = at;
	recording.entry.once = options->once;
	recording.entry.already = options->settled != NULL;
	if (!entry_open(&recording.entry, NULL, &draft, id, &why) ||
	    (options->settled &&
	     !settled_add(&recording.entry, id, options->settled,
			  options->amount, &why))) {
		status = recording_refuse(&recording, &why);
	} else {
		struct rules_view view = {
			shop->policy, casebook_find(&recording.book, id),
			&recording.book, cli->settings.who, shop->now};

		if (!recording.entry.repeated && shop->policy)
			opening_warn(&recording.entry.warnings, shop->policy,
				     &recording.book, view.file);
		if (cli_is_terminal(STDOUT_FILENO))
			opening_say_back(&said, &view,
					 recording.entry.repeated);
		status = recording_commit(&recording, said.at);
	}
	recording_end(&recording);
	buffer_release(&said);
	return status;
}

static enum exitcode
run(struct options *options, struct cli *cli, const struct cli_shop *shop)
{
	struct when when = {.at = INSTANT_NONE};
	struct fail why;

	if (options->file)
		return importing_run(cli, shop, options->file,
				     &options->import);
	if (options->at &&
	    !when_parse_past(options->at, &shop->when, &when, &why)) {
		cli_wrong(cli, "--at: %s", why.text);
		return cli->status;
	}
	return write_down(options, cli, shop, when.at);
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct cli_shop shop = {0};
	enum exitcode status;
	struct cli cli;

	cli_start(&cli, &tool, argc, argv);
	if (parse_options(&options, &cli) && cli_shop_load(&shop, &cli))
		status = run(&options, &cli, &shop);
	else
		status = cli.status;
	status = cli_finish(&cli, NULL, status);
	cli_shop_release(&shop);
	buffer_release(&options.words);
	free(options.pairs);
	free(options.maps);
	return (int)status;
}
