#include "policyread.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "words.h"

/* words, reviews, unreasonable, privacy, reports: what is said, to whom, and
 * what is kept; and the plan's own list of words held against its sentences. */

static const enum policyref_kind a_role = POLICYREF_ROLE;
static const struct policylisted any_words = {.kind = POLICYREF_NONE};
static const struct policylisted some_words = {.kind = POLICYREF_NONE,
					       .some = true};
static const struct policylisted flags = {.kind = POLICYREF_FLAG};
static const struct policylisted field_names = {.kind = POLICYREF_FIELD};

/* words */

#define AVOID(member) offsetof(struct policy_avoid, member)

/* One phrase, or a list of those that the same is said of. */
static void
take_say(struct policyread *read, const struct yamltree_node *value,
	 const struct policykey *key, void *into)
{
	struct policy_avoid *avoid = into;

	if (value->kind == YAMLTREE_LIST) {
		policyread_take_list(read, value, key, &avoid->says);
		avoid->say = avoid->says.count > 0 ? avoid->says.at[0] : NULL;
		return;
	}
	policyread_take_words(read, value, key, &avoid->say);
	avoid->says = (struct policy_list){
		.at = arena_get(read->arena, sizeof(*avoid->says.at)),
		.count = avoid->say != NULL,
		.line = policyread_line(value)};
	avoid->says.at[0] = avoid->say;
}

static const struct policykey avoid_keys[] = {
	{"say", take_say, 0, &some_words, true},
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
	"loud", POLICYREAD_KEYS(loud_keys), WORDS(loud_line), POLICYREF_NONE,
	NULL,
};

/* A part of an apology, and what it is known by where the plan does not say:
 * in English. What went wrong is known also by what stands before a reason. */
static const struct {
	const char *name;
	const char *known_by[32];
} apology_parts[POLICY_APOLOGY_PARTS] = {
	[POLICY_WENT_WRONG] =
		{"what-went-wrong",
		 {"went wrong", "was wrong", "wrong",       "mistake",
		  "broke",      "broken",    "damaged",     "late",
		  "delayed",    "missing",   "faulty",      "failed",
		  "forgot",     "forgotten", "lost",        "overcharged",
		  "we packed",  "we sent",   "we gave",     "we told",
		  "we charged", "we missed", "we promised", "did not",
		  "didn't",     "was not",   "wasn't",      "were not",
		  "never",      "in pieces", "should have"}},
	[POLICY_RESPONSIBILITY] = {"we-take-responsibility",
				   {"ours",
				    "our mistake",
				    "our fault",
				    "our error",
				    "our doing",
				    "my mistake",
				    "my fault",
				    "my error",
				    "responsible",
				    "responsibility",
				    "down to us",
				    "let you down",
				    "we failed",
				    "we should have",
				    "i should have",
				    "we were wrong",
				    "i was wrong",
				    "we got this wrong",
				    "we got it wrong",
				    "we made a mistake",
				    "we packed",
				    "we sent",
				    "we forgot",
				    "i forgot",
				    "we missed",
				    "we lost",
				    "we told you",
				    "we charged",
				    "we did not",
				    "we didn't",
				    "i did not"}},
	[POLICY_WHY] = {"why-it-happened",
			{"because", "the reason", "due to", "owing to",
			 "this is how", "came about", "caused by",
			 "this happened", "it happened when"}},
	[POLICY_SORRY] = {"sorry-for-effect",
			  {"sorry that", "sorry for", "sorry about", "sorry to",
			   "sorry we", "sorry you had", "sorry it",
			   "apologise for", "apologize for", "apologise that",
			   "apologize that", "apologies for", "apology for",
			   "regret that"}},
};

static void
set_english(struct policyread *read, int part)
{
	struct policy_list *list = &read->policy->words.apology[part].known_by;

	*list = (struct policy_list){
		.at = arena_get(read->arena,
				sizeof(apology_parts[part].known_by))};
	while (apology_parts[part].known_by[list->count] != NULL) {
		list->at[list->count] =
			apology_parts[part].known_by[list->count];
		list->count++;
	}
}

static int
apology_part(const char *name)
{
	for (int i = 0; i < POLICY_APOLOGY_PARTS; i++)
		if (strcasecmp(name, apology_parts[i].name) == 0)
			return i;
	return POLICY_NONE;
}

/* A list of the parts, or each with the words that it is known by. */
static void
take_apology(struct policyread *read, const struct yamltree_node *value,
	     const struct policykey *key, void *into)
{
	const char *names[POLICY_APOLOGY_PARTS];
	struct policy *policy = into;

	(void)key;
	if (value->kind == YAMLTREE_WORDS && !policyread_is_list(read, value))
		return;
	policy->words.apology_line = policyread_line(value);
	for (int i = 0; i < POLICY_APOLOGY_PARTS; i++)
		names[i] = apology_parts[i].name;
	for (const struct yamltree_node *one = value->first; one != NULL;
	     one = one->next) {
		bool named = value->kind == YAMLTREE_MAP;
		const char *name = named ? one->key : one->text;
		int part;

		if (!named && !policyread_is_words(read, one))
			continue;
		part = apology_part(name);
		if (part == POLICY_NONE) {
			policyread_fault(
				read, one, "'%s' is not a part of an apology%s",
				policyread_quote(read, name),
				policyread_guess(read, name, names,
						 POLICY_APOLOGY_PARTS));
			continue;
		}
		policy->words.apology[part].needed = true;
		if (named)
			policyread_take_list(
				read, one,
				&(struct policykey){.name = name,
						    .more = &some_words},
				&policy->words.apology[part].known_by);
		else
			set_english(read, part);
	}
}

