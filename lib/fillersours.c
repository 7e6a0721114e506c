#include "fillers.h"

#include <string.h>

#include "language.h"

/* What we promised, did and offer. */

#define ABSENT CASEFILE_NONE

const char *
saying_promised(const struct policy *policy,
		const struct casefile_promise *promise)
{
	const char *label = fillers_label(policy, promise->remedy);

	return label ? label : promise->text;
}

/* The open promise that is due first, of those whose time is still to come:
 * what went by is not said again, but apologised for. NULL. */
static const struct casefile_promise *
next_promise(const struct saying *saying)
{
	const struct casefile *file = saying->file;
	const struct casefile_promise *next = NULL;

	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];

		if (promise->state == PROMISE_OPEN &&
		    promise->due >= saying->now &&
		    (!next || promise->due < next->due))
			next = promise;
	}
	return next;
}

/* The time of what is promised. That of the next word from us is no time for
 * anything else: only a sentence that names the next step has it. */
bool
fillers_by(struct buffer *out, const struct saying *saying)
{
	const struct casefile_promise *promise = next_promise(saying);
	int64_t by = INSTANT_NONE;

	if (fillers_is_sentence(saying, "step"))
		by = saying->by;
	else if (promise)
		by = promise->due;
	else if (strstr(saying->text, "{next-step}"))
		by = saying->by;
	if (by == INSTANT_NONE)
		return false;
	language_time(out, saying->policy, saying->now, by);
	return true;
}

/* What was given or kept last, by its name: 'Replace it' is done. */
static bool
fill_done(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	size_t give = casefile_last(file, VERB_GIVE, NULL, file->since);
	size_t kept = casefile_last(file, VERB_KEPT, NULL, file->since);
	const struct casefile_promise *promise =
		kept != ABSENT
			? casefile_promise_of(file, file->events[kept].refers)
			: NULL;
	const char *what =
		promise ? saying_promised(saying->policy, promise) : NULL;

	if (give != ABSENT && (!what || promise->remedy || give > kept))
		what = fillers_label(saying->policy,
				     file->events[give].record->what);
	return fillers_named(out, what);
}

bool
fillers_promise(struct buffer *out, const struct saying *saying)
{
	const struct casefile_promise *promise = next_promise(saying);

	return promise && fillers_own(out, saying,
				      saying_promised(saying->policy, promise));
}

bool
fillers_what(struct buffer *out, const struct saying *saying)
{
	if (fillers_is_sentence(saying, "step"))
		return fillers_own(out, saying, saying->what);
	if (fillers_is_sentence(saying, "done"))
		return fill_done(out, saying);
	return fillers_promise(out, saying);
}

bool
fillers_how(struct buffer *out, const struct saying *saying)
{
	const struct casefile_promise *promise = next_promise(saying);
	const char *how = promise ? promise->how : NULL;

	if (!how || strcmp(how, "same-channel") == 0)
		how = casefile_detail(saying->file, "channel");
	if (how)
		buffer_add_string(out, language_way(saying->policy, how));
	return how != NULL;
}

bool
fillers_next_step(struct buffer *out, const struct saying *saying)
{
	if (saying->in_public)
		return fillers_text(out, saying,
				    fillers_last(saying, VERB_STEP, NULL));
	return fillers_promise(out, saying) ||
	       fillers_own(out, saying, saying->next_step);
}

/* The steps that they have not been told of (P58); once it is done, all. */
bool
fillers_steps(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	size_t from = file->since, begin = out->len;

	for (size_t i = from;
	     !fillers_is_sentence(saying, "done") && i < file->event_count;
	     i++) {
		if (file->events[i].verb == VERB_OUT ||
		    file->events[i].verb == VERB_TELL)
			from = i;
	}
	for (size_t i = from; i < file->event_count; i++) {
		size_t before = out->len;

		if (file->events[i].verb != VERB_STEP)
			continue;
		if (before > begin)
			buffer_add_string(
				out,
				saying->policy->words.language.between_steps);
		if (!fillers_text(out, saying, file->events[i].record))
			buffer_cut(out, before);
	}
	return out->len > begin;
}

/* Whether an offer still stands: the last of its remedy, and neither they nor
 * we have ruled it out since. */
static bool
is_standing(const struct casefile *file, size_t offer)
{
	static const enum verb ending[] = {VERB_OFFER, VERB_DECLINE,
					   VERB_CANNOT};
	const char *what = file->events[offer].record->what;

	for (size_t i = 0; i < sizeof(ending) / sizeof(*ending); i++) {
		if (casefile_first(file, ending[i], what, offer + 1) != ABSENT)
			return false;
	}
	return true;
}

static bool
fill_option(struct buffer *out, const struct saying *saying, size_t wanted)
{
	const struct casefile *file = saying->file;
	size_t count = 0;

	if (wanted < saying->option_count) {
		language_option(out, saying->policy, saying->options[wanted],
				saying->now, saying->option_by[wanted]);
		return true;
	}
	for (size_t i = file->since;
	     saying->option_count == 0 && i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		const char *label = fillers_label(saying->policy, record->what);

		if (file->events[i].verb != VERB_OFFER || !label ||
		    !is_standing(file, i) || count++ != wanted)
			continue;
		language_option(out, saying->policy, label, saying->now,
				record->due);
		return true;
	}
	return false;
}

bool
fillers_option_1(struct buffer *out, const struct saying *saying)
{
	return fill_option(out, saying, 0);
}

bool
fillers_option_2(struct buffer *out, const struct saying *saying)
{
	return fill_option(out, saying, 1);
}

bool
fillers_option_3(struct buffer *out, const struct saying *saying)
{
	return fill_option(out, saying, 2);
}

bool
fillers_options(struct buffer *out, const struct saying *saying)
{
	struct buffer one = {0};
	size_t count = 0;

	while (count < SAYING_OPTIONS && fill_option(&one, saying, count)) {
		if (count++ > 0)
			buffer_add_string(
				out,
				saying->policy->words.language.between_options);
		buffer_add(out, one.at, one.len);
		buffer_clear(&one);
	}
	buffer_release(&one);
	return count > 0;
}

/* What we do now that we did not do before (P29): what was to be done by a
 * time counts once it is. */
bool
fillers_prevention(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;

	for (size_t i = file->event_count; i-- > 0;) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb != VERB_PREVENT || !record->text ||
		    (record->what && strcmp(record->what, "none") == 0))
			continue;
		if (record->due == INSTANT_NONE ||
		    casefile_first(file, VERB_PREVENTED, record->what, i) !=
			    ABSENT)
			return fillers_text(out, saying, record);
	}
	return false;
}

bool
fillers_remedy(struct buffer *out, const struct saying *saying)
{
	const struct record *chosen = fillers_last(saying, VERB_ACCEPT, NULL);

	return chosen &&
	       fillers_own(out, saying,
			   fillers_label(saying->policy, chosen->what));
}

bool
fillers_what_we_did(struct buffer *out, const struct saying *saying)
{
	const struct record *give = fillers_last(saying, VERB_GIVE, NULL);

	return (give &&
		fillers_own(out, saying,
			    fillers_label(saying->policy, give->what))) ||
	       fillers_steps(out, saying);
}
