#include "owing.h"

#include <stdlib.h>

#include "diag.h"
#include "duelist.h"
#include "dueprint.h"
#include "duty.h"
#include "hours.h"
#include "letter.h"
#include "owed.h"
#include "reading.h"

/* What is asked, and of what. */
struct asked {
	struct cli *cli;
	const struct owing_options *options;
	const struct shop *shop;
	struct reading reading;
	struct duty_view view;
	struct duelist_wanted wanted;
	struct dueprint print;
};

/* Decide and write; the answer is whether anything is due. */
static enum exitcode
answer(struct output *out, struct asked *asked)
{
	struct duty_list list = {0};
	enum exitcode status = EXITCODE_DONE;
	struct fail why;
	bool able;

	owed_on_book(&list, &asked->view, &asked->reading.book,
		     &asked->cli->arena);
	able = duelist_find_whom(&asked->wanted, &list, asked->shop->policy,
				 &why);
	duelist_select(&list, &asked->wanted, &asked->cli->arena);
	if (able && list.count == 0)
		cli_explain_nothing(asked->cli, &duelist_kind,
				    asked->shop->policy);
	if (able && asked->cli->settings.quiet)
		status = list.count > 0 ? EXITCODE_DONE : EXITCODE_NO;
	else if (able)
		able = dueprint_write(out, &asked->print, &list, &why);
	if (!able) {
		diag_fail(&why);
		status = fail_exitcode(why.kind);
	}
	duty_list_release(&list);
	return status;
}

static void
how_to_print(struct asked *asked)
{
	const struct owing_options *options = asked->options;

	asked->print = (struct dueprint){
		.form = options->mail_to    ? DUEPRINT_MAIL
			: options->letter   ? DUEPRINT_LETTER
			: options->calendar ? DUEPRINT_CALENDAR
					    : DUEPRINT_LIST,
		.mail_to = options->mail_to,
		.why = asked->cli->settings.why,
		.columns = asked->cli->settings.columns != NULL,
		.named = asked->cli->operand_count > 0,
		.view = &asked->view,
		.book = &asked->reading.book,
		.wanted = &asked->wanted,
		.arena = &asked->cli->arena,
	};
}

/* Whether what is not due yet is asked for, too. */
static bool
is_far(const struct asked *asked)
{
	return asked->cli->operand_count > 0 ||
	       asked->cli->settings.within.unit != DURATION_NONE;
}

/* When to list them for: -w, the clock and the plan; without one the open
 * promises alone. */
static enum exitcode
look_from(struct asked *asked)
{
	const struct cli_settings *settings = &asked->cli->settings;
	const struct shop *shop = asked->shop;
	int64_t limit = INSTANT_NONE;

	asked->wanted = (struct duelist_wanted){
		.from = {&asked->reading.book, &asked->view},
		.whom = asked->options->for_whom,
		.limit = INT64_MAX,
		.far = is_far(asked),
		.selection = &settings->selection,
	};
	if (!shop->policy) {
		diag_say("no clock was looked at, for the plan is faulty: "
			 "these are the open promises alone");
		return EXITCODE_INPUT;
	}
	if (settings->within.unit != DURATION_NONE)
		limit = hours_add(shop->policy->hours, shop->now,
				  &settings->within);
	/* Farther than the calendar goes there is nothing more. */
	if (limit != INSTANT_NONE)
		asked->wanted.limit = limit;
	return EXITCODE_DONE;
}

/* Read, decide, write. A bad line, or a faulty plan, never hides the rest. */
static enum exitcode
read_and_answer(struct output *out, struct asked *asked)
{
	const struct owing_options *options = asked->options;
	struct cli *cli = asked->cli;
	struct reading *reading = &asked->reading;
	enum exitcode status = EXITCODE_DONE;
	struct casebook_wanted wanted;
	bool *named;

	duty_view_init(&asked->view, asked->shop->policy, asked->shop->zone,
		       asked->shop->now);
	owed_wanted(&wanted, &asked->view);
	if (options->letter || options->mail_to)
		wanted.outline.promises_since = letter_since(&asked->view);
	/* Who has a duty can be asked for, be it far or near. */
	if (!is_far(asked) && !options->for_whom)
		owed_leave_far(&wanted);
	if (!reading_begin_wanted(reading, cli, asked->shop, &wanted,
				  cli->operands, cli->operand_count))
		status = cli->status;
	status = exitcode_worse(status, look_from(asked));
	output_set_context(out, &asked->wanted.from);
	named = mem_zero(reading->book.count + 1, sizeof(bool));
	if (cli->operand_count > 0)
		asked->wanted.named = named;
	if (reading_mark(reading, named, cli->operands, cli->operand_count,
			 READING_ONE, cli, asked->shop))
		status = exitcode_worse(status, answer(out, asked));
	else
		status = exitcode_worse(status, cli->status);
	free(named);
	return reading_end(reading, status);
}

enum exitcode
owing_run(struct cli *cli, const struct shop *shop,
	  const struct owing_options *options, struct output **out)
{
	struct asked asked = {.cli = cli, .options = options, .shop = shop};

	how_to_print(&asked);
	*out = cli_output(cli, dueprint_kind(&asked.print), shop->policy);
	return *out ? read_and_answer(*out, &asked) : cli->status;
}
