#include "setaside.h"

#include <stdlib.h>

#include "durable.h"
#include "keeping.h"

/* A line that would be moved; all others are passed over. */
static bool
take_bad(void *context, struct journal_line *line)
{
	struct fail why;

	return !check_is_bad(line->at, line->len, &why) ||
	       check_line(context, line);
}

bool
setaside_look(const struct journal *journal, struct check *moved,
	      struct fail *why)
{
	const struct journal_reader reader = {
		.context = moved, .line = take_bad, .bad = check_long_line};

	moved->digits = -1;
	return journal_read(journal, false, &reader, why);
}

/* Move the bad lines of the file held. */
static bool
move(const struct durable *file, struct check *moved, struct fail *why)
{
	struct buffer bytes = {0}, keep = {0}, aside = {0};
	char *torn = durable_beside(file->path, ".torn");
	bool ok = keeping_read(file, &bytes, why);

	if (ok && check_split(moved, file->path, buffer_string(&bytes),
			      bytes.len, &keep, &aside) > 0)
		ok = durable_set_aside(file->path, ".bad", aside.at, aside.len,
				       why) &&
		     durable_replace(file->path, buffer_string(&keep), keep.len,
				     why);
	if (ok && file->torn > 0)
		check_find(moved, CHECK_DAMAGE, file->path,
			   "a torn line, %lld bytes, to %s",
			   (long long)file->torn, torn);
	free(torn);
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
