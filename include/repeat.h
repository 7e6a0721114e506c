/*
 * The same person again: intake.repeat, which can only be seen across cases.
 */
#ifndef REPEAT_H
#define REPEAT_H

#include <stdbool.h>
#include <stdint.h>

#include "casebook.h"
#include "casefile.h"
#include "policy.h"

/*
 * Fill in `repeats` and `same_again` of every case: the earlier cases of the
 * same person that were opened within intake.repeat.window before it. Nothing
 * is looked at for a plan without that (policy may be NULL). Linear in the
 * number of cases, as long as nobody has very many. Until the next
 * casebook_add.
 */
void repeat_mark(struct casebook *book, const struct policy *policy);

/* Whether the plan asks for it, and so for the cases of the same persons. */
bool repeat_is_asked(const struct policy *policy);

/* The instant since when the same person's other cases count for one, by a plan
 * that asks for it; INT64_MAX where none does. */
int64_t repeat_since(const struct policy *policy, const struct casefile *file);

/* What the plan has a case's repeat bring with it; NULL where it is none. */
const struct policy_raise *repeat_raise(const struct policy *policy,
					const struct casefile *file);

#endif
