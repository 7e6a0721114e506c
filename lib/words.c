#include "words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "loud.h"
#include "mail.h"
#include "phrases.h"
#include "text.h"

#define QUOTED_MAX 60    /* columns of what stood there */
#define BEFORE_BECAUSE 3 /* words that say what went wrong */

/* Something that is looked for. */
struct item {
	enum words_kind kind; /* 0: a time */
	size_t row;  /* of words.avoid, blame behind the last; the part of an
			apology */
	bool allows; /* an `unless` of the row */
	const char *phrase;
	const char *why, *instead;
	bool promises;
	const char *list;
	size_t list_line;
};

struct words {
	const struct policy *policy;
	struct arena arena;
	/* By what they are looked for in: what goes out, a note, an apology. */
	struct phrases *out, *about, *parts;
	struct item *items; /* by tag */
	size_t item_count, item_room;
	const char *apology; /* the plan's sentence */
};

/* What a kind of words.avoid does to whoever reads it. */
static const struct {
	const char *kind, *why;
} reproaches[] = {
	{"refusal", "refuses"},
	{"shield", "hides behind a rule"},
	{"command", "gives them orders"},
	{"argument", "argues with them"},
	{"patronising", "talks down to them"},
	{"half-apology", "is half an apology"},
	{"dismissive", "makes light of it"},
	{"blame", "blames someone else"},
	{"heated", "is heated"},
	{"vague", "names no time"},
};

/* What is missing from an apology, by enum policy_apology. */
static const char *const lacks[POLICY_APOLOGY_PARTS] = {
	[POLICY_WENT_WRONG] = "the apology does not say what went wrong",
	[POLICY_RESPONSIBILITY] = "the apology does not take responsibility",
	[POLICY_WHY] = "the apology does not say why it happened",
	[POLICY_SORRY] = "the apology is not sorry for what it did to them",
};

static const char *
reproach(struct words *words, const char *kind)
{
	if (!kind)
		return "is on the plan's list";
	for (size_t i = 0; i < sizeof(reproaches) / sizeof(*reproaches); i++)
		if (strcasecmp(kind, reproaches[i].kind) == 0)
			return reproaches[i].why;
	return arena_format(&words->arena, "is on the plan's list (%s)", kind);
}

/* A sentence of the plan to be read by a person who fills it in: {next-step}
 * becomes [next step]. */
static const char *
show_sentence(struct words *words, const char *sentence, bool *promises)
{
	struct buffer out = {0};
	const char *shown;

	*promises = false;
	while (*sentence) {
		size_t plain = strcspn(sentence, "{");
		size_t len;

		buffer_add(&out, sentence, plain);
		sentence += plain;
		len = strcspn(sentence, "}");
		if (!*sentence || sentence[len] != '}')
			continue;
		buffer_add_char(&out, '[');
		if (len == 3 && memcmp(sentence, "{by", 3) == 0) {
			*promises = true;
			buffer_add_string(&out, "day and time");
		} else {
			for (size_t i = 1; i < len; i++)
				buffer_add_char(&out, sentence[i] == '-'
							      ? ' '
							      : sentence[i]);
		}
		buffer_add_char(&out, ']');
		sentence += len + 1;
	}
	shown = arena_copy(&words->arena, buffer_string(&out), out.len);
	buffer_release(&out);
	return shown;
}

static void
add(struct words *words, const char *phrase, const struct item *item)
{
	struct phrases *phrases = item->kind == WORDS_ABOUT     ? words->about
				  : item->kind == WORDS_APOLOGY ? words->parts
								: words->out;
	struct item *added;

	if (!phrase ||
	    !phrases_add(phrases, phrase, (unsigned)words->item_count))
		return;
	words->items = mem_grow(words->items, words->item_count,
				&words->item_room, sizeof(*words->items));
	added = &words->items[words->item_count++];
	*added = *item;
	added->phrase = phrase;
}

static void
add_list(struct words *words, const struct policy_list *list, struct item item)
{
	item.list_line = list->line;
	for (size_t i = 0; i < list->count; i++)
		add(words, list->at[i], &item);
}

