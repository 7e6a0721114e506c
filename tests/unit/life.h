/*
 * The life of a duty, as a row: what begins it; each event that settles it on
 * its own, and what might be taken for one and does not; whether it stands
 * still while we wait for the customer, ends with the case, and begins anew
 * when that is reopened (DESIGN, section 6, "Clocks and duties").
 *
 * All of it is on Monday 2 November: it has begun by 11:00, a wait begins at
 * 11:10, the case is closed at 11:40, the line that may settle it is of 12:00.
 */
#ifndef LIFE_H
#define LIFE_H

#include "duty.h"
#include "repeat.h"
#include "story.h"

#define SETTLERS 8

struct life {
	enum duty_kind kind;
	const char *begins;
	const char *settles[SETTLERS];
	const char *spares[SETTLERS];
	bool stops, ends, anew;
};

#define OPENS "a 02 10:00 kim open faulty channel=email severity=normal\n"
#define PROMISES OPENS "a 02 10:01 kim promise p1 due=02T11:30 : Ring\n"

/* In a plan in which every clock runs; and a wait stops all of them, or none:
 * further lines of `deadlines`. */
#define ALL_CLOCKS                                                       \
	"  low: {acknowledge: 2bh, first-action: 1bd, final-word: 8w}\n" \
	"  normal: {acknowledge: 2bh, first-action: 1bd, final-word: 8w}\n"
#define STOPPING                                                               \
	ALL_CLOCKS "  pause-while: [waiting-for-customer]\n"                   \
		   "  pause-stops: [acknowledge, first-action, update-every, " \
		   "answer,\n    fix-done, tell-after-fix, final-word]\n"
#define RUNNING                                              \
	ALL_CLOCKS "  pause-while: [waiting-for-customer]\n" \
		   "  pause-stops: []\n"

/* How often a duty of the kind is owed after the story and one more line by
 * somebody, with those words in what it says where some are given; and since
 * when, of the last of them. */
static inline size_t
life_times_due(const char *plan, const char *story, const char *line_by,
	       const char *line, enum duty_kind kind, const char *says,
	       const char *now, int64_t *since)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};
	struct buffer events = {0};
	size_t count = 0;

	buffer_add_string(&events, story);
	if (line)
		buffer_format(&events, "a 02 12:00 %s %s\n", line_by, line);
	story_tell(&told, plan, events.at);
	repeat_mark(&told.book, told.policy);
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant(now));
	owed_on_book(&list, &view, &told.book, &told.arena);
	for (size_t i = 0; i < list.count; i++) {
		const struct duty *duty = &list.at[i];

		if (duty->kind != kind || (says && !strstr(duty->text, says)))
			continue;
		/* An update, a promise that moved: the same again, later. */
		if (line && duty->since == story_instant("02T12:00"))
			continue;
		*since = duty->since;
		count++;
	}
	duty_list_release(&list);
	story_end(&told);
	buffer_release(&events);
	return count;
}

#endif
