#include "event.h"

#include <string.h>

#include "text.h"

#define WHAT EVENT_NEEDS_WHAT
#define TEXT EVENT_NEEDS_TEXT
#define DUE EVENT_NEEDS_DUE

static const struct event_kind kinds[VERB_COUNT] = {
	[VERB_OPEN] = {.name = "open",
		       .group = EVENT_LISTENING,
		       .what = EVENT_WHAT_CATEGORY,
		       .needs = TEXT,
		       .may = MAY_OPEN,
		       .also = "complaint complain new opened",
		       .meaning =
			       "a complaint is written down, in their words"},
	[VERB_HEARD] = {.name = "heard",
			.group = EVENT_LISTENING,
			.may = MAY_LOG,
			.also = "listened listen",
			.meaning = "they have said all there is"},
	[VERB_POINT] = {.name = "point",
			.group = EVENT_LISTENING,
			.what = EVENT_WHAT_POINT_NEW,
			.needs = TEXT,
			.may = MAY_LOG,
			.also = "also points more",
			.meaning =
				"a further point; the opening words are pt0"},
	[VERB_HEART] = {.name = "heart",
			.group = EVENT_LISTENING,
			.what = EVENT_WHAT_POINT,
			.needs = WHAT,
			.may = MAY_LOG,
			.also = "main core",
			.meaning = "which point is the heart of it"},
	[VERB_RESTATE] = {.name = "restate",
			  .group = EVENT_LISTENING,
			  .needs = TEXT,
			  .may = MAY_LOG,
			  .also = "repeat repeated restated reiterate",
			  .meaning = "what they said, said back to them"},
	[VERB_CONFIRM] = {.name = "confirm",
			  .group = EVENT_LISTENING,
			  .may = MAY_LOG,
			  .also = "confirmed agree agreed",
			  .meaning = "they agree that this is it"},
	[VERB_HEAT] = {.name = "heat",
		       .group = EVENT_LISTENING,
		       .what = EVENT_WHAT_HEAT,
		       .needs = WHAT,
		       .may = MAY_LOG,
		       .inside = true,
		       .also = "mood temper anger",
		       .meaning = "how it is said, apart from what is said"},
	[VERB_FLAG] =
		{.name = "flag",
		 .group = EVENT_LISTENING,
		 .what = EVENT_WHAT_WORD,
		 .words = "injury stranded press solicitor manager personal "
			  "safety legal-claim unreasonable one-named-person "
			  "one-channel set-days no-more-on-this-matter "
			  "no-limit",
		 .needs = WHAT,
		 .may = MAY_LOG,
		 .inside = true,
		 .also = "mark tag",
		 .meaning = "a fact that the plan's triggers name"},

	[VERB_OUT] =
		{.name = "out",
		 .group = EVENT_TALKING,
		 .what = EVENT_WHAT_CHANNEL,
		 .may = MAY_LOG,
		 .also = "rang called phoned emailed mailed wrote contacted "
			 "call ring sent texted",
		 .meaning = "we talked or wrote to them"},
	[VERB_IN] = {.name = "in",
		     .group = EVENT_TALKING,
		     .what = EVENT_WHAT_CHANNEL,
		     .may = MAY_LOG,
		     .also = "reply replied answered-us incoming",
		     .meaning = "they talked or wrote to us"},
	[VERB_NOTE] = {.name = "note",
		       .group = EVENT_TALKING,
		       .needs = TEXT,
		       .may = MAY_LOG,
		       .inside = true,
		       .also = "remark comment memo",
		       .meaning = "a note that stays inside"},
	[VERB_TELL] = {.name = "tell",
		       .group = EVENT_TALKING,
		       .what = EVENT_WHAT_WORD,
		       .words = "done changed outside plan",
		       .needs = WHAT,
		       .may = MAY_LOG,
		       .also = "told inform informed",
		       .meaning = "told them: that it is done, what changed, "
				  "where else to go, or the plan"},
	[VERB_APOLOGY] = {.name = "apology",
			  .group = EVENT_TALKING,
			  .may = MAY_LOG,
			  .also = "sorry apologise apologised apologize "
				  "apologized",
			  .meaning = "said sorry"},
	[VERB_EMPATHY] = {.name = "empathy",
			  .group = EVENT_TALKING,
			  .may = MAY_LOG,
			  .also = "sympathy empathise sympathise",
			  .meaning = "said that we can understand it"},
	[VERB_SIDE] = {.name = "side",
		       .group = EVENT_TALKING,
		       .needs = TEXT,
		       .may = MAY_LOG,
		       .also = "explain explained account",
		       .meaning = "the shop's own account"},
	[VERB_ANSWER] = {.name = "answer",
			 .group = EVENT_TALKING,
			 .what = EVENT_WHAT_POINT,
			 .needs = WHAT | TEXT,
			 .may = MAY_LOG,
			 .also = "answered",
			 .meaning = "what we say to a point"},

	[VERB_OFFER] = {.name = "offer",
			.group = EVENT_PUTTING_RIGHT,
			.what = EVENT_WHAT_REMEDY,
			.needs = WHAT,
			.may = MAY_OFFER,
			.takes_amount = true,
			.takes_due = true,
			.also = "offered propose proposed option",
			.meaning = "an option put to the customer"},
	[VERB_ACCEPT] =
		{.name = "accept",
		 .group = EVENT_PUTTING_RIGHT,
		 .what = EVENT_WHAT_REMEDY,
		 .needs = WHAT,
		 .may = MAY_LOG,
		 .takes_amount = true,
		 .takes_due = true,
		 .also = "accepted chose choose chosen choice took",
		 .meaning = "the option that they chose; its promise is made"},
	[VERB_DECLINE] = {.name = "decline",
			  .group = EVENT_PUTTING_RIGHT,
			  .what = EVENT_WHAT_REMEDY,
			  .needs = WHAT,
			  .may = MAY_LOG,
			  .also = "declined refused rejected",
			  .meaning = "an option that they do not want"},
	[VERB_WISH] = {.name = "wish",
		       .group = EVENT_PUTTING_RIGHT,
		       .what = EVENT_WHAT_WORD,
		       .words = "granted declined",
		       .needs = WHAT,
		       .may = MAY_LOG,
		       .also = "grant wanted",
		       .meaning =
			       "our answer to what they want, with the reason"},
	[VERB_CANNOT] = {.name = "cannot",
			 .group = EVENT_PUTTING_RIGHT,
			 .what = EVENT_WHAT_FIX_OR_ALL,
			 .needs = WHAT | TEXT,
			 .may = MAY_DECLINE,
			 .also = "impossible unable can't cant",
			 .meaning = "a fix that cannot be done, and why"},
	[VERB_GIVE] =
		{.name = "give",
		 .group = EVENT_PUTTING_RIGHT,
		 .what = EVENT_WHAT_REMEDY,
		 .needs = WHAT,
		 .may = MAY_LOG,
		 .takes_amount = true,
		 .also = "gave given refunded paid repaired replaced fixed "
			 "swapped handed",
		 .meaning = "a remedy done or handed over, at what it cost"},

	[VERB_PROMISE] = {.name = "promise",
			  .group = EVENT_PROMISING,
			  .what = EVENT_WHAT_PROMISE_NEW,
			  .needs = TEXT | DUE,
			  .may = MAY_PROMISE,
			  .takes_due = true,
			  .also = "promised",
			  .meaning =
				  "what, by when (-d) and how (-k how=phone)"},
	[VERB_KEPT] = {.name = "kept",
		       .group = EVENT_PROMISING,
		       .what = EVENT_WHAT_PROMISE,
		       .needs = WHAT,
		       .may = MAY_LOG,
		       .also = "keep done fulfilled delivered",
		       .meaning = "a promise was kept"},
	[VERB_RENEW] =
		{.name = "renew",
		 .group = EVENT_PROMISING,
		 .what = EVENT_WHAT_PROMISE,
		 .needs = WHAT | DUE,
		 .may = MAY_PROMISE,
		 .takes_due = true,
		 .also = "renewed postpone moved extend",
		 .meaning =
			 "a new time, told to them before the old one was up"},
	[VERB_BROKEN] = {.name = "broken",
			 .group = EVENT_PROMISING,
			 .what = EVENT_WHAT_PROMISE,
			 .needs = WHAT,
			 .may = MAY_LOG,
			 .also = "break broke missed late",
			 .meaning = "a promise was not kept"},
	[VERB_WAIT] = {.name = "wait",
		       .group = EVENT_PROMISING,
		       .may = MAY_LOG,
		       .also = "waiting pause hold",
		       .meaning = "we wait for the customer, and for what"},
	[VERB_RESUME] = {.name = "resume",
			 .group = EVENT_PROMISING,
			 .may = MAY_LOG,
			 .also = "resumed continue",
			 .meaning = "the waiting is over"},

	[VERB_STEP] = {.name = "step",
		       .group = EVENT_LOOKING_INTO,
		       .may = MAY_LOG,
		       .also = "did action packed ordered checked",
		       .meaning = "a thing done for them"},
	[VERB_EVIDENCE] = {.name = "evidence",
			   .group = EVENT_LOOKING_INTO,
			   .what = EVENT_WHAT_ANY,
			   .needs = WHAT,
			   .may = MAY_LOG,
			   .inside = true,
			   .also = "proof seen photo receipt",
			   .meaning = "a thing seen: photo, receipt, quote"},
	[VERB_FINDING] = {.name = "finding",
			  .group = EVENT_LOOKING_INTO,
			  .what = EVENT_WHAT_FINDING,
			  .needs = WHAT,
			  .may = MAY_LOG,
			  .also = "found upheld verdict",
			  .meaning = "whether we were at fault"},
	[VERB_CAUSE] = {.name = "cause",
			.group = EVENT_LOOKING_INTO,
			.what = EVENT_WHAT_CAUSE,
			.needs = WHAT,
			.may = MAY_LOG,
			.inside = true,
			.also = "reason why because",
			.meaning = "why it happened"},
	[VERB_PREVENT] =
		{.name = "prevent",
		 .group = EVENT_LOOKING_INTO,
		 .what = EVENT_WHAT_TASK_NEW,
		 .needs = WHAT,
		 .may =
			 MAY_LOG,
		 .takes_due = true,
		 .also = "prevention lesson",
		 .meaning =
			 "what keeps it from happening again, or none and why"},
	[VERB_PREVENTED] = {.name = "prevented",
			    .group = EVENT_LOOKING_INTO,
			    .what = EVENT_WHAT_TASK,
			    .needs = WHAT,
			    .may = MAY_LOG,
			    .meaning = "that is done"},

	[VERB_ASSIGN] = {.name = "assign",
			 .group = EVENT_PEOPLE,
			 .what = EVENT_WHAT_STAFF,
			 .needs = WHAT,
			 .may = MAY_LOG,
			 .inside = true,
			 .also = "assigned handover hand-over owner take",
			 .meaning = "whose the case is now"},
	[VERB_ESCALATE] = {.name = "escalate",
			   .group = EVENT_PEOPLE,
			   .what = EVENT_WHAT_RUNG,
			   .needs = WHAT,
			   .may = MAY_LOG,
			   .inside = true,
			   .takes_amount = true,
			   .also = "escalated raise supervisor boss",
			   .meaning =
				   "one rung up the ladder, or to a rung; with "
				   "-k remedy=REMEDY that asks for an "
				   "approval"},
	[VERB_APPROVE] = {.name = "approve",
			  .group = EVENT_PEOPLE,
			  .what = EVENT_WHAT_REMEDY,
			  .needs = WHAT,
			  .may = MAY_APPROVE,
			  .inside = true,
			  .takes_amount = true,
			  .also = "approved allow allowed permit",
			  .meaning = "a remedy within one's own authority"},

	[VERB_CLOSE] = {.name = "close",
			.group = EVENT_ENDING,
			.what = EVENT_WHAT_OUTCOME,
			.needs = WHAT,
			.may = MAY_CLOSE,
			.also = "closed solved resolved solve resolve finish "
				"finished end",
			.meaning = "nothing is owed any more; how they left"},
	[VERB_FOLLOW_UP] = {.name = "follow-up",
			    .group = EVENT_ENDING,
			    .what = EVENT_WHAT_STEP,
			    .needs = WHAT,
			    .may = MAY_LOG,
			    .also = "followup followed aftercare",
			    .meaning = "an after-care step was done"},
	[VERB_FEEDBACK] = {.name = "feedback",
			   .group = EVENT_ENDING,
			   .what = EVENT_WHAT_WORD,
			   .words = "1 2 3 4 5 declined unanswered",
			   .needs = WHAT,
			   .may = MAY_LOG,
			   .also = "rating rated score stars",
			   .meaning = "how they say we put it right: 1 to 5"},
	[VERB_THANK] = {.name = "thank",
			.group = EVENT_ENDING,
			.what = EVENT_WHAT_ANY,
			.may = MAY_LOG,
			.also = "thanked thanks thank-you",
			.meaning = "thanked them, perhaps with a gift"},
	[VERB_REVIEW] = {.name = "review",
			 .group = EVENT_ENDING,
			 .what = EVENT_WHAT_ANY,
			 .needs = WHAT,
			 .may = MAY_LOG,
			 .also = "reviewed public",
			 .meaning = "they wrote in public, and where"},
	[VERB_REOPEN] = {.name = "reopen",
			 .group = EVENT_ENDING,
			 .what = EVENT_WHAT_ANY,
			 .may = MAY_LOG,
			 .also = "reopened again",
			 .meaning = "it is not put right after all"},

	[VERB_AMEND] = {.name = "amend",
			.group = EVENT_CORRECTING,
			.may = MAY_LOG,
			.inside = true,
			.takes_no_text = true,
			.also = "correct edit change update set",
			.meaning = "a later word on the case: -k phone=..., -k "
				   "phone=- takes "
				   "it away"},
	[VERB_RETRACT] = {.name = "retract",
			  .group = EVENT_CORRECTING,
			  .may = MAY_LOG,
			  .inside = true,
			  .takes_no_text = true,
			  .also = "undo remove delete void",
			  .meaning =
				  "an event never was (case-log --undo CASE)"},
	[VERB_MERGE] = {.name = "merge",
			.group = EVENT_CORRECTING,
			.what = EVENT_WHAT_CASE,
			.needs = WHAT,
			.may = MAY_MERGE,
			.inside = true,
			.takes_no_text = true,
			.also = "join joined merged duplicate",
			.meaning = "another case is this same one"},
	[VERB_OVERRIDE] = {.name = "override",
			   .group = EVENT_CORRECTING,
			   .what = EVENT_WHAT_RULE,
			   .needs = WHAT | TEXT,
			   .may = MAY_OVERRIDE,
			   .inside = true,
			   .also = "exception waive",
			   .meaning = "a rule set aside, and why"},
	[VERB_ERASE] = {.name = "erase",
			.group = EVENT_CORRECTING,
			.may = MAY_ERASE,
			.inside = true,
			.also = "forget erased gdpr",
			.meaning = "the customer's personal data is gone"},
};

