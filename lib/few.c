#include "few.h"

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "scanneeds.h"

#define CHARS_BITS (MENTIONS_CHARS * MENTIONS_CHAR_BITS)
#define CHARS_MASK ((UINT32_C(1) << CHARS_BITS) - 1)
/* Numbers of lines that come from memory at once, and how many lines ahead. */
#define KEYS_FETCHED 16
#define KEYS_AHEAD 512

void
few_need(struct few *few, uint32_t key)
{
	if (keyset_add(&few->needed, key))
		keyset_add(&few->news, key);
}

void
few_add_joined(const struct few *few, struct keyset *cases, struct keyset *news)
{
	size_t before;

	do {
		before = cases->count;
		for (size_t i = 0; i < few->merge_count; i++) {
			const struct mention_merge *merge = &few->merges[i];
			uint32_t other = merge->from;

			if (keyset_has(cases, merge->from))
				other = merge->into;
			else if (!keyset_has(cases, merge->into))
				continue;
			if (keyset_add(cases, other))
				keyset_add(news, other);
		}
	} while (cases->count > before);
}

/* Lines. */

/* Beginnings of short ids, as the lowest bits of a number: a bit each. */
struct beginnings {
	uint64_t bits[(CHARS_MASK + 1) / 64];
};

static void
add_beginning(struct beginnings *beginnings, uint32_t key)
{
	uint32_t bits = key & CHARS_MASK;

	beginnings->bits[bits / 64] |= UINT64_C(1) << bits % 64;
}

static inline bool
has_beginning(const struct beginnings *beginnings, uint32_t key)
{
	uint32_t bits = key & CHARS_MASK;

	return beginnings->bits[bits / 64] >> bits % 64 & 1;
}

/* Have the numbers of lines some way behind one fetched from memory, while
 * those before them are looked at: not every processor does so by itself. */
static inline void
expect_keys(const uint32_t *keys, size_t at)
{
	if (at % KEYS_FETCHED == 0 && at + KEYS_AHEAD < MENTIONS_BLOCK)
		mem_fetch(&keys[at + KEYS_AHEAD]);
}

/* What the parts' lines are looked through for, by threads. */
struct sweep {
	const struct few *few;
	const struct beginnings *beginnings;
	struct keyset *found; /* of each part */
};

static void
sweep_part(void *context, size_t part, size_t thread)
{
	const struct sweep *sweep = context;
	const struct mentions *mentions = few_mentions(sweep->few, part);
	const struct beginnings *beginnings = sweep->beginnings;

	(void)thread;
	for (size_t i = 0; i < mentions->block_count; i++) {
		const uint32_t *keys = mentions->blocks[i]->keys;

		for (size_t k = 0; k < MENTIONS_BLOCK; k++) {
			expect_keys(keys, k);
			if (has_beginning(beginnings, keys[k]) && keys[k] &&
			    !keyset_has(&sweep->few->needed, keys[k]))
				keyset_add(&sweep->found[part], keys[k]);
		}
	}
}

/* Find all cases whose short ids begin so, and that are not needed so far.
 * found: zero-initialised, the caller's to release. */
static void
find_beginning(const struct few *few, const struct beginnings *beginnings,
	       struct keyset *found)
{
	struct sweep sweep = {few, beginnings, NULL};
	uint32_t key;

	sweep.found = mem_zero(few->scans->count, sizeof(*sweep.found));
	scans_share_little(few->scans, sweep_part, &sweep);
	for (FEW_EACH_PART(few->scans, part)) {
		for (size_t next = 0;
		     (key = keyset_next(&sweep.found[part], &next)) != 0;)
			keyset_add(found, key);
		keyset_release(&sweep.found[part]);
	}
	free(sweep.found);
}

static void
need_lines(void *context, size_t part, size_t thread)
{
	const struct few *few = context;
	const struct mentions *mentions = few_mentions(few, part);
	struct places *places = &few->scans->at[part]->places;
	const uint64_t *bits = few->news.bits;

	(void)thread;
	for (size_t i = 0; i < mentions->block_count; i++) {
		const uint32_t *keys = mentions->blocks[i]->keys;

		for (size_t k = 0; k < MENTIONS_BLOCK; k++) {
			expect_keys(keys, k);
			if (keyset_may_have(bits, keys[k]) &&
			    keyset_has(&few->news, keys[k]))
				places_need(places,
					    (uint32_t)(i * MENTIONS_BLOCK + k));
		}
	}
}

