/*
 * For journal alone: this machine, its files at home, and by what name and mark
 * its own file in a folder of several is told from the others'.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>

#include "fail.h"

/* Of a machine's name or mark, in bytes. */
#define MACHINE_NAME_MOST 64

/* The value of a variable; NULL where it is unset or empty. */
const char *machine_variable(const char *name);

/*
 * A path in one of XDG's base folders: ${NAME:-~/DEFAULT}/FILE. Caller frees;
 * NULL with why filled in where there is no home. The base directory rules say
 * that a relative path is invalid and to be ignored.
 */
char *machine_path(const char *name, const char *otherwise, const char *file,
		   struct fail *why);

/* Whether a machine, and so its own file, can be called so. */
bool machine_may_be_called(const char *name);

/* The name of this machine's own file, without its ending: $AMENDS_MACHINE, or
 * the host's. Caller frees; NULL with FAIL_SYSTEM where that is no name. */
char *machine_name(struct fail *why);

/*
 * The word that follows prefix on the first line of fd that begins with it,
 * copied to mark; "" if there is no such line. The line of a file of our own
 * making is its second one; only a file that was moved in is looked through.
 * False with FAIL_SYSTEM where it cannot be read.
 */
bool machine_find_mark(int fd, const char *prefix,
		       char mark[MACHINE_NAME_MOST + 1], struct fail *why);

/* This machine's mark, from the file at path, which is made if need be. False
 * with FAIL_SYSTEM. */
bool machine_mark(const char *path, char mark[MACHINE_NAME_MOST + 1],
		  struct fail *why);

#endif
