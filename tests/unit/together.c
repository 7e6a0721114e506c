#include "together.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What each piece of work found; a piece writes to its own alone. */
struct piece {
	unsigned done;
	size_t by; /* the thread's number */
	pthread_t thread;
	bool deaf; /* to the signals of a terminal */
	bool dies; /* writing where nobody reads any longer */
};

static void
note(void *context, size_t index)
{
	struct piece *piece = (struct piece *)context + index;
	sigset_t blocked;

	pthread_sigmask(SIG_SETMASK, NULL, &blocked);
	piece->done++;
	piece->thread = pthread_self();
	piece->deaf = sigismember(&blocked, SIGINT) == 1 &&
		      sigismember(&blocked, SIGTERM) == 1;
	piece->dies = sigismember(&blocked, SIGPIPE) == 0;
}

static void
each_piece_is_done_once(void **state)
{
	(void)state;
	for (size_t count = 0; count <= TOGETHER_MOST; count++) {
		struct piece pieces[TOGETHER_MOST] = {{0}};

		together(count, note, pieces);
		for (size_t i = 0; i < TOGETHER_MOST; i++)
			assert_int_equal(pieces[i].done, i < count);
	}
	assert_in_range(together_most(), 1, TOGETHER_MOST);
}

static void
note_turn(void *context, size_t index, size_t thread)
{
	struct piece *piece = (struct piece *)context + index;

	piece->done++;
	piece->by = thread;
	piece->thread = pthread_self();
}

static void
more_pieces_than_threads_are_done_by_turns(void **state)
{
	(void)state;
	for (size_t count = 0; count <= 30; count++) {
		for (size_t threads = 1; threads <= TOGETHER_MOST; threads++) {
			struct piece pieces[31] = {{0}};

			together_by_turns(count, threads, note_turn, pieces);
			for (size_t i = 0; i < 31; i++)
				assert_int_equal(pieces[i].done, i < count);
			for (size_t i = 0; i < count; i++) {
				bool here = pthread_equal(pieces[i].thread,
							  pthread_self());

				assert_in_range(pieces[i].by, 0, threads - 1);
				assert_int_equal(here, pieces[i].by == 0);
			}
		}
	}
}

/* Pieces of work that were found, and those that were handed over. */
struct found_work {
	size_t count, taken, handed;
	size_t at_hand[TOGETHER_MOST], done[TOGETHER_MOST];
	volatile size_t spent[TOGETHER_MOST]; /* on what takes its time */
	bool busy;                            /* one is taken, or handed over */
};

static bool
take_one(void *context, size_t thread)
{
	struct found_work *found = context;

	assert_false(found->busy);
	found->busy = true;
	found->at_hand[thread] = found->taken;
	found->busy = false;
	return found->taken++ < found->count;
}

/* The first takes the longest. */
static void
work_on_one(void *context, size_t thread)
{
	struct found_work *found = context;

	for (size_t i = 0; i < 20000 / (found->at_hand[thread] + 1); i++)
		found->spent[thread] += i;
	found->done[thread] = found->at_hand[thread] + 1;
}

static void
hand_over_one(void *context, size_t thread)
{
	struct found_work *found = context;

	assert_false(found->busy);
	found->busy = true;
	assert_int_equal(found->done[thread], found->handed + 1);
	found->handed++;
	found->busy = false;
}

static void
pieces_are_handed_over_in_the_order_in_which_they_were_taken(void **state)
{
	static const struct together_pieces pieces = {take_one, work_on_one,
						      hand_over_one};

	(void)state;
	for (size_t threads = 1; threads <= TOGETHER_MOST; threads++) {
		for (size_t count = 0; count <= 30; count += 5) {
			struct found_work found = {.count = count};

			together_in_order(threads, &pieces, &found);
			assert_int_equal(found.handed, count);
		}
	}
}

/* Ctrl-C ends a tool the same way whether it has threads or not. */
static void
signals_come_to_the_calling_thread_alone(void **state)
{
	struct piece pieces[TOGETHER_MOST + 1] = {{0}};

	(void)state;
	together(TOGETHER_MOST, note, pieces);
	for (size_t i = 0; i < TOGETHER_MOST; i++) {
		bool here = pthread_equal(pieces[i].thread, pthread_self());

		assert_true(i > 0 || here);
		assert_int_equal(pieces[i].deaf, !here);
		assert_true(pieces[i].dies);
	}
	note(pieces, TOGETHER_MOST);
	assert_false(pieces[TOGETHER_MOST].deaf);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_piece_is_done_once),
		cmocka_unit_test(more_pieces_than_threads_are_done_by_turns),
		cmocka_unit_test(
			pieces_are_handed_over_in_the_order_in_which_they_were_taken),
		cmocka_unit_test(signals_come_to_the_calling_thread_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
