/*
 * A word that somebody names a case by, and whether an id or a detail is what
 * they mean (DESIGN, section 3): blind to case, accents and, in names,
 * apostrophes; muessig is Müßig. Of one id or detail alone; which case of all
 * it is, naming says. Pure.
 */
#ifndef MEANT_H
#define MEANT_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

#define MEANT_ID_MAX 64

/* What the word might be, worked out once. */
struct meant {
	char id[MEANT_ID_MAX];      /* normalised, or "" if it cannot be one */
	struct buffer folded, bare; /* bare: without apostrophes */
	struct buffer spelt;        /* ü as ue, and so on */
	char digits[MEANT_ID_MAX];  /* of a phone number, or "" */
	bool email;
	bool numbered; /* it has a digit */
	bool plain;    /* small letters and digits of ASCII, nothing else */
	bool near;     /* for the caller to set: whoever it may be a slip of is
			  meant, too (meant_may_be_detail) */
};

/* Work out a word; meant_release has to follow. */
void meant_work_out(struct meant *meant, const char *word);
void meant_release(struct meant *meant);

/* Whether it is a whole id, which stands in meant->id. */
bool meant_is_whole(const struct meant *meant);

/* Whether it is a case's id, or the beginning of its last seven characters.
 * id: 14 bytes, which need no NUL behind them. */
bool meant_is_id(const struct meant *meant, const char *id);

/* Whether it is as long as the last seven characters of an id, and no more of
 * one; and whether these then have their check right behind the day of an id,
 * as of a case that is not there. */
bool meant_is_short(const struct meant *meant);
bool meant_fits_day(const struct meant *meant, const char *id);

/* Whether a word of a customer's name, of len bytes, is what was meant by who
 * mistyped it, or is the same (text_guess). */
bool meant_is_near(const struct meant *meant, const char *word, size_t len);

/* Whether it is a value of customer=, email=, phone= (key) by which a case may
 * be named: a whole word of a name, an address, the last digits of a number or
 * the whole of it, with a country's code or without. Of any other key: false.
 */
bool meant_is_detail(const struct meant *meant, const char *key,
		     const char *value);

/* The same of a value of len bytes as a line holds it, escaped. Now and then it
 * is taken for what is meant though it is not; never the other way round. */
bool meant_may_be_detail(const struct meant *meant, const char *key,
			 size_t key_len, const char *value, size_t len);

#endif
