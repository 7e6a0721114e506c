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
put(struct planwords_set *set, uint8_t word)
{
	set->bits[word / 64] |= UINT64_C(1) << word % 64;
}

static bool
has(const struct planwords_set *set, uint8_t word)
{
	return word > 0 && (set->bits[word / 64] >> word % 64 & 1);
}

static void
add_list(struct planwords *words, struct planwords_set *set,
	 const struct policy_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		put(set, add(words, list->at[i]));
}

static void
add_step(struct planwords *words, const struct policy *policy, size_t at)
{
	const struct policy_step *from = &policy->steps[at];
	struct planwords_step *step = &words->steps[at];
	uint32_t bit = UINT32_C(1) << at;

	step->until = UINT16_MAX;
	step->ends = from->ends != NULL;
	step->always = from->only.count == 0;
	step->has_outcomes = from->if_outcome.count > 0;
	step->stops_at_best_done =
		policy_list_has(&policy->closing.best_done_stops, from->id);
	for (size_t i = 0; i < from->only.count; i++) {
		if (policy_list_has(&policy->severity.levels, from->only.at[i]))
			step->severity = true;
	}
	add_list(words, &step->outcomes, &from->if_outcome);
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
	*words = (struct planwords){0};
	if (!policy)
		return;
	words->step_count = policy->step_count;
	if (words->step_count > PLANWORDS_STEPS) {
		words->step_count = PLANWORDS_STEPS;
		words->too_many = true;
	}
	/* Those of the conditions first, as flags can name them. */
	for (size_t i = 0; i < words->step_count; i++) {
		add_list(words, &words->steps[i].only, &policy->steps[i].only);
		add_list(words, &words->steps[i].unless,
			 &policy->steps[i].unless);
	}
	words->too_many = words->too_many || words->count >= PLANWORDS_FLAGS;
	for (size_t i = 0; i < words->step_count; i++)
		add_step(words, policy, i);
	words->best_done = add(words, "best-done");
	/* And categories, by which cases are like others, and causes. */
	for (size_t i = 0; i < policy->category_count; i++)
		add_if_room(words, policy->categories[i].id);
	for (size_t i = 0; i < policy->prevention.causes.count; i++)
		add_if_room(words, policy->prevention.causes.at[i]);
}

/* Whether one of the words says what kind of case it is. */
static bool
is_of(const struct planwords_case *known, const struct planwords_set *set)
{
	return has(set, known->category) || has(set, known->channel) ||
	       has(set, known->heat) || has(set, known->outcome) ||
	       (known->flags & (uint32_t)set->bits[0]);
}

static bool
may_owe(const struct planwords *words, const struct planwords_case *known,
	size_t at)
{
	const struct planwords_step *step = &words->steps[at];

	if (step->ends)
		return known->lent;
	if (known->done >> at & 1 || known->since > step->until)
		return false;
	if (step->has_outcomes && !has(&step->outcomes, known->outcome))
		return false;
	if (step->stops_at_best_done && known->outcome == words->best_done)
		return false;
	if (is_of(known, &step->unless))
		return false;
	return step->always || step->severity || is_of(known, &step->only);
}

bool
planwords_may_owe(const struct planwords *words,
		  const struct planwords_case *known)
{
	if (words->too_many)
		return true;
	for (size_t i = 0; i < words->step_count; i++) {
		if (may_owe(words, known, i))
			return true;
	}
	return false;
}
