#include "policyread.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

/* The plan as a whole: its sections, and what holds between them. */

#define READ_SIZE ((size_t)32 * 1024)
#define PLAN_MEMORY ((size_t)320 * 1024) /* of a whole one, parsed */

static void
take_format(struct policyread *read, const struct yamltree_node *value,
	    const struct policykey *key, void *into)
{
	(void)key;
	(void)into;
	if (policyread_is_words(read, value) && strcmp(value->text, "1") != 0)
		policyread_fault(
			read, value,
			"'%s' is not a format that this version knows; "
			"it knows 1",
			policyread_quote(read, value->text));
}

/* gates */

static const struct policychoice gates[] = {
	{"ask", POLICY_ASK},
	{"refuse", POLICY_REFUSE},
	{"remind", POLICY_REMIND},
	{NULL, 0},
};
static const struct policylisted rules_list = {.kind = POLICYREF_RULE};

#define GATES(member) offsetof(struct policy, gates.member)

static const struct policykey gates_keys[] = {
	{"usual", policyread_take_choice, GATES(usual), gates, false},
	{"ask", policyread_take_list, GATES(ask), &rules_list, false},
	{"refuse", policyread_take_list, GATES(refuse), &rules_list, false},
	{"remind", policyread_take_list, GATES(remind), &rules_list, false},
};

static const struct policykeys gates_mapping = {
	"gates", POLICYREAD_KEYS(gates_keys), GATES(line), POLICYREF_NONE, NULL,
};

/* A rule is held one way. */
static void
refuse_two_ways(struct policyread *read, const struct yamltree_node *gates_node,
		const char *name, const struct policy_list *earlier,
		const char *earlier_name)
{
	const struct yamltree_node *list = yamltree_child(gates_node, name);

	for (const struct yamltree_node *item = list != NULL ? list->first
							     : NULL;
	     item != NULL; item = item->next)
		if (item->kind == YAMLTREE_WORDS &&
		    policy_list_has(earlier, item->text))
			policyread_fault(read, item,
					 "'%s' is under '%s' already",
					 item->text, earlier_name);
}

static void
take_gates(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	const struct policy *policy = read->policy;

	(void)key;
	policyread_mapping(read, value, &gates_mapping, into);
	if (value->kind != YAMLTREE_MAP)
		return;
	refuse_two_ways(read, value, "refuse", &policy->gates.ask, "ask");
	refuse_two_ways(read, value, "remind", &policy->gates.ask, "ask");
	refuse_two_ways(read, value, "remind", &policy->gates.refuse, "refuse");
}

/* A role can be looked up once roles are read. */
static void
take_authority(struct policyread *read, const struct yamltree_node *value,
	       const struct policykey *key, void *into)
{
	struct policy *policy = into;
	size_t count = policy->role_count;

	policy->authority.roles = arena_get(
		read->arena, (count + 1) * sizeof(*policy->authority.roles));
	for (size_t i = 0; i < count; i++)
		policy->authority.roles[i] = (struct policy_authority){
			.fix = MONEY_UNLIMITED,
			.gesture = MONEY_UNLIMITED,
			.gesture_a_day = MONEY_UNLIMITED,
			.gesture_a_customer = MONEY_UNLIMITED,
		};
	policyread_take_authority(read, value, key, into);
}

/*
 * Read in this order, whatever the file's: money needs the currency, hours
 * the zone; keys that are names (of roles, severities, rungs) need those. All
 * other names are looked up at the end.
 */
