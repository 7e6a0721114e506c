#include "counting.h"

#include <stdarg.h>
#include <string.h>

#include "facts.h"

struct stats_figure *
counting_add(struct counting *counting, const char *group)
{
	struct stats_report *report = counting->report;

	if (report->count == counting->room) {
		size_t room = counting->room ? counting->room * 2 : 16;
		struct stats_figure *figures =
			arena_get(counting->arena, room * sizeof(*figures));

		if (report->count > 0)
			memcpy(figures, report->figures,
			       report->count * sizeof(*figures));
		report->figures = figures;
		counting->room = room;
	}
	report->figures[report->count] =
		(struct stats_figure){.group = group,
				      .said = group,
				      .then = ", ",
				      .amount = MONEY_NONE,
				      .fixes = MONEY_NONE,
				      .gestures = MONEY_NONE,
				      .median = INSTANT_NONE};
	return &report->figures[report->count++];
}

struct stats_figure *
counting_group(struct counting *counting, const char *group)
{
	const struct stats_figure *found = stats_find(counting->report, group);

	return found ? &counting->report
				->figures[found - counting->report->figures]
		     : counting_add(counting, group);
}

void
counting_say(struct counting *counting, struct stats_figure *figure,
	     const char *format, ...)
{
	struct buffer said = {0};
	va_list args;

	va_start(args, format);
	buffer_vformat(&said, format, args);
	va_end(args);
	figure->said =
		arena_copy(counting->arena, buffer_string(&said), said.len);
	buffer_release(&said);
}

const char *
counting_share(struct counting *counting, size_t count, size_t total)
{
	if (total == 0)
		return "";
	return arena_format(counting->arena, " (%zu %%)",
			    (count * 100 + total / 2) / total);
}

const char *
counting_money(struct counting *counting, int64_t amount)
{
	const struct policy *policy = counting->view->policy;
	struct buffer said = {0};
	const char *copy;

	money_say(&said, amount, policy->shop.digits,
		  policy->shop.decimal_mark);
	copy = arena_copy(counting->arena, said.at, said.len);
	buffer_release(&said);
	return copy;
}

void
counting_given(const struct counting *counting, const struct casefile *file,
	       int64_t *fixes, int64_t *gestures)
{
	*fixes = *gestures = 0;
	for (size_t i = 0; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;

		if (file->events[i].verb != VERB_GIVE)
			continue;
		if (facts_is_kind(counting->view->policy, what, REMEDY_GESTURE))
			*gestures += casefile_given(file, i);
		else
			*fixes += casefile_given(file, i);
	}
}

void
counting_say_span(struct buffer *out, int64_t span)
{
	if (span < 2 * ZONE_MINUTE)
		buffer_add_string(out, "a minute");
	else if (span < ZONE_HOUR)
		buffer_format(out, "%d min", (int)(span / ZONE_MINUTE));
	else if (span < 48 * ZONE_HOUR)
		buffer_format(out, "%d h", (int)(span / ZONE_HOUR));
	else
		buffer_format(out, "%lld d",
			      (long long)(span / (24 * ZONE_HOUR)));
}
