#include "sought.h"

#include <stdlib.h>
#include <string.h>

#include "casefile.h"
#include "discreet.h"
#include "duty.h"
#include "remedy.h"
#include "text.h"

#define WORDS 32

static const char *
case_state(size_t at)
{
	return casefile_state_name((enum casefile_state)at);
}

static const char *
promise_state(size_t at)
{
	return promise_state_name((enum promise_state)at);
}

static const char *
duty_kind(size_t at)
{
	return duty_kind_name((enum duty_kind)at);
}

static const char *
duty_state(size_t at)
{
	return duty_state_name((enum duty_state)at);
}

static const char *
remedy_kind(size_t at)
{
	return remedy_kind_name((enum remedy_kind)at);
}

static const char *
yes(size_t at)
{
	(void)at;
	return "yes";
}

/* The columns that hold few words, and which. */
static const struct few {
	enum sought_of of;
	const char *key;
	const char *(*word)(size_t at);
	size_t count;
} fews[] = {
	{SOUGHT_CASES, "state", case_state, CASEFILE_ERASED + 1},
	{SOUGHT_EVENTS, "state", promise_state, PROMISE_DECLINED + 1},
	{SOUGHT_EVENTS, "kind", remedy_kind, REMEDY_ENTITLEMENT + 1},
	{SOUGHT_DUTIES, "what", duty_kind, DUTY_KIND_COUNT},
	{SOUGHT_DUTIES, "state", duty_state, DUTY_LATER + 1},
	{SOUGHT_DUTIES, "warn", yes, 1},
	{SOUGHT_OPTIONS, "kind", remedy_kind, REMEDY_ENTITLEMENT + 1},
};

/* Whether a word is one of them; `-` is what is missing. */
static bool
is_one(const struct few *few, const char *word)
{
	bool is = strcmp(word, "-") == 0;

	for (size_t i = 0; i < few->count && !is; i++)
		is = text_same(few->word(i), word);
	return is;
}

static bool
refuse(const struct few *few, const struct selector *selector, struct fail *why)
{
	const char *words[WORDS], *guess;
	struct buffer list = {0};

	for (size_t i = 0; i < few->count; i++) {
		words[i] = few->word(i);
		buffer_format(&list, "%s%s",
			      i == 0               ? ""
			      : i + 1 < few->count ? ", "
						   : " and ",
			      words[i]);
	}
	guess = text_guess(selector->value, words, few->count);
	fail_set(why, FAIL_USAGE, "-k %s: '%s' is %s %s%s", few->key,
		 discreet_near(selector->value, guess),
		 few->count == 1 ? "not" : "none of", list.at,
		 text_did_you_mean(guess));
	buffer_release(&list);
	return false;
}

bool
sought_check(const struct selection *selection, enum sought_of of,
	     struct fail *why)
{
	for (size_t i = 0; i < selection->count; i++) {
		const struct selector *selector = &selection->at[i];

		for (size_t k = 0; k < sizeof(fews) / sizeof(*fews); k++) {
			if (fews[k].of == of &&
			    strcmp(fews[k].key, selector->key) == 0 &&
			    selector->relation != SELECTOR_HAS &&
			    !is_one(&fews[k], selector->value))
				return refuse(&fews[k], selector, why);
		}
	}
	return true;
}

static bool
is_of_staff(const char *key)
{
	return strcmp(key, "who") == 0 || strcmp(key, "owner") == 0;
}

void
sought_name_staff(struct selection *selection, const struct policy *policy)
{
	for (size_t i = 0; i < selection->count; i++) {
		struct selector *selector = &selection->at[i];
		int staff =
			is_of_staff(selector->key) &&
					selector->relation != SELECTOR_HAS
				? policy_staff_called(policy, selector->value)
				: POLICY_NONE;

		if (staff != POLICY_NONE)
			selector->value = policy->staff[staff].id;
	}
}

/* Names of columns, or words of the plan. */
struct words {
	const char **at;
	size_t count, room;
};

