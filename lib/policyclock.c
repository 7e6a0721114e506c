#include "policyread.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* deadlines, promises, escalation: what is owed by when, and to whom it goes
 * if it is not. */

static const enum policyref_kind a_rung = POLICYREF_RUNG;
static const struct policylisted any_words = {.kind = POLICYREF_NONE};
static const struct policylisted triggers = {.kind = POLICYREF_TRIGGER};

/* deadlines */

static void
take_clock(struct policyread *read, const struct yamltree_node *value,
	   int index, void *base)
{
	struct policy_deadline *deadline =
		&((struct policy_deadline *)base)[index];

	deadline->line = policyread_line(value);
	if (value->kind == YAMLTREE_WORDS &&
	    strcasecmp(value->text, "none") == 0)
		deadline->span = (struct duration){0};
	else
		policyread_take_duration(read, value, NULL, &deadline->span);
}

static const struct policykeys clocks_mapping = {
	"deadlines", NULL, 0, POLICYREAD_NO_LINE, POLICYREF_CLOCK, take_clock,
};

/* Each severity begins with what holds for all of them. */
static void
take_usual(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	policyread_mapping(read, value, &clocks_mapping, policy->deadlines[0]);
	for (size_t i = 1; i < policy->severity.levels.count; i++)
		memcpy(policy->deadlines[i], policy->deadlines[0],
		       sizeof(policy->deadlines[0]));
}

static void
take_severity(struct policyread *read, const struct yamltree_node *value,
	      int index, void *base)
{
	struct policy *policy = base;

	policyread_mapping(read, value, &clocks_mapping,
			   policy->deadlines[index]);
}

static const struct policykey warn_keys[] = {
	{"promise", policyread_take_window,
	 offsetof(struct policy, clocks.warn_promise), NULL, false},
	{"deadline", policyread_take_window,
	 offsetof(struct policy, clocks.warn_deadline), NULL, false},
};

static const struct policykeys warn_mapping = {
	"warn-before",
	POLICYREAD_KEYS(warn_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static const char *const pauses[] = {"waiting-for-customer", NULL};
static const struct policylisted pause_words = {.words = pauses,
						.what = "waiting-for-customer"};

static void
take_pause_while(struct policyread *read, const struct yamltree_node *value,
		 const struct policykey *key, void *into)
{
	struct policy_list list = {0};

	policyread_take_list(read, value, key, &list);
	*(bool *)into = list.count > 0;
}

static void
take_pause_stops(struct policyread *read, const struct yamltree_node *value,
		 const struct policykey *key, void *into)
{
	struct policy *policy = into;
	struct policy_list list = {0};
	const struct policynames *clocks =
		policyref_names(read, POLICYREF_CLOCK);

	policyread_take_list(read, value, key, &list);
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next) {
		if (item->kind != YAMLTREE_WORDS)
			continue;
		int clock = policyref_find(clocks, item->text);
		if (clock != POLICY_NONE)
			policy->clocks.pause_stops[clock] = true;
		else if (strcasecmp(item->text, "promise") == 0)
			policyread_fault(read, item,
					 "nothing stops a promise's clock");
		else
			policyread_fault(
				read, item, "'%s' is not a clock%s",
				policyread_quote(read, item->text),
				policyref_hint(read, clocks, item->text));
	}
}

static void
take_remind(struct policyread *read, const struct yamltree_node *value,
	    const struct policykey *key, void *into)
{
	struct policy *policy = into;
	size_t count = 0;

	(void)key;
	if (!policyread_is_list(read, value))
		return;
	policy->clocks.silent_remind = arena_get(
		read->arena, (value->count + 1) * sizeof(struct duration));
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next) {
		struct duration *span = &policy->clocks.silent_remind[count];
		*span = (struct duration){0};
		policyread_take_window(read, item, NULL, span);
		if (span->unit != DURATION_NONE)
			count++;
	}
	policy->clocks.silent_remind_count = count;
}

static const struct policyeither close_waiting = {"close-waiting", "nothing"};

#define CLOCKS(member) offsetof(struct policy, clocks.member)

static const struct policykey silent_keys[] = {
	{"remind", take_remind, 0, NULL, false},
	{"then", policyread_take_either, CLOCKS(silent_close), &close_waiting,
	 false},
	{"reopen-any-time", policyread_take_yes, CLOCKS(silent_reopen_any_time),
	 NULL, false},
};

static const struct policykeys silent_mapping = {
	"customer-silent",
	POLICYREAD_KEYS(silent_keys),
	CLOCKS(silent_line),
	POLICYREF_NONE,
	NULL,
};

