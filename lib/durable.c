#define _XOPEN_SOURCE 700 /* realpath, S_ISVTX */

#include "durable.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "mem.h"

/* One write(2) moves at most 0x7ffff000 bytes on Linux; this stays below. */
#define WRITE_MOST ((size_t)1 << 30)

/* What is copied or searched at once at the end of a file. */
#define CHUNK 65536

/* Two people, or two tills, in one folder: a new file is the group's, too. */
#define MODE_PRIVATE 0600
#define MODE_SHARED 0660
#define MODE_FOLDER 0700

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

/* The folder that path is in. Caller frees. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder;

	if (!slash)
		return mem_copy(".");
	while (slash > path && slash[-1] == '/')
		slash--;
	if (slash == path)
		return mem_copy("/");
	folder = mem_copy(path);
	folder[slash - path] = '\0';
	return folder;
}

/* The folder that a link at path leads to. Caller frees. */
static char *
real_folder_of(const char *path)
{
	char *real = realpath(path, NULL);
	char *folder = folder_of(real ? real : path);

	free(real);
	return folder;
}

/* Make the names in a folder last. */
static bool
sync_folder(const char *folder, struct fail *why)
{
	int fd;
	int error = 0;

	do
		fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd < 0 && errno == EINTR);
	if (fd < 0) {
		error = errno;
	} else {
		/* Some file systems cannot sync a folder, and say so. */
		if (fsync(fd) != 0 && errno != EINVAL)
			error = errno;
		close(fd);
	}
	return error == 0 || fail_errno(why, error, "%s", folder);
}

/* Make one folder, and its name in the one above last. */
static bool
make_folder(const char *path, const char *above, struct fail *why)
{
	if (mkdir(path, MODE_FOLDER) != 0) {
		if (errno == EEXIST)
			return true; /* another recorder was quicker */
		return fail_errno(why, errno, "%s", path);
	}
	/* A umask may have taken away even the owner's rights. */
	if (chmod(path, MODE_FOLDER) != 0)
		return fail_errno(why, errno, "%s", path);
	return sync_folder(above, why);
}

static bool
is_empty(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	bool empty = folder != NULL;

	while (empty && (entry = readdir(folder)) != NULL)
		empty = strcmp(entry->d_name, ".") == 0 ||
			strcmp(entry->d_name, "..") == 0;
	if (folder)
		closedir(folder);
	return empty;
}