const char event_limits[] =
	"one-named-person one-channel set-days no-more-on-this-matter";

static const char *const group_names[EVENT_GROUP_COUNT] = {
	[EVENT_LISTENING] = "listening",
	[EVENT_TALKING] = "talking",
	[EVENT_PUTTING_RIGHT] = "putting right",
	[EVENT_PROMISING] = "promising",
	[EVENT_LOOKING_INTO] = "looking into",
	[EVENT_PEOPLE] = "people",
	[EVENT_ENDING] = "ending",
	[EVENT_CORRECTING] = "correcting",
};

static const char *const permission_names[MAY_COUNT] = {
	[MAY_OPEN] = "open",       [MAY_LOG] = "log",
	[MAY_PROMISE] = "promise", [MAY_OFFER] = "offer",
	[MAY_APPROVE] = "approve", [MAY_DECLINE] = "decline",
	[MAY_CLOSE] = "close",     [MAY_CLOSE_BEST_DONE] = "close-best-done",
	[MAY_MERGE] = "merge",     [MAY_OVERRIDE] = "override",
	[MAY_ERASE] = "erase",
};

/* All verbs in the order of their names, for event_verb's search. */
static const enum verb by_name[VERB_COUNT] = {
	VERB_ACCEPT,   VERB_AMEND,   VERB_ANSWER,    VERB_APOLOGY,
	VERB_APPROVE,  VERB_ASSIGN,  VERB_BROKEN,    VERB_CANNOT,
	VERB_CAUSE,    VERB_CLOSE,   VERB_CONFIRM,   VERB_DECLINE,
	VERB_EMPATHY,  VERB_ERASE,   VERB_ESCALATE,  VERB_EVIDENCE,
	VERB_FEEDBACK, VERB_FINDING, VERB_FLAG,      VERB_FOLLOW_UP,
	VERB_GIVE,     VERB_HEARD,   VERB_HEART,     VERB_HEAT,
	VERB_IN,       VERB_KEPT,    VERB_MERGE,     VERB_NOTE,
	VERB_OFFER,    VERB_OPEN,    VERB_OUT,       VERB_OVERRIDE,
	VERB_POINT,    VERB_PREVENT, VERB_PREVENTED, VERB_PROMISE,
	VERB_RENEW,    VERB_REOPEN,  VERB_RESTATE,   VERB_RESUME,
	VERB_RETRACT,  VERB_REVIEW,  VERB_SIDE,      VERB_STEP,
	VERB_TELL,     VERB_THANK,   VERB_WAIT,      VERB_WISH,
};

