/*
 * The policy: a shop's plan, read from policies.yaml, checked whole, and held
 * as plain data (DESIGN, section 5). A struct policy that policy_load gave is
 * sound: every id in it is known, every list sorted out. Nothing here knows the
 * journal or the clock.
 *
 * Everything lives until policy_free. line is where a part stands in its file,
 * 1-based, for rule=policies.yaml:LINE; 0 where a default is in force.
 *
 * A file needs only `policy: 1` and shop's name, timezone and currency. What
 * else it leaves out is as lib/policydefault.c writes it, in the plan's own
 * words: Monday to Friday 09:00 to 18:00; one role, `counter`, that may
 * everything; the category `other` with all remedies; the fix `ask-and-agree`;
 * a rung for each role; gates that ask. A mapping given in part is filled up
 * from there, but hours.week, a list and a {…} there are taken whole. `none` in
 * place of a span of `deadlines` is: no such clock.
 */
#ifndef POLICY_H
#define POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "duration.h"
#include "event.h"
#include "fail.h"
#include "hours.h"
#include "mem.h"
#include "money.h"
#include "zone.h"

/* No such row. */
#define POLICY_NONE (-1)

/* A list of strings. */
struct policy_list {
	const char **at;
	size_t count;
	size_t line;
};

/* A sentence with {placeholders}, under a name. */
struct policy_words {
	const char *name; /* acknowledge, restate… */
	const char *say;
	size_t line;
};

/* Words not to say to a customer. */
struct policy_avoid {
	const char *say;         /* the first of them */
	struct policy_list says; /* one or several that go together */
	const char *kind;        /* refusal, shield… */
	struct policy_list unless;
	const char *instead; /* try: "" if there is nothing better */
	size_t line;
};

/* What an apology has to say, as words.apology-needs names it. */
enum policy_apology {
	POLICY_WENT_WRONG,
	POLICY_RESPONSIBILITY,
	POLICY_WHY,
	POLICY_SORRY,
	POLICY_APOLOGY_PARTS,
};

struct policy_days {
	int64_t first, last; /* days since 1970 (zone.h) */
};

struct policy_role {
	const char *id;
	unsigned may;      /* bits 1 << enum permission */
	int cases_at_most; /* open ones, a person; 0: as many as there are */
	size_t line;
};

struct policy_staff {
	const char *id;
	const char *name;
	int role;   /* index in roles */
	int deputy; /* index in staff, or POLICY_NONE */
	struct policy_days *away;
	size_t away_count;
	size_t line;
};

/* A field that case-new asks for. */
struct policy_ask {
	const char *field; /* a key of open, or point */
	const char *say;
	size_t line;
};

/* What a repeat or heat brings with it. */
struct policy_raise {
	int severity; /* steps up; 0 none */
	int to_rung;  /* index in rungs, or POLICY_NONE */
	bool fix_only_is_not_enough;
	size_t line; /* 0: not in the plan */
};

struct policy_category {
	const char *id;
	const char *label;
	struct policy_list also;
	int severity;             /* index in severity.levels */
	const char *likely_cause; /* NULL */
	struct policy_list evidence;
	int *fixes; /* indexes in remedies, in the plan's order */
	size_t fix_count;
	int *gestures;
	size_t gesture_count;
	int *entitlements;
	size_t entitlement_count;
	bool not_handled_by_person_named;
	int min_rung; /* index in rungs, or POLICY_NONE */
	struct duration recheck;
	bool tell_others;
	size_t line;
};

enum remedy_kind { REMEDY_FIX, REMEDY_GESTURE, REMEDY_ENTITLEMENT };
enum remedy_cost {
	REMEDY_COST_FIXED,    /* amount */
	REMEDY_COST_PRICE,    /* the case's value */
	REMEDY_COST_DELIVERY, /* the case's delivery */
	REMEDY_COST_AGREED,   /* up to a cap; an entitlement's has none */
};

