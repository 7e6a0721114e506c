#include "customercopy.h"

#include <string.h>

#include "dutywords.h"
#include "history.h"
#include "owed.h"
#include "page.h"
#include "when.h"

#define ABSENT CASEFILE_NONE

struct copy {
	const struct casefile *file;
	const struct policy *policy;
	int64_t now;
	struct buffer *out;
};

static void
add_heading(const struct copy *copy)
{
	const struct policy *policy = copy->policy;
	struct buffer words = {0};

	buffer_format(&words, "%s: your complaint of ", policy->shop.name);
	when_say_full(&words, policy->shop.zone, copy->now, copy->file->opened);
	page_under(copy->out, "", words.at);
	buffer_clear(&words);
	buffer_format(&words, "%s. As it stands on ", copy->file->id);
	when_say_full(&words, policy->shop.zone, copy->now, copy->now);
	buffer_format(copy->out, "%s.\n", words.at);
	buffer_release(&words);
}

/* A value that was erased is none: that it was is said once. */
static const char *
kept(const struct copy *copy, const char *value)
{
	return value && copy->file->erased && strcmp(value, "erased") == 0
		       ? NULL
		       : value;
}

static void
add_erased(const struct copy *copy)
{
	size_t erase = casefile_last(copy->file, VERB_ERASE, NULL, 0);
	struct buffer words = {0};

	if (!copy->file->erased || erase == ABSENT)
		return;
	buffer_add_string(&words, "What you told us, and who you are, was "
				  "erased on ");
	when_say_full(&words, copy->policy->shop.zone, copy->now,
		      copy->file->events[erase].record->at);
	buffer_add_char(&words, '.');
	buffer_add_char(copy->out, '\n');
	page_under(copy->out, "", words.at);
	buffer_release(&words);
}

/* What we hold about them, and about what they bought. */
static void
add_details(const struct copy *copy)
{
	static const struct {
		const char *key, *label;
	} details[] = {
		{"customer", "Name"},      {"phone", "Phone"},
		{"email", "Email"},        {"address", "Address"},
		{"postcode", "Postcode"},  {"order", "Order"},
		{"item", "Item"},          {"bought", "Bought"},
		{"happened", "Happened"},  {"expected", "Expected"},
		{"effect", "It cost you"}, {"wants", "You want"},
	};
	struct buffer paid = {0};

	buffer_add_char(copy->out, '\n');
	for (size_t i = 0; i < sizeof(details) / sizeof(*details); i++) {
		const char *value =
			kept(copy, casefile_detail(copy->file, details[i].key));

		if (value)
			page_row(copy->out, details[i].label, value);
	}
	if (copy->file->value == MONEY_NONE)
		return;
	money_show(&paid, copy->file->value, copy->policy->shop.digits,
		   copy->policy->shop.decimal_mark);
	buffer_format(&paid, " %s", copy->policy->shop.currency);
	page_row(copy->out, "You paid", paid.at);
	buffer_release(&paid);
}

static void
add_labels(const struct copy *copy, const char *label, enum verb verb,
	   enum verb but)
{
	const struct casefile *file = copy->file;

	for (size_t i = file->since; i < file->event_count; i++) {
		const char *what = file->events[i].record->what;
		struct buffer called = {0};

		if (file->events[i].verb != verb || !what ||
		    casefile_first(file, verb, what, i + 1) != ABSENT ||
		    (but != verb &&
		     casefile_first(file, but, what, i + 1) != ABSENT))
			continue;
		history_called(&called, copy->policy, what);
		page_list(copy->out, &label, called.at);
		buffer_release(&called);
	}
}

static void
add_agreed(const struct copy *copy)
{
	const struct casefile *file = copy->file;
	size_t restate = casefile_last(file, VERB_RESTATE, NULL, file->since);

	if (restate != ABSENT &&
	    kept(copy, file->events[restate].record->text) &&
	    casefile_first(file, VERB_CONFIRM, NULL, restate) != ABSENT)
		page_row(copy->out, "Agreed on",
			 file->events[restate].record->text);
	add_labels(copy, "Offered", VERB_OFFER, VERB_OFFER);
	add_labels(copy, "You chose", VERB_ACCEPT, VERB_DECLINE);
	add_labels(copy, "Done", VERB_GIVE, VERB_GIVE);
}

static bool
is_fix_promised(const struct casefile *file)
{
	for (size_t i = 0; i < file->promise_count; i++) {
		if (file->promises[i].state == PROMISE_OPEN &&
		    file->promises[i].remedy)
			return true;
	}
	return false;
}

/* What after-care is to them: a question, thanks, or word of what changed.
 * What else there is to do afterwards is a matter of our own. */
static const char *
after_care_outside(const struct duty *duty, const struct policy *policy)
{
	const char *ref = duty->ref ? duty->ref : "";
	int step = policy_step(policy, ref);

	if (strcmp(ref, "changed") == 0)
		return "You hear what changed because of what you told us";
	if (strcmp(ref, "thank-you") == 0)
		return "We thank you";
	return step != POLICY_NONE && policy->steps[step].ask
		       ? "We ask you how it went"
		       : NULL;
}

/* What a duty but a promise is to the customer; NULL: it is a matter of our
 * own, as when we mean to have begun, and to have closed it. */
