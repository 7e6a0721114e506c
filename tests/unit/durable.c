#include "durable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each test runs in a new, empty folder, which is the working one. */
static char home[] = "/tmp/amends-durable.XXXXXX";

static int
enter(void **state)
{
	(void)state;
	strcpy(home + strlen(home) - 6, "XXXXXX");
	return !mkdtemp(home) || chdir(home) != 0;
}

static int
leave(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", home);
	return chdir("/") != 0 || system(command) != 0;
}

static void
put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void
assert_holds(const char *path, const char *want)
{
	FILE *file = fopen(path, "r");
	char got[4096];
	size_t len;

	assert_non_null(file);
	len = fread(got, 1, sizeof(got) - 1, file);
	got[len] = '\0';
	fclose(file);
	assert_string_equal(got, want);
}

static bool
is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

static void
appends_to_what_is_there(void **state)
{
	struct durable file;
	struct fail why;

	(void)state;
	put("journal", "one\n");
	assert_true(durable_open(&file, "journal", false, &why));
	assert_false(file.created);
	assert_int_equal(file.size, 4);
	assert_int_equal(file.torn, 0);
	assert_true(durable_append(&file, "two\n", 4, &why));
	assert_true(durable_append(&file, "three\nfour\n", 11, &why));
	assert_int_equal(file.size, 19);
	durable_close(&file);
	assert_holds("journal", "one\ntwo\nthree\nfour\n");
}

static void
makes_a_file_with_its_folders(void **state)
{
	struct durable file;
	struct stat is;
	struct fail why;

	(void)state;
	assert_true(durable_open(&file, "a/b/journal", true, &why));
	assert_true(file.created);
	assert_int_equal(file.size, 0);
	assert_true(durable_append(&file, "one\n", 4, &why));
	durable_close(&file);
	assert_holds("a/b/journal", "one\n");
	assert_int_equal(stat("a/b", &is), 0);
	assert_int_equal(is.st_mode & 07777, 0700);
	assert_int_equal(stat("a/b/journal", &is), 0);
	assert_int_equal(is.st_mode & 07777, 0600);
}

static void
a_file_that_was_made_for_nothing_goes_again(void **state)
{
	struct durable file;
	struct fail why;

	(void)state;
	assert_true(durable_open(&file, "journal", true, &why));
	assert_true(is_there("journal"));
	durable_close(&file);
	assert_false(is_there("journal"));

	put("empty", "");
	assert_true(durable_open(&file, "empty", true, &why));
	durable_close(&file);
	assert_true(is_there("empty"));
}

static void
refuses_with_a_sentence(void **state)
{
	static const struct {
		const char *path;
		bool create;
		const char *want;
	} rows[] = {
		{"absent", false, "absent: No such file or directory"},
		{"no/absent", false, "no/absent: No such file or directory"},
		{"file/below", true, "file: Not a directory"},
		{"file/below", false, "file/below: Not a directory"},
		{"folder", true, "folder: Is a directory"},
		{"", false, ": No such file or directory"},
		{"dangling", true,
		 "dangling: a link to a file that is not there; is its drive "
		 "missing?"},
		{"dangling", false,
		 "dangling: a link to a file that is not there; is its drive "
		 "missing?"},
		{"/dev/null", true,
		 "/dev/null: not an ordinary file, which is what can be "
		 "appended to safely"},
	};

	(void)state;
	put("file", "");
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct durable file;
		struct fail why = {0};

		assert_false(durable_open(&file, rows[i].path, rows[i].create,
					  &why));
		assert_string_equal(why.text, rows[i].want);
		assert_int_equal(why.kind, FAIL_SYSTEM);
		durable_close(&file);
	}
}

