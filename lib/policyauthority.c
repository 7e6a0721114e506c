#include "policyread.h"

#include <string.h>
#include <strings.h>

/* authority: who may grant how much. */

#define AUTHORITY(member) offsetof(struct policy_authority, member)

static const struct policykey a_customer_keys[] = {
	{"total", policyread_take_limit, AUTHORITY(gesture_a_customer), NULL,
	 true},
	{"window", policyread_take_calendar, AUTHORITY(a_customer_window), NULL,
	 true},
};

static const struct policykeys a_customer_mapping = {
	"gesture-a-customer",
	POLICYREAD_KEYS(a_customer_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static const struct policykey limit_keys[] = {
	{"fix", policyread_take_limit, AUTHORITY(fix), NULL, false},
	{"gesture", policyread_take_limit, AUTHORITY(gesture), NULL, false},
	{"gesture-a-day", policyread_take_limit, AUTHORITY(gesture_a_day), NULL,
	 false},
	{"gesture-a-customer", policyread_take_mapping, 0, &a_customer_mapping,
	 false},
};

static const struct policykeys limits_mapping = {
	"a role's authority",
	POLICYREAD_KEYS(limit_keys),
	AUTHORITY(line),
	POLICYREF_NONE,
	NULL,
};

static void
take_limits(struct policyread *read, const struct yamltree_node *value,
	    int index, void *base)
{
	struct policy *policy = base;

	policyread_mapping(read, value, &limits_mapping,
			   &policy->authority.roles[index]);
}

static const struct policyeither next_rung = {"ask-next-rung", "refuse"};
static const struct policyeither use_deputy = {"deputy", "nobody"};
static const struct policyeither grant_half = {"grant-up-to-half", "wait"};

#define PLAN(member) offsetof(struct policy, authority.member)

static const struct policykey no_answer_keys[] = {
	{"use", policyread_take_either, PLAN(no_answer_use_deputy), &use_deputy,
	 false},
	{"then", policyread_take_either, PLAN(no_answer_grant_half),
	 &grant_half, false},
};

static const struct policykeys no_answer_mapping = {
	"no-answer",
	POLICYREAD_KEYS(no_answer_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static const struct policykey authority_keys[] = {
	{"own-case", policyread_take_yes, PLAN(own_case), NULL, false},
	{"over-limit", policyread_take_either, PLAN(over_limit_ask_next_rung),
	 &next_rung, false},
	{"answer-asked-within", policyread_take_duration,
	 PLAN(answer_asked_within), NULL, false},
	{"no-answer", policyread_take_mapping, 0, &no_answer_mapping, false},
};

static const struct policykeys authority_mapping = {
	"authority", POLICYREAD_KEYS(authority_keys),
	PLAN(line),  POLICYREF_ROLE,
	take_limits,
};

static const struct yamltree_node *
role_node(const struct yamltree_node *authority, const char *role)
{
	for (const struct yamltree_node *child = authority->first;
	     child != NULL; child = child->next)
		if (role != NULL && strcasecmp(child->key, role) == 0 &&
		    child->kind == YAMLTREE_MAP)
			return child;
	return NULL;
}

static const struct {
	const char *key;
	size_t offset;
} limits[] = {
	{"fix", AUTHORITY(fix)},
	{"gesture", AUTHORITY(gesture)},
	{"gesture-a-day", AUTHORITY(gesture_a_day)},
	{"gesture-a-customer", AUTHORITY(gesture_a_customer)},
};

/* No limit is the highest: a role that the plan leaves out has none. */
static void
refuse_falling(struct policyread *read, const struct yamltree_node *value)
{
	const struct policy *policy = read->policy;

	for (size_t i = 1; i < policy->role_count; i++) {
		const char *lower = policy->roles[i - 1].id;
		const struct yamltree_node *mine =
			role_node(value, policy->roles[i].id);
		for (size_t j = 0; mine != NULL && lower != NULL && j < 4;
		     j++) {
			const char *below =
				(const char *)&policy->authority.roles[i - 1];
			const char *own =
				(const char *)&policy->authority.roles[i];
			const struct yamltree_node *limit =
				yamltree_child(mine, limits[j].key);
			if (limit != NULL &&
			    *(const int64_t *)(const void *)(own +
							     limits[j].offset) <
				    *(const int64_t
					      *)(const void *)(below +
							       limits[j]
								       .offset))
				policyread_fault(read, limit,
						 "'%s' of '%s' is less than "
						 "'%s' has, a lower role",
						 limits[j].key,
						 policy->roles[i].id, lower);
		}
	}
}

void
policyread_take_authority(struct policyread *read,
			  const struct yamltree_node *value,
			  const struct policykey *key, void *into)
{
	(void)key;
	policyread_mapping(read, value, &authority_mapping, into);
	if (value->kind == YAMLTREE_MAP && value->line != 0)
		refuse_falling(read, value);
}
