#include "input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"
#include "record.h"

bool
input_text(struct buffer *text, struct fail *why)
{
	char chunk[8192];
	size_t begin = text->len;
	ssize_t got;

	do {
		got = read(STDIN_FILENO, chunk, sizeof(chunk));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(why, errno, "standard input");
		if (memchr(chunk, '\0', (size_t)got))
			return fail_set(why, FAIL_INPUT,
					"standard input holds a NUL byte");
		buffer_add(text, chunk, (size_t)got);
		if (text->len - begin > RECORD_LINE_MAX)
			return fail_set(why, FAIL_INPUT,
					"standard input is longer than a "
					"record can be, 1 MiB");
	} while (got != 0);
	while (text->len > begin && text->at[text->len - 1] == '\n')
		buffer_cut(text, text->len - 1);
	return true;
}

/* As journal names it in messages. */
static const char input_name[] = "<stdin>";

struct case_list {
	const char **ids;
	size_t count, room;
};

/* Add the case of one line to the list; a bad line goes to the tally. */
static void
add_case(struct case_list *list, char *line, size_t len, size_t number,
	 struct arena *arena, struct diag_tally *bad)
{
	struct arena pairs = {0};
	struct record record;
	struct fail why;

	if (len > 0 && line[0] == '#')
		return;
	if (!record_parse(&record, line, len, -1, &pairs, &why)) {
		diag_bad_line(bad, input_name, number, why.column, why.text);
	} else if (strcmp(record.id, "-") != 0 &&
		   (list->count == 0 ||
		    strcmp(list->ids[list->count - 1], record.id) != 0)) {
		list->ids = mem_grow(list->ids, list->count, &list->room,
				     sizeof(*list->ids));
		list->ids[list->count++] =
			arena_copy(arena, record.id, strlen(record.id));
	}
	arena_release(&pairs);
}

bool
input_cases(struct arena *arena, const char ***ids, size_t *count,
	    struct diag_tally *bad, struct fail *why)
{
	struct case_list list = {0};
	enum lines_got got;
	struct lines lines;
	struct fail inner;
	char *at;
	size_t len;

	lines_init(&lines, STDIN_FILENO, -1);
	do {
		got = lines_next(&lines, &at, &len, &inner);
		if (got == LINES_LINE || got == LINES_TAIL)
			add_case(&list, at, len, lines.number, arena, bad);
		else if (got == LINES_LONG)
			diag_bad_line(bad, input_name, lines.number, 0,
				      "the line is longer than 1 MiB");
	} while (got != LINES_END && got != LINES_FAILED);
	lines_release(&lines);
	*count = list.count;
	*ids = arena_get(arena, (list.count + 1) * sizeof(**ids));
	if (list.count > 0)
		memcpy(*ids, list.ids, list.count * sizeof(**ids));
	free(list.ids);
	if (got == LINES_FAILED)
		return fail_set(why, FAIL_SYSTEM, "%s: %s", input_name,
				inner.text);
	return true;
}
