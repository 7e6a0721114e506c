#include "letter.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "dutywords.h"
#include "letterentry.h"
#include "letterwords.h"
#include "monthly.h"
#include "naming.h"
#include "when.h"

#define KEPT_DAYS 30 /* that the head's "promises kept" looks back */
#define HINTS_MOST 4 /* lines to type in the foot (LOOK, A) */
/* So that the counts stay on one line; RFC 5322 lets them. */
#define HEAD_COLUMNS 78

/* Whether it is told below the entries: a cause that keeps coming back, and
 * what was passed over. */
static bool
is_apart(const struct duty *duty)
{
	return duty->event == CASEFILE_NONE || duty->kind == DUTY_PASSED_OVER;
}

/* The entries, in the order of their first duty. */
struct entries {
	struct letterentry *at;
	size_t count;
	const struct duty **duties;
};

/* Duties of one case together, without changing their order. */
struct placed {
	const struct duty *duty;
	size_t place; /* in the letter's list */
	size_t first; /* of its case */
};

static int
by_case(const void *a, const void *b)
{
	const struct placed *left = a, *right = b;
	int order = strcmp(left->duty->file->id, right->duty->file->id);

	if (order != 0)
		return order;
	return left->place < right->place ? -1 : left->place > right->place;
}

static int
by_first(const void *a, const void *b)
{
	const struct placed *left = a, *right = b;

	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	return left->place < right->place ? -1 : left->place > right->place;
}

static void
gather(struct entries *entries, const struct letter *letter)
{
	const struct duty_list *list = letter->duties;
	struct placed *placed = mem_get((list->count + 1) * sizeof(*placed));
	size_t count = 0;

	entries->at = mem_get((list->count + 1) * sizeof(*entries->at));
	entries->duties = mem_get((list->count + 1) * sizeof(*entries->duties));
	entries->count = 0;
	for (size_t i = 0; i < list->count; i++) {
		if (!is_apart(&list->at[i]))
			placed[count++] = (struct placed){&list->at[i], i, i};
	}
	qsort(placed, count, sizeof(*placed), by_case);
	for (size_t i = 1; i < count; i++) {
		if (placed[i].duty->file == placed[i - 1].duty->file)
			placed[i].first = placed[i - 1].first;
	}
	qsort(placed, count, sizeof(*placed), by_first);
	for (size_t i = 0; i < count; i++) {
		const struct duty *duty = placed[i].duty;

		entries->duties[i] = duty;
		if (i > 0 && placed[i].first == placed[i - 1].first) {
			entries->at[entries->count - 1].count++;
			continue;
		}
		entries->at[entries->count++] =
			(struct letterentry){.view = letter->view,
					     .book = letter->book,
					     .file = duty->file,
					     .duties = &entries->duties[i],
					     .count = 1,
					     .state = duty->state};
	}
	free(placed);
}

static void
release(struct entries *entries)
{
	free(entries->at);
	free(entries->duties);
}

static void
heading(struct buffer *out, const struct letter *letter, enum duty_state state)
{
	buffer_add_char(out, '\n');
	switch (state) {
	case DUTY_LATE:
		buffer_add_string(out, "LATE");
		break;
	case DUTY_TODAY:
		buffer_add_string(out, "TODAY");
		break;
	case DUTY_SOON:
		letterwords_say_next_day(out, letter->view, true);
		break;
	case DUTY_LATER:
		buffer_add_string(out, "LATER");
		break;
	}
	buffer_add_char(out, '\n');
}

static void
counts(struct buffer *out, const struct letter *letter,
       const struct entries *entries)
{
	size_t count[DUTY_LATER + 1] = {0};
	const char *between = "";

	for (size_t i = 0; i < entries->count; i++)
		count[entries->at[i].state]++;
	for (size_t state = 0; state <= DUTY_LATER; state++) {
		if (count[state] == 0)
			continue;
		buffer_format(out, "%s%zu ", between, count[state]);
		if (state == DUTY_SOON)
			letterwords_say_next_day(out, letter->view, false);
		else
			buffer_add_string(
				out, duty_state_name((enum duty_state)state));
		between = ", ";
	}
}

