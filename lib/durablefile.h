/*
 * Within durable alone: what is done to one file and to the folders that it is
 * in. Nothing here locks; who calls holds the journal, or nobody else can know
 * the file yet.
 */
#ifndef DURABLEFILE_H
#define DURABLEFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "fail.h"

/* What only its owner may read. */
#define DURABLEFILE_PRIVATE 0600

/* The folder that path is in. Caller frees. */
char *durablefile_folder(const char *path);

/* The folder that a link at path leads to. Caller frees. */
char *durablefile_real_folder(const char *path);

/* Make the folder at path, and those above it that are not there, with names
 * that last. FAIL_SYSTEM. */
bool durablefile_make_folders(const char *path, struct fail *why);

/* Make the names in a folder last. FAIL_SYSTEM. */
bool durablefile_sync_folder(const char *folder, struct fail *why);

/*
 * Open path to be appended to; flags may add O_NOFOLLOW. With create, a file
 * that is not there is made, with the mode that fits its folder (durable.h),
 * set before anybody can have written to it; whether it was is in *created.
 * The descriptor, which the caller closes; -1 with FAIL_SYSTEM.
 */
int durablefile_open(const char *path, int flags, bool create, bool *created,
		     struct fail *why);

/* Say why path cannot be opened, which is an errno: of a link to nothing, that
 * its drive may be missing. FAIL_SYSTEM; false. */
bool durablefile_fail_open(const char *path, int error, struct fail *why);

/* Bytes to be appended: a header, of no bytes where there is none, and what
 * stands behind it. */
struct durablefile_bytes {
	const char *header;
	size_t header_len;
	const char *at;
	size_t len;
};

/*
 * Append them to a file of size bytes, and sync it. On failure, which is
 * FAIL_SYSTEM and names path, it is cut back to size; whether that went well is
 * in *cut_back.
 */
bool durablefile_append(int fd, const char *path,
			const struct durablefile_bytes *bytes, int64_t size,
			bool *cut_back, struct fail *why);

/* Cut the file at size: the next append goes there. 0, or -1 with errno. */
int durablefile_cut(int fd, int64_t size);

/* pread that goes on after a signal and a short count: how much was there, or
 * -1 with errno. */
ssize_t durablefile_read(int fd, char *at, size_t len, int64_t from);

#endif
