#include "dueprint.h"

#include "duetable.h"
#include "icalendar.h"
#include "letter.h"
#include "lettermail.h"
#include "outputs.h"
#include "owed.h"

/* Duties of a piece of a thread's work. */
#define PIECE ((size_t)256)

/* A person reads a row a case; all of it with --why, or of named cases. */
static bool
is_by_case(const struct dueprint *print)
{
	return !print->why && !print->columns && !print->named;
}

const struct output_kind *
dueprint_kind(const struct dueprint *print)
{
	if (is_by_case(print))
		return &duelist_case_kind;
	return print->why ? &duelist_why_kind : &duelist_kind;
}

static bool
write_letter(struct output *out, const struct dueprint *print,
	     const struct duty_list *list, struct fail *why)
{
	struct duelist_wanted wanted = *print->wanted;
	struct duty_list apart = {0};
	struct letter letter = {print->view, print->book, list, &apart};
	struct buffer text = {0}, headers = {0};
	bool written = true;

	owed_apart(&apart, print->view, print->book, print->arena);
	wanted.far = true;
	duelist_select(&apart, &wanted, print->arena);
	letter_write(&text, &letter);
	/* Also where nothing is due: a crontab is tried on a quiet day. */
	if (print->form == DUEPRINT_MAIL)
		written = lettermail_headers(&headers, &letter, print->mail_to,
					     why);
	if (written && text.len > 0) {
		output_text(out, buffer_string(&headers), headers.len);
		output_text(out, text.at, text.len);
	}
	duty_list_release(&apart);
	buffer_release(&headers);
	buffer_release(&text);
	return written;
}

static void
write_calendar(struct output *out, const struct dueprint *print,
	       const struct duty_list *list)
{
	struct buffer text = {0};

	icalendar_write(&text, list, print->view, print->book, print->arena);
	output_text(out, text.at, text.len);
	buffer_release(&text);
}

/* Duties that threads write as records, piece by piece. */
struct records {
	const struct duty_view *view;
	const struct duty_list *list;
	struct outputs outputs;
	size_t next; /* of the list */
	struct together_share pieces[TOGETHER_MOST];
};

static bool
take_piece(void *context, size_t thread)
{
	struct records *records = context;
	size_t from = records->next, left = records->list->count - from;

	records->next += left < PIECE ? left : PIECE;
	records->pieces[thread] = (struct together_share){from, records->next};
	return left > 0;
}

static void
write_piece(void *context, size_t thread)
{
	struct records *records = context;
	const struct together_share *piece = &records->pieces[thread];
	struct arena arena = {0};

	for (size_t i = piece->from; i < piece->end; i++) {
		struct record record;

		arena_clear(&arena);
		duty_record(&record, &records->list->at[i], records->view,
			    &arena);
		output_record(records->outputs.at[thread], &record);
	}
	arena_release(&arena);
}

static void
hand_over(void *context, size_t thread)
{
	struct records *records = context;

	outputs_hand_over(&records->outputs, thread);
}

static void
write_records(struct output *out, const struct dueprint *print,
	      const struct duty_list *list)
{
	static const struct together_pieces pieces = {take_piece, write_piece,
						      hand_over};
	struct records records = {.view = print->view, .list = list};

	outputs_begin(&records.outputs, out, list->count);
	together_in_order(records.outputs.count, &pieces, &records);
	outputs_end(&records.outputs);
}

static void
write_list(struct output *out, const struct dueprint *print,
	   const struct duty_list *list)
{
	bool table = output_form(out) == OUTPUT_TABLE && !print->columns;

	if (table && is_by_case(print)) {
		duetable_write(out, list, print->book, print->view,
			       print->arena);
		return;
	}
	write_records(out, print, list);
	if (table)
		duetable_note(out, list);
}

bool
dueprint_write(struct output *out, const struct dueprint *print,
	       const struct duty_list *list, struct fail *why)
{
	switch (print->form) {
	case DUEPRINT_LETTER:
	case DUEPRINT_MAIL:
		return write_letter(out, print, list, why);
	case DUEPRINT_CALENDAR:
		write_calendar(out, print, list);
		return true;
	default:
		write_list(out, print, list);
		return true;
	}
}