static const struct policykey deadlines_keys[] = {
	{"default", take_usual, 0, NULL, false},
	{"warn-before", policyread_take_mapping, 0, &warn_mapping, false},
	{"pause-while", take_pause_while, CLOCKS(pause_while_waiting),
	 &pause_words, false},
	{"pause-stops", take_pause_stops, 0, &any_words, false},
	{"customer-silent", policyread_take_mapping, 0, &silent_mapping, false},
};

static const struct policykeys deadlines_mapping = {
	"deadlines",        POLICYREAD_KEYS(deadlines_keys),
	POLICYREAD_NO_LINE, POLICYREF_SEVERITY,
	take_severity,
};

void
policyread_take_deadlines(struct policyread *read,
			  const struct yamltree_node *value,
			  const struct policykey *key, void *into)
{
	struct policy *policy = into;
	size_t size = (policy->severity.levels.count + 1) *
		      sizeof(policy->deadlines[0]);

	(void)key;
	policy->deadlines = arena_get(read->arena, size);
	memset(policy->deadlines, 0, size);
	policyread_mapping(read, value, &deadlines_mapping, policy);
}

/* promises */

static const char *const sayable[] = {"what", "by", "how", NULL};
static const struct policylisted must_say = {.words = sayable,
					     .what = "what, by or how"};
static const struct policyeither warn_and_offer = {"warn-and-offer", "warn"};
static const struct policyonly told_stays = {
	"no", "a date that a customer was told stays"};
static const struct policyrange tries_range = {1, 20};

#define PROMISES(member) offsetof(struct policy, promises.member)

static const struct policykey tries_keys[] = {
	{"count", policyread_take_number, PROMISES(tries), &tries_range, false},
	{"apart", policyread_take_window, PROMISES(tries_apart), NULL, false},
	{"different-days", policyread_take_number,
	 PROMISES(tries_different_days), &tries_range, false},
};

