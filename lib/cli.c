#include "cli.h"

#include <ctype.h>
#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "discreet.h"
#include "durable.h"
#include "environment.h"
#include "terminal.h"
#include "text.h"

#define HELP_COLUMNS 80
#define HELP_LABEL 27 /* where the meanings of options begin */

/* Codes of the options that cli_next keeps, where they have no letter. */
enum {
	KEPT_HELP = 384,
	KEPT_NOW,
	KEPT_WHY,
	KEPT_IN,
	KEPT_CSV,
	KEPT_JSON,
	KEPT_TABLE,
	KEPT_COLOR,
};

/* What reading an option gives when it was kept and there is more to read. */
#define KEPT (-1)

/* The options that mean the same in every tool (DESIGN, section 7). */
static const struct cli_option shared[] = {
	{CLI_MESSAGE, "message", "TEXT", "the words; - takes standard input"},
	{CLI_DUE, "due", "TIME", "by when: 3bd, fri 17:00, 2026-11-27"},
	{CLI_AMOUNT, "amount", "AMOUNT", "how much money: 12.50"},
	{CLI_CUSTOMER, "customer", "NAME", "whose complaint it is"},
	{CLI_CATEGORY, "category", "KIND", "which of the plan's categories"},
	{CLI_KEY, "key", "KEY=VALUE", "what else is known of it"},
	{CLI_AT, "at", "TIME", "when it happened"},
	{CLI_ONCE, "once", "KEY", "recorded once only, however often retried"},
	{CLI_ALREADY, "already", NULL,
	 "it has happened: recorded whatever the plan says"},
	{CLI_OVERRIDE, "override", "REASON", "set a rule aside, for who may"},
	{'A', "all", NULL, "closed cases, too"},
	{'e', "events", "EVENT,...", "events of these kinds, or all"},
	{'s', "since", "TIME", "from this time on, itself included"},
	{'u', "until", "TIME", "before this time"},
	{KEPT_IN, "in", "PERIOD", "in this period: 2026-11, last month"},
	{'w', "within", "SPAN", "how far ahead: 2h, 3bd, close"},
	{KEPT_WHY, "why", NULL, "the reasons, line by line"},
	{'o', "columns", "COLUMN,...", "just these columns"},
	{'H', "header", NULL, "a line of names first"},
	{'r', "raw", NULL, "columns without escapes"},
	{KEPT_CSV, "csv", "[excel]", "CSV; =excel as spreadsheets read it"},
	{KEPT_JSON, "json", NULL, "JSON, one object a line"},
	{KEPT_TABLE, "table", NULL, "the table that a terminal shows"},
	{KEPT_COLOR, "color", "[WHEN]", "auto, always or never"},
	{'n', "dry-run", NULL, "everything but the write"},
	{'q', "quiet", NULL, "no remarks and no questions"},
	{'b', "by", "WHO", "who acts; else $AMENDS_WHO, else the login name"},
	{'f', "journal", "FILE", "the journal; else $AMENDS_JOURNAL"},
	{'p', "policy", "FILE", "the plan; else $AMENDS_POLICY"},
	{KEPT_NOW, "now", "TIME", "the clock; else $AMENDS_NOW"},
};

