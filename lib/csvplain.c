#include "csvplain.h"

#include <string.h>

/* Where the field that begins at `at` ends, unless there is a mark in it. */
static const char *
copy_bare(const char *at, const char *end, char separator, char **to)
{
	const char *behind = memchr(at, separator, (size_t)(end - at));
	size_t len;

	if (behind == NULL)
		behind = end;
	len = (size_t)(behind - at);
	if (memchr(at, '"', len) != NULL)
		return NULL;
	memcpy(*to, at, len);
	*to += len;
	return behind;
}

/* The same of one behind an opening mark: where the closing one ends. */
static const char *
copy_quoted(const char *at, const char *end, char **to)
{
	for (;;) {
		const char *mark = memchr(at, '"', (size_t)(end - at));
		size_t len;

		if (mark == NULL)
			return NULL;
		len = (size_t)(mark - at);
		memcpy(*to, at, len);
		*to += len;
		at = mark + 1;
		if (at == end || *at != '"')
			return at;
		*(*to)++ = '"';
		at++;
	}
}

/* The fields of what stands between `at` and `end`, to where there is room for
 * them. Their number; 0 if they are not plain. */
static size_t
split(const char *at, const char *end, char separator, char **to,
      size_t *starts, size_t most, size_t longest)
{
	const char *first = *to;
	size_t count = 0;

	for (;; at++) {
		char *begin = *to;

		if (count == most)
			return 0;
		at = at < end && *at == '"' ? copy_quoted(at + 1, end, to)
					    : copy_bare(at, end, separator, to);
		if (at == NULL || (at < end && *at != separator) ||
		    (size_t)(*to - begin) > longest)
			return 0;
		*(*to)++ = '\0';
		starts[count++] = (size_t)(begin - first);
		if (at == end)
			return count;
	}
}

bool
csvplain_split(const char *line, size_t len, char separator,
	       struct buffer *values, size_t *starts, size_t most,
	       size_t longest, size_t *count)
{
	const char *end = line + len;
	char *to;

	buffer_clear(values);
	*count = 0;
	if (len == 0 || *--end != '\n')
		return false;
	if (end > line && end[-1] == '\r')
		end--;
	if (memchr(line, '\r', (size_t)(end - line)) != NULL)
		return false;
	/* Decoded, with a NUL in place of each separator, they are no longer.
	 */
	buffer_reserve(values, len);
	to = values->at;
	*count = split(line, end, separator, &to, starts, most, longest);
	buffer_cut(values, *count > 0 ? (size_t)(to - values->at) : 0);
	return *count > 0;
}
