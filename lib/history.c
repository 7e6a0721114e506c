#include "history.h"

#include <string.h>

#include "facts.h"
#include "page.h"
#include "text.h"
#include "when.h"

#define ABSENT CASEFILE_NONE
#define WHO_MOST 12 /* columns of a name; a longer one moves its line */

/* What is made of an event: a line of its own, or a part of one. */
struct telling {
	const struct history *history;
	const struct casefile_event *event;
	bool for_customer;
	struct buffer said; /* nothing: it is left out */
	size_t phrase;      /* bytes of it, before the object */
	bool has_words;     /* somebody's, and so it stands alone */
};

/*
 * How an event reads: to those who work on it, with its object behind it, and
 * to the customer. NULL: it is left out there. What needs more than that has a
 * function below.
 */
static const struct {
	const char *inside;
	const char *outside;
} phrases[VERB_COUNT] = {
	[VERB_OPEN] = {"opened", "you told us"},
	[VERB_HEARD] = {NULL, NULL},
	[VERB_POINT] = {NULL, "you told us"},
	[VERB_HEART] = {NULL, NULL},
	[VERB_RESTATE] = {"said back to them", "we said it back"},
	[VERB_CONFIRM] = {"they agreed", "you agreed"},
	[VERB_HEAT] = {"said as", NULL},
	[VERB_FLAG] = {"flag:", NULL},
	[VERB_OUT] = {"we to them", "from us"},
	[VERB_IN] = {"they to us", "from you"},
	[VERB_NOTE] = {"note", NULL},
	[VERB_TELL] = {"told them:", "we told you"},
	[VERB_APOLOGY] = {"said sorry", "we said sorry"},
	[VERB_EMPATHY] = {"felt with them", "we said that we understand"},
	[VERB_SIDE] = {"our side", "our side of it"},
	[VERB_ANSWER] = {"answer to", "our answer"},
	[VERB_OFFER] = {"offered", "we offered"},
	[VERB_ACCEPT] = {"they chose", "you chose"},
	[VERB_DECLINE] = {"they declined", "you did not want"},
	[VERB_WISH] = {"their wish:", "what you wished for:"},
	[VERB_CANNOT] = {"cannot:", "we cannot"},
	[VERB_GIVE] = {"given:", "done:"},
	[VERB_PROMISE] = {"promised", "we promised"},
	[VERB_KEPT] = {"kept", "we kept our promise"},
	[VERB_RENEW] = {"a new time for", "a new time for our promise"},
	[VERB_BROKEN] = {"not kept:", "we did not keep our promise"},
	[VERB_WAIT] = {"waiting for them", "we wait for you"},
	[VERB_RESUME] = {"going on", "we go on"},
	[VERB_STEP] = {"step", "we worked on it"},
	[VERB_EVIDENCE] = {"seen:", NULL},
	[VERB_FINDING] = {"found:", "we looked into it:"},
	[VERB_CAUSE] = {"cause:", NULL},
	[VERB_PREVENT] = {"prevention:", "so that it does not happen again"},
	[VERB_PREVENTED] = {"prevention done:",
			    "what keeps it from happening again is done"},
	[VERB_ASSIGN] = {"now with", NULL},
	[VERB_ESCALATE] = {"up to", NULL},
	[VERB_APPROVE] = {"approved", NULL},
	[VERB_CLOSE] = {"closed,", "we closed it"},
	[VERB_FOLLOW_UP] = {"followed up:", "we asked how it went"},
	[VERB_FEEDBACK] = {"feedback:", "how we put it right:"},
	[VERB_THANK] = {"thanked them:", "we thanked you"},
	[VERB_REVIEW] = {"they wrote in public:", "you wrote in public, on"},
	[VERB_REOPEN] = {"open again", "we opened it again"},
	[VERB_AMEND] = {"details put right", NULL},
	[VERB_RETRACT] = {NULL, NULL},
	[VERB_MERGE] = {"joined:", NULL},
	[VERB_OVERRIDE] = {"rule set aside:", NULL},
	[VERB_ERASE] = {"personal data erased", NULL},
};

static bool
is_inside(const struct telling *telling)
{
	const struct history *history = telling->history;

	return facts_is_inside(
		history->policy, history->file,
		(size_t)(telling->event - history->file->events));
}

