#include "cli.h"

#include "input.h"
#include "shop.h"
#include "terminal.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define OWN_FOR CLI_OWN

static const struct cli_option own[] = {
	{OWN_FOR, "for", "WHO", "just what is theirs"},
	{'x', "explain", NULL, "say more"},
	{0},
};

static const struct cli_tool recorder = {
	.name = "case-log",
	.kind = CLI_RECORDER,
	.synopsis = "case-log CASE EVENT [WHAT]\ncase-log -",
	.examples = "case-log 7qk heard\n",
	.shared = "message due amount key at already override journal by now "
		  "quiet dry-run",
	.own = own,
};

static const struct cli_tool filter = {
	.name = "case-list",
	.kind = CLI_FILTER,
	.synopsis = "case-list [CASE...]",
	.examples = "case-list -A\n",
	.shared = "all events since until in within key columns header raw csv "
		  "json table color why journal policy by now",
};

/* Standard error, standard input and the environment of a test. */
struct stage {
	FILE *said;
	int saved_error, saved_input;
	char text[8192];
};

static int
set_up(void **state)
{
	static struct stage stage;

	stage.said = tmpfile();
	assert_non_null(stage.said);
	stage.saved_error = dup(STDERR_FILENO);
	stage.saved_input = dup(STDIN_FILENO);
	dup2(fileno(stage.said), STDERR_FILENO);
	setenv("AMENDS_WHO", "kim", 1);
	unsetenv("AMENDS_NOW");
	*state = &stage;
	return 0;
}

static int
tear_down(void **state)
{
	struct stage *stage = *state;

	dup2(stage->saved_error, STDERR_FILENO);
	dup2(stage->saved_input, STDIN_FILENO);
	close(stage->saved_error);
	close(stage->saved_input);
	fclose(stage->said);
	return 0;
}

/* What was said since the last call. */
static const char *
said(struct stage *stage)
{
	size_t len;

	rewind(stage->said);
	len = fread(stage->text, 1, sizeof(stage->text) - 1, stage->said);
	stage->text[len] = '\0';
	rewind(stage->said);
	assert_int_equal(ftruncate(fileno(stage->said), 0), 0);
	return stage->text;
}

/* Standard input becomes these bytes. */
static void
hear(const char *at, size_t len)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_int_equal(fwrite(at, 1, len, file), len);
	rewind(file);
	dup2(fileno(file), STDIN_FILENO);
	fclose(file);
	lseek(STDIN_FILENO, 0, SEEK_SET);
}

/* A command line, its words parted by '|'. */
struct line {
	char text[256];
	char *words[32];
	int count;
};

static void
begin(struct cli *cli, const struct cli_tool *tool, struct line *line,
      const char *words)
{
	char *at = line->text;

	snprintf(line->text, sizeof(line->text), "%s", words);
	line->count = 0;
	line->words[line->count++] = (char *)tool->name;
	while (*words && at) {
		line->words[line->count++] = at;
		at = strchr(at, '|');
		if (at)
			*at++ = '\0';
	}
	line->words[line->count] = NULL;
	cli_start(cli, tool, line->count, line->words);
}

/* All that cli_next gives, as "word -d=TIME already --for=kim". */
static int
read_all(struct cli *cli, struct buffer *trace)
{
	int code;

	while ((code = cli_next(cli)) != CLI_END && code != CLI_STOP) {
		const char *blank = trace->len ? " " : "";

		if (code == CLI_OPERAND)
			buffer_format(trace, "%s%s", blank, cli->value);
		else if (code < 256)
			buffer_format(trace, "%s-%c", blank, code);
		else
			buffer_format(trace, "%s%s", blank,
				      code == CLI_AT         ? "at"
				      : code == CLI_ALREADY  ? "already"
				      : code == CLI_OVERRIDE ? "override"
				      : code == OWN_FOR      ? "for"
							     : "?");
		if (code != CLI_OPERAND && cli->value)
			buffer_format(trace, "=%s", cli->value);
	}
	return code;
}

