#include "saying.h"

#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "fillers.h"
#include "naming.h"
#include "text.h"

#define NAME_SIZE 32

void
saying_init(struct saying *saying, const struct policy *policy,
	    const struct casefile *file, const char *who, int64_t now)
{
	*saying = (struct saying){
		.policy = policy,
		.file = file,
		.who = who,
		.now = now,
		.by = INSTANT_NONE,
	};
}

static bool
fill(struct buffer *out, const char *name, const struct saying *saying)
{
	const struct filler *filler = fillers_find(name);

	if (saying->in_public && !fillers_may_show(name, saying->policy))
		return false;
	return filler ? filler->fill(out, saying)
		      : fillers_detail(out, name, saying);
}

/* "I am sorry we " and "we packed it badly" meet: a word that ends the one and
 * begins the other is said once. */
static void
join(struct buffer *out, size_t begin, size_t value)
{
	size_t before = value > begin ? value - 1 : begin, from, len;
	struct buffer left = {0}, right = {0};

	if (value == begin || out->at[before] != ' ' || value >= out->len)
		return;
	from = before;
	while (from > begin && !strchr(" \n", out->at[from - 1]))
		from--;
	len = strcspn(out->at + value, " ");
	text_fold(&left, out->at + from, before - from);
	text_fold(&right, out->at + value, len);
	if (out->at[value + len] == ' ' && left.len > 0 &&
	    strcmp(buffer_string(&left), buffer_string(&right)) == 0) {
		char *rest = mem_copy(out->at + value + len + 1);

		buffer_cut(out, value);
		buffer_add_string(out, rest);
		free(rest);
	}
	buffer_release(&left);
	buffer_release(&right);
}

/* The name between braces at *say, which moves behind them; "" where it is
 * longer than any. */
static void
take_name(char name[NAME_SIZE], const char **say)
{
	size_t len = strcspn(++*say, "}");

	name[0] = '\0';
	if (len < NAME_SIZE) {
		memcpy(name, *say, len);
		name[len] = '\0';
	}
	*say += len;
	*say += **say == '}';
}

/* Where a placeholder's words came to stand. */
struct span {
	char name[NAME_SIZE];
	size_t at, end;
};

/* Fill a sentence in. spans, where they are not NULL, take the first
 * SAYING_GAPS of what was put in. */
static bool
fill_sentence(struct buffer *out, const struct saying *sentence,
	      struct span *spans, size_t *count)
{
	struct saying here = *sentence;
	const struct saying *saying = &here;
	const char *say = saying->text;
	size_t begin = out->len;

	here.begin = begin;
	while (*say) {
		size_t plain = strcspn(say, "{"), value;
		struct span span;
		bool begins;

		buffer_add(out, say, plain);
		say += plain;
		if (!*say)
			break;
		take_name(span.name, &say);
		value = out->len;
		begins = fillers_begins_sentence(out, saying);
		if (!fill(out, span.name, saying)) {
			buffer_cut(out, begin);
			return false;
		}
		join(out, begin, value);
		if (begins)
			text_begin(out, value, true);
		span.at = value;
		span.end = out->len;
		if (spans && *count < SAYING_GAPS)
			spans[(*count)++] = span;
	}
	return true;
}

static struct saying
of_sentence(const struct saying *saying, const char *name, const char *text)
{
	struct saying inner = *saying;

	inner.name = name;
	inner.text = text;
	return inner;
}

bool
saying_add_text(struct buffer *out, const char *name, const char *text,
		const struct saying *saying)
{
	struct saying inner = of_sentence(saying, name, text);

	return fill_sentence(out, &inner, NULL, NULL);
}

bool
saying_add(struct buffer *out, const char *name, const struct saying *saying)
{
	const char *text = policy_suggest(saying->policy, name);

	return text && saying_add_text(out, name, text, saying);
}

static bool
is_named(const struct saying_gap *gaps, size_t count, const char *placeholder)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(gaps[i].placeholder, placeholder) == 0)
			return true;
	}
	return false;
}

/* "renew p1 -d TIME": what gives the open promise of a case a new time, and
 * new words where they are wanted; NULL: none is open. */
