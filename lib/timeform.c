#include "timeform.h"

#include <stdio.h>
#include <string.h>

#include "discreet.h"
#include "mem.h"
#include "text.h"

static const char *const months[] = {
	"January", "February", "March",     "April",   "May",      "June",
	"July",    "August",   "September", "October", "November", "December",
};

/* The things that conversions read, each once. */
enum part { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, HALF, PART_COUNT };

static const struct conversion {
	char letter;
	enum part part;
} conversions[] = {
	{'Y', YEAR},   {'y', YEAR},   {'m', MONTH}, {'B', MONTH},
	{'b', MONTH},  {'d', DAY},    {'H', HOUR},  {'I', HOUR},
	{'M', MINUTE}, {'S', SECOND}, {'p', HALF},
};

static const char *const part_names[] = {"year",    "month",   "day", "hours",
					 "minutes", "seconds", "half"};

static enum part
part_of(char letter)
{
	for (size_t i = 0; i < sizeof(conversions) / sizeof(*conversions);
	     i++) {
		if (conversions[i].letter == letter)
			return conversions[i].part;
	}
	return PART_COUNT;
}

bool
timeform_check(const char *form, struct fail *why)
{
	bool has[PART_COUNT] = {false};

	for (const char *at = form; *at; at++) {
		enum part part;

		if (*at != '%')
			continue;
		if (*++at == '%')
			continue;
		part = part_of(*at);
		if (part == PART_COUNT)
			return fail_set(why, FAIL_USAGE,
					"--time-form '%s': no conversion "
					"'%%%.1s'; there are %%Y %%y %%m %%B "
					"%%b %%d %%H %%I %%M %%S %%p",
					form, at);
		if (has[part])
			return fail_set(why, FAIL_USAGE,
					"--time-form '%s': the %s twice", form,
					part_names[part]);
		has[part] = true;
	}
	for (int part = YEAR; part <= DAY; part++) {
		if (!has[part])
			return fail_set(why, FAIL_USAGE,
					"--time-form '%s': no %s; a whole date "
					"is needed, as %%d/%%m/%%Y",
					form, part_names[part]);
	}
	if (has[HALF] && !strstr(form, "%I"))
		return fail_set(why, FAIL_USAGE,
				"--time-form '%s': %%p goes with %%I", form);
	if ((has[MINUTE] && !has[HOUR]) || (has[SECOND] && !has[MINUTE]))
		return fail_set(why, FAIL_USAGE, "--time-form '%s': no %s",
				form, part_names[has[HOUR] ? MINUTE : HOUR]);
	return true;
}

/* A number of so many digits, moving on; false where it has fewer. */
static bool
take_number(const char **at, int least, int most, int *value)
{
	int count = 0;

	for (*value = 0; count < most && **at >= '0' && **at <= '9'; count++)
		*value = *value * 10 + (*(*at)++ - '0');
	return count >= least;
}

/* A word, whatever its case and accents. */
static bool
take_word(const char **at, const char *word, size_t len)
{
	char copy[64], wanted[64];

	if (len == 0 || len >= sizeof(copy) || strlen(*at) < len)
		return false;
	memcpy(copy, *at, len);
	memcpy(wanted, word, len);
	copy[len] = wanted[len] = '\0';
	if (!text_same(copy, wanted))
		return false;
	*at += len;
	return true;
}

static bool
take_month(const char **at, const char *const *own, int *month)
{
	for (*month = 1; *month <= 12; ++*month) {
		const char *name = months[*month - 1];

		if ((own &&
		     take_word(at, own[*month - 1], strlen(own[*month - 1]))) ||
		    take_word(at, name, strlen(name)))
			return true;
	}
	for (*month = 1; *month <= 12; ++*month) {
		if (take_word(at, months[*month - 1], 3))
			return true;
	}
	return false;
}

struct fitting {
	struct civil *civil;
	bool has_hour, twelve, half, afternoon;
};

