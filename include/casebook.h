/*
 * All cases of a journal: read, grouped, merged and folded; and what can only
 * be seen across cases (the same person, a once= already there).
 */
#ifndef CASEBOOK_H
#define CASEBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "casefile.h"
#include "fail.h"
#include "inbrief.h"
#include "journal.h"
#include "policy.h"
#include "record.h"
#include "sift.h"

/* How many cases have a cause. */
struct casebook_cause {
	const char *cause; /* the plan's */
	size_t count;
	int64_t first; /* instant of the first of them */
};

struct casebook {
	struct arena arena;
	struct casefile *cases; /* folded, in order of opening, then id; merged
				   and erased ones included */
	size_t count;
	int32_t last_offset; /* of the journal's last line in time; 0 */
	int64_t last;        /* its instant, INSTANT_NONE in an empty one */
	size_t bad;          /* lines that were reported and skipped */
	struct casebook_lines *lines; /* private */
	const char **shorts; /* of all open cases the last seven of the id,
				sorted: what naming_shortest asks */
	size_t short_count;
	/* Cases that are not in the book, by their causes: those of the month
	 * that was wanted, as far as it is left. */
	struct caused_month month;
	struct casebook_cause *causes;
	size_t cause_count;
	/* Cases that are not in the book, or events of such, for they are told
	 * in brief: where outline.brief was wanted. */
	struct inbrief inbrief;
};

/* Where bad lines are told to: file, line, column (0 none), a sentence. */
typedef void casebook_report(void *context, const char *file, size_t line,
			     size_t column, const char *sentence);

/*
 * Read and fold the whole journal. digits: the currency's, -1 where no policy
 * is known. Bad lines are told, counted and left out. Fails only where the
 * journal cannot be read at all. Release with casebook_release, also after
 * failure.
 */
bool casebook_load(struct casebook *book, const struct journal *journal,
		   bool may_be_absent, int digits, casebook_report *report,
		   void *context, struct fail *why);

/* What a question needs of a journal; zero-initialise. */
struct casebook_wanted {
	enum sift_cases cases;
	struct outline_wanted outline;
	/* Of the cases that outline.meant names: */
	size_t like_cases; /* so many of the same category, closed last */
	bool given;        /* all of the same category with something given */
	/* Of SIFT_OWING, or NULL: of which cases it matters how often the
	 * customer came. Those that may owe something are marked before. */
	void (*mark)(const void *context, const struct casebook *book,
		     bool *marks);
	/* Of SIFT_OWING, or NULL: what of outline.month is to be counted, by
	 * what the cases say that are in the book. */
	void (*left)(const void *context, const struct casebook *book,
		     struct caused_month *month);
	/* Of the same persons' other cases, those alone that went on at that
	 * instant or later may bear on one (INT64_MAX: none); NULL: all. */
	int64_t (*since)(const void *context, const struct casefile *file);
	/* Of SIFT_OPENED, or NULL: of a case that was opened in its time,
	 * lengthen another time (from, and before to; at first none, its end
	 * before its beginning) so that it holds the openings of all cases,
	 * anybody's, that may bear on this one. */
	void (*bearing)(const void *context, const struct casefile *file,
			int64_t *from, int64_t *to);
	const void *context;
};

/*
 * The same, but of the cases those alone that are wanted, or named, and those
 * of which only a fold of all their lines can tell; with outline.persons those
 * of the same persons, too, of SIFT_NAMED for the named ones alone; with
 * outline.items those about the item of a named one. What they come to is the
 * same as in the whole book, but naming.h finds, and casebook_others gives,
 * only what is there.
 */
bool casebook_load_wanted(struct casebook *book, const struct journal *journal,
			  bool may_be_absent, int digits,
			  const struct casebook_wanted *wanted,
			  casebook_report *report, void *context,
			  struct fail *why);
/* Give back what the book owns: its cases, and every string of them. A book
 * whose loading failed, or that is zero, is fine. */
void casebook_release(struct casebook *book);

/* The case of an id (canonical form); NULL. A merged one as itself. */
struct casefile *casebook_find(const struct casebook *book, const char *id);

/* The case that a merged one lives on in; any other as itself. */
struct casefile *casebook_living(const struct casebook *book,
				 struct casefile *file);

/*
 * The erase that counts for the lines of an id, up to its instant: its own, or
 * one of a case that it was joined to, the last of them. NULL. Good until the
 * next casebook_add.
 */
const struct record *casebook_erase(const struct casebook *book,
				    const char *id);

/*
 * Add records to what was read and fold their case anew (an open makes a new
 * one): what the book would be after they are recorded. The records' strings
 * must live as long as the book. Pointers to cases are no longer good
 * afterwards, but those returned. Returns the case of the first record.
 */
struct casefile *casebook_add(struct casebook *book,
			      const struct record *records, size_t count);

/* The record with once=KEY: among openings (id NULL), or within a case; NULL.
 */
const struct record *casebook_once(const struct casebook *book, const char *id,
				   const char *key);

/* How many of the book's open cases are owned by somebody. */
size_t casebook_owned(const struct casebook *book, const char *who);

/* The other cases of the same person, oldest first. Caller frees the array. */
struct casefile **casebook_others(const struct casebook *book,
				  const struct policy *policy,
				  const struct casefile *file, size_t *count);

/*
 * Sort the cases into persons, by the same details but joined on: who gave
 * one phone number here and both that and an e-mail there is one person. For
 * casebook_person, until the next casebook_add. Linear in the number of cases.
 */
void casebook_find_persons(struct casebook *book, const struct policy *policy);

/* The number of a case's person: the same for cases of the same one. The index
 * of the first of them in cases. casebook_find_persons must have been called.
 */
size_t casebook_person(const struct casebook *book,
		       const struct casefile *file);

#endif
