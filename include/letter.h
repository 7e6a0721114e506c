/*
 * The morning's letter: what is owed, as a person reads it on a phone
 * (followup-due --letter). One entry a case, most pressing first, under LATE,
 * TODAY, the next open day and LATER. Pure: a function of the duties and the
 * cases.
 *
 * What a customer or a clerk typed stands between quotation marks, on one
 * line, and no longer than 200 bytes; lines are at most 72 columns wide.
 */
#ifndef LETTER_H
#define LETTER_H

#include "casebook.h"
#include "duty.h"
#include "mem.h"

struct letter {
	const struct duty_view *view;
	const struct casebook *book;    /* the cases that the duties are of */
	const struct duty_list *duties; /* to be told, sorted */
	const struct duty_list *apart;  /* of owed_apart: told below them */
};

/*
 * Append the letter; nothing where there is neither a duty nor one apart that
 * is due (duty_is_usual). Ends with a newline.
 */
void letter_write(struct buffer *out, const struct letter *letter);

/* Append "2 late, 5 today, 1 tomorrow": how many cases, by their most pressing
 * duty. Where there are none, what else is told, "what keeps coming back", be
 * it among the duties or apart from them; nothing without that. */
void letter_counts(struct buffer *out, const struct letter *letter);

/* Promises made, ended and due before it are not counted in a letter. */
int64_t letter_since(const struct duty_view *view);

#endif
