#include "whose.h"

#include <string.h>

#include "text.h"

bool
whose_is_away(const struct policy_staff *staff, int64_t day)
{
	for (size_t i = 0; i < staff->away_count; i++) {
		if (day >= staff->away[i].first && day <= staff->away[i].last)
			return true;
	}
	return false;
}

const struct policy_staff *
whose_first(const struct policy *policy, int64_t day, whose_fits *fits,
	    const void *context)
{
	const struct policy_staff *away = NULL;

	for (size_t i = 0; i < policy->staff_count; i++) {
		const struct policy_staff *one = &policy->staff[i];

		if (!fits(context, one))
			continue;
		if (!whose_is_away(one, day))
			return one;
		if (!away)
			away = one;
	}
	return away;
}

/* Whether a category has nobody handle a complaint about themselves. */
static bool
is_never_own(const struct policy *policy, const char *category)
{
	int at = category ? policy_category(policy, category) : POLICY_NONE;

	return at != POLICY_NONE &&
	       policy->categories[at].not_handled_by_person_named;
}

bool
whose_is_to_be_asked(const struct policy *policy, const char *category)
{
	return policy->staff_count > 0 && is_never_own(policy, category);
}

bool
whose_is_own(const struct policy *policy, const struct casefile *file,
	     const char *who)
{
	const char *about = casefile_detail(file, "about");

	return about && who &&
	       (text_same(about, who) ||
		text_same(about, policy_staff_name(policy, who))) &&
	       (!policy->authority.own_case ||
		is_never_own(policy, file->category));
}

/* A member of staff, or the deputy while they are away; themselves again where
 * that one is away as well, for then it waits for them. */
static const char *
or_deputy(const struct policy *policy, int staff, int64_t day)
{
	int deputy = policy->staff[staff].deputy;

	if (whose_is_away(&policy->staff[staff], day) &&
	    deputy != POLICY_NONE &&
	    !whose_is_away(&policy->staff[deputy], day))
		staff = deputy;
	return policy->staff[staff].id;
}

const char *
whose_role(const struct policy *policy, int role, int64_t day)
{
	int first = POLICY_NONE;

	for (int i = 0; i < (int)policy->staff_count; i++) {
		if (policy->staff[i].role != role)
			continue;
		if (!whose_is_away(&policy->staff[i], day))
			return policy->staff[i].id;
		if (first == POLICY_NONE)
			first = i;
	}
	return first == POLICY_NONE ? NULL : or_deputy(policy, first, day);
}

const char *
whose_called(const struct policy *policy, const char *name, int64_t day)
{
	int role = name ? policy_role(policy, name) : POLICY_NONE;
	int staff = name ? policy_staff(policy, name) : POLICY_NONE;
	const char *who = NULL;

	if (role != POLICY_NONE)
		who = whose_role(policy, role, day);
	else if (staff != POLICY_NONE)
		who = or_deputy(policy, staff, day);
	return who ? who : name;
}

const char *
whose_was(const struct casefile *file, size_t event)
{
	const char *who = NULL;

	for (size_t i = 0; i < event && i < file->event_count; i++) {
		const struct casefile_event *one = &file->events[i];

		if (one->verb == VERB_ASSIGN)
			who = one->record->what;
		else if (one->verb != VERB_OPEN && !who &&
			 !casefile_is_of(file, one->record->who))
			who = one->record->who;
	}
	return who;
}

/* Somebody of a rung, or of one above it, who is not `owner`, which may be
 * NULL, and whom the case is not about: one who is there before one of the rung
 * itself who is away; NULL. */
static const char *
somebody_else(const struct policy *policy, const struct casefile *file,
	      int rung, const char *owner, int64_t day)
{
	const char *away = NULL;

	for (int up = rung; up < (int)policy->rung_count; up++) {
		if (policy->rungs[up].external)
			break;
		for (size_t i = 0; i < policy->staff_count; i++) {
			const struct policy_staff *one = &policy->staff[i];

			if (one->role != policy->rungs[up].role ||
			    (owner && policy_same_staff(one->id, owner)) ||
			    whose_is_own(policy, file, one->id))
				continue;
			if (!whose_is_away(one, day))
				return one->id;
			if (!away && up == rung)
				away = one->id;
		}
	}
	return away;
}

/* The same, and then whoever of a rung above it is away, before it is the
 * nearest one below; NULL. */
static const char *
nearest_else(const struct policy *policy, const struct casefile *file, int rung,
	     const char *owner, int64_t day)
{
	const char *who = NULL;

	for (int up = rung; !who && up < (int)policy->rung_count; up++)
		who = somebody_else(policy, file, up, owner, day);
	for (int down = rung - 1; !who && down >= 0; down--)
		who = somebody_else(policy, file, down, owner, day);
	return who;
}

const char *
whose_rung(const struct policy *policy, const struct casefile *file, int rung,
	   const char *owner, int64_t day)
{
	const char *who = NULL;

	if (rung != POLICY_NONE && !policy->rungs[rung].external)
		who = whose_role(policy, policy->rungs[rung].role, day);
	if (whose_is_own(policy, file, who))
		who = nearest_else(policy, file, rung, NULL, day);
	if (who && owner && policy->never_same_person &&
	    policy_same_staff(who, owner))
		who = somebody_else(policy, file, rung, owner, day);
	return who ? who : owner;
}

/* The lowest rung of somebody's role; the lowest of all for nobody. */
static int
rung_of(const struct policy *policy, const char *who)
{
	int role = who ? policy_role_of(policy, who) : 0;

	for (size_t i = 0; i < policy->rung_count; i++) {
		if (!policy->rungs[i].external && policy->rungs[i].role >= role)
			return (int)i;
	}
	return policy->rung_count > 0 ? 0 : POLICY_NONE;
}

const char *
whose_instead(const struct policy *policy, const struct casefile *file,
	      int64_t day)
{
	const char *about = casefile_detail(file, "about");
	int staff = about ? policy_staff_called(policy, about) : POLICY_NONE;
	int category = file->category ? policy_category(policy, file->category)
				      : POLICY_NONE;
	int rung = category == POLICY_NONE
			   ? POLICY_NONE
			   : policy->categories[category].min_rung;

	if (staff == POLICY_NONE)
		return NULL;
	about = policy->staff[staff].id;
	if (file->owner && !policy_same_staff(file->owner, about))
		return file->owner;
	if (rung == POLICY_NONE)
		rung = rung_of(policy, about) + 1;
	return nearest_else(policy, file, rung, about, day);
}

const char *
whose_broken(const struct policy *policy, const struct casefile *file,
	     bool again, int64_t day)
{
	int rung = policy->promises.broken_rung;

	if (again && policy->promises.broken_twice_rung != POLICY_NONE)
		return whose_rung(policy, file,
				  policy->promises.broken_twice_rung,
				  file->owner, day);
	if (rung == POLICY_NONE) {
		if (policy->promises.broken_up == 0)
			return file->owner;
		rung = rung_of(policy, file->owner);
		for (int up = policy->promises.broken_up;
		     rung != POLICY_NONE && up > 0 &&
		     rung + 1 < (int)policy->rung_count &&
		     !policy->rungs[rung + 1].external;
		     up--)
			rung++;
	}
	return whose_rung(policy, file, rung, file->owner, day);
}
