/* reply-check: what a draft says that the plan would rather not have said to a
 * customer, and what to say instead. Filter. */
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "drafttext.h"
#include "exposed.h"
#include "output.h"
#include "reading.h"
#include "shop.h"
#include "terminal.h"
#include "text.h"
#include "words.h"

enum { OPTION_APOLOGY = CLI_OWN, OPTION_INSIDE, OPTION_PUBLIC, OPTION_CASE };

static const struct cli_option own_options[] = {
	{OPTION_APOLOGY, "apology", NULL,
	 "it is an apology: what does it leave out?"},
	{OPTION_INSIDE, "inside", NULL,
	 "it is a note of the shop's own: what is said about customers?"},
	{OPTION_PUBLIC, "public", NULL,
	 "everybody can read it: what may it not show?"},
	{OPTION_CASE, "case", "CASE",
	 "whose case it is, for --public: nothing of it may be shown"},
	{0},
};

static const struct cli_tool tool = {
	.name = "reply-check",
	.kind = CLI_FILTER,
	.synopsis = "reply-check [OPTIONS] [FILE ...]",
	.examples = "reply-check draft\n"
		    "reply-check <draft && mail -s 'Your mug' "
		    "ana@example.org <draft\n"
		    "reply-check --apology draft\n"
		    "reply-check --public --case 7qk answer-to-the-review\n"
		    "case-list -A -e note -o text -r | reply-check --inside\n",
	.shared = "journal policy now quiet",
	.own = own_options,
};

struct options {
	const char **files; /* of the arena */
	size_t count, room;
	const char *named; /* CASE; NULL */
	bool apology, inside, public;
};

/* What is the same for every draft. */
struct checking {
	const struct options *options;
	const struct policy *policy;
	const struct words *words;
	const struct casefile *file; /* NULL */
	const struct casebook *book; /* NULL */
	struct output *out;
	struct arena *arena;
	bool quiet, shown;      /* at a terminal: the line, too */
	struct reading reading; /* where a case is named */
};

/* False: everything is said, cli->status is the answer. */
static bool
parse_options(struct options *options, struct cli *cli)
{
	int code;

	options->files = arena_get(&cli->arena,
				   (size_t)cli->word_count * sizeof(char *));
	while ((code = cli_next(cli)) != CLI_END) {
		if (code == CLI_STOP)
			return false;
		if (code == OPTION_APOLOGY)
			options->apology = true;
		else if (code == OPTION_INSIDE)
			options->inside = true;
		else if (code == OPTION_PUBLIC)
			options->public = true;
		else if (code == OPTION_CASE && options->named)
			return !cli_wrong(cli, "--case is for one case");
		else if (code == OPTION_CASE)
			options->named = cli->value;
		else
			options->files[options->count++] = cli->value;
	}
	if (options->inside && (options->apology || options->public))
		return !cli_wrong(cli,
				  "--inside is for what no customer "
				  "reads; leave out %s",
				  options->apology ? "--apology" : "--public");
	if (options->named && !options->public)
		return !cli_wrong(cli, "--case goes with --public");
	if (options->count == 0)
		options->files[options->count++] = "-";
	for (size_t i = 0; i < options->count; i++) {
		if (strcmp(options->files[i], "-") == 0)
			cli->input = "the draft";
	}
	return true;
}

/* Say what in it is no text; the rest is looked at all the same. */
static enum exitcode
check_text(const char *name, const struct buffer *text)
{
	size_t line, column;
	const char *fault = drafttext_fault(text, &line, &column);

	if (!fault)
		return EXITCODE_DONE;
	diag_at(name, line, column, "%s", fault);
	return EXITCODE_INPUT;
}

static void
write_findings(const struct checking *checking, const char *name,
	       const struct buffer *text, const struct words_findings *findings)
{
	struct buffer out = {0};

	for (size_t i = 0; !checking->quiet && i < findings->count; i++) {
		const struct words_finding *found = &findings->list[i];

		text_escape(&out, name, strlen(name));
		buffer_format(&out, ":%zu:%zu: ", found->line, found->column);
		words_say(&out, found, text->at);
		buffer_add_char(&out, '\n');
		if (checking->shown && found->len > 0)
			drafttext_point(&out, text, found->at, found->len);
	}
	output_text(checking->out, buffer_string(&out), out.len);
	buffer_release(&out);
}

