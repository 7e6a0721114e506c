#include "counting.h"

#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "hours.h"
#include "when.h"

/* How it ended: in what words they left, what they said of it, whether they
 * came back, and whether what went wrong did. */

static const char still_open[] = "open";

/* An id as people read it: "walked away". */
static const char *
plain(struct counting *counting, const char *id)
{
	char *said = arena_copy(counting->arena, id, strlen(id));

	for (char *at = said; *at; at++) {
		if (*at == '-')
			*at = ' ';
	}
	return said;
}

/* Add one to a group that the plan may not have. */
static void
count_one(struct counting *counting, const char *group)
{
	counting_group(counting, group)->count++;
}

/* Each outcome by its own name: placated is not satisfied (P32). */
void
counting_outcome(struct counting *counting)
{
	const struct policy_list *outcomes =
		&counting->view->policy->closing.outcomes;
	const struct stats_period *period = counting->period;
	struct stats_report *report = counting->report;
	size_t open = 0;

	for (size_t i = 0; i < outcomes->count; i++)
		counting_group(counting, outcomes->at[i]);
	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];

		if (casefile_is_open(file))
			open++;
		else
			count_one(counting,
				  file->outcome ? file->outcome : "not said");
	}
	if (report->count > 0)
		report->figures[report->count - 1].then = "\n";
	counting_group(counting, still_open)->count = open;
	for (size_t i = 0; i < report->count; i++) {
		struct stats_figure *figure = &report->figures[i];

		figure->total = period->case_count;
		counting_say(counting, figure, "%zu %s", figure->count,
			     figure->group == still_open
				     ? "still open"
				     : plain(counting, figure->group));
	}
}

/* The last answer of each case that was asked; silence is never counted as
 * happy (P60). */
void
counting_feedback(struct counting *counting)
{
	const struct policy *policy = counting->view->policy;
	const struct stats_period *period = counting->period;
	struct stats_report *report = counting->report;
	size_t scores = 0, sum = 0, asked = 0;

	for (int score = policy->feedback.scale_high;
	     score >= policy->feedback.scale_low; score--)
		counting_group(counting,
			       arena_format(counting->arena, "%d", score));
	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];
		size_t last = casefile_last(file, VERB_FEEDBACK, NULL, 0);
		const char *what;

		if (last == CASEFILE_NONE ||
		    !(what = file->events[last].record->what))
			continue;
		asked++;
		count_one(counting, what);
		if (what[0] >= '0' && what[0] <= '9') {
			scores++;
			sum += strtoul(what, NULL, 10);
		}
	}
	for (size_t i = 0; i < report->count; i++) {
		struct stats_figure *figure = &report->figures[i];
		bool score = figure->group[0] >= '0' && figure->group[0] <= '9';

		figure->total = asked;
		counting_say(counting, figure, score ? "%zu gave %s" : "%zu %s",
			     figure->count, figure->group);
	}
	if (scores > 0) {
		struct stats_figure *figure = counting_group(counting, "mean");
		size_t tenths = (sum * 10 + scores / 2) / scores;

		figure->count = scores;
		counting_say(counting, figure, "%zu.%zu on average",
			     tenths / 10, tenths % 10);
	}
}

void
counting_repeat_rate(struct counting *counting)
{
	const struct stats_period *period = counting->period;
	struct stats_figure *figure;
	size_t again = 0, same = 0, total = period->case_count;

	for (size_t i = 0; i < total; i++) {
		again += period->cases[i]->repeats > 0;
		same += period->cases[i]->same_again;
	}
	figure = counting_group(counting, "here-before");
	figure->count = again;
	figure->total = total;
	counting_say(counting, figure, "%zu of %zu were here before%s", again,
		     total, counting_share(counting, again, total));
	figure = counting_group(counting, "same-again");
	figure->count = same;
	figure->total = total;
	counting_say(counting, figure, "%zu with the same", same);
}

void
counting_reopen_rate(struct counting *counting)
{
	const struct stats_period *period = counting->period;
	struct stats_figure *figure;
	size_t closed = 0, reopened = 0;

	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];

		if (casefile_first(file, VERB_CLOSE, NULL, 0) == CASEFILE_NONE)
			continue;
		closed++;
		reopened += casefile_first(file, VERB_REOPEN, NULL, 0) !=
			    CASEFILE_NONE;
	}
	figure = counting_group(counting, "reopened");
	figure->count = reopened;
	figure->total = closed;
	counting_say(counting, figure, "%zu of %zu that were closed%s",
		     reopened, closed,
		     counting_share(counting, reopened, closed));
}

/* The closed cases of a person, as they were closed one after the other. */
struct person {
	bool was_bad; /* one before the last ended badly */
	bool again;   /* and they came again */
	bool good;    /* and that one ended well */
};

static bool
is_good(const char *outcome)
{
	return event_list_has("delighted satisfied", outcome);
}

/*
 * Who left badly once, came again, and left well (P16): the biggest complainers
 * can become the staunchest allies. The period's cases are the last ones, the
 * bad one may be from before it.
 */
