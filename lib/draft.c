#include "draft.h"

#include <stdlib.h>
#include <string.h>

#include "dealings.h"
#include "discreet.h"
#include "rules.h"
#include "text.h"

#define SAID_AT_MOST 8 /* words of a list in one sentence */

/* How the objects of each kind are called. */
static const char *const object_names[] = {
	[EVENT_WHAT_NONE] = "nothing",
	[EVENT_WHAT_WORD] = "a word that it takes",
	[EVENT_WHAT_CATEGORY] = "a category",
	[EVENT_WHAT_REMEDY] = "a remedy",
	[EVENT_WHAT_FIX_OR_ALL] = "a fix, or all",
	[EVENT_WHAT_CHANNEL] = "a channel",
	[EVENT_WHAT_HEAT] = "a heat",
	[EVENT_WHAT_STAFF] = "a member of staff",
	[EVENT_WHAT_RUNG] = "a rung",
	[EVENT_WHAT_FINDING] = "a finding",
	[EVENT_WHAT_CAUSE] = "a cause",
	[EVENT_WHAT_OUTCOME] = "an outcome",
	[EVENT_WHAT_STEP] = "an after-care step",
	[EVENT_WHAT_RULE] = "a rule",
	[EVENT_WHAT_POINT_NEW] = "a point",
	[EVENT_WHAT_POINT] = "a point, as pt1 is",
	[EVENT_WHAT_PROMISE_NEW] = "a promise",
	[EVENT_WHAT_PROMISE] = "a promise, as p1 is",
	[EVENT_WHAT_TASK_NEW] = "a task",
	[EVENT_WHAT_TASK] = "a task, as t1 is",
	[EVENT_WHAT_CASE] = "a case",
	[EVENT_WHAT_ANY] = "a word for it",
};

static const char *const open_keys[] = {
	"customer", "phone",    "email",    "address",  "postcode", "channel",
	"heat",     "severity", "value",    "delivery", "item",     "order",
	"bought",   "about",    "happened", "expected", "effect",   "wants",
	"wish",     "shop",     "earlier",  "category",
};
#define OPEN_KEY_COUNT (sizeof(open_keys) / sizeof(*open_keys))

bool
draft_is_open_key(const char *key, const char **guess)
{
	for (size_t i = 0; i < OPEN_KEY_COUNT; i++) {
		if (strcmp(open_keys[i], key) == 0)
			return true;
	}
	*guess = text_guess(key, open_keys, OPEN_KEY_COUNT);
	return false;
}

bool
draft_needs_reason(const struct draft *draft, const struct policy *policy)
{
	if (draft->verb != VERB_ESCALATE || !policy ||
	    policy->customer_need_not_say_why)
		return false;
	for (size_t i = 0; i < draft->pair_count; i++) {
		if (strcmp(draft->pairs[i].key, "remedy") == 0)
			return false;
	}
	return true;
}

const char *
draft_object_name(enum verb verb)
{
	switch (verb) {
	case VERB_EVIDENCE:
		return "a word for it, as photo is";
	case VERB_REVIEW:
		return "a word for where it is, as google is";
	default:
		return object_names[event_kind(verb)->what];
	}
}

/* A list of words that grows; ends with NULL. */
struct words {
	const char **at;
	size_t count, room;
};

/* Evidence that every shop sees, whatever its plan names. */
static const char evidence_words[] = "photo receipt";

static void
add_word(struct words *words, const char *word)
{
	for (const char **at = words->at; *at; at++) {
		if (strcmp(*at, word) == 0)
			return;
	}
	/* One more than the words: the NULL behind them. */
	words->at = mem_grow(words->at, words->count + 1, &words->room,
			     sizeof(*words->at));
	words->at[words->count++] = word;
	words->at[words->count] = NULL;
}

static void
add_list(struct words *words, const struct policy_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		add_word(words, list->at[i]);
}

/* The fixed words of a verb's row, one by one. */
static void
add_fixed(struct words *words, const char *list, struct arena *arena)
{
	while (list && *list) {
		size_t len = strcspn(list, " ");

		add_word(words, arena_copy(arena, list, len));
		list += len;
		list += strspn(list, " ");
	}
}

/* What stands for words of which the plan only knows some: a gift, a thing
 * seen, why it is open again. */
