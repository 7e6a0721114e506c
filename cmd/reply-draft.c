/* reply-draft: the words for a step, from the plan's sentences, filled in from
 * the case: plain text, or with headers a mail. Filter. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "discreet.h"
#include "mail.h"
#include "naming.h"
#include "output.h"
#include "owed.h"
#include "reading.h"
#include "reply.h"
#include "shop.h"
#include "text.h"

enum { MAIL = CLI_OWN, SAY };

static const struct cli_option own[] = {
	{MAIL, "mail", NULL, "with headers, for sendmail -t or msmtp -t"},
	{SAY, "say", NULL,
	 "the sentence alone, to be said: no greeting, no "
	 "name"},
	{0},
};

static const struct cli_tool tool = {
	.name = "reply-draft",
	.kind = CLI_FILTER,
	.synopsis = "reply-draft [OPTIONS] CASE KIND\nreply-draft",
	.examples = "reply-draft                       # the kinds, and what "
		    "the plan says for each\n"
		    "reply-draft 7qk restate\n"
		    "reply-draft 7qk options >d && reply-check d && mail -s "
		    "'Your mug' ana@example.org <d\n"
		    "reply-draft --mail 7qk update | sendmail -t\n",
	.shared = "journal policy by now",
	.own = own,
};

struct options {
	struct reading_words words; /* CASE, or `-` */
	const char *kind;
	bool mail, say;
};

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct options *options, struct cli *cli)
{
	bool named = false;
	struct fail why;
	int code;

	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP)
			return false;
		if (code == MAIL)
			options->mail = true;
		else if (code == SAY)
			options->say = true;
		else if (!named && !reading_take(&options->words, cli))
			return false;
		else if (named && options->kind)
			return !cli_wrong(cli, "one case and one kind at a "
					       "time");
		else if (named)
			options->kind = cli->value;
		named = named || code == CLI_OPERAND;
	}
	if (options->words.count > 0 &&
	    (!options->kind || !reply_kind_of(options->kind, &why)) &&
	    reply_kind_of(options->words.at[0], &why))
		return !cli_wrong(
			cli, "the case comes first: reply-draft %s %s",
			options->kind ? discreet_word(options->kind) : "7qk",
			options->words.at[0]);
	if (options->mail && options->say)
		return !cli_wrong(cli, "--mail or --say, not both");
	if (named && !options->kind)
		return !cli_wrong(cli,
				  "name a kind: reply-draft %s restate; "
				  "reply-draft alone lists them",
				  options->words.input ? "-"
						       : options->words.at[0]);
	if (options->words.input && options->words.count != 1)
		return !cli_wrong(cli, "a draft is for one case, not for %zu",
				  options->words.count);
	return true;
}

/* reply-draft alone: the kinds, and what the plan says for each. */
static void
list_kinds(struct buffer *text, const struct policy *policy)
{
	const struct reply_kind *kind;

	for (size_t i = 0; (kind = reply_kind(i)); i++) {
		const char *key, *say = reply_sentence(kind, policy, &key);
		struct buffer first = {0};

		buffer_format(&first, "%-12s ", reply_kind_name(kind));
		if (say)
			text_wrap(text, say, 78, first.at, "             ");
		buffer_release(&first);
	}
}

/* The header lines. False where the case says no address that can be one. */
static bool
add_headers(struct buffer *headers, const struct rules_view *view,
	    const char *called, struct fail *why)
{
	const char *email = casefile_detail(view->file, "email");
	const struct policy *policy = view->policy;
	struct buffer subject = {0};

	if (!email)
		return fail_set(why, FAIL_REFUSED,
				"there is no e-mail address of %s: case-log %s "
				"amend -k email=ADDRESS",
				naming_in_message(view->file), called);
	if (!mail_is_address(email))
		return fail_set(why, FAIL_REFUSED,
				"'%s' is no mail address: case-log %s amend "
				"-k email=ADDRESS",
				discreet_word(email), called);
	buffer_format(&subject, "%s [%s]", policy->shop.name, view->file->id);
	mail_to(headers, email);
	mail_subject(headers, subject.at);
	mail_date(headers, policy->shop.zone, view->now);
	mail_begin_text(headers);
	buffer_release(&subject);
	return true;
}

/* Decide, and write. */
static enum exitcode
answer(const struct options *options, const struct reply_kind *kind,
       const struct rules_view *view, struct cli *cli, struct buffer *out)
{
	const char *called = naming_typed(view->book, view->file, &cli->arena);
	struct buffer draft = {0}, headers = {0}, refused = {0};
	struct duty_list duties = {0};
	struct words *words = words_new(view->policy);
	const struct reply_from from = {view, &duties, words, called,
					options->say};
	struct duty_view moment;
	struct fail why;
	enum exitcode status = EXITCODE_NO;

	duty_view_init(&moment, view->policy, view->policy->shop.zone,
		       view->now);
	owed_on_case(&duties, &moment, view->file, &cli->arena);
	if (options->mail && !add_headers(&headers, view, called, &why)) {
		diag_fail(&why);
	} else if (!reply_write(&draft, kind, &from, &refused)) {
		diag_block(refused.at);
	} else {
		buffer_add(out, buffer_string(&headers), headers.len);
		buffer_add(out, draft.at, draft.len);
		status = EXITCODE_DONE;
	}
	words_free(words);
	duty_list_release(&duties);
	buffer_release(&draft);
	buffer_release(&headers);
	buffer_release(&refused);
	return status;
}

static enum exitcode
run(const struct options *options, struct cli *cli, const struct shop *shop,
    struct buffer *out)
{
	const struct reply_kind *kind;
	struct reading reading;
	struct rules_view view = {shop->policy, NULL, &reading.book,
				  cli->settings.who, shop->now};
	enum exitcode status = EXITCODE_USAGE;
	struct fail why;

	if (!(kind = reply_kind_of(options->kind, &why))) {
		diag_fail(&why);
		return status;
	}
	if (!(reply_kind_is_public(kind)
		      ? reading_begin(&reading, cli, shop)
		      : reading_begin_about(&reading, cli, shop,
					    options->words.at, 1)))
		status = cli->status;
	else if ((view.file = reading_case(&reading.book, options->words.at[0],
					   shop)))
		status = answer(options, kind, &view, cli, out);
	return reading_end(&reading, status);
}

int
main(int argc, char **argv)
{
	struct options options = {0};
	struct buffer out = {0};
	struct shop shop = {0};
	struct cli cli;
	enum exitcode status = EXITCODE_DONE;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_options(&options, &cli) || !shop_load_beside(&shop, &cli)) {
		status = cli.status;
	} else if (!shop.policy) {
		diag_say("without a sound plan there are no words to say");
		status = EXITCODE_INPUT;
	} else if (!options.kind) {
		list_kinds(&out, shop.policy);
	} else {
		status = run(&options, &cli, &shop, &out);
	}
	if (options.words.bad.count > 0)
		status = exitcode_worse(status, EXITCODE_INPUT);
	diag_tally_end(&options.words.bad);
	free(options.words.at);
	cli_print(&cli, buffer_string(&out), out.len);
	status = cli_finish(&cli, NULL, status);
	buffer_release(&out);
	shop_release(&shop);
	return (int)status;
}
