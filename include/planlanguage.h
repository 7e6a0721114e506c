/*
 * A plan in another language than English: what of its words it left to their
 * defaults, and so in English. Pure.
 */
#ifndef PLANLANGUAGE_H
#define PLANLANGUAGE_H

#include <stdbool.h>

#include "mem.h"
#include "policy.h"

/* Whether most of the sentences and labels that the plan has of its own hold
 * none of the words that English cannot do without; or its days are called
 * otherwise. */
bool planlanguage_is_other(const struct policy *policy);

/*
 * Append the keys whose words are the English defaults, "words.suggest.update,
 * words.days". False: there are none. It does not ask whether the plan is in
 * another language.
 */
bool planlanguage_english(struct buffer *out, const struct policy *policy);

#endif
