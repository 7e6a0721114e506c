#include "drafttext.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

#define CHUNK ((size_t)64 * 1024)
#define COLUMNS 72 /* of a line that is shown */
#define BEFORE 36  /* of them, at most, before the place */

const char *
drafttext_name(const char *name)
{
	return strcmp(name, "-") == 0 ? "<stdin>" : name;
}

bool
drafttext_read(const char *name, struct buffer *text, struct fail *why)
{
	bool input = strcmp(name, "-") == 0;
	int fd = input ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	ssize_t got = -1;
	struct stat is;

	if (fd >= 0 && fstat(fd, &is) == 0 && S_ISREG(is.st_mode) &&
	    is.st_size > 0)
		buffer_reserve(text, (size_t)is.st_size + CHUNK);
	while (fd >= 0) {
		buffer_reserve(text, CHUNK);
		got = read(fd, text->at + text->len,
			   text->room - text->len - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		text->len += (size_t)got;
	}
	if (text->at)
		text->at[text->len] = '\0';
	if (got < 0)
		fail_errno(why, errno, "%s", drafttext_name(name));
	if (fd >= 0 && !input)
		close(fd);
	return got == 0;
}

const char *
drafttext_fault(const struct buffer *text, size_t *line, size_t *column)
{
	const char *at = buffer_string(text);
	const char *nul = memchr(at, '\0', text->len);
	size_t len = nul ? (size_t)(nul - at) : text->len;
	size_t bad = len;

	if (text_is_utf8(at, len, &bad) && !nul)
		return NULL;
	*line = *column = 1;
	for (size_t i = 0; i < bad; i++) {
		*column += ((unsigned char)at[i] & 0xC0) != 0x80;
		if (at[i] == '\n') {
			*column = 1;
			++*line;
		}
	}
	return bad == len ? "a NUL byte: this is no text"
			  : "bytes that are not UTF-8";
}

static bool
begins_character(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

void
drafttext_point(struct buffer *out, const struct buffer *text, size_t at,
		size_t len)
{
	const char *all = buffer_string(text);
	struct buffer before = {0}, line = {0};
	size_t from = at, end = at, width;

	while (end < text->len && end - at < 4 * COLUMNS && all[end] != '\n' &&
	       all[end] != '\r')
		end++;
	while (from > 0 && all[from - 1] != '\n' && at - from < BEFORE)
		from--;
	while (from < at && !begins_character(all[from]))
		from++;
	text_escape(&before, all + from, at - from);
	text_escape(&line, all + from, end - from);
	width = text_width(all + at, len < end - at ? len : end - at);
	if (width > COLUMNS - BEFORE)
		width = COLUMNS - BEFORE;
	buffer_format(out, "    %.*s\n    %*s^",
		      (int)text_fit(buffer_string(&line), line.len, COLUMNS),
		      buffer_string(&line),
		      (int)text_width(buffer_string(&before), before.len), "");
	for (size_t i = 1; i < width; i++)
		buffer_add_char(out, '~');
	buffer_add_char(out, '\n');
	buffer_release(&before);
	buffer_release(&line);
}
