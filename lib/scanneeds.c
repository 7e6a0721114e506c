#include "scanneeds.h"

#include <stdlib.h>

#include "rereading.h"

struct scan_merge {
	struct scan_case into, from;
	bool known; /* what comes of it */
};

static bool
is_same_case(struct scan_case a, struct scan_case b)
{
	return a.part == b.part && a.index == b.index;
}

/* Have all merges in one list, each case where its outline is; one that names
 * no case as that of a case to itself. */
static void
list_merges(struct scans *scans)
{
	for (size_t i = 0; i < scans->count; i++) {
		const struct outlines *outlines = &scans->at[i]->outlines;
		size_t count;
		const struct outlines_merge *merges =
			outlines_merges(outlines, &count);

		for (size_t k = 0; k < count; k++) {
			struct scan_merge merge = {.known = false};

			scans_find_id(scans,
				      outline_id(outlines_at(outlines,
							     merges[k].index)),
				      &merge.into);
			if (!scans_find_id(scans, merges[k].other, &merge.from))
				merge.from = merge.into;
			scans->merges = mem_grow(
				scans->merges, scans->merge_count,
				&scans->merge_room, sizeof(*scans->merges));
			scans->merges[scans->merge_count++] = merge;
		}
	}
}

/* Whether a brief tells of a case, or none is made. */
static bool
is_told(const struct outlines *outlines, size_t index)
{
	const struct briefs *briefs = &outlines->outlining.briefs;

	return briefs->of == BRIEF_NONE || briefs_at(briefs, index)->line > 0;
}

/*
 * Whether a case that was joined to another adds nothing to what the outline of
 * that one says: it was opened, and no more, and is of the same kind. Who
 * writes a complaint down twice joins the second at once. Of an odd one the
 * merge may be taken back.
 */
static bool
adds_nothing(const struct scans *scans, const struct scan_merge *merge)
{
	const struct outlines *outlines =
		&scans->at[merge->from.part]->outlines;
	const struct outline *from = scans_outline(scans, merge->from);
	const struct outline *into = scans_outline(scans, merge->into);

	return !is_same_case(merge->into, merge->from) &&
	       !(from->marks & ~(uint32_t)OUTLINE_NAMED) &&
	       is_told(outlines, merge->from.index) &&
	       !(into->marks & (OUTLINE_ODD | OUTLINE_ERASED | OUTLINE_HISTORY |
				OUTLINE_OTHER_KIND)) &&
	       from->line > 0 && outlines_before(outlines, from->line) == 0 &&
	       from->caused == 0 && from->category == into->category &&
	       from->channel == into->channel && from->heat == into->heat;
}

/* What those say of their customers who were joined. Whether that makes both
 * together somebody's whom neither alone is known to be. */
static bool
join_persons(const struct scans *scans, const struct scan_merge *merge)
{
	struct outlines *into = &scans->at[merge->into.part]->outlines;
	const struct outlines *from = &scans->at[merge->from.part]->outlines;

	return relatives_join(&into->outlining.relatives, merge->into.index,
			      &from->outlining.relatives, merge->from.index);
}

/* Cases that were joined are odd, but where one adds nothing. */
static void
mark_joined(struct scans *scans)
{
	list_merges(scans);
	for (size_t i = 0; i < scans->merge_count; i++) {
		struct scan_merge *merge = &scans->merges[i];
		struct outline *into = scans_outline(scans, merge->into);
		struct outline *from = scans_outline(scans, merge->from);

		merge->known = adds_nothing(scans, merge) &&
			       !join_persons(scans, merge);
		into->marks |= merge->known ? OUTLINE_JOINED : OUTLINE_ODD;
		from->marks |= merge->known ? OUTLINE_JOINED | OUTLINE_MERGED
					    : OUTLINE_ODD;
	}
}

void
scans_join(struct scans *scans)
{
	mark_joined(scans);
	for (size_t i = 0; i < scans->count; i++)
		scans->at[i]->given =
			mem_zero(scans->at[i]->outlines.count, sizeof(bool));
}

bool
scans_is_given(const struct scans *scans, struct scan_case at)
{
	return scans->at[at.part]->given[at.index];
}

static size_t
need_lines(struct scan *scan, size_t index)
{
	size_t count = 0;

	for (uint32_t line = outlines_at(&scan->outlines, index)->line;
	     line > 0; line = outlines_before(&scan->outlines, line)) {
		places_need(&scan->places, line);
		count++;
	}
	return count;
}

size_t
scans_need_lines(const struct scans *scans, struct scan_case at)
{
	const struct outline *outline = scans_outline(scans, at);
	size_t count = need_lines(scans->at[at.part], at.index);

	for (size_t i = 0; outline->marks & OUTLINE_SPREAD && i < scans->count;
	     i++) {
		size_t index = outlines_find(&scans->at[i]->outlines,
					     outline_id(outline));

		if (i != at.part && index != OUTLINES_NEW)
			count += need_lines(scans->at[i], index);
	}
	return count;
}

/* The case that goes on for one that was joined to it; that one itself. */
static struct scan_case
case_going_on(const struct scans *scans, struct scan_case at)
{
	for (size_t i = 0; i < scans->merge_count; i++) {
		const struct scan_merge *merge = &scans->merges[i];

		if (merge->known && is_same_case(merge->from, at))
			return merge->into;
	}
	return at;
}

bool
scans_joined(const struct scans *scans, struct scan_case at, size_t *next,
	     struct scan_case *other)
{
	struct scan_case into;

	if (!(scans_outline(scans, at)->marks & OUTLINE_JOINED))
		return false;
	into = case_going_on(scans, at);
	for (; *next <= scans->merge_count; ++*next) {
		const struct scan_merge *merge = &scans->merges[*next];
		bool is_last = *next == scans->merge_count;

		*other = is_last ? into : merge->from;
		if (is_same_case(*other, at) ||
		    (!is_last &&
		     (!merge->known || !is_same_case(merge->into, into))))
			continue;
		++*next;
		return true;
	}
	return false;
}

void
scans_need(const struct scans *scans, struct scan_case at)
{
	struct scan_case other;

	if (scans->at[at.part]->given[at.index])
		return;
	scans->at[at.part]->given[at.index] = true;
	scans_need_lines(scans, at);
	for (size_t next = 0; scans_joined(scans, at, &next, &other);)
		scans_need(scans, other);
}

void
scans_give(struct scans *scans)
{
	struct places **places = mem_get((scans->count + 1) * sizeof(*places));
	struct fail why;

	for (size_t i = 0; i < scans->count; i++)
		places[i] = &scans->at[i]->places;
	if (!rereading_read(places, scans->count, scans->digits, scans->taker,
			    scans->arena, &why))
		fail_set(&scans->failed, why.kind, "%s: %s", scans->path,
			 why.text);
	free(places);
}