/* A draft that somebody could not write leaves an empty file behind, which is
 * not to be sent. A list of no notes is fine. */
static bool
is_missing(const struct options *options, const struct buffer *text)
{
	for (size_t i = 0; i < text->len; i++)
		if (!strchr(" \t\r\n", text->at[i]) || text->at[i] == '\0')
			return false;
	return !options->inside;
}

static void
write_missing(const struct checking *checking, const char *name)
{
	struct buffer out = {0};

	text_escape(&out, name, strlen(name));
	buffer_add_string(&out, ":1:1: the draft is empty: nothing to send\n");
	if (!checking->quiet)
		output_text(checking->out, out.at, out.len);
	buffer_release(&out);
}

/* One draft: read, decide, write. */
static enum exitcode
check(const struct checking *checking, const char *name)
{
	const struct options *options = checking->options;
	unsigned kinds = options->inside ? WORDS_ABOUT : WORDS_OUT;
	struct words_findings findings = {0};
	struct buffer text = {0};
	enum exitcode status = EXITCODE_DONE;
	struct fail why;

	if (options->apology)
		kinds |= WORDS_APOLOGY;
	if (!drafttext_read(name, &text, &why)) {
		diag_fail(&why);
		status = fail_exitcode(why.kind);
	} else if (is_missing(options, &text)) {
		write_missing(checking, drafttext_name(name));
		status = EXITCODE_NO;
	} else {
		const char *at = buffer_string(&text);

		name = drafttext_name(name);
		status = check_text(name, &text);
		if (options->public)
			exposed_check(checking->policy, checking->file,
				      checking->book, at, text.len,
				      checking->arena, &findings);
		words_check(checking->words, kinds, at, text.len, &findings);
		write_findings(checking, name, &text, &findings);
		if (findings.count > 0)
			status = exitcode_worse(status, EXITCODE_NO);
	}
	words_findings_release(&findings);
	buffer_release(&text);
	return status;
}

/* The case, where one is named, and then draft by draft. */
static enum exitcode
run(const struct options *options, struct checking *checking, struct cli *cli,
    const struct shop *shop)
{
	struct reading *reading = &checking->reading;
	enum exitcode status = EXITCODE_DONE;

	if (options->named) {
		if (!reading_begin(reading, cli, shop))
			status = cli->status;
		else if (!(checking->file = reading_case(&reading->book,
							 options->named, shop)))
			status = EXITCODE_USAGE;
		checking->book = &reading->book;
	}
	for (size_t i = 0;
	     (!options->named || checking->file) && i < options->count; i++)
		status = exitcode_worse(status,
					check(checking, options->files[i]));
	return options->named ? reading_end(reading, status) : status;
}

int
main(int argc, char **argv)
{
	static const struct output_kind text = {0};
	struct options options = {0};
	struct checking checking = {.options = &options};
	struct words *words = NULL;
	struct shop shop = {0};
	struct cli cli;
	enum exitcode status;

	cli_start(&cli, &tool, argc, argv);
	if (!parse_options(&options, &cli) || !shop_load(&shop, &cli)) {
		status = cli.status;
	} else if (!shop.policy) {
		diag_say("without a sound plan there are no words to look for");
		status = EXITCODE_INPUT;
	} else if (!(checking.out = cli_output(&cli, &text, shop.policy))) {
		status = cli.status;
	} else {
		words = words_new(shop.policy);
		checking.policy = shop.policy;
		checking.words = words;
		checking.arena = &cli.arena;
		checking.quiet = cli.settings.quiet;
		checking.shown = terminal_is(STDOUT_FILENO);
		status = run(&options, &checking, &cli, &shop);
	}
	status = cli_finish(&cli, checking.out, status);
	words_free(words);
	shop_release(&shop);
	return (int)status;
}
