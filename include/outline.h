/*
 * What a scan of the journal tells of a case without decoding a line: is it
 * closed, may it still owe something, is it named. An outline is right or says
 * that it does not know (OUTLINE_ODD: look at its lines), so that a case may be
 * passed over where its outline shows that it changes no answer.
 */
#ifndef OUTLINE_H
#define OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "brief.h"
#include "caused.h"
#include "glance.h"
#include "meant.h"
#include "namedby.h"
#include "outstanding.h"
#include "planwords.h"
#include "policy.h"
#include "record.h"
#include "relatives.h"
#include "skim.h"
#include "table.h"

enum outline_mark {
	/* Lines out of order or twice, retractions of what bears on the rest,
	 * merges…: only a fold of all its lines can tell. */
	OUTLINE_ODD = 1 << 0,
	OUTLINE_CLOSED = 1 << 1,
	OUTLINE_ERASED = 1 << 2,
	OUTLINE_HISTORY = 1 << 3,
	OUTLINE_TOLD = 1 << 4,          /* tell done, since the last reopen */
	OUTLINE_UNSAID = 1 << 5,        /* no apology came after that */
	OUTLINE_CHANGED = 1 << 6,       /* prevented, and they were not told */
	OUTLINE_REVIEWED = 1 << 7,      /* in public, and not answered */
	OUTLINE_SKIPPED = 1 << 8,       /* a step, since the last reopen */
	OUTLINE_LENT = 1 << 9,          /* what an after-care step takes back */
	OUTLINE_LOW = 1 << 10,          /* feedback that the plan calls low */
	OUTLINE_PASSED_OVER = 1 << 11,  /* a rule, since passed_since */
	OUTLINE_CAUSED = 1 << 12,       /* since causes_since */
	OUTLINE_PROMISED = 1 << 13,     /* since promises_since */
	OUTLINE_NAMED = 1 << 14,        /* by a word that is sought */
	OUTLINE_GIVEN = 1 << 15,        /* something, since gives_since */
	OUTLINE_GAVE = 1 << 16,         /* something, ever */
	OUTLINE_OTHER_KIND = 1 << 17,   /* a category as no plan spells it */
	OUTLINE_PREVENTS = 1 << 18,     /* before it was among those caused */
	OUTLINE_LOOKED_AT = 1 << 19,    /* a month's causes, with this case */
	OUTLINE_ELSEWHERE = 1 << 20,    /* this is none: its case's is in the
					   outlines of other lines */
	OUTLINE_SPREAD = 1 << 21,       /* lines are there as well */
	OUTLINE_BORE_NOTHING = 1 << 22, /* its last line, on what is above */
	OUTLINE_JOINED = 1 << 23,       /* with another, which is looked at with
					   it; but what is said of the one that
					   goes on is right */
	OUTLINE_MERGED = 1 << 24,       /* into that other */
	OUTLINE_RELATED = 1 << 25,      /* it shares what is sought (sift.h) */
	OUTLINE_UNORDERED = 1 << 26,    /* odd, but perhaps for the order of its
					   lines alone */
};

/* Milliseconds since 1970, up to the year 2527. */
#define OUTLINE_UNTIL_BITS 44

/* Small, as there is one of each case: to have memory for the first time takes
 * longer than to read what is put there. */
struct outline {
	/* Private: of outline_id the last eight bytes, and the six digits
	 * before those as a number; and outline_last, counted from 1. */
	uint64_t id_end;
	uint64_t id_digits : 20;
	uint64_t until : OUTLINE_UNTIL_BITS;
	uint32_t line;       /* its last line, counted from 1 over all files */
	uint32_t marks : 30; /* of enum outline_mark */
	uint32_t brief : 2;  /* of enum brief_known */
	uint32_t promises;   /* private: those outstanding */
	uint32_t done;   /* after-care steps (bits, in the plan's order) since
			    they are counted */
	uint32_t flags;  /* words of the plan (bits) that a flag names */
	uint32_t caused; /* its index among those; 0: it is none */
	uint16_t refs;   /* private: p1 (bit 0), p2… that were given out */
	uint8_t category, channel, heat, outcome; /* words of the plan; 0: any
						     other, or none */
	uint16_t since; /* the day of the last tell done or else close, since
			   1970: what after-care counts from; 0: any */
};

/* Its id, as glance_id gives it. */
struct glance_id outline_id(const struct outline *outline);

/* The instant of its last line; INT64_MIN where there is none. A case with a
 * line of another instant than `until` can hold is odd, and its last may be
 * another. */
static inline int64_t
outline_last(const struct outline *outline)
{
	return outline->until > 0 ? (int64_t)outline->until - 1 : INT64_MIN;
}

/* What some questions ask of each case besides: one of these, as there would be
 * one more of each case. */
enum outline_noted {
	OUTLINE_NOTED_NONE,
	OUTLINE_NOTED_OPENED, /* instant of its opening; 0 before that */
	OUTLINE_NOTED_CLOSED, /* instant of its last close; 0 before that */
	OUTLINE_NOTED_VERBS,  /* of its events, a bit each */
};

