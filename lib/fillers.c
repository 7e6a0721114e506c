#include "fillers.h"

#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "language.h"
#include "text.h"

#define ABSENT CASEFILE_NONE

bool
fillers_is_sentence(const struct saying *saying, const char *name)
{
	return saying->name && strcmp(saying->name, name) == 0;
}

const struct record *
fillers_last(const struct saying *saying, enum verb verb, const char *what)
{
	const struct casefile *file = saying->file;
	size_t at = casefile_last(file, verb, what, file->since);

	return at == ABSENT ? NULL : file->events[at].record;
}

bool
fillers_begins_sentence(const struct buffer *out, const struct saying *saying)
{
	static const char *const opening[] = {
		"\xc2\xbf", "\xc2\xa1", /* ¿ ¡ */
		"\"",       "'",        "(",
	};
	size_t begin = saying->begin, at = out->len;
	bool opened = true;

	while (opened) {
		opened = false;
		for (size_t i = 0; i < sizeof(opening) / sizeof(*opening);
		     i++) {
			size_t len = strlen(opening[i]);

			if (at >= begin + len &&
			    memcmp(out->at + at - len, opening[i], len) == 0) {
				at -= len;
				opened = true;
			}
		}
	}
	return at == begin ||
	       (at >= begin + 2 && strchr(" \n", out->at[at - 1]) &&
		strchr(".?!", out->at[at - 2]));
}

/* Their words, from the first sentence on that does not abuse us: that is not
 * what they tell. Where all do, from the first. */
static bool
add_theirs(struct buffer *out, const struct saying *saying, const char *words,
	   enum language_place inside)
{
	const struct policy *policy = saying->policy;
	enum language_place place =
		fillers_begins_sentence(out, saying) ? LANGUAGE_ALONE : inside;
	size_t begin = out->len;

	for (const char *at = words; at && *at;
	     at = language_behind(policy, at)) {
		buffer_cut(out, begin);
		language_quote(out, policy, at, place);
		if (!words_are_abuse(policy, buffer_string(out) + begin,
				     out->len - begin))
			return out->len > begin;
	}
	buffer_cut(out, begin);
	if (words)
		language_quote(out, policy, words, place);
	return out->len > begin;
}

/* A detail of the complaint, as we wrote it down. */
static bool
add_detail(struct buffer *out, const struct saying *saying, const char *words)
{
	return add_theirs(out, saying, words, LANGUAGE_INSIDE);
}

/* What they said, word by word. */
static bool
add_said(struct buffer *out, const struct saying *saying, const char *words)
{
	return add_theirs(out, saying, words, LANGUAGE_SAID);
}

bool
fillers_own(struct buffer *out, const struct saying *saying, const char *words)
{
	size_t begin = out->len;

	if (words)
		language_own(out, saying->policy, words);
	return out->len > begin;
}

bool
fillers_text(struct buffer *out, const struct saying *saying,
	     const struct record *record)
{
	return record && fillers_own(out, saying, record->text);
}

const char *
fillers_label(const struct policy *policy, const char *id)
{
	int remedy = id ? policy_remedy(policy, id) : POLICY_NONE;

	return remedy == POLICY_NONE
		       ? NULL
		       : policy_remedy_said(&policy->remedies[remedy]);
}

bool
fillers_named(struct buffer *out, const char *label)
{
	size_t begin = out->len + 1;

	if (!label)
		return false;
	buffer_format(out, "'%s'", label);
	text_begin(out, begin, true);
	return true;
}

static bool
is_amended(const struct casefile *file, const char *key, size_t from)
{
	for (size_t i = from; i < file->event_count; i++) {
		if (record_get(file->events[i].record, key))
			return true;
	}
	return false;
}

static const char *
happened(const struct casefile *file)
{
	const char *words = casefile_detail(file, "happened");
	const char *complaint = facts_complaint(file);

	/* What happened before it was reopened is not what they say now. */
	if (words && (file->reopened == ABSENT || !complaint ||
		      is_amended(file, "happened", file->reopened)))
		return words;
	return complaint;
}

/* Whether nothing in it is what the plan would rather not have said. */
static bool
is_sayable(const struct saying *saying, const char *words)
{
	struct words_findings findings = {0};
	bool sayable;

	if (!saying->words)
		return true;
	words_check(saying->words, WORDS_OUT & ~(unsigned)WORDS_VAGUE, words,
		    strlen(words), &findings);
	sayable = findings.count == 0;
	words_findings_release(&findings);
	return sayable;
}

