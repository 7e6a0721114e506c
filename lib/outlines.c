#include "outlines.h"

#include <stdlib.h>
#include <string.h>

#include "dayslots.h"
#include "linechain.h"
#include "mem.h"

struct outline_private {
	struct dayslots slots;
	struct linechain *chain; /* its own, or that of others */
	struct linechain own;

	/* The case of the last line: who is at the counter has several lines
	 * written, one after the other. */
	struct glance_id last_id;
	size_t last_index;

	struct outlines_merge *merges;
	size_t merge_count, merge_room;
};

static uint32_t
hash_at(const void *outlines, uint32_t number)
{
	return dayslots_hash_of(outlines_at(outlines, number)->id_end);
}

/* The index of an id, of that date; OUTLINES_NEW. */
static inline size_t
index_at(const struct outlines *outlines, struct glance_id id,
	 struct dayslots_date of)
{
	struct dayslots_search search = dayslots_seek(
		&outlines->private->slots, of.date, dayslots_hash_of(id.last));
	size_t index;

	while ((index = dayslots_next(&search)) != DAYSLOTS_NONE) {
		const struct outline *outline = outlines_at(outlines, index);

		if (outline->id_end == id.last &&
		    outline->id_digits == of.digits)
			return index;
	}
	return OUTLINES_NEW;
}

static bool
is_named(const struct outline_wanted *wanted, struct glance_id id)
{
	char bytes[CASEID_SIZE];
	bool named = false;

	if (wanted->meant_count == 0)
		return false;
	glance_id_bytes(bytes, id);
	for (size_t i = 0; i < wanted->meant_count && !named; i++)
		named = meant_is_id(&wanted->meant[i], bytes);
	return named;
}

/* The index of an id, made where there is none; OUTLINES_NEW where `new`, the
 * line that says it, is given and it is no case's id. */
static size_t
index_for(struct outlines *outlines, struct glance_id id,
	  const struct glance *new)
{
	struct dayslots_date of = dayslots_date(id);
	size_t index = index_at(outlines, id, of);

	if (index != OUTLINES_NEW)
		return index;
	if (new && !caseid_is_valid(new->at + GLANCE_ID_AT, CASEID_LEN))
		return OUTLINES_NEW;
	index = outlines->count;
	dayslots_add(&outlines->private->slots, of.date,
		     dayslots_hash_of(id.last), index,
		     new &&new->verb == VERB_OPEN, hash_at, outlines);
	table_make_room(&outlines->cases, index + 1);
	outlining_add(&outlines->outlining, index);
	*outlines_at(outlines, index) =
		(struct outline){.id_end = id.last, .id_digits = of.digits};
	if (is_named(outlines->outlining.wanted, id) ||
	    namedby_day(&outlines->outlining.named, id))
		outlines_at(outlines, index)->marks = OUTLINE_NAMED;
	outlines->count++;
	return index;
}

void
outlines_init(struct outlines *outlines, const struct outline_wanted *wanted)
{
	struct outline_private *private = mem_apart(sizeof(*private));

	*outlines = (struct outlines){.private = private};
	linechain_init(&private->own);
	private->chain = &private->own;
	table_init(&outlines->cases, sizeof(struct outline));
	outlining_init(&outlines->outlining, wanted);
}

void
outlines_release(struct outlines *outlines)
{
	struct outline_private *private = outlines->private;

	if (private) {
		dayslots_release(&private->slots);
		linechain_release(&private->own);
		free(private->merges);
		free(private);
	}
	outlining_release(&outlines->outlining);
	table_release(&outlines->cases);
	*outlines = (struct outlines){0};
}

/* An instant as an outline holds it: those that it has no room for are as the
 * first or the last of the others, and what is said of such a case is odd. */
static inline uint64_t
until_of(int64_t instant, struct outline *outline)
{
	const int64_t most = (INT64_C(1) << OUTLINE_UNTIL_BITS) - 2;

	if (instant < 0 || instant > most) {
		outline->marks |= OUTLINE_ODD;
		instant = instant < 0 ? 0 : most;
	}
	return (uint64_t)instant + 1;
}

/* Remember the case that a merge joins to this one. */
static void
note_merge(struct outline_private *private, size_t index, const char *id,
	   size_t len)
{
	private->merges =
		mem_grow(private->merges, private->merge_count,
			 &private->merge_room, sizeof(*private->merges));
	private->merges[private->merge_count++] = (struct outlines_merge){
		index,
		len == CASEID_LEN ? glance_id(id) : (struct glance_id){0, 0}};
}

