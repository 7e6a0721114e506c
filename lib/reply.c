#include "reply.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "discreet.h"
#include "exposed.h"
#include "language.h"
#include "naming.h"
#include "refit.h"
#include "refusal.h"
#include "saying.h"
#include "severity.h"
#include "text.h"
#include "whose.h"
#include "wording.h"

#define ABSENT CASEFILE_NONE
#define MESSAGE_COLUMNS 78

/* What has to be there before a kind of reply is true, whatever its sentence
 * says. */
enum needs {
	NEEDS_NOTHING,
	NEEDS_DONE,       /* a remedy given, or a promise kept */
	NEEDS_PREVENTION, /* what we do now (P29) */
	NEEDS_OPTIONS,    /* what remedy-pick would print */
};

struct reply_kind {
	const char *name;
	enum needs needs;
	bool in_public;
	bool steps; /* the plan's steps follow, numbered */
};

static const struct reply_kind kinds[] = {
	{"acknowledge", NEEDS_NOTHING, false, false},
	{"restate", NEEDS_NOTHING, false, false},
	{"empathise", NEEDS_NOTHING, false, false},
	{"own", NEEDS_NOTHING, false, false},
	{"steer-back", NEEDS_NOTHING, false, false},
	{"promise", NEEDS_NOTHING, false, false},
	{"options", NEEDS_OPTIONS, false, false},
	{"decline", NEEDS_OPTIONS, false, false},
	{"plan", NEEDS_NOTHING, false, true},
	{"update", NEEDS_NOTHING, false, false},
	{"done", NEEDS_DONE, false, false},
	{"changed", NEEDS_PREVENTION, false, false},
	{"apology", NEEDS_NOTHING, false, false},
	{"feedback", NEEDS_NOTHING, false, false},
	{"thank-you", NEEDS_NOTHING, false, false},
	{"outside", NEEDS_NOTHING, false, false},
	{"review", NEEDS_NOTHING, true, false},
};

#define KIND_COUNT (sizeof(kinds) / sizeof(*kinds))

const struct reply_kind *
reply_kind(size_t at)
{
	return at < KIND_COUNT ? &kinds[at] : NULL;
}

const struct reply_kind *
reply_kind_of(const char *name, struct fail *why)
{
	const char *names[KIND_COUNT];

	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (strcasecmp(kinds[i].name, name) == 0)
			return &kinds[i];
		names[i] = kinds[i].name;
	}
	fail_set(why, FAIL_USAGE, "no kind of reply '%s'%s",
		 discreet_near(name, text_guess(name, names, KIND_COUNT)),
		 text_did_you_mean(text_guess(name, names, KIND_COUNT)));
	return NULL;
}

bool
reply_kind_is_public(const struct reply_kind *kind)
{
	return kind->in_public;
}

const char *
reply_kind_name(const struct reply_kind *kind)
{
	return kind->name;
}

const char *
reply_sentence(const struct reply_kind *kind, const struct policy *policy,
	       const char **key)
{
	if (kind->in_public) {
		*key = "reviews.say";
		return policy->reviews.say;
	}
	*key = "words.suggest";
	return policy_suggest(policy, kind->name);
}

/* The plan, step by step. */

struct step {
	const char *what;
	int64_t by;
};

static int
by_time(const void *a, const void *b)
{
	const struct step *left = a, *right = b;

	if (left->by != right->by)
		return left->by < right->by ? -1 : 1;
	return strcmp(left->what, right->what);
}

/* Whether the plan's sentence for it could be filled in. */
static bool
add_step(struct buffer *out, const struct saying *saying, size_t number)
{
	struct buffer words = {0}, first = {0}, indent = {0};
	bool said = saying_add(&words, "step", saying);

	if (said) {
		buffer_format(&first, "%zu. ", number);
		for (size_t i = 0; i < first.len; i++)
			buffer_add_char(&indent, ' ');
		text_wrap(out, words.at, REPLY_COLUMNS, first.at, indent.at);
	}
	buffer_release(&words);
	buffer_release(&first);
	buffer_release(&indent);
	return said;
}

/* Whose it is: whoever has it, else whoever writes; but never whoever it is
 * about, where there is somebody else. */
static const char *
whose_step(const struct saying *saying)
{
	const struct policy *policy = saying->policy;
	const struct casefile *file = saying->file;
	const char *who = NULL;

	if (file->owner)
		return file->owner;
	if (casefile_is_of(file, saying->who))
		who = whose_instead(policy, file,
				    hours_day(policy->hours, saying->now));
	return who ? who : saying->who;
}

