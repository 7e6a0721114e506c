#include "exposed.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "phrases.h"
#include "text.h"

#define PHONE_LEAST 7 /* digits */
#define PHONE_MOST 15
#define ORDER_LEAST 4
#define NAME_LEAST 3 /* bytes of a word of a name that says who it is */
#define STREET_WORDS 3

struct looking {
	const struct policy *policy;
	const struct casefile *file; /* NULL */
	const char *text;
	size_t len;
	struct arena *arena;
	struct words_findings *findings;
};

static bool
is_hidden(const struct looking *looking, const char *field)
{
	return policy_list_has(&looking->policy->reviews.never_show, field);
}

static void
report(const struct looking *looking, size_t from, size_t to, const char *why)
{
	struct words_findings *out = looking->findings;

	out->list =
		mem_grow(out->list, out->count, &out->room, sizeof(*out->list));
	out->list[out->count++] = (struct words_finding){
		.kind = WORDS_SHOWN,
		.at = from,
		.len = to - from,
		.why = why,
		.instead = "",
		.list = "never-show",
		.list_line = looking->policy->reviews.never_show.line,
	};
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

/* The digits of a text, and nothing else. */
static const char *
digits_of(const struct looking *looking, const char *at, size_t len)
{
	char *digits = arena_get(looking->arena, len + 1);
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		if (is_digit(at[i]))
			digits[count++] = at[i];
	digits[count] = '\0';
	return digits;
}

/* Whether one number is the other, perhaps with that of a country before it.
 */
static bool
has_digits(const char *some, const char *others)
{
	return strlen(some) >= PHONE_LEAST && strlen(others) >= PHONE_LEAST &&
	       (strstr(some, others) || strstr(others, some));
}

/* Whether the plan itself says it to everybody. */
static bool
is_the_shops(const struct looking *looking, size_t from, size_t to)
{
	const struct policy *policy = looking->policy;
	const char *const own[] = {policy->shop.name, policy->shop.sign_off,
				   policy->shop.next_step_outside,
				   policy->reviews.say};
	const char *said =
		arena_copy(looking->arena, looking->text + from, to - from);
	const char *digits = digits_of(looking, said, to - from);

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
		if (!own[i])
			continue;
		if (strstr(own[i], said))
			return true;
		if (has_digits(digits,
			       digits_of(looking, own[i], strlen(own[i]))))
			return true;
	}
	return false;
}

/* By form. */

static bool
is_address_char(char c)
{
	return (is_letter(c) && (unsigned char)c < 0x80) || is_digit(c) ||
	       strchr("._+-%", c);
}

static void
look_at_email(const struct looking *looking, size_t at)
{
	const char *text = looking->text;
	size_t from = at, to = at + 1;

	while (from > 0 && text[from - 1] && is_address_char(text[from - 1]))
		from--;
	while (to < looking->len && text[to] && is_address_char(text[to]))
		to++;
	while (to > at + 1 && strchr(".-_+%", text[to - 1]))
		to--;
	if (from < at && memchr(text + at, '.', to - at) &&
	    !is_the_shops(looking, from, to))
		report(looking, from, to, "is an e-mail address, in public");
}

/* A run of figures and what people put between them. */
struct figures {
	size_t from, to;
	size_t digits;
	size_t groups; /* of digits */
	size_t last;   /* digits of the last group */
	size_t first;  /* of the first */
	char between;  /* before the last group */
	bool plus;
};

static struct figures
take_figures(const struct looking *looking, size_t at)
{
	const char *text = looking->text;
	struct figures figures = {.from = at, .to = at, .groups = 1};

	if (text[at] == '+') {
		figures.plus = true;
		at++;
	}
	while (at < looking->len) {
		size_t gap = at;

		if (is_digit(text[at])) {
			figures.digits++;
			figures.last++;
			figures.to = ++at;
			if (figures.groups == 1)
				figures.first = figures.last;
			continue;
		}
		while (gap < looking->len && gap - at < 2 && text[gap] &&
		       strchr(gap == at ? " .,-/()" : " (", text[gap]) &&
		       (gap == at || text[at] == ')' || text[gap] == '('))
			gap++;
		if (gap == at || gap == looking->len || !is_digit(text[gap]))
			break;
		figures.between = text[gap - 1];
		figures.groups++;
		figures.last = 0;
		at = gap;
	}
	return figures;
}