/* What follows once a remedy is given (then). */
enum policy_then {
	POLICY_THEN_USUAL, /* not said: after a fix they are told */
	POLICY_THEN_TELL,
	POLICY_THEN_NOTHING,
};

struct policy_remedy {
	const char *id;
	const char *label;
	const char *say; /* behind "I can"; NULL: the label */
	enum remedy_kind kind;
	enum remedy_cost cost;
	int64_t amount;     /* of REMEDY_COST_FIXED */
	int max_percent;    /* of price, for agreed; 0 none */
	int64_t max_amount; /* for agreed; MONEY_UNLIMITED none */
	bool has_promise;
	const char *promise_what; /* NULL: the label */
	struct duration promise_by;
	const char *promise_how; /* NULL: the channel, else phone */
	enum policy_then then;
	bool lasts_until_fix_done;
	struct duration expires;
	struct duration within; /* of an entitlement */
	const char *clock_stops_while;
	const char *law;
	size_t line;
};

enum policy_gate { POLICY_ASK, POLICY_REFUSE, POLICY_REMIND };

/* What a role may grant. MONEY_UNLIMITED where no limit. */
struct policy_authority {
	int64_t fix;
	int64_t gesture;
	int64_t gesture_a_day;
	int64_t gesture_a_customer;
	struct duration a_customer_window;
	size_t line; /* 0: the role is not in the plan's list; nothing is
			limited */
};

/* The clocks (DESIGN, section 6). */
enum policy_clock {
	CLOCK_ACKNOWLEDGE,
	CLOCK_FIRST_ACTION,
	CLOCK_UPDATE, /* update-every */
	CLOCK_ANSWER,
	CLOCK_FIX_DONE,
	CLOCK_TELL_AFTER_FIX,
	CLOCK_FINAL_WORD,
	CLOCK_COUNT,
};

struct policy_deadline {
	struct duration span; /* DURATION_NONE: no such clock in this plan */
	size_t line;
};

struct policy_rung {
	const char *id;
	int role; /* index in roles; POLICY_NONE: external */
	bool external;
	struct duration reply_within;
	const char *say; /* next-step-outside, or NULL */
	size_t line;
};

/* Triggers that lead straight to a rung. */
struct policy_straight {
	int rung;
	struct policy_list triggers;
};

struct policy_step {
	const char *id;
	struct duration after;
	const char *how;
	const char *ask;  /* NULL */
	const char *with; /* a remedy's id, or NULL */
	/* Of steps that the plan asks for elsewhere (a category's recheck, a
	 * remedy's lasts-until: fix-done): what to do; else NULL. */
	const char *todo;
	const char *ends; /* the remedy that lasts until the fix is done */
	struct policy_list only, unless, if_outcome;
	size_t line;
};

struct policy {
	struct arena arena;
	const char *file; /* as rule= names it: the last part of the path */
	const char *version;
	int64_t reviewed; /* a day; INT64_MIN if not given */
	struct duration review_every;

	struct {
		enum policy_gate usual;
		struct policy_list ask, refuse, remind; /* rules by name */
		size_t line;
	} gates;

	struct {
		const char *name;
		struct zone *zone;
		const char *currency; /* "EUR" */
		size_t currency_line, currency_column;
		int digits;
		char decimal_mark;             /* '.' or ',' */
		const char *sign_off;          /* NULL */
		const char *next_step_outside; /* NULL */
	} shop;

	struct policy_role *roles; /* lowest first; at least one */
	size_t role_count;
	struct policy_staff *staff;
	size_t staff_count; /* 0: no limits, everybody may everything */

	struct hours *hours;
	struct duration warn_when_closures_run_out;
	size_t hours_line;

	struct {
		enum zone_gap gap;
		enum zone_fold fold;
		bool promise_earlier; /* promise-due-when-closed */
		bool deadline_later;  /* deadline-due-when-closed */
		int *quiet;         /* pairs of minutes of the day, from, to */
		size_t quiet_count; /* pairs; one may run over midnight */
	} time;

