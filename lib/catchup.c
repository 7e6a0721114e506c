#include "catchup.h"

#include <string.h>

#include "authority.h"
#include "dealings.h"
#include "facts.h"
#include "naming.h"
#include "remedy.h"

/* What comes before what, whatever the order of the plan's list: nothing is
 * offered unheard, and what was told before it was done is told again. */
enum stage {
	STAGE_HEARING,
	STAGE_RIGHT,
	STAGE_SORRY,
	STAGE_TOLD,
	STAGE_AFTER,
	STAGE_COUNT,
};

static const struct {
	const char *type;
	enum stage stage;
} rows[RULE_COUNT] = {
	[RULE_HEARD] = {"heard", STAGE_HEARING},
	[RULE_RESTATED] = {"restate", STAGE_HEARING},
	[RULE_CONFIRMED] = {"confirm", STAGE_HEARING},
	[RULE_HEART] = {"heart pt0", STAGE_HEARING},
	[RULE_ALL_POINTS_ANSWERED] = {"tell done", STAGE_TOLD},
	[RULE_FIX_OFFERED] = {"offer", STAGE_RIGHT},
	[RULE_FIX_AGREED] = {"accept", STAGE_RIGHT},
	[RULE_FIX_DONE] = {"give", STAGE_RIGHT},
	[RULE_CUSTOMER_DECLINED_FIX] = {"decline", STAGE_RIGHT},
	[RULE_FIX_IMPOSSIBLE] = {"cannot all WHY", STAGE_RIGHT},
	[RULE_FIX_DONE_OR_REASON] = {"give", STAGE_RIGHT},
	[RULE_APOLOGY_IF_AT_FAULT] = {"apology", STAGE_SORRY},
	[RULE_CUSTOMER_TOLD] = {"tell done", STAGE_TOLD},
	[RULE_PROMISES_SETTLED] = {"kept", STAGE_SORRY},
	[RULE_FEEDBACK_ASKED] = {"feedback 1-5", STAGE_AFTER},
	[RULE_SECOND_OFFER] = {"offer", STAGE_RIGHT},
	[RULE_SEEN_BY_OWNER] = {"note WORDS", STAGE_AFTER},
	[RULE_OUTSIDE_TOLD] = {"tell outside", STAGE_TOLD},
	[RULE_CAUSE] = {"cause CAUSE", STAGE_AFTER},
	[RULE_PREVENTION] = {"prevent none WHY", STAGE_AFTER},
	[RULE_WARNED] = {"flag unreasonable WORDS", STAGE_AFTER},
	[RULE_OVER_AUTHORITY] = {"", STAGE_AFTER},
	[RULE_OWN_CASE] = {"", STAGE_AFTER},
	[RULE_LIMITS] = {"", STAGE_AFTER},
	[RULE_ROLE] = {"", STAGE_AFTER},
};

bool
catchup_is_person(enum rule rule)
{
	return rule == RULE_OVER_AUTHORITY || rule == RULE_OWN_CASE ||
	       rule == RULE_LIMITS || rule == RULE_ROLE;
}

bool
catchup_is_sorry(enum rule rule, const struct rules_view *view)
{
	return rule == RULE_FIX_DONE_OR_REASON && facts_sorry_is_enough(view);
}

static bool
is_fix_to_do(enum rule rule, const struct rules_view *view)
{
	return (rule == RULE_FIX_DONE || rule == RULE_FIX_DONE_OR_REASON) &&
	       !facts_fix_owed(view) && !catchup_is_sorry(rule, view);
}

/* Who may say that it cannot be done, where who acts may not; NULL. */
static const struct policy_staff *
who_declines(const struct rules_view *view)
{
	struct rules_step cannot = {VERB_CANNOT, "all", MONEY_NONE};

	return rules_met(RULE_ROLE, view, &cannot)
		       ? NULL
		       : authority_who_may(view, &cannot);
}

/* A fix to name in a line to type, and who has to grant it. */
struct fix {
	const char *id; /* "REMEDY" where there is none to name */
	int64_t cost;   /* MONEY_NONE: the case does not say */
	int grantor;    /* index in staff; POLICY_NONE: who acts */
};

/* The first fix that was offered, whatever it came to; NULL. One that the plan
 * has: what it does not know (any more) cannot be chosen. */
static const char *
first_offered(const struct rules_view *view)
{
	const struct casefile *file = view->file;

	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb == VERB_OFFER && what &&
		    policy_remedy(view->policy, what) != POLICY_NONE &&
		    facts_is_fix(view->policy, what))
			return what;
	}
	return NULL;
}

