#include "prompt.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>

#include "diag.h"
#include "refit.h"
#include "text.h"

/* Signals know no structure. */
static volatile sig_atomic_t stopped_by, ended_by, went_on;

static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGCONT};
#define CAUGHT (sizeof(caught) / sizeof(*caught))

static struct sigaction handlers[CAUGHT];

static void
note(int number)
{
	if (number == SIGINT)
		stopped_by = number;
	else if (number == SIGCONT)
		went_on = 1;
	else
		ended_by = number;
}

static void
catch_signals(void)
{
	/* Without SA_RESTART: a read that waits for a key ends. */
	struct sigaction action = {.sa_handler = note};

	sigemptyset(&action.sa_mask);
	stopped_by = ended_by = went_on = 0;
	for (size_t i = 0; i < CAUGHT; i++)
		sigaction(caught[i], &action, &handlers[i]);
}

/* The columns of the window now; 0 for a plain terminal. */
static size_t
columns_now(void)
{
	const char *term = getenv("TERM");
	struct winsize size;

	if (!term || !*term || strcmp(term, "dumb") == 0)
		return 0;
	return ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static void
take_terminal(struct prompt *prompt)
{
	/* Not flushed: what was typed ahead is an answer, too. */
	tcsetattr(STDIN_FILENO, TCSANOW, &prompt->during);
	if (prompt->marks)
		diag_keys(LINEEDIT_MARK_PASTES, strlen(LINEEDIT_MARK_PASTES));
}

bool
prompt_begin(struct prompt *prompt)
{
	*prompt = (struct prompt){0};
	if (tcgetattr(STDIN_FILENO, &prompt->before) < 0 ||
	    !diag_is_read_by_a_person()) {
		prompt->ended = true;
		return false;
	}
	prompt->echoes = (prompt->before.c_lflag & ECHO) != 0;
	prompt->marks = prompt->echoes && columns_now() > 0;
	prompt->during = prompt->before;
	prompt->during.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
	/* So that a pasted CRLF is not two newlines. */
	prompt->during.c_iflag &= ~(tcflag_t)ICRNL;
	prompt->during.c_cc[VMIN] = 1;
	prompt->during.c_cc[VTIME] = 0;
	catch_signals();
	take_terminal(prompt);
	return true;
}

void
prompt_end(struct prompt *prompt)
{
	if (prompt->during.c_cc[VMIN] == 0)
		return;
	if (prompt->marks)
		diag_keys(LINEEDIT_LEAVE_PASTES, strlen(LINEEDIT_LEAVE_PASTES));
	tcsetattr(STDIN_FILENO, TCSANOW, &prompt->before);
	for (size_t i = 0; i < CAUGHT; i++)
		sigaction(caught[i], &handlers[i], NULL);
	lineedit_release(&prompt->edit);
	buffer_release(&prompt->asked);
	prompt->during.c_cc[VMIN] = 0;
}

void
prompt_die(const struct prompt *prompt)
{
	if (prompt->stopped)
		raise(SIGINT);
}

/* The process was stopped and goes on; the shell had the terminal meanwhile. */
static void
go_on(struct prompt *prompt)
{
	struct buffer shown = {0};

	went_on = 0;
	take_terminal(prompt);
	buffer_format(&shown, "\n%s", prompt->question);
	diag_text(shown.at);
	buffer_clear(&shown);
	lineedit_show(&prompt->edit, &shown);
	if (prompt->echoes)
		diag_keys(buffer_string(&shown), shown.len);
	buffer_release(&shown);
}

/* Wait for a key or a signal; one that came a moment ago is not missed. */
static void
wait_for_key(void)
{
	sigset_t ours, before;
	fd_set input;

	sigemptyset(&ours);
	for (size_t i = 0; i < CAUGHT; i++)
		sigaddset(&ours, caught[i]);
	sigprocmask(SIG_BLOCK, &ours, &before);
	FD_ZERO(&input);
	FD_SET(STDIN_FILENO, &input);
	if (!stopped_by && !ended_by && !went_on)
		pselect(STDIN_FILENO + 1, &input, NULL, NULL, NULL, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

/* The next byte typed; false where there is none any more. */
static bool
next_byte(struct prompt *prompt, char *byte)
{
	while (prompt->at == prompt->count) {
		ssize_t got;

		wait_for_key();
		if (stopped_by || ended_by)
			return false;
		if (went_on) {
			go_on(prompt);
			continue;
		}
		got = read(STDIN_FILENO, prompt->read, sizeof(prompt->read));
		if (got < 0 && errno == EINTR)
			continue;
		/* EIO: the window is gone. */
		if (got <= 0)
			return false;
		prompt->at = 0;
		prompt->count = (size_t)got;
	}
	*byte = prompt->read[prompt->at++];
	return true;
}

/* Keys until there is an answer. False where it ended without one. */
static bool
read_answer(struct prompt *prompt)
{
	enum lineedit_got got = LINEEDIT_MORE;
	struct buffer echo = {0};
	char byte;

	while (got == LINEEDIT_MORE && next_byte(prompt, &byte)) {
		prompt->edit.columns = columns_now();
		got = lineedit_take(&prompt->edit, byte, &echo);
		/* What comes in one piece is shown in one. */
		if (prompt->at < prompt->count && got == LINEEDIT_MORE)
			continue;
		if (prompt->echoes)
			diag_keys(buffer_string(&echo), echo.len);
		buffer_clear(&echo);
	}
	buffer_release(&echo);
	if (got == LINEEDIT_LINE)
		return true;
	if (got == LINEEDIT_MORE || !prompt->echoes)
		diag_text("\n");
	prompt->ended = true;
	prompt->stopped = stopped_by != 0;
	return !prompt->stopped && prompt->edit.line.len > 0;
}

const char *
prompt_ask(struct prompt *prompt, const char *question, bool several)
{
	struct buffer *line = &prompt->edit.line;
	const char *last;
	size_t blanks;

	if (prompt->ended)
		return NULL;
	buffer_clear(&prompt->asked);
	refit_add(&prompt->asked, question, diag_columns());
	last = strrchr(prompt->asked.at, '\n');
	prompt->question = last ? last + 1 : prompt->asked.at;
	diag_text(prompt->asked.at);
	prompt->edit.columns = columns_now();
	lineedit_begin(&prompt->edit, several,
		       text_width(prompt->question, strlen(prompt->question)));
	if (!read_answer(prompt))
		return NULL;
	while (line->len > 0 && strchr(" \t\r\n", line->at[line->len - 1]))
		buffer_cut(line, line->len - 1);
	blanks = strspn(buffer_string(line), " \t\r\n");
	return buffer_string(line) + blanks;
}
