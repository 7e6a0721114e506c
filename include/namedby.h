/*
 * What cases are named by where a question is about some, words and details,
 * and whether a line says so. Now and then it is said of a line that does not;
 * never the other way round.
 */
#ifndef NAMEDBY_H
#define NAMEDBY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "glance.h"
#include "meant.h"
#include "record.h"
#include "relatives.h"

/* A detail of a case, in any spelling that says the same. */
struct namedby_detail {
	const char *key, *value;
};

struct namedby {
	const struct meant *meant; /* words */
	size_t meant_count;
	const struct namedby_detail *details;
	size_t detail_count;
	/* Private: of each detail its hash, and that of what stands there once
	 * it is erased. */
	uint32_t *hashes, *erased;
	struct relatives *relatives; /* that hash them */
	bool near;                   /* private: some word may be a slip */
	bool *shown; /* private: of such a word, that its check is right */
};

/* All that is given is borrowed until namedby_release. */
void namedby_init(struct namedby *named, const struct meant *meant,
		  size_t meant_count, const struct namedby_detail *details,
		  size_t detail_count, struct relatives *relatives);
void namedby_release(struct namedby *named);

/* Whether a case may be named by what stands at a key of its opening or of an
 * amendment. */
bool namedby_key(const struct namedby *named, const char *key, size_t len);

/* Whether it is by a value there, as the line holds it. hash: of it, as
 * relatives_know gives it, where that is known; else 0. */
bool namedby_value(const struct namedby *named, const char *key, size_t key_len,
		   const char *value, size_t len, uint32_t hash);

/* Whether a case is the first that is seen with whose day a word that may be a
 * slip has its check right: with that it is no slip (naming.h). */
bool namedby_day(struct namedby *named, struct glance_id id);

/* Whether a case that this line erases is called from then on as one that is
 * sought: by what stands where its details stood, or a name that it gives. */
bool namedby_erase(const struct namedby *named, const struct glance *glance);

/* Whether a line that had to be decoded may name its case. */
bool namedby_record(const struct namedby *named, const struct record *record);

#endif
