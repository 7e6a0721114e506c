#include "dueprint.h"

#include "duetable.h"
#include "icalendar.h"
#include "letter.h"
#include "lettermail.h"
#include "owed.h"

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
	for (size_t i = 0; i < list->count; i++) {
		struct record record;

		duty_record(&record, &list->at[i], print->view, print->arena);
		output_record(out, &record);
	}
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
