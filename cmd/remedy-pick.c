/* remedy-pick: what a customer may be offered to put a case right, in what
 * order, at what cost and by when. Filter. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "naming.h"
#include "optionlist.h"
#include "output.h"
#include "pace.h"
#include "reading.h"
#include "refusal.h"
#include "remedy.h"
#include "repeat.h"
#include "rules.h"
#include "shop.h"

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
		  "json table color",
};

/* False: everything is said, cli->status is the answer. */
static bool
parse_words(struct reading_words *words, struct cli *cli)
{
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP)
			return false;
		if (code == CLI_OPERAND && !reading_take(words, cli))
			return false;
	}
	if (words->count == 0 && !words->input)
		return !cli_wrong(cli, "name a case: remedy-pick 7qk");
	return cli_check_sought(cli, SOUGHT_OPTIONS);
}

/* What stands above the table. */
static void
write_above(struct output *out, const struct rules_view *view)
{
	struct buffer text = {0};

	if (output_count(out) > 0)
		buffer_add_char(&text, '\n');
	optionlist_above(&text, view);
	output_words(out, buffer_string(&text));
	buffer_release(&text);
}

/* Cases like it, and who else has the same item: below the table, or with
 * --why as records of their own. */
static void
write_others(struct output *out, const struct rules_view *view, struct cli *cli)
{
	const struct selection *selection = &cli->settings.selection;
	struct buffer text = {0};
	size_t count;
	struct record *others = optionlist_others(&count, view, &cli->arena);

	if (output_form(out) == OUTPUT_TABLE)
		optionlist_show_others(&text, others, count, view);
	else if (!cli->settings.why)
		count = 0;
	for (size_t i = 0; output_form(out) != OUTPUT_TABLE && i < count; i++) {
		if (selection_selects(selection, &others[i], optionlist_names))
			output_record(out, &others[i]);
	}
	output_words(out, buffer_string(&text));
	buffer_release(&text);
	free(others);
}

/* What the plan wants to be thought of where there is little to choose. */
static void
advise(const struct remedy_choice *choice, const struct rules_view *view,
       const char *name)
{
	const struct policy *policy = view->policy;
	const struct policy_raise *raise = repeat_raise(policy, view->file);
	size_t chosen =
		casefile_last(view->file, VERB_ACCEPT, NULL, view->file->since);
	size_t shown = (size_t)policy->rules.options_shown;

	if (choice->picked > 0 && choice->fixes < shown &&
	    chosen == CASEFILE_NONE && !pace_has_reason(view->file))
		diag_say("%s has %zu option%s to choose from, and the plan "
			 "shows %zu at least (%s); say why: case-log %s note "
			 "REASON",
			 name, choice->fixes, choice->fixes == 1 ? "" : "s",
			 shown,
			 policy_place(policy, policy->rules.options_line),
			 name);
	if (raise && raise->fix_only_is_not_enough)
		diag_say("%s was here before with the same: a fix alone is "
			 "not enough, so a gesture goes with it (%s:%zu)",
			 naming_in_message(view->file), policy->file,
			 raise->line);
}

/* What stands below it. */
static void
write_below(struct output *out, const struct remedy_choice *choice,
	    size_t shown, const struct rules_view *view, const char *name,
	    bool whys)
{
	struct buffer text = {0};

	optionlist_below(&text, choice, shown, view, name, whys);
	output_words(out, buffer_string(&text));
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
may_offer(const struct rules_view *view, struct cli *cli, const char *name)
{
	struct rules_step step = {VERB_OFFER, NULL, MONEY_NONE};
	const char *call = arena_format(&cli->arena, "case-log %s", name);
	struct buffer text = {0};
	bool held = refusal_find(&text, view, &step, call, "offer");

	if (held)
		diag_block(text.at);
	buffer_release(&text);
	return !held;
}

/* One case: decide, and write. */
static enum exitcode
pick(struct output *out, const struct rules_view *view, struct cli *cli)
{
	const char *name = naming_typed(view->book, view->file, &cli->arena);
	bool table = output_form(out) == OUTPUT_TABLE;
	bool may = may_offer(view, cli, name);
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
		optionlist_record(&record, &choice.options[i], i, view,
				  &cli->arena);
		if (selection_selects(&cli->settings.selection, &record,
				      optionlist_names))
			output_record(out, &record);
	}
	if (choice.picked > 0 || cli->settings.why)
		write_others(out, view, cli);
	if (may)
		advise(&choice, view, name);
	if (table && (choice.picked > 0 || cli->settings.why))
		write_below(out, &choice, shown, view, name, cli->settings.why);
	return may && choice.picked > 0 ? EXITCODE_DONE : EXITCODE_NO;
}

/* Read, and then case by case. */
static enum exitcode
run(struct output *out, const struct reading_words *words, struct cli *cli,
    const struct shop *shop)
{
	struct reading reading;
	struct rules_view view = {shop->policy, NULL, &reading.book,
				  cli->settings.who, shop->now};
	enum exitcode status = EXITCODE_DONE;

	if (!reading_begin_about(&reading, cli, shop, words->at, words->count))
		return reading_end(&reading, cli->status);
	for (size_t i = 0; i < words->count; i++) {
		view.file = reading_case(&reading.book, words->at[i], shop);
		if (!view.file)
			status = exitcode_worse(status, EXITCODE_USAGE);
		else if (!reading_was_named(&reading, view.file))
			status = exitcode_worse(status, pick(out, &view, cli));
	}
	if (status == EXITCODE_DONE && output_count(out) == 0)
		cli_explain_nothing(cli, &optionlist_kind, shop->policy);
	if (words->bad.count > 0)
		status = exitcode_worse(status, EXITCODE_INPUT);
	return reading_end(&reading, status);
}

int
main(int argc, char **argv)
{
	struct reading_words words = {0};
	struct output *out = NULL;
	struct shop shop = {0};
	struct optionlist_view shown;
	struct cli cli;
	enum exitcode status;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_words(&words, &cli) || !shop_load_beside(&shop, &cli)) {
		status = cli.status;
	} else if (!shop.policy) {
		diag_say("without a sound plan there is no remedy to pick");
		status = EXITCODE_INPUT;
	} else if (!(out = cli_output(&cli, &optionlist_kind, shop.policy))) {
		status = cli.status;
	} else {
		shown = (struct optionlist_view){shop.zone, shop.now};
		output_set_context(out, &shown);
		status = run(out, &words, &cli, &shop);
	}
	diag_tally_end(&words.bad);
	free(words.at);
	status = cli_finish(&cli, out, status);
	shop_release(&shop);
	return (int)status;
}
