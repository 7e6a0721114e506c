#include "remedy.h"

#include <string.h>

#include "authority.h"
#include "legaltime.h"
#include "people.h"
#include "text.h"

#define ABSENT CASEFILE_NONE

const char *
remedy_kind_name(enum remedy_kind kind)
{
	static const char *const names[] = {
		[REMEDY_FIX] = "fix",
		[REMEDY_GESTURE] = "gesture",
		[REMEDY_ENTITLEMENT] = "entitlement",
	};

	return names[kind];
}

int64_t
remedy_cap(const struct policy_remedy *remedy, const struct casefile *file)
{
	int64_t cap = remedy->max_amount;

	if (remedy->max_percent > 0 && file->value != MONEY_NONE) {
		int64_t part = money_percent(file->value, remedy->max_percent);

		if (part < cap)
			cap = part;
	}
	return cap;
}

int64_t
remedy_cost(const struct policy_remedy *remedy, const struct casefile *file)
{
	int64_t cap;

	switch (remedy->cost) {
	case REMEDY_COST_FIXED:
		return remedy->amount;
	case REMEDY_COST_PRICE:
		return file->value;
	case REMEDY_COST_DELIVERY:
		return file->delivery;
	case REMEDY_COST_AGREED:
		cap = remedy_cap(remedy, file);
		return cap == MONEY_UNLIMITED ? MONEY_NONE : cap;
	}
	return MONEY_NONE;
}

int64_t
remedy_due(const struct policy *policy, const struct policy_remedy *remedy,
	   int64_t now)
{
	if (!remedy->has_promise)
		return INSTANT_NONE;
	return hours_add(policy->hours, now, &remedy->promise_by);
}

/* The last event of a verb about a remedy since the last reopen. */
static size_t
last(const struct rules_view *view, enum verb verb, const char *remedy)
{
	return casefile_last(view->file, verb, remedy, view->file->since);
}

/* Why it cannot be done, as somebody wrote it down; NULL. */
static const char *
cannot_because(const struct rules_view *view, const char *remedy)
{
	size_t at = last(view, VERB_CANNOT, remedy);

	if (at == ABSENT)
		at = last(view, VERB_CANNOT, "all");
	if (at == ABSENT)
		return NULL;
	return view->file->events[at].record->text
		       ? view->file->events[at].record->text
		       : "no reason given";
}

static const char *
amount_words(const struct policy *policy, int64_t amount, struct arena *arena)
{
	struct buffer words = {0};
	const char *copy;

	money_format(&words, amount, policy->shop.digits);
	copy = arena_copy(arena, words.at, words.len);
	buffer_release(&words);
	return copy;
}

static void
leave_out(struct remedy_option *option, size_t line, const char *why)
{
	option->picked = false;
	option->line = line;
	option->why = why;
}

/* What the gestures of a case came to: those given, and those that they chose
 * and do not have yet. */
static int64_t
gestures_so_far(const struct rules_view *view)
{
	const struct policy *policy = view->policy;
	const struct casefile *file = view->file;
	int64_t sum = 0;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];
		const char *what = event->record->what;
		int at = what ? policy_remedy(policy, what) : POLICY_NONE;

		if (at == POLICY_NONE ||
		    policy->remedies[at].kind != REMEDY_GESTURE)
			continue;
		if (event->verb == VERB_GIVE ||
		    (event->verb == VERB_ACCEPT &&
		     casefile_first(file, VERB_GIVE, what, i) == ABSENT &&
		     casefile_first(file, VERB_DECLINE, what, i) == ABSENT))
			sum += casefile_given(file, i);
	}
	return sum;
}

/* What the gestures of a case may come to in all; over it one is left out. */
static bool
is_over_cap(const struct rules_view *view, const struct remedy_option *option,
	    struct arena *arena, const char **why)
{
	const struct policy *policy = view->policy;
	int percent = policy->rules.gesture_cap_percent;
	int64_t cap, so_far = gestures_so_far(view);

	if (percent == 0 || view->file->value == MONEY_NONE ||
	    option->cost == MONEY_NONE || option->cost == 0)
		return false;
	cap = money_percent(view->file->value, percent);
	if (so_far + option->cost <= cap)
		return false;
	*why = arena_format(arena,
			    "gestures may come to %s, %d %% of the price",
			    amount_words(policy, cap, arena), percent);
	return true;
}

