#include "wording.h"

#include <string.h>
#include <strings.h>

#include "approval.h"
#include "remedy.h"

#define ABSENT CASEFILE_NONE

/* heat.abusive: it was said that way, and nobody has steered back since. */
static bool
steers_back(const struct rules_view *view)
{
	const struct casefile *file = view->file;
	const struct policy_list *levels = &view->policy->heat.levels;
	size_t heat = casefile_last(file, VERB_HEAT, NULL, file->since);

	return view->policy->heat.abusive_say_once && levels->count > 0 &&
	       heat != ABSENT && file->events[heat].record->what &&
	       strcmp(file->events[heat].record->what,
		      levels->at[levels->count - 1]) == 0 &&
	       !facts_is_told_since(file, heat);
}

/* What we answered to their wish, or cannot do, and have not told them. */
static bool
is_to_decline(const struct casefile *file)
{
	size_t wish = casefile_last(file, VERB_WISH, "declined", file->since);
	size_t cannot = casefile_last(file, VERB_CANNOT, NULL, file->since);

	return (wish != ABSENT && !facts_is_told_since(file, wish)) ||
	       (cannot != ABSENT && !facts_is_told_since(file, cannot));
}

/* Something was changed for good, and they do not know. */
static bool
is_to_tell_changed(const struct rules_view *view)
{
	const struct casefile *file = view->file;
	size_t prevented = casefile_last(file, VERB_PREVENTED, NULL, 0);

	return view->policy->prevention.tell_what_changed &&
	       prevented != ABSENT &&
	       casefile_first(file, VERB_TELL, "changed", prevented) == ABSENT;
}

/* In writing they hear first that we have it. */
static bool
is_to_acknowledge(const struct rules_view *view, const struct duty_list *duties)
{
	const char *channel = casefile_detail(view->file, "channel");

	if (!channel ||
	    !policy_list_has(&view->policy->intake.written, channel))
		return false;
	for (size_t i = 0; i < duties->count; i++) {
		if (duties->at[i].kind == DUTY_ACKNOWLEDGE)
			return true;
	}
	return false;
}

/* What is said to them once it goes to the rung where it is now, until they
 * were told so (escalation.rungs.say); NULL. The plan's next step outside has a
 * sentence of its own. */
static const char *
rung_says(const struct rules_view *view)
{
	const struct policy *policy = view->policy;
	size_t up = approval_gone_up(view->file);
	const char *what =
		up == ABSENT ? NULL : view->file->events[up].record->what;
	int rung = what ? policy_rung(policy, what) : POLICY_NONE;

	if (rung == POLICY_NONE || !policy->rungs[rung].say ||
	    facts_is_told_since(view->file, up))
		return NULL;
	return strcasecmp(policy->rungs[rung].say, "next-step-outside") == 0
		       ? "outside"
		       : policy->rungs[rung].say;
}

/* What comes before the sentence of the step, or in its place; NULL. */
static const char *
pressing(const struct rules_view *view, const struct duty_list *duties)
{
	if (steers_back(view))
		return view->policy->heat.abusive_say_once;
	if (is_to_acknowledge(view, duties))
		return "acknowledge";
	if (rung_says(view))
		return rung_says(view);
	if (is_to_decline(view->file))
		return "decline";
	return is_to_tell_changed(view) ? "changed" : NULL;
}

void
wording_set_options(struct saying *saying, const struct remedy_choice *choice,
		    const struct policy *policy)
{
	for (size_t i = 0; i < choice->picked; i++) {
		const struct remedy_option *option = &choice->options[i];
		size_t at = saying->option_count;

		if (option->ask != POLICY_NONE)
			continue;
		if (at == SAYING_OPTIONS)
			break;
		saying->options[at] =
			policy_remedy_said(&policy->remedies[option->remedy]);
		saying->option_by[at] = option->by;
		saying->option_count++;
	}
}

/* What could be put to them: the offers, or what would be offered now. */
static void
set_options(struct saying *saying, const struct rules_view *view,
	    struct arena *arena)
{
	struct remedy_choice choice;

	if ((facts_last(view, VERB_OFFER, NULL) != ABSENT &&
	     !rules_is_met(RULE_CUSTOMER_DECLINED_FIX, view)) ||
	    !view->book)
		return;
	remedy_choose(&choice, view, arena);
	wording_set_options(saying, &choice, view->policy);
}

