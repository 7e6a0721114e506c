#include "inorder.h"

#include <stdlib.h>

#include "heldlines.h"
#include "scan.h"
#include "scanneeds.h"
#include "together.h"
#include "zone.h"

/* Lines that are held at once, some 100 bytes each; in a piece of the work; and
 * for which a thread is worth its making. */
#define LINES_MOST ((size_t)512 * 1024)
#define PIECE_LINES 8192
#define THREADS_FROM 500
struct inorder {
	struct scans *scans;
	struct scan_case *cases; /* in the parts that were read */
	size_t count, room;
	uint32_t **numbers; /* by part and index there: a number + 1; 0 */
	size_t parts;       /* that were read; those behind are new */

	/* Those that are at hand, and their lines. */
	size_t from, end;
	struct places_pieces pieces;
	struct heldlines held;
	size_t threads;
};

static bool
are_any(const struct scans *scans)
{
	bool any = false;

	for (size_t i = 0; i < scans->count && !any; i++)
		any = scans->at[i]->outlines.unordered > 0;
	return any;
}

/* Find those cases. */
static void
find_cases(struct inorder *inorder)
{
	struct scans *scans = inorder->scans;
	struct scan_case at = {0, 0};

	inorder->numbers = mem_zero(inorder->parts, sizeof(*inorder->numbers));
	for (; scans_reach(scans, &at); at.index++) {
		uint32_t **numbers = &inorder->numbers[at.part];

		if (!(scans_outline(scans, at)->marks & OUTLINE_UNORDERED))
			continue;
		if (!*numbers)
			*numbers = mem_zero(scans->at[at.part]->outlines.count,
					    sizeof(**numbers));
		inorder->cases =
			mem_grow(inorder->cases, inorder->count, &inorder->room,
				 sizeof(*inorder->cases));
		inorder->cases[inorder->count++] = at;
		(*numbers)[at.index] = (uint32_t)inorder->count;
	}
}

/* Take the next cases in hand: how many lines they have. */
static size_t
choose(struct inorder *inorder)
{
	size_t lines = 0;

	for (inorder->from = inorder->end;
	     inorder->end < inorder->count && lines < LINES_MOST;
	     inorder->end++)
		lines += scans_need_lines(inorder->scans,
					  inorder->cases[inorder->end]);
	inorder->threads = lines < THREADS_FROM ? 1 : together_most();
	return lines;
}

/* Reading. */

/* What is of a case in hand, by the case's number. */
static bool
is_in_hand(const void *context, const char *at, struct held_line *line)
{
	const struct inorder *inorder = context;
	struct scan_case of;
	uint32_t number;
	int offset;

	/* What is no record any longer may be of no case. */
	if (line->len < GLANCE_ID_AT + CASEID_LEN ||
	    !zone_read(at, ZONE_TIME_LEN, &line->time, &offset) ||
	    !scans_find(inorder->scans, at + GLANCE_ID_AT, &of) ||
	    of.part >= inorder->parts || !inorder->numbers[of.part])
		return false;
	number = inorder->numbers[of.part][of.index];
	if (number <= inorder->from || number > inorder->end)
		return false;
	line->key = number - 1 - (uint32_t)inorder->from;
	return true;
}

static bool
read_lines(struct inorder *inorder)
{
	struct scans *scans = inorder->scans;
	struct fail why;
	bool read;

	inorder->pieces.count = 0;
	for (size_t i = 0; i < inorder->parts; i++)
		places_cut(&inorder->pieces, &scans->at[i]->places,
			   PIECE_LINES);
	read = heldlines_read(&inorder->held, &inorder->pieces,
			      inorder->threads, is_in_hand, inorder, &why);
	for (size_t i = 0; i < inorder->parts; i++)
		places_had(&scans->at[i]->places);
	return read || fail_set(&scans->failed, why.kind, "%s: %s", scans->path,
				why.text);
}

/* Outline a thread's cases anew, in a part of its own. */
static void
outline_share(void *context, size_t index)
{
	struct inorder *inorder = context;
	struct scan *scan = inorder->scans->at[inorder->parts + index];
	struct together_share share = together_share(
		inorder->end - inorder->from, inorder->threads, index);

	for (size_t i = share.from; i < share.end; i++) {
		size_t begin = heldlines_begin(&inorder->held, i);
		size_t count = inorder->held.ends[i] - begin;
		struct held_line *lines = inorder->held.at + begin;

		heldlines_sort_by_time(lines, count);
		for (size_t k = 0; k < count; k++)
			scan_take_again(scan, lines[k].at, lines[k].len);
	}
}

/* What was known of a case before is known better in another part. */
static void
leave_behind(struct inorder *inorder)
{
	struct scans *scans = inorder->scans;

	for (size_t i = inorder->from; i < inorder->end; i++) {
		char id[CASEID_SIZE];
		struct scan_case at = inorder->cases[i], other;
		struct outline *outline = scans_outline(scans, at);
		struct outlining *outlining =
			&scans->at[at.part]->outlines.outlining;

		outline->marks |= OUTLINE_ELSEWHERE;
		glance_id_bytes(id, outline_id(outline));
		if (!scans_find(scans, id, &other)) {
			outline->marks &= ~(uint32_t)OUTLINE_ELSEWHERE;
			continue;
		}
		scans_outline(scans, other)->marks |= OUTLINE_SPREAD;
		if (outline->caused)
			caused_forget(&outlining->caused.at[outline->caused]);
	}
}

void
inorder_outline(struct scans *scans)
{
	struct inorder inorder = {.scans = scans, .parts = scans->count};

	if (scans->wanted->brief != BRIEF_NONE || !are_any(scans))
		return;
	find_cases(&inorder);
	while (choose(&inorder) > 0) {
		while (scans->count < inorder.parts + inorder.threads)
			scans_add_part(scans);
		if (read_lines(&inorder)) {
			heldlines_sort(&inorder.held,
				       inorder.end - inorder.from);
			together(inorder.threads, outline_share, &inorder);
			leave_behind(&inorder);
		}
		heldlines_clear(&inorder.held);
	}
	heldlines_release(&inorder.held);
	for (size_t i = 0; i < inorder.parts; i++)
		free(inorder.numbers[i]);
	free(inorder.numbers);
	free(inorder.pieces.at);
	free(inorder.cases);
}
