#include "keeping.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Append what is left of fd, size bytes at most; -1: all. */
static bool
read_all(int fd, const char *path, int64_t size, struct buffer *bytes,
	 struct fail *why)
{
	char chunk[64 * 1024];
	int64_t done = 0;

	while (size < 0 || done < size) {
		ssize_t got = read(fd, chunk, sizeof(chunk));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(why, errno, "%s", path);
		if (got == 0)
			break;
		buffer_add(bytes, chunk, (size_t)got);
		done += got;
	}
	return size < 0 || done == size ||
	       fail_set(why, FAIL_SYSTEM, "%s: changed while it was read",
			path);
}

bool
keeping_read(const struct durable *file, struct buffer *bytes, struct fail *why)
{
	int fd = open(file->path, O_RDONLY | O_CLOEXEC);
	bool whole;

	if (fd < 0)
		return fail_errno(why, errno, "%s", file->path);
	whole = read_all(fd, file->path, file->size, bytes, why);
	close(fd);
	return whole;
}

bool
keeping_read_beside(const char *path, struct buffer *bytes, struct fail *why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool whole;

	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd < 0 && errno == ELOOP)
		return fail_set(why, FAIL_SYSTEM,
				"%s: a link, which is not followed here", path);
	if (fd < 0)
		return fail_errno(why, errno, "%s", path);
	whole = read_all(fd, path, -1, bytes, why);
	close(fd);
	return whole;
}