static void
add_known(struct words *words, enum verb verb, const struct policy *policy)
{
	switch (verb) {
	case VERB_EVIDENCE:
		for (size_t i = 0; i < policy->category_count; i++)
			add_list(words, &policy->categories[i].evidence);
		break;
	case VERB_THANK:
		for (size_t i = 0; i < policy->remedy_count; i++) {
			if (policy->remedies[i].kind == REMEDY_GESTURE)
				add_word(words, policy->remedies[i].id);
		}
		break;
	case VERB_REVIEW:
		add_list(words, &policy->intake.channels);
		break;
	case VERB_REOPEN:
		add_list(words, &policy->closing.reopen_by);
		break;
	default:
		break;
	}
}

/* Whether a fixed word of a verb is none in this plan: an answer outside of its
 * scale, or a limit that it does not set. */
static bool
is_not_of_plan(enum verb verb, const char *word, const struct policy *policy)
{
	if (verb == VERB_FEEDBACK && word[0] >= '0' && word[0] <= '9')
		return word[0] - '0' < policy->feedback.scale_low ||
		       word[0] - '0' > policy->feedback.scale_high;
	return verb == VERB_FLAG && dealings_is_measure(word) &&
	       !policy_list_has(&policy->unreasonable.may, word);
}

/* Drop what the plan leaves out of the words that there are. */
static void
keep_those_of_plan(struct words *words, enum verb verb,
		   const struct policy *policy)
{
	size_t kept = 0;

	for (size_t i = 0; i < words->count; i++) {
		if (!is_not_of_plan(verb, words->at[i], policy))
			words->at[kept++] = words->at[i];
	}
	words->at[kept] = NULL;
	words->count = kept;
}

const char **
draft_objects(enum verb verb, const struct policy *policy, struct arena *arena)
{
	const struct event_kind *kind = event_kind(verb);
	struct words words = {0};

	words.at = mem_grow(NULL, 0, &words.room, sizeof(*words.at));
	words.at[0] = NULL;
	add_fixed(&words, kind->words, arena);
	if (verb == VERB_EVIDENCE)
		add_fixed(&words, evidence_words, arena);
	if (kind->what == EVENT_WHAT_RULE) {
		for (int i = 0; i < RULE_COUNT; i++)
			add_word(&words, conditions_name((enum rule)i));
	}
	if (kind->what == EVENT_WHAT_TASK_NEW)
		add_word(&words, "none");
	if (kind->what == EVENT_WHAT_FIX_OR_ALL)
		add_word(&words, "all");
	if (!policy)
		return words.at;
	keep_those_of_plan(&words, verb, policy);
	switch (kind->what) {
	case EVENT_WHAT_CATEGORY:
		for (size_t i = 0; i < policy->category_count; i++)
			add_word(&words, policy->categories[i].id);
		break;
	case EVENT_WHAT_REMEDY:
	case EVENT_WHAT_FIX_OR_ALL:
		for (size_t i = 0; i < policy->remedy_count; i++) {
			if (kind->what == EVENT_WHAT_REMEDY ||
			    policy->remedies[i].kind != REMEDY_GESTURE)
				add_word(&words, policy->remedies[i].id);
		}
		break;
	case EVENT_WHAT_CHANNEL:
		add_list(&words, &policy->intake.channels);
		break;
	case EVENT_WHAT_HEAT:
		add_list(&words, &policy->heat.levels);
		break;
	case EVENT_WHAT_STAFF:
		for (size_t i = 0; i < policy->staff_count; i++)
			add_word(&words, policy->staff[i].id);
		break;
	case EVENT_WHAT_RUNG:
		for (size_t i = 0; i < policy->rung_count; i++)
			add_word(&words, policy->rungs[i].id);
		break;
	case EVENT_WHAT_FINDING:
		add_list(&words, &policy->closing.findings);
		break;
	case EVENT_WHAT_CAUSE:
		add_list(&words, &policy->prevention.causes);
		break;
	case EVENT_WHAT_OUTCOME:
		add_list(&words, &policy->closing.outcomes);
		add_word(&words, "best-done");
		break;
	case EVENT_WHAT_STEP:
		for (size_t i = 0; i < policy->step_count; i++)
			add_word(&words, policy->steps[i].id);
		if (policy->prevention.review_day > 0)
			add_word(&words, "monthly-review");
		break;
	case EVENT_WHAT_ANY:
		add_known(&words, verb, policy);
		break;
	default:
		break;
	}
	return words.at;
}

/* "p12" for the prefix "p". */
static bool
is_reference(const char *word, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(word, prefix, len) == 0 && word[len] &&
	       word[len + strspn(word + len, "0123456789")] == '\0';
}

