/*
 * Any bytes as a record: what record_parse takes is what record_encode writes,
 * to the byte; and any text comes back from its escapes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_record(const char *at, size_t len)
{
	struct arena arena = {0};
	struct buffer line = {0}, again = {0};
	struct record record;
	struct fail why = {0};

	buffer_add(&line, at, len);
	if (record_parse(&record, line.at, len, -1, &arena, &why)) {
		record_encode(&again, &record);
		if (len && at[len - 1] == '\r')
			len--;
		if (again.len != len + 1 || memcmp(again.at, at, len) != 0 ||
		    again.at[len] != '\n')
			abort();
	} else if (why.kind != FAIL_INPUT || !why.column || !*why.text) {
		abort();
	}
	buffer_release(&line);
	buffer_release(&again);
	arena_release(&arena);
}

static void
check_text(const char *at, size_t len)
{
	struct buffer escaped = {0};
	size_t undone, bad;

	if (memchr(at, '\0', len))
		return;
	text_escape(&escaped, at, len);
	if (!escaped.at)
		return;
	undone = escaped.len;
	if (text_unescape(escaped.at, &undone, &bad) || undone != len ||
	    memcmp(escaped.at, at, len) != 0)
		abort();
	buffer_release(&escaped);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data;
	const char *end = size ? memchr(at, '\n', size) : NULL;
	size_t len = end ? (size_t)(end - at) : size;

	if (len == 0 || len >= RECORD_LINE_MAX)
		return 0;
	check_record(at, len);
	check_text(at, size);
	return 0;
}
