#include "policyread.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

/* words, reviews, unreasonable, privacy, reports: what is said, to whom, and
 * what is kept; and the plan's own list of words held against its sentences. */

static const enum policyref_kind a_role = POLICYREF_ROLE;
static const struct policylisted any_words = {.kind = POLICYREF_NONE};
static const struct policylisted flags = {.kind = POLICYREF_FLAG};
static const struct policylisted field_names = {.kind = POLICYREF_FIELD};

/* words */

#define AVOID(member) offsetof(struct policy_avoid, member)

static const struct policykey avoid_keys[] = {
	{"say", policyread_take_words, AVOID(say), NULL, true},
	{"kind", policyread_take_id, AVOID(kind), NULL, false},
	{"unless", policyread_take_list, AVOID(unless), &any_words, false},
	{"try", policyread_take_maybe_words, AVOID(instead), NULL, false},
};

static const struct policykeys avoid_mapping = {
	"a row of avoid",
	POLICYREAD_KEYS(avoid_keys),
	AVOID(line),
	POLICYREF_NONE,
	NULL,
};

static void
take_avoid_row(struct policyread *read, const struct yamltree_node *row,
	       void *into)
{
	struct policy_avoid *avoid = into;

	avoid->instead = "";
	policyread_mapping(read, row, &avoid_mapping, avoid);
}

static void
take_avoid(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	struct policy *policy = into;

	(void)key;
	policy->words.avoid =
		policyread_rows(read, value, sizeof(*policy->words.avoid),
				&policy->words.avoid_count, take_avoid_row);
	policyread_unique(
		read, value, policy->words.avoid, policy->words.avoid_count,
		sizeof(*policy->words.avoid), AVOID(say), "a row of avoid");
}

static void
take_suggestion(struct policyread *read, const struct yamltree_node *value,
		int index, void *base)
{
	struct policy *policy = base;
	struct policy_words *words =
		&policy->words.suggest[policy->words.suggest_count];

	words->name = policyref_names(read, POLICYREF_SENTENCE)->at[index];
	words->line = policyread_line(value);
	policyread_take_sentence(read, value, NULL, &words->say);
	if (words->say != NULL)
		policy->words.suggest_count++;
}

static const struct policykeys suggest_mapping = {
	"suggest",       NULL, 0, POLICYREAD_NO_LINE, POLICYREF_SENTENCE,
	take_suggestion,
};

static void
take_suggest(struct policyread *read, const struct yamltree_node *value,
	     const struct policykey *key, void *into)
{
	struct policy *policy = into;
	size_t size = policyref_names(read, POLICYREF_SENTENCE)->count *
		      sizeof(*policy->words.suggest);

	(void)key;
	policy->words.suggest = arena_get(read->arena, size);
	memset(policy->words.suggest, 0, size);
	policyread_mapping(read, value, &suggest_mapping, policy);
}

/* Names of days or months in the shop's language: all of them. */
static void
take_calendar(struct policyread *read, const struct yamltree_node *value,
	      const struct policykey *key, void *into)
{
	size_t wanted = strcmp(key->name, "days") == 0 ? 7 : 12;

	policyread_take_list(read, value, key, into);
	if (value->kind == YAMLTREE_LIST && value->count != wanted)
		policyread_fault(read, value, "'%s' names %zu, not %zu",
				 key->name, value->count, wanted);
}

static const struct policyrange loud_range = {0, 100};

#define WORDS(member) offsetof(struct policy, words.member)

static const struct policykey loud_keys[] = {
	{"caps-words", policyread_take_number, WORDS(loud_caps_words),
	 &loud_range, false},
	{"exclamation-marks", policyread_take_number, WORDS(loud_marks),
	 &loud_range, false},
};

static const struct policykeys loud_mapping = {
	"loud", POLICYREAD_KEYS(loud_keys), POLICYREAD_NO_LINE, POLICYREF_NONE,
	NULL,
};

