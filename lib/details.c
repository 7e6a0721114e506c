#include "details.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "caseid.h"
#include "discreet.h"
#include "facts.h"
#include "naming.h"
#include "text.h"

#define AKIN 4 /* letters that two words of one meaning begin with */

/* A word that the plan does not know never stops a complaint. */
static void
keep_as_said(struct entry *entry, struct record *record, const char *key,
	     const char *value, const char *guess)
{
	buffer_format(&entry->warnings,
		      "'%s' is no %s of the plan; kept as said-%s%s\n",
		      discreet_near(value, guess), key, key,
		      text_did_you_mean(guess));
	record_set(record, arena_format(batch_arena(entry), "said-%s", key),
		   value, batch_arena(entry));
}

static const char *
near_remedy(const struct policy *policy, const char *word)
{
	for (size_t i = 0; i < policy->remedy_count; i++) {
		if (text_guess(word, &policy->remedies[i].id, 1))
			return policy->remedies[i].id;
	}
	return NULL;
}

/* Whether two words have the same beginning, or are near to each other. */
static bool
is_akin(const char *a, size_t len, const char *b)
{
	char word[64];
	size_t same = 0;

	if (len < AKIN || len >= sizeof(word) || strlen(b) < AKIN)
		return false;
	memcpy(word, a, len);
	word[len] = '\0';
	text_lower(word);
	while (word[same] && (word[same] | 0x20) == (b[same] | 0x20))
		same++;
	return same > AKIN || (same == AKIN && (!word[same] || !b[same])) ||
	       text_guess(word, &b, 1);
}

/* Whether one of their words is akin to one of a category's. */
static bool
shares_word(const char *said, const char *known, struct arena *arena)
{
	static const char between[] = " -,.";

	for (known += strspn(known, between); *known;
	     known += strspn(known, between)) {
		size_t len = strcspn(known, between);
		const char *word = arena_copy(arena, known, len);

		for (const char *at = said + strspn(said, between); *at;
		     at += strspn(at, between)) {
			size_t step = strcspn(at, between);

			if (is_akin(at, step, word))
				return true;
			at += step;
		}
		known += len;
	}
	return false;
}

/* The category that may be meant: one spelt nearly so, else one that has a
 * word of theirs in its id, label or what else it is called. */
static const char *
near_category(const struct policy *policy, const char *words,
	      struct arena *arena)
{
	for (size_t i = 0; i < policy->category_count; i++) {
		const struct policy_category *row = &policy->categories[i];

		if (text_guess(words, &row->id, 1) ||
		    text_guess(words, &row->label, 1) ||
		    text_guess(words, row->also.at, row->also.count))
			return row->id;
	}
	for (size_t i = 0; i < policy->category_count; i++) {
		const struct policy_category *row = &policy->categories[i];
		bool akin = shares_word(words, row->id, arena) ||
			    shares_word(words, row->label, arena);

		for (size_t k = 0; k < row->also.count && !akin; k++)
			akin = shares_word(words, row->also.at[k], arena);
		if (akin)
			return row->id;
	}
	return NULL;
}

/* value= and delivery=: with every minor digit. One that cannot be read stops
 * no complaint, only an amendment, which is easily typed again. */
static bool
set_money(struct entry *entry, struct record *record, const char *key,
	  const char *value, bool opening, struct fail *why)
{
	struct arena *arena = batch_arena(entry);
	struct buffer text = {0};
	int64_t amount;

	if (!batch_amount(entry, value, &amount, why)) {
		discreet_fail(why, value);
		if (!opening)
			return false;
		buffer_format(&entry->warnings, "%s; kept as said-%s\n",
			      why->text, key);
		record_set(record, arena_format(arena, "said-%s", key), value,
			   arena);
		*why = (struct fail){0};
		return true;
	}
	money_format(&text, amount, entry->digits);
	record_set(record, key, arena_copy(arena, text.at, text.len), arena);
	buffer_release(&text);
	return true;
}

/* A day, as 2026-11-22. */
static bool
is_date(const char *value)
{
	int64_t day;

	return civil_parse_date(&value, &day) && *value == '\0';
}