/* A word that can be an id where no list says which there are. */
static bool
is_plain_id(const char *word)
{
	return record_is_what(word) &&
	       word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-")] ==
		       '\0';
}

/* Whether an object is a reference that a recorder gave out: p1, pt2, t1. */
static bool
is_given_out(enum event_what what)
{
	return what == EVENT_WHAT_POINT || what == EVENT_WHAT_PROMISE ||
	       what == EVENT_WHAT_TASK;
}

/* Whether an object of a verb is in a list, so that a word which is not is
 * none: the fixed words always are, the plan's only with a plan. */
static bool
is_listed(enum verb verb, const struct policy *policy)
{
	switch (event_kind(verb)->what) {
	case EVENT_WHAT_WORD:
	case EVENT_WHAT_RULE:
	case EVENT_WHAT_TASK_NEW:
		return true;
	case EVENT_WHAT_STAFF:
		return policy && policy->staff_count > 0;
	case EVENT_WHAT_ANY:
		/* Needed, the first word is it; else only one that is known,
		 * or "thank we sent a card" would thank them with a `we`. */
		return policy && !(event_kind(verb)->needs & EVENT_NEEDS_WHAT);
	default:
		return policy != NULL;
	}
}

bool
draft_is_object(enum verb verb, const char *word, const struct policy *policy,
		struct arena *arena, const char **id)
{
	const struct event_kind *kind = event_kind(verb);
	char *lower = arena_copy(arena, word, strlen(word));
	const char **objects;
	bool found = false;

	text_lower(lower);
	*id = lower;
	switch (kind->what) {
	case EVENT_WHAT_NONE:
		return false;
	case EVENT_WHAT_POINT_NEW:
	case EVENT_WHAT_POINT:
		return is_reference(lower, "pt");
	case EVENT_WHAT_PROMISE_NEW:
	case EVENT_WHAT_PROMISE:
		return is_reference(lower, "p");
	case EVENT_WHAT_TASK:
		return is_reference(lower, "t");
	case EVENT_WHAT_TASK_NEW:
		if (is_reference(lower, "t"))
			return true;
		break;
	case EVENT_WHAT_CASE:
		*id = word;
		return true;
	default:
		break;
	}
	objects = draft_objects(verb, policy, arena);
	for (size_t i = 0; objects[i] && !found; i++)
		found = strcmp(objects[i], lower) == 0;
	free(objects);
	/* A sentence begins with a capital: "Evidence" of that is text. */
	return found || (!is_listed(verb, policy) && is_plain_id(word));
}

/* The object that a word is near to; NULL. */
static const char *
near_object(enum verb verb, const char *word, const struct policy *policy,
	    struct arena *arena)
{
	const char **objects = draft_objects(verb, policy, arena);
	const char *near;
	size_t count = 0;

	while (objects[count])
		count++;
	near = text_guess(word, objects, count);
	free(objects);
	return near;
}

bool
draft_say_objects(struct buffer *out, enum verb verb, const char *before_last,
		  const struct policy *policy, struct arena *arena)
{
	const char **objects = draft_objects(verb, policy, arena);
	size_t count = 0, shown;

	while (objects[count])
		count++;
	shown = count > SAID_AT_MOST ? SAID_AT_MOST : count;
	for (size_t i = 0; i < shown; i++)
		buffer_format(out, "%s%s",
			      i == 0                             ? ""
			      : i + 1 == shown && shown == count ? before_last
								 : ", ",
			      objects[i]);
	if (shown < count)
		buffer_add_string(out, ", ...");
	free(objects);
	return count > 0;
}

/* The remedy that a word for having done it is made of: "refund" of
 * "refunded"; NULL. */
static const char *
remedy_within(const char *word, const struct policy *policy)
{
	for (size_t i = 0; policy && i < policy->remedy_count; i++) {
		const char *id = policy->remedies[i].id;

		if (strncmp(word, id, strlen(id)) == 0)
			return id;
	}
	return NULL;
}

/* What is no event behind a case: a retract needs to know which event of which
 * instant, and a complaint has a tool of its own. */
static bool
no_such_event(const char *word, enum verb also, const char *tool,
	      struct fail *why)
{
	const char *named = strchr(tool, ' ');

