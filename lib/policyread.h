/*
 * Within the policy alone: how its parts are read. Each mapping of the plan
 * has a table of its keys; a row says what a key is called, which rule reads
 * its value, and where in the struct the value goes. So no key can be missed,
 * and the tables are the list of all there are.
 *
 * What a value names (a role, a remedy…) may stand further down in the file:
 * references are noted while reading and looked up once all is read.
 *
 * A node on line 0 is a default (policydefault.c). Nothing is ever said of
 * one; where a default names what this plan does not have, it is left out.
 */
#ifndef POLICYREAD_H
#define POLICYREAD_H

#include <stdbool.h>
#include <stddef.h>

#include "policy.h"
#include "yamltree.h"

/* Rows of one list: no shop has more, and comparing each with each stays
 * cheap. */
#define POLICYREAD_ROWS 500
#define POLICYREAD_ID_LEN 40
/* A guess costs time; a file with more faults than this is no plan. */
#define POLICYREAD_GUESSES 200
#define POLICYREAD_NO_LINE ((size_t)-1)

/* What a word may have to name. */
enum policyref_kind {
	POLICYREF_NONE, /* nothing: any word */
	POLICYREF_ROLE,
	POLICYREF_STAFF,
	POLICYREF_ROLE_OR_STAFF,
	POLICYREF_RUNG,
	POLICYREF_OWN_RUNG, /* not an external one */
	POLICYREF_CATEGORY,
	POLICYREF_FIX,
	POLICYREF_GESTURE,
	POLICYREF_ENTITLEMENT,
	POLICYREF_REMEDY,
	POLICYREF_SEVERITY,
	POLICYREF_STEP,
	POLICYREF_RULE,
	POLICYREF_CHANNEL,
	POLICYREF_WAY, /* a channel, or how else people are reached */
	POLICYREF_TRIGGER,
	POLICYREF_FLAG,
	POLICYREF_CONDITION, /* of an after-care step */
	POLICYREF_CAUSE,
	POLICYREF_OUTCOME,
	POLICYREF_CLOCK,
	POLICYREF_SENTENCE, /* of words.suggest */
	POLICYREF_WEEKDAY,
	POLICYREF_PERMISSION,
	POLICYREF_FIELD, /* a key of open, or text */
	POLICYREF_COUNT,
};

/* Names and, beside each, its index in the plan. */
struct policynames {
	const char **at;
	int *index;
	size_t count;
	size_t room;
};

struct policyref {
	enum policyref_kind kind;
	const struct yamltree_node *node;
	int *index; /* takes the index, or NULL */
	struct policy_list
		*list;    /* loses a default that names nothing, or NULL */
	const char *word; /* as stored in that list */
};

/* A sentence that people will say, for the plan's own list of words. */
struct policysaid {
	const struct yamltree_node *node;
	const char *text;
};

struct policyread {
	struct policy *policy;
	struct arena *arena; /* the policy's */
	struct faults *faults;
	struct buffer path; /* "remedies.fix.label" */
	struct policyref *refs;
	size_t ref_count, ref_room;
	struct policysaid *said;
	size_t said_count, said_room;
	struct policynames names[POLICYREF_COUNT]; /* as far as asked for */
};

struct policykey {
	const char *name;
	/* The rule: reads value into the member at into. */
	void (*take)(struct policyread *read, const struct yamltree_node *value,
		     const struct policykey *key, void *into);
	size_t offset;
	const void *more; /* what the rule needs besides; its comment says */
	bool needed;
};

struct policykeys {
	const char *of; /* "a category" */
	const struct policykey *at;
	size_t count;
	size_t line; /* offset of the line's member, or POLICYREAD_NO_LINE */
	/* Keys that are names given elsewhere in the plan; NONE: no such. */
	enum policyref_kind other;
	void (*take_other)(struct policyread *read,
			   const struct yamltree_node *value, int index,
			   void *base);
};

#define POLICYREAD_KEYS(table) (table), sizeof(table) / sizeof((table)[0])

/* policyread.c: mappings, rows, faults */

