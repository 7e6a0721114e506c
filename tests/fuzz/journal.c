/*
 * Any bytes as a journal: it is folded; its lines in the opposite order, and
 * all of them twice, come to the same cases; and a check that reads it twice
 * finds what one does that keeps all its lines.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "casebook.h"
#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char journal_path[] = "/tmp/amends-fuzz-XXXXXX";

/* The bytes as a file; it is unlinked as soon as it was read. */
static void
write_journal(const char *at, size_t len)
{
	int fd;

	memcpy(strrchr(journal_path, '-') + 1, "XXXXXX", 6);
	fd = mkstemp(journal_path);
	if (fd < 0 || write(fd, at, len) != (ssize_t)len || close(fd) != 0)
		abort();
}

static void
tell(void *context, const char *file, size_t line, size_t column,
     const char *sentence)
{
	(void)context;
	(void)file;
	(void)column;
	if (!line || !*sentence)
		abort();
}

/* False where it was written by a newer amends: not read to its end. */
static bool
load(struct casebook *book, const char *at, size_t len)
{
	struct journal journal = {.path = journal_path, .named = true};
	struct fail why;
	bool read;

	write_journal(at, len);
	read = casebook_load(book, &journal, false, 2, tell, NULL, &why);
	unlink(journal_path);
	return read;
}

/* Whole lines alone: what is torn would be whole somewhere else. */
static size_t
whole_lines(const char *at, size_t len)
{
	while (len > 0 && at[len - 1] != '\n')
		len--;
	return len;
}

/* All lines from the last to the first, then all once more as they were. */
static void
turn_round(struct buffer *out, const char *at, size_t len)
{
	for (size_t end = len; end > 0;) {
		size_t begin = end - 1;

		while (begin > 0 && at[begin - 1] != '\n')
			begin--;
		buffer_add(out, at + begin, end - begin);
		end = begin;
	}
	buffer_add(out, at, len);
}

static void
compare_cases(const struct casebook *book, const struct casebook *other)
{
	if (book->count != other->count)
		abort();
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *a = &book->cases[i];
		const struct casefile *b = &other->cases[i];

		if (strcmp(a->id, b->id) != 0 || a->state != b->state ||
		    a->opened != b->opened || a->last != b->last ||
		    a->event_count != b->event_count ||
		    a->promise_count != b->promise_count ||
		    a->point_count != b->point_count ||
		    a->detail_count != b->detail_count || a->given != b->given)
			abort();
		for (size_t k = 0; k < a->promise_count; k++) {
			if (a->promises[k].state != b->promises[k].state ||
			    a->promises[k].due != b->promises[k].due)
				abort();
		}
	}
}

static void
give_lines(struct check *check, const char *at, size_t len)
{
	struct journal_line line = {.file = "journal"};

	while (len > 0) {
		size_t step =
			(size_t)((const char *)memchr(at, '\n', len) - at);

		line.number++;
		line.at = mem_get(step + 1);
		memcpy(line.at, at, step);
		line.at[step] = '\0';
		line.len = step;
		if (step == 0 || *at != '#')
			check_line(check, &line);
		free(line.at);
		at += step + 1;
		len -= step + 1;
	}
}

/* The same, many at once where that can be. */
static void
give_runs(struct check *check, const char *at, size_t len, bool again)
{
	char *bytes = mem_zero(1, len + GLANCE_BEHIND);
	const char *end = bytes + len;
	struct journal_line line = {.file = "journal", .at = bytes};

	memcpy(bytes, at, len);
	while (line.at < end) {
		size_t count = 0, step;

		line.number++;
		line.len = (size_t)(end - line.at);
		line.at += again ? check_run_again(check, &line, &count)
				 : check_run(check, &line, &count);
		line.number += count;
		if (line.at == end)
			break;
		step = (size_t)((char *)memchr(line.at, '\n',
					       (size_t)(end - line.at)) -
				line.at);
		line.at[step] = '\0';
		line.len = step;
		if (step == 0 || *line.at != '#')
			(again ? check_line_again : check_line)(check, &line);
		line.at += step + 1;
	}
	free(bytes);
}

static void
compare_checks(const char *at, size_t len, int digits)
{
	struct check all = {.digits = digits},
		     twice = {.digits = digits, .twice = true};

	give_lines(&all, at, len);
	check_end(&all);
	give_runs(&twice, at, len, false);
	while (check_again(&twice))
		give_runs(&twice, at, len, true);
	check_end(&twice);
	if (all.count != twice.count || all.cases != twice.cases ||
	    all.events != twice.events)
		abort();
	for (size_t i = 0; i < all.count; i++) {
		const struct check_finding *a = &all.findings[i];
		const struct check_finding *b = &twice.findings[i];

		if (a->line != b->line || a->column != b->column ||
		    strcmp(a->text, b->text) != 0)
			abort();
	}
	check_release(&all);
	check_release(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data;
	size_t len = whole_lines(at, size);
	struct casebook book, other;
	struct buffer turned = {0};
	bool loaded;

	turn_round(&turned, at, len);
	loaded = load(&book, at, len);
	if (load(&other, buffer_string(&turned), turned.len) && loaded)
		compare_cases(&book, &other);
	casebook_release(&book);
	casebook_release(&other);
	compare_checks(at, len, -1);
	compare_checks(at, len, 2);
	buffer_release(&turned);
	return 0;
}
