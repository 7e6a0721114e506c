/*
 * The copy of a case that the customer may have (P63, P69): who they are to us,
 * what they said, what was agreed, offered and chosen, the promises and how
 * they went, what happens next in numbered steps, each with who does it and by
 * when, and all that was said and done. Nothing that stays inside: no event
 * that the vocabulary keeps there, no heat or severity, no view of the
 * customer, no other case. Pure.
 */
#ifndef CUSTOMERCOPY_H
#define CUSTOMERCOPY_H

#include <stdint.h>

#include "casefile.h"
#include "mem.h"
#include "policy.h"

/*
 * Append it: lines of at most 78 columns but for a longer word, which may hold
 * control characters of somebody's words (text_show). Whether the plan lets
 * them have it (privacy.copy-for-customer) is for the caller to ask.
 */
void customercopy_write(struct buffer *out, const struct casefile *file,
			const struct policy *policy, int64_t now);

#endif
