#include "policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "hours.h"
#include "text.h"

const char *const policy_rule_names[] = {
	"heard",
	"restated",
	"confirmed",
	"heart",
	"all-points-answered",
	"fix-offered",
	"fix-agreed",
	"fix-done",
	"customer-declined-fix",
	"fix-impossible",
	"fix-done-or-reason",
	"apology-if-at-fault",
	"customer-told",
	"promises-settled",
	"feedback-asked",
	"second-offer",
	"seen-by-owner",
	"outside-told",
	"cause",
	"prevention",
	"warned",
	"over-authority",
	"own-case",
	"limits",
	"role",
	NULL,
};

const char *const policy_trigger_names[] = {
	"repeat",
	"promise-broken",
	"second-broken-promise",
	"deadline-missed",
	"over-authority",
	"wish-declined",
	"low-feedback",
	NULL,
};

const char *const policy_ways[] = {
	"phone", "email", "letter", "card", "visit", "same-channel", NULL,
};

const char *const policy_clock_names[] = {
	[CLOCK_ACKNOWLEDGE] = "acknowledge",
	[CLOCK_FIRST_ACTION] = "first-action",
	[CLOCK_UPDATE] = "update-every",
	[CLOCK_ANSWER] = "answer",
	[CLOCK_FIX_DONE] = "fix-done",
	[CLOCK_TELL_AFTER_FIX] = "tell-after-fix",
	[CLOCK_FINAL_WORD] = "final-word",
	[CLOCK_COUNT] = NULL,
};

static char *
joined(const char *folder, const char *rest)
{
	struct buffer path = {0};

	buffer_add_string(&path, folder);
	buffer_add_string(&path, rest);
	return path.at;
}

/* The XDG rules: unset, empty and relative folders do not count. */
static char *
own_plan(void)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");

	if (config != NULL && config[0] == '/')
		return joined(config, "/amends/policies.yaml");
	if (home != NULL && home[0] != '\0')
		return joined(home, "/.config/amends/policies.yaml");
	return NULL;
}

char *
policy_find(const char *named, bool *installed)
{
	const char *set = getenv("AMENDS_POLICY");
	char *own;

	if (installed != NULL)
		*installed = false;
	if (named != NULL)
		return mem_copy(named);
	if (set != NULL && set[0] != '\0')
		return mem_copy(set);
	own = own_plan();
	/* One that is there and cannot be read is a faulty one, not none. */
	if (own != NULL && access(own, F_OK) == 0)
		return own;
	free(own);
	if (installed != NULL)
		*installed = true;
	return mem_copy(INSTALLED_POLICY);
}

void
policy_free(struct policy *policy)
{
	if (policy == NULL)
		return;
	hours_free(policy->hours);
	zone_free(policy->shop.zone);
	struct arena arena = policy->arena;
	free(policy);
	arena_release(&arena);
}

/* id is the offset of each row's. */
static int
find_id(const void *rows, size_t count, size_t size, size_t id,
	const char *word)
{
	const char *row = rows;

	if (word == NULL)
		return POLICY_NONE;
	for (size_t i = 0; i < count; i++, row += size) {
		const char *own =
			*(const char *const *)(const void *)(row + id);
		if (own != NULL && strcasecmp(own, word) == 0)
			return (int)i;
	}
	return POLICY_NONE;
}

int
policy_category(const struct policy *policy, const char *id)
{
	return find_id(policy->categories, policy->category_count,
		       sizeof(policy->categories[0]),
		       offsetof(struct policy_category, id), id);
}

int
policy_remedy(const struct policy *policy, const char *id)
{
	return find_id(policy->remedies, policy->remedy_count,
		       sizeof(policy->remedies[0]),
		       offsetof(struct policy_remedy, id), id);
}

int
policy_role(const struct policy *policy, const char *id)
{
	return find_id(policy->roles, policy->role_count,
		       sizeof(policy->roles[0]),
		       offsetof(struct policy_role, id), id);
}

int
policy_staff(const struct policy *policy, const char *id)
{
	return find_id(policy->staff, policy->staff_count,
		       sizeof(policy->staff[0]),
		       offsetof(struct policy_staff, id), id);
}

int
policy_rung(const struct policy *policy, const char *id)
{
	return find_id(policy->rungs, policy->rung_count,
		       sizeof(policy->rungs[0]),
		       offsetof(struct policy_rung, id), id);
}

int
policy_step(const struct policy *policy, const char *id)
{
	return find_id(policy->steps, policy->step_count,
		       sizeof(policy->steps[0]),
		       offsetof(struct policy_step, id), id);
}

const char *
policy_remedy_said(const struct policy_remedy *remedy)
{
	return remedy->say ? remedy->say : remedy->label;
}

static bool
is_called(const struct policy_category *category, const char *words)
{
	if (text_same(category->label, words))
		return true;
	for (size_t i = 0; i < category->also.count; i++)
		if (text_same(category->also.at[i], words))
			return true;
	return false;
}

int
policy_category_called(const struct policy *policy, const char *words)
{
	int found = policy_category(policy, words);

	for (size_t i = 0; found == POLICY_NONE && i < policy->category_count;
	     i++)
		if (is_called(&policy->categories[i], words))
			found = (int)i;
	return found;
}