/* Whether a day has not begun yet where the shop is. */
static bool
is_to_come(const struct entry *entry, const char *date)
{
	struct civil civil;
	char today[32];

	zone_civil(entry->when->zone, entry->when->now, &civil);
	snprintf(today, sizeof(today), "%04d-%02d-%02d", civil.year,
		 civil.month, civil.day);
	return strcmp(date, today) > 0;
}

/* The case that this one follows on, by any name it goes by. One that is not
 * there is kept: the journal of another machine may bring it. */
static bool
set_earlier(struct entry *entry, struct record *record, const char *value)
{
	struct naming naming = {0};
	struct fail why;

	if (caseid_is_valid(value, strlen(value)) &&
	    !casebook_find(entry->book, value)) {
		record_set(record, "earlier", value, batch_arena(entry));
	} else if (naming_find(&naming, entry->book, value, &why)) {
		record_set(record, "earlier",
			   arena_copy(batch_arena(entry), naming.fits[0]->id,
				      CASEID_LEN),
			   batch_arena(entry));
	} else {
		buffer_format(&entry->warnings, "%s; kept as said-earlier\n",
			      why.text);
		record_set(record, "said-earlier", value, batch_arena(entry));
	}
	naming_release(&naming);
	return true;
}

/* A key of a complaint in the form that the journal holds: amounts with their
 * minor digits, words of the plan in lower case, unknown ones as said-KEY. */
static bool
set_open_key(struct entry *entry, struct record *record, const char *key,
	     const char *value, bool opening, struct fail *why)
{
	const struct policy *policy = entry->policy;
	struct arena *arena = batch_arena(entry);
	const struct policy_list *known = NULL;

	if (strcmp(value, "-") == 0) {
		record_set(record, key, value, arena);
		return true;
	}
	if (record_is_money(key))
		return set_money(entry, record, key, value, opening, why);
	if (strcmp(key, "bought") == 0 && !is_date(value))
		buffer_format(&entry->warnings,
			      "'%s' is no date, as 2026-11-22 is: bought= "
			      "counts for nothing\n",
			      discreet_word(value));
	else if (strcmp(key, "bought") == 0 && is_to_come(entry, value))
		buffer_format(&entry->warnings,
			      "bought on '%s'? That is still to come\n",
			      discreet_word(value));
	if (policy && strcmp(key, "channel") == 0)
		known = &policy->intake.channels;
	if (policy && strcmp(key, "heat") == 0)
		known = &policy->heat.levels;
	if (policy && strcmp(key, "severity") == 0)
		known = &policy->severity.levels;
	if (known) {
		int at = policy_list_find(known, value);

		if (at == POLICY_NONE) {
			keep_as_said(
				entry, record, key, value,
				text_guess(value, known->at, known->count));
			return true;
		}
		value = known->at[at];
	}
	/* Who it is about is known by their id, as whoever acts is. */
	if (policy && strcmp(key, "about") == 0) {
		int staff = policy_staff_called(policy, value);

		if (staff != POLICY_NONE)
			value = policy->staff[staff].id;
	}
	if (strcmp(key, "earlier") == 0)
		return set_earlier(entry, record, value);
	if (policy && strcmp(key, "wish") == 0) {
		int at = policy_remedy(policy, value);

		if (at == POLICY_NONE &&
		    strcasecmp(value, facts_only_sorry) == 0) {
			record_set(record, key, facts_only_sorry, arena);
			return true;
		}
		if (at == POLICY_NONE) {
			keep_as_said(entry, record, key, value,
				     near_remedy(policy, value));
			return true;
		}
		value = policy->remedies[at].id;
	}
	record_set(record, key, value, arena);
	return true;
}

const char *
details_category(struct entry *entry, struct record *record, const char *words)
{
	int at;

	if (!entry->policy && record_is_what(words)) {
		char *lower =
			arena_copy(batch_arena(entry), words, strlen(words));

		text_lower(lower);
		return lower;
	}
	at = entry->policy ? policy_category_called(entry->policy, words)
			   : POLICY_NONE;
	if (at != POLICY_NONE)
		return entry->policy->categories[at].id;
	keep_as_said(entry, record, "category", words,
		     entry->policy ? near_category(entry->policy, words,
						   batch_arena(entry))
				   : NULL);
	return NULL;
}

/* Keys that a recorder sets itself, or that say what was said. */
static bool
is_of_recorder(const char *key)
{
	static const char keys[] = "once ext history near-miss settled of "
				   "category";

	return event_list_has(keys, key) || strncmp(key, "said-", 5) == 0;
}

