#include "heldlines.h"

#include <stdlib.h>

#include "mem.h"

/* Lines that are sorted where they stand. */
#define INSERTED_MOST 32

/* What is held of a piece. */
struct held_piece {
	struct buffer bytes;
	struct held_line *lines;
	size_t count, room;
	struct fail failed;
};

/* A reading of pieces. */
struct reading {
	struct heldlines *held;
	const struct places_pieces *pieces;
	heldlines_choose *choose;
	const void *context;
};

/* And of one. */
struct reading_piece {
	const struct reading *reading;
	struct held_piece *piece;
};

void
heldlines_clear(struct heldlines *held)
{
	for (size_t i = 0; i < held->piece_count; i++) {
		buffer_release(&held->pieces[i].bytes);
		free(held->pieces[i].lines);
	}
	free(held->pieces);
	free(held->at);
	free(held->ends);
	held->pieces = NULL;
	held->at = NULL;
	held->ends = NULL;
	held->piece_count = held->count = 0;
}

void
heldlines_release(struct heldlines *held)
{
	heldlines_clear(held);
	for (; held->reader_count > 0; held->reader_count--)
		lines_release(&held->readers[held->reader_count - 1]);
}

static void
take_line(void *context, struct places_line where, char *at, size_t len)
{
	const struct reading_piece *of = context;
	const struct reading *reading = of->reading;
	struct held_piece *piece = of->piece;
	struct held_line line = {.bytes.offset = piece->bytes.len,
				 .offset = where.offset,
				 .number = where.number,
				 .len = (uint32_t)len};

	if (!reading->choose(reading->context, at, &line))
		return;
	buffer_add(&piece->bytes, at, len);
	piece->lines = mem_grow(piece->lines, piece->count, &piece->room,
				sizeof(*piece->lines));
	piece->lines[piece->count++] = line;
}

static void
read_piece(void *context, size_t index, size_t thread)
{
	const struct reading *reading = context;
	struct held_piece *piece = &reading->held->pieces[index];
	struct reading_piece of = {reading, piece};

	places_read(&reading->pieces->at[index],
		    &reading->held->readers[thread], take_line, &of,
		    &piece->failed);
	/* They are looked at where they are. */
	buffer_reserve(&piece->bytes, LINES_BEHIND);
}

bool
heldlines_read(struct heldlines *held, const struct places_pieces *pieces,
	       size_t threads, heldlines_choose *choose, const void *context,
	       struct fail *why)
{
	struct reading reading = {held, pieces, choose, context};
	bool all = true;

	heldlines_clear(held);
	for (; held->reader_count < threads; held->reader_count++)
		lines_init(&held->readers[held->reader_count], -1, 0);
	held->pieces = mem_zero(pieces->count, sizeof(*held->pieces));
	held->piece_count = pieces->count;
	together_by_turns(pieces->count, threads, read_piece, &reading);
	for (size_t i = 0; i < pieces->count; i++) {
		const struct fail *failed = &held->pieces[i].failed;

		held->count += held->pieces[i].count;
		if (failed->kind != FAIL_NONE)
			all = fail_set(why, failed->kind, "%s", failed->text);
	}
	return all;
}

void
heldlines_sort(struct heldlines *held, size_t keys, heldlines_key *key,
	       const void *context)
{
	/* Shifted by one, at first: where each key's next line comes. */
	size_t *ends = mem_zero(keys + 1, sizeof(*ends));

	for (size_t i = 0; i < held->piece_count; i++) {
		const struct held_piece *piece = &held->pieces[i];

		for (size_t k = 0; k < piece->count; k++)
			ends[key(context, &piece->lines[k]) + 1]++;
	}
	for (size_t i = 1; i <= keys; i++)
		ends[i] += ends[i - 1];
	held->at = mem_get(held->count * sizeof(*held->at));
	for (size_t i = 0; i < held->piece_count; i++) {
		struct held_piece *piece = &held->pieces[i];

		for (size_t k = 0; k < piece->count; k++) {
			struct held_line line = piece->lines[k];

			line.bytes.at = piece->bytes.at + line.bytes.offset;
			held->at[ends[key(context, &line)]++] = line;
		}
		free(piece->lines);
		piece->lines = NULL;
	}
	held->ends = ends;
}

static int
by_time(const void *a, const void *b)
{
	const struct held_line *left = a, *right = b;

	if (left->time != right->time)
		return left->time < right->time ? -1 : 1;
	return (left->number > right->number) - (left->number < right->number);
}

void
heldlines_sort_by_time(struct held_line *lines, size_t count)
{
	if (count > INSERTED_MOST) {
		qsort(lines, count, sizeof(*lines), by_time);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		struct held_line line = lines[i];
		size_t to = i;

		for (; to > 0 && by_time(&lines[to - 1], &line) > 0; to--)
			lines[to] = lines[to - 1];
		lines[to] = line;
	}
}