/* The soonest duty of a kind that is still ahead: what is late already is no
 * time to name. NULL: there is none. */
static const struct duty *
soonest(const struct duty_list *duties, enum duty_kind kind, int64_t now)
{
	const struct duty *found = NULL;

	for (size_t i = 0; i < duties->count; i++) {
		const struct duty *duty = &duties->at[i];

		if (duty->kind == kind && duty->act_by >= now &&
		    (!found || duty->act_by < found->act_by))
			found = duty;
	}
	return found;
}

/* What they hear from us next, and by when at the latest: the words and the
 * time of one duty. */
static void
set_next_step(struct saying *saying, const struct rules_view *view,
	      const struct duty_list *duties)
{
	const struct duty *answer = soonest(duties, DUTY_ANSWER, view->now);
	const struct duty *update = soonest(duties, DUTY_UPDATE, view->now);
	bool offered = facts_has(view, VERB_OFFER, NULL) ||
		       facts_has(view, VERB_ACCEPT, NULL) ||
		       facts_has(view, VERB_GIVE, NULL);
	const struct duty *next =
		update && (offered || !answer) ? update : answer;

	if (!next)
		return;
	saying->by = next->act_by;
	saying->next_step =
		next == answer ? view->policy->words.language.next_word
			       : view->policy->words.language.where_it_stands;
}

void
wording_prepare(struct saying *saying, const struct rules_view *view,
		const struct duty_list *duties, struct arena *arena)
{
	saying_init(saying, view->policy, view->file, view->who, view->now);
	set_options(saying, view, arena);
	set_next_step(saying, view, duties);
}

/* The sentence of a duty that comes before the step; NULL where there is
 * none. */
static const char *
sentence_of(const struct duty *duty)
{
	static const char *const after_care[] = {"feedback", "thank-you",
						 "changed"};
	static const size_t count = sizeof(after_care) / sizeof(*after_care);

	switch (duty->kind) {
	case DUTY_APOLOGISE:
		return "apology";
	case DUTY_TELL_AFTER_FIX:
		return "done";
	case DUTY_FOLLOW_UP:
		for (size_t i = 0; duty->ref && i < count; i++) {
			if (strcmp(duty->ref, after_care[i]) == 0)
				return after_care[i];
		}
		return NULL;
	default:
		return NULL;
	}
}

/* What a step of after-care asks them; NULL. */
static const char *
question_of(const struct duty *duty, const struct policy *policy)
{
	int step = duty->kind == DUTY_FOLLOW_UP && duty->ref
			   ? policy_step(policy, duty->ref)
			   : POLICY_NONE;

	return step == POLICY_NONE ? NULL : policy->steps[step].ask;
}

/* Whether the words are those of the duty that comes before the step, as its
 * line is. Nothing is said for a promise as it is kept. */
static bool
is_of_duty(const struct rules_view *view, const struct nextstep *step)
{
	if (!step->duty)
		return false;
	return !casefile_is_open(view->file) ||
	       (step->duty->kind != DUTY_PROMISE && !steers_back(view));
}

static const char *
add_of_duty(struct buffer *out, const struct duty *duty,
	    const struct saying *saying)
{
	const char *sentence = sentence_of(duty);
	const char *question = question_of(duty, saying->policy);

	if (sentence && saying_add(out, sentence, saying))
		return sentence;
	if (question)
		buffer_add_string(out, question);
	return NULL;
}

const char *
wording_add(struct buffer *out, const struct rules_view *view,
	    const struct duty_list *duties, const struct nextstep *step)
{
	struct arena arena = {0};
	const char *first = pressing(view, duties), *said = NULL;
	struct saying saying;

	wording_prepare(&saying, view, duties, &arena);
	if (is_of_duty(view, step)) {
		said = add_of_duty(out, step->duty, &saying);
		arena_release(&arena);
		return said;
	}
	if (first && saying_add(out, first, &saying))
		said = first;
	for (size_t i = 0; !said && i < NEXTSTEP_SAYINGS && step->say[i]; i++) {
		if (saying_add(out, step->say[i], &saying))
			said = step->say[i];
	}
	arena_release(&arena);
	return said;
}
