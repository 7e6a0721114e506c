#define _XOPEN_SOURCE 700 /* realpath, S_ISVTX */

#include "durablefile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "mem.h"

/* One write(2) moves at most 0x7ffff000 bytes on Linux; this stays below. */
#define WRITE_MOST ((size_t)1 << 30)

/* Two people, or two tills, in one folder: a new file is the group's, too. */
#define MODE_SHARED 0660
#define MODE_FOLDER 0700

char *
durablefile_folder(const char *path)
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

char *
durablefile_real_folder(const char *path)
{
	char *real = realpath(path, NULL);
	char *folder = durablefile_folder(real ? real : path);

	free(real);
	return folder;
}

bool
durablefile_sync_folder(const char *folder, struct fail *why)
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
	return durablefile_sync_folder(above, why);
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

bool
durablefile_make_folders(const char *path, struct fail *why)
{
	char *above = durablefile_folder(path);
	struct stat is;
	bool made;

	if (stat(path, &is) != 0)
		made = errno != ENOENT
			       ? fail_errno(why, errno, "%s", path)
			       : (strcmp(above, path) == 0 ||
				  durablefile_make_folders(above, why)) &&
					 make_folder(path, above, why);
	else if (!S_ISDIR(is.st_mode))
		made = fail_errno(why, ENOTDIR, "%s", path);
	else
		/* Killed between the two steps of make_folder? Nothing is put
		 * in a folder before its name lasts. Where the one above may
		 * not be read, somebody else has made this one. */
		made = !is_empty(path) || access(above, R_OK) != 0 ||
		       durablefile_sync_folder(above, why);
	free(above);
	return made;
}

/* Give a file that was made in path's folder the mode that fits there. */
static bool
set_mode(int fd, const char *path, struct fail *why)
{
	char *folder = durablefile_folder(path);
	mode_t mode = DURABLEFILE_PRIVATE;
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

static bool
is_link(const char *path)
{
	struct stat is;

	return lstat(path, &is) == 0 && S_ISLNK(is.st_mode);
}

bool
durablefile_fail_open(const char *path, int error, struct fail *why)
{
	if (error == ENOENT && is_link(path))
		return fail_set(why, FAIL_SYSTEM,
				"%s: a link to a file that is not there; is "
				"its drive missing?",
				path);
	return fail_errno(why, error, "%s", path);
}

int
durablefile_open(const char *path, int flags, bool create, bool *created,
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
		if (errno == ELOOP && flags & O_NOFOLLOW) {
			fail_set(why, FAIL_SYSTEM,
				 "%s: a link, which is not followed here",
				 path);
			return -1;
		}
		if (errno != ENOENT || !create || is_link(path)) {
			durablefile_fail_open(path, errno, why);
			return -1;
		}
		fd = open(path, flags | O_CREAT | O_EXCL, DURABLEFILE_PRIVATE);
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

int
durablefile_cut(int fd, int64_t size)
{
	int failed;

	do
		failed = ftruncate(fd, (off_t)size);
	while (failed && errno == EINTR);
	return failed;
}

/* Write what comes behind so many of the bytes, with one call: how much was
 * asked for is in *ask. */
static ssize_t
write_behind(int fd, const struct durablefile_bytes *bytes, size_t done,
	     size_t *ask)
{
	size_t header = done < bytes->header_len ? bytes->header_len - done : 0;
	size_t from = header > 0 ? 0 : done - bytes->header_len;
	size_t most = WRITE_MOST - header;
	size_t len = bytes->len - from < most ? bytes->len - from : most;
	/* iov_base is no const, for readv. */
	const struct iovec parts[] = {
		{(char *)bytes->header + (header > 0 ? done : 0), header},
		{(char *)bytes->at + from, len},
	};
	ssize_t wrote;

	*ask = header + len;
	do
		wrote = header > 0 ? writev(fd, parts, 2)
				   : write(fd, bytes->at + from, len);
	while (wrote < 0 && errno == EINTR);
	return wrote;
}

bool
durablefile_append(int fd, const char *path,
		   const struct durablefile_bytes *bytes, int64_t size,
		   bool *cut_back, struct fail *why)
{
	size_t len = bytes->header_len + bytes->len, done = 0, ask;
	bool ok = true;

	*cut_back = true;
	while (ok && done < len) {
		ssize_t wrote = write_behind(fd, bytes, done, &ask);

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
		*cut_back = durablefile_cut(fd, size) == 0;
	return ok;
}

ssize_t
durablefile_read(int fd, char *at, size_t len, int64_t from)
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
