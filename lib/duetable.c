#include "duetable.h"

#include <stdlib.h>
#include <string.h>

#include "letter.h"
#include "naming.h"
#include "text.h"
#include "when.h"

#define COLUMNS 80
#define NAMED 3 /* cases named in a hint, at most */

/* The apology for the promise of a late duty is the first thing to do. */
static bool
is_apology_for(const struct duty *duty, const struct duty *first)
{
	return duty->kind == DUTY_APOLOGISE && first->kind == DUTY_PROMISE &&
	       first->state == DUTY_LATE && duty->promise == first->promise;
}

struct duetable_row *
duetable_rows(const struct duty_list *list, const struct casebook *book,
	      size_t *count)
{
	struct duetable_row *rows = mem_get((list->count + 1) * sizeof(*rows));
	/* The row of each case, counted from 1; 0: none yet. */
	size_t *row_of = mem_zero(book->count + 1, sizeof(*row_of));

	*count = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct duty *duty = &list->at[i];
		size_t *at = &row_of[duty->file - book->cases];
		struct duetable_row *row;

		if (*at == 0) {
			rows[*count] = (struct duetable_row){duty, NULL, 0};
			*at = ++*count;
			continue;
		}
		row = &rows[*at - 1];
		if (!row->apology && is_apology_for(duty, row->duty))
			row->apology = duty;
		else
			row->more++;
	}
	free(row_of);
	return rows;
}

void
duetable_record(struct record *record, const struct duetable_row *row,
		const struct duty_view *view, struct arena *arena)
{
	struct record apology;

	duty_record(record, row->duty, view, arena);
	if (row->apology) {
		duty_record(&apology, row->apology, view, arena);
		record->what = apology.what;
		record->who = apology.who;
		record_set(record, "act-by", record_get(&apology, "act-by"),
			   arena);
	}
	if (row->more > 0)
		record_set(record, "more",
			   arena_format(arena, "%zu", row->more), arena);
}

void
duetable_title(struct buffer *out, const struct duty_list *list,
	       const struct casebook *book, const struct duty_view *view)
{
	struct duty_list apart = {0};
	struct letter letter = {view, book, list, &apart};

	if (!view->policy || list->count == 0)
		return;
	buffer_format(out, "%s, ", view->policy->shop.name);
	when_say_day(out, view->zone, view->now, view->now, true);
	buffer_add_char(out, ' ');
	when_say_time(out, view->zone, view->now);
	buffer_add_string(out, ": ");
	letter_counts(out, &letter);
	buffer_add_string(out, "\n\n");
}

static void
add_name(struct buffer *out, const struct casebook *book,
	 const struct casefile *file)
{
	struct buffer name = {0};

	naming_shortest(&name, book, file->id);
	text_lower(name.at);
	buffer_format(out, " %s", name.at);
	buffer_release(&name);
}

void
duetable_hints(struct buffer *out, const struct duetable_row *rows,
	       size_t count, const struct casebook *book)
{
	struct buffer more = {0}, why = {0};
	const struct casefile *first = NULL;
	size_t several = 0;

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		if (rows[i].more == 0 && !rows[i].apology)
			continue;
		if (!first)
			first = rows[i].duty->file;
		if (several++ < NAMED)
			add_name(&more, book, rows[i].duty->file);
	}
	buffer_add_string(&why, "Why so: followup-due --why");
	add_name(&why, book, first ? first : rows[0].duty->file);
	buffer_add_char(out, '\n');
	if (several > 0) {
		size_t begin = out->len;

		buffer_format(out,
			      "%zu case%s more than one duty: followup-due%s%s",
			      several, several == 1 ? " has" : "s have",
			      more.at, several > NAMED ? " ..." : ".");
		buffer_add_char(out, out->len - begin + 1 + why.len > COLUMNS
					     ? '\n'
					     : ' ');
	}
	buffer_format(out, "%s\n", why.at);
	buffer_release(&more);
	buffer_release(&why);
}

/* What a mark in the table means. */
static void
write_note(struct output *out, bool marked)
{
	static const char note[] =
		"\n!  soon due, as near as deadlines.warn-before says\n";

	if (marked)
		output_words(out, note);
}

void
duetable_write(struct output *out, const struct duty_list *list,
	       const struct casebook *book, const struct duty_view *view,
	       struct arena *arena)
{
	struct buffer title = {0}, hints = {0};
	size_t count;
	struct duetable_row *rows = duetable_rows(list, book, &count);
	bool marked = false;

	duetable_title(&title, list, book, view);
	output_words(out, buffer_string(&title));
	for (size_t i = 0; i < count; i++) {
		struct record record;

		duetable_record(&record, &rows[i], view, arena);
		output_record(out, &record);
		marked = marked || rows[i].duty->warn;
	}
	duetable_hints(&hints, rows, count, book);
	output_words(out, buffer_string(&hints));
	write_note(out, marked);
	free(rows);
	buffer_release(&title);
	buffer_release(&hints);
}

void
duetable_note(struct output *out, const struct duty_list *list)
{
	bool marked = false;

	for (size_t i = 0; i < list->count; i++)
		marked = marked || list->at[i].warn;
	write_note(out, marked);
}
