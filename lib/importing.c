#include "importing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "discreet.h"
#include "recording.h"
#include "shop.h"
#include "terminal.h"

/* All of them, however many: whoever mends the file needs each line. */
static void
report_row(void *context, const char *file, size_t line, size_t column,
	   const char *sentence)
{
	(void)context;
	diag_at(file, line, column, "%s", sentence);
}

static void
say_unknown(const struct import *import)
{
	for (size_t i = 0; i < import->unknown_count; i++) {
		const struct import_unknown *unknown = &import->unknown[i];
		bool amount = record_is_money(unknown->kind);
		bool day = strcmp(unknown->kind, "bought") == 0;

		diag_say(amount ? "%zu row%s: '%s' is no amount; kept as "
				  "said-%s"
			 : day  ? "%zu row%s: '%s' is no date, as 2026-11-22 "
				  "is; kept as said-%s"
				: "%zu row%s: '%s' is no %s of the plan",
			 unknown->rows, unknown->rows == 1 ? "" : "s",
			 discreet_word(unknown->value), unknown->kind);
	}
}

/* Misspelt columns would lose what is in them without a word. */
static void
say_untaken(const struct import *import)
{
	for (size_t i = 0; i < import->untaken_count; i++) {
		const struct import_untaken *untaken = &import->untaken[i];
		const char *mark =
			untaken->header[strcspn(untaken->header, " \t'\"")]
				? "'"
				: "";

		diag_say("'%s' is not taken; did you mean '%s'? --map "
			 "%s=%s%s%s",
			 untaken->header, untaken->field, untaken->field, mark,
			 untaken->header, mark);
	}
}

/* Where it is not said at a terminal, with the count of all. */
static void
say_there(const struct import *import, const struct cli *cli)
{
	if (import->there > 0 && !cli->settings.quiet &&
	    (import->count == 0 || !terminal_is(STDOUT_FILENO)))
		diag_say("%zu row%s there already", import->there,
			 import->there == 1 ? " was" : "s were");
}

static void
say_count(struct buffer *out, const struct import *import)
{
	buffer_format(out, "%zu complaint%s written down", import->count,
		      import->count == 1 ? "" : "s");
	if (import->there > 0)
		buffer_format(out, ", %zu %s there already", import->there,
			      import->there == 1 ? "was" : "were");
	if (import->bad > 0)
		buffer_format(out, ", %zu row%s left out", import->bad,
			      import->bad == 1 ? "" : "s");
	buffer_add_string(out, ".\n");
}

static enum exitcode
import_rows(struct cli *cli, const struct shop *shop,
	    const struct import_options *options, int fd)
{
	struct import_options given = *options;
	struct recording recording = {0};
	struct buffer said = {0};
	struct progress progress;
	struct import import;
	struct fail why = {0};
	/* The rows' times need the journal's offset where no plan tells it. */
	bool early = !shop->policy;
	enum exitcode status;

	if (early)
		recording_begin(&recording, cli, shop, true);
	given.who = cli->settings.who;
	given.policy = shop->policy;
	given.when = &shop->when;
	given.offset = recording.entry.offset;
	given.digits = shop->said_digits;
	given.random = recording_random;
	given.progress = &progress;
	progress_begin(&progress, "rows", cli->settings.quiet);
	if (!import_read(&import, fd, &given, report_row, NULL, &why)) {
		diag_fail(&why);
		status = fail_exitcode(why.kind);
	} else {
		progress_last(&progress, "reading the journal");
		if (!early)
			recording_begin(&recording, cli, shop, true);
		import_place(&import, &recording.book);
		progress_last(&progress, "writing them down");
		say_count(&said, &import);
		status = recording_commit_lines(&recording, &import.lines,
						said.at);
		progress_end(&progress);
		say_there(&import, cli);
		say_unknown(&import);
		say_untaken(&import);
		if (import.bad > 0)
			status = exitcode_worse(status, EXITCODE_INPUT);
	}
	import_release(&import);
	recording_end(&recording);
	buffer_release(&said);
	return status;
}

enum exitcode
importing_run(struct cli *cli, const struct shop *shop, const char *file,
	      const struct import_options *options)
{
	struct import_options given = *options;
	enum exitcode status;
	int fd;

	given.file = "<stdin>";
	if (strcmp(file, "-") == 0)
		return import_rows(cli, shop, &given, STDIN_FILENO);
	given.file = file;
	fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		diag_say("%s: %s", file, strerror(errno));
		return EXITCODE_SYSTEM;
	}
	status = import_rows(cli, shop, &given, fd);
	close(fd);
	return status;
}

bool
importing_add_map(struct import_options *options, size_t *room, struct cli *cli)
{
	struct import_map *maps, map;

	if (!cli_split(cli, "--map", "field=Header", &map.field, &map.header))
		return false;
	maps = mem_grow((struct import_map *)options->maps, options->map_count,
			room, sizeof(*maps));
	maps[options->map_count++] = map;
	options->maps = maps;
	return true;
}

void
importing_release(struct import_options *options)
{
	free((struct import_map *)options->maps);
	options->maps = NULL;
}
