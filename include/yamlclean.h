/*
 * What no YAML file of ours may hold, taken out of it before it is read.
 */
#ifndef YAMLCLEAN_H
#define YAMLCLEAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fail.h"
#include "mem.h"

/*
 * Every character of its own that libyaml would take for something else than
 * an editor shows (U+0085, U+2028 and a lone CR break lines for it), that it
 * would stop at, or that a terminal would obey. A byte order mark is taken at
 * the beginning only. `behind` is what comes after the character, up to end.
 */
bool yamlclean_refuses(uint32_t code, const char *behind, const char *end);

/*
 * Append len bytes at `at` to clean, with a blank in place of each character
 * that is refused, and of each byte that is not UTF-8; a directive becomes a
 * comment, and a byte order mark at the beginning is left out. A fault a line
 * is added for what was refused there.
 */
void yamlclean(struct buffer *clean, const char *at, size_t len,
	       struct faults *faults);

#endif
