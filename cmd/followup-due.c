/*
 * followup-due: what is owed to whom, most pressing first: as records, as a
 * table, or as the morning's letter.
 */
#include <stdlib.h>
#include <strings.h>

#include "cli.h"
#include "diag.h"
#include "duelist.h"
#include "duty.h"
#include "hours.h"
#include "letter.h"
#include "lettermail.h"
#include "owed.h"
#include "output.h"
#include "reading.h"

enum { FOR = CLI_OWN, LETTER, MAIL };

static const struct cli_option own[] = {
	{FOR, "for", "WHO", "what is theirs alone; - for nobody's"},
	{LETTER, "letter", NULL, "a text to read; empty when nothing is due"},
	{MAIL, "mail", "TO", "the letter with headers, for sendmail -t"},
	{0},
};

static const struct cli_tool tool = {
	.name = "followup-due",
	.kind = CLI_FILTER,
	.synopsis = "followup-due [OPTIONS] [CASE...]",
	.examples =
		"followup-due                 # owed by the end of the next "
		"open day\n"
		"followup-due -w close        # owed today\n"
		"followup-due --for kim\n"
		"followup-due 7qk             # all that is owed on one case\n"
		"followup-due --letter        # for cron\n",
	.shared = "journal policy now quiet within key columns header raw csv "
		  "json table color",
	.own = own,
};

struct options {
	const char *for_whom;
	bool letter;
	const char *mail;
	const char **cases;
	size_t case_count;
};

static bool
parse_options(struct cli *cli, struct options *options)
{
	size_t room = 0;
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		switch (code) {
		case FOR:
			options->for_whom = cli->value;
			break;
		case LETTER:
			options->letter = true;
			break;
		case MAIL:
			options->mail = cli->value;
			break;
		case CLI_OPERAND:
			options->cases =
				mem_grow(options->cases, options->case_count,
					 &room, sizeof(*options->cases));
			options->cases[options->case_count++] = cli->value;
			break;
		default:
			return false;
		}
	}
	return true;
}

/* What was asked for, and what it is asked of. */
struct asked {
	struct cli *cli;
	struct options options;
	struct cli_shop shop;
	struct reading reading;
	struct duty_view view;
	bool *named;   /* of the book's cases, those that operands name */
	int64_t limit; /* of -w; INT64_MAX without it */
};

static bool
is_wanted(const struct asked *asked, const struct duty *duty, bool far)
{
	const struct cli_settings *settings = &asked->cli->settings;
	const struct options *options = &asked->options;
	bool all = far || options->case_count > 0 ||
		   settings->within.unit != DURATION_NONE;
	struct record record;

	if (options->case_count > 0 &&
	    !asked->named[duty->file - asked->reading.book.cases])
		return false;
	if (options->for_whom &&
	    strcasecmp(duty->who ? duty->who : "-", options->for_whom) != 0)
		return false;
	if (duty->act_by > asked->limit ||
	    (!all && !duty_is_usual(duty, &asked->view)))
		return false;
	if (settings->selector_count == 0)
		return true;
	duty_record(&record, duty, &asked->view, &asked->cli->arena);
	return cli_selects(settings, &record, NULL);
}

/* Keep of a list what is asked for; far: however far off it is. */
static void
select_duties(struct duty_list *list, const struct asked *asked, bool far)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (is_wanted(asked, &list->at[i], far))
			list->at[kept++] = list->at[i];
	}
	list->count = kept;
}

static bool
write_letter(struct output *out, const struct asked *asked,
	     const struct duty_list *duties, struct fail *why)
{
	struct duty_list causes = {0};
	struct letter letter = {&asked->view, &asked->reading.book, duties,
				&causes};
	struct buffer text = {0}, headers = {0};
	bool written = true;

	owed_on_causes(&causes, &asked->view, &asked->reading.book,
		       &asked->cli->arena);
	select_duties(&causes, asked, true);
	letter_write(&text, &letter);
	if (text.len > 0 && asked->options.mail)
		written = lettermail_headers(&headers, &letter,
					     asked->options.mail, why);
	if (written && text.len > 0) {
		output_text(out, buffer_string(&headers), headers.len);
		output_text(out, text.at, text.len);
	}
	duty_list_release(&causes);
	buffer_release(&headers);
	buffer_release(&text);
	return written;
}

/* Decide and write; the answer is whether anything is due. */
static enum exitcode
answer(struct output *out, struct asked *asked)
{
	struct duty_list list = {0};
	enum exitcode status = EXITCODE_DONE;
	struct fail why;

	owed_on_book(&list, &asked->view, &asked->reading.book,
		     &asked->cli->arena);
	select_duties(&list, asked, false);
	if (asked->cli->settings.quiet) {
		status = list.count > 0 ? EXITCODE_DONE : EXITCODE_NO;
	} else if (asked->options.letter || asked->options.mail) {
		if (!write_letter(out, asked, &list, &why)) {
			diag_fail(&why);
			status = fail_exitcode(why.kind);
		}
	} else {
		for (size_t i = 0; i < list.count; i++) {
			struct record record;

			duty_record(&record, &list.at[i], &asked->view,
				    &asked->cli->arena);
			output_record(out, &record);
		}
	}
	duty_list_release(&list);
	return status;
}

/* When to list them for: -w, the clock and the plan; without one the open
 * promises alone. */
static enum exitcode
look_from(struct asked *asked)
{
	const struct cli_settings *settings = &asked->cli->settings;
	const struct cli_shop *shop = &asked->shop;

	asked->limit = INT64_MAX;
	duty_view_init(&asked->view, shop->policy, shop->zone, shop->now);
	if (!shop->policy) {
		diag_say("no clock was looked at, for the plan is faulty: "
			 "these are the open promises alone");
		return EXITCODE_INPUT;
	}
	if (settings->within.unit != DURATION_NONE)
		asked->limit = hours_add(shop->policy->hours, shop->now,
					 &settings->within);
	return EXITCODE_DONE;
}

/* Read, decide, write. A bad line, or a faulty plan, never hides the rest. */
static enum exitcode
run(struct output *out, struct asked *asked)
{
	const struct options *options = &asked->options;
	struct reading *reading = &asked->reading;
	struct duelist_view shown = {&reading->book, &asked->view};
	enum exitcode status = EXITCODE_DONE;

	if (!reading_begin(reading, asked->cli, &asked->shop))
		status = asked->cli->status;
	status = exitcode_worse(status, look_from(asked));
	output_set_context(out, &shown);
	asked->named = mem_zero(reading->book.count + 1, sizeof(bool));
	if (reading_mark(reading, asked->named, options->cases,
			 options->case_count, asked->cli, &asked->shop))
		status = exitcode_worse(status, answer(out, asked));
	else
		status = exitcode_worse(status, asked->cli->status);
	free(asked->named);
	return reading_end(reading, status);
}

int
main(int argc, char **argv)
{
	struct asked asked = {0};
	struct output *out = NULL;
	enum exitcode status;
	struct cli cli;

	cli_start(&cli, &tool, argc, argv);
	asked.cli = &cli;
	if (parse_options(&cli, &asked.options) &&
	    cli_shop_load(&asked.shop, &cli) &&
	    (out = cli_output(&cli, &duelist_kind, &asked.shop)))
		status = run(out, &asked);
	else
		status = cli.status;
	free(asked.options.cases);
	cli_shop_release(&asked.shop);
	return cli_finish(&cli, out, status);
}