static void
moves_a_torn_tail_aside(void **state)
{
	struct durable file;
	struct fail why;
	char *tail = malloc(200001);

	(void)state;
	put("journal", "one\ntw");
	assert_true(durable_open(&file, "journal", false, &why));
	assert_int_equal(file.size, 4);
	assert_int_equal(file.torn, 2);
	assert_holds("journal", "one\n");
	assert_true(durable_append(&file, "three\n", 6, &why));
	durable_close(&file);
	assert_holds("journal", "one\nthree\n");
	assert_holds("journal.torn", "tw\n");

	/* Longer than what is looked at in one go, and nothing before it. */
	memset(tail, 'x', 200000);
	tail[200000] = '\0';
	put("long", tail);
	assert_true(durable_open(&file, "long", false, &why));
	assert_int_equal(file.size, 0);
	assert_int_equal(file.torn, 200000);
	durable_close(&file);
	assert_true(is_there("long"));
	free(tail);
}

static void
holds_the_lock_until_it_is_closed(void **state)
{
	struct durable file;
	struct fail why;
	int fd;

	(void)state;
	put("journal", "one\n");
	fd = open("journal", O_RDONLY);
	assert_true(durable_open(&file, "journal", false, &why));
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), -1);
	durable_close(&file);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
	close(fd);
}

static volatile sig_atomic_t caught;

static void catch (int number)
{
	caught = number;
}

static void
signals_wait_until_it_is_closed(void **state)
{
	struct sigaction action = {.sa_handler = catch};
	struct durable file;
	struct fail why;

	(void)state;
	sigaction(SIGTERM, &action, NULL);
	caught = 0;
	put("journal", "one\n");
	assert_true(durable_open(&file, "journal", false, &why));
	raise(SIGTERM);
	assert_int_equal(caught, 0);
	assert_true(durable_append(&file, "two\n", 4, &why));
	assert_int_equal(caught, 0);
	durable_close(&file);
	assert_int_equal(caught, SIGTERM);
	action.sa_handler = SIG_DFL;
	sigaction(SIGTERM, &action, NULL);
}

static void
a_failed_opening_blocks_no_signals(void **state)
{
	struct durable file;
	struct fail why;
	sigset_t mask;

	(void)state;
	put("journal", "torn");
	/* The tail cannot be moved: the lock is held by then. */
	assert_int_equal(mkdir("journal.torn", 0700), 0);
	assert_false(durable_open(&file, "journal", false, &why));
	assert_string_equal(why.text, "journal.torn: Is a directory");
	sigprocmask(SIG_SETMASK, NULL, &mask);
	assert_int_equal(sigismember(&mask, SIGTERM), 0);
	assert_holds("journal", "torn");
}

static void
closing_twice_does_no_harm(void **state)
{
	struct durable file = {0};
	struct fail why;

	(void)state;
	durable_close(&file);
	put("journal", "one\n");
	assert_true(durable_open(&file, "journal", false, &why));
	durable_close(&file);
	durable_close(&file);
	/* Descriptor 0 of a zeroed one is not closed. */
	assert_true(fcntl(0, F_GETFD) >= 0);
}

static void
replaces_a_file_and_keeps_its_mode(void **state)
{
	struct durable file;
	struct stat is;
	struct fail why;

	(void)state;
	put("journal", "one\ntwo\n");
	put("journal.new", "left by a crash");
	assert_int_equal(chmod("journal", 0640), 0);
	assert_int_equal(symlink("journal", "link"), 0);
	assert_true(durable_open(&file, "link", false, &why));
	assert_true(durable_replace("link", "two\n", 4, &why));
	durable_close(&file);
	assert_holds("journal", "two\n");
	assert_int_equal(stat("journal", &is), 0);
	assert_int_equal(is.st_mode & 07777, 0640);
	assert_int_equal(lstat("link", &is), 0);
	assert_true(S_ISLNK(is.st_mode));
	assert_false(is_there("journal.new"));

	assert_true(durable_replace("journal", "", 0, &why));
	assert_holds("journal", "");
	assert_false(durable_replace("absent", "x", 1, &why));
	assert_string_equal(why.text, "absent: No such file or directory");
	assert_int_equal(mkdir("journal.new", 0700), 0);
	assert_false(durable_replace("journal", "x", 1, &why));
	assert_non_null(strstr(why.text, "/journal.new: Is a directory"));
	assert_holds("journal", "");
}

