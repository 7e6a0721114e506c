#include "inorder.h"

#include <stdlib.h>

#include "together.h"
#include "zone.h"

/* Lines that are held at once, some 100 bytes each; in a piece of the work; and
 * for which a thread is worth its making. */
#define LINES_MOST ((size_t)512 * 1024)
#define PIECE_LINES 8192
#define THREADS_FROM 500
/* Lines of a case that are sorted where they stand. */
#define INSERTED_MOST 32

/* A line, and the case that it is of. */
struct line {
	union {
		size_t offset; /* in its piece, while that is read */
		char *at;
	} bytes;
	int64_t time;
	uint32_t len;
	uint32_t number; /* the case's, among those that are outlined anew */
};

/* What was read of a piece. */
struct read_piece {
	struct inorder *inorder;
	struct buffer bytes;
	struct line *lines;
	size_t count, room;
	struct fail failed;
};

struct inorder {
	struct scans *scans;
	struct scan_case *cases; /* in the parts that were read */
	size_t count, room;
	uint32_t **numbers; /* by part and index there: a number + 1; 0 */
	size_t parts;       /* that were read; those behind are new */

	/* Those that are at hand, and their lines. */
	size_t from, end;
	struct places_pieces pieces;
	struct read_piece *read;
	struct line *lines; /* sorted by their cases */
	size_t *begin;      /* of each case, from `from` on; and the end */
	size_t threads;
	struct lines readers[TOGETHER_MOST]; /* a thread's */
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

static void
take_line(void *context, struct places_line where, char *at, size_t len)
{
	struct read_piece *read = context;
	const struct inorder *inorder = read->inorder;
	struct line line = {.bytes.offset = read->bytes.len,
			    .len = (uint32_t)len};
	struct scan_case of;
	int offset;

	(void)where;
	/* What is no record any longer may be of no case. */
	if (len < GLANCE_ID_AT + CASEID_LEN ||
	    !zone_read(at, ZONE_TIME_LEN, &line.time, &offset) ||
	    !scans_find(inorder->scans, at + GLANCE_ID_AT, &of) ||
	    of.part >= inorder->parts || !inorder->numbers[of.part])
		return;
	line.number = inorder->numbers[of.part][of.index] - 1;
	if (line.number < inorder->from || line.number >= inorder->end)
		return;
	buffer_add(&read->bytes, at, len);
	read->lines = mem_grow(read->lines, read->count, &read->room,
			       sizeof(*read->lines));
	read->lines[read->count++] = line;
}

static void
read_one_piece(void *context, size_t index, size_t thread)
{
	struct inorder *inorder = context;
	struct read_piece *read = &inorder->read[index];

	read->inorder = inorder;
	places_read(&inorder->pieces.at[index], &inorder->readers[thread],
		    take_line, read, &read->failed);
	/* They are looked at where they are. */
	buffer_reserve(&read->bytes, GLANCE_BEHIND);
}

static bool
read_lines(struct inorder *inorder)
{
	struct scans *scans = inorder->scans;
	bool all = true;

	inorder->pieces.count = 0;
	for (size_t i = 0; i < inorder->parts; i++)
		places_cut(&inorder->pieces, &scans->at[i]->places,
			   PIECE_LINES);
	inorder->read = mem_zero(inorder->pieces.count, sizeof(*inorder->read));
	together_by_turns(inorder->pieces.count, inorder->threads,
			  read_one_piece, inorder);
	for (size_t i = 0; i < inorder->parts; i++)
		places_had(&scans->at[i]->places);
	for (size_t i = 0; i < inorder->pieces.count; i++) {
		const struct fail *failed = &inorder->read[i].failed;

		if (failed->kind != FAIL_NONE)
			all = fail_set(&scans->failed, failed->kind, "%s: %s",
				       scans->path, failed->text);
	}
	return all;
}

/* Order. */

/* Sort all lines by their cases; those of each stay in the order of reading. */
static void
sort_by_case(struct inorder *inorder)
{
	size_t cases = inorder->end - inorder->from;
	size_t *begin = mem_zero(cases + 2, sizeof(*begin));
	size_t count = 0;

	/* Shifted by two: where each case's next line comes, and in the end
	 * where the next case's first one did. */
	for (size_t i = 0; i < inorder->pieces.count; i++) {
		const struct read_piece *read = &inorder->read[i];

		for (size_t k = 0; k < read->count; k++)
			begin[read->lines[k].number - inorder->from + 2]++;
		count += read->count;
	}
	for (size_t i = 2; i < cases + 2; i++)
		begin[i] += begin[i - 1];
	inorder->lines = mem_get(count * sizeof(*inorder->lines));
	for (size_t i = 0; i < inorder->pieces.count; i++) {
		const struct read_piece *read = &inorder->read[i];

		for (size_t k = 0; k < read->count; k++) {
			struct line line = read->lines[k];

			line.bytes.at = read->bytes.at + line.bytes.offset;
			inorder->lines[begin[line.number - inorder->from +
					     1]++] = line;
		}
	}
	inorder->begin = begin;
}

static int
by_time(const void *a, const void *b)
{
	const struct line *left = a, *right = b;

	return (left->time > right->time) - (left->time < right->time);
}

static void
sort_by_time(struct line *lines, size_t count)
{
	if (count > INSERTED_MOST) {
		qsort(lines, count, sizeof(*lines), by_time);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		struct line line = lines[i];
		size_t to = i;

		for (; to > 0 && lines[to - 1].time > line.time; to--)
			lines[to] = lines[to - 1];
		lines[to] = line;
	}
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
		struct line *lines = inorder->lines + inorder->begin[i];
		size_t count = inorder->begin[i + 1] - inorder->begin[i];

		sort_by_time(lines, count);
		for (size_t k = 0; k < count; k++)
			scan_take_again(scan, lines[k].bytes.at, lines[k].len);
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
		glance_id_bytes(id, outline->id);
		if (!scans_find(scans, id, &other)) {
			outline->marks &= ~(uint32_t)OUTLINE_ELSEWHERE;
			continue;
		}
		scans_outline(scans, other)->marks |= OUTLINE_SPREAD;
		if (outline->caused)
			caused_forget(&outlining->caused.at[outline->caused]);
	}
}

static void
release_lines(struct inorder *inorder)
{
	for (size_t i = 0; i < inorder->pieces.count; i++) {
		buffer_release(&inorder->read[i].bytes);
		free(inorder->read[i].lines);
	}
	free(inorder->read);
	free(inorder->lines);
	free(inorder->begin);
	inorder->lines = NULL;
	inorder->begin = NULL;
}

void
inorder_outline(struct scans *scans)
{
	struct inorder inorder = {.scans = scans, .parts = scans->count};
	size_t most = together_most();

	if (scans->wanted->brief != BRIEF_NONE || !are_any(scans))
		return;
	find_cases(&inorder);
	for (size_t i = 0; i < most; i++)
		lines_init(&inorder.readers[i], -1, 0);
	while (choose(&inorder) > 0) {
		while (scans->count < inorder.parts + inorder.threads)
			scans_add_part(scans);
		if (read_lines(&inorder)) {
			sort_by_case(&inorder);
			together(inorder.threads, outline_share, &inorder);
			leave_behind(&inorder);
		}
		release_lines(&inorder);
	}
	for (size_t i = 0; i < most; i++)
		lines_release(&inorder.readers[i]);
	for (size_t i = 0; i < inorder.parts; i++)
		free(inorder.numbers[i]);
	free(inorder.numbers);
	free(inorder.pieces.at);
	free(inorder.cases);
}
