#define _XOPEN_SOURCE 700 /* realpath */

#include "durable.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "durablefile.h"
#include "mem.h"

/* What is searched at once at the end of a file. */
#define CHUNK 65536

/* Milliseconds of waiting for a lock before one presses for it. */
#define LOCK_PATIENCE 1000

void
durable_guard_descriptors(void)
{
	/*
	 * open takes the lowest free number. The wrong direction on purpose:
	 * reading from a closed input and printing to a closed output are
	 * errors. Where there is no /dev/null (a bare chroot), the root folder
	 * takes neither.
	 */
	static const int flags[] = {O_WRONLY, O_RDONLY, O_WRONLY};

	for (int fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
			continue;
		if (open("/dev/null", flags[fd]) < 0)
			(void)open("/", O_RDONLY);
	}
}

bool
durable_stdout_was_closed(void)
{
	int flags = fcntl(STDOUT_FILENO, F_GETFL);

	return flags < 0 || (flags & O_ACCMODE) == O_RDONLY;
}

void
durable_guard_signals(void)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGXFSZ, &ignore, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

/*
 * Whether the file's name may not be on the disk yet: a recorder was killed
 * that had made it, or a keeper that had renamed it. Each append makes the name
 * last before it writes; so where the file was written to later than its folder
 * was changed, that has been done since.
 */
static bool
may_be_unlisted(int fd, const char *folder)
{
	struct stat is, above;

	if (fstat(fd, &is) != 0 || stat(folder, &above) != 0)
		return true;
	return is.st_mtim.tv_sec != above.st_mtim.tv_sec
		       ? is.st_mtim.tv_sec < above.st_mtim.tv_sec
		       : is.st_mtim.tv_nsec <= above.st_mtim.tv_nsec;
}

/* Append to a file of its own, made if it is not there. What a crash has torn
 * in it stays a line of its own. */
static bool
append_aside(const char *path, const char *at, size_t len, struct fail *why)
{
	char *folder = durablefile_folder(path);
	struct buffer bytes = {0};
	bool created, cut_back;
	struct stat is;
	char last = '\n';
	bool ok = false;
	int fd;

	/* No link: what is put here is personal data, and goes nowhere else. */
	fd = durablefile_open(path, O_NOFOLLOW, true, &created, why);
	if (fd >= 0) {
		if (fstat(fd, &is) != 0 ||
		    (is.st_size > 0 &&
		     durablefile_read(fd, &last, 1, is.st_size - 1) != 1)) {
			fail_errno(why, errno, "%s", path);
		} else {
			if (last != '\n')
				buffer_add_char(&bytes, '\n');
			buffer_add(&bytes, at, len);
			ok = durablefile_sync_folder(folder, why) &&
			     durablefile_append(
				     fd, path,
				     &(struct durablefile_bytes){
					     .at = bytes.at, .len = bytes.len},
				     is.st_size, &cut_back, why);
		}
		if (!ok && created)
			unlink(path);
		close(fd);
	}
	free(folder);
	buffer_release(&bytes);
	return ok;
}

int
durable_open_to_read(const char *path, int flags, struct fail *why)
{
	int fd, error;

	do
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | flags);
	while (fd < 0 && errno == EINTR);
	error = errno;
	if (fd < 0)
		durablefile_fail_open(path, error, why);
	errno = error;
	return fd;
}

bool
durable_sync(const char *path, struct fail *why)
{
	char *folder = durablefile_real_folder(path);
	bool ok = false;
	int fd = durable_open_to_read(path, O_NONBLOCK, why);

	if (fd >= 0 && fdatasync(fd) != 0)
		fail_errno(why, errno, "%s", path);
	else if (fd >= 0)
		ok = durablefile_sync_folder(folder, why);
	if (fd >= 0)
		close(fd);
	free(folder);
	return ok;
}

char *
durable_missing_folder(const char *path)
{
	char *folder = durablefile_folder(path), *above;
	struct stat is;

	if (stat(folder, &is) == 0 || (errno != ENOENT && errno != ENOTDIR)) {
		free(folder);
		return NULL;
	}
	above = durable_missing_folder(folder);
	if (!above)
		return folder;
	free(folder);
	return above;
}

bool
durable_can_make_folder(const char *missing, struct fail *why)
{
	char *above = durablefile_folder(missing);
	int error = 0;
	struct stat is;

	if (lstat(missing, &is) == 0)
		error = ENOENT; /* a link to nothing */
	else if (stat(above, &is) != 0 || access(above, W_OK | X_OK) != 0)
		error = errno;
	else if (!S_ISDIR(is.st_mode))
		error = ENOTDIR;
	free(above);
	return error == 0 ||
	       fail_set(why, FAIL_SYSTEM,
			"%s: not there, and cannot be made: %s; is its drive "
			"missing?",
			missing, strerror(error));
}

char *
durable_beside(const char *path, const char *ending)
{
	struct buffer name = {0};
	char *real = NULL;
	struct stat is;

	if (lstat(path, &is) == 0 && S_ISLNK(is.st_mode))
		real = realpath(path, NULL);
	buffer_format(&name, "%s%s", real ? real : path, ending);
	free(real);
	return name.at;
}

