#include "segments.h"

#include <stdlib.h>
#include <string.h>

#include "discreet.h"
#include "guide.h"
#include "input.h"
#include "naming.h"
#include "saidback.h"

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
	if (!input_text(&segments->input, &why)) {
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
	const char *equals = strchr(cli->value, '='), *key;

	if (!equals || equals == cli->value || !equals[1])
		return !cli_wrong(cli, "-k wants key=value, not '%s'",
				  discreet_word(cli->value));
	key = arena_copy(&cli->arena, cli->value,
			 (size_t)(equals - cli->value));
	for (size_t i = 0; i < words->pair_count; i++) {
		if (strcmp(words->pairs[i].key, key) == 0)
			return !cli_wrong(cli,
					  "%s is there twice for one "
					  "event",
					  key);
	}
	words->pairs = mem_resize(words->pairs, words->pair_count + 1,
				  sizeof(*words->pairs));
	words->pairs[words->pair_count++] =
		(struct record_pair){key, equals + 1};
	return true;
}

bool
segments_take(struct segments *segments, struct cli *cli, int code)
{
	if (code == CLI_OPERAND)
		unquoted_word(&segments->unquoted, cli->value);
	else
		unquoted_end(&segments->unquoted);
	switch (code) {
	case CLI_OPERAND:
		take_word(segments, cli->value);
		return true;
	case CLI_MESSAGE:
		return take_message(segments, cli);
	case CLI_DUE:
		unquoted_option(&segments->unquoted, "-d", cli->value);
		return take_once(&current(segments, false)->due, "-d", cli);
	case CLI_AT:
		unquoted_option(&segments->unquoted, "--at", cli->value);
		return cli_take_once(cli, &segments->time, "--at");
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

/* How the first word that is no verb goes wrong: not spelt, but meant as the
 * second word of a customer's name. */
static bool
check_name(const struct segments *segments, const char *named, struct fail *why)
{
	const char *first = segments_first(segments);

	if (!first || event_verb(first) != VERB_UNKNOWN ||
	    event_also(first) != VERB_UNKNOWN || segments->at[0].count < 2 ||
	    event_verb(segments->at[0].words[1]) == VERB_UNKNOWN)
		return true;
	if (event_is_given_out(first))
		return fail_set(why, FAIL_USAGE,
				"the event comes first: case-log %s %s %s",
				discreet_word(named), segments->at[0].words[1],
				first);
	if (discreet_is())
		return fail_set(why, FAIL_USAGE,
				"no event '%s'; a name of two words wants "
				"quotes, or one of them",
				discreet_word(first));
	return fail_set(why, FAIL_USAGE,
			"no event '%s'; a name of two words wants quotes, or "
			"one of them: case-log '%s %s' %s",
			first, named, first, segments->at[0].words[1]);
}

bool
segments_check(const struct segments *segments, const char *named,
	       const struct when_context *when, int64_t *at, struct fail *why)
{
	return (!segments->time ||
		entry_parse_at(segments->time, when, at, why)) &&
	       unquoted_check(&segments->unquoted, when, why) &&
	       check_name(segments, named, why);
}

/* What an event wants of other cases than its own: authority's limits, and
 * whatever else warns of something there. */
static bool
take_event(struct about *about, enum verb verb)
{
	switch (verb) {
	case VERB_OFFER:
	case VERB_ACCEPT:
	case VERB_GIVE:
		about->given = true;
		return true;
	case VERB_ASSIGN:
		about->open_too = true;
		return true;
	case VERB_CAUSE:
		about->causes_seen = true;
		return true;
	case VERB_OPEN:
	case VERB_AMEND:
	case VERB_RETRACT:
	case VERB_MERGE:
	case VERB_ERASE:
	case VERB_UNKNOWN:
		return false;
	default:
		return true;
	}
}

bool
segments_about(const struct segments *segments, const char *const *named,
	       int64_t now, int64_t at, struct about *about)
{
	bool some = segments->count > 0;

	*about =
		(struct about){.words = named,
			       .count = 1,
			       .at = at != INSTANT_NONE && at < now ? at : now};
	for (size_t i = 0; i < segments->count && some; i++) {
		const struct draft_words *words = &segments->at[i];

		some = words->count > 0 &&
		       take_event(about, event_verb(words->words[0]));
	}
	return some;
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
		struct draft_words words = segments->at[i];
		struct draft draft;

		words.tool = entry->tool;
		if (words.count == 0)
			return fail_set(why, FAIL_USAGE,
					"an event is missing beside a '+' or "
					"an option");
		if (!draft_read(&draft, &words, entry->policy, entry->already,
				arena, why) ||
		    !entry_add(entry, id, &draft, why))
			return false;
	}
	return true;
}

/* What goes with a case that is handed up, at the moment that it is. */
static void
add_handover(struct buffer *said, const struct entry *entry,
	     const struct casefile *file)
{
	for (size_t i = 0; entry->policy && i < entry->count; i++) {
		if (strcmp(entry->records[i].event, "escalate") == 0 &&
		    !record_get(&entry->records[i], "remedy")) {
			guide_handover(said, file, entry->policy);
			return;
		}
	}
}

bool
segments_record(const struct segments *segments, struct entry *entry,
		const struct casefile *file, struct buffer *said,
		struct fail *why)
{
	struct buffer name = {0};
	char id[CASEID_SIZE];

	/* The file is gone once an event is added. */
	memcpy(id, file->id, CASEID_SIZE);
	if (!segments_add(segments, entry, id, why))
		return false;
	file = casebook_find(entry->book, id);
	naming_shortest(&name, entry->book, file->id);
	saidback_write(said, file, name.at, entry->records, entry->count,
		       entry->when);
	add_handover(said, entry, file);
	buffer_release(&name);
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
	unquoted_release(&segments->unquoted);
	buffer_release(&segments->input);
	*segments = (struct segments){0};
}