static const char *const currencies[] = {"€",    "$",      "£",      "¥",
					 "EUR",  "GBP",    "USD",    "CHF",
					 "euro", "pounds", "dollars"};

/* Whether a sign or name of a currency stands at the end of text[0..at), or
 * begins at it, a blank between them or not. */
static bool
is_money_beside(const struct looking *looking, const struct figures *figures)
{
	const char *text = looking->text;
	size_t before = figures->from, behind = figures->to;
	const char *own = looking->policy->shop.currency;
	size_t count = sizeof(currencies) / sizeof(*currencies);

	if (before > 0 && text[before - 1] == ' ')
		before--;
	if (behind < looking->len && text[behind] == ' ')
		behind++;
	for (size_t i = 0; i <= count; i++) {
		const char *sign = i < count ? currencies[i] : own;
		size_t len = strlen(sign);

		if (len <= before &&
		    strncasecmp(text + before - len, sign, len) == 0)
			return true;
		if (len <= looking->len - behind &&
		    strncasecmp(text + behind, sign, len) == 0)
			return true;
	}
	return false;
}

/* Whether figures are a sum of money: a currency beside them, or two digits
 * behind a point, and no more of them than such sums have. */
static bool
is_money(const struct looking *looking, const struct figures *figures)
{
	bool decimals = figures->groups > 1 && figures->last == 2 &&
			(figures->between == '.' || figures->between == ',') &&
			figures->groups == 2;

	return decimals || (is_money_beside(looking, figures) &&
			    figures->digits < PHONE_LEAST + 2);
}

/* Whether they are a day or a time of the clock. */
static bool
is_time(const struct looking *looking, const struct figures *figures)
{
	const char *text = looking->text;
	char before = figures->from > 0 ? text[figures->from - 1] : '\0';
	char behind = figures->to < looking->len ? text[figures->to] : '\0';
	bool date = figures->groups == 3 &&
		    (figures->between == '.' || figures->between == '/' ||
		     figures->between == '-') &&
		    (figures->first <= 2 || figures->first == 4) &&
		    figures->digits <= 8;

	return date || behind == ':' || before == ':';
}

static bool
is_year(const struct looking *looking, const struct figures *figures)
{
	const char *at = looking->text + figures->from;

	return figures->groups == 1 && figures->digits == 4 &&
	       (strncmp(at, "19", 2) == 0 || strncmp(at, "20", 2) == 0);
}

/* Whether letters are tied to figures, as in A-1047 or 7QK4; from and to
 * become those of the whole. */
static bool
is_code(const struct looking *looking, size_t *from, size_t *to)
{
	const char *text = looking->text;
	size_t first = *from, last = *to;

	while (first > 0 && text[first - 1] &&
	       ((unsigned char)text[first - 1] < 0x80) &&
	       (is_letter(text[first - 1]) || is_digit(text[first - 1]) ||
		strchr("-/_#", text[first - 1])))
		first--;
	while (last < looking->len && text[last] &&
	       ((unsigned char)text[last] < 0x80) &&
	       (is_letter(text[last]) || is_digit(text[last]) ||
		strchr("-/_", text[last])))
		last++;
	if (first == *from && last == *to)
		return false;
	*from = first;
	*to = last;
	return true;
}

