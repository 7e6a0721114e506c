#include "policyread.h"

#include <ctype.h>
#include <string.h>

#include "text.h"

/* shop, roles, staff: who we are. */

static void
take_zone(struct policyread *read, const struct yamltree_node *value,
	  const struct policykey *key, void *into)
{
	struct zone **zone = into;
	struct fail why;

	(void)key;
	if (!policyread_is_words(read, value))
		return;
	*zone = zone_load(value->text, &why);
	if (*zone == NULL)
		policyread_fault(read, value, "%s", why.text);
}

static void
take_currency(struct policyread *read, const struct yamltree_node *value,
	      const struct policykey *key, void *into)
{
	(void)key;
	if (!policyread_is_words(read, value))
		return;
	char *code = arena_copy(read->arena, value->text, strlen(value->text));
	bool fine = strlen(code) == 3;
	for (size_t i = 0; fine && i < 3; i++) {
		fine = (code[i] >= 'A' && code[i] <= 'Z') ||
		       (code[i] >= 'a' && code[i] <= 'z');
		code[i] = (char)toupper((unsigned char)code[i]);
	}
	if (!fine) {
		policyread_fault(read, value,
				 "'%s' is not a currency's three letters, as "
				 "EUR",
				 policyread_quote(read, value->text));
		return;
	}
	*(const char **)into = code;
	read->policy->shop.currency_line = value->line;
	read->policy->shop.currency_column = value->column;
	read->policy->shop.digits = money_digits(code);
}

static void
take_decimal_mark(struct policyread *read, const struct yamltree_node *value,
		  const struct policykey *key, void *into)
{
	(void)key;
	if (!policyread_is_words(read, value))
		return;
	if (strcmp(value->text, ".") == 0 || strcmp(value->text, ",") == 0)
		*(char *)into = value->text[0];
	else
		policyread_fault(read, value, "'%s' is neither \".\" nor \",\"",
				 policyread_quote(read, value->text));
}

#define SHOP(member) offsetof(struct policy, shop.member)

static const struct policykey shop_keys[] = {
	{"name", policyread_take_words, SHOP(name), NULL, true},
	{"timezone", take_zone, SHOP(zone), NULL, true},
	{"currency", take_currency, SHOP(currency), NULL, true},
	{"decimal-mark", take_decimal_mark, SHOP(decimal_mark), NULL, false},
	{"sign-off", policyread_take_sentence, SHOP(sign_off), NULL, false},
	{"next-step-outside", policyread_take_sentence, SHOP(next_step_outside),
	 NULL, false},
};

const struct policykeys policyread_shop_keys = {
	"shop", POLICYREAD_KEYS(shop_keys), POLICYREAD_NO_LINE, POLICYREF_NONE,
	NULL,
};

/* roles, staff */

static void
take_may(struct policyread *read, const struct yamltree_node *value,
	 const struct policykey *key, void *into)
{
	unsigned *may = into;
	const struct policynames *names =
		policyref_names(read, POLICYREF_PERMISSION);

	(void)key;
	if (!policyread_is_list(read, value))
		return;
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next) {
		if (!policyread_is_words(read, item))
			continue;
		int at = policyref_find(names, item->text);
		if (at == POLICY_NONE)
			policyread_fault(
				read, item, "'%s' is not a permission%s",
				policyread_quote(read, item->text),
				policyref_hint(read, names, item->text));
		else if ((*may & (1U << at)) != 0)
			policyread_fault(read, item,
					 "'%s' is in the list twice",
					 item->text);
		else
			*may |= 1U << at;
	}
}

static const struct policyrange whole_cases = {1, 1000};

static const struct policykey role_keys[] = {
	{"id", policyread_take_id, offsetof(struct policy_role, id), NULL,
	 true},
	{"may", take_may, offsetof(struct policy_role, may), NULL, true},
	{"cases-at-most", policyread_take_number,
	 offsetof(struct policy_role, cases_at_most), &whole_cases, false},
};

static const struct policykeys role_mapping = {
	"a role",
	POLICYREAD_KEYS(role_keys),
	offsetof(struct policy_role, line),
	POLICYREF_NONE,
	NULL,
};

/* A rung's `who` is a role, or external. */
static void
take_role(struct policyread *read, const struct yamltree_node *row, void *into)
{
	struct policy_role *role = into;

	policyread_mapping(read, row, &role_mapping, role);
	if (role->id != NULL && strcmp(role->id, "external") == 0)
		policyread_fault(
			read, yamltree_child(row, "id"),
			"'external' is not for a role; a rung uses it");
}

void
policyread_take_roles(struct policyread *read,
		      const struct yamltree_node *value,
		      const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	policy->roles = policyread_rows(read, value, sizeof(*policy->roles),
					&policy->role_count, take_role);
	policyread_unique(read, value, policy->roles, policy->role_count,
			  sizeof(*policy->roles),
			  offsetof(struct policy_role, id), "a role");
	if (value->kind == YAMLTREE_LIST && value->count == 0)
		policyread_fault(read, value, "a plan needs a role");
}

static void
take_away(struct policyread *read, const struct yamltree_node *value,
	  const struct policykey *key, void *into)
{
	struct policy_staff *staff = into;

	(void)key;
	if (!policyread_is_list(read, value))
		return;
	staff->away = arena_get(read->arena,
				(value->count + 1) * sizeof(*staff->away));
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next) {
		struct policy_days *days = &staff->away[staff->away_count];
		if (policyread_date(read, item, &days->first, &days->last))
			staff->away_count++;
	}
}

static const enum policyref_kind a_role = POLICYREF_ROLE;
static const enum policyref_kind a_member = POLICYREF_STAFF;

static const struct policykey staff_keys[] = {
	{"id", policyread_take_id, offsetof(struct policy_staff, id), NULL,
	 true},
	{"name", policyread_take_words, offsetof(struct policy_staff, name),
	 NULL, true},
	{"role", policyread_take_index, offsetof(struct policy_staff, role),
	 &a_role, true},
	{"deputy", policyread_take_index, offsetof(struct policy_staff, deputy),
	 &a_member, false},
	{"away", take_away, 0, NULL, false},
};

static const struct policykeys staff_mapping = {
	"a member of staff",
	POLICYREAD_KEYS(staff_keys),
	offsetof(struct policy_staff, line),
	POLICYREF_NONE,
	NULL,
};

static void
take_member(struct policyread *read, const struct yamltree_node *row,
	    void *into)
{
	struct policy_staff *staff = into;

	staff->deputy = POLICY_NONE;
	policyread_mapping(read, row, &staff_mapping, staff);
	if (row->kind != YAMLTREE_MAP || staff->id == NULL)
		return;
	const struct yamltree_node *deputy = yamltree_child(row, "deputy");
	if (deputy != NULL && deputy->kind == YAMLTREE_WORDS &&
	    text_same(deputy->text, staff->id))
		policyread_fault(read, deputy,
				 "'%s' cannot be their own deputy", staff->id);
}

void
policyread_take_staff(struct policyread *read,
		      const struct yamltree_node *value,
		      const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	policy->staff = policyread_rows(read, value, sizeof(*policy->staff),
					&policy->staff_count, take_member);
	policyread_unique(read, value, policy->staff, policy->staff_count,
			  sizeof(*policy->staff),
			  offsetof(struct policy_staff, id),
			  "a member of staff");
}
