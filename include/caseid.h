/*
 * Case ids (DESIGN, section 3): "261122-7QK4XMQ". The shop's day, six
 * characters of Crockford's base 32, and a check character over GF(32) that
 * catches every single wrong character and every swap of two.
 */
#ifndef CASEID_H
#define CASEID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CASEID_LEN 14
#define CASEID_SHORT_LEN 7 /* the last seven: what people say */
#define CASEID_SIZE (CASEID_LEN + 1)

/* The check character for the first thirteen bytes of an id in canonical
 * form ("261122-7QK4XM" gives 'Q'). */
char caseid_check(const char *id);

/* Whether at[0..len) is an id, in canonical form, with its right check. */
bool caseid_is_valid(const char *at, size_t len);

/* Make an id from a civil day and thirty random or hashed bits. */
void caseid_make(char id[CASEID_SIZE], int year, int month, int day,
		 uint32_t bits);

/* The thirty bits for a row of an outside list: the same source and key give
 * the same bits on every machine (FNV-1a of 64 bits, spread). */
uint32_t caseid_hash(const char *source, const char *key);

/*
 * The canonical form of what somebody typed: upper case, O as 0, I and L as 1.
 * Writes at most size - 1 characters and a NUL. False where another character
 * than those of an id (or a '-') is in it, or it is too long.
 */
bool caseid_normalise(const char *typed, char *out, size_t size);

#endif