static const char *
type_renew(const struct casefile *file, bool words, struct arena *arena)
{
	const struct casefile_promise *promise = facts_promise_open(file);
	struct buffer name = {0};
	const char *type = NULL;

	if (promise) {
		naming_promise(&name, file, promise);
		type = arena_format(arena, "renew %s%s -d TIME",
				    buffer_string(&name),
				    words ? " WORDS" : "");
	}
	buffer_release(&name);
	return type;
}

static struct saying_gap
gap_of(const char *placeholder, const struct saying *saying,
       struct arena *arena)
{
	const struct filler *filler = fillers_find(placeholder);
	struct saying_gap gap = {
		.placeholder =
			arena_copy(arena, placeholder, strlen(placeholder)),
		.missing = filler ? filler->missing : "what they said of it",
		.type = filler ? filler->type
			       : arena_format(arena, "amend -k %s=WORDS",
					      placeholder),
	};

	if (saying->in_public &&
	    !fillers_may_show(placeholder, saying->policy)) {
		gap.missing = filler && filler->of == FILLER_THEIRS
				      ? "their own words stay out of public"
				      : "never shown in public "
					"(reviews.never-show)";
		gap.type = NULL;
	} else if (saying->in_public && strcmp(placeholder, "next-step") == 0) {
		gap.missing = "a step that we took";
		gap.type = "step WORDS";
	} else if (filler && filler->of == FILLER_PROMISED &&
		   facts_promise_open(saying->file)) {
		gap.missing = "a time that is still ahead";
		gap.type = type_renew(saying->file, false, arena);
	}
	return gap;
}

/* The placeholder that brought a finding in; NULL: it is the sentence's own. */
static const char *
brought_by(const struct words_finding *finding, const struct span *spans,
	   size_t count)
{
	for (size_t i = 0; finding->len > 0 && i < count; i++) {
		if (finding->at < spans[i].end &&
		    finding->at + finding->len > spans[i].at)
			return spans[i].name;
	}
	return NULL;
}

/* What is typed to say it otherwise, and helps: a later word counts. */
static const char *
typed_otherwise(const char *placeholder, const struct saying *saying,
		struct arena *arena)
{
	const struct filler *filler = fillers_find(placeholder);

	if (filler && filler->of == FILLER_PROMISED)
		return type_renew(saying->file, true, arena);
	if (filler && filler->of == FILLER_LISTED)
		return NULL;
	return gap_of(placeholder, saying, arena).type;
}

/* What may not be said in a sentence that is filled in. */
static size_t
unfit_gaps(struct saying_gap *gaps, const struct saying *saying, unsigned kinds,
	   struct arena *arena)
{
	struct words_findings findings = {0};
	struct buffer sentence = {0}, said = {0};
	struct span spans[SAYING_GAPS];
	size_t spanned = 0, count = 0;

	if (fill_sentence(&sentence, saying, spans, &spanned))
		words_check(saying->words, kinds, sentence.at, sentence.len,
			    &findings);
	for (size_t i = 0; i < findings.count && count < SAYING_GAPS; i++) {
		const struct words_finding *finding = &findings.list[i];
		const char *by = brought_by(finding, spans, spanned);

		buffer_clear(&said);
		words_say(&said, finding, sentence.at);
		gaps[count++] = (struct saying_gap){
			.placeholder =
				by ? arena_copy(arena, by, strlen(by)) : NULL,
			.unfit = true,
			.missing = arena_copy(arena, said.at, said.len),
			.type = by ? typed_otherwise(by, saying, arena) : NULL,
		};
	}
	words_findings_release(&findings);
	buffer_release(&sentence);
	buffer_release(&said);
	return count;
}

size_t
saying_gaps(struct saying_gap *gaps, const char *name, const char *text,
	    const struct saying *saying, unsigned kinds, struct arena *arena)
{
	struct saying inner = of_sentence(saying, name, text);
	struct buffer value = {0};
	size_t count = 0;

	while (count < SAYING_GAPS) {
		char placeholder[NAME_SIZE];

		text += strcspn(text, "{");
		if (!*text)
			break;
		take_name(placeholder, &text);
		if (!fill(&value, placeholder, &inner) &&
		    !is_named(gaps, count, placeholder))
			gaps[count++] = gap_of(placeholder, &inner, arena);
	}
	buffer_release(&value);
	return count > 0 || !saying->words
		       ? count
		       : unfit_gaps(gaps, &inner, kinds, arena);
}