/* Take a line that had to be decoded. */
static void
take_decoded(struct outlines *outlines, struct outline *outline, size_t index,
	     const struct record *record)
{
	struct outline_private *private = outlines->private;

	outline->marks |= OUTLINE_ODD;
	if (namedby_record(&outlines->outlining.named, record))
		outline->marks |= OUTLINE_NAMED;
	if (record->what && strcmp(record->event, "merge") == 0)
		note_merge(private, index, record->what, strlen(record->what));
}

/* Take a sound line. */
static void
take_sound(struct outlines *outlines, struct outline *outline, size_t index,
	   const struct glance *glance, struct places_line line)
{
	struct outlining *outlining = &outlines->outlining;

	outline_take(outline, outlining, index, glance);
	if (outlining->briefs.of != BRIEF_NONE)
		outline->brief = briefs_take(&outlining->briefs, outline->brief,
					     index, glance, line);
	if (glance->verb == VERB_MERGE) {
		size_t len;
		const char *other = glance_field(glance, RECORD_WHAT, &len);

		note_merge(outlines->private, index, other, len);
	}
}

enum outlines_took
outlines_take(struct outlines *outlines, size_t index,
	      const struct glance *glance, const struct record *record,
	      struct places_line line)
{
	struct outline_private *private = outlines->private;
	bool judged = glance->count > 0, seen = judged || !record, opens;
	int64_t time = seen ? glance->time : record->at;
	struct glance_id id = seen ? glance->id : glance_id(record->id);
	struct outline *outline;
	uint64_t until;

	if (index == OUTLINES_NEW) {
		index = glance_same_id(id, private->last_id)
				? private->last_index
				: index_for(outlines, id,
					    record ? NULL : glance);
		if (index == OUTLINES_NEW)
			return OUTLINES_UNSURE;
		private->last_id = id;
		private->last_index = index;
	}
	outline = outlines_at(outlines, index);
	opens = seen && glance->verb == VERB_OPEN;
	if (outlines->goes_on && outline->line == 0 && line.number > 0 &&
	    !opens)
		outline->marks |= OUTLINE_ELSEWHERE;
	if (line.number > 0) {
		linechain_put(private->chain, line.number, outline->line);
		outline->line = line.number;
	}
	if (outline->marks & OUTLINE_ELSEWHERE)
		return OUTLINES_ASIDE;
	/* Nothing stands before an opening, but of a till with another clock,
	 * or where it was lost. */
	until = until_of(time, outline);
	if (until < outline->until || (outline->until == 0) != opens) {
		outlines->unordered += !(outline->marks & OUTLINE_UNORDERED);
		outline->marks |= OUTLINE_ODD | OUTLINE_UNORDERED;
	} else if (until == outline->until)
		outline->marks |= OUTLINE_ODD;
	if (judged)
		take_sound(outlines, outline, index, glance, line);
	else if (record)
		take_decoded(outlines, outline, index, record);
	else
		outline->marks &= ~(uint32_t)OUTLINE_BORE_NOTHING;
	if (until > outline->until)
		outline->until = until;
	return OUTLINES_TOOK;
}

const struct outlines_merge *
outlines_merges(const struct outlines *outlines, size_t *count)
{
	*count = outlines->private->merge_count;
	return outlines->private->merges;
}

size_t
outlines_find(const struct outlines *outlines, struct glance_id id)
{
	return index_at(outlines, id, dayslots_date(id));
}

size_t
outlines_next_of_day(const struct outlines *outlines, size_t from,
		     const struct outlines *others)
{
	const struct dayslots *days = &others->private->slots;
	const struct outline *before = NULL;

	for (; from < outlines->count; from++) {
		const struct outline *outline = outlines_at(outlines, from);
		struct glance_id id;

		/* Those of a day mostly follow one another. */
		if (before && outline->id_digits == before->id_digits)
			continue;
		id = outline_id(outline);
		if (dayslots_has(days, dayslots_date(id).date))
			return from;
		before = outline;
	}
	return from;
}

void
outlines_share_lines(struct outlines *outlines, const struct outlines *of,
		     uint32_t last)
{
	struct linechain *chain = &of->private->own;

	if (outlines->private == of->private)
		linechain_share(chain, last);
	outlines->private->chain = chain;
}

void
outlines_expect_line(const struct outlines *outlines, uint32_t line)
{
	linechain_expect(outlines->private->chain, line);
}

uint32_t
outlines_before(const struct outlines *outlines, uint32_t line)
{
	return linechain_before(outlines->private->chain, line);
}