static const char *
step_outside(const struct duty *duty, const struct policy *policy)
{
	static const char we_have_it[] =
		"You hear that we have it, and what happens next";
	static const char *const steps[DUTY_KIND_COUNT] = {
		[DUTY_ACKNOWLEDGE] = we_have_it,
		[DUTY_UPDATE] = "You hear where it stands",
		[DUTY_ANSWER] = "You hear what we can do",
		[DUTY_FIX_DONE] = "It is put right",
		[DUTY_TELL_AFTER_FIX] = "You hear that it is done",
		[DUTY_REMIND] = "We wait for you",
	};

	if (duty->kind == DUTY_FOLLOW_UP)
		return after_care_outside(duty, policy);
	if (duty->kind == DUTY_APOLOGISE)
		return dutywords_wants_time(duty)
			       ? "We say sorry, and give a new time"
			       : "We say sorry";
	/* A promised fix is a step already, and the sooner one. */
	if (duty->kind == DUTY_FIX_DONE && is_fix_promised(duty->file))
		return NULL;
	return steps[duty->kind];
}

static bool
is_outside(const struct duty *duty, const struct policy *policy)
{
	return duty->kind == DUTY_PROMISE || step_outside(duty, policy);
}

/* "Kim, by Thursday 26 November, 18:00". By when it is to be put right stays
 * inside until it is promised; so does the login name of whoever is in no
 * plan. */
static void
say_who_and_when(struct buffer *out, const struct copy *copy,
		 const struct duty *duty)
{
	const struct policy *policy = copy->policy;
	const char *who = duty->who ? duty->who : copy->file->owner;

	/* Waiting is theirs to end: no date of ours. */
	if (duty->kind == DUTY_REMIND)
		return;
	buffer_add_string(out, who && policy_staff(policy, who) != POLICY_NONE
				       ? policy_staff_name(policy, who)
				       : policy->shop.name);
	if (duty->due == INSTANT_NONE || duty->kind == DUTY_FIX_DONE)
		return;
	buffer_add_string(out, ", by ");
	when_say_full(out, policy->shop.zone, copy->now, duty->due);
}

static void
add_step(const struct copy *copy, const struct duty *duty, int number)
{
	struct buffer what = {0}, first = {0}, when = {0};

	buffer_format(&first, "%2d  ", number);
	if (duty->kind == DUTY_PROMISE)
		history_promised(&what, copy->policy, duty->promise->remedy,
				 duty->text);
	else
		buffer_add_string(&what, step_outside(duty, copy->policy));
	if (duty->kind == DUTY_REMIND)
		buffer_format(&what, ": %s", duty->text);
	if (duty->kind == DUTY_PROMISE && duty->promise->how &&
	    strcmp(duty->promise->how, "same-channel") != 0)
		buffer_format(&what, " (you hear of it by %s)",
			      duty->promise->how);
	page_under(copy->out, first.at, what.at);
	say_who_and_when(&when, copy, duty);
	if (when.len > 0)
		page_under(copy->out, "    ", when.at);
	buffer_release(&what);
	buffer_release(&first);
	buffer_release(&when);
}

static void
add_steps(const struct copy *copy)
{
	struct arena arena = {0};
	struct duty_list duties = {0};
	struct duty_view moment;
	int number = 0;

	duty_view_init(&moment, copy->policy, copy->policy->shop.zone,
		       copy->now);
	owed_on_case(&duties, &moment, copy->file, &arena);
	for (size_t i = 0; i < duties.count; i++) {
		if (!is_outside(&duties.at[i], copy->policy))
			continue;
		if (number == 0)
			buffer_add_string(copy->out, "\nWhat happens next\n");
		add_step(copy, &duties.at[i], ++number);
	}
	duty_list_release(&duties);
	arena_release(&arena);
}

static bool
is_let_go_by_erasing(const struct casefile *file,
		     const struct casefile_promise *promise)
{
	size_t erase = casefile_last(file, VERB_ERASE, NULL, 0);

	return erase != CASEFILE_NONE &&
	       file->events[erase].record->at == promise->ended;
}

/* How a promise went; one that is still to come may be late by now. */
static const char *
how_it_went(const struct copy *copy, const struct casefile_promise *promise)
{
	static const char *const how[] = {
		[PROMISE_OPEN] = "still to come",
		[PROMISE_KEPT] = "kept in time",
		[PROMISE_LATE] = "kept, but late",
		[PROMISE_MOVED] = "given a new time, in time",
		[PROMISE_BROKEN] = "not kept",
		[PROMISE_DECLINED] = "you did not want it after all",
	};

	if (promise->state == PROMISE_DECLINED &&
	    is_let_go_by_erasing(copy->file, promise))
		return "no more, as your case is erased";
	if (promise->state != PROMISE_OPEN || promise->due == INSTANT_NONE)
		return how[promise->state];
	return promise->due < copy->now ? "late, and still owed to you"
					: how[PROMISE_OPEN];
}

static void
add_promises(const struct copy *copy)
{
	const struct casefile *file = copy->file;

	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];
		const char *text = kept(copy, promise->text);
		struct buffer words = {0};

		if (i == 0)
			buffer_add_string(copy->out, "\nWhat we promised\n");
		history_promised(&words, copy->policy, promise->remedy,
				 text ? text : "A promise");
		if (promise->due != INSTANT_NONE) {
			buffer_add_string(&words, ", by ");
			when_say_full(&words, copy->policy->shop.zone,
				      copy->now, promise->due);
		}
		buffer_format(&words, ": %s", how_it_went(copy, promise));
		page_under(copy->out, " -  ", words.at);
		buffer_release(&words);
	}
}

void
customercopy_write(struct buffer *out, const struct casefile *file,
		   const struct policy *policy, int64_t now)
{
	struct copy copy = {file, policy, now, out};
	struct history history = {file, policy, policy->shop.zone, now};

	add_heading(&copy);
	add_erased(&copy);
	add_details(&copy);
	add_agreed(&copy);
	add_promises(&copy);
	add_steps(&copy);
	buffer_add_string(out, "\nWhat was said and done\n");
	history_write_for_customer(out, &history);
	if (policy->shop.sign_off) {
		buffer_add_char(out, '\n');
		page_under(out, "", policy->shop.sign_off);
	}
}