static const char *
phrase_of(const struct telling *telling)
{
	enum verb verb = telling->event->verb;

	if (verb == VERB_UNKNOWN)
		return telling->for_customer ? NULL
					     : telling->event->record->event;
	if (telling->for_customer)
		return is_inside(telling) ? NULL : phrases[verb].outside;
	return phrases[verb].inside;
}

void
history_called(struct buffer *out, const struct policy *policy,
	       const char *remedy)
{
	int at = policy ? policy_remedy(policy, remedy) : POLICY_NONE;
	size_t begin = out->len;

	if (at == POLICY_NONE) {
		buffer_add_string(out, remedy);
	} else if (policy->remedies[at].say) {
		buffer_add_string(out, policy->remedies[at].say);
		text_begin(out, begin, true);
	} else {
		buffer_add_string(out, policy->remedies[at].label);
	}
}

/* Whether words are the plan's own for its promise: "Refund the item:
 * money-back". What it is called in a plan is no word for a customer; one with
 * a blank in it is a sentence, which somebody wrote for them. */
static bool
is_of_plan(const struct policy_remedy *remedy, const char *words)
{
	size_t len = strlen(remedy->label);

	if (strncmp(words, remedy->label, len) != 0)
		return false;
	words += len;
	return !*words ||
	       (strncmp(words, ": ", 2) == 0 && !strchr(words + 2, ' '));
}

void
history_promised(struct buffer *out, const struct policy *policy,
		 const char *remedy, const char *words)
{
	int at = policy && remedy ? policy_remedy(policy, remedy) : POLICY_NONE;

	if (at != POLICY_NONE && is_of_plan(&policy->remedies[at], words))
		history_called(out, policy, remedy);
	else
		buffer_add_string(out, words);
}

static void
add_called(struct telling *telling, const char *before)
{
	buffer_format(&telling->said, "%s \"", before);
	history_called(&telling->said, telling->history->policy,
		       telling->event->record->what);
	buffer_add_char(&telling->said, '"');
}

/* Ids of ours, and what they are called to the customer. */
static const struct {
	enum verb verb;
	const char *what, *said;
} outside_words[] = {
	{VERB_TELL, "done", "that it is done"},
	{VERB_TELL, "changed", "what we changed"},
	{VERB_TELL, "outside", "who else can look at it"},
	{VERB_TELL, "plan", "what happens next"},
	{VERB_CANNOT, "all", "put it right"},
	{VERB_FINDING, "upheld", "you are right"},
	{VERB_FINDING, "partly", "you are right in part"},
	{VERB_FINDING, "not-upheld", "we see it otherwise"},
	{VERB_FINDING, "goodwill", "we put it right all the same"},
	{VERB_FEEDBACK, "declined", "you would rather not say"},
	{VERB_FEEDBACK, "unanswered", "we asked, and did not hear from you"},
};

/* Append what stands behind the phrase for the customer; nothing does where it
 * is an id of ours, or said elsewhere. */
static void
add_object_outside(struct telling *telling)
{
	enum verb verb = telling->event->verb;
	const char *what = telling->event->record->what;

	for (size_t i = 0; i < sizeof(outside_words) / sizeof(*outside_words);
	     i++) {
		if (outside_words[i].verb == verb &&
		    strcmp(outside_words[i].what, what) == 0) {
			buffer_format(&telling->said, " %s",
				      outside_words[i].said);
			return;
		}
	}
	switch (verb) {
	case VERB_OFFER:
	case VERB_ACCEPT:
	case VERB_DECLINE:
	case VERB_GIVE:
		add_called(telling, "");
		break;
	case VERB_CANNOT:
		add_called(telling, " do");
		break;
	case VERB_FEEDBACK:
		buffer_format(&telling->said, " you said %s", what);
		break;
	case VERB_TELL:
	case VERB_WISH:
	case VERB_FINDING:
	case VERB_REVIEW:
		buffer_format(&telling->said, " %s", what);
		break;
	default:
		break;
	}
}

static void
add_object(struct telling *telling)
{
	enum verb verb = telling->event->verb;
	const char *what = telling->event->record->what;

	if (what && telling->for_customer)
		add_object_outside(telling);
	else if (what && verb != VERB_OPEN && verb != VERB_OUT &&
		 verb != VERB_IN)
		buffer_format(&telling->said, " %s", what);
}

