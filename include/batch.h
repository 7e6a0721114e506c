/*
 * A batch on its way: what a recorder adds goes into the batch and into the
 * memory of the book at once, so that each event stands on those before it.
 * Gives the times. Pure but for the book.
 */
#ifndef BATCH_H
#define BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casebook.h"
#include "draft.h"
#include "fail.h"
#include "facts.h"
#include "mem.h"
#include "policy.h"
#include "record.h"
#include "rules.h"
#include "when.h"
#include "words.h"

/* Milliseconds: an event whose instant is taken comes that far behind the last
 * one that took it, at most. */
#define BATCH_MOVED_MOST 2

/* A record of a list, with a time of its own, that the batch took. */
struct batch_taken {
	char id[CASEID_SIZE];
	const struct draft *draft; /* borrowed */
};

/* A trigger of the plan's ladder that an event of the batch made true. */
struct batch_trigger {
	char id[CASEID_SIZE];
	const char *name; /* "safety", of the plan */
	int rung;         /* where it leads; POLICY_NONE: one up */
};

struct entry {
	/* Given by the caller: */
	const struct policy *policy; /* NULL: faulty; nothing is judged */
	struct casebook *book;
	const char *who;
	const char *by;                  /* -b, to be typed again; NULL */
	const struct when_context *when; /* now, zone, hours */
	int offset;           /* seconds, of times where policy is NULL */
	int digits;           /* of the currency; 2 where policy is NULL */
	int64_t at;           /* --at; INSTANT_NONE */
	bool already;         /* --already */
	const char *override; /* --override REASON; NULL */
	const char *once;     /* --once KEY; NULL */
	const char *named; /* the id of the case as it was typed, where records
			      bring none (naming_id); NULL */
	const char *tool;  /* what messages begin a line to type with: "case-log
			      7qk" */
	uint32_t (*random)(void); /* 32 random bits, for new ids */
	/* The offers of a list behind what is added, on the same case: a
	 * refusal names what has to be granted of them, too. NULL. */
	const struct rules_step *behind;
	size_t behind_count;

	/* Private. */
	struct batch_taken *taken;
	size_t taken_count, taken_room;
	const char *typing; /* the event on its way, typed again */
	const char **steps; /* those before it in this line, as well */
	size_t step_count, step_room;

	/* Filled in: */
	struct record
		*records; /* the batch; strings of the book and the drafts */
	size_t count, room;
	struct batch_trigger *triggers; /* private: what the batch made true */
	size_t trigger_count, trigger_room;
	struct words *words; /* private: made for the first that goes out */
	bool words_found;   /* private: what was said is better put otherwise */
	bool words_promise; /* private: and what is to be said is a promise */
	struct buffer warnings; /* sentences, each ended by a newline */
	struct buffer refusal;  /* what rules_refusal wrote, for FAIL_REFUSED */
	struct rules_missing held; /* the rules that it is about */
	bool repeated;             /* --once was there already: records are the
				      ones on the disk, and nothing is to be written */
};

/* One draft on its way into the batch. */
struct adding {
	struct entry *entry;
	const struct draft *draft;
	const struct casefile *file; /* good until the next push */
	char id[CASEID_SIZE];
	const char *named; /* the id that was typed, perhaps of a case that was
			      joined to it; NULL: it was named otherwise */
	struct record record;
	size_t refers; /* event of file that the record speaks of, or ABSENT */
	bool chained;  /* something of this draft is in the batch already */
	bool over_cap; /* more than may be agreed for the remedy */
};

/* What lives as long as the book, as strings of the batch must. */
struct arena *batch_arena(struct entry *entry);

/* What -b was typed with, to be typed again; NULL. */
const char *batch_by_again(struct entry *entry);

/* When an event is said to be of: the time of its record, of --at, else now.
 * And whether it is one of the first two. */
int64_t batch_moment(const struct entry *entry, const struct draft *draft);
bool batch_is_dated(const struct entry *entry, const struct draft *draft);

/*
 * The time that the draft's record is to bear: one that was given is kept; the
 * clock is pushed past the case's last event, unless that is more than a day
 * ahead, which is warned of. Either moves by a millisecond where the case has
 * an event of that instant.
 */
int64_t batch_time_for(const struct adding *adding);

/* The offset of the shop's zone at an instant, in seconds. */
int batch_offset(const struct entry *entry, int64_t at);
/* A time as field 1 has it. */
const char *batch_time_text(struct entry *entry, int64_t at, int offset);

/* An empty record of the draft's case and of who acts. */
void batch_begin(struct adding *adding, struct record *record, enum verb verb);

/* Put a record into the batch and the book; the case is folded anew. False
 * where the record cannot be a line. */
bool batch_push(struct adding *adding, struct record *record, struct fail *why);

/* of=TIME of an event of the case; plan=VERSION. */
void batch_refer(struct adding *adding, struct record *record, size_t event);
void batch_set_plan(struct entry *entry, struct record *record);

/* Read an amount with the shop's decimal mark. FAIL_USAGE. */
bool batch_amount(const struct entry *entry, const char *text, int64_t *amount,
		  struct fail *why);

/* What the rules are to look at. */
struct rules_view batch_view(const struct adding *adding);
/* Which remedy of the plan the event is about; NULL. */
const struct policy_remedy *batch_remedy(const struct adding *adding);

#endif
