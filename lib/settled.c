#include "settled.h"

#include <stdlib.h>

#include "text.h"

/* What a step says besides its verb. */
enum says { NOTHING, THEIR_WORDS, REMEDY, REMEDY_AND_COST, DONE, OUTCOME };

static const struct step {
	enum verb verb;
	enum says says;
} steps[] = {
	{VERB_HEARD, NOTHING},   {VERB_RESTATE, THEIR_WORDS},
	{VERB_CONFIRM, NOTHING}, {VERB_OFFER, REMEDY},
	{VERB_ACCEPT, REMEDY},   {VERB_GIVE, REMEDY_AND_COST},
	{VERB_APOLOGY, NOTHING}, {VERB_TELL, DONE},
	{VERB_CLOSE, OUTCOME},
};

/* Whether what it costs is what was agreed: what was offered and chosen then,
 * too, and not the most that may be. */
static bool
is_agreed(const struct policy *policy, const char *remedy)
{
	int at = policy ? policy_remedy(policy, remedy) : POLICY_NONE;

	return at != POLICY_NONE &&
	       policy->remedies[at].cost == REMEDY_COST_AGREED;
}

static struct draft
draft_of(const struct step *step, const struct entry *entry, const char *words,
	 const char *remedy, const char *amount)
{
	struct draft draft = {
		.verb = step->verb,
		.typed = event_kind(step->verb)->name,
		.at = INSTANT_NONE,
		.due_at = INSTANT_NONE,
	};

	switch (step->says) {
	case NOTHING:
		break;
	case THEIR_WORDS:
		draft.text = words;
		break;
	case REMEDY_AND_COST:
		draft.amount = amount;
		draft.what = remedy;
		break;
	case REMEDY:
		draft.amount = is_agreed(entry->policy, remedy) ? amount : NULL;
		draft.what = remedy;
		break;
	case DONE:
		draft.what = "done";
		break;
	case OUTCOME:
		draft.what = policy_content_outcome(entry->policy);
		break;
	}
	return draft;
}

static bool
find_remedy(const struct entry *entry, const char *word, const char **remedy,
	    struct fail *why)
{
	struct arena *arena = &entry->book->arena;
	const char **all;
	size_t count = 0;

	if (draft_is_object(VERB_GIVE, word, entry->policy, arena, remedy))
		return true;
	all = draft_objects(VERB_GIVE, entry->policy, arena);
	while (all[count])
		count++;
	fail_set(why, FAIL_USAGE, "--settled: '%s' is not a remedy%s", word,
		 text_did_you_mean(text_guess(word, all, count)));
	free(all);
	return false;
}

bool
settled_add(struct entry *entry, const char *id, const char *remedy,
	    const char *amount, struct fail *why)
{
	const struct casefile *file = casebook_find(entry->book, id);
	const char *words = file && file->opening ? file->opening->text : NULL;

	if (entry->repeated)
		return true;
	if (!find_remedy(entry, remedy, &remedy, why))
		return false;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		struct draft draft =
			draft_of(&steps[i], entry, words, remedy, amount);

		if (!entry_add(entry, id, &draft, why))
			return false;
	}
	for (size_t i = 0; i < entry->count; i++)
		record_set(&entry->records[i], "settled", "yes",
			   &entry->book->arena);
	return true;
}
