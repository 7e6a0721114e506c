#ifndef COUNTING_H
#define COUNTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "duty.h"
#include "figures.h"
#include "mem.h"

/*
 * One report being counted, and what the reports share. For stats alone, which
 * calls them: statsgiven has those about what was given, statskept those about
 * promises, answers and age, statsafter those about how it ended.
 */
struct counting {
	struct stats_report *report;
	const struct stats_period *period;
	const struct casebook *book;
	const struct duty_view *view;
	struct arena *arena;
	size_t room; /* of the report's figures */
};

typedef void counting_function(struct counting *counting);

/* Lengthen a time so that it holds the openings of all cases that bear on what
 * is counted of a case, as casebook_wanted.bearing. */
typedef void counting_bearing(const struct policy *policy,
			      const struct casefile *file, int64_t *from,
			      int64_t *to);

extern counting_function counting_cost_by_cause, counting_fix_to_gesture,
	counting_heat_against_remedy, counting_limits_hit,
	counting_wish_granted, counting_promises_kept,
	counting_answered_in_time, counting_open_by_age, counting_outcome,
	counting_feedback, counting_repeat_rate, counting_reopen_rate,
	counting_won_back, counting_lessons;

/* Of lessons: while what was changed is watched. */
extern counting_bearing counting_watched;

/* A new figure, all nothing; and that of a group, a new one where there is
 * none yet. Good until the next call. group is borrowed. */
struct stats_figure *counting_add(struct counting *counting, const char *group);
struct stats_figure *counting_group(struct counting *counting,
				    const char *group);

/* Set what a figure says. */
void counting_say(struct counting *counting, struct stats_figure *figure,
		  const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* " (92 %)" of count in total, from the arena; "" without a total. */
const char *counting_share(struct counting *counting, size_t count,
			   size_t total);

/* An amount as people of the shop write it, "1,204.00", from the arena. */
const char *counting_money(struct counting *counting, int64_t amount);

/* Append a span of time in one or two short words, rounded down: "a
 * minute", "40 min", "15 h", "3 d". */
void counting_say_span(struct buffer *out, int64_t span);

/* What was given on a case: fixes (entitlements among them) and gestures. */
void counting_given(const struct counting *counting,
		    const struct casefile *file, int64_t *fixes,
		    int64_t *gestures);

#endif
