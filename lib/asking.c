#include "asking.h"

#include <stdlib.h>
#include <string.h>

#include "catchup.h"
#include "facts.h"
#include "text.h"

#define ABSENT CASEFILE_NONE

static void
add_choice(struct asking *asking, size_t room, const char *word,
	   const char *text)
{
	if (!word || asking->choice_count == room)
		return;
	for (size_t i = 0; i < asking->choice_count; i++) {
		if (strcmp(asking->choices[i].word, word) == 0)
			return;
	}
	asking->choices[asking->choice_count++] =
		(struct asking_choice){word, text};
}

static void
make_room(struct asking *asking, size_t room, struct arena *arena)
{
	asking->choices =
		arena_get(arena, (room + 1) * sizeof(*asking->choices));
	asking->choice_count = 0;
}

/* The remedies of events of a verb that no later one of `ends` is about. */
static void
add_remedies(struct asking *asking, const struct casefile *file, enum verb verb,
	     const enum verb *ends, size_t end_count, struct arena *arena)
{
	make_room(asking, file->event_count, arena);
	for (size_t i = file->since; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		bool ended = false;

		for (size_t k = 0; k < end_count; k++)
			ended = ended ||
				casefile_first(file, ends[k], record->what,
					       i + 1) != ABSENT;
		if (file->events[i].verb == verb && !ended)
			add_choice(asking, file->event_count, record->what,
				   record->text);
	}
}

static void
add_promises(struct asking *asking, const struct casefile *file,
	     struct arena *arena)
{
	make_room(asking, file->promise_count, arena);
	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].state == PROMISE_OPEN)
			add_choice(asking, file->promise_count,
				   file->promises[i].ref,
				   file->promises[i].text);
	}
}

static void
add_points(struct asking *asking, const struct casefile *file,
	   struct arena *arena)
{
	make_room(asking, file->point_count, arena);
	for (size_t i = 0; i < file->point_count; i++)
		add_choice(asking, file->point_count, file->points[i].ref,
			   file->points[i].text);
}

static void
add_objects(struct asking *asking, const struct rules_view *view,
	    struct arena *arena)
{
	const char **objects = draft_objects(asking->verb, view->policy, arena);
	size_t count = 0;

	while (objects[count])
		count++;
	make_room(asking, count, arena);
	for (size_t i = 0; i < count; i++)
		add_choice(asking, count, objects[i], NULL);
	free(objects);
}

/* That they have been given something and do not know it yet: `tell` is
 * `tell done` then, as the recorder sees it, too. */
static bool
is_to_be_told(const struct casefile *file)
{
	size_t give = casefile_last(file, VERB_GIVE, NULL, file->since);

	return give != ABSENT &&
	       casefile_first(file, VERB_TELL, "done", give) == ABSENT;
}

/* The list to choose from; empty where the recorder needs no answer, or has
 * more to say than a list could. */
static void
list_choices(struct asking *asking, const struct rules_view *view,
	     struct arena *arena)
{
	static const enum verb chosen[] = {VERB_ACCEPT, VERB_DECLINE};
	static const enum verb given[] = {VERB_GIVE, VERB_DECLINE};
	size_t enough = 2; /* below that, the one thing fits */

	switch (asking->verb) {
	case VERB_ACCEPT:
	case VERB_DECLINE:
		add_remedies(asking, view->file, VERB_OFFER, chosen, 2, arena);
		break;
	case VERB_GIVE:
		add_remedies(asking, view->file, VERB_ACCEPT, given, 2, arena);
		break;
	case VERB_KEPT:
	case VERB_RENEW:
	case VERB_BROKEN:
		add_promises(asking, view->file, arena);
		break;
	case VERB_HEART:
	case VERB_ANSWER:
		add_points(asking, view->file, arena);
		break;
	case VERB_TELL:
		if (!is_to_be_told(view->file))
			add_objects(asking, view, arena);
		break;
	case VERB_HEAT:
	case VERB_FLAG:
	case VERB_WISH:
	case VERB_CANNOT:
	case VERB_EVIDENCE:
	case VERB_FINDING:
	case VERB_CAUSE:
	case VERB_CLOSE:
	case VERB_FEEDBACK:
	case VERB_OVERRIDE:
		add_objects(asking, view, arena);
		enough = 1;
		break;
	default:
		break;
	}
	if (asking->choice_count < enough)
		asking->choice_count = 0;
}

static bool
has_key(const struct draft *draft, const char *key)
{
	for (size_t i = 0; i < draft->pair_count; i++) {
		if (strcmp(draft->pairs[i].key, key) == 0)
			return true;
	}
	return false;
}

static bool
needs_text(const struct draft *draft, const struct policy *policy)
{
	if (draft_needs_reason(draft, policy))
		return true;
	if (draft->verb == VERB_WISH)
		return draft->what && strcmp(draft->what, "declined") == 0;
	return (event_kind(draft->verb)->needs & EVENT_NEEDS_TEXT) != 0;
}