	if (also == VERB_OPEN)
		return fail_set(why, FAIL_USAGE, "no event '%s'; %s: case-new",
				word, event_kind(also)->meaning);
	return fail_set(why, FAIL_USAGE,
			"no event '%s'; the last batch is taken back by: "
			"case-log --undo %s",
			word, named ? named + 1 : "CASE");
}

/* "refunded 18": the event that is meant, and the line to type. */
static bool
no_such_verb(const struct draft_words *words, const struct policy *policy,
	     struct fail *why)
{
	const char *word = words->words[0], *remedy = NULL;
	const char *tool = words->tool ? words->tool : "case-log CASE";
	enum verb also = event_also(word);
	bool amount =
		words->count > 1 && strspn(words->words[1], "0123456789.,") ==
					    strlen(words->words[1]);

	if (also == VERB_UNKNOWN)
		return fail_set(why, FAIL_USAGE, "no event '%s'%s",
				discreet_near(word, event_guess(word)),
				text_did_you_mean(event_guess(word)));
	if (also == VERB_OPEN || also == VERB_RETRACT)
		return no_such_event(word, also, tool, why);
	amount = amount && event_kind(also)->takes_amount;
	if (event_kind(also)->what == EVENT_WHAT_REMEDY)
		remedy = remedy_within(word, policy);
	return fail_set(why, FAIL_USAGE, "no event '%s'; %s: %s %s%s%s%s%s",
			word, event_kind(also)->meaning, tool,
			event_kind(also)->name, remedy ? " " : "",
			remedy ? remedy : "", amount ? " -a " : "",
			amount ? words->words[1] : "");
}

static const char *
joined(const char **words, size_t count, struct arena *arena)
{
	struct buffer all = {0};
	const char *copy;

	for (size_t i = 0; i < count; i++)
		buffer_format(&all, "%s%s", i ? " " : "", words[i]);
	copy = arena_copy(arena, buffer_string(&all), all.len);
	buffer_release(&all);
	return copy;
}

bool
draft_no_such_object(enum verb verb, const char *word,
		     const struct policy *policy, struct arena *arena,
		     struct fail *why)
{
	const char *near = near_object(verb, word, policy, arena);
	struct buffer there = {0};

	if (near || !draft_say_objects(&there, verb, ", ", policy, arena))
		fail_set(why, FAIL_USAGE, "%s: '%s' is not %s%s",
			 event_kind(verb)->name, discreet_near(word, near),
			 draft_object_name(verb), text_did_you_mean(near));
	else if (event_kind(verb)->what == EVENT_WHAT_WORD)
		fail_set(why, FAIL_USAGE, "%s: '%s' is not one of: %s",
			 event_kind(verb)->name, discreet_word(word), there.at);
	else
		fail_set(why, FAIL_USAGE, "%s: '%s' is not %s; there are: %s",
			 event_kind(verb)->name, discreet_word(word),
			 draft_object_name(verb), there.at);
	buffer_release(&there);
	return false;
}

/* The first word behind the verb: the object, or where the text begins. */
static bool
read_object(struct draft *draft, const struct draft_words *words,
	    const struct policy *policy, bool already, struct arena *arena,
	    struct fail *why)
{
	const struct event_kind *kind = event_kind(draft->verb);
	bool needed = (kind->needs & EVENT_NEEDS_WHAT) != 0 &&
		      kind->what != EVENT_WHAT_TASK_NEW;
	bool alone = words->count == 2;
	const char *word = words->words[1], *id, *near;

	if (draft_is_object(draft->verb, word, policy, arena, &id)) {
		/* Without a plan nothing tells a gift from a sentence. */
		if (policy || needed || kind->what != EVENT_WHAT_ANY || alone)
			draft->what = id;
		return true;
	}
	near = near_object(draft->verb, word, policy, arena);
	/* Alone it is the object misspelt, unless words are needed too. */
	if (!(near && (needed || alone)) &&
	    !(needed && alone && !(kind->needs & EVENT_NEEDS_TEXT)))
		return true;
	if ((already || !is_listed(draft->verb, policy)) && is_plain_id(id) &&
	    !is_given_out(kind->what)) {
		draft->what = id;
		draft->is_unlisted = is_listed(draft->verb, policy);
		return true;
	}
	return draft_no_such_object(draft->verb, word, policy, arena, why);
}

/*
 * What stands behind amend, retract or merge is not kept anywhere: most likely
 * it is the rest of a value that wanted quotes.
 */