bool
durable_set_aside(const char *path, const char *ending, const char *at,
		  size_t len, struct fail *why)
{
	char *name = durable_beside(path, ending);
	struct buffer bytes = {0};
	bool ok = true;

	buffer_add(&bytes, at, len);
	if (len > 0 && at[len - 1] != '\n')
		buffer_add_char(&bytes, '\n');
	if (len > 0)
		ok = append_aside(name, bytes.at, bytes.len, why);
	free(name);
	buffer_release(&bytes);
	return ok;
}

/* In *whole the bytes up to and with the last newline of a file of size bytes.
 */
static bool
find_whole(int fd, int64_t size, int64_t *whole)
{
	char chunk[CHUNK];
	int64_t end = size;

	while (end > 0) {
		/* The last byte is nearly always the newline. */
		int64_t most = end == size ? 1 : CHUNK;
		int64_t len = end < most ? end : most;

		if (durablefile_read(fd, chunk, (size_t)len, end - len) != len)
			return false;
		for (int64_t i = len; i > 0; i--)
			if (chunk[i - 1] == '\n') {
				*whole = end - len + i;
				return true;
			}
		end -= len;
	}
	*whole = 0;
	return true;
}

/* Find the end of the last whole line, and move what is behind it aside. */
static bool
mend(struct durable *file, struct fail *why)
{
	struct stat is;
	char *tail;
	bool ok;

	if (fstat(file->fd, &is) != 0 ||
	    !find_whole(file->fd, is.st_size, &file->size))
		return fail_errno(why, errno, "%s", file->path);
	file->torn = is.st_size - file->size;
	if (file->torn == 0)
		return true;
	tail = mem_get((size_t)file->torn);
	if (durablefile_read(file->fd, tail, (size_t)file->torn, file->size) !=
	    file->torn)
		ok = fail_errno(why, errno, "%s", file->path);
	else
		ok = durable_set_aside(file->path, ".torn", tail,
				       (size_t)file->torn, why);
	free(tail);
	if (!ok)
		return false;
	if (durablefile_cut(file->fd, file->size) != 0 ||
	    fdatasync(file->fd) != 0)
		return fail_errno(why, errno, "%s: cutting off a torn line",
				  file->path);
	return true;
}

/* Milliseconds of a clock that nobody sets. */
static int64_t
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
block_signals(sigset_t *before)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, before);
}

/*
 * Lock by asking again and again: a program that was stopped with the lock in
 * its hands must not hang cron for ever. Who has waited for a while asks more
 * often than those who come: else, in a crowd, it might never be their turn.
 * True with signals blocked.
 */
static bool
lock(int fd, int64_t deadline, sigset_t *before)
{
	int64_t urgent = milliseconds() + LOCK_PATIENCE;
	long pause = 1;

	for (;;) {
		struct timespec nap = {0, pause * 1000000};
		int error;

		block_signals(before);
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return true;
		error = errno;
		sigprocmask(SIG_SETMASK, before, NULL);
		if (error != EINTR && error != EWOULDBLOCK) {
			errno = error;
			return false;
		}
		if (milliseconds() >= deadline) {
			errno = EWOULDBLOCK;
			return false;
		}
		if (error == EWOULDBLOCK) {
			nanosleep(&nap, NULL);
			if (milliseconds() > urgent)
				pause = 1;
			else if (pause < 16)
				pause *= 2;
		}
	}
}

/*
 * Whether the name still leads to the file that was opened. False with errno 0
 * if it leads elsewhere or nowhere.
 */
static bool
is_in_place(int fd, const char *path)
{
	struct stat is, named;

	if (fstat(fd, &is) != 0)
		return false;
	if (stat(path, &named) != 0) {
		if (errno == ENOENT)
			errno = 0;
		return false;
	}
	errno = 0;
	return is.st_dev == named.st_dev && is.st_ino == named.st_ino;
}

bool
durable_open(struct durable *file, const char *path, bool create,
	     struct fail *why)
{
	int64_t deadline = milliseconds() + DURABLE_LOCK_SECONDS * 1000;

	*file = (struct durable){.path = mem_copy(path), .fd = -1};
	if (create) {
		char *folder = durablefile_folder(path);
		bool made = durablefile_make_folders(folder, why);

		free(folder);
		if (!made)
			goto failed;
	}
	for (;;) {
		file->fd =
			durablefile_open(path, 0, create, &file->created, why);
		if (file->fd < 0)
			goto failed;
		if (!lock(file->fd, deadline, &file->mask)) {
			if (errno == EWOULDBLOCK)
				fail_set(why, FAIL_SYSTEM,
					 "%s: locked by another program for %d "
					 "seconds",
					 path, DURABLE_LOCK_SECONDS);
			else
				fail_errno(why, errno, "%s: lock", path);
			goto failed;
		}
		file->held = true;
		if (is_in_place(file->fd, path))
			break;
		if (errno) {
			fail_errno(why, errno, "%s", path);
			goto failed;
		}
		close(file->fd);
		file->fd = -1;
		file->held = false;
		sigprocmask(SIG_SETMASK, &file->mask, NULL);
		if (milliseconds() >= deadline) {
			fail_set(why, FAIL_SYSTEM,
				 "%s: replaced again and again for %d seconds",
				 path, DURABLE_LOCK_SECONDS);
			goto failed;
		}
	}
	file->folder = durablefile_real_folder(path);
	/* Before the mending, which changes both times. */
	file->unlisted = may_be_unlisted(file->fd, file->folder);
	if (!mend(file, why))
		goto failed;
	return true;

failed:
	durable_close(file);
	return false;
}

