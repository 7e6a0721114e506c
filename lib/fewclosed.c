#include "fewclosed.h"

#include <stdlib.h>

#include "mem.h"

/* Cases of all categories are looked at for each that is sought among those
 * closed last, at first. */
#define CLOSED_EACH 32

/* Closings, from the last on. */
struct closings {
	size_t count;
	uint32_t first, last; /* in mentions_second's */
};

static struct closings
all_closings(const struct few *few)
{
	struct closings all = {0, UINT32_MAX, 0};

	for (FEW_EACH_PART(few->scans, part)) {
		const struct mentions *mentions = few_mentions(few, part);

		all.count += mentions->closing_count;
		for (size_t i = 0; i < mentions->closing_count; i++) {
			uint32_t at = mentions_closing(mentions, i)->at;

			if (at < all.first)
				all.first = at;
			if (at > all.last)
				all.last = at;
		}
	}
	return all;
}

/* Since when about so many were closed. */
static uint32_t
closed_since(const struct closings *all, size_t count)
{
	if (count >= all->count)
		return all->first;
	return all->last - (uint32_t)((uint64_t)(all->last - all->first) *
				      count / all->count);
}

static struct keyset
closed_from(const struct few *few, uint32_t since)
{
	struct keyset closed = {0};

	for (FEW_EACH_PART(few->scans, part)) {
		const struct mentions *mentions = few_mentions(few, part);

		for (size_t i = 0; i < mentions->closing_count; i++) {
			if (mentions_closing(mentions, i)->at >= since)
				keyset_add(&closed,
					   mentions_closing(mentions, i)->key);
		}
	}
	return closed;
}

/* What is known of those closed lately, by where they are in a set. */
struct closed_case {
	uint32_t closed; /* at last */
	size_t mentions;
	bool is, may_be; /* of the category */
};

static void
note_closed(void *at, size_t index, uint32_t closed)
{
	struct closed_case *one = (struct closed_case *)at + index;

	if (closed > one->closed)
		one->closed = closed;
}

/* Whether so many of those closed since an instant are certain to be of the
 * category, and closed; then those that may be are needed, and no others. */
static bool
seek_closed_since(struct few *few, uint8_t word, size_t most, uint32_t since)
{
	struct keyset closed = closed_from(few, since);
	struct few_found found = few_find(few, &closed);
	struct closed_case *cases = mem_zero(closed.room + 1, sizeof(*cases));
	size_t certain = 0;
	uint32_t key;

	few_each_closing(few, &closed, note_closed, cases);
	for (size_t i = 0; i < found.count; i++) {
		const struct mention *mention = few_mention(few, found.at[i]);
		struct closed_case *one =
			&cases[keyset_find(&closed, mention->key)];
		bool other = mention->marks & MENTION_OTHER_KIND;
		bool is = word > 0 && mention->category == word;

		one->mentions++;
		one->is = is && !other && mention->marks & MENTION_OPENS &&
			  mention->at < one->closed;
		one->may_be = one->may_be || is || other;
	}
	for (size_t next = 0; (key = keyset_next(&closed, &next)) != 0;) {
		const struct closed_case *one = &cases[next - 1];

		/* Of an orphan nobody knows the category; and what was joined
		 * has that of another, where it has none. */
		if (one->may_be || one->mentions == 0 ||
		    keyset_has(&few->joined, key))
			few_need(few, key);
		certain += one->is && one->mentions == 1 &&
			   !keyset_has(&few->unsettled, key);
	}
	free(cases);
	free(found.at);
	keyset_release(&closed);
	return certain > most;
}

void
fewclosed_seek(struct few *few, uint8_t word, size_t most)
{
	struct closings all = all_closings(few);
	size_t count = (most + 1) * CLOSED_EACH;
	uint32_t since;

	if (all.count == 0)
		return;
	do {
		since = closed_since(&all, count);
		count *= 8;
	} while (!seek_closed_since(few, word, most, since) &&
		 since > all.first);
}
