#include "casesaid.h"

#include "facts.h"
#include "page.h"

#define ABSENT CASEFILE_NONE

static const char *
text_of(const struct casefile *file, size_t event)
{
	return event == ABSENT ? NULL : file->events[event].record->text;
}

/* What they said, and what was agreed. */

static void
add_points(struct buffer *out, const struct casefile *file)
{
	const char *label = "Also said";

	for (size_t i = 0; i < file->point_count; i++) {
		if (i != file->heart && file->points[i].text &&
		    file->events[file->points[i].event].record != file->opening)
			page_list(out, &label, file->points[i].text);
	}
	if (file->heart != ABSENT && file->point_count > 1 &&
	    file->points[file->heart].text)
		page_row(out, "The heart", file->points[file->heart].text);
}

static void
add_wish(struct buffer *out, const struct casefile *file)
{
	size_t answer = casefile_last(file, VERB_WISH, NULL, file->since);
	const char *wants = casefile_detail(file, "wants");
	struct buffer words = {0};

	if (!wants)
		wants = casefile_detail(file, "wish");
	if (!wants)
		return;
	buffer_add_string(&words, wants);
	if (answer != ABSENT && file->events[answer].record->what) {
		buffer_format(&words, " (%s",
			      file->events[answer].record->what);
		if (text_of(file, answer))
			buffer_format(&words, ": %s", text_of(file, answer));
		buffer_add_char(&words, ')');
	}
	page_row(out, "They want", words.at);
	buffer_release(&words);
}

static void
add_hearing(struct buffer *out, const struct casefile *file)
{
	static const struct {
		const char *key, *label;
	} asked[] = {
		{"happened", "Happened"},
		{"expected", "Expected"},
		{"effect", "It cost"},
	};
	size_t restate = casefile_last(file, VERB_RESTATE, NULL, file->since);

	const char *said = facts_complaint(file);

	if (said)
		page_row(out, "They said", said);
	if (file->opening && file->opening->text && file->opening->text != said)
		page_row(out, "At first", file->opening->text);
	add_points(out, file);
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		const char *value = casefile_detail(file, asked[i].key);

		if (value)
			page_row(out, asked[i].label, value);
	}
	add_wish(out, file);
	if (text_of(file, restate))
		page_row(out,
			 casefile_first(file, VERB_CONFIRM, NULL, restate) ==
					 ABSENT
				 ? "Said back"
				 : "Agreed on",
			 text_of(file, restate));
}

/* What was offered, chosen and done. */

/* What an event about a remedy came to: its amount, else that of the offer. */
static int64_t
amount_of(const struct casefile *file, size_t event)
{
	const struct record *record = file->events[event].record;
	size_t offer;

	if (record->amount != MONEY_NONE)
		return record->amount;
	offer = casefile_last(file, VERB_OFFER, record->what, file->since);
	return offer == ABSENT ? MONEY_NONE
			       : file->events[offer].record->amount;
}

/* What was given of the same remedy in all, before a reopen, too; MONEY_NONE
 * where no amount was ever said. */
static int64_t
given_by(const struct casefile *file, size_t event)
{
	const char *what = file->events[event].record->what;
	int64_t sum = 0;
	bool any = false;

	for (size_t i = casefile_first(file, VERB_GIVE, what, 0); i != ABSENT;
	     i = casefile_first(file, VERB_GIVE, what, i + 1)) {
		int64_t given = casefile_given(file, i);

		sum += given;
		any = any || given > 0 ||
		      file->events[i].record->amount != MONEY_NONE;
	}
	return any ? sum : MONEY_NONE;
}

/* Whether an event is the last of its verb that speaks of a remedy. */
static bool
is_last_of(const struct casefile *file, size_t event, enum verb verb)
{
	const char *what = file->events[event].record->what;

	return file->events[event].verb == verb && what &&
	       casefile_first(file, verb, what, event + 1) == ABSENT;
}

static bool
is_choice(const struct casefile *file, size_t event)
{
	return is_last_of(file, event, VERB_ACCEPT) &&
	       !casefile_is_withdrawn(file, event);
}

/* Whether a remedy was chosen, since the last reopen. */
static bool
is_chosen(const struct casefile *file, const char *what)
{
	size_t accept = casefile_last(file, VERB_ACCEPT, what, file->since);

	return accept != ABSENT && is_choice(file, accept);
}

