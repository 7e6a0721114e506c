#include "policyread.h"

#include <ctype.h>
#include <string.h>

/* hours, time: when the shop is open, and how a time is read. */

#define MINUTES_A_DAY (24 * 60)

static void
take_weekday(struct policyread *read, const struct yamltree_node *value,
	     int weekday, void *base)
{
	int from, to;
	struct fail why;

	(void)base;
	if (policyread_is_empty(value) || !policyread_is_list(read, value))
		return;
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next)
		if (policyread_is_words(read, item) &&
		    (!hours_parse_range(item->text, &from, &to, &why) ||
		     !hours_add_week(read->policy->hours, weekday, from, to,
				     &why)))
			policyread_fault(read, item, "%s", why.text);
}

static const struct policykeys week_mapping = {
	"a week", NULL, 0, POLICYREAD_NO_LINE, POLICYREF_WEEKDAY, take_weekday,
};

/* A row of closed or special. */
struct closure {
	const struct yamltree_node *date;
	const struct yamltree_node *hours;
	bool every_year;
	const char *why;
};

static void
take_node(struct policyread *read, const struct yamltree_node *value,
	  const struct policykey *key, void *into)
{
	(void)read;
	(void)key;
	*(const struct yamltree_node **)into = value;
}

/* "12-25" as 1225; the year 2024 had a 29 February. */
static bool
parse_yearly_day(const char **text, int *month_day)
{
	const char *at = *text;

	for (size_t i = 0; i < 5; i++)
		if (i == 2 ? at[i] != '-' : at[i] < '0' || at[i] > '9')
			return false;
	int month = (at[0] - '0') * 10 + (at[1] - '0');
	int day = (at[3] - '0') * 10 + (at[4] - '0');
	*text += 5;
	*month_day = month * 100 + day;
	return civil_is_date(2024, month, day);
}

static bool
parse_yearly(const char *text, int *first, int *last)
{
	if (!parse_yearly_day(&text, first))
		return false;
	*last = *first;
	if (strncmp(text, "..", 2) == 0) {
		text += 2;
		if (!parse_yearly_day(&text, last))
			return false;
	}
	return *text == '\0';
}

static const struct policykey closed_keys[] = {
	{"date", take_node, offsetof(struct closure, date), NULL, true},
	{"every-year", policyread_take_yes,
	 offsetof(struct closure, every_year), NULL, false},
	{"why", policyread_take_words, offsetof(struct closure, why), NULL,
	 false},
};

