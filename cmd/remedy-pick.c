/* remedy-pick: what a customer may be offered to put a case right, in what
 * order, at what cost and by when. Filter. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "naming.h"
#include "output.h"
#include "reading.h"
#include "remedy.h"
#include "rules.h"
#include "text.h"
#include "when.h"

static const struct cli_tool tool = {
	.name = "remedy-pick",
	.kind = CLI_FILTER,
	.synopsis = "remedy-pick [OPTIONS] CASE ...",
	.examples = "remedy-pick 7qk                    # the options, and how "
		    "to say them\n"
		    "remedy-pick 7qk | case-log -       # offer them all\n"
		    "remedy-pick --why 7qk              # and what was left "
		    "out, and why\n"
		    "remedy-pick -o what,due,amount 7qk\n",
	.shared = "journal policy by now why key columns header raw csv "
		  "json table",
};

static const struct output_name names[] = {
	{"remedy", RECORD_WHAT},
	{"cost", RECORD_AMOUNT},
	{"by", RECORD_DUE},
	{0},
};

static const struct output_key keys[] = {
	{"ask", OUTPUT_TEXT},  {"kind", OUTPUT_TEXT}, {"n", OUTPUT_TEXT},
	{"rule", OUTPUT_TEXT}, {"why", OUTPUT_TEXT},  {0},
};

/* What the cells of a table need to know. */
struct table {
	const struct zone *zone;
	int64_t now;
};

/* "Thu 18:00" within the week; what waits for a fix has no time yet. */
static void
cell_done_by(struct buffer *out, const struct record *record,
	     const void *context)
{
	const struct table *table = context;
	size_t begin = out->len;

	if (record->due == INSTANT_NONE) {
		buffer_add_string(
			out, strcmp(record->event, "offer") == 0 ? "now" : "-");
	} else if (record->due - table->now < 6 * 24 * ZONE_HOUR) {
		when_say_day(out, table->zone, table->now, record->due, true);
		buffer_cut(out, begin + strlen("Thu "));
		when_say_time(out, table->zone, record->due);
	} else {
		when_say(out, table->zone, table->now, record->due);
	}
}

static const struct output_cell table_cells[] = {
	{.heading = "", .name = "n", .whole = true},
	{.heading = "REMEDY", .name = "what", .whole = true},
	{.heading = "WHAT WE WOULD DO", .name = "text"},
	{.heading = "DONE BY", .cell = cell_done_by, .whole = true},
	{.heading = "COST", .name = "amount", .whole = true, .right = true},
	{.heading = "WHY", .name = "why"},
	{0},
};

static const struct output_kind kind = {
	.names = names, .keys = keys, .table = table_cells};

struct options {
	const char **cases;
	size_t count;
	bool input;            /* an operand `-` */
	struct diag_tally bad; /* lines of it */
};

static void
add_case(struct options *options, const char *word)
{
	options->cases = mem_resize(options->cases, options->count + 1,
				    sizeof(*options->cases));
	options->cases[options->count++] = word;
}

/* Operand `-`: the cases of the records on standard input. */
static bool
add_input(struct options *options, struct cli *cli)
{
	const char **ids;
	size_t count;
	struct fail why;

	options->input = true;
	if (!cli_read_cases(&cli->arena, &ids, &count, &options->bad, &why)) {
		diag_fail(&why);
		cli->status = fail_exitcode(why.kind);
		return false;
	}
	for (size_t i = 0; i < count; i++)
		add_case(options, ids[i]);
	return true;
}

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct options *options, struct cli *cli)
{
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP)
			return false;
		if (code != CLI_OPERAND)
			continue;
		if (strcmp(cli->value, "-") != 0)
			add_case(options, cli->value);
		else if (!add_input(options, cli))
			return false;
	}
	if (options->count == 0 && !options->input)
		return !cli_wrong(cli, "name a case: remedy-pick 7qk");
	if (options->input && cli->settings.journal &&
	    strcmp(cli->settings.journal, "-") == 0)
		return !cli_wrong(cli, "standard input is the journal or the "
				       "cases, not both");
	return true;
}

/* One option as the record that case-log - takes. */
static void
option_record(struct record *record, const struct remedy_option *option,
	      size_t number, const struct rules_view *view, struct arena *arena)
{
	const struct policy *policy = view->policy;
	const struct policy_remedy *remedy = &policy->remedies[option->remedy];

	record_init(record);
	memcpy(record->id, view->file->id, CASEID_SIZE);
	record->at = view->now + (int64_t)number;
	record->offset = zone_offset(policy->shop.zone, record->at);
	record->event = option->picked ? "offer" : "left-out";
	record->what = remedy->id;
	record->who = view->who;
	record->text = remedy->label;
	if (option->by != INSTANT_NONE) {
		record->due = option->by - option->by % ZONE_SECOND;
		record->due_offset =
			zone_offset(policy->shop.zone, record->due);
	}
	record->amount = option->cost;
	record->amount_digits = policy->shop.digits;
	record_set(record, "kind", remedy_kind_name(remedy->kind), arena);
	if (option->picked)
		record_set(record, "n", arena_format(arena, "%zu", number + 1),
			   arena);
	if (option->ask != POLICY_NONE)
		record_set(record, "ask", policy->staff[option->ask].id, arena);
	record_set(record, "why", option->why, arena);
	if (option->line)
		record_set(record, "rule",
			   arena_format(arena, "%s:%zu", policy->file,
					option->line),
			   arena);
}