/* In every tool. */
static const struct cli_option always[] = {
	{'h', "", NULL, "this help, without examples"},
	{KEPT_HELP, "help", NULL, "this help"},
	{'V', "version", NULL, "the version"},
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool
has_letter(const struct cli_option *option)
{
	return option->code < 256;
}

static const struct cli_option *
option_by_name(const struct cli *cli, const char *name, size_t len)
{
	for (size_t i = 0; i < cli->option_count && len > 0; i++)
		if (strncmp(cli->options[i]->name, name, len) == 0 &&
		    cli->options[i]->name[len] == '\0')
			return cli->options[i];
	return NULL;
}

static const struct cli_option *
option_by_letter(const struct cli *cli, char letter)
{
	for (size_t i = 0; i < cli->option_count; i++)
		if (has_letter(cli->options[i]) &&
		    cli->options[i]->code == (unsigned char)letter)
			return cli->options[i];
	return NULL;
}

static void
take_option(struct cli *cli, const struct cli_option *option)
{
	/* A tool's own row takes the place of a shared one. */
	if (!option_by_name(cli, option->name, strlen(option->name)))
		cli->options[cli->option_count++] = option;
}

static void
collect_options(struct cli *cli)
{
	const struct cli_option *own = cli->tool->own;
	size_t count = COUNT(shared) + COUNT(always);

	for (size_t i = 0; own && own[i].name; i++)
		count++;
	cli->options = arena_get(&cli->arena, count * sizeof(*cli->options));
	for (size_t i = 0; own && own[i].name; i++)
		take_option(cli, &own[i]);
	for (size_t i = 0; i < COUNT(shared); i++)
		if (event_list_has(cli->tool->shared, shared[i].name))
			take_option(cli, &shared[i]);
	for (size_t i = 0; i < COUNT(always); i++)
		take_option(cli, &always[i]);
}

static void
set_signal(int number, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler};

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

void
cli_start(struct cli *cli, const struct cli_tool *tool, int argc, char **argv)
{
	mem_begin();
	durable_guard_descriptors();
	diag_set_program(tool->name);
	discreet_set(!diag_is_read_by_a_person());
	durable_guard_signals();
	/* A service manager may start programs with SIGPIPE ignored; a filter
	 * whose reader has gone still ends quietly. */
	if (tool->kind == CLI_FILTER)
		cli_only_prints();
	*cli = (struct cli){
		.tool = tool,
		.words = argv,
		.word_count = argc,
		.next = argc > 0 ? 1 : 0,
	};
	collect_options(cli);
}

void
cli_only_prints(void)
{
	set_signal(SIGPIPE, SIG_DFL);
}

int
cli_wrong(struct cli *cli, const char *format, ...)
{
	struct buffer sentence = {0};
	va_list args;

	va_start(args, format);
	buffer_vformat(&sentence, format, args);
	va_end(args);
	diag_say("%s", buffer_string(&sentence));
	buffer_release(&sentence);
	cli->status = EXITCODE_USAGE;
	return CLI_STOP;
}

int
cli_failed(struct cli *cli, const struct fail *why)
{
	diag_fail(why);
	cli->status = fail_exitcode(why->kind);
	return CLI_STOP;
}

/* Help. */

static void
add_usage(struct buffer *out, const char *synopsis)
{
	const char *lead = "usage: ";

	while (*synopsis) {
		size_t len = strcspn(synopsis, "\n");

		buffer_format(out, "%s%.*s\n", lead, (int)len, synopsis);
		synopsis += len + (synopsis[len] == '\n');
		lead = "       ";
	}
}

static void
add_option(struct buffer *out, const struct cli_option *option,
	   enum cli_kind kind)
{
	static const char indent[HELP_LABEL + 1] =
		"                           ";
	struct buffer label = {0};
	const char *argument = option->argument;

	if (has_letter(option))
		buffer_format(&label, "  -%c%s", option->code,
			      *option->name ? ", " : "");
	else
		buffer_add_string(&label, "      ");
	if (*option->name)
		buffer_format(&label, "--%s", option->name);
	if (argument && *argument == '[')
		buffer_format(&label, "[=%s", argument + 1);
	else if (argument)
		buffer_format(&label, " %s", argument);
	if (label.len + 2 > HELP_LABEL) {
		buffer_format(out, "%s\n", buffer_string(&label));
		buffer_clear(&label);
	}
	buffer_format(&label, "%*s", (int)(HELP_LABEL - label.len), "");
	/* What a recorder sets, a filter selects by. */
	text_wrap(out,
		  option->code == CLI_KEY && kind == CLI_FILTER
			  ? "just those with this value; also != and ~"
			  : option->help,
		  HELP_COLUMNS, buffer_string(&label), indent);
	buffer_release(&label);
}

int
cli_help(struct cli *cli, bool full)
{
	struct buffer out = {0};

	cli_only_prints();
	if (full && cli->tool->examples)
		buffer_format(&out, "%s\n", cli->tool->examples);
	add_usage(&out, cli->tool->synopsis);
	buffer_add_char(&out, '\n');
	for (size_t i = 0; i < cli->option_count; i++)
		add_option(&out, cli->options[i], cli->tool->kind);
	if (full)
		buffer_format(&out, "\nMore: man %s, man amends\n",
			      cli->tool->name);
	/* Whether it arrived is asked of the stream, at the end. */
	cli_print(cli, out.at, out.len);
	buffer_release(&out);
	cli->status = EXITCODE_DONE;
	return CLI_STOP;
}

static int
print_version(struct cli *cli)
{
	cli_only_prints();
	printf("amends %s (%s)\n", VERSION, cli->tool->name);
	cli->status = EXITCODE_DONE;
	return CLI_STOP;
}

/* The settings. */

static int
set_color(struct cli *cli, const char *when)
{
	static const char *const names[] = {
		[CLI_COLOR_AUTO] = "auto",
		[CLI_COLOR_ALWAYS] = "always",
		[CLI_COLOR_NEVER] = "never",
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(when ? when : "always", names[i]) == 0) {
			cli->settings.color = (enum cli_color)i;
			return KEPT;
		}
	return cli_wrong(cli, "--color is auto, always or never, not '%s'",
			 when);
}

/* An option whose value is kept as a string; NULL if it is none of them. */
static const char **
kept_string(struct cli_settings *settings, int code)
{
	switch (code) {
	case 'f':
		return &settings->journal;
	case 'p':
		return &settings->policy;
	case 'b':
		return &settings->by;
	case KEPT_NOW:
		return &settings->now;
	case 'o':
		return &settings->columns;
	case 's':
		return &settings->since;
	case 'u':
		return &settings->until;
	case KEPT_IN:
		return &settings->in;
	default:
		return NULL;
	}
}

/* An option that is kept as a yes. */
static bool *
kept_flag(struct cli_settings *settings, int code)
{
	switch (code) {
	case 'q':
		return &settings->quiet;
	case 'n':
		return &settings->dry_run;
	case 'A':
		return &settings->all;
	case KEPT_WHY:
		return &settings->why;
	case 'H':
		return &settings->header;
	case 'r':
		return &settings->raw;
	case KEPT_JSON:
		return &settings->json;
	case KEPT_TABLE:
		return &settings->table;
	default:
		return NULL;
	}
}

static int
refuse_empty(struct cli *cli, const struct cli_option *option,
	     const char *typed)
{
	return cli_wrong(cli, "%s is empty: %s %s", typed, typed,
			 option->argument);
}

/* Words and what else an event is made of may be empty, which their readers
 * have a word for. */
static bool
may_be_empty(const struct cli_option *option)
{
	return !option->argument || *option->argument == '[' ||
	       option->code == CLI_AT || option->code == CLI_OVERRIDE ||
	       (has_letter(option) && strchr("mdact", option->code));
}

/* A shared option was read, written as `typed`: keep it, or hand it on. */
static int
keep(struct cli *cli, const struct cli_option *option, const char *typed)
{
	const char **string = kept_string(&cli->settings, option->code);
	bool *flag = kept_flag(&cli->settings, option->code);
	struct fail why;

	if (string && !cli->value)
		return refuse_empty(cli, option, typed);
	if (string)
		*string = cli->value;
	else if (flag)
		*flag = true;
	if (string || flag)
		return KEPT;
	switch (option->code) {
	case 'h':
		return cli_help(cli, false);
	case KEPT_HELP:
		return cli_help(cli, true);
	case 'V':
		return print_version(cli);
	case 'e':
		return selection_add_events(&cli->settings.selection,
					    cli->value, &cli->arena, &why)
			       ? KEPT
			       : cli_failed(cli, &why);
	case CLI_KEY:
		if (cli->tool->kind != CLI_FILTER)
			return CLI_KEY;
		return selection_add(&cli->settings.selection, cli->value,
				     &cli->arena, &why)
			       ? KEPT
			       : cli_failed(cli, &why);
	case 'w':
		return duration_parse_words(cli->value, &cli->settings.within,
					    &why)
			       ? KEPT
			       : cli_failed(cli, &why);
	case KEPT_CSV:
		cli->settings.csv = true;
		cli->settings.csv_variety = cli->value;
		return KEPT;
	case KEPT_COLOR:
		return set_color(cli, cli->value);
	default:
		return option->code;
	}
}

static bool
is_shared(const struct cli_option *option)
{
	for (size_t i = 0; i < COUNT(shared); i++)
		if (option == &shared[i])
			return true;
	for (size_t i = 0; i < COUNT(always); i++)
		if (option == &always[i])
			return true;
	return false;
}

static int
finish_option(struct cli *cli, const struct cli_option *option,
	      const char *typed)
{
	/* -f "$JOURNAL" must not fall back to another journal, nor --for
	 * "$ME" to everybody, where the variable is not set. */
	if (cli->value && *cli->value == '\0' && !may_be_empty(option))
		return refuse_empty(cli, option, typed);
	return is_shared(option) ? keep(cli, option, typed) : option->code;
}

/* The word behind an option as its value. */
static bool
take_value(struct cli *cli, const struct cli_option *option, const char *typed)
{
	if (cli->next >= cli->word_count) {
		cli_wrong(cli, "%s needs a value: %s %s", typed, typed,
			  option->argument);
		return false;
	}
	cli->value = cli->words[cli->next++];
	return true;
}

/* Words. */

/*
 * A long option that is none. getopt_long takes any beginning that only one
 * name has, which breaks a script on the day that another option comes; so
 * options are read here by hand, and a beginning is a mistake.
 */
static int
wrong_long(struct cli *cli, const char *name, size_t len)
{
	const char **names = arena_get(&cli->arena, (cli->option_count + 1) *
							    sizeof(*names));
	const char *typed = arena_format(&cli->arena, "--%.*s", (int)len, name);
	struct buffer fits = {0};
	const char *guess;
	size_t count = 0;

	for (size_t i = 0; i < cli->option_count; i++) {
		const struct cli_option *option = cli->options[i];

		if (*option->name == '\0')
			continue;
		names[count++] =
			arena_format(&cli->arena, "--%s", option->name);
		if (len > 0 && strncmp(option->name, name, len) == 0)
			buffer_format(&fits, "%s--%s", fits.len ? ", " : "",
				      option->name);
	}
	guess = text_guess(typed, names, count);
	if (fits.len > 0)
		cli_wrong(cli, "no option %s; long options are written out: %s",
			  typed, buffer_string(&fits));
	else if (guess)
		cli_wrong(cli, "no option %s%s", typed,
			  text_did_you_mean(guess));
	else
		cli_wrong(cli, "no option %s; %s -h lists them all", typed,
			  cli->tool->name);
	buffer_release(&fits);
	return CLI_STOP;
}

static int
read_long(struct cli *cli, const char *name)
{
	size_t len = strcspn(name, "=");
	const struct cli_option *option = option_by_name(cli, name, len);
	const char *typed;

	if (!option)
		return wrong_long(cli, name, len);
	typed = arena_format(&cli->arena, "--%s", option->name);
	if (name[len] == '=' && !option->argument)
		return cli_wrong(cli, "%s takes no value", typed);
	if (name[len] == '=')
		cli->value = name + len + 1;
	else if (option->argument && *option->argument != '[' &&
		 !take_value(cli, option, typed))
		return CLI_STOP;
	return finish_option(cli, option, typed);
}

static int
wrong_letter(struct cli *cli, const char *word, char letter)
{
	const struct cli_option *meant =
		option_by_name(cli, word + 1, strcspn(word + 1, "="));

	if (meant && word[2] != '\0')
		return cli_wrong(cli, "no option %s; did you mean '--%s'?",
				 word, meant->name);
	if (!isalpha((unsigned char)letter))
		return cli_wrong(cli,
				 "no option %s; a word that begins with - "
				 "stands behind --",
				 word);
	return cli_wrong(cli, "no option -%c; %s -h lists them all", letter,
			 cli->tool->name);
}

/* The next letter of a bundle, which begins in the word read last. */
static int
read_letter(struct cli *cli)
{
	const char letter = *cli->bundle++;
	const struct cli_option *option = option_by_letter(cli, letter);
	const char typed[] = {'-', letter, '\0'};
	const char *rest = cli->bundle;

	if (*rest == '\0' || !option || option->argument)
		cli->bundle = NULL;
	if (!option)
		return wrong_letter(cli, cli->words[cli->next - 1], letter);
	if (option->argument && *option->argument != '[') {
		if (*rest != '\0')
			cli->value = rest;
		else if (!take_value(cli, option, typed))
			return CLI_STOP;
	}
	return finish_option(cli, option, typed);
}

static int
read_word(struct cli *cli)
{
	const char *word = cli->words[cli->next++];

	if (!cli->ended && word[0] == '-' && word[1] != '\0') {
		if (strcmp(word, "--") == 0) {
			cli->ended = true;
			return KEPT;
		}
		if (word[1] == '-')
			return read_long(cli, word + 2);
		cli->bundle = word + 1;
		return read_letter(cli);
	}
	cli->value = word;
	return CLI_OPERAND;
}

/* LOGNAME first: cron sets it, and it asks no directory server. */
static const char *
login_name(void)
{
	const char *name = environment_value("LOGNAME");
	const struct passwd *user = name ? NULL : getpwuid(getuid());

	if (user && user->pw_name && *user->pw_name)
		name = user->pw_name;
	return name ? name : "unknown";
}

static void
complete_settings(struct cli *cli)
{
	struct cli_settings *settings = &cli->settings;

	settings->who = settings->by;
	if (!settings->who)
		settings->who = environment_value("AMENDS_WHO");
	if (!settings->who)
		settings->who = login_name();
}

int
cli_next(struct cli *cli)
{
	int code = KEPT;

	while (code == KEPT) {
		cli->value = NULL;
		if (cli->bundle)
			code = read_letter(cli);
		else if (cli->next < cli->word_count)
			code = read_word(cli);
		else
			code = CLI_END;
	}
	if (code == CLI_END)
		complete_settings(cli);
	return code;
}

void
cli_keep_operand(struct cli *cli)
{
	if (!cli->operands)
		cli->operands = arena_get(&cli->arena, (size_t)cli->word_count *
							       sizeof(char *));
	cli->operands[cli->operand_count++] = cli->value;
}

/* The end. */

bool
cli_take_once(struct cli *cli, const char **value, const char *typed)
{
	if (*value)
		return cli_wrong(cli, "%s is there twice", typed) != CLI_STOP;
	*value = cli->value;
	return true;
}

bool
cli_check_sought(struct cli *cli, enum sought_of of)
{
	struct fail why;

	return sought_check(&cli->settings.selection, of, &why) ||
	       cli_wrong(cli, "%s", why.text) != CLI_STOP;
}

void
cli_explain_nothing(const struct cli *cli, const struct output_kind *kind,
		    const struct policy *policy)
{
	struct buffer said = {0};

	sought_explain(&said, &cli->settings.selection, kind, policy);
	for (char *line = said.at; line && *line && !cli->settings.quiet;) {
		size_t len = strcspn(line, "\n");

		diag_say("%.*s", (int)len, line);
		line += len + 1;
	}
	buffer_release(&said);
}

void
cli_print(struct cli *cli, const char *text, size_t len)
{
	errno = 0;
	if (len > 0 && fwrite(text, 1, len, stdout) != len && !cli->print_error)
		cli->print_error = errno;
}

static bool
close_output(const struct cli *cli, struct output *out, enum exitcode status,
	     struct fail *why)
{
	bool before = ferror(stdout) != 0;
	bool is_closed = durable_stdout_was_closed();
	bool flushed, ended;

	if (out && (status != EXITCODE_USAGE || output_count(out) > 0))
		return output_finish(out, why);
	errno = 0;
	flushed = fflush(stdout) == 0;
	ended = fclose(stdout) == 0;
	if (is_closed && (before || !flushed || !ended))
		return fail_set(why, FAIL_SYSTEM, "standard output is closed");
	if (cli->print_error)
		return fail_errno(why, cli->print_error, "standard output");
	if (!ended || !flushed)
		return fail_errno(why, errno, "standard output");
	if (before)
		return fail_set(why, FAIL_SYSTEM,
				"standard output could not be written");
	return true;
}

int
cli_finish(struct cli *cli, struct output *out, enum exitcode status)
{
	struct fail why;

	if (!close_output(cli, out, status, &why)) {
		if (cli->recorded)
			diag_say("recorded, but not printed: %s", why.text);
		else
			diag_fail(&why);
		status = exitcode_worse(status, cli->recorded
							? EXITCODE_UNPRINTED
							: EXITCODE_SYSTEM);
	}
	output_free(out);
	arena_release(&cli->arena);
	return (int)status;
}

/* Printing. */

bool
cli_colours(const struct cli_settings *settings)
{
	if (settings->color != CLI_COLOR_AUTO)
		return settings->color == CLI_COLOR_ALWAYS;
	return terminal_is(STDOUT_FILENO) && !environment_value("NO_COLOR") &&
	       !terminal_is_plain();
}

static bool
set_output(struct output *out, const struct cli_settings *settings,
	   struct fail *why)
{
	if (settings->header)
		output_set_names(out);
	if (settings->raw)
		output_set_decoded(out);
	if (settings->quiet)
		output_set_quiet(out);
	return (!settings->columns ||
		output_set_columns(out, settings->columns, why)) &&
	       (!settings->csv ||
		output_set_csv(out, settings->csv_variety, why)) &&
	       (!settings->json || output_set_form(out, OUTPUT_JSON, why)) &&
	       (!settings->table || output_set_form(out, OUTPUT_TABLE, why)) &&
	       output_check(out, why);
}

struct output *
cli_output(struct cli *cli, const struct output_kind *kind,
	   const struct policy *policy)
{
	struct output *out = output_open(stdout, kind);
	struct fail why;

	if (!set_output(out, &cli->settings, &why)) {
		cli_failed(cli, &why);
		output_free(out);
		return NULL;
	}
	if (policy)
		output_set_decimal_mark(out, policy->shop.decimal_mark);
	if (cli_colours(&cli->settings))
		output_set_colours(out);
	if (terminal_is(STDOUT_FILENO)) {
		output_set_terminal(out, terminal_columns());
		if (terminal_is_plain())
			output_set_plain(out);
	}
	return out;
}

bool
cli_split(struct cli *cli, const char *option, const char *wanted,
	  const char **name, const char **value)
{
	const char *equals = strchr(cli->value, '=');

	if (!equals || equals == cli->value || !equals[1])
		return !cli_wrong(cli, "%s wants %s, not '%s'", option, wanted,
				  discreet_word(cli->value));
	*name = arena_copy(&cli->arena, cli->value,
			   (size_t)(equals - cli->value));
	*value = equals + 1;
	return true;
}
