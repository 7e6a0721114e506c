/*
 * What a reply that everybody can read may not show (P13, P62,
 * reviews.never-show): things that are known by their form (phone numbers,
 * e-mail addresses, numbers of orders, sums of money, addresses, postcodes),
 * words about health, names of staff, and, with a case, what is written in
 * it. Lines that begin with `>` are passed over; so is what stands in the
 * plan's own sentences, as the shop's phone number does in its sign-off.
 *
 * Pure: a text, a plan and a book in, findings out.
 */
#ifndef EXPOSED_H
#define EXPOSED_H

#include <stddef.h>

#include "casebook.h"
#include "casefile.h"
#include "policy.h"
#include "words.h"

/*
 * Append what text[0..len) shows to findings, of the kind WORDS_SHOWN, in no
 * order: words_place puts all in order. file and book may be NULL: then only
 * what is known without a case. other-customers, where it is listed, are those
 * of the book with a name of two words or more. Their strings are borrowed
 * from the arena.
 */
void exposed_check(const struct policy *policy, const struct casefile *file,
		   const struct casebook *book, const char *text, size_t len,
		   struct arena *arena, struct words_findings *findings);

#endif
