#include "saying.h"

#include <string.h>

#include "when.h"

#define ABSENT CASEFILE_NONE
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

void
saying_quote(struct buffer *out, const char *words)
{
	static const char *const common[] = {
		"The ", "A ",   "An ",   "My ",   "It ",   "Our ",
		"We ",  "You ", "They ", "This ", "Your ", "There "};
	size_t len = strcspn(words, ".!?\n");
	size_t begin = out->len;

	/* A point inside a word ends nothing: 18.50. */
	while (len > 0 && words[len] == '.' && words[len + 1] != '\0' &&
	       words[len + 1] != ' ')
		len += 1 + strcspn(words + len + 1, ".!?\n");
	buffer_add(out, words, len);
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++) {
		if (strncmp(words, common[i], strlen(common[i])) == 0)
			out->at[begin] = (char)(out->at[begin] - 'A' + 'a');
	}
}

/* Words of the shop's own inside a sentence: without their full stop, begun
 * small, but for "I" and what is all capitals. */
static void
add_own(struct buffer *out, const char *words)
{
	size_t len = strlen(words), begin = out->len;

	while (len > 0 && strchr(". \n", words[len - 1]))
		len--;
	buffer_add(out, words, len);
	if (len > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a' &&
	    words[1] <= 'z')
		out->at[begin] = (char)(words[0] - 'A' + 'a');
}

static const struct record *
last_of(const struct saying *saying, enum verb verb, const char *what)
{
	const struct casefile *file = saying->file;
	size_t at = casefile_last(file, verb, what, file->since);

	return at == ABSENT ? NULL : file->events[at].record;
}

static bool
add_text_of(struct buffer *out, const struct record *record)
{
	if (!record || !record->text)
		return false;
	add_own(out, record->text);
	return true;
}

/* The open promise that is due first; NULL. */
static const struct casefile_promise *
next_promise(const struct casefile *file)
{
	const struct casefile_promise *next = NULL;

	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];

		if (promise->state == PROMISE_OPEN &&
		    (!next || promise->due < next->due))
			next = promise;
	}
	return next;
}

static const char *
remedy_label(const struct policy *policy, const char *id)
{
	int remedy = id ? policy_remedy(policy, id) : POLICY_NONE;

	return remedy == POLICY_NONE ? NULL : policy->remedies[remedy].label;
}

/* Fillers: the value of a placeholder; false where the case has none. */

static bool
fill_happened(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	const char *words = casefile_detail(file, "happened");

	if (!words && file->opening)
		words = file->opening->text;
	if (words)
		saying_quote(out, words);
	return words != NULL;
}

static bool
fill_heart(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	size_t at = file->heart == ABSENT ? 0 : file->heart;

	if (at >= file->point_count || !file->points[at].text)
		return false;
	saying_quote(out, file->points[at].text);
	return true;
}

static bool
fill_points(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	size_t begin = out->len;

	for (size_t i = 0; i < file->point_count; i++) {
		if (!file->points[i].text)
			continue;
		buffer_add_string(out, out->len > begin ? "; " : "");
		saying_quote(out, file->points[i].text);
	}
	return out->len > begin;
}

static bool
fill_wish(struct buffer *out, const struct saying *saying)
{
	const char *words = casefile_detail(saying->file, "wants");
	const char *label = remedy_label(saying->policy,
					 casefile_detail(saying->file, "wish"));

	if (words)
		saying_quote(out, words);
	else if (label)
		add_own(out, label);
	return words || label;
}

static bool
fill_effect(struct buffer *out, const struct saying *saying)
{
	const char *words = casefile_detail(saying->file, "effect");

	if (words)
		saying_quote(out, words);
	return words != NULL;
}

/* The shop's own account; never the cause, which stays inside. */
static bool
fill_why(struct buffer *out, const struct saying *saying)
{
	return add_text_of(out, last_of(saying, VERB_SIDE, NULL));
}

static bool
fill_by(struct buffer *out, const struct saying *saying)
{
	const struct casefile_promise *promise = next_promise(saying->file);
	int64_t by = promise ? promise->due : saying->by;

	if (by == INSTANT_NONE)
		return false;
	when_say_full(out, saying->policy->shop.zone, saying->now, by);
	return true;
}

static bool
fill_what(struct buffer *out, const struct saying *saying)
{
	const struct casefile_promise *promise = next_promise(saying->file);
	const struct record *give = last_of(saying, VERB_GIVE, NULL);
	const char *label =
		give ? remedy_label(saying->policy, give->what) : NULL;

	/* Of a thing done, what it is called: 'Replace it' is done. */
	if (label)
		buffer_format(out, "'%s'", label);
	else if (promise && promise->text)
		add_own(out, promise->text);
	return label || (promise && promise->text);
}

