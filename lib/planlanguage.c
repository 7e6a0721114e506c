#include "planlanguage.h"

#include <string.h>

#include "phrases.h"

/* A plan that says nothing of its own, to compare with. */
static const char bare[] = "policy: 1\n"
			   "shop: {name: x, timezone: UTC, currency: EUR}\n";

/* Words that hardly a sentence of English does without, and that are none in
 * the languages around it. */
static const char *const english[] = {
	"the",  "you",   "your",  "that", "this", "it",    "with",
	"what", "our",   "we",    "us",   "they", "them",  "of",
	"and",  "how",   "did",   "when", "on",   "back",  "wrong",
	"late", "price", "money", "said", "not",  "again", "next",
	"my",   "which", "would", "are",  "free", "much",  "to",
};

static struct policy *
read_bare(void)
{
	struct faults faults = {0};
	struct policy *policy = NULL;

	policy_parse(bare, strlen(bare), "", &policy, &faults);
	faults_release(&faults);
	return policy;
}

static bool
is_same(const char *own, const char *usual)
{
	return own && usual && strcmp(own, usual) == 0;
}

/* Sentences of the plan's own, and how many of them are English. */
struct counted {
	struct phrases *words;
	size_t own, english;
};

static void
count(struct counted *counted, const char *own, const char *usual)
{
	struct phrases_matches found = {0};

	if (!own || is_same(own, usual))
		return;
	phrases_scan(counted->words, own, strlen(own), &found);
	counted->own++;
	for (size_t i = 0; i < found.count; i++) {
		if (found.list[i].tag != 0)
			continue;
		counted->english++;
		break;
	}
	phrases_matches_release(&found);
}

static void
count_all(struct counted *counted, const struct policy *policy,
	  const struct policy *usual)
{
	for (size_t i = 0; i < policy->words.suggest_count; i++)
		count(counted, policy->words.suggest[i].say,
		      policy_suggest(usual, policy->words.suggest[i].name));
	count(counted, policy->reviews.say, usual->reviews.say);
	for (size_t i = 0; i < policy->remedy_count; i++)
		count(counted, policy->remedies[i].label,
		      usual->remedies[0].label);
	for (size_t i = 0; i < policy->category_count; i++)
		count(counted, policy->categories[i].label,
		      usual->categories[0].label);
	for (size_t i = 0; i < policy->intake.ask_count; i++)
		count(counted, policy->intake.ask[i].say,
		      i < usual->intake.ask_count ? usual->intake.ask[i].say
						  : NULL);
}

static bool
is_same_list(const struct policy_list *own, const struct policy_list *usual)
{
	if (own->count != usual->count)
		return false;
	for (size_t i = 0; i < own->count; i++) {
		if (strcmp(own->at[i], usual->at[i]) != 0)
			return false;
	}
	return true;
}

/* With fewer of them one without such a word says little. */
#define ENOUGH 4

bool
planlanguage_is_other(const struct policy *policy)
{
	struct policy *usual = read_bare();
	struct counted counted = {.words = phrases_new()};
	bool other = false;

	for (size_t i = 0; i < sizeof(english) / sizeof(*english); i++)
		phrases_add(counted.words, english[i], 0);
	if (usual) {
		count_all(&counted, policy, usual);
		other = !is_same_list(&policy->words.days,
				      &usual->words.days) ||
			(counted.own >= ENOUGH &&
			 counted.english * 3 < counted.own);
	}
	phrases_free(counted.words);
	policy_free(usual);
	return other;
}

static void
add_key(struct buffer *out, const char *group, const char *key)
{
	buffer_format(out, "%s%s%s", out->len > 0 ? ", " : "", group, key);
}

static void
add_sentences(struct buffer *out, const struct policy *policy,
	      const struct policy *usual)
{
	for (size_t i = 0; i < usual->words.suggest_count; i++) {
		const struct policy_words *one = &usual->words.suggest[i];

		if (is_same(policy_suggest(policy, one->name), one->say))
			add_key(out, "words.suggest.", one->name);
	}
	if (is_same(policy->reviews.say, usual->reviews.say))
		add_key(out, "reviews.", "say");
}

static void
add_forms(struct buffer *out, const struct policy *policy,
	  const struct policy *usual)
{
	const struct {
		const char *key, *own, *usual;
	} forms[] = {
#define FORM(key, member) \
	{key, policy->words.language.member, usual->words.language.member}
		FORM("option", option),
		FORM("between-points", between_points),
		FORM("next-word", next_word),
		FORM("where-it-stands", where_it_stands),
#undef FORM
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (is_same(forms[i].own, forms[i].usual))
			add_key(out, "words.language.", forms[i].key);
	}
	if (is_same_list(&policy->words.language.greetings,
			 &usual->words.language.greetings))
		add_key(out, "words.language.", "greetings");
	if (is_same_list(&policy->words.language.small_first,
			 &usual->words.language.small_first))
		add_key(out, "words.language.", "small-first");
}

static void
add_lists(struct buffer *out, const struct policy *policy,
	  const struct policy *usual)
{
	const struct {
		const char *key;
		const struct policy_list *own, *usual;
	} lists[] = {
		{"words.days", &policy->words.days, &usual->words.days},
		{"words.months", &policy->words.months, &usual->words.months},
		{"words.blame", &policy->words.blame, &usual->words.blame},
		{"words.about-customers", &policy->words.about_customers,
		 &usual->words.about_customers},
		{"words.apology-needs", &policy->words.apology[0].known_by,
		 &usual->words.apology[0].known_by},
		{"promises.too-vague", &policy->promises.too_vague,
		 &usual->promises.too_vague},
		{"reviews.health-words", &policy->reviews.health_words,
		 &usual->reviews.health_words},
	};

	if (policy->words.avoid_count > 0 && usual->words.avoid_count > 0 &&
	    is_same_list(&policy->words.avoid[0].says,
			 &usual->words.avoid[0].says))
		add_key(out, "words.", "avoid");
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if (lists[i].own->count > 0 &&
		    is_same_list(lists[i].own, lists[i].usual))
			add_key(out, "", lists[i].key);
	}
	if (is_same(policy->words.blame_try, usual->words.blame_try))
		add_key(out, "words.", "blame-try");
}

bool
planlanguage_english(struct buffer *out, const struct policy *policy)
{
	struct policy *usual = read_bare();
	size_t begin = out->len;

	if (usual) {
		add_sentences(out, policy, usual);
		add_forms(out, policy, usual);
		add_lists(out, policy, usual);
		for (size_t i = 0; i < policy->intake.ask_count &&
				   i < usual->intake.ask_count;
		     i++) {
			if (is_same(policy->intake.ask[i].say,
				    usual->intake.ask[i].say)) {
				add_key(out, "intake.", "ask");
				break;
			}
		}
	}
	policy_free(usual);
	return out->len > begin;
}
