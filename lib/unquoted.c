#include "unquoted.h"

#include <stdlib.h>
#include <string.h>

void
unquoted_option(struct unquoted *unquoted, const char *option,
		const char *value)
{
	unquoted->at = mem_grow(unquoted->at, unquoted->count, &unquoted->room,
				sizeof(*unquoted->at));
	unquoted->at[unquoted->count++] =
		(struct unquoted_time){.option = option, .value = value};
	unquoted->open = true;
}

void
unquoted_word(struct unquoted *unquoted, const char *word)
{
	struct unquoted_time *time;

	if (!unquoted->open)
		return;
	time = &unquoted->at[unquoted->count - 1];
	time->words[time->count++] = word;
	unquoted->open = time->count < UNQUOTED_WORDS;
}

void
unquoted_end(struct unquoted *unquoted)
{
	unquoted->open = false;
}

static bool
is_time(const char *option, const char *text,
	const struct when_context *context)
{
	struct when when;
	struct fail why;

	return strcmp(option, "-d") == 0
		       ? when_parse_due(text, context, &when, &why)
		       : when_parse_past(text, context, &when, &why);
}

/* The value and `count` of the words behind it. */
static void
join(struct buffer *out, const struct unquoted_time *time, size_t count)
{
	buffer_clear(out);
	buffer_add_string(out, time->value);
	for (size_t i = 0; i < count; i++)
		buffer_format(out, " %s", time->words[i]);
}

bool
unquoted_check(const struct unquoted *unquoted,
	       const struct when_context *context, struct fail *why)
{
	struct buffer joined = {0};
	bool good = true;

	for (size_t i = 0; good && i < unquoted->count; i++) {
		const struct unquoted_time *time = &unquoted->at[i];

		for (size_t count = time->count; good && count > 0; count--) {
			join(&joined, time, count);
			if (is_time(time->option, joined.at, context))
				good = fail_set(why, FAIL_USAGE,
						"%s %s wants quotes: %s '%s'",
						time->option, joined.at,
						time->option, joined.at);
		}
	}
	buffer_release(&joined);
	return good;
}

void
unquoted_release(struct unquoted *unquoted)
{
	free(unquoted->at);
	*unquoted = (struct unquoted){0};
}