/* Make the folder at path, and those above it that are not there. */
static bool
make_folders(const char *path, struct fail *why)
{
	char *above = folder_of(path);
	struct stat is;
	bool made;

	if (stat(path, &is) != 0)
		made = errno != ENOENT ? fail_errno(why, errno, "%s", path)
				       : (strcmp(above, path) == 0 ||
					  make_folders(above, why)) &&
						 make_folder(path, above, why);
	else if (!S_ISDIR(is.st_mode))
		made = fail_errno(why, ENOTDIR, "%s", path);
	else
		/* Killed between the two steps of make_folder? Nothing is put
		 * in a folder before its name lasts. Where the one above may
		 * not be read, somebody else has made this one. */
		made = !is_empty(path) || access(above, R_OK) != 0 ||
		       sync_folder(above, why);
	free(above);
	return made;
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

/* Give a file that was made in path's folder the mode that fits there. */
static bool
set_mode(int fd, const char *path, struct fail *why)
{
	char *folder = folder_of(path);
	mode_t mode = MODE_PRIVATE;
	struct stat is;

	if (stat(folder, &is) == 0 && is.st_mode & S_IWGRP) {
		/* In /tmp and its like no group is meant. */
		bool anyone = is.st_mode & S_IWOTH && is.st_mode & S_ISVTX;

		if (!anyone && fchown(fd, (uid_t)-1, is.st_gid) == 0)
			mode = MODE_SHARED;
	}
	free(folder);
	if (fchmod(fd, mode) != 0)
		return fail_errno(why, errno, "%s", path);
	return true;
}

/*
 * Open path to be appended to. flags may add O_NOFOLLOW. The mode of a new file
 * is set before anybody can have written to it.
 */
static int
open_to_append(const char *path, int flags, bool create, bool *created,
	       struct fail *why)
{
	flags |= O_RDWR | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	*created = false;
	for (;;) {
		struct stat is;
		int fd = open(path, flags);

		if (fd >= 0) {
			if (fstat(fd, &is) == 0 && S_ISREG(is.st_mode))
				return fd;
			close(fd);
			fail_set(why, FAIL_SYSTEM,
				 "%s: not an ordinary file, which is what can "
				 "be appended to safely",
				 path);
			return -1;
		}
		if (errno == EINTR)
			continue;
		if (errno == ENOENT && lstat(path, &is) == 0 &&
		    S_ISLNK(is.st_mode)) {
			fail_set(why, FAIL_SYSTEM,
				 "%s: a link to a file that is not there; is "
				 "its drive missing?",
				 path);
			return -1;
		}
		if (errno == ELOOP && flags & O_NOFOLLOW) {
			fail_set(why, FAIL_SYSTEM,
				 "%s: a link, which is not followed here",
				 path);
			return -1;
		}
		if (errno != ENOENT || !create) {
			fail_errno(why, errno, "%s", path);
			return -1;
		}
		fd = open(path, flags | O_CREAT | O_EXCL, MODE_PRIVATE);
		if (fd >= 0) {
			*created = true;
			if (set_mode(fd, path, why))
				return fd;
			close(fd);
			unlink(path);
			return -1;
		}
		/* EEXIST: another recorder was quicker; open that one. */
		if (errno != EINTR && errno != EEXIST) {
			fail_errno(why, errno, "%s", path);
			return -1;
		}
	}
}

/*
 * Cut the file at size. The descriptor was opened for appending, so that the
 * next write goes there.
 */
static int
cut(int fd, int64_t size)
{
	int failed;

	do
		failed = ftruncate(fd, (off_t)size);
	while (failed && errno == EINTR);
	return failed;
}

/*
 * Append and sync. On failure the file is cut back to size; whether that went
 * well is in *cut_back.
 */
static bool
append(int fd, const char *path, const char *at, size_t len, int64_t size,
       bool *cut_back, struct fail *why)
{
	size_t done = 0;
	bool ok = true;

	*cut_back = true;
	while (ok && done < len) {
		size_t ask = len - done < WRITE_MOST ? len - done : WRITE_MOST;
		ssize_t wrote;

		do
			wrote = write(fd, at + done, ask);
		while (wrote < 0 && errno == EINTR);
		if (wrote < 0)
			ok = fail_errno(why, errno, "%s", path);
		else if ((size_t)wrote < ask)
			ok = fail_set(why, FAIL_SYSTEM,
				      "%s: only %zu of %zu bytes could be "
				      "written; is the disk full?",
				      path, done + (size_t)wrote, len);
		else
			done += ask;
	}
	if (ok && fdatasync(fd) != 0)
		ok = fail_errno(why, errno, "%s: sync", path);
	if (!ok)
		*cut_back = cut(fd, size) == 0;
	return ok;
}

/* pread that goes on after a signal and a short count. -1, or what was there.
 */
static ssize_t
read_at(int fd, char *at, size_t len, int64_t from)
{
	size_t done = 0;

	while (done < len) {
		ssize_t got = pread(fd, at + done, len - done,
				    (off_t)(from + (int64_t)done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

/* Append to a file of its own, made if it is not there. What a crash has torn
 * in it stays a line of its own. */
static bool
append_aside(const char *path, const char *at, size_t len, struct fail *why)
{
	char *folder = folder_of(path);
	struct buffer bytes = {0};
	bool created, cut_back;
	struct stat is;
	char last = '\n';
	bool ok = false;
	int fd;

	/* No link: what is put here is personal data, and goes nowhere else. */
	fd = open_to_append(path, O_NOFOLLOW, true, &created, why);
	if (fd >= 0) {
		if (fstat(fd, &is) != 0 ||
		    (is.st_size > 0 &&
		     read_at(fd, &last, 1, is.st_size - 1) != 1)) {
			fail_errno(why, errno, "%s", path);
		} else {
			if (last != '\n')
				buffer_add_char(&bytes, '\n');
			buffer_add(&bytes, at, len);
			ok = sync_folder(folder, why) &&
			     append(fd, path, bytes.at, bytes.len, is.st_size,
				    &cut_back, why);
		}
		if (!ok && created)
			unlink(path);
		close(fd);
	}
	free(folder);
	buffer_release(&bytes);
	return ok;
}

bool
durable_sync(const char *path, struct fail *why)
{
	char *folder = real_folder_of(path);
	bool ok = false;
	int fd;

	do
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	while (fd < 0 && errno == EINTR);
	if (fd < 0 || fdatasync(fd) != 0)
		fail_errno(why, errno, "%s", path);
	else
		ok = sync_folder(folder, why);
	if (fd >= 0)
		close(fd);
	free(folder);
	return ok;
}

bool
durable_set_aside(const char *path, const char *ending, const char *at,
		  size_t len, struct fail *why)
{
	struct buffer name = {0};
	struct buffer bytes = {0};
	bool ok = true;

	buffer_format(&name, "%s%s", path, ending);
	buffer_add(&bytes, at, len);
	if (len > 0 && at[len - 1] != '\n')
		buffer_add_char(&bytes, '\n');
	if (len > 0)
		ok = append_aside(buffer_string(&name), bytes.at, bytes.len,
				  why);
	buffer_release(&name);
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

		if (read_at(fd, chunk, (size_t)len, end - len) != len)
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
	if (read_at(file->fd, tail, (size_t)file->torn, file->size) !=
	    file->torn)
		ok = fail_errno(why, errno, "%s", file->path);
	else
		ok = durable_set_aside(file->path, ".torn", tail,
				       (size_t)file->torn, why);
	free(tail);
	if (!ok)
		return false;
	if (cut(file->fd, file->size) != 0 || fdatasync(file->fd) != 0)
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
 * its hands must not hang cron for ever. True with signals blocked.
 */
static bool
lock(int fd, int64_t deadline, sigset_t *before)
{
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
			if (pause < 16)
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
		char *folder = folder_of(path);
		bool made = make_folders(folder, why);

		free(folder);
		if (!made)
			goto failed;
	}
	for (;;) {
		file->fd = open_to_append(path, 0, create, &file->created, why);
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
	file->folder = real_folder_of(path);
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
	struct fail first = {0};
	bool cut_back = true;
	bool ok;

	assert(file->held && len > 0 && at[len - 1] == '\n');
	if (file->failed)
		return fail_set(why, FAIL_SYSTEM,
				"%s: no append after one that failed",
				file->path);
	ok = !file->unlisted || sync_folder(file->folder, &first);
	if (ok)
		ok = append(file->fd, file->path, at, len, file->size,
			    &cut_back, &first);
	if (ok) {
		file->unlisted = false;
		file->size += (int64_t)len;
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
	folder = folder_of(real);
	buffer_format(&name, "%s.new", real);
	/* Under the lock nobody else can be at work on one. */
	if (unlink(name.at) != 0 && errno != ENOENT) {
		fail_errno(why, errno, "%s", name.at);
		goto out;
	}
	do
		fd = open(name.at,
			  O_RDWR | O_APPEND | O_CLOEXEC | O_CREAT | O_EXCL,
			  MODE_PRIVATE);
	while (fd < 0 && errno == EINTR);
	if (fd < 0) {
		fail_errno(why, errno, "%s", name.at);
		goto out;
	}
	if (!take_after(fd, &old))
		fail_errno(why, errno, "%s", name.at);
	else if (append(fd, name.at, at, len, 0, &cut_back, why)) {
		renamed = rename(name.at, real) == 0;
		if (!renamed)
			fail_errno(why, errno, "%s", real);
	}
	close(fd);
	if (!renamed) {
		unlink(name.at);
		goto out;
	}
	ok = sync_folder(folder, NULL);
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
