#include "exposing.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "text.h"

/* What is known by its form: e-mail addresses, numbers, addresses. */

#define PHONE_LEAST 7 /* digits */
#define PHONE_MOST 15
#define ORDER_LEAST 4
#define STREET_WORDS 3
#define GAPS 4 /* between groups of digits, that are looked at */

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

static bool
is_address_char(char c)
{
	return (is_letter(c) && (unsigned char)c < 0x80) || is_digit(c) ||
	       strchr("._+-%", c);
}

static void
look_at_email(const struct exposing *exposing, size_t at)
{
	const char *text = exposing->text;
	size_t from = at, to = at + 1;

	while (from > 0 && text[from - 1] && is_address_char(text[from - 1]))
		from--;
	while (to < exposing->len && text[to] && is_address_char(text[to]))
		to++;
	while (to > at + 1 && strchr(".-_+%", text[to - 1]))
		to--;
	if (from < at && memchr(text + at, '.', to - at))
		exposing_report(exposing, from, to,
				"is an e-mail address, in public");
}

/* A run of figures and what people put between them. */
struct figures {
	size_t from, to;
	size_t digits;
	size_t groups;      /* of digits */
	size_t first, last; /* digits of the first group, of the last */
	size_t most, least; /* of any group behind the first */
	char between[GAPS]; /* what stands behind the first groups */
	bool plus;
};

static void
end_group(struct figures *figures)
{
	if (figures->groups == 1) {
		figures->first = figures->last;
		return;
	}
	if (figures->groups == 2 || figures->last > figures->most)
		figures->most = figures->last;
	if (figures->groups == 2 || figures->last < figures->least)
		figures->least = figures->last;
}

/* The bytes of what may stand between two groups of digits; 0. */
static size_t
gap_at(const struct exposing *exposing, size_t at)
{
	const char *text = exposing->text;
	size_t gap = at;

	while (gap < exposing->len && gap - at < 2 && text[gap] &&
	       strchr(gap == at ? " .,-/()" : " (", text[gap]) &&
	       (gap == at || text[at] == ')' || text[gap] == '('))
		gap++;
	return gap < exposing->len && is_digit(text[gap]) ? gap - at : 0;
}

static struct figures
take_figures(const struct exposing *exposing, size_t at)
{
	const char *text = exposing->text;
	struct figures figures = {.from = at, .to = at, .groups = 1};
	size_t gap;

	if (text[at] == '+') {
		figures.plus = true;
		at++;
	}
	for (;;) {
		while (at < exposing->len && is_digit(text[at])) {
			figures.digits++;
			figures.last++;
			at++;
		}
		figures.to = at;
		end_group(&figures);
		gap = gap_at(exposing, at);
		if (gap == 0)
			return figures;
		if (figures.groups <= GAPS)
			figures.between[figures.groups - 1] =
				text[at + gap - 1];
		figures.groups++;
		figures.last = 0;
		at += gap;
	}
}

/* Whether the gaps of all groups are these. */
static bool
are_between(const struct figures *figures, const char *signs)
{
	return figures->groups == strlen(signs) + 1 &&
	       strncmp(figures->between, signs, strlen(signs)) == 0;
}

static const char *const currencies[] = {"€",    "$",      "£",      "¥",
					 "EUR",  "GBP",    "USD",    "CHF",
					 "euro", "pounds", "dollars"};

/* Whether a sign or name of a currency stands at the end of text[0..at), or
 * begins at it, a blank between them or not. */
static bool
is_money_beside(const struct exposing *exposing, const struct figures *figures)
{
	const char *text = exposing->text;
	size_t before = figures->from, behind = figures->to;
	const char *own = exposing->policy->shop.currency;
	size_t count = sizeof(currencies) / sizeof(*currencies);

	if (before > 0 && text[before - 1] == ' ')
		before--;
	if (behind < exposing->len && text[behind] == ' ')
		behind++;
	for (size_t i = 0; i <= count; i++) {
		const char *sign = i < count ? currencies[i] : own;
		size_t len = strlen(sign);

		if (len <= before &&
		    strncasecmp(text + before - len, sign, len) == 0)
			return true;
		if (len <= exposing->len - behind &&
		    strncasecmp(text + behind, sign, len) == 0)
			return true;
	}
	return false;
}

/* Whether figures are a sum of money: a currency beside them, or two digits
 * behind a point, and no more of them than such sums have. */
static bool
is_money(const struct exposing *exposing, const struct figures *figures)
{
	bool decimals = figures->last == 2 && (are_between(figures, ".") ||
					       are_between(figures, ","));

	return decimals || (is_money_beside(exposing, figures) &&
			    figures->digits < PHONE_LEAST + 2);
}

