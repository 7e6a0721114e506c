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
#include <string.h>

#include "bytes.h"
#include "caseid.h"
#include "event.h"
#include "fieldends.h"
#include "stamps.h"
#include "wordbook.h"

/* Fields that are told apart; of a line with more nothing is known. */
#define GLANCE_FIELDS 64
/* Where the id stands in every line that is sound. */
#define GLANCE_ID_AT 30
/* And its verb. */
#define GLANCE_VERB_AT (GLANCE_ID_AT + CASEID_LEN + 1)
/* Bytes behind a line that must be readable, whatever they hold. */
#define GLANCE_BEHIND FIELDENDS_BEHIND

/* The 14 bytes of a case id, as two words that overlap: equal where ids are. */
struct glance_id {
	uint64_t first, last;
};

/* A line, seen. It is borrowed: good as long as its bytes are, and until the
 * glancer looks at another. */
struct glance {
	const char *at;
	size_t len;   /* without its newline, and a CR before that */
	size_t taken; /* of the bytes looked at: with both */
	int64_t time; /* the instant of field 1 */
	int offset;   /* its offset, seconds east of UTC */
	struct glance_id id;
	enum verb verb;
	uint8_t what;                /* its number among the glancer's; 0 */
	size_t count;                /* of its fields, 8 at least */
	uint8_t keys[GLANCE_FIELDS]; /* of a key=value, its key's; 0 */
	int64_t due;                 /* private, where it has one: glance_due */
	bool has_due;
	/* Private, from base on: of each the byte behind it, and what is before
	 * the first is that of the line before; of a key=value, its '='. */
	const char *base;
	const uint32_t *ends;
	uint32_t equals[GLANCE_FIELDS];
};

enum glance_seen {
	GLANCE_SOUND,  /* record_parse takes it, if its id is one (caseid.h);
			  the glance is filled in */
	GLANCE_PASSED, /* of skim.h: of its verb no more is asked */
	GLANCE_UNSURE, /* ask record_parse; if it takes it, the glance is right,
			  and where its count is not 0 filled in */
	GLANCE_NONE,   /* there was no line left to be looked at */
};

/* What is kept between lines, as most are of the day of the one before, and
 * are made of the same words. */
struct glancer {
	struct stamps stamps;
	int digits; /* the currency's, or -1 */
	const struct wordbook *verbs;
	struct wordbook whats; /* fit for field 4 */
	struct wordbook keys;  /* fit to be one */
	/* Private: what is still to be looked at, and of the lines whose fields
	 * were found the next one, its first field and what may be odd. */
	const char *at, *until;
	size_t piece, line, field, odd;
	fieldends_find *find; /* what this processor can do */
	struct fieldends fields;
};

/* digits as for record_parse. */
void glance_init(struct glancer *glancer, int digits);

/*
 * Look at lines one after the other: the first begins at `at`, the last ends at
 * a newline or after `most` bytes; GLANCE_BEHIND bytes behind those can be
 * read. Of a line that is far too long nothing is known, and none behind it is
 * seen.
 */
void glance_begin(struct glancer *glancer, const char *at, size_t most);
enum glance_seen glance_next(struct glance *glance, struct glancer *glancer);

/* Look at one, the first of such. */
enum glance_seen glance_line(struct glance *glance, struct glancer *glancer,
			     const char *at, size_t most);

/* A field as it stands in the line, escaped: 0 the time, 3 what, 7 the text. */
static inline const char *
glance_field(const struct glance *glance, size_t field, size_t *len)
{
	const uint32_t *end = glance->ends + field;
	uint32_t begin = end[-1] + 1;

	*len = *end - begin;
	return glance->base + begin;
}

/* The key, and the value as it stands there, escaped, of a field that is
 * key=value: of a sound line the ninth, 8, and those behind it. Borrowed as the
 * glance is. */
static inline const char *
glance_key(const struct glance *glance, size_t field, size_t *len)
{
	uint32_t begin = glance->ends[field - 1] + 1;

	*len = glance->equals[field] - begin;
	return glance->base + begin;
}
/* The value of such a field. */
static inline const char *
glance_value(const struct glance *glance, size_t field, size_t *len)
{
	uint32_t begin = glance->equals[field] + 1;

	*len = glance->ends[field] - begin;
	return glance->base + begin;
}

/* Whether a field is a word, to the byte. */
static inline bool
glance_is(const struct glance *glance, size_t field, const char *word)
{
	size_t len;
	const char *at = glance_field(glance, field, &len);

	return bytes_are(at, len, word);
}

/* The instant of field 6, the due time; INSTANT_NONE. */
int64_t glance_due(const struct glance *glance);

/* The value of a key as it stands in the line, escaped; NULL. */
const char *glance_get(const struct glance *glance, const char *key,
		       size_t *len);

/* The verb of a word, as many of whose bytes can be read as of the longest that
 * a wordbook keeps; verbs: a glancer's. */
static inline enum verb
glance_verb(const struct wordbook *verbs, const char *at, size_t len)
{
	struct wordbook_word word;
	uint8_t number;

	if (len > WORDBOOK_LONGEST)
		return VERB_UNKNOWN;
	word = wordbook_word(at, len);
	number = wordbook_find(verbs, &word);
	return number ? (enum verb)(number - 1) : VERB_UNKNOWN;
}

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