/* Whether a value was erased: nobody reads "by erased". */
static bool
is_gone(const struct telling *telling, const char *value)
{
	return telling->history->file->erased && value &&
	       strcmp(value, "erased") == 0;
}

/* By which channel: of an opening, of what was said, of a promise. */
static void
add_channel(struct telling *telling)
{
	const struct record *record = telling->event->record;
	const char *how = NULL;

	if (telling->event->verb == VERB_OPEN)
		how = record_get(record, "channel");
	else if (telling->event->verb == VERB_OUT ||
		 telling->event->verb == VERB_IN)
		how = record->what;
	else if (telling->event->verb == VERB_PROMISE)
		how = record_get(record, "how");
	if (is_gone(telling, how))
		return;
	if (how && strcmp(how, "counter") == 0)
		buffer_add_string(&telling->said, ", at the counter");
	else if (how && strcmp(how, "same-channel") != 0)
		buffer_format(&telling->said, ", by %s", how);
}

static void
add_amount(struct telling *telling)
{
	const struct history *history = telling->history;
	const struct record *record = telling->event->record;

	if (record->amount == MONEY_NONE || record->amount == 0 ||
	    (!telling->for_customer && telling->event->verb == VERB_OFFER))
		return;
	buffer_add_string(&telling->said, telling->for_customer ? ", " : " ");
	money_show(&telling->said, record->amount, record->amount_digits,
		   history->policy ? history->policy->shop.decimal_mark : '.');
	if (telling->for_customer && history->policy)
		buffer_format(&telling->said, " %s",
			      history->policy->shop.currency);
}

/* "Thu 26 Nov", "26 Nov 2025": never relative, as a history is kept. */
static void
say_day(struct buffer *out, const struct history *history, int64_t at)
{
	struct civil now, then;

	zone_civil(history->zone, history->now, &now);
	zone_civil(history->zone, at, &then);
	when_say_day(out, history->zone, history->now, at,
		     now.year == then.year);
}

static void
add_due(struct buffer *out, const struct history *history,
	const struct record *record, bool in_full)
{
	if (record->due == INSTANT_NONE)
		return;
	buffer_add_string(out, ", by ");
	if (in_full) {
		when_say_full(out, history->zone, history->now, record->due);
		return;
	}
	say_day(out, history, record->due);
	buffer_add_char(out, ' ');
	when_say_time(out, history->zone, record->due);
}

/* Which promise it is, to the customer: they never heard of p1. What stands in
 * a renew is why it was moved; what was promised, the first one says. */
static void
add_promised(struct telling *telling)
{
	const struct casefile_event *event = telling->event;
	const struct casefile *file = telling->history->file;
	const struct casefile_promise *promise;

	if (!telling->for_customer)
		return;
	if (event->verb == VERB_PROMISE)
		promise = casefile_promise_of(file,
					      (size_t)(event - file->events));
	else if (event->verb == VERB_KEPT || event->verb == VERB_RENEW ||
		 event->verb == VERB_BROKEN)
		promise = casefile_promise_of(file, event->refers);
	else
		return;
	if (promise && promise->text && !is_gone(telling, promise->text)) {
		buffer_add_string(&telling->said, " \"");
		history_promised(&telling->said, telling->history->policy,
				 promise->remedy, promise->text);
		buffer_add_char(&telling->said, '"');
	}
	/* Nothing more goes onto the line of a promise. */
	telling->has_words = event->verb == VERB_PROMISE;
}

/* That it came late is not kept from them. */
static void
add_lateness(struct telling *telling)
{
	const struct casefile_promise *promise = casefile_promise_of(
		telling->history->file, telling->event->refers);

	if (telling->for_customer && telling->event->verb == VERB_KEPT &&
	    promise && promise->state == PROMISE_LATE)
		buffer_add_string(&telling->said, ", but late");
}

/* The keys that an amendment puts right. The colon belongs to the phrase, which
 * several of one minute share. */
static void
add_keys(struct telling *telling)
{
	const struct record *record = telling->event->record;

	if (telling->event->verb != VERB_AMEND || record->pair_count == 0)
		return;
	buffer_add_char(&telling->said, ':');
	telling->phrase = telling->said.len;
	for (int32_t i = 0; i < record->pair_count; i++)
		buffer_format(&telling->said, "%s %s", i ? "," : "",
			      record->pairs[i].key);
}

