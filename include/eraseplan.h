/*
 * What is erased from a journal's files, line by line (DESIGN, section 7,
 * case-erase): a plan of cases; bytes in, bytes out. Pure; the files are
 * erasing's.
 */
#ifndef ERASEPLAN_H
#define ERASEPLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "caseid.h"
#include "erasenames.h"
#include "journal.h"
#include "mem.h"
#include "policy.h"
#include "record.h"

/* A case that is erased: its lines up to an instant. */
struct eraseplan_case {
	char id[CASEID_SIZE];
	int64_t until;    /* INSTANT_NONE: nothing yet */
	const char *name; /* in place of the customer's; borrowed */
	int64_t last;     /* of its lines; INSTANT_NONE before a look */
	bool fresh;       /* there are words behind until */
	size_t lines;     /* that have words, in all files */
};

/* Zero-initialise, and set policy; eraseplan_release. */
struct eraseplan {
	const struct policy *policy;
	struct eraseplan_case *cases;
	size_t count, room;
	struct erase_names names; /* of the customers, as the lines have them */
	size_t lines;   /* of all cases that have words, in the file to be
			   rewritten */
	size_t foreign; /* and in the journal's other files */
	struct eraseplan_file { /* of these, in order */
		char *name;
		char *mark; /* its machine's line; NULL */
		bool own;   /* is to be rewritten */
		size_t lines;
	} * files;
	size_t file_count, file_room;

	bool sorted;         /* private, as what follows */
	const char **shorts; /* the last seven of each id, sorted; NULL before
				they are asked for */
};

/*
 * Add a case, each just once; `until` and what stands in place of the name come
 * from an erase that there is (NULL: none yet, the plan's name). Not to be
 * called after the first of the functions below.
 */
void eraseplan_add(struct eraseplan *plan, const char *id,
		   const struct record *erase);
/* A case of the plan by its id (CASEID_LEN bytes); NULL. */
struct eraseplan_case *eraseplan_find(struct eraseplan *plan, const char *id);

/*
 * Look at a line of the journal before anything is changed: what the customers
 * are called, how much has words, until when. own: it is in the file that is
 * going to be rewritten. To be called for all lines of all files.
 */
void eraseplan_look(struct eraseplan *plan, const struct journal_line *line,
		    bool own);
/* The same for a comment: whose file it is in. */
void eraseplan_look_at_comment(struct eraseplan *plan,
			       const struct journal_line *line, bool own);
/* Whether a file, once all were looked at, is a copy of the one that is going
 * to be rewritten: of the same machine's mark. No machine rewrites it. */
bool eraseplan_is_copy(const struct eraseplan *plan,
		       const struct eraseplan_file *file);

/* What is done to a file. Zero-initialise; eraseplan_done_release. */
struct eraseplan_done {
	size_t lines;        /* that words were taken out of */
	size_t gone;         /* damaged lines, pieces and comments, taken away
				whole */
	size_t unsure;       /* bad lines and pieces that no case can be told
				of, and stay */
	struct buffer taken; /* all of these lines, as they were */
	/* Numbers of lines of other cases that name a customer, where
	 * privacy.erase.reaches has notes. */
	size_t *named;
	size_t named_count, named_room;
	/* Numbers of the bad lines among unsure, of a journal alone. */
	size_t *unsure_lines;
	size_t unsure_room;
};

/*
 * A journal's bytes without what is to go, to out: lines of the plan's cases
 * up to until are written anew, all others stay byte by byte. A bad line of
 * such a case goes whole, and so does a comment or a bad line of no case that
 * speaks of one, by its whole or its short id as people write them, or of its
 * customer. A bad line of which no case can be told stays, and is noted.
 */
void eraseplan_journal(struct eraseplan *plan, const char *at, size_t len,
		       struct buffer *out, struct eraseplan_done *done);

/* The same for JOURNAL.torn and JOURNAL.bad: pieces go whole, each with the
 * comment above it. */
void eraseplan_pieces(struct eraseplan *plan, const char *at, size_t len,
		      struct buffer *out, struct eraseplan_done *done);

/* Give back what was noted of one file; it is zero again, and may be used for
 * the next. The bytes in out are their owner's. */
void eraseplan_done_release(struct eraseplan_done *done);
/* Give back the plan's cases and the names noted of them; not its policy, which
 * is borrowed. Also for one to which nothing was added. */
void eraseplan_release(struct eraseplan *plan);

#endif
