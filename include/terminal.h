/*
 * The terminal that somebody sits at.
 */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a descriptor is one. */
bool terminal_is(int fd);
/* How wide standard output's is: $COLUMNS, else what it says of itself, else
 * 80. */
size_t terminal_columns(void);
/* Whether it knows nothing but text: $TERM is dumb, or not set. */
bool terminal_is_plain(void);

#endif
