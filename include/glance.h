/*
 * A look at a line of the journal: where its fields are and whether it is
 * sound, without decoding it. For scans that pass most lines over; what counts
 * is decoded by record. Pure, and nothing is allocated.
 */
#ifndef GLANCE_H
#define GLANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "caseid.h"
#include "event.h"

/* Fields that are told apart; of a line with more nothing is known. */
#define GLANCE_FIELDS 64
/* Bytes behind a line that must be readable, whatever they hold. */
#define GLANCE_BEHIND 64

/* The 14 bytes of a case id, as two words that overlap: equal where ids are. */
struct glance_id {
	uint64_t first, last;
};

/* A line, seen. It is borrowed: good as long as its bytes are. */
struct glance {
	const char *at;
	size_t len;   /* without a CR at its end */
	int64_t time; /* the instant of field 1 */
	int offset;   /* its offset, seconds east of UTC */
	struct glance_id id;
	enum verb verb;
	size_t count;                   /* of its fields, 8 at least */
	uint32_t ends[GLANCE_FIELDS];   /* of each, the byte behind it */
	uint32_t equals[GLANCE_FIELDS]; /* of a key=value, its '=' */
};

/* What is kept between lines, as most are of the day of the one before. */
struct glancer {
	char date[11]; /* "2026-11-22T" */
	char zone[6];  /* "+01:00" */
	int64_t begin; /* the instant of that date's midnight there */
	int offset;
	int digits; /* the currency's, or -1 */
};

enum glance_seen {
	GLANCE_SOUND,  /* record_parse takes it; the glance is filled in */
	GLANCE_UNSURE, /* ask record_parse; if it takes it, the glance is right,
			  and unless it is about no case filled in */
};

/* digits as for record_parse. */
void glance_init(struct glancer *glancer, int digits);

/* Look at a line, GLANCE_BEHIND bytes behind which can be read. */
enum glance_seen glance_line(struct glance *glance, struct glancer *glancer,
			     const char *at, size_t len);

/* A field as it stands in the line, escaped: 0 the time, 3 what, 7 the text. */
const char *glance_field(const struct glance *glance, size_t field,
			 size_t *len);

/* Whether a field is a word, to the byte. */
bool glance_is(const struct glance *glance, size_t field, const char *word);

/* The value of a key as it stands in the line, escaped; NULL. */
const char *glance_get(const struct glance *glance, const char *key,
		       size_t *len);

/* The words of an id's 14 bytes, and the id of them. */
struct glance_id glance_id(const char *id);
void glance_id_bytes(char id[CASEID_SIZE], struct glance_id words);

/* Whether two are the same id, byte for byte; both as glance_id gives them. */
static inline bool
glance_same_id(struct glance_id a, struct glance_id b)
{
	return a.first == b.first && a.last == b.last;
}

#endif
