#include "progress.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "diag.h"
#include "money.h"

#define GLANCE 256 /* steps between two looks at the clock */

static int64_t
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whether a row can be wiped: not on a plain terminal. */
static bool
can_wipe(void)
{
	const char *term = getenv("TERM");

	return term && *term && strcmp(term, "dumb") != 0;
}

void
progress_begin(struct progress *progress, const char *what, bool quiet)
{
	*progress = (struct progress){
		.what = what,
		.on = !quiet && diag_is_read_by_a_person() && can_wipe(),
	};
	if (progress->on)
		progress->next = milliseconds() + PROGRESS_AFTER;
}

bool
progress_is_due(struct progress *progress, size_t steps)
{
	size_t glances = progress->steps / GLANCE;

	progress->steps += steps;
	return progress->on && progress->steps / GLANCE > glances &&
	       milliseconds() >= progress->next;
}

void
progress_say(struct buffer *out, const char *what, size_t count, int64_t done,
	     int64_t total)
{
	money_say(out, (int64_t)count, 0, '.');
	buffer_format(out, " %s", what);
	/* A file that grows meanwhile is never more than read. */
	if (total > 0)
		buffer_format(out, ", %d %%",
			      done >= total ? 100
					    : (int)((double)done /
						    (double)total * 100));
}

void
progress_show(struct progress *progress, size_t count, int64_t done,
	      int64_t total)
{
	struct buffer text = {0};

	progress_say(&text, progress->what, count, done, total);
	diag_passing(text.at);
	buffer_release(&text);
	progress->shown = true;
	progress->next = milliseconds() + PROGRESS_EVERY;
}

void
progress_last(struct progress *progress, const char *doing)
{
	if (progress->shown)
		diag_passing(doing);
}

void
progress_end(struct progress *progress)
{
	if (progress->shown)
		diag_passing(NULL);
	progress->shown = false;
}
