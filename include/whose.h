/*
 * Whose a duty is, where it is not the owner's of the case: the person of a
 * rung or a role. Pure. Everybody is called by id; a result is the plan's, or
 * the case's.
 */
#ifndef WHOSE_H
#define WHOSE_H

#include <stdbool.h>
#include <stdint.h>

#include "casefile.h"
#include "policy.h"

/* Whether somebody is away on a day of the shop. */
bool whose_is_away(const struct policy_staff *staff, int64_t day);

/* The first of the staff, in the plan's order, who fits and is here on a day,
 * else the first who fits and is away; NULL. */
typedef bool whose_fits(const void *context, const struct policy_staff *one);
const struct policy_staff *whose_first(const struct policy *policy, int64_t day,
				       whose_fits *fits, const void *context);

/*
 * Whether somebody (NULL: nobody) does not decide on a case, as it is about
 * themselves (P26). A plan may allow it (authority.own-case), and the category
 * of the case say so all the same.
 */
bool whose_is_own(const struct policy *policy, const struct casefile *file,
		  const char *who);

/* Whether whom a complaint is about is to be known, for a category (NULL: none)
 * that is not handled by them, in a plan with staff. */
bool whose_is_to_be_asked(const struct policy *policy, const char *category);

/*
 * Who is there for a role on a day of the shop: the first member of staff that
 * has it and is not away; where all are away, the first one's deputy, and the
 * first one where that deputy is away too. NULL where nobody has it.
 */
const char *whose_role(const struct policy *policy, int role, int64_t day);

/* The same for the id of a role, or of a member of staff, who may be away as
 * well; the name itself where nobody bears it. NULL of NULL. */
const char *whose_called(const struct policy *policy, const char *name,
			 int64_t day);

/* Who had a case when an event of it happened; NULL: nobody. */
const char *whose_was(const struct casefile *file, size_t event);

/*
 * The person of a rung on a day, for a case that `owner`, which may be NULL,
 * has or had; `owner` where the rung has nobody. Where the plan says
 * never-same-person that is another one of the rung, or of one above, who is
 * there; else another one of the rung who is away, before it is `owner` again.
 * Whom the case is about it is not (whose_is_own), be it as a deputy: but
 * another one so, then whoever of a rung above is away, then the nearest one
 * below.
 */
const char *whose_rung(const struct policy *policy, const struct casefile *file,
		       int rung, const char *owner, int64_t day);

/*
 * Who decides on a case instead of whoever it is about: whoever has it; where
 * that is nobody else, the person of the category's min-rung, or of the rung
 * above theirs, or of one above that, and where there is none the nearest one
 * below. NULL where there is nobody, or it is about nobody of the staff.
 */
const char *whose_instead(const struct policy *policy,
			  const struct casefile *file, int64_t day);

/* Whose the apology for a broken promise is: promises.broken's to-rung, or its
 * twice where it happened again. */
const char *whose_broken(const struct policy *policy,
			 const struct casefile *file, bool again, int64_t day);

#endif