int64_t
letter_since(const struct duty_view *view)
{
	return view->now - KEPT_DAYS * 24 * ZONE_HOUR;
}

/* Promises that ended or fell due in the last days: how many were kept in
 * time. One that was moved in time is neither, and is said for itself, for
 * case-stats counts it among those that ended. */
static void
kept_promises(struct buffer *out, const struct letter *letter)
{
	int64_t now = letter->view->now;
	int64_t from = letter_since(letter->view);
	size_t kept = 0, moved = 0, all = 0;

	for (size_t i = 0; i < letter->book->count; i++) {
		const struct casefile *file = &letter->book->cases[i];

		if (file->merged_into)
			continue;
		for (size_t k = 0; k < file->promise_count; k++) {
			const struct casefile_promise *promise =
				&file->promises[k];
			int64_t at = promise->ended;

			if (promise->state == PROMISE_DECLINED)
				continue;
			if (promise->due != INSTANT_NONE &&
			    (at == INSTANT_NONE || promise->due < at))
				at = promise->due;
			if (at < from || at > now)
				continue;
			if (promise->state == PROMISE_MOVED) {
				moved++;
				continue;
			}
			all++;
			kept += promise->state == PROMISE_KEPT;
		}
	}
	if (all == 0)
		return;
	buffer_format(out, "%sPromises kept in the last %d days: %zu of %zu",
		      out->len > 0 ? " " : "", KEPT_DAYS, kept, all);
	if (moved > 0)
		buffer_format(out, ", %zu moved in time", moved);
	buffer_add_char(out, '.');
}

static void
write_head(struct buffer *out, const struct letter *letter,
	   const struct entries *entries)
{
	const struct policy *policy = letter->view->policy;
	struct buffer words = {0};

	if (policy) {
		letterwords_plain(out, policy->shop.name);
		buffer_add_string(out, ", ");
	}
	when_say_full(out, letter->view->zone, letter->view->now,
		      letter->view->now);
	if (!policy)
		buffer_format(out, ", %s", zone_name(letter->view->zone));
	buffer_add_char(out, '\n');
	counts(&words, letter, entries);
	if (words.len > 0)
		letterwords_stop(&words);
	kept_promises(&words, letter);
	letterwords_paragraph(out, &words, HEAD_COLUMNS);
	if (!policy)
		buffer_add_string(&words,
				  "The plan is faulty, so no clock was looked "
				  "at: these are the open promises.");
	letterwords_paragraph(out, &words, HEAD_COLUMNS);
	buffer_release(&words);
}

static void
write_name(struct buffer *out, const struct letter *letter, const char *who)
{
	struct buffer words = {0};

	letterwords_plain(&words, who ? letterwords_name(letter->view, who)
				      : "the owner");
	for (size_t i = 0; i < words.len; i++)
		words.at[i] = (char)toupper((unsigned char)words.at[i]);
	buffer_format(out, "\nFOR %s\n", words.at);
	buffer_release(&words);
}

static bool
is_monthly(const struct duty *duty)
{
	return duty->ref && strcmp(duty->ref, monthly_step) == 0;
}

/* "Before Friday 4 December", and on the day itself "Due today". */
static void
say_day(struct buffer *out, const struct duty_view *view,
	const struct duty *duty)
{
	bool late = duty->state == DUTY_LATE;
	size_t end;

	if (duty_day_until(view, duty->act_by) == view->today) {
		buffer_add_string(out,
				  late ? "This was due today" : "Due today");
		return;
	}
	buffer_add_string(out, late ? "This was due " : "Before ");
	end = out->len;
	when_say_full(out, view->zone, view->now, duty->act_by);
	if (strrchr(out->at + end, ','))
		buffer_cut(out,
			   (size_t)(strrchr(out->at + end, ',') - out->at));
}