static bool
check_key(struct adding *adding, const char *key, struct fail *why)
{
	const char *guess = NULL;

	if (event_list_has(event_worked_out, key))
		return fail_set(why, FAIL_USAGE,
				"'%s' is worked out from what happens; it "
				"cannot be set",
				key);

	if (draft_is_open_key(key, &guess))
		return true;
	if (guess)
		return fail_set(why, FAIL_USAGE,
				"'%s' is no key of a complaint%s", key,
				text_did_you_mean(guess));
	if (!is_of_recorder(key) && adding->draft->at == INSTANT_NONE)
		buffer_format(&adding->entry->warnings,
			      "'%s' is no key that the tools know; kept as it "
			      "is\n",
			      key);
	return true;
}

/* How they hear of a promise stands in their copy, as it was typed. */
static void
look_at_way(const struct adding *adding, const char *how)
{
	struct entry *entry = adding->entry;
	const char *guess;

	if (!entry->policy || adding->draft->at != INSTANT_NONE ||
	    policy_is_way(entry->policy, how, &guess))
		return;
	buffer_format(&entry->warnings,
		      "'%s' is no channel of the plan; how=%s is kept as it "
		      "is%s\n",
		      discreet_near(how, guess), discreet_near(how, guess),
		      text_did_you_mean(guess));
}

/* A key of an event that opens nothing: kept as it is, but for the remedy that
 * an approval is asked for, which the plan has to know. */
static bool
set_event_key(struct adding *adding, const char *key, const char *value,
	      struct fail *why)
{
	struct entry *entry = adding->entry;

	if (adding->draft->verb == VERB_ESCALATE && entry->policy &&
	    strcmp(key, "remedy") == 0) {
		int at = policy_remedy(entry->policy, value);

		if (at != POLICY_NONE)
			value = entry->policy->remedies[at].id;
		else if (!entry->already && adding->draft->at == INSTANT_NONE)
			return fail_set(
				why, FAIL_USAGE,
				"escalate: '%s' is not a remedy%s",
				discreet_near(value, near_remedy(entry->policy,
								 value)),
				text_did_you_mean(
					near_remedy(entry->policy, value)));
	}
	if ((adding->draft->verb == VERB_PROMISE ||
	     adding->draft->verb == VERB_RENEW) &&
	    strcmp(key, "how") == 0)
		look_at_way(adding, value);
	record_set(&adding->record, key, value, batch_arena(entry));
	return true;
}

bool
details_set(struct adding *adding, struct fail *why)
{
	const struct draft *draft = adding->draft;
	struct record *record = &adding->record;

	for (size_t i = 0; i < draft->pair_count; i++) {
		const char *key = draft->pairs[i].key;
		const char *value = draft->pairs[i].value;

		if (!record_is_key(key))
			return fail_set(why, FAIL_USAGE, "'%s' cannot be a key",
					discreet_word(key));
		if (draft->verb != VERB_OPEN && draft->verb != VERB_AMEND) {
			if (!set_event_key(adding, key, value, why))
				return false;
			continue;
		}
		if (!check_key(adding, key, why))
			return false;
		/* A name of blanks is none; nor is the dash by which an
		 * amendment takes one away. */
		if (!draft->is_record && draft->verb == VERB_OPEN &&
		    (text_is_blank(value) || strcmp(value, "-") == 0))
			continue;
		if (!draft->is_record && text_is_blank(value))
			return fail_set(why, FAIL_USAGE,
					"amend: %s is blank; -k %s=- takes it "
					"away",
					key, key);
		if (strcmp(key, "category") == 0 && strcmp(value, "-") != 0) {
			value = details_category(adding->entry, record, value);
			if (value && draft->verb == VERB_OPEN)
				record->what = value;
			else if (value)
				record_set(record, key, value,
					   batch_arena(adding->entry));
			continue;
		}
		if (!set_open_key(adding->entry, record, key, value,
				  draft->verb == VERB_OPEN, why))
			return false;
	}
	if (draft->verb == VERB_AMEND && draft->pair_count == 0)
		return fail_set(why, FAIL_USAGE,
				"amend needs a key, as -k phone=0123; -k "
				"phone=- takes it away");
	return true;
}