static bool
quote_happened(struct buffer *out, const struct saying *saying)
{
	const char *words = happened(saying->file);

	return words == facts_complaint(saying->file)
		       ? add_said(out, saying, words)
		       : add_detail(out, saying, words);
}

/* What happened in their words; where these are none to repeat, as it was said
 * back to them, and as a last resort all the same. */
static bool
add_happened(struct buffer *out, const struct saying *saying)
{
	const struct record *restated =
		fillers_last(saying, VERB_RESTATE, NULL);
	size_t begin = out->len;

	if (quote_happened(out, saying) &&
	    (!restated || !restated->text ||
	     is_sayable(saying, out->at + begin)))
		return true;
	buffer_cut(out, begin);
	return fillers_text(out, saying, restated) ||
	       quote_happened(out, saying);
}

/* The bytes that a word needs to say what somebody is talking about. */
#define TELLING 4

/* Whether two sentences share a word that says what they are about: then the
 * one is the other in other words. */
static bool
share_a_word(const char *one, const char *other)
{
	struct buffer left = {0}, right = {0};
	bool shared = false;

	text_fold(&left, one, strlen(one));
	text_fold(&right, other, strlen(other));
	for (const char *at = buffer_string(&left); *at && !shared;) {
		size_t len = strcspn(at, " .,;:!?\"'");
		char *word = mem_copy(at);

		word[len] = '\0';
		shared = len >= TELLING && strstr(buffer_string(&right), word);
		free(word);
		at += len + (at[len] != '\0');
	}
	buffer_release(&left);
	buffer_release(&right);
	return shared;
}

/*
 * Before what happened, what they came with, where that is another thing: "My
 * bike was promised for Friday", and "It came on Monday". Not where it is the
 * same, or what nobody would repeat.
 */
static void
add_what_they_came_with(struct buffer *out, const struct saying *saying)
{
	const char *first = facts_complaint(saying->file);
	const char *words = happened(saying->file);
	size_t begin = out->len;

	if (!first || !words || first == words ||
	    fillers_last(saying, VERB_RESTATE, NULL) ||
	    share_a_word(first, words))
		return;
	if (add_said(out, saying, first) && is_sayable(saying, out->at + begin))
		buffer_add_string(
			out, saying->policy->words.language.between_points);
	else
		buffer_cut(out, begin);
}

/*
 * What happened; said back to them, the heart of it and what happened, or where
 * that is the same, what happened and their next point (P67). A sentence that
 * names the heart or the points itself says them there.
 */
static bool
fill_happened(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	size_t begin = out->len, more = file->heart, between;

	if (!fillers_is_sentence(saying, "restate") ||
	    strstr(saying->text, "{heart}") || strstr(saying->text, "{points}"))
		return add_happened(out, saying);
	if (more == ABSENT || !facts_is_further_point(file, more))
		more = 0;
	while (more < file->point_count && !facts_is_further_point(file, more))
		more++;
	if (more == file->point_count)
		add_what_they_came_with(out, saying);
	if (!add_happened(out, saying)) {
		buffer_cut(out, begin);
		return false;
	}
	if (more == file->point_count)
		return true;
	between = out->len;
	buffer_add_string(out, saying->policy->words.language.between_points);
	if (!add_said(out, saying, file->points[more].text) ||
	    !is_sayable(saying, out->at + between))
		buffer_cut(out, between);
	return out->len > begin;
}

static bool
fill_text(struct buffer *out, const struct saying *saying)
{
	const struct record *opening = saying->file->opening;

	return opening && add_said(out, saying, opening->text);
}

/* What we found to have gone wrong, else what happened as they tell it. */
static bool
fill_what_went_wrong(struct buffer *out, const struct saying *saying)
{
	const struct record *upheld =
		fillers_last(saying, VERB_FINDING, "upheld");
	const struct record *partly =
		fillers_last(saying, VERB_FINDING, "partly");

	if (partly && (!upheld || partly->at > upheld->at))
		upheld = partly;
	return fillers_text(out, saying, upheld) ||
	       (!saying->in_public && fill_happened(out, saying));
}

static bool
fill_heart(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	size_t at = file->heart == ABSENT ? 0 : file->heart;

	return at < file->point_count &&
	       add_said(out, saying, file->points[at].text);
}