static void
write_cause(struct buffer *out, const struct letter *letter,
	    const struct duty *duty)
{
	bool monthly = is_monthly(duty);
	struct buffer words = {0};

	letterwords_plain(&words, duty->text);
	letterwords_stop(&words);
	letterwords_capital(&words, 0);
	buffer_format(&words, " %s ",
		      monthly ? "What changes because of them?"
			      : "What keeps it from happening again?");
	say_day(&words, letter->view, duty);
	letterwords_stop(&words);
	letterwords_paragraph(out, &words, LETTERWORDS_COLUMNS);
	letterwords_short(&words, letter->book, duty->file);
	buffer_format(out, "[%s] case-log %s %s%s\n", words.at, words.at,
		      monthly ? "follow-up " : "prevent",
		      monthly ? monthly_step : "");
	buffer_release(&words);
}

static void
write_passed(struct buffer *out, const struct letter *letter,
	     const struct duty *duty)
{
	struct buffer words = {0};

	buffer_add_string(&words, "Passed over, ");
	letterwords_near(&words, letter->view, duty->since);
	buffer_add_string(&words, ": ");
	letterwords_plain(&words, duty->text);
	letterwords_stop(&words);
	letterwords_paragraph(out, &words, LETTERWORDS_COLUMNS);
	letterwords_short(&words, letter->book, duty->file);
	buffer_format(out, "[%s] ", words.at);
	letterwords_plain(out, naming_customer(duty->file));
	buffer_add_char(out, '\n');
	buffer_release(&words);
}

static bool
is_for(const struct duty *duty, const struct duty *other)
{
	if (!duty->who || !other->who)
		return !duty->who && !other->who;
	return policy_same_staff(duty->who, other->who);
}

/* What is told below the entries, under the name of whose it is. */
static void
write_apart(struct buffer *out, const struct letter *letter)
{
	const struct duty_list *list = letter->apart;

	for (size_t i = 0; i < list->count; i++) {
		bool headed = false;

		for (size_t k = 0; k < i && !headed; k++)
			headed = is_for(&list->at[k], &list->at[i]);
		if (headed)
			continue;
		write_name(out, letter, list->at[i].who);
		for (size_t k = i; k < list->count; k++) {
			const struct duty *duty = &list->at[k];

			if (!is_for(&list->at[i], duty))
				continue;
			buffer_add_char(out, '\n');
			if (duty->kind == DUTY_PASSED_OVER)
				write_passed(out, letter, duty);
			else
				write_cause(out, letter, duty);
		}
	}
}

/* What to type once a promise is kept: `give`, or `kept`. */
static bool
is_given(const struct casefile_promise *promise)
{
	return promise->remedy != NULL;
}

static const struct duty *
promise_of(const struct letterentry *entry, bool given)
{
	for (size_t i = 0; i < entry->count; i++) {
		const struct duty *duty = entry->duties[i];

		if (duty->kind == DUTY_PROMISE &&
		    is_given(duty->promise) == given)
			return duty;
	}
	return NULL;
}

/* The first promise to keep, one that is not late yet if there is one; of a
 * remedy, or one that is not. */
static const struct duty *
to_keep(const struct entries *entries, bool given)
{
	const struct duty *late = NULL;

	for (size_t i = 0; i < entries->count; i++) {
		const struct duty *duty = promise_of(&entries->at[i], given);

		if (duty && duty->state != DUTY_LATE)
			return duty;
		if (duty && !late)
			late = duty;
	}
	return late;
}

/* "Kept: case-log mj2 kept." Which one, where the word alone would fit
 * several; or none, as they chose it before the case was opened anew. */
static void
say_keep(struct buffer *out, const struct letter *letter,
	 const struct duty *duty)
{
	const struct casefile *file = duty->file;
	bool given = is_given(duty->promise);
	size_t fit = 0;

	for (size_t i = 0; !given && i < file->promise_count; i++)
		fit += file->promises[i].state == PROMISE_OPEN;
	for (size_t i = file->since; given && i < file->event_count; i++)
		fit += file->events[i].verb == VERB_ACCEPT;
	buffer_format(out, "%s: case-log ", given ? "Done" : "Kept");
	letterwords_short(out, letter->book, file);
	buffer_add_string(out, given ? " give" : " kept");
	if (fit != 1) {
		buffer_add_char(out, ' ');
		if (given)
			letterwords_plain(out, duty->promise->remedy);
		else
			naming_promise(out, file, duty->promise);
	}
	buffer_add_char(out, '.');
}

