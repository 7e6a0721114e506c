#include "policyread.h"

#include <string.h>
#include <strings.h>

/* intake: how a complaint is taken in; heat; severity; categories. */

static const enum policyref_kind a_rung = POLICYREF_RUNG;
static const enum policyref_kind our_rung = POLICYREF_OWN_RUNG;
static const enum policyref_kind a_severity = POLICYREF_SEVERITY;
static const enum policyref_kind a_cause = POLICYREF_CAUSE;
static const enum policyref_kind a_sentence = POLICYREF_SENTENCE;
static const struct policylisted any_words = {.kind = POLICYREF_NONE};
static const struct policylisted new_ids = {.ids = true, .some = true};
static const struct policylisted maybe_ids = {.ids = true};
static const struct policylisted channels = {.kind = POLICYREF_CHANNEL};
static const struct policylisted triggers = {.kind = POLICYREF_TRIGGER};

/* A raise: how much more serious, and who gets it. */

static const struct policykey raise_keys[] = {
	{"severity", policyread_take_steps,
	 offsetof(struct policy_raise, severity), NULL, false},
	{"to-rung", policyread_take_index,
	 offsetof(struct policy_raise, to_rung), &a_rung, false},
	{"fix-only-is-not-enough", policyread_take_yes,
	 offsetof(struct policy_raise, fix_only_is_not_enough), NULL, false},
};

static const struct policykeys raise_mapping = {
	"a repeat",
	POLICYREAD_KEYS(raise_keys),
	offsetof(struct policy_raise, line),
	POLICYREF_NONE,
	NULL,
};

static const struct policykey repeat_keys[] = {
	{"window", policyread_take_calendar,
	 offsetof(struct policy, intake.repeat_window), NULL, false},
	{"second-case", policyread_take_mapping,
	 offsetof(struct policy, intake.second_case), &raise_mapping, false},
	{"same-cause-again", policyread_take_mapping,
	 offsetof(struct policy, intake.same_cause_again), &raise_mapping,
	 false},
};