static void
add_avoided(struct words *words)
{
	const struct policy *policy = words->policy;

	for (size_t i = 0; i < policy->words.avoid_count; i++) {
		const struct policy_avoid *avoid = &policy->words.avoid[i];
		struct item item = {.kind = WORDS_AVOID,
				    .row = i,
				    .why = reproach(words, avoid->kind),
				    .list = "avoid"};
		struct item allowed = item;

		item.instead = show_sentence(
			words, avoid->instead ? avoid->instead : "",
			&item.promises);
		add_list(words, &avoid->says, item);
		allowed.allows = true;
		add_list(words, &avoid->unless, allowed);
	}
}

/* Words that name a time, so that "later" with one of them is no way out. */
static void
add_times(struct words *words)
{
	static const char *const times[] = {"today", "tomorrow", "tonight"};
	const struct item item = {0};

	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		add(words, times[i], &item);
	add_list(words, &words->policy->words.days, item);
}

struct words *
words_new(const struct policy *policy)
{
	struct words *words = mem_zero(1, sizeof(*words));
	const char *blame = policy->words.blame_try;
	const char *promise = policy_suggest(policy, "promise");
	const char *apology = policy_suggest(policy, "apology");
	struct item item;
	bool ignored;

	words->policy = policy;
	words->out = phrases_new();
	words->about = phrases_new();
	words->parts = phrases_new();
	words->apology = show_sentence(words, apology ? apology : "", &ignored);
	add_avoided(words);
	item = (struct item){.kind = WORDS_BLAME,
			     .why = "blames someone else",
			     .list = "blame"};
	item.row = policy->words.avoid_count;
	item.instead = show_sentence(words, blame ? blame : "", &item.promises);
	add_list(words, &policy->words.blame, item);
	item.allows = true;
	add_list(words, &policy->words.blame_unless, item);
	item = (struct item){.kind = WORDS_ABOUT,
			     .why = "is about the customer, who may ask to "
				    "read it",
			     .instead = "",
			     .list = "about-customers"};
	add_list(words, &policy->words.about_customers, item);
	item = (struct item){.kind = WORDS_VAGUE,
			     .why = "names no time",
			     .list = "too-vague"};
	item.instead =
		show_sentence(words, promise ? promise : "", &item.promises);
	add_list(words, &policy->promises.too_vague, item);
	add_times(words);
	for (size_t part = 0; part < POLICY_APOLOGY_PARTS; part++) {
		item = (struct item){.kind = WORDS_APOLOGY, .row = part};
		add_list(words, &policy->words.apology[part].known_by, item);
	}
	return words;
}

void
words_free(struct words *words)
{
	if (!words)
		return;
	phrases_free(words->out);
	phrases_free(words->about);
	phrases_free(words->parts);
	arena_release(&words->arena);
	free(words->items);
	free(words);
}

/* Where to look. */

/* A text to look through: its body, and what is a subject before that. */
struct looking {
	const char *text;
	size_t len;
	size_t body;                 /* where it begins */
	size_t subject, subject_end; /* unless body is 0 */
};

static void
scan_part(const struct phrases *phrases, const struct looking *at, size_t from,
	  size_t to, struct phrases_matches *out)
{
	size_t first = out->count;

	phrases_scan(phrases, at->text + from, to - from, out);
	for (size_t i = first; from > 0 && i < out->count; i++)
		out->list[i].at += from;
}

static void
scan(const struct phrases *phrases, const struct looking *at,
     struct phrases_matches *out)
{
	if (at->body > 0)
		scan_part(phrases, at, at->subject, at->subject_end, out);
	scan_part(phrases, at, at->body, at->len, out);
}

/* What was found and may be reported. */

static bool
comes_before(const struct phrases_match *left,
	     const struct phrases_match *right)
{
	if (left->at != right->at)
		return left->at < right->at;
	if (left->len != right->len)
		return left->len > right->len;
	return left->tag < right->tag;
}

static int
by_place(const void *left, const void *right)
{
	return comes_before(left, right) ? -1 : comes_before(right, left);
}