static void
options_and_operands_come_in_the_order_in_which_they_stand(void **state)
{
	static const struct {
		const char *words, *want;
	} table[] = {
		{"", ""},
		{"7qk|give|-a|18|+|tell|done", "7qk give -a=18 + tell done"},
		{"7qk|give|-a18", "7qk give -a=18"},
		{"-a|18|7qk", "-a=18 7qk"},
		{"--amount=18|--amount|19", "-a=18 -a=19"},
		{"--at=10:00|--at|11:00", "at=10:00 at=11:00"},
		{"--already|-x|--override|she asked",
		 "already -x override=she asked"},
		{"-xq|-qx|-xa5", "-x -x -x -a=5"},
		{"-", "-"},
		{"-m|-", "-m=-"},
		{"-m||x", "-m= x"},
		{"--message=", "-m="},
		{"-k|phone=-|-kvalue=18", "-k=phone=- -k=value=18"},
		{"note|--|-5|--due|--", "note -5 --due --"},
		{"--for=eva|--for|kim", "for=eva for=kim"},
		{"-m|--|x", "-m=-- x"},
		{"-q|-n|-f|j|-b|sam|--now|09:00", ""},
	};

	for (size_t i = 0; i < COUNT(table); i++) {
		struct buffer trace = {0};
		struct line line;
		struct cli cli;

		begin(&cli, &recorder, &line, table[i].words);
		assert_int_equal(read_all(&cli, &trace), CLI_END);
		assert_string_equal(buffer_string(&trace), table[i].want);
		assert_string_equal(said(*state), "");
		buffer_release(&trace);
		arena_release(&cli.arena);
	}
}

static void
wrong_usage_is_one_sentence(void **state)
{
	static const struct {
		const struct cli_tool *tool;
		const char *words, *want;
	} table[] = {
		{&recorder, "--amont|18",
		 "no option --amont; did you mean '--amount'?"},
		{&recorder, "--amo=18",
		 "no option --amo; long options are written out: --amount"},
		{&recorder, "--a",
		 "no option --a; long options are written out: --amount, --at, "
		 "--already"},
		{&recorder, "--zebra",
		 "no option --zebra; case-log -h lists them all"},
		{&recorder, "--=x", "no option --; case-log -h lists them all"},
		{&recorder, "--vers",
		 "no option --vers; long options are written out: --version"},
		{&recorder, "--columns",
		 "no option --columns; case-log -h lists them all"},
		{&recorder, "-z", "no option -z; case-log -h lists them all"},
		{&recorder, "-qz", "no option -z; case-log -h lists them all"},
		{&recorder, "-5|degrees",
		 "no option -5; a word that begins with - stands behind --"},
		{&filter, "-table",
		 "no option -table; did you mean '--table'?"},
		{&recorder, "7qk|-a", "-a needs a value: -a AMOUNT"},
		{&recorder, "--due", "--due needs a value: --due TIME"},
		{&recorder, "--already=yes", "--already takes no value"},
		{&recorder, "--explain=", "--explain takes no value"},
		{&recorder, "-f||x", "-f is empty: -f FILE"},
		{&filter, "--policy=", "--policy is empty: --policy FILE"},
		{&filter, "--color=red",
		 "--color is auto, always or never, not 'red'"},
		{&filter, "-e|refunded",
		 "no event 'refunded'; did you mean 'give'?"},
		{&filter, "-e|heard,herd",
		 "no event 'herd'; did you mean 'heard'?"},
		{&filter, "-e|", "-e is empty: -e EVENT,..."},
		{&filter, "-k|", "-k is empty: -k KEY=VALUE"},
		{&filter, "-w|", "-w is empty: -w SPAN"},
		{&recorder, "--for=", "--for is empty: --for WHO"},
		{&filter, "-k|cause",
		 "'...' selects nothing; write key=value, key!=value or "
		 "key~words"},
		{&filter, "-k|cause!carrier",
		 "'...' selects nothing; write key=value, key!=value "
		 "or key~words"},
		{&filter, "-k|Cause=carrier",
		 "'...' cannot be a key: small letters, digits and -"},
		{&filter, "-w|0d", "'0d' is no time at all; write 1 or more"},
	};

	for (size_t i = 0; i < COUNT(table); i++) {
		struct buffer trace = {0}, want = {0};
		struct line line;
		struct cli cli;

		begin(&cli, table[i].tool, &line, table[i].words);
		assert_int_equal(read_all(&cli, &trace), CLI_STOP);
		assert_int_equal(cli.status, EXITCODE_USAGE);
		buffer_format(&want, "%s: %s\n", table[i].tool->name,
			      table[i].want);
		assert_string_equal(said(*state), buffer_string(&want));
		buffer_release(&trace);
		buffer_release(&want);
		arena_release(&cli.arena);
	}
}

