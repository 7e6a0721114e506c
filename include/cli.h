/*
 * What all tools share: options and operands in order, help, the settings
 * that mean the same everywhere, and the end (DESIGN, section 7). Only the
 * functions here, those of input and shop, and cmd/ touch argv, standard input
 * and output and the clock. A main is:
 *
 *	cli_start(&cli, &tool, argc, argv);
 *	while ((code = cli_next(&cli)) != CLI_END)
 *		switch (code) {
 *		case CLI_STOP:
 *			return cli_finish(&cli, NULL, cli.status);
 *		case CLI_OPERAND:
 *			... cli.value ...
 *		}
 *	if (!shop_load(&shop, &cli))
 *		return cli_finish(&cli, NULL, cli.status);
 *	... the pipeline ...
 *	return cli_finish(&cli, out, status);
 */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diag.h"
#include "duration.h"
#include "event.h"
#include "exitcode.h"
#include "fail.h"
#include "mem.h"
#include "output.h"
#include "policy.h"
#include "record.h"
#include "selector.h"
#include "sought.h"

/* The three kinds of tool, never mixed (DESIGN, section 1). */
enum cli_kind { CLI_FILTER, CLI_RECORDER, CLI_KEEPER };

/* What cli_next gives. */
enum cli_code {
	CLI_END,     /* nothing is left; the settings are complete */
	CLI_OPERAND, /* value is a word; `+` and `-` among them */
	CLI_STOP,    /* all is said (help, version, wrong usage): end with
			cli.status */

	/* Shared options that belong to the event, the case or the tool; value
	 * is theirs. */
	CLI_AMOUNT = 'a',
	CLI_CUSTOMER = 'c',
	CLI_DUE = 'd',
	CLI_KEY = 'k', /* of recorders and keepers alone: key=value, unread */
	CLI_MESSAGE = 'm',
	CLI_CATEGORY = 't',
	CLI_AT = 256,
	CLI_ONCE,
	CLI_ALREADY, /* no value */
	CLI_OVERRIDE,

	CLI_OWN = 512, /* from here: codes of a tool's own long options */
};

/* A row of a tool's own table; the table ends with an all-zero row. */
struct cli_option {
	int code;             /* its short letter; or CLI_OWN + n, long only */
	const char *name;     /* the long one, without dashes */
	const char *argument; /* "TIME"; "[WHEN]" may be left out, and is given
				 as --name=WHEN alone; NULL: takes none */
	const char *help;     /* begins lower case, without a full stop */
};

struct cli_tool {
	const char *name; /* "case-log" */
	enum cli_kind kind;
	const char *synopsis; /* behind "usage: "; further forms on lines of
				 their own: "case-log CASE EVENT\ncase-log -" */
	const char *examples; /* what --help begins with; ends with a newline */
	/*
	 * The shared options that it takes, by their long names, separated by
	 * blanks: of "journal policy by now quiet dry-run why all events since
	 * until in within key columns header raw csv json table color message
	 * due amount customer category at once already override". Help and
	 * version are always there. An option of its own by one of these names
	 * takes the place of the shared one; one named "help" is handed to
	 * the tool, which then calls cli_help.
	 */
	const char *shared;
	const struct cli_option *own; /* or NULL */
};

enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER };

/* The options that cli_next keeps to itself. Strings are borrowed from argv,
 * the environment or the user database; NULL where not given. */
struct cli_settings {
	const char *journal; /* -f: for journal_find */
	const char *policy;  /* -p */
	const char *by;      /* -b */
	const char *who;     /* -b, else $AMENDS_WHO, else the login name, else
				"unknown"; never NULL, never empty */
	const char *now;     /* --now, else $AMENDS_NOW */
	bool quiet;          /* -q */
	bool dry_run;        /* -n */
	bool all;            /* -A */
	bool why;            /* --why */

	const char *columns; /* -o */
	bool header;         /* -H */
	bool raw;            /* -r */
	bool csv, json, table;
	const char *csv_variety; /* NULL, or what stands behind --csv= */
	enum cli_color color;

	struct selection selection;     /* -k of a filter, -e */
	const char *since, *until, *in; /* for shop_period */
	struct duration within;         /* -w; DURATION_NONE */
};