/* Every promise that is still to come, and when they hear from us next, by
 * their times; each with whose it is. How many there are. */
static size_t
add_steps(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	struct step *steps =
		mem_get((file->promise_count + 1) * sizeof(*steps));
	struct saying one = *saying;
	size_t count = 0, said = 0;

	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];
		const char *what = saying_promised(saying->policy, promise);

		if (promise->state == PROMISE_OPEN && what &&
		    promise->due >= saying->now)
			steps[count++] = (struct step){what, promise->due};
	}
	if (saying->next_step && saying->by != INSTANT_NONE)
		steps[count++] = (struct step){saying->next_step, saying->by};
	qsort(steps, count, sizeof(*steps), by_time);
	one.who = whose_step(saying);
	for (size_t i = 0; i < count; i++) {
		one.what = steps[i].what;
		one.by = steps[i].by;
		said += add_step(out, &one, said + 1);
	}
	free(steps);
	return said;
}

/* What has happened since it came in has made it graver than its kind is (P55).
 */
static bool
is_moved_up(const struct policy *policy, const struct casefile *file)
{
	int category = file->category ? policy_category(policy, file->category)
				      : POLICY_NONE;
	int usual = category == POLICY_NONE
			    ? policy->severity.usual
			    : policy->categories[category].severity;

	return severity_of(policy, file) > usual;
}

/* What is missing. */

static bool
is_same_type(const struct saying_gap *a, const struct saying_gap *b)
{
	return a->type && b->type && strcmp(a->type, b->type) == 0;
}

/* "  need  what it has cost them, {effect}: case-log 7qk amend -k effect=..."
 */
static void
add_need(struct buffer *out, const struct saying_gap *gaps, size_t count,
	 const char *called)
{
	const char *type = gaps[0].type;
	struct buffer words = {0};

	for (size_t i = 0; i < count; i++) {
		if (i > 0 && !is_same_type(&gaps[i], &gaps[0]))
			continue;
		if (i == 0 || strcmp(gaps[i].missing, gaps[0].missing) != 0)
			buffer_format(&words, "%s%s", i ? "; " : "",
				      gaps[i].missing);
		if (gaps[i].placeholder)
			buffer_format(&words, ", {%s}", gaps[i].placeholder);
	}
	if (type)
		buffer_format(&words, ": case-log %s %s", called, type);
	refit_wrap(out, words.at, "  need  ", strlen("  need  "));
	buffer_release(&words);
}

/* "  word  {happened}: "no" refuses; say: Here is what I can do". */
static void
add_unfit(struct buffer *out, const struct saying_gap *gap)
{
	struct buffer words = {0};

	if (gap->placeholder)
		buffer_format(&words, "{%s}: ", gap->placeholder);
	buffer_add_string(&words, gap->missing);
	text_wrap(out, words.at, MESSAGE_COLUMNS, "  word  ", "        ");
	buffer_release(&words);
}

/* A row for each line to type, or for each word that may not be said, and then
 * what is typed to say it otherwise. */
static void
add_needs(struct buffer *out, const struct saying_gap *gaps, size_t count,
	  const char *called)
{
	for (size_t i = 0; i < count && gaps[i].unfit; i++)
		add_unfit(out, &gaps[i]);
	for (size_t i = 0; i < count; i++) {
		bool said = gaps[i].unfit && !gaps[i].type;

		for (size_t j = 0; j < i; j++)
			said = said || is_same_type(&gaps[i], &gaps[j]);
		if (!said && gaps[i].unfit)
			buffer_format(out, "  then  case-log %s %s\n", called,
				      gaps[i].type);
		else if (!said)
			add_need(out, gaps + i, count - i, called);
	}
}

