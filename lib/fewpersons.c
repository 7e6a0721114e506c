#include "fewpersons.h"

#include <stdlib.h>

#include "mem.h"

/* Which mentions share what is asked for; and those that may, together with
 * what else their cases say. */
struct relating {
	const struct few *few;
	struct relating_part {
		struct few_found found, begin;
	} * parts;
};

static void
relate_part(void *context, size_t part, size_t thread)
{
	const struct relating *relating = context;
	const struct few *few = relating->few;
	const struct mentions *mentions = few_mentions(few, part);
	const struct relatives *of = few_relatives(few, part);
	const struct relatives *sought = &few->sought;
	struct relating_part *own = &relating->parts[part];
	size_t count = mentions->count;

	(void)thread;
	for (size_t i = relatives_next(sought, of, 0, count); i < count;
	     i = relatives_next(sought, of, i + 1, count)) {
		uint32_t key = mentions_at(mentions, i)->key;

		if (few_was_given(few, key) || keyset_has(&few->related, key))
			continue;
		if (relatives_is(sought, of, i))
			few_add_found(&own->found, part, i);
		else if (relatives_begins(sought, of, i))
			few_add_found(&own->begin, part, i);
	}
}

/* Of the cases that say so much, those that say more in another opening or an
 * amendment, or in a case that was joined: what they come to, only a fold can
 * tell. */
static void
add_told_twice(const struct few *few, const struct few_found *begin,
	       struct few_found *found)
{
	struct keyset begins = {0}, told = {0};
	struct few_found all;

	if (begin->count == 0)
		return;
	for (size_t i = 0; i < begin->count; i++) {
		uint32_t key = few_mention(few, begin->at[i])->key;

		keyset_add(&begins, key);
		if (keyset_has(&few->joined, key))
			few_add_found(found, begin->at[i].part,
				      begin->at[i].index);
	}
	all = few_find(few, &begins);
	for (size_t i = 0; i < all.count; i++) {
		if (!keyset_add(&told, few_mention(few, all.at[i])->key))
			few_add_found(found, all.at[i].part, all.at[i].index);
	}
	free(all.at);
	keyset_release(&begins);
	keyset_release(&told);
}

/* Note cases as related, with what was joined to them; and in `more` those that
 * were not before. */
static void
relate(struct few *few, const struct few_found *found, struct keyset *more)
{
	for (size_t i = 0; i < found->count; i++) {
		uint32_t key = few_mention(few, found->at[i])->key;

		if (keyset_add(&few->related, key))
			keyset_add(more, key);
	}
	few_add_joined(few, &few->related, more);
}

/* Seek all that is said of some cases. Whether that is news. */
static bool
seek_details(struct few *few, const struct keyset *keys)
{
	struct few_found found = few_find(few, keys);
	bool news = false;

	for (size_t i = 0; i < found.count; i++)
		news = relatives_seek_case(&few->sought,
					   few_relatives(few, found.at[i].part),
					   found.at[i].index) ||
		       news;
	free(found.at);
	return news;
}

bool
fewpersons_find(struct few *few)
{
	struct relating relating = {few, NULL};
	bool news = false, more = true;

	relating.parts = mem_zero(few->scans->count, sizeof(*relating.parts));
	while (more && relatives_ask(&few->sought)) {
		struct keyset fresh = {0};

		scans_share_little(few->scans, relate_part, &relating);
		for (FEW_EACH_PART(few->scans, part)) {
			struct relating_part *of = &relating.parts[part];

			add_told_twice(few, &of->begin, &of->found);
			relate(few, &of->found, &fresh);
			of->found.count = of->begin.count = 0;
		}
		more = fresh.count > 0 && seek_details(few, &fresh);
		news = news || more;
		keyset_release(&fresh);
	}
	for (FEW_EACH_PART(few->scans, part)) {
		free(relating.parts[part].found.at);
		free(relating.parts[part].begin.at);
	}
	free(relating.parts);
	return news;
}

