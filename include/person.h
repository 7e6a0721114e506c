/*
 * The details by which two cases are the same person's (intake.same-person-by):
 * in the form in which two of the same person's are equal. Pure.
 */
#ifndef PERSON_H
#define PERSON_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

/* A key of a rule has fewer bytes; a longer one is not known of any case. */
#define PERSON_KEY_SIZE 32

/* The value of a key, NULL where it is not known. */
typedef const char *person_get(const void *context, const char *key);

/* Numbers are the same with and without a country's code: by the last nine. */
#define PERSON_PHONE_DIGITS 9
#define PERSON_PHONE_LEAST 6 /* fewer are no number */

/* What the values of a key are. */
enum person_kind { PERSON_WORDS, PERSON_PHONE, PERSON_EMAIL };
enum person_kind person_kind(const char *key);

/* The last digits of a phone number, first to last; how many there are. */
size_t person_phone(char digits[PERSON_PHONE_DIGITS], const char *value,
		    size_t len);

/* Whether a number ends in digits that it was asked for by: of a whole one,
 * with a country's code or without, in the last nine. */
bool person_phone_ends(const char *value, const char *asked);

/* Whether such digits are a number that somebody can be known by: what is typed
 * where there is none, as 0000 is, would make one person of strangers. */
bool person_is_number(const char *digits, size_t len);
/* Whether two are the same number, however they are written. */
bool person_same_phone(const char *a, const char *b);
/* Whether an e-mail address is one: something on both sides of an @, not n/a. A
 * value as a line holds it, escaped, will do. */
bool person_is_address(const char *value, size_t len);

/* Append a value: a phone number's last nine digits, all else without case and
 * accents. Nothing of a phone number or an e-mail address that is none. */
void person_detail(struct buffer *out, const char *key, const char *value,
		   size_t len);

/*
 * Append the details of a rule, "phone" or "customer+postcode", each ended by a
 * tab. False, and nothing appended, where one is missing or says nothing.
 */
bool person_details(struct buffer *out, const char *rule, person_get *get,
		    const void *context);

/* The next key of a rule: *rule moves behind it. False at the end. A key that
 * is too long is "". */
bool person_next_key(const char **rule, char key[PERSON_KEY_SIZE]);

#endif
