/*
 * One answer typed at a terminal, key by key: Backspace takes a whole
 * character back however many bytes it has, Ctrl-W a word, Ctrl-U all of it;
 * what is pasted is one answer, empty lines in it included; keys that mean
 * nothing here (arrows, Escape) are no part of anybody's words. Bytes in, an
 * answer and what the terminal is to show out. Pure.
 *
 * There is no moving about in the line, which is why this is not a library of
 * ten thousand lines: the answers are a line or two, and typed once.
 */
#ifndef LINEEDIT_H
#define LINEEDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

/* What asks a terminal to mark what is pasted (ESC [ 200 ~ ... ESC [ 201 ~),
 * and to leave it. Not for a plain terminal. */
#define LINEEDIT_MARK_PASTES "\033[?2004h"
#define LINEEDIT_LEAVE_PASTES "\033[?2004l"

/* Zero-initialise once, then lineedit_begin for each answer. */
struct lineedit {
	struct buffer line; /* the answer so far */
	bool several;       /* pasted lines stay lines; else blanks */
	size_t begin;       /* the column that the answer begins in */
	size_t columns;     /* of the window; 0: a plain terminal */
	struct buffer key;  /* the bytes of a key that is not whole yet */
	bool pasting;
	bool returned; /* the byte before was a pasted CR */
	struct lineedit_place {
		size_t row, column, columns;
	} end; /* of the answer: rows from where it begins, in a window of
		  `columns` */
};

enum lineedit_got {
	LINEEDIT_MORE,
	LINEEDIT_LINE, /* Enter: line is the answer */
	LINEEDIT_END,  /* Ctrl-D: line is what was typed before it, or nothing
			*/
};

/* Begin an answer behind `begin` columns of question; line is emptied. */
void lineedit_begin(struct lineedit *edit, bool several, size_t begin);

/* Take one byte. What the terminal is to show for it is appended to *echo; the
 * window may have another size each time. */
enum lineedit_got lineedit_take(struct lineedit *edit, char byte,
				struct buffer *echo);

/* Append all of the answer so far as it is shown: after the process was
 * stopped, say. */
void lineedit_show(const struct lineedit *edit, struct buffer *echo);

void lineedit_release(struct lineedit *edit);

#endif
