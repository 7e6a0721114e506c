#include "setaside.h"

#include <stdlib.h>
#include <string.h>

#include "durable.h"
#include "keeping.h"

/* What would be moved, of the one file that this machine writes to. */
struct looking {
	struct check *moved;
	const char *own; /* NULL: it is all one, from standard input */
};

static bool
is_own(const struct looking *looking, const char *file)
{
	return !looking->own || strcmp(file, looking->own) == 0;
}

/* A line that would be moved; all others are passed over. */
static bool
take_bad(void *context, struct journal_line *line)
{
	const struct looking *looking = context;
	struct fail why;

	return !is_own(looking, line->file) ||
	       !check_is_bad(line->at, line->len, &why) ||
	       check_line(looking->moved, line);
}

static void
take_long(void *context, const char *file, size_t number, const char *sentence)
{
	const struct looking *looking = context;

	if (is_own(looking, file))
		check_long_line(looking->moved, file, number, sentence);
}

static void
find_torn(struct check *moved, const char *file, int64_t len)
{
	char *torn = durable_beside(file, ".torn");

	check_find(moved, CHECK_DAMAGE, file, "a torn line, %lld bytes, to %s",
		   (long long)len, torn);
	free(torn);
}

static void
take_torn(void *context, const struct journal_line *line)
{
	const struct looking *looking = context;

	if (is_own(looking, line->file))
		find_torn(looking->moved, line->file, (int64_t)line->len);
}

bool
setaside_look(const struct journal *journal, struct check *moved,
	      struct fail *why)
{
	char *own = journal->input ? NULL : journal_own_file(journal, why);
	struct looking looking = {moved, own};
	const struct journal_reader reader = {.context = &looking,
					      .line = take_bad,
					      .bad = take_long,
					      .torn = take_torn};
	bool read;

	moved->digits = -1;
	read = (own || journal->input) &&
	       journal_read(journal, false, &reader, why);
	free(own);
	return read;
}

/* Move the bad lines of the file held. */
static bool
move(const struct durable *file, struct check *moved, struct fail *why)
{
	struct buffer bytes = {0}, keep = {0}, aside = {0};
	bool ok = keeping_read(file, &bytes, why);

	if (ok && check_split(moved, file->path, buffer_string(&bytes),
			      bytes.len, &keep, &aside) > 0)
		ok = durable_set_aside(file->path, ".bad", aside.at, aside.len,
				       why) &&
		     durable_replace(file->path, buffer_string(&keep), keep.len,
				     why);
	if (ok && file->torn > 0)
		find_torn(moved, file->path, file->torn);
	buffer_release(&bytes);
	buffer_release(&keep);
	buffer_release(&aside);
	return ok;
}

bool
setaside_move(const struct journal *journal, struct check *moved,
	      struct fail *why)
{
	struct journal_hold hold;
	struct check seen = {0};
	bool ok;

	if (journal_is_yet_to_begin(journal))
		return true;
	if (!journal_begin(&hold, journal, false, why))
		return false;
	/* First to its end: what a newer amends wrote is not ours to judge. */
	ok = setaside_look(journal, &seen, why) && move(&hold.file, moved, why);
	check_release(&seen);
	journal_end(&hold);
	return ok;
}
