/*
 * A scan of a part of the journal: an outline of each case, where its lines
 * are, and each bad line. Parts that follow one another may be scanned at the
 * same time, and are put together afterwards: then every case has its outline
 * in one of them, and is what one scan of all lines would have found.
 */
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"
#include "journal.h"
#include "mem.h"
#include "outlines.h"
#include "places.h"
#include "scans.h"

/*
 * Scan the journal, and put its parts together. All that is given is borrowed
 * until scans_release, which has to follow in every case; digits as for
 * record_parse. Fails as journal_read does.
 */
bool scans_read(struct scans *scans, const struct journal *journal,
		bool may_be_absent, int digits,
		const struct outline_wanted *wanted,
		const struct rereading_taker *taker, struct arena *arena,
		struct fail *why);
/* Give back all that scans own; what was given stays the arena's. Scans that
 * could not be read are fine. */
void scans_release(struct scans *scans);

/* For bytime.h: have so many parts, 1 or above, that know no case yet, and each
 * where all lines are; of the first all are needed. And take such lines into
 * account, count of them, each with its newline, len bytes in all,
 * GLANCE_BEHIND behind which can be read: parts may do so at the same time,
 * each of other cases. */
#define SCAN_DAYS ((size_t)UINT16_MAX + 1) /* as outline_day counts them */
void scans_begin_again(struct scans *scans, size_t parts);
void scan_take_in_order(struct scan *scan, const struct places_line *lines,
			size_t count, char *at, size_t len);

/* For inorder.h: a further part, of no lines of its own, whose outlines are of
 * lines in others; and take such a line into account, of len bytes, which may
 * be written to, and GLANCE_BEHIND behind them read. */
void scans_add_part(struct scans *scans);
void scan_take_again(struct scan *scan, char *at, size_t len);

#endif