static const struct policykeys closed_mapping = {
	"a closed day",
	POLICYREAD_KEYS(closed_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static void
take_closed_row(struct policyread *read, const struct yamltree_node *row,
		void *into)
{
	struct closure *closed = into;
	int first_yearly, last_yearly;
	int64_t first, last;

	policyread_mapping(read, row, &closed_mapping, closed);
	if (closed->date == NULL || !policyread_is_words(read, closed->date))
		return;
	bool yearly =
		parse_yearly(closed->date->text, &first_yearly, &last_yearly);
	if (yearly && closed->every_year)
		hours_add_closed_yearly(read->policy->hours, first_yearly,
					last_yearly, closed->why);
	else if (yearly)
		policyread_fault(read, closed->date,
				 "'%s' needs a year, or every-year: yes",
				 closed->date->text);
	else if (closed->every_year)
		policyread_fault(read, closed->date,
				 "'%s' is not a day of every year, as 12-25",
				 policyread_quote(read, closed->date->text));
	else if (policyread_date(read, closed->date, &first, &last))
		hours_add_closed(read->policy->hours, first, last, closed->why);
}

static void
take_closed(struct policyread *read, const struct yamltree_node *value,
	    const struct policykey *key, void *into)
{
	size_t count;

	(void)key;
	(void)into;
	policyread_rows(read, value, sizeof(struct closure), &count,
			take_closed_row);
}

static const struct policykey special_keys[] = {
	{"date", take_node, offsetof(struct closure, date), NULL, true},
	{"hours", take_node, offsetof(struct closure, hours), NULL, true},
	{"why", policyread_take_words, offsetof(struct closure, why), NULL,
	 false},
};

static const struct policykeys special_mapping = {
	"a day of special hours",
	POLICYREAD_KEYS(special_keys),
	POLICYREAD_NO_LINE,
	POLICYREF_NONE,
	NULL,
};

static void
take_special_row(struct policyread *read, const struct yamltree_node *row,
		 void *into)
{
	struct closure *special = into;
	int64_t first, last;
	int from, to;
	struct fail why;

	policyread_mapping(read, row, &special_mapping, special);
	if (special->date == NULL || special->hours == NULL ||
	    !policyread_date(read, special->date, &first, &last) ||
	    !policyread_is_list(read, special->hours))
		return;
	if (first != last) {
		policyread_fault(read, special->date,
				 "'%s' is more than one day; special hours are "
				 "for one",
				 special->date->text);
		return;
	}
	if (special->hours->count == 0)
		policyread_fault(read, special->hours,
				 "no hours here; list the day under 'closed'");
	for (const struct yamltree_node *item = special->hours->first;
	     item != NULL; item = item->next)
		if (policyread_is_words(read, item) &&
		    (!hours_parse_range(item->text, &from, &to, &why) ||
		     !hours_add_special(read->policy->hours, first, from, to,
					special->why, &why)))
			policyread_fault(read, item, "%s", why.text);
}

static void
take_special(struct policyread *read, const struct yamltree_node *value,
	     const struct policykey *key, void *into)
{
	size_t count;

	(void)key;
	(void)into;
	policyread_rows(read, value, sizeof(struct closure), &count,
			take_special_row);
}

static const struct policykey hours_keys[] = {
	{"week", policyread_take_mapping, 0, &week_mapping, false},
	{"closed", take_closed, 0, NULL, false},
	{"special", take_special, 0, NULL, false},
	{"warn-when-closures-run-out", policyread_take_calendar,
	 offsetof(struct policy, warn_when_closures_run_out), NULL, false},
};

static const struct policykeys hours_mapping = {
	"hours",
	POLICYREAD_KEYS(hours_keys),
	offsetof(struct policy, hours_line),
	POLICYREF_NONE,
	NULL,
};

/* The first day that special hours name, or a day before this program was:
 * a plan does not change its mind with the day on which it is read. */
static int64_t
first_day(const struct yamltree_node *value)
{
	const struct yamltree_node *special = yamltree_child(value, "special");
	int64_t day = civil_to_days(2026, 1, 1);

	for (const struct yamltree_node *row = special != NULL ? special->first
							       : NULL;
	     row != NULL; row = row->next) {
		const struct yamltree_node *date =
			row->kind == YAMLTREE_MAP ? yamltree_child(row, "date")
						  : NULL;
		const char *text;
		int64_t first;

		if (date == NULL || date->kind != YAMLTREE_WORDS)
			continue;
		text = date->text;
		if (civil_parse_date(&text, &first) && first < day)
			day = first;
	}
	return day;
}

/* Special hours against those of the days beside them, which may stand behind
 * them; all has been read without a fault. */
static void
check_special(struct policyread *read, const struct yamltree_node *value)
{
	const struct yamltree_node *special = yamltree_child(value, "special");
	int64_t day, last;
	int from, to;
	struct fail why;

	for (const struct yamltree_node *row = special ? special->first : NULL;
	     row != NULL; row = row->next) {
		policyread_date(read, yamltree_child(row, "date"), &day, &last);
		for (const struct yamltree_node *item =
			     yamltree_child(row, "hours")->first;
		     item != NULL; item = item->next)
			if (hours_parse_range(item->text, &from, &to, &why) &&
			    !hours_check_special(read->policy->hours, day, from,
						 to, &why))
				policyread_fault(read, item, "%s", why.text);
	}
}

void
policyread_take_hours(struct policyread *read,
		      const struct yamltree_node *value,
		      const struct policykey *key, void *into)
{
	size_t before = read->faults->count;
	struct policy *policy = into;

	(void)key;
	/* Where the zone was refused, the rest is still looked at. */
	if (policy->shop.zone == NULL)
		policy->shop.zone = zone_load("UTC", NULL);
	policy->hours = hours_new(policy->shop.zone);
	policyread_mapping(read, value, &hours_mapping, policy);
	if (value->kind != YAMLTREE_MAP || read->faults->count != before)
		return;
	check_special(read, value);
	int64_t from = first_day(value) * 24 * ZONE_HOUR;
	if (!hours_ever_open(policy->hours, from))
		policyread_key_fault(read, value,
				     "the shop is never open; nothing could "
				     "ever be due");
}

/* time */

static const struct policychoice after_close[] = {
	{"next-open-day", HOURS_NEXT_OPEN_DAY},
	{"same-day", HOURS_SAME_DAY},
	{NULL, 0},
};
static const struct policychoice gaps[] = {
	{"forward", ZONE_GAP_FORWARD},
	{"refuse", ZONE_GAP_REFUSE},
	{NULL, 0},
};
static const struct policychoice folds[] = {
	{"first", ZONE_FOLD_FIRST},
	{"second", ZONE_FOLD_SECOND},
	{"refuse", ZONE_FOLD_REFUSE},
	{NULL, 0},
};
static const struct policyeither earlier = {"earlier", "unchanged"};
static const struct policyeither later = {"later", "unchanged"};

static void
take_after_close(struct policyread *read, const struct yamltree_node *value,
		 const struct policykey *key, void *into)
{
	int rule = HOURS_NEXT_OPEN_DAY;

	(void)into;
	policyread_take_choice(read, value, key, &rule);
	if (read->policy->hours != NULL)
		hours_set_after_close(read->policy->hours,
				      (enum hours_after_close)rule);
}

/* These hours may run over midnight as "20:00-09:00". */
static bool
parse_quiet(const char *text, int *from, int *to)
{
	int at[4];

	if (strlen(text) != 11 || text[2] != ':' || text[5] != '-' ||
	    text[8] != ':')
		return false;
	for (size_t i = 0; i < 4; i++) {
		const char *pair = text + i * 3;
		if (!isdigit((unsigned char)pair[0]) ||
		    !isdigit((unsigned char)pair[1]))
			return false;
		at[i] = (pair[0] - '0') * 10 + (pair[1] - '0');
	}
	*from = at[0] * 60 + at[1];
	*to = at[2] * 60 + at[3];
	return at[1] < 60 && at[3] < 60 && *from <= MINUTES_A_DAY &&
	       *to <= MINUTES_A_DAY && *from != *to;
}

static void
take_quiet(struct policyread *read, const struct yamltree_node *value,
	   const struct policykey *key, void *into)
{
	struct policy *policy = into;
	size_t count = 0;

	(void)key;
	if (!policyread_is_list(read, value))
		return;
	policy->time.quiet =
		arena_get(read->arena, (value->count + 1) * 2 * sizeof(int));
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next) {
		int from, to;
		if (!policyread_is_words(read, item))
			continue;
		if (!parse_quiet(item->text, &from, &to)) {
			policyread_fault(read, item,
					 "'%s' is not a range of hours, as "
					 "20:00-09:00",
					 policyread_quote(read, item->text));
			continue;
		}
		policy->time.quiet[2 * count] = from;
		policy->time.quiet[2 * count + 1] = to;
		count++;
	}
	policy->time.quiet_count = count;
}

static const struct policykey time_keys[] = {
	{"received-after-close", take_after_close, 0, after_close, false},
	{"promise-due-when-closed", policyread_take_either,
	 offsetof(struct policy, time.promise_earlier), &earlier, false},
	{"deadline-due-when-closed", policyread_take_either,
	 offsetof(struct policy, time.deadline_later), &later, false},
	{"clock-gap", policyread_take_choice, offsetof(struct policy, time.gap),
	 gaps, false},
	{"clock-fold", policyread_take_choice,
	 offsetof(struct policy, time.fold), folds, false},
	{"quiet-for-customers", take_quiet, 0, NULL, false},
};

const struct policykeys policyread_time_keys = {
	"time", POLICYREAD_KEYS(time_keys), POLICYREAD_NO_LINE, POLICYREF_NONE,
	NULL,
};
