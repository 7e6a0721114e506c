/* case-show: one case on a page, to be read in half a minute; the copy of it
 * that the customer may have; the card that it is handed over with. Filter. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casepage.h"
#include "cli.h"
#include "customercopy.h"
#include "reading.h"
#include "shop.h"
#include "text.h"

enum { FOR_CUSTOMER = CLI_OWN, HAND_OVER };

static const struct cli_option own[] = {
	{FOR_CUSTOMER, "for-customer", NULL,
	 "the copy they may have: all that was said and promised"},
	{HAND_OVER, "hand-over", NULL, "the card to hand it over with, alone"},
	{0},
};

static const struct cli_tool tool = {
	.name = "case-show",
	.kind = CLI_FILTER,
	.synopsis = "case-show [OPTIONS] CASE ...",
	.examples =
		"case-show 7qk                  # who, what, what is owed, "
		"what "
		"next\n"
		"case-show ruiz | less\n"
		"case-show --for-customer 7qk   # without what stays inside\n"
		"case-show --hand-over 7qk\n"
		"case-list -k owner=kim | case-show -\n",
	.shared = "journal policy by now",
	.own = own,
};

struct options {
	struct reading_words words;
	bool for_customer, hand_over;
};

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct options *options, struct cli *cli)
{
	struct reading_words *words = &options->words;
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP)
			return false;
		if (code == FOR_CUSTOMER)
			options->for_customer = true;
		else if (code == HAND_OVER)
			options->hand_over = true;
		else if (!reading_take(words, cli))
			return false;
	}
	if (words->count == 0 && !words->input)
		return !cli_wrong(cli, "name a case: case-show 7qk");
	if (options->for_customer && options->hand_over)
		return !cli_wrong(cli, "--for-customer and --hand-over are two "
				       "pages; ask for one");
	return true;
}

/* What keeps a page from being written, whatever the case; EXITCODE_DONE:
 * nothing does. */
static enum exitcode
may_show(const struct options *options, const struct policy *policy)
{
	if (!policy && (options->for_customer || options->hand_over)) {
		diag_say("without a sound plan nothing says what may be %s",
			 options->for_customer ? "in the customer's copy"
					       : "on the card");
		return EXITCODE_INPUT;
	}
	if (options->for_customer && !policy->privacy.copy_for_customer) {
		diag_say("the plan keeps the customer's copy back "
			 "(%s, privacy.copy-for-customer)",
			 policy->file);
		return EXITCODE_NO;
	}
	if (!policy)
		diag_say("the plan is faulty: no clock was looked at, and "
			 "nothing says what comes next");
	return EXITCODE_DONE;
}

static void
show(struct buffer *out, const struct options *options,
     const struct rules_view *view, const struct zone *zone)
{
	/* Pages are apart by a form feed's worth of room: two empty lines. */
	if (out->len > 0)
		buffer_add_string(out, "\n\n");
	if (options->for_customer)
		customercopy_write(out, view->file, view->policy, view->now);
	else if (options->hand_over)
		casepage_hand_over(out, view);
	else
		casepage_write(out, view, zone);
}

/* Read, and then case by case. */
static enum exitcode
run(struct buffer *out, const struct options *options, struct cli *cli,
    const struct shop *shop)
{
	const struct reading_words *words = &options->words;
	struct reading reading;
	struct rules_view view = {shop->policy, NULL, &reading.book,
				  cli->settings.who, shop->now};
	enum exitcode status = shop->policy ? EXITCODE_DONE : EXITCODE_INPUT;

	if (!reading_begin_about(&reading, cli, shop, words->at, words->count))
		return reading_end(&reading, cli->status);
	for (size_t i = 0; i < words->count; i++) {
		view.file = reading_case(&reading.book, words->at[i], shop);
		if (!view.file)
			status = exitcode_worse(status, EXITCODE_USAGE);
		else if (!reading_was_named(&reading, view.file))
			show(out, options, &view, shop->zone);
	}
	if (words->bad.count > 0)
		status = exitcode_worse(status, EXITCODE_INPUT);
	return reading_end(&reading, status);
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct buffer out = {0}, shown = {0};
	struct shop shop = {0};
	struct cli cli;
	enum exitcode status;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_options(&options, &cli) || !shop_load_beside(&shop, &cli))
		status = cli.status;
	else if ((status = may_show(&options, shop.policy)) == EXITCODE_DONE)
		status = run(&out, &options, &cli, &shop);
	/* Customers' words and names are among it. */
	text_show(&shown, buffer_string(&out), out.len);
	cli_print(&cli, buffer_string(&shown), shown.len);
	diag_tally_end(&options.words.bad);
	free(options.words.at);
	status = cli_finish(&cli, NULL, status);
	buffer_release(&out);
	buffer_release(&shown);
	shop_release(&shop);
	return (int)status;
}