static bool
fill_points(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	size_t begin = out->len;

	for (size_t i = 0; i < file->point_count; i++) {
		size_t before = out->len;

		if (before > begin)
			buffer_add_string(
				out,
				saying->policy->words.language.between_points);
		if (!add_said(out, saying, file->points[i].text))
			buffer_cut(out, before);
	}
	return out->len > begin;
}

static bool
fill_wish(struct buffer *out, const struct saying *saying)
{
	const char *wish = casefile_detail(saying->file, "wish");

	return add_detail(out, saying,
			  casefile_detail(saying->file, "wants")) ||
	       fillers_named(out, fillers_label(saying->policy, wish));
}

static bool
fill_effect(struct buffer *out, const struct saying *saying)
{
	return add_detail(out, saying, casefile_detail(saying->file, "effect"));
}

/* The shop's own account; never the cause, which stays inside. */
static bool
fill_why(struct buffer *out, const struct saying *saying)
{
	return fillers_text(out, saying, fillers_last(saying, VERB_SIDE, NULL));
}

static bool
fill_reason(struct buffer *out, const struct saying *saying)
{
	const struct record *wish = fillers_last(saying, VERB_WISH, "declined");
	const struct record *cannot = fillers_last(saying, VERB_CANNOT, NULL);

	return fillers_text(out, saying,
			    cannot && (!wish || cannot->at > wish->at) ? cannot
								       : wish);
}

static bool
fill_outside(struct buffer *out, const struct saying *saying)
{
	if (saying->policy->shop.next_step_outside)
		buffer_add_string(out, saying->policy->shop.next_step_outside);
	return saying->policy->shop.next_step_outside != NULL;
}

/* One of the staff by name. Who is not in the plan is known by an id alone,
 * which as a name begins with a capital: kim, Kim. */
static bool
add_person(struct buffer *out, const struct saying *saying, const char *who)
{
	size_t begin = out->len;

	if (!who)
		return false;
	language_name(out, saying->policy,
		      policy_staff_name(saying->policy, who));
	if (policy_staff(saying->policy, who) == POLICY_NONE)
		text_begin(out, begin, true);
	return true;
}

static bool
fill_name(struct buffer *out, const struct saying *saying)
{
	return add_person(out, saying, saying->who);
}

static bool
fill_next_person(struct buffer *out, const struct saying *saying)
{
	return add_person(out, saying, saying->file->owner);
}

static bool
fill_amount(struct buffer *out, const struct saying *saying)
{
	if (saying->file->value == MONEY_NONE)
		return false;
	language_amount(out, saying->policy, saying->file->value);
	return true;
}

static bool
fill_restate(struct buffer *out, const struct saying *saying)
{
	return fillers_text(out, saying,
			    fillers_last(saying, VERB_RESTATE, NULL));
}

/* Which one of several it was about, else what they are all called. */
static bool
fill_shop(struct buffer *out, const struct saying *saying)
{
	const char *shop = casefile_detail(saying->file, "shop");

	return add_theirs(out, saying, shop ? shop : saying->policy->shop.name,
			  LANGUAGE_ALONE);
}

static bool
fill_sign_off(struct buffer *out, const struct saying *saying)
{
	if (saying->policy->shop.sign_off)
		buffer_add_string(out, saying->policy->shop.sign_off);
	return saying->policy->shop.sign_off != NULL;
}

static bool
fill_today(struct buffer *out, const struct saying *saying)
{
	language_day(out, saying->policy, saying->now, saying->now);
	return true;
}

static bool
fill_time(struct buffer *out, const struct saying *saying)
{
	struct civil civil;

	zone_civil(saying->policy->shop.zone, saying->now, &civil);
	buffer_format(out, "%02d:%02d", civil.hour, civil.minute);
	return true;
}

static bool
fill_category(struct buffer *out, const struct saying *saying)
{
	int category = saying->file->category
			       ? policy_category(saying->policy,
						 saying->file->category)
			       : POLICY_NONE;

	return category != POLICY_NONE &&
	       fillers_own(out, saying,
			   saying->policy->categories[category].label);
}

static bool
fill_customer(struct buffer *out, const struct saying *saying)
{
	const char *name = casefile_detail(saying->file, "customer");
	size_t begin = out->len;

	if (name)
		language_name(out, saying->policy, name);
	return out->len > begin;
}

static bool
fill_channel(struct buffer *out, const struct saying *saying)
{
	const char *channel = casefile_detail(saying->file, "channel");

	if (channel)
		buffer_add_string(out, language_way(saying->policy, channel));
	return channel != NULL;
}