static bool
is_on_offer(const struct casefile *file, size_t event)
{
	const char *what = file->events[event].record->what;

	return is_last_of(file, event, VERB_OFFER) && !is_chosen(file, what) &&
	       casefile_first(file, VERB_DECLINE, what, event + 1) == ABSENT;
}

/* Who said no may be asked again, or come round. */
static bool
is_declined(const struct casefile *file, size_t event)
{
	const char *what = file->events[event].record->what;

	return is_last_of(file, event, VERB_DECLINE) &&
	       casefile_first(file, VERB_OFFER, what, event + 1) == ABSENT &&
	       !is_chosen(file, what);
}

static bool
is_gift(const struct casefile *file, size_t event)
{
	return is_last_of(file, event, VERB_GIVE);
}

/* Append the remedies of events from one on: "replace, 18.00; look". amount:
 * of such an event; NULL: without. */
static void
list_remedies(struct buffer *out, const struct casefile *file,
	      const struct policy *policy, size_t from,
	      bool (*is_listed)(const struct casefile *file, size_t event),
	      int64_t (*amount)(const struct casefile *file, size_t event))
{
	size_t start = out->len;

	for (size_t i = from; i < file->event_count; i++) {
		if (!is_listed(file, i))
			continue;
		if (out->len > start)
			buffer_add_string(out, amount ? "; " : ", ");
		buffer_add_string(out, file->events[i].record->what);
		if (!amount || amount(file, i) == MONEY_NONE)
			continue;
		buffer_add_string(out, ", ");
		money_show(out, amount(file, i),
			   policy ? policy->shop.digits : 2,
			   policy ? policy->shop.decimal_mark : '.');
	}
}

static void
add_choice(struct buffer *out, const struct casefile *file,
	   const struct policy *policy)
{
	struct buffer chosen = {0}, offered = {0}, declined = {0}, given = {0};
	size_t since = file->since;

	list_remedies(&chosen, file, policy, since, is_choice, amount_of);
	list_remedies(&offered, file, policy, since, is_on_offer,
		      chosen.len == 0 ? amount_of : NULL);
	list_remedies(&declined, file, policy, since, is_declined, NULL);
	list_remedies(&given, file, policy, 0, is_gift, given_by);
	if (chosen.len > 0 && offered.len > 0)
		buffer_format(&chosen, "  (also offered: %s)", offered.at);
	if (chosen.len > 0)
		page_row(out, "Chosen", chosen.at);
	else if (offered.len > 0)
		page_row(out, "Offered", offered.at);
	if (declined.len > 0)
		page_row(out, "Declined", declined.at);
	if (given.len > 0)
		page_row(out, "Given", given.at);
	buffer_release(&chosen);
	buffer_release(&offered);
	buffer_release(&declined);
	buffer_release(&given);
}

/* Append "what: text" of an event. */
static void
say_event(struct buffer *out, const struct record *record)
{
	buffer_format(out, "%s%s%s", record->what ? record->what : "",
		      record->what && record->text ? ": " : "",
		      record->text ? record->text : "");
}

/* What was seen, found and understood (P44, P72). */
static void
add_findings(struct buffer *out, const struct casefile *file)
{
	static const struct {
		const char *label;
		enum verb verb;
		bool all; /* not the last alone */
	} kinds[] = {
		{"Seen", VERB_EVIDENCE, true},
		{"Cannot", VERB_CANNOT, true},
		{"Found", VERB_FINDING, false},
		{"Prevention", VERB_PREVENT, true},
	};

	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		const char *label = kinds[k].label;
		size_t last =
			casefile_last(file, kinds[k].verb, NULL, file->since);

		for (size_t i = file->since; i < file->event_count; i++) {
			struct buffer words = {0};

			if (file->events[i].verb != kinds[k].verb ||
			    (!kinds[k].all && i != last))
				continue;
			say_event(&words, file->events[i].record);
			page_list(out, &label, buffer_string(&words));
			buffer_release(&words);
		}
	}
}

void
casesaid_write(struct buffer *out, const struct casefile *file,
	       const struct policy *policy)
{
	add_hearing(out, file);
	add_choice(out, file, policy);
	add_findings(out, file);
}