static bool
takes_no_words(const struct draft *draft, const struct draft_words *words,
	       size_t from, struct arena *arena, struct fail *why)
{
	const char *rest = words->count > from
				   ? joined(words->words + from,
					    words->count - from, arena)
				   : words->message;

	if (draft->pair_count > 0) {
		const struct record_pair *last =
			&draft->pairs[draft->pair_count - 1];

		return fail_set(
			why, FAIL_USAGE,
			"%s takes no words; quote the value: -k "
			"'%s=%s%s%s'",
			draft->typed, last->key, discreet_word(last->value),
			discreet_is() ? "" : " ", discreet_is() ? "" : rest);
	}
	if (draft->verb == VERB_AMEND)
		return fail_set(why, FAIL_USAGE,
				"amend takes no words, but keys: amend -k "
				"'customer=%s'",
				discreet_word(rest));
	return fail_set(why, FAIL_USAGE,
			"%s takes no words; what is to be said stands in a "
			"note: %s + note %s",
			draft->typed, draft->typed, discreet_word(rest));
}

bool
draft_read(struct draft *draft, const struct draft_words *words,
	   const struct policy *policy, bool already, struct arena *arena,
	   struct fail *why)
{
	const struct event_kind *kind;
	size_t text_from = 1;

	*draft = (struct draft){.due = words->due,
				.due_at = INSTANT_NONE,
				.amount = words->amount,
				.pairs = words->pairs,
				.pair_count = words->pair_count,
				.at = INSTANT_NONE};
	draft->verb = event_verb(words->words[0]);
	if (draft->verb == VERB_UNKNOWN)
		return no_such_verb(words, policy, why);
	kind = event_kind(draft->verb);
	draft->typed = kind->name;
	if (words->count > 1 &&
	    !read_object(draft, words, policy, already, arena, why))
		return false;
	if (draft->what)
		text_from = 2;
	if (draft->what)
		draft->typed =
			arena_format(arena, "%s %s", kind->name, draft->what);
	if (words->message && words->count > text_from)
		return fail_set(why, FAIL_USAGE,
				"%s: the text is there twice, as words and "
				"with -m",
				kind->name);
	if (words->message)
		draft->text = words->message;
	else if (words->count > text_from)
		draft->text = joined(words->words + text_from,
				     words->count - text_from, arena);
	if (draft->text && text_is_blank(draft->text))
		draft->text = NULL;
	if (draft->text && kind->takes_no_text)
		return takes_no_words(draft, words, text_from, arena, why);
	if (draft->due && !kind->takes_due)
		return fail_set(why, FAIL_USAGE, "%s takes no -d", kind->name);
	if (draft->amount && !kind->takes_amount)
		return fail_set(why, FAIL_USAGE, "%s takes no -a", kind->name);
	return true;
}

bool
draft_of_record(struct draft *draft, const struct record *record,
		struct arena *arena, struct fail *why)
{
	static const char dropped[] = "rule why n ask plan logged kind state "
				      "cause owner";
	/* What case-list -e adds to other events, a complaint has itself. */
	static const char of_a_complaint[] = "customer category";

	*draft = (struct draft){.is_record = true,
				.what = record->what,
				.text = record->text,
				.due_at = record->due,
				.due_offset = record->due_offset,
				.at = record->at,
				.offset = record->offset,
				.who = record->who};
	draft->verb = event_verb(record->event);
	if (draft->verb == VERB_UNKNOWN)
		return fail_set(why, FAIL_INPUT,
				"'%s' is not an event that a recorder takes",
				record->event);
	draft->typed = event_kind(draft->verb)->name;
	if (draft->what)
		draft->typed =
			arena_format(arena, "%s %s", draft->typed, draft->what);
	if (record->amount != MONEY_NONE) {
		struct buffer amount = {0};

		money_format(&amount, record->amount, record->amount_digits);
		draft->amount = arena_copy(arena, amount.at, amount.len);
		buffer_release(&amount);
	}
	draft->pairs = arena_get(arena, ((size_t)record->pair_count + 1) *
						sizeof(*draft->pairs));
	for (int32_t i = 0; i < record->pair_count; i++) {
		const char *key = record->pairs[i].key;

		if (!event_list_has(dropped, key) &&
		    (draft->verb == VERB_AMEND ||
		     !event_list_has(of_a_complaint, key) ||
		     (draft->verb == VERB_OPEN &&
		      strcmp(key, "customer") == 0)))
			draft->pairs[draft->pair_count++] = record->pairs[i];
	}
	return true;
}
