#include "planwords.h"

#include <string.h>
#include <strings.h>

static size_t
slot_of(const char *at, size_t len)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ ((unsigned char)at[i] | 0x20)) * 16777619u;
	return (hash ^ hash >> 15) % PLANWORDS_SLOTS;
}

uint8_t
planwords_find(const struct planwords *words, const char *at, size_t len)
{
	size_t slot = slot_of(at, len);

	for (; words->slots[slot]; slot = (slot + 1) % PLANWORDS_SLOTS) {
		const struct planwords_word *word =
			&words->words[words->slots[slot]];

		if (word->len == len && strncasecmp(word->text, at, len) == 0)
			return words->slots[slot];
	}
	return 0;
}

uint8_t
planwords_exact(const struct planwords *words, const char *at, size_t len)
{
	uint8_t word = planwords_find(words, at, len);

	return word && memcmp(words->words[word].text, at, len) == 0 ? word : 0;
}

static uint8_t
add(struct planwords *words, const char *text)
{
	size_t len = strlen(text), slot = slot_of(text, len);
	uint8_t found = planwords_find(words, text, len);

	if (found) {
		/* Events name a word to the letter, conditions do not. */
		if (strcmp(words->words[found].text, text) != 0)
			words->too_many = true;
		return found;
	}
	if (words->count + 1 >= PLANWORDS_MOST) {
		words->too_many = true;
		return 0;
	}
	while (words->slots[slot])
		slot = (slot + 1) % PLANWORDS_SLOTS;
	words->slots[slot] = (uint8_t)++words->count;
	words->words[words->count] =
		(struct planwords_word){.text = text, .len = len};
	return words->slots[slot];
}

static void
add_step(struct planwords *words, const struct policy *policy, size_t at)
{
	const struct policy_step *from = &policy->steps[at];
	uint32_t bit = UINT32_C(1) << at;

	*(from->ends ? &words->ends : &words->counted) |= bit;
	if (from->only.count == 0)
		words->always |= bit;
	if (from->if_outcome.count == 0)
		words->any_outcome |= bit;
	if (policy_list_has(&policy->closing.best_done_stops, from->id))
		words->stop_at_best_done |= bit;
	for (size_t i = 0; i < from->only.count; i++) {
		if (policy_list_has(&policy->severity.levels, from->only.at[i]))
			words->always |= bit;
	}
	for (size_t i = 0; i < from->if_outcome.count; i++)
		words->words[add(words, from->if_outcome.at[i])].if_outcome |=
			bit;
	words->words[add(words, from->id)].steps |= bit;
	if (from->ends)
		words->words[add(words, from->ends)].lent = true;
	if (strcmp(from->id, "feedback") == 0)
		words->feedback |= bit;
	if (strcmp(from->id, "thank-you") == 0)
		words->thank |= bit;
}

/* Of what no condition names there may be more. */
static void
add_if_room(struct planwords *words, const char *text)
{
	if (words->count + 1 < PLANWORDS_MOST &&
	    planwords_find(words, text, strlen(text)) == 0)
		add(words, text);
}

void
planwords_init(struct planwords *words, const struct policy *policy)
{
	size_t steps;

	*words = (struct planwords){.until_first = UINT16_MAX};
	for (size_t i = 0; i < PLANWORDS_STEPS; i++)
		words->until[i] = UINT16_MAX;
	if (!policy)
		return;
	steps = policy->step_count;
	if (steps > PLANWORDS_STEPS) {
		steps = PLANWORDS_STEPS;
		words->too_many = true;
	}
	/* Those of the conditions first, as flags can name them. */
	for (size_t i = 0; i < steps; i++) {
		const struct policy_step *step = &policy->steps[i];

		for (size_t k = 0; k < step->only.count; k++)
			words->words[add(words, step->only.at[k])].only |=
				UINT32_C(1) << i;
		for (size_t k = 0; k < step->unless.count; k++)
			words->words[add(words, step->unless.at[k])].unless |=
				UINT32_C(1) << i;
	}
	words->too_many = words->too_many || words->count >= PLANWORDS_FLAGS;
	for (size_t i = 0; i < steps; i++)
		add_step(words, policy, i);
	words->best_done = add(words, "best-done");
	/* And categories, by which cases are like others, and causes. */
	for (size_t i = 0; i < policy->category_count; i++)
		add_if_room(words, policy->categories[i].id);
	for (size_t i = 0; i < policy->prevention.causes.count; i++)
		add_if_room(words, policy->prevention.causes.at[i]);
}

void
planwords_ask_until(struct planwords *words, size_t step, uint16_t day)
{
	words->until[step] = day;
	if (day < words->until_first)
		words->until_first = day;
}

/* By bits, for a million cases: which steps are done in which of them, no
 * processor can foresee. */
bool
planwords_may_owe(const struct planwords *words,
		  const struct planwords_case *known)
{
	const struct planwords_word *const of[] = {
		&words->words[known->category], &words->words[known->channel],
		&words->words[known->heat], &words->words[known->outcome]};
	uint32_t only = words->always, unless = 0;
	uint32_t owed = words->counted & ~known->done;

	if (words->too_many || (known->lent && words->ends))
		return true;
	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++) {
		only |= of[i]->only;
		unless |= of[i]->unless;
	}
	for (size_t i = 1; known->flags >> i && i < PLANWORDS_FLAGS; i++) {
		if (known->flags >> i & 1) {
			only |= words->words[i].only;
			unless |= words->words[i].unless;
		}
	}
	owed &= only & ~unless;
	owed &= words->any_outcome | words->words[known->outcome].if_outcome;
	if (known->outcome > 0 && known->outcome == words->best_done)
		owed &= ~words->stop_at_best_done;
	for (size_t i = 0;
	     owed && known->since > words->until_first && i < PLANWORDS_STEPS;
	     i++) {
		if (known->since > words->until[i])
			owed &= ~(UINT32_C(1) << i);
	}
	return owed != 0;
}
