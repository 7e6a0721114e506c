#include "together.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

struct worker {
	void (*work)(void *context, size_t index);
	void *context;
	size_t index;
	pthread_t thread;
	bool begun;
};

size_t
together_most(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	if (count < 1)
		return 1;
	return count < TOGETHER_MOST ? (size_t)count : TOGETHER_MOST;
}

static void *
do_work(void *at)
{
	const struct worker *worker = at;

	worker->work(worker->context, worker->index);
	return NULL;
}

/* A thread begins with the signals that are blocked where it is made. That of a
 * pipe nobody reads comes to the thread that writes. */
static void
begin(struct worker *workers, size_t count)
{
	sigset_t all, before;

	sigfillset(&all);
	sigdelset(&all, SIGPIPE);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (size_t i = 1; i < count; i++)
		workers[i].begun = pthread_create(&workers[i].thread, NULL,
						  do_work, &workers[i]) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void
together(size_t count, void (*work)(void *context, size_t index), void *context)
{
	struct worker workers[TOGETHER_MOST];

	if (count == 1) {
		work(context, 0);
		return;
	}
	for (size_t i = 0; i < count; i++)
		workers[i] = (struct worker){work, context, i, 0, false};
	begin(workers, count);
	for (size_t i = 0; i < count; i++) {
		if (!workers[i].begun)
			do_work(&workers[i]);
	}
	for (size_t i = 0; i < count; i++) {
		if (workers[i].begun)
			pthread_join(workers[i].thread, NULL);
	}
}

struct turns {
	size_t count;
	atomic_size_t next;
	void (*work)(void *context, size_t index, size_t thread);
	void *context;
};

static void
take_turns(void *context, size_t thread)
{
	struct turns *turns = context;
	size_t index;

	while ((index = atomic_fetch_add(&turns->next, 1)) < turns->count)
		turns->work(turns->context, index, thread);
}

void
together_by_turns(size_t count, size_t threads,
		  void (*work)(void *context, size_t index, size_t thread),
		  void *context)
{
	struct turns turns = {.count = count, .work = work, .context = context};

	atomic_init(&turns.next, 0);
	together(threads < count ? threads : count, take_turns, &turns);
}

struct in_order {
	pthread_mutex_t mutex;
	pthread_cond_t handed_one;
	size_t taken, handed;
	const struct together_pieces *pieces;
	void *context;
};

static void
take_in_order(void *context, size_t thread)
{
	struct in_order *order = context;
	const struct together_pieces *pieces = order->pieces;

	pthread_mutex_lock(&order->mutex);
	while (pieces->take(order->context, thread)) {
		size_t piece = order->taken++;

		pthread_mutex_unlock(&order->mutex);
		pieces->work(order->context, thread);
		pthread_mutex_lock(&order->mutex);
		while (order->handed != piece)
			pthread_cond_wait(&order->handed_one, &order->mutex);
		pieces->hand_over(order->context, thread);
		order->handed++;
		pthread_cond_broadcast(&order->handed_one);
	}
	pthread_mutex_unlock(&order->mutex);
}

void
together_in_order(size_t threads, const struct together_pieces *pieces,
		  void *context)
{
	struct in_order order = {.mutex = PTHREAD_MUTEX_INITIALIZER,
				 .handed_one = PTHREAD_COND_INITIALIZER,
				 .pieces = pieces,
				 .context = context};

	together(threads, take_in_order, &order);
}
