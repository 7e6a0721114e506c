#include "segments.h"

#include <stdlib.h>
#include <string.h>

#include "naming.h"

/* The event that words and options belong to: the one begun last. */
static struct draft_words *
current(struct segments *segments, bool begin)
{
	if (begin || segments->count == 0) {
		segments->at = mem_grow(segments->at, segments->count,
					&segments->room, sizeof(*segments->at));
		segments->at[segments->count++] = (struct draft_words){0};
	}
	return &segments->at[segments->count - 1];
}

static void
take_word(struct segments *segments, const char *word)
{
	struct draft_words *words;

	if (strcmp(word, "+") == 0) {
		current(segments, true);
		return;
	}
	words = current(segments, false);
	words->words = mem_resize(words->words, words->count + 1,
				  sizeof(*words->words));
	words->words[words->count++] = word;
}

/* An option that an event has once. */
static bool
take_once(const char **value, const char *option, struct cli *cli)
{
	if (*value)
		return !cli_wrong(cli, "%s is there twice for one event",
				  option);
	*value = cli->value;
	return true;
}

static bool
take_message(struct segments *segments, struct cli *cli)
{
	struct draft_words *words = current(segments, false);
	struct fail why;

	if (!take_once(&words->message, "-m", cli))
		return false;
	if (strcmp(cli->value, "-") != 0)
		return true;
	if (segments->has_input)
		return !cli_wrong(cli, "standard input can be read only once");
	segments->has_input = true;
	if (!cli_read_input(&segments->input, &why)) {
		diag_fail(&why);
		cli->status = fail_exitcode(why.kind);
		return false;
	}
	words->message = buffer_string(&segments->input);
	return true;
}

static bool
take_key(struct segments *segments, struct cli *cli)
{
	struct draft_words *words = current(segments, false);
	const char *equals = strchr(cli->value, '=');

	if (!equals || equals == cli->value || !equals[1])
		return !cli_wrong(cli, "-k wants key=value, not '%s'",
				  cli->value);
	words->pairs = mem_resize(words->pairs, words->pair_count + 1,
				  sizeof(*words->pairs));
	words->pairs[words->pair_count++] =
		(struct record_pair){arena_copy(&cli->arena, cli->value,
						(size_t)(equals - cli->value)),
				     equals + 1};
	return true;
}

bool
segments_take(struct segments *segments, struct cli *cli, int code)
{
	switch (code) {
	case CLI_OPERAND:
		take_word(segments, cli->value);
		return true;
	case CLI_MESSAGE:
		return take_message(segments, cli);
	case CLI_DUE:
		return take_once(&current(segments, false)->due, "-d", cli);
	case CLI_AMOUNT:
		return take_once(&current(segments, false)->amount, "-a", cli);
	case CLI_KEY:
		return take_key(segments, cli);
	default:
		return true;
	}
}

const char *
segments_first(const struct segments *segments)
{
	return segments->count > 0 && segments->at[0].count > 0
		       ? segments->at[0].words[0]
		       : NULL;
}

bool
segments_add(const struct segments *segments, struct entry *entry,
	     const char *id, struct fail *why)
{
	struct arena *arena = &entry->book->arena;
	const char *name = naming_typed(entry->book,
					casebook_find(entry->book, id), arena);

	entry->tool = arena_format(arena, "case-log %s", name);
	for (size_t i = 0; i < segments->count; i++) {
		struct draft draft;

		if (segments->at[i].count == 0)
			return fail_set(why, FAIL_USAGE,
					"an event is missing beside a '+' or "
					"an option");
		if (!draft_read(&draft, &segments->at[i], entry->policy,
				entry->already, arena, why) ||
		    !entry_add(entry, id, &draft, why))
			return false;
	}
	return true;
}

void
segments_release(struct segments *segments)
{
	for (size_t i = 0; i < segments->count; i++) {
		free(segments->at[i].words);
		free(segments->at[i].pairs);
	}
	free(segments->at);
	buffer_release(&segments->input);
	*segments = (struct segments){0};
}