static void
take(struct words *words, const char *word)
{
	words->at = mem_grow(words->at, words->count, &words->room,
			     sizeof(*words->at));
	words->at[words->count++] = word;
}

static bool
has(const struct words *words, const char *word)
{
	for (size_t i = 0; i < words->count; i++) {
		if (text_same(words->at[i], word))
			return true;
	}
	return false;
}

static void
take_columns(struct words *words, const struct output_kind *kind)
{
	const struct output_key *lists[] = {kind->keys, kind->more_keys};

	for (int i = 0; i < RECORD_FIELD_COUNT; i++)
		take(words, record_field_name((enum record_field)i));
	for (const struct output_name *own = kind->names; own && own->name;
	     own++)
		take(words, own->name);
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		for (const struct output_key *key = lists[i]; key && key->name;
		     key++)
			take(words, key->name);
	}
}

/* What the plan has for a key, and what they are; NULL where it has no list of
 * them. */
static const char *
take_of_plan(struct words *words, const char *key, const struct policy *policy)
{
	const struct {
		const char *key, *what;
		const struct policy_list *list;
	} lists[] = {
		{"cause", "causes", &policy->prevention.causes},
		{"outcome", "outcomes", &policy->closing.outcomes},
		{"heat", "levels of heat", &policy->heat.levels},
		{"severity", "levels of severity", &policy->severity.levels},
		{"channel", "channels", &policy->intake.channels},
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if (strcmp(lists[i].key, key) != 0)
			continue;
		for (size_t k = 0; k < lists[i].list->count; k++)
			take(words, lists[i].list->at[k]);
		if (strcmp(key, "outcome") == 0)
			take(words, "best-done");
		return lists[i].what;
	}
	if (strcmp(key, "category") == 0) {
		for (size_t i = 0; i < policy->category_count; i++)
			take(words, policy->categories[i].id);
		return "categories";
	}
	if (policy->staff_count > 0 && is_of_staff(key)) {
		for (size_t i = 0; i < policy->staff_count; i++)
			take(words, policy->staff[i].id);
		return "staff";
	}
	return NULL;
}

/* A word that the plan does not have. */
static void
explain_word(struct buffer *out, const struct selector *selector,
	     const struct policy *policy)
{
	struct words words = {0};
	const char *what = take_of_plan(&words, selector->key, policy);
	const char *word = selector->value, *guess;

	if (what && selector->relation == SELECTOR_IS &&
	    strcmp(word, "-") != 0 && !has(&words, word)) {
		guess = text_guess(word, words.at, words.count);
		buffer_format(out, "'%s' is not among the plan's %s%s\n",
			      discreet_near(word, guess), what,
			      text_did_you_mean(guess));
	}
	free(words.at);
}

void
sought_explain(struct buffer *out, const struct selection *selection,
	       const struct output_kind *kind, const struct policy *policy)
{
	struct words columns = {0};

	take_columns(&columns, kind);
	for (size_t i = 0; i < selection->count; i++) {
		const struct selector *selector = &selection->at[i];
		const char *guess =
			text_guess(selector->key, columns.at, columns.count);

		if (!has(&columns, selector->key) && guess)
			buffer_format(out, "nothing here has '%s'%s\n",
				      selector->key, text_did_you_mean(guess));
		else if (policy)
			explain_word(out, selector, policy);
	}
	free(columns.at);
}

bool
sought_closed(const struct selection *selection)
{
	static const enum casefile_state ends[] = {
		CASEFILE_CLOSED, CASEFILE_MERGED, CASEFILE_ERASED};

	for (size_t i = 0; i < selection->count; i++) {
		const struct selector *selector = &selection->at[i];

		if (selector->relation == SELECTOR_IS_NOT ||
		    strcmp(selector->value, "-") == 0)
			continue;
		if (strcmp(selector->key, "outcome") == 0)
			return true;
		for (size_t k = 0; k < sizeof(ends) / sizeof(*ends); k++) {
			if (strcmp(selector->key, "state") == 0 &&
			    text_same(selector->value,
				      casefile_state_name(ends[k])))
				return true;
		}
	}
	return false;
}