static const struct policykey plan_keys[] = {
	{"policy", take_format, 0, NULL, true},
	{"shop", policyread_take_mapping, 0, &policyread_shop_keys, true},
	{"version", policyread_take_words, offsetof(struct policy, version),
	 NULL, false},
	{"reviewed", policyread_take_date, offsetof(struct policy, reviewed),
	 NULL, false},
	{"review-every", policyread_take_calendar,
	 offsetof(struct policy, review_every), NULL, false},
	{"gates", take_gates, 0, NULL, false},
	{"roles", policyread_take_roles, 0, NULL, false},
	{"staff", policyread_take_staff, 0, NULL, false},
	{"hours", policyread_take_hours, 0, NULL, false},
	{"time", policyread_take_mapping, 0, &policyread_time_keys, false},
	{"severity", policyread_take_mapping, 0, &policyread_severity_keys,
	 false},
	{"escalation", policyread_take_escalation, 0, NULL, false},
	{"heat", policyread_take_mapping, 0, &policyread_heat_keys, false},
	{"intake", policyread_take_mapping, 0, &policyread_intake_keys, false},
	{"remedies", policyread_take_remedies, 0, NULL, false},
	{"categories", policyread_take_categories, 0, NULL, false},
	{"authority", take_authority, 0, NULL, false},
	{"deadlines", policyread_take_deadlines, 0, NULL, false},
	{"promises", policyread_take_mapping, 0, &policyread_promises_keys,
	 false},
	{"follow-up", policyread_take_follow_up, 0, NULL, false},
	{"feedback", policyread_take_mapping, 0, &policyread_feedback_keys,
	 false},
	{"closing", policyread_take_mapping, 0, &policyread_closing_keys,
	 false},
	{"prevention", policyread_take_mapping, 0, &policyread_prevention_keys,
	 false},
	{"words", policyread_take_mapping, 0, &policyread_words_keys, false},
	{"reviews", policyread_take_mapping, 0, &policyread_reviews_keys,
	 false},
	{"unreasonable", policyread_take_mapping, 0,
	 &policyread_unreasonable_keys, false},
	{"privacy", policyread_take_mapping, 0, &policyread_privacy_keys,
	 false},
	{"reports", policyread_take_mapping, 0, &policyread_reports_keys,
	 false},
};

