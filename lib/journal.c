#include "journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lines.h"
#include "machine.h"
#include "together.h"

#define HEADER "#amends "
#define ENDING ".tsv"

/* Bytes, for which a thread is worth its making. */
#define PART_LEAST ((int64_t)4 * 1024 * 1024)

bool
journal_find(struct journal *journal, const char *named, struct fail *why)
{
	struct stat is;
	size_t len;

	*journal = (struct journal){0};
	if (!named)
		named = machine_variable("AMENDS_JOURNAL");
	if (named && !*named)
		return fail_set(why, FAIL_USAGE, "the journal's name is empty");
	journal->named = named != NULL;
	journal->path = named ? mem_copy(named)
			      : machine_path("XDG_DATA_HOME", ".local/share",
					     "amends/journal", why);
	if (!journal->path)
		return false;
	journal->input = strcmp(journal->path, "-") == 0;
	if (journal->input)
		return true;
	len = strlen(journal->path);
	journal->folder =
		journal->path[len - 1] == '/' ||
		(stat(journal->path, &is) == 0 && S_ISDIR(is.st_mode));
	return true;
}

bool
journal_is_odd(const struct journal *journal)
{
	struct stat is;

	return !journal->folder && stat(journal->path, &is) == 0 &&
	       !S_ISREG(is.st_mode) && !S_ISDIR(is.st_mode);
}

void
journal_release(struct journal *journal)
{
	free(journal->path);
	*journal = (struct journal){0};
}

bool
journal_is_yet_to_begin(const struct journal *journal)
{
	struct stat is;

	return !journal->named && lstat(journal->path, &is) != 0 &&
	       errno == ENOENT;
}

/* Of the folders that the journal is in one that is not there; NULL. Caller
 * frees. */
static char *
missing_folder(const struct journal *journal)
{
	char *path = mem_copy(journal->path), *missing;
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		path[--len] = '\0';
	missing = durable_missing_folder(path);
	free(path);
	return missing;
}

bool
journal_can_begin(const struct journal *journal, struct fail *why)
{
	char *missing = journal->input ? NULL : missing_folder(journal);
	bool can = !missing || durable_can_make_folder(missing, why);

	free(missing);
	return can;
}

/* Why there is nothing to append to: the journal was never begun, or what it is
 * in has gone. */
static bool
fail_absent(const struct journal *journal, struct fail *why)
{
	char *missing = missing_folder(journal);

	if (missing)
		fail_set(why, FAIL_SYSTEM,
			 "%s: the folder %s is not there; is its drive "
			 "missing?",
			 journal->path, missing);
	else
		fail_set(why, FAIL_SYSTEM,
			 "%s: there is no journal yet; case-new begins one",
			 journal->path);
	free(missing);
	return false;
}

/* The path of a file in the journal's folder. Caller frees. */
static char *
in_folder(const struct journal *journal, const char *name, const char *ending)
{
	size_t len = strlen(journal->path);
	struct buffer path = {0};

	buffer_format(&path, "%s%s%s%s", journal->path,
		      journal->path[len - 1] == '/' ? "" : "/", name, ending);
	return path.at;
}

bool
journal_is_newer(const char *at, size_t len)
{
	size_t i = strlen(HEADER);
	unsigned long format = 0;

	if (len <= i || memcmp(at, HEADER, i) != 0)
		return false;
	for (; i < len && at[i] >= '0' && at[i] <= '9'; i++)
		if (format <= JOURNAL_FORMAT)
			format = format * 10 + (unsigned long)(at[i] - '0');
	if (i < len && at[i] == '\r')
		i++;
	return i == len && format > JOURNAL_FORMAT;
}

/* A reading of all files: what went wrong so far, and whether to go on. */
struct reading {
	const struct journal *journal;
	const struct journal_reader *reader;
	void *context; /* the reader's, of what comes next */
	struct fail worst;
	size_t index; /* of the next file */
	bool ended;   /* the reader has had enough */
};

/* A part of a file, or all of it. */
struct part {
	const struct journal_reader *reader;
	void *context; /* the reader's */
	const char *name;
	size_t index;  /* the file's */
	int64_t from;  /* where it begins */
	int64_t size;  /* bytes; -1 of what can be read only once */
	size_t before; /* lines that have the same context and file */
	int fd;
	/* What reading came to: */
	bool stopped; /* the reader wanted no more */
	size_t count; /* of its lines */
	size_t newer; /* the line, of those, that only a newer amends reads */
	struct fail failed;
};

/* Remember a failure unless there was as grave a one before. Kinds are in
 * order of their exit statuses. */
