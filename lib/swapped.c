#include "swapped.h"

#include "discreet.h"
#include "naming.h"
#include "reading.h"
#include "shop.h"

bool
swapped_is(const char *named, const struct segments *segments)
{
	const char *first = segments_first(segments);

	return event_verb(named) != VERB_UNKNOWN &&
	       event_verb(first ? first : "") == VERB_UNKNOWN;
}

/* Append the operands in the order that was meant: the case is the word that
 * names an open one, else the first; CASE where there is none. */
static void
add_turned(const struct segments *segments, const char *event,
	   const struct casebook *book, struct buffer *out)
{
	const struct draft_words *words =
		segments->count > 0 ? &segments->at[0] : NULL;
	size_t count = words ? words->count : 0, at = 0;

	for (size_t i = count; i-- > 0;) {
		struct naming naming;
		struct fail why;

		if (naming_find_all(&naming, book, words->words[i], false,
				    &why))
			at = i;
		naming_release(&naming);
	}
	buffer_format(out, "%s %s", count > 0 ? words->words[at] : "CASE",
		      event);
	for (size_t i = 0; i < count; i++) {
		if (i != at)
			buffer_format(out, " %s", words->words[i]);
	}
}

enum exitcode
swapped_say(const char *named, const struct segments *segments, struct cli *cli,
	    const struct shop *shop)
{
	struct reading reading;
	struct buffer line = {0};

	if (reading_begin(&reading, cli, shop))
		add_turned(segments, named, &reading.book, &line);
	else
		buffer_format(&line, "CASE %s", named);
	if (discreet_is())
		cli_wrong(cli, "the case comes first: case-log CASE %s", named);
	else
		cli_wrong(cli, "the case comes first: case-log %s", line.at);
	buffer_release(&line);
	return reading_end(&reading, EXITCODE_USAGE);
}
