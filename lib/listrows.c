#include "listrows.h"

#include <stdlib.h>
#include <string.h>

#include "briefrow.h"
#include "glance.h"
#include "lines.h"
#include "outputs.h"
#include "together.h"

/* Rows of a piece of a thread's work. */
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
	struct copies *copies; /* where rows in brief are copies; else NULL */
	struct fail failed;
};

/* Rows of those at hand, encoded. */
struct copies {
	const struct listrows *wanted;
	struct arena arena; /* of one that had to be decoded */
	struct glancer glancer;
	struct briefrow rows;
	struct buffer text;
	size_t from; /* the first of those at hand */
	struct {
		size_t at, len; /* in text; 0: its line is there no longer */
	} each[INBRIEF_STRETCH];
};

struct list {
	const struct listrows *wanted;
	struct output *out;
	struct listing_event *events; /* of the book */
	size_t event_count;
	/* Of the book, and of what is in brief, what comes next in order. */
	size_t next, next_brief;
	struct writer *writers; /* as many as there are outputs */
	struct outputs outputs;
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

/* Have a stretch of those in brief at hand, of which a number is the first. */
static void
begin_stretch(struct writer *writer, size_t number)
{
	writer->from = number;
	writer->end = writer->brief_end - number > INBRIEF_STRETCH
			      ? number + INBRIEF_STRETCH
			      : writer->brief_end;
}

/* Append the row of one whose line only its decoding can judge, or that was
 * amended. */
static bool
decode_row(struct copies *copies, const struct inbrief_one *one, const char *at,
	   size_t len)
{
	const struct listrows *wanted = copies->wanted;
	struct casefile file;
	struct record row;

	arena_clear(&copies->arena);
	if (!inbrief_fold(&wanted->book->inbrief, one, at, len, &file,
			  &copies->arena))
		return false;
	make(&row, wanted, &file, NULL, &copies->arena);
	if (wanted->select(wanted->context, &row, &copies->arena))
		record_encode(&copies->text, &row);
	return true;
}

static bool
copy_row(void *context, const struct inbrief_one *one, char *at, size_t len)
{
	struct copies *copies = context;
	size_t begin = copies->text.len;
	struct glance opening;
	bool copied = true;

	if (one->amended_count > 0 ||
	    glance_line(&opening, &copies->glancer, at, len) != GLANCE_SOUND)
		copied = decode_row(copies, one, at, len);
	else if (opening.verb == VERB_OPEN && opening.time == one->at &&
		 glance_same_id(opening.id, glance_id(one->id)))
		briefrow_add(&copies->text, &copies->rows, &opening,
			     &one->course);
	else
		copied = false;
	copies->each[one->index - copies->from].at = begin;
	copies->each[one->index - copies->from].len = copies->text.len - begin;
	return copied;
}

/* Write that of a number among those in brief, a copy. */
static void
write_copy(struct writer *writer, const struct inbrief *inbrief, size_t number)
{
	struct copies *copies = writer->copies;
	struct fail why;

	if (number >= writer->end) {
		begin_stretch(writer, number);
		copies->from = number;
		buffer_clear(&copies->text);
		memset(copies->each, 0, sizeof(copies->each));
		if (!inbrief_read_lines(inbrief, number, writer->end - number,
					&writer->lines, copy_row, copies, &why))
			writer->failed = why;
	}
	number -= copies->from;
	if (copies->each[number].len > 0)
		output_encoded(writer->out,
			       copies->text.at + copies->each[number].at,
			       copies->each[number].len);
}

/* That of a number among those in brief; NULL where its line is there no
 * longer. */
static const struct casefile *
read_brief(struct writer *writer, const struct inbrief *inbrief, size_t number)
{
	const struct casefile *file;
	struct fail why;

	if (number >= writer->end) {
		begin_stretch(writer, number);
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
		if (!row && writer->copies) {
			write_copy(writer, &wanted->book->inbrief,
				   writer->rows[i].brief);
			continue;
		}
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

	outputs_hand_over(&list->outputs, thread);
}

/* Whether rows in brief can be copies. */
static bool
are_copies(const struct list *list)
{
	return list->wanted->hides && !list->wanted->events &&
	       output_form(list->out) == OUTPUT_RECORDS;
}

static struct copies *
make_copies(const struct listrows *wanted)
{
	const struct policy *policy = wanted->hides;
	struct copies *copies = mem_get(sizeof(*copies));

	glance_init(&copies->glancer, policy->shop.digits);
	briefrow_init(&copies->rows, policy);
	copies->wanted = wanted;
	copies->text = (struct buffer){0};
	copies->arena = (struct arena){0};
	return copies;
}

static void
release_copies(struct copies *copies)
{
	if (copies) {
		buffer_release(&copies->text);
		arena_release(&copies->arena);
	}
	free(copies);
}

static void
make_writers(struct list *list)
{
	const struct casebook *book = list->wanted->book;
	size_t rows = book->inbrief.count +
		      (list->wanted->events ? list->event_count : book->count);

	outputs_begin(&list->outputs, list->out, rows);
	list->writers = mem_zero(list->outputs.count, sizeof(*list->writers));
	for (size_t i = 0; i < list->outputs.count; i++) {
		struct writer *writer = &list->writers[i];

		writer->out = list->outputs.at[i];
		lines_init(&writer->lines, -1, 0);
		if (rows > book->count && are_copies(list))
			writer->copies = make_copies(list->wanted);
	}
}

/* Whether they could read all. */
static bool
release_writers(struct list *list, struct fail *why)
{
	bool read = true;

	for (size_t i = 0; i < list->outputs.count; i++) {
		struct writer *writer = &list->writers[i];

		if (writer->failed.kind != FAIL_NONE)
			read = fail_set(why, writer->failed.kind, "%s",
					writer->failed.text);
		release_copies(writer->copies);
		lines_release(&writer->lines);
		arena_release(&writer->arena);
		arena_release(&writer->strings);
	}
	free(list->writers);
	outputs_end(&list->outputs);
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
	together_in_order(list.outputs.count, &pieces, &list);
	free(list.events);
	return release_writers(&list, why);
}