/* A day: 24.11.2026, 2026-11-24, 24/11, and "am 24.11. um". */
static bool
is_day(const struct exposing *exposing, const struct figures *figures)
{
	const char *behind = exposing->text + figures->to;
	size_t left = exposing->len - figures->to;

	if (figures->groups == 3)
		return strchr("./-", figures->between[1]) &&
		       (figures->first <= 2 || figures->first == 4) &&
		       figures->digits <= 8;
	if (figures->groups != 2 || figures->first > 2 || figures->last > 2)
		return false;
	return figures->between[0] == '/' ||
	       (figures->between[0] == '.' && left > 2 && behind[0] == '.' &&
		behind[1] == ' ' && !(behind[2] >= 'A' && behind[2] <= 'Z') &&
		!is_money_beside(exposing, figures));
}

/* A time of the clock, or from one to another: 9:00, 10.00-18.30. */
static bool
is_time(const struct exposing *exposing, const struct figures *figures)
{
	const char *text = exposing->text;
	char before = figures->from > 0 ? text[figures->from - 1] : '\0';
	char behind = figures->to < exposing->len ? text[figures->to] : '\0';
	bool goes_on = behind == ':' && figures->to + 1 < exposing->len &&
		       isdigit((unsigned char)text[figures->to + 1]);
	bool began = before == ':' && figures->from > 1 &&
		     isdigit((unsigned char)text[figures->from - 2]);

	return goes_on || began ||
	       (are_between(figures, ".-.") && figures->first <= 2 &&
		figures->most == 2);
}

/* 2026, and 2026/27. */
static bool
is_year(const struct exposing *exposing, const struct figures *figures)
{
	const char *at = exposing->text + figures->from;

	return figures->first == 4 &&
	       (strncmp(at, "19", 2) == 0 || strncmp(at, "20", 2) == 0) &&
	       (figures->groups == 1 ||
		(figures->last == 2 &&
		 (are_between(figures, "/") || are_between(figures, "-"))));
}

/* How many of something there are: 1,250 or 1.250.000; or in round figures,
 * 1200, as numbers of orders rarely are. */
static bool
is_count(const struct exposing *exposing, const struct figures *figures)
{
	const char *end = exposing->text + figures->to;

	if (figures->groups == 1)
		return figures->digits > 2 && figures->digits < PHONE_LEAST &&
		       end[-1] == '0' && end[-2] == '0';
	return figures->first <= 3 && figures->most == 3 &&
	       figures->least == 3 && figures->digits < PHONE_LEAST + 2 &&
	       (figures->between[0] == '.' || figures->between[0] == ',');
}

/* Whether letters are tied to figures, as in A-1047 or 7QK4; from and to
 * become those of the whole. */
