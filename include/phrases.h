/*
 * Many phrases looked for in a text at once, in one pass over it, whatever
 * their number. What counts as the same words:
 *
 * - whole words only: "no" is in "No, thanks", not in "nobody", nor in
 *   "no-one", "No.7" or an address of the net; scripts that put no blanks
 *   between words (Chinese, Japanese, Thai...) have no such bounds;
 * - any case, and any of the apostrophes that are typed;
 * - an accent that the phrase has may be missing in the text, where people
 *   leave it out (Latin, Greek, Cyrillic; points of Hebrew and Arabic); one
 *   that the phrase does not have makes another word of it;
 * - blanks, one line break, a comma, quotation marks, * and _, or a hyphen
 *   between the words; never the end of a sentence or an empty line;
 * - what ends in an apostrophe and letters is the word, too ("the courier's"),
 *   but for 't, which turns it round ("can't" is not "can").
 *
 * Lines that begin with `>` and what stands in {braces} are passed over.
 *
 * Pure: no file, no clock, no locale. Time is linear in the text, for a given
 * longest phrase; memory in the phrases and what is found.
 */
#ifndef PHRASES_H
#define PHRASES_H

#include <stdbool.h>
#include <stddef.h>

struct phrases;

struct phrases_match {
	size_t at, len; /* in bytes */
	unsigned tag;
};

/* What was found; the caller frees with phrases_matches_release. */
struct phrases_matches {
	struct phrases_match *list;
	size_t count, room;
};

/* Tags that are nobody's: what else is seen on the way. */
#define PHRASES_CAPITALS                                                  \
	(~0U)               /* a word in capitals, of two letters or more \
			     */
#define PHRASES_MARKS (~1U) /* one ! or several, one behind the other */

struct phrases *phrases_new(void);
void phrases_free(struct phrases *phrases);

/*
 * Add a phrase, to be reported with a tag; the same words may be added with
 * several. A word `#` in it is any number, "no #" also "No. 7". False, and
 * nothing added, where there is no word in it, or more than 100.
 */
bool phrases_add(struct phrases *phrases, const char *phrase, unsigned tag);

/*
 * Append all that is found in text[0..len) to out, in order of where it ends;
 * overlapping ones, too. Any bytes may be in the text; those that are not
 * UTF-8 end a word.
 */
void phrases_scan(const struct phrases *phrases, const char *text, size_t len,
		  struct phrases_matches *out);

/* How many characters text[from..to) has. */
size_t phrases_letters(const char *text, size_t from, size_t to);

void phrases_matches_release(struct phrases_matches *matches);

#endif