static const struct policykeys plan_mapping = {
	"a plan",
	POLICYREAD_KEYS(plan_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* What is not zero where nothing is said. */
static struct policy *
policy_new(const char *name)
{
	struct policy *policy = mem_zero(1, sizeof(*policy));
	const char *slash = strrchr(name, '/');

	arena_prepare(&policy->arena, PLAN_MEMORY);
	if (slash != NULL)
		name = slash + 1;
	policy->file = arena_copy(&policy->arena, name, strlen(name));
	policy->version = "";
	policy->reviewed = INT64_MIN;
	policy->shop.digits = 2;
	policy->shop.decimal_mark = '.';
	policy->intake.second_case.to_rung = POLICY_NONE;
	policy->intake.same_cause_again.to_rung = POLICY_NONE;
	policy->intake.believe_up_to = MONEY_NONE;
	policy->heat.abusive.to_rung = POLICY_NONE;
	policy->rules.second_failure_min_rung = POLICY_NONE;
	policy->promises.broken_rung = POLICY_NONE;
	policy->promises.broken_twice_rung = POLICY_NONE;
	policy->reviews.reply_by = POLICY_NONE;
	policy->unreasonable.who = POLICY_NONE;
	return policy;
}

/* Where the plan has no categories: one, with all that can be done. */
static void
default_category(struct policyread *read)
{
	struct policy *policy = read->policy;
	struct policy_category *other = arena_get(read->arena, sizeof(*other));
	size_t count = policy->remedy_count;
	int *lists = arena_get(read->arena, (3 * count + 1) * sizeof(*lists));

	*other = (struct policy_category){
		.id = "other",
		.label = "Something else",
		.severity = policy->severity.usual,
		.min_rung = POLICY_NONE,
		.fixes = lists,
		.gestures = lists + count,
		.entitlements = lists + 2 * count,
	};
	for (size_t i = 0; i < count; i++)
		switch (policy->remedies[i].kind) {
		case REMEDY_FIX:
			other->fixes[other->fix_count++] = (int)i;
			break;
		case REMEDY_GESTURE:
			other->gestures[other->gesture_count++] = (int)i;
			break;
		case REMEDY_ENTITLEMENT:
			other->entitlements[other->entitlement_count++] =
				(int)i;
			break;
		}
	policy->categories = other;
	policy->category_count = 1;
}

/* The steps of after-care that categories and remedies bring with them:
 * `recheck`, and `ends-ID` for what was lent until the fix is done. */
static void
add_steps(struct policyread *read)
{
	struct policy *policy = read->policy;
	size_t room = policy->step_count + policy->category_count +
		      policy->remedy_count;
	struct policy_step *steps =
		arena_get(read->arena, (room + 1) * sizeof(*steps));
	size_t count = policy->step_count;

	if (count > 0)
		memcpy(steps, policy->steps, count * sizeof(*steps));
	for (size_t i = 0; i < policy->category_count; i++) {
		const struct policy_category *category = &policy->categories[i];
		const char **only;

		if (category->recheck.unit == DURATION_NONE ||
		    category->id == NULL)
			continue;
		only = arena_get(read->arena, sizeof(*only));
		*only = category->id;
		steps[count++] = (struct policy_step){
			.id = "recheck",
			.after = category->recheck,
			.todo = "look at it again: does it still hold?",
			.only = {only, 1, category->line},
			.line = category->line,
		};
	}
	for (size_t i = 0; i < policy->remedy_count; i++) {
		const struct policy_remedy *remedy = &policy->remedies[i];

		if (!remedy->lasts_until_fix_done || remedy->id == NULL ||
		    remedy->label == NULL)
			continue;
		steps[count++] = (struct policy_step){
			.id = arena_format(read->arena, "ends-%s", remedy->id),
			.after = {DURATION_OPEN_DAYS, 1},
			.todo = arena_format(read->arena,
					     "the fix is done, so end it: %s",
					     remedy->label),
			.ends = remedy->id,
			.line = remedy->line,
		};
	}
	policy->steps = steps;
	policy->step_count = count;
}

static void
add_what_depends(struct policyread *read)
{
	struct policy *policy = read->policy;

	if (policy->category_count == 0)
		default_category(read);
	add_steps(read);
	if (policy->prevention.again_owner == NULL && policy->role_count > 0)
		policy->prevention.again_owner =
			policy->roles[policy->role_count - 1].id;
}

/*
 * Another file, given by mistake: a journal, a list of customers. Of what is in
 * it nothing is said.
 */
static bool
is_no_plan(const struct yamltree_node *root)
{
	return root->kind == YAMLTREE_MAP && !yamltree_child(root, "policy") &&
	       !yamltree_child(root, "shop");
}

static void
read_plan(struct policyread *read, struct yamltree_node *root)
{
	if (is_no_plan(root)) {
		faults_release(read->faults);
		faults_add(read->faults, root->line, root->column,
			   "neither 'policy' nor 'shop' is in it: is this a "
			   "plan?");
		return;
	}
	if (root->kind == YAMLTREE_MAP)
		policyread_fill(read, root);
	policyread_mapping(read, root, &plan_mapping, read->policy);
	add_what_depends(read);
	policyref_resolve(read);
	policyread_check_words(read);
}

static void
read_release(struct policyread *read)
{
	for (size_t i = 0; i < POLICYREF_COUNT; i++) {
		free(read->names[i].at);
		free(read->names[i].index);
	}
	free(read->refs);
	free(read->said);
	buffer_release(&read->path);
}

bool
policy_parse(const char *at, size_t len, const char *name,
	     struct policy **policy, struct faults *faults)
{
	struct policy *plan = policy_new(name);
	struct policyread read = {
		.policy = plan, .arena = &plan->arena, .faults = faults};
	size_t before = faults->count;
	struct yamltree tree;

	*policy = NULL;
	yamltree_read(read.arena, at, len, &tree, faults);
	if (tree.root != NULL)
		read_plan(&read, tree.root);
	read_release(&read);
	if (faults->count != before) {
		faults_sort(faults);
		policy_free(plan);
		return false;
	}
	*policy = plan;
	return true;
}

/* One byte more than a plan may have says that it is too large. */
static bool
read_file(const char *path, struct buffer *text, struct fail *why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t got = fd < 0 ? -1 : 1;

	while (got > 0 && text->len <= YAMLTREE_SIZE) {
		buffer_reserve(text, READ_SIZE);
		do
			got = read(fd, text->at + text->len, READ_SIZE);
		while (got < 0 && errno == EINTR);
		text->len += got > 0 ? (size_t)got : 0;
	}
	if (got < 0)
		fail_errno(why, errno, "%s", path);
	buffer_cut(text, text->len);
	if (fd >= 0)
		close(fd);
	return got >= 0;
}

bool
policy_load(const char *path, struct policy **policy, struct faults *faults,
	    struct fail *why)
{
	struct buffer text = {0};
	bool loaded = false;

	*policy = NULL;
	if (read_file(path, &text, why)) {
		loaded = policy_parse(buffer_string(&text), text.len, path,
				      policy, faults);
		if (!loaded)
			fail_set(why, FAIL_INPUT, "%s:%zu:%zu: %s", path,
				 faults->at[0].line, faults->at[0].column,
				 faults->at[0].text);
	}
	buffer_release(&text);
	return loaded;
}
