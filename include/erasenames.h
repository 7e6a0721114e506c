/*
 * What erased customers are called, and whether it stands anywhere else: in
 * damaged lines, and in lines of others' cases. Pure.
 */
#ifndef ERASENAMES_H
#define ERASENAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "policy.h"
#include "record.h"

/* Names and e-mail addresses folded, phone numbers by their last nine digits.
 * Zero-initialise. */
struct erase_names {
	char **words;
	size_t word_count, word_room;
	char **phones;
	size_t phone_count, phone_room;
};

/* Add those of a record's customer=, phone= and email= that privacy.personal
 * lists and that are not erased. */
void erase_names_add(struct erase_names *names, const struct policy *policy,
		     const struct record *record);
/* Whether one of them stands in the text: whole words, whole numbers. */
bool erase_names_in(const struct erase_names *names, const char *at,
		    size_t len);
void erase_names_release(struct erase_names *names);

#endif
