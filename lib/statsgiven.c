#include "counting.h"

#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "facts.h"

/* What was given: by cause, by kind, by how loudly it was said, by whose
 * leave; and how often they got what they had asked for. */

static void
add_money(int64_t *sum, int64_t amount)
{
	*sum = (*sum == MONEY_NONE ? 0 : *sum) + amount;
}

/* Dearest first; what is not known yet comes last. */
static int
by_cost(const void *a, const void *b)
{
	const struct stats_figure *left = a, *right = b;
	bool unknown = strcmp(left->group, "-") == 0;

	if (unknown != (strcmp(right->group, "-") == 0))
		return unknown ? 1 : -1;
	if (left->amount != right->amount)
		return left->amount > right->amount ? -1 : 1;
	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return strcmp(left->group, right->group);
}

void
counting_cost_by_cause(struct counting *counting)
{
	const struct stats_period *period = counting->period;

	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];
		struct stats_figure *figure = counting_group(
			counting, file->cause ? file->cause : "-");
		int64_t fixes, gestures;

		counting_given(counting, file, &fixes, &gestures);
		figure->count++;
		add_money(&figure->fixes, fixes);
		add_money(&figure->gestures, gestures);
		add_money(&figure->amount, fixes + gestures);
		figure->said = file->cause ? file->cause : "not known yet";
	}
	if (counting->report->count > 1)
		qsort(counting->report->figures, counting->report->count,
		      sizeof(*counting->report->figures), by_cost);
}

/* The kind that a remedy counts as; what this plan does not know any more was
 * a fix. */
static enum remedy_kind
kind_of(const struct policy *policy, const char *remedy)
{
	int at = remedy ? policy_remedy(policy, remedy) : POLICY_NONE;

	return at == POLICY_NONE ? REMEDY_FIX : policy->remedies[at].kind;
}

void
counting_fix_to_gesture(struct counting *counting)
{
	static const struct {
		const char *one, *several;
	} kinds[] = {
		[REMEDY_FIX] = {"fix", "fixes"},
		[REMEDY_GESTURE] = {"gesture", "gestures"},
		[REMEDY_ENTITLEMENT] = {"entitlement", "entitlements"},
	};
	const struct stats_period *period = counting->period;
	struct stats_figure *figures;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		counting_group(counting, kinds[i].one)->amount = 0;
	figures = counting->report->figures;
	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];

		for (size_t k = 0; k < file->event_count; k++) {
			struct stats_figure *figure;

			if (file->events[k].verb != VERB_GIVE)
				continue;
			figure =
				&figures[kind_of(counting->view->policy,
						 file->events[k].record->what)];
			figure->count++;
			figure->amount += casefile_given(file, k);
		}
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		counting_say(counting, &figures[i], "%zu %s for %s",
			     figures[i].count,
			     figures[i].count == 1 ? kinds[i].one
						   : kinds[i].several,
			     counting_money(counting, figures[i].amount));
}

/* That louder is not more (P20): what was given on a case, on average, by how
 * it was said. */
void
counting_heat_against_remedy(struct counting *counting)
{
	const struct policy *policy = counting->view->policy;
	const struct stats_period *period = counting->period;
	struct stats_report *report = counting->report;

	for (size_t i = 0; i < policy->heat.levels.count; i++)
		counting_group(counting, policy->heat.levels.at[i])->amount = 0;
	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];
		struct stats_figure *figure;

		if (!file->heat)
			continue;
		figure = counting_group(counting, file->heat);
		figure->count++;
		add_money(&figure->amount, file->given);
	}
	for (size_t i = 0; i < report->count; i++) {
		struct stats_figure *figure = &report->figures[i];
		int64_t count = (int64_t)figure->count;

		if (count == 0)
			counting_say(counting, figure, "0 %s", figure->group);
		else
			counting_say(counting, figure,
				     "%zu %s at %s on average", figure->count,
				     figure->group,
				     counting_money(counting, (figure->amount +
							       count / 2) /
								      count));
	}
}

