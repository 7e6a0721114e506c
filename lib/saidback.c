#include "saidback.h"

#include <string.h>

#include "event.h"
#include "naming.h"

/* How an event reads in the line that says a batch back. */
static const char *const done_words[VERB_COUNT] = {
	[VERB_OPEN] = "written down",
	[VERB_POINT] = "a further point",
	[VERB_HEART] = "the heart of it is",
	[VERB_HEARD] = "heard",
	[VERB_RESTATE] = "said back",
	[VERB_CONFIRM] = "agreed",
	[VERB_HEAT] = "said as",
	[VERB_FLAG] = "flagged",
	[VERB_OUT] = "talked to them",
	[VERB_IN] = "heard from them",
	[VERB_NOTE] = "noted",
	[VERB_TELL] = "told",
	[VERB_APOLOGY] = "said sorry",
	[VERB_EMPATHY] = "felt with them",
	[VERB_SIDE] = "our side told",
	[VERB_ANSWER] = "answered",
	[VERB_OFFER] = "offered",
	[VERB_ACCEPT] = "they chose",
	[VERB_DECLINE] = "they declined",
	[VERB_WISH] = "their wish",
	[VERB_CANNOT] = "cannot",
	[VERB_GIVE] = "given",
	[VERB_PROMISE] = "promised",
	[VERB_KEPT] = "kept",
	[VERB_RENEW] = "a new time for",
	[VERB_BROKEN] = "not kept",
	[VERB_WAIT] = "waiting for them",
	[VERB_RESUME] = "going on",
	[VERB_STEP] = "a step done",
	[VERB_EVIDENCE] = "seen",
	[VERB_FINDING] = "found",
	[VERB_CAUSE] = "the cause is",
	[VERB_PREVENT] = "prevention",
	[VERB_PREVENTED] = "prevented",
	[VERB_ASSIGN] = "now with",
	[VERB_ESCALATE] = "up to",
	[VERB_APPROVE] = "approved",
	[VERB_CLOSE] = "closed",
	[VERB_FOLLOW_UP] = "followed up",
	[VERB_FEEDBACK] = "feedback",
	[VERB_THANK] = "thanked",
	[VERB_REVIEW] = "reviewed on",
	[VERB_REOPEN] = "open again",
	[VERB_AMEND] = "amended",
	[VERB_RETRACT] = "taken back",
	[VERB_MERGE] = "joined",
	[VERB_OVERRIDE] = "rule set aside",
	[VERB_ERASE] = "erased",
};

/* What reads otherwise with its object than as the two words. */
static const struct {
	enum verb verb;
	const char *what, *words;
} whole[] = {
	{VERB_TELL, "done", "told them that it is done"},
	{VERB_TELL, "plan", "told them the plan"},
	{VERB_TELL, "changed", "told them what changed"},
	{VERB_TELL, "outside", "told them who else can look at it"},
	{VERB_PREVENT, "none", "nothing to prevent it"},
	{VERB_CANNOT, "all", "no fix can be done"},
	{VERB_FEEDBACK, "declined", "they would not say how it went"},
	{VERB_FEEDBACK, "unanswered", "asked how it went, and not answered"},
};

static const char *
whole_words(enum verb verb, const char *what)
{
	for (size_t i = 0; what && i < sizeof(whole) / sizeof(*whole); i++) {
		if (whole[i].verb == verb && strcmp(whole[i].what, what) == 0)
			return whole[i].words;
	}
	return NULL;
}

/* Whose object is how it went: by phone. */
static bool
is_by(enum verb verb)
{
	return verb == VERB_OUT || verb == VERB_IN;
}

/* "Fri 27 Nov 17:30, in 3 open days". */
static void
say_due(struct buffer *out, const struct record *record,
	const struct when_context *context)
{
	struct when when = {.at = record->due,
			    .from = INSTANT_NONE,
			    .wall = ZONE_WALL_ONCE};
	const char *from = record_get(record, "from");
	int offset;

	if (!context->hours) {
		when_say(out, context->zone, context->now, record->due);
		return;
	}
	if (from && !zone_parse_due(from, &when.from, &offset))
		when.from = INSTANT_NONE;
	when_say_back(out, context, &when);
}

void
saidback_write(struct buffer *out, const struct casefile *file,
	       const char *short_id, const struct record *records, size_t count,
	       const struct when_context *context)
{
	enum verb before = VERB_UNKNOWN;

	buffer_format(out, "%s %s:", short_id, naming_customer(file));
	for (size_t i = 0; i < count; i++) {
		enum verb verb = event_verb(records[i].event);
		const char *done = verb == VERB_UNKNOWN ? records[i].event
							: done_words[verb];

		/* "offered replace, refund": the verb once. */
		buffer_add_string(out, i ? ", " : " ");
		if (verb == VERB_MERGE) {
			buffer_format(out, "%s is now part of this one",
				      records[i].what);
			continue;
		}
		if (whole_words(verb, records[i].what)) {
			buffer_add_string(out,
					  whole_words(verb, records[i].what));
			before = VERB_UNKNOWN;
			continue;
		}
		if (verb != before || !records[i].what)
			buffer_format(
				out, "%s%s%s", done, records[i].what ? " " : "",
				records[i].what && is_by(verb) ? "by " : "");
		if (records[i].what)
			buffer_add_string(out, records[i].what);
		if (verb == VERB_PROMISE || verb == VERB_RENEW) {
			buffer_add_string(out, ", by ");
			say_due(out, &records[i], context);
		}
		before = verb;
	}
	buffer_add_string(out, ".\n");
}