static const char *const apology_parts[] = {
	"what-went-wrong",
	"we-take-responsibility",
	"why-it-happened",
	"sorry-for-effect",
	NULL,
};
static const struct policylisted apology = {.words = apology_parts,
					    .what = "a part of an apology"};

static const struct policykey words_keys[] = {
	{"avoid", take_avoid, 0, NULL, false},
	{"blame", policyread_take_list, WORDS(blame), &any_words, false},
	{"blame-try", policyread_take_label, WORDS(blame_try), NULL, false},
	{"about-customers", policyread_take_list, WORDS(about_customers),
	 &any_words, false},
	{"loud", policyread_take_mapping, 0, &loud_mapping, false},
	{"days", take_calendar, WORDS(days), &any_words, false},
	{"months", take_calendar, WORDS(months), &any_words, false},
	{"apology-needs", policyread_take_list, WORDS(apology_needs), &apology,
	 false},
	{"suggest", take_suggest, 0, NULL, false},
};

const struct policykeys policyread_words_keys = {
	"words",
	POLICYREAD_KEYS(words_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* reviews */

static const char *const shown_never[] = {
	"customer", "phone",  "email",           "address", "postcode",
	"channel",  "heat",   "severity",        "value",   "delivery",
	"item",     "order",  "bought",          "about",   "happened",
	"expected", "effect", "wants",           "wish",    "text",
	"name",     "health", "other-customers", "staff",   NULL,
};
static const struct policylisted hidden = {
	.words = shown_never, .what = "something to keep out of public"};

#define REVIEWS(member) offsetof(struct policy, reviews.member)

static const struct policykey reviews_keys[] = {
	{"reply-within", policyread_take_duration, REVIEWS(reply_within), NULL,
	 false},
	{"reply-by", policyread_take_index, REVIEWS(reply_by), &a_role, false},
	{"never-show", policyread_take_list, REVIEWS(never_show), &hidden,
	 false},
	{"say", policyread_take_sentence, REVIEWS(say), NULL, false},
};

const struct policykeys policyread_reviews_keys = {
	"reviews",
	POLICYREAD_KEYS(reviews_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* unreasonable */

static const char *const measures[] = {
	"one-named-person",       "one-channel", "set-days",
	"no-more-on-this-matter", NULL,
};
static const struct policylisted measure = {.words = measures,
					    .what = "a measure"};
static const struct policyonly on_its_merits = {"on-its-merits",
						"a new matter is a new matter"};

#define UNREASONABLE(member) offsetof(struct policy, unreasonable.member)

static const struct policykey unreasonable_keys[] = {
	{"warn-first", policyread_take_yes, UNREASONABLE(warn_first), NULL,
	 false},
	{"may", policyread_take_list, UNREASONABLE(may), &measure, false},
	{"who", policyread_take_index, UNREASONABLE(who), &a_role, false},
	{"review-after", policyread_take_window, UNREASONABLE(review_after),
	 NULL, false},
	{"new-matter", policyread_take_only, 0, &on_its_merits, false},
};

const struct policykeys policyread_unreasonable_keys = {
	"unreasonable",
	POLICYREAD_KEYS(unreasonable_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* privacy */

static const char *const kept[] = {
	"category", "cause", "outcome", "kind",  "remedy", "heat", "severity",
	"value",    "how",   "once",    "dates", "costs",  NULL,
};
static const struct policylisted keeps = {
	.words = kept, .what = "something that erasing keeps"};
static const char *const reached[] = {"notes", "drafts", "exports", NULL};
static const struct policylisted reaches = {.words = reached,
					    .what = "notes, drafts or exports"};

#define PRIVACY(member) offsetof(struct policy, privacy.member)

static const struct policykey erase_keys[] = {
	{"keeps", policyread_take_list, PRIVACY(erase_keeps), &keeps, false},
	{"replaces-name-with", policyread_take_words, PRIVACY(erase_name), NULL,
	 false},
	{"reaches", policyread_take_list, PRIVACY(erase_reaches), &reaches,
	 false},
};

static const struct policykeys erase_mapping = {
	"erase",
	POLICYREAD_KEYS(erase_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static const struct policykey privacy_keys[] = {
	{"personal", policyread_take_list, PRIVACY(personal), &field_names,
	 false},
	{"hide-in-lists", policyread_take_list, PRIVACY(hide_in_lists),
	 &field_names, false},
	{"keep-closed", policyread_take_window, PRIVACY(keep_closed), NULL,
	 false},
	{"hold-while", policyread_take_list, PRIVACY(hold_while), &flags,
	 false},
	{"erase", policyread_take_mapping, 0, &erase_mapping, false},
	{"copy-for-customer", policyread_take_yes, PRIVACY(copy_for_customer),
	 NULL, false},
};

const struct policykeys policyread_privacy_keys = {
	"privacy",
	POLICYREAD_KEYS(privacy_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* reports */

/* No report times a talk or ranks people by speed (P05); the first two are
 * named so that a plan can say it. */
#define NEVER_REPORTS 2
static const char *const reports[] = {
	"time-per-call",
	"fastest-closer",
	"cost-by-cause",
	"promises-kept",
	"answered-in-time",
	"repeat-rate",
	"outcome",
	"open-by-age",
	"fix-to-gesture",
	"wish-granted",
	"feedback",
	"reopen-rate",
	"won-back",
	"heat-against-remedy",
	"limits-hit",
	"lessons",
	NULL,
};
const char *const *const policy_report_names = reports + NEVER_REPORTS;

static const struct policylisted report = {.words = reports,
					   .what = "a report"};

#define REPORTS(member) offsetof(struct policy, reports.member)

static void
take_show(struct policyread *read, const struct yamltree_node *value,
	  const struct policykey *key, void *into)
{
	const struct policy_list *never = &read->policy->reports.never_show;

	policyread_take_list(read, value, key, into);
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next)
		if (item->kind == YAMLTREE_WORDS &&
		    policy_list_has(never, item->text))
			policyread_fault(read, item, "'%s' is under never-show",
					 item->text);
		else if (item->kind == YAMLTREE_WORDS &&
			 (strcasecmp(item->text, reports[0]) == 0 ||
			  strcasecmp(item->text, reports[1]) == 0))
			policyread_fault(read, item,
					 "'%s' is never shown; do not be in a "
					 "rush",
					 item->text);
}

static const struct policykey reports_keys[] = {
	{"never-show", policyread_take_list, REPORTS(never_show), &report,
	 false},
	{"show", take_show, REPORTS(show), &report, false},
};

const struct policykeys policyread_reports_keys = {
	"reports",
	POLICYREAD_KEYS(reports_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

/* The plan's own words */

/*
 * " i am here to help " for "I am here to help!": folded words with a blank
 * around each. What is filled in later becomes a word that no list has.
 */
static void
add_plain(struct buffer *out, const char *text)
{
	struct buffer folded = {0};
	bool gap = true;

	text_fold(&folded, text, strlen(text));
	buffer_add_char(out, ' ');
	for (const char *at = buffer_string(&folded); *at != '\0'; at++) {
		unsigned char c = (unsigned char)*at;
		bool quote = strncmp(at, "\xE2\x80\x99", 3) == 0;
		if (quote)
			at += 2;
		if (quote || c >= 0x80 || (c >= 'a' && c <= 'z') ||
		    (c >= '0' && c <= '9') || c == '\'' || c == '-') {
			buffer_add_char(out, quote ? '\'' : (char)c);
			gap = false;
		} else if (c == '{') {
			at += strcspn(at, "}");
			buffer_add_string(out, gap ? "{} " : " {} ");
			gap = true;
			if (*at == '\0')
				break;
		} else if (!gap) {
			buffer_add_char(out, ' ');
			gap = true;
		}
	}
	if (!gap)
		buffer_add_char(out, ' ');
	buffer_release(&folded);
}

/* A phrase of the plan's lists, made plain once. */
struct phrase {
	const char *plain;
	size_t len;
	const char *words;
	const char *list;
	size_t line;
	const struct policy_avoid *avoid; /* NULL for the other lists */
};

struct phrases {
	struct phrase *at;
	size_t count;
	size_t room;
};

static void
add_phrase(struct policyread *read, struct phrases *all, const char *words,
	   const char *list, size_t line, const struct policy_avoid *avoid)
{
	struct buffer plain = {0};

	if (words == NULL)
		return;
	add_plain(&plain, words);
	if (plain.len > 1) {
		all->at = mem_grow(all->at, all->count, &all->room,
				   sizeof(*all->at));
		all->at[all->count++] = (struct phrase){
			.plain = arena_copy(read->arena, plain.at, plain.len),
			.len = plain.len,
			.words = words,
			.list = list,
			.line = line,
			.avoid = avoid,
		};
	}
	buffer_release(&plain);
}

static struct phrases
collect_phrases(struct policyread *read)
{
	const struct policy *policy = read->policy;
	const struct policy_list *blame = &policy->words.blame;
	const struct policy_list *about = &policy->words.about_customers;
	struct phrases all = {0};

	for (size_t i = 0; i < policy->words.avoid_count; i++) {
		const struct policy_avoid *avoid = &policy->words.avoid[i];
		add_phrase(read, &all, avoid->say, "avoid", avoid->line, avoid);
	}
	for (size_t i = 0; i < blame->count; i++)
		add_phrase(read, &all, blame->at[i], "blame", blame->line,
			   NULL);
	for (size_t i = 0; i < about->count; i++)
		add_phrase(read, &all, about->at[i], "about-customers",
			   about->line, NULL);
	return all;
}

/* Whether the phrase at `at` stands within one that is allowed. */
static bool
is_excused(const char *sentence, const char *at, const struct phrase *phrase)
{
	const struct policy_list *unless = &phrase->avoid->unless;
	bool excused = false;

	for (size_t i = 0; !excused && i < unless->count; i++) {
		struct buffer allowed = {0};
		add_plain(&allowed, unless->at[i]);
		for (const char *found = strstr(sentence, allowed.at);
		     !excused && found != NULL && found <= at;
		     found = strstr(found + 1, allowed.at))
			excused = found + allowed.len >= at + phrase->len;
		buffer_release(&allowed);
	}
	return excused;
}

static bool
says(const char *sentence, const struct phrase *phrase)
{
	const char *at = strstr(sentence, phrase->plain);

	while (at != NULL && phrase->avoid != NULL &&
	       is_excused(sentence, at, phrase))
		at = strstr(at + 1, phrase->plain);
	return at != NULL;
}

static void
check_said(struct policyread *read, const struct policysaid *said,
	   const struct phrases *all)
{
	struct buffer sentence = {0};

	add_plain(&sentence, said->text);
	for (size_t i = 0; i < all->count; i++) {
		const struct phrase *phrase = &all->at[i];
		if (!says(sentence.at, phrase))
			continue;
		bool better = phrase->avoid != NULL &&
			      phrase->avoid->instead[0] != '\0';
		policyread_fault(read, said->node,
				 "'%s' is rejected by words.%s, line %zu%s%s%s",
				 phrase->words, phrase->list, phrase->line,
				 better ? "; try '" : "",
				 better ? phrase->avoid->instead : "",
				 better ? "'" : "");
	}
	buffer_release(&sentence);
}

void
policyread_check_words(struct policyread *read)
{
	struct phrases all = collect_phrases(read);

	for (size_t i = 0; all.count > 0 && i < read->said_count; i++)
		if (read->said[i].node->line != 0)
			check_said(read, &read->said[i], &all);
	free(all.at);
}
