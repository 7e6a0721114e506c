#include "typed.h"

#include <string.h>

#include "discreet.h"

/* What no shell takes apart, wherever it stands. */
static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "abcdefghijklmnopqrstuvwxyz"
			    "0123456789_-.,:/@%=";

void
typed_word(struct buffer *out, const char *word)
{
	if (*word && word[strspn(word, plain)] == '\0') {
		buffer_add_string(out, word);
		return;
	}
	buffer_add_char(out, '\'');
	for (; *word; word++) {
		if (*word == '\'')
			buffer_add_string(out, "'\\''");
		else
			buffer_add_char(out, *word);
	}
	buffer_add_char(out, '\'');
}

static void
add_option(struct buffer *out, const char *option, const char *value)
{
	if (!value)
		return;
	buffer_add_string(out, option);
	typed_word(out, value);
}

/* Whether words would be taken for something else as they stand: what begins
 * like an option, a '+', and where no remedy was typed the name of one. */
static bool
need_option(const struct draft *draft)
{
	return *draft->text == '-' || strcmp(draft->text, "+") == 0 ||
	       (!draft->what &&
		event_kind(draft->verb)->what == EVENT_WHAT_REMEDY);
}

void
typed_draft(struct buffer *out, const struct draft *draft)
{
	buffer_add_string(out, draft->typed);
	if (draft->text)
		add_option(out, need_option(draft) ? " -m " : " ",
			   discreet_word(draft->text));
	add_option(out, " -d ", draft->due);
	add_option(out, " -a ", draft->amount);
	for (size_t i = 0; i < draft->pair_count; i++) {
		struct buffer pair = {0};

		buffer_format(&pair, "%s=%s", draft->pairs[i].key,
			      discreet_word(draft->pairs[i].value));
		add_option(out, " -k ", pair.at);
		buffer_release(&pair);
	}
}