static const struct policykeys repeat_mapping = {
	"repeat",
	POLICYREAD_KEYS(repeat_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* What may be asked for: a field that holds words, or a further point. */
static const char *const askable[] = {
	"happened", "expected", "effect",  "wants",    "point",
	"customer", "phone",    "email",   "address",  "postcode",
	"value",    "delivery", "item",    "order",    "bought",
	"about",    "heat",     "channel", "severity", NULL,
};

static void
take_field(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	size_t count = 0;

	(void)key;
	if (!policyread_is_words(read, value))
		return;
	for (; askable[count] != NULL; count++)
		if (strcasecmp(value->text, askable[count]) == 0) {
			*(const char **)into = askable[count];
			return;
		}
	policyread_fault(read, value, "'%s' is not a field that is asked for%s",
			 policyread_quote(read, value->text),
			 policyread_guess(read, value->text, askable, count));
}

static const struct policykey ask_keys[] = {
	{"field", take_field, offsetof(struct policy_ask, field), NULL, true},
	{"say", policyread_take_label, offsetof(struct policy_ask, say), NULL,
	 true},
};

static const struct policykeys ask_mapping = {
	"a question",
	POLICYREAD_KEYS(ask_keys),
	offsetof(struct policy_ask, line),
	POLICYREF_NONE,
	NULL,
};

static void
take_question(struct policyread *read, const struct yamltree_node *row,
	      void *into)
{
	policyread_mapping(read, row, &ask_mapping, into);
}

static void
take_ask(struct policyread *read, const struct yamltree_node *value,
	 const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	policy->intake.ask =
		policyread_rows(read, value, sizeof(*policy->intake.ask),
				&policy->intake.ask_count, take_question);
	policyread_unique(read, value, policy->intake.ask,
			  policy->intake.ask_count, sizeof(*policy->intake.ask),
			  offsetof(struct policy_ask, field),
			  "a field that is asked for");
}

/* "phone", or "customer+postcode": all of it the same. */
static void
take_same_person(struct policyread *read, const struct yamltree_node *value,
		 const struct policykey *key, void *into)
{
	const struct policynames *fields =
		policyref_names(read, POLICYREF_FIELD);
	char part[POLICYREAD_ID_LEN];

	policyread_take_list(read, value, key, into);
	if (value->kind != YAMLTREE_LIST)
		return;
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next) {
		if (item->kind != YAMLTREE_WORDS)
			continue;
		for (const char *at = item->text;; at++) {
			size_t len = strcspn(at, "+");
			size_t kept =
				len < sizeof(part) ? len : sizeof(part) - 1;
			memcpy(part, at, kept);
			part[kept] = '\0';
			if (policyref_find(fields, part) == POLICY_NONE)
				policyread_fault(
					read, item,
					"'%s' is not a field of a complaint%s",
					part,
					policyref_hint(read, fields, part));
			at += len;
			if (*at == '\0')
				break;
		}
	}
}

/* Who and what they said: P19 lets nothing else be demanded. */
static const char *const demandable[] = {"customer", "text", NULL};
static const struct policylisted needs = {
	.words = demandable,
	.what = "customer or text, and nothing else may be demanded",
};

#define INTAKE(member) offsetof(struct policy, intake.member)

static const struct policykey intake_keys[] = {
	{"need", policyread_take_list, INTAKE(need), &needs, false},
	{"ask", take_ask, 0, NULL, false},
	{"channels", policyread_take_list, INTAKE(channels), &new_ids, false},
	{"written", policyread_take_list, INTAKE(written), &channels, false},
	{"same-person-by", take_same_person, INTAKE(same_person_by), &any_words,
	 false},
	{"repeat", policyread_take_mapping, 0, &repeat_mapping, false},
	{"duplicate-window", policyread_take_window, INTAKE(duplicate_window),
	 NULL, false},
	{"believe-up-to", policyread_take_money, INTAKE(believe_up_to), NULL,
	 false},
};

const struct policykeys policyread_intake_keys = {
	"intake", POLICYREAD_KEYS(intake_keys), INTAKE(line), POLICYREF_NONE,
	NULL,
};

/* heat */

static const struct policyonly louder = {"no", "louder never means more"};
static const struct policyeither private_log = {"private", "shown"};

#define HEAT(member) offsetof(struct policy, heat.member)

static const struct policykey abusive_keys[] = {
	{"to-rung", policyread_take_index, HEAT(abusive.to_rung), &a_rung,
	 false},
	{"say-once", policyread_take_name, HEAT(abusive_say_once), &a_sentence,
	 false},
	{"log", policyread_take_either, HEAT(abusive_log_private), &private_log,
	 false},
};

static const struct policykeys abusive_mapping = {
	"abusive",
	POLICYREAD_KEYS(abusive_keys),
	HEAT(abusive.line),
	POLICYREF_NONE,
	NULL,
};

static const struct policykey heat_keys[] = {
	{"levels", policyread_take_list, HEAT(levels), &new_ids, false},
	{"moves-remedy", policyread_take_only, 0, &louder, false},
	{"abusive", policyread_take_mapping, 0, &abusive_mapping, false},
};

const struct policykeys policyread_heat_keys = {
	"heat", POLICYREAD_KEYS(heat_keys), POLICYREAD_NO_LINE, POLICYREF_NONE,
	NULL,
};

/* severity */

static void
take_levels(struct policyread *read, const struct yamltree_node *value,
	    const struct policykey *key, void *into)
{
	struct policy *policy = into;

	policyread_take_list(read, value, key, &policy->severity.levels);
	int normal = policy_list_find(&policy->severity.levels, "normal");
	policy->severity.usual = normal == POLICY_NONE ? 0 : normal;
	for (const struct yamltree_node *item = value->first;
	     value->kind == YAMLTREE_LIST && item != NULL; item = item->next)
		if (item->kind == YAMLTREE_WORDS &&
		    strcasecmp(item->text, "default") == 0)
			policyread_fault(read, item,
					 "'default' is no severity; deadlines "
					 "use it");
}

/* urgent-if and high-if raise to a level that has to be there. */
static void
take_if(struct policyread *read, const struct yamltree_node *value,
	const struct policykey *key, void *into)
{
	const struct policy *policy = read->policy;
	size_t len = strlen(key->name) - strlen("-if");
	char *level = arena_copy(read->arena, key->name, len);
	struct policy_list *list = into;

	policyread_take_list(read, value, key, into);
	if (policy_list_has(&policy->severity.levels, level))
		return;
	if (value->line == 0)
		list->count = 0;
	else
		policyread_key_fault(
			read, value, "'%s' is not a severity of this plan%s",
			level,
			policyref_hint(
				read, policyref_names(read, POLICYREF_SEVERITY),
				level));
}

#define SEVERITY(member) offsetof(struct policy, severity.member)

static const struct policykey severity_keys[] = {
	{"levels", take_levels, 0, &new_ids, false},
	{"urgent-if", take_if, SEVERITY(urgent_if), &triggers, false},
	{"high-if", take_if, SEVERITY(high_if), &triggers, false},
};

const struct policykeys policyread_severity_keys = {
	"severity",
	POLICYREAD_KEYS(severity_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* categories */

static void
take_remedy_ids(struct policyread *read, const struct yamltree_node *value,
		enum policyref_kind kind, int **into, size_t *into_count)
{
	*into_count = 0;
	if (!policyread_is_list(read, value))
		return;
	if (value->count > POLICYREAD_ROWS) {
		policyread_fault(read, value, "'%s' has more than %d words",
				 policyread_key(read), POLICYREAD_ROWS);
		return;
	}
	*into = arena_get(read->arena, (value->count + 1) * sizeof(**into));
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next) {
		const struct yamltree_node *twin = value->first;
		if (!policyread_is_words(read, item))
			continue;
		while (twin != item &&
		       (twin->kind != YAMLTREE_WORDS ||
			strcasecmp(twin->text, item->text) != 0))
			twin = twin->next;
		if (twin != item) {
			policyread_fault(read, item,
					 "'%s' is in the list twice",
					 policyread_quote(read, item->text));
			continue;
		}
		(*into)[*into_count] = POLICY_NONE;
		policyref_add(read, &(struct policyref){
					    .kind = kind,
					    .node = item,
					    .index = &(*into)[*into_count]});
		*into_count += 1;
	}
}

static void
take_fixes(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	struct policy_category *category = into;

	(void)key;
	take_remedy_ids(read, value, POLICYREF_FIX, &category->fixes,
			&category->fix_count);
	if (value->kind == YAMLTREE_LIST && value->count == 0)
		policyread_fault(read, value,
				 "a category needs a fix; a gesture never "
				 "stands in place of one");
}

static void
take_gestures(struct policyread *read, const struct yamltree_node *value,
	      const struct policykey *key, void *into)
{
	struct policy_category *category = into;

	(void)key;
	take_remedy_ids(read, value, POLICYREF_GESTURE, &category->gestures,
			&category->gesture_count);
}

static void
take_entitlements(struct policyread *read, const struct yamltree_node *value,
		  const struct policykey *key, void *into)
{
	struct policy_category *category = into;

	(void)key;
	take_remedy_ids(read, value, POLICYREF_ENTITLEMENT,
			&category->entitlements, &category->entitlement_count);
}

static const struct policyeither person_named = {"person-named", "nobody"};

#define CATEGORY(member) offsetof(struct policy_category, member)

static const struct policykey category_keys[] = {
	{"id", policyread_take_id, CATEGORY(id), NULL, true},
	{"label", policyread_take_label, CATEGORY(label), NULL, true},
	{"also", policyread_take_list, CATEGORY(also), &any_words, false},
	{"severity", policyread_take_index, CATEGORY(severity), &a_severity,
	 false},
	{"likely-cause", policyread_take_name, CATEGORY(likely_cause), &a_cause,
	 false},
	{"evidence", policyread_take_list, CATEGORY(evidence), &maybe_ids,
	 false},
	{"fixes", take_fixes, 0, NULL, true},
	{"gestures", take_gestures, 0, NULL, false},
	{"entitlements", take_entitlements, 0, NULL, false},
	{"not-handled-by", policyread_take_either,
	 CATEGORY(not_handled_by_person_named), &person_named, false},
	{"min-rung", policyread_take_index, CATEGORY(min_rung), &our_rung,
	 false},
	{"recheck", policyread_take_calendar, CATEGORY(recheck), NULL, false},
	{"tell-others", policyread_take_yes, CATEGORY(tell_others), NULL,
	 false},
};

static const struct policykeys category_mapping = {
	"a category",   POLICYREAD_KEYS(category_keys),
	CATEGORY(line), POLICYREF_NONE,
	NULL,
};

static void
take_category(struct policyread *read, const struct yamltree_node *row,
	      void *into)
{
	struct policy_category *category = into;

	category->severity = read->policy->severity.usual;
	category->min_rung = POLICY_NONE;
	policyread_mapping(read, row, &category_mapping, category);
}

void
policyread_take_categories(struct policyread *read,
			   const struct yamltree_node *value,
			   const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	policy->categories =
		policyread_rows(read, value, sizeof(*policy->categories),
				&policy->category_count, take_category);
	policyread_unique(read, value, policy->categories,
			  policy->category_count, sizeof(*policy->categories),
			  CATEGORY(id), "a category");
	if (value->kind == YAMLTREE_LIST && value->count == 0)
		policyread_fault(read, value, "a plan needs a category");
}
