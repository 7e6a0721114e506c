#include "opening.h"

#include <stdlib.h>
#include <string.h>

#include "catchup.h"
#include "discreet.h"
#include "earlier.h"
#include "guide.h"
#include "hours.h"
#include "naming.h"
#include "repeat.h"
#include "text.h"
#include "typed.h"

/* "7qk": how the case is called in lines to type. */
static void
add_name(struct buffer *out, const struct casebook *book,
	 const struct casefile *file)
{
	struct buffer name = {0};

	naming_shortest(&name, book, file->id);
	text_lower(name.at);
	buffer_add_string(out, name.at);
	buffer_release(&name);
}

static bool
is_same_detail(const struct casefile *a, const struct casefile *b,
	       const char *key)
{
	const char *one = casefile_detail(a, key);
	const char *other = casefile_detail(b, key);

	return one && other && text_same(one, other);
}

/* The detail that makes the other one most likely the same complaint; NULL. */
static const char *
doubled(const struct casefile *file, const struct casefile *other, int64_t from)
{
	if (other->opened < from || !casefile_is_open(other))
		return NULL;
	return is_same_detail(file, other, "order")  ? "order"
	       : is_same_detail(file, other, "item") ? "item"
						     : NULL;
}

/* From when on: the end of intake.duplicate-window, looked at backwards;
 * INSTANT_NONE where the plan has none. */
static int64_t
doubles_from(const struct policy *policy, const struct casefile *file)
{
	if (policy->intake.duplicate_window.unit == DURATION_NONE)
		return INSTANT_NONE;
	return hours_subtract(policy->hours, file->opened,
			      &policy->intake.duplicate_window);
}

const struct casefile *
opening_double(const struct policy *policy, const struct casebook *book,
	       const struct casefile *file, const char **detail)
{
	int64_t from = doubles_from(policy, file);
	const struct casefile *found = NULL;
	struct casefile **others;
	size_t count;

	if (from == INSTANT_NONE || casefile_detail(file, "near-miss"))
		return NULL;
	others = casebook_others(book, policy, file, &count);
	for (size_t i = 0; i < count && !found; i++) {
		*detail = doubled(file, others[i], from);
		found = *detail ? others[i] : NULL;
	}
	free(others);
	return found;
}

/* " merge xyz": which of the staff it is for, too, where that is not who acts.
 */
static void
add_merge(struct buffer *out, const struct rules_view *view,
	  const struct casefile *other, const char *by)
{
	const struct rules_step merge = {VERB_MERGE, view->file->id,
					 MONEY_NONE};
	const struct rules_view joined = {view->policy, other, view->book,
					  view->who, view->now};
	struct rules_missing missing;
	struct buffer typed = {0}, named = {0};

	buffer_add_string(&typed, "merge ");
	add_name(&typed, view->book, view->file);
	if (by)
		typed_word(&named, by);
	rules_missing(&missing, &joined, &merge);
	buffer_add_char(out, ' ');
	catchup_steps(out, &missing, &joined, &merge, typed.at, named.at);
	buffer_release(&typed);
	buffer_release(&named);
}

static void
warn_of_duplicates(struct buffer *out, const struct rules_view *view,
		   const char *by)
{
	const struct policy *policy = view->policy;
	const struct casebook *book = view->book;
	const struct casefile *file = view->file;
	int64_t from = doubles_from(policy, file);
	struct casefile **others;
	size_t count;

	if (from == INSTANT_NONE)
		return;
	others = casebook_others(book, policy, file, &count);
	for (size_t i = 0; i < count; i++) {
		const char *detail = doubled(file, others[i], from);

		if (!detail)
			continue;
		buffer_format(out,
			      "the same %s as in an open case of %s; if "
			      "it is that one: case-log ",
			      detail, naming_in_message(others[i]));
		add_name(out, book, others[i]);
		add_merge(out, view, others[i], by);
		buffer_add_char(out, '\n');
	}
	free(others);
}

/* Whose name is in the words of a complaint that says not whose it is: a
 * customer of another case, by their whole name; NULL. */
