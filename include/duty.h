/*
 * A duty: what is owed to a customer, by when and by whom; and lists of them.
 * What is owed of a case is worked out in owed.h. Pure.
 */
#ifndef DUTY_H
#define DUTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casefile.h"
#include "mem.h"
#include "policy.h"
#include "record.h"

enum duty_kind {
	DUTY_PROMISE,
	DUTY_ACKNOWLEDGE,
	DUTY_FIRST_ACTION,
	DUTY_UPDATE,
	DUTY_ANSWER,
	DUTY_FIX_DONE,
	DUTY_TELL_AFTER_FIX,
	DUTY_FINAL_WORD,
	DUTY_APOLOGISE,
	DUTY_REMIND,
	DUTY_REPLY,
	DUTY_FOLLOW_UP,
	DUTY_PREVENTION,
	DUTY_REVIEW,
	DUTY_SKIPPED,
	DUTY_PASSED_OVER, /* nothing to do: to be seen, once */
	DUTY_KIND_COUNT,
};

/* "promise", "first-action", "follow-up"…: what a due record's field 4 says. */
const char *duty_kind_name(enum duty_kind kind);

/* By the shop's calendar: the day of act_by against the day of now. */
enum duty_state {
	DUTY_LATE,  /* due has passed */
	DUTY_TODAY, /* or, of a promise without a due time, always */
	DUTY_SOON,  /* on the next open day, or before it */
	DUTY_LATER,
};

const char *duty_state_name(enum duty_state state);

/* Strings are borrowed from the case, the policy or the arena. */
struct duty {
	enum duty_kind kind;
	const struct casefile *file;
	size_t event; /* of file, from which it runs; CASEFILE_NONE if none */
	const struct casefile_promise
		*promise; /* of promise, apologise; NULL */
	int64_t since;    /* when it began to be owed */
	int64_t from;     /* of a promised window its beginning, else
			     INSTANT_NONE */
	int64_t due;
	int64_t act_by; /* due, or the close before it where the shop is closed
			   then; of a contact with the customer never within
			   their quiet hours; what the list is sorted by */
	bool contact;   /* it is to be said to the customer, by us */
	bool warn;      /* not late, and so near as deadlines.warn-before says
			 */
	enum duty_state state;
	const char *who;  /* whose it is; NULL: nobody's yet */
	const char *text; /* what was promised, asked, waited for; else what
			     to do, in a few words; never NULL */
	const char *ref;  /* p1, t1, a follow-up step, a rung, a rule, a cause;
			     NULL */
	size_t rule_line; /* of the policy's file; 0: a default, or no policy */
	int severity;     /* index in severity.levels; -1 without a policy */
	int heat;         /* index in heat.levels; 0 where unknown */
};

struct duty_list {
	struct duty *at; /* most pressing first */
	size_t count;
	size_t room;
};

/* The moment and the plan that duties are worked out for. */
struct duty_view {
	const struct policy *policy; /* NULL: faulty; open promises alone */
	const struct zone *zone;     /* the shop's, or UTC */
	int64_t now;
	int64_t today;   /* the shop's day of now */
	int64_t horizon; /* the close of the next open day */
};

void duty_view_init(struct duty_view *view, const struct policy *policy,
		    const struct zone *zone, int64_t now);

/* The shop's day of an instant; without a policy that of the calendar. */
int64_t duty_day(const struct duty_view *view, int64_t at);
/* The shop's day by the end of which something is due at an instant: at
 * midnight, or when a shop closes that is open past it, the one that ends. */
int64_t duty_day_until(const struct duty_view *view, int64_t at);

/* From when on the plan warns of a duty, by deadlines.warn-before, counted back
 * from act_by in open hours; INSTANT_NONE where it does not. */
int64_t duty_warn_from(const struct duty_view *view, const struct duty *duty);

/* Sort by what is most pressing. */
void duty_list_sort(struct duty_list *list);
void duty_list_release(struct duty_list *list);

/*
 * The worked-out record of a duty (DESIGN, section 7, followup-due): event due,
 * what the duty, time since when, who whose, due, text what to do; keys act-by,
 * category, customer, email, from, heat, phone, ref, rule, state, warn (yes).
 * Without a policy times are in the offset that the promise's own record has.
 * Strings are those of the duty, or of the arena.
 */
void duty_record(struct record *record, const struct duty *duty,
		 const struct duty_view *view, struct arena *arena);

/*
 * What followup-due lists unasked: every open promise, and each other duty due
 * by the close of the next open day, or warned of.
 */
bool duty_is_usual(const struct duty *duty, const struct duty_view *view);

#endif