static void
refuse(struct buffer *out, const struct reply_kind *kind,
       const struct reply_from *from, const struct saying_gap *gaps,
       size_t count)
{
	const struct policy *policy = from->view->policy;
	const char *key, *sentence = reply_sentence(kind, policy, &key);
	size_t line = 0;
	bool helps = false; /* something that can be typed */

	for (size_t i = 0; i < policy->words.suggest_count; i++) {
		if (policy->words.suggest[i].say == sentence)
			line = policy->words.suggest[i].line;
	}
	buffer_format(out, "no draft for %s: %s says what is %s\n",
		      naming_in_message(from->view->file), kind->name,
		      gaps[0].unfit ? "better said otherwise"
				    : "not written down yet");
	buffer_add_string(out, "  plan  ");
	if (line > 0)
		buffer_format(out, "%s:%zu, ", policy->file, line);
	buffer_format(out, "%s%s%s%s\n", key, kind->in_public ? "" : ".",
		      kind->in_public ? "" : kind->name,
		      line > 0 || kind->in_public ? "" : " (the default)");
	add_needs(out, gaps, count, from->called);
	for (size_t i = 0; i < count; i++)
		helps = helps || !gaps[i].unfit || gaps[i].type;
	if (helps)
		buffer_format(out, "  then  reply-draft %s %s\n", from->called,
			      kind->name);
}

static bool
is_done(const struct rules_view *view)
{
	return facts_has(view, VERB_GIVE, NULL) ||
	       facts_has(view, VERB_KEPT, NULL);
}

/* What a kind needs besides the words of its sentence, said first. */
static size_t
find_needs(struct saying_gap *gaps, const struct reply_kind *kind,
	   const struct saying *saying, const struct reply_from *from,
	   struct arena *arena)
{
	static const struct saying_gap done = {NULL, false, "what was done",
					       "give"};

	if (kind->needs == NEEDS_DONE && !is_done(from->view)) {
		gaps[0] = done;
		return 1;
	}
	if (kind->needs == NEEDS_PREVENTION)
		return saying_gaps(gaps, kind->name, "{prevention}", saying, 0,
				   arena);
	return 0;
}

/* Options cannot be put to them yet: what comes first, as for any offer. */
static bool
is_held(struct buffer *refused, const struct reply_kind *kind,
	const struct reply_from *from, struct arena *arena)
{
	struct rules_step step = {VERB_OFFER, NULL, MONEY_NONE};

	return kind->needs == NEEDS_OPTIONS &&
	       !facts_has(from->view, VERB_OFFER, NULL) &&
	       refusal_find(refused, from->view, &step,
			    arena_format(arena, "case-log %s", from->called),
			    "offer");
}

/* The sentence, with what belongs to it. */
static bool
add_body(struct buffer *out, const struct reply_kind *kind,
	 const struct saying *saying)
{
	const char *key;
	const char *sentence = reply_sentence(kind, saying->policy, &key);
	struct buffer words = {0};
	bool said = sentence &&
		    saying_add_text(&words, kind->name, sentence, saying);

	if (said && kind->steps && is_moved_up(saying->policy, saying->file)) {
		buffer_add_char(&words, ' ');
		if (!saying_add(&words, "moved-up", saying))
			buffer_cut(&words, words.len - 1);
	}
	if (said)
		text_wrap(out, words.at, REPLY_COLUMNS, "", "");
	if (said && kind->steps) {
		buffer_add_char(out, '\n');
		said = add_steps(out, saying) > 0;
	}
	buffer_release(&words);
	return said;
}

/* Nobody can help what they are called: rather no greeting than no draft. */
static bool
is_sayable(const struct buffer *words, const struct saying *saying)
{
	struct words_findings findings = {0};
	bool sayable;

	if (saying->words)
		words_check(saying->words, WORDS_OUT, words->at, words->len,
			    &findings);
	sayable = findings.count == 0;
	words_findings_release(&findings);
	return sayable;
}

static void
add_greeting(struct buffer *out, const struct saying *saying)
{
	struct buffer words = {0};

	if (saying_add(&words, "greeting", saying) &&
	    is_sayable(&words, saying)) {
		text_wrap(out, words.at, REPLY_COLUMNS, "", "");
		buffer_add_char(out, '\n');
	}
	buffer_release(&words);
}

/* Signed by the shop, with one person's name (P47). */
static void
add_signature(struct buffer *out, const struct saying *saying)
{
	const struct policy *policy = saying->policy;
	const char *sign_off = policy->shop.sign_off;
	struct buffer words = {0};

	buffer_add_char(out, '\n');
	if (saying->who && !(sign_off && strstr(sign_off, "{name}")) &&
	    saying_add_text(&words, "sign-off", "{name}", saying))
		buffer_add_char(&words, '\n');
	if (!sign_off ||
	    !saying_add_text(&words, "sign-off", sign_off, saying)) {
		/* With a {name} that could not be filled in beside another. */
		if (words.len == 0 && saying->who &&
		    saying_add_text(&words, "sign-off", "{name}", saying))
			buffer_add_char(&words, '\n');
		language_name(&words, policy, policy->shop.name);
	}
	text_wrap(out, words.at, REPLY_COLUMNS, "", "");
	buffer_release(&words);
}

