/*
 * Which case somebody means (DESIGN, section 3, "Naming a case"): by its id,
 * by the beginning of its last seven characters, by a word of the customer's
 * name, an e-mail address, or the end of a phone number. Blind to case,
 * accents and, in names, apostrophes; open cases first.
 */
#ifndef NAMING_H
#define NAMING_H

#include <stdbool.h>
#include <stddef.h>

#include "casebook.h"
#include "fail.h"
#include "mem.h"

struct naming {
	struct casefile **fits; /* owned; all that fit, oldest first */
	size_t count, room;
	bool open; /* they are open cases */
};

/*
 * Find what a word fits. One fit: true. A merged case is given as the one that
 * it lives on in. None, several, or an id whose check character is wrong:
 * false, why is FAIL_USAGE with one sentence, and naming->fits holds the
 * several. Release naming in every case.
 */
bool naming_find(struct naming *naming, const struct casebook *book,
		 const char *word, struct fail *why);

/*
 * The same for a tool that lists: several fits are as good as one. closed: the
 * closed cases that fit are among them, too. False only where none fits, or an
 * id is mistyped.
 */
bool naming_find_all(struct naming *naming, const struct casebook *book,
		     const char *word, bool closed, struct fail *why);
void naming_release(struct naming *naming);

/*
 * What to say when naming_find gave false: its sentence, and where several fit
 * a line each with id, customer, phone or e-mail, day, kind and first words
 * (where messages leave words out, with id, day and kind).
 * For diag_block.
 */
void naming_refusal(struct buffer *out, const struct naming *naming,
		    const struct fail *why, const struct zone *zone,
		    int64_t now);

/* The last seven of an id, for a person: "7QK4XME". Points into the id. */
const char *naming_short(const char *id);

/*
 * The shortest beginning, of three characters or more, of the last seven of
 * an id that no other open case of the book shares; appended in upper case.
 */
void naming_shortest(struct buffer *out, const struct casebook *book,
		     const char *id);

/* The same in lower case, from the arena: what a line to type calls it. */
const char *naming_typed(const struct casebook *book,
			 const struct casefile *file, struct arena *arena);

/*
 * Which case an id that was typed is of, or its beginning: itself, even where
 * it was joined to another. False where the word is no id, or several begin so.
 */
bool naming_id(char id[CASEID_SIZE], const struct casebook *book,
	       const char *word);

/* Append what a line to type calls an open promise: its id, and where another
 * one bears it, as two tills give them out, "p1 -k of=TIME". */
void naming_promise(struct buffer *out, const struct casefile *file,
		    const struct casefile_promise *promise);

/* The customer's name, else another way to reach them, else "a customer". */
const char *naming_customer(const struct casefile *file);

/* The same for standard error: where messages leave names out (discreet.h), the
 * short id. */
const char *naming_in_message(const struct casefile *file);

/* What a case was asked for by, for standard error: the word; where messages
 * leave names out and it does not look like an id, "...". */
const char *naming_as_asked(const char *word);

#endif