static void
settings_are_kept(void **state)
{
	struct cli_settings *settings;
	const struct selection *selection;
	struct buffer trace = {0};
	struct line line;
	struct cli cli;

	begin(&cli, &filter, &line,
	      "-AHr|-o|case,what|--csv=excel|--color|-e|give,kept|-w|3 days|"
	      "-kcause=carrier|--key|text~mug|-s|2026|-u|2027|--in=2026-11|"
	      "--json|--table|-f|j|-p|plan|-b|eva|--now|09:00|--why|ruiz");
	settings = &cli.settings;
	selection = &settings->selection;
	assert_int_equal(read_all(&cli, &trace), CLI_END);
	assert_string_equal(said(*state), "");
	assert_string_equal(buffer_string(&trace), "ruiz");
	assert_true(settings->all && settings->header && settings->raw);
	assert_true(settings->json && settings->table && settings->why);
	assert_false(settings->quiet || settings->dry_run);
	assert_true(settings->csv);
	assert_string_equal(settings->csv_variety, "excel");
	assert_string_equal(settings->columns, "case,what");
	assert_int_equal(settings->color, CLI_COLOR_ALWAYS);
	assert_true(selection->has_events && selection->events[VERB_GIVE] &&
		    selection->events[VERB_KEPT]);
	assert_false(selection->events[VERB_OPEN]);
	assert_int_equal(settings->within.unit, DURATION_DAYS);
	assert_int_equal(settings->within.count, 3);
	assert_string_equal(settings->since, "2026");
	assert_string_equal(settings->until, "2027");
	assert_string_equal(settings->in, "2026-11");
	assert_string_equal(settings->journal, "j");
	assert_string_equal(settings->policy, "plan");
	assert_string_equal(settings->who, "eva");
	assert_string_equal(settings->now, "09:00");
	assert_int_equal(selection->count, 2);
	assert_string_equal(selection->at[0].key, "cause");
	assert_int_equal(selection->at[1].relation, SELECTOR_HAS);
	assert_string_equal(selection->at[1].value, "mug");
	buffer_release(&trace);
	arena_release(&cli.arena);
}

static const char *
who_acts(const char *words)
{
	struct buffer trace = {0};
	struct line line;
	static char who[64];
	struct cli cli;

	begin(&cli, &filter, &line, words);
	assert_int_equal(read_all(&cli, &trace), CLI_END);
	snprintf(who, sizeof(who), "%s", cli.settings.who);
	buffer_release(&trace);
	arena_release(&cli.arena);
	return who;
}

static void
who_acts_is_never_nobody(void **state)
{
	(void)state;
	assert_string_equal(who_acts("-b|eva"), "eva");
	assert_string_equal(who_acts(""), "kim");
	setenv("AMENDS_WHO", "", 1);
	setenv("LOGNAME", "till2", 1);
	assert_string_equal(who_acts(""), "till2");
	unsetenv("AMENDS_WHO");
	unsetenv("LOGNAME");
	assert_true(*who_acts("") != '\0');
}

/* Run in a process of its own; what it printed, and the status. */
static int
apart(int run(void), const char *to, char *printed, size_t size)
{
	FILE *file = to ? fopen(to, "w") : tmpfile();
	int status;
	size_t len;
	pid_t child;

	assert_non_null(file);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(fileno(file), STDOUT_FILENO);
		_exit(run());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!to) {
		rewind(file);
		len = fread(printed, 1, size - 1, file);
		printed[len] = '\0';
	}
	fclose(file);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int
run_words(const struct cli_tool *tool, const char *words)
{
	struct buffer trace = {0};
	struct line line;
	struct cli cli;

	begin(&cli, tool, &line, words);
	read_all(&cli, &trace);
	buffer_release(&trace);
	return cli_finish(&cli, NULL, cli.status);
}

static int
run_short_help(void)
{
	return run_words(&recorder, "7qk|-h|--nonsense");
}

static int
run_long_help(void)
{
	return run_words(&filter, "--help");
}