	struct {
		struct policy_list need;
		struct policy_ask *ask;
		size_t ask_count;
		struct policy_list channels, written;
		struct policy_list
			same_person_by; /* "phone", "customer+postcode" */
		struct duration repeat_window;
		struct policy_raise second_case, same_cause_again;
		struct duration duplicate_window;
		int64_t believe_up_to; /* MONEY_NONE: not given */
		size_t line;
	} intake;

	struct {
		struct policy_list levels;
		struct policy_raise abusive;
		const char *abusive_say_once; /* a name in words.suggest */
		bool abusive_log_private;
	} heat;

	struct {
		struct policy_list levels; /* lowest first */
		int usual; /* index of "normal", else the lowest */
		struct policy_list urgent_if,
			high_if; /* value-over-200 among them */
	} severity;

	struct policy_category *categories;
	size_t category_count;
	struct policy_remedy
		*remedies; /* fixes, gestures, entitlements, as read */
	size_t remedy_count;

	struct {
		struct policy_list before_offer_spoken, before_offer_written;
		int options_shown;
		bool customer_wish_first;
		struct policy_list gesture_needs; /* any one of them */
		bool sorry_alone_closes;
		int gesture_cap_percent; /* of the price; 0 none */
		int second_failure_gesture_step;
		int second_failure_min_rung; /* or POLICY_NONE */
		size_t second_failure_line;
		int show_like_cases;
		int spread_warning_percent; /* 200 for 2.0; 0 none */
		size_t line;
		size_t gesture_needs_line, gesture_cap_line, options_line,
			customer_wish_line;
	} rules;

	struct {
		struct policy_authority *roles; /* as many as roles */
		bool own_case;                  /* true: allowed */
		bool over_limit_ask_next_rung;
		struct duration answer_asked_within;
		bool no_answer_use_deputy;
		bool no_answer_grant_half;
		size_t line; /* 0: no authority in the plan */
	} authority;

	/* One row a severity level; a row is filled up from default. */
	struct policy_deadline (*deadlines)[CLOCK_COUNT];
	struct {
		struct duration warn_promise, warn_deadline;
		bool pause_while_waiting;
		bool pause_stops[CLOCK_COUNT];
		struct duration *silent_remind;
		size_t silent_remind_count;
		bool silent_close; /* then: close-waiting */
		bool silent_reopen_any_time;
		size_t silent_line;
	} clocks;

	struct {
		struct policy_list must_say;
		struct policy_list too_vague;
		bool warn_and_offer; /* cannot-be-kept: warn-and-offer, or warn
				      */
		bool customer_reply_cancels;
		int tries;
		struct duration tries_apart;
		int tries_different_days;
		struct duration apologise_within;
		int broken_up;   /* to-rung: +1 */
		int broken_rung; /* to-rung: an id; or POLICY_NONE */
		bool new_promise_by_rung_owner;
		int broken_twice_rung; /* or POLICY_NONE */
		size_t broken_line;
		size_t line;
	} promises;

	struct policy_rung *rungs; /* lowest first */
	size_t rung_count;
	struct policy_list up_one_when;
	struct policy_straight *straight_to;
	size_t straight_count;
	struct policy_list handover_must_say;
	bool never_same_person;
	bool customer_need_not_say_why;
	size_t escalation_line;

	struct policy_step *steps; /* follow-up, as read; then recheck's and
				      lasts-until's */
	size_t step_count;

	struct {
		int low; /* 2 of 1 to 5 */
		int scale_low, scale_high;
		bool low_reopens;
		int asked_at_most;
	} feedback;

	struct {
		struct policy_list need;
		struct policy_list outcomes;
		struct policy_list findings;
		struct policy_list best_done_need, best_done_stops;
		struct duration reopen_within;
		bool reopen_same_case; /* as: same-case, not linked-new-case */
		bool after_linked;     /* after: linked-new-case */
		struct policy_list reopen_by;
		size_t line, need_line, best_done_line;
	} closing;

