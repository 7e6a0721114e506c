#include "caused.h"

#include <stdlib.h>

#include "mem.h"
#include "zone.h"

uint32_t
caused_add(struct caused_list *list, size_t index)
{
	if (list->count == 0)
		list->count = 1;
	list->at =
		mem_grow(list->at, list->count, &list->room, sizeof(*list->at));
	list->at[list->count] = (struct caused){.prevent = INSTANT_NONE,
						.at = INSTANT_NONE,
						.index = (uint32_t)index};
	return (uint32_t)list->count++;
}

void
caused_release(struct caused_list *list)
{
	free(list->at);
	*list = (struct caused_list){0};
}

void
caused_note(struct caused *caused, int64_t at, uint8_t word)
{
	if (at > caused->at)
		caused->at = at;
	caused->word = word;
	caused->all.bits[word / 64] |= UINT64_C(1) << word % 64;
}

void
caused_tally_init(struct caused_tally *tally)
{
	for (size_t i = 0; i <= UINT8_MAX; i++)
		tally->groups[i] =
			(struct caused_group){.last = INSTANT_NONE,
					      .last_lately = INSTANT_NONE,
					      .answered = INSTANT_NONE,
					      .answered_lately = INSTANT_NONE,
					      .answer = CAUSED_NONE,
					      .answer_lately = CAUSED_NONE};
}

static int64_t
later_of(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* A case with a prevent at an instant, or INSTANT_NONE: whether it is the last.
 */
static void
answer(int64_t *last, size_t *by, int64_t at, size_t index)
{
	if (at == INSTANT_NONE || at < *last)
		return;
	*last = at;
	*by = index;
}

static void
count_in(struct caused_group *group, const struct caused_span *span,
	 const struct caused *caused, size_t index)
{
	/* A prevent may have been taken back, and then answers nothing. */
	int64_t answered = caused->sure && !caused->unsure ? caused->prevent
							   : INSTANT_NONE;

	group->prevented =
		group->prevented || caused->prevented || caused->unsure;
	group->last = later_of(group->last, caused->at);
	answer(&group->answered, &group->answer, answered, index);
	if (caused->at < span->from)
		return;
	group->lately++;
	group->last_lately = later_of(group->last_lately, caused->at);
	answer(&group->answered_lately, &group->answer_lately, answered, index);
}

void
caused_count(struct caused_tally *tally, const struct caused_span *span,
	     const struct caused *caused, size_t index)
{
	/* Where the order of its lines is not known, any may be the last. */
	if (caused->at < span->since ||
	    (caused->sure && caused->at > span->until))
		return;
	if (caused->sure) {
		count_in(&tally->groups[caused->word], span, caused, index);
		return;
	}
	for (size_t word = 0; word <= UINT8_MAX; word++) {
		if (caused->all.bits[word / 64] >> word % 64 & 1)
			count_in(&tally->groups[word], span, caused, index);
	}
}

void
caused_decide(struct caused_words *words, const struct caused_tally *tally,
	      const struct caused_span *span)
{
	for (size_t i = 0; i <= UINT8_MAX; i++) {
		const struct caused_group *group = &tally->groups[i];

		words->needed[i] =
			(span->count > 0 && group->lately >= span->count &&
			 group->last_lately > group->answered_lately) ||
			(group->prevented && group->last > group->answered);
		words->answers[i][0] = group->answer;
		words->answers[i][1] = group->answer_lately;
	}
	/* Causes that are none of the plan's are not told apart. */
	words->needed[0] = true;
	words->since = span->since;
}

bool
caused_is_needed(const struct caused_words *words, const struct caused *caused)
{
	return caused->at >= words->since &&
	       (caused->unsure || words->needed[caused->word]);
}