static size_t
look_at_figures(const struct looking *looking, size_t at)
{
	struct figures figures = take_figures(looking, at);
	size_t from = figures.from, to = figures.to;
	bool tied = is_code(looking, &from, &to);
	const char *why = NULL;

	if (is_time(looking, &figures) || is_year(looking, &figures))
		why = NULL;
	else if (is_money(looking, &figures))
		why = is_hidden(looking, "value") ||
				      is_hidden(looking, "delivery")
			      ? "is a sum of money, in public"
			      : NULL;
	else if (!tied && figures.digits >= PHONE_LEAST &&
		 figures.digits <= PHONE_MOST &&
		 (figures.plus || figures.groups > 1 ||
		  looking->text[at] == '0' || figures.digits == 9))
		why = is_hidden(looking, "phone")
			      ? "is a phone number, in public"
			      : NULL;
	else if (figures.digits >= ORDER_LEAST ||
		 (tied && figures.digits + 1 >= ORDER_LEAST) ||
		 (tied && looking->text[from] == '#'))
		why = is_hidden(looking, "order")
			      ? "looks like the number of an order, in public"
		      : is_hidden(looking, "postcode") && !tied &&
				      figures.digits == 5
			      ? "looks like a postcode, in public"
			      : NULL;
	if (why && !is_the_shops(looking, figures.from, figures.to))
		report(looking, tied ? from : figures.from,
		       tied ? to : figures.to, why);
	return tied && to > figures.to ? to : figures.to;
}

/* "12 Harbour Lane", "calle Mayor 5", "Hauptstr. 3": words for a street, and
 * where its number stands. */
static const struct {
	const char *word;
	bool number_first;
	bool at_end; /* written in one word with the name before it */
} streets[] = {
	{"street", true, false},    {"road", true, false},
	{"lane", true, false},      {"avenue", true, false},
	{"terrace", true, false},   {"crescent", true, false},
	{"drive", true, false},     {"rue", true, false},
	{"boulevard", true, false}, {"strasse", false, true},
	{"str", false, true},       {"gasse", false, true},
	{"allee", false, true},     {"platz", false, true},
	{"straat", false, true},    {"gatan", false, true},
	{"calle", false, false},    {"avenida", false, false},
	{"plaza", false, false},    {"paseo", false, false},
	{"rua", false, false},      {"piazza", false, false},
};

/* Which row of streets a word is; -1. */
static int
street_at(const char *at, size_t len)
{
	struct buffer folded = {0};
	int found = -1;

	text_fold(&folded, at, len);
	for (size_t i = 0; found < 0 && i < sizeof(streets) / sizeof(*streets);
	     i++) {
		size_t is = strlen(streets[i].word);

		/* In English they have a capital: "12 weeks on the road". */
		if (folded.len >= is &&
		    strcmp(folded.at + folded.len - is, streets[i].word) == 0 &&
		    (streets[i].at_end || folded.len == is) &&
		    (!streets[i].number_first ||
		     (at[0] >= 'A' && at[0] <= 'Z')))
			found = (int)i;
	}
	buffer_release(&folded);
	return found;
}

/* A word of a line that an address may begin with. */
struct begun {
	size_t at;
	size_t word; /* which one of the line; 0: none */
};

static bool
goes_with(const struct begun *begun, size_t word)
{
	return begun->word > 0 && word - begun->word <= STREET_WORDS;
}

/* Look for an address in a line: a number of four digits at most, and no more
 * than a few words from it a word for a street. */
static void
look_at_line(const struct looking *looking, size_t from, size_t to)
{
	const char *text = looking->text;
	struct begun number = {0}, street = {0};
	size_t word = 0;

	for (size_t at = from; at < to;) {
		size_t begin = at, digits = 0;
		const struct begun *with = NULL;
		int row = -1;

		while (at < to && (is_letter(text[at]) || is_digit(text[at])))
			digits += is_digit(text[at++]);
		if (at == begin) {
			at++;
			continue;
		}
		word++;
		if (digits == 0)
			row = street_at(text + begin, at - begin);
		if (digits > 0 && digits <= 4 && at - begin <= digits + 1) {
			number = (struct begun){begin, word};
			with = &street;
		} else if (row >= 0 && streets[row].number_first) {
			with = &number;
		} else if (row >= 0) {
			street = (struct begun){begin, word};
		}
		if (with && goes_with(with, word) &&
		    !is_the_shops(looking, with->at, at))
			report(looking, with->at, at,
			       "is an address, in public");
	}
}

/* What is written of the case, the staff and others. */

