/*
 * A question about few cases: those that words or details name, and what bears
 * on them. Of a scan that noted mentions (mentions.h) it finds whose lines are
 * needed, and has them given; of all other cases nothing is known. What is
 * found by numbers or hashes is now and then more than was sought, never less.
 */
#ifndef FEW_H
#define FEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "glance.h"
#include "keyset.h"
#include "mentions.h"
#include "outline.h"
#include "relatives.h"
#include "scans.h"

struct few {
	struct scans *scans;     /* borrowed */
	struct keyset named;     /* by a word, a whole id or a detail */
	struct keyset needed;    /* cases that were given, or will be next; */
	struct keyset news;      /* the latter */
	struct keyset unsettled; /* of all parts */
	struct keyset joined;    /* one with another, of all parts */
	struct mention_merge *merges; /* of all parts */
	size_t merge_count, merge_room;
	struct relatives sought; /* what is shared */
	struct keyset related;   /* cases that share it, and were not given */
};

/* Give the records of the cases that scans->wanted names. The scans are
 * borrowed until few_end, which has to follow. */
void few_begin(struct few *few, struct scans *scans);
void few_end(struct few *few);

/* Whether a case is one of those, or its number is one's. */
bool few_is_named(const struct few *few, struct glance_id id);

/* Seek a case. */
void few_seek(struct few *few, struct glance_id id);

/* Seek all about an item, by relatives_hash of it. */
void few_seek_item(struct few *few, uint32_t hash);

/* Give what was sought, and all cases that may be open whose short ids begin as
 * one's that is or was given. */
void few_give_found(struct few *few);

/* For fewpersons.h and fewclosed.h. */

/* In a for: each part of the scans. */
#define FEW_EACH_PART(scans, part) \
	size_t part = 0;           \
	(part) < (scans)->count;   \
	(part)++

/* What a part of the scans, below their count, says of cases; theirs. */
static inline struct mentions *
few_mentions(const struct few *few, size_t part)
{
	return &few->scans->at[part]->mentions;
}

/* What its mentions share with others, by their indexes there; the scans'. */
static inline struct relatives *
few_relatives(const struct few *few, size_t part)
{
	return &few->scans->at[part]->outlines.outlining.relatives;
}

/* Have a case given next, unless it was. */
void few_need(struct few *few, uint32_t key);

/* Whether a case was given before, and is not only to be given next. */
static inline bool
few_was_given(const struct few *few, uint32_t key)
{
	return keyset_has(&few->needed, key) && !keyset_has(&few->news, key);
}

/* Add to a set what was joined with any of its cases, and so on; and the same
 * to the news. */
void few_add_joined(const struct few *few, struct keyset *cases,
		    struct keyset *news);

/* A mention, by its part and its index there. */
struct few_at {
	size_t part, index;
};

/* One that is there; the scans'. */
static inline struct mention *
few_mention(const struct few *few, struct few_at at)
{
	return mentions_at(few_mentions(few, at.part), at.index);
}

/* Zero-initialise; the array is the caller's to free. */
struct few_found {
	struct few_at *at;
	size_t count, room;
};

/* Add a mention, which may be among them already. */
void few_add_found(struct few_found *found, size_t part, size_t index);

/* All mentions of some cases, in the order of their lines. */
struct few_found few_find(const struct few *few, const struct keyset *keys);

/* Tell of each closing of some cases: where its case is in the set, and when
 * it was. */
void few_each_closing(const struct few *few, const struct keyset *cases,
		      void (*tell)(void *at, size_t index, uint32_t closed),
		      void *at);

#endif
