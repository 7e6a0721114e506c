/*
 * What is noted of a part of the journal where a question is about few cases:
 * whose each line is, as a number, and what those lines say that name cases,
 * or tell what cases share with others. No case is looked up while lines are
 * read, and none has an outline: which lines are a case's is found in the
 * numbers afterwards, whatever their order. Memory grows with four bytes a
 * line, and the openings.
 */
#ifndef MENTIONS_H
#define MENTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "event.h"
#include "glance.h"
#include "outline.h"
#include "record.h"
#include "skim.h"
#include "table.h"

/* Characters of the short id that are bits of a case's number, five each from
 * the lowest on. */
#define MENTIONS_CHARS 3
#define MENTIONS_CHAR_BITS 5

/* The bits of a character, which now and then are another's too. */
static inline uint32_t
mentions_char(unsigned char character)
{
	return character & ((1 << MENTIONS_CHAR_BITS) - 1);
}

/* The number of a case, above 0. Of a million cases some hundred share theirs
 * with another. */
static inline uint32_t
mentions_key(struct glance_id id)
{
	/* The '-', and the short id. */
	uint64_t last = bytes_low_first((const char *)&id.last), hash;
	uint32_t key;

	key = mentions_char(last >> 8 & 0xFF) |
	      mentions_char(last >> 16 & 0xFF) << MENTIONS_CHAR_BITS |
	      mentions_char(last >> 24 & 0xFF) << 2 * MENTIONS_CHAR_BITS;
	hash = (last * UINT64_C(0xFF51AFD7ED558CCD) ^ id.first) *
	       UINT64_C(0x9E3779B97F4A7C15);
	key |= (uint32_t)(hash >> 47) << MENTIONS_CHARS * MENTIONS_CHAR_BITS;
	return key + (key == 0);
}

enum mention_mark {
	MENTION_OPENS = 1 << 0,      /* an opening; else an amendment */
	MENTION_HISTORY = 1 << 1,    /* of what was done with before */
	MENTION_OTHER_KIND = 1 << 2, /* a category as no plan spells it */
};

/* An opening or an amendment. What it says of persons and items is outlining's,
 * by its index. Small, as there is one of each case. */
struct mention {
	uint32_t key;
	uint32_t at;      /* in mentions_second's */
	uint8_t category; /* the plan's; 0: any other, or none */
	uint8_t marks;    /* of enum mention_mark */
};

struct mention_closing {
	uint32_t key;
	uint32_t at; /* in mentions_second's */
};

/* The second of an instant, counted from 1970: of what lies before that the
 * first, 0, and of what lies too far ahead the last. */
static inline uint32_t
mentions_second(int64_t instant)
{
	if (instant < 0)
		return 0;
	return instant / 1000 < UINT32_MAX ? (uint32_t)(instant / 1000)
					   : UINT32_MAX;
}

/* A merge: the case that goes on, and the one that was joined to it; the same
 * where that is no case. */
struct mention_merge {
	uint32_t into, from;
};

struct mention_keys {
	uint32_t *at;
	size_t count, room;
};

#define MENTIONS_BLOCK ((size_t)4096)

/* Lines of such numbers, as places.h has them, and the latest instant. */
struct mentions_block {
	int64_t latest;
	/* 0: it is none of a case, or behind the last. */
	uint32_t keys[MENTIONS_BLOCK];
};

struct mentions {
	/* Private, of the last line: a case often has several lines, one after
	 * the other. */
	struct glance_id last_id;
	uint32_t last_key;
	/* Private: ids that are some, each where its number says, the last
	 * there; made with the first. Of a case that comes again and again it
	 * is not asked each time. */
	struct glance_id *known;
	struct mentions_block **blocks;
	size_t block_count, block_room;
	/* Private: which number comes next, where, and for how many there is
	 * room. */
	uint32_t line;
	uint32_t *next;
	size_t left;
	struct table mentions; /* of struct mention */
	size_t count;
	struct table closings; /* of struct mention_closing */
	size_t closing_count;
	struct mention_merge *merges;
	size_t merge_count, merge_room;
	struct mention_keys named; /* by a detail, or as one that was erased */
	/* Needed whatever is asked: something was given, or a cause found,
	 * since the instant that is wanted, or only decoding can tell. */
	struct mention_keys needed;
	/* Reopened, taken back, erased, joined: closed or not, only a fold can
	 * tell. */
	struct mention_keys unsettled;
};
void mentions_init(struct mentions *mentions);
void mentions_release(struct mentions *mentions);