/* What was joined is one case. */
static void
need_joined(struct few *few)
{
	few_add_joined(few, &few->needed, &few->news);
}

static void
give(struct few *few)
{
	need_joined(few);
	if (few->news.count == 0)
		return;
	scans_share_little(few->scans, need_lines, few);
	scans_give(few->scans);
	keyset_release(&few->news);
}

/* What is named. */

/* Name the cases that a word may be the short id of, or the beginning of it. */
static void
name_by_id(struct few *few, const struct meant *meant)
{
	struct beginnings beginnings = {{0}};
	uint32_t bits = 0;

	if (strlen(meant->id) < MENTIONS_CHARS)
		return;
	for (size_t i = 0; i < MENTIONS_CHARS; i++)
		bits |= mentions_char((unsigned char)meant->id[i])
			<< i * MENTIONS_CHAR_BITS;
	add_beginning(&beginnings, bits);
	find_beginning(few, &beginnings, &few->named);
}

static void
need_all(struct few *few, const struct keyset *cases)
{
	uint32_t key;

	for (size_t next = 0; (key = keyset_next(cases, &next)) != 0;)
		few_need(few, key);
}

/* Need all cases. */
static void
need_everything(struct few *few)
{
	struct keyset cases = {0};
	struct beginnings all;

	memset(&all, 0xFF, sizeof(all));
	find_beginning(few, &all, &cases);
	need_all(few, &cases);
	keyset_release(&cases);
}

static void
name_all(struct few *few)
{
	const struct outline_wanted *wanted = few->scans->wanted;

	for (size_t i = 0; i < wanted->id_count; i++)
		keyset_add(&few->named,
			   mentions_key(glance_id(wanted->ids[i])));
	for (size_t i = 0; i < wanted->meant_count; i++)
		name_by_id(few, &wanted->meant[i]);
	for (FEW_EACH_PART(few->scans, part)) {
		const struct mentions *mentions = few_mentions(few, part);

		for (size_t i = 0; i < mentions->named.count; i++)
			keyset_add(&few->named, mentions->named.at[i]);
		for (size_t i = 0; i < mentions->needed.count; i++)
			few_need(few, mentions->needed.at[i]);
	}
	need_all(few, &few->named);
	/* Of what can be read once only, and was given, nobody knows what. */
	if (few->scans->all)
		need_everything(few);
}

/* Have what the parts say of merges, and of what closes nothing for certain, in
 * one place. */
static void
gather(struct few *few)
{
	for (FEW_EACH_PART(few->scans, part)) {
		const struct mentions *mentions = few_mentions(few, part);

		for (size_t i = 0; i < mentions->unsettled.count; i++)
			keyset_add(&few->unsettled, mentions->unsettled.at[i]);
		for (size_t i = 0; i < mentions->merge_count; i++) {
			struct mention_merge merge = mentions->merges[i];

			few->merges = mem_grow(few->merges, few->merge_count,
					       &few->merge_room,
					       sizeof(*few->merges));
			few->merges[few->merge_count++] = merge;
			keyset_add(&few->joined, merge.into);
			keyset_add(&few->joined, merge.from);
			keyset_add(&few->unsettled, merge.into);
			keyset_add(&few->unsettled, merge.from);
		}
	}
}

/* What is said of cases. */

void
few_add_found(struct few_found *found, size_t part, size_t index)
{
	found->at = mem_grow(found->at, found->count, &found->room,
			     sizeof(*found->at));
	found->at[found->count++] = (struct few_at){part, index};
}

/* What is looked for in the parts' mentions, by threads. */
struct finding {
	const struct few *few;
	const struct keyset *keys;
	struct few_found *found; /* of each part */
};

static void
find_in_part(void *context, size_t part, size_t thread)
{
	const struct finding *finding = context;
	const struct mentions *mentions = few_mentions(finding->few, part);
	const struct keyset *keys = finding->keys;

	(void)thread;
	for (size_t i = 0; i < mentions->count; i++) {
		if (keyset_has(keys, mentions_at(mentions, i)->key))
			few_add_found(&finding->found[part], part, i);
	}
}

