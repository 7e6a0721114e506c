#include "money.h"

#include <string.h>

#include "text.h"

/* ISO 4217, the currencies in use whose minor digits are not two. */
static const struct {
	char code[4];
	int digits;
} exceptions[] = {
	{"BHD", 3}, {"BIF", 0}, {"CLP", 0}, {"DJF", 0}, {"GNF", 0}, {"IQD", 3},
	{"ISK", 0}, {"JOD", 3}, {"JPY", 0}, {"KMF", 0}, {"KRW", 0}, {"KWD", 3},
	{"LYD", 3}, {"OMR", 3}, {"PYG", 0}, {"RWF", 0}, {"TND", 3}, {"UGX", 0},
	{"VND", 0}, {"VUV", 0}, {"XAF", 0}, {"XOF", 0}, {"XPF", 0},
};

/* ISO 4217, the currencies in use. The most usual stand first: of two that a
 * word is nearly, the first is guessed. */
static const char *const currencies[] = {
	"EUR", "USD", "GBP", "CHF", "AED", "AFN", "ALL", "AMD", "ANG", "AOA",
	"ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
	"BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD",
	"CDF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK",
	"DOP", "DZD", "EGP", "ERN", "ETB", "FJD", "FKP", "GEL", "GHS", "GIP",
	"GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS",
	"INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR",
	"KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
	"LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU",
	"MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK",
	"NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG",
	"QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK",
	"SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL",
	"THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH",
	"UGX", "UYU", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAF", "XCD",
	"XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
};

int
money_digits(const char *code)
{
	for (size_t i = 0; i < sizeof(exceptions) / sizeof(*exceptions); i++) {
		if (strcmp(exceptions[i].code, code) == 0)
			return exceptions[i].digits;
	}
	return 2;
}

bool
money_is_currency(const char *code, const char **guess)
{
	size_t count = sizeof(currencies) / sizeof(*currencies);

	for (size_t i = 0; i < count; i++) {
		if (strcmp(currencies[i], code) == 0)
			return true;
	}
	*guess = text_guess(code, currencies, count);
	return false;
}

enum digits { DIGITS_NOT, DIGITS_TOO_MANY, DIGITS };

/*
 * The digits of text around an optional point: the value of all of them as
 * one number, and how many stand behind the point. DIGITS_TOO_MANY where that
 * number is above MONEY_MAX, DIGITS_NOT for anything else.
 */
static enum digits
read_digits(const char *text, int64_t *value, int *decimals)
{
	const char *at = text;
	bool point = false;

	*value = 0;
	*decimals = 0;
	if (*at < '0' || *at > '9')
		return DIGITS_NOT;
	for (; *at; at++) {
		if (*at == '.' && !point && at[1]) {
			point = true;
			continue;
		}
		if (*at < '0' || *at > '9')
			return DIGITS_NOT;
		if (*value <= MONEY_MAX)
			*value = *value * 10 + (*at - '0');
		if (point && ++*decimals > 3)
			return DIGITS_NOT;
	}
	return *value <= MONEY_MAX ? DIGITS : DIGITS_TOO_MANY;
}

static bool
fail_too_large(struct fail *why, enum fail_kind kind, const char *text)
{
	return fail_set(why, kind, "'%s' is too large an amount", text);
}

/* Whether a text is an amount but for the mark before its decimals. */
static bool
has_comma(const char *text)
{
	return strchr(text, ',') && text[strspn(text, "0123456789,.")] == '\0';
}

/* text is what messages quote, pointed the same with a point. */
static bool
parse(const char *pointed, const char *text, int digits, int64_t *amount,
      struct fail *why)
{
	int decimals;
	enum digits read = read_digits(pointed, amount, &decimals);

	if (read == DIGITS_NOT)
		return fail_set(why, FAIL_USAGE,
				"'%s' is not an amount, as 12.50 is", text);
	if (read == DIGITS_TOO_MANY)
		return fail_too_large(why, FAIL_USAGE, text);
	if (decimals > digits)
		return fail_set(why, FAIL_USAGE,
				"'%s' has more than %d decimals", text, digits);
	for (; decimals < digits; decimals++) {
		if (*amount > MONEY_MAX / 10)
			return fail_too_large(why, FAIL_USAGE, text);
		*amount *= 10;
	}
	return true;
}

bool
money_parse(const char *text, int digits, int64_t *amount, struct fail *why)
{
	if (has_comma(text))
		return fail_set(why, FAIL_USAGE,
				"'%s' is not an amount: write the decimals "
				"behind a point, as in 12.50",
				text);
	return parse(text, text, digits, amount, why);
}

bool
money_parse_marked(const char *text, int digits, char mark, int64_t *amount,
		   struct fail *why)
{
	char pointed[32];
	size_t len = strlen(text), comma = strcspn(text, ",");

	if (mark != ',' || text[strspn(text, "0123456789.")] == '\0')
		return money_parse(text, digits, amount, why);
	if (!has_comma(text))
		return fail_set(why, FAIL_USAGE,
				"'%s' is not an amount, as 12,50 is", text);
	if (len >= sizeof(pointed) || strchr(text, '.') ||
	    strchr(text + comma + 1, ','))
		return fail_set(why, FAIL_USAGE,
				"'%s' is not an amount: write one comma, "
				"before the decimals, as in 1234,50",
				text);
	memcpy(pointed, text, len + 1);
	pointed[comma] = '.';
	return parse(pointed, text, digits, amount, why);
}

bool
money_parse_exact(const char *text, int digits, int64_t *amount, int *found,
		  struct fail *why)
{
	int decimals;
	enum digits read = read_digits(text, amount, &decimals);

	if (read == DIGITS_TOO_MANY)
		return fail_too_large(why, FAIL_INPUT, text);
	if (read == DIGITS_NOT ||
	    (text[0] == '0' && text[1] != '.' && text[1] != '\0'))
		return fail_set(why, FAIL_INPUT,
				"'%s' is not an amount, as 12.50 is", text);
	if (digits >= 0 && decimals != digits)
		return fail_set(why, FAIL_INPUT,
				"amount '%s' has %d decimals, not %d", text,
				decimals, digits);
	if (found)
		*found = decimals;
	return true;
}

void
money_format(struct buffer *out, int64_t amount, int digits)
{
	char text[24];
	size_t at = sizeof(text);

	if (amount < 0) {
		buffer_add_char(out, '-');
		amount = -amount;
	}
	for (int behind = 0; behind <= digits || amount > 0; behind++) {
		if (digits > 0 && behind == digits)
			text[--at] = '.';
		text[--at] = (char)('0' + amount % 10);
		amount /= 10;
	}
	buffer_add(out, text + at, sizeof(text) - at);
}

void
money_show(struct buffer *out, int64_t amount, int digits, char mark)
{
	size_t begin = out->len;

	money_format(out, amount, digits);
	for (size_t i = begin; i < out->len; i++) {
		if (out->at[i] == '.')
			out->at[i] = mark;
	}
}

void
money_say(struct buffer *out, int64_t amount, int digits, char mark)
{
	struct buffer plain = {0};
	size_t whole;

	money_format(&plain, amount, digits);
	whole = strcspn(plain.at, ".");
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			buffer_add_char(out, mark == ',' ? '.' : ',');
		buffer_add_char(out, plain.at[i]);
	}
	if (plain.at[whole] == '.')
		buffer_format(out, "%c%s", mark, plain.at + whole + 1);
	buffer_release(&plain);
}

int64_t
money_percent(int64_t amount, int percent)
{
	return (amount * percent + 50) / 100;
}
