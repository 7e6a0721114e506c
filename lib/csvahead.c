#include "csvahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "together.h"

/* Rows of a batch, at most; and batches: one is taken, while another is read.
 */
#define ROWS 256
#define BATCHES 2

/* A row, and where its fields are among those of its batch. */
struct row {
	struct csvio_row csv;
	size_t first;
};

/* Rows that follow one another, and what came behind them if that was none. */
struct batch {
	struct row rows[ROWS];
	size_t count;
	struct buffer values; /* of all fields, each with a NUL */
	size_t *fields;       /* where in those each begins */
	size_t field_count, field_room;
	enum csvio_got end; /* CSVIO_ROW: nothing but a row */
	struct csvio_row at_fault;
	struct fail why;
};

struct ahead {
	struct csvio *csv;
	csvahead_take *take;
	void *context;
	struct batch batches[BATCHES];

	pthread_mutex_t mutex;
	pthread_cond_t changed;
	/* Under the mutex: batches that were read and taken, in all; whether
	 * one is being read; and whether none will be any longer. */
	size_t read, taken;
	bool reading, ended;
};

static void
keep_row(struct batch *batch, const struct csvio_row *csv)
{
	batch->rows[batch->count++] = (struct row){*csv, batch->field_count};
	for (size_t i = 0; i < csv->count; i++) {
		batch->fields =
			mem_grow(batch->fields, batch->field_count,
				 &batch->field_room, sizeof(*batch->fields));
		batch->fields[batch->field_count++] = batch->values.len;
		buffer_add(&batch->values, csv->fields[i],
			   strlen(csv->fields[i]) + 1);
	}
}

static void
read_batch(struct csvio *csv, struct batch *batch)
{
	struct csvio_row row;

	batch->count = batch->field_count = 0;
	buffer_clear(&batch->values);
	do {
		batch->end = csvio_next(csv, &row, &batch->why);
		if (batch->end == CSVIO_ROW)
			keep_row(batch, &row);
	} while (batch->end == CSVIO_ROW && batch->count < ROWS &&
		 batch->values.len < CSVAHEAD_HELD);
	batch->at_fault = row;
}

/* Whether more is wanted. */
static bool
take_batch(const struct ahead *ahead, struct batch *batch)
{
	const char *fields[CSVIO_FIELDS_MAX];
	bool more = true;

	for (size_t i = 0; i < batch->count && more; i++) {
		struct csvio_row row = batch->rows[i].csv;

		for (size_t k = 0; k < row.count; k++)
			fields[k] = batch->values.at +
				    batch->fields[batch->rows[i].first + k];
		row.fields = fields;
		more = ahead->take(ahead->context, CSVIO_ROW, &row, NULL);
	}
	if (more && (batch->end == CSVIO_BAD || batch->end == CSVIO_FAILED))
		more = ahead->take(ahead->context, batch->end, &batch->at_fault,
				   &batch->why);
	return more;
}

/* Whether nothing comes behind it. */
static bool
is_last(const struct batch *batch)
{
	return batch->end == CSVIO_END || batch->end == CSVIO_FAILED;
}

/* Read the next batch; with the mutex, which others may have meanwhile. */
static void
read_next(struct ahead *ahead)
{
	struct batch *batch = &ahead->batches[ahead->read % BATCHES];
	bool last;

	ahead->reading = true;
	pthread_mutex_unlock(&ahead->mutex);
	read_batch(ahead->csv, batch);
	last = is_last(batch);
	pthread_mutex_lock(&ahead->mutex);
	ahead->reading = false;
	ahead->read++;
	ahead->ended = ahead->ended || last;
	pthread_cond_broadcast(&ahead->changed);
}

/* Read batches as long as there is room for them. */
static void
read_ahead(struct ahead *ahead)
{
	pthread_mutex_lock(&ahead->mutex);
	while (!ahead->ended) {
		if (!ahead->reading && ahead->read < ahead->taken + BATCHES)
			read_next(ahead);
		else
			pthread_cond_wait(&ahead->changed, &ahead->mutex);
	}
	pthread_mutex_unlock(&ahead->mutex);
}

/* Take batches; and read the next where nobody does, be it that there is no
 * other thread. */
static void
take_all(struct ahead *ahead)
{
	pthread_mutex_lock(&ahead->mutex);
	while (ahead->taken < ahead->read || !ahead->ended) {
		struct batch *batch = &ahead->batches[ahead->taken % BATCHES];
		bool more;

		if (ahead->taken == ahead->read) {
			if (ahead->reading)
				pthread_cond_wait(&ahead->changed,
						  &ahead->mutex);
			else
				read_next(ahead);
			continue;
		}
		pthread_mutex_unlock(&ahead->mutex);
		more = take_batch(ahead, batch);
		pthread_mutex_lock(&ahead->mutex);
		ahead->taken++;
		if (!more) {
			ahead->ended = true;
			ahead->taken = ahead->read;
		}
		pthread_cond_broadcast(&ahead->changed);
	}
	pthread_mutex_unlock(&ahead->mutex);
}

static void
work(void *context, size_t thread)
{
	if (thread == 0)
		take_all(context);
	else
		read_ahead(context);
}

void
csvahead_read(struct csvio *csv, csvahead_take *take, void *context)
{
	struct ahead *ahead = mem_get(sizeof(*ahead));
	struct batch *first = ahead->batches;

	*ahead = (struct ahead){.csv = csv,
				.take = take,
				.context = context,
				.mutex = PTHREAD_MUTEX_INITIALIZER,
				.changed = PTHREAD_COND_INITIALIZER};
	/* For no more than that no thread is worth its making. */
	read_batch(csv, first);
	ahead->read = 1;
	ahead->ended = is_last(first);
	together(ahead->ended || together_most() == 1 ? 1 : 2, work, ahead);
	for (size_t i = 0; i < BATCHES; i++) {
		buffer_release(&ahead->batches[i].values);
		free(ahead->batches[i].fields);
	}
	free(ahead);
}
