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
#include "wordbook.h"

/* Fields that are told apart; of a line with more nothing is known. */
#define GLANCE_FIELDS 64
/* Of the ends of fields, as they are noted several at a time. */
#define GLANCE_ROOM (2 * GLANCE_FIELDS + 8)
/* Where the id stands in every line that is sound. */
#define GLANCE_ID_AT 30
/* Bytes behind a line that must be readable, whatever they hold. */
#define GLANCE_BEHIND 64

/* The 14 bytes of a case id, as two words that overlap: equal where ids are. */
struct glance_id {
	uint64_t first, last;
};

/* A line, seen. It is borrowed: good as long as its bytes are. */
struct glance {
	const char *at;
	size_t len;   /* without its newline, and a CR before that */
	size_t taken; /* of the bytes looked at: with both */
	int64_t time; /* the instant of field 1 */
	int offset;   /* its offset, seconds east of UTC */
	struct glance_id id;
	enum verb verb;
	uint8_t what;                   /* its number among the glancer's; 0 */
	size_t count;                   /* of its fields, 8 at least */
	uint8_t keys[GLANCE_FIELDS];    /* of a key=value, its key's; 0 */
	uint32_t ends[GLANCE_ROOM];     /* of each, the byte behind it */
	uint32_t equals[GLANCE_FIELDS]; /* of a key=value, its '=' */
};

enum glance_seen {
	GLANCE_SOUND,  /* record_parse takes it, if its id is one (caseid.h);
			  the glance is filled in */
	GLANCE_UNSURE, /* ask record_parse; if it takes it, the glance is right,
			  and where its count is not 0 filled in */
};

struct glancer;
typedef enum glance_seen glance_look(struct glance *glance,
				     struct glancer *glancer, const char *at,
				     size_t most);

/* What is kept between lines, as most are of the day of the one before, and
 * are made of the same words. */
struct glancer {
	char date[11]; /* "2026-11-22T" */
	uint64_t zone; /* "+01:00", as it is compared */
	int64_t begin; /* the instant of that date's midnight there */
	int offset;
	int digits;        /* the currency's, or -1 */
	glance_look *look; /* private: what this processor can do */
	const struct wordbook *verbs;
	struct wordbook whats; /* fit for field 4 */
	struct wordbook keys;  /* fit to be one */
};

/* digits as for record_parse. */
void glance_init(struct glancer *glancer, int digits);

/* Look at a line that ends at a newline, or else is so long; GLANCE_BEHIND
 * bytes behind `most` can be read. */
enum glance_seen glance_line(struct glance *glance, struct glancer *glancer,
			     const char *at, size_t most);

/* The same, by means that every processor has. Tests compare the two. */
glance_look glance_line_narrowly;

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