static void
remember(struct reading *reading, const struct fail *failed)
{
	if (failed->kind > reading->worst.kind)
		reading->worst = *failed;
}

/* Offer the reader the whole lines that are there at once. */
static void
offer_run(const struct part *part, struct journal_line *line,
	  struct lines *lines)
{
	size_t taken, count = 0;

	line->len = lines_run(lines, &line->at);
	if (line->len == 0)
		return;
	line->number = part->before + lines->number + 1;
	line->offset = part->from + lines_offset(lines);
	taken = part->reader->run(part->context, line, &count);
	lines_pass(lines, taken, count);
}

/* Give a line that is there; false where no more are wanted. */
static bool
give_line(struct part *part, struct journal_line *line)
{
	const struct journal_reader *reader = part->reader;

	if (line->len == 0 || line->at[0] != '#') {
		part->stopped = !reader->line(part->context, line);
		return !part->stopped;
	}
	if (journal_is_newer(line->at, line->len)) {
		part->newer = line->number - part->before;
		return false;
	}
	if (reader->comment)
		reader->comment(part->context, line);
	return true;
}

/* Give all lines of a part to the reader. */
static void
read_part(struct part *part)
{
	const struct journal_reader *reader = part->reader;
	struct journal_line line = {.file = part->name,
				    .file_index = part->index};
	struct lines lines;
	bool more = true;

	if (part->size < 0)
		lines_init(&lines, part->fd, -1);
	else
		lines_init_part(&lines, part->fd, part->from, part->size);
	while (more) {
		enum lines_got got;

		if (reader->run)
			offer_run(part, &line, &lines);
		got = lines_next(&lines, &line.at, &line.len, &part->failed);
		line.number = part->before + lines.number;
		line.offset = part->from + lines.offset;
		switch (got) {
		case LINES_TAIL:
			if (part->size < 0)
				more = give_line(part, &line);
			else if (reader->torn)
				reader->torn(part->context, &line);
			break;
		case LINES_LINE:
			more = give_line(part, &line);
			break;
		case LINES_LONG:
			if (reader->bad)
				reader->bad(part->context, part->name,
					    line.number,
					    "the line is longer than 1 MiB");
			break;
		case LINES_FAILED:
		case LINES_END:
			more = false;
			break;
		}
	}
	part->count = lines.number;
	lines_release(&lines);
}

/* Whether what stands behind a part counts; `before` lines of its file stand
 * before it. */
static bool
conclude(struct reading *reading, const struct part *part, size_t before)
{
	struct fail failed;

	if (part->stopped) {
		reading->ended = true;
	} else if (part->newer > 0) {
		fail_set(&failed, FAIL_INPUT,
			 "%s:%zu: written by a newer amends, and not read from "
			 "here on; this one knows the format '" HEADER "%d'",
			 part->name, before + part->newer, JOURNAL_FORMAT);
		remember(reading, &failed);
	} else if (part->failed.kind != FAIL_NONE) {
		fail_set(&failed, part->failed.kind, "%s: %s", part->name,
			 part->failed.text);
		remember(reading, &failed);
	} else {
		return true;
	}
	return false;
}

/* Where the line ends that the byte at `at` of a file belongs to; `end` where
 * there is no newline before that. */
static int64_t
line_end(int fd, int64_t at, int64_t end)
{
	char bytes[4096];

	while (at < end) {
		ssize_t got = pread(fd, bytes, sizeof(bytes), (off_t)at);
		const char *newline =
			got > 0 ? memchr(bytes, '\n', (size_t)got) : NULL;

		if (newline)
			return at + (newline - bytes) + 1;
		if (got <= 0 && errno != EINTR)
			return end;
		at += got > 0 ? got : 0;
	}
	return end;
}

/* Cut a file into parts of whole lines: how many. */
static size_t
cut(const struct journal *journal, const struct part *whole,
    struct part parts[TOGETHER_MOST])
{
	int64_t least = journal->part_least ? journal->part_least : PART_LEAST;
	size_t most = 1, count = 0;
	int64_t begin = 0;

	if (whole->reader->part && whole->size / 2 >= least) {
		most = journal->parts_most ? journal->parts_most
					   : together_most();
		if (whole->size / least < (int64_t)most)
			most = (size_t)(whole->size / least);
	}
	for (size_t i = 1; i <= most; i++) {
		int64_t end = whole->size;

		if (i < most)
			end = line_end(whole->fd,
				       whole->size / (int64_t)most * (int64_t)i,
				       whole->size);
		if (end == begin && i > 1)
			continue;
		parts[count] = *whole;
		parts[count].from = begin;
		parts[count++].size = whole->size < 0 ? -1 : end - begin;
		begin = end;
	}
	return count;
}