const struct event_kind *
event_kind(enum verb verb)
{
	return &kinds[verb];
}

/* Where the names of each letter begin in by_name, and the last one's end. */
static const unsigned char begins['z' - 'a' + 2] = {
	['a' - 'a'] = 0,  ['b' - 'a'] = 6,  ['c' - 'a'] = 7,
	['d' - 'a'] = 11, ['e' - 'a'] = 12, ['f' - 'a'] = 16,
	['g' - 'a'] = 20, ['h' - 'a'] = 21, ['i' - 'a'] = 24,
	['j' - 'a'] = 25, ['k' - 'a'] = 25, ['l' - 'a'] = 26,
	['m' - 'a'] = 26, ['n' - 'a'] = 27, ['o' - 'a'] = 28,
	['p' - 'a'] = 32, ['q' - 'a'] = 36, ['r' - 'a'] = 36,
	['s' - 'a'] = 42, ['t' - 'a'] = 44, ['u' - 'a'] = 46,
	['v' - 'a'] = 46, ['w' - 'a'] = 46, ['x' - 'a'] = 48,
	['y' - 'a'] = 48, ['z' - 'a'] = 48, ['z' - 'a' + 1] = 48,
};

enum verb
event_verb(const char *name)
{
	int letter = name[0] - 'a';

	if (letter < 0 || letter > 'z' - 'a')
		return VERB_UNKNOWN;
	for (int i = begins[letter]; i < begins[letter + 1]; i++) {
		const char *known = kinds[by_name[i]].name;

		/* Every name has a second letter. */
		if (known[1] == name[1] && strcmp(known, name) == 0)
			return by_name[i];
	}
	return VERB_UNKNOWN;
}