static const struct policykeys tries_mapping = {
	"tries",
	POLICYREAD_KEYS(tries_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* So many rungs up, or to one by its id. */
static void
take_to_rung(struct policyread *read, const struct yamltree_node *value,
	     const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	policy->promises.broken_up = 0;
	policy->promises.broken_rung = POLICY_NONE;
	if (value->kind == YAMLTREE_WORDS && value->text[0] == '+')
		policyread_take_steps(read, value, NULL,
				      &policy->promises.broken_up);
	else
		policyread_take_index(read, value,
				      &(struct policykey){.more = &a_rung},
				      &policy->promises.broken_rung);
}

static const struct policyeither rung_owner = {"rung-owner", "anybody"};

static const struct policykey broken_keys[] = {
	{"apologise-within", policyread_take_duration,
	 PROMISES(apologise_within), NULL, false},
	{"to-rung", take_to_rung, 0, NULL, false},
	{"new-promise-by", policyread_take_either,
	 PROMISES(new_promise_by_rung_owner), &rung_owner, false},
	{"twice", policyread_take_index, PROMISES(broken_twice_rung), &a_rung,
	 false},
};

static const struct policykeys broken_mapping = {
	"broken",
	POLICYREAD_KEYS(broken_keys),
	PROMISES(broken_line),
	POLICYREF_NONE,
	NULL,
};

static const struct policykey promises_keys[] = {
	{"must-say", policyread_take_list, PROMISES(must_say), &must_say,
	 false},
	{"too-vague", policyread_take_list, PROMISES(too_vague), &any_words,
	 false},
	{"cannot-be-kept", policyread_take_either, PROMISES(warn_and_offer),
	 &warn_and_offer, false},
	{"customer-reply-cancels", policyread_take_yes,
	 PROMISES(customer_reply_cancels), NULL, false},
	{"told-date-moves-with-plan", policyread_take_only, 0, &told_stays,
	 false},
	{"tries", policyread_take_mapping, 0, &tries_mapping, false},
	{"broken", policyread_take_mapping, 0, &broken_mapping, false},
};

const struct policykeys policyread_promises_keys = {
	"promises",     POLICYREAD_KEYS(promises_keys),
	PROMISES(line), POLICYREF_NONE,
	NULL,
};

/* escalation */

static void
take_who(struct policyread *read, const struct yamltree_node *value,
	 const struct policykey *key, void *into)
{
	static const enum policyref_kind a_role = POLICYREF_ROLE;
	struct policy_rung *rung = into;

	(void)key;
	rung->external = value->kind == YAMLTREE_WORDS &&
			 strcasecmp(value->text, "external") == 0;
	if (!rung->external)
		policyread_take_index(read, value,
				      &(struct policykey){.more = &a_role},
				      &rung->role);
}

/* What is said to them: the plan's next step outside, or a sentence of it. */
static void
take_rung_say(struct policyread *read, const struct yamltree_node *value,
	      const struct policykey *key, void *into)
{
	const struct policy *policy = read->policy;
	const struct policynames *names =
		policyref_names(read, POLICYREF_SENTENCE);

	policyread_take_words(read, value, key, into);
	if (value->kind != YAMLTREE_WORDS)
		return;
	if (strcasecmp(value->text, "next-step-outside") == 0) {
		if (policy->shop.next_step_outside == NULL)
			policyread_fault(read, value,
					 "'next-step-outside' is not given "
					 "under 'shop'");
	} else if (policyref_find(names, value->text) == POLICY_NONE) {
		policyread_fault(read, value,
				 "'%s' is neither next-step-outside nor a "
				 "sentence of words.suggest%s",
				 policyread_quote(read, value->text),
				 policyref_hint(read, names, value->text));
	}
}

#define RUNG(member) offsetof(struct policy_rung, member)

static const struct policykey rung_keys[] = {
	{"id", policyread_take_id, RUNG(id), NULL, true},
	{"who", take_who, 0, NULL, true},
	{"reply-within", policyread_take_duration, RUNG(reply_within), NULL,
	 false},
	{"say", take_rung_say, RUNG(say), NULL, false},
};

static const struct policykeys rung_mapping = {
	"a rung", POLICYREAD_KEYS(rung_keys), RUNG(line), POLICYREF_NONE, NULL,
};

static void
take_rung(struct policyread *read, const struct yamltree_node *row, void *into)
{
	struct policy_rung *rung = into;

	rung->role = POLICY_NONE;
	policyread_mapping(read, row, &rung_mapping, rung);
}

static void
take_rungs(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	policy->rungs = policyread_rows(read, value, sizeof(*policy->rungs),
					&policy->rung_count, take_rung);
	policyread_unique(read, value, policy->rungs, policy->rung_count,
			  sizeof(*policy->rungs), RUNG(id), "a rung");
	if (value->kind == YAMLTREE_LIST && value->count == 0)
		policyread_fault(read, value, "a plan needs a rung");
}

/* Where the plan has none, each role is a rung. */
static void
default_rungs(struct policyread *read)
{
	struct policy *policy = read->policy;

	policy->rung_count = policy->role_count;
	policy->rungs = arena_get(read->arena, (policy->role_count + 1) *
						       sizeof(*policy->rungs));
	for (size_t i = 0; i < policy->role_count; i++)
		policy->rungs[i] = (struct policy_rung){
			.id = policy->roles[i].id, .role = (int)i};
}

static void
take_straight(struct policyread *read, const struct yamltree_node *value,
	      int index, void *base)
{
	struct policy *policy = base;
	struct policy_straight *straight =
		&policy->straight_to[policy->straight_count++];

	straight->rung = index;
	policyread_take_list(read, value,
			     &(struct policykey){.more = &triggers},
			     &straight->triggers);
}

static const struct policykeys straight_mapping = {
	"straight-to",      NULL,           0,
	POLICYREAD_NO_LINE, POLICYREF_RUNG, take_straight,
};

static void
take_straight_to(struct policyread *read, const struct yamltree_node *value,
		 const struct policykey *key, void *into)
{
	struct policy *policy = into;
	size_t size = (policy->rung_count + 1) * sizeof(*policy->straight_to);

	(void)key;
	policy->straight_to = arena_get(read->arena, size);
	memset(policy->straight_to, 0, size);
	policyread_mapping(read, value, &straight_mapping, policy);
}

static const char *const handed_over[] = {
	"restated",      "heart",          "points-open",
	"promises-open", "offered-so-far", "heat",
	"wants",         "steps",          NULL,
};
static const struct policylisted handover = {.words = handed_over,
					     .what = "a part of a hand-over"};

static const struct policykey escalation_keys[] = {
	{"rungs", take_rungs, 0, NULL, false},
	{"up-one-when", policyread_take_list,
	 offsetof(struct policy, up_one_when), &triggers, false},
	{"straight-to", take_straight_to, 0, NULL, false},
	{"handover-must-say", policyread_take_list,
	 offsetof(struct policy, handover_must_say), &handover, false},
	{"never-same-person", policyread_take_yes,
	 offsetof(struct policy, never_same_person), NULL, false},
	{"customer-need-not-say-why", policyread_take_yes,
	 offsetof(struct policy, customer_need_not_say_why), NULL, false},
};

static const struct policykeys escalation_mapping = {
	"escalation",
	POLICYREAD_KEYS(escalation_keys),
	offsetof(struct policy, escalation_line),
	POLICYREF_NONE,
	NULL,
};

void
policyread_take_escalation(struct policyread *read,
			   const struct yamltree_node *value,
			   const struct policykey *key, void *into)
{
	(void)key;
	const struct yamltree_node *rungs =
		value->kind == YAMLTREE_MAP ? yamltree_child(value, "rungs")
					    : NULL;
	if (rungs == NULL || policyread_is_empty(rungs))
		default_rungs(read);
	policyread_mapping(read, value, &escalation_mapping, into);
}