static void
read_one(void *context, size_t index)
{
	struct part *parts = context;

	read_part(&parts[index]);
}

/* Give all lines of fd to the reader. size: of a regular file; else -1. */
static void
read_lines(struct reading *reading, int fd, const char *name, int64_t size)
{
	const struct journal_reader *reader = reading->reader;
	const struct part whole = {.reader = reader,
				   .context = reading->context,
				   .name = name,
				   .index = reading->index,
				   .fd = fd,
				   .size = size};
	struct part parts[TOGETHER_MOST];
	size_t count, before = 0;
	bool counts = true;

	/* Whoever reads it keeps something of it. */
	mem_expect_file(size > 0 ? (size_t)size : 0);
	if (reader->file)
		reader->file(reading->context, name, fd, size);
	count = cut(reading->journal, &whole, parts);
	for (size_t i = 1; i < count; i++)
		parts[i].context = reader->part(parts[i - 1].context, fd);
	together(count, read_one, parts);
	for (size_t i = 0; i < count; i++) {
		struct part *part = &parts[i];
		bool again = i > 0 && counts && part->stopped;

		if (i > 0)
			reader->parted(part->context,
				       counts && !again ? before
							: JOURNAL_LEFT_OUT);
		if (!counts)
			continue;
		if (again) {
			part->context = parts[i - 1].context;
			part->before = parts[i - 1].before + parts[i - 1].count;
			part->stopped = false;
			read_part(part);
		}
		counts = conclude(reading, part, before);
		before += part->count;
		reading->context = part->context;
	}
	reading->index++;
}

/* A journal that is one file, which may be a pipe. */
static void
read_file(struct reading *reading, const struct journal *journal,
	  bool may_be_absent)
{
	struct fail failed;
	int fd = durable_open_to_read(journal->path, 0, &failed);
	struct stat is;

	/* A link to nothing is there: the drive that it leads to is not. */
	if (fd < 0 && errno == ENOENT && lstat(journal->path, &is) != 0 &&
	    (!journal->named || may_be_absent))
		return;
	if (fd < 0) {
		remember(reading, &failed);
	} else if (fstat(fd, &is) != 0) {
		fail_errno(&failed, errno, "%s", journal->path);
		remember(reading, &failed);
	} else {
		read_lines(reading, fd, journal->path,
			   S_ISREG(is.st_mode) ? is.st_size : -1);
	}
	if (fd >= 0)
		close(fd);
}

/* One file of a folder. Any of them may have gone, or be no file at all. */
static void
read_listed(struct reading *reading, const char *name)
{
	struct fail failed;
	/* O_NONBLOCK: a FIFO among them must not hold us up. */
	int fd = durable_open_to_read(name, O_NONBLOCK, &failed);
	struct stat is;

	if (fd < 0 && errno == ENOENT) {
		struct fail dead_link = failed;

		if (lstat(name, &is) != 0)
			return;
		fail_set(&failed, dead_link.kind,
			 "%s If not, take the link out of the folder",
			 dead_link.text);
	}
	if (fd < 0) {
		remember(reading, &failed);
	} else if (fstat(fd, &is) != 0) {
		fail_errno(&failed, errno, "%s", name);
		remember(reading, &failed);
	} else if (S_ISREG(is.st_mode)) {
		read_lines(reading, fd, name, is.st_size);
	}
	if (fd >= 0)
		close(fd);
}