/* The first of remedy-pick's that who acts may grant, else the first that
 * somebody else may; of those that were offered, where one was. */
static struct fix
fix_to_name(const struct rules_view *view)
{
	const char *offered = first_offered(view);
	struct fix fix = {offered ? offered : "REMEDY", MONEY_NONE,
			  POLICY_NONE};
	struct remedy_choice choice;
	struct arena arena = {0};
	bool found = false;

	remedy_choose(&choice, view, &arena);
	for (size_t i = 0; i < choice.count; i++) {
		const struct remedy_option *option = &choice.options[i];
		const struct policy_remedy *remedy =
			&view->policy->remedies[option->remedy];

		if (!option->picked || remedy->kind == REMEDY_GESTURE ||
		    (offered && !facts_has(view, VERB_OFFER, remedy->id)) ||
		    (found && option->ask != POLICY_NONE))
			continue;
		fix = (struct fix){remedy->id, option->cost, option->ask};
		found = true;
		if (fix.grantor == POLICY_NONE)
			break;
	}
	arena_release(&arena);
	return fix;
}

bool
catchup_has_no_fix(const struct rules_view *view)
{
	struct remedy_choice choice;
	struct arena arena = {0};
	bool open = false;

	if (!facts_has(view, VERB_CANNOT, NULL))
		return false;
	remedy_choose(&choice, view, &arena);
	for (size_t i = 0; i < choice.picked; i++)
		open = open ||
		       view->policy->remedies[choice.options[i].remedy].kind !=
			       REMEDY_GESTURE;
	arena_release(&arena);
	return !open;
}

/* Whether one remedy alone was offered, and "accept" says enough. */
static bool
offered_one(const struct rules_view *view)
{
	const struct casefile *file = view->file;
	const char *one = NULL;

	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb != VERB_OFFER || !what)
			continue;
		if (one && strcmp(what, one) != 0)
			return false;
		one = what;
	}
	return one && first_offered(view);
}

/* Whether the line for a rule has them choose a fix by name. */
static bool
names_fix(enum rule rule, const struct rules_view *view)
{
	return is_fix_to_do(rule, view) ||
	       (rule == RULE_FIX_AGREED && !offered_one(view));
}

bool
catchup_asks(struct rules_step *step, const struct rules_missing *missing,
	     const struct rules_view *view)
{
	for (size_t i = 0; i < missing->count; i++) {
		struct fix fix;

		if (!names_fix(missing->rule[i], view))
			continue;
		fix = fix_to_name(view);
		*step = (struct rules_step){VERB_ACCEPT, fix.id, fix.cost};
		return fix.grantor != POLICY_NONE;
	}
	return false;
}

/* "give"; "give refund" where that is not all that they are to have, or was
 * chosen before the case was opened anew. */
static void
add_give(struct buffer *out, const char *remedy, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	size_t owed = facts_owed(view, file->since);
	bool alone = owed != CASEFILE_NONE &&
		     facts_owed(view, owed + 1) == CASEFILE_NONE;

	buffer_format(out, "give%s%s", alone ? "" : " ", alone ? "" : remedy);
}

/* Each fix that they chose and do not have yet. */
static void
add_gives(struct buffer *out, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	size_t at = facts_next_fix_owed(view, file->since);

	while (at != CASEFILE_NONE) {
		add_give(out, file->events[at].record->what, view);
		at = facts_next_fix_owed(view, at + 1);
		buffer_add_string(out, at == CASEFILE_NONE ? "" : " + ");
	}
}

static void
add_kept(struct buffer *out, const struct casefile *file,
	 const struct casefile_promise *promise)
{
	buffer_add_string(out, "kept ");
	naming_promise(out, file, promise);
}

/* Whether a second offer is one that comes after they declined, as a plan's
 * list has it (P40): to say no to what they wish for takes an offer alone. */
static bool
follows_a_decline(const struct rules_view *view, const struct rules_step *step)
{
	return step->verb == VERB_CLOSE &&
	       policy_list_has(rules_to_close(view->policy, step),
			       conditions_name(RULE_SECOND_OFFER));
}

/* Whether what they agree to has to be said back first, and no rule wants
 * that: the plan's list has it not, or somebody set it aside. */
static bool
takes_a_restate(const struct rules_view *view,
		const struct rules_missing *missing)
{
	return !rules_is_met(RULE_RESTATED, view) &&
	       !rules_is_among(RULE_RESTATED, missing);
}

