/*
 * Which other cases of a person have to be read to know how often they came
 * lately: none where all that are not read were done with before. Persons are
 * told by hashes (relatives.h), so that now and then two are taken for one,
 * and more is read; never less.
 */
#ifndef PERSONCASES_H
#define PERSONCASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Private: what is known of a person, where it is the first of their cases. */
struct personcases_person {
	int64_t since, last;
	size_t read;
};

/* Private: a hash, and one of the cases that have it. */
struct personcases_slot {
	uint32_t hash; /* 0: the slot is free */
	uint32_t at;
};

struct personcases {
	size_t rules; /* hashes of each case */
	struct personcases_person *persons;
	size_t *joined; /* private, by case: joined.h */
	size_t count, person_room, joined_room;
	struct personcases_slot *slots; /* private, open addressing */
	size_t slot_room, slot_count;
};

/* rules: how many hashes a case has. personcases_release gives it back. */
void personcases_init(struct personcases *cases, size_t rules);
void personcases_release(struct personcases *cases);

/* A case that was read, by its hashes, 0 for none: what ended before the
 * instant `since` does not count as the customer's coming again; INT64_MAX:
 * nobody asks it of this case. */
void personcases_add_read(struct personcases *cases, const uint32_t *hashes,
			  int64_t since);

/* A case that was not, whose last line is of the instant `last`. Its number,
 * for below. */
size_t personcases_add(struct personcases *cases, const uint32_t *hashes,
		       int64_t last);

/* Two cases are the same person's, whatever their hashes. */
void personcases_join(struct personcases *cases, size_t a, size_t b);

/* Whether a case has to be read: one of the person's is asked about, and one
 * that was not read may count for it, or shows that two are the same person's.
 */
bool personcases_bears(const struct personcases *cases, size_t at);

#endif