	struct {
		struct policy_list causes;
		int unknown_at_most_percent;
		int again_count; /* 0: not in the plan */
		struct duration again_window;
		const char *again_owner; /* a role's or member of staff's id */
		struct duration again_due;
		size_t again_line;
		bool again_same_category; /* same: category, not cause */
		struct duration again_after_task;
		bool tell_what_changed;
		int review_day; /* of the month; 0 none */
		const char *review_who;
		size_t line;
	} prevention;

	struct {
		struct policy_avoid *avoid;
		size_t avoid_count;
		struct policy_list blame, blame_unless;
		const char *blame_try; /* NULL */
		struct policy_list about_customers;
		int loud_caps_words, loud_marks; /* 0: not in the plan */
		size_t loud_line;
		/* The parts that an apology needs, and words that each of
		 * them is known by. */
		struct {
			bool needed;
			struct policy_list known_by;
		} apology[POLICY_APOLOGY_PARTS];
		size_t apology_line;
		struct policy_words *suggest;
		size_t suggest_count;
		struct policy_list days;   /* seven, Monday first */
		struct policy_list months; /* twelve */
		/* How sentences of the shop's language hold together
		 * (language.h); forms have {holes}. */
		struct {
			const char *time, *time_other_year, *option;
			const char *between_steps, *between_points;
			const char *between_options;
			const char *next_word;       /* before they chose */
			const char *where_it_stands; /* after that */
			struct policy_words *ways;   /* name: a channel's id */
			size_t way_count;
			struct policy_list greetings;
			struct policy_list small_first;
			struct policy_list spoken_to;
			const char *quoted; /* what does not go on so */
			bool own_small;
		} language;
	} words;

	struct {
		struct duration reply_within;
		int reply_by; /* index in roles, or POLICY_NONE */
		struct policy_list never_show;
		/* What `health` and `address` are known by: words, and words
		 * for a street with a # where its number stands. */
		struct policy_list health_words, streets;
		const char *say; /* NULL */
		size_t line;
	} reviews;

	struct {
		bool warn_first;
		struct policy_list may;
		int who; /* index in roles; POLICY_NONE: the highest */
		struct duration review_after;
		size_t line;
	} unreasonable;

	struct {
		struct policy_list personal, hide_in_lists;
		struct duration keep_closed;
		struct policy_list hold_while;
		struct policy_list erase_keeps;
		const char *erase_name;
		struct policy_list erase_reaches;
		bool copy_for_customer;
	} privacy;

	struct {
		struct policy_list show, never_show;
	} reports;
};

/*
 * Where the policy is: named (-p, may be NULL), else $AMENDS_POLICY, else
 * ${XDG_CONFIG_HOME:-~/.config}/amends/policies.yaml if that is there, else
 * the installed one (*installed, which may be NULL, becomes true). Caller
 * frees.
 */
char *policy_find(const char *named, bool *installed);

/*
 * Read and check a whole policy. On success *policy is owned by the caller
 * (policy_free). Otherwise it is NULL, and either why says why the file could
 * not be read (FAIL_SYSTEM), or faults holds all that is wrong in it, sorted
 * (why is FAIL_INPUT and names the first). why may be NULL. A plan past its
 * review date is no fault: that needs a clock.
 */
bool policy_load(const char *path, struct policy **policy,
		 struct faults *faults, struct fail *why);

/* The same from bytes in memory; name is for `file`. For tests and fuzzing. */
bool policy_parse(const char *at, size_t len, const char *name,
		  struct policy **policy, struct faults *faults);

void policy_free(struct policy *policy);

/*
 * Look-ups by id (ids are lower case; the word, a string, may be in any case):
 * the index in policy->categories, remedies, roles, staff, rungs or steps;
 * POLICY_NONE where the plan has no such id. They never fail otherwise, and
 * keep nothing.
 */
