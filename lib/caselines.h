/*
 * Which of the lines of a case stand: each once, whatever copies and plans were
 * put together, and none that was taken back. Pure.
 */
#ifndef CASELINES_H
#define CASELINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"
#include "record.h"

/* Sort by record_order, and drop lines that are there twice: how many are left.
 */
size_t caselines_sort(struct record *records, size_t count);

/* Of sorted lines of an erased case, of which plans or copies left different
 * rests, keep the first of each event, which is the shortest in what, due and
 * amount (a dash sorts before all else): how many are left. */
size_t caselines_drop_rests(struct record *records, size_t count);

/* Of sorted lines the first one at an instant or after it; count where there is
 * none. */
size_t caselines_first_at(const struct record *lines, size_t count, int64_t at);

/* Of sorted lines the one that of= of a record names; NULL. */
const struct record *caselines_named(const struct record *lines, size_t count,
				     const struct record *record);

/* Of sorted lines the one that a retract of the case and instant of one of them
 * means: another one, where two tills recorded something at the same time, for
 * a retract goes by nothing else. Whether that stands does not matter: a second
 * retract means the same. */
const struct record *caselines_retracted_by(const struct record *lines,
					    size_t count,
					    const struct record *line);

/* Whether a line can be taken back: an opening, a retraction and an erase
 * cannot. */
bool caselines_can_be_retracted(const struct record *line);

/*
 * Of sorted lines, which do not stand, in the arena: retractions and what they
 * take back, an opening that was taken in twice, and what a machine wrote down
 * again out of another's list (case-list -e | case-log -).
 */
bool *caselines_gone(const struct record *lines, size_t count,
		     struct arena *arena);

#endif
