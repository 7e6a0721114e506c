/*
 * Work done at once, by a thread each.
 */
#ifndef TOGETHER_H
#define TOGETHER_H

#include <stdbool.h>
#include <stddef.h>

/* Pieces of work, at most. */
#define TOGETHER_MOST 8

/* How many pieces this machine can do at once, from 1 to TOGETHER_MOST. */
size_t together_most(void);

/*
 * Call work with each index below count (at most TOGETHER_MOST), and return
 * when all have ended. Index 0, and each for which no thread can be had, is
 * done on the calling thread. Signals come to that thread alone, but SIGPIPE to
 * the one that writes. What two calls of work share they may only read, unless
 * they guard it.
 */
void together(size_t count, void (*work)(void *context, size_t index),
	      void *context);

/*
 * Call work with each index below count, however many there are: by so many
 * threads at most (1 or above), each of which takes the next when it is done
 * with one, as a thread may come late. thread: which of them does it, below
 * that number.
 */
void together_by_turns(size_t count, size_t threads,
		       void (*work)(void *context, size_t index, size_t thread),
		       void *context);

/*
 * Work that is found piece by piece, and has an order. By so many threads at
 * most (1 or above, at most TOGETHER_MOST), each of which takes a piece, works
 * on it, and hands it over, until there is none. One thread at a time takes or
 * hands over, while others may work; pieces are handed over in the order in
 * which they were taken. thread: which of them it is, below that number.
 */
struct together_pieces {
	bool (*take)(void *context, size_t thread); /* whether there was one */
	void (*work)(void *context, size_t thread);
	void (*hand_over)(void *context, size_t thread);
};
void together_in_order(size_t threads, const struct together_pieces *pieces,
		       void *context);

struct together_share {
	size_t from, end; /* half-open */
};

/* Of `count` things, numbered from 0, those that are one thread's of so many (1
 * or above; index is below): each thing is in one share, and some shares may be
 * empty. Never fails. */
static inline struct together_share
together_share(size_t count, size_t threads, size_t index)
{
	return (struct together_share){count * index / threads,
				       count * (index + 1) / threads};
}

#endif