int policy_category(const struct policy *policy, const char *id);
int policy_remedy(const struct policy *policy, const char *id);
int policy_role(const struct policy *policy, const char *id);
int policy_staff(const struct policy *policy, const char *id);
/* The same of a rung of the ladder, the lowest of which is 0. */
int policy_rung(const struct policy *policy, const char *id);
/* The same of a step of after-care (follow-up). */
int policy_step(const struct policy *policy, const char *id);
/* By id, label or `also` of a category: what an import calls it; folded. */
int policy_category_called(const struct policy *policy, const char *words);

/* Whether a list holds a word, and where; ASCII case ignored. */
bool policy_list_has(const struct policy_list *list, const char *word);
int policy_list_find(const struct policy_list *list, const char *word);

/* Whether a word says how somebody is reached: a channel of the plan, one of
 * policy_ways, or several of them, as card-or-email. Else *guess, where it is
 * not NULL, becomes the one that may be meant, or NULL. */
bool policy_is_way(const struct policy *policy, const char *word,
		   const char **guess);

/* What a remedy is called where we say it to a customer: `say`, else the label.
 */
const char *policy_remedy_said(const struct policy_remedy *remedy);

/* The sentence of words.suggest by its name; NULL for no such name. */
const char *policy_suggest(const struct policy *policy, const char *name);

/* The role of somebody: index in roles; one not in staff has the lowest. */
int policy_role_of(const struct policy *policy, const char *who);
/* Whether somebody may; true for all where the plan has no staff. */
bool policy_may(const struct policy *policy, const char *who,
		enum permission may);
/* Whether it has not been looked over for longer than it says itself
 * (review-every, P64). */
bool policy_is_old(const struct policy *policy, int64_t now);
/*
 * Where the plan says so, for a message: "policies.yaml:58", or "the default"
 * for what it leaves out (line 0). Valid until the next call.
 */
const char *policy_place(const struct policy *policy, size_t line);
/* What to call somebody: the name of a member of staff, else the id. */
const char *policy_staff_name(const struct policy *policy, const char *who);
/* Who somebody is: the id of a member of staff as the plan spells it, however
 * it was typed; of others, and where policy is NULL, what was typed. who may be
 * NULL. */
const char *policy_staff_id(const struct policy *policy, const char *who);
/* Whether two ids are one person's, as lines have them that were recorded
 * before the plan named them, or by another program. */
bool policy_same_staff(const char *a, const char *b);
/* The member of staff that a word for somebody means, an id or else a name,
 * without case and accents: an index in staff, or POLICY_NONE. */
int policy_staff_called(const struct policy *policy, const char *word);
/* Whether an answer to `feedback` is as low as feedback.low. */
bool policy_is_low(const struct policy *policy, const char *answer);
/* The outcome of somebody who is content: satisfied, else the plan's first, and
 * satisfied where policy is NULL. And whether an outcome is that or one before
 * it in the plan's list, as delighted is. */
const char *policy_content_outcome(const struct policy *policy);
bool policy_is_content(const struct policy *policy, const char *outcome);
/* The outcome of somebody who is not: unhappy; "OUTCOME", to be filled in by
 * whoever types it, where the plan has other words. */
const char *policy_unhappy_outcome(const struct policy *policy);
/* How firmly a rule is held. */
enum policy_gate policy_gate(const struct policy *policy, const char *rule);

/* The names of the rules of DESIGN, section 6, NULL at the end. */
extern const char *const policy_rule_names[];
/* What reports.show may name: the reports of case-stats; NULL at the end. */
extern const char *const *const policy_report_names;
/*
 * What a plan's triggers (severity.urgent-if, escalation.up-one-when…) may
 * name besides the flags of the vocabulary, the ids of categories, channels
 * and levels of heat, and value-over-AMOUNT; NULL at the end.
 */
extern const char *const policy_trigger_names[];
/* The clocks, as `deadlines` names them (acknowledge, first-action,
 * update-every…), by enum policy_clock; NULL at the end. */
extern const char *const policy_clock_names[];
/* How people are reached besides through the plan's channels. */
extern const char *const policy_ways[];

#endif