/* Add one for each rule of a list with commas between them. */
static void
count_rules(struct counting *counting, const char *how, const char *rules)
{
	for (size_t len; rules && *rules; rules += len + (rules[len] == ',')) {
		const char *group;

		len = strcspn(rules, ",");
		group = arena_format(counting->arena, "%s:%.*s", how, (int)len,
				     rules);
		counting_group(counting, group)->count++;
	}
}

/* How often the plan's limits were met, and gone past in the open: what was
 * granted higher up, and each rule that was set aside, passed over or put
 * off (P45). */
void
counting_limits_hit(struct counting *counting)
{
	static const struct {
		const char *how, *said;
	} ways[] = {
		{"override:", "set aside"},
		{"passed:", "passed over"},
		{"skipped:", "put off"},
	};
	const struct stats_period *period = counting->period;
	struct stats_report *report = counting->report;

	counting_group(counting, "approved");
	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];

		for (size_t k = 0; k < file->event_count; k++) {
			const struct record *record = file->events[k].record;

			if (file->events[k].verb == VERB_APPROVE)
				report->figures[0].count++;
			if (file->events[k].verb == VERB_OVERRIDE)
				count_rules(counting, "override", record->what);
			count_rules(counting, "passed",
				    record_get(record, "out-of-order"));
			count_rules(counting, "skipped",
				    record_get(record, "skipped"));
		}
	}
	counting_say(counting, &report->figures[0], "%zu approved higher up",
		     report->figures[0].count);
	for (size_t i = 1; i < report->count; i++) {
		struct stats_figure *figure = &report->figures[i];

		for (size_t k = 0; k < sizeof(ways) / sizeof(*ways); k++) {
			size_t len = strlen(ways[k].how);

			if (strncmp(figure->group, ways[k].how, len) == 0)
				counting_say(counting, figure, "%s %s %zu %s",
					     figure->group + len, ways[k].said,
					     figure->count,
					     figure->count == 1 ? "time"
								: "times");
		}
	}
}

enum wish { WISH_GRANTED, WISH_DECLINED, WISH_OPEN };

/* What became of what they asked for: our last answer, else whether they got
 * the very remedy. */
static enum wish
wish_of(const struct casefile *file)
{
	size_t answer = casefile_last(file, VERB_WISH, NULL, 0);
	const char *wish = casefile_detail(file, "wish");

	if (answer != CASEFILE_NONE && file->events[answer].record->what)
		return strcmp(file->events[answer].record->what, "granted") == 0
			       ? WISH_GRANTED
			       : WISH_DECLINED;
	if (wish &&
	    ((facts_wants_only_sorry(file) &&
	      casefile_first(file, VERB_APOLOGY, NULL, 0) != CASEFILE_NONE) ||
	     casefile_first(file, VERB_GIVE, wish, 0) != CASEFILE_NONE ||
	     casefile_first(file, VERB_ACCEPT, wish, 0) != CASEFILE_NONE))
		return WISH_GRANTED;
	return WISH_OPEN;
}

void
counting_wish_granted(struct counting *counting)
{
	static const char *const groups[] = {"granted", "declined",
					     "not answered"};
	const struct stats_period *period = counting->period;
	size_t counts[] = {0, 0, 0}, total = 0;

	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];

		if (!casefile_detail(file, "wish") &&
		    !casefile_detail(file, "wants") &&
		    casefile_first(file, VERB_WISH, NULL, 0) == CASEFILE_NONE)
			continue;
		total++;
		counts[wish_of(file)]++;
	}
	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++) {
		struct stats_figure *figure =
			counting_group(counting, groups[i]);

		figure->count = counts[i];
		figure->total = total;
		if (i == WISH_GRANTED)
			counting_say(
				counting, figure, "%zu of %zu granted%s",
				counts[i], total,
				counting_share(counting, counts[i], total));
		else
			counting_say(counting, figure, "%zu %s", counts[i],
				     groups[i]);
	}
}
