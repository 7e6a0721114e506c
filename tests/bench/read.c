/*
 * read JOURNAL: take every line apart as a record, and do no more: how many
 * records, on standard output. What reading a journal takes by itself, for the
 * tools that answer out of it to be measured by.
 */
#include <stdio.h>

#include "fail.h"
#include "journal.h"
#include "mem.h"
#include "record.h"

struct reading {
	size_t records;
	struct arena arena;
};

static bool
take_line(void *context, struct journal_line *line)
{
	struct reading *reading = context;
	struct record record;
	struct fail why;

	arena_clear(&reading->arena);
	if (record_parse(&record, line->at, line->len, 2, &reading->arena,
			 &why))
		reading->records++;
	return true;
}

int
main(int argc, char **argv)
{
	struct reading reading = {0};
	const struct journal_reader reader = {.context = &reading,
					      .line = take_line};
	struct journal journal = {0};
	struct fail why;
	bool read;

	if (argc != 2) {
		fputs("usage: read JOURNAL\n", stderr);
		return 2;
	}
	read = journal_find(&journal, argv[1], &why) &&
	       journal_read(&journal, false, &reader, &why);
	if (read)
		printf("%zu\n", reading.records);
	else
		fprintf(stderr, "read: %s\n", why.text);
	arena_release(&reading.arena);
	journal_release(&journal);
	return !read;
}
