#include "badlines.h"

#include <stdlib.h>

#include "mem.h"

#define KEPT_MOST 1000

struct badline {
	const char *file;
	size_t number, column;
	char *sentence;
};

bool
badlines_keep(struct badlines *lines, const char *file, size_t number,
	      size_t column, const char *sentence)
{
	lines->at = mem_grow(lines->at, lines->count, &lines->room,
			     sizeof(*lines->at));
	lines->at[lines->count++] =
		(struct badline){file, number, column, mem_copy(sentence)};
	return lines->count <= KEPT_MOST;
}

void
badlines_tell(const struct badlines *lines, size_t before,
	      badlines_report *report, void *context)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct badline *line = &lines->at[i];

		report(context, line->file, line->number + before, line->column,
		       line->sentence);
	}
}

void
badlines_release(struct badlines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->at[i].sentence);
	free(lines->at);
	*lines = (struct badlines){0};
}
