#include "policyread.h"

#include <string.h>
#include <strings.h>

/* remedies: fixes, gestures, entitlements and the rules over them. */

static const enum policyref_kind a_way = POLICYREF_WAY;
static const enum policyref_kind our_rung = POLICYREF_OWN_RUNG;
static const struct policylisted rules_list = {.kind = POLICYREF_RULE};
static const struct policyrange whole_part = {1, 100};
static const struct policyrange part = {0, 100};
static const struct policyrange rows_shown = {0, 100};

static void
take_cost(struct policyread *read, const struct yamltree_node *value,
	  const struct policykey *key, void *into)
{
	static const struct {
		const char *word;
		enum remedy_cost cost;
	} kinds[] = {
		{"price", REMEDY_COST_PRICE},
		{"delivery", REMEDY_COST_DELIVERY},
		{"agreed", REMEDY_COST_AGREED},
	};
	static const char *const words[] = {"price", "delivery", "agreed"};
	struct policy_remedy *remedy = into;

	(void)key;
	if (!policyread_is_words(read, value))
		return;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcasecmp(value->text, kinds[i].word) == 0) {
			remedy->cost = kinds[i].cost;
			return;
		}
	remedy->cost = REMEDY_COST_FIXED;
	if (!money_parse(value->text, read->policy->shop.digits,
			 &remedy->amount, NULL))
		policyread_fault(
			read, value,
			"'%s' is not an amount, as %s, nor price, delivery or "
			"agreed%s",
			policyread_quote(read, value->text),
			read->policy->shop.digits == 0   ? "1250"
			: read->policy->shop.digits == 3 ? "12.500"
							 : "12.50",
			policyread_guess(read, value->text, words, 3));
}

#define REMEDY(member) offsetof(struct policy_remedy, member)

static const struct policykey promise_keys[] = {
	{"what", policyread_take_words, REMEDY(promise_what), NULL, false},
	{"by", policyread_take_duration, REMEDY(promise_by), NULL, true},
	{"how", policyread_take_name, REMEDY(promise_how), &a_way, false},
};

