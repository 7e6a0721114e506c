#include "complaint.h"

#include <stdlib.h>
#include <string.h>

#include "discreet.h"
#include "entry.h"
#include "input.h"
#include "text.h"

static void
take_word(struct complaint *complaint, const char *word)
{
	if (complaint->has_words)
		buffer_add_char(&complaint->words, ' ');
	buffer_add_string(&complaint->words, word);
	complaint->has_words = true;
}

static bool
take_message(struct complaint *complaint, struct cli *cli)
{
	struct fail why;

	if (complaint->has_message)
		return !cli_wrong(cli, "-m is there twice");
	complaint->has_message = true;
	if (strcmp(cli->value, "-") != 0) {
		buffer_add_string(&complaint->words, cli->value);
		return true;
	}
	if (input_text(&complaint->words, &why))
		return true;
	diag_fail(&why);
	cli->status = fail_exitcode(why.kind);
	return false;
}

bool
complaint_set(struct complaint *complaint, struct cli *cli, const char *key,
	      const char *value)
{
	const char *guess = NULL;

	if (!*value)
		return true;
	if (strcmp(key, "category") == 0) {
		complaint->category = value;
		return true;
	}
	if (!record_is_key(key))
		return !cli_wrong(cli, "'%s' cannot be a key",
				  discreet_word(key));
	if (!draft_is_open_key(key, &guess) && guess)
		return !cli_wrong(cli, "'%s' is no key of a complaint%s", key,
				  text_did_you_mean(guess));
	for (size_t i = 0; i < complaint->pair_count; i++) {
		if (strcmp(complaint->pairs[i].key, key) == 0)
			return !cli_wrong(cli, "%s is there twice", key);
	}
	complaint->pairs =
		mem_grow(complaint->pairs, complaint->pair_count,
			 &complaint->pair_room, sizeof(*complaint->pairs));
	complaint->pairs[complaint->pair_count++] =
		(struct record_pair){key, value};
	return true;
}

/* Of -k: the key is from the arena. */
static bool
take_key(struct complaint *complaint, struct cli *cli)
{
	const char *key, *value;

	return cli_split(cli, "-k", "key=value", &key, &value) &&
	       complaint_set(complaint, cli, key, value);
}

bool
complaint_take(struct complaint *complaint, struct cli *cli, int code)
{
	if (code != CLI_OPERAND)
		unquoted_end(&complaint->unquoted);
	switch (code) {
	case CLI_OPERAND:
		take_word(complaint, cli->value);
		unquoted_word(&complaint->unquoted, cli->value);
		return true;
	case CLI_MESSAGE:
		return take_message(complaint, cli);
	case CLI_CUSTOMER:
		return complaint_set(complaint, cli, "customer", cli->value);
	case CLI_KEY:
		return take_key(complaint, cli);
	case CLI_CATEGORY:
		return cli_take_once(cli, &complaint->category, "-t");
	case CLI_AMOUNT:
		return cli_take_once(cli, &complaint->amount, "-a");
	case CLI_AT:
		unquoted_option(&complaint->unquoted, "--at", cli->value);
		return cli_take_once(cli, &complaint->at, "--at");
	case CLI_ONCE:
		return cli_take_once(cli, &complaint->once, "--once");
	default:
		return true;
	}
}

bool
complaint_is_given(const struct complaint *complaint)
{
	return complaint->has_words || complaint->has_message ||
	       complaint->pair_count > 0 || complaint->category ||
	       complaint->amount || complaint->at || complaint->once;
}

bool
complaint_check(const struct complaint *complaint, struct cli *cli)
{
	const char *words = buffer_string(&complaint->words);

	if (complaint->has_words && complaint->has_message)
		return !cli_wrong(cli, "the text is there twice, as words and "
				       "with -m");
	if (text_is_blank(words))
		return !cli_wrong(cli, "their words are missing; as case-new "
				       "-c 'Ana Ruiz' The mug came in pieces");
	return true;
}

bool
complaint_time(const struct complaint *complaint,
	       const struct when_context *context, int64_t *at,
	       struct fail *why)
{
	struct fail inner;

	*at = INSTANT_NONE;
	if (complaint->at &&
	    !entry_parse_at(complaint->at, context, at, &inner))
		return fail_set(why, inner.kind, "--at: %s", inner.text);
	return unquoted_check(&complaint->unquoted, context, why);
}

struct draft
complaint_draft(const struct complaint *complaint)
{
	return (struct draft){
		.verb = VERB_OPEN,
		.typed = "open",
		.what = complaint->category,
		.text = buffer_string(&complaint->words),
		.pairs = complaint->pairs,
		.pair_count = complaint->pair_count,
		.at = INSTANT_NONE,
		.due_at = INSTANT_NONE,
	};
}

void
complaint_release(struct complaint *complaint)
{
	buffer_release(&complaint->words);
	unquoted_release(&complaint->unquoted);
	free(complaint->pairs);
}
