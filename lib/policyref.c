#include "policyread.h"

#include <string.h>
#include <strings.h>

#include "event.h"
#include "text.h"

/* As many names as a message still reads well with. */
#define FEW 7

/* The sentences of words.suggest: those that reply-draft fills in. */
static const char *const sentences[] = {
	"acknowledge", "restate", "empathise", "own",      "steer-back",
	"promise",     "decline", "done",      "changed",  "options",
	"update",      "apology", "feedback",  "outside",  "thank-you",
	"plan",        "step",    "moved-up",  "greeting", NULL,
};

static const char *const weekdays[] = {
	"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL,
};

/* What a complaint may hold (DESIGN, section 6, open). */
static const char *const fields[] = {
	"customer", "phone",    "email",    "address",  "postcode", "channel",
	"heat",     "severity", "value",    "delivery", "item",     "order",
	"bought",   "about",    "happened", "expected", "effect",   "wants",
	"wish",     "shop",     "earlier",  "text",     NULL,
};

static const struct {
	const char *what;
	const char *whats; /* several; NULL if too many to list */
} kinds[POLICYREF_COUNT] = {
	[POLICYREF_ROLE] = {"a role", "roles"},
	[POLICYREF_STAFF] = {"a member of staff", NULL},
	[POLICYREF_ROLE_OR_STAFF] = {"a role or a member of staff", NULL},
	[POLICYREF_RUNG] = {"a rung", "rungs"},
	[POLICYREF_OWN_RUNG] = {"a rung", "rungs"},
	[POLICYREF_CATEGORY] = {"a category", "categories"},
	[POLICYREF_FIX] = {"a fix", "fixes"},
	[POLICYREF_GESTURE] = {"a gesture", "gestures"},
	[POLICYREF_ENTITLEMENT] = {"an entitlement", "entitlements"},
	[POLICYREF_REMEDY] = {"a remedy", "remedies"},
	[POLICYREF_SEVERITY] = {"a severity", "severities"},
	[POLICYREF_STEP] = {"a step of follow-up", "steps"},
	[POLICYREF_RULE] = {"a rule", NULL},
	[POLICYREF_CHANNEL] = {"a channel", "channels"},
	[POLICYREF_WAY] = {"a way to reach somebody", NULL},
	[POLICYREF_TRIGGER] = {"a trigger", NULL},
	[POLICYREF_FLAG] = {"a flag", NULL},
	[POLICYREF_CONDITION] = {"a category, outcome, severity, heat or flag",
				 NULL},
	[POLICYREF_CAUSE] = {"a cause", NULL},
	[POLICYREF_OUTCOME] = {"an outcome", "outcomes"},
	[POLICYREF_CLOCK] = {"a clock", NULL},
	[POLICYREF_SENTENCE] = {"a sentence of words.suggest", NULL},
	[POLICYREF_WEEKDAY] = {"a weekday", NULL},
	[POLICYREF_PERMISSION] = {"a permission", NULL},
	[POLICYREF_FIELD] = {"a field of a complaint", NULL},
};

static void
add_name(struct policynames *names, const char *name, int index)
{
	size_t room = names->room;

	if (name == NULL)
		return;
	names->at = mem_grow(names->at, names->count, &names->room,
			     sizeof(*names->at));
	names->index = mem_grow(names->index, names->count, &room,
				sizeof(*names->index));
	names->at[names->count] = name;
	names->index[names->count++] = index;
}

static void
add_words(struct policynames *names, const char *const *words)
{
	for (int i = 0; words[i] != NULL; i++)
		add_name(names, words[i], i);
}

static void
add_list(struct policynames *names, const struct policy_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		add_name(names, list->at[i], (int)i);
}

static void
add_flags(struct policyread *read, struct policynames *names)
{
	const char *words = event_kind(VERB_FLAG)->words;

	for (int i = 0; *words != '\0'; i++) {
		size_t len = strcspn(words, " ");
		add_name(names, arena_copy(read->arena, words, len), i);
		words += len + strspn(words + len, " ");
	}
}

static void
add_remedies(const struct policy *policy, struct policynames *names,
	     enum policyref_kind kind)
{
	for (size_t i = 0; i < policy->remedy_count; i++) {
		enum remedy_kind is = policy->remedies[i].kind;
		if (kind == POLICYREF_REMEDY ||
		    (kind == POLICYREF_FIX && is == REMEDY_FIX) ||
		    (kind == POLICYREF_GESTURE && is == REMEDY_GESTURE) ||
		    (kind == POLICYREF_ENTITLEMENT && is == REMEDY_ENTITLEMENT))
			add_name(names, policy->remedies[i].id, (int)i);
	}
}

