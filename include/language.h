/*
 * How the shop's language writes what stands inside a sentence: a time, an
 * option, an amount, somebody's words. All of it is the plan's (words.days,
 * words.months, words.language), so that a draft is in one language. Pure.
 *
 * Whatever a customer wrote comes out as one line of valid UTF-8 without
 * control characters: a draft becomes a mail.
 */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"
#include "policy.h"

/* Append an instant in full, by words.language.time: "Thursday 26 November,
 * 18:00"; in another year than now's by time-in-another-year. */
void language_time(struct buffer *out, const struct policy *policy, int64_t now,
		   int64_t at);

/* Append the day alone: what of that form stands before its {time}, without
 * the comma behind it. */
void language_day(struct buffer *out, const struct policy *policy, int64_t now,
		  int64_t at);

/* Append a remedy's label, and by when, by words.language.option: "replace it
 * by Thursday 26 November, 18:00". by INSTANT_NONE: the label alone. */
void language_option(struct buffer *out, const struct policy *policy,
		     const char *label, int64_t now, int64_t by);

/* Append an amount in minor units: "18.00 EUR", with the shop's decimal mark.
 */
void language_amount(struct buffer *out, const struct policy *policy,
		     int64_t amount);

/* How a channel or a way to reach somebody is called (words.language.ways);
 * its id where the plan has no other word. */
const char *language_way(const struct policy *policy, const char *id);

/*
 * Append a customer's words: behind what greets us (words.language.greetings)
 * the first sentence that is no question, else the first, without its end; cut
 * where it is very long; and not shouted (P03): where words.loud would call it
 * loud, words in capitals are written small. Nothing is appended where there
 * are no words in it.
 *
 * Inside a sentence of ours they go on with it where they can: begun small
 * where they begin with one of words.language.small-first, as they are where
 * they do not begin with a capital. All else ("Still nothing", "Blue, not
 * green", a question) is theirs to the letter, and stands there as
 * words.language.quoted has it. So does what they said to us that begins with
 * one of words.language.spoken-to: "You sent the wrong one" is not "you are
 * upset because you sent the wrong one".
 */
enum language_place {
	LANGUAGE_ALONE,  /* as a sentence of its own */
	LANGUAGE_INSIDE, /* what we wrote down of it */
	LANGUAGE_SAID,   /* inside, too, and word by word */
};
void language_quote(struct buffer *out, const struct policy *policy,
		    const char *words, enum language_place place);

/* What is left of a customer's words behind the sentence that language_quote
 * takes; "" at the end. */
const char *language_behind(const struct policy *policy, const char *words);

/* Append the shop's own words as they stand inside a sentence: all of them,
 * without a full stop at the end; begun small, where words.language.own-small
 * says so, but for a word in capitals or a name of the staff. */
void language_own(struct buffer *out, const struct policy *policy,
		  const char *words);

/* Append a name: on one line, and not shouted. */
void language_name(struct buffer *out, const struct policy *policy,
		   const char *name);

#endif