static bool
fill_how(struct buffer *out, const struct saying *saying)
{
	const struct casefile_promise *promise = next_promise(saying->file);
	const char *how = promise ? promise->how : NULL;

	if (!how || strcmp(how, "same-channel") == 0)
		how = casefile_detail(saying->file, "channel");
	if (how)
		buffer_add_string(out, how);
	return how != NULL;
}

static bool
fill_promise(struct buffer *out, const struct saying *saying)
{
	const struct casefile_promise *promise = next_promise(saying->file);

	if (!promise || !promise->text)
		return false;
	add_own(out, promise->text);
	return true;
}

static bool
fill_next_step(struct buffer *out, const struct saying *saying)
{
	if (fill_promise(out, saying))
		return true;
	if (saying->next_step)
		buffer_add_string(out, saying->next_step);
	return saying->next_step != NULL;
}

static bool
fill_reason(struct buffer *out, const struct saying *saying)
{
	const struct record *wish = last_of(saying, VERB_WISH, "declined");
	const struct record *cannot = last_of(saying, VERB_CANNOT, NULL);

	return add_text_of(out, cannot && (!wish || cannot->at > wish->at)
					? cannot
					: wish);
}

/* The steps that they have not been told of, or else all. */
static bool
fill_steps(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;
	size_t from = file->since, begin = out->len;

	for (size_t i = from; i < file->event_count; i++) {
		enum verb verb = file->events[i].verb;

		if ((verb == VERB_OUT || verb == VERB_TELL) &&
		    casefile_first(file, VERB_STEP, NULL, i) != ABSENT)
			from = i;
	}
	for (size_t i = from; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb != VERB_STEP || !record->text)
			continue;
		buffer_add_string(out, out->len > begin ? ", " : "");
		add_own(out, record->text);
	}
	return out->len > begin;
}

static bool
fill_option(struct buffer *out, const struct saying *saying, size_t wanted)
{
	const struct casefile *file = saying->file;
	size_t count = 0;

	if (wanted < saying->option_count) {
		add_own(out, saying->options[wanted]);
		if (saying->option_by[wanted] != INSTANT_NONE) {
			buffer_add_string(out, " by ");
			when_say_full(out, saying->policy->shop.zone,
				      saying->now, saying->option_by[wanted]);
		}
		return true;
	}
	for (size_t i = file->since;
	     saying->option_count == 0 && i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		const char *label = remedy_label(saying->policy, record->what);

		/* Put twice, it counts the last time. */
		if (file->events[i].verb != VERB_OFFER || !label ||
		    casefile_first(file, VERB_OFFER, record->what, i + 1) !=
			    ABSENT ||
		    count++ != wanted)
			continue;
		add_own(out, label);
		if (record->due != INSTANT_NONE) {
			buffer_add_string(out, " by ");
			when_say_full(out, saying->policy->shop.zone,
				      saying->now, record->due);
		}
		return true;
	}
	return false;
}

static bool
fill_option_1(struct buffer *out, const struct saying *saying)
{
	return fill_option(out, saying, 0);
}

static bool
fill_option_2(struct buffer *out, const struct saying *saying)
{
	return fill_option(out, saying, 1);
}

static bool
fill_option_3(struct buffer *out, const struct saying *saying)
{
	return fill_option(out, saying, 2);
}

static bool
fill_options(struct buffer *out, const struct saying *saying)
{
	struct buffer one = {0};
	size_t count = 0;

	while (count < SAYING_OPTIONS && fill_option(&one, saying, count)) {
		buffer_format(out, "%s%s", count++ ? "; or " : "", one.at);
		buffer_clear(&one);
	}
	buffer_release(&one);
	return count > 0;
}

/* What is done about it, before what is only meant to be. */
static bool
fill_prevention(struct buffer *out, const struct saying *saying)
{
	const struct casefile *file = saying->file;

	for (size_t i = file->event_count; i-- > 0;) {
		const struct record *record = file->events[i].record;

		if (file->events[i].verb == VERB_PREVENT && record->text &&
		    (!record->what || strcmp(record->what, "none") != 0))
			return add_text_of(out, record);
	}
	return false;
}

static bool
fill_outside(struct buffer *out, const struct saying *saying)
{
	if (saying->policy->shop.next_step_outside)
		buffer_add_string(out, saying->policy->shop.next_step_outside);
	return saying->policy->shop.next_step_outside != NULL;
}

static bool
fill_name(struct buffer *out, const struct saying *saying)
{
	if (saying->who)
		buffer_add_string(
			out, policy_staff_name(saying->policy, saying->who));
	return saying->who != NULL;
}

static bool
fill_next_person(struct buffer *out, const struct saying *saying)
{
	if (saying->file->owner)
		buffer_add_string(out, policy_staff_name(saying->policy,
							 saying->file->owner));
	return saying->file->owner != NULL;
}

