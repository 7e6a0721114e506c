#include "diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "mem.h"
#include "refit.h"
#include "text.h"

/* The globals of the library are here alone: messages come from everywhere, and
 * carrying a name there would say nothing. */
static const char *program = "amends";

bool
diag_is_read_by_a_person(void)
{
	return isatty(STDERR_FILENO) == 1;
}

size_t
diag_columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void
diag_set_program(const char *name)
{
	program = name;
}

/* Append text so that it moves no cursor; characters of `keep` stay. */
static void
add_harmless(struct buffer *out, const char *text, const char *keep)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < len;) {
		uint32_t code = 0;
		size_t step = text_character(text + i, len - i, &code);

		if (step && (!text_is_control(code) ||
			     (step == 1 && strchr(keep, text[i]))))
			buffer_add(out, text + i, step);
		else
			text_escape(out, text + i, step ? step : 1);
		i += step ? step : 1;
	}
}

/* Whether a passing line stands where the next message begins. */
static bool passing;

#define WIPE "\r\033[K"

static void
deliver(struct buffer *message)
{
	struct buffer wiped = {0};
	const char *at = buffer_string(message);
	size_t left = message->len;

	if (passing) {
		buffer_format(&wiped, WIPE "%s", at);
		passing = false;
		at = wiped.at;
		left = wiped.len;
	}
	while (left > 0) {
		ssize_t sent = write(STDERR_FILENO, at, left);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			break;
		at += sent;
		left -= (size_t)sent;
	}
	buffer_release(&wiped);
	buffer_release(message);
}

/* Append one line: program, place, sentence. */
static void
add_line(struct buffer *out, const char *file, size_t line, size_t column,
	 const char *sentence)
{
	buffer_format(out, "%s: ", program);
	if (file) {
		add_harmless(out, file, "");
		if (line > 0)
			buffer_format(out, ":%zu", line);
		if (line > 0 && column > 0)
			buffer_format(out, ":%zu", column);
		buffer_add_string(out, ": ");
	}
	add_harmless(out, sentence, "");
	buffer_add_char(out, '\n');
}

static void
say(const char *file, size_t line, size_t column, const char *sentence)
{
	struct buffer message = {0}, fitting = {0};

	add_line(&message, file, line, column, sentence);
	refit_add(&fitting, message.at, diag_columns());
	buffer_release(&message);
	deliver(&fitting);
}

void
diag_say(const char *format, ...)
{
	struct buffer sentence = {0};
	va_list args;

	va_start(args, format);
	buffer_vformat(&sentence, format, args);
	va_end(args);
	say(NULL, 0, 0, buffer_string(&sentence));
	buffer_release(&sentence);
}

void
diag_at(const char *file, size_t line, size_t column, const char *format, ...)
{
	struct buffer sentence = {0};
	va_list args;

	va_start(args, format);
	buffer_vformat(&sentence, format, args);
	va_end(args);
	say(file, line, column, buffer_string(&sentence));
	buffer_release(&sentence);
}

void
diag_fail(const struct fail *why)
{
	say(NULL, 0, 0, why->text);
}

/* Lines that fit into the window, if it is one. */
static void
add_fitting(struct buffer *out, const char *text)
{
	struct buffer harmless = {0};

	add_harmless(&harmless, text, "\n\t");
	refit_add(out, buffer_string(&harmless), diag_columns());
	buffer_release(&harmless);
}

void
diag_block(const char *text)
{
	struct buffer all = {0}, message = {0};
	size_t len = strlen(text);

	buffer_format(&all, "%s: %s", program, text);
	add_fitting(&message, all.at);
	if (len == 0 || text[len - 1] != '\n')
		buffer_add_char(&message, '\n');
	deliver(&message);
	buffer_release(&all);
}

void
diag_text(const char *text)
{
	struct buffer message = {0};

	add_fitting(&message, text);
	deliver(&message);
}

void
diag_keys(const char *at, size_t len)
{
	struct buffer message = {0};

	buffer_add(&message, at, len);
	deliver(&message);
}

void
diag_passing(const char *text)
{
	struct buffer line = {0}, message = {0};
	size_t columns = diag_columns(), fits;

	if (text)
		buffer_format(&line, "%s: %s", program, text);
	/* A row that is full would begin the next one. */
	fits = text_fit(buffer_string(&line), line.len,
			columns > 1 ? columns - 1 : 80);
	if (passing || text)
		buffer_format(&message, WIPE "%.*s", (int)fits,
			      buffer_string(&line));
	passing = false;
	deliver(&message);
	passing = text != NULL;
	buffer_release(&line);
}

/*
 * Append the sentence without its figures and quotations. The mark ' opens a
 * quotation only where no letter stands before it: "customer's" has none.
 */
static void
add_pattern(struct buffer *out, const char *sentence)
{
	char before = ' ';

	for (const char *at = sentence; *at; before = *at++) {
		const char *end = NULL;

		if (*at >= '0' && *at <= '9')
			continue;
		if (*at == '\'' && (before == ' ' || before == '('))
			end = strchr(at + 1, '\'');
		buffer_add_char(out, *at);
		if (end)
			at = end;
	}
}

/* The kind of a sentence in the tally; a new one, or the last if all are
 * taken. */
static struct diag_kind *
find_kind(struct diag_tally *tally, const char *sentence)
{
	struct buffer pattern = {0};
	struct diag_kind *kind;
	size_t i = 0;

	add_pattern(&pattern, sentence);
	while (i < tally->kind_count &&
	       strcmp(tally->kinds[i].pattern, buffer_string(&pattern)) != 0)
		i++;
	if (i == DIAG_KINDS)
		i--;
	kind = &tally->kinds[i];
	if (i == tally->kind_count) {
		kind->pattern = mem_copy(buffer_string(&pattern));
		tally->kind_count++;
	}
	buffer_release(&pattern);
	return kind;
}

/* Count a bad line, and append it where it is one of those that are printed. */
static void
add_counted(struct buffer *out, struct diag_tally *all, const char *file,
	    size_t line, size_t column, const char *sentence)
{
	struct diag_kind *kind = find_kind(all, sentence);
	struct buffer message = {0};

	all->count++;
	if (++kind->count > DIAG_LIKE)
		return;
	add_line(&message, file, line, column, sentence);
	if (!kind->first) {
		size_t name = strlen(program) + 2;

		kind->first = mem_copy(buffer_string(&message) + name);
		kind->first[strlen(kind->first) - 1] = '\0';
	}
	buffer_add(out, message.at, message.len);
	buffer_release(&message);
}

void
diag_bad_line(void *tally, const char *file, size_t line, size_t column,
	      const char *sentence)
{
	struct buffer message = {0};

	add_counted(&message, tally, file, line, column, sentence);
	if (message.len > 0)
		deliver(&message);
}

void
diag_tally_end(struct diag_tally *tally)
{
	for (size_t i = 0; i < tally->kind_count; i++) {
		struct diag_kind *kind = &tally->kinds[i];

		if (kind->count > DIAG_LIKE)
			diag_say("and %zu more like %s",
				 kind->count - DIAG_LIKE, kind->first);
		free(kind->pattern);
		free(kind->first);
		*kind = (struct diag_kind){0};
	}
	tally->kind_count = 0;
}

void
diag_faults(const char *file, const struct faults *faults)
{
	struct diag_tally tally = {0};
	struct buffer message = {0};

	for (size_t i = 0; i < faults->count; i++)
		add_counted(&message, &tally, file, faults->at[i].line,
			    faults->at[i].column, faults->at[i].text);
	deliver(&message);
	diag_tally_end(&tally);
}