static const struct policykey words_keys[] = {
	{"avoid", take_avoid, 0, NULL, false},
	{"blame", policyread_take_list, WORDS(blame), &any_words, false},
	{"blame-unless", policyread_take_list, WORDS(blame_unless), &any_words,
	 false},
	{"blame-try", policyread_take_label, WORDS(blame_try), NULL, false},
	{"about-customers", policyread_take_list, WORDS(about_customers),
	 &any_words, false},
	{"loud", policyread_take_mapping, 0, &loud_mapping, false},
	{"days", take_calendar, WORDS(days), &any_words, false},
	{"months", take_calendar, WORDS(months), &any_words, false},
	{"apology-needs", take_apology, 0, NULL, false},
	{"suggest", take_suggest, 0, NULL, false},
	{"language", policyread_take_mapping, 0, &policyread_language_keys,
	 false},
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

/* "# Street", "Calle #", "-strasse #": one word, and where its number stands.
 */
static bool
is_street(const char *words)
{
	const char *word = words + (words[0] == '-');
	size_t len = strlen(word);

	if (strchr(word, '#') != strrchr(word, '#') || len < 3)
		return false;
	if (words[0] == '#')
		return words[1] == ' ' && !strchr(words + 2, ' ');
	return word[len - 1] == '#' && word[len - 2] == ' ' &&
	       strchr(word, ' ') == word + len - 2;
}

static void
take_streets(struct policyread *read, const struct yamltree_node *value,
	     const struct policykey *key, void *into)
{
	const struct policy_list *list = into;

	policyread_take_list(read, value, key, into);
	for (size_t i = 0; i < list->count; i++) {
		if (!is_street(list->at[i]))
			policyread_fault(read, value,
					 "'%s' is no word for a street with "
					 "a # where its number stands, as "
					 "'# Street', 'Calle #' or '-gasse #'",
					 policyread_quote(read, list->at[i]));
	}
}

static const struct policykey reviews_keys[] = {
	{"reply-within", policyread_take_duration, REVIEWS(reply_within), NULL,
	 false},
	{"reply-by", policyread_take_index, REVIEWS(reply_by), &a_role, false},
	{"never-show", policyread_take_list, REVIEWS(never_show), &hidden,
	 false},
	{"health-words", policyread_take_list, REVIEWS(health_words),
	 &any_words, false},
	{"streets", take_streets, REVIEWS(streets), &any_words, false},
	{"say", policyread_take_sentence, REVIEWS(say), NULL, false},
};

const struct policykeys policyread_reviews_keys = {
	"reviews", POLICYREAD_KEYS(reviews_keys), REVIEWS(line), POLICYREF_NONE,
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
	{"review-after", policyread_take_calendar, UNREASONABLE(review_after),
	 NULL, false},
	{"new-matter", policyread_take_only, 0, &on_its_merits, false},
};

const struct policykeys policyread_unreasonable_keys = {
	"unreasonable",
	POLICYREAD_KEYS(unreasonable_keys),
	UNREASONABLE(line),
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
	{"keep-closed", policyread_take_calendar, PRIVACY(keep_closed), NULL,
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

/* Hold a sentence against the lists that the file has; a default is nobody's
 * word against it. */
static void
check_said(struct policyread *read, const struct policysaid *said,
	   const struct words *words)
{
	struct words_findings found = {0};

	words_check(words, WORDS_LISTS, said->text, strlen(said->text), &found);
	for (size_t i = 0; i < found.count; i++) {
		const struct words_finding *one = &found.list[i];
		bool better =
			one->kind == WORDS_AVOID && one->instead[0] != '\0';

		if (one->list_line != 0)
			policyread_fault(
				read, said->node,
				"'%s' is rejected by words.%s, line %zu%s%s%s",
				one->phrase, one->list, one->list_line,
				better ? "; try '" : "",
				better ? one->instead : "", better ? "'" : "");
	}
	words_findings_release(&found);
}

void
policyread_check_words(struct policyread *read)
{
	const struct policy *policy = read->policy;
	struct words *words;

	if (policy->words.avoid_count + policy->words.blame.count +
		    policy->words.about_customers.count ==
	    0)
		return;
	words = words_new(policy);
	for (size_t i = 0; i < read->said_count; i++)
		if (read->said[i].node->line != 0)
			check_said(read, &read->said[i], words);
	words_free(words);
}