static int
run_version(void)
{
	return run_words(&recorder, "-V");
}

static int
run_wrong(void)
{
	return run_words(&recorder, "-z");
}

static void
help_lists_what_the_tool_takes(void **state)
{
	char printed[8192];

	assert_int_equal(apart(run_short_help, NULL, printed, sizeof(printed)),
			 0);
	assert_string_equal(
		printed,
		"usage: case-log CASE EVENT [WHAT]\n"
		"       case-log -\n"
		"\n"
		"      --for WHO            just what is theirs\n"
		"  -x, --explain            say more\n"
		"  -m, --message TEXT       the words; - takes standard input\n"
		"  -d, --due TIME           by when: 3bd, fri 17:00, "
		"2026-11-27\n"
		"  -a, --amount AMOUNT      how much money: 12.50\n"
		"  -k, --key KEY=VALUE      what else is known of it\n"
		"      --at TIME            when it happened\n"
		"      --already            it has happened: recorded whatever "
		"the plan says\n"
		"      --override REASON    set a rule aside, for who may\n"
		"  -n, --dry-run            everything but the write\n"
		"  -q, --quiet              no remarks and no questions\n"
		"  -b, --by WHO             who acts; else $AMENDS_WHO, else "
		"the login name\n"
		"  -f, --journal FILE       the journal; else $AMENDS_JOURNAL\n"
		"      --now TIME           the clock; else $AMENDS_NOW\n"
		"  -h                       this help, without examples\n"
		"      --help               this help\n"
		"  -V, --version            the version\n");
	assert_int_equal(apart(run_long_help, NULL, printed, sizeof(printed)),
			 0);
	assert_ptr_equal(strstr(printed, "case-list -A\n\nusage: case-list "
					 "[CASE...]\n\n"),
			 printed);
	assert_non_null(strstr(printed, "\n      --csv[=excel]        CSV; "));
	assert_non_null(
		strstr(printed, "\n\nMore: man case-list, man amends\n"));
	assert_int_equal(apart(run_version, NULL, printed, sizeof(printed)), 0);
	assert_string_equal(printed, "amends " VERSION " (case-log)\n");
	assert_string_equal(said(*state), "");
}

static int
run_recorded(void)
{
	struct line line;
	struct cli cli;

	begin(&cli, &recorder, &line, "");
	cli.recorded = true;
	printf("a record\n");
	return cli_finish(&cli, NULL, EXITCODE_DONE);
}

static const struct output_kind no_kind = {0};

static int
run_listed(void)
{
	struct record record;
	struct output *out;
	struct line line;
	struct cli cli;

	begin(&cli, &filter, &line, "-H|-o|event");
	if (cli_next(&cli) != CLI_END)
		return 99;
	out = cli_output(&cli, &no_kind, NULL);
	record_init(&record);
	record.event = "open";
	output_record(out, &record);
	return cli_finish(&cli, out, EXITCODE_NO);
}

static int
run_wrong_after_opening(void)
{
	struct output *out;
	struct line line;
	struct cli cli;

	begin(&cli, &filter, &line, "-H|-o|event");
	if (cli_next(&cli) != CLI_END)
		return 99;
	out = cli_output(&cli, &no_kind, NULL);
	cli_wrong(&cli, "no case '%s'", "abe");
	return cli_finish(&cli, out, cli.status);
}

static int
run_unreadable(void)
{
	struct line line;
	struct cli cli;

	begin(&cli, &filter, &line, "--csv|--json");
	if (cli_next(&cli) != CLI_END)
		return 99;
	if (cli_output(&cli, &no_kind, NULL))
		return 98;
	return cli_finish(&cli, NULL, cli.status);
}

static void
a_full_disk_is_never_a_success(void **state)
{
	static const struct {
		int (*run)(void);
		int status;
		const char *said;
	} table[] = {
		{run_short_help, 4,
		 "case-log: standard output: No space left on device\n"},
		{run_version, 4,
		 "case-log: standard output: No space left on device\n"},
		{run_listed, 4,
		 "case-list: standard output: No space left on device\n"},
		{run_recorded, 5,
		 "case-log: recorded, but not printed: standard output: No "
		 "space left on device\n"},
		{run_wrong, 2,
		 "case-log: no option -z; case-log -h lists them all\n"},
	};

	if (access("/dev/full", W_OK) != 0)
		skip();
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(apart(table[i].run, "/dev/full", NULL, 0),
				 table[i].status);
		assert_string_equal(said(*state), table[i].said);
	}
}