bool
asking_may_lack(const struct draft *draft, const struct policy *policy)
{
	unsigned needs = event_kind(draft->verb)->needs;

	return (!draft->what && (needs & EVENT_NEEDS_WHAT)) ||
	       (!draft->text && needs_text(draft, policy)) ||
	       (!draft->due && (needs & EVENT_NEEDS_DUE)) ||
	       (draft->verb == VERB_PROMISE && !has_key(draft, "how"));
}

/* What the customer said, which is what is said back to them. */
static const char *
their_words(const struct casefile *file)
{
	const char *words = casefile_detail(file, "happened");

	return words || !file->opening ? words : file->opening->text;
}

void
asking_next(struct asking *asking, const struct draft *draft,
	    const struct rules_view *view, struct arena *arena)
{
	const struct policy *policy = view->policy;
	unsigned needs = event_kind(draft->verb)->needs;
	const char *channel = casefile_detail(view->file, "channel");

	*asking = (struct asking){.verb = draft->verb};
	if ((needs & EVENT_NEEDS_WHAT) && !draft->what)
		list_choices(asking, view, arena);
	if (asking->choice_count > 0) {
		asking->what = ASKING_WHAT;
	} else if (needs_text(draft, policy) && !draft->text) {
		asking->what = ASKING_TEXT;
		if (draft->verb == VERB_RESTATE) {
			asking->say = "restate";
			asking->suggested = their_words(view->file);
		}
	} else if ((needs & EVENT_NEEDS_DUE) && !draft->due &&
		   draft->due_at == INSTANT_NONE) {
		asking->what = ASKING_DUE;
	} else if (draft->verb == VERB_PROMISE && !has_key(draft, "how") &&
		   policy &&
		   policy_list_has(&policy->promises.must_say, "how")) {
		const struct policy_list *channels = &policy->intake.channels;

		asking->what = ASKING_HOW;
		asking->suggested = channel ? channel : "phone";
		make_room(asking, channels->count, arena);
		for (size_t i = 0; i < channels->count; i++)
			add_choice(asking, channels->count, channels->at[i],
				   NULL);
	}
}

/*
 * A row a rule whose step can be asked for: which event makes it good, and how
 * it is asked whether that was done, in so many words. Without a question it is
 * the event's own. What is in no row somebody has to decide.
 */
static const struct {
	enum verb verb;
	enum asking_for as;
	const char *what;
	const char *question;
	const char *say;
} steps[RULE_COUNT] = {
	[RULE_HEARD] = {VERB_HEARD, ASKING_WHETHER, NULL,
			"Have they said all there is?", NULL},
	[RULE_RESTATED] = {.verb = VERB_RESTATE},
	[RULE_CONFIRMED] = {VERB_CONFIRM, ASKING_WHETHER, NULL,
			    "Did they agree that this is it?", NULL},
	[RULE_HEART] = {.verb = VERB_HEART},
	[RULE_ALL_POINTS_ANSWERED] = {VERB_TELL, ASKING_WHETHER, "done",
				      "Do they have an answer to every point?",
				      "done"},
	[RULE_FIX_OFFERED] = {VERB_OFFER, ASKING_WHETHER, NULL,
			      "Were they offered what puts it right?",
			      "options"},
	/* Of several; the one that was offered they may still decline. */
	[RULE_FIX_AGREED] = {.verb = VERB_ACCEPT},
	[RULE_FIX_DONE] = {.verb = VERB_GIVE, .as = ASKING_WHETHER},
	[RULE_FIX_DONE_OR_REASON] = {.verb = VERB_GIVE, .as = ASKING_WHETHER},
	[RULE_CUSTOMER_DECLINED_FIX] = {.verb = VERB_DECLINE,
					.as = ASKING_WHETHER},
	[RULE_FIX_IMPOSSIBLE] = {VERB_CANNOT, ASKING_TEXT, "all",
				 "Why can it not be put right?", NULL},
	[RULE_SECOND_OFFER] = {VERB_OFFER, ASKING_WHETHER, NULL,
			       "Were they offered something else?", "options"},
	[RULE_APOLOGY_IF_AT_FAULT] = {VERB_APOLOGY, ASKING_TEXT, NULL,
				      "How did you say that we are sorry?",
				      "apology"},
	[RULE_CUSTOMER_TOLD] = {VERB_TELL, ASKING_WHETHER, "done",
				"Do they know that it is done?", "done"},
	[RULE_PROMISES_SETTLED] = {.verb = VERB_KEPT, .as = ASKING_WHETHER},
	[RULE_FEEDBACK_ASKED] = {.verb = VERB_FEEDBACK},
	[RULE_OUTSIDE_TOLD] = {VERB_TELL, ASKING_WHETHER, "outside",
			       "Do they know who else can look at it?",
			       "outside"},
	[RULE_CAUSE] = {.verb = VERB_CAUSE},
	[RULE_PREVENTION] = {VERB_PREVENT, ASKING_TEXT, NULL,
			     "What keeps it from happening again?", NULL},
};

