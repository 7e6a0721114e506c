#include "loud.h"

#include <stdbool.h>
#include <string.h>

#include "mem.h"

#define ALONE 5    /* letters of a word that is loud by itself */
#define TOGETHER 4 /* of the longest of several */

/* Whether nothing but blanks stands between two words in capitals, or the word
 * I or A. */
static bool
goes_on(const char *text, size_t from, size_t to)
{
	for (; from < to; from++)
		if (!strchr(" \t\r\nIA", text[from]) || text[from] == '\0')
			return false;
	return true;
}

/*
 * The words in capitals from the one at *i on that go together: how many of
 * them are loud, and in *run where they stand. *i becomes the last of them.
 */
static size_t
take_run(const struct phrases_matches *seen, size_t *i, const char *text,
	 struct phrases_match *run)
{
	size_t count = 0, longest = 0;

	*run = seen->list[*i];
	for (size_t at = *i; at < seen->count; at++) {
		const struct phrases_match *next = &seen->list[at];
		size_t is;

		if (next->tag != PHRASES_CAPITALS)
			continue;
		if (at > *i && !goes_on(text, run->at + run->len, next->at))
			break;
		is = phrases_letters(text, next->at, next->at + next->len);
		longest = is > longest ? is : longest;
		count += is > 1;
		run->len = next->at + next->len - run->at;
		*i = at;
	}
	return longest >= (count > 1 ? TOGETHER : ALONE) ? count : 0;
}

static void
add(struct phrases_matches *out, const struct phrases_match *match)
{
	out->list =
		mem_grow(out->list, out->count, &out->room, sizeof(*out->list));
	out->list[out->count++] = *match;
}

/* Count what is loud, and with `out` report it. */
static void
pass(const struct phrases_matches *seen, const char *text, size_t *words,
     size_t *marks, struct phrases_matches *out)
{
	for (size_t i = 0; i < seen->count; i++) {
		struct phrases_match match = seen->list[i];
		size_t *count = NULL;
		size_t loud = 0;

		if (match.tag == PHRASES_CAPITALS) {
			count = words;
			loud = take_run(seen, &i, text, &match);
		} else if (match.tag == PHRASES_MARKS) {
			count = marks;
			loud = phrases_letters(text, match.at,
					       match.at + match.len);
		}
		if (count && !out)
			*count += loud;
		else if (count && loud > 0 && *count > 0)
			add(out, &match);
	}
}

void
loud_find(const struct phrases_matches *seen, const char *text, size_t words,
	  size_t marks, struct phrases_matches *out)
{
	size_t all_words = 0, all_marks = 0;

	pass(seen, text, &all_words, &all_marks, NULL);
	if (words == 0 || all_words < words)
		all_words = 0;
	if (marks == 0 || all_marks < marks)
		all_marks = 0;
	pass(seen, text, &all_words, &all_marks, out);
}
