#include "policyread.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* follow-up, feedback, closing, prevention: what comes after it was put
 * right. */

static const enum policyref_kind a_way = POLICYREF_WAY;
static const enum policyref_kind a_remedy = POLICYREF_REMEDY;
static const enum policyref_kind role_or_staff = POLICYREF_ROLE_OR_STAFF;
static const struct policylisted conditions = {.kind = POLICYREF_CONDITION};
static const struct policylisted rules_list = {.kind = POLICYREF_RULE};
/* An empty one would keep the step from nobody. */
static const struct policylisted some_conditions = {.kind = POLICYREF_CONDITION,
						    .some = true};
static const struct policylisted some_outcomes = {.kind = POLICYREF_OUTCOME,
						  .some = true};
static const struct policylisted steps = {.kind = POLICYREF_STEP};
static const struct policylisted new_ids = {.ids = true, .some = true};

/* follow-up */

#define STEP(member) offsetof(struct policy_step, member)

static const struct policykey step_keys[] = {
	{"id", policyread_take_id, STEP(id), NULL, true},
	{"after", policyread_take_duration, STEP(after), NULL, true},
	{"how", policyread_take_name, STEP(how), &a_way, false},
	{"ask", policyread_take_label, STEP(ask), NULL, false},
	{"with", policyread_take_name, STEP(with), &a_remedy, false},
	{"only", policyread_take_list, STEP(only), &some_conditions, false},
	{"unless", policyread_take_list, STEP(unless), &conditions, false},
	{"if-outcome", policyread_take_list, STEP(if_outcome), &some_outcomes,
	 false},
};

static const struct policykeys step_mapping = {
	"a step of follow-up",
	POLICYREAD_KEYS(step_keys),
	STEP(line),
	POLICYREF_NONE,
	NULL,
};

static void
take_step(struct policyread *read, const struct yamltree_node *row, void *into)
{
	policyread_mapping(read, row, &step_mapping, into);
}

void
policyread_take_follow_up(struct policyread *read,
			  const struct yamltree_node *value,
			  const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	policy->steps = policyread_rows(read, value, sizeof(*policy->steps),
					&policy->step_count, take_step);
	policyread_unique(read, value, policy->steps, policy->step_count,
			  sizeof(*policy->steps), STEP(id),
			  "a step of follow-up");
}

/* feedback */

#define FEEDBACK(member) offsetof(struct policy, feedback.member)

/* Answers are one digit each in the vocabulary: feedback 1 to 5. */
static const struct policyrange answers = {1, 5};
static const struct policyrange times_asked = {1, 10};
static const struct policyeither reopens = {"reopen", "note"};
static const struct policyonly not_happy = {
	"not-asked-again", "silence is never counted as happy"};

/* Two answers or more, one after the other. False where they are not; that is
 * said. */
static bool
read_scale(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, struct policyrange *scale)
{
	bool good = true;

	if (!policyread_is_list(read, value))
		return false;
	if (value->count < 2) {
		policyread_fault(read, value,
				 "a scale needs two answers, as [1, 2]");
		return false;
	}
	*scale = (struct policyrange){0, 0};
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next) {
		int answer = 0, last = scale->most;

		policyread_take_number(read, item, key, &answer);
		if (answer == 0)
			return false;
		if (last == 0)
			scale->least = answer;
		scale->most = answer;
		if (last == 0 || answer == last + 1)
			continue;
		policyread_fault(read, item,
				 "'%d' does not come next after '%d'", answer,
				 last);
		good = false;
	}
	return good;
}

/* Where the list is faulty `low` is held against every answer that there can
 * be: one fault is enough. */
static void
take_scale(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	struct policy *policy = into;
	struct policyrange scale;

	if (!read_scale(read, value, key, &scale))
		scale = answers;
	policy->feedback.scale_low = scale.least;
	policy->feedback.scale_high = scale.most;
}

static void
take_low(struct policyread *read, const struct yamltree_node *value,
	 const struct policykey *key, void *into)
{
	struct policy *policy = into;
	struct policyrange scale = {policy->feedback.scale_low,
				    policy->feedback.scale_high};

	(void)key;
	policyread_take_number(read, value, &(struct policykey){.more = &scale},
			       &policy->feedback.low);
}

static const struct policykey feedback_keys[] = {
	{"scale", take_scale, 0, &answers, false},
	{"low", take_low, 0, NULL, false},
	{"low-does", policyread_take_either, FEEDBACK(low_reopens), &reopens,
	 false},
	{"asked-at-most", policyread_take_number, FEEDBACK(asked_at_most),
	 &times_asked, false},
	{"no-answer-is", policyread_take_only, 0, &not_happy, false},
};

