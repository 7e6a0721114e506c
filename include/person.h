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

/* Whether the values of a key are phone numbers. */
bool person_is_phone(const char *key);

/* The last digits of a phone number, first to last; how many there are. */
size_t person_phone(char digits[PERSON_PHONE_DIGITS], const char *value,
		    size_t len);

/* Append a value: a phone number's last nine digits, all else without case and
 * accents. */
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