/* Whether the words of an event stand above already, whole. */
static bool
is_said_above(const struct telling *telling)
{
	const struct casefile *file = telling->history->file;
	size_t at = (size_t)(telling->event - file->events);

	if (telling->for_customer)
		return false;
	if (telling->event->verb == VERB_OPEN)
		return telling->event->record == file->opening;
	return telling->event->verb == VERB_RESTATE &&
	       at == casefile_last(file, VERB_RESTATE, NULL, file->since);
}

/* How somebody left, and why we say so, is our own view of them. */
static bool
is_our_view(const struct telling *telling)
{
	return telling->for_customer && telling->event->verb == VERB_CLOSE;
}

static void
add_words(struct telling *telling)
{
	const char *words = telling->event->record->text;

	if (!words || is_gone(telling, words) || is_said_above(telling) ||
	    is_our_view(telling))
		return;
	/* An offer's words are its label; a promise's stand in it. */
	if (telling->event->verb == VERB_OFFER ||
	    (telling->for_customer && telling->event->verb == VERB_PROMISE))
		return;
	telling->has_words = true;
	if (telling->said.len > 0 &&
	    telling->said.at[telling->said.len - 1] == ':')
		buffer_format(&telling->said, " %s", words);
	else
		buffer_format(&telling->said, ": %s", words);
}

/* A promise that a choice brought with it, in the same breath. */
static bool
is_of_choice(const struct casefile *file, size_t event)
{
	const struct record *record = file->events[event].record;
	const char *remedy = record_get(record, "remedy");

	return file->events[event].verb == VERB_PROMISE && remedy &&
	       event > 0 && file->events[event - 1].verb == VERB_ACCEPT &&
	       file->events[event - 1].record->what &&
	       strcmp(file->events[event - 1].record->what, remedy) == 0;
}

/* That the promise of a remedy was kept, beside the giving of it. */
static bool
is_of_giving(const struct casefile *file, size_t event)
{
	const struct casefile_event *kept = &file->events[event];
	const struct casefile_promise *promise =
		kept->verb == VERB_KEPT
			? casefile_promise_of(file, kept->refers)
			: NULL;

	return promise && promise->remedy && event > 0 &&
	       file->events[event - 1].verb == VERB_GIVE &&
	       file->events[event - 1].record->what &&
	       strcmp(file->events[event - 1].record->what, promise->remedy) ==
		       0;
}

/* Nothing was changed, and why not: our own matter. */
static bool
is_none(const struct casefile_event *event)
{
	return event->verb == VERB_PREVENT && event->record->what &&
	       strcmp(event->record->what, "none") == 0;
}

static void
tell(struct telling *telling)
{
	const struct casefile_event *event = telling->event;
	const char *phrase = phrase_of(telling);

	if (!phrase || (telling->for_customer && is_none(event)))
		return;
	buffer_add_string(&telling->said, phrase);
	telling->phrase = telling->said.len;
	if (event->verb == VERB_UNKNOWN)
		buffer_add_char(&telling->said, ':');
	add_object(telling);
	add_promised(telling);
	add_lateness(telling);
	add_channel(telling);
	add_amount(telling);
	/* That of an offer is what could have been. */
	if (event->verb != VERB_OFFER)
		add_due(&telling->said, telling->history, event->record,
			telling->for_customer);
	add_keys(telling);
	add_words(telling);
	/* "told them:" and the like, with nothing behind it. */
	while (telling->said.len > 0 &&
	       strchr(":,", telling->said.at[telling->said.len - 1]))
		buffer_cut(&telling->said, telling->said.len - 1);
	if (!telling->for_customer && event->verb < VERB_ASSIGN &&
	    is_inside(telling))
		buffer_add_string(&telling->said, " (stays inside)");
}

/* Laying them out: by day, by minute. */

struct layout {
	const struct history *history;
	bool for_customer;
	size_t who_wide;
	struct buffer line;          /* what is gathered */
	const struct record *record; /* of its first event */
	enum verb last;              /* of its last one */
	bool closed;                 /* nothing more goes onto it */
	int64_t day;                 /* of the line before */
};