static bool
is_listed(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' && len > strlen(ENDING) &&
	       strcmp(name + len - strlen(ENDING), ENDING) == 0;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
read_folder(struct reading *reading, const struct journal *journal,
	    bool may_be_absent)
{
	DIR *folder = opendir(journal->path);
	struct dirent *entry;
	struct fail failed;
	char **names = NULL;
	size_t count = 0;
	size_t room = 0;

	if (!folder) {
		if (errno == ENOENT && (!journal->named || may_be_absent))
			return;
		fail_errno(&failed, errno, "%s", journal->path);
		remember(reading, &failed);
		return;
	}
	while (errno = 0, (entry = readdir(folder)) != NULL) {
		if (!is_listed(entry->d_name))
			continue;
		names = mem_grow(names, count, &room, sizeof(*names));
		names[count++] = in_folder(journal, entry->d_name, "");
	}
	if (errno) {
		fail_errno(&failed, errno, "%s", journal->path);
		remember(reading, &failed);
	}
	closedir(folder);
	if (count > 0)
		qsort(names, count, sizeof(*names), compare_names);
	for (size_t i = 0; i < count && !reading->ended; i++)
		read_listed(reading, names[i]);
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
}

bool
journal_read(const struct journal *journal, bool may_be_absent,
	     const struct journal_reader *reader, struct fail *why)
{
	struct reading reading = {.journal = journal,
				  .reader = reader,
				  .context = reader->context};

	if (journal->input)
		read_lines(&reading, STDIN_FILENO, "<stdin>", -1);
	else if (journal->folder)
		read_folder(&reading, journal, may_be_absent);
	else
		read_file(&reading, journal, may_be_absent);
	if (reading.worst.kind == FAIL_NONE)
		return true;
	return fail_set(why, reading.worst.kind, "%s", reading.worst.text);
}

/*
 * See that the file held is this machine's. Two tills of one name that share
 * the folder through a drive would lose each other's lines.
 */
static bool
claim(struct journal_hold *hold, struct fail *why)
{
	char *state = machine_path("XDG_STATE_HOME", ".local/state",
				   "amends/machine", why);
	char ours[MACHINE_NAME_MOST + 1], theirs[MACHINE_NAME_MOST + 1];
	bool ok = false;

	if (!state)
		return false;
	if (machine_mark(state, ours, why) &&
	    machine_find_mark(hold->file.fd, JOURNAL_MACHINE, theirs, why)) {
		ok = theirs[0] == '\0' || strcmp(ours, theirs) == 0;
		if (!ok)
			fail_set(why, FAIL_SYSTEM,
				 "%s: another machine's (its mark is %s, this "
				 "machine's %s); set AMENDS_MACHINE to a name "
				 "that no other has, or, if it is this "
				 "machine's after all, put its mark in %s",
				 hold->name, theirs, ours, state);
	}
	/* It may be of a recorder that was killed before it synced it. */
	if (ok && theirs[0] == '\0')
		ok = durable_sync(state, why);
	if (ok && theirs[0] == '\0')
		buffer_format(&hold->header, JOURNAL_MACHINE "%s\n", ours);
	free(state);
	return ok;
}

unsigned
journal_exposed(const char *path, unsigned *mode)
{
	const char *slash = strrchr(path, '/');
	struct buffer folder = {0};
	mode_t others = S_IRWXG | S_IRWXO;
	struct stat is;

	buffer_add(&folder, slash ? path : ".",
		   slash ? (size_t)(slash - path) + 1 : 1);
	if (stat(folder.at, &is) == 0 && is.st_mode & S_IWGRP)
		others = S_IRWXO;
	buffer_release(&folder);
	if (stat(path, &is) != 0 || !S_ISREG(is.st_mode))
		return 0;
	*mode = (unsigned)is.st_mode & 07777;
	return is.st_mode & others ? (unsigned)others : 0;
}

char *
journal_own_file(const struct journal *journal, struct fail *why)
{
	char *machine, *name;

	if (!journal->folder)
		return mem_copy(journal->path);
	machine = machine_name(why);
	name = machine ? in_folder(journal, machine, ENDING) : NULL;
	free(machine);
	return name;
}

char *
journal_machine_of(const char *file)
{
	const char *slash = strrchr(file, '/');
	char *name = mem_copy(slash ? slash + 1 : file);
	size_t len = strlen(name);

	if (is_listed(name)) {
		name[len - strlen(ENDING)] = '\0';
		if (machine_may_be_called(name))
			return name;
	}
	free(name);
	return NULL;
}

bool
journal_begin(struct journal_hold *hold, const struct journal *journal,
	      bool create, struct fail *why)
{
	struct stat is;

	*hold = (struct journal_hold){0};
	if (journal->input)
		return fail_set(why, FAIL_USAGE,
				"standard input is no journal to record in");
	if (!create && lstat(journal->path, &is) != 0 && errno == ENOENT)
		return fail_absent(journal, why);
	hold->name = journal_own_file(journal, why);
	if (!hold->name)
		return false;
	create = create || journal->folder;
	if (!durable_open(&hold->file, hold->name, create, why)) {
		journal_end(hold);
		return false;
	}
	if (hold->file.size == 0)
		buffer_format(&hold->header, HEADER "%d\n", JOURNAL_FORMAT);
	if (journal->folder && !claim(hold, why)) {
		journal_end(hold);
		return false;
	}
	return true;
}

bool
journal_append(struct journal_hold *hold, const char *at, size_t len,
	       struct fail *why)
{
	struct buffer *header = &hold->header;
	bool ok = durable_append_behind(&hold->file, buffer_string(header),
					header->len, at, len, why);

	if (ok && header->len > 0)
		buffer_clear(header);
	return ok;
}

void
journal_end(struct journal_hold *hold)
{
	durable_close(&hold->file);
	free(hold->name);
	buffer_release(&hold->header);
	*hold = (struct journal_hold){0};
}