/* A mention, by its index. */
static inline struct mention *
mentions_at(const struct mentions *mentions, size_t index)
{
	return table_at(&mentions->mentions, index);
}

/* A closing, the same way. */
static inline struct mention_closing *
mentions_closing(const struct mentions *mentions, size_t index)
{
	return table_at(&mentions->closings, index);
}

/* Private: of the next functions what is seldom gone through. */
void mentions_go_on(struct mentions *mentions, uint32_t line);
bool mentions_begin_case(struct mentions *mentions, struct outlining *outlining,
			 const struct glance *glance, uint32_t key);
void mentions_tell(struct mentions *mentions, struct outlining *outlining,
		   const struct glance *glance);

/* Private: have a line be a case's. */
static inline void
mentions_put(struct mentions *mentions, uint32_t line, uint32_t key,
	     int64_t time)
{
	int64_t *latest;

	if (line != mentions->line || mentions->left == 0)
		mentions_go_on(mentions, line);
	mentions->line++;
	mentions->left--;
	*mentions->next++ = key;
	latest = &mentions->blocks[mentions->block_count - 1]->latest;
	if (time > *latest)
		*latest = time;
}

/* Private: the verbs of lines that say more than whose they are. */
#define MENTIONS_TELLING                                          \
	(UINT64_C(1) << VERB_OPEN | UINT64_C(1) << VERB_AMEND |   \
	 UINT64_C(1) << VERB_CLOSE | UINT64_C(1) << VERB_GIVE |   \
	 UINT64_C(1) << VERB_CAUSE | UINT64_C(1) << VERB_MERGE |  \
	 UINT64_C(1) << VERB_ERASE | UINT64_C(1) << VERB_REOPEN | \
	 UINT64_C(1) << VERB_RETRACT)

/* Have lines passed over of which no more is noted than whose they are and
 * when: what else they say is judged once they are needed. */
void mentions_pass(struct skimmer *skimmer,
		   const struct outline_wanted *wanted);

#define MENTIONS_KNOWN ((size_t)2048)

/* Private: where an id is remembered, by its case's number. */
static inline size_t
mentions_known_at(uint32_t key)
{
	return key >> MENTIONS_CHARS * MENTIONS_CHAR_BITS &
	       (MENTIONS_KNOWN - 1);
}

/* Private: whether a line's id is one; the last is its then. */
static inline bool
mentions_know_case(struct mentions *mentions, struct outlining *outlining,
		   const struct glance *glance)
{
	uint32_t key;

	if (glance_same_id(glance->id, mentions->last_id))
		return true;
	key = mentions_key(glance->id);
	if ((!mentions->known ||
	     !glance_same_id(glance->id,
			     mentions->known[mentions_known_at(key)])) &&
	    !mentions_begin_case(mentions, outlining, glance, key))
		return false;
	mentions->last_id = glance->id;
	mentions->last_key = key;
	return true;
}

/* Take a line into account that is sound, or passed over, in the order of their
 * numbers; outlining: of the part. False where its id is none: then it has to
 * be decoded. */
static inline bool
mentions_take(struct mentions *mentions, struct outlining *outlining,
	      const struct glance *glance, uint32_t line)
{
	if (!mentions_know_case(mentions, outlining, glance))
		return false;
	mentions_put(mentions, line, mentions->last_key, glance->time);
	if (MENTIONS_TELLING >> glance->verb & 1)
		mentions_tell(mentions, outlining, glance);
	return true;
}

/* The same of a line that had to be decoded. */
void mentions_take_decoded(struct mentions *mentions,
			   struct outlining *outlining,
			   const struct record *record, uint32_t line);

#endif
