#include "duration.h"

#include <string.h>
#include <strings.h>

#define FORMS "30m, 4h, 90bm, 2bh, 3bd, 7d, 8w, 6mo, 1y or close"

/* In the order of enum duration_unit. */
static const struct {
	const char *sign, *one, *many;
} units[] = {
	[DURATION_NONE] = {"", "", ""},
	[DURATION_MINUTES] = {"m", "minute", "minutes"},
	[DURATION_HOURS] = {"h", "hour", "hours"},
	[DURATION_OPEN_MINUTES] = {"bm", "open minute", "open minutes"},
	[DURATION_OPEN_HOURS] = {"bh", "open hour", "open hours"},
	[DURATION_OPEN_DAYS] = {"bd", "open day", "open days"},
	[DURATION_DAYS] = {"d", "day", "days"},
	[DURATION_WEEKS] = {"w", "week", "weeks"},
	[DURATION_MONTHS] = {"mo", "month", "months"},
	[DURATION_YEARS] = {"y", "year", "years"},
};

/* What else people write for a unit. */
static const struct {
	const char *word;
	enum duration_unit unit;
} words[] = {
	{"min", DURATION_MINUTES},
	{"mins", DURATION_MINUTES},
	{"hr", DURATION_HOURS},
	{"hrs", DURATION_HOURS},
	{"business minute", DURATION_OPEN_MINUTES},
	{"business minutes", DURATION_OPEN_MINUTES},
	{"working minute", DURATION_OPEN_MINUTES},
	{"working minutes", DURATION_OPEN_MINUTES},
	{"business hour", DURATION_OPEN_HOURS},
	{"business hours", DURATION_OPEN_HOURS},
	{"working hour", DURATION_OPEN_HOURS},
	{"working hours", DURATION_OPEN_HOURS},
	{"business day", DURATION_OPEN_DAYS},
	{"business days", DURATION_OPEN_DAYS},
	{"working day", DURATION_OPEN_DAYS},
	{"working days", DURATION_OPEN_DAYS},
	{"wk", DURATION_WEEKS},
	{"wks", DURATION_WEEKS},
	{"mon", DURATION_MONTHS},
	{"mth", DURATION_MONTHS},
	{"mths", DURATION_MONTHS},
	{"yr", DURATION_YEARS},
	{"yrs", DURATION_YEARS},
};

#define UNITS ((int)(sizeof(units) / sizeof(*units)))

static enum duration_unit
unit_by_sign(const char *sign)
{
	for (int i = DURATION_MINUTES; i < UNITS; i++)
		if (strcmp(sign, units[i].sign) == 0)
			return (enum duration_unit)i;
	return DURATION_NONE;
}

/* A unit as a word, or its sign in capitals. */
static enum duration_unit
unit_by_word(const char *word)
{
	for (int i = DURATION_MINUTES; i < UNITS; i++)
		if (strcasecmp(word, units[i].one) == 0 ||
		    strcasecmp(word, units[i].many) == 0 ||
		    strcasecmp(word, units[i].sign) == 0)
			return (enum duration_unit)i;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(word, words[i].word) == 0)
			return words[i].unit;
	return DURATION_NONE;
}

/* The number that text begins with; -1 if it is above DURATION_MOST. */
static int
count_of(const char *text, size_t digits)
{
	int count = 0;

	for (size_t i = 0; i < digits; i++) {
		count = count * 10 + text[i] - '0';
		if (count > DURATION_MOST)
			return -1;
	}
	return count;
}

/* Text that does not begin with a digit. */
static bool
refuse_start(const char *text, struct fail *why)
{
	struct duration rest;

	if (text[0] == '\0')
		return fail_set(why, FAIL_USAGE,
				"a span of time is missing; write " FORMS);
	if (strcasecmp(text, "close") == 0)
		return fail_set(why, FAIL_USAGE, "'%s' is written 'close'",
				text);
	if (text[0] == '-' && text[1] != '\0')
		return fail_set(why, FAIL_USAGE,
				"'%s' is negative; a span runs forward", text);
	if (text[0] == '+' && duration_parse_words(text + 1, &rest, NULL))
		return fail_set(why, FAIL_USAGE,
				"'%s' is written '%s', without the plus", text,
				text + 1);
	if (text[0] == '.' && text[1] >= '0' && text[1] <= '9')
		return fail_set(why, FAIL_USAGE,
				"'%s' is a fraction; write a whole number, "
				"90m for an hour and a half",
				text);
	return fail_set(why, FAIL_USAGE,
			"'%s' is not a span of time; write " FORMS, text);
}