void
counting_won_back(struct counting *counting)
{
	const struct casebook *book = counting->book;
	const struct stats_period *period = counting->period;
	struct person *persons = mem_zero(book->count + 1, sizeof(*persons));
	struct stats_figure *figure;
	size_t again = 0, good = 0;

	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];
		struct person *person = &persons[casebook_person(book, file)];

		if (file->merged_into || file->erased || !file->outcome ||
		    file->opened >= period->to)
			continue;
		if (person->was_bad && file->opened >= period->from) {
			person->again = true;
			person->good = is_good(file->outcome);
		}
		person->was_bad = person->was_bad || !is_good(file->outcome);
	}
	for (size_t i = 0; i < book->count; i++) {
		again += persons[i].again;
		good += persons[i].good;
	}
	free(persons);
	figure = counting_group(counting, "won-back");
	figure->count = good;
	figure->total = again;
	counting_say(counting, figure,
		     "%zu of %zu who once left unhappy and came again%s", good,
		     again, counting_share(counting, good, again));
}

/* When a cause was met with: a case's opening. Erased ones count as well. */
struct met {
	const char *cause;
	int64_t at;
};

static int
by_cause(const void *a, const void *b)
{
	const struct met *left = a, *right = b;
	int order = strcmp(left->cause, right->cause);

	if (order != 0)
		return order;
	return left->at < right->at ? -1 : left->at > right->at;
}

static struct met *
gather_met(const struct casebook *book, size_t *count)
{
	struct met *met = mem_get((book->count + 1) * sizeof(*met));

	*count = 0;
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];

		if (file->cause && !file->merged_into)
			met[(*count)++] =
				(struct met){file->cause, file->opened};
	}
	if (*count > 1)
		qsort(met, *count, sizeof(*met), by_cause);
	return met;
}

/* The first of a cause, at or after an instant; count where there is none. */
static size_t
first_met(const struct met *met, size_t count, const char *cause, int64_t from)
{
	struct met wanted = {cause, from};
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_cause(&met[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* How long a change is watched. */
static const struct duration *
watch_of(const struct policy *policy)
{
	/* Where the plan does not say. */
	static const struct duration usual = {.unit = DURATION_DAYS,
					      .count = 90};
	const struct duration *planned = &policy->prevention.again_after_task;

	return planned->unit == DURATION_NONE ? &usual : planned;
}

void
counting_watched(const struct policy *policy, const struct casefile *file,
		 int64_t *from, int64_t *to)
{
	for (size_t i = 0; i < file->event_count; i++) {
		int64_t done = file->events[i].record->at, until;

		if (file->events[i].verb != VERB_PREVENTED)
			continue;
		until = hours_add(policy->hours, done, watch_of(policy));
		if (done < *from)
			*from = done;
		if (until >= *to)
			*to = until + 1;
	}
}

/* What is known of the lessons while they are counted. */
struct lessons {
	struct counting *counting;
	struct met *met;
	size_t met_count;
	const struct duration *watch; /* see watch_of */
};

/* When what a prevent named was done: at its prevented, else INSTANT_NONE. */
static int64_t
done_at(const struct casefile *file, size_t prevent)
{
	const char *task = file->events[prevent].record->what;
	size_t done = task ? casefile_first(file, VERB_PREVENTED, task, prevent)
			   : CASEFILE_NONE;

	return done == CASEFILE_NONE ? INSTANT_NONE
				     : file->events[done].record->at;
}

/* One thing that was to be changed, and whether the cause came back after it
 * had been. */
static void
add_lesson(struct lessons *lessons, const struct casefile *file, size_t prevent)
{
	struct counting *counting = lessons->counting;
	const struct duty_view *view = counting->view;
	const struct record *record = file->events[prevent].record;
	const char *cause = file->cause ? file->cause : "not known yet";
	struct buffer span = {0}, came = {0};
	int64_t done = done_at(file, prevent), until;
	struct stats_figure *figure;

	figure = counting_add(counting, cause);
	figure->id = file->id;
	figure->then = "\n";
	duration_say(&span, lessons->watch);
	if (done == INSTANT_NONE) {
		buffer_add_string(&came, "not done yet");
	} else {
		until = hours_add(view->policy->hours, done, lessons->watch);
		for (size_t i = first_met(lessons->met, lessons->met_count,
					  cause, done + 1);
		     i < lessons->met_count && lessons->met[i].at <= until &&
		     strcmp(lessons->met[i].cause, cause) == 0;
		     i++)
			figure->count++;
		buffer_add_string(&came, "done ");
		when_say_day(&came, view->zone, view->now, done, false);
		if (figure->count > 0)
			buffer_format(&came, "; it came back %zu %s within %s",
				      figure->count,
				      figure->count == 1 ? "time" : "times",
				      span.at);
		else if (until < view->now)
			buffer_format(&came, "; it did not come back in %s",
				      span.at);
		else
			buffer_add_string(&came, "; not back so far");
	}
	counting_say(counting, figure, "%s: \"%s\", %s", cause,
		     record->text ? record->text : record->what, came.at);
	buffer_release(&span);
	buffer_release(&came);
}

/* What was changed, and whether it helped (P35). */
void
counting_lessons(struct counting *counting)
{
	const struct stats_period *period = counting->period;
	struct lessons lessons = {.counting = counting,
				  .watch = watch_of(counting->view->policy)};
	lessons.met = gather_met(counting->book, &lessons.met_count);
	for (size_t i = 0; i < period->case_count; i++) {
		const struct casefile *file = period->cases[i];

		for (size_t k = 0; k < file->event_count; k++) {
			const char *what = file->events[k].record->what;

			if (file->events[k].verb == VERB_PREVENT && what &&
			    strcmp(what, "none") != 0)
				add_lesson(&lessons, file, k);
		}
	}
	free(lessons.met);
}
