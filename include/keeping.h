/*
 * What keepers share: a file's bytes, read whole, to be put back changed by
 * durable_replace.
 */
#ifndef KEEPING_H
#define KEEPING_H

#include <stdbool.h>

#include "durable.h"
#include "fail.h"
#include "mem.h"

/* Append all bytes of the file that is held. FAIL_SYSTEM, also where somebody
 * without the lock makes it shorter meanwhile. */
bool keeping_read(const struct durable *file, struct buffer *bytes,
		  struct fail *why);

/* Append all bytes of the file at path, or nothing where there is none. A
 * symbolic link is not followed: FAIL_SYSTEM. */
bool keeping_read_beside(const char *path, struct buffer *bytes,
			 struct fail *why);

#endif
