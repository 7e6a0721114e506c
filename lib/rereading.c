#include "rereading.h"

#include <stdlib.h>

#include "lines.h"
#include "together.h"

/* Lines for which a thread is worth its making; and in how many pieces each
 * does its share, so that they end at the same time. */
#define NEEDED_LEAST 500
#define PIECES_EACH 8
/* Of so many lines at most, as what was read is held twice for a while. */
#define PIECE_MOST 8192

/* As many pieces at once as all threads have. */
struct rereading {
	struct places_pieces pieces;
	size_t first; /* of those at once */
	size_t threads;
	struct lines lines[TOGETHER_MOST]; /* a thread's */
	int digits;
};

static void
read_piece(void *context, size_t index, size_t thread)
{
	struct rereading *rereading = context;

	places_read(&rereading->pieces.at[rereading->first + index],
		    &rereading->lines[thread], rereading->digits);
}

/* Give what was found, and keep no more of it than its strings. */
static bool
give_piece(struct places_piece *piece,
	   void (*give)(void *context, const struct record *record),
	   void *context, struct arena *arena, struct fail *why)
{
	struct places_found *found = &piece->found;
	bool all = found->failed.kind == FAIL_NONE;

	for (size_t i = 0; i < found->count; i++)
		give(context, &found->records[i]);
	if (!all)
		fail_set(why, found->failed.kind, "%s", found->failed.text);
	arena_join(arena, &found->arena);
	places_piece_release(piece);
	return all;
}

bool
rereading_read(struct places *const *places, size_t count, int digits,
	       void (*give)(void *context, const struct record *record),
	       void *context, struct arena *arena, struct fail *why)
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
	for (size_t i = 0; i < rereading.threads; i++)
		lines_init(&rereading.lines[i], -1, 0);
	while (rereading.first < pieces->count) {
		size_t left = pieces->count - rereading.first;

		/* Some more, rather than those alone at the end. */
		if (left > 2 * at_once)
			left = at_once;
		together_by_turns(left, rereading.threads, read_piece,
				  &rereading);
		for (size_t i = 0; i < left; i++)
			all = give_piece(&pieces->at[rereading.first + i], give,
					 context, arena, why) &&
			      all;
		rereading.first += left;
	}
	for (size_t i = 0; i < count; i++)
		places_had(places[i]);
	for (size_t i = 0; i < rereading.threads; i++)
		lines_release(&rereading.lines[i]);
	free(pieces->at);
	return all;
}
