/*
 * The vocabulary (DESIGN, section 6): one table that says for each verb what
 * it takes, what group and gate it is in, whether it stays inside, and what
 * else people call it. Everything that asks about a verb asks here.
 */
#ifndef EVENT_H
#define EVENT_H

#include <stdbool.h>
#include <stddef.h>

enum verb {
	VERB_OPEN,
	VERB_HEARD,
	VERB_POINT,
	VERB_HEART,
	VERB_RESTATE,
	VERB_CONFIRM,
	VERB_HEAT,
	VERB_FLAG,
	VERB_OUT,
	VERB_IN,
	VERB_NOTE,
	VERB_TELL,
	VERB_APOLOGY,
	VERB_EMPATHY,
	VERB_SIDE,
	VERB_ANSWER,
	VERB_OFFER,
	VERB_ACCEPT,
	VERB_DECLINE,
	VERB_WISH,
	VERB_CANNOT,
	VERB_GIVE,
	VERB_PROMISE,
	VERB_KEPT,
	VERB_RENEW,
	VERB_BROKEN,
	VERB_WAIT,
	VERB_RESUME,
	VERB_STEP,
	VERB_EVIDENCE,
	VERB_FINDING,
	VERB_CAUSE,
	VERB_PREVENT,
	VERB_PREVENTED,
	VERB_ASSIGN,
	VERB_ESCALATE,
	VERB_APPROVE,
	VERB_CLOSE,
	VERB_FOLLOW_UP,
	VERB_FEEDBACK,
	VERB_THANK,
	VERB_REVIEW,
	VERB_REOPEN,
	VERB_AMEND,
	VERB_RETRACT,
	VERB_MERGE,
	VERB_OVERRIDE,
	VERB_ERASE,
	VERB_COUNT,
	VERB_UNKNOWN = VERB_COUNT, /* of a newer tool: kept, not folded */
};

enum event_group {
	EVENT_LISTENING,
	EVENT_TALKING,
	EVENT_PUTTING_RIGHT,
	EVENT_PROMISING,
	EVENT_LOOKING_INTO,
	EVENT_PEOPLE,
	EVENT_ENDING,
	EVENT_CORRECTING,
	EVENT_GROUP_COUNT,
};

/* What field 4 of a verb is: where its word is looked up. */
enum event_what {
	EVENT_WHAT_NONE,
	EVENT_WHAT_WORD,     /* one of the fixed words of the table's row */
	EVENT_WHAT_CATEGORY, /* of the policy */
	EVENT_WHAT_REMEDY,
	EVENT_WHAT_FIX_OR_ALL, /* a fix of the policy, or all */
	EVENT_WHAT_CHANNEL,
	EVENT_WHAT_HEAT,
	EVENT_WHAT_STAFF,
	EVENT_WHAT_RUNG,
	EVENT_WHAT_FINDING,
	EVENT_WHAT_CAUSE,
	EVENT_WHAT_OUTCOME, /* of the policy, or best-done */
	EVENT_WHAT_STEP,    /* an after-care step */
	EVENT_WHAT_RULE,
	EVENT_WHAT_POINT_NEW, /* pt1…, given out by the recorder */
	EVENT_WHAT_POINT,
	EVENT_WHAT_PROMISE_NEW, /* p1… */
	EVENT_WHAT_PROMISE,
	EVENT_WHAT_TASK_NEW, /* t1…, given out, or none */
	EVENT_WHAT_TASK,
	EVENT_WHAT_CASE,
	EVENT_WHAT_ANY, /* any word that field 4 can hold: a gift, a place */
};

/* What an event cannot be recorded without. */
enum event_need {
	EVENT_NEEDS_WHAT = 1 << 0,
	EVENT_NEEDS_TEXT = 1 << 1,
	EVENT_NEEDS_DUE = 1 << 2,
};

/* What `may` of a role must hold for it (DESIGN, section 5). */
enum permission {
	MAY_OPEN,
	MAY_LOG,
	MAY_PROMISE,
	MAY_OFFER,
	MAY_APPROVE,
	MAY_DECLINE,
	MAY_CLOSE,
	MAY_CLOSE_BEST_DONE,
	MAY_MERGE,
	MAY_OVERRIDE,
	MAY_ERASE,
	MAY_COUNT,
};

struct event_kind {
	const char *name;
	enum event_group group;
	enum event_what what;
	unsigned needs; /* of enum event_need */
	enum permission may;
	bool inside;        /* never in the customer's copy */
	bool takes_no_text; /* as it would be kept nowhere */
	bool takes_amount;
	bool takes_due;
	const char *words;   /* the fixed words of field 4, blank-separated, or
				NULL */
	const char *also;    /* what else people call it, blank-separated */
	const char *meaning; /* for the list of verbs and --help EVENT */
};

/* The row of a verb; not for VERB_UNKNOWN. */
const struct event_kind *event_kind(enum verb verb);

/* The verb of a name, spelt exactly; VERB_UNKNOWN if none. */
enum verb event_verb(const char *name);
/* A verb's name as its row has it, for a name that says the same; the name
 * itself where it is no verb's. What is compared often is then in one place,
 * and not all over a journal's lines. */
const char *event_shared_name(const char *name);
/* Whether that is a verb, which is not VERB_UNKNOWN: known sooner. */
bool event_is(const char *name, enum verb verb);

/* The verb that people call by another word ("refunded": VERB_GIVE), any case;
 * VERB_UNKNOWN. */
enum verb event_also(const char *word);

/* The name nearest to a misspelt one; NULL if none is near. */
const char *event_guess(const char *word);

/* Whether a word is an id that recorders give out, "p1", "pt2", "t1", and so no
 * part of a name. */
bool event_is_given_out(const char *word);

/* Keys that filters work out from what happens, blank-separated: nobody sets
 * them. */
extern const char event_worked_out[];

/* Whether a blank-separated list (words, also) holds a word, exactly. */
bool event_list_has(const char *list, const char *word);

/* The words of `flag` that limit dealings with a customer. */
extern const char event_limits[];

const char *event_group_name(enum event_group group);

/* The name of a permission as the policy writes it. */
const char *event_permission_name(enum permission may);

#endif
