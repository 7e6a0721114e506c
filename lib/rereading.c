#include "rereading.h"

#include <stdlib.h>

#include "together.h"

/* Lines for which a thread is worth its making; and in how many pieces each
 * does its share, so that they end at the same time. */
#define NEEDED_LEAST 500
#define PIECES_EACH 8
/* Of so many lines at most, as what was read is held twice for a while. */
#define PIECE_MOST 8192

/* Bytes that most lines take, decoded. */
#define RECORD_ROOM ((size_t)160)

/* Lines that were read and decoded. */
struct found {
	struct record *records; /* in the order of the lines */
	size_t count;
	struct arena arena; /* of their strings */
	struct badlines bad;
	const struct places *places;
	int digits;
	struct fail failed; /* of reading; then not all of them are here */
};

/* As many pieces at once as all threads have. */
struct rereading {
	struct places_pieces pieces;
	size_t first; /* of those at once */
	struct found *found;
	size_t threads;
	struct lines lines[TOGETHER_MOST]; /* a thread's */
	int digits;
};

static void
decode_line(void *context, struct places_line line, char *at, size_t len)
{
	struct found *found = context;
	struct record *record = &found->records[found->count];
	struct fail why;
	const char *file;
	size_t number;

	if (record_parse_case(record, arena_copy(&found->arena, at, len), len,
			      found->digits, &found->arena, &why)) {
		found->count++;
		return;
	}
	file = places_file_of(found->places, line.number, &number);
	badlines_keep(&found->bad, file, number, why.column, why.text);
}

static void
read_piece(void *context, size_t index, size_t thread)
{
	struct rereading *rereading = context;
	const struct places_piece *piece =
		&rereading->pieces.at[rereading->first + index];
	struct found *found = &rereading->found[index];

	*found = (struct found){
		.records = mem_get(piece->lines * sizeof(*found->records)),
		.places = piece->places,
		.digits = rereading->digits};
	arena_prepare(&found->arena, RECORD_ROOM + piece->lines * RECORD_ROOM);
	places_read(piece, &rereading->lines[thread], decode_line, found,
		    &found->failed);
}

/* Give what was found, and keep no more of it than its strings. */
static bool
give_piece(struct found *found, const struct rereading_taker *taker,
	   struct arena *arena, struct fail *why)
{
	bool all = found->failed.kind == FAIL_NONE;

	for (size_t i = 0; i < found->count; i++)
		taker->record(taker->context, &found->records[i]);
	badlines_tell(&found->bad, 0, taker->bad, taker->context);
	badlines_release(&found->bad);
	if (!all)
		fail_set(why, found->failed.kind, "%s", found->failed.text);
	arena_join(arena, &found->arena);
	free(found->records);
	return all;
}

bool
rereading_read(struct places *const *places, size_t count, int digits,
	       const struct rereading_taker *taker, struct arena *arena,
	       struct fail *why)
{
	struct rereading rereading = {.digits = digits, .threads = 1};
	struct places_pieces *pieces = &rereading.pieces;
	size_t needed = 0, at_once, most;
	bool all = true;

	for (size_t i = 0; i < count; i++)
		needed += places[i]->needed;
	if (needed == 0)
		return true;
	if (needed >= NEEDED_LEAST)
		rereading.threads = together_most();
	at_once = rereading.threads * PIECES_EACH;
	most = needed / at_once + 1;
	for (size_t i = 0; i < count; i++)
		places_cut(pieces, places[i],
			   most < PIECE_MOST ? most : PIECE_MOST);
	/* Some more, rather than those alone at the end. */
	rereading.found = mem_get(2 * at_once * sizeof(*rereading.found));
	for (size_t i = 0; i < rereading.threads; i++)
		lines_init(&rereading.lines[i], -1, 0);
	while (rereading.first < pieces->count) {
		size_t left = pieces->count - rereading.first;

		if (left > 2 * at_once)
			left = at_once;
		together_by_turns(left, rereading.threads, read_piece,
				  &rereading);
		for (size_t i = 0; i < left; i++)
			all = give_piece(&rereading.found[i], taker, arena,
					 why) &&
			      all;
		rereading.first += left;
	}
	for (size_t i = 0; i < count; i++)
		places_had(places[i]);
	for (size_t i = 0; i < rereading.threads; i++)
		lines_release(&rereading.lines[i]);
	free(rereading.found);
	free(pieces->at);
	return all;
}