/* After-care, and a review: talking to them is not what settles it. */
static bool
is_after(const struct duty *duty)
{
	return duty->kind == DUTY_FOLLOW_UP || duty->kind == DUTY_REVIEW;
}

/* The first of a kind that the letter asks for; NULL. */
static const struct duty *
to_settle(const struct entries *entries, enum duty_kind kind)
{
	for (size_t i = 0; i < entries->count; i++) {
		const struct letterentry *entry = &entries->at[i];

		for (size_t k = 0; k < entry->count; k++) {
			if (entry->duties[k]->kind == kind &&
			    entry->duties[k]->state <= entry->state)
				return entry->duties[k];
		}
	}
	return NULL;
}

/* What was done, before the line that says so. */
static const char *
settled(const struct duty *duty, const struct policy *policy)
{
	int step = duty->ref ? policy_step(policy, duty->ref) : POLICY_NONE;

	if (duty->kind == DUTY_REVIEW)
		return "Answered";
	if (step != POLICY_NONE && policy->steps[step].ask)
		return "Asked";
	if (duty->ref && strcmp(duty->ref, "thank-you") == 0)
		return "Thanked";
	return "Done";
}

/* "Asked: case-log kx6 follow-up all-well." Nothing where it is one of two. */
static void
say_settle(struct buffer *out, const struct letter *letter,
	   const struct duty *duty)
{
	const struct policy *policy = letter->view->policy;
	struct buffer words = {0};

	dutywords_type(&words, duty, policy);
	if (words.len > 0) {
		buffer_format(out, "%s: case-log ", settled(duty, policy));
		letterwords_short(out, letter->book, duty->file);
		buffer_format(out, " %s.", words.at);
	}
	buffer_release(&words);
}

/* The foot on its way. */
struct foot {
	struct buffer *out;
	const struct letter *letter;
	struct buffer line;
	size_t hints;
};

/* Add a hint, if there is one and room for it, to the line, or to the next one:
 * a line to type is never cut in two. Its words become empty. */
static void
add_hint(struct foot *foot, struct buffer *hint)
{
	struct buffer *line = &foot->line;

	if (hint->len > 0 && foot->hints < HINTS_MOST) {
		if (line->len + 1 + hint->len > LETTERWORDS_COLUMNS) {
			buffer_format(foot->out, "%s\n", buffer_string(line));
			buffer_clear(line);
		}
		buffer_format(line, "%s%s", line->len > 0 ? " " : "", hint->at);
		foot->hints++;
	}
	buffer_clear(hint);
}

/* Of the first case that is not one to be asked how it went. */
static void
add_talked(struct foot *foot, const struct entries *entries)
{
	struct buffer words = {0};
	size_t at = 0;

	while (at < entries->count && is_after(entries->at[at].duties[0]))
		at++;
	if (at < entries->count) {
		const struct casefile *file = entries->at[at].file;
		bool by_mail = casefile_detail(file, "email") &&
			       !casefile_detail(file, "phone");

		buffer_add_string(&words, "Talked to them: case-log ");
		letterwords_short(&words, foot->letter->book, file);
		buffer_format(&words, " out %s.", by_mail ? "email" : "phone");
	}
	add_hint(foot, &words);
	buffer_release(&words);
}

/* What to type when it is done, with cases of this letter. */
static void
write_foot(struct buffer *out, const struct letter *letter,
	   const struct entries *entries)
{
	static const enum duty_kind after[] = {DUTY_FOLLOW_UP, DUTY_REVIEW};
	struct foot foot = {.out = out, .letter = letter};
	struct buffer words = {0};

	buffer_add_char(out, '\n');
	buffer_add_string(&words, "A story: case-show ");
	letterwords_short(&words, letter->book, entries->at[0].file);
	buffer_add_char(&words, '.');
	add_hint(&foot, &words);
	add_talked(&foot, entries);
	for (int given = 1; given >= 0; given--) {
		const struct duty *duty = to_keep(entries, given);

		if (duty)
			say_keep(&words, letter, duty);
		add_hint(&foot, &words);
	}
	for (size_t i = 0; i < sizeof(after) / sizeof(*after); i++) {
		const struct duty *duty = to_settle(entries, after[i]);

		if (duty)
			say_settle(&words, letter, duty);
		add_hint(&foot, &words);
	}
	buffer_format(out, "%s\n", foot.line.at);
	buffer_release(&foot.line);
	buffer_release(&words);
}

