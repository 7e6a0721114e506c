#include "exposed.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "exposing.h"
#include "phrases.h"
#include "text.h"

#define SENTENCE_LEAST 3 /* words of one of several sentences */
#define NAME_LEAST 3     /* bytes of a word of a name that says who it is */

/* What is written of the case, the staff and others. */

/* What a phrase found says of itself, by its tag. */
struct shown {
	const char **whys;
	size_t count, room;
	struct phrases *phrases;
};

static void
look_for(struct shown *shown, const char *phrase, const char *why)
{
	if (!phrase ||
	    !phrases_add(shown->phrases, phrase, (unsigned)shown->count))
		return;
	shown->whys = mem_grow(shown->whys, shown->count, &shown->room,
			       sizeof(*shown->whys));
	shown->whys[shown->count++] = why;
}

/* Each word of a name that is long enough to say whose it is. */
static void
look_for_name(const struct exposing *exposing, struct shown *shown,
	      const char *name, const char *why)
{
	while (*name) {
		size_t len = strcspn(name, " \t");

		if (len >= NAME_LEAST)
			look_for(shown, arena_copy(exposing->arena, name, len),
				 why);
		name += len + strspn(name + len, " \t");
	}
}

/* Words of theirs, sentence by sentence, for no phrase goes past the end of
 * one; of several, those that are long enough to be theirs alone. */
static void
look_for_words(const struct exposing *exposing, struct shown *shown,
	       const char *words, const char *why)
{
	static const char ends[] = ".!?\n";
	bool one =
		words[strcspn(words, ends) +
		      strspn(words + strcspn(words, ends), ".!?\n ")] == '\0';

	while (*words) {
		size_t len = strcspn(words, ends), blanks = 0;

		for (size_t i = 0; i < len; i++)
			blanks += words[i] == ' ' && i > 0 && i + 1 < len;
		if (one || blanks + 1 >= SENTENCE_LEAST)
			look_for(shown, arena_copy(exposing->arena, words, len),
				 why);
		words += len;
		words += strspn(words, ".!?\n ");
	}
}

static const char *
why_of(const struct exposing *exposing, const char *field)
{
	static const struct {
		const char *field, *why;
	} known[] = {
		{"text", "is what they wrote to the shop"},
		{"happened", "is what they told the shop"},
		{"wants", "is what they want"},
		{"wish", "is what they want"},
		{"item", "is what they bought"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(field, known[i].field) == 0)
			return arena_format(exposing->arena, "%s, in public",
					    known[i].why);
	return arena_format(exposing->arena, "is their %s, in public", field);
}

static void
look_for_case(const struct exposing *exposing, struct shown *shown)
{
	const struct policy_list *hidden =
		&exposing->policy->reviews.never_show;
	const struct casefile *file = exposing->file;

	for (size_t i = 0; file && i < hidden->count; i++) {
		const char *field = hidden->at[i];
		bool name = strcasecmp(field, "customer") == 0 ||
			    strcasecmp(field, "name") == 0;
		const char *value =
			name ? casefile_detail(file, "customer")
			: strcasecmp(field, "text") == 0
				? (file->opening ? file->opening->text : NULL)
				: casefile_detail(file, field);

		if (!value)
			continue;
		if (name)
			look_for_name(exposing, shown, value,
				      "is their name, in public");
		else
			look_for_words(exposing, shown, value,
				       why_of(exposing, field));
	}
}

static void
look_for_people(const struct exposing *exposing, struct shown *shown,
		const struct casebook *book)
{
	const struct policy *policy = exposing->policy;
	const char *own = exposing->file
				  ? casefile_detail(exposing->file, "customer")
				  : NULL;

	for (size_t i = 0;
	     exposing_is_hidden(exposing, "staff") && i < policy->staff_count;
	     i++)
		look_for_name(exposing, shown, policy->staff[i].name,
			      "names one of the staff, in public");
	for (size_t i = 0;
	     book && exposing_is_hidden(exposing, "other-customers") &&
	     i < book->count;
	     i++) {
		const char *name = casefile_detail(&book->cases[i], "customer");

		if (name && strchr(name, ' ') && !(own && text_same(own, name)))
			look_for(shown, name,
				 "is another customer's name, in public");
	}
}

static void
look_for_health(const struct exposing *exposing, struct shown *shown)
{
	const struct policy_list *list =
		&exposing->policy->reviews.health_words;

	for (size_t i = 0; i < list->count; i++)
		look_for(shown, list->at[i], "is about health, in public");
}

static void
look_for_phrases(const struct exposing *exposing, const struct casebook *book)
{
	struct shown shown = {.phrases = phrases_new()};
	struct phrases_matches found = {0};

	look_for_case(exposing, &shown);
	look_for_people(exposing, &shown, book);
	if (exposing_is_hidden(exposing, "health"))
		look_for_health(exposing, &shown);
	phrases_scan(shown.phrases, exposing->text, exposing->len, &found);
	for (size_t i = 0; i < found.count; i++) {
		const struct phrases_match *match = &found.list[i];

		if (match->tag < shown.count)
			exposing_report(exposing, match->at,
					match->at + match->len,
					shown.whys[match->tag]);
	}
	phrases_matches_release(&found);
	phrases_free(shown.phrases);
	free(shown.whys);
}

static int
by_place(const void *a, const void *b)
{
	const struct words_finding *left = a, *right = b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return (left->len < right->len) - (left->len > right->len);
}

/* What is known in two ways is said once: the longer one. */
static void
drop_covered(struct words_findings *findings, size_t first)
{
	size_t kept = first, covered = 0;

	if (findings->count > first)
		qsort(findings->list + first, findings->count - first,
		      sizeof(*findings->list), by_place);
	for (size_t i = first; i < findings->count; i++) {
		const struct words_finding *one = &findings->list[i];

		if (one->at + one->len <= covered)
			continue;
		covered = one->at + one->len;
		findings->list[kept++] = *one;
	}
	findings->count = kept;
}

/* Whether a line quotes the customer. */
static bool
is_quoted(const char *text, size_t from, size_t to)
{
	while (from < to && (text[from] == ' ' || text[from] == '\t'))
		from++;
	return from < to && text[from] == '>';
}

void
exposed_check(const struct policy *policy, const struct casefile *file,
	      const struct casebook *book, const char *text, size_t len,
	      struct arena *arena, struct words_findings *findings)
{
	struct exposing exposing = {.policy = policy,
				    .file = file,
				    .text = text,
				    .len = len,
				    .arena = arena,
				    .findings = findings};
	size_t end, first = findings->count;

	exposing_set_streets(&exposing);
	for (size_t from = 0; from < len; from = end + 1) {
		const char *newline = memchr(text + from, '\n', len - from);

		end = newline ? (size_t)(newline - text) : len;
		if (!is_quoted(text, from, end))
			exposing_look_at_line(&exposing, from, end);
	}
	look_for_phrases(&exposing, book);
	drop_covered(findings, first);
}