static void
the_end_writes_what_was_held_back(void **state)
{
	char printed[256];

	assert_int_equal(apart(run_recorded, NULL, printed, sizeof(printed)),
			 0);
	assert_string_equal(printed, "a record\n");
	assert_int_equal(apart(run_listed, NULL, printed, sizeof(printed)), 1);
	assert_string_equal(printed, "event\nopen\n");
	assert_string_equal(said(*state), "");
	assert_int_equal(
		apart(run_wrong_after_opening, NULL, printed, sizeof(printed)),
		2);
	assert_string_equal(printed, "");
	assert_string_equal(said(*state), "case-list: no case 'abe'\n");
	assert_int_equal(apart(run_unreadable, NULL, printed, sizeof(printed)),
			 2);
	assert_string_equal(said(*state),
			    "case-list: --csv and --json exclude each other\n");
}

static void
handler_of(int number, struct sigaction *action)
{
	assert_int_equal(sigaction(number, NULL, action), 0);
}

static void
a_closed_pipe_ends_filters_and_not_recorders(void **state)
{
	struct sigaction action;
	struct line line;
	struct cli cli;

	(void)state;
	begin(&cli, &recorder, &line, "");
	handler_of(SIGPIPE, &action);
	assert_true(action.sa_handler == SIG_IGN);
	handler_of(SIGXFSZ, &action);
	assert_true(action.sa_handler == SIG_IGN);
	arena_release(&cli.arena);
	begin(&cli, &filter, &line, "");
	handler_of(SIGPIPE, &action);
	assert_true(action.sa_handler == SIG_DFL);
	handler_of(SIGXFSZ, &action);
	assert_true(action.sa_handler == SIG_IGN);
	arena_release(&cli.arena);
}

static void
standard_input_is_read_as_words(void **state)
{
	static const struct {
		const char *at;
		size_t len;
		const char *want, *refusal;
	} table[] = {
		{"", 0, "", NULL},
		{"one\ntwo\n\n", 9, "one\ntwo", NULL},
		{"\n", 1, "", NULL},
		{"a\0b", 3, NULL, "standard input holds a NUL byte"},
	};
	char *large = mem_get(RECORD_LINE_MAX + 1);
	struct buffer text = {0};
	struct fail why;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		hear(table[i].at, table[i].len);
		buffer_clear(&text);
		if (table[i].refusal) {
			assert_false(input_text(&text, &why));
			assert_int_equal(why.kind, FAIL_INPUT);
			assert_string_equal(why.text, table[i].refusal);
			continue;
		}
		assert_true(input_text(&text, &why));
		assert_string_equal(buffer_string(&text), table[i].want);
	}
	memset(large, 'x', RECORD_LINE_MAX + 1);
	hear(large, RECORD_LINE_MAX + 1);
	buffer_clear(&text);
	assert_false(input_text(&text, &why));
	assert_string_equal(why.text, "standard input is longer than a record "
				      "can be, 1 MiB");
	hear(large, RECORD_LINE_MAX);
	buffer_clear(&text);
	assert_true(input_text(&text, &why));
	assert_int_equal(text.len, RECORD_LINE_MAX);
	dup2(open("/", O_RDONLY), STDIN_FILENO);
	assert_false(input_text(&text, &why));
	assert_int_equal(why.kind, FAIL_SYSTEM);
	assert_string_equal(why.text, "standard input: Is a directory");
	buffer_release(&text);
	free(large);
}

#define HEARD(id) \
	"2026-11-22T14:05:09.123+01:00\t" id "\theard\t-\tkim\t-\t-\t-\n"