/* What they said to it, or we did, so that it is no option now; NULL. */
static const char *
settled_because(const struct rules_view *view,
		const struct remedy_option *option, struct arena *arena)
{
	const struct policy_remedy *remedy =
		&view->policy->remedies[option->remedy];
	size_t accept = last(view, VERB_ACCEPT, remedy->id);
	size_t decline = last(view, VERB_DECLINE, remedy->id);
	size_t answer = last(view, VERB_WISH, NULL);
	const char *reason;

	if (last(view, VERB_GIVE, remedy->id) != ABSENT)
		return "given already";
	if (accept != ABSENT && (decline == ABSENT || decline < accept))
		return "they chose it already";
	if (decline != ABSENT)
		return "they declined it";
	reason = cannot_because(view, remedy->id);
	if (reason && remedy->kind != REMEDY_GESTURE)
		return arena_format(arena, "it cannot be done: %s", reason);
	if (option->wish && answer != ABSENT) {
		const struct record *ours = view->file->events[answer].record;

		if (ours->what && strcmp(ours->what, "declined") == 0)
			return arena_format(arena, "we said no to it: %s",
					    ours->text ? ours->text
						       : "no reason given");
	}
	if (legaltime_is_up(view, remedy))
		return arena_format(arena, "bought %s, its time is up",
				    casefile_detail(view->file, "bought"));
	return NULL;
}

/* On a case that is for a rung above who asks, somebody of it says so first. */
static void
ask_rung(struct remedy_option *option, const struct rules_view *view,
	 const struct rules_step *step, struct arena *arena)
{
	const struct policy *policy = view->policy;
	const char *list;
	size_t line;
	int rung = authority_rung(view, step, &list, &line);

	if (rung == POLICY_NONE)
		return;
	option->ask = authority_grantor(view, step);
	option->line = line;
	option->why = arena_format(
		arena, "%s; for %s to decide",
		option->wish ? "their wish"
			     : remedy_kind_name(
				       policy->remedies[option->remedy].kind),
		policy->rungs[rung].id);
	if (option->ask == POLICY_NONE)
		leave_out(option, line, option->why);
}

/* Everything about one remedy but its place in the list. */
static void
judge(struct remedy_option *option, const struct rules_view *view,
      struct arena *arena)
{
	const struct policy *policy = view->policy;
	const struct policy_remedy *remedy = &policy->remedies[option->remedy];
	struct rules_step step = {VERB_OFFER, remedy->id, MONEY_NONE};
	const char *reason, *which;
	int64_t total, limit;

	option->cost = remedy_cost(remedy, view->file);
	option->by = remedy_due(policy, remedy, view->now);
	option->ask = POLICY_NONE;
	option->picked = true;
	option->line = remedy->line;
	option->why =
		option->wish ? "their wish" : remedy_kind_name(remedy->kind);
	reason = settled_because(view, option, arena);
	if (reason) {
		leave_out(option, remedy->line, reason);
		return;
	}
	step.amount = option->cost;
	if (remedy->kind == REMEDY_GESTURE) {
		if (is_over_cap(view, option, arena, &reason)) {
			leave_out(option, policy->rules.gesture_cap_line,
				  reason);
			return;
		}
		if (!rules_any_met(&policy->rules.gesture_needs, view, &step)) {
			leave_out(option, policy->rules.gesture_needs_line,
				  "after a fix");
			option->later = true;
			return;
		}
	}
	limit = authority_limit(view, &step, &total, &which);
	if (limit != MONEY_UNLIMITED) {
		if (policy->authority.over_limit_ask_next_rung)
			option->ask = authority_grantor(view, &step);
		option->why = arena_format(
			arena, "%s; %s may give %s %s",
			option->wish ? "their wish"
				     : remedy_kind_name(remedy->kind),
			policy_staff_name(policy, view->who),
			amount_words(policy, limit, arena), which);
		option->line = policy->authority.line;
		if (option->ask == POLICY_NONE)
			leave_out(option, policy->authority.line, option->why);
	} else {
		ask_rung(option, view, &step, arena);
	}
}

/* Where an option stands among the picked: lower is earlier. */
static int
place(const struct policy *policy, const struct remedy_option *option)
{
	const struct policy_remedy *remedy = &policy->remedies[option->remedy];

	if (!option->picked)
		return 9;
	if (option->wish && policy->rules.customer_wish_first)
		return 0;
	if (remedy->kind == REMEDY_ENTITLEMENT)
		return 1;
	if (remedy->kind == REMEDY_GESTURE)
		return 4;
	return remedy->has_promise ? 2 : 3;
}

