/*
 * The record: one line of the journal and of every tool's output (DESIGN,
 * section 2). Encode and decode only; reading and writing are elsewhere.
 */
#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "caseid.h"
#include "fail.h"
#include "mem.h"
#include "money.h"
#include "zone.h"

/* A line's bytes, its newline included. */
#define RECORD_LINE_MAX (1024 * 1024)

/* Fields 1 to 8, as columns are named. */
enum record_field {
	RECORD_TIME,
	RECORD_CASE,
	RECORD_EVENT,
	RECORD_WHAT,
	RECORD_WHO,
	RECORD_DUE,
	RECORD_AMOUNT,
	RECORD_TEXT,
	RECORD_FIELD_COUNT,
};

/* The name of one of them, "time" to "text": a constant. Not for
 * RECORD_FIELD_COUNT. */
const char *record_field_name(enum record_field field);
/* Whether len bytes are the name of a field. */
bool record_is_field_name(const char *at, size_t len);
/* The field of a name; RECORD_FIELD_COUNT if it is none. */
enum record_field record_field(const char *name);

struct record_pair {
	const char *key;
	const char *value;
};

/*
 * A record, decoded. Strings are NUL-terminated and borrowed: from the line
 * that was parsed, or from whoever filled it in. Missing fields are NULL,
 * INSTANT_NONE, MONEY_NONE.
 */
struct record {
	int64_t at; /* field 1 */
	int64_t due;
	int64_t amount; /* in minor units of amount_digits */
	const char *event;
	const char *what;
	const char *who;
	const char *text;
	struct record_pair *pairs; /* sorted by key, each key once */
	int32_t pair_count;
	int32_t offset; /* of field 1, seconds east of UTC */
	int32_t due_offset;
	int32_t amount_digits;
	char id[CASEID_SIZE]; /* "-" in a record about no one case */
};

/* An empty record: everything missing, no pairs. */
void record_init(struct record *record);

/*
 * Decode a line (without its newline) in place: the line's bytes are
 * overwritten, and the record's strings point into it; the pairs are taken
 * from the arena. A CR at the end is dropped. digits: the minor digits that an
 * amount must have, or -1 where no currency is known. Refused with
 * a sentence and why->column (1-based, in characters): anything that
 * record_encode would not have written.
 */
bool record_parse(struct record *record, char *line, size_t len, int digits,
		  struct arena *arena, struct fail *why);

/* The same for a line of a journal, which holds no record about no case. */
bool record_parse_case(struct record *record, char *line, size_t len,
		       int digits, struct arena *arena, struct fail *why);

/*
 * The same as record_parse for a record that is yet to be recorded (case-log
 * -): its time may be `-`, which is now; at is INSTANT_NONE then.
 */
bool record_parse_new(struct record *record, char *line, size_t len, int digits,
		      struct arena *arena, struct fail *why);

/*
 * The quick path of record_parse by itself. False, with the line untouched,
 * where it is not good, and where that is not known yet: it holds an odd
 * character, or is about no case.
 */
bool record_parse_quickly(struct record *record, char *line, size_t len,
			  int digits, struct arena *arena);
/*
 * The same as record_parse, and slower: without its quick path for lines that
 * hold no escape and nothing odd. Tests compare the two.
 */
bool record_parse_plainly(struct record *record, char *line, size_t len,
			  int digits, struct arena *arena, struct fail *why);

/* Append the record's line, its newline included. Fields must be in their
 * forms (record_check). */
void record_encode(struct buffer *out, const struct record *record);

/* Append one field as it stands in a line, escaped; "-" where missing. */
void record_encode_field(struct buffer *out, const struct record *record,
			 enum record_field field);
/* Append a value escaped as a field holds it: "-" for NULL, "\-" for a dash. */
void record_encode_value(struct buffer *out, const char *value);

/* Whether what somebody wants recorded can be: forms of what and keys, length
 * of the line. */
bool record_check(const struct record *record, struct fail *why);

/* Whether a word can stand in field 4. */
bool record_is_what(const char *word);
/* Whether a word can be a key: [a-z][a-z0-9-]*, not a field's name. */
bool record_is_key(const char *word);
/* Whether the value of a key is an amount: what it was worth to them, and what
 * its delivery cost them. */
bool record_is_money(const char *key);

/* The order of keys, that of their bytes: as strcmp. Most differ in the first.
 */
static inline int
record_key_order(const char *a, const char *b)
{
	return *a == *b ? strcmp(a, b) : (unsigned char)*a - (unsigned char)*b;
}

/* Whether two keys are the same, byte by byte. */
static inline bool
record_same_key(const char *a, const char *b)
{
	return record_key_order(a, b) == 0;
}

/* The value of a key, NULL if it is not there. */
const char *record_get(const struct record *record, const char *key);
/* When an event was written down: the instant of its logged=, which it has
 * where that is not when it happened, else its own. */
int64_t record_written(const struct record *record);

/*
 * Set a key (or with value NULL take it out), keeping the order. The pairs
 * are copied into the arena; key and value are borrowed.
 */
void record_set(struct record *record, const char *key, const char *value,
		struct arena *arena);
/* The same for several keys at once, which are sorted, each there once. */
void record_set_all(struct record *record, const struct record_pair *set,
		    size_t set_count, struct arena *arena);

/* The order of events of one case: by instant, then by the line's bytes.
 * 0 only for two lines that are the same to the byte. */
int record_order(const struct record *a, const struct record *b);

#endif