const char *
event_shared_name(const char *name)
{
	enum verb verb = event_verb(name);

	return verb == VERB_UNKNOWN ? name : kinds[verb].name;
}

bool
event_is(const char *name, enum verb verb)
{
	const char *known = kinds[verb].name;

	return *name == *known && strcmp(name, known) == 0;
}

bool
event_list_has(const char *list, const char *word)
{
	while (list && *list) {
		size_t same = 0;

		while (word[same] && list[same] == word[same])
			same++;
		if (same > 0 && !word[same] &&
		    (list[same] == ' ' || !list[same]))
			return true;
		while (*list && *list != ' ')
			list++;
		while (*list == ' ')
			list++;
	}
	return false;
}

enum verb
event_also(const char *word)
{
	char lower[32];

	if (strlen(word) >= sizeof(lower))
		return VERB_UNKNOWN;
	memcpy(lower, word, strlen(word) + 1);
	text_lower(lower);
	for (int i = 0; i < VERB_COUNT; i++) {
		if (event_list_has(kinds[i].also, lower))
			return (enum verb)i;
	}
	return VERB_UNKNOWN;
}

const char *
event_guess(const char *word)
{
	const char *names[VERB_COUNT];

	for (int i = 0; i < VERB_COUNT; i++)
		names[i] = kinds[i].name;
	return text_guess(word, names, VERB_COUNT);
}

const char event_worked_out[] = "state short owner cause outcome kind ref n "
				"act-by merged-into rule why given next";

bool
event_is_given_out(const char *word)
{
	size_t letters = strspn(word, "pt"), digits;

	digits = strspn(word + letters, "0123456789");
	return (letters == 1 ||
		(letters == 2 && strncmp(word, "pt", 2) == 0)) &&
	       digits > 0 && word[letters + digits] == '\0';
}

const char *
event_group_name(enum event_group group)
{
	return group_names[group];
}

const char *
event_permission_name(enum permission may)
{
	return permission_names[may];
}