static bool
stands_before(const struct policy *policy, const struct remedy_option *a,
	      const struct remedy_option *b)
{
	int left = place(policy, a), right = place(policy, b);

	if (left != right)
		return left < right;
	/* One that the calendar has no time for comes last. */
	if (left == 2 && a->by != b->by)
		return b->by == INSTANT_NONE ||
		       (a->by != INSTANT_NONE && a->by < b->by);
	/* What is done by the same time: the cheaper first (P27). */
	if (left == 2 && a->cost != b->cost && a->cost != MONEY_NONE &&
	    b->cost != MONEY_NONE)
		return a->cost < b->cost;
	return false; /* as they came: the plan's order */
}

/* A stable insertion sort: a list is a handful long. */
static void
arrange(struct remedy_choice *choice, const struct policy *policy)
{
	for (size_t i = 1; i < choice->count; i++) {
		struct remedy_option moving = choice->options[i];
		size_t to = i;

		while (to > 0 && stands_before(policy, &moving,
					       &choice->options[to - 1])) {
			choice->options[to] = choice->options[to - 1];
			to--;
		}
		choice->options[to] = moving;
	}
}

static void
consider(struct remedy_choice *choice, const int *remedies, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool there = false;

		for (size_t k = 0; k < choice->count; k++)
			there = there ||
				choice->options[k].remedy == remedies[i];
		if (!there)
			choice->options[choice->count++] =
				(struct remedy_option){.remedy = remedies[i]};
	}
}

/*
 * rules.second-failure.gesture-step: so many of the smallest gestures are left
 * out, but never the last one. Those that are over a limit count, too, or a
 * lower limit would bring a small one back.
 */
static void
step_up(struct remedy_choice *choice, const struct rules_view *view,
	struct arena *arena)
{
	const struct policy *policy = view->policy;

	if (policy->rules.second_failure_gesture_step <= 0 ||
	    !facts_has_failed(view))
		return;
	for (int up = policy->rules.second_failure_gesture_step; up > 0; up--) {
		struct remedy_option *least = NULL;
		size_t gestures = 0;

		for (size_t i = 0; i < choice->count; i++) {
			struct remedy_option *option = &choice->options[i];

			if (option->stepped ||
			    policy->remedies[option->remedy].kind !=
				    REMEDY_GESTURE ||
			    settled_because(view, option, arena))
				continue;
			gestures++;
			if (!least || option->cost < least->cost)
				least = option;
		}
		if (gestures < 2)
			return;
		choice->picked -= least->picked;
		least->later = false;
		least->stepped = true;
		leave_out(least, policy->rules.second_failure_line,
			  arena_format(
				  arena, "it failed before: %d step%s up",
				  policy->rules.second_failure_gesture_step,
				  policy->rules.second_failure_gesture_step == 1
					  ? ""
					  : "s"));
	}
}

/* Whether gestures are open for another reason than that they declined every
 * fix so far. */
static bool
is_gesture_due(const struct rules_view *view)
{
	static const struct rules_step step = {VERB_OFFER, NULL, MONEY_NONE};
	const struct policy_list *needs = &view->policy->rules.gesture_needs;

	for (size_t i = 0; i < needs->count; i++) {
		enum rule rule = rules_of_name(needs->at[i]);

		if (rule != RULE_COUNT && rule != RULE_CUSTOMER_DECLINED_FIX &&
		    rules_met(rule, view, &step))
			return true;
	}
	return needs->count == 0;
}

/* They declined the fixes that were offered, and there is another one, if
 * perhaps for somebody else to grant: it comes first, and once it is offered no
 * gesture is open any more. */
static void
hold_gestures(struct remedy_choice *choice, const struct rules_view *view,
	      struct arena *arena)
{
	const struct policy *policy = view->policy;
	bool fix = false;

