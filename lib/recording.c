#include "recording.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "discreet.h"
#include "record.h"
#include "shop.h"
#include "terminal.h"
#include "typed.h"

/* For ids, which need to be apart, not secret: where the kernel has none to
 * give, any will do. */
uint32_t
recording_random(void)
{
	uint32_t bits = 0;

	while (getrandom(&bits, sizeof(bits), 0) < 0 && errno == EINTR)
		continue;
	return bits;
}

static void
fill_in(struct recording *recording)
{
	const struct shop *shop = recording->shop;

	recording->entry = (struct entry){
		.policy = shop->policy,
		.book = &recording->book,
		.who = recording->cli->settings.who,
		.by = recording->cli->settings.by,
		.when = &shop->when,
		.offset = recording->book.last_offset,
		.digits = shop->said_digits,
		.at = INSTANT_NONE,
		.tool = recording->cli->tool->name,
		.random = recording_random,
	};
}

void
recording_tell_torn(const struct durable *file)
{
	char *torn;

	if (file->torn == 0)
		return;
	torn = durable_beside(file->path, ".torn");
	diag_say("%s: a last line that a crash had cut off was moved to %s",
		 file->path, torn);
	free(torn);
}

static bool
load(struct recording *recording, bool create, const struct about *about,
     struct fail *why)
{
	const struct shop *shop = recording->shop;

	if (!about)
		return casebook_load(&recording->book, &recording->journal,
				     create, shop->digits, diag_bad_line,
				     &recording->bad, why);
	return about_load(&recording->book, &recording->journal, create,
			  shop->policy, shop->digits, about, diag_bad_line,
			  &recording->bad, why);
}

bool
recording_begin(struct recording *recording, struct cli *cli,
		const struct shop *shop, bool create)
{
	return recording_begin_about(recording, cli, shop, create, NULL);
}

bool
recording_begin_about(struct recording *recording, struct cli *cli,
		      const struct shop *shop, bool create,
		      const struct about *about)
{
	struct fail *why = &recording->why;
	struct fail unread;

	*recording = (struct recording){.cli = cli, .shop = shop};
	if (journal_find(&recording->journal, cli->settings.journal, why)) {
		if (recording->journal.input)
			fail_set(why, FAIL_USAGE,
				 "standard input is no journal to record in");
		else if (!cli->settings.dry_run &&
			 (create ||
			  !journal_is_yet_to_begin(&recording->journal)) &&
			 journal_begin(&recording->hold, &recording->journal,
				       create, why))
			recording_tell_torn(&recording->hold.file);
	}
	/* The book of no journal is an empty one; a pipe is not waited for. */
	if (!recording->journal.path || recording->journal.input ||
	    journal_is_odd(&recording->journal)) {
		free(recording->journal.path);
		recording->journal = (struct journal){
			.path = mem_copy("/dev/null"), .named = true};
	}
	if (!load(recording, create, about, &unread) && why->kind == FAIL_NONE)
		*why = unread;
	diag_tally_end(&recording->bad);
	fill_in(recording);
	return why->kind == FAIL_NONE;
}

/* One sentence a line, each behind the program's name. */
static void
warn(const struct buffer *warnings)
{
	const char *at = buffer_string(warnings);

	while (*at) {
		size_t len = strcspn(at, "\n");

		diag_say("%.*s", (int)len, at);
		at += len + (at[len] == '\n');
	}
}

enum exitcode
recording_refuse(struct recording *recording, const struct fail *why)
{
	const struct entry *entry = &recording->entry;

	warn(&entry->warnings);
	if (why->kind == FAIL_REFUSED && entry->refusal.len > 0) {
		struct buffer text = {0};

		buffer_format(&text, "not recorded: %s", entry->refusal.at);
		diag_block(text.at);
		buffer_release(&text);
	} else {
		diag_fail(why);
	}
	return fail_exitcode(why->kind);
}

enum exitcode
recording_hand_back(const struct fail *why, const char *lines, size_t len)
{
	struct buffer text = {0};
	bool several = len > 0 && memchr(lines, '\n', len - 1);

	buffer_format(&text, "not recorded: %s\n", why->text);
	if (len > 0) {
		buffer_format(&text,
			      "  keep  the record%s below; later: case-log - "
			      "<FILE\n",
			      several ? "s" : "");
		buffer_add(&text, lines, len);
	}
	diag_block(text.at);
	buffer_release(&text);
	return fail_exitcode(why->kind);
}

static void
say_exposed(const struct recording *recording)
{
	struct buffer path = {0};

	typed_word(&path, recording->journal.path);
	diag_say("the journal can be read by others than its owner; "
		 "chmod %s %s",
		 recording->exposed == 077 ? "600" : "o=", path.at);
	buffer_release(&path);
}