static bool
fill_id(struct buffer *out, const struct saying *saying)
{
	buffer_add_string(out, saying->file->id);
	return true;
}

#define PROMISE "promise WORDS -d TIME -k how=phone"

static const struct filler fillers[] = {
	{"text", fill_text, "what they said", NULL, FILLER_THEIRS},
	{"happened", fill_happened, "what happened", "amend -k happened=WORDS",
	 FILLER_THEIRS},
	{"heart", fill_heart, "the heart of it", "point WORDS", FILLER_THEIRS},
	{"points", fill_points, "what they said", "point WORDS", FILLER_THEIRS},
	{"wish", fill_wish, "what they want", "amend -k wants=WORDS",
	 FILLER_THEIRS},
	{"wants", fill_wish, "what they want", "amend -k wants=WORDS",
	 FILLER_THEIRS},
	{"effect", fill_effect, "what it has cost them",
	 "amend -k effect=WORDS", FILLER_THEIRS},
	{"customer", fill_customer, "who they are", "amend -k customer=NAME",
	 0},
	{"channel", fill_channel, "how they reached us",
	 "amend -k channel=email", 0},
	{"category", fill_category, "what kind it is", "amend -k category=KIND",
	 0},
	{"amount", fill_amount, "what they paid", "amend -k value=AMOUNT", 0},
	{"shop", fill_shop, NULL, NULL, 0},
	{"id", fill_id, NULL, NULL, 0},
	{"what-went-wrong", fill_what_went_wrong, "what went wrong",
	 "finding upheld WORDS", 0},
	{"why", fill_why, "why it happened, as we tell it", "side WORDS", 0},
	{"restate", fill_restate, "what was said back to them", "restate WORDS",
	 0},
	{"reason", fill_reason, "why it cannot be", "wish declined WORDS", 0},
	{"by", fillers_by, "a time that is promised", PROMISE, FILLER_PROMISED},
	{"what", fillers_what, "what is promised", PROMISE, FILLER_PROMISED},
	{"promise", fillers_promise, "what is promised", PROMISE,
	 FILLER_PROMISED},
	{"next-step", fillers_next_step, "what comes next", PROMISE,
	 FILLER_PROMISED},
	{"how", fillers_how, "how they hear from us", "amend -k channel=email",
	 0},
	{"steps", fillers_steps, "a step that they have not been told of",
	 "step WORDS", FILLER_LISTED},
	{"what-we-did", fillers_what_we_did, "what was done", "give", 0},
	{"remedy", fillers_remedy, "what they chose", "accept REMEDY", 0},
	{"option-1", fillers_option_1, "an option to choose from", "offer",
	 FILLER_LISTED},
	{"option-2", fillers_option_2, "a second option", "offer REMEDY",
	 FILLER_LISTED},
	{"option-3", fillers_option_3, "a third option", "offer REMEDY",
	 FILLER_LISTED},
	{"options", fillers_options, "an option to choose from", "offer",
	 FILLER_LISTED},
	{"prevention", fillers_prevention,
	 "what we do now, so that it does not happen again", "prevent WORDS",
	 0},
	{"next-step-outside", fill_outside,
	 "shop.next-step-outside in the plan", NULL, 0},
	{"name", fill_name, "who speaks", NULL, 0},
	{"next-person", fill_next_person, "whose case it is", "assign WHO", 0},
	{"sign-off", fill_sign_off, "shop.sign-off in the plan", NULL, 0},
	{"today", fill_today, NULL, NULL, 0},
	{"time", fill_time, NULL, NULL, 0},
};

const struct filler *
fillers_find(const char *name)
{
	for (size_t i = 0; i < sizeof(fillers) / sizeof(*fillers); i++) {
		if (strcmp(fillers[i].name, name) == 0)
			return &fillers[i];
	}
	return NULL;
}

bool
fillers_may_show(const char *name, const struct policy *policy)
{
	const struct filler *filler = fillers_find(name);
	const char *field = name;

	/* {amount} is what they paid. */
	if (strcmp(name, "amount") == 0)
		field = "value";
	return !(filler && filler->of == FILLER_THEIRS) &&
	       !policy_list_has(&policy->reviews.never_show, field);
}

bool
fillers_detail(struct buffer *out, const char *name,
	       const struct saying *saying)
{
	/* The name of a thing: "the {item}". */
	return add_theirs(out, saying, casefile_detail(saying->file, name),
			  LANGUAGE_ALONE);
}