static void
end_line(struct buffer *out, struct layout *layout)
{
	const struct history *history = layout->history;
	struct buffer first = {0};
	int64_t at;

	if (layout->line.len == 0)
		return;
	at = layout->record->at;
	if (zone_day(history->zone, at) != layout->day)
		say_day(&first, history, at);
	layout->day = zone_day(history->zone, at);
	while (first.len < PAGE_LABEL)
		buffer_add_char(&first, ' ');
	when_say_time(&first, history->zone, at);
	buffer_add_string(&first, "  ");
	if (!layout->for_customer) {
		const char *who =
			layout->record->who ? layout->record->who : "-";

		buffer_add_string(&first, who);
		for (size_t wide = text_width(who, strlen(who));
		     wide < layout->who_wide; wide++)
			buffer_add_char(&first, ' ');
		buffer_add_string(&first, "  ");
	}
	page_under(out, buffer_string(&first), buffer_string(&layout->line));
	buffer_release(&first);
	buffer_clear(&layout->line);
	layout->closed = false;
}

static bool
is_same_breath(const struct layout *layout, const struct record *record)
{
	const char *a = layout->record->who, *b = record->who;

	return layout->record->at / ZONE_MINUTE == record->at / ZONE_MINUTE &&
	       (a == b || (a && b && strcmp(a, b) == 0));
}

/* "p1, by Thu 26 Nov 18:00" behind "they chose replace". */
static void
add_promise(struct layout *layout, const struct record *record)
{
	const struct history *history = layout->history;

	if (layout->for_customer)
		buffer_add_string(&layout->line, "; we promised it");
	else
		buffer_format(&layout->line, ": %s",
			      record->what ? record->what : "promised");
	add_due(&layout->line, history, record, layout->for_customer);
}

static void
add_event(struct buffer *out, struct layout *layout, size_t event)
{
	const struct casefile *file = layout->history->file;
	struct telling telling = {
		.history = layout->history,
		.event = &file->events[event],
		.for_customer = layout->for_customer,
	};
	const struct record *record = telling.event->record;
	enum verb verb = telling.event->verb;
	bool again, joins = layout->line.len > 0 && !layout->closed &&
			    is_same_breath(layout, record);

	tell(&telling);
	if (telling.said.len == 0)
		return;
	/* "offered replace, refund": the verb once. */
	again = verb == layout->last && telling.said.len > telling.phrase;
	if (joins && is_of_choice(file, event)) {
		add_promise(layout, record);
	} else if (joins && layout->for_customer && is_of_giving(file, event)) {
		bool late =
			casefile_promise_of(file, file->events[event].refers)
				->state == PROMISE_LATE;

		buffer_add_string(&layout->line, late ? ", later than promised"
						      : ", as promised");
	} else if (joins && !telling.has_words &&
		   (again || !layout->for_customer)) {
		buffer_format(&layout->line, "%s%s",
			      again && !layout->for_customer ? "," : ";",
			      again ? "" : " ");
		buffer_add_string(&layout->line,
				  telling.said.at +
					  (again ? telling.phrase : 0));
	} else {
		end_line(out, layout);
		layout->record = record;
		buffer_add(&layout->line, telling.said.at, telling.said.len);
		layout->closed = telling.has_words;
	}
	layout->last = verb;
	buffer_release(&telling.said);
}

/* How wide the column of names is. */
static size_t
widest_name(const struct casefile *file)
{
	size_t widest = 1;

	for (size_t i = 0; i < file->event_count; i++) {
		const char *who = file->events[i].record->who;
		size_t wide = who ? text_width(who, strlen(who)) : 1;

		if (wide > widest && wide <= WHO_MOST)
			widest = wide;
	}
	return widest;
}

static void
write_lines(struct buffer *out, const struct history *history,
	    bool for_customer)
{
	struct layout layout = {
		.history = history,
		.for_customer = for_customer,
		.who_wide = widest_name(history->file),
		.last = VERB_UNKNOWN,
		.day = INT64_MIN,
	};

	for (size_t i = 0; i < history->file->event_count; i++)
		add_event(out, &layout, i);
	end_line(out, &layout);
	buffer_release(&layout.line);
}

void
history_write(struct buffer *out, const struct history *history)
{
	write_lines(out, history, false);
}

void
history_write_for_customer(struct buffer *out, const struct history *history)
{
	write_lines(out, history, true);
}