/* They come in order of where they end, which is nearly that: a few to move
 * one place costs less than qsort does. */
static void
put_in_order(struct phrases_matches *all)
{
	size_t moves = 0;

	for (size_t i = 1; i < all->count && moves < all->count; i++) {
		const struct phrases_match one = all->list[i];
		size_t at = i;

		while (at > 0 && comes_before(&one, &all->list[at - 1])) {
			all->list[at] = all->list[at - 1];
			at--;
			moves++;
		}
		all->list[at] = one;
	}
	if (all->count > 0 && moves >= all->count)
		qsort(all->list, all->count, sizeof(*all->list), by_place);
}

static const struct item *
item_of(const struct words *words, const struct phrases_match *match)
{
	return match->tag < words->item_count ? &words->items[match->tag]
					      : NULL;
}

static struct words_finding *
report(struct words_findings *out, enum words_kind kind,
       const struct phrases_match *match)
{
	out->list =
		mem_grow(out->list, out->count, &out->room, sizeof(*out->list));
	out->list[out->count] = (struct words_finding){.kind = kind,
						       .at = match->at,
						       .len = match->len,
						       .why = "",
						       .instead = "",
						       .list = ""};
	return &out->list[out->count++];
}

/* Whether the sentence around a match names a time: in figures, or a day. The
 * bounds of the sentence looked at last are kept. */
struct sentence {
	size_t from, to;
	bool timed;
};

static bool
ends_sentence(const char *text, size_t len, size_t at)
{
	if (text[at] == '\n')
		return at + 1 < len && text[at + 1] == '\n';
	return strchr(".!?", text[at]) && text[at] != '\0' &&
	       (at + 1 == len || strchr(" \t\r\n\"')", text[at + 1]));
}

static bool
is_timed(const struct words *words, const struct phrases_matches *all,
	 const struct phrases_match *match, const char *text, size_t len,
	 struct sentence *last)
{
	if (match->at >= last->from && match->at < last->to)
		return last->timed;
	*last = (struct sentence){match->at, match->at, false};
	while (last->from > 0 && !ends_sentence(text, len, last->from - 1))
		last->from--;
	while (last->to < len && !ends_sentence(text, len, last->to))
		last->to++;
	for (size_t i = last->from; i < last->to && !last->timed; i++)
		last->timed = text[i] >= '0' && text[i] <= '9';
	/* They are in order of place: look among those around it. */
	for (size_t i = (size_t)(match - all->list);
	     i < all->count && all->list[i].at < last->to && !last->timed; i++)
		last->timed = item_of(words, &all->list[i]) &&
			      item_of(words, &all->list[i])->kind == 0;
	for (size_t i = (size_t)(match - all->list);
	     i > 0 && all->list[i - 1].at >= last->from && !last->timed; i--)
		last->timed = item_of(words, &all->list[i - 1]) &&
			      item_of(words, &all->list[i - 1])->kind == 0;
	return last->timed;
}

/*
 * Of what is on the lists, all that no `unless` of its row covers, no longer
 * phrase holds, and no time makes good. The matches are in order of place.
 */
static void
report_listed(const struct words *words, unsigned kinds,
	      const struct phrases_matches *all, const char *text, size_t len,
	      struct words_findings *out)
{
	size_t *allowed =
		mem_zero(words->policy->words.avoid_count + 1,
			 sizeof(*allowed)); /* blame is the last row */
	struct sentence sentence = {0};
	size_t covered = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct phrases_match *match = &all->list[i];
		const struct item *item = item_of(words, match);
		size_t end = match->at + match->len;
		struct words_finding *found;

		if (item && item->allows && allowed[item->row] < end)
			allowed[item->row] = end;
		if (!item || item->allows || !(item->kind & kinds) ||
		    item->kind == WORDS_APOLOGY || match->at < covered ||
		    ((item->kind == WORDS_AVOID || item->kind == WORDS_BLAME) &&
		     allowed[item->row] >= end) ||
		    (item->kind == WORDS_VAGUE &&
		     is_timed(words, all, match, text, len, &sentence)))
			continue;
		covered = end;
		found = report(out, item->kind, match);
		found->phrase = item->phrase;
		found->why = item->why;
		found->instead = item->instead;
		found->promises = item->promises;
		found->list = item->list;
		found->list_line = item->list_line;
	}
	free(allowed);
}