static const struct policykeys promise_mapping = {
	"a promise",
	POLICYREAD_KEYS(promise_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static void
take_promise(struct policyread *read, const struct yamltree_node *value,
	     const struct policykey *key, void *into)
{
	struct policy_remedy *remedy = into;

	(void)key;
	policyread_mapping(read, value, &promise_mapping, remedy);
	remedy->has_promise = true;
}

static const struct policyeither until_done = {"fix-done", "returned"};

static void
take_then(struct policyread *read, const struct yamltree_node *value,
	  const struct policykey *key, void *into)
{
	static const struct policyeither tell = {"tell-customer", "nothing"};
	struct policy_remedy *remedy = into;
	bool told = false;

	(void)key;
	policyread_take_either(read, value, &(struct policykey){.more = &tell},
			       &told);
	remedy->then = told ? POLICY_THEN_TELL : POLICY_THEN_NOTHING;
}

#define SHARED_KEYS                                                            \
	{"id", policyread_take_id, REMEDY(id), NULL, true},                    \
		{"label", policyread_take_label, REMEDY(label), NULL, true},   \
		{"say", policyread_take_label, REMEDY(say), NULL, false},      \
		{"cost-max", policyread_take_percent, REMEDY(max_percent),     \
		 &whole_part, false},                                          \
		{"cost-max-amount", policyread_take_money, REMEDY(max_amount), \
		 NULL, false},                                                 \
		{"promise", take_promise, 0, NULL, false},                     \
	{                                                                      \
		"then", take_then, 0, NULL, false                              \
	}

static const struct policykey remedy_keys[] = {
	SHARED_KEYS,
	{"cost", take_cost, 0, NULL, true},
	{"lasts-until", policyread_take_either, REMEDY(lasts_until_fix_done),
	 &until_done, false},
	{"expires", policyread_take_calendar, REMEDY(expires), NULL, false},
};

static const struct policykey entitlement_keys[] = {
	SHARED_KEYS,
	{"cost", take_cost, 0, NULL, false},
	{"within", policyread_take_calendar, REMEDY(within), NULL, false},
	{"clock-stops-while", policyread_take_id, REMEDY(clock_stops_while),
	 NULL, false},
	{"law", policyread_take_words, REMEDY(law), NULL, false},
};

/* By enum remedy_kind. */
static const struct policykeys remedy_mappings[] = {
	{"a fix", POLICYREAD_KEYS(remedy_keys), REMEDY(line), POLICYREF_NONE,
	 NULL},
	{"a gesture", POLICYREAD_KEYS(remedy_keys), REMEDY(line),
	 POLICYREF_NONE, NULL},
	{"an entitlement", POLICYREAD_KEYS(entitlement_keys), REMEDY(line),
	 POLICYREF_NONE, NULL},
};

/* What is agreed on is offered at its cap, so there has to be one; the law's
 * floor has none. */
static void
check_caps(struct policyread *read, const struct yamltree_node *row,
	   const struct policy_remedy *remedy)
{
	const struct yamltree_node *cost = yamltree_child(row, "cost");
	bool agreed = remedy->cost == REMEDY_COST_AGREED;
	static const char *const caps[] = {"cost-max", "cost-max-amount"};
	bool capped = false;

	for (size_t i = 0; i < 2; i++) {
		const struct yamltree_node *cap = yamltree_child(row, caps[i]);
		capped = capped || cap != NULL;
		if (cap != NULL && !agreed)
			policyread_key_fault(
				read, cap, "'%s' is for a cost that is agreed",
				caps[i]);
	}
	if (agreed && !capped && remedy->kind != REMEDY_ENTITLEMENT &&
	    cost != NULL)
		policyread_fault(read, cost,
				 "'agreed' needs a cost-max, as 50pct, or a "
				 "cost-max-amount");
}

static void
take_row(struct policyread *read, const struct yamltree_node *row, void *into,
	 enum remedy_kind kind)
{
	struct policy_remedy *remedy = into;

	remedy->kind = kind;
	remedy->max_amount = MONEY_UNLIMITED;
	if (kind == REMEDY_ENTITLEMENT)
		remedy->cost = REMEDY_COST_AGREED;
	policyread_mapping(read, row, &remedy_mappings[kind], remedy);
	if (row->kind != YAMLTREE_MAP)
		return;
	check_caps(read, row, remedy);
	/* `cannot` takes a fix or all. */
	if (remedy->id != NULL && strcmp(remedy->id, "all") == 0)
		policyread_fault(read, yamltree_child(row, "id"),
				 "'all' cannot be the id of a remedy; it means "
				 "all of them");
}

static void
take_fix(struct policyread *read, const struct yamltree_node *row, void *into)
{
	take_row(read, row, into, REMEDY_FIX);
}

static void
take_gesture(struct policyread *read, const struct yamltree_node *row,
	     void *into)
{
	take_row(read, row, into, REMEDY_GESTURE);
}

static void
take_entitlement(struct policyread *read, const struct yamltree_node *row,
		 void *into)
{
	take_row(read, row, into, REMEDY_ENTITLEMENT);
}

/* The three lists become one, in the order of the keys' table. */
static void
take_rows(struct policyread *read, const struct yamltree_node *value,
	  void (*take)(struct policyread *read, const struct yamltree_node *row,
		       void *into))
{
	struct policy *policy = read->policy;
	size_t size = sizeof(*policy->remedies);
	size_t old = policy->remedy_count, count;
	struct policy_remedy *rows =
		policyread_rows(read, value, size, &count, take);

	if (count == 0)
		return;
	struct policy_remedy *all =
		arena_get(read->arena, (old + count) * size);
	if (old > 0)
		memcpy(all, policy->remedies, old * size);
	memcpy(all + old, rows, count * size);
	policy->remedies = all;
	policy->remedy_count = old + count;
}

static void
take_fixes(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	(void)key;
	(void)into;
	take_rows(read, value, take_fix);
	if (value->kind == YAMLTREE_LIST && value->count == 0)
		policyread_fault(read, value, "a plan needs a fix");
}

static void
take_gestures(struct policyread *read, const struct yamltree_node *value,
	      const struct policykey *key, void *into)
{
	(void)key;
	(void)into;
	take_rows(read, value, take_gesture);
}

static void
take_entitlements(struct policyread *read, const struct yamltree_node *value,
		  const struct policykey *key, void *into)
{
	(void)key;
	(void)into;
	take_rows(read, value, take_entitlement);
}

/* rules */

#define RULE(member) offsetof(struct policy, rules.member)

static const struct policykey before_keys[] = {
	{"spoken", policyread_take_list, RULE(before_offer_spoken), &rules_list,
	 false},
	{"written", policyread_take_list, RULE(before_offer_written),
	 &rules_list, false},
};

static const struct policykeys before_mapping = {
	"before-any-offer",
	POLICYREAD_KEYS(before_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* A plain list means both. */
static void
take_before(struct policyread *read, const struct yamltree_node *value,
	    const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	if (value->kind != YAMLTREE_LIST) {
		policyread_mapping(read, value, &before_mapping, into);
		return;
	}
	policyread_take_list(read, value, &before_keys[0],
			     &policy->rules.before_offer_spoken);
	policy->rules.before_offer_written = policy->rules.before_offer_spoken;
}

static const struct policyeither wish_first = {"first", "in-order"};

static void
take_wish(struct policyread *read, const struct yamltree_node *value,
	  const struct policykey *key, void *into)
{
	struct policy *policy = into;

	policyread_take_either(read, value, key,
			       &policy->rules.customer_wish_first);
	policy->rules.customer_wish_line = policyread_line(value);
}

static const struct policyonly sorry_is_not_enough = {
	"no", "an apology alone does not put it right"};

static const struct policykey failure_keys[] = {
	{"gesture-step", policyread_take_steps,
	 RULE(second_failure_gesture_step), NULL, false},
	{"min-rung", policyread_take_index, RULE(second_failure_min_rung),
	 &our_rung, false},
};

static const struct policykeys failure_mapping = {
	"second-failure",
	POLICYREAD_KEYS(failure_keys),
	RULE(second_failure_line),
	POLICYREF_NONE,
	NULL,
};

/* Keys whose own line is asked for besides their value. */
static void
take_options(struct policyread *read, const struct yamltree_node *value,
	     const struct policykey *key, void *into)
{
	struct policy *policy = into;

	policyread_take_number(read, value, key, &policy->rules.options_shown);
	policy->rules.options_line = policyread_line(value);
}

static void
take_needs(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	struct policy *policy = into;

	policyread_take_list(read, value, key, &policy->rules.gesture_needs);
	policy->rules.gesture_needs_line = policy->rules.gesture_needs.line;
}

static void
take_gesture_cap(struct policyread *read, const struct yamltree_node *value,
		 const struct policykey *key, void *into)
{
	struct policy *policy = into;

	policyread_take_percent(read, value, key,
				&policy->rules.gesture_cap_percent);
	policy->rules.gesture_cap_line = policyread_line(value);
}

static const struct policyrange options_range = {1, 20};

static const struct policykey rule_keys[] = {
	{"before-any-offer", take_before, 0, &rules_list, false},
	{"options-shown", take_options, 0, &options_range, false},
	{"customer-wish", take_wish, 0, &wish_first, false},
	{"gesture-needs", take_needs, 0, &rules_list, false},
	{"sorry-alone-closes", policyread_take_only, 0, &sorry_is_not_enough,
	 false},
	{"gesture-cap", take_gesture_cap, 0, &part, false},
	{"second-failure", policyread_take_mapping, 0, &failure_mapping, false},
	{"show-like-cases", policyread_take_number, RULE(show_like_cases),
	 &rows_shown, false},
	{"spread-warning", policyread_take_factor, RULE(spread_warning_percent),
	 NULL, false},
};

static const struct policykeys rules_mapping = {
	"rules", POLICYREAD_KEYS(rule_keys), RULE(line), POLICYREF_NONE, NULL,
};

static const struct policykey remedies_keys[] = {
	{"fix", take_fixes, 0, NULL, false},
	{"gesture", take_gestures, 0, NULL, false},
	{"entitlement", take_entitlements, 0, NULL, false},
	{"rules", policyread_take_mapping, 0, &rules_mapping, false},
};

static const struct policykeys remedies_mapping = {
	"remedies",
	POLICYREAD_KEYS(remedies_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* One id, one remedy: a record's WHAT does not say which kind is meant. */
static void
refuse_same_ids(struct policyread *read, const struct yamltree_node *remedies)
{
	const struct policy *policy = read->policy;
	size_t count = 0;

	for (size_t list = 0; list < 3; list++) {
		const struct yamltree_node *rows =
			yamltree_child(remedies, remedies_keys[list].name);
		if (rows == NULL || rows->kind != YAMLTREE_LIST ||
		    rows->count > POLICYREAD_ROWS)
			continue;
		for (const struct yamltree_node *row = rows->first; row != NULL;
		     row = row->next) {
			if (row->kind == YAMLTREE_FAULTY)
				continue;
			const char *id = policy->remedies[count++].id;
			for (size_t i = 0; i + 1 < count && id != NULL; i++) {
				const char *other = policy->remedies[i].id;
				if (other == NULL || strcmp(id, other) != 0)
					continue;
				policyread_fault(
					read, yamltree_child(row, "id"),
					"'%s' is a remedy already", id);
				break;
			}
		}
	}
}

void
policyread_take_remedies(struct policyread *read,
			 const struct yamltree_node *value,
			 const struct policykey *key, void *into)
{
	(void)key;
	policyread_mapping(read, value, &remedies_mapping, into);
	if (value->kind == YAMLTREE_MAP)
		refuse_same_ids(read, value);
}