static bool
is_code(const struct exposing *exposing, size_t *from, size_t *to)
{
	const char *text = exposing->text;
	size_t first = *from, last = *to;

	while (first > 0 && text[first - 1] &&
	       ((unsigned char)text[first - 1] < 0x80) &&
	       (is_letter(text[first - 1]) || is_digit(text[first - 1]) ||
		strchr("-/_#", text[first - 1])))
		first--;
	while (last < exposing->len && text[last] &&
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

/* Whether they are the number of a standard: "ISO 9001", "DIN EN 71-3". An
 * order of the case itself is found by what it is, whatever stands before it.
 */
static bool
is_standard(const struct exposing *exposing, const struct figures *figures,
	    size_t to)
{
	static const char *const names[] = {"ISO", "DIN", "EN", "IEC"};
	const char *text = exposing->text;
	size_t before = figures->from;

	if (to != figures->to || figures->first > 5 || figures->groups > 2 ||
	    (figures->groups == 2 && figures->between[0] != '-'))
		return false;
	if (before > 0 && strchr(" -", text[before - 1]) && text[before - 1])
		before--;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t len = strlen(names[i]);

		if (len <= before &&
		    memcmp(text + before - len, names[i], len) == 0 &&
		    (len == before || strchr(" (/\n", text[before - len - 1])))
			return true;
	}
	return false;
}

/* Why figures are not shown; NULL: they may be. */
static const char *
why_hidden(const struct exposing *exposing, const struct figures *figures,
	   bool tied, char first)
{
	if (is_time(exposing, figures) || is_day(exposing, figures) ||
	    is_year(exposing, figures))
		return NULL;
	if (is_money(exposing, figures))
		return exposing_is_hidden(exposing, "value") ||
				       exposing_is_hidden(exposing, "delivery")
			       ? "is a sum of money, in public"
			       : NULL;
	if (!tied && !figures->plus && is_count(exposing, figures))
		return NULL;
	if (!tied && figures->digits >= PHONE_LEAST &&
	    figures->digits <= PHONE_MOST &&
	    (figures->plus || figures->groups > 1 ||
	     exposing->text[figures->from] == '0' || figures->digits == 9))
		return exposing_is_hidden(exposing, "phone")
			       ? "is a phone number, in public"
			       : NULL;
	if (figures->digits < ORDER_LEAST &&
	    !(tied && (figures->digits + 1 >= ORDER_LEAST || first == '#')))
		return NULL;
	if (exposing_is_hidden(exposing, "order"))
		return "looks like the number of an order, in public";
	return exposing_is_hidden(exposing, "postcode") && !tied &&
			       figures->digits == 5
		       ? "looks like a postcode, in public"
		       : NULL;
}

/* Where to go on behind them. */
static size_t
look_at_figures(const struct exposing *exposing, size_t at)
{
	struct figures figures = take_figures(exposing, at);
	size_t from = figures.from, to = figures.to;
	bool tied = is_code(exposing, &from, &to);
	const char *why = is_standard(exposing, &figures, to)
				  ? NULL
				  : why_hidden(exposing, &figures, tied,
					       exposing->text[from]);

	if (why)
		exposing_report(exposing, from, to, why);
	return to > figures.to ? to : figures.to;
}

void
exposing_set_streets(struct exposing *exposing)
{
	const struct policy_list *list = &exposing->policy->reviews.streets;
	struct exposing_street *streets = arena_get(
		exposing->arena, (list->count + 1) * sizeof(*streets));

	for (size_t i = 0; i < list->count; i++) {
		const char *word = list->at[i] + strspn(list->at[i], "# -");
		struct buffer folded = {0};

		text_fold(&folded, word, strcspn(word, " #"));
		streets[i] = (struct exposing_street){
			.word = arena_copy(exposing->arena,
					   buffer_string(&folded), folded.len),
			.number_first = list->at[i][0] == '#',
			.at_end = list->at[i][0] == '-'};
		buffer_release(&folded);
	}
	exposing->streets = streets;
	exposing->street_count = list->count;
}

/* Which of the words for a street a word is; NULL. */
static const struct exposing_street *
street_at(const struct exposing *exposing, const char *at, size_t len)
{
	const struct exposing_street *found = NULL;
	struct buffer folded = {0};

	text_fold(&folded, at, len);
	for (size_t i = 0; !found && i < exposing->street_count; i++) {
		const struct exposing_street *one = &exposing->streets[i];
		size_t is = strlen(one->word);

		/* In English they have a capital: "12 weeks on the road". */
		if (is > 0 && folded.len >= is &&
		    strcmp(folded.at + folded.len - is, one->word) == 0 &&
		    (one->at_end || folded.len == is) &&
		    (!one->number_first || (at[0] >= 'A' && at[0] <= 'Z')))
			found = one;
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
look_for_address(const struct exposing *exposing, size_t from, size_t to)
{
	const char *text = exposing->text;
	struct begun number = {0}, street = {0};
	size_t word = 0;

	for (size_t at = from; at < to;) {
		size_t begin = at, digits = 0;
		const struct begun *with = NULL;
		const struct exposing_street *is = NULL;

		while (at < to && (is_letter(text[at]) || is_digit(text[at])))
			digits += is_digit(text[at++]);
		if (at == begin) {
			at++;
			continue;
		}
		word++;
		if (digits == 0)
			is = street_at(exposing, text + begin, at - begin);
		if (digits > 0 && digits <= 4 && at - begin <= digits + 1) {
			number = (struct begun){begin, word};
			with = &street;
		} else if (is && is->number_first) {
			with = &number;
		} else if (is) {
			street = (struct begun){begin, word};
		}
		if (with && goes_with(with, word))
			exposing_report(exposing, with->at, at,
					"is an address, in public");
	}
}

void
exposing_look_at_line(const struct exposing *exposing, size_t from, size_t to)
{
	const char *text = exposing->text;

	if (exposing_is_hidden(exposing, "address"))
		look_for_address(exposing, from, to);
	for (size_t at = from; at < to;) {
		if (text[at] == '@' && exposing_is_hidden(exposing, "email"))
			look_at_email(exposing, at);
		if (is_digit(text[at]) ||
		    (text[at] == '+' && at + 1 < to && is_digit(text[at + 1])))
			at = look_at_figures(exposing, at);
		else
			at++;
	}
}