static void
report_loud(const struct words *words, const struct phrases_matches *all,
	    const char *text, struct words_findings *out)
{
	struct phrases_matches shouted = {0};

	loud_find(all, text, (size_t)words->policy->words.loud_caps_words,
		  (size_t)words->policy->words.loud_marks, &shouted);
	for (size_t i = 0; i < shouted.count; i++) {
		const struct phrases_match *match = &shouted.list[i];
		struct words_finding *found = report(out, WORDS_LOUD, match);

		found->why = match->tag == PHRASES_MARKS
				     ? "shouts; end with a full stop"
				     : "shouts; write it in small letters";
		found->list = "loud";
		found->list_line = words->policy->words.loud_line;
	}
	phrases_matches_release(&shouted);
}

/* Apologies. */

/* Whether words enough stand before a reason, in its sentence, to say what it
 * is the reason of. */
static bool
tells_what(const char *text, size_t len, size_t at)
{
	size_t count = 0;

	while (at > 0 && count < BEFORE_BECAUSE &&
	       !ends_sentence(text, len, at - 1)) {
		at--;
		count += (text[at] == ' ' || text[at] == '\n') && at > 0 &&
			 text[at - 1] != ' ' && text[at - 1] != '\n';
	}
	return count >= BEFORE_BECAUSE;
}

static void
report_lacking(const struct words *words, const struct phrases_matches *all,
	       const char *text, size_t len, struct words_findings *out)
{
	const struct policy *policy = words->policy;
	bool has[POLICY_APOLOGY_PARTS] = {false};

	for (size_t i = 0; i < all->count; i++) {
		const struct item *item = item_of(words, &all->list[i]);

		if (!item || item->kind != WORDS_APOLOGY)
			continue;
		has[item->row] = true;
		if (item->row == POLICY_WHY && !has[POLICY_WENT_WRONG])
			has[POLICY_WENT_WRONG] =
				tells_what(text, len, all->list[i].at);
	}
	for (size_t part = 0; part < POLICY_APOLOGY_PARTS; part++) {
		const struct phrases_match nothing = {.at = part};
		struct words_finding *found;

		if (has[part] || !policy->words.apology[part].needed)
			continue;
		found = report(out, WORDS_APOLOGY, &nothing);
		found->why = lacks[part];
		found->instead = words->apology;
		found->list = "apology-needs";
		found->list_line = policy->words.apology_line;
	}
}

/* All of it. */

static int
by_finding(const void *a, const void *b)
{
	const struct words_finding *left = a, *right = b;

	/* What is missing comes last, in the order of its parts. */
	if ((left->len == 0) != (right->len == 0))
		return left->len == 0 ? 1 : -1;
	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return (left->kind > right->kind) - (left->kind < right->kind);
}

/* How many of these bytes end a line: eight at a time, as a text may be long
 * and its findings few. */
static size_t
count_line_ends(const char *at, size_t len)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	size_t count = 0;

	for (; len >= 8; at += 8, len -= 8) {
		uint64_t eight, others;

		memcpy(&eight, at, 8);
		eight ^= ones * '\n';
		/* The top bit of each byte that is not 0 now. */
		others = (((eight & ~tops) + ~tops) | eight) & tops;
		count += 8 - ((others >> 7) * ones >> 56);
	}
	for (; len > 0; at++, len--)
		count += *at == '\n';
	return count;
}

/* Where the line begins that text[at] stands on, not before from, which is in
 * that line or before it. */
static size_t
line_begin(const char *text, size_t from, size_t at)
{
	while (at > from && text[at - 1] != '\n')
		at--;
	return at;
}

