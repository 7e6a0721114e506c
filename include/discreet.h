/*
 * What a message may show of a customer. Standard error that is no terminal is
 * a log or cron's mail, which more people read, and for longer, than may read
 * the journal. There a message names a case by its id alone, and what a record,
 * a row of CSV or a -k says, what was said as words, and what a case was asked
 * for by, it leaves out. What the shop itself chose stays: the plan's words,
 * events, ids, columns, files.
 *
 * Whatever module makes a sentence puts such a word through here. Whether it is
 * shown is known once for the whole program, like the name that messages begin
 * with (diag.h): cli_start says so.
 */
#ifndef DISCREET_H
#define DISCREET_H

#include <stdbool.h>

#include "fail.h"

/* From now on words are left out, or shown again. Before the first call they
 * are shown. */
void discreet_set(bool discreet);
bool discreet_is(void);

/* The word; where it is left out, "...". */
const char *discreet_word(const char *word);

/* The same, where it was taken for one of the shop's own words: one that is
 * nearly one of them, which is what guess says it is, is shown. */
const char *discreet_near(const char *word, const char *guess);

/* Take the word out of a sentence that another module made, and which quotes
 * it; also where the sentence was cut in the midst of it. */
void discreet_fail(struct fail *why, const char *word);

#endif
