/*
 * An event that was typed where the case belongs: `case-log accept replace
 * ruiz`. Says the line that was meant, and never exits.
 */
#ifndef SWAPPED_H
#define SWAPPED_H

#include <stdbool.h>

#include "cli.h"
#include "exitcode.h"
#include "segments.h"
#include "shop.h"

/* Whether that is so: named, the first word of the line, is an event, and the
 * first one behind it is none. */
bool swapped_is(const char *named, const struct segments *segments);

/* Report the line with the case first, which is the word that names an open
 * one; without a journal, or such a word, the line names CASE. Gives
 * EXITCODE_USAGE, or worse where the journal is at fault. */
enum exitcode swapped_say(const char *named, const struct segments *segments,
			  struct cli *cli, const struct shop *shop);

#endif