struct few_found
few_find(const struct few *few, const struct keyset *keys)
{
	struct finding finding = {few, keys, NULL};
	struct few_found all;

	finding.found = mem_zero(few->scans->count, sizeof(*finding.found));
	scans_share_little(few->scans, find_in_part, &finding);
	all = finding.found[0];
	for (size_t part = 1; part < few->scans->count; part++) {
		const struct few_found *found = &finding.found[part];

		for (size_t i = 0; i < found->count; i++)
			few_add_found(&all, part, found->at[i].index);
		free(found->at);
	}
	free(finding.found);
	return all;
}

void
few_each_closing(const struct few *few, const struct keyset *cases,
		 void (*tell)(void *at, size_t index, uint32_t closed),
		 void *at)
{
	for (FEW_EACH_PART(few->scans, part)) {
		const struct mentions *mentions = few_mentions(few, part);

		for (size_t i = 0; i < mentions->closing_count; i++) {
			const struct mention_closing *closing =
				mentions_closing(mentions, i);

			if (keyset_has(cases, closing->key))
				tell(at, keyset_find(cases, closing->key),
				     closing->at);
		}
	}
}

/* What else bears on those that are named. */

bool
few_is_named(const struct few *few, struct glance_id id)
{
	return keyset_has(&few->named, mentions_key(id));
}

void
few_seek(struct few *few, struct glance_id id)
{
	few_need(few, mentions_key(id));
}

void
few_seek_item(struct few *few, uint32_t hash)
{
	for (FEW_EACH_PART(few->scans, part)) {
		const struct mentions *mentions = few_mentions(few, part);
		const struct outlining *outlining =
			&few->scans->at[part]->outlines.outlining;

		for (size_t i = 0; i < mentions->count; i++) {
			if (*outlining_item(outlining, i) == hash)
				few_need(few, mentions_at(mentions, i)->key);
		}
	}
}

/* Cases whose ids begin alike. */

/* Of cases whether they are closed for certain, by where they are in a set. */
struct settled {
	bool opened, history, closed;
	uint32_t at; /* of the last opening */
};

static void
note_openings(const struct few *few, const struct keyset *cases,
	      struct settled *settled)
{
	struct few_found found = few_find(few, cases);

	for (size_t i = 0; i < found.count; i++) {
		const struct mention *mention = few_mention(few, found.at[i]);
		struct settled *one =
			&settled[keyset_find(cases, mention->key)];

		if (!(mention->marks & MENTION_OPENS))
			continue;
		one->history = (!one->opened || one->history) &&
			       mention->marks & MENTION_HISTORY;
		if (!one->opened || mention->at > one->at)
			one->at = mention->at;
		one->opened = true;
	}
	free(found.at);
}

static void
note_settled(void *at, size_t index, uint32_t closed)
{
	struct settled *one = (struct settled *)at + index;

	one->closed = one->closed || closed > one->at;
}

static void
need_alike(struct few *few)
{
	struct beginnings beginnings = {{0}};
	struct keyset cases = {0};
	struct settled *settled;
	uint32_t key;

	for (size_t next = 0; (key = keyset_next(&few->needed, &next)) != 0;)
		add_beginning(&beginnings, key);
	find_beginning(few, &beginnings, &cases);
	settled = mem_zero(cases.room + 1, sizeof(*settled));
	note_openings(few, &cases, settled);
	few_each_closing(few, &cases, note_settled, settled);
	for (size_t next = 0; (key = keyset_next(&cases, &next)) != 0;) {
		const struct settled *one = &settled[next - 1];

		if (!(one->opened && (one->history || one->closed)) ||
		    keyset_has(&few->unsettled, key))
			few_need(few, key);
	}
	free(settled);
	keyset_release(&cases);
}

void
few_give_found(struct few *few)
{
	need_joined(few);
	need_alike(few);
	give(few);
}

void
few_begin(struct few *few, struct scans *scans)
{
	*few = (struct few){.scans = scans};
	relatives_init(&few->sought,
		       scans->wanted->persons ? scans->wanted->policy : NULL);
	gather(few);
	name_all(few);
	give(few);
}

void
few_end(struct few *few)
{
	keyset_release(&few->named);
	keyset_release(&few->needed);
	keyset_release(&few->news);
	keyset_release(&few->unsettled);
	keyset_release(&few->joined);
	keyset_release(&few->related);
	relatives_release(&few->sought);
	free(few->merges);
	*few = (struct few){0};
}
