/* Strings, numbered from 0 in order of first appearance. */
#ifndef NUMBERED_H
#define NUMBERED_H

#include <stddef.h>
#include <stdint.h>

#define NUMBERED_NONE ((size_t)-1)

/* Zero-initialise; release with numbered_release. */
struct numbered {
	const char **at; /* borrowed strings, by number */
	size_t count, room;
	struct numbered_slot *slots; /* private */
	size_t slot_count;
	uint64_t seed;
};

/* The number of a string; NUMBERED_NONE if it is new. */
size_t numbered_find(const struct numbered *strings, const char *string);

/* Number a string that is new; it is borrowed. */
size_t numbered_add(struct numbered *strings, const char *string);

void numbered_release(struct numbered *strings);

#endif