/* Append what to type for a rule, one of what is missing for a step, with "-b
 * jo" where only jo may; whether it is there. */
static bool
add_type(struct buffer *out, enum rule rule, const struct rules_view *view,
	 const struct rules_step *step, const struct rules_missing *missing)
{
	const struct casefile_promise *promise = facts_promise_open(view->file);
	const struct policy_staff *one = NULL;

	if (catchup_is_sorry(rule, view))
		buffer_add_string(out, rows[RULE_APOLOGY_IF_AT_FAULT].type);
	else if (names_fix(rule, view))
		buffer_format(out, "%saccept %s%s",
			      first_offered(view) ? "" : "offer + ",
			      fix_to_name(view).id,
			      rule == RULE_FIX_AGREED ? "" : " + give");
	else if (rule == RULE_SECOND_OFFER &&
		 !facts_has(view, VERB_DECLINE, NULL) &&
		 follows_a_decline(view, step))
		buffer_add_string(out, "decline REMEDY + offer REMEDY");
	else if (rule == RULE_PROMISES_SETTLED && promise && promise->remedy)
		add_give(out, promise->remedy, view);
	else if (rule == RULE_FIX_DONE || rule == RULE_FIX_DONE_OR_REASON)
		add_gives(out, view);
	else if (rule == RULE_PROMISES_SETTLED && promise && promise->ref)
		add_kept(out, view->file, promise);
	else if (rule == RULE_CONFIRMED && takes_a_restate(view, missing))
		buffer_add_string(out, "restate + confirm");
	else if (rule == RULE_FEEDBACK_ASKED)
		buffer_format(out, "feedback %d-%d",
			      view->policy->feedback.scale_low,
			      view->policy->feedback.scale_high);
	else
		buffer_add_string(out, rows[rule].type);
	if (rule == RULE_SEEN_BY_OWNER)
		one = authority_owner(view->policy);
	else if (rule == RULE_FIX_IMPOSSIBLE)
		one = who_declines(view);
	if (one)
		buffer_format(out, " -b %s", one->id);
	return one != NULL;
}

void
catchup_type(struct buffer *out, enum rule rule, const struct rules_view *view,
	     const struct rules_step *step, const struct rules_missing *missing,
	     const char *by)
{
	if (!add_type(out, rule, view, step, missing) && by)
		buffer_format(out, " -b %s", by);
}

void
catchup_type_give(struct buffer *out, const char *fix,
		  const struct rules_view *view, const char *by)
{
	add_give(out, fix, view);
	if (by)
		buffer_format(out, " -b %s", by);
}

/* Whether something of all that is missing is put right by an offer. */
static bool
offers(const struct rules_missing *missing, const struct rules_view *view)
{
	for (size_t i = 0; i < missing->count; i++) {
		if (missing->rule[i] == RULE_FIX_OFFERED ||
		    missing->rule[i] == RULE_SECOND_OFFER ||
		    ((missing->rule[i] == RULE_FIX_AGREED ||
		      is_fix_to_do(missing->rule[i], view)) &&
		     !first_offered(view)))
			return true;
	}
	return false;
}

/* All that is missing, with what holds back an offer that has to come first. */
static void
with_offer(struct rules_missing *all, const struct rules_missing *missing,
	   const struct rules_view *view)
{
	struct rules_step offer = {VERB_OFFER, NULL, MONEY_NONE};
	struct rules_missing before = {0};

	*all = *missing;
	if (!offers(missing, view))
		return;
	rules_missing(&before, view, &offer);
	for (size_t i = 0; i < before.count; i++) {
		bool there = before.gate[i] == POLICY_REMIND ||
			     catchup_is_person(before.rule[i]);

		if (!there && !rules_is_among(before.rule[i], all))
			all->rule[all->count++] = before.rule[i];
	}
}

/* Whether they have to be told that a remedy is given (NULL: none is): all but
 * one that nothing follows. */
static bool
is_told_of(const char *remedy, const struct policy *policy)
{
	int at = remedy ? policy_remedy(policy, remedy) : POLICY_NONE;

	return remedy && (at == POLICY_NONE ||
			  policy->remedies[at].then != POLICY_THEN_NOTHING);
}