/* An instant at or after the last line of each case that is related. */
struct latest {
	const struct few *few;
	int64_t **at; /* of each part, by where the case is in the set */
};

static void
find_latest(void *context, size_t part, size_t thread)
{
	const struct latest *latest = context;
	const struct keyset *related = &latest->few->related;
	const struct mentions *mentions = few_mentions(latest->few, part);
	int64_t *at = mem_get(related->room * sizeof(*at));

	(void)thread;
	for (size_t i = 0; i < related->room; i++)
		at[i] = INT64_MIN;
	for (size_t i = 0; i < mentions->block_count; i++) {
		const struct mentions_block *block = mentions->blocks[i];

		for (size_t k = 0; k < MENTIONS_BLOCK; k++) {
			size_t found;

			if (!keyset_has(related, block->keys[k]))
				continue;
			found = keyset_find(related, block->keys[k]);
			if (block->latest > at[found])
				at[found] = block->latest;
		}
	}
	latest->at[part] = at;
}

/* By where a case is in the set of those related; the caller's to free. */
static int64_t *
latest_of_related(const struct few *few)
{
	struct latest latest = {few, NULL};
	int64_t *all;

	latest.at = mem_zero(few->scans->count, sizeof(*latest.at));
	scans_share_little(few->scans, find_latest, &latest);
	all = latest.at[0];
	for (size_t part = 1; part < few->scans->count; part++) {
		for (size_t i = 0; i < few->related.room; i++) {
			if (latest.at[part][i] > all[i])
				all[i] = latest.at[part][i];
		}
		free(latest.at[part]);
	}
	free(latest.at);
	return all;
}

/* One more of a case's numbers among persons; first: SIZE_MAX for the first. */
static void
join_numbers(struct personcases *persons, size_t *first, size_t number)
{
	if (*first == SIZE_MAX)
		*first = number;
	else
		personcases_join(persons, *first, number);
}

static void
seek_bearing(struct few *few, struct personcases *persons)
{
	const struct keyset *related = &few->related;
	struct few_found found = few_find(few, related);
	int64_t *latest = latest_of_related(few);
	size_t *numbers = mem_get(related->room * sizeof(*numbers));
	uint32_t *hashes = mem_get((persons->rules + 1) * sizeof(*hashes));
	uint32_t key;

	for (size_t i = 0; i < related->room; i++)
		numbers[i] = SIZE_MAX;
	for (size_t i = 0; i < found.count; i++) {
		struct few_at at = found.at[i];
		size_t of = keyset_find(related, few_mention(few, at)->key);

		relatives_hashes_of(few_relatives(few, at.part), at.index,
				    hashes);
		join_numbers(persons, &numbers[of],
			     personcases_add(persons, hashes, latest[of]));
	}
	for (size_t i = 0; i < few->merge_count; i++) {
		size_t into = keyset_find(related, few->merges[i].into);
		size_t from = keyset_find(related, few->merges[i].from);

		if (into != KEYSET_NONE && from != KEYSET_NONE &&
		    numbers[into] != SIZE_MAX && numbers[from] != SIZE_MAX)
			personcases_join(persons, numbers[into], numbers[from]);
	}
	for (size_t next = 0; (key = keyset_next(related, &next)) != 0;) {
		size_t number = numbers[next - 1];

		if (number == SIZE_MAX || personcases_bears(persons, number))
			few_need(few, key);
	}
	free(hashes);
	free(numbers);
	free(latest);
	free(found.at);
}

void
fewpersons_seek(struct few *few, struct personcases *persons)
{
	uint32_t key;

	if (few->related.count == 0)
		return;
	if (persons) {
		seek_bearing(few, persons);
		return;
	}
	for (size_t next = 0; (key = keyset_next(&few->related, &next)) != 0;)
		few_need(few, key);
}