static const char *const health[] = {
	"hospital",  "doctor",     "medicine",   "medication", "illness",
	"diagnosis", "disease",    "pregnant",   "pregnancy",  "disability",
	"disabled",  "wheelchair", "allergy",    "allergic",   "surgery",
	"injury",    "injured",    "depression", "cancer",     "diabetes",
	"asthma",    "therapy",    "bleeding",   "broken arm", "broken leg",
	"health"};

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
look_for_name(const struct looking *looking, struct shown *shown,
	      const char *name, const char *why)
{
	while (*name) {
		size_t len = strcspn(name, " \t");

		if (len >= NAME_LEAST)
			look_for(shown, arena_copy(looking->arena, name, len),
				 why);
		name += len + strspn(name + len, " \t");
	}
}

static const char *
why_of(const struct looking *looking, const char *field)
{
	static const struct {
		const char *field, *why;
	} known[] = {
		{"text", "is what they wrote to the shop"},
		{"happened", "is what they told the shop"},
		{"wants", "is what they want"},
		{"wish", "is what they want"},
		{"value", "is what they paid"},
		{"item", "is what they bought"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(field, known[i].field) == 0)
			return arena_format(looking->arena, "%s, in public",
					    known[i].why);
	return arena_format(looking->arena, "is their %s, in public", field);
}

static void
look_for_case(const struct looking *looking, struct shown *shown)
{
	const struct policy_list *hidden = &looking->policy->reviews.never_show;
	const struct casefile *file = looking->file;

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
			look_for_name(looking, shown, value,
				      "is their name, in public");
		else
			look_for(shown, value, why_of(looking, field));
	}
}

static void
look_for_people(const struct looking *looking, struct shown *shown,
		const struct casebook *book)
{
	const struct policy *policy = looking->policy;
	const char *own = looking->file
				  ? casefile_detail(looking->file, "customer")
				  : NULL;

	for (size_t i = 0;
	     is_hidden(looking, "staff") && i < policy->staff_count; i++)
		look_for_name(looking, shown, policy->staff[i].name,
			      "names one of the staff, in public");
	for (size_t i = 0;
	     book && is_hidden(looking, "other-customers") && i < book->count;
	     i++) {
		const char *name = casefile_detail(&book->cases[i], "customer");

		if (name && strchr(name, ' ') && !(own && text_same(own, name)))
			look_for(shown, name,
				 "is another customer's name, in public");
	}
}

static void
look_for_phrases(const struct looking *looking, const struct casebook *book)
{
	struct shown shown = {.phrases = phrases_new()};
	struct phrases_matches found = {0};

	look_for_case(looking, &shown);
	look_for_people(looking, &shown, book);
	for (size_t i = 0; is_hidden(looking, "health") &&
			   i < sizeof(health) / sizeof(*health);
	     i++)
		look_for(&shown, health[i], "is about health, in public");
	phrases_scan(shown.phrases, looking->text, looking->len, &found);
	for (size_t i = 0; i < found.count; i++) {
		const struct phrases_match *match = &found.list[i];

		if (match->tag < shown.count &&
		    !is_the_shops(looking, match->at, match->at + match->len))
			report(looking, match->at, match->at + match->len,
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
	const struct looking looking = {policy, file,  text,
					len,    arena, findings};
	size_t end, first = findings->count;

	for (size_t from = 0; from < len; from = end + 1) {
		const char *newline = memchr(text + from, '\n', len - from);

		end = newline ? (size_t)(newline - text) : len;
		if (is_quoted(text, from, end))
			continue;
		if (is_hidden(&looking, "address"))
			look_at_line(&looking, from, end);
		for (size_t at = from; at < end;) {
			if (text[at] == '@' && is_hidden(&looking, "email"))
				look_at_email(&looking, at);
			if (is_digit(text[at]) ||
			    (text[at] == '+' && at + 1 < end &&
			     is_digit(text[at + 1])))
				at = look_at_figures(&looking, at);
			else
				at++;
		}
	}
	look_for_phrases(&looking, book);
	drop_covered(findings, first);
}
