#include "heldlines.h"

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "record.h"
#include "together.h"

/* Lines that are sorted where they stand. */
#define INSERTED_MOST 32

_Static_assert(RECORD_LINE_MAX < 1 << 21, "a held line knows how long it is");

/* Of lines' bytes: what a thread asks for at once. */
#define CHUNK ((size_t)256 * 1024)

/* What is held of a piece: a reader's. */
struct held_piece {
	struct held_line *lines;
	size_t count;
	struct fail failed;
};

/* A thread's. All that is held is in its arenas, for in small pieces of all
 * sizes it would take up the more room the more often it is read. */
struct held_reader {
	struct lines lines;
	struct arena bytes, places; /* of lines, until they are sorted */
	char *free;                 /* in bytes, so many */
	size_t left;
	struct held_line *piece; /* the lines of the piece at hand */
	size_t count, room;
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
	struct held_reader *reader;
};

void
heldlines_clear(struct heldlines *held)
{
	for (size_t i = 0; i < held->reader_count; i++) {
		struct held_reader *reader = &held->readers[i];

		arena_clear(&reader->bytes);
		arena_clear(&reader->places);
		reader->left = 0;
	}
	free(held->pieces);
	free(held->ends);
	held->pieces = NULL;
	held->ends = NULL;
	held->piece_count = held->count = 0;
}

void
heldlines_release(struct heldlines *held)
{
	heldlines_clear(held);
	for (size_t i = 0; i < held->reader_count; i++) {
		struct held_reader *reader = &held->readers[i];

		lines_release(&reader->lines);
		arena_release(&reader->bytes);
		arena_release(&reader->places);
		free(reader->piece);
	}
	free(held->readers);
	free(held->at);
	*held = (struct heldlines){0};
}

/* Room for a line, and LINES_BEHIND. */
static char *
room_for(struct held_reader *reader, size_t len)
{
	char *at;

	if (reader->left < len + LINES_BEHIND) {
		reader->left =
			len + LINES_BEHIND > CHUNK ? len + LINES_BEHIND : CHUNK;
		reader->free = arena_get(&reader->bytes, reader->left);
	}
	at = reader->free;
	reader->free += len;
	reader->left -= len;
	return at;
}

static void
take_line(void *context, struct places_line where, char *at, size_t len)
{
	const struct reading_piece *of = context;
	const struct reading *reading = of->reading;
	struct held_reader *reader = of->reader;
	struct held_line line = {.offset = (uint64_t)where.offset,
				 .len = len,
				 .number = where.number};

	if (!reading->choose(reading->context, at, &line))
		return;
	line.at = memcpy(room_for(reader, len), at, len);
	reader->piece = mem_grow(reader->piece, reader->count, &reader->room,
				 sizeof(*reader->piece));
	reader->piece[reader->count++] = line;
}

static void
read_piece(void *context, size_t index, size_t thread)
{
	const struct reading *reading = context;
	struct held_piece *piece = &reading->held->pieces[index];
	struct held_reader *reader = &reading->held->readers[thread];
	struct reading_piece of = {reading, reader};
	size_t size;

	reader->count = 0;
	places_read(&reading->pieces->at[index], &reader->lines, take_line, &of,
		    &piece->failed);
	if (reader->count == 0)
		return;
	size = reader->count * sizeof(*piece->lines);
	piece->lines =
		memcpy(arena_get(&reader->places, size), reader->piece, size);
	piece->count = reader->count;
}

static void
make_readers(struct heldlines *held, size_t count)
{
	if (held->reader_count >= count)
		return;
	held->readers =
		mem_resize(held->readers, count, sizeof(*held->readers));
	for (; held->reader_count < count; held->reader_count++) {
		struct held_reader *reader = &held->readers[held->reader_count];

		*reader = (struct held_reader){.left = 0};
		lines_init(&reader->lines, -1, 0);
	}
}

bool
heldlines_read(struct heldlines *held, const struct places_pieces *pieces,
	       size_t threads, heldlines_choose *choose, const void *context,
	       struct fail *why)
{
	struct reading reading = {held, pieces, choose, context};
	bool all = true;

	heldlines_clear(held);
	make_readers(held, threads);
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
heldlines_sort(struct heldlines *held, size_t keys)
{
	/* Shifted by one, at first: where each key's next line comes. */
	size_t *ends = mem_zero(keys + 1, sizeof(*ends));

	for (size_t i = 0; i < held->piece_count; i++) {
		const struct held_piece *piece = &held->pieces[i];

		for (size_t k = 0; k < piece->count; k++)
			ends[piece->lines[k].key + 1]++;
	}
	for (size_t i = 1; i <= keys; i++)
		ends[i] += ends[i - 1];
	if (held->count > held->room) {
		free(held->at);
		held->at = mem_get(held->count * sizeof(*held->at));
		held->room = held->count;
	}
	for (size_t i = 0; i < held->piece_count; i++) {
		const struct held_piece *piece = &held->pieces[i];

		for (size_t k = 0; k < piece->count; k++)
			held->at[ends[piece->lines[k].key]++] = piece->lines[k];
	}
	for (size_t i = 0; i < held->reader_count; i++)
		arena_clear(&held->readers[i].places);
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
