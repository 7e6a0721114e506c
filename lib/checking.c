#include "checking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag.h"
#include "durable.h"
#include "journal.h"
#include "progress.h"
#include "shop.h"
#include "terminal.h"

enum exitcode
checking_report(const struct check *check, const char *before_damage)
{
	struct diag_tally damage = {0}, advice = {0};

	for (size_t i = 0; i < check->count; i++) {
		const struct check_finding *at = &check->findings[i];
		struct buffer text = {0};

		bool advises = at->gravity == CHECK_ADVICE;

		buffer_format(&text, "%s%s",
			      advises ? "advice: " : before_damage, at->text);
		diag_bad_line(advises ? &advice : &damage, at->file, at->line,
			      at->column, text.at);
		buffer_release(&text);
	}
	diag_tally_end(&damage);
	diag_tally_end(&advice);
	if (damage.count > 0)
		return EXITCODE_INPUT;
	return advice.count > 0 ? EXITCODE_NO : EXITCODE_DONE;
}

/* At a terminal somebody waits for a word; a script has the status. */
static void
say_done(const char *path, const struct check *check)
{
	if (!terminal_is(STDOUT_FILENO))
		return;
	printf("%s: %zu case%s, %zu event%s, ", path, check->cases,
	       check->cases == 1 ? "" : "s", check->events,
	       check->events == 1 ? "" : "s");
	if (check->count == 0)
		puts("nothing to see to");
	else
		printf("%zu thing%s to see to\n", check->count,
		       check->count == 1 ? "" : "s");
}

static void
check_mode(struct check *check, const char *path)
{
	unsigned mode = 0, others = journal_exposed(path, &mode);

	if (others)
		check_find(check, CHECK_ADVICE, path,
			   "others than its owner may read or write it (mode "
			   "%04o); chmod %s",
			   mode, others == 077 ? "600" : "o=");
}

/* Of a file, and of what was torn off it or set aside. */
static void
check_modes(struct check *check, const char *path)
{
	static const char *const endings[] = {"", ".torn", ".bad"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		char *name = durable_beside(path, endings[i]);

		check_mode(check, name);
		free(name);
	}
}

/* Find the journal. What comes through a pipe comes once. */
static bool
find(struct journal *journal, struct check *check, struct cli *cli,
     struct fail *why)
{
	struct stat is;

	if (!journal_find(journal, cli->settings.journal, why))
		return false;
	check->twice = !journal->input && stat(journal->path, &is) == 0 &&
		       (S_ISREG(is.st_mode) || S_ISDIR(is.st_mode));
	return true;
}

/* A check that somebody may wait for. It begins with the check, for which
 * check.h's functions take it. */
struct watched {
	struct check check;
	struct progress progress;
	size_t lines;
	int64_t size; /* of the journal, where it is one file; 0 */
};

static void
tell_progress(struct watched *watched, const struct journal_line *line,
	      size_t count)
{
	watched->lines += count;
	if (progress_is_due(&watched->progress, count))
		progress_show(&watched->progress, watched->lines, line->offset,
			      watched->size);
}

static bool
look_at(void *context, struct journal_line *line)
{
	tell_progress(context, line, 1);
	return check_line(context, line);
}

static bool
look_again(void *context, struct journal_line *line)
{
	tell_progress(context, line, 1);
	return check_line_again(context, line);
}

static size_t
look_at_run(void *context, const struct journal_line *first, size_t *count)
{
	size_t taken = check_run(context, first, count);

	tell_progress(context, first, *count);
	return taken;
}

static size_t
look_at_run_again(void *context, const struct journal_line *first,
		  size_t *count)
{
	size_t taken = check_run_again(context, first, count);

	tell_progress(context, first, *count);
	return taken;
}

/* All of its lines, and those once more of which there is doubt. */
static bool
look(struct watched *watched, const struct journal *journal, struct fail *why)
{
	const struct journal_reader reader = {
		.context = watched,
		.run = look_at_run,
		.line = look_at,
		.bad = check_long_line,
		.comment = check_comment,
		.torn = check_torn,
	};
	const struct journal_reader again = {.context = watched,
					     .run = look_at_run_again,
					     .line = look_again};
	struct stat is;
	struct fail unread;
	bool read;

	if (watched->check.twice && stat(journal->path, &is) == 0 &&
	    S_ISREG(is.st_mode))
		watched->size = is.st_size;
	progress_begin(&watched->progress, "lines read", false);
	read = journal_read(journal, false, &reader, why);
	/* What the first reading could not read is said. */
	while (check_again(&watched->check)) {
		watched->lines = 0;
		watched->progress.what = "lines read once more";
		journal_read(journal, true, &again, &unread);
	}
	progress_end(&watched->progress);
	return read;
}

enum exitcode
checking_journal(struct cli *cli, const struct shop *shop)
{
	struct watched watched = {
		.check = {.digits = shop->digits, .now = shop->now}};
	struct check *check = &watched.check;
	enum exitcode status = EXITCODE_DONE;
	struct journal journal;
	struct fail why, nameless;
	bool found = find(&journal, check, cli, &why);
	/* A machine without a name can read all the same. */
	char *own = found ? journal_own_file(&journal, &nameless) : NULL;

	check->own = own;
	if (!found || !look(&watched, &journal, &why)) {
		diag_fail(&why);
		status = fail_exitcode(why.kind);
	}
	for (size_t i = 0; i < check->file_count; i++)
		check_modes(check, check->files[i].name);
	check_end(check);
	if (shop->policy)
		check_kept(check, shop->policy, shop->policy_path);
	status = exitcode_worse(status, checking_report(check, ""));
	if (check->bad > 0)
		diag_say(
			"%zu line%s cannot be read: case-check --set-aside "
			"moves %s to JOURNAL.bad; case-log - takes what is put "
			"right",
			check->bad, check->bad == 1 ? "" : "s",
			check->bad == 1 ? "it" : "them");
	if (status < EXITCODE_INPUT)
		say_done(journal.path, check);
	check_release(check);
	free(own);
	journal_release(&journal);
	return status;
}

enum exitcode
checking_plan(const struct shop *shop)
{
	struct check check = {.now = shop->now};
	enum exitcode status;

	/* Its faults were said when it was read. */
	if (!shop->policy)
		return EXITCODE_INPUT;
	if (shop->installed)
		check_find(&check, CHECK_ADVICE, shop->policy_path,
			   "the plan that came with amends is in force; "
			   "case-check --starter prints one to make your own");
	check_plan(&check, shop->policy, shop->policy_path);
	status = checking_report(&check, "");
	check_release(&check);
	return status;
}
