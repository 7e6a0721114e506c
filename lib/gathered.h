#ifndef GATHERED_H
#define GATHERED_H

#include <stddef.h>
#include <stdint.h>

#include "casefile.h"
#include "mem.h"
#include "record.h"

/*
 * Records sorted by the case that they are of, before they are folded, and
 * which cases were joined to which. For casebook alone.
 */

/* The lines of one id, as read. */
struct gathered {
	char id[CASEID_SIZE];
	struct record *records;
	size_t count;
	uint8_t size;  /* of that array, among GATHERED_SIZES */
	size_t parent; /* the case that it was joined to; itself if to none */
	size_t joined; /* the last case joined to this one, CASEFILE_NONE */
	size_t next;   /* the one joined to the same case before this one */
	const struct record *erased; /* the last erase of what it was joined
					to; NULL */
	size_t folded; /* index in the book's cases, CASEFILE_NONE before */
};

/* Arrays of records have room for 3 of them, 4, 6, 8, 12, 16…: so many sizes.
 */
#define GATHERED_SIZES 80

/* Zero-initialise. */
struct gathered_cases {
	struct gathered *cases; /* in order of their first records */
	size_t count, room;
	/* Of the arrays, and of each size those that a larger one replaced: not
	 * the heap's, which threads would share. */
	struct arena arena;
	struct gathered_spare *spare[GATHERED_SIZES];
	size_t *slots; /* hash of ids: index + 1, 0 for a free slot */
	size_t slot_count;
};

void gathered_add(struct gathered_cases *cases, const struct record *record);
/* Take over the records of others, behind those that are there, and leave the
 * others empty. */
void gathered_take(struct gathered_cases *cases, struct gathered_cases *others);
void gathered_release(struct gathered_cases *cases);

/* The index of an id; CASEFILE_NONE. */
size_t gathered_index(const struct gathered_cases *cases, const char *id);

/*
 * Join cases in order of time: the same pairs of merges give the same answer in
 * any order of lines, and two cases merged into each other end in one. What an
 * erase of a case takes from those that were joined to it is redacted.
 */
void gathered_join(struct gathered_cases *cases, struct arena *arena);

/* The case that one lives on in, after gathered_join; itself if it was joined
 * to none. */
size_t gathered_root(struct gathered_cases *cases, size_t at);

/* The last erase that counts for an id: its own, or of what it was joined to;
 * NULL. */
const struct record *gathered_erase(const struct gathered *gathered);

/* The records of a case and of all that was joined to it, in the arena. */
struct record *gathered_with_joined(struct gathered_cases *cases, size_t at,
				    size_t *count, struct arena *arena);

#endif