/* What whoever records should know about the plan and their own name: once,
 * however many batches a tool records. */
static void
remark(struct recording *recording)
{
	const struct shop *shop = recording->shop;
	const char *who = recording->cli->settings.who;

	if (recording->cli->remarked)
		return;
	recording->cli->remarked = true;
	if (!shop->policy) {
		diag_say("recorded all the same, without the plan");
		return;
	}
	if (recording->cli->settings.quiet || !terminal_is(STDOUT_FILENO))
		return;
	if (recording->exposed)
		say_exposed(recording);
	if (shop->installed)
		diag_say("the plan in force is the one that came with amends: "
			 "its zone and currency may not be the shop's; "
			 "case-check --starter prints a plan to begin with");
	if (shop->policy->staff_count > 0 &&
	    policy_staff(shop->policy, who) == POLICY_NONE)
		diag_say("'%s' is not in the plan's staff; recorded as it is",
			 who);
}

/* Print after the fact; what cannot be printed cli_finish finds out. What is
 * said back of a case names the customer, and goes to standard error. */
static void
print(const struct recording *recording, const struct buffer *lines,
      const char *said, bool returnable)
{
	const struct cli_settings *settings = &recording->cli->settings;

	if (settings->dry_run || !terminal_is(STDOUT_FILENO) ||
	    (returnable && discreet_is()))
		cli_print(recording->cli, lines->at, lines->len);
	else if (said && !settings->quiet)
		diag_text(said);
}

/* The batch onto the disk. The closing lets the signals through that waited:
 * what there is to say of them has to be said before. */
static enum exitcode
append(struct recording *recording, const struct buffer *lines, bool returnable)
{
	struct journal_hold *hold = &recording->hold;
	enum exitcode status = EXITCODE_DONE;
	struct fail why = {0};
	bool stopped = durable_is_stopped();
	size_t len = returnable ? lines->len : 0;
	unsigned mode;

	if (stopped) {
		fail_set(&why, FAIL_SYSTEM, "stopped");
		status = recording_hand_back(&why, lines->at, len);
	} else if (journal_append(hold, lines->at, lines->len, &why)) {
		recording->cli->recorded = true;
		if (durable_is_stopped())
			diag_say("written down before it was stopped");
	}
	recording->exposed = journal_exposed(hold->name, &mode);
	/* Others may go on before the printing, which can block. */
	journal_end(hold);
	if (!stopped && why.kind != FAIL_NONE)
		status = recording_hand_back(&why, lines->at, len);
	return status;
}

static enum exitcode
commit(struct recording *recording, const struct buffer *lines,
       const char *said, bool returnable)
{
	enum exitcode status = EXITCODE_DONE;

	if (recording->why.kind != FAIL_NONE)
		return recording_hand_back(&recording->why, lines->at,
					   returnable ? lines->len : 0);
	if (!recording->cli->settings.dry_run && !recording->entry.repeated)
		status = append(recording, lines, returnable);
	if (status != EXITCODE_DONE)
		return status;
	if (recording->entry.repeated)
		recording->cli->recorded = true;
	print(recording, lines, said, returnable);
	if (!recording->cli->settings.dry_run)
		remark(recording);
	return EXITCODE_DONE;
}

static bool
overrides(const struct entry *entry)
{
	for (size_t i = 0; i < entry->count; i++) {
		if (strcmp(entry->records[i].event, "override") == 0)
			return true;
	}
	return entry->repeated;
}

enum exitcode
recording_commit(struct recording *recording, const char *said)
{
	struct entry *entry = &recording->entry;
	struct buffer lines = {0};
	enum exitcode status;

	entry_end(entry);
	for (size_t i = 0; i < entry->count; i++)
		record_encode(&lines, &entry->records[i]);
	warn(&entry->warnings);
	if (entry->override && !overrides(entry))
		diag_say("no rule held it back: nothing was set aside, and "
			 "the reason is not recorded");
	if (lines.len == 0 && recording->why.kind == FAIL_NONE)
		return EXITCODE_DONE;
	status = commit(recording, &lines, said, true);
	buffer_release(&lines);
	return status;
}

enum exitcode
recording_commit_lines(struct recording *recording, const struct buffer *lines,
		       const char *said)
{
	if (lines->len == 0 && recording->why.kind == FAIL_NONE)
		return EXITCODE_DONE;
	return commit(recording, lines, said, false);
}

void
recording_end(struct recording *recording)
{
	journal_end(&recording->hold);
	journal_release(&recording->journal);
	entry_release(&recording->entry);
	casebook_release(&recording->book);
	*recording = (struct recording){0};
}
