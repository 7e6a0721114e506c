#include "listrows.h"

#include <stdlib.h>

#include "lines.h"
#include "together.h"

/* Rows for which a thread is worth its making; and of a piece of its work. */
#define ROWS_LEAST 500
#define ROWS_MOST ((size_t)512)

/* A row: of what is in the book its record, for what is owed is worked out by
 * one thread at a time; of what is in brief its number there. */
struct row {
	struct record *record; /* NULL: in brief */
	size_t brief;
};

/* A thread's. */
struct writer {
	struct output *out;
	struct row rows[ROWS_MOST];
	size_t count;
	size_t brief_end;   /* behind the last of them in brief */
	struct arena arena; /* of the book's rows */

	struct lines lines;
	struct casefile files[INBRIEF_STRETCH]; /* those in brief at hand */
	size_t from, end;                       /* which of them */
	struct arena strings;                   /* theirs */
	struct fail failed;
};

struct list {
	const struct listrows *wanted;
	struct output *out;
	struct listing_event *events; /* of the book */
	size_t event_count;
	/* Of the book, and of what is in brief, what comes next in order. */
	size_t next, next_brief;
	struct writer *writers;
	size_t writer_count;
};

/* A case or an event of the book. */
struct of_book {
	int64_t at; /* its place in the order */
	const struct casefile *file;
	const struct listing_event *event; /* of a case NULL */
};

/* What comes next of the book; false where there is nothing. */
static bool
find_next(struct list *list, struct of_book *next)
{
	const struct listrows *wanted = list->wanted;
	const struct casebook *book = wanted->book;

	*next = (struct of_book){0};
	if (wanted->events) {
		if (list->next == list->event_count)
			return false;
		next->event = &list->events[list->next];
		next->file = next->event->file;
		next->at = next->event->at;
		return true;
	}
	while (list->next < book->count && !wanted->listed[list->next])
		list->next++;
	if (list->next == book->count)
		return false;
	next->file = &book->cases[list->next];
	next->at = next->file->opened;
	return true;
}

/* The id that an event is recorded under, which may be that of a case that was
 * joined to this one. */
static const char *
id_of(const struct of_book *one)
{
	return one->event ? one->file->events[one->event->event].record->id
			  : one->file->id;
}

static void
make(struct record *row, const struct listrows *wanted,
     const struct casefile *file, const struct listing_event *event,
     struct arena *arena)
{
	if (event)
		listing_record(row, event, wanted->view->policy, arena);
	else
		listing_case(row, file, wanted->view, arena);
}

/* Take the next rows in order. */
static bool
take(void *context, size_t thread)
{
	struct list *list = context;
	struct writer *writer = &list->writers[thread];
	const struct inbrief *inbrief = &list->wanted->book->inbrief;

	arena_clear(&writer->arena);
	for (writer->count = 0; writer->count < ROWS_MOST; writer->count++) {
		struct row *row = &writer->rows[writer->count];
		struct of_book next;
		bool more = find_next(list, &next);

		*row = (struct row){.brief = list->next_brief};
		if (row->brief < inbrief->count &&
		    (!more || inbrief_is_before(inbrief, row->brief, next.at,
						id_of(&next)))) {
			list->next_brief++;
		} else if (more) {
			row->record =
				arena_get(&writer->arena, sizeof(*row->record));
			make(row->record, list->wanted, next.file, next.event,
			     &writer->arena);
			list->next++;
		} else {
			break;
		}
	}
	writer->brief_end = list->next_brief;
	return writer->count > 0;
}

/* That of a number among those in brief; NULL where its line is there no
 * longer. */
static const struct casefile *
read_brief(struct writer *writer, const struct inbrief *inbrief, size_t number)
{
	const struct casefile *file;
	struct fail why;

	if (number >= writer->end) {
		writer->from = number;
		writer->end = writer->brief_end - number > INBRIEF_STRETCH
				      ? number + INBRIEF_STRETCH
				      : writer->brief_end;
		arena_clear(&writer->strings);
		if (!inbrief_read(inbrief, number, writer->end - number,
				  &writer->lines, writer->files,
				  &writer->strings, &why))
			writer->failed = why;
	}
	file = &writer->files[number - writer->from];
	return file->lines ? file : NULL;
}

static void
write_rows(void *context, size_t thread)
{
	struct list *list = context;
	const struct listrows *wanted = list->wanted;
	struct writer *writer = &list->writers[thread];
	struct arena arena = {0};

	writer->from = writer->end = 0;
	for (size_t i = 0; i < writer->count; i++) {
		struct record made, *row = writer->rows[i].record;

		arena_clear(&arena);
		if (!row) {
			const struct casefile *file =
				read_brief(writer, &wanted->book->inbrief,
					   writer->rows[i].brief);
			const struct listing_event event = {.file = file};

			if (!file)
				continue;
			row = &made;
			make(row, wanted, file, wanted->events ? &event : NULL,
			     &arena);
		}
		if (wanted->select(wanted->context, row, &arena))
			output_record(writer->out, row);
	}
	arena_release(&arena);
}

static void
hand_over(void *context, size_t thread)
{
	struct list *list = context;

	if (list->writers[thread].out != list->out)
		output_join(list->out, list->writers[thread].out);
}

/* As many writers as there is work for; a table is written by one. */
static void
make_writers(struct list *list)
{
	const struct casebook *book = list->wanted->book;
	size_t rows = book->inbrief.count +
		      (list->wanted->events ? list->event_count : book->count);
	struct output *apart = NULL;

	if (rows >= ROWS_LEAST)
		apart = output_apart(list->out);
	list->writer_count = apart ? together_most() : 1;
	list->writers = mem_zero(list->writer_count, sizeof(*list->writers));
	for (size_t i = 0; i < list->writer_count; i++) {
		struct writer *writer = &list->writers[i];

		writer->out = list->out;
		if (apart)
			writer->out = i == 0 ? apart : output_apart(list->out);
		lines_init(&writer->lines, -1, 0);
	}
}

/* Whether they could read all. */
static bool
release_writers(struct list *list, struct fail *why)
{
	bool read = true;

	for (size_t i = 0; i < list->writer_count; i++) {
		struct writer *writer = &list->writers[i];

		if (writer->failed.kind != FAIL_NONE)
			read = fail_set(why, writer->failed.kind, "%s",
					writer->failed.text);
		if (writer->out != list->out)
			output_free(writer->out);
		lines_release(&writer->lines);
		arena_release(&writer->arena);
		arena_release(&writer->strings);
	}
	free(list->writers);
	return read;
}

bool
listrows_write(struct output *out, const struct listrows *rows,
	       struct fail *why)
{
	static const struct together_pieces pieces = {take, write_rows,
						      hand_over};
	struct list list = {.wanted = rows, .out = out};

	if (rows->events)
		list.events = listing_events(rows->book, rows->events,
					     &list.event_count);
	make_writers(&list);
	together_in_order(list.writer_count, &pieces, &list);
	free(list.events);
	return release_writers(&list, why);
}
