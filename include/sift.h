/*
 * Reads of a journal no more than a question needs: a scan that outlines every
 * case, and then the lines of those cases alone that may change the answer,
 * decoded. What can be read only once (a pipe) is decoded as a whole. Where the
 * question is about few cases (SIFT_NAMED with wanted->few), no case is
 * outlined: few.h finds those.
 *
 * Every bad line is named that may change the answer: one of a case that is
 * given, one that may say which are, and one that could be of any case. Of
 * other cases they are named where all is judged: where it is asked what is
 * owed, was done or came of them.
 */
#ifndef SIFT_H
#define SIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"
#include "journal.h"
#include "mem.h"
#include "outline.h"
#include "personcases.h"
#include "scans.h"

/* Which cases a question is about. */
enum sift_cases {
	SIFT_OPEN,  /* those that are open */
	SIFT_OWING, /* those that may owe something, and those with a cause, a
		       rule passed over, a promise since an instant */
	SIFT_NAMED, /* those that words name, and those with a cause or a gift
		       since an instant */
	SIFT_NAMED_AND_OPEN,
	/* Asks for OUTLINE_NOTED_VERBS, unless it is of all. */
	SIFT_ACTIVE, /* those with an event of some verbs, and with any since an
			instant; but for those of which a brief tells */
	SIFT_OPENED, /* those opened in a time: asks for OUTLINE_NOTED_OPENED */
};

struct sift {
	struct scans scans;
	int64_t last;        /* the last line in time; INSTANT_NONE */
	int32_t last_offset; /* its offset */
	struct sift_private *private;
};

/*
 * Scan the journal, and give the records of the cases asked for, and of those
 * that words name; of those for which only a fold can tell, too. Those that
 * were joined are given together, here and later. wanted is borrowed until
 * sift_end, strings are taken from the arena. digits as for record_parse. Fails
 * as journal_read does. sift_end has to follow in every case.
 */
bool sift_begin(struct sift *sift, const struct journal *journal,
		bool may_be_absent, int digits, enum sift_cases cases,
		const struct outline_wanted *wanted,
		const struct rereading_taker *taker, struct arena *arena,
		struct fail *why);

/* Whether a case that is not given has an event since the instant that was
 * wanted, of SIFT_ACTIVE. Then a brief tells of it, where one was wanted. */
bool sift_is_in_brief(const struct sift *sift, struct scan_case at);

/* Those that are sought for what they share with others (relatives.h). */
struct relatives *sift_relatives(const struct sift *sift);

/* Find further cases that share a detail with those that are sought, and seek
 * theirs. Whether that is news for cases that were given before. */
bool sift_find_related(struct sift *sift);

/* Seek what was found so: all of it, or of persons, where the cases that were
 * given are, what has to be read (personcases.h). */
void sift_seek_related(struct sift *sift, struct personcases *persons);

/* Of SIFT_OPENED: seek all that were opened from an instant on, and before
 * another. */
void sift_seek_opened(struct sift *sift, int64_t from, int64_t to);

/* Seek one case, by its id. */
void sift_seek(struct sift *sift, const char *id);

/* Seek the cases of a category that were closed last, so many and one, with
 * OUTLINE_NOTED_CLOSED or few; of those whose category no plan spells so, all.
 */
void sift_seek_last_closed(struct sift *sift, const char *category,
			   size_t most);

/* Seek all to whom something was given, of a category. */
void sift_seek_given(struct sift *sift, const char *category);

/* Seek all about an item; wanted->items is asked for. */
void sift_seek_item(struct sift *sift, const char *item);

/* Give the records of the cases that were found. Those that were given before
 * are not given again. */
void sift_give_found(struct sift *sift);

/* Whether all that was to be given was; false with why filled in where a file
 * could not be read a second time. */
bool sift_gave_all(const struct sift *sift, struct fail *why);

/* Call found with the id of each case that may be open and was not given. */
void sift_find_open(const struct sift *sift,
		    void (*found)(void *context, const char *id),
		    void *context);

/* Whether words named a case that was scanned. */
bool sift_is_named(const struct sift *sift, const char *id);

/* Whether a case may owe something by itself, not only by what its cause came
 * to. */
bool sift_may_owe(const struct sift *sift, const char *id);

/* Of the cases of wanted->month, or of a part of it that ends with it, that
 * were not given, count those that have each word, by the words' numbers, and
 * give those words. The last of the cases is always given, and those whose
 * cause is none of the plan's. counts: zero-initialised. */
const struct planwords *sift_count_month(
	const struct sift *sift, const struct caused_month *month,
	struct caused_count counts[UINT8_MAX + 1]);

/* Give back all that a sift owns, whether it could begin or not; what was given
 * stays the arena's. */
void sift_end(struct sift *sift);

#endif
