#include "duty.h"

#include <stdlib.h>
#include <string.h>

#include "hours.h"

static const char *const kind_names[] = {
	[DUTY_PROMISE] = "promise",
	[DUTY_ACKNOWLEDGE] = "acknowledge",
	[DUTY_FIRST_ACTION] = "first-action",
	[DUTY_UPDATE] = "update",
	[DUTY_ANSWER] = "answer",
	[DUTY_FIX_DONE] = "fix-done",
	[DUTY_TELL_AFTER_FIX] = "tell-after-fix",
	[DUTY_FINAL_WORD] = "final-word",
	[DUTY_APOLOGISE] = "apologise",
	[DUTY_REMIND] = "remind",
	[DUTY_REPLY] = "reply",
	[DUTY_FOLLOW_UP] = "follow-up",
	[DUTY_PREVENTION] = "prevention",
	[DUTY_REVIEW] = "review",
	[DUTY_SKIPPED] = "skipped",
	[DUTY_PASSED_OVER] = "passed-over",
};

static const char *const state_names[] = {
	[DUTY_LATE] = "late",
	[DUTY_TODAY] = "today",
	[DUTY_SOON] = "soon",
	[DUTY_LATER] = "later",
};

const char *
duty_kind_name(enum duty_kind kind)
{
	return kind_names[kind];
}

const char *
duty_state_name(enum duty_state state)
{
	return state_names[state];
}

void
duty_view_init(struct duty_view *view, const struct policy *policy,
	       const struct zone *zone, int64_t now)
{
	*view = (struct duty_view){.policy = policy, .zone = zone, .now = now};
	if (!policy) {
		view->today = zone_day(zone, now);
		view->horizon = now;
		return;
	}
	view->today = hours_day(policy->hours, now);
	view->horizon = hours_close_of_next_open_day(policy->hours, now);
	if (view->horizon == INSTANT_NONE)
		view->horizon = now;
}

int64_t
duty_day(const struct duty_view *view, int64_t at)
{
	return view->policy ? hours_day(view->policy->hours, at)
			    : zone_day(view->zone, at);
}

int64_t
duty_day_until(const struct duty_view *view, int64_t at)
{
	return duty_day(view, at - 1);
}

#define ORDER(left, right)                                \
	do {                                              \
		if ((left) != (right))                    \
			return (left) < (right) ? -1 : 1; \
	} while (0)

/*
 * Most pressing first: what must be done first; of two at the same time the
 * one that is warned of, then what was promised, then the hotter and the graver
 * (P46), then what is owed longer.
 */
static int
by_pressure(const void *a, const void *b)
{
	const struct duty *left = a, *right = b;
	int order;

	ORDER(left->act_by, right->act_by);
	ORDER(right->warn, left->warn);
	ORDER(left->kind != DUTY_PROMISE, right->kind != DUTY_PROMISE);
	ORDER(right->heat, left->heat);
	ORDER(right->severity, left->severity);
	ORDER(left->since, right->since);
	ORDER(left->kind, right->kind);
	order = strcmp(left->file->id, right->file->id);
	if (order == 0 && left->ref && right->ref)
		order = strcmp(left->ref, right->ref);
	if (order != 0)
		return order;
	ORDER(left->event, right->event);
	return 0;
}

int64_t
duty_warn_from(const struct duty_view *view, const struct duty *duty)
{
	const struct policy *policy = view->policy;
	const struct duration *before;

	if (!policy || duty->act_by == INSTANT_NONE)
		return INSTANT_NONE;
	before = duty->kind == DUTY_PROMISE ? &policy->clocks.warn_promise
					    : &policy->clocks.warn_deadline;
	if (before->unit == DURATION_NONE)
		return INSTANT_NONE;
	return hours_subtract(policy->hours, duty->act_by, before);
}

void
duty_list_sort(struct duty_list *list)
{
	if (list->count > 1)
		qsort(list->at, list->count, sizeof(*list->at), by_pressure);
}

void
duty_list_release(struct duty_list *list)
{
	free(list->at);
	*list = (struct duty_list){0};
}

bool
duty_is_usual(const struct duty *duty, const struct duty_view *view)
{
	return duty->kind == DUTY_PROMISE || duty->warn ||
	       duty->act_by <= view->horizon;
}

/* A time as a field or key holds it: of a promise in its own offset, so that
 * it stays what the customer was told even without a plan. */
static int
offset_of(const struct duty *duty, const struct duty_view *view, int64_t at)
{
	if (!view->policy && duty->promise)
		return duty->file->events[duty->event].record->due_offset;
	return zone_offset(view->zone, at);
}

static void
set_time(struct record *record, const char *key, const struct duty *duty,
	 const struct duty_view *view, int64_t at, struct arena *arena)
{
	struct buffer text = {0};

	if (at == INSTANT_NONE)
		return;
	zone_format_due(&text, at, offset_of(duty, view, at));
	record_set(record, key, arena_copy(arena, text.at, text.len), arena);
	buffer_release(&text);
}

void
duty_record(struct record *record, const struct duty *duty,
	    const struct duty_view *view, struct arena *arena)
{
	const struct casefile *file = duty->file;

	record_init(record);
	memcpy(record->id, file->id, CASEID_SIZE);
	record->at = duty->since;
	record->offset = offset_of(duty, view, duty->since);
	record->event = "due";
	record->what = duty_kind_name(duty->kind);
	record->who = duty->who;
	record->due = duty->due;
	record->text = duty->text;
	if (duty->due != INSTANT_NONE) {
		record->due_offset = offset_of(duty, view, duty->due);
		set_time(record, "act-by", duty, view, duty->act_by, arena);
	}
	set_time(record, "from", duty, view, duty->from, arena);
	record_set(record, "category", file->category, arena);
	record_set(record, "customer", casefile_detail(file, "customer"),
		   arena);
	record_set(record, "email", casefile_detail(file, "email"), arena);
	record_set(record, "heat", file->heat, arena);
	record_set(record, "phone", casefile_detail(file, "phone"), arena);
	record_set(record, "ref", duty->ref, arena);
	if (duty->rule_line > 0)
		record_set(record, "rule",
			   arena_format(arena, "%s:%zu", view->policy->file,
					duty->rule_line),
			   arena);
	record_set(record, "state", duty_state_name(duty->state), arena);
	record_set(record, "warn", duty->warn ? "yes" : NULL, arena);
}