/* What a tool asks for, and so what the marks above tell. */
struct outline_wanted {
	const struct policy *policy; /* NULL: promises alone are owed */
	bool persons;             /* cases of the same person are to be found */
	enum outline_noted noted; /* of each case, besides its outline */
	/* Of SIFT_NAMED: what is said of cases is noted (mentions.h), and none
	 * has an outline. */
	bool few;
	/* Of SIFT_OPEN: whether cases are open, and whose they are; what is
	 * owed, only of those that are given. */
	bool open_only;
	/* A struct brief of each, of the verbs below; of BRIEF_CASES policy is
	 * not NULL. */
	enum brief_of brief;
	bool customers; /* of BRIEF_EVENTS, with the customers of their cases */
	enum brief_shows shows; /* of those; but of lines, policy is not NULL */
	/* Cases with a cause (or where the plan counts categories, opened), a
	 * rule passed over, a promise made, ended or due since an instant;
	 * INT64_MAX: not asked for. */
	int64_t causes_since, passed_since, promises_since;
	int64_t gives_since; /* with something given since; the same */
	/* Of the plan's steps of after-care, by their order: the last instant
	 * that one may count from to be asked for; INT64_MAX: any. */
	int64_t steps_until[PLANWORDS_STEPS];
	/* Of SIFT_OWING: cases whose cause may have come again. */
	struct caused_span again;
	/* Of SIFT_OWING: cases that are counted only, by their causes. */
	struct caused_month month;
	/* Of SIFT_ACTIVE: verbs, a bit each, and since when. */
	uint64_t verbs;
	int64_t active_since;
	int64_t active_until; /* what is told in brief came before that */
	/* Of SIFT_OPENED: from when on, and before when. */
	int64_t opened_from, opened_to;
	/* Words by which cases are named; borrowed. */
	const struct meant *meant;
	size_t meant_count;
	/* And whole ids, in canonical form; borrowed. */
	const char **ids;
	size_t id_count;
	/* Details by which cases are named, as well: any of them; borrowed. */
	const struct namedby_detail *details;
	size_t detail_count;
	bool items; /* cases about the same item are to be found */
};

/* With no instant asked for; the rest is for the caller to set. policy may be
 * NULL, and is borrowed. */
struct outline_wanted outline_wanted_of(const struct policy *policy);

/* The day of an instant, counted from 1970: of what lies before that the first,
 * 0, and of what lies too far ahead the last, UINT16_MAX. */
uint16_t outline_day(int64_t instant);

/* Private: what is known of a word in field 4, by its number. */
struct outline_word {
	bool known;
	bool limits;          /* a flag that limits dealings */
	uint8_t plain, exact; /* words of the plan; 0 */
};

/* Private: what is known of a key, by its number. */
struct outline_key {
	bool known;
	bool bears;       /* on any of the following */
	bool names;       /* a value of it may be what a case is named by */
	uint8_t use;      /* what it is for */
	uint8_t relative; /* its number among those of relatives */
};

/* What all outlines of a scan are made with; all lines of it have to be seen by
 * one glancer. */
struct outlining {
	const struct outline_wanted *wanted;
	struct planwords words;
	struct relatives relatives;
	struct outstanding outstanding; /* private */
	struct caused_list caused;
	struct table noted; /* of int64_t, where any is wanted */
	struct table items; /* hashes of items, where they are wanted */
	struct briefs briefs;
	struct namedby named;
	/* Private: by the glancer's numbers, the first for words without. */
	struct outline_word whats[WORDBOOK_MOST + 1];
	struct outline_key keys[WORDBOOK_MOST + 1];
	/* Private: values that are words of the plan. */
	struct wordbook values;
	struct outline_word value_words[WORDBOOK_MOST + 1];
};

/* wanted is borrowed until release. */
void outlining_init(struct outlining *outlining,
		    const struct outline_wanted *wanted);
void outlining_release(struct outlining *outlining);

/* A new case, with the next index. */
void outlining_add(struct outlining *outlining, size_t index);

/* What is noted of a case; only where wanted->noted says of what. */
static inline int64_t *
outlining_noted(const struct outlining *outlining, size_t index)
{
	return table_at(&outlining->noted, index);
}

/* A hash of its item, 0 for none; only where wanted->items. */
static inline uint32_t *
outlining_item(const struct outlining *outlining, size_t index)
{
	return table_at(&outlining->items, index);
}

/* Have lines passed over that tell nothing of what is wanted. Which the others
 * are, is a matter of outline_may_be_open. */
void outline_pass(struct skimmer *skimmer);

/* Take an event into account, in the order of reading. index: the case's, for
 * relatives. */
void outline_take(struct outline *outline, struct outlining *outlining,
		  size_t index, const struct glance *glance);

/* Of an opening or an amendment, what it says of its case by itself, not of
 * where that stands. */
void outline_take_details(struct outline *outline, struct outlining *outlining,
			  size_t index, const struct glance *glance);

/* Whether the case is open, or only a fold can tell. */
bool outline_may_be_open(const struct outline *outline);

/* Whether duties of the case may be owed, or only a fold can tell. All of those
 * in owed.h that a closed case can have are looked at here as well. */
bool outline_may_owe(const struct outlining *outlining,
		     const struct outline *outline);

#endif
