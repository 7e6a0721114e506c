#include "discreet.h"

#include <stdio.h>
#include <string.h>

static bool leaves_out;

void
discreet_set(bool discreet)
{
	leaves_out = discreet;
}

bool
discreet_is(void)
{
	return leaves_out;
}

const char *
discreet_word(const char *word)
{
	return leaves_out ? "..." : word;
}

const char *
discreet_near(const char *word, const char *guess)
{
	return guess ? word : discreet_word(word);
}

void
discreet_fail(struct fail *why, const char *word)
{
	const struct fail was = *why;
	const char *from = was.text, *at;
	size_t len = strlen(word), done = 0;

	while (leaves_out && len > 0 && (at = strchr(from, '\'')) != NULL) {
		size_t left = strlen(++at);
		bool theirs = left > 0 &&
			      strncmp(at, word, left < len ? left : len) == 0;

		done += (size_t)(at - from);
		from = theirs ? at + (left < len ? left : len) : at;
		done += (size_t)snprintf(why->text + done,
					 sizeof(why->text) - done, "%s",
					 theirs ? "..." : "");
		if (done >= sizeof(why->text))
			break;
		snprintf(why->text + done, sizeof(why->text) - done, "%s",
			 from);
	}
}
