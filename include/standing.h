/*
 * Where a case stands, for the tools that print it and record nothing: read and
 * decide. Says what there is to say on standard error, and never exits.
 */
#ifndef STANDING_H
#define STANDING_H

#include "cli.h"
#include "exitcode.h"
#include "mem.h"
#include "shop.h"

/*
 * Append to out what guide_standing says of the case that a word names
 * (naming.h), as of shop->now. EXITCODE_USAGE where the word names none, or
 * several; EXITCODE_INPUT without a sound plan; else as reading_end says.
 */
enum exitcode standing_of(const char *named, struct cli *cli,
			  const struct shop *shop, struct buffer *out);

#endif