/* Whether they have to be told of what the line for a rule gives. */
static bool
gives_news(enum rule rule, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	const struct casefile_promise *promise = facts_promise_open(file);
	size_t at = facts_next_fix_owed(view, file->since);

	if (is_fix_to_do(rule, view))
		return is_told_of(fix_to_name(view).id, view->policy);
	if (rule == RULE_PROMISES_SETTLED)
		return promise && is_told_of(promise->remedy, view->policy);
	if (rule != RULE_FIX_DONE && rule != RULE_FIX_DONE_OR_REASON)
		return false;
	while (at != CASEFILE_NONE &&
	       !is_told_of(file->events[at].record->what, view->policy))
		at = facts_next_fix_owed(view, at + 1);
	return at != CASEFILE_NONE;
}

static bool
is_to_be_told(const struct rules_missing *missing,
	      const struct rules_view *view)
{
	bool told = false;

	for (size_t i = 0; i < missing->count && !told; i++)
		told = gives_news(missing->rule[i], view);
	return told;
}

/* What they were told is done before it is given, they are told again where
 * closing wants that. */
static void
with_told(struct rules_missing *all, const struct rules_view *view,
	  const struct rules_step *step)
{
	if (step->verb != VERB_CLOSE || !is_to_be_told(all, view) ||
	    !policy_list_has(rules_to_close(view->policy, step),
			     conditions_name(RULE_CUSTOMER_TOLD)))
		return;
	if (!rules_is_among(RULE_CUSTOMER_TOLD, all))
		all->rule[all->count++] = RULE_CUSTOMER_TOLD;
}

bool
catchup_restates(const struct rules_missing *missing,
		 const struct rules_view *view)
{
	struct rules_missing all;

	with_offer(&all, missing, view);
	return rules_is_among(RULE_RESTATED, &all) ||
	       (rules_is_among(RULE_CONFIRMED, &all) &&
		takes_a_restate(view, &all));
}

/* Whether a line has a step in it, as it stands there or, with `more`, with
 * something behind it: "give" in "give refund". */
static bool
has_step(const char *line, const char *step, bool more)
{
	size_t len = strlen(step);

	for (const char *at = line; (at = strstr(at, step)) != NULL; at++) {
		bool begins = at == line || (at - line >= 3 &&
					     strncmp(at - 3, " + ", 3) == 0);
		bool ends = !at[len] || strncmp(at + len, " + ", 3) == 0;

		if (begins && (ends || (more && at[len] == ' ')))
			return true;
	}
	return false;
}

bool
catchup_has(const char *line, const char *step)
{
	return has_step(line, step, false);
}

/* Append the steps that a rule wants, as far as the line from `begin` on does
 * not have them yet. */
static void
add_new(struct buffer *out, size_t begin, const char *type)
{
	while (*type) {
		const char *end = strstr(type, " + ");
		size_t len = end ? (size_t)(end - type) : strlen(type);
		struct buffer step = {0};

		buffer_add(&step, type, len);
		if (!has_step(buffer_string(out) + begin, step.at, true))
			buffer_format(out, "%s + ", step.at);
		buffer_release(&step);
		type += end ? len + 3 : len;
	}
}

/* Those of a stage; whether one of them is for somebody else. */
static bool
add_stage(struct buffer *out, size_t begin, enum stage stage,
	  const struct rules_missing *all, const struct rules_view *view,
	  const struct rules_step *step)
{
	bool others = false;

	for (size_t i = 0; i < all->count; i++) {
		struct buffer type = {0};

		if (rows[all->rule[i]].stage != stage ||
		    catchup_is_person(all->rule[i]))
			continue;
		others = add_type(&type, all->rule[i], view, step, all) ||
			 others;
		add_new(out, begin, type.at);
		buffer_release(&type);
	}
	return others;
}

void
catchup_steps(struct buffer *out, const struct rules_missing *missing,
	      const struct rules_view *view, const struct rules_step *step,
	      const char *typed, const char *by)
{
	const struct policy_staff *one = NULL;
	struct rules_missing all;
	size_t begin = out->len;
	bool others = false;

	with_offer(&all, missing, view);
	with_told(&all, view, step);
	for (int stage = 0; stage < STAGE_COUNT; stage++)
		others = add_stage(out, begin, (enum stage)stage, &all, view,
				   step) ||
			 others;
	buffer_add_string(out, typed);
	for (size_t i = 0; i < missing->count; i++) {
		if (missing->rule[i] == RULE_ROLE && !one)
			one = authority_who_may(view, step);
		else if (missing->rule[i] == RULE_LIMITS)
			one = dealings_who_may(view);
	}
	if (one || (by && !others))
		buffer_format(out, " -b %s", one ? one->id : by);
}