struct cli {
	const struct cli_tool *tool;
	struct cli_settings settings;
	const char *value; /* of what cli_next gave last; NULL without one */
	const char **operands; /* those that were kept, in their order */
	size_t operand_count;
	enum exitcode
		status;     /* at CLI_STOP, and where a function here failed */
	bool remarked;      /* a recorder said what there is to know of the
			       plan and the journal: once is enough */
	bool recorded;      /* set by a recorder or keeper once its batch is
			       on the disk: what then cannot be printed is
			       EXITCODE_UNPRINTED */
	const char *input;  /* set by whoever has something else than the
			       journal come from standard input: what, "the
			       cases"; borrowed */
	struct arena arena; /* lives until cli_finish; the tool's, too */

	int print_error; /* private from here: errno of the first cli_print that
			    failed; 0 */
	const struct cli_option **options;
	size_t option_count;
	char **words;
	int word_count;
	int next;           /* the word to be read next */
	const char *bundle; /* what is left of "-qn" */
	bool ended;         /* by `--` */
};

/*
 * First of all in main. Opens descriptors 0 to 2 where they are closed, sets
 * the program's name, and the signals: SIGXFSZ is ignored; SIGPIPE is ignored
 * by recorders and keepers, and ends filters, also where whoever started them
 * had it ignored.
 */
void cli_start(struct cli *cli, const struct cli_tool *tool, int argc,
	       char **argv);
/* For a recorder or keeper that was only asked something: from here on it ends
 * as a filter does, quietly, once nobody reads what it prints. */
void cli_only_prints(void);

/*
 * The next option or operand, in the order in which they stand, as an option
 * of case-log belongs to the event that it stands behind. Gives one of enum
 * cli_code or a code of the tool's own table. Options and operands mix; short
 * ones may be bundled (-qn, -fFILE); long ones are taken as --due=TIME and
 * --due TIME, and only when written out; `--` ends options. Wrong usage is
 * reported here, and is CLI_STOP. The settings are complete at CLI_END.
 */
int cli_next(struct cli *cli);

/*
 * Print usage and options to standard output: `full` (--help) with the
 * examples before, without them as -h does. Gives CLI_STOP; cli_finish finds
 * out whether it arrived.
 */
int cli_help(struct cli *cli, bool full);

/*
 * Report wrong usage that the tool found; cli.status becomes EXITCODE_USAGE.
 * Gives CLI_STOP.
 */
int cli_wrong(struct cli *cli, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Report what failed; cli.status becomes that of its kind. Gives CLI_STOP. */
int cli_failed(struct cli *cli, const struct fail *why);

/*
 * The end of main: writes what `out` (NULL: standard output itself) holds
 * back, but not where wrong usage left it without a record; closes standard
 * output, and gives the status to exit with: `status`, or worse where printing
 * failed, which is reported: EXITCODE_SYSTEM, or EXITCODE_UNPRINTED after
 * cli->recorded. Frees out and what cli holds. Not to be called twice.
 */
int cli_finish(struct cli *cli, struct output *out, enum exitcode status);

/* Keep cli->value as one more of the operands, until cli_finish. */
void cli_keep_operand(struct cli *cli);

/* Take cli->value, of an option as it is typed ("--at"), which is given once.
 * False after reporting that it was there before; cli->status is set. */
bool cli_take_once(struct cli *cli, const char **value, const char *typed);

/* What -k asks for (sought.h): false after reporting that nothing can be so;
 * cli->status is set. And, where nothing was found, to say what may have been
 * meant; not with -q. */
bool cli_check_sought(struct cli *cli, enum sought_of of);
void cli_explain_nothing(const struct cli *cli, const struct output_kind *kind,
			 const struct policy *policy);

/* Printing. */

/* Write to standard output. That it fails is kept, with its reason, for
 * cli_finish to say. */
void cli_print(struct cli *cli, const char *text, size_t len);

/*
 * A filter's output to standard output as the settings, the terminal and the
 * plan (or NULL) want it. NULL after reporting settings that are wrong or do
 * not go together; cli->status is set. cli_finish frees it.
 */
struct output *cli_output(struct cli *cli, const struct output_kind *kind,
			  const struct policy *policy);

/* Whether standard output is to be coloured: --color, else at a terminal
 * unless NO_COLOR is set or TERM is dumb. */
bool cli_colours(const struct cli_settings *settings);

/*
 * Split the value of an option at its first `=`; both sides are needed. *name
 * is from the arena. False after saying that the option wants `wanted`;
 * cli->status is set.
 */
bool cli_split(struct cli *cli, const char *option, const char *wanted,
	       const char **name, const char **value);

#endif