/* What stands above the table: whose case it is, and what they want. */
static void
write_above(struct output *out, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	const char *customer = naming_customer(file);
	const char *wants = casefile_detail(file, "wants");
	struct buffer text = {0};

	buffer_format(&text, "%s%s  ", output_count(out) > 0 ? "\n" : "",
		      file->id);
	text_escape(&text, customer, strlen(customer));
	if (file->category)
		buffer_format(&text, ", %s", file->category);
	if (file->value != MONEY_NONE) {
		buffer_add_string(&text, ", ");
		money_format(&text, file->value, view->policy->shop.digits);
		buffer_format(&text, " %s", view->policy->shop.currency);
	}
	buffer_add_char(&text, '\n');
	if (wants) {
		buffer_add_string(&text, "They want: ");
		text_escape(&text, wants, strlen(wants));
		buffer_add_char(&text, '\n');
	}
	buffer_add_char(&text, '\n');
	output_text(out, text.at, text.len);
	buffer_release(&text);
}

/* What stands below it: the line to type next. */
static void
write_below(struct output *out, const struct remedy_choice *choice,
	    size_t shown, const struct policy *policy, const char *name)
{
	struct buffer text = {0};
	size_t left_out = choice->count - shown;

	buffer_add_char(&text, '\n');
	if (choice->picked > 0)
		buffer_format(&text, "then  case-log %s offer + accept %s\n",
			      name,
			      policy->remedies[choice->options[0].remedy].id);
	buffer_format(&text, "why   remedy-pick --why %s", name);
	if (left_out > 0)
		buffer_format(&text, "   %zu other%s left out", left_out,
			      left_out == 1 ? " was" : "s were");
	buffer_add_char(&text, '\n');
	output_text(out, text.at, text.len);
	buffer_release(&text);
}

/* People see what may come after a fix, unnumbered. */
static bool
is_shown(const struct remedy_option *option, const struct output *out,
	 const struct cli *cli)
{
	return option->picked || cli->settings.why ||
	       (option->later && output_form(out) == OUTPUT_TABLE);
}

/* Whether an offer may be put at all; what must come first is said. */
static bool
may_offer(const struct rules_view *view, const char *short_id)
{
	struct rules_step step = {VERB_OFFER, NULL, MONEY_NONE};
	struct rules_missing missing;
	struct buffer text = {0}, call = {0};
	bool held = false;

	rules_missing(&missing, view, &step);
	for (size_t i = 0; i < missing.count; i++)
		held = held || missing.gate[i] != POLICY_REMIND;
	if (held) {
		buffer_format(&call, "case-log %s", short_id);
		rules_refusal(&text, &missing, view, &step, call.at, "offer");
		diag_block(text.at);
	}
	buffer_release(&text);
	buffer_release(&call);
	return !held;
}

/* One case: decide, and write. */
static enum exitcode
pick(struct output *out, const struct rules_view *view, struct cli *cli)
{
	const char *name = naming_typed(view->book, view->file, &cli->arena);
	bool table = output_form(out) == OUTPUT_TABLE;
	bool may = may_offer(view, name);
	struct remedy_choice choice;
	size_t shown = 0;

	if (!may && !cli->settings.why)
		return EXITCODE_NO;
	remedy_choose(&choice, view, &cli->arena);
	if (may && choice.picked == 0)
		diag_say("no remedy is open for %s; remedy-pick --why %s says "
			 "why",
			 name, name);
	if (table && (choice.picked > 0 || cli->settings.why))
		write_above(out, view);
	for (size_t i = 0; i < choice.count; i++) {
		struct record record;

		if (!is_shown(&choice.options[i], out, cli))
			continue;
		shown++;
		option_record(&record, &choice.options[i], i, view,
			      &cli->arena);
		if (cli_selects(&cli->settings, &record, names))
			output_record(out, &record);
	}
	if (table && (choice.picked > 0 || cli->settings.why))
		write_below(out, &choice, shown, view->policy, name);
	return may && choice.picked > 0 ? EXITCODE_DONE : EXITCODE_NO;
}

/* Read, and then case by case. */
static enum exitcode
run(struct output *out, const struct options *options, struct cli *cli,
    const struct cli_shop *shop)
{
	struct reading reading;
	struct rules_view view = {shop->policy, NULL, &reading.book,
				  cli->settings.who, shop->now};
	enum exitcode status = EXITCODE_DONE;

	if (!reading_begin(&reading, cli, shop))
		return reading_end(&reading, cli->status);
	for (size_t i = 0; i < options->count; i++) {
		view.file =
			reading_case(&reading.book, options->cases[i], shop);
		status =
			exitcode_worse(status, view.file ? pick(out, &view, cli)
							 : EXITCODE_USAGE);
	}
	if (options->bad.count > 0)
		status = exitcode_worse(status, EXITCODE_INPUT);
	return reading_end(&reading, status);
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct output *out = NULL;
	struct cli_shop shop = {0};
	struct table table;
	struct cli cli;
	enum exitcode status;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_options(&options, &cli) || !cli_shop_load(&shop, &cli)) {
		status = cli.status;
	} else if (!shop.policy) {
		diag_say("without a sound plan there is no remedy to pick");
		status = EXITCODE_INPUT;
	} else if (!(out = cli_output(&cli, &kind, &shop))) {
		status = cli.status;
	} else {
		table = (struct table){shop.zone, shop.now};
		output_set_context(out, &table);
		status = run(out, &options, &cli, &shop);
	}
	diag_tally_end(&options.bad);
	free(options.cases);
	status = cli_finish(&cli, out, status);
	cli_shop_release(&shop);
	return (int)status;
}