/* That the plan has not been looked over for too long (P64). */
static void
write_plan_is_old(struct buffer *out, const struct letter *letter)
{
	const struct policy *policy = letter->view->policy;
	struct buffer words = {0};

	if (!policy || !policy_is_old(policy, letter->view->now))
		return;
	buffer_add_string(&words, "The plan was last looked over on ");
	when_say_date(&words, policy->reviewed, true);
	buffer_add_string(&words,
			  "; by its own review-every it is time again.");
	buffer_add_char(out, '\n');
	letterwords_paragraph(out, &words, LETTERWORDS_COLUMNS);
	buffer_release(&words);
}

static void
write_load(struct buffer *out, const struct letter *letter, const char *who)
{
	const struct policy *policy = letter->view->policy;
	int most = policy->roles[policy_role_of(policy, who)].cases_at_most;
	size_t owned = most > 0 ? casebook_owned(letter->book, who) : 0;
	struct buffer words = {0};

	if (owned <= (size_t)most)
		return;
	buffer_format(&words,
		      "%s has %zu open cases, and the plan says %d at most.",
		      policy_staff_name(policy, who), owned, most);
	buffer_add_char(out, '\n');
	letterwords_paragraph(out, &words, LETTERWORDS_COLUMNS);
	buffer_release(&words);
}

/* Who owns more open cases than the plan says, however they came to (P22): each
 * once, in the order in which their first ones were opened. */
static void
write_loads(struct buffer *out, const struct letter *letter)
{
	const struct casebook *book = letter->book;
	const char **seen = mem_get((book->count + 1) * sizeof(*seen));
	size_t count = 0;

	for (size_t i = 0; letter->view->policy && i < book->count; i++) {
		const char *owner = book->cases[i].owner;
		bool known = !owner || !casefile_is_open(&book->cases[i]);

		for (size_t k = 0; k < count && !known; k++)
			known = strcmp(seen[k], owner) == 0;
		if (known)
			continue;
		seen[count++] = owner;
		write_load(out, letter, owner);
	}
	free(seen);
}

/* Whether a list has something that is told below the entries; *about becomes
 * what that is. */
static bool
is_about_apart(const struct duty_list *list, const char **about)
{
	bool any = false;

	for (size_t i = 0; i < list->count; i++) {
		const struct duty *duty = &list->at[i];

		if (!is_apart(duty))
			continue;
		if (duty->kind == DUTY_PASSED_OVER) {
			*about = "what was passed over";
			return true;
		}
		if (!any)
			*about = is_monthly(duty) ? "what the month taught"
						  : "what keeps coming back";
		any = true;
	}
	return any;
}

void
letter_counts(struct buffer *out, const struct letter *letter)
{
	struct entries entries;
	const char *about;

	gather(&entries, letter);
	counts(out, letter, &entries);
	if (entries.count == 0 && (is_about_apart(letter->duties, &about) ||
				   is_about_apart(letter->apart, &about)))
		buffer_add_string(out, about);
	release(&entries);
}

void
letter_write(struct buffer *out, const struct letter *letter)
{
	struct entries entries;
	bool due;

	gather(&entries, letter);
	due = entries.count > 0;
	for (size_t i = 0; i < letter->apart->count && !due; i++)
		due = duty_is_usual(&letter->apart->at[i], letter->view);
	if (due)
		write_head(out, letter, &entries);
	for (size_t i = 0; i < entries.count; i++) {
		if (i == 0 || entries.at[i].state != entries.at[i - 1].state)
			heading(out, letter, entries.at[i].state);
		letterentry_write(out, &entries.at[i]);
	}
	if (due)
		write_apart(out, letter);
	if (due)
		write_loads(out, letter);
	if (due)
		write_plan_is_old(out, letter);
	if (entries.count > 0)
		write_foot(out, letter, &entries);
	release(&entries);
}
