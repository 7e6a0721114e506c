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

#include "keyset.h"
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

/* Hashes of rules. */
struct relatives_set {
	struct keyset hashes;
	/* Of each, the hash of the detail that its rule asks for first. */
	struct keyset firsts;
	/* Of a set that is asked often: of each of these, by its lowest bits, a
	 * bit that is set; NULL. */
	uint64_t *may_have;
	uint32_t mask;
};

struct relatives {
	struct relatives_rule *rules;
	size_t rule_count;
	char keys[RELATIVES_KEYS][PERSON_KEY_SIZE];
	size_t lens[RELATIVES_KEYS]; /* of the keys */
	enum person_kind kinds[RELATIVES_KEYS];
	size_t key_count;
	bool too_many;                   /* keys: everybody may be related */
	const struct policy_list *texts; /* private: the rules, borrowed */
	uint8_t firsts[RELATIVES_KEYS];  /* private: keys that rules begin with
					  */
	size_t first_count;
	struct table hashes; /* by case, those by key; 0: it does not say */
	/* Private, of rules: all that are sought, those that cases have not
	 * been asked for, and those that they are being asked for. */
	struct relatives_set sought, news, asked;
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
 * where it was taken away. Its hash, as relatives_hash gives it; 0 of NULL, and
 * of a phone number or an e-mail address that is none. */
uint32_t relatives_know(struct relatives *relatives, size_t index, size_t key,
			const char *value, size_t len);

/* A hash of a value as a line holds it, the same for what person.h takes for
 * the same; 0 for nothing. */
uint32_t relatives_hash(struct relatives *relatives, const char *key,
			const char *value, size_t len);

/* Seek all that share a detail with somebody. Whether that is news. */
bool relatives_seek(struct relatives *relatives, person_get *get,
		    const void *context);

/* Whether somebody shares a detail with those that are sought. */
bool relatives_are(struct relatives *relatives, person_get *get,
		   const void *context);

/* All cases are to be asked: whether for anything that was not sought when they
 * were asked before. */
bool relatives_ask(struct relatives *relatives);
/* The first case from an index on, of `count` that others of the same plan
 * know, or the same, that may share what is asked for: those it passes over do
 * not, nor begin with it. count where there is none. */
size_t relatives_next(const struct relatives *relatives,
		      const struct relatives *others, size_t from,
		      size_t count);
/* Whether such a case shares one of the details that it is asked for. */
bool relatives_is(const struct relatives *relatives,
		  const struct relatives *others, size_t index);

/* Whether such a case says at least what a rule asks for first, as one that is
 * asked for does. */
bool relatives_begins(const struct relatives *relatives,
		      const struct relatives *others, size_t index);

/* The hash of each rule of somebody's, 0 where a detail is missing: two of the
 * same person's have one in common. */
void relatives_hashes(struct relatives *relatives, person_get *get,
		      const void *context, uint32_t *hashes);

/* The same of such a case, not too_many. */
void relatives_hashes_of(const struct relatives *others, size_t index,
			 uint32_t *hashes);

/* Have a case say what another of the same plan says and it does not, as it
 * does where that is joined to it. Whether each says something of a rule of
 * several details that the other does not: then both together may be the same
 * person's as one with whom neither has all of them in common. */
bool relatives_join(struct relatives *relatives, size_t index,
		    const struct relatives *others, size_t other);

/* Seek all that share a detail with such a case. Whether that is news. */
bool relatives_seek_case(struct relatives *relatives,
			 const struct relatives *others, size_t index);

#endif
