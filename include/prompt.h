/*
 * Somebody at a terminal answers, a question at a time: what is typed is edited
 * by lineedit, the terminal is put back afterwards. A terminal whose echo was
 * off before (another program types for somebody, and shows it) shows nothing.
 *
 * Whoever is asked can end it with Ctrl-D, and so does a window that is closed
 * or a process that is told to end: what was said so far is to be written down.
 * Ctrl-C stops: nothing more is to be written, and what is not written is to be
 * handed back. The signal ends the process once the caller has done so
 * (prompt_end).
 */
#ifndef PROMPT_H
#define PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "lineedit.h"

struct prompt {
	struct lineedit edit;
	struct termios before, during;
	bool echoes, marks; /* shows what is typed; asks for marks of pastes */
	bool ended;         /* nothing more is asked */
	bool stopped;       /* by Ctrl-C */
	char read[256];     /* typed ahead */
	size_t at, count;
	struct buffer asked;  /* the question, as wide as the window */
	const char *question; /* its last line, to show it once more */
};

/* Whether somebody is there to be asked: standard input and standard error are
 * terminals. If so, the terminal is ours until prompt_end. */
bool prompt_begin(struct prompt *prompt);

/*
 * Ask. The question is lines, the last of them not ended; the answer stands
 * behind it. several: pasted lines stay lines. NULL where they want no more
 * questions; else the answer without the blanks around it, valid until the next
 * call. An answer that Ctrl-D ended counts, and is the last one.
 */
const char *prompt_ask(struct prompt *prompt, const char *question,
		       bool several);

/* Put the terminal back, as it was found; nothing happens the second time. */
void prompt_end(struct prompt *prompt);

/* Where Ctrl-C stopped it: end the process by that signal, so that a script
 * that called it stops, too. The last thing that a program does. */
void prompt_die(const struct prompt *prompt);

#endif
