#include "machine.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "durable.h"
#include "lines.h"
#include "mem.h"

const char *
machine_variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

char *
machine_path(const char *name, const char *otherwise, const char *file,
	     struct fail *why)
{
	const char *base = machine_variable(name);
	const char *home = machine_variable("HOME");
	struct buffer path = {0};

	if (base && base[0] == '/') {
		buffer_format(&path, "%s/%s", base, file);
	} else if (home) {
		buffer_format(&path, "%s/%s/%s", home, otherwise, file);
	} else {
		fail_set(why, FAIL_SYSTEM,
			 "no place for %s: neither HOME nor %s is set", file,
			 name);
		return NULL;
	}
	return path.at;
}

/* Whether a word is fit for a file's name on every system, and for a comment.
 */
static bool
is_name(const char *word)
{
	static const char fit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "abcdefghijklmnopqrstuvwxyz0123456789-_.";
	size_t len = strlen(word);

	return len > 0 && len <= MACHINE_NAME_MOST &&
	       strspn(word, fit) == len && word[0] != '.' && word[0] != '-';
}

/* Two of that name would write to one file. */
static bool
is_every_machines(const char *name)
{
	return strcmp(name, "localhost") == 0 ||
	       strncmp(name, "localhost.", 10) == 0;
}

bool
machine_may_be_called(const char *name)
{
	return is_name(name) && !is_every_machines(name);
}

char *
machine_name(struct fail *why)
{
	const char *name = machine_variable("AMENDS_MACHINE");
	char host[256] = "";

	if (!name) {
		/* The name may be cut without a NUL. */
		if (gethostname(host, sizeof(host) - 1) != 0) {
			fail_errno(why, errno, "the host name");
			return NULL;
		}
		name = host;
	}
	if (is_every_machines(name)) {
		fail_set(why, FAIL_SYSTEM,
			 "'%s' is no name to tell machines apart by; set "
			 "AMENDS_MACHINE to one, such as till1",
			 name);
		return NULL;
	}
	if (!is_name(name)) {
		fail_set(why, FAIL_SYSTEM,
			 "'%s' cannot be a machine's file; set AMENDS_MACHINE "
			 "to a name of letters, digits and -_.",
			 name);
		return NULL;
	}
	return mem_copy(name);
}

bool
machine_find_mark(int fd, const char *prefix, char mark[MACHINE_NAME_MOST + 1],
		  struct fail *why)
{
	size_t skip = strlen(prefix);
	enum lines_got got = LINES_LINE;
	struct lines lines;
	char *at;
	size_t len;

	mark[0] = '\0';
	lines_init(&lines, fd, -1);
	while (mark[0] == '\0') {
		got = lines_next(&lines, &at, &len, why);
		if (got == LINES_END || got == LINES_FAILED)
			break;
		if (got == LINES_LONG || strncmp(at, prefix, skip) != 0)
			continue;
		at += skip;
		at[strcspn(at, " \t\r")] = '\0';
		/* Whatever else it is, it is not this machine's. */
		snprintf(mark, MACHINE_NAME_MOST + 1, "%s",
			 is_name(at) ? at : "?");
	}
	lines_release(&lines);
	return got != LINES_FAILED;
}

/* Write a new mark to the file at path, unless another recorder just did. */
static bool
make_mark(const char *path, struct fail *why)
{
	struct durable file;
	unsigned char random[8];
	struct buffer line = {0};
	bool ok = true;

	if (!durable_open(&file, path, true, why))
		return false;
	if (file.size == 0) {
		if (getrandom(random, sizeof(random), 0) !=
		    (ssize_t)sizeof(random))
			ok = fail_errno(why, errno, "random numbers");
		for (size_t i = 0; i < sizeof(random); i++)
			buffer_format(&line, "%02x", random[i]);
		buffer_add_char(&line, '\n');
		if (ok)
			ok = durable_append(&file, line.at, line.len, why);
		buffer_release(&line);
	}
	durable_close(&file);
	return ok;
}

bool
machine_mark(const char *path, char mark[MACHINE_NAME_MOST + 1],
	     struct fail *why)
{
	mark[0] = '\0';
	for (int attempt = 0; attempt < 2 && mark[0] == '\0'; attempt++) {
		struct fail failed;
		bool ok = true;
		int fd;

		if (attempt > 0 && !make_mark(path, why))
			return false;
		fd = durable_open_to_read(path, 0, &failed);
		if (fd < 0 && errno == ENOENT)
			continue;
		if (fd < 0)
			return fail_set(why, failed.kind, "%s", failed.text);
		ok = machine_find_mark(fd, "", mark, &failed);
		close(fd);
		if (!ok)
			return fail_set(why, failed.kind, "%s: %s", path,
					failed.text);
	}
	if (!is_name(mark))
		return fail_set(
			why, FAIL_SYSTEM,
			"%s: not a machine's mark; remove it, and a new "
			"one is made",
			path);
	return true;
}