int
policy_list_find(const struct policy_list *list, const char *word)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcasecmp(list->at[i], word) == 0)
			return (int)i;
	return POLICY_NONE;
}

bool
policy_list_has(const struct policy_list *list, const char *word)
{
	return policy_list_find(list, word) != POLICY_NONE;
}

/* One of them, in len bytes. */
static bool
is_one_way(const struct policy *policy, const char *word, size_t len)
{
	const struct policy_list *channels = &policy->intake.channels;
	const char *way = NULL;

	for (size_t i = 0; i < channels->count; i++) {
		way = channels->at[i];
		if (strlen(way) == len && strncasecmp(way, word, len) == 0)
			return true;
	}
	for (size_t i = 0; policy_ways[i]; i++) {
		way = policy_ways[i];
		if (strlen(way) == len && strncasecmp(way, word, len) == 0)
			return true;
	}
	return false;
}

bool
policy_is_way(const struct policy *policy, const char *word, const char **guess)
{
	static const char between[] = "-or-";
	const struct policy_list *channels = &policy->intake.channels;
	const char *part = word, *end;
	size_t count = 0;

	while ((end = strstr(part, between)) != NULL &&
	       is_one_way(policy, part, (size_t)(end - part)))
		part = end + strlen(between);
	if (!end && is_one_way(policy, part, strlen(part)))
		return true;
	if (!guess)
		return false;
	while (policy_ways[count])
		count++;
	*guess = text_guess(word, channels->at, channels->count);
	if (!*guess)
		*guess = text_guess(word, policy_ways, count);
	return false;
}

const char *
policy_suggest(const struct policy *policy, const char *name)
{
	for (size_t i = 0; i < policy->words.suggest_count; i++)
		if (strcmp(policy->words.suggest[i].name, name) == 0)
			return policy->words.suggest[i].say;
	return NULL;
}

int
policy_role_of(const struct policy *policy, const char *who)
{
	int staff = policy_staff(policy, who);

	return staff == POLICY_NONE ? 0 : policy->staff[staff].role;
}

bool
policy_may(const struct policy *policy, const char *who, enum permission may)
{
	const struct policy_role *role =
		&policy->roles[policy_role_of(policy, who)];

	return policy->staff_count == 0 || (role->may & (1U << may)) != 0;
}

bool
policy_is_old(const struct policy *policy, int64_t now)
{
	int64_t again;

	if (policy->reviewed == INT64_MIN ||
	    policy->review_every.unit == DURATION_NONE)
		return false;
	again = hours_add(policy->hours,
			  zone_day_start(policy->shop.zone, policy->reviewed),
			  &policy->review_every);
	return again != INSTANT_NONE && again < now;
}

const char *
policy_place(const struct policy *policy, size_t line)
{
	static char place[300];

	if (line == 0)
		return "the default";
	snprintf(place, sizeof(place), "%.255s:%zu", policy->file, line);
	return place;
}

const char *
policy_staff_name(const struct policy *policy, const char *who)
{
	int staff = policy_staff(policy, who);

	return staff == POLICY_NONE ? who : policy->staff[staff].name;
}

const char *
policy_staff_id(const struct policy *policy, const char *who)
{
	int at = policy ? policy_staff(policy, who) : POLICY_NONE;

	return at == POLICY_NONE ? who : policy->staff[at].id;
}

bool
policy_same_staff(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

int
policy_staff_called(const struct policy *policy, const char *word)
{
	int named = POLICY_NONE;

	for (int i = (int)policy->staff_count; i-- > 0;) {
		if (text_same(word, policy->staff[i].id))
			return i;
		if (text_same(word, policy->staff[i].name))
			named = i;
	}
	return named;
}

bool
policy_is_low(const struct policy *policy, const char *answer)
{
	return answer && answer[0] >= '0' && answer[0] <= '9' && !answer[1] &&
	       answer[0] - '0' <= policy->feedback.low;
}

static bool
has_outcome(const struct policy *policy, const char *outcome)
{
	return !policy || policy->closing.outcomes.count == 0 ||
	       policy_list_has(&policy->closing.outcomes, outcome);
}

const char *
policy_content_outcome(const struct policy *policy)
{
	return has_outcome(policy, "satisfied")
		       ? "satisfied"
		       : policy->closing.outcomes.at[0];
}

bool
policy_is_content(const struct policy *policy, const char *outcome)
{
	const struct policy_list *list = &policy->closing.outcomes;
	const char *content = policy_content_outcome(policy);
	int at = policy_list_find(list, outcome);

	return at == POLICY_NONE ? strcmp(outcome, content) == 0
				 : at <= policy_list_find(list, content);
}

const char *
policy_unhappy_outcome(const struct policy *policy)
{
	return has_outcome(policy, "unhappy") ? "unhappy" : "OUTCOME";
}

enum policy_gate
policy_gate(const struct policy *policy, const char *rule)
{
	if (policy_list_has(&policy->gates.ask, rule))
		return POLICY_ASK;
	if (policy_list_has(&policy->gates.refuse, rule))
		return POLICY_REFUSE;
	if (policy_list_has(&policy->gates.remind, rule))
		return POLICY_REMIND;
	return policy->gates.usual;
}
