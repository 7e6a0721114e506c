#include "passed.h"

#include <string.h>

#include "dutycase.h"
#include "hours.h"
#include "severity.h"
#include "whose.h"

/* What somebody did, for a sentence; other verbs were "recorded". */
static const struct {
	const char *did;
	enum verb verb;
	bool with_what;
} deeds[] = {
	{"offered", VERB_OFFER, true},       {"gave", VERB_GIVE, true},
	{"promised", VERB_PROMISE, true},    {"renewed", VERB_RENEW, true},
	{"approved", VERB_APPROVE, true},    {"closed it", VERB_CLOSE, false},
	{"merged it", VERB_MERGE, false},    {"opened it", VERB_OPEN, false},
	{"reopened it", VERB_REOPEN, false},
};

/* Rules that are no step which was left out. */
static const struct {
	const char *rule;
	const char *said;
} breaches[] = {
	{"role", "with no role for it"},
	{"over-authority", "over their limit"},
	{"own-case", "on a case about themselves"},
	{"limits", "with no role for it"},
};

static void
add_deed(struct buffer *out, const struct casefile_event *event)
{
	const struct record *record = event->record;

	for (size_t i = 0; i < sizeof(deeds) / sizeof(*deeds); i++) {
		if (deeds[i].verb != event->verb)
			continue;
		buffer_add_string(out, deeds[i].did);
		if (deeds[i].with_what && record->what)
			buffer_format(out, " %s", record->what);
		return;
	}
	buffer_format(out, "recorded %s", record->event);
	if (record->what)
		buffer_format(out, " %s", record->what);
}

static const char *
breach(const char *rule, size_t len)
{
	for (size_t i = 0; i < sizeof(breaches) / sizeof(*breaches); i++) {
		if (strlen(breaches[i].rule) == len &&
		    strncmp(breaches[i].rule, rule, len) == 0)
			return breaches[i].said;
	}
	return NULL;
}

/* Of the rules those that were breached, or those that were left out, behind
 * `before` and with commas between them. Whether there were any. */
static bool
add_rules(struct buffer *out, const char *rules, bool breached,
	  const char *before)
{
	size_t begin = out->len;

	for (size_t len; *rules; rules += len + (rules[len] == ',')) {
		const char *said;

		len = strcspn(rules, ",");
		said = breach(rules, len);
		if ((said != NULL) != breached)
			continue;
		buffer_add_string(out, before);
		if (said)
			buffer_add_string(out, said);
		else
			buffer_add(out, rules, len);
		before = ", ";
	}
	return out->len > begin;
}

/* Whose eyes it is for: the first of the highest role. In a plan with a single
 * role and no staff that is nobody in particular. */
static const char *
for_whom(const struct duty_view *view)
{
	const struct policy *policy = view->policy;
	size_t highest = policy->role_count - 1;

	if (highest == 0 && policy->staff_count == 0)
		return NULL;
	return whose_called(policy, policy->roles[highest].id, view->today);
}

static const char *
sentence(const struct policy *policy, const struct casefile_event *event,
	 const char *rules, struct arena *arena)
{
	const struct record *record = event->record;
	struct buffer text = {0};
	const char *kept;
	bool breached;

	buffer_format(&text, "%s ",
		      record->who ? policy_staff_name(policy, record->who)
				  : "somebody");
	if (event->verb == VERB_OVERRIDE) {
		buffer_format(&text, "set %s aside", rules);
		if (record->text)
			buffer_format(&text, ": \"%s\"", record->text);
	} else {
		add_deed(&text, event);
		breached = add_rules(&text, rules, true, " ");
		add_rules(&text, rules, false,
			  breached ? ", without " : " without ");
	}
	kept = arena_copy(arena, text.at, text.len);
	buffer_release(&text);
	return kept;
}

/* The last open day before today; yesterday where there is none. */
static int64_t
day_before(const struct duty_view *view)
{
	struct opening before;
	int64_t at = view->now;

	while (hours_previous(view->policy->hours, at, &before)) {
		if (before.day < view->today)
			return before.day;
		at = before.from;
	}
	return view->today - 1;
}

static void
look_at(struct dutycase *looking, int64_t from)
{
	const struct casefile *file = looking->file;
	const struct duty_view *view = looking->view;
	const struct policy *policy = view->policy;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];
		const struct record *record = event->record;
		const char *rules =
			event->verb == VERB_OVERRIDE
				? record->what
				: record_get(record, "out-of-order");
		int64_t written, until;

		if (!rules)
			continue;
		written = record_written(record);
		if (duty_day(view, written) > view->today ||
		    duty_day(view, written) < from)
			continue;
		until = hours_close(policy->hours, view->now);
		if (looking->severity < 0)
			looking->severity = severity_of(policy, file);
		dutycase_add(
			looking,
			(struct duty){.kind = DUTY_PASSED_OVER,
				      .event = i,
				      .since = record->at,
				      .from = INSTANT_NONE,
				      .due = INSTANT_NONE,
				      .act_by = until,
				      .who = for_whom(view),
				      .text = sentence(policy, event, rules,
						       looking->arena),
				      .ref = rules,
				      .rule_line = policy->gates.line});
	}
}

int64_t
passed_since(const struct duty_view *view)
{
	/* Hours past midnight are of the day before. */
	return view->policy ? zone_day_start(view->policy->shop.zone,
					     day_before(view) - 1)
			    : INT64_MAX;
}

void
passed_add(struct duty_list *list, const struct duty_view *view,
	   const struct casebook *book, struct arena *arena)
{
	int64_t from;

	if (!view->policy)
		return;
	from = day_before(view);
	for (size_t i = 0; i < book->count; i++) {
		struct dutycase looking = {.list = list,
					   .view = view,
					   .file = &book->cases[i],
					   .arena = arena,
					   .severity = -1};

		if (!looking.file->erased && !looking.file->merged_into &&
		    !looking.file->history)
			look_at(&looking, from);
	}
}
