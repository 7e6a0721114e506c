#include "about.h"

#include <stdlib.h>

#include "hours.h"
#include "meant.h"
#include "naming.h"

static bool
tells_others(const struct policy *policy)
{
	for (size_t i = 0; i < policy->category_count; i++) {
		if (policy->categories[i].tell_others)
			return true;
	}
	return false;
}

/* Since when causes count; INT64_MAX: never. */
static int64_t
causes_since(const struct policy *policy, int64_t at)
{
	int64_t from = INSTANT_NONE;

	if (policy->prevention.again_window.unit != DURATION_NONE)
		from = hours_subtract(policy->hours, at,
				      &policy->prevention.again_window);
	return from == INSTANT_NONE ? INT64_MAX : from;
}

static void
what_is_wanted(struct casebook_wanted *wanted, const struct policy *policy,
	       const struct about *about)
{
	*wanted = (struct casebook_wanted){
		.cases = about->open_too ? SIFT_NAMED_AND_OPEN : SIFT_NAMED,
		.outline = outline_wanted_of(policy),
		.given = about->given};
	wanted->outline.persons = policy != NULL;
	wanted->outline.items = policy && tells_others(policy);
	if (!policy)
		return;
	wanted->like_cases = policy->rules.show_like_cases > 0
				     ? (size_t)policy->rules.show_like_cases
				     : 0;
	/* Limits are of a day. */
	wanted->outline.gives_since = zone_day_start(
		policy->shop.zone, zone_day(policy->shop.zone, about->at));
	if (about->causes_seen)
		wanted->outline.causes_since = causes_since(policy, about->at);
}

static bool
all_fit(const struct casebook *book, const struct about *about)
{
	bool fit = true;

	for (size_t i = 0; i < about->count && fit; i++) {
		struct naming naming;
		struct fail why;

		fit = naming_find_all(&naming, book, about->words[i], false,
				      &why);
		naming_release(&naming);
	}
	return fit;
}

/* Words by which cases are named, worked out. */
struct named {
	struct meant *at; /* whole ids last */
	const char **ids; /* those */
	size_t count;
};

/* A whole id is no work for each line; and a list of cases from another tool,
 * which may be long, has nothing else. */
static void
work_out(struct named *named, struct outline_wanted *wanted,
	 const struct about *about, bool near)
{
	*named = (struct named){
		.at = mem_zero(about->count + 1, sizeof(*named->at)),
		.ids = mem_zero(about->count + 1, sizeof(*named->ids)),
		.count = about->count};
	wanted->meant = named->at;
	wanted->ids = named->ids;
	for (size_t i = 0; i < about->count; i++) {
		struct meant meant;

		meant_work_out(&meant, about->words[i]);
		if (meant_is_whole(&meant)) {
			size_t at = about->count - ++wanted->id_count;

			named->at[at] = meant;
			named->ids[wanted->id_count - 1] = named->at[at].id;
		} else {
			meant.near = near;
			named->at[wanted->meant_count++] = meant;
		}
	}
}

static void
release(struct named *named)
{
	for (size_t i = 0; i < named->count; i++)
		meant_release(&named->at[i]);
	free(named->at);
	free(named->ids);
}

/* near: with those that a mistyped word may have meant. */
static bool
load(struct casebook *book, const struct journal *journal, bool may_be_absent,
     const struct policy *policy, int digits, const struct about *about,
     bool near, casebook_report *report, void *context, struct fail *why)
{
	struct casebook_wanted wanted;
	struct named named;
	bool read;

	if (about->beside)
		wanted = *about->beside;
	else
		what_is_wanted(&wanted, policy, about);
	work_out(&named, &wanted.outline, about, near);
	read = casebook_load_wanted(book, journal, may_be_absent, digits,
				    &wanted, report, context, why);
	release(&named);
	return read;
}

bool
about_load(struct casebook *book, const struct journal *journal,
	   bool may_be_absent, const struct policy *policy, int digits,
	   const struct about *about, casebook_report *report, void *context,
	   struct fail *why)
{
	if (!load(book, journal, may_be_absent, policy, digits, about, false,
		  report, context, why))
		return false;
	if (journal->input || all_fit(book, about))
		return true;
	casebook_release(book);
	/* What is wrong with its lines was told. */
	return load(book, journal, may_be_absent, policy, digits, about, true,
		    NULL, NULL, why);
}