void
words_place(struct words_findings *findings, const char *text)
{
	size_t at = 0, line = 1, column = 1;

	if (findings->count > 0)
		qsort(findings->list, findings->count, sizeof(*findings->list),
		      by_finding);
	for (size_t i = 0; i < findings->count; i++) {
		struct words_finding *found = &findings->list[i];
		size_t ends, begin;

		found->line = found->column = 1;
		if (found->len == 0)
			continue;
		ends = count_line_ends(text + at, found->at - at);
		begin = ends > 0 ? line_begin(text, at, found->at) : at;
		line += ends;
		column = ends > 0 ? 1 : column;
		column += phrases_letters(text, begin, found->at);
		at = found->at;
		found->line = line;
		found->column = column;
	}
}

void
words_check(const struct words *words, unsigned kinds, const char *text,
	    size_t len, struct words_findings *findings)
{
	struct phrases_matches all = {0}, parts = {0};
	struct looking at = {.text = text, .len = len};

	at.body = mail_header(text, len, &at.subject, &at.subject_end);
	if (kinds & WORDS_OUT)
		scan(words->out, &at, &all);
	if (kinds & WORDS_ABOUT)
		scan(words->about, &at, &all);
	put_in_order(&all);
	report_listed(words, kinds, &all, text, len, findings);
	if (kinds & WORDS_LOUD)
		report_loud(words, &all, text, findings);
	if (kinds & WORDS_APOLOGY) {
		scan(words->parts, &at, &parts);
		put_in_order(&parts);
		report_lacking(words, &parts, text, len, findings);
	}
	words_place(findings, text);
	phrases_matches_release(&all);
	phrases_matches_release(&parts);
}

/* "Idiots" as well as "idiot". */
static void
add_in_any_number(struct phrases *phrases, const struct policy_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		struct buffer several = {0};

		buffer_format(&several, "%ss", list->at[i]);
		phrases_add(phrases, list->at[i], 0);
		phrases_add(phrases, buffer_string(&several), 0);
		buffer_release(&several);
	}
}

bool
words_are_abuse(const struct policy *policy, const char *text, size_t len)
{
	struct phrases *phrases = phrases_new();
	struct phrases_matches all = {0};
	bool found = false;

	add_in_any_number(phrases, &policy->words.about_customers);
	for (size_t i = 0; i < policy->words.avoid_count; i++) {
		const struct policy_avoid *avoid = &policy->words.avoid[i];

		if (avoid->kind && strcasecmp(avoid->kind, "heated") == 0)
			add_in_any_number(phrases, &avoid->says);
	}
	phrases_scan(phrases, text, len, &all);
	for (size_t i = 0; i < all.count && !found; i++)
		found = all.list[i].tag == 0;
	phrases_matches_release(&all);
	phrases_free(phrases);
	return found;
}

/* What stood there, on one line. */
static void
add_quoted(struct buffer *out, const char *at, size_t len)
{
	struct buffer line = {0}, shown = {0};
	size_t fit;

	for (size_t i = 0; i < len; i++) {
		bool blank = strchr(" \t\r\n", at[i]) && at[i] != '\0';

		if (!blank)
			buffer_add_char(&line, at[i]);
		else if (line.len > 0 && line.at[line.len - 1] != ' ')
			buffer_add_char(&line, ' ');
	}
	text_show(&shown, buffer_string(&line), line.len);
	fit = text_fit(buffer_string(&shown), shown.len, QUOTED_MAX);
	buffer_format(out, "\"%.*s%s\"", (int)fit, buffer_string(&shown),
		      fit < shown.len ? "..." : "");
	buffer_release(&line);
	buffer_release(&shown);
}

void
words_say(struct buffer *out, const struct words_finding *finding,
	  const char *text)
{
	if (finding->len > 0) {
		add_quoted(out, text + finding->at, finding->len);
		buffer_add_char(out, ' ');
	}
	buffer_add_string(out, finding->why);
	if (*finding->instead)
		buffer_format(out, "; say: %s", finding->instead);
}

void
words_findings_release(struct words_findings *findings)
{
	free(findings->list);
	*findings = (struct words_findings){0};
}