const struct policykeys policyread_feedback_keys = {
	"feedback",
	POLICYREAD_KEYS(feedback_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* closing */

#define CLOSING(member) offsetof(struct policy, closing.member)

static void
take_outcomes(struct policyread *read, const struct yamltree_node *value,
	      const struct policykey *key, void *into)
{
	policyread_take_list(read, value, key, into);
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next)
		if (item->kind == YAMLTREE_WORDS &&
		    strcasecmp(item->text, "best-done") == 0)
			policyread_fault(read, item,
					 "'best-done' is always an outcome; "
					 "leave it out");
}

static void
take_closing_need(struct policyread *read, const struct yamltree_node *value,
		  const struct policykey *key, void *into)
{
	struct policy *policy = into;

	policyread_take_list(read, value, key, &policy->closing.need);
	policy->closing.need_line = policy->closing.need.line;
}

static const struct policykey best_done_keys[] = {
	{"need", policyread_take_list, CLOSING(best_done_need), &rules_list,
	 false},
	{"stops", policyread_take_list, CLOSING(best_done_stops), &steps,
	 false},
};

static const struct policykeys best_done_mapping = {
	"best-done",
	POLICYREAD_KEYS(best_done_keys),
	CLOSING(best_done_line),
	POLICYREF_NONE,
	NULL,
};

static const struct policyeither same_case = {"same-case", "linked-new-case"};
static const struct policyeither linked = {"linked-new-case", "new-case"};
static const char *const reopeners[] = {"customer", "low-feedback",
					"fix-failed", NULL};
static const struct policylisted reopened_by = {
	.words = reopeners, .what = "customer, low-feedback or fix-failed"};

static const struct policykey reopen_keys[] = {
	{"within", policyread_take_window, CLOSING(reopen_within), NULL, false},
	{"as", policyread_take_either, CLOSING(reopen_same_case), &same_case,
	 false},
	{"after", policyread_take_either, CLOSING(after_linked), &linked,
	 false},
	{"by", policyread_take_list, CLOSING(reopen_by), &reopened_by, false},
};

static const struct policykeys reopen_mapping = {
	"reopen",
	POLICYREAD_KEYS(reopen_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static const struct policykey closing_keys[] = {
	{"need", take_closing_need, 0, &rules_list, false},
	{"outcomes", take_outcomes, CLOSING(outcomes), &new_ids, false},
	{"findings", policyread_take_list, CLOSING(findings), &new_ids, false},
	{"best-done", policyread_take_mapping, 0, &best_done_mapping, false},
	{"reopen", policyread_take_mapping, 0, &reopen_mapping, false},
};

const struct policykeys policyread_closing_keys = {
	"closing", POLICYREAD_KEYS(closing_keys), CLOSING(line), POLICYREF_NONE,
	NULL,
};

/* prevention */

#define PREVENTION(member) offsetof(struct policy, prevention.member)

static const struct policyrange times = {2, 1000};
static const struct policyrange month_days = {1, 28};
static const struct policyrange part = {0, 100};
static const struct policyeither category_or_cause = {"category", "cause"};
static const struct policyonly a_task = {"open-prevention-task",
					 "it is what a plan can do here"};
static const struct policyonly to_owner = {"to-owner",
					   "it is what a plan can do here"};

static const struct policykey again_keys[] = {
	{"count", policyread_take_number, PREVENTION(again_count), &times,
	 true},
	{"window", policyread_take_calendar, PREVENTION(again_window), NULL,
	 true},
	{"same", policyread_take_either, PREVENTION(again_same_category),
	 &category_or_cause, false},
	{"does", policyread_take_only, 0, &a_task, false},
	{"owner", policyread_take_name, PREVENTION(again_owner), &role_or_staff,
	 false},
	{"due", policyread_take_duration, PREVENTION(again_due), NULL, false},
};

static const struct policykeys again_mapping = {
	"again",
	POLICYREAD_KEYS(again_keys),
	PREVENTION(again_line),
	POLICYREF_NONE,
	NULL,
};

static const struct policykey after_task_keys[] = {
	{"within", policyread_take_calendar, PREVENTION(again_after_task), NULL,
	 true},
	{"does", policyread_take_only, 0, &to_owner, false},
};

static const struct policykeys after_task_mapping = {
	"again-after-task",
	POLICYREAD_KEYS(after_task_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static const struct policykey review_keys[] = {
	{"day", policyread_take_number, PREVENTION(review_day), &month_days,
	 true},
	{"who", policyread_take_name, PREVENTION(review_who), &role_or_staff,
	 true},
};

static const struct policykeys review_mapping = {
	"monthly-review",
	POLICYREAD_KEYS(review_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static const struct policykey prevention_keys[] = {
	{"causes", policyread_take_list, PREVENTION(causes), &new_ids, false},
	{"unknown-at-most", policyread_take_percent,
	 PREVENTION(unknown_at_most_percent), &part, false},
	{"again", policyread_take_mapping, 0, &again_mapping, false},
	{"again-after-task", policyread_take_mapping, 0, &after_task_mapping,
	 false},
	{"tell-customer-what-changed", policyread_take_yes,
	 PREVENTION(tell_what_changed), NULL, false},
	{"monthly-review", policyread_take_mapping, 0, &review_mapping, false},
};

const struct policykeys policyread_prevention_keys = {
	"prevention",
	POLICYREAD_KEYS(prevention_keys),
	PREVENTION(line),
	POLICYREF_NONE,
	NULL,
};