static void
sets_bytes_aside_line_by_line(void **state)
{
	struct fail why;

	(void)state;
	put("journal", "");
	assert_true(durable_set_aside("journal", ".bad", "", 0, &why));
	assert_false(is_there("journal.bad"));
	assert_true(durable_set_aside("journal", ".bad", "one\n", 4, &why));
	assert_true(durable_set_aside("journal", ".bad", "two", 3, &why));
	assert_true(durable_set_aside("journal", ".bad", "three", 5, &why));
	assert_holds("journal.bad", "one\ntwo\nthree\n");
}

static void
what_is_set_aside_is_beside_the_file_by_whatever_name_it_is_called(void **state)
{
	struct fail why;
	char *beside;

	(void)state;
	assert_int_equal(mkdir("drive", 0700), 0);
	put("drive/file", "");
	assert_int_equal(symlink("drive/file", "journal"), 0);
	assert_true(durable_set_aside("journal", ".bad", "one\n", 4, &why));
	assert_true(durable_set_aside("drive/file", ".bad", "two\n", 4, &why));
	assert_holds("drive/file.bad", "one\ntwo\n");
	assert_false(is_there("journal.bad"));
	beside = durable_beside("drive/file", ".torn");
	assert_string_equal(beside, "drive/file.torn");
	free(beside);
	beside = durable_beside("nowhere", ".torn");
	assert_string_equal(beside, "nowhere.torn");
	free(beside);
}

/* Run in a child, as cmocka needs its own descriptors; its exit status. */
static int
in_child(int (*run)(void))
{
	pid_t child = fork();
	int status;

	if (child == 0)
		_exit(run());
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int
write_with_all_closed(void)
{
	char byte;
	int fd;

	close(0);
	close(1);
	close(2);
	durable_guard_descriptors();
	fd = open("journal", O_WRONLY | O_CREAT, 0600);
	if (fd != 3)
		return 1;
	if (!durable_stdout_was_closed())
		return 2;
	if (read(0, &byte, 1) != -1 || errno != EBADF)
		return 3;
	if (write(1, "x", 1) != -1 || errno != EBADF)
		return 4;
	return write(2, "x", 1) == 1 ? 0 : 5;
}

static int
write_with_all_open(void)
{
	int fds[2];

	if (pipe(fds) != 0)
		return 1;
	dup2(fds[0], 0);
	dup2(fds[1], 1);
	durable_guard_descriptors();
	if (durable_stdout_was_closed())
		return 2;
	return write(1, "x", 1) == 1 ? 0 : 3;
}

static int
write_after_the_reader_has_gone(void)
{
	int fds[2];

	durable_guard_signals();
	if (pipe(fds) != 0)
		return 1;
	close(fds[0]);
	return write(fds[1], "x", 1) == -1 && errno == EPIPE ? 0 : 2;
}

static void
guards_the_descriptors_that_are_closed(void **state)
{
	(void)state;
	assert_int_equal(in_child(write_with_all_closed), 0);
	assert_holds("journal", "");
	assert_int_equal(in_child(write_with_all_open), 0);
}

static void
a_closed_pipe_is_an_error_for_a_recorder(void **state)
{
	(void)state;
	assert_int_equal(in_child(write_after_the_reader_has_gone), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(appends_to_what_is_there),
		TEST(makes_a_file_with_its_folders),
		TEST(a_file_that_was_made_for_nothing_goes_again),
		TEST(refuses_with_a_sentence),
		TEST(moves_a_torn_tail_aside),
		TEST(holds_the_lock_until_it_is_closed),
		TEST(signals_wait_until_it_is_closed),
		TEST(a_failed_opening_blocks_no_signals),
		TEST(closing_twice_does_no_harm),
		TEST(replaces_a_file_and_keeps_its_mode),
		TEST(sets_bytes_aside_line_by_line),
		TEST(what_is_set_aside_is_beside_the_file_by_whatever_name_it_is_called),
		TEST(guards_the_descriptors_that_are_closed),
		TEST(a_closed_pipe_is_an_error_for_a_recorder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
