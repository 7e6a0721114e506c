/*
 * Somebody at a terminal is asked: for what the events lack that they typed,
 * and, where the plan says so (gates: ask), for the steps that are about to be
 * skipped, with the words to say, in order (LOOK D). All of it goes into the
 * one batch, or nothing does. In a script nothing is asked: the event is
 * refused as it stands.
 */
#ifndef QUESTIONING_H
#define QUESTIONING_H

#include <stdbool.h>

#include "cli.h"
#include "segments.h"
#include "shop.h"

/*
 * Ask on standard input and error, if somebody is there to be asked and -q was
 * not given; before any journal is locked. The answers go into the segments:
 * words into an event, a step as an event before the one that wants it.
 * already and override (NULL) are the options: with either no step is asked
 * for.
 *
 * False where nothing is to be recorded: said so, cli->status is EXITCODE_NO
 * where a step is not there, EXITCODE_USAGE where words are missing. What is
 * wrong otherwise is left to the recorder to say.
 */
bool questioning_run(struct segments *segments, const char *named, bool already,
		     const char *override, struct cli *cli,
		     const struct shop *shop);

#endif
