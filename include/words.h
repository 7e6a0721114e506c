/*
 * What a text says that the plan would rather not have said (P03, P08, P25,
 * P40 to P43, P48, P53): its lists of words and phrases, shouting, times that
 * are none, parts that an apology lacks. The same answer everywhere: for
 * reply-check, for what a recorder writes down, for the plan's own sentences.
 *
 * Pure: a text and a plan in, a list of findings out. How phrases are
 * compared, phrases.h says. A text that begins as a mail does, with header
 * lines and an empty one behind them, has only its subject looked at there.
 */
#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>

#include "mem.h"
#include "policy.h"

/* What is looked for: bits, to be put together. */
enum words_kind {
	WORDS_AVOID = 1, /* words.avoid */
	WORDS_BLAME = 2, /* words.blame */
	WORDS_ABOUT = 4, /* words.about-customers, for inside notes */
	WORDS_VAGUE = 8, /* promises.too-vague, in a sentence without a time */
	WORDS_LOUD = 16, /* words.loud */
	WORDS_APOLOGY = 32, /* words.apology-needs: what is not there */
	WORDS_SHOWN = 64,   /* reviews.never-show: exposed.h finds these */

	WORDS_OUT = WORDS_AVOID | WORDS_BLAME | WORDS_VAGUE | WORDS_LOUD,
	WORDS_LISTS = WORDS_AVOID | WORDS_BLAME | WORDS_ABOUT,
};

/* A plan's words, made ready to look for. Opaque. */
struct words;

struct words_finding {
	enum words_kind kind;
	size_t at, len;      /* what stands there, in bytes; len 0: nothing
				does, something is missing in the whole, and
				at says which in order */
	size_t line, column; /* of at; 1-based, the column in code points */
	const char *phrase;  /* as the plan has it; NULL for what is loud or
				missing */
	const char *why;     /* what is wrong with it: "blames someone else" */
	const char *instead; /* what to say: a sentence of the plan, with
				"[day and time]" for "{by}"; "" for none */
	bool promises;       /* that sentence is a promise: it names a {by} */
	const char *list;    /* "avoid": where in `words` it stands */
	size_t list_line;    /* its line in the plan; 0 for a default */
};

/* Zero-initialise. Owns its list, borrows its strings from the words. */
struct words_findings {
	struct words_finding *list;
	size_t count, room;
};

/*
 * Make a plan's words ready. The plan may still be being read, as long as its
 * words have been; it is borrowed until words_free.
 */
struct words *words_new(const struct policy *policy);
void words_free(struct words *words);

/*
 * Append what is found of the kinds in text[0..len), in order of place, of
 * those that overlap the first, and the longest of those that begin there,
 * what is missing last; findings is empty or
 * about the same text. Any bytes may be in the
 * text.
 */
void words_check(const struct words *words, unsigned kinds, const char *text,
		 size_t len, struct words_findings *findings);

/* Whether there is a word of abuse in a text of one sentence: one that the plan
 * keeps out of notes about customers, or calls heated. */
bool words_are_abuse(const struct policy *policy, const char *text, size_t len);

/*
 * Put findings about one text, from however many lookings, in order of place,
 * and set their lines and columns.
 */
void words_place(struct words_findings *findings, const char *text);

/*
 * Append a finding as a sentence: "royal mail" blames someone else; say: This
 * was ours to get right. text is the one that was checked. No control
 * character of it comes through.
 */
void words_say(struct buffer *out, const struct words_finding *finding,
	       const char *text);

void words_findings_release(struct words_findings *findings);

#endif