static bool
fill_remedy(struct buffer *out, const struct saying *saying)
{
	const struct record *chosen = last_of(saying, VERB_ACCEPT, NULL);
	const char *label =
		chosen ? remedy_label(saying->policy, chosen->what) : NULL;

	if (label)
		add_own(out, label);
	return label != NULL;
}

static bool
fill_what_we_did(struct buffer *out, const struct saying *saying)
{
	const struct record *give = last_of(saying, VERB_GIVE, NULL);
	const char *label =
		give ? remedy_label(saying->policy, give->what) : NULL;

	if (!label)
		return fill_steps(out, saying);
	add_own(out, label);
	return true;
}

static bool
fill_amount(struct buffer *out, const struct saying *saying)
{
	if (saying->file->value == MONEY_NONE)
		return false;
	money_format(out, saying->file->value, saying->policy->shop.digits);
	buffer_format(out, " %s", saying->policy->shop.currency);
	return true;
}

static bool
fill_restate(struct buffer *out, const struct saying *saying)
{
	return add_text_of(out, last_of(saying, VERB_RESTATE, NULL));
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
	when_say_day(out, saying->policy->shop.zone, saying->now, saying->now,
		     true);
	return true;
}

static bool
fill_time(struct buffer *out, const struct saying *saying)
{
	when_say_time(out, saying->policy->shop.zone, saying->now);
	return true;
}

static bool
fill_category(struct buffer *out, const struct saying *saying)
{
	int category = saying->file->category
			       ? policy_category(saying->policy,
						 saying->file->category)
			       : POLICY_NONE;

	if (category == POLICY_NONE)
		return false;
	add_own(out, saying->policy->categories[category].label);
	return true;
}

static bool
fill_id(struct buffer *out, const struct saying *saying)
{
	buffer_add_string(out, saying->file->id);
	return true;
}

static const struct placeholder {
	const char *name;
	bool (*fill)(struct buffer *out, const struct saying *saying);
} placeholders[] = {
	{"happened", fill_happened},
	{"what-went-wrong", fill_happened},
	{"heart", fill_heart},
	{"points", fill_points},
	{"wish", fill_wish},
	{"wants", fill_wish},
	{"effect", fill_effect},
	{"why", fill_why},
	{"by", fill_by},
	{"what", fill_what},
	{"how", fill_how},
	{"promise", fill_promise},
	{"next-step", fill_next_step},
	{"reason", fill_reason},
	{"steps", fill_steps},
	{"option-1", fill_option_1},
	{"option-2", fill_option_2},
	{"option-3", fill_option_3},
	{"options", fill_options},
	{"prevention", fill_prevention},
	{"next-step-outside", fill_outside},
	{"name", fill_name},
	{"next-person", fill_next_person},
	{"remedy", fill_remedy},
	{"what-we-did", fill_what_we_did},
	{"amount", fill_amount},
	{"restate", fill_restate},
	{"sign-off", fill_sign_off},
	{"today", fill_today},
	{"time", fill_time},
	{"category", fill_category},
	{"id", fill_id},
};

/* Details of a complaint that stay inside. */
static bool
is_inside(const char *key)
{
	return strcmp(key, "heat") == 0 || strcmp(key, "severity") == 0;
}

static bool
fill(struct buffer *out, const char *name, const struct saying *saying)
{
	const char *detail;

	for (size_t i = 0; i < sizeof(placeholders) / sizeof(*placeholders);
	     i++) {
		if (strcmp(placeholders[i].name, name) == 0)
			return placeholders[i].fill(out, saying);
	}
	detail = is_inside(name) ? NULL : casefile_detail(saying->file, name);
	if (detail)
		saying_quote(out, detail);
	return detail != NULL;
}

/* A value that begins a sentence begins large. */
static void
begin_large(struct buffer *out, size_t begin, size_t value)
{
	bool first = value == begin ||
		     (value >= begin + 2 && out->at[value - 1] == ' ' &&
		      strchr(".?!", out->at[value - 2]));

	if (first && value < out->len && out->at[value] >= 'a' &&
	    out->at[value] <= 'z')
		out->at[value] = (char)(out->at[value] - 'a' + 'A');
}

bool
saying_add(struct buffer *out, const char *name, const struct saying *saying)
{
	const char *say = policy_suggest(saying->policy, name);
	size_t begin = out->len;

	while (say && *say) {
		size_t plain = strcspn(say, "{"), len, value;
		char placeholder[NAME_SIZE];

		buffer_add(out, say, plain);
		say += plain;
		if (!*say)
			break;
		len = strcspn(++say, "}");
		value = out->len;
		if (len < NAME_SIZE) {
			memcpy(placeholder, say, len);
			placeholder[len] = '\0';
		}
		if (len >= NAME_SIZE || !fill(out, placeholder, saying)) {
			buffer_cut(out, begin);
			return false;
		}
		begin_large(out, begin, value);
		say += len;
		say += *say == '}';
	}
	return say != NULL;
}