/* What stands behind the number is not a unit. */
static bool
refuse_unit(const char *text, size_t digits, struct fail *why)
{
	const char *behind = text + digits;
	enum duration_unit unit;

	if (*behind == '\0')
		return fail_set(why, FAIL_USAGE,
				"'%s' has no unit; did you mean '%sh' (hours), "
				"'%sbd' (open days) or '%sd' (days)?",
				text, text, text, text);
	if ((*behind == '.' || *behind == ',') && behind[1] >= '0' &&
	    behind[1] <= '9')
		return fail_set(why, FAIL_USAGE,
				"'%s' is a fraction; write a whole number, "
				"90m for an hour and a half",
				text);
	if (strcmp(behind, "M") == 0)
		return fail_set(why, FAIL_USAGE,
				"'%s' is not clear; did you mean '%.*sm' "
				"(minutes) or '%.*smo' (months)?",
				text, (int)digits, text, (int)digits, text);
	while (*behind == ' ')
		behind++;
	unit = unit_by_word(behind);
	if (unit != DURATION_NONE)
		return fail_set(why, FAIL_USAGE, "'%s' is written '%.*s%s'",
				text, (int)digits, text, units[unit].sign);
	return fail_set(why, FAIL_USAGE,
			"'%s' is not a span of time; write " FORMS, text);
}

/* Read the number; *digits is how long it is. */
static bool
parse_count(const char *text, size_t *digits, int *count, struct fail *why)
{
	*digits = strspn(text, "0123456789");
	if (*digits == 0)
		return refuse_start(text, why);
	*count = count_of(text, *digits);
	if (*count < 0)
		return fail_set(why, FAIL_USAGE,
				"'%s' is more than %d of a unit", text,
				DURATION_MOST);
	if (*count == 0 && text[*digits] != '.' && text[*digits] != ',')
		return fail_set(why, FAIL_USAGE,
				"'%s' is no time at all; write 1 or more",
				text);
	if (text[0] == '0' && *digits > 1)
		return fail_set(why, FAIL_USAGE,
				"'%s' begins with a zero; write '%s'", text,
				text + strspn(text, "0"));
	return true;
}

bool
duration_parse(const char *text, struct duration *duration, struct fail *why)
{
	struct duration read;
	size_t digits;

	if (strcmp(text, "close") == 0) {
		*duration = (struct duration){DURATION_CLOSE, 0};
		return true;
	}
	if (!parse_count(text, &digits, &read.count, why))
		return false;
	read.unit = unit_by_sign(text + digits);
	if (read.unit == DURATION_NONE)
		return refuse_unit(text, digits, why);
	*duration = read;
	return true;
}

bool
duration_parse_words(const char *text, struct duration *duration,
		     struct fail *why)
{
	struct duration read;
	const char *behind;
	size_t digits;

	if (strcasecmp(text, "close") == 0) {
		*duration = (struct duration){DURATION_CLOSE, 0};
		return true;
	}
	if (!parse_count(text, &digits, &read.count, why))
		return false;
	behind = text + digits;
	while (*behind == ' ')
		behind++;
	/* A capital M alone could be either. */
	read.unit =
		strcmp(behind, "M") == 0 ? DURATION_NONE : unit_by_word(behind);
	if (read.unit == DURATION_NONE)
		return refuse_unit(text, digits, why);
	*duration = read;
	return true;
}

bool
duration_needs_hours(const struct duration *duration)
{
	switch (duration->unit) {
	case DURATION_OPEN_MINUTES:
	case DURATION_OPEN_HOURS:
	case DURATION_OPEN_DAYS:
	case DURATION_CLOSE:
		return true;
	default:
		return false;
	}
}

void
duration_say(struct buffer *out, const struct duration *duration)
{
	if (duration->unit == DURATION_NONE)
		return;
	if (duration->unit == DURATION_CLOSE)
		buffer_add_string(out, "closing time");
	else
		buffer_format(out, "%d %s", duration->count,
			      duration->count == 1
				      ? units[duration->unit].one
				      : units[duration->unit].many);
}

void
duration_format(struct buffer *out, const struct duration *duration)
{
	if (duration->unit == DURATION_NONE)
		return;
	if (duration->unit == DURATION_CLOSE)
		buffer_add_string(out, "close");
	else
		buffer_format(out, "%d%s", duration->count,
			      units[duration->unit].sign);
}
