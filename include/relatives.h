/*
 * Which cases may be the same person's, by a hash of each detail that the
 * plan's intake.same-person-by names; joined on, as casebook_find_persons does.
 * Two of the same person's are always found; now and then one that is not.
 */
#ifndef RELATIVES_H
#define RELATIVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"
#include "person.h"
#include "policy.h"
#include "table.h"

#define RELATIVES_KEYS 8

/* The keys of a rule, by their numbers. */
struct relatives_rule {
	uint8_t keys[RELATIVES_KEYS];
	size_t count; /* 0: nobody is the same by it */
};

struct relatives {
	struct relatives_rule *rules;
	size_t rule_count;
	char keys[RELATIVES_KEYS][PERSON_KEY_SIZE];
	size_t lens[RELATIVES_KEYS]; /* of the keys */
	size_t key_count;
	bool too_many;       /* keys: everybody may be related */
	struct table hashes; /* by case, those by key; 0: it does not say */
	uint32_t *sought;    /* private: a set of hashes of rules */
	size_t sought_count, sought_room;
	struct buffer plain, detail;
};

/* policy may be NULL: nobody is sought. It is borrowed. */
void relatives_init(struct relatives *relatives, const struct policy *policy);
void relatives_release(struct relatives *relatives);

/* A new case, with the next index; nothing is known of it. */
void relatives_add(struct relatives *relatives, size_t index);

/* The number of a key, key_count where it is none of a rule's. */
size_t relatives_key(const struct relatives *relatives, const char *key,
		     size_t len);

/* Say what a key of a case is: its value as a line holds it, escaped; NULL
 * where it was taken away. */
void relatives_know(struct relatives *relatives, size_t index, size_t key,
		    const char *value, size_t len);

/* A hash of a value as a line holds it, the same for what person.h takes for
 * the same; 0 for nothing. */
uint32_t relatives_hash(struct relatives *relatives, const char *key,
			const char *value, size_t len);

/* Seek all that share a detail with somebody. Whether that is news. */
bool relatives_seek(struct relatives *relatives, person_get *get,
		    const void *context);

/* Whether somebody, or a case that others of the same plan know, or the same,
 * shares a detail with those that are sought. */
bool relatives_are(struct relatives *relatives, person_get *get,
		   const void *context);
bool relatives_is(const struct relatives *relatives,
		  const struct relatives *others, size_t index);

/* The hash of each rule of somebody's, 0 where a detail is missing; two of the
 * same person's have one in common, unless there are too many keys, and then
 * all are 1. */
void relatives_hashes(struct relatives *relatives, person_get *get,
		      const void *context, uint32_t *hashes);

/* Seek all that share a detail with such a case. Whether that is news. */
bool relatives_seek_case(struct relatives *relatives,
			 const struct relatives *others, size_t index);

#endif