static bool
take_conversion(struct fitting *fit, char letter, const char **at,
		const char *const *own_months)
{
	struct civil *civil = fit->civil;

	switch (letter) {
	case 'Y':
		return take_number(at, 4, 4, &civil->year);
	case 'y':
		if (!take_number(at, 2, 2, &civil->year))
			return false;
		/* The century as POSIX has it for strptime. */
		civil->year += civil->year < 69 ? 2000 : 1900;
		return true;
	case 'm':
		return take_number(at, 1, 2, &civil->month);
	case 'B':
	case 'b':
		return take_month(at, own_months, &civil->month);
	case 'd':
		return take_number(at, 1, 2, &civil->day);
	case 'H':
	case 'I':
		fit->has_hour = true;
		fit->twelve = letter == 'I';
		return take_number(at, 1, 2, &civil->hour);
	case 'M':
		return take_number(at, 2, 2, &civil->minute);
	case 'S':
		return take_number(at, 2, 2, &civil->second);
	case 'p':
		fit->half = true;
		fit->afternoon = take_word(at, "pm", 2);
		return fit->afternoon || take_word(at, "am", 2);
	default:
		return *(*at)++ == letter;
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
take_form(struct fitting *fit, const char **at, const char *form,
	  const char *const *own_months)
{
	for (; *form; form++) {
		if (is_blank(*form)) {
			*at += strspn(*at, " \t");
		} else if (*form == '%') {
			if (!take_conversion(fit, *++form, at, own_months))
				return false;
		} else if (*(*at)++ != *form) {
			return false;
		}
	}
	return true;
}

static bool
settle_half(struct fitting *fit)
{
	if (!fit->twelve)
		return !fit->half;
	if (fit->civil->hour < 1 || fit->civil->hour > 12)
		return false;
	if (fit->half)
		fit->civil->hour =
			fit->civil->hour % 12 + (fit->afternoon ? 12 : 0);
	return true;
}

/* "+01:00", "-0500", "Z"; nothing where there is none. */
static bool
take_offset(struct timeform_time *time, const char **at)
{
	int hours, minutes, sign = **at == '-' ? -1 : 1;

	if (**at == 'Z' || **at == 'z') {
		(*at)++;
		time->has_offset = true;
		return true;
	}
	if (**at != '+' && **at != '-')
		return true;
	(*at)++;
	if (!take_number(at, 2, 2, &hours))
		return false;
	*at += **at == ':';
	if (!take_number(at, 2, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	time->has_offset = true;
	time->offset = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* What may stand behind the date of an ISO time: its time of day. */
static bool
take_clock(struct timeform_time *time, const char **at)
{
	struct civil *civil = &time->civil;
	int unit = 100;

	if (!take_number(at, 2, 2, &civil->hour) || *(*at)++ != ':' ||
	    !take_number(at, 2, 2, &civil->minute))
		return false;
	if (**at == ':') {
		(*at)++;
		if (!take_number(at, 2, 2, &civil->second))
			return false;
		if (**at == '.' || **at == ',') {
			const char *begin = ++*at;

			/* Finer than a millisecond is cut. */
			for (; **at >= '0' && **at <= '9'; unit /= 10)
				civil->millisecond += (*(*at)++ - '0') * unit;
			if (*at == begin)
				return false;
		}
	}
	*at += strspn(*at, " ");
	return take_offset(time, at);
}

static bool
take_iso(struct timeform_time *time, const char **at)
{
	struct civil *civil = &time->civil;

	if (!take_number(at, 4, 4, &civil->year) || *(*at)++ != '-' ||
	    !take_number(at, 2, 2, &civil->month) || *(*at)++ != '-' ||
	    !take_number(at, 2, 2, &civil->day))
		return false;
	time->whole_day = **at == '\0';
	if (time->whole_day)
		return true;
	if (**at != 'T' && **at != 't' && **at != ' ')
		return false;
	*at += **at == ' ' ? strspn(*at, " ") : 1;
	return take_clock(time, at);
}

/* What the time of day behind a date with slashes is read by; NULL: unclear. */
static const char *
clock_form(const char *at)
{
	static const char *const forms[] = {"", " %H:%M", " %H:%M:%S",
					    " %I:%M %p", " %I:%M:%S %p"};

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		struct civil civil = {0};
		struct fitting fit = {.civil = &civil};
		const char *rest = at;

		if (take_form(&fit, &rest, forms[i], NULL) && !*rest)
			return forms[i];
	}
	return NULL;
}

/* Say how a date like 9/8/2019 could be read. False where it is none. */
static bool
explain(const char *text, struct fail *why)
{
	const char *at = text, *clock;
	int a, b, year, digits;
	char mark, letter, day_first[32], month_first[32];

	if (!take_number(&at, 1, 2, &a) || !strchr("/.-", mark = *at) || !mark)
		return false;
	at++;
	if (!take_number(&at, 1, 2, &b) || *at++ != mark)
		return false;
	digits = (int)strspn(at, "0123456789");
	if ((digits != 2 && digits != 4) ||
	    !take_number(&at, digits, digits, &year))
		return false;
	clock = clock_form(at);
	if (!clock)
		return false;
	letter = digits == 4 ? 'Y' : 'y';
	if (digits == 2)
		year += year < 69 ? 2000 : 1900;
	snprintf(day_first, sizeof(day_first), "%%d%c%%m%c%%%c%s", mark, mark,
		 letter, clock);
	snprintf(month_first, sizeof(month_first), "%%m%c%%d%c%%%c%s", mark,
		 mark, letter, clock);
	if (a == b && civil_is_date(year, a, b)) {
		fail_set(why, FAIL_INPUT,
			 "'%s' is not written as 2026-11-22 is; --time-form "
			 "'%s' or '%s' reads it",
			 text, day_first, month_first);
		return true;
	}
	if (civil_is_date(year, b, a) && civil_is_date(year, a, b)) {
		fail_set(why, FAIL_INPUT,
			 "'%s' is %d %s or %d %s %d; --time-form '%s' or '%s' "
			 "says which",
			 text, a, months[b - 1], b, months[a - 1], year,
			 day_first, month_first);
		return true;
	}
	if (!civil_is_date(year, b, a) && !civil_is_date(year, a, b))
		return false;
	fail_set(why, FAIL_INPUT,
		 "'%s' is not written as 2026-11-22 is; --time-form '%s' reads "
		 "it",
		 text, civil_is_date(year, b, a) ? day_first : month_first);
	return true;
}

static bool
is_in_calendar(const struct civil *civil)
{
	return civil_is_date(civil->year, civil->month, civil->day) &&
	       civil->year > 0 && civil->hour < 24 && civil->minute < 60 &&
	       civil->second < 60;
}

bool
timeform_parse(struct timeform_time *time, const char *text, const char *form,
	       const char *const *own_months, struct fail *why)
{
	struct fitting fit = {.civil = &time->civil};
	const char *at = text;
	bool fits;

	*time = (struct timeform_time){0};
	if (form) {
		fits = take_form(&fit, &at, form, own_months) && !*at &&
		       settle_half(&fit);
		time->whole_day = !fit.has_hour;
	} else {
		fits = take_iso(time, &at) && !*at;
	}
	if (fits && is_in_calendar(&time->civil))
		return true;
	if (fits)
		return fail_set(why, FAIL_INPUT, "'%s' is not in the calendar",
				text);
	if (form)
		return fail_set(why, FAIL_INPUT,
				"'%s' does not fit --time-form '%s'",
				discreet_word(text), form);
	if (explain(text, why))
		return false;
	return fail_set(why, FAIL_INPUT,
			"'%s' is not a time as 2026-11-22 14:05 is; see "
			"--time-form",
			discreet_word(text));
}
