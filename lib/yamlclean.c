#include "yamlclean.h"

#include <string.h>

#include "bytes.h"
#include "text.h"

bool
yamlclean_refuses(uint32_t code, const char *behind, const char *end)
{
	if (code == '\n' || code == '\t')
		return false;
	if (code == '\r')
		return behind == end || *behind != '\n';
	return text_is_control(code) || code == 0xFEFF ||
	       (code & 0xFFFE) == 0xFFFE;
}

/* One fault a line is enough of what a wrong encoding brings. */
static void
clean_character(struct buffer *clean, struct faults *faults, const char **at,
		const char *end, size_t line, size_t column,
		size_t *refused_line)
{
	uint32_t code;
	size_t len = text_character(*at, (size_t)(end - *at), &code);
	bool first = *refused_line != line;

	if (len != 0 && !yamlclean_refuses(code, *at + len, end)) {
		buffer_add(clean, *at, len);
		*at += len;
		return;
	}
	*refused_line = line;
	if (first && len == 0)
		faults_add(faults, line, column,
			   "byte \\x%02x is not UTF-8; save the file as UTF-8",
			   (unsigned char)**at);
	else if (first)
		faults_add(faults, line, column, "control character U+%04X",
			   (unsigned)code);
	buffer_add_char(clean, ' ');
	*at += len == 0 ? 1 : len;
}

void
yamlclean(struct buffer *clean, const char *at, size_t len,
	  struct faults *faults)
{
	const char *end = at + len;
	size_t line = 1, column = 1, refused_line = 0;

	buffer_reserve(clean, len);
	if (len >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (at < end) {
		if (column == 1 && *at == '%') {
			/* %TAG lines cost libyaml their number squared. */
			faults_add(faults, line, column,
				   "a directive ('%%') is not taken");
			buffer_add_char(clean, '#');
			at++;
			column++;
			continue;
		}
		/* Nearly all is ASCII, and stands for itself. */
		const char *plain = bytes_after_ascii(at, end);
		if (plain > at) {
			buffer_add(clean, at, (size_t)(plain - at));
			column += (size_t)(plain - at);
			at = plain;
			continue;
		}
		bool newline = *at == '\n';
		clean_character(clean, faults, &at, end, line, column,
				&refused_line);
		column++;
		if (newline) {
			line++;
			column = 1;
		}
	}
}