/*
 * Words of a customer may come to stand at the beginning of a line. There a
 * mailer would take a lone point for the end of the mail, "From " for the next
 * one, and a `>` marks what somebody else said.
 */
static void
add_guarded(struct buffer *out, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (*text == '>' || (*text == '.' && len == 1) ||
		    strncmp(text, "From ", strlen("From ")) == 0)
			buffer_add_char(out, ' ');
		buffer_add(out, text, len);
		buffer_add_char(out, '\n');
		text += len + (text[len] == '\n');
	}
}

/* What is looked for in a draft. */
static unsigned
kinds_of(const struct reply_kind *kind)
{
	return strcmp(kind->name, "apology") == 0 ? WORDS_OUT | WORDS_APOLOGY
						  : WORDS_OUT;
}

/* What may not be said in the whole: the sentence was looked at before. In
 * public nor may what reviews.never-show names be shown: our own finding or
 * step may have an order number or a phone number in it. */
static size_t
find_unfit(struct saying_gap *gaps, const struct reply_kind *kind,
	   const struct reply_from *from, const struct buffer *draft,
	   struct arena *arena)
{
	const struct rules_view *view = from->view;
	struct words_findings findings = {0};
	struct buffer said = {0};
	size_t count = 0;

	if (from->words)
		words_check(from->words, kinds_of(kind), draft->at, draft->len,
			    &findings);
	if (kind->in_public) {
		exposed_check(view->policy, view->file, view->book, draft->at,
			      draft->len, arena, &findings);
		words_place(&findings, draft->at);
	}
	while (count < findings.count && count < SAYING_GAPS) {
		buffer_clear(&said);
		words_say(&said, &findings.list[count], draft->at);
		gaps[count++] = (struct saying_gap){
			.unfit = true,
			.missing = arena_copy(arena, said.at, said.len),
		};
	}
	words_findings_release(&findings);
	buffer_release(&said);
	return count;
}

/* All that keeps a kind from being written; 0: nothing does. */
static size_t
find_gaps(struct saying_gap *gaps, const struct reply_kind *kind,
	  const struct saying *saying, const struct reply_from *from,
	  struct arena *arena)
{
	const char *key;
	const char *sentence = reply_sentence(kind, saying->policy, &key);
	size_t count = find_needs(gaps, kind, saying, from, arena);

	if (count == 0 && sentence)
		count = saying_gaps(gaps, kind->name, sentence, saying,
				    kinds_of(kind), arena);
	return count;
}

/* The whole draft; false where nothing is to be said. */
static bool
compose(struct buffer *draft, const struct reply_kind *kind,
	const struct saying *saying, const struct reply_from *from)
{
	bool letter = !from->bare && !kind->in_public;

	if (letter)
		add_greeting(draft, saying);
	if (!add_body(draft, kind, saying))
		return false;
	if (letter)
		add_signature(draft, saying);
	return true;
}

bool
reply_write(struct buffer *out, const struct reply_kind *kind,
	    const struct reply_from *from, struct buffer *refused)
{
	static const struct saying_gap ahead = {
		NULL, false, "what happens next",
		"promise WORDS -d TIME -k how=phone"};
	struct saying_gap gaps[SAYING_GAPS];
	struct arena arena = {0};
	struct buffer draft = {0}, guarded = {0};
	struct saying saying;
	size_t count = 0;
	bool held;

	wording_prepare(&saying, from->view, from->duties, &arena);
	saying.in_public = kind->in_public;
	saying.words = from->words;
	held = is_held(refused, kind, from, &arena);
	if (!held)
		count = find_gaps(gaps, kind, &saying, from, &arena);
	if (!held && count == 0 && !compose(&draft, kind, &saying, from))
		gaps[count++] = ahead;
	if (draft.len > 0 && count == 0) {
		add_guarded(&guarded, draft.at);
		count = find_unfit(gaps, kind, from, &guarded, &arena);
	}
	if (count > 0)
		refuse(refused, kind, from, gaps, count);
	else
		buffer_add(out, buffer_string(&guarded), guarded.len);
	buffer_release(&draft);
	buffer_release(&guarded);
	arena_release(&arena);
	return !held && count == 0;
}
