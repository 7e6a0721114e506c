/*
 * Dealings with a customer that were limited because they are unreasonable
 * (the plan's `unreasonable`): `flag unreasonable` once they were told so, a
 * flag named for the measure that was taken then, `flag no-limit` once it is
 * lifted. A case holds its own; all that somebody has count for each of their
 * cases, but for no-more-on-this-matter, for a new matter is heard on its
 * merits. Pure.
 */
#ifndef DEALINGS_H
#define DEALINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "facts.h"
#include "mem.h"

/* Whether a flag (NULL: none) limits dealings: one-named-person, one-channel,
 * set-days, no-more-on-this-matter. */
bool dealings_is_measure(const char *flag);

/* The last event of a case that limits dealings and was not lifted since;
 * CASEFILE_NONE. */
size_t dealings_last(const struct casefile *file);

/* Whether a case bears no-more-on-this-matter: nobody talks to them about it
 * any more. What was promised to them, and what they chose, is owed still. */
bool dealings_is_over(const struct casefile *file);

/* Whether the customer of a case was told that they are unreasonable, there or
 * in another case of theirs. */
bool dealings_is_warned(const struct rules_view *view);

/* Whether somebody may limit dealings (unreasonable.who). */
bool dealings_may(const struct policy *policy, const char *who);
/* Somebody of the staff who may: the first who is here on the day of now, else
 * the first of those who are away; NULL. */
const struct policy_staff *dealings_who_may(const struct rules_view *view);
/* The role that may at least: an index in roles. */
int limits_role(const struct policy *policy);

/*
 * Append which limits are in force for the customer of a case, "one-channel,
 * Eva, Tue 24 Nov: \"By e-mail\"", "; " between several. How many there are.
 */
size_t dealings_say(struct buffer *out, const struct rules_view *view);

#endif
