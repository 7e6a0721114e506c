/*
 * Which cases are the same person's, by intake.same-person-by: phone by its
 * digits, e-mail and names folded (person.h). Without any of those details, and
 * once it is erased, a case is nobody's.
 */
#ifndef PEOPLE_H
#define PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casefile.h"
#include "policy.h"

/* A detail of a case, for person.h: context is a struct casefile. */
const char *people_detail(const void *context, const char *key);

/* Whether two cases are the same person's. */
bool people_same(const struct policy *policy, const struct casefile *a,
		 const struct casefile *b);

/* What was worked out of an array of cases, by one plan. Zero-initialise;
 * people_forget when the cases change, and at the end. */
struct people {
	uint32_t *hashes; /* private: by case and rule */
	size_t *persons;  /* private, by case: joined.h */
};
void people_forget(struct people *people);

/* The other cases of the person of one of them, merged ones left out: an array
 * that the caller frees, NULL where *count is 0. */
struct casefile **people_others(struct people *people,
				const struct policy *policy,
				struct casefile *cases, size_t case_count,
				const struct casefile *file, size_t *count);

/* Sort the cases into persons, by the same details but joined on: who gave an
 * e-mail address once and a phone number once is one person. */
void people_find(struct people *people, const struct policy *policy,
		 const struct casefile *cases, size_t count);
/* The number of the person of a case, by its index: that of the first of their
 * cases. people_find must have been called. */
size_t people_person(const struct people *people, size_t index);

#endif
