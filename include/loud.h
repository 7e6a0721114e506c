/*
 * Shouting: words in capitals and exclamation marks (P03, words.loud). Pure.
 */
#ifndef LOUD_H
#define LOUD_H

#include <stddef.h>

#include "phrases.h"

/*
 * Of what phrases_scan saw in a text, in order of place, append to out what is
 * loud: capitals, words that stand together as one, if the text has at least
 * so many words of them, and exclamation marks, if it has at least so many;
 * 0: however many. A word of up to four letters in capitals is taken for an
 * abbreviation unless it has company, and a company of nothing longer than
 * three letters, too.
 */
void loud_find(const struct phrases_matches *seen, const char *text,
	       size_t words, size_t marks, struct phrases_matches *out);

#endif