static const char *
named_in_words(const struct casebook *book, const struct casefile *file)
{
	const char *found = NULL;
	struct buffer words = {0}, name = {0};

	if (!file->opening || !file->opening->text || discreet_is())
		return NULL;
	text_fold(&words, file->opening->text, strlen(file->opening->text));
	for (size_t i = 0; i < book->count && !found; i++) {
		const char *customer =
			casefile_detail(&book->cases[i], "customer");

		if (!customer || book->cases[i].erased ||
		    !strchr(customer, ' '))
			continue;
		buffer_clear(&name);
		text_fold(&name, customer, strlen(customer));
		if (strstr(buffer_string(&words), buffer_string(&name)))
			found = customer;
	}
	buffer_release(&words);
	buffer_release(&name);
	return found;
}

/* The end of a line to type: the value, in quotes where the shell wants it so;
 * "..." where it is not known. */
static void
add_value(struct buffer *out, const char *value)
{
	if (!value || strchr(value, '\''))
		buffer_add_string(out, "...");
	else
		buffer_format(out, "'%s'", value);
}

void
opening_warn(struct buffer *out, const struct rules_view *view, bool doubles,
	     const char *by)
{
	const struct casebook *book = view->book;
	const struct casefile *file = view->file;
	const struct policy_list *need = &view->policy->intake.need;

	/* Nobody is waiting for anything. */
	if (casefile_detail(file, "near-miss"))
		return;

	for (size_t i = 0; i < need->count; i++) {
		if (strcmp(need->at[i], "text") == 0 ||
		    casefile_detail(file, need->at[i]))
			continue;
		buffer_format(out, "no %s yet; once you have it: case-log ",
			      need->at[i]);
		add_name(out, book, file);
		buffer_format(out, " amend -k %s=", need->at[i]);
		add_value(out, strcmp(need->at[i], "customer") == 0
				       ? named_in_words(book, file)
				       : NULL);
		buffer_add_char(out, '\n');
	}
	if (doubles)
		warn_of_duplicates(out, view, by);
}

/* What intake.repeat brings with it, where it is one. */
static void
say_repeat(struct buffer *out, const struct rules_view *view)
{
	const struct policy_raise *raise =
		repeat_raise(view->policy, view->file);

	if (!raise)
		return;
	buffer_format(out, "%s within the plan's window (%s)",
		      view->file->same_again ? "The same again" : "Here again",
		      policy_place(view->policy, raise->line));
	if (raise->severity > 0)
		buffer_format(out, ": graver by %d", raise->severity);
	if (raise->to_rung != POLICY_NONE) {
		buffer_format(out, "%s case-log ",
			      raise->severity > 0 ? ", and up:" : ": up:");
		add_name(out, view->book, view->file);
		buffer_format(out, " escalate %s",
			      view->policy->rungs[raise->to_rung].id);
	}
	buffer_add_string(out, ".\n");
}

static const char *
who_it_is(const struct casefile *file)
{
	return casefile_detail(file, "near-miss") ? "a near miss"
						  : naming_customer(file);
}

bool
opening_say_earlier(struct buffer *out, const struct rules_view *view)
{
	struct buffer before = {0};
	bool were = earlier_say(&before, view) > 0;

	if (were)
		buffer_format(out, "Here before: %s\n", before.at);
	buffer_release(&before);
	say_repeat(out, view);
	return were;
}

void
opening_say_written(struct buffer *out, const struct rules_view *view)
{
	buffer_format(out,
		      "\nWritten down: %s, %s. It is on the disk, whatever "
		      "happens now.\n",
		      view->file->id, who_it_is(view->file));
	if (view->policy)
		opening_say_earlier(out, view);
}

void
opening_say_back(struct buffer *out, const struct rules_view *view,
		 bool repeated)
{
	buffer_format(out, "Written down%s: %s, %s.\n",
		      repeated ? " already" : "", view->file->id,
		      who_it_is(view->file));
	if (!view->policy)
		return;
	opening_say_earlier(out, view);
	guide_standing(out, view, view->policy->shop.zone);
}