static void
add_roles(const struct policy *policy, struct policynames *names)
{
	for (size_t i = 0; i < policy->role_count; i++)
		add_name(names, policy->roles[i].id, (int)i);
}

static void
add_staff(const struct policy *policy, struct policynames *names)
{
	for (size_t i = 0; i < policy->staff_count; i++)
		add_name(names, policy->staff[i].id, (int)i);
}

static void
add_rungs(const struct policy *policy, struct policynames *names, bool external)
{
	for (size_t i = 0; i < policy->rung_count; i++)
		if (external || !policy->rungs[i].external)
			add_name(names, policy->rungs[i].id, (int)i);
}

static void
add_categories(const struct policy *policy, struct policynames *names)
{
	for (size_t i = 0; i < policy->category_count; i++)
		add_name(names, policy->categories[i].id, (int)i);
}

static void
add_outcomes(const struct policy *policy, struct policynames *names)
{
	add_list(names, &policy->closing.outcomes);
	add_name(names, "best-done", (int)policy->closing.outcomes.count);
}

static void
collect(struct policyread *read, enum policyref_kind kind,
	struct policynames *names)
{
	const struct policy *policy = read->policy;

	switch (kind) {
	case POLICYREF_ROLE:
		add_roles(policy, names);
		break;
	case POLICYREF_STAFF:
		add_staff(policy, names);
		break;
	case POLICYREF_ROLE_OR_STAFF:
		add_roles(policy, names);
		add_staff(policy, names);
		break;
	case POLICYREF_RUNG:
	case POLICYREF_OWN_RUNG:
		add_rungs(policy, names, kind == POLICYREF_RUNG);
		break;
	case POLICYREF_CATEGORY:
		add_categories(policy, names);
		break;
	case POLICYREF_FIX:
	case POLICYREF_GESTURE:
	case POLICYREF_ENTITLEMENT:
	case POLICYREF_REMEDY:
		add_remedies(policy, names, kind);
		break;
	case POLICYREF_SEVERITY:
		add_list(names, &policy->severity.levels);
		break;
	case POLICYREF_STEP:
		for (size_t i = 0; i < policy->step_count; i++)
			add_name(names, policy->steps[i].id, (int)i);
		break;
	case POLICYREF_RULE:
		add_words(names, policy_rule_names);
		break;
	case POLICYREF_CHANNEL:
		add_list(names, &policy->intake.channels);
		break;
	case POLICYREF_WAY:
		add_list(names, &policy->intake.channels);
		add_words(names, policy_ways);
		break;
	case POLICYREF_TRIGGER:
		add_words(names, policy_trigger_names);
		add_flags(read, names);
		add_categories(policy, names);
		add_list(names, &policy->intake.channels);
		add_list(names, &policy->heat.levels);
		break;
	case POLICYREF_FLAG:
		add_flags(read, names);
		break;
	case POLICYREF_CONDITION:
		add_categories(policy, names);
		add_outcomes(policy, names);
		add_list(names, &policy->severity.levels);
		add_list(names, &policy->heat.levels);
		add_flags(read, names);
		break;
	case POLICYREF_CAUSE:
		add_list(names, &policy->prevention.causes);
		break;
	case POLICYREF_OUTCOME:
		add_outcomes(policy, names);
		break;
	case POLICYREF_CLOCK:
		add_words(names, policy_clock_names);
		break;
	case POLICYREF_SENTENCE:
		add_words(names, sentences);
		break;
	case POLICYREF_WEEKDAY:
		add_words(names, weekdays);
		break;
	case POLICYREF_PERMISSION:
		for (int i = 0; i < MAY_COUNT; i++)
			add_name(names,
				 event_permission_name((enum permission)i), i);
		break;
	case POLICYREF_FIELD:
		add_words(names, fields);
		break;
	case POLICYREF_NONE:
	case POLICYREF_COUNT:
		break;
	}
}

const struct policynames *
policyref_names(struct policyread *read, enum policyref_kind kind)
{
	struct policynames *names = &read->names[kind];

	if (names->count == 0)
		collect(read, kind, names);
	return names;
}

int
policyref_find(const struct policynames *names, const char *word)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcasecmp(names->at[i], word) == 0)
			return (int)i;
	return POLICY_NONE;
}

