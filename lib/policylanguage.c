#include "policyread.h"

#include <string.h>

#include "text.h"

/* words.language: what holds the shop's sentences together, so that a plan in
 * another language is in that language throughout. */

/* Words that stand between two others: a blank at their ends counts. */
static void
take_between(struct policyread *read, const struct yamltree_node *value,
	     const struct policykey *key, void *into)
{
	(void)key;
	if (!policyread_is_words(read, value))
		return;
	if (strpbrk(value->text, "\n\t") != NULL)
		policyread_fault(read, value,
				 "'%s' takes one line, without tabs",
				 policyread_key(read));
	else
		*(const char **)into = arena_copy(read->arena, value->text,
						  strlen(value->text));
}

/* The holes of a form. A customer is told the day and the hour, or it is no
 * time: those with needed have to be there. */
struct holes {
	const char *const *names; /* NULL at the end */
	size_t needed;            /* so many of the first */
};

static const char *const time_holes[] = {"day", "month", "time", "weekday",
					 NULL};
static const char *const year_holes[] = {"day",  "month",   "time",
					 "year", "weekday", NULL};
static const char *const option_holes[] = {"what", "by", NULL};
static const struct holes of_time = {time_holes, 3};
static const struct holes of_year = {year_holes, 4};
static const struct holes of_option = {option_holes, 2};
static const char *const quoted_holes[] = {"words", NULL};
static const struct holes of_quoted = {quoted_holes, 1};

static bool
is_hole(const struct holes *holes, const char *name, size_t len)
{
	for (size_t i = 0; holes->names[i] != NULL; i++)
		if (strlen(holes->names[i]) == len &&
		    strncmp(holes->names[i], name, len) == 0)
			return true;
	return false;
}

/* Whether all holes of a form are some that are filled in. */
static bool
check_holes(struct policyread *read, const struct yamltree_node *value,
	    const struct holes *holes)
{
	const char *at = value->text;

	for (;;) {
		at += strcspn(at, "{}");
		if (*at == '\0')
			return true;
		size_t len = strcspn(at + 1, "{}");
		if (*at == '}' || at[1 + len] != '}') {
			policyread_fault(read, value,
					 "a '%c' stands here without its '%c'",
					 *at, *at == '{' ? '}' : '{');
			return false;
		}
		if (!is_hole(holes, at + 1, len)) {
			size_t count = 0;
			while (holes->names[count] != NULL)
				count++;
			const char *name = arena_copy(read->arena, at + 1, len);
			policyread_fault(read, value,
					 "nothing fills in '{%s}' here%s",
					 policyread_quote(read, name),
					 policyread_guess(read, name,
							  holes->names, count));
			return false;
		}
		at += len + 2;
	}
}

static void
take_form(struct policyread *read, const struct yamltree_node *value,
	  const struct policykey *key, void *into)
{
	const struct holes *holes = key->more;
	const char *text = NULL;

	policyread_take_words(read, value, key, &text);
	if (text == NULL || !check_holes(read, value, holes))
		return;
	for (size_t i = 0; i < holes->needed; i++) {
		if (strstr(text, arena_format(read->arena, "{%s}",
					      holes->names[i])) != NULL)
			continue;
		policyread_fault(read, value, "'%s' leaves {%s} out",
				 policyread_key(read), holes->names[i]);
		return;
	}
	*(const char **)into = text;
}

#define LANGUAGE(member) offsetof(struct policy, words.language.member)

static void
take_way(struct policyread *read, const struct yamltree_node *value, int index,
	 void *base)
{
	struct policy *policy = base;
	struct policy_words *way =
		&policy->words.language.ways[policy->words.language.way_count];
	char *name = arena_copy(read->arena, value->key, strlen(value->key));

	(void)index;
	text_lower(name);
	*way = (struct policy_words){.name = name,
				     .line = policyread_line(value)};
	policyread_take_label(read, value, NULL, &way->say);
	if (way->say != NULL)
		policy->words.language.way_count++;
}

static const struct policykeys ways_mapping = {
	"ways", NULL, 0, POLICYREAD_NO_LINE, POLICYREF_WAY, take_way,
};

static void
take_ways(struct policyread *read, const struct yamltree_node *value,
	  const struct policykey *key, void *into)
{
	struct policy *policy = into;
	size_t count = policyref_names(read, POLICYREF_WAY)->count;

	(void)key;
	policy->words.language.ways = arena_get(
		read->arena, count * sizeof(*policy->words.language.ways));
	policyread_mapping(read, value, &ways_mapping, policy);
}

static const struct policylisted any_words = {.kind = POLICYREF_NONE};

static const struct policykey language_keys[] = {
	{"time", take_form, LANGUAGE(time), &of_time, false},
	{"time-in-another-year", take_form, LANGUAGE(time_other_year), &of_year,
	 false},
	{"option", take_form, LANGUAGE(option), &of_option, false},
	{"between-steps", take_between, LANGUAGE(between_steps), NULL, false},
	{"between-points", take_between, LANGUAGE(between_points), NULL, false},
	{"between-options", take_between, LANGUAGE(between_options), NULL,
	 false},
	{"next-word", policyread_take_label, LANGUAGE(next_word), NULL, false},
	{"where-it-stands", policyread_take_label, LANGUAGE(where_it_stands),
	 NULL, false},
	{"ways", take_ways, 0, NULL, false},
	{"greetings", policyread_take_list, LANGUAGE(greetings), &any_words,
	 false},
	{"small-first", policyread_take_list, LANGUAGE(small_first), &any_words,
	 false},
	{"spoken-to", policyread_take_list, LANGUAGE(spoken_to), &any_words,
	 false},
	{"quoted", take_form, LANGUAGE(quoted), &of_quoted, false},
	{"own-small", policyread_take_yes, LANGUAGE(own_small), NULL, false},
};

const struct policykeys policyread_language_keys = {
	"language",
	POLICYREAD_KEYS(language_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};