static void
the_cases_of_records_come_in_order(void **state)
{
	static const char input[] =
		"#amends 1\n" HEARD("261122-7QK4XMQ") HEARD("261122-7QK4XMQ")
			HEARD("-") "nonsense\n" HEARD("261124-7QK4XME")
				HEARD("261122-7QK4XMQ");
	struct diag_tally bad = {0};
	struct arena arena = {0};
	const char **ids;
	struct fail why;
	size_t count;

	diag_set_program("case-list");
	hear(input, sizeof(input) - 1);
	assert_true(input_cases(&arena, &ids, &count, &bad, &why));
	assert_int_equal(count, 3);
	assert_string_equal(ids[0], "261122-7QK4XMQ");
	assert_string_equal(ids[1], "261124-7QK4XME");
	assert_string_equal(ids[2], "261122-7QK4XMQ");
	assert_int_equal(bad.count, 1);
	diag_tally_end(&bad);
	assert_ptr_equal(strstr(said(*state), "case-list: <stdin>:5:"),
			 ((struct stage *)*state)->text);
	hear("", 0);
	assert_true(input_cases(&arena, &ids, &count, &bad, &why));
	assert_int_equal(count, 0);
	arena_release(&arena);
}

static void
without_a_plan_there_is_still_a_clock(void **state)
{
	struct shop shop;
	struct line line;
	int64_t from, to;
	struct cli cli;

	begin(&cli, &filter, &line,
	      "-p|/nowhere/plan|--now|2026-11-22T14:05:09+01:00|--in|2026-11");
	assert_int_equal(cli_next(&cli), CLI_END);
	assert_true(shop_load(&shop, &cli));
	assert_null(shop.policy);
	assert_string_equal(shop.policy_path, "/nowhere/plan");
	assert_int_equal(shop.digits, -1);
	assert_string_equal(zone_name(shop.zone), "UTC");
	assert_true(shop.now == INT64_C(1795352709000));
	assert_true(shop.now_given);
	assert_non_null(strstr(said(*state), "/nowhere/plan"));
	assert_true(shop_period(&cli, &shop, &from, &to));
	assert_true(from == INT64_C(1793491200000));
	assert_true(to == INT64_C(1796083200000));
	cli.settings.since = "2026";
	assert_false(shop_period(&cli, &shop, &from, &to));
	assert_string_equal(said(*state), "case-list: --in is a whole period; "
					  "leave out -s and -u\n");
	cli.settings.in = NULL;
	assert_true(shop_period(&cli, &shop, &from, &to));
	assert_true(from == INT64_C(1767225600000));
	assert_true(to == INT64_MAX);
	cli.settings.until = "2025";
	assert_false(shop_period(&cli, &shop, &from, &to));
	assert_string_equal(said(*state), "case-list: nothing lies between -s "
					  "2026 and -u 2025\n");
	shop_release(&shop);
	arena_release(&cli.arena);
}

static void
a_clock_that_makes_no_sense_is_wrong_usage(void **state)
{
	struct shop shop;
	struct line line;
	struct cli cli;

	setenv("AMENDS_NOW", "half past something", 1);
	begin(&cli, &filter, &line, "-p|/nowhere/plan");
	assert_int_equal(cli_next(&cli), CLI_END);
	assert_false(shop_load(&shop, &cli));
	assert_int_equal(cli.status, EXITCODE_USAGE);
	assert_non_null(strstr(said(*state), "case-list: $AMENDS_NOW: "));
	arena_release(&cli.arena);
}

static void
colour_is_for_terminals_unless_asked_for(void **state)
{
	struct cli_settings settings = {.color = CLI_COLOR_ALWAYS};

	(void)state;
	assert_true(cli_colours(&settings));
	settings.color = CLI_COLOR_NEVER;
	assert_false(cli_colours(&settings));
	setenv("COLUMNS", "132", 1);
	assert_int_equal(terminal_columns(), 132);
	setenv("COLUMNS", "wide", 1);
	assert_true(terminal_columns() > 0);
	unsetenv("COLUMNS");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(options_and_operands_come_in_the_order_in_which_they_stand),
		TEST(wrong_usage_is_one_sentence),
		TEST(settings_are_kept),
		TEST(who_acts_is_never_nobody),
		TEST(help_lists_what_the_tool_takes),
		TEST(a_full_disk_is_never_a_success),
		TEST(the_end_writes_what_was_held_back),
		TEST(a_closed_pipe_ends_filters_and_not_recorders),
		TEST(standard_input_is_read_as_words),
		TEST(the_cases_of_records_come_in_order),
		TEST(without_a_plan_there_is_still_a_clock),
		TEST(a_clock_that_makes_no_sense_is_wrong_usage),
		TEST(colour_is_for_terminals_unless_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