const char *
policyref_hint(struct policyread *read, const struct policynames *names,
	       const char *word)
{
	const char *guess =
		policyread_guess(read, word, names->at, names->count);
	struct buffer list = {0};

	if (guess[0] != '\0' || names->count == 0 || names->count > FEW)
		return guess;
	buffer_add_string(&list, names->count == 1 ? "; there is only "
						   : "; there are ");
	for (size_t i = 0; i < names->count; i++)
		buffer_format(&list, "%s%s", i == 0 ? "" : ", ", names->at[i]);
	const char *hint = arena_copy(read->arena, list.at, list.len);
	buffer_release(&list);
	return hint;
}

void
policyref_add(struct policyread *read, const struct policyref *ref)
{
	read->refs = mem_grow(read->refs, read->ref_count, &read->ref_room,
			      sizeof(*read->refs));
	read->refs[read->ref_count++] = *ref;
}

/* value-over-200: a complaint about more than that. */
static bool
is_value_over(const struct policy *policy, const char *word)
{
	static const char beginning[] = "value-over-";
	size_t len = sizeof(beginning) - 1;
	int64_t amount;

	return strncmp(word, beginning, len) == 0 &&
	       money_parse(word + len, policy->shop.digits, &amount, NULL);
}

static const char *
what_else(const struct policy *policy, const char *word,
	  enum policyref_kind kind)
{
	static const char *const is[] = {"a fix", "a gesture",
					 "an entitlement"};
	int remedy = policy_remedy(policy, word);

	if (remedy == POLICY_NONE ||
	    (kind != POLICYREF_FIX && kind != POLICYREF_GESTURE &&
	     kind != POLICYREF_ENTITLEMENT))
		return NULL;
	return is[policy->remedies[remedy].kind];
}

/* Whether it is a rung outside the shop, where one of its own has to grant a
 * thing; says so. Such a limit would hold for everybody, or for nobody. */
static bool
refuse_outsider(struct policyread *read, const struct policyref *ref,
		const struct policynames *own)
{
	const struct policynames *all;
	int at;

	if (ref->kind != POLICYREF_OWN_RUNG)
		return false;
	all = policyref_names(read, POLICYREF_RUNG);
	at = policyref_find(all, ref->node->text);
	if (at == POLICY_NONE)
		return false;
	if (own->count == 0)
		policyread_fault(read, ref->node, "'%s' is nobody of the shop",
				 all->at[at]);
	else
		policyread_fault(read, ref->node,
				 "'%s' is nobody of the shop; the highest is "
				 "'%s'",
				 all->at[at], own->at[own->count - 1]);
	return true;
}

static void
refuse(struct policyread *read, const struct policyref *ref,
       const struct policynames *names)
{
	const char *word = ref->node->text;
	const char *quoted = policyread_quote(read, word);
	const char *else_is = what_else(read->policy, word, ref->kind);

	if (refuse_outsider(read, ref, names))
		return;
	if (else_is != NULL)
		policyread_fault(read, ref->node, "'%s' is %s, not %s", quoted,
				 else_is, kinds[ref->kind].what);
	else if (names->count == 0 && kinds[ref->kind].whats != NULL)
		policyread_fault(read, ref->node,
				 "'%s' is not %s; this plan has no %s", quoted,
				 kinds[ref->kind].what, kinds[ref->kind].whats);
	else
		policyread_fault(read, ref->node, "'%s' is not %s%s", quoted,
				 kinds[ref->kind].what,
				 policyref_hint(read, names, word));
}

static void
drop_default(const struct policyref *ref)
{
	struct policy_list *list = ref->list;

	for (size_t i = 0; i < list->count; i++)
		if (list->at[i] == ref->word) {
			memmove(&list->at[i], &list->at[i + 1],
				(list->count - i - 1) * sizeof(list->at[0]));
			list->count--;
			return;
		}
}

static void
resolve(struct policyread *read, const struct policyref *ref)
{
	const struct policynames *names = policyref_names(read, ref->kind);
	const char *word = ref->node->text;
	int at = policyref_find(names, word);

	if (at != POLICY_NONE) {
		if (ref->index != NULL)
			*ref->index = names->index[at];
		return;
	}
	if ((ref->kind == POLICYREF_TRIGGER &&
	     is_value_over(read->policy, word)) ||
	    (ref->kind == POLICYREF_WAY &&
	     policy_is_way(read->policy, word, NULL)))
		return;
	if (ref->node->line != 0)
		refuse(read, ref, names);
	else if (ref->list != NULL)
		drop_default(ref);
}

void
policyref_resolve(struct policyread *read)
{
	/* Names that were asked for while reading may have been too few. */
	for (size_t i = 0; i < POLICYREF_COUNT; i++)
		read->names[i].count = 0;
	for (size_t i = 0; i < read->ref_count; i++)
		resolve(read, &read->refs[i]);
}
