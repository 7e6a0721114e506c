/*
 * A time of two words that was typed without quotes: `-d fri 12:00` would be
 * Friday's closing time, and 12:00 the words. Found, so that it can be refused
 * before anything is promised for the wrong hour. Pure.
 */
#ifndef UNQUOTED_H
#define UNQUOTED_H

#include <stdbool.h>
#include <stddef.h>

#include "fail.h"
#include "mem.h"
#include "when.h"

/* What `in 3 business days` has behind its first word. */
#define UNQUOTED_WORDS 3

struct unquoted_time {
	const char *option; /* "-d" */
	const char *value;
	const char *words[UNQUOTED_WORDS]; /* right behind it */
	size_t count;
};

/* Zero-initialise. Strings are borrowed, from argv. */
struct unquoted {
	struct unquoted_time *at;
	size_t count, room;
	bool open; /* the next word would belong to the last of them */
};

/* -d or --at was there, with its value. */
void unquoted_option(struct unquoted *unquoted, const char *option,
		     const char *value);
/* A word; and whatever else ends what may belong to the time. */
void unquoted_word(struct unquoted *unquoted, const char *word);
void unquoted_end(struct unquoted *unquoted);

/* False with FAIL_USAGE, and the line to type, where a value and the words
 * right behind it read as one time. */
bool unquoted_check(const struct unquoted *unquoted,
		    const struct when_context *context, struct fail *why);

void unquoted_release(struct unquoted *unquoted);

#endif
