/*
 * What a recorder or a keeper does to a file, and nothing else: the tests in
 * this folder make its system calls fail.
 *
 *     append JOURNAL <BATCH     record the batch in a journal that is there
 *     append -c JOURNAL <BATCH  or in a new one
 *     append -r FILE <BYTES     replace a file's bytes under its lock
 *     append -a FILE <BYTES     set bytes aside in FILE.bad under its lock
 *     append -l JOURNAL         print the lines of a journal
 *     append -w JOURNAL TAG COUNT MOST
 *                               record COUNT lines of 100 to MOST bytes, each
 *                               "TAG NUMBER LENGTH xxx…", one after the other;
 *                               "TAG NUMBER LENGTH" is printed for each that is
 *                               on the disk
 *
 * Prints "recorded" once the bytes are on the disk. Exit statuses are the
 * tools'.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "durable.h"
#include "exitcode.h"
#include "journal.h"
#include "mem.h"

static void
read_input(struct buffer *bytes)
{
	char chunk[65536];
	size_t got;

	while ((got = fread(chunk, 1, sizeof(chunk), stdin)) > 0)
		buffer_add(bytes, chunk, got);
}

static bool
print_line(void *context, struct journal_line *line)
{
	(void)context;
	printf("%s:%zu:", line->file, line->number);
	fwrite(line->at, 1, line->len, stdout);
	putchar('\n');
	return true;
}

static void
print_bad(void *context, const char *file, size_t number, const char *sentence)
{
	(void)context;
	fprintf(stderr, "%s:%zu: %s\n", file, number, sentence);
}

static bool
record(const char *path, bool create, const struct buffer *bytes,
       struct fail *why)
{
	struct journal_hold hold = {0};
	struct journal journal;
	bool ok = journal_find(&journal, path, why) &&
		  journal_begin(&hold, &journal, create, why) &&
		  journal_append(&hold, bytes->at, bytes->len, why);

	journal_end(&hold);
	journal_release(&journal);
	return ok;
}

static bool
keep(const char *path, char mode, const struct buffer *bytes, struct fail *why)
{
	struct durable file;
	bool ok;

	if (!durable_open(&file, path, false, why))
		return false;
	ok = mode == 'r' ? durable_replace(path, bytes->at, bytes->len, why)
			 : durable_set_aside(path, ".bad", bytes->at,
					     bytes->len, why);
	durable_close(&file);
	return ok;
}

static bool
list(const char *path, struct fail *why)
{
	static const struct journal_reader reader = {
		.line = print_line,
		.bad = print_bad,
	};
	struct journal journal;
	bool ok = journal_find(&journal, path, why) &&
		  journal_read(&journal, false, &reader, why);

	journal_release(&journal);
	return ok;
}

/* One record after the other, as fast as that goes. */
static bool
write_many(const char *path, const char *tag, long count, size_t most,
	   struct fail *why)
{
	struct buffer line = {0}, said = {0};
	/* Sizes that differ from record to record, and not from run to run. */
	unsigned random = (unsigned)(unsigned char)*tag * 2654435761U;
	bool ok = true;

	for (long n = 1; ok && n <= count; n++) {
		size_t len;

		random = random * 1664525U + 1013904223U;
		len = 100 + (random >> 8) % (most - 99);
		buffer_clear(&line);
		buffer_clear(&said);
		buffer_format(&said, "%s %ld %zu", tag, n, len);
		buffer_add(&line, said.at, said.len);
		buffer_add_char(&line, ' ');
		while (line.len < len)
			buffer_add_char(&line, 'x');
		buffer_add_char(&line, '\n');
		buffer_add_char(&said, '\n');
		ok = record(path, true, &line, why);
		/* In one call: a killed writer has said it or has not. */
		if (ok && write(STDOUT_FILENO, said.at, said.len) !=
				  (ssize_t)said.len)
			ok = fail_set(why, FAIL_SYSTEM, "not printed");
	}
	buffer_release(&line);
	buffer_release(&said);
	return ok;
}

int
main(int argc, char **argv)
{
	char mode = argc == 3 && argv[1][0] == '-' ? argv[1][1] : ' ';
	const char *path = argv[argc - 1];
	struct buffer bytes = {0};
	struct fail why = {0};
	bool ok;

	durable_guard_descriptors();
	durable_guard_signals();
	if (argc < 2) {
		fputs("usage: append [-c | -r | -a | -l | -w] FILE\n", stderr);
		return EXITCODE_USAGE;
	}
	if (argc == 6 && strcmp(argv[1], "-w") == 0) {
		if (write_many(argv[2], argv[3], atol(argv[4]),
			       (size_t)atol(argv[5]), &why))
			return EXITCODE_DONE;
		fprintf(stderr, "append: %s\n", why.text);
		return (int)fail_exitcode(why.kind);
	}
	if (mode != 'l')
		read_input(&bytes);
	if (mode == 'l')
		ok = list(path, &why);
	else if (bytes.len == 0)
		ok = fail_set(&why, FAIL_USAGE, "nothing came to be recorded");
	else if (mode == 'r' || mode == 'a')
		ok = keep(path, mode, &bytes, &why);
	else
		ok = record(path, mode == 'c', &bytes, &why);
	buffer_release(&bytes);
	if (!ok) {
		fprintf(stderr, "append: %s\n", why.text);
		return (int)fail_exitcode(why.kind);
	}
	if (mode != 'l')
		puts("recorded");
	if (fflush(stdout) != 0 || ferror(stdout))
		return mode == 'l' ? EXITCODE_SYSTEM : EXITCODE_UNPRINTED;
	return EXITCODE_DONE;
}
