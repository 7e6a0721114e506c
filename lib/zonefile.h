/*
 * Within zone alone: the zone database's files, and what is in one.
 */
#ifndef ZONEFILE_H
#define ZONEFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One half of a POSIX TZ string's rule: when in the year, at what hour. */
struct zonefile_yearly {
	enum { YEARLY_WEEKDAY, YEARLY_DAY, YEARLY_DAY_NO_LEAP } form;
	int month, week, weekday; /* weekday 0 Sunday; week 5 the last */
	int day;                  /* of the year; NO_LEAP counts from 1 */
	int second; /* wall clock, may be negative or beyond 24 h */
};

/* What the last line of a zone file says of the time after its table. */
struct zonefile_footer {
	bool given, has_summer;
	int standard, summer; /* offsets in seconds, east positive */
	struct zonefile_yearly begins, ends;
};

struct zonefile_change {
	int64_t at; /* an instant, in milliseconds */
	int offset; /* from then on, in seconds */
};

/* A zone file. Zero-initialise; at the end free(changes). */
struct zonefile {
	int before; /* the offset before the first change */
	size_t count;
	struct zonefile_change *changes; /* in order */
	struct zonefile_footer footer;
};

/* The folder of the database: $TZDIR, else the system's. */
const char *zonefile_folder(void);

/*
 * The bytes of a file of the database, with a NUL behind them that *len does
 * not count; at most most + 1 of them, so that one too long shows. NULL if it
 * is not there or no plain file. Caller frees.
 */
char *zonefile_bytes(const char *name, size_t most, size_t *len);

/*
 * Read a TZif file (RFC 8536), version 1 to 4, that zonefile_bytes gave.
 * False for anything else, and for one that counts leap seconds.
 */
bool zonefile_parse(struct zonefile *file, const char *at, size_t len);

#endif