bool
durable_is_stopped(void)
{
	struct sigaction action;
	sigset_t waiting;

	return sigaction(SIGINT, NULL, &action) == 0 &&
	       action.sa_handler != SIG_IGN && sigpending(&waiting) == 0 &&
	       sigismember(&waiting, SIGINT) == 1;
}

bool
durable_append(struct durable *file, const char *at, size_t len,
	       struct fail *why)
{
	return durable_append_behind(file, "", 0, at, len, why);
}

bool
durable_append_behind(struct durable *file, const char *header,
		      size_t header_len, const char *at, size_t len,
		      struct fail *why)
{
	const struct durablefile_bytes bytes = {header, header_len, at, len};
	struct fail first = {0};
	bool cut_back = true;
	bool ok;

	assert(file->held && len > 0 && at[len - 1] == '\n');
	if (file->failed)
		return fail_set(why, FAIL_SYSTEM,
				"%s: no append after one that failed",
				file->path);
	ok = !file->unlisted || durablefile_sync_folder(file->folder, &first);
	if (ok)
		ok = durablefile_append(file->fd, file->path, &bytes,
					file->size, &cut_back, &first);
	if (ok) {
		file->unlisted = false;
		file->size += (int64_t)(header_len + len);
		return true;
	}
	file->failed = true;
	return fail_set(why, FAIL_SYSTEM, "%s%s", first.text,
			cut_back ? ""
				 : "; what was written could not be cut off "
				   "again, look at the end of the file");
}

void
durable_close(struct durable *file)
{
	struct stat is;

	if (file->held) {
		if (file->created && fstat(file->fd, &is) == 0 &&
		    is.st_size == 0 && is_in_place(file->fd, file->path))
			unlink(file->path);
		flock(file->fd, LOCK_UN);
	}
	if (file->path && file->fd >= 0)
		close(file->fd);
	if (file->held)
		sigprocmask(SIG_SETMASK, &file->mask, NULL);
	free(file->path);
	free(file->folder);
	*file = (struct durable){.fd = -1};
}

/* The rights and the owner of the file that is replaced. */
static bool
take_after(int fd, const struct stat *old)
{
	mode_t mode = old->st_mode & 07777;

	if (fchown(fd, old->st_uid, old->st_gid) != 0 &&
	    fchown(fd, (uid_t)-1, old->st_gid) != 0) {
		struct stat is;

		/* Not that group's: what it might do, another may not. */
		if (fstat(fd, &is) != 0)
			return false;
		if (is.st_gid != old->st_gid)
			mode &= ~(mode_t)S_IRWXG;
	}
	return fchmod(fd, mode) == 0;
}

bool
durable_replace(const char *path, const char *at, size_t len, struct fail *why)
{
	char *real = realpath(path, NULL);
	struct buffer name = {0};
	char *folder = NULL;
	bool renamed = false;
	bool ok = false;
	struct stat old;
	bool cut_back;
	int fd = -1;

	if (!real || stat(real, &old) != 0) {
		fail_errno(why, errno, "%s", path);
		goto out;
	}
	folder = durablefile_folder(real);
	buffer_format(&name, "%s.new", real);
	/* Under the lock nobody else can be at work on one. */
	if (unlink(name.at) != 0 && errno != ENOENT) {
		fail_errno(why, errno, "%s", name.at);
		goto out;
	}
	do
		fd = open(name.at,
			  O_RDWR | O_APPEND | O_CLOEXEC | O_CREAT | O_EXCL,
			  DURABLEFILE_PRIVATE);
	while (fd < 0 && errno == EINTR);
	if (fd < 0) {
		fail_errno(why, errno, "%s", name.at);
		goto out;
	}
	if (!take_after(fd, &old))
		fail_errno(why, errno, "%s", name.at);
	else if (durablefile_append(
			 fd, name.at,
			 &(struct durablefile_bytes){.at = at, .len = len}, 0,
			 &cut_back, why)) {
		renamed = rename(name.at, real) == 0;
		if (!renamed)
			fail_errno(why, errno, "%s", real);
	}
	close(fd);
	if (!renamed) {
		unlink(name.at);
		goto out;
	}
	ok = durablefile_sync_folder(folder, NULL);
	if (!ok)
		fail_set(why, FAIL_SYSTEM,
			 "%s: rewritten, but its folder could not be synced, "
			 "so that the old file may be back after a crash",
			 path);
out:
	buffer_release(&name);
	free(folder);
	free(real);
	return ok;
}
