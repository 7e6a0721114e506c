/*
 * Money: exact decimal, as a whole number of minor units (cents) in an
 * int64_t, never negative; and the number of minor digits of a currency.
 */
#ifndef MONEY_H
#define MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "fail.h"
#include "mem.h"

/* No amount given. */
#define MONEY_NONE INT64_C(-1)
/* No limit. */
#define MONEY_UNLIMITED INT64_MAX
/* The largest amount: nine digits before the point with three minor ones. */
#define MONEY_MAX INT64_C(999999999999)

/*
 * How many minor digits a currency has (ISO 4217): 0 to 3; 2 for any that is
 * not in the table of exceptions. code is three capital letters.
 */
int money_digits(const char *code);

/* Whether a code is a currency in use by ISO 4217, or was until lately. guess,
 * where it is none, is the one that it is nearly, or NULL. */
bool money_is_currency(const char *code, const char **guess);

/*
 * Read an amount as a person types it: digits, and a point with at most
 * `digits` decimals. No sign, no comma, no blanks. Zero is an amount.
 */
bool money_parse(const char *text, int digits, int64_t *amount,
		 struct fail *why);

/*
 * The same where the shop writes its decimals behind `mark` ('.' or ','): with
 * a comma "18,50" is taken as well as "18.50", but never both in one.
 */
bool money_parse_marked(const char *text, int digits, char mark,
			int64_t *amount, struct fail *why);

/*
 * Read an amount as a record holds it: no leading zeros, and every minor
 * digit written. With digits below 0 any number of decimals up to 3 is taken
 * as it stands and *found says how many there were (found may be NULL).
 */
bool money_parse_exact(const char *text, int digits, int64_t *amount,
		       int *found, struct fail *why);

/* Append "12.50". amount is not MONEY_NONE. */
void money_format(struct buffer *out, int64_t amount, int digits);

/* The same behind `mark` ('.' or ','), for a person to read: "12,50". */
void money_show(struct buffer *out, int64_t amount, int digits, char mark);

/* Append it for a person to read: thousands apart, decimals behind `mark` ('.'
 * or ','): "1,204.00", or "1.204,00". */
void money_say(struct buffer *out, int64_t amount, int digits, char mark);

/* amount * percent / 100, rounded half up. percent is 0 to 1000. */
int64_t money_percent(int64_t amount, int percent);

#endif
