#include "policyread.h"

#include <string.h>
#include <strings.h>

/* Rules for values that are counted: numbers, money, spans, dates. */

/* A whole number as people write one: no sign, no leading zero. */
static bool
parse_number(const char *text, size_t len, int *number)
{
	if (len == 0 || len > 9 || (text[0] == '0' && len > 1))
		return false;
	*number = 0;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*number = *number * 10 + (text[i] - '0');
	}
	return true;
}

void
policyread_take_number(struct policyread *read,
		       const struct yamltree_node *value,
		       const struct policykey *key, void *into)
{
	const struct policyrange *range = key->more;
	int number;

	if (!policyread_is_words(read, value))
		return;
	if (parse_number(value->text, strlen(value->text), &number) &&
	    number >= range->least && number <= range->most)
		*(int *)into = number;
	else
		policyread_fault(read, value,
				 "'%s' is not a whole number from %d to %d",
				 policyread_quote(read, value->text),
				 range->least, range->most);
}

void
policyread_take_percent(struct policyread *read,
			const struct yamltree_node *value,
			const struct policykey *key, void *into)
{
	const struct policyrange *range = key->more;
	int number;

	if (!policyread_is_words(read, value))
		return;
	size_t len = strlen(value->text);
	if (len > 3 && strcmp(value->text + len - 3, "pct") == 0 &&
	    parse_number(value->text, len - 3, &number) &&
	    number >= range->least && number <= range->most)
		*(int *)into = number;
	else
		policyread_fault(read, value,
				 "'%s' is not a percentage from %dpct to %dpct",
				 policyread_quote(read, value->text),
				 range->least, range->most);
}

void
policyread_take_factor(struct policyread *read,
		       const struct yamltree_node *value,
		       const struct policykey *key, void *into)
{
	int64_t hundredths;

	(void)key;
	if (!policyread_is_words(read, value))
		return;
	if (money_parse(value->text, 2, &hundredths, NULL) &&
	    hundredths >= 100 && hundredths <= 10000)
		*(int *)into = (int)hundredths;
	else
		policyread_fault(read, value,
				 "'%s' is not a number from 1.0 to 100.0, with "
				 "two decimals at most",
				 policyread_quote(read, value->text));
}

void
policyread_take_steps(struct policyread *read,
		      const struct yamltree_node *value,
		      const struct policykey *key, void *into)
{
	const char *text = value->text;

	(void)key;
	if (!policyread_is_words(read, value))
		return;
	if (text[0] == '+' && text[1] >= '1' && text[1] <= '9' &&
	    text[2] == '\0')
		*(int *)into = text[1] - '0';
	else
		policyread_fault(read, value,
				 "'%s' is not so many steps up, as +1",
				 policyread_quote(read, text));
}

void
policyread_take_money(struct policyread *read,
		      const struct yamltree_node *value,
		      const struct policykey *key, void *into)
{
	struct fail why;
	int64_t amount;

	(void)key;
	if (!policyread_is_words(read, value))
		return;
	if (money_parse(value->text, read->policy->shop.digits, &amount, &why))
		*(int64_t *)into = amount;
	else
		policyread_fault(read, value, "%s", why.text);
}

void
policyread_take_limit(struct policyread *read,
		      const struct yamltree_node *value,
		      const struct policykey *key, void *into)
{
	if (value->kind == YAMLTREE_WORDS &&
	    strcasecmp(value->text, "unlimited") == 0)
		*(int64_t *)into = MONEY_UNLIMITED;
	else
		policyread_take_money(read, value, key, into);
}

void
policyread_take_duration(struct policyread *read,
			 const struct yamltree_node *value,
			 const struct policykey *key, void *into)
{
	struct fail why;
	struct duration duration;

	(void)key;
	if (!policyread_is_words(read, value))
		return;
	if (duration_parse(value->text, &duration, &why))
		*(struct duration *)into = duration;
	else
		policyread_fault(read, value, "%s", why.text);
}

void
policyread_take_window(struct policyread *read,
		       const struct yamltree_node *value,
		       const struct policykey *key, void *into)
{
	struct duration *window = into;

	policyread_take_duration(read, value, key, into);
	if (window->unit != DURATION_CLOSE)
		return;
	policyread_fault(read, value, "'%s' takes a span, as 30d, not 'close'",
			 policyread_key(read));
	*window = (struct duration){0};
}

void
policyread_take_calendar(struct policyread *read,
			 const struct yamltree_node *value,
			 const struct policykey *key, void *into)
{
	struct duration *span = into;

	policyread_take_window(read, value, key, into);
	if (span->unit == DURATION_NONE || span->unit >= DURATION_DAYS)
		return;
	if (span->unit == DURATION_MINUTES)
		policyread_fault(read, value,
				 "'%s' is minutes, and '%s' is counted by the "
				 "calendar; did you mean '%dmo' (months)?",
				 value->text, policyread_key(read),
				 span->count);
	else
		policyread_fault(read, value,
				 "'%s' is counted by the calendar, as 30d, 8w, "
				 "6mo or 1y, not '%s'",
				 policyread_key(read), value->text);
	*span = (struct duration){0};
}

bool
policyread_date(struct policyread *read, const struct yamltree_node *at,
		int64_t *first, int64_t *last)
{
	const char *text = at->text;

	if (!policyread_is_words(read, at))
		return false;
	bool fine = civil_parse_date(&text, first);
	*last = *first;
	if (fine && strncmp(text, "..", 2) == 0) {
		text += 2;
		fine = civil_parse_date(&text, last);
	}
	if (!fine || *text != '\0') {
		policyread_fault(read, at,
				 "'%s' is not a date, as 2026-12-24 or "
				 "2026-12-24..2026-12-31",
				 policyread_quote(read, at->text));
		return false;
	}
	if (*last < *first)
		policyread_fault(read, at, "'%s' ends before it begins",
				 at->text);
	return *last >= *first;
}

void
policyread_take_date(struct policyread *read, const struct yamltree_node *value,
		     const struct policykey *key, void *into)
{
	int64_t day;
	const char *text = value->text;

	(void)key;
	if (!policyread_is_words(read, value))
		return;
	if (civil_parse_date(&text, &day) && *text == '\0')
		*(int64_t *)into = day;
	else
		policyread_fault(read, value,
				 "'%s' is not a date, as 2026-12-24",
				 policyread_quote(read, value->text));
}