/* A fix that they were offered and have not declined; NULL where there is none,
 * or they chose one. */
static const char *
fix_to_decline(const struct rules_view *view)
{
	const struct casefile *file = view->file;
	const char *offered = NULL;

	for (size_t i = file->since; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];
		const char *what = event->record->what;

		if (!facts_is_fix(view->policy, what))
			continue;
		if (event->verb == VERB_ACCEPT &&
		    !casefile_is_withdrawn(file, i))
			return NULL;
		if (event->verb == VERB_OFFER && !offered &&
		    casefile_first(file, VERB_DECLINE, what, i) == ABSENT)
			offered = what;
	}
	return offered;
}

/* Whether who acts may say that it cannot be put right. */
static bool
may_decline(const struct rules_view *view)
{
	static const struct rules_step cannot = {VERB_CANNOT, "all",
						 MONEY_NONE};

	return rules_met(RULE_ROLE, view, &cannot);
}

/* What the step of a rule is about, and how that is asked; NULL, as before,
 * where it is nothing of the case. False: there is nothing to ask for. */
static bool
find_object(const char **what, const char **question, enum rule rule,
	    const struct rules_view *view, struct arena *arena)
{
	const struct casefile_promise *promise;

	switch (rule) {
	case RULE_FIX_DONE:
	case RULE_FIX_DONE_OR_REASON:
		*what = facts_fix_owed(view);
		if (*what)
			*question = arena_format(
				arena, "They chose %s. Is that done?", *what);
		return *what != NULL;
	case RULE_PROMISES_SETTLED:
		promise = facts_promise_open(view->file);
		*what = promise ? promise->ref : NULL;
		if (*what)
			*question = arena_format(
				arena, "%s \"%s\": was that kept?", *what,
				promise->text ? promise->text : "");
		return *what != NULL;
	case RULE_CUSTOMER_DECLINED_FIX:
		*what = fix_to_decline(view);
		if (*what)
			*question = arena_format(
				arena,
				"They were offered %s. Did they decline it?",
				*what);
		return *what != NULL;
	case RULE_FIX_IMPOSSIBLE:
		return may_decline(view);
	case RULE_SECOND_OFFER:
		return facts_has(view, VERB_DECLINE, NULL);
	default:
		return true;
	}
}

/* What puts such a complaint right, where nothing was chosen; all that does
 * where it has no kind yet. */
static void
add_fixes(struct asking *asking, const struct rules_view *view,
	  struct arena *arena)
{
	const struct policy *policy = view->policy;
	const char *kind = view->file->category;
	int at = kind ? policy_category(policy, kind) : POLICY_NONE;
	size_t room = at == POLICY_NONE ? policy->remedy_count
					: policy->categories[at].fix_count;

	make_room(asking, room, arena);
	for (size_t i = 0; i < room; i++) {
		const struct policy_remedy *remedy =
			&policy->remedies[at == POLICY_NONE
						  ? (int)i
						  : policy->categories[at]
							    .fixes[i]];

		if (remedy->kind != REMEDY_GESTURE)
			add_choice(asking, room, remedy->id, remedy->label);
	}
}

bool
asking_step(struct asking *asking, struct draft_words *words, enum rule rule,
	    const struct rules_view *view, struct arena *arena)
{
	const char *what, *question;
	struct draft draft = {.due_at = INSTANT_NONE};

	if (catchup_is_sorry(rule, view))
		rule = RULE_APOLOGY_IF_AT_FAULT;
	what = steps[rule].what;
	question = steps[rule].question;
	draft.verb = steps[rule].verb;
	if (draft.verb == VERB_OPEN)
		return false;
	asking_next(asking, &draft, view, arena);
	if (!find_object(&what, &question, rule, view, arena)) {
		if (draft.verb != VERB_GIVE)
			return false;
		add_fixes(asking, view, arena);
		if (asking->choice_count == 0)
			return false;
		asking->what = ASKING_WHAT;
		asking->question = "What was done? Ctrl-D: nothing yet.";
	} else if (steps[rule].as != ASKING_NOTHING) {
		asking->what = steps[rule].as;
		asking->question = question;
		asking->say = steps[rule].say;
	}
	if (asking->what == ASKING_NOTHING)
		return false;
	*words = (struct draft_words){
		.words = mem_get(2 * sizeof(*words->words))};
	words->words[words->count++] = event_kind(draft.verb)->name;
	if (what)
		words->words[words->count++] =
			arena_copy(arena, what, strlen(what));
	return true;
}