	for (size_t i = 0; i < choice->count; i++)
		fix = fix ||
		      (policy->remedies[choice->options[i].remedy].kind !=
			       REMEDY_GESTURE &&
		       !settled_because(view, &choice->options[i], arena));
	if (!fix || is_gesture_due(view))
		return;
	for (size_t i = 0; i < choice->count; i++) {
		struct remedy_option *option = &choice->options[i];

		if (!option->picked ||
		    policy->remedies[option->remedy].kind != REMEDY_GESTURE)
			continue;
		leave_out(option, policy->rules.gesture_needs_line,
			  "after a fix");
		option->later = true;
		choice->picked--;
	}
}

void
remedy_choose(struct remedy_choice *choice, const struct rules_view *view,
	      struct arena *arena)
{
	const struct policy *policy = view->policy;
	const char *wish = casefile_detail(view->file, "wish");
	int wished = wish ? policy_remedy(policy, wish) : POLICY_NONE;
	int category = POLICY_NONE;

	*choice = (struct remedy_choice){0};
	choice->options = arena_get(arena, (policy->remedy_count + 1) *
						   sizeof(*choice->options));
	if (view->file->category)
		category = policy_category(policy, view->file->category);
	if (category == POLICY_NONE)
		category = policy_category(policy, "other");
	/* A wish that the category does not name is still theirs to make. */
	if (wished != POLICY_NONE)
		consider(choice, &wished, 1);
	if (category != POLICY_NONE) {
		const struct policy_category *row =
			&policy->categories[category];

		choice->category = row->id;
		consider(choice, row->entitlements, row->entitlement_count);
		consider(choice, row->fixes, row->fix_count);
		consider(choice, row->gestures, row->gesture_count);
	}
	for (size_t i = 0; i < choice->count; i++) {
		struct remedy_option *option = &choice->options[i];
		const struct policy_remedy *remedy =
			&policy->remedies[option->remedy];

		option->wish = option->remedy == wished;
		judge(option, view, arena);
		choice->picked += option->picked;
		choice->fixes += remedy->kind != REMEDY_GESTURE &&
				 (option->picked || last(view, VERB_DECLINE,
							 remedy->id) != ABSENT);
	}
	hold_gestures(choice, view, arena);
	step_up(choice, view, arena);
	arrange(choice, policy);
}

/* When a closed case was closed; INSTANT_NONE of any other. */
static int64_t
closed_at(const struct casefile *file)
{
	return file->state == CASEFILE_CLOSED && file->closed != ABSENT
		       ? file->events[file->closed].record->at
		       : INSTANT_NONE;
}

const struct remedy_option *
remedy_to_ask_for(const struct remedy_choice *choice)
{
	for (size_t i = 0; i < choice->picked; i++) {
		if (choice->options[i].ask == POLICY_NONE)
			return NULL;
	}
	return choice->picked > 0 ? &choice->options[0] : NULL;
}

size_t
remedy_like(const struct casefile **like, size_t most,
	    const struct rules_view *view)
{
	const char *category = view->file->category;
	size_t count = 0;

	if (!view->book || !category || most == 0)
		return 0;
	for (size_t i = 0; i < view->book->count; i++) {
		const struct casefile *file = &view->book->cases[i];
		int64_t at = closed_at(file);
		size_t to = count;

		if (at == INSTANT_NONE || file == view->file || file->erased ||
		    !file->category || strcmp(file->category, category) != 0)
			continue;
		while (to > 0 && closed_at(like[to - 1]) < at)
			to--;
		if (to == most)
			continue;
		if (count < most)
			count++;
		memmove(&like[to + 1], &like[to],
			(count - to - 1) * sizeof(*like));
		like[to] = file;
	}
	return count;
}

const struct casefile *
remedy_next_other(const struct rules_view *view, size_t *from)
{
	const struct policy *policy = view->policy;
	const char *item = casefile_detail(view->file, "item");
	int category = view->file->category
			       ? policy_category(policy, view->file->category)
			       : POLICY_NONE;

	if (!view->book || !item || category == POLICY_NONE ||
	    !policy->categories[category].tell_others)
		return NULL;
	while (*from < view->book->count) {
		const struct casefile *file = &view->book->cases[(*from)++];
		const char *theirs = casefile_detail(file, "item");
		size_t told = casefile_last(file, VERB_TELL, NULL, 0);

		if (theirs && text_same(theirs, item) && file != view->file &&
		    !file->erased && !file->merged_into &&
		    !people_same(policy, view->file, file) &&
		    (told == ABSENT ||
		     file->events[told].record->at < view->file->opened))
			return file;
	}
	return NULL;
}