/* Add a fault where a value stands, or its key. Nothing for defaults. */
void policyread_fault(struct policyread *read, const struct yamltree_node *at,
		      const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void policyread_key_fault(struct policyread *read,
			  const struct yamltree_node *at, const char *format,
			  ...) __attribute__((format(printf, 3, 4)));
/* The line for rule=: of the key, where there is one. */
size_t policyread_line(const struct yamltree_node *node);
/* Words as a fault quotes them: cut if they are long. */
const char *policyread_quote(struct policyread *read, const char *words);
/* "; did you mean 'x'?" or "". */
const char *policyread_guess(const struct policyread *read, const char *word,
			     const char *const *words, size_t count);
/* The key that is being read. */
const char *policyread_key(const struct policyread *read);

/* Whether a value was left empty, which is as good as not given. */
bool policyread_is_empty(const struct yamltree_node *value);
/* Whether it is words, or a list; if not, says so. */
bool policyread_is_words(struct policyread *read,
			 const struct yamltree_node *value);
bool policyread_is_list(struct policyread *read,
			const struct yamltree_node *value);

/* Read a mapping by its table into base, in the table's order. */
void policyread_mapping(struct policyread *read,
			const struct yamltree_node *map,
			const struct policykeys *keys, void *base);
/* The same as a rule; more is the struct policykeys. */
void policyread_take_mapping(struct policyread *read,
			     const struct yamltree_node *value,
			     const struct policykey *key, void *into);
/*
 * Read a list whose rows are size bytes each: zeroed room from the arena, and
 * take called on each. *count becomes 0 where it is no list.
 */
void *policyread_rows(struct policyread *read, const struct yamltree_node *list,
		      size_t size, size_t *count,
		      void (*take)(struct policyread *read,
				   const struct yamltree_node *row,
				   void *into));
/* Say which rows of a list have an id that was given before. id is the
 * offset of its member. */
void policyread_unique(struct policyread *read,
		       const struct yamltree_node *list, const void *rows,
		       size_t count, size_t size, size_t id, const char *what);

/* policyref.c: names and references */

const struct policynames *policyref_names(struct policyread *read,
					  enum policyref_kind kind);
/* The place of a lower-case word among names; POLICY_NONE. */
int policyref_find(const struct policynames *names, const char *word);
/* "; did you mean 'x'?", or the names if there are few, or "". */
const char *policyref_hint(struct policyread *read,
			   const struct policynames *names, const char *word);
void policyref_add(struct policyread *read, const struct policyref *ref);
/* Look up all that was noted. */
void policyref_resolve(struct policyread *read);

/* policyvalue.c, policynumber.c: rules for single values. Each is a `take` of
 * struct policykey; what it writes to stands first. */

#define POLICYREAD_RULE(name)                                                 \
	void name(struct policyread *read, const struct yamltree_node *value, \
		  const struct policykey *key, void *into)

POLICYREAD_RULE(policyread_take_words);       /* const char *: one line */
POLICYREAD_RULE(policyread_take_maybe_words); /* the same; may be "" */
POLICYREAD_RULE(policyread_take_label);       /* the same, said to people */
POLICYREAD_RULE(policyread_take_sentence); /* const char *: lines, {fields} */
POLICYREAD_RULE(policyread_take_id);       /* const char *: a new id */
POLICYREAD_RULE(policyread_take_name);     /* const char *; more: kind, the id
					      of something in the plan */
POLICYREAD_RULE(policyread_take_index);    /* int; more: kind, the same */
POLICYREAD_RULE(policyread_take_yes);      /* bool: yes, no */
POLICYREAD_RULE(policyread_take_number);   /* int; more: struct policyrange */
POLICYREAD_RULE(policyread_take_percent);  /* int: 50pct; more: the same */
POLICYREAD_RULE(policyread_take_factor);   /* int: 2.0 as 200 */
POLICYREAD_RULE(policyread_take_steps);    /* int: +1 */
POLICYREAD_RULE(policyread_take_money);    /* int64_t */
POLICYREAD_RULE(policyread_take_limit);    /* int64_t: money, unlimited */
POLICYREAD_RULE(policyread_take_duration); /* struct duration */
POLICYREAD_RULE(policyread_take_window);   /* the same; not close */
POLICYREAD_RULE(policyread_take_calendar); /* the same; days or longer */
POLICYREAD_RULE(policyread_take_date);     /* int64_t: days */
POLICYREAD_RULE(policyread_take_choice);   /* int, an enum; more: struct
					      policychoice, NULL at the end */
POLICYREAD_RULE(policyread_take_either);   /* bool: which of two words; more:
					      struct policyeither */
POLICYREAD_RULE(policyread_take_only);     /* nothing: one word is allowed;
					      more: struct policyonly */
POLICYREAD_RULE(policyread_take_list);     /* struct policy_list; more: struct
					      policylisted */

struct policyrange {
	int least, most;
};

struct policychoice {
	const char *word;
	int value;
};

struct policyeither {
	const char *yes, *no;
};

struct policyonly {
	const char *word;
	const char *why; /* behind a ';' in the fault */
};

/* What the words of a list are. */
struct policylisted {
	enum policyref_kind kind;
	const char *const *words; /* or one of these, NULL at the end */
	const char *what;         /* "a finding", for those */
	bool ids;                 /* or new ids */
	bool some;                /* one at least */
};

/* A date or DATE..DATE, both included. */
bool policyread_date(struct policyread *read, const struct yamltree_node *at,
		     int64_t *first, int64_t *last);

/* The sections: each in the file that its comment names. */
extern const struct policykeys policyread_shop_keys; /* policyshop.c */
POLICYREAD_RULE(policyread_take_roles);
POLICYREAD_RULE(policyread_take_staff);

POLICYREAD_RULE(policyread_take_hours); /* policyhours.c */
extern const struct policykeys policyread_time_keys;

extern const struct policykeys policyread_intake_keys; /* policycase.c */
extern const struct policykeys policyread_heat_keys;
extern const struct policykeys policyread_severity_keys;
POLICYREAD_RULE(policyread_take_categories);

POLICYREAD_RULE(policyread_take_remedies);  /* policyremedy.c */
POLICYREAD_RULE(policyread_take_authority); /* policyauthority.c */

POLICYREAD_RULE(policyread_take_deadlines); /* policyclock.c */
POLICYREAD_RULE(policyread_take_escalation);
extern const struct policykeys policyread_promises_keys;

POLICYREAD_RULE(policyread_take_follow_up); /* policyafter.c */
extern const struct policykeys policyread_feedback_keys;
extern const struct policykeys policyread_closing_keys;
extern const struct policykeys policyread_prevention_keys;

extern const struct policykeys policyread_language_keys; /* policylanguage.c */
extern const struct policykeys policyread_words_keys;    /* policysay.c */
extern const struct policykeys policyread_reviews_keys;
extern const struct policykeys policyread_unreasonable_keys;
extern const struct policykeys policyread_privacy_keys;
extern const struct policykeys policyread_reports_keys;
/* Hold every sentence against the plan's own words. */
void policyread_check_words(struct policyread *read);

/* policydefault.c: fill a plan up with the defaults. root is a mapping. */
void policyread_fill(struct policyread *read, struct yamltree_node *root);

#endif
